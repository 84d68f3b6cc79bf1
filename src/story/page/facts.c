/* SPDX-License-Identifier: Apache-2.0 */
/* What a page says of its article, each fact from the most trusted place that has it. */
#include "story/page/page.h"

bool hsy_page_find_facts(const hsy_tree *tree, const hsy_page_hints *hints, hsy_arena *arena, hsy_page_facts *facts) {
    (void)tree;
    *facts = (hsy_page_facts){.arena = arena, .url = hints->url};
    return true;
}
