/* SPDX-License-Identifier: Apache-2.0 */
/* The units of the chosen element that are no part of the article. */
#include "story/page/body/body.h"

enum {
    LAST_WIDTH = 40, /* a paragraph of less width, in which sentences end but which does not end like one, is none */
    SENTENCE_WIDTH = 20, /* of two sentences that are nearly all links, so much is not */
    TOP_LINES = 3,       /* so many lines may stand above a byline */
    TAIL_LINES = 4       /* so many may be left out at the end for what they say */
};

/* --- Links ---------------------------------------------------------------------------------------------------- */

/* The outermost list around the unit inside the chosen element; 0: none. */
static uint32_t list_of(const hsy_body *body, const hsy_unit *unit) {
    uint32_t list = 0;
    for (uint32_t at = unit->block; at != body->chosen && at != 0; at = body->tree->nodes[at].parent)
        if (body->tree->nodes[at].tag == HSY_TAG_ul || body->tree->nodes[at].tag == HSY_TAG_ol) list = at;
    return list;
}

static void drop_lists(hsy_body *body, size_t from, size_t to) {
    for (size_t i = from; i < to;) {
        const uint32_t list = list_of(body, &body->units[i]);
        size_t last = i;
        uint64_t width = 0, linked = 0;
        for (; last < to && (last == i || body->units[last].first < (list == 0 ? 0 : body->tree->nodes[list].end));
             last++) {
            width += body->units[last].width;
            linked += body->units[last].linked;
        }
        if (list != 0 && linked * 10 > width * 6)
            for (size_t j = i; j < last; j++)
                body->units[j].left_out = true;
        i = last;
    }
}

/* --- Trimming ------------------------------------------------------------------------------------------------- */

static bool is_heading(const hsy_body *body, const hsy_unit *unit) {
    for (uint32_t at = unit->block; at != body->chosen && at != 0; at = body->tree->nodes[at].parent) {
        const hsy_tag tag = (hsy_tag)body->tree->nodes[at].tag;
        if (tag >= HSY_TAG_h1 && tag <= HSY_TAG_h6) return true;
    }
    return false;
}

/* Whether the unit stands where content stands: a paragraph that is a sentence or is in what says that it is an
 * article's text, a list's item, a cell, a line of a block that holds prose. */
static bool is_content(const hsy_body *body, const hsy_unit *unit, uint32_t prose_block) {
    if (unit->block == prose_block) return true;
    switch ((hsy_tag)body->tree->nodes[unit->block].tag) {
    case HSY_TAG_p:
        return body->trusted || unit->ended || (unit->sentences > 0 && unit->width >= LAST_WIDTH);
    case HSY_TAG_li:
    case HSY_TAG_td:
    case HSY_TAG_dd:
    case HSY_TAG_pre:
        return unit->linked * 2 <= unit->width;
    default:
        return false;
    }
}

static bool has_prose(const hsy_body *body, const hsy_unit *unit) {
    return !unit->left_out && hsy_body_unit_prose(body, unit) > 0;
}

/* Leaves out what stands before the first sentence and behind the last and is no content. */
static void drop_edges(hsy_body *body, size_t from, size_t *to) {
    const hsy_unit *units = body->units;
    size_t first = from, last = *to;
    while (first < last && !has_prose(body, &units[first]))
        first++;
    while (last > first && !has_prose(body, &units[last - 1]))
        last--;
    const uint32_t first_block = first < last ? units[first].block : 0;
    const uint32_t last_block = first < last ? units[last - 1].block : 0;
    size_t end = last, kept = 0;
    for (size_t i = from; i < first; i++) {
        hsy_unit *unit = &body->units[i];
        if (unit->left_out) continue;
        const bool content = body->trusted ? is_heading(body, unit) || is_content(body, unit, first_block)
                                           : unit->ended && body->tree->nodes[unit->block].tag == HSY_TAG_p;
        unit->left_out = !content || (kept < TOP_LINES && hsy_body_is_byline(body, unit));
        if (!unit->left_out) kept++;
    }
    for (size_t i = last; i < *to; i++)
        if (!units[i].left_out && is_content(body, &units[i], last_block)) end = i + 1;
    for (size_t i = end; i < *to; i++)
        body->units[i].left_out = true;
    *to = end;
}

/* Sentences with long links in them: two at least, which begin outside of a link and have words between them. */
static bool is_linked_prose(const hsy_unit *unit) {
    return unit->ended && unit->sentences > 1 && !unit->in_link && unit->width - unit->linked >= SENTENCE_WIDTH;
}

/* Links that fill a block: the block as a whole, since a line of it may well be one. */
static void drop_links(hsy_body *body, size_t from, size_t to) {
    for (size_t i = from, end; i < to; i = end) {
        uint64_t width = 0, linked = 0;
        for (end = i; end < to && body->units[end].block == body->units[i].block; end++) {
            width += body->units[end].width;
            linked += body->units[end].linked;
        }
        if (linked * 10 > width * 7 && !(end == i + 1 && is_linked_prose(&body->units[i])))
            for (size_t j = i; j < end; j++)
                body->units[j].left_out = true;
    }
}

/* Whether the unit is the only line of its block, or its first. */
static bool begins_block(const hsy_body *body, size_t unit) {
    return unit == 0 || body->units[unit - 1].block != body->units[unit].block;
}

static uint64_t kept_width(const hsy_body *body, size_t from, size_t to) {
    uint64_t width = 0;
    for (size_t i = from; i < to; i++)
        if (!body->units[i].left_out) width += body->units[i].width;
    return width;
}

/* The first unit of prose that the element around a paragraph holds, and that the one around that holds; unless
 * `set`, the lesser of the two. */
static size_t held_since(hsy_body *body, size_t unit, bool set) {
    const hsy_node *nodes = body->tree->nodes;
    const uint32_t holder = nodes[body->units[unit].block].parent, around = nodes[holder].parent;
    uint32_t *first = body->ranks, *first_around = body->good; /* both have done their work */
    if (set) first[holder] = first_around[around] = (uint32_t)unit;
    return first[holder] < first_around[around] ? first[holder] : first_around[around];
}

/* Leaves out what follows a line that ends an article ("Related articles", "Most read"), if it stands behind half of
 * the text, and if none of the elements that hold paragraphs before it holds some behind it. */
static void drop_rest(hsy_body *body, size_t from, size_t to) {
    const uint64_t whole = kept_width(body, from, to);
    for (size_t i = to; i > from; i--)
        if (has_prose(body, &body->units[i - 1])) (void)held_since(body, i - 1, true);
    uint64_t before = whole;
    size_t end = to, since = to;
    for (size_t i = to; i > from && before * 2 >= whole; i--) {
        const hsy_unit *unit = &body->units[i - 1];
        if (!unit->left_out) before -= unit->width;
        if (has_prose(body, unit)) {
            const size_t held = held_since(body, i - 1, false);
            if (held < since) since = held;
        }
        if (since >= i - 1 && before * 2 >= whole && begins_block(body, i - 1) &&
            hsy_body_ends_article(body, &body->units[i - 1]))
            end = i - 1;
    }
    for (size_t i = end; i < to; i++)
        body->units[i].left_out = true;
}

/* Leaves out the last lines if they are of the author and of the site. */
static void drop_tail(hsy_body *body, size_t from, size_t to) {
    size_t lines = 0;
    for (size_t i = to; i > from && lines < TAIL_LINES; i--) {
        hsy_unit *unit = &body->units[i - 1];
        if (unit->left_out) continue;
        if (hsy_body_is_tail(body, unit)) unit->left_out = true;
        lines++;
    }
}

/* Leaves out headings without text under them: at the end, and where a box holds nothing else but links. `next` is the
 * first unit behind that is kept. */
static void drop_headings(hsy_body *body, size_t from, size_t to) {
    const hsy_node *nodes = body->tree->nodes;
    for (size_t i = to, next = to; i > from; i--) {
        hsy_unit *unit = &body->units[i - 1];
        if (unit->left_out) continue;
        if (is_heading(body, unit)) {
            const uint32_t box = nodes[unit->block].parent;
            const bool over_links = box != body->chosen && i < to && body->units[i].left_out &&
                                    body->units[i].linked > 0 && body->units[i].first < nodes[box].end;
            unit->left_out = next == to || (over_links && body->units[next].first >= nodes[box].end);
        }
        if (!unit->left_out) next = i - 1;
    }
}

static void drop_lines(hsy_body *body, size_t from, size_t to) {
    bool begun = false;
    for (size_t i = from; i < to; i++) {
        hsy_unit *unit = &body->units[i];
        if (!unit->left_out) hsy_body_judge_line(body, unit);
        /* Above the text <h1> is the article's headline, in it a heading. */
        if (!begun && body->tree->nodes[unit->block].tag == HSY_TAG_h1) unit->left_out = true;
        begun |= has_prose(body, unit);
    }
    drop_edges(body, from, &to);
    drop_rest(body, from, to);
    if (body->mode != HSY_BODY_STRICT) return;
    drop_tail(body, from, to);
    drop_headings(body, from, to);
}

/* --- The result ----------------------------------------------------------------------------------------------- */

/* The chosen element, or the <article> around it if it holds no other: there the article's pictures are. */
static uint32_t find_outer(const hsy_body *body) {
    const hsy_node *nodes = body->tree->nodes;
    for (uint32_t at = body->chosen; at != 0; at = nodes[at].parent) {
        if (nodes[at].tag != HSY_TAG_article) continue;
        for (uint32_t i = at + 1; i < nodes[at].end; i++)
            if (nodes[i].tag == HSY_TAG_article) return body->chosen;
        return at;
    }
    return body->chosen;
}

/* The part of a node of text or of a line break, with the units from *unit on. */
static hsy_part part_of(const hsy_body *body, uint32_t node, size_t *unit, size_t to) {
    const hsy_unit *units = body->units;
    while (*unit < to && units[*unit].end <= node)
        (*unit)++;
    if (*unit == to || node < units[*unit].first) return HSY_PART_NONE;
    if (!units[*unit].left_out) return HSY_PART_TEXT;
    return units[*unit].caption ? HSY_PART_CAPTION : HSY_PART_NONE;
}

static void set_parts(const hsy_body *body, size_t from, size_t to, uint8_t *parts) {
    const hsy_tree *tree = body->tree;
    const uint32_t outer = find_outer(body);
    size_t unit = from;
    uint32_t out_end = 0, caption_end = 0;
    for (uint32_t i = outer; i < tree->nodes[outer].end; i++) {
        const hsy_node *node = &tree->nodes[i];
        if (i >= out_end && (body->flags[i] & (HSY_BODY_OUT | HSY_BODY_HIDDEN)) != 0) out_end = node->end;
        if (i >= caption_end && (body->flags[i] & HSY_BODY_CAPTION) != 0) caption_end = node->end;
        if ((node->tag != HSY_TAG_TEXT && node->tag != HSY_TAG_br) || i < out_end) continue;
        parts[i] = i < caption_end ? HSY_PART_CAPTION : (uint8_t)part_of(body, i, &unit, to);
    }
}

uint64_t hsy_body_trim(hsy_body *body, uint8_t *parts) {
    size_t from = 0;
    while (from < body->unit_count && body->units[from].first < body->chosen)
        from++;
    size_t to = from;
    while (to < body->unit_count && body->units[to].first < body->tree->nodes[body->chosen].end)
        to++;
    if (body->mode != HSY_BODY_ALL) {
        drop_lists(body, from, to);
        drop_links(body, from, to);
        drop_lines(body, from, to);
    }
    set_parts(body, from, to, parts);
    return kept_width(body, from, to);
}
