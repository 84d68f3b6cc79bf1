/* SPDX-License-Identifier: Apache-2.0 */
/* Who wrote the article: from JSON-LD, <meta>, the elements marked as a byline, and the line below the headline. */
#include <string.h>

#include "story/list_page_author_classes.h"
#include "story/list_page_author_not_classes.h"
#include "story/list_page_author_paths.h"
#include "story/page/facts/facts.h"

/* --- Names from one place ------------------------------------------------------------------------------- */

enum { HSY_AUTHORS_MAX = 32 };

typedef struct names {
    hsy_str list[HSY_AUTHORS_MAX];
    size_t count;
    bool personal;  /* one of them looks like a person's */
    hsy_str outlet; /* that was named in the place of an author, or empty */
} names;

static bool includes(const names *of, hsy_str name) {
    for (size_t i = 0; i < of->count; i++)
        if (hsy_page_same_words(of->list[i], name)) return true;
    return false;
}

static void add(names *to, hsy_str name) {
    if (to->count >= HSY_AUTHORS_MAX || includes(to, name)) return;
    to->list[to->count++] = name;
    to->personal |= hsy_page_is_personal(name);
}

/* The names of a value, which may be several: "Ann Smith and Bob Jones". */
static bool add_value(hsy_facing *facing, hsy_str value, names *to) {
    hsy_str clean;
    hsy_byline byline;
    if (!hsy_page_clean_value(value, facing->arena, &clean)) return false;
    hsy_page_read_byline(facing, clean, &byline);
    for (size_t i = 0; i < byline.count; i++)
        add(to, byline.names[i]);
    if (to->outlet.size == 0) to->outlet = byline.outlet;
    return true;
}

/* --- JSON-LD -------------------------------------------------------------------------------------------- */

static bool add_linked(hsy_facing *facing, const json_t *value, names *to, int depth) {
    if (depth > 3) return true;
    if (json_is_array(value)) {
        for (size_t i = 0; i < json_array_size(value) && i < HSY_AUTHORS_MAX; i++)
            if (!add_linked(facing, json_array_get(value, i), to, depth + 1)) return false;
        return true;
    }
    if (json_is_string(value))
        return add_value(facing, (hsy_str){.data = json_string_value(value), .size = json_string_length(value)}, to);
    if (!json_is_object(value)) return true;
    const json_t *meant = hsy_page_linked_meant(facing->linked, value), *name = json_object_get(meant, "name");
    /* Some give a list of names in the place of a list of persons. */
    const bool personal = to->personal, added = name == NULL || add_linked(facing, name, to, depth + 1);
    /* A firm's name may look like a person's. */
    if (hsy_page_linked_is(meant, "Organization") || hsy_page_linked_is(meant, "NewsMediaOrganization"))
        to->personal = personal;
    return added;
}

static bool find_linked(hsy_facing *facing, const json_t *object, names *to) {
    static const char *const keys[] = {"author", "creator"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys && to->count == 0; i++)
        if (!add_linked(facing, json_object_get(object, keys[i]), to, 0)) return false;
    return true;
}

/* --- <meta> --------------------------------------------------------------------------------------------- */

static bool find_metas(hsy_facing *facing, names *to) {
    static const char *const keys[] = {"author",
                                       "article:author",
                                       "article:author_name",
                                       "og:article:author",
                                       "parsely-author",
                                       "sailthru.author",
                                       "byl",
                                       "dc.creator",
                                       "dcterms.creator",
                                       "sailthru.byline_name",
                                       "dc:creator",
                                       "citation_author",
                                       "authors",
                                       "cxenseparse:author",
                                       "vr:author"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys && !to->personal; i++) {
        names found = {.count = 0};
        size_t at = 0;
        for (int n = 0; n < HSY_AUTHORS_MAX; n++) {
            const hsy_str value = hsy_page_meta_after(facing->tree, keys[i], &at);
            if (value.data == NULL) break;
            if (!add_value(facing, value, &found)) return false;
        }
        if (found.count > 0 && (to->count == 0 || found.personal)) *to = found;
    }
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
    return hsy_page_read_element(facing, node, true, text);
}

static bool add_inner(hsy_facing *facing, size_t node, names *to) {
    const hsy_tree *tree = facing->tree;
    for (size_t i = node + 1; i < tree->nodes[node].end; i++) {
        hsy_str text;
        const bool named = is_property(tree, i, "itemprop", "name");
        if (tree->nodes[i].tag == HSY_TAG_TEXT || (!named && !is_marked(tree, i))) continue;
        if (!read_text(facing, i, &text) || (text.size > 0 && !add_value(facing, text, to))) return false;
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

enum { HSY_BYLINE_LONG = 120 };

/* The names of a marked element: as its text gives them, or the elements in it that are marked themselves. */
static bool read_marked(hsy_facing *facing, size_t node, names *to) {
    hsy_str text;
    names whole = {.count = 0}, inner = {.count = 0};
    if (!read_text(facing, node, &text)) return false;
    /* A box on the author begins with the name. */
    if (text.size > HSY_BYLINE_LONG && !read_text(facing, find_first_text(facing->tree, node), &text)) return false;
    if (text.size > 0 && text.size <= HSY_BYLINE_LONG && !add_value(facing, text, &whole)) return false;
    if (facing->tree->nodes[node].end - node <= 80 && !add_inner(facing, node, &inner)) return false;
    bool same = whole.count >= inner.count;
    for (size_t i = 0; i < inner.count; i++)
        same &= includes(&whole, inner.list[i]);
    const names *chosen = inner.count == 0 || (same && whole.personal) ? &whole : &inner;
    for (size_t i = 0; i < chosen->count; i++)
        /* What is no name of a person is one if it is short: a pen name, a desk. */
        if (hsy_page_is_personal(chosen->list[i]) || hsy_story_count_words(chosen->list[i]) <= 3)
            add(to, chosen->list[i]);
    to->outlet = whole.outlet.size > 0 ? whole.outlet : inner.outlet;
    return true;
}

static bool better(const names *a, const names *than) {
    if (a->count > 0 && than->count == 0) return true;
    if (a->personal && !than->personal) return true;
    return than->count == 0 && than->outlet.size == 0 && a->outlet.size > 0;
}

enum { HSY_BYLINES_MAX = 40 };

/* The first byline behind the headline, or, where there is none, in the page. */
static bool find_marked(hsy_facing *facing, names *to) {
    const hsy_tree *tree = facing->tree;
    names before = {.count = 0};
    size_t read = 0;
    for (size_t i = 1; i < tree->count && read < HSY_BYLINES_MAX && !to->personal; i++) {
        if (facing->aside[i] || !is_marked(tree, i)) continue;
        names found = {.count = 0};
        read++;
        if (!read_marked(facing, i, &found)) return false;
        i = tree->nodes[i].end - i <= 80 ? tree->nodes[i].end - 1 : i;
        names *into = i < facing->headline ? &before : to;
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

enum { HSY_BYLINE_NODES_MAX = 200, HSY_LINE_SIZE_MAX = 160 };

/* The links of the first short block below the headline that has such a link. */
static bool find_links(hsy_facing *facing, names *to) {
    const hsy_tree *tree = facing->tree;
    uint32_t block = 0;
    for (size_t i = facing->headline + 1; i < tree->count && i < facing->headline + HSY_BYLINE_NODES_MAX; i++) {
        if (!hsy_tree_is(tree, i, HSY_TAG_a) || facing->aside[i]) continue;
        if (to->count > 0 && tree->nodes[i].block != block) return true;
        const hsy_str href = hsy_tree_attribute(tree, i, "href");
        hsy_str text, around;
        hsy_byline byline;
        if (href.data == NULL || !leads_to_author(href)) continue;
        if (!read_text(facing, i, &text) || !read_text(facing, tree->nodes[i].block, &around)) return false;
        if (text.size == 0 || around.size == 0 || around.size > HSY_LINE_SIZE_MAX) continue;
        block = tree->nodes[i].block;
        hsy_page_read_byline(facing, text, &byline);
        for (size_t n = 0; n < byline.count; n++)
            if (hsy_page_is_personal(byline.names[n])) add(to, byline.names[n]);
    }
    return true;
}

/* --- A line of text ------------------------------------------------------------------------------------- */

enum { HSY_LINES_MAX = 40 };

/* The names of a short block that begins as a byline does, or is an agency's name. */
static bool read_line(hsy_facing *facing, size_t block, names *to) {
    hsy_str text;
    hsy_byline byline;
    if (!read_text(facing, block, &text)) return false;
    if (text.size == 0 || text.size > HSY_LINE_SIZE_MAX) return true;
    if (hsy_page_is_agency(text)) add(to, text);
    hsy_page_read_byline(facing, text, &byline);
    for (size_t i = 0; byline.led && i < byline.count; i++)
        if (hsy_page_is_personal(byline.names[i]) || hsy_page_is_agency(byline.names[i])) add(to, byline.names[i]);
    return true;
}

/* The first such block of the nodes [from, to_node). */
static bool find_lines(hsy_facing *facing, size_t from, size_t to_node, names *to) {
    const hsy_tree *tree = facing->tree;
    size_t read = 0;
    uint32_t block = 0;
    for (size_t i = from; i < to_node && read < HSY_LINES_MAX && !to->personal; i++) {
        const hsy_node *node = &tree->nodes[i];
        if (node->tag != HSY_TAG_TEXT || facing->aside[i] || node->block == block) continue;
        block = node->block;
        /* What begins before holds the headline, too. */
        if (block < from || facing->aside[block]) continue;
        read++;
        if (!read_line(facing, block, to)) return false;
    }
    return true;
}

enum { HSY_NODES_ABOVE_MAX = 60 };

static bool find_line(hsy_facing *facing, names *to) {
    const size_t headline = facing->headline;
    if (!find_lines(facing, headline + 1, facing->tree->count, to)) return false;
    if (to->count > 0 || headline == 0) return true;
    return find_lines(facing, headline > HSY_NODES_ABOVE_MAX ? headline - HSY_NODES_ABOVE_MAX : 1, headline, to);
}

/* --- Choosing ------------------------------------------------------------------------------------------- */

/* Whether what a reader sees names all that `given` does, and more. */
static bool goes_further(const names *seen, const names *given) {
    if (seen->count <= given->count) return false;
    for (size_t i = 0; i < seen->count; i++)
        if (!hsy_page_is_personal(seen->list[i]) && !hsy_page_is_agency(seen->list[i])) return false;
    for (size_t i = 0; i < given->count; i++)
        if (!includes(seen, given->list[i])) return false;
    return true;
}

/* An agency that any of the places names is the story's origin. */
static void find_agency(hsy_page_facts *facts, const names *places, size_t count) {
    for (size_t i = 0; i < count; i++)
        for (size_t n = 0; n < places[i].count && facts->credit.data == NULL; n++)
            if (hsy_page_is_agency(places[i].list[n])) facts->credit = places[i].list[n];
}

/* An agency is an author where no person is named. */
static bool keep(hsy_facing *facing, const names *chosen) {
    hsy_page_facts *facts = facing->facts;
    facts->authors = HSY_NEW(facing->arena, hsy_str, chosen->count);
    if (facts->authors == NULL) return false;
    for (size_t i = 0; i < chosen->count; i++) {
        const bool agency = hsy_page_is_agency(chosen->list[i]);
        if (!agency || !chosen->personal) facts->authors[facts->author_count++] = chosen->list[i];
    }
    return true;
}

/* The first place that names a person, else the first that names anybody. */
static const names *choose(const names *places, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (places[i].personal) return &places[i];
    for (size_t i = 0; i < count; i++)
        if (places[i].count > 0) return &places[i];
    return NULL;
}

bool hsy_page_find_authors(hsy_facing *facing) {
    enum { LINKED, META, MARKED, LINKS, LINE, PAGE, PLACES };
    names places[PLACES] = {{.count = 0}};
    if (!find_linked(facing, facing->linked->article, &places[LINKED]) || !find_metas(facing, &places[META]) ||
        !find_marked(facing, &places[MARKED]) || !find_links(facing, &places[LINKS]) ||
        !find_line(facing, &places[LINE]) || !find_linked(facing, facing->linked->page, &places[PAGE]))
        return false;
    find_agency(facing->facts, places, PLACES);
    const names *chosen = choose(places, PLACES);
    if (chosen == NULL && places[MARKED].outlet.size > 0) {
        /* Nobody else: the outlet signs its story itself. */
        add(&places[MARKED], places[MARKED].outlet);
        chosen = &places[MARKED];
    }
    if (chosen == NULL) return true;
    if (chosen != &places[MARKED] && goes_further(&places[MARKED], chosen)) chosen = &places[MARKED];
    return keep(facing, chosen);
}
