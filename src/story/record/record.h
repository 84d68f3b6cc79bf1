/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A record: the bytes of one story as they stand in an input, and what is known of them. Cutting records out of an
 * input is quick and one thread's work (src/story/input/); reading them to stories is not, and any thread may do it.
 */
#ifndef HSY_STORY_RECORD_RECORD_H
#define HSY_STORY_RECORD_RECORD_H

#include "story/internal.h"
#include "story/page/page.h"

typedef enum hsy_record_kind {
    HSY_RECORD_TEXT, /* plain text */
    HSY_RECORD_PAGE, /* HTML; with hints.fragment the article alone, without a page around it */
    HSY_RECORD_HTTP, /* an HTTP message whose body is a page */
    HSY_RECORD_JSON  /* one object */
} hsy_record_kind;

struct hsy_record {
    hsy_arena arena; /* owns all below and the struct itself */
    hsy_record_kind kind;
    hsy_str bytes;
    bool unicode;         /* they are UTF-8 whatever they look like: a mark or their form said so */
    const char *place;    /* input and place in it, for messages */
    hsy_str id;           /* for a story that has none of its own */
    hsy_str date, outlet; /* likewise, as the reader's settings have them; absent: none */
    const char *damage;   /* why the bytes end too early ("its gzip data are cut off"), a constant, or NULL */
    hsy_page_hints hints;
    /* What the container says of the story, which counts for more than what its bytes say. */
    struct {
        hsy_str title, published, modified, outlet, url, language, origin;
        hsy_str *authors;
        size_t author_count;
    } said;
    hsy_provenance provenance;
};

/* --- record.c ----------------------------------------------------------------------------------------------- */

/* NULL: refused. `place` is copied. */
hsy_record *hsy_record_new(hsy_record_kind kind, const char *place, const hearsay_allocator *allocator);

/* --- input/recognise.c --------------------------------------------------------------------------------------- */

/* What a body that HTTP calls a page is instead: "a feed", "JSON"; NULL: it may be a page. */
const char *hsy_input_no_page(hsy_str body);

/* --- one file a kind: fills the story's given text and fields ------------------------------------------------ */

hearsay_status hsy_record_read_text(const hsy_record *record, hsy_story *story, hearsay_error *error);
hearsay_status hsy_record_read_http(const hsy_record *record, hsy_story *story, hearsay_error *error);
hearsay_status hsy_record_read_json(const hsy_record *record, hsy_story *story, hearsay_error *error);

#endif
