/* SPDX-License-Identifier: Apache-2.0 */
/* What a page's <meta> and <link> say. */
#include "story/page/page.h"

/* A page has some dozens; of a page that was made to be slow, the rest is not asked. */
enum { HSY_HEAD_ELEMENTS_MAX = 2000 };

static char small(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_name(hsy_str text, hsy_str name) {
    if (text.size != name.size) return false;
    for (size_t i = 0; i < text.size; i++)
        if (small(text.data[i]) != small(name.data[i])) return false;
    return true;
}

static bool is_break(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* The value without the white space at its ends. */
static hsy_str strip(hsy_str text) {
    while (text.size > 0 && is_break(text.data[0]))
        text = (hsy_str){.data = text.data + 1, .size = text.size - 1};
    while (text.size > 0 && is_break(text.data[text.size - 1]))
        text.size--;
    return text;
}

static bool is_called(const hsy_tree *tree, size_t node, hsy_str name) {
    static const char *const keys[] = {"name", "property", "itemprop", "http-equiv"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const hsy_str value = hsy_tree_attribute(tree, node, keys[i]);
        if (value.data != NULL && is_name(strip(value), name)) return true;
    }
    return false;
}

hsy_str hsy_page_meta_after(const hsy_tree *tree, const char *name, size_t *at) {
    const hsy_str wanted = hsy_str_of(name);
    size_t seen = 0;
    while (++*at < tree->count && seen < HSY_HEAD_ELEMENTS_MAX) {
        if (!hsy_tree_is(tree, *at, HSY_TAG_meta)) continue;
        seen++;
        const hsy_str content = hsy_tree_attribute(tree, *at, "content");
        if (content.data != NULL && is_called(tree, *at, wanted) && strip(content).size > 0) return strip(content);
    }
    return (hsy_str){.data = NULL, .size = 0};
}

hsy_str hsy_page_meta(const hsy_tree *tree, const char *name) {
    size_t at = 0;
    return hsy_page_meta_after(tree, name, &at);
}

bool hsy_page_has_word(hsy_str list, const char *word) {
    const hsy_str wanted = hsy_str_of(word);
    for (size_t at = 0; at < list.size;) {
        while (at < list.size && is_break(list.data[at]))
            at++;
        const size_t start = at;
        while (at < list.size && !is_break(list.data[at]))
            at++;
        if (is_name((hsy_str){.data = list.data + start, .size = at - start}, wanted) && at > start) return true;
    }
    return false;
}

hsy_str hsy_page_link(const hsy_tree *tree, const char *rel) {
    size_t seen = 0;
    for (size_t i = 1; i < tree->count && seen < HSY_HEAD_ELEMENTS_MAX; i++) {
        if (!hsy_tree_is(tree, i, HSY_TAG_link)) continue;
        seen++;
        const hsy_str rels = hsy_tree_attribute(tree, i, "rel"), href = hsy_tree_attribute(tree, i, "href");
        if (rels.data == NULL || href.data == NULL) continue;
        if (hsy_page_has_word(rels, rel) && strip(href).size > 0) return strip(href);
    }
    return (hsy_str){.data = NULL, .size = 0};
}
