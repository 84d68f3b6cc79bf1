/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Stage `story`: bytes in, stories out. Knows encodings, gzip, JSON Lines, the marks that
 * crawling leaves in a text, paragraphs, headlines, promo lines and transcripts.
 *
 *     bytes --> given text (UTF-8) --> clean text, cut into paragraphs
 *
 * The clean text is what all later stages read; `map` leads each of its bytes back to the
 * given text, in which all output counts.
 */
#ifndef HSY_STORY_STORY_H
#define HSY_STORY_STORY_H

#include "base/base.h"

typedef enum hsy_paragraph_kind {
    HSY_PARAGRAPH_BODY = 0,
    HSY_PARAGRAPH_HEADLINE = 1, /* read like the body */
    HSY_PARAGRAPH_PROMO = 2,    /* "PHOTOS: ...": never read; speech may run on across it */
    /* Where the input marks them, as a page does; read like the body. */
    HSY_PARAGRAPH_HEADING = 3, /* between paragraphs */
    HSY_PARAGRAPH_QUOTE = 4,   /* set off as a quotation */
    HSY_PARAGRAPH_ITEM = 5     /* of a list */
} hsy_paragraph_kind;

typedef struct hsy_paragraph {
    hsy_span text; /* in the clean text, no white space at either end, no line break inside */
    hsy_paragraph_kind kind;
    /* In a transcript, the speaker's name without its colon ("TAPPER", "Q"), inside `text`; else
     * empty. What follows it, up to the next labelled paragraph, is that speaker's. */
    hsy_span label;
} hsy_paragraph;

/* Where a run of clean bytes comes from. Copied: clean[clean_start + i] is given[given_start + i], for
 * i < length = given_length. Replaced ("&amp;" -> "&", a no-break space -> a space): the whole run stands
 * for the whole of the given run, each at least one byte long. Segments are in order in both texts and
 * never empty; clean bytes between segments (a space put in for a line break) come from nowhere, given
 * bytes between segments were left out. */
typedef struct hsy_segment {
    size_t clean_start, length;
    size_t given_start, given_length;
    bool replaced;
} hsy_segment;

/* A paragraph of the given text, where the input marks them. */
typedef struct hsy_block {
    hsy_span given;
    hsy_paragraph_kind kind;
    unsigned level; /* of a heading: 1 to 6; of a list's item: how deep its list lies in others, from 1 */
    bool numbered;  /* an item of a numbered list */
} hsy_block;

/* Where a record of an archive came from. */
typedef struct hsy_provenance {
    hsy_str record; /* its id; absent: the story is of no archive */
    hsy_str uri, date, digest;
    uint64_t offset; /* of the record in the stored file */
} hsy_provenance;

typedef struct hsy_story {
    hsy_arena arena; /* owns all below, and what the later stages make of this story */

    hsy_str place; /* the input, and where in it the story is: for messages */
    hsy_str id;    /* never absent: the story's own, else made of the input's name */
    hsy_str title, date, modified, outlet, url;
    hsy_str origin; /* the agency whose story it is or that helped: "Reuters" */
    hsy_str *authors;
    size_t author_count;
    hsy_str declared; /* the language that the input says: "en-GB"; absent: none */
    hsy_str language; /* "en", "de", "und" */
    bool english;     /* false only where another language is sure enough to refuse */
    hsy_str extra;    /* unknown fields of the input object, as a JSON object in text; "{}" */

    hsy_str given; /* valid UTF-8 */
    hsy_str text;  /* clean, valid UTF-8; paragraphs parted by "\n\n" */
    hsy_paragraph *paragraphs;
    size_t paragraph_count;
    bool transcript; /* some paragraph has a label */
    hsy_segment *map;
    size_t map_count;

    hsy_block *blocks; /* of the given text, in order; none: its paragraphs are found by its lines */
    size_t block_count;
    hsy_str *captions; /* of pictures; they are no part of the text */
    size_t caption_count;
    hsy_str *behind; /* short lines right behind a page's article, no part of it: perhaps a credit */
    size_t behind_count;
    bool page;             /* the given text was taken out of a page's bytes, to which this leads: */
    hsy_segment *page_map; /* like `map`, from the given text to the page */
    size_t page_map_count;
    hsy_provenance provenance;

    hsy_str *warnings; /* sentences */
    size_t warning_count, warning_capacity;
} hsy_story;

/* The span of the given text that a span of the clean text stands for: from the first to the last
 * byte that the two share, on code-point boundaries where `clean` is. A span of nothing but put-in
 * bytes gives an empty one. By halves: the time is logarithmic in the number of segments. */
hsy_span hsy_story_to_given(const hsy_story *story, hsy_span clean);

/* Keeps a sentence with the story. false: refused. */
bool hsy_story_warn(hsy_story *story, const char *format, ...) __attribute__((format(printf, 2, 3)));

void hsy_story_free(hsy_story *story); /* also the struct itself, which lives in its own arena */

/* One input being cut into records, each of which is read to a story. */
typedef struct hsy_input hsy_input;
typedef struct hsy_record hsy_record;

hearsay_status hsy_input_open(const char *path, const hearsay_reader_settings *settings, hsy_input **input,
                              hearsay_error *error);
hearsay_status hsy_input_open_memory(const char *name, const void *bytes, size_t size,
                                     const hearsay_reader_settings *settings, hsy_input **input, hearsay_error *error);
hearsay_status hsy_input_take(hsy_input *input, hsy_record **record,
                              hearsay_error *error); /* see hearsay_reader_take */
hearsay_status hsy_record_read(const hsy_record *record, hsy_story **story, hearsay_error *error);
void hsy_record_free(hsy_record *record);
hearsay_status hsy_input_next(hsy_input *input, hsy_story **story, hearsay_error *error); /* both in one */
void hsy_input_progress(const hsy_input *input, uint64_t *done, uint64_t *total);
void hsy_input_close(hsy_input *input);

/* For `hearsay dump --stage=story`: one JSON object and a line break. */
void hsy_story_dump(const hsy_story *story, hsy_buffer *out);

#endif
