/* SPDX-License-Identifier: Apache-2.0 */
#include "fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

hsy_weights *fixture_open(const char *name) {
    const char *source = getenv("HEARSAY_SOURCE");
    char path[4096];
    (void)snprintf(path, sizeof path, "%s/model/en/%s", source == NULL ? "." : source, name);
    if (access(path, R_OK) != 0) {
        print_message("skipped: %s is absent\n", path);
        skip();
    }
    hsy_weights *weights = NULL;
    hearsay_error error;
    if (hsy_weights_open(path, NULL, &weights, &error) != HEARSAY_OK) fail_msg("%s", error.message);
    return weights;
}

const float *fixture_values(const hsy_weights *fixture, const char *name, size_t *count) {
    const hsy_tensor *tensor = hsy_weights_find(fixture, name);
    if (tensor == NULL) fail_msg("the fixture has no %s", name);
    *count = tensor->shape[0];
    return tensor->data;
}

static void load_words(fixture_model *made) {
    hearsay_error error;
    size_t width = made->width, pieces;
    const float *output = fixture_values(made->fixture, "window.output", &pieces);
    const float *first = fixture_values(made->fixture, "words.first", &made->words);
    const float *last = fixture_values(made->fixture, "words.last", &made->words);
    made->rows = HSY_NEW(&made->arena, float, made->words * 2 * width);
    assert_non_null(made->rows);
    for (size_t word = 0; word < made->words; word++) {
        memcpy(made->rows + word * 2 * width, output + (size_t)first[word] * width, width * sizeof *output);
        memcpy(made->rows + (word * 2 + 1) * width, output + (size_t)last[word] * width, width * sizeof *output);
    }
    assert_int_equal(hsy_vectors_of(made->rows, made->words, width, &made->arena, &made->vectors, &error), HEARSAY_OK);
}

void fixture_load(fixture_model *made) {
    hearsay_error error;
    *made = (fixture_model){0};
    hsy_arena_init(&made->arena, NULL);
    made->weights = fixture_open("model.safetensors");
    made->fixture = fixture_open("fixture.safetensors");
    assert_int_equal(hsy_encoder_load(made->weights, 30522, NULL, &made->encoder, &error), HEARSAY_OK);
    assert_int_equal(hsy_scratch_new(made->encoder, &made->scratch, &error), HEARSAY_OK);
    made->width = hsy_encoder_width(made->encoder);
    load_words(made);
}

void fixture_free(fixture_model *made) {
    hsy_scratch_free(made->scratch);
    hsy_encoder_free(made->encoder);
    hsy_weights_free(made->weights);
    hsy_weights_free(made->fixture);
    hsy_arena_free(&made->arena);
}
