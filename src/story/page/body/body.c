/* SPDX-License-Identifier: Apache-2.0 */
/* Which nodes of a page are its article's text. */
#include <string.h>

#include "story/page/body/body.h"

enum {
    POOR = 200,          /* a text of less width than this may be the wrong one */
    VERY_POOR = 100,     /* and this surely is, if there is another */
    NOTICE_PROSE = 1500, /* what is all notice has no more */
    NOTICES_MAX = 3,
    BETTER = 3 /* times as much text is in what is taken in its place */
};

static bool allocate(hsy_body *body) {
    const size_t count = body->tree->count;
    body->flags = HSY_NEW(body->arena, uint16_t, count);
    body->ranks = HSY_NEW(body->arena, uint32_t, count);
    body->prose = HSY_NEW(body->arena, uint32_t, count + 1);
    body->good = HSY_NEW(body->arena, uint32_t, count + 1);
    body->plain = HSY_NEW(body->arena, uint32_t, count + 1);
    return body->flags != NULL && body->ranks != NULL && body->prose != NULL && body->good != NULL &&
           body->plain != NULL;
}

static void reset(hsy_body *body) {
    memset(body->flags, 0, body->tree->count * sizeof *body->flags);
    memset(body->ranks, 0, body->tree->count * sizeof *body->ranks);
    for (size_t i = 0; i < body->unit_count; i++) {
        hsy_unit *unit = &body->units[i];
        if (unit->partial) hsy_body_measure(body, unit, true);
        unit->left_out = unit->partial = unit->caption = false;
    }
}

/* Leaves out the unit, a notice, with what else is said in the element around its paragraph. */
static void leave_out_around(hsy_body *body, hsy_unit *unit) {
    const hsy_node *nodes = body->tree->nodes;
    const uint32_t holder = nodes[unit->block].parent;
    if (holder > body->chosen && hsy_body_prose(body, holder) / 2 <= hsy_body_unit_prose(body, unit))
        body->flags[holder] |= HSY_BODY_OUT;
    unit->left_out = true;
}

static bool is_notice(const hsy_body *body, const hsy_unit *unit) {
    return !unit->left_out && hsy_body_unit_prose(body, unit) > 0 && hsy_body_is_notice(body, unit);
}

/* Leaves out the notices in the chosen element if it is short and most of its text is one: false: it is not. */
static bool leave_out_notices(hsy_body *body) {
    const hsy_node *nodes = body->tree->nodes;
    const uint32_t prose = hsy_body_prose(body, body->chosen), end = nodes[body->chosen].end;
    uint32_t notice = 0;
    if (prose == 0 || prose > NOTICE_PROSE) return false;
    size_t from = 0;
    while (from < body->unit_count && body->units[from].first < body->chosen)
        from++;
    for (size_t i = from; i < body->unit_count && body->units[i].first < end; i++)
        if (is_notice(body, &body->units[i])) notice += hsy_body_unit_prose(body, &body->units[i]);
    if (notice * 2 <= prose) return false;
    for (size_t i = from; i < body->unit_count && body->units[i].first < end; i++)
        if (is_notice(body, &body->units[i])) leave_out_around(body, &body->units[i]);
    for (uint32_t node = body->chosen, out_end = 0; node < end && from < body->unit_count; node++) {
        if (node >= out_end && (body->flags[node] & HSY_BODY_OUT) != 0) out_end = nodes[node].end;
        if (body->units[from].first == node) body->units[from++].left_out |= node < out_end;
    }
    return true;
}

static uint64_t try_mode(hsy_body *body, const struct hsy_words *words, hsy_body_mode mode, uint8_t *parts) {
    body->mode = mode;
    reset(body);
    hsy_body_sum_prose(body);
    hsy_body_mark(body, words);
    hsy_body_sum_prose(body);
    hsy_body_choose(body);
    for (unsigned i = 0; i < NOTICES_MAX && !body->fragment && leave_out_notices(body); i++) {
        memset(body->ranks, 0, body->tree->count * sizeof *body->ranks);
        hsy_body_sum_prose(body);
        hsy_body_choose(body);
    }
    return hsy_body_trim(body, parts);
}

uint8_t *hsy_page_find_body(const hsy_tree *tree, const hsy_page_hints *hints, const hsy_page_facts *facts,
                            hsy_arena *arena) {
    hsy_body body = {.tree = tree, .facts = facts, .arena = arena, .fragment = hints->fragment};
    uint8_t *best = HSY_NEW(arena, uint8_t, tree->count);
    const struct hsy_words *words = hsy_body_new_words(arena);
    if (best == NULL || words == NULL || !allocate(&body) || !hsy_body_find_units(&body)) return NULL;
    uint64_t most = try_mode(&body, words, HSY_BODY_STRICT, best);
    for (hsy_body_mode mode = HSY_BODY_FREE; mode <= HSY_BODY_ALL; mode++) {
        if (most >= (mode == HSY_BODY_FREE ? POOR : VERY_POOR)) break;
        uint8_t *parts = HSY_NEW(arena, uint8_t, tree->count);
        if (parts == NULL) return NULL;
        const uint64_t width = try_mode(&body, words, mode, parts);
        if (width <= most * BETTER) continue;
        most = width;
        best = parts;
    }
    return best;
}
