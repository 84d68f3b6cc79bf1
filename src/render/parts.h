/* SPDX-License-Identifier: Apache-2.0 */
/* What the forms share. */
#ifndef HSY_RENDER_PARTS_H
#define HSY_RENDER_PARTS_H

#include "render/render.h"

/* The pieces of a role: a source and a cue have one or none. Returns how many. */
size_t hsy_render_pieces(const hsy_attribution *attribution, hearsay_role role, const hsy_words **pieces);

/* The bytes of the given text that a piece stands for; start == end: it stands nowhere in it. */
hsy_span hsy_render_given(const hsy_reading *reading, hsy_words piece);

/* "direct", "indirect" or "mixed". */
const char *hsy_render_type(hearsay_type type);

/* A confidence as every form writes it and --min-confidence compares it: 0 to 1000. */
unsigned hsy_render_thousandths(float confidence);

/* At most three digits behind the point, at least one: "0.97", "1.0". */
void hsy_render_confidence(float confidence, hsy_buffer *out);

#endif
