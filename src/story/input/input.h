/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An input being cut into records: what the files of this folder share.
 *
 *     bytes.c (file, memory) --> gzip.c --> reading.c --> recognise.c --> text.c     the whole is one text
 *     fetch.c (an address)      (inflated) (a window)     (its format)               or one page
 *                                                                         lines.c    JSON, one object a line
 *                                                                         objects.c  JSON, objects over lines, a list
 *                                                                         feed.c     RSS, Atom
 *                                                                         warc.c     WARC
 */
#ifndef HSY_STORY_INPUT_INPUT_H
#define HSY_STORY_INPUT_INPUT_H

#include "story/record/record.h"

enum { HSY_INPUT_CHUNK_BYTES = 64 << 10, HSY_INPUT_NAME_BYTES = 240, HSY_INPUT_PLACE_BYTES = 240 + 80 };

/* --- bytes.c: a file, standard input or memory, in chunks ---------------------------------- */

typedef struct hsy_bytes {
    const char *name;   /* for messages; the opener's, who keeps it */
    const char *memory; /* NULL: `file` is read */
    int file;
    bool owned;           /* `file` was opened here */
    uint64_t done, total; /* bytes handed out, and their number in all (0: not known) */
} hsy_bytes;

/* `path` "-" is standard input; `name` stands for it in messages. */
hearsay_status hsy_story_open_bytes(const char *path, const char *name, hsy_bytes *bytes, hearsay_error *error);
void hsy_story_open_memory_bytes(const char *name, const void *memory, size_t size, hsy_bytes *bytes);
/* At most `capacity` > 0 bytes; *got is 0 at the end alone. */
hearsay_status hsy_story_read_bytes(hsy_bytes *bytes, char *out, size_t capacity, size_t *got, hearsay_error *error);
void hsy_story_close_bytes(hsy_bytes *bytes);

/* --- gzip.c: the same bytes, inflated where they are gzip ----------------------------------- */

typedef struct hsy_stream hsy_stream;

/* Takes over `bytes`, which hsy_story_close_stream() closes. NULL: refused. */
hsy_stream *hsy_story_new_stream(const hsy_bytes *bytes, const hearsay_allocator *allocator);
hearsay_status hsy_story_read_stream(hsy_stream *stream, char *out, size_t capacity, size_t *got, hearsay_error *error);
/* Why the stream ended before its time ("is cut off"), or NULL. To be asked at the end. */
const char *hsy_story_stream_damage(const hsy_stream *stream);
/* Whether the stream is gzip, and where in the stored bytes the member begins whose bytes were read last. One read
 * gives bytes of one member. */
bool hsy_story_stream_member(const hsy_stream *stream, uint64_t *offset);
/* At the end: why the stream ended before its time, or before other bytes than NULs that are no member, and where that
 * member begins, or they do. NULL: it did not. */
const char *hsy_story_stream_stop(const hsy_stream *stream, uint64_t *offset);
/* Ends the stream, if it is gzip, before its time. */
void hsy_story_break_stream(hsy_stream *stream, const char *why);
/* After the end before its time: looks for the next member whose text begins with `beginning`, and goes on there. All
 * searches together take time in proportion to the stored bytes. */
hearsay_status hsy_story_seek_member(hsy_stream *stream, const char *beginning, bool *found, hearsay_error *error);
/* Stored bytes consumed, when `unread` bytes of what was read have not been used yet. */
void hsy_story_stream_progress(const hsy_stream *stream, size_t unread, uint64_t *done, uint64_t *total);
void hsy_story_close_stream(hsy_stream *stream, const hearsay_allocator *allocator);

/* --- An input --------------------------------------------------------------------------------- */

/* What a format's files do. */
typedef struct hsy_input_format {
    /* The next record, or HEARSAY_END. After HEARSAY_ERROR_INPUT and HEARSAY_ERROR_LIMIT it is called again. */
    hearsay_status (*take)(struct hsy_input *input, hsy_record **record, hearsay_error *error);
    void (*close)(struct hsy_input *input); /* frees input->own; NULL: it has none */
    bool wide; /* it takes UTF-16 and UTF-32 as they are stored; others get them as UTF-8 */
} hsy_input_format;

extern const hsy_input_format hsy_input_text, hsy_input_page, hsy_input_lines, hsy_input_objects, hsy_input_feed,
    hsy_input_warc;

struct hsy_input {
    hearsay_allocator allocator;
    char *path;                      /* as given; what `stream` calls it */
    char name[HSY_INPUT_NAME_BYTES]; /* the same for messages, cut at its front where it is long */
    char *date, *outlet;             /* of the settings, or NULL */
    int64_t now;                     /* as in hsy_page_hints */
    hearsay_input forced;
    /* What was fetched, in memory; empty: nothing was. */
    hsy_buffer fetched, url, charset;

    hsy_stream *stream;
    const hsy_input_format *format; /* NULL: not recognised yet */
    void *own;                      /* the format's */
    bool ended;                     /* nothing more comes */

    hsy_form form;
    bool end;           /* the stream has ended */
    hsy_buffer pending; /* pending[at, size) is read and not used yet */
    size_t at;
    bool narrow;   /* `pending` is 8-bit: the form's units are turned into UTF-8 as they come */
    char carry[4]; /* a part of such a unit */
    size_t carried;
    uint64_t count; /* of lines or records taken */
    char chunk[HSY_INPUT_CHUNK_BYTES + 4];
};

/* --- reading.c: the window on the stream --------------------------------------------------------- */

size_t hsy_input_unread(const hsy_input *input);
const char *hsy_input_bytes(const hsy_input *input); /* never NULL; valid until more is read */
/* Reads a chunk more, or sets `end`. */
hearsay_status hsy_input_fill(hsy_input *input, hearsay_error *error);
/* From here on, and what is pending already, as UTF-8, where the form is wide. */
hearsay_status hsy_input_narrow(hsy_input *input, hearsay_error *error);
/* Reads on until more than `limit` bytes are unread or the stream has ended. */
hearsay_status hsy_input_fill_to(hsy_input *input, size_t limit, hearsay_error *error);

/* --- recognise.c ------------------------------------------------------------------------------------ */

/* Sets `form` and `format`, by the first bytes and by what is forced. */
hearsay_status hsy_input_recognise(hsy_input *input, hearsay_error *error);

/* --- records of this input (input.c) ------------------------------------------------------------------- */

/* A record with the settings' date and outlet, the hints and, where there is one, the stream's damage so far.
 * `bytes` are copied. */
hearsay_status hsy_input_new_record(const hsy_input *input, hsy_record_kind kind, const char *place, hsy_str bytes,
                                    hsy_record **record, hearsay_error *error);
/* The name of the input's file without folders; with `bare` also without the endings of known formats. In `arena`.
 * false: refused. */
bool hsy_input_base_name(const hsy_input *input, bool bare, hsy_arena *arena, hsy_str *name);
/* The same with ":" and a number behind it. */
bool hsy_input_numbered_name(const hsy_input *input, uint64_t number, hsy_arena *arena, hsy_str *name);
/* "is empty", or why the stream gave nothing. */
hearsay_status hsy_input_fail_empty(const hsy_input *input, hearsay_error *error);

/* --- fetch.c: an address of the web --------------------------------------------------------------------- */

/* Whether a path is one: it begins with a scheme and "://". */
bool hsy_input_is_address(const char *path);
/* Fetches input->path to `fetched`, `url` and `charset`, within the limits of the public header. */
hearsay_status hsy_input_fetch(hsy_input *input, bool allow_private, hearsay_error *error);

#endif
