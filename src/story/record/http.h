/* SPDX-License-Identifier: Apache-2.0 */
/*
 * HTTP messages (RFC 9110, 9112) as archives and servers give them.
 *
 *     http.c --> http_head.c     status and header
 *            --> http_chunked.c  the body out of its chunks
 *            --> coding.c        the body out of gzip, deflate and brotli
 */
#ifndef HSY_STORY_RECORD_HTTP_H
#define HSY_STORY_RECORD_HTTP_H

#include "story/record/record.h"

enum { HSY_HTTP_HEAD_BYTES_MAX = 64 << 10, HSY_HTTP_CODINGS_MAX = 8 };

/* --- http_head.c ------------------------------------------------------------------------------------------------- */

typedef enum hsy_coding { HSY_CODING_UNKNOWN, HSY_CODING_GZIP, HSY_CODING_DEFLATE, HSY_CODING_BROTLI } hsy_coding;

typedef struct hsy_http_coding {
    hsy_coding coding;
    hsy_str name; /* as it stands in the message */
} hsy_http_coding;

typedef struct hsy_http_head {
    size_t size; /* with the empty line, and with the interim responses before */
    int status;
    hsy_str content_type; /* empty: none */
    bool chunked;
    /* In the order in which they were applied, without "identity"; of more than the limit, so many. */
    hsy_http_coding codings[HSY_HTTP_CODINGS_MAX];
    size_t coding_count; /* of all */
} hsy_http_head;

typedef enum hsy_http_parsed { HSY_HTTP_PARSED, HSY_HTTP_PARTIAL, HSY_HTTP_REFUSED } hsy_http_parsed;

/* The final response's head; strings point into the message. HSY_HTTP_PARTIAL: its end is not there. */
hsy_http_parsed hsy_http_parse_head(hsy_str message, hsy_http_head *head);

/* Whether a Content-Type names this type, whatever its parameters and its case. */
bool hsy_http_is_type(hsy_str content_type, const char *type);
/* Whether it is HTML or XHTML. */
bool hsy_http_is_page(hsy_str content_type);
/* The value of a parameter of a Content-Type, without quotation marks; absent: there is none. */
hsy_str hsy_http_parameter(hsy_str content_type, const char *name);
/* Whether text begins like markup, behind a byte order mark and white space. */
bool hsy_http_is_markup(hsy_str body);

/* --- http_chunked.c ---------------------------------------------------------------------------------------------- */

/* The size of a chunk whose line stands at body[*at], which is moved behind the line; SIZE_MAX: larger than that.
 * false: no such line stands there. */
bool hsy_http_read_chunk_line(hsy_str body, size_t *at, size_t *size);
/* Appends the body's chunks. *damage: why they end too early, or NULL. false: the body is not in chunks. A failure
 * shows in `out`. */
bool hsy_http_join_chunks(hsy_str body, hsy_buffer *out, const char **damage);

/* --- coding.c ------------------------------------------------------------------------------------------------------
 */

typedef enum hsy_decoding {
    HSY_DECODED,
    HSY_DECODED_CUT_OFF, /* the coded bytes end before their end */
    HSY_DECODED_DAMAGED, /* `out` has what stands before the damage */
    HSY_DECODED_TOO_LONG,
    HSY_DECODED_REFUSED /* memory */
} hsy_decoding;

/* Appends the decoded bytes, at most `limit`. `coding` is a known one. */
hsy_decoding hsy_coding_decode(hsy_coding coding, hsy_str bytes, size_t limit, hsy_buffer *out);
bool hsy_coding_is_gzip(hsy_str bytes);

#endif
