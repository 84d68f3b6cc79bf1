/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The transformer's layers in bytes: the products in int8, what stands between them in floats. The residual stream, x,
 * stays in floats, with its quantised rows beside it for the next product. Everything is done a block of rows at a
 * time, so that what a step leaves for the next is still in the cache.
 */
#include "encoder/parts.h"

/* One layer over one window: `length` rows, whole steps, of which `count` are pieces. */
typedef struct layer_run {
    hsy_scratch *scratch;
    const hsy_encoder *encoder;
    const hsy_kernels *kernels;
    const hsy_layer *layer;
    size_t length, count;
    size_t head; /* whose attention it is */
    hearsay_error *error;
} layer_run;

typedef hearsay_status block_step(const layer_run *run, size_t start, size_t rows);

static hearsay_status by_blocks(const layer_run *run, size_t most, block_step *step) {
    hearsay_status status = HEARSAY_OK;
    for (size_t start = 0; start < run->length && status == HEARSAY_OK; start += most)
        status = step(run, start, run->length - start < most ? run->length - start : most);
    return status;
}

/* The sums of a layer's matrix with `x`, in scratch->bytes.sums. */
static hearsay_status sums_of(const layer_run *run, const hsy_dense *dense, const uint8_t *x, size_t rows) {
    return hsy_dense_sums(run->scratch->products, dense, x, rows, run->scratch->bytes.sums, run->error);
}

/* --- Attention ------------------------------------------------------------------------------------ */

/* Queries and keys in bytes; values in floats, until all of them are there. */
static hearsay_status project(const layer_run *run, size_t start, size_t rows) {
    const hsy_byte_scratch *bytes = &run->scratch->bytes;
    const hsy_scales query = hsy_dense_scales(run->layer->query), key = hsy_dense_scales(run->layer->key);
    const hsy_scales value = hsy_dense_scales(run->layer->value);
    size_t width = run->encoder->width, depth = width / run->encoder->heads;
    const uint8_t *x = bytes->x + start * width;
    const float *x_scale = bytes->x_scale + start;
    hearsay_status status = sums_of(run, run->layer->query, x, rows);
    if (status != HEARSAY_OK) return status;
    run->kernels->quantise_queries(bytes->sums, rows, width, depth, x_scale, &query, run->length,
                                   bytes->query + start * depth, bytes->query_scale + start);
    status = sums_of(run, run->layer->key, x, rows);
    if (status != HEARSAY_OK) return status;
    run->kernels->quantise_keys(bytes->sums, rows, width, depth, x_scale, &key, hsy_cpu_top(run->encoder->cpu),
                                run->length, bytes->key + start * depth, bytes->key_scale + start,
                                bytes->key_offset + start);
    status = sums_of(run, run->layer->value, x, rows);
    if (status == HEARSAY_OK)
        run->kernels->dequantise(bytes->sums, rows, width, x_scale, &value, run->scratch->value + start * width);
    return status;
}

/* The queries of one head over all keys: softmax(q k' / sqrt(depth)) v, to scratch->context. */
static hearsay_status attend_head(const layer_run *run, size_t start, size_t rows) {
    hsy_scratch *scratch = run->scratch;
    const hsy_byte_scratch *bytes = &scratch->bytes;
    size_t width = run->encoder->width, depth = width / run->encoder->heads, length = run->length;
    size_t first = run->head * length;         /* of the head's queries, keys and values */
    const float to_power_of_two = 1.44269504F; /* exp(x) = 2^(x / ln 2) */
    const hsy_product scores = {.bytes = true,
                                .rows = rows,
                                .inner = depth,
                                .columns = length,
                                .a_stride = depth,
                                .b_row_stride = 1,
                                .b_column_stride = depth,
                                .c_stride = length};
    const hsy_product context = {.bytes = true,
                                 .rows = rows,
                                 .inner = length,
                                 .columns = depth,
                                 .a_stride = length,
                                 .b_row_stride = depth,
                                 .b_column_stride = 1,
                                 .c_stride = depth};
    hearsay_status status = hsy_products_run(scratch->products, &scores, bytes->query + (first + start) * depth,
                                             bytes->key + first * depth, NULL, bytes->sums, run->error);
    if (status != HEARSAY_OK) return status;
    run->kernels->softmax(bytes->sums, rows, length, bytes->query_scale + first + start,
                          run->encoder->attention_scale * to_power_of_two, bytes->key_scale + first,
                          bytes->key_offset + first, bytes->weights, scratch->inverse);
    status = hsy_products_run(scratch->products, &context, bytes->weights, bytes->value + first * depth, NULL,
                              bytes->sums, run->error);
    if (status == HEARSAY_OK)
        run->kernels->scale_context(bytes->sums, rows, depth, scratch->inverse, bytes->value_scale + run->head * depth,
                                    scratch->context + start * width + run->head * depth, width);
    return status;
}

/* What the heads have brought together, added to x. */
static hearsay_status add_context(const layer_run *run, size_t start, size_t rows) {
    const hsy_byte_scratch *bytes = &run->scratch->bytes;
    const hsy_scales scales = hsy_dense_scales(run->layer->output);
    const hsy_norm *norm = &run->layer->attention_norm;
    size_t width = run->encoder->width;
    run->kernels->quantise(run->scratch->context + start * width, rows, width, bytes->context, bytes->context_scale);
    hearsay_status status = sums_of(run, run->layer->output, bytes->context, rows);
    if (status == HEARSAY_OK)
        run->kernels->add_norm_quantise(run->scratch->x + start * width, bytes->sums, rows, width, bytes->context_scale,
                                        &scales, norm->weight, norm->bias, run->encoder->epsilon,
                                        bytes->x + start * width, bytes->x_scale + start);
    return status;
}

/* The rows that only fill the last step are no keys. */
static void drop_keys(const layer_run *run) {
    const hsy_byte_scratch *bytes = &run->scratch->bytes;
    for (size_t head = 0; head < run->encoder->heads; head++)
        for (size_t row = run->count; row < run->length; row++) {
            bytes->key_scale[head * run->length + row] = 0;
            bytes->key_offset[head * run->length + row] = HSY_NO_KEY;
        }
}

static hearsay_status attend(layer_run *run) {
    const hsy_byte_scratch *bytes = &run->scratch->bytes;
    size_t width = run->encoder->width, depth = width / run->encoder->heads;
    hearsay_status status = by_blocks(run, HSY_BYTE_ROWS, project);
    if (status != HEARSAY_OK) return status;
    drop_keys(run);
    run->kernels->quantise_values(run->scratch->value, run->count, run->length, width, depth,
                                  hsy_cpu_top(run->encoder->cpu), bytes->value, bytes->value_scale);
    for (run->head = 0; run->head < run->encoder->heads && status == HEARSAY_OK; run->head++)
        status = by_blocks(run, HSY_ATTENTION_ROWS, attend_head);
    return status == HEARSAY_OK ? by_blocks(run, HSY_BYTE_ROWS, add_context) : status;
}

/* --- The feed-forward part -------------------------------------------------------------------- */

static hearsay_status widen_and_narrow(const layer_run *run, size_t start, size_t rows) {
    const hsy_byte_scratch *bytes = &run->scratch->bytes;
    const hsy_scales inner = hsy_dense_scales(run->layer->inner), outer = hsy_dense_scales(run->layer->outer);
    const hsy_norm *norm = &run->layer->output_norm;
    size_t width = run->encoder->width;
    uint8_t *x = bytes->x + start * width;
    float *x_scale = bytes->x_scale + start;
    hearsay_status status = sums_of(run, run->layer->inner, x, rows);
    if (status != HEARSAY_OK) return status;
    run->kernels->gelu_quantise(bytes->sums, rows, run->encoder->inner, x_scale, &inner, bytes->inner,
                                bytes->inner_scale);
    status = sums_of(run, run->layer->outer, bytes->inner, rows);
    if (status == HEARSAY_OK)
        run->kernels->add_norm_quantise(run->scratch->x + start * width, bytes->sums, rows, width, bytes->inner_scale,
                                        &outer, norm->weight, norm->bias, run->encoder->epsilon, x, x_scale);
    return status;
}

hearsay_status hsy_layers_bytes(hsy_scratch *scratch, size_t rows, size_t count, hearsay_error *error) {
    const hsy_encoder *encoder = scratch->encoder;
    const hsy_byte_scratch *bytes = &scratch->bytes;
    layer_run run = {.scratch = scratch,
                     .encoder = encoder,
                     .kernels = hsy_cpu_kernels(encoder->cpu),
                     .length = rows,
                     .count = count,
                     .error = error};
    run.kernels->quantise(scratch->x, rows, encoder->width, bytes->x, bytes->x_scale);
    hearsay_status status = HEARSAY_OK;
    for (size_t i = 0; i < encoder->layer_count && status == HEARSAY_OK; i++) {
        run.layer = &encoder->layers[i];
        status = attend(&run);
        if (status == HEARSAY_OK) status = by_blocks(&run, HSY_BYTE_ROWS, widen_and_narrow);
    }
    return status;
}
