/* SPDX-License-Identifier: Apache-2.0 */
/* Below the ledger: each source once, with what the story tells of it, and whom the story speaks of. */
#ifndef HSY_RENDER_SOURCES_H
#define HSY_RENDER_SOURCES_H

#include "render/index.h"

/* How many sources there are, and how many of them are anonymous. Attributions without a source count as none. */
typedef struct hsy_source_count {
    size_t sources, anonymous;
} hsy_source_count;

hsy_source_count hsy_render_count_sources(const hsy_index *index, const hsy_speakers *speakers);

/* Whether any attribution of the entry has an anonymous source. */
bool hsy_render_anonymous(const hsy_index *index, hsy_index_entry entry, const hsy_speakers *speakers);

/* `reading` has speakers; `index` is theirs. Each list begins with an empty line; one without entries is left out. */
void hsy_render_sources(const hsy_reading *reading, const hsy_index *index, bool colour, size_t width, hsy_buffer *out);
void hsy_render_about(const hsy_reading *reading, bool colour, size_t width, hsy_buffer *out);

#endif
