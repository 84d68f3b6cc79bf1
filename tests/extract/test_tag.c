/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "extract/tag.h"
#include "made.h"

enum { O = 0, B_SOURCE = 1, I_SOURCE = 2, B_CUE = 3, I_CUE = 4, B_CONTENT = 5, I_CONTENT = 6 };

static const float zeros[HSY_TAGS * HSY_TAGS];

static float random_score(void) {
    static uint32_t state = 12345;
    state = state * 1664525u + 1013904223u;
    return (float)(state >> 8) / (float)(1u << 24) * 4 - 2;
}

/* Scores that name a tag for each word. */
static void favour(float *scores, const uint8_t *tags, size_t count, float by) {
    memset(scores, 0, sizeof(float) * HSY_TAGS * count);
    for (size_t word = 0; word < count; word++)
        scores[word * HSY_TAGS + tags[word]] = by;
}

static void decode(const hsy_tagger *tagger, made_words *made, float *scores, hsy_tagging *tagging) {
    hearsay_error error;
    assert_int_equal(hsy_tag_decode(tagger, made->tokens, scores, &made->story->arena, tagging, &error), HEARSAY_OK);
}

static void the_best_tags_are_taken_where_they_may_follow(void **state) {
    (void)state;
    made_words made;
    made_read(&made, "Nora Whitfield said the dam holds.");
    const hsy_tagger tagger = {.transition = zeros, .start = zeros, .end = zeros};
    const uint8_t wanted[] = {B_SOURCE, I_SOURCE, B_CUE, B_CONTENT, I_CONTENT, I_CONTENT, O};
    assert_int_equal(made.tokens->word_count, 7);
    float scores[7 * HSY_TAGS];
    favour(scores, wanted, 7, 3);
    hsy_tagging tagging;
    decode(&tagger, &made, scores, &tagging);
    assert_memory_equal(tagging.tags, wanted, 7);
    made_free(&made);
}

static void an_inside_never_follows_another_role_however_high_its_score(void **state) {
    (void)state;
    made_words made;
    made_read(&made, "Nora Whitfield said the dam holds.");
    const hsy_tagger tagger = {.transition = zeros, .start = zeros, .end = zeros};
    const uint8_t wanted[] = {I_SOURCE, I_CUE, I_CONTENT, I_SOURCE, O, I_CONTENT, I_CUE};
    float scores[7 * HSY_TAGS];
    favour(scores, wanted, 7, 50);
    hsy_tagging tagging;
    decode(&tagger, &made, scores, &tagging);
    for (size_t word = 0; word < 7; word++) {
        uint8_t tag = tagging.tags[word], before = word > 0 ? tagging.tags[word - 1] : O;
        if (tag > 0 && tag % 2 == 0) assert_true(before == tag || before == tag - 1);
    }
    made_free(&made);
}

static void nothing_runs_over_a_paragraph_break(void **state) {
    (void)state;
    made_words made;
    made_read(&made, "The mayor said the bridge is safe.\n\nWork goes on through the night.");
    size_t count = made.tokens->word_count;
    uint8_t *wanted = test_malloc(count);
    memset(wanted, I_CONTENT, count);
    wanted[0] = B_CONTENT;
    float *scores = test_malloc(count * HSY_TAGS * sizeof *scores);
    favour(scores, wanted, count, 9);
    const hsy_tagger tagger = {.transition = zeros, .start = zeros, .end = zeros};
    hsy_tagging tagging;
    decode(&tagger, &made, scores, &tagging);
    hsy_words work = made_find(&made, "Work");
    assert_int_not_equal(tagging.tags[work.start], I_CONTENT);
    assert_int_equal(tagging.tags[work.start - 1], I_CONTENT);
    test_free(wanted);
    test_free(scores);
    made_free(&made);
}

/* Whether a sequence obeys the constraints, in one paragraph. */
static bool is_allowed(const uint8_t *tags, size_t count) {
    for (size_t word = 0; word < count; word++) {
        uint8_t before = word > 0 ? tags[word - 1] : O;
        if (tags[word] > 0 && tags[word] % 2 == 0 && before != tags[word] && before != tags[word] - 1) return false;
    }
    return true;
}

static double sequence_score(const hsy_tagger *tagger, const float *scores, const uint8_t *tags, size_t count) {
    double sum = (double)tagger->start[tags[0]] + (double)tagger->end[tags[count - 1]];
    for (size_t word = 0; word < count; word++) {
        sum += (double)scores[word * HSY_TAGS + tags[word]];
        if (word > 0) sum += (double)tagger->transition[tags[word - 1] * HSY_TAGS + tags[word]];
    }
    return sum;
}

static void tags_and_marginals_equal_those_of_trying_every_sequence(void **state) {
    (void)state;
    made_words made;
    made_read(&made, "Rain fell, he said");
    enum { WORDS = 5, ALL = 16807 };
    assert_int_equal(made.tokens->word_count, WORDS);
    for (int trial = 0; trial < 10; trial++) {
        float scores[WORDS * HSY_TAGS], kept[WORDS * HSY_TAGS], transition[HSY_TAGS * HSY_TAGS], start[HSY_TAGS],
            end[HSY_TAGS];
        for (size_t i = 0; i < WORDS * HSY_TAGS; i++)
            kept[i] = scores[i] = random_score();
        for (size_t i = 0; i < HSY_TAGS * HSY_TAGS; i++)
            transition[i] = random_score();
        for (size_t i = 0; i < HSY_TAGS; i++) {
            start[i] = random_score();
            end[i] = random_score();
        }
        const hsy_tagger tagger = {.transition = transition, .start = start, .end = end};
        double total = 0, best = -1e9, in_role[WORDS][HEARSAY_ROLES] = {{0}};
        uint8_t best_tags[WORDS] = {0};
        for (size_t number = 0; number < ALL; number++) {
            uint8_t tags[WORDS];
            size_t rest = number;
            for (size_t word = 0; word < WORDS; word++) {
                tags[word] = (uint8_t)(rest % HSY_TAGS);
                rest /= HSY_TAGS;
            }
            if (!is_allowed(tags, WORDS)) continue;
            double score = sequence_score(&tagger, kept, tags, WORDS);
            if (score > best) {
                best = score;
                memcpy(best_tags, tags, WORDS);
            }
            total += exp(score);
            for (size_t word = 0; word < WORDS; word++)
                if (tags[word] > 0) in_role[word][(tags[word] - 1) / 2] += exp(score);
        }
        hsy_tagging tagging;
        decode(&tagger, &made, scores, &tagging);
        assert_memory_equal(tagging.tags, best_tags, WORDS);
        for (size_t word = 0; word < WORDS; word++)
            for (size_t role = 0; role < HEARSAY_ROLES; role++)
                assert_true(fabs((double)tagging.marginal[word * HEARSAY_ROLES + role] - in_role[word][role] / total) <
                            1e-4);
    }
    made_free(&made);
}

static void marginals_stay_probabilities_in_a_long_story(void **state) {
    (void)state;
    enum { SENTENCES = 2000 };
    static const char sentence[] = "The clerk said it rained. ";
    char *text = test_malloc(SENTENCES * sizeof sentence);
    text[0] = '\0';
    for (size_t i = 0, at = 0; i < SENTENCES; i++, at += sizeof sentence - 1)
        memcpy(text + at, sentence, sizeof sentence);
    made_words made;
    made_read(&made, text);
    size_t count = made.tokens->word_count;
    assert_int_equal(count, SENTENCES * 6);
    float *scores = test_malloc(count * HSY_TAGS * sizeof *scores);
    for (size_t i = 0; i < count * HSY_TAGS; i++)
        scores[i] = 5 * random_score();
    const hsy_tagger tagger = {.transition = zeros, .start = zeros, .end = zeros};
    hsy_tagging tagging;
    decode(&tagger, &made, scores, &tagging);
    for (size_t i = 0; i < count * HEARSAY_ROLES; i++)
        assert_true(tagging.marginal[i] >= 0 && tagging.marginal[i] <= 1);
    test_free(scores);
    test_free(text);
    made_free(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_best_tags_are_taken_where_they_may_follow),
        cmocka_unit_test(an_inside_never_follows_another_role_however_high_its_score),
        cmocka_unit_test(nothing_runs_over_a_paragraph_break),
        cmocka_unit_test(tags_and_marginals_equal_those_of_trying_every_sequence),
        cmocka_unit_test(marginals_stay_probabilities_in_a_long_story),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
