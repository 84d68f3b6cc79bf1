/* SPDX-License-Identifier: Apache-2.0 */
/* What of a page is no part of the article, for those who look for its headline and byline. */
#include <string.h>

#include "story/list_page_aside_classes.h"
#include "story/page/facts/facts.h"

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
}

bool hsy_page_next_class_word(hsy_str classes, size_t *at, char *word, size_t *size) {
    while (*at < classes.size && !is_letter(classes.data[*at]))
        ++*at;
    if (*at >= classes.size) return false;
    *size = 0;
    for (bool small = false; *at < classes.size && is_letter(classes.data[*at]); ++*at) {
        const char c = classes.data[*at];
        const bool large = c >= 'A' && c <= 'Z';
        if (small && large) break;
        small = !large;
        if (*size < HSY_CLASS_WORD_SIZE) word[(*size)++] = large ? (char)(c - 'A' + 'a') : c;
    }
    return true;
}

static bool has_word(hsy_str classes, const char *const *list, size_t count) {
    char word[HSY_CLASS_WORD_SIZE];
    size_t size, at = 0;
    while (hsy_page_next_class_word(classes, &at, word, &size))
        if (hsy_story_listed(list, count, (hsy_str){.data = word, .size = size})) return true;
    return false;
}

bool hsy_page_class_is_in(const hsy_tree *tree, size_t node, const char *const *list, size_t count) {
    const hsy_str classes = hsy_tree_attribute(tree, node, "class"), id = hsy_tree_attribute(tree, node, "id");
    return (classes.data != NULL && has_word(classes, list, count)) || (id.data != NULL && has_word(id, list, count));
}

/* Elements that say by their classes much about all that is in them, as that they have a sidebar. */
static bool is_wrapper(const hsy_tree *tree, size_t node) {
    return hsy_tree_is(tree, node, HSY_TAG_html) || hsy_tree_is(tree, node, HSY_TAG_body) ||
           hsy_tree_is(tree, node, HSY_TAG_article) || hsy_tree_is(tree, node, HSY_TAG_main);
}

/* Whether the node is, or stands in, the foot of an article, which may hold its byline. */
static bool is_article_foot(const hsy_tree *tree, size_t node) {
    const hsy_str classes = hsy_tree_attribute(tree, node, "class");
    char word[HSY_CLASS_WORD_SIZE];
    size_t size, at = 0;
    while (classes.data != NULL && hsy_page_next_class_word(classes, &at, word, &size)) {
        static const char *const own[] = {"article", "entry", "post", "story"};
        for (size_t i = 0; i < sizeof own / sizeof *own; i++)
            if (hsy_str_equal((hsy_str){.data = word, .size = size}, hsy_str_of(own[i]))) return true;
    }
    return false;
}

static bool has_aside_class(const hsy_tree *tree, size_t node) {
    if (!hsy_page_class_is_in(tree, node, hsy_list_page_aside_classes, HSY_LIST_PAGE_ASIDE_CLASSES_COUNT)) return false;
    /* "post-footer" alone: a footer of comments remains aside. */
    const hsy_str id = hsy_tree_attribute(tree, node, "id"), classes = hsy_tree_attribute(tree, node, "class");
    const bool foot = classes.data != NULL && id.data == NULL && strstr(classes.data, "footer") != NULL;
    return !foot || !is_article_foot(tree, node);
}

static bool is_aside(const hsy_tree *tree, size_t node) {
    switch (tree->nodes[node].tag) {
    case HSY_TAG_aside:
    case HSY_TAG_button:
    case HSY_TAG_dialog:
    case HSY_TAG_figure:
    case HSY_TAG_form:
    case HSY_TAG_nav:
    case HSY_TAG_script:
    case HSY_TAG_select:
    case HSY_TAG_template:
        return true;
    case HSY_TAG_footer:
        return !is_article_foot(tree, node);
    case HSY_TAG_TEXT:
        return false;
    default:
        return !is_wrapper(tree, node) && has_aside_class(tree, node);
    }
}

/* What is called a footer and stands directly below the headline is that of the headline, with the byline. */
static bool is_below_headline(const hsy_facing *facing, size_t node) {
    enum { BELOW_MAX = 30 };
    const hsy_str classes = hsy_tree_attribute(facing->tree, node, "class");
    const bool footer = hsy_tree_is(facing->tree, node, HSY_TAG_footer) ||
                        (classes.data != NULL && hsy_page_has_word(classes, "footer"));
    return footer && facing->headline > 0 && node > facing->headline && node - facing->headline < BELOW_MAX &&
           facing->tree->nodes[node].end - node < BELOW_MAX;
}

/* An element that holds most of the page, or much of it and a main heading, or the headline, where that is known, is
 * no aside, whatever it says. */
static bool is_main(const hsy_facing *facing, size_t node, size_t next_heading) {
    const hsy_tree *tree = facing->tree;
    const size_t end = tree->nodes[node].end, size = end - node;
    return size > tree->count / 2 || is_below_headline(facing, node) ||
           (size > tree->count / 10 && next_heading < end) || (node < facing->headline && facing->headline < end);
}

static size_t find_heading(const hsy_tree *tree, size_t from) {
    while (from < tree->count && !hsy_tree_is(tree, from, HSY_TAG_h1))
        from++;
    return from;
}

bool hsy_page_find_asides(hsy_facing *facing) {
    const hsy_tree *tree = facing->tree;
    if (facing->aside == NULL) facing->aside = HSY_NEW(facing->arena, uint8_t, tree->count);
    if (facing->aside == NULL) return false;
    size_t next_heading = 0;
    for (size_t i = 1; i < tree->count; i++) {
        if (next_heading < i) next_heading = find_heading(tree, i);
        facing->aside[i] =
            facing->aside[tree->nodes[i].parent] || (is_aside(tree, i) && !is_main(facing, i, next_heading));
    }
    return true;
}
