/* SPDX-License-Identifier: Apache-2.0 */
/* What is asked of a page's tree. */
#include <string.h>

#include "story/page/tree/tree.h"

hsy_str hsy_tree_attribute(const hsy_tree *tree, size_t node, const char *name) {
    const hsy_node *of = &tree->nodes[node];
    const size_t size = of->attribute_count == 0 ? 0 : strlen(name);
    for (uint32_t i = 0; i < of->attribute_count; i++) {
        const hsy_attribute *attribute = &tree->attributes[of->first_attribute + i];
        if (attribute->name.size != size || memcmp(attribute->name.data, name, size) != 0) continue;
        return attribute->value.data == NULL ? hsy_str_of("") : attribute->value;
    }
    return (hsy_str){.data = NULL, .size = 0};
}

/* Appends a piece of text; *space: white space waits before it. */
static void add_squeezed(hsy_str text, bool *space, size_t start, hsy_buffer *out) {
    for (size_t at = 0; at < text.size;) {
        size_t length;
        uint32_t point = hsy_utf8_decode(text.data, text.size, at, &length);
        if (hsy_point_is_space(point)) {
            *space = true;
        } else {
            if (*space && out->size > start) hsy_buffer_char(out, ' ');
            *space = false;
            hsy_buffer_add(out, text.data + at, length);
        }
        at += length;
    }
}

void hsy_tree_add_text(const hsy_tree *tree, size_t node, hsy_buffer *out) {
    const size_t start = out->size;
    bool space = false;
    uint32_t block = 0;
    for (size_t i = node; i < tree->nodes[node].end; i++) {
        const hsy_node *at = &tree->nodes[i];
        if (at->tag == HSY_TAG_script || at->tag == HSY_TAG_style) {
            i = at->end - 1;
            continue;
        }
        space |= at->tag == HSY_TAG_br;
        if (at->tag != HSY_TAG_TEXT) continue;
        space |= at->block != block;
        block = at->block;
        add_squeezed(at->text, &space, start, out);
    }
}
