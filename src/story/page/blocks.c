/* SPDX-License-Identifier: Apache-2.0 */
/* The text of the nodes that were chosen: paragraphs with their kinds, and captions apart. */
#include "story/page/page.h"

typedef struct writer {
    const hsy_tree *tree;
    hsy_arena *arena;
    hsy_draft *draft;
    hsy_vector *blocks, *captions;
    size_t start;       /* of the block that runs, in the draft */
    hsy_buffer caption; /* the one that runs */
    bool space;         /* white space waits, which stands at: */
    hsy_span space_at;  /* empty: nowhere */
} writer;

/* --- What a block is ------------------------------------------------------------------------------------------ */

/* The kind of the block of the text node `node`, by the elements around it. */
static hsy_block kind_of(const hsy_tree *tree, size_t node) {
    hsy_block block = {.kind = HSY_PARAGRAPH_BODY};
    unsigned lists = 0;
    for (size_t at = tree->nodes[node].parent; at != 0; at = tree->nodes[at].parent) {
        const hsy_tag tag = (hsy_tag)tree->nodes[at].tag;
        if (tag >= HSY_TAG_h1 && tag <= HSY_TAG_h6 && block.kind == HSY_PARAGRAPH_BODY) {
            block.kind = HSY_PARAGRAPH_HEADING;
            block.level = 1 + (unsigned)(tag - HSY_TAG_h1);
        } else if (tag == HSY_TAG_li && block.kind == HSY_PARAGRAPH_BODY) {
            block.kind = HSY_PARAGRAPH_ITEM;
        } else if (tag == HSY_TAG_blockquote && block.kind == HSY_PARAGRAPH_BODY) {
            block.kind = HSY_PARAGRAPH_QUOTE;
        } else if (tag == HSY_TAG_ol || tag == HSY_TAG_ul) {
            if (lists++ == 0) block.numbered = tag == HSY_TAG_ol;
        }
    }
    if (block.kind == HSY_PARAGRAPH_ITEM)
        block.level = lists == 0 ? 1 : lists;
    else
        block.numbered = false;
    return block;
}

/* --- Writing ------------------------------------------------------------------------------------------------- */

static void end_block(writer *w, hsy_block *block) {
    w->space = false;
    if (w->draft->text.size == w->start) return;
    block->given = (hsy_span){w->start, w->draft->text.size};
    hsy_vector_push(w->blocks, block);
    w->start = w->draft->text.size;
}

static void add_space(writer *w) {
    const size_t length = w->space_at.end - w->space_at.start;
    if (length == 1 && w->tree->page.data[w->space_at.start] == ' ')
        hsy_story_add_copied(w->draft, " ", w->space_at.start, 1);
    else if (length > 0)
        hsy_story_add_replaced(w->draft, " ", 1, w->space_at.start, length);
    else
        hsy_story_add_put_in(w->draft, " ");
}

/* Appends text[from, to) of a node, which is free of white space. */
static void add_word(writer *w, const hsy_node *node, size_t from, size_t to) {
    const bool first = w->draft->text.size == w->start;
    if (first && w->blocks->count > 0) {
        hsy_story_add_put_in(w->draft, "\n\n");
        w->start = w->draft->text.size;
    }
    if (!first && w->space) add_space(w);
    w->space = false;
    if (node->replaced)
        hsy_story_add_replaced(w->draft, node->text.data + from, to - from, node->source.start,
                               node->source.end - node->source.start);
    else
        hsy_story_add_copied(w->draft, node->text.data + from, node->source.start + from, to - from);
}

static void note_space(writer *w, const hsy_node *node, size_t from, size_t to) {
    hsy_span at = node->replaced ? node->source : (hsy_span){node->source.start + from, node->source.start + to};
    /* Of white space in several pieces the first stands for all: what is between may be tags. */
    if (!w->space) w->space_at = at;
    w->space = true;
}

static void add_text(writer *w, const hsy_node *node) {
    size_t at = 0;
    while (at < node->text.size) {
        size_t from = at, length;
        const bool space = hsy_point_is_space(hsy_utf8_decode(node->text.data, node->text.size, at, &length));
        while (at < node->text.size &&
               hsy_point_is_space(hsy_utf8_decode(node->text.data, node->text.size, at, &length)) == space)
            at += length;
        if (space)
            note_space(w, node, from, at);
        else
            add_word(w, node, from, at);
    }
}

static void end_caption(writer *w) {
    hsy_str caption;
    if (w->caption.size == 0) return;
    if (hsy_arena_copy(w->arena, (hsy_str){.data = w->caption.data, .size = w->caption.size}, &caption))
        hsy_vector_push(w->captions, &caption);
    else
        w->captions->failed = true;
    w->caption.size = 0;
}

static void add_caption(writer *w, const hsy_node *node) {
    for (size_t at = 0; at < node->text.size;) {
        size_t length;
        uint32_t point = hsy_utf8_decode(node->text.data, node->text.size, at, &length);
        if (!hsy_point_is_space(point))
            hsy_buffer_add(&w->caption, node->text.data + at, length);
        else if (w->caption.size > 0 && w->caption.data[w->caption.size - 1] != ' ')
            hsy_buffer_char(&w->caption, ' ');
        at += length;
    }
}

void hsy_page_write(const hsy_tree *tree, const uint8_t *parts, hsy_arena *arena, hsy_draft *draft, hsy_vector *blocks,
                    hsy_vector *captions) {
    writer w = {.tree = tree, .arena = arena, .draft = draft, .blocks = blocks, .captions = captions};
    hsy_buffer_init(&w.caption, &draft->text.allocator);
    hsy_block block = {.kind = HSY_PARAGRAPH_BODY};
    uint32_t around = 0, caption_around = 0;
    for (size_t i = 0; i < tree->count; i++) {
        const hsy_node *node = &tree->nodes[i];
        if (node->tag == HSY_TAG_br) end_block(&w, &block);
        if (node->tag != HSY_TAG_TEXT || parts[i] == HSY_PART_NONE) continue;
        if (parts[i] == HSY_PART_CAPTION) {
            if (node->block != caption_around) end_caption(&w);
            caption_around = node->block;
            add_caption(&w, node);
            continue;
        }
        if (node->block != around) end_block(&w, &block);
        if (w.draft->text.size == w.start || node->block != around) block = kind_of(tree, i);
        around = node->block;
        add_text(&w, node);
    }
    end_block(&w, &block);
    end_caption(&w);
    captions->failed |= w.caption.failed;
    hsy_buffer_free(&w.caption);
}
