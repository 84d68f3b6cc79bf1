/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "encoder/parts.h"
#include "encoder/weights_file.h"

enum { CLS = 1, SEP = 2 };

static const model_shape TINY = {.layers = 2,
                                 .width = 8,
                                 .heads = 2,
                                 .inner = 16,
                                 .positions = 32,
                                 .window = 32,
                                 .overlap = 8,
                                 .vocabulary = 40,
                                 .bytes = true};

/* --- Cutting ------------------------------------------------------------------------------------ */

typedef struct cut_story {
    hsy_tokens tokens;
    hsy_vector windows;
    uint32_t *choice;
} cut_story;

static cut_story cut(const size_t *piece_counts, size_t word_count, size_t room, size_t overlap) {
    cut_story story = {.tokens = tokens_make(piece_counts, word_count, 10)};
    hsy_vector_init(&story.windows, sizeof(hsy_window), NULL);
    hsy_windows_cut(story.tokens.words, word_count, room, overlap, &story.windows);
    assert_false(story.windows.failed);
    story.choice = calloc(word_count + 1, sizeof *story.choice);
    assert_non_null(story.choice);
    hsy_windows_choose(story.tokens.words, word_count, story.windows.data, story.windows.count, story.choice);
    return story;
}

static void cut_free(cut_story *story) {
    hsy_vector_free(&story->windows);
    free(story->choice);
    free(story->tokens.words);
    free(story->tokens.pieces);
}

/* Words of one piece each. */
static cut_story cut_even(size_t word_count, size_t room, size_t overlap) {
    size_t *counts = malloc((word_count + 1) * sizeof *counts);
    assert_non_null(counts);
    for (size_t i = 0; i < word_count; i++)
        counts[i] = 1;
    cut_story story = cut(counts, word_count, room, overlap);
    free(counts);
    return story;
}

static void assert_window(const cut_story *story, size_t index, size_t first, size_t end) {
    assert_true(index < story->windows.count);
    const hsy_window *window = &HSY_AT(story->windows, hsy_window, index);
    assert_int_equal(window->first_word, first);
    assert_int_equal(window->end_word, end);
}

static size_t pieces_in(const cut_story *story, const hsy_window *window) {
    size_t sum = 0;
    for (size_t i = window->first_word; i < window->end_word; i++)
        sum += story->tokens.words[i].piece_count;
    return sum;
}

static void a_story_that_fits_is_one_window(void **state) {
    (void)state;
    for (size_t count = 1; count <= 30; count++) {
        cut_story story = cut_even(count, 30, 8);
        assert_int_equal(story.windows.count, 1);
        assert_window(&story, 0, 0, count);
        cut_free(&story);
    }
    cut_story none = cut_even(0, 30, 8);
    assert_int_equal(none.windows.count, 0);
    cut_free(&none);
}

static void a_long_story_is_cut_into_as_few_windows_as_can_be_all_of_about_one_length(void **state) {
    (void)state;
    cut_story story = cut_even(31, 30, 8);
    assert_int_equal(story.windows.count, 2);
    assert_window(&story, 0, 0, 30); /* 20 would do; with [CLS] and [SEP] that makes two steps of 16 rows */
    assert_window(&story, 1, 1, 31);
    cut_free(&story);
    story = cut_even(70, 60, 8);
    assert_int_equal(story.windows.count, 2);
    assert_window(&story, 0, 0, 46); /* 39 would do */
    assert_window(&story, 1, 24, 70);
    cut_free(&story);
    story = cut_even(60, 30, 8);
    assert_int_equal(story.windows.count, 3);
    assert_window(&story, 0, 0, 30);
    assert_window(&story, 1, 22, 52);
    assert_window(&story, 2, 30, 60);
    cut_free(&story);
}

static void a_word_is_taken_where_its_poorer_side_is_richest(void **state) {
    (void)state;
    cut_story story = cut_even(52, 30, 8); /* [0, 30) and [22, 52) */
    assert_int_equal(story.windows.count, 2);
    for (size_t i = 0; i < 52; i++)
        assert_int_equal(story.choice[i], i < 26 ? 0 : 1);
    cut_free(&story);
}

static void a_word_is_never_cut_in_two(void **state) {
    (void)state;
    const size_t counts[] = {3, 4, 4, 4, 2};
    cut_story story = cut(counts, 5, 10, 4);
    assert_int_equal(story.windows.count, 3);
    assert_window(&story, 0, 0, 2); /* 7 pieces; the third word would make 11 */
    assert_window(&story, 1, 1, 3);
    assert_window(&story, 2, 2, 5);
    cut_free(&story);
}

static void a_word_longer_than_a_window_is_alone_in_one(void **state) {
    (void)state;
    const size_t counts[] = {1, 1, 50, 1, 1};
    cut_story story = cut(counts, 5, 10, 4);
    assert_int_equal(story.windows.count, 3);
    assert_window(&story, 0, 0, 2);
    assert_window(&story, 1, 2, 3);
    assert_window(&story, 2, 3, 5);
    cut_free(&story);
}

/* A word that fills most of a window leaves no room for the overlap; it must not be tried again and again. */
static void a_word_nearly_as_long_as_a_window_costs_one_window(void **state) {
    (void)state;
    size_t counts[100];
    for (size_t i = 0; i < 100; i++)
        counts[i] = i % 25 == 24 ? 28 : 1;
    cut_story story = cut(counts, 100, 30, 12);
    assert_true(story.windows.count <= 14);
    cut_free(&story);
}

/* Whatever the story: windows in order, each with something new and nothing left out, no word outside its window. */
static void check_random_story(size_t room, size_t overlap) {
    size_t counts[300], count = 1 + random_below(300);
    for (size_t i = 0; i < count; i++)
        counts[i] = random_below(20) == 0 ? 1 + random_below(2 * (uint32_t)room) : 1 + random_below(3);
    cut_story story = cut(counts, count, room, overlap);
    size_t done = 0;
    for (size_t w = 0; w < story.windows.count; w++) {
        const hsy_window *window = &HSY_AT(story.windows, hsy_window, w);
        assert_true(window->first_word <= done && window->end_word > done);
        assert_true(pieces_in(&story, window) <= room || window->end_word == window->first_word + 1);
        done = window->end_word;
    }
    assert_int_equal(done, count);
    for (size_t i = 0; i < count; i++) {
        const hsy_window *window = &HSY_AT(story.windows, hsy_window, story.choice[i]);
        assert_true(story.choice[i] < story.windows.count && i >= window->first_word && i < window->end_word);
    }
    cut_free(&story);
}

static void every_word_of_any_story_has_a_window(void **state) {
    (void)state;
    for (size_t round = 0; round < 300; round++)
        check_random_story(1 + random_below(60), random_below(30));
}

static void words_within_a_story_have_context_on_both_sides_and_the_work_is_in_bounds(void **state) {
    (void)state;
    enum { WORDS = 5000, ROOM = 254, OVERLAP = 64 };
    size_t counts[WORDS], work = 0;
    for (size_t i = 0; i < WORDS; i++)
        counts[i] = 1 + (size_t)(i % 5 == 0) + (size_t)(i % 11 == 0);
    cut_story story = cut(counts, WORDS, ROOM, OVERLAP);
    const hsy_word *words = story.tokens.words;
    size_t total = story.tokens.piece_count;
    for (size_t w = 0; w < story.windows.count; w++)
        work += pieces_in(&story, &HSY_AT(story.windows, hsy_window, w));
    for (size_t i = 0; i < WORDS; i++) {
        const hsy_window *window = &HSY_AT(story.windows, hsy_window, story.choice[i]);
        size_t start = words[window->first_word].first_piece, at = words[i].first_piece;
        size_t end = start + pieces_in(&story, window);
        size_t before = at - start, after = end - at - words[i].piece_count;
        assert_true(before >= OVERLAP / 2 - 4 || start == 0);
        assert_true(after >= OVERLAP / 2 - 4 || end == total);
    }
    assert_true(work <= total * ROOM / (ROOM - OVERLAP) + total / 50 + ROOM);
    cut_free(&story);
}

/* --- Paragraphs ------------------------------------------------------------------------------------ */

/* Paragraphs of so many words, of one piece each. */
static cut_story cut_paragraphs(const size_t *lengths, size_t count, size_t room, size_t overlap) {
    size_t words = 0, at = 0, ones[4000];
    for (size_t i = 0; i < count; i++)
        words += lengths[i];
    assert_true(words <= 4000);
    for (size_t i = 0; i < words; i++)
        ones[i] = 1;
    cut_story story = {.tokens = tokens_make(ones, words, 10)};
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < lengths[i]; k++)
            story.tokens.words[at++].paragraph = (uint32_t)i;
    hsy_vector_init(&story.windows, sizeof(hsy_window), NULL);
    hsy_windows_cut(story.tokens.words, words, room, overlap, &story.windows);
    assert_false(story.windows.failed);
    return story;
}

static void a_story_is_cut_between_paragraphs_and_nothing_is_read_twice(void **state) {
    (void)state;
    const size_t lengths[] = {20, 20, 25, 15, 30};
    cut_story story = cut_paragraphs(lengths, 5, 46, 8);
    assert_int_equal(story.windows.count, 3);
    assert_window(&story, 0, 0, 40);
    assert_window(&story, 1, 40, 80);
    assert_window(&story, 2, 80, 110);
    cut_free(&story);
}

static void only_a_paragraph_that_is_too_long_is_cut_in_its_middle(void **state) {
    (void)state;
    const size_t lengths[] = {10, 70, 12};
    cut_story story = cut_paragraphs(lengths, 3, 46, 8);
    assert_int_equal(story.windows.count, 4);
    assert_window(&story, 0, 0, 10);
    assert_window(&story, 1, 10, 56);
    assert_window(&story, 2, 34, 80);
    assert_window(&story, 3, 80, 92);
    cut_free(&story);
}

/* By trying all ways: what the cheapest costs. */
static uint64_t least_cost(const size_t *lengths, size_t count, size_t room) {
    uint64_t least = UINT64_MAX;
    for (unsigned cuts = 0; cuts < 1U << (count - 1); cuts++) {
        uint64_t cost = 0;
        size_t pieces = 0;
        bool fits = true;
        for (size_t i = 0; i < count; i++) {
            pieces += lengths[i];
            if (i + 1 < count && (cuts >> i & 1U) == 0) continue;
            fits = fits && pieces <= room;
            cost += hsy_window_cost(pieces, room);
            pieces = 0;
        }
        if (fits && cost < least) least = cost;
    }
    return least;
}

static void of_all_ways_to_cut_the_cheapest_is_taken(void **state) {
    (void)state;
    enum { PARAGRAPHS = 10, ROOM = 446 };
    for (size_t round = 0; round < 100; round++) {
        size_t lengths[PARAGRAPHS];
        for (size_t i = 0; i < PARAGRAPHS; i++)
            lengths[i] = 1 + random_below(200);
        cut_story story = cut_paragraphs(lengths, PARAGRAPHS, ROOM, 32);
        uint64_t cost = 0;
        size_t done = 0;
        for (size_t w = 0; w < story.windows.count; w++) {
            const hsy_window *window = &HSY_AT(story.windows, hsy_window, w);
            assert_int_equal(window->first_word, done);
            done = window->end_word;
            cost += hsy_window_cost(pieces_in(&story, window), ROOM);
        }
        assert_int_equal(done, story.tokens.word_count);
        assert_int_equal(cost, least_cost(lengths, PARAGRAPHS, ROOM));
        cut_free(&story);
    }
}

static void windows_of_many_short_paragraphs_are_of_middling_length(void **state) {
    (void)state;
    size_t lengths[200];
    for (size_t i = 0; i < 200; i++)
        lengths[i] = 15;
    cut_story story = cut_paragraphs(lengths, 200, 446, 32);
    for (size_t w = 0; w < story.windows.count; w++) {
        size_t pieces = pieces_in(&story, &HSY_AT(story.windows, hsy_window, w));
        assert_true(pieces >= 160 && pieces <= 290);
    }
    cut_free(&story);
}

/* --- Running ---------------------------------------------------------------------------------------- */

typedef struct ran_story {
    hsy_tokens tokens;
    hsy_arena arena;
    float *vectors; /* [words, 2 width]; NULL where there is none */
} ran_story;

static ran_story run_story(const running_model *model, const size_t *piece_counts, size_t word_count) {
    ran_story story = {.tokens = tokens_make(piece_counts, word_count, TINY.vocabulary)};
    hearsay_error error;
    hsy_arena_init(&story.arena, NULL);
    hsy_vectors *vectors = NULL;
    if (hsy_encoder_run(model->scratch, &story.tokens, CLS, SEP, &story.arena, &vectors, &error) != HEARSAY_OK)
        fail_msg("%s", error.message);
    if (vectors == NULL) return story;
    story.vectors = HSY_NEW(&story.arena, float, word_count * 2 * TINY.width);
    assert_non_null(story.vectors);
    for (size_t word = 0; word < word_count; word++)
        hsy_vectors_read(vectors, word, story.vectors + word * 2 * TINY.width);
    return story;
}

static void ran_free(ran_story *story) {
    hsy_arena_free(&story->arena);
    free(story->tokens.words);
    free(story->tokens.pieces);
}

/* The window of words [first, end), made and run here, to `out`. */
static void window_by_hand(const running_model *model, const hsy_tokens *tokens, size_t first, size_t end, float *out) {
    uint16_t pieces[32] = {CLS};
    uint8_t kase[32] = {0}, quote[32] = {0}, layout[32] = {0};
    size_t count = 1;
    for (size_t w = first; w < end; w++) {
        const hsy_word *word = &tokens->words[w];
        layout[count] = word->layout;
        for (size_t p = 0; p < word->piece_count && count < 31; p++, count++) {
            pieces[count] = tokens->pieces[word->first_piece + p];
            kase[count] = word->kase;
            quote[count] = word->quote;
        }
    }
    pieces[count++] = SEP;
    assert_int_equal(hsy_encoder_window(model->scratch, pieces, kase, quote, layout, count, out, NULL), HEARSAY_OK);
}

static void the_words_of_a_short_story_have_the_vectors_of_its_one_window(void **state) {
    (void)state;
    running_model model;
    running_start(&model, &TINY);
    const size_t counts[] = {1, 2, 1, 5, 1, 1, 3};
    ran_story story = run_story(&model, counts, 7);
    float out[32 * 8];
    window_by_hand(&model, &story.tokens, 0, 7, out);
    for (size_t i = 0; i < 7; i++) {
        const hsy_word *word = &story.tokens.words[i];
        size_t first = 1 + word->first_piece, last = first + word->piece_count - 1;
        assert_memory_equal(story.vectors + i * 16, out + first * 8, 8 * sizeof *out);
        assert_memory_equal(story.vectors + i * 16 + 8, out + last * 8, 8 * sizeof *out);
    }
    ran_free(&story);
    running_stop(&model);
}

static void a_url_of_a_hundred_pieces_is_cut_off_and_its_last_piece_is_the_windows_last(void **state) {
    (void)state;
    running_model model;
    running_start(&model, &TINY);
    const size_t counts[] = {1, 1, 100, 1};
    ran_story story = run_story(&model, counts, 4);
    float out[32 * 8];
    window_by_hand(&model, &story.tokens, 2, 3, out);
    assert_memory_equal(story.vectors + 2 * 16, out + 1 * 8, 8 * sizeof *out);
    assert_memory_equal(story.vectors + 2 * 16 + 8, out + 30 * 8, 8 * sizeof *out);
    ran_free(&story);
    running_stop(&model);
}

static void every_word_of_a_story_of_five_thousand_has_the_vector_of_its_window(void **state) {
    (void)state;
    enum { WORDS = 5000 };
    running_model model;
    running_start(&model, &TINY);
    size_t *counts = malloc(WORDS * sizeof *counts);
    assert_non_null(counts);
    for (size_t i = 0; i < WORDS; i++)
        counts[i] = 1 + random_below(4);
    ran_story story = run_story(&model, counts, WORDS);
    cut_story plan = {.tokens = story.tokens};
    hsy_vector_init(&plan.windows, sizeof(hsy_window), NULL);
    hsy_windows_cut(story.tokens.words, WORDS, 30, 8, &plan.windows);
    plan.choice = calloc(WORDS, sizeof *plan.choice);
    assert_non_null(plan.choice);
    hsy_windows_choose(story.tokens.words, WORDS, plan.windows.data, plan.windows.count, plan.choice);
    for (size_t w = 0; w < plan.windows.count; w++) {
        const hsy_window *window = &HSY_AT(plan.windows, hsy_window, w);
        float out[32 * 8];
        window_by_hand(&model, &story.tokens, window->first_word, window->end_word, out);
        size_t base = story.tokens.words[window->first_word].first_piece;
        for (size_t i = window->first_word; i < window->end_word; i++) {
            const hsy_word *word = &story.tokens.words[i];
            size_t first = 1 + word->first_piece - base, last = first + word->piece_count - 1;
            if (plan.choice[i] != w) continue;
            assert_memory_equal(story.vectors + i * 16, out + first * 8, 8 * sizeof *out);
            assert_memory_equal(story.vectors + i * 16 + 8, out + last * 8, 8 * sizeof *out);
        }
    }
    free(plan.choice);
    hsy_vector_free(&plan.windows);
    free(counts);
    ran_free(&story);
    running_stop(&model);
}

static void a_story_without_words_has_no_vectors(void **state) {
    (void)state;
    running_model model;
    running_start(&model, &TINY);
    ran_story story = run_story(&model, NULL, 0);
    assert_null(story.vectors);
    ran_free(&story);
    running_stop(&model);
}

static void words_whose_pieces_are_out_of_place_are_refused(void **state) {
    (void)state;
    running_model model;
    running_start(&model, &TINY);
    const size_t counts[] = {1, 2, 1};
    hsy_tokens tokens = tokens_make(counts, 3, TINY.vocabulary);
    hsy_arena arena;
    hsy_vectors *vectors;
    hsy_arena_init(&arena, NULL);
    tokens.words[1].piece_count = 4;
    assert_int_equal(hsy_encoder_run(model.scratch, &tokens, CLS, SEP, &arena, &vectors, NULL), HEARSAY_ERROR_ARGUMENT);
    tokens.words[1].piece_count = 0;
    assert_int_equal(hsy_encoder_run(model.scratch, &tokens, CLS, SEP, &arena, &vectors, NULL), HEARSAY_ERROR_ARGUMENT);
    assert_null(vectors);
    hsy_arena_free(&arena);
    free(tokens.words);
    free(tokens.pieces);
    running_stop(&model);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_story_that_fits_is_one_window),
        cmocka_unit_test(a_long_story_is_cut_into_as_few_windows_as_can_be_all_of_about_one_length),
        cmocka_unit_test(a_word_is_taken_where_its_poorer_side_is_richest),
        cmocka_unit_test(a_word_is_never_cut_in_two),
        cmocka_unit_test(a_word_longer_than_a_window_is_alone_in_one),
        cmocka_unit_test(a_word_nearly_as_long_as_a_window_costs_one_window),
        cmocka_unit_test(every_word_of_any_story_has_a_window),
        cmocka_unit_test(words_within_a_story_have_context_on_both_sides_and_the_work_is_in_bounds),
        cmocka_unit_test(a_story_is_cut_between_paragraphs_and_nothing_is_read_twice),
        cmocka_unit_test(only_a_paragraph_that_is_too_long_is_cut_in_its_middle),
        cmocka_unit_test(of_all_ways_to_cut_the_cheapest_is_taken),
        cmocka_unit_test(windows_of_many_short_paragraphs_are_of_middling_length),
        cmocka_unit_test(the_words_of_a_short_story_have_the_vectors_of_its_one_window),
        cmocka_unit_test(a_url_of_a_hundred_pieces_is_cut_off_and_its_last_piece_is_the_windows_last),
        cmocka_unit_test(every_word_of_a_story_of_five_thousand_has_the_vector_of_its_window),
        cmocka_unit_test(a_story_without_words_has_no_vectors),
        cmocka_unit_test(words_whose_pieces_are_out_of_place_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
