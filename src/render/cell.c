/* SPDX-License-Identifier: Apache-2.0 */
/* Cells of a table: what they hold, how it is broken into lines, where it is cut. */
#include <string.h>

#include "render/cell.h"

void hsy_render_cell_init(hsy_cell *cell, size_t width, const hearsay_allocator *allocator) {
    *cell = (hsy_cell){.limit = width * HSY_CELL_LINES};
    hsy_vector_init(&cell->glyphs, sizeof(hsy_glyph), allocator);
}

void hsy_render_cell_free(hsy_cell *cell) {
    hsy_vector_free(&cell->glyphs);
}

void hsy_render_cell_clear(hsy_cell *cell) {
    cell->glyphs.count = cell->width = cell->tail = cell->tail_width = 0;
}

static hsy_glyph glyph_at(const hsy_cell *cell, size_t index) {
    return HSY_AT(cell->glyphs, hsy_glyph, index);
}

static bool is_space(const hsy_cell *cell, size_t index) {
    return glyph_at(cell, index).kind == HSY_GLYPH_SPACE;
}

static void add(hsy_cell *cell, hsy_str text, unsigned style, size_t limit) {
    for (size_t at = 0; at < text.size && cell->width <= limit;) {
        hsy_glyph glyph = hsy_render_glyph(text, &at);
        glyph.style = (uint8_t)style;
        if (glyph.size == 0) continue;
        bool space = glyph.kind == HSY_GLYPH_SPACE;
        if (space && (cell->glyphs.count == 0 || is_space(cell, cell->glyphs.count - 1))) continue;
        if (hsy_vector_push(&cell->glyphs, &glyph) == NULL) return;
        cell->width += glyph.width;
    }
}

/* As much as the lines can hold and a little more, by which a cut is known. */
void hsy_render_cell_add(hsy_cell *cell, hsy_str text, unsigned style) {
    add(cell, text, style, cell->limit);
    cell->tail = cell->glyphs.count;
}

void hsy_render_cell_tail(hsy_cell *cell, const char *word, unsigned style) {
    size_t before = cell->width;
    add(cell, hsy_str_of(" "), style, SIZE_MAX);
    add(cell, hsy_str_of(word), style, SIZE_MAX);
    cell->tail_width = cell->width - before;
}

static size_t skip_spaces(const hsy_cell *cell, size_t from) {
    while (from < cell->glyphs.count && is_space(cell, from))
        from++;
    return from;
}

/* Where a line that begins at glyph `from` and has `room` columns ends: behind the last word that fits, or inside a
 * word that no line could hold. `anywhere`: inside any word. */
static size_t line_end(const hsy_cell *cell, size_t from, size_t room, bool anywhere) {
    size_t at = from, used = 0;
    while (at < cell->glyphs.count && used + glyph_at(cell, at).width <= room)
        used += glyph_at(cell, at++).width;
    size_t end = at;
    if (at < cell->glyphs.count && !anywhere)
        while (end > from && !is_space(cell, end))
            end--;
    if (end == from) end = at;
    while (end > from && is_space(cell, end - 1))
        end--;
    return end;
}

size_t hsy_render_cell_lines(const hsy_cell *cell, size_t room) {
    size_t lines = 0, at = 0;
    while (at < cell->glyphs.count && lines < HSY_CELL_LINES) {
        size_t end = line_end(cell, at, room, false);
        if (end == at) break; /* a glyph that is wider than the column */
        at = skip_spaces(cell, end);
        lines++;
    }
    return lines;
}

/* Where the line that has no room for the rest of the cell ends, before an ellipsis. */
static size_t cut_end(const hsy_cell *cell, size_t from, size_t room) {
    size_t end = line_end(cell, from, room - 1, true);
    while (end > from && (is_space(cell, end - 1) || memcmp(glyph_at(cell, end - 1).bytes, "…", 3) == 0))
        end--;
    return end;
}

static size_t width_of(const hsy_cell *cell, size_t start, size_t end) {
    size_t width = 0;
    for (size_t i = start; i < end; i++)
        width += glyph_at(cell, i).width;
    return width;
}

hsy_cell_line hsy_render_cell_line(const hsy_cell *cell, size_t line, size_t lines, size_t room) {
    enum { LEAST = 2 }; /* of the text, beside a tail */
    hsy_cell_line found = {0};
    for (size_t i = 0; i < line; i++)
        found.start = skip_spaces(cell, line_end(cell, found.start, room, false));
    found.end = line_end(cell, found.start, room, false);
    found.cut = line + 1 == lines && found.end < cell->glyphs.count;
    if (!found.cut) {
        found.width = width_of(cell, found.start, found.end);
        return found;
    }
    found.tail = cell->tail_width > 0 && found.start < cell->tail && room >= cell->tail_width + LEAST;
    size_t tail = found.tail ? cell->tail_width : 0;
    found.end = cut_end(cell, found.start, room - tail);
    found.width = width_of(cell, found.start, found.end) + 1 + tail;
    return found;
}

/* Writes glyphs, turning the colours only where they change. */
static void write_glyphs(const hsy_cell *cell, size_t start, size_t end, unsigned *shown, hsy_buffer *out) {
    for (size_t i = start; i < end; i++) {
        hsy_glyph glyph = glyph_at(cell, i);
        if (shown != NULL && glyph.style != *shown && glyph.kind != HSY_GLYPH_SPACE) {
            hsy_render_style(out, glyph.style);
            *shown = glyph.style;
        }
        hsy_buffer_add(out, glyph.bytes, glyph.size);
    }
}

void hsy_render_cell_write(const hsy_cell *cell, hsy_cell_line line, bool colour, hsy_buffer *out) {
    unsigned style = HSY_STYLE_PLAIN, *shown = colour ? &style : NULL;
    write_glyphs(cell, line.start, line.end, shown, out);
    if (line.cut) hsy_buffer_text(out, "…");
    if (line.tail) write_glyphs(cell, cell->tail, cell->glyphs.count, shown, out);
    if (style != HSY_STYLE_PLAIN) hsy_render_style(out, HSY_STYLE_PLAIN);
}
