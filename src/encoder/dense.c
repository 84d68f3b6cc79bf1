/* SPDX-License-Identifier: Apache-2.0 */
/* Dense layers: loaded, packed for the matrix library, and run. */
#include <string.h>

#include "encoder/parts.h"

/* All that a run needs is in here: it reads the weights file no more. */
struct hsy_dense {
    hearsay_allocator allocator;
    size_t in, out;
    hsy_floats weight; /* packed, or [in, out]: the two strides say which */
    size_t b_row_stride, b_column_stride;
    hsy_floats bias;
};

static void fill_floats(float *to, const int8_t *bytes, const float *scale, size_t rows, size_t columns) {
    for (size_t row = 0; row < rows; row++)
        for (size_t i = 0; i < columns; i++)
            to[row * columns + i] = (float)bytes[row * columns + i] * scale[row];
}

/* The matrix as floats: where they lie in the file, or made from int8 rows in `made`. */
static hearsay_status load_matrix(const hsy_weights *weights, const char *name, const hsy_dense *dense,
                                  hsy_floats *made, const float **matrix, hearsay_error *error) {
    const int8_t *bytes;
    const float *scale;
    hearsay_status status = hsy_weights_matrix(weights, name, dense->out, dense->in, &bytes, &scale, matrix, error);
    if (status != HEARSAY_OK || *matrix != NULL) return status;
    if (!hsy_floats_reserve(made, dense->out * dense->in, &dense->allocator)) return hsy_fail_memory(error);
    fill_floats(made->data, bytes, scale, dense->out, dense->in);
    *matrix = made->data;
    return HEARSAY_OK;
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
    hsy_dense *made = hsy_resize(&from, NULL, sizeof *made);
    if (made == NULL) return hsy_fail_memory(error);
    *made = (hsy_dense){.allocator = from, .in = in, .out = out};
    hsy_floats dequantised = {.memory = NULL};
    const float *matrix;
    hearsay_status status = load_matrix(weights, name, made, &dequantised, &matrix, error);
    if (status == HEARSAY_OK)
        status = hsy_products_pack(matrix, out, in, &from, &made->weight, &made->b_row_stride, &made->b_column_stride,
                                   error);
    hsy_floats_free(&dequantised, &from);
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
    hsy_release(&allocator, dense);
}

hearsay_status hsy_dense_steps(hsy_products *products, const hsy_dense *dense, hsy_activation activation,
                               const float *x, size_t rows, float *y, hearsay_error *error) {
    hsy_product product = {.inner = dense->in,
                           .columns = dense->out,
                           .a_stride = dense->in,
                           .c_stride = dense->out,
                           .b_row_stride = dense->b_row_stride,
                           .b_column_stride = dense->b_column_stride,
                           .bias = true,
                           .activation = activation};
    hearsay_status status = HEARSAY_OK;
    while (rows >= HSY_STEP_ROWS && status == HEARSAY_OK) {
        product.rows = rows >= HSY_BLOCK_ROWS ? HSY_BLOCK_ROWS : HSY_STEP_ROWS;
        status = hsy_products_run(products, &product, x, dense->weight.data, dense->bias.data, y, error);
        x += product.rows * dense->in;
        y += product.rows * dense->out;
        rows -= product.rows;
    }
    return status;
}

/* Fewer rows than a step: filled up with zeros. */
static hearsay_status run_tail(hsy_scratch *scratch, const hsy_dense *dense, hsy_activation activation, const float *x,
                               size_t rows, float *y, hearsay_error *error) {
    size_t in = HSY_STEP_ROWS * dense->in, out = HSY_STEP_ROWS * dense->out;
    if (scratch->tail.count < in + out && !hsy_floats_reserve(&scratch->tail, in + out, &scratch->allocator))
        return hsy_fail_memory(error);
    float *from = scratch->tail.data, *to = from + in;
    memcpy(from, x, rows * dense->in * sizeof *x);
    memset(from + rows * dense->in, 0, (HSY_STEP_ROWS - rows) * dense->in * sizeof *from);
    hearsay_status status = hsy_dense_steps(scratch->products, dense, activation, from, HSY_STEP_ROWS, to, error);
    if (status == HEARSAY_OK) memcpy(y, to, rows * dense->out * sizeof *y);
    return status;
}

hearsay_status hsy_dense_run(hsy_scratch *scratch, const hsy_dense *dense, hsy_activation activation, const float *x,
                             size_t rows, float *y, hearsay_error *error) {
    size_t whole = rows - rows % HSY_STEP_ROWS;
    hearsay_status status = hsy_dense_steps(scratch->products, dense, activation, x, whole, y, error);
    if (status != HEARSAY_OK || whole == rows) return status;
    return run_tail(scratch, dense, activation, x + whole * dense->in, rows - whole, y + whole * dense->out, error);
}
