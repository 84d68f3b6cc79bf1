/* SPDX-License-Identifier: Apache-2.0 */
/* What a page says of its article, each fact from the most trusted place that has it. */
#include "story/page/facts.h"

static bool find_body(hsy_facing *facing) {
    const hsy_str body = hsy_page_linked_string(facing->linked->article, "articleBody");
    return hsy_page_clean_value(body, facing->arena, &facing->facts->body);
}

/* In this order: the outlet's name is cut off the title, and the byline is looked for near the headline, which also
 * shows what of the page is no part of the article. */
static bool find_all(hsy_facing *facing) {
    return hsy_page_find_address(facing) && hsy_page_find_language(facing) && hsy_page_find_outlet(facing) &&
           hsy_page_find_asides(facing) && hsy_page_find_title(facing) && hsy_page_find_asides(facing) &&
           hsy_page_find_authors(facing) && find_body(facing) &&
           hsy_page_find_dates(facing->tree, facing->linked, facing->hints, facing->facts);
}

bool hsy_page_find_facts(const hsy_tree *tree, const hsy_page_hints *hints, hsy_arena *arena, hsy_page_facts *facts) {
    *facts = (hsy_page_facts){.arena = arena};
    hsy_linked linked;
    if (!hsy_page_open_linked(tree, &linked)) return false;
    hsy_facing facing = {.tree = tree, .linked = &linked, .hints = hints, .arena = arena, .facts = facts};
    const bool done = find_all(&facing);
    hsy_page_close_linked(&linked);
    return done;
}
