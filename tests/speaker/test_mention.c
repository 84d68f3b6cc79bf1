/* SPDX-License-Identifier: Apache-2.0 */
/* The mention heads against what training computed: model/en/fixture.safetensors. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../extract/fixture.h"
#include "speaker/mention/mention.h"

enum { SENTENCE = 24, COLUMNS = 5 }; /* as in train/hearsay_train/mentions.py */

typedef struct loaded {
    hsy_weights *weights, *fixture;
    hsy_encoder *encoder;
    hsy_scratch *scratch;
    hsy_spotter spotter;
    hsy_arena arena;
    hsy_vectors *vectors;
    hsy_tokens tokens;
    hsy_lexicon lexicon;
} loaded;

static void load_words(loaded *made) {
    hearsay_error error;
    size_t width = hsy_encoder_width(made->encoder), pieces, words;
    const float *output = fixture_values(made->fixture, "window.output", &pieces);
    const float *first = fixture_values(made->fixture, "words.first", &words);
    const float *last = fixture_values(made->fixture, "words.last", &words);
    float *rows = HSY_NEW(&made->arena, float, words * 2 * width);
    made->tokens.words = HSY_NEW(&made->arena, hsy_word, words);
    made->tokens.word_count = words;
    assert_true(rows != NULL && made->tokens.words != NULL);
    for (size_t word = 0; word < words; word++) {
        memcpy(rows + word * 2 * width, output + (size_t)first[word] * width, width * sizeof *rows);
        memcpy(rows + (word * 2 + 1) * width, output + (size_t)last[word] * width, width * sizeof *rows);
        made->tokens.words[word].sentence = (uint32_t)(word / SENTENCE);
    }
    assert_int_equal(hsy_vectors_of(rows, words, width, &made->arena, &made->vectors, &error), HEARSAY_OK);
}

static void load(loaded *made) {
    hearsay_error error;
    *made = (loaded){0};
    hsy_arena_init(&made->arena, NULL);
    made->weights = fixture_open("model.safetensors");
    made->fixture = fixture_open("fixture.safetensors");
    assert_int_equal(hsy_encoder_load(made->weights, 30522, NULL, &made->encoder, &error), HEARSAY_OK);
    assert_int_equal(hsy_scratch_new(made->encoder, &made->scratch, &error), HEARSAY_OK);
    assert_int_equal(hsy_spotter_load(made->weights, hsy_encoder_width(made->encoder), NULL, &made->spotter, &error),
                     HEARSAY_OK);
    assert_true(made->spotter.present);
    load_words(made);
    made->lexicon.tokens = &made->tokens;
}

static void unload(loaded *made) {
    hsy_spotter_free(&made->spotter);
    hsy_scratch_free(made->scratch);
    hsy_encoder_free(made->encoder);
    hsy_weights_free(made->weights);
    hsy_weights_free(made->fixture);
    hsy_arena_free(&made->arena);
}

static hearsay_status read_mentions(loaded *made, hsy_mention **mentions, size_t *count) {
    hearsay_error error;
    return hsy_spotter_read(&made->spotter, made->scratch, &made->lexicon, made->vectors,
                            hsy_encoder_width(made->encoder), &made->arena, mentions, count, &error);
}

static void the_mentions_equal_those_of_training(void **state) {
    (void)state;
    loaded made;
    load(&made);
    hsy_mention *mentions;
    size_t count, expected;
    const float *wanted = fixture_values(made.fixture, "mention.found", &expected);
    assert_int_equal(read_mentions(&made, &mentions, &count), HEARSAY_OK);
    assert_int_equal(count, expected);
    for (size_t i = 0; i < count; i++, wanted += COLUMNS) {
        assert_int_equal(mentions[i].words.start, (uint32_t)wanted[0]);
        assert_int_equal(mentions[i].words.end, (uint32_t)wanted[1]);
        assert_int_equal(mentions[i].head, (uint32_t)wanted[2]);
        assert_int_equal(mentions[i].sort, (uint8_t)wanted[3]);
        assert_true(fabsf(mentions[i].score - wanted[4]) < 1e-3F);
    }
    unload(&made);
}

static void a_mention_holds_its_head_and_stays_in_its_sentence(void **state) {
    (void)state;
    loaded made;
    load(&made);
    hsy_mention *mentions;
    size_t count;
    assert_int_equal(read_mentions(&made, &mentions, &count), HEARSAY_OK);
    for (size_t i = 0; i < count; i++) {
        hsy_words words = mentions[i].words;
        assert_true(words.start <= mentions[i].head && mentions[i].head < words.end);
        assert_int_equal(words.start / SENTENCE, (words.end - 1) / SENTENCE);
        assert_true(mentions[i].head - words.start < HSY_MENTION_LEFT);
        assert_true(words.end - mentions[i].head <= HSY_MENTION_RIGHT);
    }
    unload(&made);
}

static void mentions_are_in_order_and_no_two_cover_the_same_words(void **state) {
    (void)state;
    loaded made;
    load(&made);
    hsy_mention *mentions;
    size_t count;
    assert_int_equal(read_mentions(&made, &mentions, &count), HEARSAY_OK);
    for (size_t i = 1; i < count; i++) {
        hsy_words before = mentions[i - 1].words, here = mentions[i].words;
        assert_true(before.start < here.start || (before.start == here.start && before.end > here.end));
    }
    unload(&made);
}

/* Blocks end with sentences: what is found in a sentence does not depend on how much text there is. */
static void a_long_text_is_read_like_its_sentences(void **state) {
    (void)state;
    enum { TIMES = 40 };
    loaded made;
    load(&made);
    hearsay_error error;
    size_t width = hsy_encoder_width(made.encoder), words = made.tokens.word_count / SENTENCE * SENTENCE;
    float *rows = HSY_NEW(&made.arena, float, words *TIMES * 2 * width);
    hsy_word *many = HSY_NEW(&made.arena, hsy_word, words * TIMES);
    assert_true(rows != NULL && many != NULL && words > 0);
    for (size_t word = 0; word < words * TIMES; word++) {
        hsy_vectors_read(made.vectors, word % words, rows + word * 2 * width);
        many[word].sentence = (uint32_t)(word / SENTENCE);
    }
    made.tokens = (hsy_tokens){.words = many, .word_count = words};
    hsy_vectors *once, *often;
    assert_int_equal(hsy_vectors_of(rows, words * 2, width, &made.arena, &once, &error), HEARSAY_OK);
    assert_int_equal(hsy_vectors_of(rows, words * TIMES, width, &made.arena, &often, &error), HEARSAY_OK);
    hsy_mention *few, *all;
    size_t few_count, all_count, same = 0;
    made.vectors = once;
    made.tokens.word_count = words * 2;
    assert_int_equal(read_mentions(&made, &few, &few_count), HEARSAY_OK);
    made.vectors = often;
    made.tokens.word_count = words * TIMES;
    assert_int_equal(read_mentions(&made, &all, &all_count), HEARSAY_OK);
    /* The second half of the two stands between the same words as all others but the last. */
    for (size_t i = 0; i < few_count; i++) {
        if (few[i].words.start < SENTENCE || few[i].words.start >= words) continue;
        for (size_t k = 0; k < all_count; k++)
            if (all[k].words.start == few[i].words.start + words * (TIMES / 2) &&
                all[k].words.end == few[i].words.end + words * (TIMES / 2) && all[k].sort == few[i].sort)
                same++;
    }
    size_t middle = 0;
    for (size_t i = 0; i < few_count; i++)
        middle += few[i].words.start >= SENTENCE && few[i].words.start < words;
    assert_true(middle > 0);
    assert_int_equal(same, middle);
    unload(&made);
}

static void a_model_without_these_heads_finds_no_mentions(void **state) {
    (void)state;
    loaded made;
    load(&made);
    hsy_spotter_free(&made.spotter);
    hsy_mention *mentions;
    size_t count = 1;
    assert_int_equal(read_mentions(&made, &mentions, &count), HEARSAY_OK);
    assert_int_equal(count, 0);
    unload(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_mentions_equal_those_of_training),
        cmocka_unit_test(a_mention_holds_its_head_and_stays_in_its_sentence),
        cmocka_unit_test(mentions_are_in_order_and_no_two_cover_the_same_words),
        cmocka_unit_test(a_long_text_is_read_like_its_sentences),
        cmocka_unit_test(a_model_without_these_heads_finds_no_mentions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
