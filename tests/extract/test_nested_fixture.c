/* SPDX-License-Identifier: Apache-2.0 */
/* The nested heads and the links of both levels against what training computed: model/en/fixture.safetensors. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "extract/nested.h"
#include "fixture.h"

enum { WORDS_MAX = 96, SPANS_MAX = 8, SENTENCE = 8 }; /* SENTENCE: words in one, as in train/hearsay_train/export.py */

static void the_nested_scores_equal_those_of_training(void **state) {
    (void)state;
    fixture_model made;
    fixture_load(&made);
    assert_in_range(made.words, 1, WORDS_MAX);
    hearsay_error error;
    hsy_nester nester;
    assert_int_equal(hsy_nester_load(made.weights, made.width, NULL, &nester, &error), HEARSAY_OK);
    assert_true(nester.present);
    size_t count;
    size_t cue = (size_t)fixture_values(made.fixture, "nested.cue", &count)[0];
    const float *wanted = fixture_values(made.fixture, "nested.scores", &count);
    assert_int_equal(count, made.words);
    size_t hidden_size = nester.tagger.hidden_size;
    uint32_t part[WORDS_MAX] = {0};
    float *enclosing = HSY_NEW(&made.arena, float, hidden_size);
    float *hidden = HSY_NEW(&made.arena, float, made.words *hidden_size);
    float *scores = HSY_NEW(&made.arena, float, made.words *HSY_TAGS);
    assert_true(enclosing != NULL && hidden != NULL && scores != NULL);
    assert_int_equal(hsy_dense_run(made.scratch, nester.enclosing, HSY_IDENTITY, made.rows + cue * 2 * made.width, 1,
                                   enclosing, &error),
                     HEARSAY_OK);
    assert_int_equal(
        hsy_nested_score(&nester, made.scratch, made.rows, made.words, enclosing, part, hidden, scores, &error),
        HEARSAY_OK);
    for (size_t i = 0; i < count * HSY_TAGS; i++)
        assert_true(fabsf(scores[i] - wanted[i]) < 1e-4f);
    hsy_nester_free(&nester);
    fixture_free(&made);
}

static const float *linked(const fixture_model *made, const char *prefix, const char *name, size_t *count) {
    char full[64];
    (void)snprintf(full, sizeof full, "%s.%s", prefix, name);
    return fixture_values(made->fixture, full, count);
}

static void compare_choices(const fixture_model *made, const char *prefix, const char *name,
                            const hsy_choice *choices) {
    size_t count;
    const float *wanted = linked(made, prefix, name, &count);
    for (size_t i = 0; i < count; i++) {
        long parent = choices[i].parent == SIZE_MAX ? -1 : (long)choices[i].parent;
        assert_int_equal(parent, (long)wanted[2 * i]);
        assert_true(fabsf(choices[i].probability - wanted[2 * i + 1]) < 1e-4f);
    }
}

static void compare_links(fixture_model *made, const hsy_linker *linker, const char *prefix) {
    hearsay_error error;
    hsy_word words[WORDS_MAX] = {{.sentence = 0}};
    hsy_tokens tokens = {.words = words, .word_count = made->words};
    for (uint32_t i = 0; i < made->words; i++) {
        words[i].sentence = i / SENTENCE;
        words[i].quotation = HSY_NO_QUOTATION;
    }
    static const char *const names[HEARSAY_ROLES] = {
        [HEARSAY_SOURCE] = "source", [HEARSAY_CUE] = "cue", [HEARSAY_CONTENT] = "content"};
    hsy_words items[HEARSAY_ROLES][SPANS_MAX];
    hsy_role_spans spans = {.items = {NULL}};
    for (int role = 0; role < HEARSAY_ROLES; role++) {
        const float *given = linked(made, prefix, names[role], &spans.count[role]);
        assert_in_range(spans.count[role], 1, SPANS_MAX);
        for (size_t i = 0; i < spans.count[role]; i++)
            items[role][i] = (hsy_words){(uint32_t)given[2 * i], (uint32_t)given[2 * i + 1]};
        spans.items[role] = items[role];
    }
    hsy_vectors *vectors = NULL;
    hsy_links links;
    assert_int_equal(hsy_vectors_of(made->rows, made->words, made->width, &made->arena, &vectors, &error), HEARSAY_OK);
    assert_int_equal(
        hsy_link(linker, made->scratch, &tokens, NULL, vectors, made->width, &spans, &made->arena, &links, &error),
        HEARSAY_OK);
    compare_choices(made, prefix, "content_cue", links.content_cue);
    compare_choices(made, prefix, "cue_source", links.cue_source);
}

static void the_links_equal_those_of_training(void **state) {
    (void)state;
    static const char *const tensors[] = {"", "nested."}, *const fixtures[] = {"link", "nested.link"};
    fixture_model made;
    fixture_load(&made);
    assert_in_range(made.words, 1, WORDS_MAX);
    for (size_t level = 0; level < 2; level++) {
        hearsay_error error;
        hsy_linker linker;
        assert_int_equal(hsy_linker_load_as(made.weights, tensors[level], made.width, NULL, &linker, &error),
                         HEARSAY_OK);
        compare_links(&made, &linker, fixtures[level]);
        hsy_linker_free(&linker);
    }
    fixture_free(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_nested_scores_equal_those_of_training),
        cmocka_unit_test(the_links_equal_those_of_training),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
