/* SPDX-License-Identifier: Apache-2.0 */
/* The authors that one place of a page names, for the files that look for them. */
#ifndef HSY_STORY_PAGE_AUTHORS_H
#define HSY_STORY_PAGE_AUTHORS_H

#include "story/page/facts/facts.h"

enum { HSY_AUTHORS_MAX = 32 };

typedef struct hsy_authors {
    hsy_str list[HSY_AUTHORS_MAX];
    size_t count;
    bool personal;  /* one of them looks like a person's */
    hsy_str outlet; /* that was named in the place of an author, or empty */
} hsy_authors;

/* Appends a name, unless it is there. */
void hsy_authors_add(hsy_authors *to, hsy_str name);
/* The names of a value, which may be several: "Ann Smith and Bob Jones". false: refused memory. */
bool hsy_authors_add_value(hsy_facing *facing, hsy_str value, hsy_authors *to);

/* --- authors_given.c: what the metadata says. Both return false where memory is refused. ----------------- */

bool hsy_authors_find_linked(hsy_facing *facing, const json_t *object, hsy_authors *to);
bool hsy_authors_find_metas(hsy_facing *facing, hsy_authors *to);

/* --- authors_seen.c: what a reader sees. All return false where memory is refused. ----------------------- */

/* The text of the line that the text at or behind a node is part of; absent: it is longer than any byline. */
bool hsy_authors_read_line(const hsy_facing *facing, size_t node, hsy_str *text);
/* The names of the first line near the headline that begins as a byline does. */
bool hsy_authors_find_line(hsy_facing *facing, hsy_authors *to);
/* A name at the headline that stands with a date and is nothing else: "Ann Smith | 4 May 2021". */
bool hsy_authors_find_bare(hsy_facing *facing, hsy_authors *to);
/* A byline further on, or one that ends the article. */
bool hsy_authors_find_last(hsy_facing *facing, hsy_authors *to);

#endif
