/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "encoder/parts.h"
#include "encoder/weights_file.h"

enum { ROWS_MAX = 150 };

static const model_shape TINY = {
    .layers = 1, .width = 8, .heads = 2, .inner = 16, .positions = 32, .window = 32, .overlap = 8, .vocabulary = 20};

static double dense_at(const weights_file *file, const float *x, size_t in, size_t column, hsy_activation activation) {
    const float *weight = file_values(file, "head.weight") + column * in;
    double sum = (double)file_values(file, "head.bias")[column];
    for (size_t i = 0; i < in; i++)
        sum += (double)x[i] * (double)weight[i];
    return activation == HSY_GELU ? sum * 0.5 * (1.0 + erf(sum / sqrt(2.0))) : sum;
}

/* A layer of this shape, run over 1 to ROWS_MAX rows, compared with the plain sum. */
static void check_shape(size_t in, size_t out, bool bytes, hsy_activation activation) {
    running_model model;
    running_start(&model, &TINY);
    weights_file file = {.count = 0};
    file_add(&file, "head.weight", out, in, bytes, 0.0F, 1.0F / sqrtf((float)in));
    file_add(&file, "head.bias", out, 0, false, 0.0F, 1.0F);
    size_t size;
    char *written = file_write(&file, &size);
    hsy_weights *weights;
    hsy_dense *dense;
    assert_int_equal(hsy_weights_open_memory("test", written, size, NULL, &weights, NULL), HEARSAY_OK);
    assert_int_equal(hsy_dense_load(weights, "head", in, out, NULL, &dense, NULL), HEARSAY_OK);
    hsy_weights_free(weights); /* a loaded layer needs the file no more */
    float *x = malloc(ROWS_MAX * in * sizeof *x), *y = malloc(ROWS_MAX * out * sizeof *y);
    assert_true(x != NULL && y != NULL);
    for (size_t i = 0; i < ROWS_MAX * in; i++)
        x[i] = random_float();
    const size_t rows[] = {0, 1, 15, 16, 17, 64, 65, 100, ROWS_MAX};
    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
        assert_int_equal(hsy_dense_run(model.scratch, dense, activation, x, rows[r], y, NULL), HEARSAY_OK);
        for (size_t i = 0; i < rows[r] * out; i++) {
            double wanted = dense_at(&file, x + i / out * in, in, i % out, activation);
            if (fabs((double)y[i] - wanted) > 1e-5)
                fail_msg("[%zu, %zu], row %zu of %zu: %g, not %g", out, in, i / out, rows[r], (double)y[i], wanted);
        }
    }
    free(x);
    free(y);
    free(written);
    hsy_dense_free(dense);
    file_free(&file);
    running_stop(&model);
}

static void a_layer_equals_the_plain_sum_for_wide_and_for_odd_shapes(void **state) {
    (void)state;
    check_shape(128, 64, true, HSY_IDENTITY);
    check_shape(768, 384, true, HSY_GELU);
    check_shape(384, 7, false, HSY_IDENTITY);
    check_shape(33, 1, false, HSY_IDENTITY);
    check_shape(1, 5, true, HSY_GELU);
    check_shape(17, 96, false, HSY_GELU);
}

static void a_row_gives_the_same_bits_wherever_it_stands_and_whatever_is_beside_it(void **state) {
    (void)state;
    running_model model;
    model_shape shape = TINY;
    shape.width = 64;
    shape.inner = 128;
    running_start(&model, &shape);
    const hsy_dense *dense = model.encoder->layers[0].inner;
    float x[ROWS_MAX * 64], y[ROWS_MAX * 128], alone[128];
    for (size_t i = 0; i < ROWS_MAX * 64; i++)
        x[i] = random_float();
    assert_int_equal(hsy_dense_run(model.scratch, dense, HSY_GELU, x, ROWS_MAX, y, NULL), HEARSAY_OK);
    for (size_t row = 0; row < ROWS_MAX; row++) {
        assert_int_equal(hsy_dense_run(model.scratch, dense, HSY_GELU, x + row * 64, 1, alone, NULL), HEARSAY_OK);
        assert_memory_equal(alone, y + row * 128, sizeof alone);
    }
    running_stop(&model);
}

static hearsay_status load_head(weights_file *file, size_t in, size_t out, hearsay_error *error) {
    size_t size;
    char *written = file_write(file, &size);
    hsy_weights *weights;
    hsy_dense *dense = NULL;
    assert_int_equal(hsy_weights_open_memory("a.safetensors", written, size, NULL, &weights, NULL), HEARSAY_OK);
    hearsay_status status = hsy_dense_load(weights, "head", in, out, NULL, &dense, error);
    hsy_dense_free(dense);
    hsy_weights_free(weights);
    free(written);
    file_free(file);
    return status;
}

static void a_layer_of_another_shape_or_without_its_bias_is_refused(void **state) {
    (void)state;
    hearsay_error error;
    weights_file file = {.count = 0};
    file_add(&file, "head.weight", 4, 6, false, 0, 1);
    file_add(&file, "head.bias", 4, 0, false, 0, 1);
    assert_int_equal(load_head(&file, 4, 6, &error), HEARSAY_ERROR_MODEL);
    assert_string_equal(error.message, "a.safetensors: tensor head.weight does not have the shape [6, 4]");
    file_add(&file, "head.weight", 4, 6, true, 0, 1);
    file_add(&file, "head.bias", 3, 0, false, 0, 1);
    assert_int_equal(load_head(&file, 6, 4, &error), HEARSAY_ERROR_MODEL);
    assert_string_equal(error.message, "a.safetensors: tensor head.bias does not have the shape [4]");
    file_add(&file, "head.weight", 4, 6, false, 0, 1);
    assert_int_equal(load_head(&file, 6, 4, &error), HEARSAY_ERROR_MODEL);
    assert_string_equal(error.message, "a.safetensors: tensor head.bias is missing");
    file_add(&file, "head.bias", 4, 0, false, 0, 1);
    assert_int_equal(load_head(&file, 6, 4, &error), HEARSAY_ERROR_MODEL);
    assert_string_equal(error.message, "a.safetensors: tensor head.weight is missing");
}

static void a_weight_that_is_no_number_is_refused(void **state) {
    (void)state;
    hearsay_error error;
    weights_file file = {.count = 0};
    file_add(&file, "head.weight", 4, 6, false, 0, 1)->values[5] = NAN;
    file_add(&file, "head.bias", 4, 0, false, 0, 1);
    assert_int_equal(load_head(&file, 6, 4, &error), HEARSAY_ERROR_MODEL);
    assert_string_equal(error.message, "a.safetensors: tensor head.weight holds a number that is not finite");
    file_add(&file, "head.weight", 4, 6, false, 0, 1);
    file_add(&file, "head.bias", 4, 0, false, 0, 1)->values[3] = INFINITY;
    assert_int_equal(load_head(&file, 6, 4, &error), HEARSAY_ERROR_MODEL);
    assert_string_equal(error.message, "a.safetensors: tensor head.bias holds a number that is not finite");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_layer_equals_the_plain_sum_for_wide_and_for_odd_shapes),
        cmocka_unit_test(a_row_gives_the_same_bits_wherever_it_stands_and_whatever_is_beside_it),
        cmocka_unit_test(a_layer_of_another_shape_or_without_its_bias_is_refused),
        cmocka_unit_test(a_weight_that_is_no_number_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
