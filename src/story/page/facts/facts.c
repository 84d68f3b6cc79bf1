/* SPDX-License-Identifier: Apache-2.0 */
/* What a page says of its article, each fact from the most trusted place that has it. */
#include <string.h>

#include "story/page/facts/facts.h"

/* The article's text as JSON-LD has it, cleaned line by line: its line breaks part paragraphs. */
static bool find_body(hsy_facing *facing) {
    const hsy_str body = hsy_page_linked_string(facing->linked->article, "articleBody");
    if (body.data == NULL) return true;
    hsy_buffer lines;
    hsy_buffer_init(&lines, &facing->arena->allocator);
    bool done = true;
    for (size_t at = 0; at < body.size && done;) {
        const char *newline = memchr(body.data + at, '\n', body.size - at);
        const size_t end = newline == NULL ? body.size : (size_t)(newline - body.data);
        hsy_str line;
        done = hsy_page_clean_value((hsy_str){.data = body.data + at, .size = end - at}, facing->arena, &line);
        at = end + 1;
        if (!done || line.size == 0) continue;
        if (lines.size > 0) hsy_buffer_char(&lines, '\n');
        hsy_buffer_add(&lines, line.data, line.size);
    }
    const hsy_str text = {.data = lines.data, .size = lines.size};
    done = done && !lines.failed && (text.size == 0 || hsy_arena_copy(facing->arena, text, &facing->facts->body));
    hsy_buffer_free(&lines);
    return done;
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
