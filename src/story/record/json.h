/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An object of JSON to a story: what the files of this folder that do it call of each other.
 *
 *     json.c (decoded, parsed) --> ninjs.c (IPTC's form) or json_fields.c (all others) --> json_text.c (its text)
 *         |                                   |
 *         +--> json_mend.c (half characters)  +--> json_members.c (what was not read, as it is written)
 */
#ifndef HSY_STORY_RECORD_JSON_H
#define HSY_STORY_RECORD_JSON_H

#include <jansson.h>

#include "story/record/record.h"

enum { HSY_JSON_TAKEN_MAX = 32 };

/* An object that is being read. */
typedef struct hsy_json {
    const hsy_record *record;
    hsy_story *story;
    const json_t *root;
    hsy_str line; /* the object as it is written, valid JSON */
    /* It has a field "text": the form in which stories are given to this program. The names of its outputs are never
     * read there, as the object may be one of them. */
    bool own;
    bool ninjs;
    const char *taken[HSY_JSON_TAKEN_MAX]; /* the fields that were read */
    size_t taken_count;
} hsy_json;

/* --- json_mend.c ------------------------------------------------------------------------------------------- */

/* Escapes that are half a character become that of U+FFFD, which is as long; `copy` is made only where there are any.
 */
hsy_str hsy_json_mend_surrogates(hsy_str line, hsy_buffer *copy, size_t *count);

/* --- json_members.c: an object's members as they are written ------------------------------------------------- */

typedef struct hsy_json_members {
    hsy_str line;
    size_t at;
} hsy_json_members;

typedef struct hsy_json_member {
    hsy_str key, value; /* as written, the key with its quotation marks */
} hsy_json_member;

/* The next member; begin with `at` 0. Of what is no valid JSON, it gives pieces that lie in it. */
bool hsy_json_next_member(hsy_json_members *in, hsy_json_member *found);
/* The last member of that name; absent: there is none. */
hsy_str hsy_json_member_as_written(hsy_str line, const char *name);
/* Whether `written`, a key with its quotation marks, is one of those in the sorted list. */
bool hsy_json_key_listed(hsy_str written, const char *const *list, size_t count);
/* Keeps what was not read as the story's `extra`. false: refused. */
bool hsy_json_keep_extra(const hsy_json *in);

/* --- json_fields.c: the fields of a story in all forms but ninjs's --------------------------------------------- */

/* A field that may be read and is not null; NULL: there is none. */
const json_t *hsy_json_get(const hsy_json *in, const char *name);
/* The string that a value is or holds ({"name": ...}, {"rendered": ...}); absent: none, or nothing but spaces. */
hsy_str hsy_json_string_of(const json_t *value);
void hsy_json_mark_taken(hsy_json *in, const char *name);
/* Each returns false where memory is refused, and leaves alone what is filled already. */
bool hsy_json_take_string(hsy_json *in, const char *name, hsy_str *field);
bool hsy_json_take_date(hsy_json *in, const char *name, hsy_str *field);
bool hsy_json_take_names(hsy_json *in, const char *name);  /* authors, a list, an object or a string of one */
bool hsy_json_take_byline(hsy_json *in, const char *name); /* authors, as a byline has them */
bool hsy_json_take_agency(hsy_json *in, const char *name); /* the origin, where it is an agency */
bool hsy_json_take_fields(hsy_json *in);

/* --- json_text.c: its text ------------------------------------------------------------------------------------- */

typedef struct hsy_json_text {
    hsy_str value; /* absent: there is none */
    bool markup;
} hsy_json_text;

/* The field that holds the story's text, the most trusted one. Sets `own`. */
hsy_json_text hsy_json_find_text(hsy_json *in);
/* Whether a text is markup beyond doubt. */
bool hsy_json_is_markup(hsy_str text);
/* Fills the story's given text, by way of the page where it is markup. The fields are filled before. */
hearsay_status hsy_json_read_text(hsy_json *in, hsy_json_text text, hearsay_error *error);
/* Whether an object, as it is written, has a field by which a story's text is known. */
bool hsy_json_holds_text(hsy_str object);

/* --- ninjs.c: IPTC's News in JSON ----------------------------------------------------------------------------------
 */

bool hsy_json_is_ninjs(const json_t *root);
bool hsy_json_take_ninjs(hsy_json *in);
/* The body; absent: there is none. */
hsy_json_text hsy_json_find_ninjs_text(hsy_json *in);
/* What the object is where it has no body: "a picture". */
hearsay_status hsy_json_fail_ninjs(const hsy_json *in, hearsay_error *error);

#endif
