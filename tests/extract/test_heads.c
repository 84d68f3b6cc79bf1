/* SPDX-License-Identifier: Apache-2.0 */
/* The heads against what training exported: model/en/fixture.safetensors. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "extract/tag.h"
#include "fixture.h"

static void the_tag_scores_equal_those_of_training(void **state) {
    (void)state;
    hsy_weights *weights = fixture_open("model.safetensors"), *fixture = fixture_open("fixture.safetensors");
    hearsay_error error;
    hsy_encoder *encoder = NULL;
    hsy_scratch *scratch = NULL;
    hsy_tagger tagger;
    assert_int_equal(hsy_encoder_load(weights, 30522, NULL, &encoder, &error), HEARSAY_OK);
    assert_int_equal(hsy_scratch_new(encoder, &scratch, &error), HEARSAY_OK);
    size_t width = hsy_encoder_width(encoder), words, ignored;
    assert_int_equal(hsy_tagger_load(weights, width, NULL, &tagger, &error), HEARSAY_OK);
    const float *output = fixture_values(fixture, "window.output", &ignored);
    const float *first = fixture_values(fixture, "words.first", &words),
                *last = fixture_values(fixture, "words.last", &words);
    const float *wanted = fixture_values(fixture, "words.scores", &words);
    float *vectors = test_malloc(words * 2 * width * sizeof *vectors);
    float *hidden = test_malloc(words * tagger.hidden_size * sizeof *hidden);
    float *scores = test_malloc(words * HSY_TAGS * sizeof *scores);
    for (size_t word = 0; word < words; word++) {
        memcpy(vectors + word * 2 * width, output + (size_t)first[word] * width, width * sizeof *vectors);
        memcpy(vectors + (word * 2 + 1) * width, output + (size_t)last[word] * width, width * sizeof *vectors);
    }
    assert_int_equal(hsy_dense_run(scratch, tagger.hidden, HSY_GELU, vectors, words, hidden, &error), HEARSAY_OK);
    assert_int_equal(hsy_dense_run(scratch, tagger.output, HSY_IDENTITY, hidden, words, scores, &error), HEARSAY_OK);
    for (size_t i = 0; i < words * HSY_TAGS; i++)
        assert_true(fabsf(scores[i] - wanted[i]) < 1e-4f);
    test_free(vectors);
    test_free(hidden);
    test_free(scores);
    hsy_tagger_free(&tagger);
    hsy_scratch_free(scratch);
    hsy_encoder_free(encoder);
    hsy_weights_free(weights);
    hsy_weights_free(fixture);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_tag_scores_equal_those_of_training)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
