/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who wrote the article by what a reader sees of it, where nothing marks the byline:
 *
 *     Dam will hold                     <- the headline
 *     By Nora Whitfield                 <- a line that begins as a byline does, or the two lines "By", "Nora Whitfield"
 *     Nora Whitfield | 4 May 2021       <- a name with the date, and nothing else
 *     The dam ...
 *     Author: Nora Whitfield            <- a line of its own behind the article's last paragraph
 */
#include <string.h>

#include "story/list_page_topic_paths.h"
#include "story/page/dates/date.h"
#include "story/page/facts/authors.h"
#include "story/page/facts/byline.h"

enum { LINE_SIZE_MAX = 160, BARE_SIZE_MAX = 110, DATE_LINE_SIZE_MAX = 80, PARAGRAPH_SIZE_MIN = 200 };

static bool is_line(hsy_str text) {
    return text.size > 0 && text.size <= LINE_SIZE_MAX;
}

/* --- Lines that begin as a byline ----------------------------------------------------------------------- */

/* A line: the nodes [from, end), all texts of which stand in one block and follow each other. */
typedef struct line {
    size_t from, end;
    uint32_t block;
    hsy_str text; /* absent: it is longer than any byline */
} line;

static bool is_text(const hsy_facing *facing, size_t node) {
    return hsy_tree_is(facing->tree, node, HSY_TAG_TEXT) && !facing->aside[node];
}

/* The line that begins at the first text of [at, end). found->block is 0: there is none. */
static bool read_line_from(const hsy_facing *facing, size_t at, size_t end, line *found) {
    const hsy_tree *tree = facing->tree;
    *found = (line){.from = end, .end = end};
    while (at < end && !is_text(facing, at))
        at++;
    if (at == end) return true;
    *found = (line){.from = at, .end = at + 1, .block = tree->nodes[at].block};
    for (size_t i = at + 1; i < end; i++) {
        if (!hsy_tree_is(tree, i, HSY_TAG_TEXT)) continue;
        if (facing->aside[i] || tree->nodes[i].block != found->block) break;
        found->end = i + 1;
    }
    return hsy_page_read_lines(facing, found->from, found->end, &found->text);
}

static bool is_space(const hsy_facing *facing, const line *of) {
    for (size_t i = of->from; i < of->end; i++) {
        const hsy_str text = facing->tree->nodes[i].text;
        if (hsy_tree_is(facing->tree, i, HSY_TAG_TEXT) && hsy_date_skip_space(text, 0) < text.size) return false;
    }
    return true;
}

/* The next line that is no white space alone, and does not stand in a block that begins before `from`. */
static bool next_line(const hsy_facing *facing, size_t from, size_t end, line *at) {
    for (size_t next = at->end > from ? at->end : from;; next = at->end) {
        if (!read_line_from(facing, next, end, at)) return false;
        if (at->block == 0) return true;
        /* What is absent is long; signs alone part what stands side by side. */
        const bool signs = at->text.size > 0 && hsy_byline_skip_signs(at->text, 0) == at->text.size;
        const bool space = at->text.size == 0 && is_space(facing, at);
        if (!signs && !space) return true;
    }
}

bool hsy_authors_read_line(const hsy_facing *facing, size_t node, hsy_str *text) {
    enum { BACK_MAX = 40 };
    const hsy_tree *tree = facing->tree;
    line found;
    while (node + 1 < tree->count && !hsy_tree_is(tree, node, HSY_TAG_TEXT))
        node++;
    const uint32_t block = tree->nodes[node].block;
    const size_t least = node > BACK_MAX ? node - BACK_MAX : 1;
    size_t from = node;
    for (size_t i = node; i > least; i--) {
        if (!hsy_tree_is(tree, i - 1, HSY_TAG_TEXT)) continue;
        if (tree->nodes[i - 1].block != block) break;
        from = i - 1;
    }
    if (!read_line_from(facing, from, tree->count, &found)) return false;
    *text = found.text;
    return true;
}

static bool is_behind_comma(hsy_str text, hsy_str name) {
    const char *at = name.data;
    while (at > text.data && at[-1] == ' ')
        at--;
    return at > text.data && at[-1] == ',';
}

/* What "Source:" names, and "Author" without a colon, may be a ministry or a heading. */
static bool is_doubtful_lead(hsy_str text) {
    static const char *const sources[] = {"bron", "fonte", "fuente", "quelle", "source"};
    static const char *const prepositions[] = {"af", "av", "by", "da", "di", "door", "par", "por", "von"};
    const hsy_str word = hsy_byline_slice(text, 0, hsy_byline_word_end(text, 0));
    if (hsy_page_is_listed(sources, sizeof sources / sizeof *sources, word)) return true;
    if (hsy_page_is_listed(prepositions, sizeof prepositions / sizeof *prepositions, word)) return false;
    return hsy_page_is_lead(word) && word.data[word.size - 1] != ':';
}

static void add_led(const hsy_facing *facing, hsy_str text, bool led, hsy_authors *to) {
    hsy_byline byline;
    hsy_page_read_byline(facing, text, &byline);
    if ((!led && !byline.led) || byline.count == 0) return;
    const bool given = hsy_page_has_given_name(byline.names[0]);
    if (!given && !hsy_page_is_agency(byline.names[0]) && is_doubtful_lead(text)) return;
    for (size_t i = 0; i < byline.count; i++) {
        const bool agency = hsy_page_is_agency(byline.names[i]);
        /* Behind a name that is surely one and a comma, a division or a town may look like one. */
        const bool doubtful = given && i + 1 == byline.count && is_behind_comma(text, byline.names[i]);
        const bool name = hsy_page_is_personal(byline.names[i]);
        if (agency || (name && (!doubtful || hsy_page_has_given_name(byline.names[i]))))
            hsy_authors_add(to, byline.names[i]);
    }
}

/* The names of the first such line of the nodes [from, end), of which no more than `lines` are read. */
static bool find_led(hsy_facing *facing, size_t from, size_t end, size_t lines, hsy_authors *to) {
    line at = {.from = from, .end = from};
    bool led = false;
    for (size_t read = 0; read < lines && !to->personal; read++) {
        if (!next_line(facing, from, end, &at)) return false;
        if (at.block == 0) return true;
        const hsy_str text = at.text;
        if (is_line(text)) {
            if (hsy_page_is_agency(text)) hsy_authors_add(to, text);
            add_led(facing, text, led, to);
        }
        /* "By" alone speaks of the next line. */
        led = is_line(text) && hsy_page_is_lead(text);
    }
    return true;
}

enum { NEAR_LINES_MAX = 14, LINES_MAX = 40, NODES_ABOVE_MAX = 60 };

bool hsy_authors_find_line(hsy_facing *facing, hsy_authors *to) {
    const size_t headline = facing->headline;
    if (!find_led(facing, headline + 1, facing->tree->count, NEAR_LINES_MAX, to)) return false;
    if (to->count > 0 || headline == 0) return true;
    return find_led(facing, headline > NODES_ABOVE_MAX ? headline - NODES_ABOVE_MAX : 1, headline, LINES_MAX, to);
}

/* --- A name with a date --------------------------------------------------------------------------------- */

/* Whether a link of the line leads to stories on a topic: the name is one that they are about. */
static bool leads_to_topic(const hsy_tree *tree, const line *of) {
    /* The link around a text that begins the line stands before it. */
    for (size_t i = of->from > of->block + 2 ? of->from - 2 : of->block; i < of->end; i++) {
        const hsy_str href = hsy_tree_is(tree, i, HSY_TAG_a) ? hsy_tree_attribute(tree, i, "href") : hsy_str_of("");
        char word[HSY_CLASS_WORD_SIZE];
        size_t at = 0, size;
        while (href.size > 0 && hsy_page_next_class_word(href, &at, word, &size))
            if (hsy_story_listed(hsy_list_page_topic_paths, HSY_LIST_PAGE_TOPIC_PATHS_COUNT,
                                 (hsy_str){.data = word, .size = size}))
                return true;
    }
    return false;
}

/* Without the date, and what comes with it, that a line begins with: "4 May 2021, 14:05 | Nora Whitfield". */
static hsy_str behind_date(hsy_str text) {
    size_t at = 0;
    while (at < text.size) {
        const size_t end = hsy_byline_word_end(text, at);
        const hsy_str word = hsy_byline_slice(text, at, end);
        const uint32_t first = hsy_byline_first_point(word);
        const bool sign = !hsy_point_is_letter(first) && !hsy_point_is_digit(first);
        if (!sign && !hsy_page_has_digit(word) && !hsy_page_is_date_word(word)) break;
        at = hsy_byline_skip_spaces(text, end);
    }
    return hsy_byline_slice(text, at, text.size);
}

/* Whether nothing but a date, a role, an agency or the like follows a name. */
static bool ends_name(const hsy_facing *facing, hsy_str behind) {
    const size_t at = hsy_byline_skip_spaces(behind, 0);
    const hsy_str rest = hsy_byline_slice(behind, at, behind.size);
    const uint32_t first = hsy_byline_first_point(rest);
    if (rest.size == 0 || (!hsy_point_is_letter(first) && !hsy_point_is_digit(first))) return true;
    if (behind.data[0] == ',' || hsy_page_is_agency(rest) || hsy_page_is_outlet(facing, rest)) return true;
    const hsy_str word = hsy_byline_slice(rest, 0, hsy_byline_word_end(rest, 0));
    return hsy_page_has_digit(word) || hsy_page_is_date_word(word);
}

/* The names, all of them of persons, that the line begins with. */
static void add_bare(const hsy_facing *facing, hsy_str whole, hsy_authors *to) {
    hsy_byline byline;
    const hsy_str text = behind_date(whole);
    hsy_page_read_byline(facing, text, &byline);
    if (byline.count == 0 || byline.names[0].data != text.data) return;
    for (size_t i = 0; i < byline.count; i++) {
        const bool person = hsy_page_is_personal(byline.names[i]) && hsy_page_has_given_name(byline.names[i]);
        if (!person && (i == 0 || !hsy_page_is_agency(byline.names[i]))) return;
    }
    const hsy_str last = byline.names[byline.count - 1];
    const size_t end = (size_t)(last.data + last.size - text.data);
    if (!ends_name(facing, hsy_byline_slice(text, end, text.size))) return;
    for (size_t i = 0; i < byline.count; i++)
        hsy_authors_add(to, byline.names[i]);
}

static bool has_date(hsy_str text) {
    char date[HSY_DATE_SIZE];
    return text.size > 0 && text.size <= BARE_SIZE_MAX && hsy_page_read_date(text, date);
}

bool hsy_authors_find_bare(hsy_facing *facing, hsy_authors *to) {
    enum { NEAR = 8 };
    const hsy_tree *tree = facing->tree;
    line lines[NEAR + 1] = {{.end = tree->nodes[facing->headline].end}};
    size_t count = 0;
    if (facing->headline == 0) return true;
    for (line at = lines[0]; count <= NEAR; count++) {
        if (!next_line(facing, at.end, tree->count, &at)) return false;
        if (at.block == 0) break;
        lines[count] = at;
    }
    for (size_t i = 0; i < count && i < NEAR && to->count == 0; i++) {
        const uint16_t tag = tree->nodes[lines[i].block].tag;
        const hsy_str text = lines[i].text;
        if (text.size == 0 || text.size > BARE_SIZE_MAX || (tag >= HSY_TAG_h1 && tag <= HSY_TAG_h6)) continue;
        const bool before = i > 0 && lines[i - 1].text.size <= DATE_LINE_SIZE_MAX && has_date(lines[i - 1].text);
        const bool behind =
            i + 1 < count && lines[i + 1].text.size <= DATE_LINE_SIZE_MAX && has_date(lines[i + 1].text);
        if ((has_date(text) || before || behind) && !leads_to_topic(tree, &lines[i])) add_bare(facing, text, to);
    }
    return true;
}

/* --- Behind the article --------------------------------------------------------------------------------- */

static size_t find_story(const hsy_tree *tree, size_t node) {
    while (node > 0 && !hsy_tree_is(tree, node, HSY_TAG_article) && !hsy_tree_is(tree, node, HSY_TAG_main))
        node = tree->nodes[node].parent;
    return node;
}

/* The end of the last paragraph of [from, end) that is longer than any line. 0: there is none. */
static size_t find_last_paragraph(const hsy_facing *facing, size_t from, size_t end) {
    const hsy_tree *tree = facing->tree;
    size_t size = 0, last = 0;
    uint32_t block = 0;
    for (size_t i = from; i < end; i++) {
        const hsy_node *node = &tree->nodes[i];
        if (node->tag != HSY_TAG_TEXT || facing->aside[i]) continue;
        size = node->block == block ? size + node->text.size : node->text.size;
        block = node->block;
        if (size >= PARAGRAPH_SIZE_MIN) last = i;
    }
    return last;
}

bool hsy_authors_find_last(hsy_facing *facing, hsy_authors *to) {
    enum { LAST_LINES_MAX = 6 };
    const size_t story = find_story(facing->tree, facing->headline);
    if (!find_led(facing, facing->headline + 1, facing->tree->count, LINES_MAX, to)) return false;
    if (story == 0 || to->count > 0) return true;
    const size_t end = facing->tree->nodes[story].end, last = find_last_paragraph(facing, facing->headline, end);
    return last == 0 || find_led(facing, last + 1, end, LAST_LINES_MAX, to);
}
