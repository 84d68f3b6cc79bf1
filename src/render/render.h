/* SPDX-License-Identifier: Apache-2.0 */
/* Stage `render`: a read story in, bytes out, in the forms that people and programs take. */
#ifndef HSY_RENDER_RENDER_H
#define HSY_RENDER_RENDER_H

#include "speaker/speaker.h"

/* A story with what the stages made of it. `attributions` and `speakers` are NULL before the story is read. */
typedef struct hsy_reading {
    const hsy_story *story;
    const hsy_attributions *attributions;
    const hsy_speakers *speakers;
    hsy_points points; /* of story->given */
} hsy_reading;

/* A span of the clean text as code points of the given text. */
hearsay_point_span hsy_reading_points(const hsy_reading *reading, hsy_span clean);

/* One line of JSON Lines, with its line break. */
void hsy_render_jsonl(const hsy_reading *reading, hsy_buffer *out);

/* The row of the columns' names, and a story's rows: one an attribution. */
void hsy_render_csv_head(hsy_buffer *out);
void hsy_render_csv(const hsy_reading *reading, hsy_buffer *out);

/* The .ann of brat for a .txt that holds the given text. */
void hsy_render_brat(const hsy_reading *reading, hsy_buffer *out);

/* The text alone, as a line of JSON with what is known of the story, and as Markdown; none needs the story read. */
void hsy_render_text(const hsy_reading *reading, hsy_buffer *out);
void hsy_render_text_json(const hsy_reading *reading, hsy_buffer *out);
void hsy_render_markdown(const hsy_reading *reading, hsy_buffer *out);

/* Makes `view` the reading without the attributions, and their speakers, whose confidence is below `minimum`, 0 to 1.
 * One that stood in the content of one that is left out stands in that of the nearest one around it that is kept; what
 * is known of its source stays as it is. Pieces and names are shared with `reading`, whose attributions are not NULL;
 * the rest lives in `arena`. false: refused. */
bool hsy_render_keep(const hsy_reading *reading, double minimum, hsy_arena *arena, hsy_reading *view);

/* The marked story and below it the ledger as a table. `settings` is not NULL. */
void hsy_render_terminal(const hsy_reading *reading, const hearsay_write_settings *settings, hsy_buffer *out);

#endif
