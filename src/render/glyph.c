/* SPDX-License-Identifier: Apache-2.0 */
/* Glyphs: what is shown, what is not, and how wide it is. */
#include <string.h>
#include <utf8proc.h>

#include "render/glyph.h"

enum { REPLACEMENT = 0xFFFD, CONTROL_PICTURES = 0x2400, DELETE_PICTURE = 0x2421 };

/* Marks that turn the direction of the text around: with them a line can be made to read as something else. */
static bool turns_direction(uint32_t point) {
    return (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
}

/* Format characters without a shape. The two joiners are kept: they shape the letters beside them. */
static bool is_invisible(uint32_t point) {
    if (point == 0x200C || point == 0x200D) return false;
    return utf8proc_category((utf8proc_int32_t)point) == UTF8PROC_CATEGORY_CF;
}

static bool is_space(uint32_t point) {
    return hsy_point_is_space(point) && point != 0x85 && !is_invisible(point) && point != 0x200C && point != 0x200D;
}

static uint32_t picture(uint32_t point) {
    if (point < 0x20) return CONTROL_PICTURES + point;
    if (point == 0x7F) return DELETE_PICTURE;
    if (point >= 0x80 && point < 0xA0) return REPLACEMENT;
    if (turns_direction(point)) return REPLACEMENT;
    return point;
}

hsy_glyph hsy_render_glyph(hsy_str text, size_t *at) {
    size_t length;
    uint32_t point = hsy_utf8_decode(text.data, text.size, *at, &length);
    *at += length;
    hsy_glyph glyph = {.kind = HSY_GLYPH_MARK};
    if (is_space(point)) return (hsy_glyph){.bytes = {' '}, .size = 1, .width = 1, .kind = HSY_GLYPH_SPACE};
    uint32_t shown = picture(point);
    if (shown == point && is_invisible(point)) return glyph;
    glyph.size = (uint8_t)hsy_utf8_encode(shown, glyph.bytes);
    int width = utf8proc_charwidth((utf8proc_int32_t)shown);
    glyph.width = (uint8_t)(width < 0 ? 0 : width);
    return glyph;
}

size_t hsy_render_width(hsy_str text) {
    size_t width = 0;
    bool after_space = true;
    for (size_t at = 0; at < text.size;) {
        hsy_glyph glyph = hsy_render_glyph(text, &at);
        bool space = glyph.kind == HSY_GLYPH_SPACE;
        if (!space || !after_space) width += glyph.width;
        after_space = space;
    }
    return width;
}

void hsy_render_style(hsy_buffer *out, unsigned style) {
    static const struct {
        unsigned bit;
        const char *code;
    } codes[] = {
        {HSY_STYLE_BOLD, ";1"},   {HSY_STYLE_DIM, ";2"},     {HSY_STYLE_UNDERLINE, ";4"}, {HSY_STYLE_RED, ";31"},
        {HSY_STYLE_GREEN, ";32"}, {HSY_STYLE_YELLOW, ";33"}, {HSY_STYLE_CYAN, ";36"},
    };
    hsy_buffer_text(out, "\x1b[0");
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if ((style & codes[i].bit) != 0) hsy_buffer_text(out, codes[i].code);
    hsy_buffer_char(out, 'm');
}
