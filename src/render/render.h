/* SPDX-License-Identifier: Apache-2.0 */
/* Stage `render`: a read story in, bytes out, in the forms that people and programs take. */
#ifndef HSY_RENDER_RENDER_H
#define HSY_RENDER_RENDER_H

#include "extract/extract.h"

/* A story with what the stages made of it. `attributions` is NULL before the story is read. */
typedef struct hsy_reading {
    const hsy_story *story;
    const hsy_attributions *attributions;
    hsy_points points; /* of story->given */
} hsy_reading;

/* A span of the clean text as code points of the given text. */
hearsay_point_span hsy_reading_points(const hsy_reading *reading, hsy_span clean);

/* One line of JSON Lines, with its line break. */
void hsy_render_jsonl(const hsy_reading *reading, hsy_buffer *out);

/* The marked story and below it the ledger as a table. `settings` is not NULL. */
void hsy_render_terminal(const hsy_reading *reading, const hearsay_write_settings *settings, hsy_buffer *out);

#endif
