/* SPDX-License-Identifier: Apache-2.0 */
/* Objects of JSON being cut out of an input: what objects.c and objects_scan.c call of each other. */
#ifndef HSY_STORY_INPUT_OBJECTS_H
#define HSY_STORY_INPUT_OBJECTS_H

#include "story/input/input.h"

/* Deeper than any parser reads. */
enum { HSY_OBJECT_DEPTH_MAX = 4096 };

typedef enum hsy_object_state {
    HSY_OBJECT_VALUE,       /* a value must follow */
    HSY_OBJECT_FIRST_VALUE, /* a value, or the list's end */
    HSY_OBJECT_FIRST_KEY,   /* a key, or the object's end */
    HSY_OBJECT_KEY,
    HSY_OBJECT_COLON,
    HSY_OBJECT_BEHIND /* behind a value: a comma or an end */
} hsy_object_state;

typedef enum hsy_object_found { HSY_OBJECT_MORE, HSY_OBJECT_WHOLE, HSY_OBJECT_BROKEN } hsy_object_found;

/* How far a value has been looked through. */
typedef struct hsy_object_scan {
    size_t at; /* in the value's bytes: looked at so far; in the end its size, or where it breaks */
    hsy_object_state state;
    bool quoted, escaped, scalar;
    size_t depth;
    uint8_t lists[HSY_OBJECT_DEPTH_MAX / 8]; /* a bit a level: it is a list */
} hsy_object_scan;

/* At the beginning of a value; with `depth`, behind a value in so many objects. */
void hsy_object_begin(hsy_object_scan *scan, size_t depth);
/* Looks on through `bytes`, which begin with the value; `end`: no more come. Strings, brackets, commas and colons are
 * looked at, no more: whatever is whole by that may still be no JSON. */
hsy_object_found hsy_object_look(hsy_object_scan *scan, const char *bytes, size_t size, bool end);

/* Where in an object, which may be cut off, the list of stories begins that it merely wraps: behind the "[".
 * *depth: in so many objects. 0: it wraps none. */
size_t hsy_object_find_list(hsy_str object, size_t *depth);

#endif
