/* SPDX-License-Identifier: Apache-2.0 */
/* What every stage stands on: memory, strings, growing buffers, spans, errors. This folder knows no stage. */
#ifndef HSY_BASE_BASE_H
#define HSY_BASE_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hearsay/hearsay.h"

/* --- Errors ------------------------------------------------------------------------------ */

/* Fills `error` (which may be NULL) with the sentence and returns `status`, so that a
 * failing function ends with `return hsy_fail(...)`. */
hearsay_status hsy_fail(hearsay_error *error, hearsay_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* hsy_fail() with the sentence for a refused allocation. */
hearsay_status hsy_fail_memory(hearsay_error *error);

/* --- Memory ------------------------------------------------------------------------------ */

/* `allocator`, or malloc's where it is NULL or empty. */
hearsay_allocator hsy_allocator_or_default(const hearsay_allocator *allocator);

void *hsy_resize(const hearsay_allocator *allocator, void *pointer, size_t size); /* size > 0; NULL: refused */
void hsy_release(const hearsay_allocator *allocator, void *pointer);

/* An arena: all that belongs to one story, freed at once. Blocks are chained; an
 * allocation larger than a block gets a block of its own.
 *
 *     arena --> block [used....|free] --> block [used.......] --> NULL
 */
typedef struct hsy_arena_block hsy_arena_block;
typedef struct hsy_arena {
    hearsay_allocator allocator;
    hsy_arena_block *first;
} hsy_arena;

void hsy_arena_init(hsy_arena *arena, const hearsay_allocator *allocator);
void hsy_arena_free(hsy_arena *arena);

/* `size` bytes aligned for any type, zeroed; NULL: refused. A size of 0 gives a valid pointer. */
void *hsy_arena_alloc(hsy_arena *arena, size_t size);

/* `count` zeroed elements; NULL also where the product overflows. */
void *hsy_arena_array(hsy_arena *arena, size_t count, size_t size);
#define HSY_NEW(arena, type, count) ((type *)hsy_arena_array((arena), (count), sizeof(type)))

/* --- Strings ------------------------------------------------------------------------------ */

typedef hearsay_string hsy_str; /* pointer and length, not NUL-terminated */

hsy_str hsy_str_of(const char *c_string); /* NULL gives the absent string */
bool hsy_str_equal(hsy_str a, hsy_str b);
/* Whether it ends so and is longer than that. */
bool hsy_str_ends(hsy_str text, const char *ending);

/* FNV-1a. A hash begins with HSY_HASH_START and takes one value after another; a text's takes its bytes. */
#define HSY_HASH_START UINT64_C(14695981039346656037)
static inline uint64_t hsy_hash_add(uint64_t hash, uint64_t value) {
    return (hash ^ value) * UINT64_C(1099511628211);
}
uint64_t hsy_str_hash(hsy_str text);
/* Copies `text` and a NUL behind it to the arena. false: refused. The absent string stays absent. */
bool hsy_arena_copy(hsy_arena *arena, hsy_str text, hsy_str *copy);

/* A growing byte buffer. An append that is refused sets `failed`, and all later ones do
 * nothing: a writer checks once, at its end. */
typedef struct hsy_buffer {
    hearsay_allocator allocator;
    char *data;
    size_t size, capacity;
    bool failed;
} hsy_buffer;

void hsy_buffer_init(hsy_buffer *buffer, const hearsay_allocator *allocator);
void hsy_buffer_free(hsy_buffer *buffer);
void hsy_buffer_add(hsy_buffer *buffer, const void *bytes, size_t size);
void hsy_buffer_text(hsy_buffer *buffer, const char *c_string);
void hsy_buffer_char(hsy_buffer *buffer, char c);
void hsy_buffer_format(hsy_buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A growing array of elements of one size, with the same rule of failure. */
typedef struct hsy_vector {
    hearsay_allocator allocator;
    void *data;
    size_t count, capacity, element;
    bool failed;
} hsy_vector;

void hsy_vector_init(hsy_vector *vector, size_t element_size, const hearsay_allocator *allocator);
void hsy_vector_free(hsy_vector *vector);
void *hsy_vector_push(hsy_vector *vector, const void *element); /* the new one; `element` NULL: zeroed; NULL: refused */
/* Moves a copy of the elements to the arena. NULL: refused, now or before. */
void *hsy_vector_to_arena(const hsy_vector *vector, hsy_arena *arena);
#define HSY_AT(vector, type, index) (((type *)(vector).data)[index])

/* --- Spans ------------------------------------------------------------------------------ */

/* A half-open range of bytes of a story's clean text. */
typedef struct hsy_span {
    size_t start, end;
} hsy_span;

/* --- UTF-8 -------------------------------------------------------------------------------- */

/* Decodes one code point of valid or broken UTF-8 at text[at], at < size. Broken bytes
 * give 0xFFFD and a length of 1. */
uint32_t hsy_utf8_decode(const char *text, size_t size, size_t at, size_t *length);
/* The code point that ends before text[at], at > 0. */
uint32_t hsy_utf8_decode_before(const char *text, size_t at, size_t *length);
/* Writes 1 to 4 bytes, returns how many. */
size_t hsy_utf8_encode(uint32_t point, char out[4]);
/* Offset of the first byte that is no valid UTF-8 (surrogates count as invalid), or size. */
size_t hsy_utf8_valid(const char *text, size_t size);

bool hsy_point_is_letter(uint32_t point); /* L* and M* */
bool hsy_point_is_upper(uint32_t point);  /* Lu, Lt */
bool hsy_point_is_lower(uint32_t point);
bool hsy_point_is_digit(uint32_t point); /* N* */
bool hsy_point_is_space(uint32_t point); /* white space, no-break and zero-width spaces included */

/* Turns byte offsets of one UTF-8 text into code points: a count every 64 bytes. */
typedef struct hsy_points {
    const char *text;
    size_t size;
    const uint32_t *counts;
} hsy_points;

bool hsy_points_init(hsy_points *points, hsy_str text, hsy_arena *arena); /* false: refused */
size_t hsy_points_at(const hsy_points *points, size_t byte);

/* --- JSON out -------------------------------------------------------------------------------- */

/* Appends `text` as a JSON string with its quotation marks; broken UTF-8 becomes U+FFFD. The absent
 * string becomes null. */
void hsy_json_string(hsy_buffer *buffer, hsy_str text);

#endif
