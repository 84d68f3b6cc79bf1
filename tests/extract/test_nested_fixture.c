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

typedef struct loaded {
    hsy_weights *weights, *fixture;
    hsy_encoder *encoder;
    hsy_scratch *scratch;
    size_t width, words;
    float *rows; /* [words, 2 width] */
    hsy_arena arena;
} loaded;

static void load(loaded *made) {
    hearsay_error error;
    hsy_arena_init(&made->arena, NULL);
    made->weights = fixture_open("model.safetensors");
    made->fixture = fixture_open("fixture.safetensors");
    assert_int_equal(hsy_encoder_load(made->weights, 30522, NULL, &made->encoder, &error), HEARSAY_OK);
    assert_int_equal(hsy_scratch_new(made->encoder, &made->scratch, &error), HEARSAY_OK);
    made->width = hsy_encoder_width(made->encoder);
    size_t pieces;
    const float *output = fixture_values(made->fixture, "window.output", &pieces);
    const float *first = fixture_values(made->fixture, "words.first", &made->words);
    const float *last = fixture_values(made->fixture, "words.last", &made->words);
    assert_in_range(made->words, 1, WORDS_MAX);
    size_t width = made->width;
    made->rows = HSY_NEW(&made->arena, float, made->words * 2 * width);
    assert_non_null(made->rows);
    for (size_t word = 0; word < made->words; word++) {
        memcpy(made->rows + word * 2 * width, output + (size_t)first[word] * width, width * sizeof *output);
        memcpy(made->rows + (word * 2 + 1) * width, output + (size_t)last[word] * width, width * sizeof *output);
    }
}

static void unload(loaded *made) {
    hsy_scratch_free(made->scratch);
    hsy_encoder_free(made->encoder);
    hsy_weights_free(made->weights);
    hsy_weights_free(made->fixture);
    hsy_arena_free(&made->arena);
}

static void the_nested_scores_equal_those_of_training(void **state) {
    (void)state;
    loaded made;
    load(&made);
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
    unload(&made);
}

static const float *linked(const loaded *made, const char *prefix, const char *name, size_t *count) {
    char full[64];
    (void)snprintf(full, sizeof full, "%s.%s", prefix, name);
    return fixture_values(made->fixture, full, count);
}

static void compare_choices(const loaded *made, const char *prefix, const char *name, const hsy_choice *choices) {
    size_t count;
    const float *wanted = linked(made, prefix, name, &count);
    for (size_t i = 0; i < count; i++) {
        long parent = choices[i].parent == SIZE_MAX ? -1 : (long)choices[i].parent;
        assert_int_equal(parent, (long)wanted[2 * i]);
        assert_true(fabsf(choices[i].probability - wanted[2 * i + 1]) < 1e-4f);
    }
}

static void compare_links(loaded *made, const hsy_linker *linker, const char *prefix) {
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
    loaded made;
    load(&made);
    for (size_t level = 0; level < 2; level++) {
        hearsay_error error;
        hsy_linker linker;
        assert_int_equal(hsy_linker_load_as(made.weights, tensors[level], made.width, NULL, &linker, &error),
                         HEARSAY_OK);
        compare_links(&made, &linker, fixtures[level]);
        hsy_linker_free(&linker);
    }
    unload(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_nested_scores_equal_those_of_training),
        cmocka_unit_test(the_links_equal_those_of_training),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
