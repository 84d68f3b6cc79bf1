/* SPDX-License-Identifier: Apache-2.0 */
/* The text of a small element, as a heading or a byline, in which words of two elements may touch. */
#include <string.h>

#include "story/list_page_kicker_classes.h"
#include "story/page/facts/facts.h"

/* Whether two words touch that are laid out apart: "Valley" and "The mill", "May 4" and "By". */
static bool is_seam(uint32_t before, uint32_t next) {
    const bool ends = hsy_point_is_lower(before) || hsy_point_is_digit(before) || before == '.' || before == ':' ||
                      before == '!' || before == '?';
    return ends && (hsy_point_is_upper(next) || next == '"' || next == 0x201C || next == 0x201E || next == 0xBB);
}

static uint32_t last_point(const hsy_buffer *out) {
    size_t length;
    return out->size == 0 ? ' ' : hsy_utf8_decode_before(out->data, out->size, &length);
}

typedef enum reading { READ_ALL, READ_HEADLINE, READ_LINES } reading;

static void add_break(hsy_buffer *out, reading how) {
    hsy_buffer_text(out, how == READ_LINES && out->size > 0 ? " " HSY_LINE_SEAM " " : " ");
}

/* How many words stand behind the last seam. */
static size_t count_words(const hsy_buffer *out) {
    const hsy_str text = {.data = out->data, .size = out->size};
    const size_t size = sizeof HSY_LINE_SEAM - 1;
    size_t start = text.size;
    while (start >= size && memcmp(text.data + start - size, HSY_LINE_SEAM, size) != 0)
        start--;
    if (start < size) start = 0;
    return hsy_story_count_words((hsy_str){.data = text.data + start, .size = text.size - start});
}

static void add_text(hsy_buffer *out, hsy_str text, reading how) {
    size_t length;
    const uint32_t first = hsy_utf8_decode(text.data, text.size, 0, &length);
    /* A first and a last name may touch, but hardly what follows both. */
    if (is_seam(last_point(out), first)) add_break(out, how == READ_LINES && count_words(out) < 2 ? READ_ALL : how);
    hsy_buffer_add(out, text.data, text.size);
}

static void add_nodes(const hsy_tree *tree, size_t from, size_t end, reading how, hsy_buffer *out) {
    for (size_t i = from; i < end && out->size <= HSY_ELEMENT_SIZE_MAX && !out->failed;) {
        const hsy_node *at = &tree->nodes[i];
        const bool text = at->tag == HSY_TAG_TEXT, script = at->tag == HSY_TAG_script || at->tag == HSY_TAG_style;
        if (script ||
            (how == READ_HEADLINE && !text && at->tag != HSY_TAG_br &&
             hsy_page_class_is_in(tree, i, hsy_list_page_kicker_classes, HSY_LIST_PAGE_KICKER_CLASSES_COUNT))) {
            i = at->end;
            continue;
        }
        if (text)
            add_text(out, at->text, how);
        else if (hsy_tag_is_block((hsy_tag)at->tag))
            add_break(out, how);
        i++;
        /* What follows a block is parted from it, too. */
        if (i < end && tree->nodes[i].tag == HSY_TAG_TEXT && tree->nodes[i].block != at->block && text)
            add_break(out, how);
    }
}

enum { HSY_ELEMENT_NODES_MAX = 80 };

static bool read_nodes(const hsy_facing *facing, size_t from, size_t end, reading how, hsy_str *text) {
    *text = (hsy_str){.data = NULL, .size = 0};
    /* No headline and no byline is that large. */
    if (end - from >= HSY_ELEMENT_NODES_MAX) return true;
    hsy_buffer out;
    hsy_buffer_init(&out, &facing->arena->allocator);
    add_nodes(facing->tree, from, end, how, &out);
    bool done = !out.failed;
    if (done && out.size > 0 && out.size <= HSY_ELEMENT_SIZE_MAX)
        done = hsy_page_clean_value((hsy_str){.data = out.data, .size = out.size}, facing->arena, text);
    hsy_buffer_free(&out);
    return done;
}

bool hsy_page_read_element(const hsy_facing *facing, size_t node, bool kicker, hsy_str *text) {
    return read_nodes(facing, node + 1, facing->tree->nodes[node].end, kicker ? READ_ALL : READ_HEADLINE, text);
}

bool hsy_page_read_lines(const hsy_facing *facing, size_t from, size_t end, hsy_str *text) {
    return read_nodes(facing, from, end, READ_LINES, text);
}
