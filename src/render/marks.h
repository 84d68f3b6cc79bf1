/* SPDX-License-Identifier: Apache-2.0 */
/* Where the text is to be marked as source, cue or content of which attribution. */
#ifndef HSY_RENDER_MARKS_H
#define HSY_RENDER_MARKS_H

#include "render/render.h"

typedef struct hsy_mark {
    hsy_span text;   /* in the clean text, inside one paragraph */
    uint32_t number; /* of the attribution, from 1 */
    uint8_t role;    /* hearsay_role */
} hsy_mark;

/* Appends the parts of `text` that stand in paragraphs that are read: one a paragraph, none for a promo. */
void hsy_render_cut(const hsy_story *story, hsy_span text, hsy_vector *spans);

/* Appends the marks of all attributions, in the order in which they open: by their start, at one place the longer
 * first. Those of one place and one role stand together. */
void hsy_render_marks(const hsy_attributions *attributions, hsy_vector *marks);

#endif
