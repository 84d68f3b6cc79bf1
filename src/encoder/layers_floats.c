/* SPDX-License-Identifier: Apache-2.0 */
/* The transformer's layers in floats: BERT with post-norm. */
#include "encoder/parts.h"

hsy_product hsy_scores_product(size_t width, size_t depth, size_t rows) {
    return (hsy_product){.rows = rows,
                         .inner = depth,
                         .columns = rows,
                         .a_stride = width,
                         .b_row_stride = 1,
                         .b_column_stride = width,
                         .c_stride = rows};
}

hsy_product hsy_context_product(size_t width, size_t depth, size_t rows) {
    return (hsy_product){.rows = rows,
                         .inner = rows,
                         .columns = depth,
                         .a_stride = rows,
                         .b_row_stride = width,
                         .b_column_stride = 1,
                         .c_stride = width};
}

/* One head: context = softmax(q k' / sqrt(depth)) v. `rows` are whole steps, of which the first `count` are pieces; the
 * others get no attention, and what they pay does not matter. */
static hearsay_status attend_head(hsy_scratch *scratch, size_t head, size_t rows, size_t count, hearsay_error *error) {
    size_t width = scratch->encoder->width, depth = width / scratch->encoder->heads, at = head * depth;
    const hsy_product scores = hsy_scores_product(width, depth, rows);
    const hsy_product context = hsy_context_product(width, depth, rows);
    hearsay_status status = hsy_products_run(scratch->products, &scores, scratch->query + at, scratch->key + at, NULL,
                                             scratch->scores, error);
    if (status != HEARSAY_OK) return status;
    hsy_rows_exp(scratch->scores, rows, count, rows, scratch->encoder->attention_scale, scratch->inverse);
    status = hsy_products_run(scratch->products, &context, scratch->scores, scratch->value + at, NULL,
                              scratch->context + at, error);
    /* Dividing the `depth` sums is less work than dividing the `count` terms. */
    if (status == HEARSAY_OK) hsy_rows_scale(scratch->context + at, rows, depth, width, scratch->inverse);
    return status;
}

static hearsay_status attend(hsy_scratch *scratch, const hsy_layer *layer, size_t rows, size_t count,
                             hearsay_error *error) {
    hsy_products *products = scratch->products;
    hearsay_status status =
        hsy_dense_steps(products, layer->query, HSY_IDENTITY, scratch->x, rows, scratch->query, error);
    if (status == HEARSAY_OK)
        status = hsy_dense_steps(products, layer->key, HSY_IDENTITY, scratch->x, rows, scratch->key, error);
    if (status == HEARSAY_OK)
        status = hsy_dense_steps(products, layer->value, HSY_IDENTITY, scratch->x, rows, scratch->value, error);
    for (size_t head = 0; head < scratch->encoder->heads && status == HEARSAY_OK; head++)
        status = attend_head(scratch, head, rows, count, error);
    /* The queries have done their work; their room takes the output. */
    if (status == HEARSAY_OK)
        status = hsy_dense_steps(products, layer->output, HSY_IDENTITY, scratch->context, rows, scratch->query, error);
    if (status == HEARSAY_OK)
        hsy_rows_norm(scratch->x, scratch->query, rows, scratch->encoder->width, layer->attention_norm.weight,
                      layer->attention_norm.bias, scratch->encoder->epsilon);
    return status;
}

/* A block at a time, so that the wide middle stays in the cache. */
static hearsay_status widen_and_narrow(hsy_scratch *scratch, const hsy_layer *layer, size_t rows,
                                       hearsay_error *error) {
    size_t width = scratch->encoder->width;
    hearsay_status status = HEARSAY_OK;
    for (size_t start = 0; start < rows && status == HEARSAY_OK; start += HSY_BLOCK_ROWS) {
        size_t block = rows - start < HSY_BLOCK_ROWS ? rows - start : HSY_BLOCK_ROWS;
        float *x = scratch->x + start * width, *y = scratch->context;
        status = hsy_dense_steps(scratch->products, layer->inner, HSY_GELU, x, block, scratch->inner, error);
        if (status == HEARSAY_OK)
            status = hsy_dense_steps(scratch->products, layer->outer, HSY_IDENTITY, scratch->inner, block, y, error);
        if (status == HEARSAY_OK)
            hsy_rows_norm(x, y, block, width, layer->output_norm.weight, layer->output_norm.bias,
                          scratch->encoder->epsilon);
    }
    return status;
}

hearsay_status hsy_layers_floats(hsy_scratch *scratch, size_t rows, size_t count, hearsay_error *error) {
    const hsy_encoder *encoder = scratch->encoder;
    hearsay_status status = HEARSAY_OK;
    for (size_t i = 0; i < encoder->layer_count && status == HEARSAY_OK; i++) {
        status = attend(scratch, &encoder->layers[i], rows, count, error);
        if (status == HEARSAY_OK) status = widen_and_narrow(scratch, &encoder->layers[i], rows, error);
    }
    return status;
}
