/* SPDX-License-Identifier: Apache-2.0 */
/* The coreference heads against what training computed of made mentions: model/en/fixture.safetensors. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../extract/fixture.h"
#include "speaker/coreference/rank.h"

typedef struct loaded {
    fixture_model base;
    hsy_ranker ranker;
    hsy_facts facts;
    hsy_ranking ranking;
} loaded;

static void load_mentions(loaded *made) {
    const float *rows = fixture_values(made->base.fixture, "coref.mentions", &made->facts.count);
    made->facts.mentions = HSY_NEW(&made->base.arena, hsy_mention, made->facts.count);
    assert_non_null(made->facts.mentions);
    for (size_t i = 0; i < made->facts.count; i++, rows += 3) {
        made->facts.mentions[i].words = (hsy_words){(uint32_t)rows[0], (uint32_t)rows[1]};
        made->facts.mentions[i].head = (uint32_t)rows[2];
    }
}

static void load(loaded *made) {
    hearsay_error error;
    *made = (loaded){0};
    fixture_load(&made->base);
    size_t width = hsy_encoder_width(made->base.encoder);
    assert_int_equal(hsy_ranker_load(made->base.weights, width, NULL, &made->ranker, &error), HEARSAY_OK);
    assert_true(made->ranker.present);
    load_mentions(made);
    assert_int_equal(hsy_ranking_new(&made->ranker, made->base.scratch, &made->facts, made->base.vectors, width,
                                     &made->base.arena, &made->ranking, &error),
                     HEARSAY_OK);
}

static void unload(loaded *made) {
    hsy_ranker_free(&made->ranker);
    fixture_free(&made->base);
}

/* Small numbers that the fixture holds as floats. */
static uint8_t *small_numbers(loaded *made, const char *name, size_t columns, size_t *rows) {
    const float *values = fixture_values(made->base.fixture, name, rows);
    uint8_t *numbers = HSY_NEW(&made->base.arena, uint8_t, *rows * columns);
    assert_non_null(numbers);
    for (size_t i = 0; i < *rows * columns; i++)
        numbers[i] = (uint8_t)values[i];
    return numbers;
}

static void the_scores_of_no_antecedent_equal_those_of_training(void **state) {
    (void)state;
    loaded made;
    load(&made);
    hearsay_error error;
    size_t count, rows;
    const float *wanted = fixture_values(made.base.fixture, "coref.none", &count);
    const uint8_t *alone = small_numbers(&made, "coref.known_alone", HSY_ALONE_COLUMNS, &rows);
    float *none = HSY_NEW(&made.base.arena, float, count);
    assert_true(none != NULL && rows == count && count == made.facts.count);
    assert_int_equal(hsy_ranking_none(&made.ranking, made.base.scratch, alone, count, &made.base.arena, none, &error),
                     HEARSAY_OK);
    for (size_t i = 0; i < count; i++)
        assert_true(fabsf(none[i] - wanted[i]) < 1e-3F);
    unload(&made);
}

static void the_scores_of_pairs_equal_those_of_training(void **state) {
    (void)state;
    loaded made;
    load(&made);
    size_t count, pair_rows;
    const float *wanted = fixture_values(made.base.fixture, "coref.scores", &count);
    const uint8_t *rows = small_numbers(&made, "coref.known_pairs", HSY_PAIR_COLUMNS, &pair_rows);
    float *scores = HSY_NEW(&made.base.arena, float, made.facts.count);
    assert_true(scores != NULL && count == pair_rows);
    assert_int_equal(count, made.facts.count * (made.facts.count - 1) / 2);
    for (size_t later = 0; later < made.facts.count; later++) {
        hsy_ranking_row(&made.ranking, later, rows, later, scores);
        for (size_t i = 0; i < later; i++)
            assert_true(fabsf(scores[i] - wanted[i]) < 1e-3F);
        rows += later * HSY_PAIR_COLUMNS;
        wanted += later;
    }
    unload(&made);
}

static void a_mention_that_looks_back_less_far_sees_the_same_scores(void **state) {
    (void)state;
    loaded made;
    load(&made);
    size_t pairs, later = made.facts.count - 1, near = later / 3;
    const uint8_t *rows = small_numbers(&made, "coref.known_pairs", HSY_PAIR_COLUMNS, &pairs);
    rows += (pairs - later) * HSY_PAIR_COLUMNS;
    float *all = HSY_NEW(&made.base.arena, float, later), *few = HSY_NEW(&made.base.arena, float, near);
    assert_true(all != NULL && few != NULL && near > 0);
    hsy_ranking_row(&made.ranking, later, rows, later, all);
    hsy_ranking_row(&made.ranking, later, rows + (later - near) * HSY_PAIR_COLUMNS, near, few);
    assert_memory_equal(few, all + later - near, near * sizeof *few);
    unload(&made);
}

/* The score as rank.h defines it, one row of the model's table for each column. */
static float defined_score(const loaded *made, size_t later, size_t earlier, const uint8_t *pair) {
    const hsy_ranking *ranking = &made->ranking;
    size_t size = made->ranker.size, match = made->ranker.match_size, rows;
    const float *table = fixture_values(made->base.weights, "coref.table", &rows);
    const float *out = fixture_values(made->base.weights, "coref.out", &rows);
    double score = out[size];
    for (size_t i = 0; i <= size; i++) {
        double sum = 0;
        size_t first = 0;
        for (size_t column = 0; column < HSY_PAIR_COLUMNS; first += hsy_pair_sizes[column++])
            sum += table[(first + pair[column]) * (size + 1) + i];
        if (i == size) {
            score += sum;
            continue;
        }
        sum += ranking->mix[later * 2 * size + i] + ranking->mix[earlier * 2 * size + size + i];
        score += sum > 0 ? sum * out[i] : 0;
    }
    for (size_t i = 0; i < match; i++)
        score += ranking->match[later * 2 * match + i] * ranking->match[earlier * 2 * match + match + i] / 8;
    return (float)score;
}

/* So many that every row of every joined table is among them. */
static void joined_tables_score_like_one_table_a_column(void **state) {
    (void)state;
    enum { TRIES = 6000 };
    loaded made;
    load(&made);
    uint32_t dice = 1;
    for (size_t try = 0; try < TRIES; try++) {
        uint8_t pair[HSY_PAIR_COLUMNS];
        for (size_t column = 0; column < HSY_PAIR_COLUMNS; column++) {
            dice = dice * 1664525U + 1013904223U;
            pair[column] = (uint8_t)((dice >> 16) % hsy_pair_sizes[column]);
        }
        size_t later = 1 + try % (made.facts.count - 1);
        float score;
        hsy_ranking_row(&made.ranking, later, pair, 1, &score);
        assert_true(fabsf(score - defined_score(&made, later, later - 1, pair)) < 1e-4F);
    }
    unload(&made);
}

static void the_columns_have_rows_in_the_models_tables(void **state) {
    (void)state;
    loaded made;
    load(&made);
    size_t pair_rows = 0, alone_rows = 0, rows;
    for (size_t i = 0; i < HSY_PAIR_COLUMNS; i++)
        pair_rows += hsy_pair_sizes[i];
    for (size_t i = 0; i < HSY_ALONE_COLUMNS; i++)
        alone_rows += hsy_alone_sizes[i];
    (void)fixture_values(made.base.weights, "coref.table", &rows);
    assert_int_equal(rows, pair_rows);
    (void)fixture_values(made.base.weights, "coref.alone", &rows);
    assert_int_equal(rows, alone_rows);
    unload(&made);
}

static void a_model_without_these_heads_is_loaded_without_them(void **state) {
    (void)state;
    hearsay_error error;
    hsy_ranker ranker;
    hsy_weights *none = fixture_open("fixture.safetensors");
    assert_int_equal(hsy_ranker_load(none, 384, NULL, &ranker, &error), HEARSAY_OK);
    assert_false(ranker.present);
    hsy_ranker_free(&ranker);
    hsy_weights_free(none);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_scores_of_no_antecedent_equal_those_of_training),
        cmocka_unit_test(the_scores_of_pairs_equal_those_of_training),
        cmocka_unit_test(a_mention_that_looks_back_less_far_sees_the_same_scores),
        cmocka_unit_test(joined_tables_score_like_one_table_a_column),
        cmocka_unit_test(the_columns_have_rows_in_the_models_tables),
        cmocka_unit_test(a_model_without_these_heads_is_loaded_without_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
