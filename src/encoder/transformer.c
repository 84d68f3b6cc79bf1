/* SPDX-License-Identifier: Apache-2.0 */
/* The transformer over one window: its input, and then the layers. */
#include <string.h>

#include "encoder/parts.h"

/* --- Embeddings ---------------------------------------------------------------------------- */

static hearsay_status check_input(const hsy_encoder *encoder, const uint16_t *pieces, const uint8_t *kase,
                                  const uint8_t *quote, const uint8_t *layout, size_t count, hearsay_error *error) {
    if (count == 0 || count > encoder->positions)
        return hsy_fail(error, HEARSAY_ERROR_ARGUMENT, "a window of %zu pieces where 1 to %zu can be read", count,
                        encoder->positions);
    for (size_t i = 0; i < count; i++)
        if (pieces[i] >= encoder->vocabulary || kase[i] >= HSY_CASES || quote[i] >= HSY_QUOTES ||
            layout[i] >= HSY_LAYOUTS)
            return hsy_fail(error, HEARSAY_ERROR_ARGUMENT,
                            "piece %zu of a window is out of range: id %u, case %u, quote %u, layout %u", i,
                            (unsigned)pieces[i], (unsigned)kase[i], (unsigned)quote[i], (unsigned)layout[i]);
    return HEARSAY_OK;
}

static void embed_word(const hsy_encoder *encoder, size_t id, float *x) {
    size_t width = encoder->width;
    if (encoder->word_floats != NULL) {
        memcpy(x, encoder->word_floats + id * width, width * sizeof *x);
        return;
    }
    const int8_t *row = encoder->word_bytes + id * width;
    float scale = encoder->word_scale[id];
    for (size_t i = 0; i < width; i++)
        x[i] = (float)row[i] * scale;
}

static void embed(hsy_scratch *scratch, const uint16_t *pieces, const uint8_t *kase, const uint8_t *quote,
                  const uint8_t *layout, size_t count) {
    const hsy_encoder *encoder = scratch->encoder;
    size_t width = encoder->width;
    for (size_t row = 0; row < count; row++) {
        float *x = scratch->x + row * width;
        const float *position = encoder->position + row * width;
        const float *case_row = encoder->kase + kase[row] * width;
        const float *quote_row = encoder->quote + quote[row] * width;
        const float *layout_row = encoder->layout + layout[row] * width;
        embed_word(encoder, pieces[row], x);
        for (size_t i = 0; i < width; i++)
            x[i] = x[i] + position[i] + case_row[i] + quote_row[i] + layout_row[i];
    }
    hsy_rows_norm(scratch->x, NULL, count, width, encoder->norm.weight, encoder->norm.bias, encoder->epsilon);
}

hearsay_status hsy_transformer_run(hsy_scratch *scratch, const uint16_t *pieces, const uint8_t *kase,
                                   const uint8_t *quote, const uint8_t *layout, size_t count, hearsay_error *error) {
    const hsy_encoder *encoder = scratch->encoder;
    hearsay_status status = check_input(encoder, pieces, kase, quote, layout, count, error);
    if (status == HEARSAY_OK) status = hsy_scratch_reserve(scratch, count, error);
    if (status != HEARSAY_OK) return status;
    size_t rows = (count + HSY_STEP_ROWS - 1) / HSY_STEP_ROWS * HSY_STEP_ROWS;
    embed(scratch, pieces, kase, quote, layout, count);
    /* Rows that fill the last step must be numbers, though none of them is looked at. */
    memset(scratch->x + count * encoder->width, 0, (rows - count) * encoder->width * sizeof *scratch->x);
    return (encoder->bytes ? hsy_layers_bytes : hsy_layers_floats)(scratch, rows, count, error);
}
