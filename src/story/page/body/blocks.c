/* SPDX-License-Identifier: Apache-2.0 */
/* The text of the nodes that were chosen: paragraphs with their kinds, and captions apart. */
#include <string.h>

#include "story/page/body/body.h"

typedef struct writer {
    const hsy_tree *tree;
    hsy_arena *arena;
    hsy_draft *draft;
    hsy_vector *blocks, *captions;
    size_t start;       /* of the block that runs, in the draft */
    size_t cell;        /* of the table's cell that runs, in the draft */
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

/* --- What parts blocks ---------------------------------------------------------------------------------------- */

enum { CELL_MAX = 200 /* bytes: a longer cell is a column of text, not one of a table of facts */ };

/* The row of the table cell that is the node's block; 0: it is none. */
static uint32_t row_of(const hsy_tree *tree, uint32_t block) {
    const uint16_t tag = tree->nodes[block].tag;
    return tag == HSY_TAG_td || tag == HSY_TAG_th ? tree->nodes[block].parent : 0;
}

/* Characters that say where a line may break, or nothing. */
static bool is_invisible(uint32_t point) {
    return point == 0xAD || point == 0x200B || point == 0x2060 || point == 0xFEFF;
}

/* Whether a text's white space holds an empty line. */
static bool holds_empty_line(hsy_str text, size_t from, size_t to) {
    size_t lines = 0;
    for (size_t i = from; i < to; i++)
        lines += text.data[i] == '\n';
    return lines > 1;
}

/* --- Writing ------------------------------------------------------------------------------------------------- */

static void end_block(writer *w, hsy_block *block) {
    w->space = false;
    if (w->draft->text.size == w->start) return;
    block->given = (hsy_span){w->start, w->draft->text.size};
    hsy_vector_push(w->blocks, block);
    w->start = w->cell = w->draft->text.size;
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

/* What comes before the next characters of a block. */
static void begin_piece(writer *w) {
    const bool first = w->draft->text.size == w->start;
    if (first && w->blocks->count > 0) {
        hsy_story_add_put_in(w->draft, "\n\n");
        w->start = w->cell = w->draft->text.size;
    }
    if (!first && w->space) add_space(w);
    w->space = false;
}

/* Appends text[from, to) of a node, which is free of white space. */
static void add_piece(writer *w, const hsy_node *node, size_t from, size_t to) {
    if (from == to) return;
    begin_piece(w);
    if (node->replaced)
        hsy_story_add_replaced(w->draft, node->text.data + from, to - from, node->source.start,
                               node->source.end - node->source.start);
    else
        hsy_story_add_copied(w->draft, node->text.data + from, node->source.start + from, to - from);
}

/* A control character of the upper half, as browsers take it: for the byte of windows-1252 that it once was. */
static void add_control(writer *w, const hsy_node *node, size_t at, size_t length, uint32_t point) {
    const uint32_t meant = hsy_story_windows_1252((unsigned char)point);
    char bytes[4];
    if (meant == 0xFFFD) return;
    begin_piece(w);
    hsy_span source =
        node->replaced ? node->source : (hsy_span){node->source.start + at, node->source.start + at + length};
    hsy_story_add_replaced(w->draft, bytes, hsy_utf8_encode(meant, bytes), source.start, source.end - source.start);
}

/* The same, but for characters that are not seen. */
static void add_word(writer *w, const hsy_node *node, size_t from, size_t to) {
    size_t start = from;
    for (size_t at = from, length; at < to; at += length) {
        const unsigned char byte = (unsigned char)node->text.data[at];
        length = 1;
        if (byte != 0xC2 && byte != 0xE2 && byte != 0xEF) continue;
        const uint32_t point = hsy_utf8_decode(node->text.data, node->text.size, at, &length);
        const bool control = point >= 0x80 && point < 0xA0;
        if (!control && !is_invisible(point)) continue;
        add_piece(w, node, start, at);
        if (control) add_control(w, node, at, length, point);
        start = at + length;
    }
    add_piece(w, node, start, to);
}

static void note_space(writer *w, const hsy_node *node, size_t from, size_t to) {
    hsy_span at = node->replaced ? node->source : (hsy_span){node->source.start + from, node->source.start + to};
    /* Of white space in several pieces the first stands for all: what is between may be tags. */
    if (!w->space) w->space_at = at;
    w->space = true;
}

static bool is_space(uint32_t point) {
    return hsy_point_is_space(point) && !is_invisible(point);
}

static void add_text(writer *w, const hsy_node *node, hsy_block *block) {
    const bool set_in_lines = w->tree->nodes[node->block].tag == HSY_TAG_pre;
    size_t at = 0;
    while (at < node->text.size) {
        size_t from = at, length;
        const bool space = is_space(hsy_utf8_decode(node->text.data, node->text.size, at, &length));
        while (at < node->text.size &&
               is_space(hsy_utf8_decode(node->text.data, node->text.size, at, &length)) == space)
            at += length;
        if (!space)
            add_word(w, node, from, at);
        else if (set_in_lines && holds_empty_line(node->text, from, at))
            end_block(w, block);
        else
            note_space(w, node, from, at);
    }
}

/* Between two blocks: cells of a table's row stay one paragraph, all others are parted. */
static void part(writer *w, hsy_block *block, uint32_t from, uint32_t to) {
    const uint32_t row = row_of(w->tree, to);
    const size_t written = w->draft->text.size - w->cell;
    if (row == 0 || row != row_of(w->tree, from) || written == 0 || written > CELL_MAX) {
        end_block(w, block);
        return;
    }
    hsy_story_add_put_in(w->draft, " | ");
    w->cell = w->draft->text.size;
    w->space = false;
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
        if (is_invisible(point)) {
            at += length;
            continue;
        }
        if (!hsy_point_is_space(point))
            hsy_buffer_add(&w->caption, node->text.data + at, length);
        else if (w->caption.size > 0 && w->caption.data[w->caption.size - 1] != ' ')
            hsy_buffer_char(&w->caption, ' ');
        at += length;
    }
}

/* --- Where the page holds its text in a script alone ------------------------------------------------------------ */

/* A page's text is so much shorter than what its script says that it can't be the article. */
enum { SHORT_TEXT = 400, TIMES_LONGER = 4 };

void hsy_page_write_linked(hsy_str body, hsy_draft *draft, hsy_vector *blocks) {
    if (draft->text.size >= SHORT_TEXT || body.size <= draft->text.size * TIMES_LONGER) return;
    draft->text.size = draft->map.count = blocks->count = 0;
    for (size_t at = 0; at < body.size;) {
        const char *line = memchr(body.data + at, '\n', body.size - at);
        const size_t end = line == NULL ? body.size : (size_t)(line - body.data);
        hsy_str text = {.data = body.data + at, .size = end - at};
        at = end + 1;
        if (hsy_body_is_blank(text)) continue;
        if (blocks->count > 0) hsy_story_add_put_in(draft, "\n\n");
        hsy_block block = {.kind = HSY_PARAGRAPH_BODY, .given = {draft->text.size, draft->text.size + text.size}};
        hsy_buffer_add(&draft->text, text.data, text.size);
        hsy_vector_push(blocks, &block);
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
        if (node->tag == HSY_TAG_br) {
            if (parts[i] == HSY_PART_TEXT)
                note_space(&w, node, 0, 0);
            else
                end_block(&w, &block);
            continue;
        }
        if (node->tag != HSY_TAG_TEXT || parts[i] == HSY_PART_NONE) continue;
        if (parts[i] == HSY_PART_CAPTION) {
            if (node->block != caption_around) end_caption(&w);
            caption_around = node->block;
            add_caption(&w, node);
            continue;
        }
        if (node->block != around && !hsy_body_is_blank(node->text)) {
            part(&w, &block, around, node->block);
            around = node->block;
        }
        if (w.draft->text.size == w.start) block = kind_of(tree, i);
        add_text(&w, node, &block);
    }
    end_block(&w, &block);
    end_caption(&w);
    captions->failed |= w.caption.failed;
    hsy_buffer_free(&w.caption);
}
