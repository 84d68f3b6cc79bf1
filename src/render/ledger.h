/* SPDX-License-Identifier: Apache-2.0 */
/* What the cells of the ledger hold. */
#ifndef HSY_RENDER_LEDGER_H
#define HSY_RENDER_LEDGER_H

#include "render/cell.h"
#include "render/render.h"

typedef enum hsy_column {
    HSY_COLUMN_NUMBER,
    HSY_COLUMN_INSIDE,
    HSY_COLUMN_SOURCE,
    HSY_COLUMN_CUE,
    HSY_COLUMN_CONTENT,
    HSY_COLUMN_TYPE,
    HSY_COLUMN_SURE,
    HSY_COLUMNS
} hsy_column;

typedef struct hsy_ledger {
    const hsy_reading *reading; /* its attributions are not NULL */
    hsy_vector spans;           /* hsy_span; scratch */
    hsy_cell cell;              /* the one that was filled last */
} hsy_ledger;

void hsy_render_ledger_init(hsy_ledger *ledger, const hsy_reading *reading, size_t width,
                            const hearsay_allocator *allocator);
void hsy_render_ledger_free(hsy_ledger *ledger);

/* Fills the cell. */
void hsy_render_ledger_head(hsy_ledger *ledger, hsy_column column);
void hsy_render_ledger_cell(hsy_ledger *ledger, size_t row, hsy_column column);

/* Whether a column holds figures, which are set to the right. */
bool hsy_render_ledger_right(hsy_column column);

/* What is known of the source of a row; NULL: the reading describes no sources. */
static inline const hsy_speaker *hsy_render_ledger_speaker(const hsy_ledger *ledger, size_t row) {
    return ledger->reading->speakers == NULL ? NULL : &ledger->reading->speakers->items[row];
}

#endif
