/* SPDX-License-Identifier: Apache-2.0 */
/* One thread's working memory. */
#include "encoder/parts.h"

static bool allocate_inputs(hsy_scratch *scratch) {
    size_t window = scratch->encoder->window;
    scratch->pieces = hsy_resize(&scratch->allocator, NULL, window * sizeof *scratch->pieces);
    scratch->kase = hsy_resize(&scratch->allocator, NULL, window);
    scratch->quote = hsy_resize(&scratch->allocator, NULL, window);
    scratch->layout = hsy_resize(&scratch->allocator, NULL, window);
    return scratch->pieces != NULL && scratch->kase != NULL && scratch->quote != NULL && scratch->layout != NULL;
}

hearsay_status hsy_scratch_new(const hsy_encoder *encoder, hsy_scratch **scratch, hearsay_error *error) {
    hsy_scratch *made = hsy_resize(&encoder->allocator, NULL, sizeof *made);
    if (made == NULL) return hsy_fail_memory(error);
    *made = (hsy_scratch){.allocator = encoder->allocator, .encoder = encoder};
    hearsay_status status = allocate_inputs(made) ? HEARSAY_OK : hsy_fail_memory(error);
    if (status == HEARSAY_OK) status = hsy_products_new(&made->allocator, &made->products, error);
    if (status != HEARSAY_OK) {
        hsy_scratch_free(made);
        return status;
    }
    *scratch = made;
    return HEARSAY_OK;
}

void hsy_scratch_free(hsy_scratch *scratch) {
    if (scratch == NULL) return;
    hearsay_allocator allocator = scratch->allocator;
    hsy_products_free(scratch->products);
    hsy_floats_free(&scratch->floats, &allocator);
    hsy_floats_free(&scratch->tail, &allocator);
    hsy_release(&allocator, scratch->pieces);
    hsy_release(&allocator, scratch->kase);
    hsy_release(&allocator, scratch->quote);
    hsy_release(&allocator, scratch->layout);
    hsy_release(&allocator, scratch);
}

/* Hands out the next `count` floats: whole cache lines, since all counts are multiples of HSY_STEP_ROWS. */
static float *take(float **rest, size_t count) {
    float *taken = *rest;
    *rest += count;
    return taken;
}

hearsay_status hsy_scratch_reserve(hsy_scratch *scratch, size_t count, hearsay_error *error) {
    const hsy_encoder *encoder = scratch->encoder;
    if (count <= scratch->rows) return HEARSAY_OK;
    size_t rows = (count + HSY_STEP_ROWS - 1) / HSY_STEP_ROWS * HSY_STEP_ROWS;
    size_t states = rows * encoder->width;
    size_t inner = HSY_BLOCK_ROWS * encoder->inner, scores = rows * rows;
    if (!hsy_floats_reserve(&scratch->floats, 5 * states + inner + scores + rows, &scratch->allocator))
        return hsy_fail_memory(error);
    float *rest = scratch->floats.data;
    scratch->x = take(&rest, states);
    scratch->query = take(&rest, states);
    scratch->key = take(&rest, states);
    scratch->value = take(&rest, states);
    scratch->context = take(&rest, states);
    scratch->inner = take(&rest, inner);
    scratch->scores = take(&rest, scores);
    scratch->inverse = take(&rest, rows);
    scratch->rows = rows;
    return HEARSAY_OK;
}
