/* SPDX-License-Identifier: Apache-2.0 */
/* Which nodes of a page are its article's text. */
#include "story/page/page.h"

uint8_t *hsy_page_find_body(const hsy_tree *tree, const hsy_page_facts *facts, hsy_arena *arena) {
    (void)facts;
    uint8_t *parts = HSY_NEW(arena, uint8_t, tree->count);
    if (parts == NULL) return NULL;
    for (size_t i = 0; i < tree->count; i++)
        if (hsy_tree_is(tree, i, HSY_TAG_TEXT) && hsy_tree_is(tree, tree->nodes[i].block, HSY_TAG_p))
            parts[i] = HSY_PART_TEXT;
    return parts;
}
