/* SPDX-License-Identifier: Apache-2.0 */
/* The kernels of every instruction set that this machine has, against plain sums in double precision. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "encoder/parts.h"
#include "encoder/weights_file.h"

enum { ROWS = 5, WIDTH = 96, DEPTH = 32, HEADS = WIDTH / DEPTH, LENGTH = 48 };

static const char *const names[] = {"plain", "avx2", "avx512"};

/* NULL: the machine does not have it. */
static const hsy_kernels *kernels_of(const char *name) {
    if (strcmp(name, "plain") == 0) return &hsy_kernels_plain;
    hsy_cpu cpu;
    assert_int_equal(setenv("HEARSAY_CPU", name, 1), 0);
    return hsy_cpu_choose(&cpu, NULL) == HEARSAY_OK ? hsy_cpu_kernels(cpu) : NULL;
}

static void for_each(void (*check)(const hsy_kernels *kernels)) {
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const hsy_kernels *kernels = kernels_of(names[i]);
        if (kernels == NULL) print_message("# this machine has no %s\n", names[i]);
        if (kernels != NULL) check(kernels);
    }
}

static void fill(float *x, size_t count, float size) {
    for (size_t i = 0; i < count; i++)
        x[i] = random_float() * size;
}

static void check_quantise(const hsy_kernels *kernels) {
    float x[ROWS * WIDTH], scale[ROWS];
    uint8_t bytes[ROWS * WIDTH];
    fill(x, ROWS * WIDTH, 3.0F);
    memset(x + WIDTH, 0, WIDTH * sizeof *x); /* the second row */
    x[2 * WIDTH + 7] = -50.0F;               /* an outlier in the third */
    kernels->quantise(x, ROWS, WIDTH, bytes, scale);
    for (size_t row = 0; row < ROWS; row++) {
        float largest = 0;
        for (size_t i = 0; i < WIDTH; i++)
            largest = fmaxf(largest, fabsf(x[row * WIDTH + i]));
        assert_true(fabsf(scale[row] - largest / 127.0F) <= 1e-6F * largest);
        for (size_t i = 0; i < WIDTH; i++) {
            float back = (float)(bytes[row * WIDTH + i] - HSY_ZERO) * scale[row];
            assert_true(fabsf(back - x[row * WIDTH + i]) <= 0.501F * scale[row]);
        }
    }
    assert_int_equal(bytes[WIDTH], HSY_ZERO);
    assert_int_equal(bytes[2 * WIDTH + 7], HSY_ZERO - 127);
}

static void a_row_of_bytes_is_within_half_a_step_of_its_floats(void **state) {
    (void)state;
    for_each(check_quantise);
}

/* Random sums with what makes floats of them. */
typedef struct made_sums {
    int32_t sums[ROWS * WIDTH], offset[WIDTH];
    float scale[WIDTH], bias[WIDTH], row_scale[ROWS];
    double value[ROWS * WIDTH];
    hsy_scales scales;
} made_sums;

static void make_sums(made_sums *made) {
    fill(made->scale, WIDTH, 0.01F);
    fill(made->bias, WIDTH, 1.0F);
    for (size_t i = 0; i < WIDTH; i++)
        made->offset[i] = (int32_t)(random_float() * 5000.0F);
    for (size_t row = 0; row < ROWS; row++) {
        made->row_scale[row] = 0.05F + fabsf(random_float()) * 0.1F;
        for (size_t i = 0; i < WIDTH; i++) {
            size_t at = row * WIDTH + i;
            made->sums[at] = (int32_t)(random_float() * 5000.0F);
            made->value[at] =
                (double)(made->sums[at] + made->offset[i]) * (double)made->scale[i] * (double)made->row_scale[row] +
                (double)made->bias[i];
        }
    }
    made->scales = (hsy_scales){.scale = made->scale, .bias = made->bias, .offset = made->offset};
}

static double gelu_exactly(double x) {
    return x * 0.5 * (1.0 + erf(x / sqrt(2.0)));
}

static void check_gelu(const hsy_kernels *kernels) {
    made_sums made;
    float y[ROWS * WIDTH], scale[ROWS];
    uint8_t bytes[ROWS * WIDTH];
    make_sums(&made);
    kernels->dequantise(made.sums, ROWS, WIDTH, made.row_scale, &made.scales, y);
    for (size_t i = 0; i < ROWS * WIDTH; i++)
        assert_true(fabs((double)y[i] - made.value[i]) < 1e-5 * (1.0 + fabs(made.value[i])));
    kernels->gelu(y, ROWS * WIDTH);
    for (size_t i = 0; i < ROWS * WIDTH; i++)
        assert_true(fabs((double)y[i] - gelu_exactly(made.value[i])) < 5e-4);
    kernels->gelu_quantise(made.sums, ROWS, WIDTH, made.row_scale, &made.scales, bytes, scale);
    for (size_t i = 0; i < ROWS * WIDTH; i++) {
        double back = (double)(bytes[i] - HSY_ZERO) * (double)scale[i / WIDTH];
        assert_true(fabs(back - gelu_exactly(made.value[i])) < 0.51 * (double)scale[i / WIDTH] + 5e-4);
    }
}

static void the_activation_is_that_of_the_error_function(void **state) {
    (void)state;
    for_each(check_gelu);
}

static void check_norm(const hsy_kernels *kernels) {
    made_sums made;
    float x[ROWS * WIDTH], before[ROWS * WIDTH], weight[WIDTH], bias[WIDTH], scale[ROWS];
    uint8_t bytes[ROWS * WIDTH];
    make_sums(&made);
    fill(x, ROWS * WIDTH, 2.0F);
    memcpy(before, x, sizeof x);
    fill(weight, WIDTH, 2.0F);
    fill(bias, WIDTH, 1.0F);
    kernels->add_norm_quantise(x, made.sums, ROWS, WIDTH, made.row_scale, &made.scales, weight, bias, 1e-12F, bytes,
                               scale);
    for (size_t row = 0; row < ROWS; row++) {
        double sum = 0, squares = 0, value[WIDTH];
        for (size_t i = 0; i < WIDTH; i++)
            sum += value[i] = (double)before[row * WIDTH + i] + made.value[row * WIDTH + i];
        for (size_t i = 0; i < WIDTH; i++)
            squares += (value[i] - sum / WIDTH) * (value[i] - sum / WIDTH);
        for (size_t i = 0; i < WIDTH; i++) {
            double wanted = (value[i] - sum / WIDTH) / sqrt(squares / WIDTH) * (double)weight[i] + (double)bias[i];
            double back = (double)(bytes[row * WIDTH + i] - HSY_ZERO) * (double)scale[row];
            assert_true(fabs((double)x[row * WIDTH + i] - wanted) < 1e-4);
            assert_true(fabs(back - wanted) < 0.51 * (double)scale[row] + 1e-4);
        }
    }
}

static void the_residual_is_added_and_normed_before_it_is_quantised(void **state) {
    (void)state;
    for_each(check_norm);
}

/* Sums of rows that stand for the floats `x`, of which one step is worth `step`: queries and keys come as such. */
static void sums_for(const float *x, size_t rows, float step, int32_t *sums) {
    for (size_t i = 0; i < rows * WIDTH; i++)
        sums[i] = (int32_t)lrintf(x[i] / step);
}

/* One window of COUNT pieces through queries, keys, values and weights, in whole numbers, against the floats'
 * attention. */
static void check_attention(const hsy_kernels *kernels) {
    enum { COUNT = 37 };
    float query[LENGTH * WIDTH], key[LENGTH * WIDTH], value[LENGTH * WIDTH], context[LENGTH * WIDTH];
    float query_scale[HEADS * LENGTH], key_scale[HEADS * LENGTH], key_offset[HEADS * LENGTH], value_scale[WIDTH];
    float inverse[LENGTH], step[LENGTH], one[WIDTH], none[WIDTH] = {0};
    int32_t zero[WIDTH] = {0}, sums[LENGTH * WIDTH];
    uint8_t queries[LENGTH * WIDTH], weights[LENGTH * LENGTH];
    int8_t keys[LENGTH * WIDTH], values[LENGTH * WIDTH];
    const float factor = 0.25F * 1.44269504F; /* exp(score / 4) */
    const hsy_scales scales = {.scale = one, .bias = none, .offset = zero};
    fill(query, LENGTH * WIDTH, 1.5F);
    fill(key, LENGTH * WIDTH, 1.5F);
    fill(value, LENGTH * WIDTH, 2.0F);
    for (size_t i = 0; i < WIDTH; i++)
        one[i] = 1;
    for (size_t i = 0; i < LENGTH; i++)
        step[i] = 1e-4F;
    sums_for(query, LENGTH, 1e-4F, sums);
    kernels->quantise_queries(sums, LENGTH, WIDTH, DEPTH, step, &scales, LENGTH, queries, query_scale);
    sums_for(key, LENGTH, 1e-4F, sums);
    kernels->quantise_keys(sums, LENGTH, WIDTH, DEPTH, step, &scales, 63.0F, LENGTH, keys, key_scale, key_offset);
    kernels->quantise_values(value, COUNT, LENGTH, WIDTH, DEPTH, 63.0F, values, value_scale);
    for (size_t head = 0; head < HEADS; head++) {
        for (size_t row = COUNT; row < LENGTH; row++) {
            key_scale[head * LENGTH + row] = 0;
            key_offset[head * LENGTH + row] = HSY_NO_KEY;
        }
        for (size_t i = 0; i < LENGTH * LENGTH; i++) {
            const uint8_t *q = queries + (head * LENGTH + i / LENGTH) * DEPTH;
            const int8_t *k = keys + (head * LENGTH + i % LENGTH) * DEPTH;
            sums[i] = 0;
            for (size_t d = 0; d < DEPTH; d++)
                sums[i] += q[d] * k[d];
        }
        kernels->softmax(sums, LENGTH, LENGTH, query_scale + head * LENGTH, factor, key_scale + head * LENGTH,
                         key_offset + head * LENGTH, weights, inverse);
        for (size_t i = 0; i < LENGTH * DEPTH; i++) {
            sums[i] = 0;
            for (size_t j = 0; j < LENGTH; j++)
                sums[i] += weights[i / DEPTH * LENGTH + j] * values[(head * LENGTH + j) * DEPTH + i % DEPTH];
        }
        kernels->scale_context(sums, LENGTH, DEPTH, inverse, value_scale + head * DEPTH, context + head * DEPTH, WIDTH);
        for (size_t row = 0; row < COUNT; row++)
            for (size_t j = COUNT; j < LENGTH; j++)
                assert_int_equal(weights[row * LENGTH + j], 0);
    }
    for (size_t i = 0; i < COUNT * WIDTH; i++) {
        size_t row = i / WIDTH, column = i % WIDTH, head = column / DEPTH;
        double total = 0, wanted = 0;
        for (size_t j = 0; j < COUNT; j++) {
            double score = 0;
            for (size_t d = 0; d < DEPTH; d++)
                score += (double)query[row * WIDTH + head * DEPTH + d] * (double)key[j * WIDTH + head * DEPTH + d];
            total += exp(0.25 * score);
            wanted += exp(0.25 * score) * (double)value[j * WIDTH + column];
        }
        assert_true(fabs((double)context[i] - wanted / total) < 0.04); /* of values up to 2, in steps of 0.03 */
    }
}

static void attention_in_bytes_is_that_of_floats_to_within_a_step(void **state) {
    (void)state;
    for_each(check_attention);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_of_bytes_is_within_half_a_step_of_its_floats),
        cmocka_unit_test(the_activation_is_that_of_the_error_function),
        cmocka_unit_test(the_residual_is_added_and_normed_before_it_is_quantised),
        cmocka_unit_test(attention_in_bytes_is_that_of_floats_to_within_a_step),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
