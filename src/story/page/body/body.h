/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Finding the article in a page: what the files body*.c call of each other.
 *
 *     body_units.c  the page's text as units, the lines that a reader sees, each with the prose that it holds
 *     body_words.c  the words of classes
 *     body_marks.c  what is beside the article by its tag, its attributes, its class: left out; captions
 *     body_boxes.c  what an element is by what it holds: a box of links, a form, a quotation
 *     body_choose.c the element that holds the article, by where the prose stands
 *     body_lines.c  what a line says of itself: a label, a byline, a credit, the end of the article
 *     body_trim.c   the units of that element that are no part of the article: headline, byline, labels, links
 */
#ifndef HSY_STORY_PAGE_BODY_H
#define HSY_STORY_PAGE_BODY_H

#include "story/page/page.h"

/* A line of text: a run of text in one block, up to its end or to a line break. Its nodes of text are those in
 * [first, end) that are of the block `block`. */
typedef struct hsy_unit {
    uint32_t first, end, block;
    uint32_t width;     /* its letters, signs and digits; those of the scripts that write words without spaces or by
                           syllables are worth two */
    uint32_t linked;    /* of these, in links */
    uint32_t words;     /* runs without space */
    uint16_t sentences; /* signs that end one */
    bool ended;         /* it ends like a sentence */
    bool colon;         /* it ends with a colon: a list follows */
    bool in_link;       /* it begins in a link */
    bool partial;       /* some of its text is left out and is not in these numbers */
    bool left_out;
    bool caption; /* left out for that it stands under a picture */
} hsy_unit;

/* How much is left out. What leaves nearly nothing is tried again, more freely. */
typedef enum hsy_body_mode {
    HSY_BODY_STRICT = 0,
    HSY_BODY_FREE, /* classes, hidden elements and captions are no reason, but what readers wrote is */
    HSY_BODY_ALL   /* all but what never is text; links too */
} hsy_body_mode;

typedef struct hsy_body {
    const hsy_tree *tree;
    const hsy_page_facts *facts;
    hsy_arena *arena;
    hsy_body_mode mode;
    bool fragment; /* there is no page around the article */
    hsy_unit *units;
    size_t unit_count;
    uint32_t *prose; /* of the nodes before a node: the prose below n is prose[nodes[n].end] - prose[n] */
    uint32_t *good;  /* the same of the prose in elements that are HSY_BODY_GOOD */
    uint32_t *plain; /* the same of the width of text that is in no link, or of all with HSY_BODY_ALL */
    uint16_t *flags; /* a node's */
    uint32_t *ranks; /* of each node while the article is looked for: prose close above it */
    uint32_t chosen; /* the element that holds the article */
    bool trusted;    /* it says so itself */
} hsy_body;

enum {
    HSY_BODY_OUT = 1,     /* the node and all below it is left out */
    HSY_BODY_CAPTION = 2, /* all below it is a caption */
    HSY_BODY_GOOD = 4,    /* it says that it is an article's text */
    HSY_BODY_ARTICLE = 8, /* it says that it is an article, with all that belongs to it */
    HSY_BODY_ITEM = 16,   /* it is the property articleBody of one */
    HSY_BODY_HIDDEN = 32, /* it is left out since it is not shown */
    HSY_BODY_BESIDE = HSY_BODY_OUT | HSY_BODY_CAPTION | HSY_BODY_HIDDEN
};

/* false: refused memory. */
bool hsy_body_find_units(hsy_body *body);
bool hsy_body_is_blank(hsy_str text);
/* Measures a unit anew, as a whole or without what is left out. */
void hsy_body_measure(const hsy_body *body, hsy_unit *unit, bool whole);
/* What a unit's text is worth, as prose. */
uint32_t hsy_body_unit_prose(const hsy_body *body, const hsy_unit *unit);
/* Sums up the prose of the units that are not left out. */
void hsy_body_sum_prose(hsy_body *body);
/* What one of the sums has for the nodes below a node. */
static inline uint32_t hsy_body_below(const hsy_body *body, const uint32_t *sum, size_t node) {
    return sum[body->tree->nodes[node].end] - sum[node];
}
static inline uint32_t hsy_body_prose(const hsy_body *body, size_t node) {
    return body->prose[body->tree->nodes[node].end] - body->prose[node];
}

/* What a word of a class says: the lists data/page/body-*.txt. */
enum { HSY_WORD_DROP = 1, HSY_WORD_NEVER = 2, HSY_WORD_GOOD = 4, HSY_WORD_CAPTION = 8, HSY_WORD_KEEP = 16 };
struct hsy_words;
/* The words of the lists, made once a page. NULL: refused memory. */
struct hsy_words *hsy_body_new_words(hsy_arena *arena);
/* The kinds of all words of a class or an id. */
unsigned hsy_body_kinds(const struct hsy_words *words, hsy_str value);
/* What an element is by what it holds; a large one is none of these. A box in a line of nothing but links: */
bool hsy_body_is_box_of_links(const hsy_tree *tree, uint32_t node);
bool hsy_body_is_box_of_form(const hsy_tree *tree, uint32_t node);
bool hsy_body_is_note_mark(const hsy_tree *tree, uint32_t node);
bool hsy_body_is_quotation(const hsy_tree *tree, uint32_t node);
void hsy_body_mark(hsy_body *body, const struct hsy_words *words);
void hsy_body_choose(hsy_body *body);
/* Leaves the unit out if it says that it is no part of the article. */
void hsy_body_judge_line(const hsy_body *body, hsy_unit *unit);
/* Whether it says who wrote the article or when, or is its headline. */
bool hsy_body_is_byline(const hsy_body *body, const hsy_unit *unit);
/* Whether it says, at the end of an article, how to reach its author or how to get more. */
bool hsy_body_is_tail(const hsy_body *body, const hsy_unit *unit);
/* Whether it speaks of cookies, consent, browsers to whoever comes to the page. */
bool hsy_body_is_notice(const hsy_body *body, const hsy_unit *unit);
/* Whether it says that the article is over: "Related articles". */
bool hsy_body_ends_article(const hsy_body *body, const hsy_unit *unit);
/* Returns the width of the text that is left. */
uint64_t hsy_body_trim(hsy_body *body, uint8_t *parts);

#endif
