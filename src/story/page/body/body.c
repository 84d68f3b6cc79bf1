/* SPDX-License-Identifier: Apache-2.0 */
/* Which nodes of a page are its article's text. */
#include <string.h>

#include "story/page/body/body.h"

enum {
    POOR = 200,      /* a text of less width than this may be the wrong one */
    VERY_POOR = 100, /* and this surely is, if there is another */
    BETTER = 3       /* times as much text is in what is taken in its place */
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

static uint64_t try_mode(hsy_body *body, const struct hsy_words *words, hsy_body_mode mode, uint8_t *parts) {
    body->mode = mode;
    reset(body);
    hsy_body_sum_prose(body);
    hsy_body_mark(body, words);
    hsy_body_sum_prose(body);
    hsy_body_choose(body);
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
