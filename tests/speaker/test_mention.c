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
    fixture_model base;
    hsy_spotter spotter;
    hsy_tokens tokens;
    hsy_lexicon lexicon;
} loaded;

/* The words as sentences of one length. */
static void load_tokens(loaded *made) {
    made->tokens.words = HSY_NEW(&made->base.arena, hsy_word, made->base.words);
    made->tokens.word_count = made->base.words;
    assert_non_null(made->tokens.words);
    for (size_t word = 0; word < made->base.words; word++)
        made->tokens.words[word].sentence = (uint32_t)(word / SENTENCE);
    made->lexicon.tokens = &made->tokens;
}

static void load(loaded *made) {
    hearsay_error error;
    *made = (loaded){0};
    fixture_load(&made->base);
    assert_int_equal(
        hsy_spotter_load(made->base.weights, hsy_encoder_width(made->base.encoder), NULL, &made->spotter, &error),
        HEARSAY_OK);
    assert_true(made->spotter.present);
    load_tokens(made);
}

static void unload(loaded *made) {
    hsy_spotter_free(&made->spotter);
    fixture_free(&made->base);
}

static hearsay_status read_mentions(loaded *made, hsy_mention **mentions, size_t *count) {
    hearsay_error error;
    return hsy_spotter_read(&made->spotter, made->base.scratch, &made->lexicon, made->base.vectors,
                            hsy_encoder_width(made->base.encoder), &made->base.arena, mentions, count, &error);
}

static void the_mentions_equal_those_of_training(void **state) {
    (void)state;
    loaded made;
    load(&made);
    hsy_mention *mentions;
    size_t count, expected;
    const float *wanted = fixture_values(made.base.fixture, "mention.found", &expected);
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
    size_t width = hsy_encoder_width(made.base.encoder), words = made.tokens.word_count / SENTENCE * SENTENCE;
    float *rows = HSY_NEW(&made.base.arena, float, words *TIMES * 2 * width);
    hsy_word *many = HSY_NEW(&made.base.arena, hsy_word, words * TIMES);
    assert_true(rows != NULL && many != NULL && words > 0);
    for (size_t word = 0; word < words * TIMES; word++) {
        hsy_vectors_read(made.base.vectors, word % words, rows + word * 2 * width);
        many[word].sentence = (uint32_t)(word / SENTENCE);
    }
    made.tokens = (hsy_tokens){.words = many, .word_count = words};
    hsy_vectors *once, *often;
    assert_int_equal(hsy_vectors_of(rows, words * 2, width, &made.base.arena, &once, &error), HEARSAY_OK);
    assert_int_equal(hsy_vectors_of(rows, words * TIMES, width, &made.base.arena, &often, &error), HEARSAY_OK);
    hsy_mention *few, *all;
    size_t few_count, all_count, same = 0;
    made.base.vectors = once;
    made.tokens.word_count = words * 2;
    assert_int_equal(read_mentions(&made, &few, &few_count), HEARSAY_OK);
    made.base.vectors = often;
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
