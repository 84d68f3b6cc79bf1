/* SPDX-License-Identifier: Apache-2.0 */
/* Who wrote the article: from JSON-LD, <meta>, the elements marked as a byline, and what a reader sees. */
#include <string.h>

#include "story/list_page_author_classes.h"
#include "story/list_page_author_not_classes.h"
#include "story/list_page_author_paths.h"
#include "story/page/facts/authors.h"

/* --- Names from one place ------------------------------------------------------------------------------- */

static bool includes(const hsy_authors *of, hsy_str name) {
    for (size_t i = 0; i < of->count; i++)
        if (hsy_page_same_words(of->list[i], name)) return true;
    return false;
}

/* Some systems put a first name and a nickname together that are the same: "Nora Nora". */
static hsy_str without_double(hsy_str name) {
    const size_t half = name.size / 2;
    const bool twice =
        name.size % 2 == 1 && name.data[half] == ' ' && memcmp(name.data, name.data + half + 1, half) == 0;
    return twice ? (hsy_str){.data = name.data, .size = half} : name;
}

void hsy_authors_add(hsy_authors *to, hsy_str name) {
    name = without_double(name);
    if (to->count >= HSY_AUTHORS_MAX || includes(to, name)) return;
    to->list[to->count++] = name;
    to->personal |= hsy_page_is_personal(name) && !hsy_page_is_agency(name);
}

bool hsy_authors_add_value(hsy_facing *facing, hsy_str value, hsy_authors *to) {
    hsy_str clean;
    hsy_byline byline;
    if (!hsy_page_clean_value(value, facing->arena, &clean)) return false;
    hsy_page_read_byline(facing, clean, &byline);
    for (size_t i = 0; i < byline.count; i++)
        hsy_authors_add(to, byline.names[i]);
    if (to->outlet.size == 0) to->outlet = byline.outlet;
    return true;
}

/* --- Marked elements ------------------------------------------------------------------------------------ */

static bool is_property(const hsy_tree *tree, size_t node, const char *attribute, const char *word) {
    const hsy_str value = hsy_tree_attribute(tree, node, attribute);
    return value.data != NULL && hsy_page_has_word(value, word);
}

static bool is_marked(const hsy_tree *tree, size_t node) {
    const hsy_node *at = &tree->nodes[node];
    if (at->tag == HSY_TAG_TEXT || at->tag == HSY_TAG_meta) return false;
    if (at->tag == HSY_TAG_OTHER &&
        hsy_story_listed(hsy_list_page_author_classes, HSY_LIST_PAGE_AUTHOR_CLASSES_COUNT, at->text))
        return true;
    if (is_property(tree, node, "itemprop", "author") || is_property(tree, node, "rel", "author")) return true;
    if (hsy_page_class_is_in(tree, node, hsy_list_page_author_not_classes, HSY_LIST_PAGE_AUTHOR_NOT_CLASSES_COUNT))
        return false;
    return hsy_page_class_is_in(tree, node, hsy_list_page_author_classes, HSY_LIST_PAGE_AUTHOR_CLASSES_COUNT);
}

static bool read_text(hsy_facing *facing, size_t node, hsy_str *text) {
    return hsy_page_read_lines(facing, node + 1, facing->tree->nodes[node].end, text);
}

static bool add_inner(hsy_facing *facing, size_t node, hsy_authors *to) {
    const hsy_tree *tree = facing->tree;
    for (size_t i = node + 1; i < tree->nodes[node].end; i++) {
        hsy_str text;
        const bool named = is_property(tree, i, "itemprop", "name");
        if (tree->nodes[i].tag == HSY_TAG_TEXT || (!named && !is_marked(tree, i))) continue;
        if (!read_text(facing, i, &text) || (text.size > 0 && !hsy_authors_add_value(facing, text, to))) return false;
    }
    return true;
}

/* Where the element's first text stands that is more than white space: the element around that. */
static size_t find_first_text(const hsy_tree *tree, size_t node) {
    for (size_t i = node + 1; i < tree->nodes[node].end; i++) {
        const hsy_str text = tree->nodes[i].text;
        if (hsy_tree_is(tree, i, HSY_TAG_TEXT) && text.size > 2) return tree->nodes[i].parent;
    }
    return node;
}

/* Whether one name with an "and" in it was taken for several: "The News and Views Desk". */
static bool is_torn(const hsy_authors *of) {
    for (size_t i = 0; i < of->count; i++)
        if (hsy_page_is_personal(of->list[i]) || hsy_story_count_words(of->list[i]) < 2) return false;
    return of->count > 1;
}

/* Words in the byline that it does not name as authors, when read as a whole, are names only if they look like ones:
 * "Reuters, Millbrook". */
static void drop_places(hsy_authors *inner, const hsy_authors *whole) {
    size_t kept = 0;
    for (size_t i = 0; i < inner->count; i++) {
        const hsy_str name = inner->list[i];
        if (includes(whole, name) || hsy_page_is_personal(name) || hsy_page_is_agency(name)) inner->list[kept++] = name;
    }
    inner->count = kept;
}

enum { HSY_BYLINE_LONG = 120 };

/* The names of a marked element: as its text gives them, or the elements in it that are marked themselves. */
static bool read_marked(hsy_facing *facing, size_t node, hsy_authors *to) {
    hsy_str text;
    hsy_authors whole = {.count = 0}, inner = {.count = 0};
    if (!read_text(facing, node, &text)) return false;
    /* A box on the author begins with the name. */
    if (text.size > HSY_BYLINE_LONG && !read_text(facing, find_first_text(facing->tree, node), &text)) return false;
    if (text.size > 0 && text.size <= HSY_BYLINE_LONG && !hsy_authors_add_value(facing, text, &whole)) return false;
    if (facing->tree->nodes[node].end - node <= 80 && !add_inner(facing, node, &inner)) return false;
    if (whole.count > 0) drop_places(&inner, &whole);
    bool same = whole.count >= inner.count;
    for (size_t i = 0; i < inner.count; i++)
        same &= includes(&whole, inner.list[i]);
    const hsy_authors *chosen = inner.count == 0 || (same && whole.personal) ? &whole : &inner;
    if (chosen == &whole && is_torn(&whole)) return true;
    for (size_t i = 0; i < chosen->count; i++)
        /* What is no name of a person is one if it is short: a pen name, a desk. */
        if (hsy_page_is_personal(chosen->list[i]) || hsy_story_count_words(chosen->list[i]) <= 3)
            hsy_authors_add(to, chosen->list[i]);
    to->outlet = whole.outlet.size > 0 ? whole.outlet : inner.outlet;
    return true;
}

static bool better(const hsy_authors *a, const hsy_authors *than) {
    if (a->count > 0 && than->count == 0) return true;
    if (a->personal && !than->personal) return true;
    return than->count == 0 && than->outlet.size == 0 && a->outlet.size > 0;
}

enum { HSY_BYLINES_MAX = 40 };

/* The first byline behind the headline, or, where there is none, in the page. */
static bool find_marked(hsy_facing *facing, hsy_authors *to) {
    const hsy_tree *tree = facing->tree;
    hsy_authors before = {.count = 0};
    size_t read = 0;
    for (size_t i = 1; i < tree->count && read < HSY_BYLINES_MAX && !to->personal; i++) {
        if (facing->aside[i] || !is_marked(tree, i)) continue;
        hsy_authors found = {.count = 0};
        read++;
        if (!read_marked(facing, i, &found)) return false;
        i = tree->nodes[i].end - i <= 80 ? tree->nodes[i].end - 1 : i;
        hsy_authors *into = i < facing->headline ? &before : to;
        if (better(&found, into)) *into = found;
    }
    if (better(&before, to)) *to = before;
    return true;
}

/* --- A link to who wrote it ----------------------------------------------------------------------------- */

/* Whether one of the parts of the path is a place where sites keep their authors: "/author/ann-smith". */
static bool leads_to_author(hsy_str href) {
    for (size_t at = 0; at < href.size;) {
        size_t end = at;
        while (end < href.size && href.data[end] != '/')
            end++;
        char folded[32];
        const hsy_str part = {.data = href.data + at, .size = end - at};
        if (end < href.size && part.size > 1 && part.size < sizeof folded - 4 &&
            hsy_story_listed(hsy_list_page_author_paths, HSY_LIST_PAGE_AUTHOR_PATHS_COUNT,
                             (hsy_str){.data = folded, .size = hsy_story_fold(part, folded, sizeof folded)}))
            return true;
        at = end + 1;
    }
    return false;
}

enum { HSY_BYLINE_NODES_MAX = 200, HSY_AROUND_SIZE_MAX = 160 };

/* The links of the first short block below the headline that has such a link. */
static bool find_links(hsy_facing *facing, hsy_authors *to) {
    const hsy_tree *tree = facing->tree;
    uint32_t block = 0;
    for (size_t i = facing->headline + 1; i < tree->count && i < facing->headline + HSY_BYLINE_NODES_MAX; i++) {
        if (!hsy_tree_is(tree, i, HSY_TAG_a) || facing->aside[i]) continue;
        if (to->count > 0 && tree->nodes[i].block != block) return true;
        const hsy_str href = hsy_tree_attribute(tree, i, "href");
        hsy_str text, around;
        hsy_byline byline;
        if (href.data == NULL || !leads_to_author(href)) continue;
        if (!read_text(facing, i, &text) || !hsy_authors_read_line(facing, i + 1, &around)) return false;
        if (text.size == 0 || around.size == 0 || around.size > HSY_AROUND_SIZE_MAX) continue;
        block = tree->nodes[i].block;
        hsy_page_read_byline(facing, text, &byline);
        for (size_t n = 0; n < byline.count; n++)
            if (hsy_page_is_personal(byline.names[n]) || hsy_page_is_agency(byline.names[n]))
                hsy_authors_add(to, byline.names[n]);
    }
    return true;
}

/* --- Choosing ------------------------------------------------------------------------------------------- */

/* Whether what a reader sees names all that `given` does, and more. */
static bool goes_further(const hsy_authors *seen, const hsy_authors *given) {
    if (seen->count <= given->count) return false;
    for (size_t i = 0; i < seen->count; i++)
        if (!hsy_page_is_personal(seen->list[i]) && !hsy_page_is_agency(seen->list[i])) return false;
    for (size_t i = 0; i < given->count; i++)
        if (!includes(seen, given->list[i])) return false;
    return true;
}

/* An agency that any of the places names is the story's origin. */
static void find_agency(hsy_page_facts *facts, const hsy_authors *places, size_t count) {
    for (size_t i = 0; i < count; i++)
        for (size_t n = 0; n < places[i].count && facts->credit.data == NULL; n++)
            if (hsy_page_is_agency(places[i].list[n])) facts->credit = places[i].list[n];
}

/* Whether it is a first or a last name alone of somebody who is named in full, too. */
static bool is_part_of_name(const hsy_authors *of, hsy_str name) {
    if (hsy_story_count_words(name) != 1) return false;
    for (size_t i = 0; i < of->count; i++) {
        const hsy_str full = of->list[i];
        const size_t start = full.size - name.size;
        if (full.size <= name.size + 1 || !hsy_page_is_personal(full)) continue;
        if (memcmp(full.data, name.data, name.size) == 0 && full.data[name.size] == ' ') return true;
        if (memcmp(full.data + start, name.data, name.size) == 0 && full.data[start - 1] == ' ') return true;
    }
    return false;
}

/* An agency is an author where no person is named. */
static bool keep(hsy_facing *facing, const hsy_authors *chosen) {
    hsy_page_facts *facts = facing->facts;
    facts->authors = HSY_NEW(facing->arena, hsy_str, chosen->count);
    if (facts->authors == NULL) return false;
    for (size_t i = 0; i < chosen->count; i++) {
        const bool agency = hsy_page_is_agency(chosen->list[i]);
        if (is_part_of_name(chosen, chosen->list[i])) continue;
        if (!agency || !chosen->personal) facts->authors[facts->author_count++] = chosen->list[i];
    }
    return true;
}

/* The first place that names a person, else the first that names anybody. */
static const hsy_authors *choose(const hsy_authors *places, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (places[i].personal) return &places[i];
    for (size_t i = 0; i < count; i++)
        if (places[i].count > 0) return &places[i];
    return NULL;
}

bool hsy_page_find_authors(hsy_facing *facing) {
    enum { LINKED, META, MARKED, LINKS, LINE, PAGE, BARE, LAST, PLACES };
    hsy_authors places[PLACES] = {{.count = 0}};
    if (!hsy_authors_find_linked(facing, facing->linked->article, &places[LINKED]) ||
        !hsy_authors_find_metas(facing, &places[META]) || !find_marked(facing, &places[MARKED]) ||
        !find_links(facing, &places[LINKS]) || !hsy_authors_find_line(facing, &places[LINE]) ||
        !hsy_authors_find_linked(facing, facing->linked->page, &places[PAGE]))
        return false;
    const hsy_authors *chosen = choose(places, BARE);
    /* What is least sure is asked only where there is nobody. */
    if (chosen == NULL && !hsy_authors_find_bare(facing, &places[BARE])) return false;
    if (chosen == NULL && places[BARE].count == 0 && !hsy_authors_find_last(facing, &places[LAST])) return false;
    if (chosen == NULL) chosen = choose(&places[BARE], PLACES - BARE);
    find_agency(facing->facts, places, PLACES);
    if (chosen == NULL && places[MARKED].outlet.size > 0) {
        /* Nobody else: the outlet signs its story itself. */
        hsy_authors_add(&places[MARKED], places[MARKED].outlet);
        chosen = &places[MARKED];
    }
    if (chosen == NULL) return true;
    if (chosen != &places[MARKED] && goes_further(&places[MARKED], chosen)) chosen = &places[MARKED];
    return keep(facing, chosen);
}
