/* SPDX-License-Identifier: Apache-2.0 */
/* Every allocation fails in turn: an error each time, never a crash or a leak (which the sanitizers would see). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "encoder/parts.h"
#include "encoder/weights_file.h"

static const model_shape TINY = {.layers = 1,
                                 .width = 64,
                                 .heads = 2,
                                 .inner = 64,
                                 .positions = 16,
                                 .window = 16,
                                 .overlap = 4,
                                 .vocabulary = 20,
                                 .bytes = true};

typedef struct allowance {
    size_t left; /* allocations that are still granted */
    size_t live;
} allowance;

static void *metered(void *data, void *pointer, size_t size) {
    allowance *meter = data;
    if (size == 0) {
        meter->live--;
        free(pointer);
        return NULL;
    }
    if (meter->left == 0) return NULL;
    meter->left--;
    meter->live += pointer == NULL;
    return realloc(pointer, size);
}

static hearsay_status run_all(const char *bytes, size_t size, const hsy_tokens *tokens,
                              const hearsay_allocator *allocator) {
    hsy_weights *weights = NULL;
    hsy_encoder *encoder = NULL;
    hsy_scratch *scratch = NULL;
    hsy_arena arena;
    hsy_vectors *vectors;
    float x[5 * 64] = {0}, y[5 * 64];
    hsy_arena_init(&arena, allocator);
    hearsay_status status = hsy_weights_open_memory("m", bytes, size, allocator, &weights, NULL);
    if (status == HEARSAY_OK) status = hsy_encoder_load(weights, TINY.vocabulary, allocator, &encoder, NULL);
    if (status == HEARSAY_OK) status = hsy_scratch_new(encoder, &scratch, NULL);
    if (status == HEARSAY_OK) status = hsy_encoder_run(scratch, tokens, 1, 2, &arena, &vectors, NULL);
    if (status == HEARSAY_OK) status = hsy_dense_run(scratch, encoder->layers[0].query, HSY_GELU, x, 5, y, NULL);
    hsy_arena_free(&arena);
    hsy_scratch_free(scratch);
    hsy_encoder_free(encoder);
    hsy_weights_free(weights);
    return status;
}

static void a_refused_allocation_is_an_error_wherever_it_comes(void **state) {
    (void)state;
    weights_file file = {.count = 0};
    model_make(&file, &TINY);
    size_t size;
    char *bytes = file_write(&file, &size);
    const size_t counts[] = {1, 2, 3, 1, 1, 4, 2, 5, 30, 1};
    hsy_tokens tokens = tokens_make(counts, 10, TINY.vocabulary);
    hearsay_status status = HEARSAY_ERROR_MEMORY;
    size_t granted = 0;
    for (; status != HEARSAY_OK && granted < 1000; granted++) {
        allowance meter = {.left = granted};
        const hearsay_allocator allocator = {.resize = metered, .data = &meter};
        status = run_all(bytes, size, &tokens, &allocator);
        assert_true(status == HEARSAY_OK || status == HEARSAY_ERROR_MEMORY);
        assert_int_equal(meter.live, 0);
    }
    assert_int_equal(status, HEARSAY_OK);
    assert_true(granted > 20);
    free(bytes);
    free(tokens.words);
    free(tokens.pieces);
    file_free(&file);
}

static void a_scratch_that_was_refused_memory_works_again_later(void **state) {
    (void)state;
    weights_file file = {.count = 0};
    model_make(&file, &TINY);
    size_t size;
    char *bytes = file_write(&file, &size);
    allowance meter = {.left = SIZE_MAX};
    const hearsay_allocator allocator = {.resize = metered, .data = &meter};
    hsy_weights *weights;
    hsy_encoder *encoder;
    hsy_scratch *scratch;
    assert_int_equal(hsy_weights_open_memory("m", bytes, size, NULL, &weights, NULL), HEARSAY_OK);
    assert_int_equal(hsy_encoder_load(weights, TINY.vocabulary, &allocator, &encoder, NULL), HEARSAY_OK);
    assert_int_equal(hsy_scratch_new(encoder, &scratch, NULL), HEARSAY_OK);
    const uint16_t pieces[] = {1, 5, 2};
    const uint8_t zero[] = {0, 0, 0};
    float out[3 * 64];
    for (size_t granted = 0; granted < 4; granted++) {
        meter.left = granted;
        hearsay_status status = hsy_encoder_window(scratch, pieces, zero, zero, zero, 3, out, NULL);
        assert_true(status == HEARSAY_OK || status == HEARSAY_ERROR_MEMORY);
        assert_true(granted > 0 || status == HEARSAY_ERROR_MEMORY);
    }
    meter.left = SIZE_MAX;
    assert_int_equal(hsy_encoder_window(scratch, pieces, zero, zero, zero, 3, out, NULL), HEARSAY_OK);
    hsy_scratch_free(scratch);
    hsy_encoder_free(encoder);
    hsy_weights_free(weights);
    assert_int_equal(meter.live, 0);
    free(bytes);
    file_free(&file);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_refused_allocation_is_an_error_wherever_it_comes),
        cmocka_unit_test(a_scratch_that_was_refused_memory_works_again_later),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
