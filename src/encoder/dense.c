/* SPDX-License-Identifier: Apache-2.0 */
/* Dense layers: loaded, packed for the matrix library, and run. */
#include <math.h>
#include <string.h>

#include "encoder/parts.h"

/* --- Loading ---------------------------------------------------------------------------------- */

/* An int8 layer needs int8 rows in the file, a processor for them, and sizes that the kernels can take. */
static bool in_bytes(const hsy_dense *dense, const int8_t *bytes) {
    return bytes != NULL && hsy_cpu_kernels(dense->cpu) != NULL && dense->in % HSY_LANES == 0 &&
           dense->out % HSY_LANES == 0;
}

/* What makes floats of the sums: see hsy_scales. `share`: the rows' largest byte over 127. */
static bool fill_scales(hsy_dense *dense, const int8_t *rows, const float *scale, float share) {
    if (!hsy_floats_reserve(&dense->scale, dense->out, &dense->allocator) ||
        !hsy_floats_reserve(&dense->offset, dense->out, &dense->allocator))
        return false;
    for (size_t row = 0; row < dense->out; row++, rows += dense->in) {
        int32_t sum = 0;
        for (size_t i = 0; i < dense->in; i++)
            sum += rows[i];
        sum *= -HSY_ZERO;
        dense->scale.data[row] = scale[row] / share;
        memcpy(&dense->offset.data[row], &sum, sizeof sum);
    }
    return true;
}

/* The rows with `share` of their size, for the caller to release; NULL where there is no memory. */
static int8_t *narrowed(const hsy_dense *dense, const int8_t *bytes, float share) {
    int8_t *narrow = hsy_resize(&dense->allocator, NULL, dense->in * dense->out);
    int8_t of_byte[256];
    for (int byte = -128; byte < 128; byte++) {
        float value = (float)byte * share;
        of_byte[(uint8_t)byte] = (int8_t)(value < 0 ? value - 0.5F : value + 0.5F);
    }
    for (size_t i = 0; narrow != NULL && i < dense->in * dense->out; i++)
        narrow[i] = of_byte[(uint8_t)bytes[i]];
    return narrow;
}

static hearsay_status load_bytes(hsy_dense *dense, const int8_t *bytes, const float *scale, hearsay_error *error) {
    float share = hsy_cpu_top(dense->cpu) / 127.0F;
    int8_t *narrow = NULL;
    dense->bytes = true;
    if (share < 1) {
        narrow = narrowed(dense, bytes, share);
        if (narrow == NULL) return hsy_fail_memory(error);
        bytes = narrow;
    }
    hearsay_status status = fill_scales(dense, bytes, scale, share) ? HEARSAY_OK : hsy_fail_memory(error);
    if (status == HEARSAY_OK)
        status = hsy_products_pack(dense->cpu, true, bytes, dense->out, dense->in, &dense->allocator, &dense->weight,
                                   &dense->b_row_stride, &dense->b_column_stride, error);
    hsy_release(&dense->allocator, narrow);
    return status;
}

static void fill_floats(float *to, const int8_t *bytes, const float *scale, size_t rows, size_t columns) {
    for (size_t row = 0; row < rows; row++)
        for (size_t i = 0; i < columns; i++)
            to[row * columns + i] = (float)bytes[row * columns + i] * scale[row];
}

/* The matrix as floats: where they lie in the file, or made from its int8 rows. */
static hearsay_status load_floats(hsy_dense *dense, const int8_t *bytes, const float *scale, const float *floats,
                                  hearsay_error *error) {
    hsy_floats dequantised = {.memory = NULL};
    if (floats == NULL) {
        if (!hsy_floats_reserve(&dequantised, dense->out * dense->in, &dense->allocator)) return hsy_fail_memory(error);
        fill_floats(dequantised.data, bytes, scale, dense->out, dense->in);
        floats = dequantised.data;
    }
    hearsay_status status = hsy_products_pack(dense->cpu, false, floats, dense->out, dense->in, &dense->allocator,
                                              &dense->weight, &dense->b_row_stride, &dense->b_column_stride, error);
    hsy_floats_free(&dequantised, &dense->allocator);
    return status;
}

static hearsay_status load_matrix(const hsy_weights *weights, const char *name, hsy_dense *dense,
                                  hearsay_error *error) {
    const int8_t *bytes;
    const float *scale, *floats;
    hearsay_status status = hsy_weights_matrix(weights, name, dense->out, dense->in, &bytes, &scale, &floats, error);
    if (status != HEARSAY_OK) return status;
    if (in_bytes(dense, bytes)) return load_bytes(dense, bytes, scale, error);
    return load_floats(dense, bytes, scale, floats, error);
}

static hearsay_status load_bias(const hsy_weights *weights, const char *name, hsy_dense *dense, hearsay_error *error) {
    const float *bias;
    char full[256];
    hearsay_status status = hsy_weights_part(weights, name, "bias", full, sizeof full, error);
    if (status == HEARSAY_OK) status = hsy_weights_floats(weights, full, dense->out, 0, &bias, error);
    if (status != HEARSAY_OK) return status;
    if (!hsy_floats_reserve(&dense->bias, dense->out, &dense->allocator)) return hsy_fail_memory(error);
    memcpy(dense->bias.data, bias, dense->out * sizeof *bias);
    return HEARSAY_OK;
}

hearsay_status hsy_dense_load(const hsy_weights *weights, const char *name, size_t in, size_t out,
                              const hearsay_allocator *allocator, hsy_dense **dense, hearsay_error *error) {
    hearsay_allocator from = hsy_allocator_or_default(allocator);
    hsy_cpu cpu;
    hearsay_status status = hsy_cpu_choose(&cpu, error);
    if (status != HEARSAY_OK) return status;
    hsy_dense *made = hsy_resize(&from, NULL, sizeof *made);
    if (made == NULL) return hsy_fail_memory(error);
    *made = (hsy_dense){.allocator = from, .cpu = cpu, .in = in, .out = out};
    status = load_matrix(weights, name, made, error);
    if (status == HEARSAY_OK) status = load_bias(weights, name, made, error);
    if (status != HEARSAY_OK) {
        hsy_dense_free(made);
        return status;
    }
    *dense = made;
    return HEARSAY_OK;
}

void hsy_dense_free(hsy_dense *dense) {
    if (dense == NULL) return;
    hearsay_allocator allocator = dense->allocator;
    hsy_floats_free(&dense->weight, &allocator);
    hsy_floats_free(&dense->bias, &allocator);
    hsy_floats_free(&dense->scale, &allocator);
    hsy_floats_free(&dense->offset, &allocator);
    hsy_release(&allocator, dense);
}

hsy_scales hsy_dense_scales(const hsy_dense *dense) {
    return (hsy_scales){.scale = dense->scale.data,
                        .bias = dense->bias.data,
                        .offset = (const int32_t *)(const void *)dense->offset.data};
}

/* --- Running ---------------------------------------------------------------------------------- */

static hsy_product product_of(const hsy_dense *dense, hsy_activation activation) {
    return (hsy_product){.bytes = dense->bytes,
                         .inner = dense->in,
                         .columns = dense->out,
                         .a_stride = dense->in,
                         .b_row_stride = dense->b_row_stride,
                         .b_column_stride = dense->b_column_stride,
                         .c_stride = dense->out,
                         .bias = !dense->bytes,
                         .activation = dense->bytes ? HSY_IDENTITY : activation};
}

static size_t rows_at_once(const hsy_dense *dense, size_t rows) {
    if (dense->bytes) return rows < HSY_BYTE_ROWS ? rows / HSY_STEP_ROWS * HSY_STEP_ROWS : HSY_BYTE_ROWS;
    return rows < HSY_BLOCK_ROWS ? HSY_STEP_ROWS : HSY_BLOCK_ROWS;
}

/* Whole steps of rows, in blocks as long as there are; sizes in bytes from one row to the next. */
static hearsay_status run_steps(hsy_products *products, const hsy_dense *dense, hsy_activation activation,
                                const char *x, size_t x_row, size_t rows, char *y, size_t y_row, hearsay_error *error) {
    hsy_product product = product_of(dense, activation);
    hearsay_status status = HEARSAY_OK;
    while (rows >= HSY_STEP_ROWS && status == HEARSAY_OK) {
        product.rows = rows_at_once(dense, rows);
        status = hsy_products_run(products, &product, x, dense->weight.data, dense->bytes ? NULL : dense->bias.data, y,
                                  error);
        x += product.rows * x_row;
        y += product.rows * y_row;
        rows -= product.rows;
    }
    return status;
}

hearsay_status hsy_dense_steps(hsy_products *products, const hsy_dense *dense, hsy_activation activation,
                               const float *x, size_t rows, float *y, hearsay_error *error) {
    return run_steps(products, dense, activation, (const char *)x, dense->in * sizeof *x, rows, (char *)y,
                     dense->out * sizeof *y, error);
}

hearsay_status hsy_dense_sums(hsy_products *products, const hsy_dense *dense, const uint8_t *x, size_t rows,
                              int32_t *sums, hearsay_error *error) {
    return run_steps(products, dense, HSY_IDENTITY, (const char *)x, dense->in, rows, (char *)sums,
                     dense->out * sizeof *sums, error);
}

/* Room for `bytes` bytes in the scratch's small change. */
static bool tail_reserve(hsy_scratch *scratch, size_t bytes) {
    size_t floats = (bytes + sizeof(float) - 1) / sizeof(float);
    return scratch->tail.count >= floats || hsy_floats_reserve(&scratch->tail, floats, &scratch->allocator);
}

/* Fewer rows than a step: filled up with zeros. */
static hearsay_status run_tail(hsy_scratch *scratch, const hsy_dense *dense, hsy_activation activation, const float *x,
                               size_t rows, float *y, hearsay_error *error) {
    size_t in = HSY_STEP_ROWS * dense->in, out = HSY_STEP_ROWS * dense->out;
    if (!tail_reserve(scratch, (in + out) * sizeof *x)) return hsy_fail_memory(error);
    float *from = scratch->tail.data, *to = from + in;
    memcpy(from, x, rows * dense->in * sizeof *x);
    memset(from + rows * dense->in, 0, (HSY_STEP_ROWS - rows) * dense->in * sizeof *from);
    hearsay_status status = hsy_dense_steps(scratch->products, dense, activation, from, HSY_STEP_ROWS, to, error);
    if (status == HEARSAY_OK) memcpy(y, to, rows * dense->out * sizeof *y);
    return status;
}

static hearsay_status run_floats(hsy_scratch *scratch, const hsy_dense *dense, hsy_activation activation,
                                 const float *x, size_t rows, float *y, hearsay_error *error) {
    size_t whole = rows - rows % HSY_STEP_ROWS;
    hearsay_status status = hsy_dense_steps(scratch->products, dense, activation, x, whole, y, error);
    if (status != HEARSAY_OK || whole == rows) return status;
    return run_tail(scratch, dense, activation, x + whole * dense->in, rows - whole, y + whole * dense->out, error);
}

/* A block of rows at a time; the rows that fill up the last step are of bytes that stand for 0. */
static hearsay_status run_bytes(hsy_scratch *scratch, const hsy_dense *dense, hsy_activation activation, const float *x,
                                size_t rows, float *y, hearsay_error *error) {
    const hsy_kernels *kernels = hsy_cpu_kernels(dense->cpu);
    const hsy_scales scales = hsy_dense_scales(dense);
    size_t bytes = HSY_BYTE_ROWS * dense->in, sums = HSY_BYTE_ROWS * dense->out;
    if (!tail_reserve(scratch, bytes + (sums + HSY_BYTE_ROWS) * sizeof(float))) return hsy_fail_memory(error);
    int32_t *sum = (int32_t *)(void *)scratch->tail.data;
    float *scale = scratch->tail.data + sums;
    uint8_t *quantised = (uint8_t *)(void *)(scale + HSY_BYTE_ROWS);
    hearsay_status status = HEARSAY_OK;
    for (size_t start = 0; start < rows && status == HEARSAY_OK; start += HSY_BYTE_ROWS) {
        size_t block = rows - start < HSY_BYTE_ROWS ? rows - start : HSY_BYTE_ROWS;
        size_t filled = (block + HSY_STEP_ROWS - 1) / HSY_STEP_ROWS * HSY_STEP_ROWS;
        kernels->quantise(x + start * dense->in, block, dense->in, quantised, scale);
        memset(quantised + block * dense->in, HSY_ZERO, (filled - block) * dense->in);
        status = hsy_dense_sums(scratch->products, dense, quantised, filled, sum, error);
        if (status != HEARSAY_OK) break;
        kernels->dequantise(sum, block, dense->out, scale, &scales, y + start * dense->out);
        if (activation == HSY_GELU) kernels->gelu(y + start * dense->out, block * dense->out);
    }
    return status;
}

void hsy_gelu_run(const hsy_scratch *scratch, float *x, size_t count) {
    const hsy_kernels *kernels = hsy_cpu_kernels(scratch->encoder->cpu);
    size_t whole = kernels == NULL ? 0 : count - count % HSY_LANES;
    if (whole > 0) kernels->gelu(x, whole);
    for (size_t i = whole; i < count; i++)
        x[i] = 0.5F * x[i] * (1.0F + erff(x[i] * 0.70710678F));
}

hearsay_status hsy_dense_run(hsy_scratch *scratch, const hsy_dense *dense, hsy_activation activation, const float *x,
                             size_t rows, float *y, hearsay_error *error) {
    return (dense->bytes ? run_bytes : run_floats)(scratch, dense, activation, x, rows, y, error);
}
