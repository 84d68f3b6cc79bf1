/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The transformer's layers in bytes: the products in int8, what stands between them in floats. The residual stream, x,
 * stays in floats, with its quantised rows beside it for the next product.
 */
#include "encoder/parts.h"

/* --- Queries, keys and values ------------------------------------------------------------------- */

/* A block of rows of a projection, as floats. */
static hearsay_status project(hsy_scratch *scratch, const hsy_dense *dense, size_t start, size_t rows, float *y,
                              hearsay_error *error) {
    const hsy_byte_scratch *bytes = &scratch->bytes;
    const hsy_scales scales = hsy_dense_scales(dense);
    hearsay_status status =
        hsy_dense_sums(scratch->products, dense, bytes->x + start * dense->in, rows, bytes->sums, error);
    if (status == HEARSAY_OK)
        hsy_cpu_kernels(dense->cpu)->dequantise(bytes->sums, rows, dense->out, bytes->x_scale + start, &scales, y);
    return status;
}

/* Fills query, key and value; scratch->query is the floats' way station, scratch->value theirs until all are there. */
static hearsay_status project_all(hsy_scratch *scratch, const hsy_layer *layer, size_t rows, size_t count,
                                  hearsay_error *error) {
    const hsy_encoder *encoder = scratch->encoder;
    const hsy_kernels *kernels = hsy_cpu_kernels(encoder->cpu);
    const hsy_byte_scratch *bytes = &scratch->bytes;
    size_t width = encoder->width, heads = encoder->heads, depth = width / heads;
    float top = hsy_cpu_top(encoder->cpu), *floats = scratch->query;
    hearsay_status status = HEARSAY_OK;
    for (size_t start = 0; start < rows && status == HEARSAY_OK; start += HSY_BYTE_ROWS) {
        size_t block = rows - start < HSY_BYTE_ROWS ? rows - start : HSY_BYTE_ROWS;
        status = project(scratch, layer->query, start, block, floats, error);
        if (status != HEARSAY_OK) break;
        kernels->quantise(floats, block * heads, depth, bytes->query + start * width,
                          bytes->query_scale + start * heads);
        status = project(scratch, layer->key, start, block, floats, error);
        if (status != HEARSAY_OK) break;
        kernels->quantise_keys(floats, block, width, depth, top, bytes->key + start * width, rows,
                               bytes->key_scale + start, bytes->key_offset + start);
        status = project(scratch, layer->value, start, block, scratch->value + start * width, error);
    }
    if (status == HEARSAY_OK)
        kernels->quantise_values(scratch->value, count, rows, width, depth, top, bytes->value, bytes->value_scale);
    return status;
}

/* --- Attention ------------------------------------------------------------------------------------ */

/* A block of `block` queries of one head, over the window's `rows` keys: softmax(q k' / sqrt(depth)) v. */
static hearsay_status attend_block(hsy_scratch *scratch, size_t head, size_t start, size_t block, size_t rows,
                                   size_t count, hearsay_error *error) {
    const hsy_encoder *encoder = scratch->encoder;
    const hsy_kernels *kernels = hsy_cpu_kernels(encoder->cpu);
    const hsy_byte_scratch *bytes = &scratch->bytes;
    size_t width = encoder->width, heads = encoder->heads, depth = width / heads, at = head * depth;
    const float to_power_of_two = 1.44269504F; /* exp(x) = 2^(x / ln 2) */
    const hsy_product scores = {.bytes = true,
                                .rows = block,
                                .inner = depth,
                                .columns = rows,
                                .a_stride = width,
                                .b_row_stride = 1,
                                .b_column_stride = width,
                                .c_stride = rows};
    const hsy_product context = {.bytes = true,
                                 .rows = block,
                                 .inner = rows,
                                 .columns = depth,
                                 .a_stride = rows,
                                 .b_row_stride = depth,
                                 .b_column_stride = 1,
                                 .c_stride = depth};
    hearsay_status status = hsy_products_run(scratch->products, &scores, bytes->query + start * width + at,
                                             bytes->key + at, NULL, bytes->sums, error);
    if (status != HEARSAY_OK) return status;
    kernels->softmax(bytes->sums, block, count, rows, bytes->query_scale + start * heads + head, heads,
                     encoder->attention_scale * to_power_of_two, bytes->key_scale + head * rows,
                     bytes->key_offset + head * rows, bytes->weights, scratch->inverse);
    status = hsy_products_run(scratch->products, &context, bytes->weights, bytes->value + at * rows, NULL, bytes->sums,
                              error);
    /* The queries' floats have done their work; their room takes the context. */
    if (status == HEARSAY_OK)
        kernels->scale_context(bytes->sums, block, depth, scratch->inverse, bytes->value_scale + at,
                               scratch->query + start * width + at, width);
    return status;
}

static hearsay_status attend(hsy_scratch *scratch, const hsy_layer *layer, size_t rows, size_t count,
                             hearsay_error *error) {
    const hsy_encoder *encoder = scratch->encoder;
    const hsy_kernels *kernels = hsy_cpu_kernels(encoder->cpu);
    const hsy_byte_scratch *bytes = &scratch->bytes;
    const hsy_scales scales = hsy_dense_scales(layer->output);
    size_t width = encoder->width;
    hearsay_status status = project_all(scratch, layer, rows, count, error);
    for (size_t head = 0; head < encoder->heads && status == HEARSAY_OK; head++)
        for (size_t start = 0; start < rows && status == HEARSAY_OK; start += HSY_BYTE_ROWS) {
            size_t block = rows - start < HSY_BYTE_ROWS ? rows - start : HSY_BYTE_ROWS;
            status = attend_block(scratch, head, start, block, rows, count, error);
        }
    for (size_t start = 0; start < rows && status == HEARSAY_OK; start += HSY_BYTE_ROWS) {
        size_t block = rows - start < HSY_BYTE_ROWS ? rows - start : HSY_BYTE_ROWS;
        kernels->quantise(scratch->query + start * width, block, width, bytes->context, bytes->context_scale);
        status = hsy_dense_sums(scratch->products, layer->output, bytes->context, block, bytes->sums, error);
        if (status == HEARSAY_OK)
            kernels->add_norm_quantise(scratch->x + start * width, bytes->sums, block, width, bytes->context_scale,
                                       &scales, layer->attention_norm.weight, layer->attention_norm.bias,
                                       encoder->epsilon, bytes->x + start * width, bytes->x_scale + start);
    }
    return status;
}

/* --- The feed-forward part -------------------------------------------------------------------- */

/* A block at a time, so that the wide middle stays in the cache. */
static hearsay_status widen_and_narrow(hsy_scratch *scratch, const hsy_layer *layer, size_t rows,
                                       hearsay_error *error) {
    const hsy_encoder *encoder = scratch->encoder;
    const hsy_kernels *kernels = hsy_cpu_kernels(encoder->cpu);
    const hsy_byte_scratch *bytes = &scratch->bytes;
    const hsy_scales inner = hsy_dense_scales(layer->inner), outer = hsy_dense_scales(layer->outer);
    size_t width = encoder->width;
    hearsay_status status = HEARSAY_OK;
    for (size_t start = 0; start < rows && status == HEARSAY_OK; start += HSY_BYTE_ROWS) {
        size_t block = rows - start < HSY_BYTE_ROWS ? rows - start : HSY_BYTE_ROWS;
        uint8_t *x = bytes->x + start * width;
        float *scale = bytes->x_scale + start;
        status = hsy_dense_sums(scratch->products, layer->inner, x, block, bytes->sums, error);
        if (status != HEARSAY_OK) break;
        kernels->gelu_quantise(bytes->sums, block, encoder->inner, scale, &inner, bytes->inner, bytes->inner_scale);
        status = hsy_dense_sums(scratch->products, layer->outer, bytes->inner, block, bytes->sums, error);
        if (status == HEARSAY_OK)
            kernels->add_norm_quantise(scratch->x + start * width, bytes->sums, block, width, bytes->inner_scale,
                                       &outer, layer->output_norm.weight, layer->output_norm.bias, encoder->epsilon, x,
                                       scale);
    }
    return status;
}

hearsay_status hsy_layers_bytes(hsy_scratch *scratch, size_t rows, size_t count, hearsay_error *error) {
    const hsy_encoder *encoder = scratch->encoder;
    const hsy_byte_scratch *bytes = &scratch->bytes;
    hsy_cpu_kernels(encoder->cpu)->quantise(scratch->x, rows, encoder->width, bytes->x, bytes->x_scale);
    hearsay_status status = HEARSAY_OK;
    for (size_t i = 0; i < encoder->layer_count && status == HEARSAY_OK; i++) {
        status = attend(scratch, &encoder->layers[i], rows, count, error);
        if (status == HEARSAY_OK) status = widen_and_narrow(scratch, &encoder->layers[i], rows, error);
    }
    return status;
}
