/* SPDX-License-Identifier: Apache-2.0 */
/* The lines right behind an article's text: no part of it, but among them may be who is credited with it. */
#include "story/page/page.h"

/* Behind so many lines nothing belongs to the article any more; a longer line is no credit. */
enum { LINES_MAX = 6, LINE_BYTES_MAX = 300 };

static size_t last_text(const hsy_tree *tree, const uint8_t *parts) {
    size_t last = 0;
    for (size_t i = 0; i < tree->count; i++)
        if (tree->nodes[i].tag == HSY_TAG_TEXT && parts[i] == HSY_PART_TEXT) last = i;
    return last;
}

/* Appends a piece of text with its white space squeezed; false: the line is too long. */
static bool add(hsy_buffer *line, hsy_str text) {
    for (size_t at = 0; at < text.size;) {
        size_t length;
        const bool space = hsy_point_is_space(hsy_utf8_decode(text.data, text.size, at, &length));
        if (!space)
            hsy_buffer_add(line, text.data + at, length);
        else if (line->size > 0 && line->data[line->size - 1] != ' ')
            hsy_buffer_char(line, ' ');
        if (line->size > LINE_BYTES_MAX) return false;
        at += length;
    }
    return true;
}

static void end_line(hsy_buffer *line, bool whole, hsy_arena *arena, hsy_vector *lines) {
    while (line->size > 0 && line->data[line->size - 1] == ' ')
        line->size--;
    hsy_str kept;
    if (line->size > 0 && whole) {
        if (hsy_arena_copy(arena, (hsy_str){.data = line->data, .size = line->size}, &kept))
            hsy_vector_push(lines, &kept);
        else
            lines->failed = true;
    }
    line->size = 0;
}

void hsy_page_find_lines_behind(const hsy_tree *tree, const uint8_t *parts, hsy_arena *arena, hsy_vector *lines) {
    hsy_buffer line;
    hsy_buffer_init(&line, &arena->allocator);
    uint32_t around = 0;
    bool whole = true;
    const size_t last = last_text(tree, parts);
    size_t seen = 0;
    for (size_t i = last + 1; last > 0 && i < tree->count && seen < LINES_MAX; i++) {
        const hsy_node *node = &tree->nodes[i];
        if (node->tag == HSY_TAG_script || node->tag == HSY_TAG_style) {
            i = node->end - 1;
            continue;
        }
        if (node->tag != HSY_TAG_TEXT || parts[i] != HSY_PART_NONE) continue;
        if (node->block != around) {
            seen += line.size > 0;
            end_line(&line, whole, arena, lines);
            around = node->block;
            whole = true;
        }
        whole = whole && add(&line, node->text);
    }
    if (seen < LINES_MAX) end_line(&line, whole, arena, lines);
    lines->failed |= line.failed;
    hsy_buffer_free(&line);
}
