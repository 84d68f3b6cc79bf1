/* SPDX-License-Identifier: Apache-2.0 */
/* The head for kinds against what training computed: model/en/fixture.safetensors. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "../extract/fixture.h"
#include "speaker/kind/kind_head.h"

typedef struct loaded {
    fixture_model base;
    hsy_kinder kinder;
} loaded;

static void load(loaded *made) {
    hearsay_error error;
    *made = (loaded){0};
    fixture_load(&made->base);
    assert_int_equal(
        hsy_kinder_load(made->base.weights, hsy_encoder_width(made->base.encoder), NULL, &made->kinder, &error),
        HEARSAY_OK);
    assert_true(made->kinder.present);
}

static void unload(loaded *made) {
    hsy_kinder_free(&made->kinder);
    fixture_free(&made->base);
}

static float *scores_of(loaded *made, const uint32_t *words, size_t count) {
    hearsay_error error;
    float *scores = HSY_NEW(&made->base.arena, float, count *HSY_KINDS);
    assert_non_null(scores);
    assert_int_equal(hsy_kinder_score(&made->kinder, made->base.scratch, made->base.vectors,
                                      hsy_encoder_width(made->base.encoder), words, count, &made->base.arena, scores,
                                      &error),
                     HEARSAY_OK);
    return scores;
}

static void the_scores_equal_those_of_training(void **state) {
    (void)state;
    loaded made;
    load(&made);
    size_t expected;
    const float *wanted = fixture_values(made.base.fixture, "kind.scores", &expected);
    assert_int_equal(expected, made.base.words);
    uint32_t *words = HSY_NEW(&made.base.arena, uint32_t, made.base.words);
    assert_non_null(words);
    for (uint32_t word = 0; word < made.base.words; word++)
        words[word] = word;
    const float *scores = scores_of(&made, words, made.base.words);
    for (size_t i = 0; i < made.base.words * HSY_KINDS; i++)
        if (!(fabsf(scores[i] - wanted[i]) < 0.1F)) fail_msg("%zu: %g, not %g", i, scores[i], wanted[i]);
    unload(&made);
}

static void a_words_scores_do_not_depend_on_its_company(void **state) {
    (void)state;
    enum { MANY = 300 };
    loaded made;
    load(&made);
    uint32_t words[MANY];
    for (uint32_t i = 0; i < MANY; i++)
        words[i] = i * 7 % (uint32_t)made.base.words;
    const float *together = scores_of(&made, words, MANY);
    for (size_t i = 0; i < MANY; i += 37)
        assert_memory_equal(scores_of(&made, &words[i], 1), together + i * HSY_KINDS, HSY_KINDS * sizeof *together);
    unload(&made);
}

static void the_scores_are_the_logarithms_of_probabilities(void **state) {
    (void)state;
    loaded made;
    load(&made);
    const uint32_t word = 3;
    const float *scores = scores_of(&made, &word, 1);
    float sum = 0;
    for (size_t i = 0; i < HSY_KINDS; i++)
        sum += expf(scores[i]);
    assert_true(fabsf(sum - 1) < 1e-5F);
    unload(&made);
}

static void a_story_without_sources_asks_for_no_scores(void **state) {
    (void)state;
    loaded made;
    load(&made);
    (void)scores_of(&made, NULL, 0);
    unload(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_scores_equal_those_of_training),
        cmocka_unit_test(a_words_scores_do_not_depend_on_its_company),
        cmocka_unit_test(the_scores_are_the_logarithms_of_probabilities),
        cmocka_unit_test(a_story_without_sources_asks_for_no_scores),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
