/* SPDX-License-Identifier: Apache-2.0 */
#include "page_made.h"

/* The end of 2021. */
static const int64_t now = 1640908800;

void make_page_at(made_page *page, const char *url, const char *head, const char *body) {
    *page = (made_page){.facts = {.arena = NULL}};
    hsy_arena_init(&page->arena, NULL);
    hsy_buffer text;
    hsy_buffer_init(&text, NULL);
    hsy_buffer_format(&text, "<!DOCTYPE html><html><head>%s</head><body>%s</body></html>", head, body);
    hsy_str html;
    assert_true(hsy_arena_copy(&page->arena, (hsy_str){.data = text.data, .size = text.size}, &html));
    hsy_buffer_free(&text);
    hearsay_error error;
    assert_int_equal(hsy_tree_parse(html, NULL, &page->tree, &error), HEARSAY_OK);
    const hsy_page_hints hints = {.url = hsy_str_of(url), .now = now};
    assert_true(hsy_page_find_facts(&page->tree, &hints, &page->arena, &page->facts));
}

void make_page(made_page *page, const char *head, const char *body) {
    make_page_at(page, NULL, head, body);
}

void free_page(made_page *page) {
    hsy_tree_free(&page->tree);
    hsy_arena_free(&page->arena);
}

void assert_title(const char *head, const char *body, const char *expected) {
    made_page page;
    make_page(&page, head, body);
    assert_string(page.facts.title, expected);
    free_page(&page);
}

void assert_authors(const char *head, const char *body, const char *expected) {
    made_page page;
    make_page(&page, head, body);
    hsy_buffer names;
    hsy_buffer_init(&names, NULL);
    for (size_t i = 0; i < page.facts.author_count; i++) {
        if (i > 0) hsy_buffer_text(&names, "; ");
        hsy_buffer_add(&names, page.facts.authors[i].data, page.facts.authors[i].size);
    }
    hsy_str found = {.data = names.size == 0 ? "" : names.data, .size = names.size};
    assert_string(found, expected);
    hsy_buffer_free(&names);
    free_page(&page);
}
