/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Running text broken into lines at spaces, for a terminal of a given width.
 *
 *     hsy_render_wrap_text / _glue --> word --> line --> out
 *
 * Only the word that is being gathered is held, however long the text is. Each line is complete in
 * itself: styles end with it and begin anew on the next, as pagers want it.
 */
#ifndef HSY_RENDER_WRAP_H
#define HSY_RENDER_WRAP_H

#include "render/glyph.h"

typedef struct hsy_wrap {
    hsy_buffer *out;
    bool colour;
    size_t width;
    size_t indent; /* columns that lines after the first are set in by */
    size_t column; /* where the line stands */
    bool begun;    /* the line has a word */
    bool gap;      /* a space is due before the next word */
    unsigned gap_style, shown;
    hsy_vector word; /* hsy_glyph */
    size_t word_width;
} hsy_wrap;

void hsy_render_wrap_init(hsy_wrap *wrap, hsy_buffer *out, bool colour, size_t width);
void hsy_render_wrap_free(hsy_wrap *wrap);

/* Begins a line that is set in by `indent` columns. */
void hsy_render_wrap_begin(hsy_wrap *wrap, size_t indent);
/* Adds text whose lines may be broken at its spaces. */
void hsy_render_wrap_text(hsy_wrap *wrap, hsy_str text, unsigned style);
/* Adds text that stays in one piece, and with what is before and behind it. */
void hsy_render_wrap_glue(hsy_wrap *wrap, const char *text, unsigned style);
/* Ends the line. */
void hsy_render_wrap_end(hsy_wrap *wrap);

#endif
