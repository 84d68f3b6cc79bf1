/* SPDX-License-Identifier: Apache-2.0 */
/* The element that holds the article, by where the prose stands. */
#include "story/page/body/body.h"

/* Whether a block stands for a paragraph, whose parent holds the text. */
static bool is_paragraph(hsy_tag tag) {
    return tag == HSY_TAG_p || tag == HSY_TAG_li || tag == HSY_TAG_pre || tag == HSY_TAG_blockquote ||
           tag == HSY_TAG_dd || tag == HSY_TAG_dt;
}

/* The element of the highest rank, of equal ones the innermost. What says that it is an article's text, and what is in
 * such an element, counts twice; what is in an article, one and a half times. */
static uint32_t best_rank(const hsy_body *body) {
    uint32_t best = 0, good_end = 0, article_end = 0;
    uint64_t most = 0;
    for (uint32_t node = 0; node < body->tree->count; node++) {
        const uint32_t end = body->tree->nodes[node].end;
        if ((body->flags[node] & HSY_BODY_GOOD) != 0 && node >= good_end) good_end = end;
        if ((body->flags[node] & HSY_BODY_ARTICLE) != 0 && node >= article_end) article_end = end;
        const uint64_t rank = (uint64_t)body->ranks[node] * (node < good_end ? 4 : node < article_end ? 3 : 2);
        if (rank < most || rank == 0) continue;
        most = rank;
        best = node;
    }
    return best;
}

static void add_rank(hsy_body *body, uint32_t holder, uint32_t prose) {
    const hsy_node *nodes = body->tree->nodes;
    body->ranks[holder] += prose;
    if (holder != 0 && nodes[holder].tag != HSY_TAG_article) body->ranks[nodes[holder].parent] += prose / 2;
}

/* A paragraph's prose counts for the element that holds it, and half of it for the one around that; never for one
 * around an <article>, of which there may be many. A block of several lines holds them itself. */
static uint32_t find_densest(hsy_body *body) {
    const hsy_node *nodes = body->tree->nodes;
    for (size_t i = 0, next; i < body->unit_count; i = next) {
        const uint32_t block = body->units[i].block;
        uint32_t prose = 0, lines = 0;
        for (next = i; next < body->unit_count && body->units[next].block == block; next++) {
            const uint32_t own = body->units[next].left_out ? 0 : hsy_body_unit_prose(body, &body->units[next]);
            prose += own;
            lines += own > 0;
        }
        if (prose == 0) continue;
        const bool holds = lines > 1 && !is_paragraph((hsy_tag)nodes[block].tag);
        const bool alone = block == 0 || nodes[block].tag == HSY_TAG_article || nodes[block].tag == HSY_TAG_body;
        add_rank(body, holds || alone ? block : nodes[block].parent, prose);
        if (!holds && !alone && !is_paragraph((hsy_tag)nodes[block].tag)) body->ranks[block] += prose;
    }
    return best_rank(body);
}

/* Of the elements with one of the flags `wanted` the one that holds the most plain text; 0: none holds more than
 * `least`. */
static uint32_t find_fullest(const hsy_body *body, unsigned wanted, uint32_t least) {
    uint32_t best = 0, most = least;
    for (uint32_t node = 0; node < body->tree->count; node++) {
        if ((body->flags[node] & wanted) == 0) continue;
        const uint32_t plain = hsy_body_below(body, body->plain, node);
        if (plain > most) {
            most = plain;
            best = node;
        }
    }
    return best;
}

/* The outermost element around `from`, up to the <article> or <main> that it is in, that says that it is an article's
 * text, or that holds more of such elements and nearly no other prose; 0: none. */
static uint32_t find_good(const hsy_body *body, uint32_t from) {
    const hsy_node *nodes = body->tree->nodes;
    uint32_t found = 0, before = 0;
    for (uint32_t at = from; at != 0; at = nodes[at].parent) {
        const uint32_t prose = hsy_body_prose(body, at), good = hsy_body_below(body, body->good, at);
        const bool is_good = (body->flags[at] & HSY_BODY_GOOD) != 0;
        if ((is_good || (found != 0 && good > before + before / 20)) && prose - good <= good / 5) {
            found = at;
            before = good;
        }
        if ((body->flags[at] & HSY_BODY_ARTICLE) != 0) break;
    }
    return found;
}

static bool holds_article(const hsy_body *body, uint32_t node) {
    for (uint32_t i = node + 1; i < body->tree->nodes[node].end; i++)
        if (body->tree->nodes[i].tag == HSY_TAG_article) return true;
    return false;
}

/* The innermost <article> or <main> around `from`, unless there is much else in it; 0: none. */
static uint32_t find_article(const hsy_body *body, uint32_t from, uint32_t least) {
    const hsy_node *nodes = body->tree->nodes;
    const uint32_t prose = hsy_body_prose(body, from);
    for (uint32_t at = from; at != 0; at = nodes[at].parent) {
        if ((body->flags[at] & HSY_BODY_ARTICLE) == 0) continue;
        const uint32_t all = hsy_body_prose(body, at);
        if (all < (uint64_t)prose * least) return 0;
        if (all / 3 <= prose || (nodes[at].tag == HSY_TAG_article && !holds_article(body, at))) return at;
        return 0;
    }
    return 0;
}

/* As far up from `from` as the prose grows by a good part, but not to much more, and not out of an element that holds
 * the headline. */
static uint32_t climb(const hsy_body *body, uint32_t from) {
    const hsy_node *nodes = body->tree->nodes;
    uint32_t headline = 0;
    for (uint32_t at = from; at > 0 && headline == 0; at--)
        if (nodes[at].tag == HSY_TAG_h1) headline = at;
    uint32_t prose = hsy_body_prose(body, from), found = from;
    bool past_headline = false;
    for (uint32_t at = nodes[from].parent; at != 0; at = nodes[at].parent) {
        if (past_headline) break;
        past_headline = headline > at;
        const uint32_t more = hsy_body_prose(body, at);
        if (more <= prose + prose / 4 || more > prose * 2) continue;
        found = at;
        prose = more;
    }
    return found;
}

void hsy_body_choose(hsy_body *body) {
    if (body->fragment) {
        body->chosen = 0;
        body->trusted = true;
        return;
    }
    const uint32_t densest = find_densest(body), prose = hsy_body_prose(body, densest);
    uint32_t item = find_fullest(body, HSY_BODY_ITEM, prose / 3 > 150 ? prose / 3 : 150);
    /* Where there is no prose, what says that it is an article is all that there is to go by. */
    if (item == 0 && body->mode != HSY_BODY_STRICT)
        item = find_fullest(body, HSY_BODY_GOOD | HSY_BODY_ARTICLE | HSY_BODY_ITEM, prose);
    uint32_t chosen = find_good(body, item != 0 ? item : densest);
    if (chosen == 0) chosen = item;
    /* What says so may be a small part of an article of many parts. */
    if (chosen != 0) {
        const uint32_t article = find_article(body, chosen, 4);
        if (article != 0) chosen = article;
    }
    body->trusted = chosen != 0;
    if (chosen == 0) chosen = find_article(body, densest, 1);
    if (chosen == 0) chosen = climb(body, densest);
    body->chosen = chosen;
}
