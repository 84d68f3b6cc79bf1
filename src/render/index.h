/* SPDX-License-Identifier: Apache-2.0 */
/* Which attributions bear which names: the sources of a story, and those of whom it is spoken. */
#ifndef HSY_RENDER_INDEX_H
#define HSY_RENDER_INDEX_H

#include "render/render.h"

typedef struct hsy_index_row {
    hsy_str name;
    size_t row;
} hsy_index_row;

typedef struct hsy_index_entry {
    size_t first, count; /* in `rows` */
} hsy_index_entry;

typedef struct hsy_index {
    hsy_vector rows;    /* hsy_index_row; those of one name stand together, in the order of the text */
    hsy_vector entries; /* hsy_index_entry, by their first row; that without a name is the last */
} hsy_index;

/* By the names of the speakers; attributions without one share the absent name. */
void hsy_render_index_speakers(const hsy_speakers *speakers, const hearsay_allocator *allocator, hsy_index *index);
/* By the names of those whom the contents speak of. */
void hsy_render_index_about(const hsy_speakers *speakers, const hearsay_allocator *allocator, hsy_index *index);
void hsy_render_index_free(hsy_index *index);

static inline bool hsy_render_index_failed(const hsy_index *index) {
    return index->rows.failed || index->entries.failed;
}

#endif
