/* SPDX-License-Identifier: Apache-2.0 */
/* For the tests of pages: a page's facts and its JSON-LD. */
#ifndef HSY_TESTS_STORY_PAGE_MADE_H
#define HSY_TESTS_STORY_PAGE_MADE_H

#include "made.h"
#include "story/page/page.h"

typedef struct made_page {
    hsy_arena arena;
    hsy_tree tree;
    hsy_page_facts facts;
} made_page;

/* The facts of a page with this head and this body, fetched from `url` or from nowhere. */
void make_page_at(made_page *page, const char *url, const char *head, const char *body);
void make_page(made_page *page, const char *head, const char *body);
void free_page(made_page *page);

/* What a page with this head and body comes to. */
void assert_title(const char *head, const char *body, const char *expected);
/* Its authors, parted by "; ". */
void assert_authors(const char *head, const char *body, const char *expected);

#endif
