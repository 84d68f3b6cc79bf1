/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A feed being cut into its items: what the files feed*.c call of each other.
 *
 *     bytes --> feed.c (UTF-8) --> feed_scan.c (tags, text) --> feed_read.c (fields of an item) --> feed_item.c
 * (record)
 *
 * Feeds are read by a scanner of our own, not by a parser of XML: many are none, with entities of HTML, prefixes that
 * nothing declares and tags that nothing ends; and nothing is declared, expanded or fetched, so that a hostile one
 * costs no more than its length.
 */
#ifndef HSY_STORY_INPUT_FEED_H
#define HSY_STORY_INPUT_FEED_H

#include "story/input/input.h"

/* --- feed_scan.c: a document's tags and text ------------------------------------------------------------------ */

typedef enum hsy_feed_kind {
    HSY_FEED_START,
    HSY_FEED_END,
    HSY_FEED_TEXT, /* with entities */
    HSY_FEED_DATA  /* of a CDATA section, as it is */
} hsy_feed_kind;

typedef struct hsy_feed_token {
    hsy_feed_kind kind;
    bool closed;              /* a start that is an end as well */
    hsy_str prefix, name;     /* of a tag: "dc", "creator"; no prefix is empty */
    hsy_str text, attributes; /* of a text or a CDATA section; of a start */
} hsy_feed_token;

/* The next one from text[*at] on; comments, instructions and declarations are passed over. false: there is none. */
bool hsy_feed_next(hsy_str text, size_t *at, hsy_feed_token *token);
/* The next attribute of a start; begin with *at 0. Its value has its entities. */
bool hsy_feed_next_attribute(hsy_str attributes, size_t *at, hsy_str *name, hsy_str *value);
/* The value of the attribute with that name and prefix, as written; absent: none. */
hsy_str hsy_feed_attribute(hsy_str attributes, const char *name);
/* Appends a text with its entities decoded, once. */
void hsy_feed_add_text(hsy_buffer *out, hsy_str text);

/* --- feed_names.c: which element it is --------------------------------------------------------------------------- */

typedef enum hsy_feed_space {
    HSY_SPACE_RSS, /* and no namespace */
    HSY_SPACE_ATOM,
    HSY_SPACE_CONTENT,
    HSY_SPACE_DC,
    HSY_SPACE_XHTML,
    HSY_SPACE_OTHER
} hsy_feed_space;

enum { HSY_FEED_PREFIXES_MAX = 32 };

/* The prefixes that the document declares, wherever it does, and the namespace of names without one. */
typedef struct hsy_feed_names {
    struct {
        hsy_str prefix;
        hsy_feed_space space;
    } prefixes[HSY_FEED_PREFIXES_MAX];
    size_t count;
    hsy_feed_space plain;
} hsy_feed_names;

/* Keeps what a start declares; with `root` also the namespace of names without a prefix. */
void hsy_feed_declare(hsy_feed_names *names, const hsy_feed_token *start, bool root);
hsy_feed_space hsy_feed_space_of(const hsy_feed_names *names, const hsy_feed_token *tag);

typedef enum hsy_feed_field {
    HSY_FEED_NO_FIELD,
    HSY_FEED_TITLE,
    HSY_FEED_LINK, /* of RSS: text */
    HSY_FEED_ID,
    HSY_FEED_PUBLISHED,
    HSY_FEED_MODIFIED,
    HSY_FEED_AUTHOR,
    HSY_FEED_OUTLET,
    HSY_FEED_LANGUAGE,
    HSY_FEED_CONTENT,
    HSY_FEED_SUMMARY,
    HSY_FEED_LAST_SUMMARY, /* where there is nothing else */
    HSY_FEED_ADDRESS,      /* of Atom: attributes alone */
    HSY_FEED_PERSON,       /* of Atom: an element with a name in it */
    HSY_FEED_SOURCE        /* of Atom: an element with a title in it */
} hsy_feed_field;

/* What an element in an item is. */
hsy_feed_field hsy_feed_find_field(hsy_feed_space space, hsy_str name);

/* --- feed_read.c: the items and their fields -----------------------------------------------------------------------
 */

enum { HSY_FEED_AUTHORS_MAX = 16 };

typedef enum hsy_feed_form { HSY_FEED_ANY, HSY_FEED_PLAIN, HSY_FEED_MARKUP } hsy_feed_form;

/* An item's fields as they are written, but for their entities; in `arena`. */
typedef struct hsy_feed_item {
    hsy_arena arena;
    hsy_str title, link, id, published, modified, outlet, language;
    hsy_str base;    /* against which its link is read */
    bool id_is_link; /* RSS: the guid may be an address */
    hsy_str authors[HSY_FEED_AUTHORS_MAX];
    size_t author_count;
    hsy_str text; /* the best there is; absent: none */
    hsy_feed_form form;
    int rank;
    bool cut; /* the document ends inside */
} hsy_feed_item;

typedef struct hsy_feed {
    hsy_arena arena;
    hsy_str text;
    size_t at;
    hsy_feed_names names;
    bool root;                       /* there is one */
    hsy_str title, language, author; /* of the feed */
    hsy_str base, link;              /* likewise: against which links are read, and its own */
    hsy_buffer plain, markup;        /* of the element that is being read */
} hsy_feed;

/* What the feed says of itself. false: refused. */
bool hsy_feed_read_head(hsy_feed *feed);
/* The next item; its arena is the caller's to free, whatever comes back. HEARSAY_END: there is none. */
hearsay_status hsy_feed_read_item(hsy_feed *feed, hsy_feed_item *item);

/* --- feed_item.c: an item to a record
 * --------------------------------------------------------------------------------- */

/* The name of the outlet in a feed's title: "World news | The Lantern" is "The Lantern". */
bool hsy_feed_find_outlet(hsy_str title, hsy_arena *arena, hsy_str *outlet);
hearsay_status hsy_feed_make_record(const hsy_input *input, const hsy_feed *feed, const hsy_feed_item *item,
                                    hsy_record **record, hearsay_error *error);

/* --- feed_address.c: addresses that may be relative -------------------------------------------------------------- */

/* `link` as an absolute address of the web, read against `base`; absent: it is none. false: refused. */
bool hsy_feed_resolve(hsy_str base, hsy_str link, hsy_arena *arena, hsy_str *url);

/* --- feed_text.c: an item's text -----------------------------------------------------------------------------------
 */

/* Whether a markup or text shows anything. */
bool hsy_feed_shows_text(hsy_str text);
/* Whether a tag stands in it. */
bool hsy_feed_has_tag(hsy_str text);
/* The item's text without what the feed's program puts at its end: where the story appeared first, "[...]", "Continue
 * reading". */
hsy_str hsy_feed_trim_text(const hsy_feed *feed, const hsy_feed_item *item);

#endif
