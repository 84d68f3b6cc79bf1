/* SPDX-License-Identifier: Apache-2.0 */
/* The encoder in int8, by the path that HEARSAY_CPU names; each test is also run by meson with the other one. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "encoder/parts.h"
#include "encoder/weights_file.h"

static const model_shape SHAPE = {.layers = 2,
                                  .width = 64,
                                  .heads = 2,
                                  .inner = 128,
                                  .positions = 160,
                                  .window = 160,
                                  .overlap = 16,
                                  .vocabulary = 50,
                                  .bytes = true};

/* oneDNN settles what it may use once a process: the first test to ask decides, so that a process has one path. */
static bool use_bytes(void) {
    hsy_cpu cpu;
    const char *wanted = getenv("HEARSAY_TEST_CPU");
    assert_int_equal(setenv("HEARSAY_CPU", wanted == NULL ? "auto" : wanted, 1), 0);
    bool can = hsy_cpu_choose(&cpu, NULL) == HEARSAY_OK && hsy_cpu_kernels(cpu) != NULL;
    if (!can) print_message("# skipped: this machine does not compute in int8 by %s\n", wanted);
    return can;
}

static void an_unknown_path_is_refused_with_the_names_of_those_there_are(void **state) {
    (void)state;
    hsy_cpu cpu;
    hearsay_error error;
    assert_int_equal(setenv("HEARSAY_CPU", "quantum", 1), 0);
    assert_int_equal(hsy_cpu_choose(&cpu, &error), HEARSAY_ERROR_ARGUMENT);
    assert_non_null(strstr(error.message, "quantum"));
    assert_non_null(strstr(error.message, "avx512, avx2, float32 and plain"));
    assert_int_equal(setenv("HEARSAY_CPU", "plain", 1), 0);
    assert_int_equal(hsy_cpu_choose(&cpu, &error), HEARSAY_OK);
    assert_null(hsy_cpu_kernels(cpu));
}

/* All weights and all inputs at their largest: what would be cut off if pairs were added up in 16 bits. */
static void the_largest_bytes_do_not_saturate(void **state) {
    (void)state;
    enum { IN = 64, OUT = 32, ROWS = 16 };
    if (!use_bytes()) skip();
    running_model model;
    running_start(&model, &SHAPE);
    weights_file file = {.count = 0};
    file_tensor *weight = file_add(&file, "head.weight", OUT, IN, true, 0.0F, 1.0F);
    file_add(&file, "head.bias", OUT, 0, false, 0.0F, 1.0F);
    for (size_t i = 0; i < OUT * IN; i++)
        weight->values[i] = i / IN % 2 == 0 ? 127.0F * weight->scale[i / IN] : -127.0F * weight->scale[i / IN];
    size_t size;
    char *written = file_write(&file, &size);
    hsy_weights *weights;
    hsy_dense *dense;
    assert_int_equal(hsy_weights_open_memory("test", written, size, NULL, &weights, NULL), HEARSAY_OK);
    assert_int_equal(hsy_dense_load(weights, "head", IN, OUT, NULL, &dense, NULL), HEARSAY_OK);
    assert_true(dense->bytes);
    float x[ROWS * IN], y[ROWS * OUT];
    for (size_t i = 0; i < ROWS * IN; i++)
        x[i] = i / IN % 2 == 0 ? 3.0F : -3.0F;
    assert_int_equal(hsy_dense_run(model.scratch, dense, HSY_IDENTITY, x, ROWS, y, NULL), HEARSAY_OK);
    for (size_t i = 0; i < ROWS * OUT; i++) {
        float wanted = x[i / OUT * IN] * weight->values[i % OUT * IN] * IN + file_values(&file, "head.bias")[i % OUT];
        assert_true(fabsf(y[i] - wanted) < 1e-4F * fabsf(wanted));
    }
    hsy_dense_free(dense);
    hsy_weights_free(weights);
    free(written);
    file_free(&file);
    running_stop(&model);
}

/* Windows of one piece to a few blocks: every number within a share of the vectors' size. */
static void windows_of_any_length_are_near_the_plain_forward_pass(void **state) {
    (void)state;
    if (!use_bytes()) skip();
    running_model model;
    running_start(&model, &SHAPE);
    assert_true(model.encoder->bytes);
    const size_t counts[] = {1, 2, 15, 16, 17, 63, 100, 128, 129, 160};
    for (size_t c = 0; c < sizeof counts / sizeof counts[0]; c++) {
        uint16_t pieces[160];
        uint8_t kase[160], quote[160], layout[160];
        float out[160 * 64];
        double wanted[160 * 64], error = 0, total = 0;
        for (size_t i = 0; i < counts[c]; i++) {
            pieces[i] = (uint16_t)random_below(50);
            kase[i] = (uint8_t)random_below(HSY_CASES);
            quote[i] = (uint8_t)random_below(HSY_QUOTES);
            layout[i] = (uint8_t)random_below(HSY_LAYOUTS);
        }
        assert_int_equal(hsy_encoder_window(model.scratch, pieces, kase, quote, layout, counts[c], out, NULL),
                         HEARSAY_OK);
        model_reference(&model.file, &SHAPE, pieces, kase, quote, layout, counts[c], wanted);
        for (size_t i = 0; i < counts[c] * SHAPE.width; i++) {
            error += ((double)out[i] - wanted[i]) * ((double)out[i] - wanted[i]);
            total += wanted[i] * wanted[i];
        }
        print_message("# %zu pieces: off by %.4f of their size\n", counts[c], sqrt(error / total));
        assert_true(sqrt(error / total) < 0.03);
    }
    running_stop(&model);
}

static void vectors_kept_in_bytes_come_back_to_within_half_a_step(void **state) {
    (void)state;
    enum { WORDS = 7, HALF = 64 };
    if (!use_bytes()) skip();
    hsy_cpu cpu;
    hsy_arena arena;
    hsy_vectors *vectors;
    float first[HALF], last[HALF], work[2 * HALF], row[2 * HALF];
    assert_int_equal(hsy_cpu_choose(&cpu, NULL), HEARSAY_OK);
    hsy_arena_init(&arena, NULL);
    assert_int_equal(hsy_vectors_new(&arena, WORDS, HALF, hsy_cpu_kernels(cpu), &vectors, NULL), HEARSAY_OK);
    for (size_t word = 0; word < WORDS; word++) {
        for (size_t i = 0; i < HALF; i++) {
            first[i] = random_float();
            last[i] = random_float() * 4.0F;
        }
        hsy_vectors_write(vectors, word, first, last, work);
        hsy_vectors_read(vectors, word, row);
        for (size_t i = 0; i < HALF; i++) {
            assert_true(fabsf(row[i] - first[i]) < 4.0F / 127.0F * 0.51F);
            assert_true(fabsf(row[HALF + i] - last[i]) < 4.0F / 127.0F * 0.51F);
        }
    }
    hsy_arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_unknown_path_is_refused_with_the_names_of_those_there_are),
        cmocka_unit_test(the_largest_bytes_do_not_saturate),
        cmocka_unit_test(windows_of_any_length_are_near_the_plain_forward_pass),
        cmocka_unit_test(vectors_kept_in_bytes_come_back_to_within_half_a_step),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
