/* SPDX-License-Identifier: Apache-2.0 */
/* The model of the project against what the training program computed with it. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "encoder/encoder.h"

enum { PATH_SIZE = 4096 };

static void open_or_fail(const char *path, hsy_weights **weights) {
    hearsay_error error;
    if (hsy_weights_open(path, NULL, weights, &error) != HEARSAY_OK) fail_msg("%s", error.message);
}

static const float *floats_of(const hsy_weights *weights, const char *name, size_t rows, size_t columns) {
    const float *data = NULL;
    hearsay_error error;
    if (hsy_weights_floats(weights, name, rows, columns, &data, &error) != HEARSAY_OK) fail_msg("%s", error.message);
    return data;
}

static uint8_t *bytes_of(const hsy_weights *weights, const char *name, size_t count) {
    const float *data = floats_of(weights, name, count, 0);
    uint8_t *bytes = malloc(count);
    assert_non_null(bytes);
    for (size_t i = 0; i < count; i++)
        bytes[i] = (uint8_t)data[i];
    return bytes;
}

static void compare(const hsy_weights *model, const hsy_weights *fixture) {
    hearsay_error error;
    hsy_encoder *encoder;
    hsy_scratch *scratch;
    const hsy_tensor *words = hsy_weights_find(model, "embed.word.weight");
    const hsy_tensor *given = hsy_weights_find(fixture, "window.pieces");
    assert_true(words != NULL && words->rank == 2 && given != NULL && given->rank == 1);
    if (hsy_encoder_load(model, words->shape[0], NULL, &encoder, &error) != HEARSAY_OK) fail_msg("%s", error.message);
    if (hsy_scratch_new(encoder, &scratch, &error) != HEARSAY_OK) fail_msg("%s", error.message);
    size_t count = given->shape[0], width = hsy_encoder_width(encoder);
    const float *ids = floats_of(fixture, "window.pieces", count, 0);
    const float *wanted = floats_of(fixture, "window.output", count, width);
    uint8_t *kase = bytes_of(fixture, "window.case", count), *quote = bytes_of(fixture, "window.quote", count);
    uint8_t *layout = bytes_of(fixture, "window.layout", count);
    uint16_t *pieces = malloc(count * sizeof *pieces);
    float *out = malloc(count * width * sizeof *out);
    assert_true(pieces != NULL && out != NULL);
    for (size_t i = 0; i < count; i++)
        pieces[i] = (uint16_t)ids[i];
    if (hsy_encoder_window(scratch, pieces, kase, quote, layout, count, out, &error) != HEARSAY_OK)
        fail_msg("%s", error.message);
    double largest = 0;
    for (size_t i = 0; i < count * width; i++)
        largest = fmax(largest, fabs((double)out[i] - (double)wanted[i]));
    print_message("# largest difference over %zu pieces: %g\n", count, largest);
    assert_true(largest <= 1e-4);
    free(pieces);
    free(kase);
    free(quote);
    free(layout);
    free(out);
    hsy_scratch_free(scratch);
    hsy_encoder_free(encoder);
}

static void the_model_gives_what_training_computed(void **state) {
    (void)state;
    const char *source = getenv("HEARSAY_SOURCE");
    char model_path[PATH_SIZE], fixture_path[PATH_SIZE];
    if (source == NULL) {
        print_message("# skipped: HEARSAY_SOURCE does not say where the project is\n");
        skip();
    }
    (void)snprintf(model_path, sizeof model_path, "%s/model/en/model.safetensors", source);
    (void)snprintf(fixture_path, sizeof fixture_path, "%s/model/en/fixture.safetensors", source);
    if (access(model_path, R_OK) != 0) {
        print_message("# skipped: there is no model/en/model.safetensors\n");
        skip();
    }
    hsy_weights *model, *fixture;
    open_or_fail(model_path, &model);
    open_or_fail(fixture_path, &fixture);
    compare(model, fixture);
    hsy_weights_free(model);
    hsy_weights_free(fixture);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_model_gives_what_training_computed)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
