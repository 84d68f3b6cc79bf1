/* SPDX-License-Identifier: Apache-2.0 */
/* Breaking lines. */
#include "render/wrap.h"

void hsy_render_wrap_init(hsy_wrap *wrap, hsy_buffer *out, bool colour, size_t width) {
    *wrap = (hsy_wrap){.out = out, .colour = colour, .width = width};
    hsy_vector_init(&wrap->word, sizeof(hsy_glyph), &out->allocator);
}

void hsy_render_wrap_free(hsy_wrap *wrap) {
    /* The word is scratch of the writing, so its failure is the output's. */
    if (wrap->word.failed) wrap->out->failed = true;
    hsy_vector_free(&wrap->word);
}

static void show(hsy_wrap *wrap, unsigned style) {
    if (!wrap->colour || style == wrap->shown) return;
    hsy_render_style(wrap->out, style);
    wrap->shown = style;
}

void hsy_render_wrap_begin(hsy_wrap *wrap, size_t indent) {
    for (size_t i = 0; i < indent; i++)
        hsy_buffer_char(wrap->out, ' ');
    wrap->column = indent;
    wrap->begun = wrap->gap = false;
}

static void break_line(hsy_wrap *wrap) {
    show(wrap, HSY_STYLE_PLAIN);
    hsy_buffer_char(wrap->out, '\n');
    hsy_render_wrap_begin(wrap, wrap->indent);
}

static void write_gap(hsy_wrap *wrap) {
    if (!wrap->gap) return;
    /* On a space only an underline can be seen. It runs on only between words that both have it. */
    hsy_glyph first = HSY_AT(wrap->word, hsy_glyph, 0);
    unsigned underline = wrap->gap_style & first.style & wrap->shown & HSY_STYLE_UNDERLINE;
    if (underline != (wrap->shown & HSY_STYLE_UNDERLINE)) show(wrap, HSY_STYLE_PLAIN);
    hsy_buffer_char(wrap->out, ' ');
    wrap->column++;
    wrap->gap = false;
}

static void write_word(hsy_wrap *wrap) {
    if (wrap->word.count == 0) return;
    size_t needed = wrap->word_width + (wrap->gap ? 1 : 0);
    if (wrap->column + needed > wrap->width && wrap->begun) break_line(wrap);
    write_gap(wrap);
    for (size_t i = 0; i < wrap->word.count; i++) {
        hsy_glyph glyph = HSY_AT(wrap->word, hsy_glyph, i);
        show(wrap, glyph.style);
        hsy_buffer_add(wrap->out, glyph.bytes, glyph.size);
    }
    wrap->column += wrap->word_width;
    wrap->begun = true;
    wrap->word.count = 0;
    wrap->word_width = 0;
}

static void add_glyph(hsy_wrap *wrap, hsy_glyph glyph, unsigned style) {
    if (glyph.size == 0) return;
    /* A word that is wider than a line is cut where the line is full. */
    if (wrap->word_width + glyph.width > wrap->width - wrap->indent) write_word(wrap);
    glyph.style = (uint8_t)style;
    if (hsy_vector_push(&wrap->word, &glyph) != NULL) wrap->word_width += glyph.width;
}

void hsy_render_wrap_text(hsy_wrap *wrap, hsy_str text, unsigned style) {
    for (size_t at = 0; at < text.size;) {
        hsy_glyph glyph = hsy_render_glyph(text, &at);
        if (glyph.kind == HSY_GLYPH_SPACE) {
            write_word(wrap);
            /* No line begins with a space. */
            wrap->gap = wrap->begun;
            wrap->gap_style = style;
        } else {
            add_glyph(wrap, glyph, style);
        }
    }
}

void hsy_render_wrap_glue(hsy_wrap *wrap, const char *text, unsigned style) {
    hsy_str string = hsy_str_of(text);
    for (size_t at = 0; at < string.size;)
        add_glyph(wrap, hsy_render_glyph(string, &at), style);
}

void hsy_render_wrap_end(hsy_wrap *wrap) {
    write_word(wrap);
    show(wrap, HSY_STYLE_PLAIN);
    hsy_buffer_char(wrap->out, '\n');
    wrap->column = 0;
    wrap->begun = wrap->gap = false;
}
