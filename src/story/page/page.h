/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A news page to a story: what the files of this folder call of each other.
 *
 *     bytes --> source.c --> scan.c --> tree.c --+--> body.c  (which nodes are the article) --> blocks.c (its text)
 *              (UTF-8)      (bounded)            |
 *                                                +--> facts.c (headline, byline, dates, outlet, URL, language)
 *                                                       from linked.c (JSON-LD), head.c (meta, link), title.c,
 *                                                       authors.c, published.c and date.c, outlet.c
 */
#ifndef HSY_STORY_PAGE_PAGE_H
#define HSY_STORY_PAGE_PAGE_H

#include <jansson.h>

#include "story/internal.h"
#include "story/page/tree/tree.h"

/* What is known of a page beside its bytes. */
typedef struct hsy_page_hints {
    hsy_str url;     /* where it was fetched from, or absent */
    hsy_str charset; /* that HTTP names, or absent */
    int64_t now;     /* seconds since 1970 at which it was fetched, or the clock: no date may be later */
    bool fragment;   /* it is the article alone, as in a feed: all of it is the body, but for promos and the like */
} hsy_page_hints;

/* --- label.c: the names of encodings ----------------------------------------------------------------- */

enum { HSY_PAGE_HEAD_BYTES = 4096 }; /* in which a page may say its encoding */
/* The encoding that a label stands for, as iconv calls it; "UTF-16LE" and "UTF-16BE" too. NULL: nobody knows it. */
const char *hsy_page_charset_of_label(hsy_str label);
/* That which the page's own <meta> or XML declaration names, or NULL. */
const char *hsy_page_own_charset(hsy_str bytes);

/* --- source.c: the page's bytes as UTF-8, and the way back ------------------------------------------- */

/* Where the UTF-8 stands in the bytes: a character begins at `text`, its first byte is that at `bytes`. */
typedef struct hsy_source_mark {
    size_t text, bytes;
} hsy_source_mark;

typedef struct hsy_page_source {
    hsy_buffer text;  /* valid UTF-8 without NULs, other controls, CR and byte order mark, for the parser */
    hsy_vector marks; /* of hsy_source_mark; none: the text is as long as the bytes from `skipped` on */
    /* With marks, for each byte of the text: if a character begins there, how many bytes it was, at most 255; else 0.
     * So it holds as well where the scan has put spaces. */
    hsy_buffer lengths;
    size_t skipped; /* bytes of a byte order mark */
    size_t damage;  /* U+FFFD put in */
    char charset[32];
} hsy_page_source;

/* false: refused memory. In the order of trust: a byte order mark, valid UTF-8, HTTP's charset, the page's own, a
 * guess. */
bool hsy_page_decode(hsy_str bytes, hsy_str http_charset, const hearsay_allocator *allocator, hsy_page_source *source);
void hsy_page_free_source(hsy_page_source *source);

/* --- map.c: the way back ------------------------------------------------------------------------------------ */

/* The byte that the text's byte `at` begins at (or the end): exact where a character begins. */
size_t hsy_page_byte_of(const hsy_page_source *source, size_t at);
/* Appends the segments of `map`, which lead to the source's text, to `out`, led on to `bytes`, those of the page. What
 * is copied there are the page's very bytes. A refusal shows in `out`. */
void hsy_page_lead_on(const hsy_page_source *source, hsy_str bytes, const hsy_vector *map, hsy_vector *out);

/* --- scan.c: what would make the parser slow is blanked --------------------------------------------------- */

enum {
    HSY_PAGE_DEPTH_MAX = 512,      /* elements in each other */
    HSY_PAGE_ATTRIBUTES_MAX = 256, /* of a tag */
    HSY_PAGE_NAMES_MAX = 4096,     /* different ones of elements, attributes and entities */
    HSY_PAGE_STRAYS_MAX = 4096     /* end tags that end nothing */
};
typedef struct hsy_page_cuts {
    size_t deep, attributes, names, strays; /* what was blanked for each of these */
} hsy_page_cuts;
/* In time linear in the text: overwrites with spaces, in place, so that all else stays where it is. What no browser
 * shows is overwritten as well, uncounted: declarations, and the text of scripts but those of JSON-LD. */
void hsy_page_scan(char *text, size_t size, hsy_page_cuts *cuts);

/* --- facts.c: what the page says of the article ------------------------------------------------------------ */

typedef struct hsy_page_facts {
    hsy_arena *arena; /* the strings' */
    hsy_str title, outlet, url, language;
    hsy_str published, modified; /* "2019-11-18", or with a time and, if known, a zone: "2019-11-18T14:05:00-05:00" */
    hsy_str *authors;
    size_t author_count;
    hsy_str body;   /* the article's text as JSON-LD has it (articleBody), or absent */
    hsy_str credit; /* who is named as the article's provider (sourceOrganization, dc.source), or absent */
} hsy_page_facts;

/* false: refused. */
bool hsy_page_find_facts(const hsy_tree *tree, const hsy_page_hints *hints, hsy_arena *arena, hsy_page_facts *facts);

/* --- linked.c: JSON-LD ----------------------------------------------------------------------------------------- */

/* The objects that the page's scripts of JSON-LD hold. A script that is no JSON is passed over. */
typedef struct hsy_linked {
    json_t *root;          /* an array of all objects, those of "@graph" too */
    const json_t *article; /* the NewsArticle or its kin that the page is about, or NULL */
    const json_t *page;    /* the WebPage or its kin, or NULL */
} hsy_linked;

/* false: refused memory. */
bool hsy_page_open_linked(const hsy_tree *tree, hsy_linked *linked);
void hsy_page_close_linked(hsy_linked *linked);
/* A string of an object, or the first string of a list; absent: there is none. Lives as long as `linked`. */
hsy_str hsy_page_linked_string(const json_t *object, const char *key);
/* Whether the object's "@type" is, or has among them, `type`. */
bool hsy_page_linked_is(const json_t *object, const char *type);
/* What `value` refers to by its "@id" alone, among the page's objects; else itself. */
const json_t *hsy_page_linked_meant(const hsy_linked *linked, const json_t *value);
/* Whether two addresses are of one page: scheme, "www.", a "/" at the end, query and fragment aside. */
bool hsy_page_same_address(hsy_str a, hsy_str b);

/* --- mend.c: JSON as pages have it ---------------------------------------------------------------------------- */

/* Appends the script with its commonest mistakes mended: comments of HTML and CDATA marks around it, line breaks and
 * wrong escapes in strings, quotation marks that were not escaped, commas at the end of lists, a semicolon. */
void hsy_page_mend_json(hsy_str script, hsy_buffer *out);

/* --- head.c: <meta> and <link> ------------------------------------------------------------------------------------ */

/* The content of the first <meta> whose name, property, itemprop or http-equiv is `name` in any case; absent: none. */
hsy_str hsy_page_meta(const hsy_tree *tree, const char *name);
/* The same for the first one behind node *at, which *at is set to; to begin with, *at is 0. */
hsy_str hsy_page_meta_after(const hsy_tree *tree, const char *name, size_t *at);
/* The href of the first <link> whose rel has the word `rel`; absent: none. */
hsy_str hsy_page_link(const hsy_tree *tree, const char *rel);
/* Whether `word` is, in any case, one of the words of an attribute as class and rel. */
bool hsy_page_has_word(hsy_str list, const char *word);

/* --- value.c: the text of a value ----------------------------------------------------------------------------- */

/* Without entities (once more: many are escaped twice), tags and control characters, its white space single spaces;
 * absent where nothing is left. false: refused. */
bool hsy_page_clean_value(hsy_str value, hsy_arena *arena, hsy_str *clean);

/* --- compare.c: whether two titles say the same --------------------------------------------------------------- */

/* Whether both have the same words, whatever their case and punctuation; not where there is none. */
bool hsy_page_same_words(hsy_str a, hsy_str b);

/* --- date.c: a date as a page writes it
 * ------------------------------------------------------------------------------- */

enum { HSY_DATE_SIZE = 32 };
/* The first date in `text` (ISO 8601, RFC 2822, "Nov. 18, 2019, 2:05 p.m. ET", "18. November 2019 | 14:05 Uhr" ...) as
 * "2019-11-18" or, with a time, "2019-11-18T14:05:00" and its zone where it is known ("Z", "-05:00"). false: none. */
bool hsy_page_read_date(hsy_str text, char date[HSY_DATE_SIZE]);
/* Whether it is neither before the web (August 1991) nor later than `now` and a day. */
bool hsy_page_date_holds(const char *date, int64_t now);

/* --- published.c: when the article was published and changed
 * ------------------------------------------------------------ */

/* Fills facts->published and ->modified. false: refused. */
bool hsy_page_find_dates(const hsy_tree *tree, const hsy_linked *linked, const hsy_page_hints *hints,
                         hsy_page_facts *facts);

/* --- body.c: which nodes are the article's text ---------------------------------------------------------------- */

typedef enum hsy_part {
    HSY_PART_NONE = 0, /* no part of the article */
    HSY_PART_TEXT,
    HSY_PART_CAPTION
} hsy_part;

/* One hsy_part a node, in `arena`; NULL: refused. It counts of nodes of text, and of <br>: one that is HSY_PART_TEXT
 * stands in a sentence and is but a space, all others end a paragraph. A page without any text has no parts. */
uint8_t *hsy_page_find_body(const hsy_tree *tree, const hsy_page_hints *hints, const hsy_page_facts *facts,
                            hsy_arena *arena);

/* --- blocks.c: the text of those nodes ------------------------------------------------------------------------- */

/* Fills `draft` with the paragraphs, parted by "\n\n", each on one line; its map leads to tree->page. `blocks` (of
 * hsy_block) gets a block a paragraph, `captions` (of hsy_str, in `arena`) the captions. A failure shows in them. */
void hsy_page_write(const hsy_tree *tree, const uint8_t *parts, hsy_arena *arena, hsy_draft *draft, hsy_vector *blocks,
                    hsy_vector *captions);

/* Where that came to next to nothing and JSON-LD has the article's text (`body`, or absent), writes that in its place.
 * It comes from no place of the page: the map is empty. */
void hsy_page_write_linked(hsy_str body, hsy_draft *draft, hsy_vector *blocks);

/* --- behind.c: the lines behind the article ------------------------------------------------------------------------
 */

/* Adds the first short lines behind the last node of the text to `lines` (of hsy_str, in `arena`). A failure shows in
 * it. */
void hsy_page_find_lines_behind(const hsy_tree *tree, const uint8_t *parts, hsy_arena *arena, hsy_vector *lines);

/* --- page.c ------------------------------------------------------------------------------------------------------ */

/* Fills the story's fields, given text, blocks, captions, map to the page and warnings. What the story has already (a
 * record may say its own) is kept. `place` names it in messages. HEARSAY_ERROR_INPUT: there is no article in it. */
hearsay_status hsy_page_read(hsy_story *story, hsy_str bytes, const hsy_page_hints *hints, const char *place,
                             const hearsay_allocator *scratch, hearsay_error *error);

#endif
