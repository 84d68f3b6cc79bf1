/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One cell of a table: text of one line or a few, cut where there is more.
 *
 *     a former adviser to     text, broken at spaces
 *     the minist… (anon.)     the last line is cut before the tail, which is always shown
 */
#ifndef HSY_RENDER_CELL_H
#define HSY_RENDER_CELL_H

#include "render/glyph.h"

enum { HSY_CELL_LINES = 2 };

typedef struct hsy_cell {
    hsy_vector glyphs; /* hsy_glyph */
    size_t width;      /* columns of all glyphs */
    size_t limit;      /* text behind so many columns can't be shown and is not taken */
    size_t tail;       /* where the tail begins in `glyphs`; `glyphs.count`: there is none */
    size_t tail_width;
} hsy_cell;

/* No line of the cell will be wider than `width`. */
void hsy_render_cell_init(hsy_cell *cell, size_t width, const hearsay_allocator *allocator);
void hsy_render_cell_free(hsy_cell *cell);

void hsy_render_cell_clear(hsy_cell *cell);
void hsy_render_cell_add(hsy_cell *cell, hsy_str text, unsigned style);
/* Adds one word that is shown whatever else is cut, and a space before it. Nothing is added behind a tail. */
void hsy_render_cell_tail(hsy_cell *cell, const char *word, unsigned style);

/* How many lines of `room` columns the cell takes, as far as HSY_CELL_LINES. */
size_t hsy_render_cell_lines(const hsy_cell *cell, size_t room);

/* One line of `lines`. */
typedef struct hsy_cell_line {
    size_t start, end; /* glyphs; then, where it is `cut`, an ellipsis and perhaps the tail */
    bool cut, tail;
    size_t width;
} hsy_cell_line;

hsy_cell_line hsy_render_cell_line(const hsy_cell *cell, size_t line, size_t lines, size_t room);
void hsy_render_cell_write(const hsy_cell *cell, hsy_cell_line line, bool colour, hsy_buffer *out);

#endif
