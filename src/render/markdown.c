/* SPDX-License-Identifier: Apache-2.0 */
/* A story as Markdown (CommonMark): headline, a line of who, where and when, and the body with its headings, quotations
 * and lists. */
#include <string.h>

#include "render/parts.h"

/* --- Characters that would mean something ------------------------------------------------------------------ */

static bool is_special(char c) {
    return c != '\0' && strchr("\\`*_[]<>&", c) != NULL;
}

/* How many bytes at the front of a paragraph, with a backslash behind them, lose the meaning that they have there. */
static size_t special_front(hsy_str text) {
    size_t digits = 0;
    while (digits < text.size && digits < 9 && text.data[digits] >= '0' && text.data[digits] <= '9')
        digits++;
    if (digits < text.size && digits > 0 && (text.data[digits] == '.' || text.data[digits] == ')')) return digits;
    return 0;
}

static void add_escaped(hsy_buffer *out, hsy_str text, bool front) {
    const size_t number = front ? special_front(text) : 0;
    for (size_t i = 0; i < text.size; i++) {
        const char c = text.data[i];
        const bool at_front = front && i == 0 && c != '\0' && strchr("#+-=~|", c) != NULL;
        if (at_front || is_special(c) || (number > 0 && i == number)) hsy_buffer_char(out, '\\');
        hsy_buffer_char(out, c == '\n' ? ' ' : c);
    }
}

/* A "#" at the end of a heading would be taken for one of its marks. */
static void add_heading(hsy_buffer *out, hsy_str text) {
    const bool mark = text.size > 0 && text.data[text.size - 1] == '#';
    if (mark) text.size--;
    add_escaped(out, text, false);
    if (mark) hsy_buffer_text(out, "\\#");
}

/* --- The head -------------------------------------------------------------------------------------------------- */

static void add_part(hsy_buffer *out, size_t start, hsy_str part) {
    if (part.size == 0) return;
    if (out->size > start) hsy_buffer_text(out, " · ");
    add_escaped(out, part, out->size == start);
}

/* Whether the outlet or an author bears the name. */
static bool is_told(const hsy_story *story, hsy_str name) {
    bool told = hsy_str_equal(name, story->outlet);
    for (size_t i = 0; i < story->author_count; i++)
        told |= hsy_str_equal(name, story->authors[i]);
    return told;
}

static void add_head(const hsy_story *story, hsy_buffer *out) {
    if (story->title.size > 0) {
        hsy_buffer_text(out, "# ");
        add_heading(out, story->title);
        hsy_buffer_text(out, "\n\n");
    }
    const size_t start = out->size;
    for (size_t i = 0; i < story->author_count; i++)
        add_part(out, start, story->authors[i]);
    add_part(out, start, story->outlet);
    if (!is_told(story, story->origin)) add_part(out, start, story->origin);
    add_part(out, start, hsy_render_day(story->date));
    if (out->size > start) hsy_buffer_text(out, "\n\n");
}

/* --- The body -------------------------------------------------------------------------------------------------- */

static void add_front(hsy_buffer *out, const hsy_block *block) {
    static const char *const indent = "                                ";
    switch (block->kind) {
    case HSY_PARAGRAPH_HEADING:
        for (unsigned i = 0; i < block->level && i < 6; i++)
            hsy_buffer_char(out, '#');
        hsy_buffer_char(out, ' ');
        break;
    case HSY_PARAGRAPH_QUOTE:
        hsy_buffer_text(out, "> ");
        break;
    case HSY_PARAGRAPH_ITEM:
        if (block->level > 1) hsy_buffer_add(out, indent, block->level > 8 ? 28 : (size_t)(block->level - 1) * 4);
        hsy_buffer_text(out, block->numbered ? "1. " : "- ");
        break;
    case HSY_PARAGRAPH_BODY:
    case HSY_PARAGRAPH_HEADLINE:
    case HSY_PARAGRAPH_PROMO:
        break;
    }
}

static void add_block(hsy_buffer *out, const hsy_block *block, hsy_str text) {
    add_front(out, block);
    if (block->kind == HSY_PARAGRAPH_HEADING)
        add_heading(out, text);
    else
        add_escaped(out, text, true);
    hsy_buffer_text(out, "\n");
}

/* An item lies at most one list deeper than the one before it: else it would be code. `before`: the level of that one,
 * 0 where there is none. */
static hsy_block at_level(const hsy_block *block, unsigned before) {
    hsy_block shown = *block;
    if (block->kind == HSY_PARAGRAPH_ITEM && block->level > before + 1) shown.level = before + 1;
    return shown;
}

static hsy_str part(hsy_str text, hsy_span span) {
    return (hsy_str){.data = text.data + span.start, .size = span.end - span.start};
}

/* Of a page its blocks; of a text its paragraphs. */
static void add_body(const hsy_story *story, hsy_buffer *out) {
    bool first = true;
    unsigned level = 0;
    for (size_t i = 0; i < story->block_count; i++) {
        const hsy_block block = at_level(&story->blocks[i], level);
        const bool item = block.kind == HSY_PARAGRAPH_ITEM;
        if (!first && !(item && level > 0)) hsy_buffer_char(out, '\n');
        first = false;
        level = item ? block.level : 0;
        add_block(out, &block, part(story->given, block.given));
    }
    for (size_t i = 0; i < story->paragraph_count && !story->page; i++) {
        const hsy_paragraph *paragraph = &story->paragraphs[i];
        if (paragraph->kind == HSY_PARAGRAPH_HEADLINE || paragraph->kind == HSY_PARAGRAPH_PROMO) continue;
        if (!first) hsy_buffer_char(out, '\n');
        first = false;
        add_block(out, &(hsy_block){.kind = HSY_PARAGRAPH_BODY}, part(story->text, paragraph->text));
    }
}

void hsy_render_markdown(const hsy_reading *reading, hsy_buffer *out) {
    add_head(reading->story, out);
    add_body(reading->story, out);
}
