/* SPDX-License-Identifier: Apache-2.0 */
/* What one code point of a story becomes on a terminal. */
#ifndef HSY_RENDER_GLYPH_H
#define HSY_RENDER_GLYPH_H

#include "base/base.h"

typedef enum hsy_glyph_kind {
    HSY_GLYPH_MARK, /* is shown */
    HSY_GLYPH_SPACE /* parts words; also tabs and line breaks */
} hsy_glyph_kind;

typedef struct hsy_glyph {
    char bytes[4];
    uint8_t size; /* 0: is not shown at all */
    uint8_t width;
    uint8_t kind; /* hsy_glyph_kind */
    uint8_t style;
} hsy_glyph;

/* The glyph for the code point at text[*at], *at < text.size; moves *at behind it. No control character comes out of
 * here, so that a story can't command the terminal: what would be one is shown as its picture. */
hsy_glyph hsy_render_glyph(hsy_str text, size_t *at);

/* Columns that `text` takes, runs of spaces counted as one. */
size_t hsy_render_width(hsy_str text);

/* How a glyph looks: attributes and at most one colour. */
typedef enum hsy_style {
    HSY_STYLE_PLAIN = 0,
    HSY_STYLE_BOLD = 1,
    HSY_STYLE_DIM = 2,
    HSY_STYLE_UNDERLINE = 4,
    HSY_STYLE_GREEN = 8,
    HSY_STYLE_YELLOW = 16,
    HSY_STYLE_CYAN = 32,
    HSY_STYLE_RED = 64
} hsy_style;

/* Writes the escape sequence that turns the terminal to `style`, from whatever it shows. */
void hsy_render_style(hsy_buffer *out, unsigned style);

#endif
