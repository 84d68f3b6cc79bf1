/* SPDX-License-Identifier: Apache-2.0 */
/* What the forms share. */
#ifndef HSY_RENDER_PARTS_H
#define HSY_RENDER_PARTS_H

#include "render/render.h"

/* The pieces of a role: a source and a cue have one or none. Returns how many. */
size_t hsy_render_pieces(const hsy_attribution *attribution, hearsay_role role, const hsy_words **pieces);

/* The bytes of the given text that a piece stands for; start == end: it stands nowhere in it. */
hsy_span hsy_render_given(const hsy_reading *reading, hsy_words piece);

/* The day of a date that may have a time behind it. */
hsy_str hsy_render_day(hsy_str date);

/* Appends a member of a JSON object, a list of strings, with a comma before it. */
void hsy_render_json_strings(hsy_buffer *out, const char *name, const hsy_str *strings, size_t count);

/* provenance.c: members "record" (of an archive's record) and "map" (of a page: [start, end, page's start, page's end],
 * code points of the text and bytes of the page), or nothing. */
void hsy_render_provenance(const hsy_story *story, hsy_buffer *out);
void hsy_render_page_map(const hsy_reading *reading, hsy_buffer *out);

/* "direct", "indirect" or "mixed". */
const char *hsy_render_type(hearsay_type type);

/* A confidence as every form writes it and --min-confidence compares it: 0 to 1000. */
unsigned hsy_render_thousandths(float confidence);

/* At most three digits behind the point, at least one: "0.97", "1.0". */
void hsy_render_confidence(float confidence, hsy_buffer *out);

#endif
