/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "encoder/parts.h"
#include "encoder/weights_file.h"

enum { WIDTH_MAX = 80, ROWS = 3 };

static void assert_close(double found, double wanted, double allowed) {
    if (!(fabs(found - wanted) <= allowed)) fail_msg("%.9g where %.9g was wanted", found, wanted);
}

static void norm_equals_its_definition_at_every_width(void **state) {
    (void)state;
    for (size_t width = 1; width <= WIDTH_MAX; width++) {
        float x[ROWS * WIDTH_MAX], y[ROWS * WIDTH_MAX], weight[WIDTH_MAX], bias[WIDTH_MAX];
        double sum[ROWS * WIDTH_MAX];
        for (size_t i = 0; i < ROWS * width; i++) {
            x[i] = random_float() * 3;
            y[i] = random_float() + 1;
            sum[i] = (double)x[i] + (double)y[i];
        }
        for (size_t i = 0; i < width; i++) {
            weight[i] = random_float();
            bias[i] = random_float();
        }
        hsy_rows_norm(x, y, ROWS, width, weight, bias, 1e-3F);
        for (size_t row = 0; row < ROWS; row++) {
            double mean = 0, variance = 0;
            for (size_t i = 0; i < width; i++)
                mean += sum[row * width + i] / (double)width;
            for (size_t i = 0; i < width; i++)
                variance += pow(sum[row * width + i] - mean, 2) / (double)width;
            for (size_t i = 0; i < width; i++) {
                double wanted = (sum[row * width + i] - mean) / sqrt(variance + 1e-3) * (double)weight[i];
                assert_close((double)x[row * width + i], wanted + (double)bias[i], 3e-6);
            }
        }
    }
}

static void exp_is_the_exponential_and_the_rest_of_the_row_is_zero(void **state) {
    (void)state;
    enum { STRIDE = WIDTH_MAX + 5 };
    for (size_t count = 1; count <= WIDTH_MAX; count++) {
        float x[ROWS * STRIDE], inverse[ROWS], before[ROWS * STRIDE];
        for (size_t i = 0; i < ROWS * STRIDE; i++)
            before[i] = x[i] = random_float() * (i % 7 == 0 ? 300.0F : 20.0F);
        hsy_rows_exp(x, ROWS, count, STRIDE, 0.25F, inverse);
        for (size_t row = 0; row < ROWS; row++) {
            const float *from = before + row * STRIDE, *to = x + row * STRIDE;
            double largest = (double)from[0], sum = 0;
            for (size_t i = 1; i < count; i++)
                largest = fmax(largest, (double)from[i]);
            for (size_t i = 0; i < count; i++) {
                double wanted = exp(0.25 * ((double)from[i] - largest));
                assert_close((double)to[i], wanted, 1e-30 + 1e-5 * wanted);
                sum += wanted;
            }
            for (size_t i = count; i < STRIDE; i++)
                assert_true(to[i] == 0.0F);
            assert_close((double)inverse[row] * sum, 1.0, 2e-6);
        }
    }
}

/* The exponential itself errs by 3 parts in ten million at most; turning x into a power of two rounds it as well. */
static void exp_errs_by_little_more_than_rounding(void **state) {
    (void)state;
    enum { COUNT = 1025 };
    float x[COUNT], inverse[1];
    for (size_t i = 0; i < COUNT; i++)
        x[i] = -(float)i / 16.0F;
    hsy_rows_exp(x, 1, COUNT, COUNT, 1.0F, inverse);
    assert_true(x[0] == 1.0F);
    for (size_t i = 0; i < COUNT; i++) {
        double depth = (double)i / 16.0, wanted = exp(-depth);
        assert_close((double)x[i], wanted, (3e-7 + 1.2e-7 * depth) * wanted);
    }
}

static void what_is_far_below_the_largest_gets_exactly_nothing(void **state) {
    (void)state;
    float x[] = {-70.0F, 0.0F, -1e5F, -3e38F, -INFINITY, -71.0F, -1e9F}, inverse[1];
    hsy_rows_exp(x, 1, 7, 7, 1.0F, inverse);
    const float wanted[] = {0.0F, 1.0F, 0.0F, 0.0F, 0.0F, 0.0F, 0.0F};
    assert_memory_equal(x, wanted, sizeof wanted);
    assert_true(inverse[0] == 1.0F);
}

static void scaling_leaves_what_is_beside_the_columns_alone(void **state) {
    (void)state;
    float x[] = {1, 2, 3, 4, 5, 6}, factor[] = {2, 10};
    hsy_rows_scale(x, 2, 2, 3, factor);
    const float wanted[] = {2, 4, 3, 40, 50, 6};
    assert_memory_equal(x, wanted, sizeof wanted);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(norm_equals_its_definition_at_every_width),
        cmocka_unit_test(exp_is_the_exponential_and_the_rest_of_the_row_is_zero),
        cmocka_unit_test(exp_errs_by_little_more_than_rounding),
        cmocka_unit_test(what_is_far_below_the_largest_gets_exactly_nothing),
        cmocka_unit_test(scaling_leaves_what_is_beside_the_columns_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
