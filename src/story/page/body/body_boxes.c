/* SPDX-License-Identifier: Apache-2.0 */
/* What an element is by what it holds. */
#include <string.h>

#include "story/page/body/body.h"

enum {
    BOX_NODES = 200, /* a larger element is no box in a line */
    FORM_NODES = 60, /* nor one around a form */
    BOX_DEPTH = 4    /* elements from a box to the quotation in it */
};

/* A box that opens in a line: nothing but links, and more than one. */
bool hsy_body_is_box_of_links(const hsy_tree *tree, uint32_t node) {
    const uint32_t end = tree->nodes[node].end;
    if (end - node > BOX_NODES) return false;
    uint32_t links = 0;
    for (uint32_t i = node + 1; i < end; i++) {
        const hsy_node *at = &tree->nodes[i];
        if (at->tag == HSY_TAG_a) {
            links += at->end > i + 1;
            i = at->end - 1;
        } else if (at->tag == HSY_TAG_TEXT && !hsy_body_is_blank(at->text)) {
            return false;
        }
    }
    return links > 1;
}

/* A note's number or sign: "2", "[2]", "*" in a link. */
bool hsy_body_is_note_mark(const hsy_tree *tree, uint32_t node) {
    bool link = false;
    for (uint32_t i = node + 1; i < tree->nodes[node].end && i < node + BOX_NODES; i++) {
        const hsy_node *at = &tree->nodes[i];
        link |= at->tag == HSY_TAG_a;
        if (at->tag != HSY_TAG_TEXT) continue;
        for (size_t j = 0; j < at->text.size; j++)
            if (strchr("0123456789[]()*, \n", at->text.data[j]) == NULL) return false;
    }
    return link;
}

/* A box around a quotation, as of what someone wrote elsewhere on the web. */
bool hsy_body_is_quotation(const hsy_tree *tree, uint32_t node) {
    const uint32_t end = tree->nodes[node].end;
    for (uint32_t i = node, steps = 0; i < end && i < node + BOX_NODES && steps < BOX_DEPTH; i++) {
        const hsy_node *at = &tree->nodes[i];
        if (at->tag == HSY_TAG_blockquote) return true;
        if (at->tag != HSY_TAG_TEXT)
            steps++;
        else if (!hsy_body_is_blank(at->text))
            return false;
    }
    return false;
}

/* A small box with a form in it, whose text says what the form is for: to sign up, to vote, to search. */
bool hsy_body_is_box_of_form(const hsy_tree *tree, uint32_t node) {
    const uint32_t end = tree->nodes[node].end;
    if (end - node > FORM_NODES) return false;
    for (uint32_t i = node + 1; i < end; i++)
        if (tree->nodes[i].tag == HSY_TAG_form) return true;
    return false;
}
