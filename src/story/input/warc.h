/* SPDX-License-Identifier: Apache-2.0 */
/*
 * WARC 1.0 and 1.1 (ISO 28500): what the files of this format share.
 *
 *     warc.c --> warc_window.c  the bytes, the places of gzip members in them, the search for the next record
 *            --> warc_header.c  a record's header
 *            --> warc_choose.c  whether its block holds a story
 *            --> warc_record.c  that one as a record
 *
 * A record's block is handed on when what stands behind it shows that its length is right. So the whole of a record
 * stays in the window until then, and the search for the next one can begin inside of a block that was none.
 */
#ifndef HSY_STORY_INPUT_WARC_H
#define HSY_STORY_INPUT_WARC_H

#include "story/input/input.h"

enum {
    HSY_WARC_HEADER_BYTES_MAX = 64 << 10,
    HSY_WARC_BREAKS_BYTES_MAX = 64 << 10, /* between records */
    HSY_WARC_MEMBERS_MAX = 4 << 10,       /* whose places are known at a time; those behind get the place of the last */
    /* A record over the limits, or what lies between records, may be inflated to so many times of what is stored. */
    HSY_WARC_INFLATION_MAX = 64
};
#define HSY_WARC_BLOCK_BYTES_MAX HEARSAY_PAGE_BYTES_MAX

/* --- warc_window.c ----------------------------------------------------------------------------------------------- */

/* A gzip member: where its text begins in the whole inflated text, and where it is stored. */
typedef struct hsy_warc_member {
    uint64_t position, offset;
} hsy_warc_member;

/* Where a record begins: in the stored file, or, for one inside of a gzip member, so many bytes into that one's text.
 */
typedef struct hsy_warc_place {
    uint64_t offset, inside;
} hsy_warc_place;

typedef struct hsy_warc {
    uint64_t position;  /* of the window's first byte in the whole text */
    hsy_vector members; /* of hsy_warc_member, from `member` on those of use */
    size_t member;
    bool lost; /* the window does not begin with a record: one is to be searched */
    bool told; /* of why the stream has ended */
} hsy_warc;

bool hsy_warc_begin(hsy_input *input, hsy_warc *warc); /* false: refused */
/* Reads on until the window has `size` bytes or the stream has ended. */
hearsay_status hsy_warc_fill_to(hsy_input *input, size_t size, hearsay_error *error);
/* Moves the window `size` bytes on. */
void hsy_warc_use(hsy_input *input, size_t size);
/* Of the window's byte `at`. */
hsy_warc_place hsy_warc_place_at(const hsy_input *input, size_t at);
/* Where in window[1, size) a member begins with a record; 0: nowhere. */
size_t hsy_warc_find_member(const hsy_input *input, size_t size);
/* Moves on to the next record that begins within `size` bytes (UINT64_MAX: anywhere), behind the first; or over all of
 * them, or to the end. */
hearsay_status hsy_warc_search(hsy_input *input, uint64_t size, bool *found, hearsay_error *error);

/* --- warc_header.c --------------------------------------------------------------------------------------------------
 */

/* Spans count from the record's first byte; an empty one: there is no such field. */
typedef struct hsy_warc_header {
    size_t size; /* with the empty line */
    bool has_length;
    uint64_t length;
    hsy_span type, id, date, uri, content_type, identified_type, payload_digest, block_digest, truncated, segment;
} hsy_warc_header;

typedef enum hsy_warc_parsed { HSY_WARC_PARSED, HSY_WARC_PARTIAL, HSY_WARC_REFUSED } hsy_warc_parsed;

/* Reads the header at the front of bytes[0, size), in which folded lines are joined. *why: why it is refused. */
hsy_warc_parsed hsy_warc_parse_header(char *bytes, size_t size, hsy_warc_header *header, const char **why);
/* The same for the window, which is filled as far as is needed. HSY_WARC_PARTIAL: it is cut off. */
hearsay_status hsy_warc_read_header(hsy_input *input, hsy_warc_header *header, hsy_warc_parsed *parsed,
                                    const char **why, hearsay_error *error);
/* Seconds since 1970; false: it is no date of WARC. */
bool hsy_warc_read_date(hsy_str text, int64_t *seconds);

/* --- warc_choose.c ---------------------------------------------------------------------------------------------------
 */

typedef struct hsy_warc_choice {
    bool taken;
    hsy_record_kind kind;
    const char *why; /* why a record that should hold a page can't be read, or NULL */
} hsy_warc_choice;

/* By the header and the beginning of the block. `whole`: it is all of the block. */
hsy_warc_choice hsy_warc_choose(const hsy_input *input, const hsy_warc_header *header, hsy_str block, bool whole);

/* --- warc_record.c ---------------------------------------------------------------------------------------------------
 */

/* The record that the window begins with. */
typedef struct hsy_warc_here {
    hsy_warc_place at;
    char place[HSY_INPUT_PLACE_BYTES]; /* for messages */
    hsy_warc_header header;
    hsy_warc_choice choice;
} hsy_warc_here;

/* Makes it a record, and moves the window behind its block. */
hearsay_status hsy_warc_make_record(hsy_input *input, const hsy_warc_here *here, hsy_record **record,
                                    hearsay_error *error);

static inline hsy_str hsy_warc_value(const hsy_input *input, hsy_span span) {
    return span.end <= span.start ? (hsy_str){.data = NULL, .size = 0}
                                  : (hsy_str){hsy_input_bytes(input) + span.start, span.end - span.start};
}

#endif
