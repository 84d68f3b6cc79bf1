/* SPDX-License-Identifier: Apache-2.0 */
/* The text of a small element, as a heading or a byline, in which words of two elements may touch. */
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

static void add_text(hsy_buffer *out, hsy_str text) {
    size_t length;
    const uint32_t first = hsy_utf8_decode(text.data, text.size, 0, &length);
    if (is_seam(last_point(out), first)) hsy_buffer_char(out, ' ');
    hsy_buffer_add(out, text.data, text.size);
}

static void add_element(const hsy_tree *tree, size_t node, bool kicker, hsy_buffer *out) {
    for (size_t i = node + 1; i < tree->nodes[node].end && out->size <= HSY_ELEMENT_SIZE_MAX && !out->failed;) {
        const hsy_node *at = &tree->nodes[i];
        const bool text = at->tag == HSY_TAG_TEXT, script = at->tag == HSY_TAG_script || at->tag == HSY_TAG_style;
        if (script ||
            (!kicker && !text && at->tag != HSY_TAG_br &&
             hsy_page_class_is_in(tree, i, hsy_list_page_kicker_classes, HSY_LIST_PAGE_KICKER_CLASSES_COUNT))) {
            i = at->end;
            continue;
        }
        if (text)
            add_text(out, at->text);
        else if (hsy_tag_is_block((hsy_tag)at->tag))
            hsy_buffer_char(out, ' ');
        i++;
        /* What follows a block is parted from it, too. */
        if (i < tree->nodes[node].end && tree->nodes[i].tag == HSY_TAG_TEXT && tree->nodes[i].block != at->block &&
            text)
            hsy_buffer_char(out, ' ');
    }
}

enum { HSY_ELEMENT_NODES_MAX = 80 };

bool hsy_page_read_element(const hsy_facing *facing, size_t node, bool kicker, hsy_str *text) {
    *text = (hsy_str){.data = NULL, .size = 0};
    /* No headline and no byline is that large. */
    if (facing->tree->nodes[node].end - node > HSY_ELEMENT_NODES_MAX) return true;
    hsy_buffer out;
    hsy_buffer_init(&out, &facing->arena->allocator);
    add_element(facing->tree, node, kicker, &out);
    bool done = !out.failed;
    if (done && out.size > 0 && out.size <= HSY_ELEMENT_SIZE_MAX)
        done = hsy_page_clean_value((hsy_str){.data = out.data, .size = out.size}, facing->arena, text);
    hsy_buffer_free(&out);
    return done;
}
