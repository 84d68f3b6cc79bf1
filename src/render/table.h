/* SPDX-License-Identifier: Apache-2.0 */
/* The ledger of one story as a table that fits the width. */
#ifndef HSY_RENDER_TABLE_H
#define HSY_RENDER_TABLE_H

#include "render/render.h"

/* `width` is at least 40; the reading's attributions are not NULL. */
void hsy_render_table(const hsy_reading *reading, bool colour, size_t width, hsy_buffer *out);

#endif
