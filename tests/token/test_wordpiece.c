/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "reading.h"

/* The ids were printed by BertWordPieceTokenizer of the PyPI package tokenizers with the same vocabulary. */

static void assert_ids(const char *text, size_t count, const uint16_t *ids) {
    token_reading reading;
    reading_read(&reading, text, true);
    assert_int_equal(reading.tokens->piece_count, count);
    assert_memory_equal(reading.tokens->pieces, ids, count * sizeof *ids);
    reading_free(&reading);
}

#define ASSERT_IDS(text, ...)                                                                                          \
    do {                                                                                                               \
        static const uint16_t ids[] = {__VA_ARGS__};                                                                   \
        assert_ids((text), sizeof ids / sizeof *ids, ids);                                                             \
    } while (0)

static void common_words_are_one_piece(void **state) {
    (void)state;
    ASSERT_IDS("The reservoir isn't leaking.", 1996, 8071, 3475, 1005, 1056, 24325, 1012);
}

static void rare_words_are_cut_into_their_longest_pieces(void **state) {
    (void)state;
    ASSERT_IDS("unfathomably", 4895, 27753, 23393, 8231);
    ASSERT_IDS("Whitfield‘s F.B.I.", 1059, 16584, 3790, 1520, 1055, 1042, 1012, 1038, 1012, 1045, 1012);
}

static void accents_and_case_are_dropped(void **state) {
    (void)state;
    ASSERT_IDS("Zoë Müller-Öztürk", 11199, 12304, 1011, 11472, 20689, 2243);
    ASSERT_IDS("İstanbul", 9960);
    ASSERT_IDS("a\xCC\x81"
               "e\xCC\x83",
               29347);
}

static void signs_before_numbers_are_as_the_reference_has_them(void **state) {
    (void)state;
    ASSERT_IDS("€3.5m £10", 1574, 2509, 1012, 1019, 2213, 26812);
}

static void chinese_characters_stand_alone_and_unknown_ones_are_unk(void **state) {
    (void)state;
    ASSERT_IDS("水库 dam", 1893, 100, 5477);
    ASSERT_IDS("☃", 100);
}

static void controls_and_soft_hyphens_vanish(void **state) {
    (void)state;
    ASSERT_IDS("Dam\xC2\xADwall", 5477, 9628);
    ASSERT_IDS("A\aB", 11113);
}

static void a_word_of_a_hundred_letters_is_read_and_a_longer_one_is_unk(void **state) {
    (void)state;
    char text[102];
    memset(text, 'x', 101);
    text[101] = '\0';
    ASSERT_IDS(text, 100);
    text[100] = '\0';
    token_reading reading;
    reading_read(&reading, text, true);
    assert_int_equal(reading.tokens->piece_count, 50);
    assert_int_equal(reading.tokens->pieces[0], 22038);
    assert_int_equal(reading.tokens->pieces[49], 20348);
    reading_free(&reading);
}

static void a_word_without_a_piece_gets_unk(void **state) {
    (void)state;
    ASSERT_IDS("dam \a dam", 5477, 100, 5477);
    ASSERT_IDS("\a", 100);
}

static void special_pieces_in_the_text_are_mere_text(void **state) {
    (void)state;
    token_reading reading;
    reading_read(&reading, "[SEP]", true);
    for (size_t i = 0; i < reading.tokens->piece_count; i++)
        assert_int_not_equal(reading.tokens->pieces[i], hsy_vocabulary_sep(reading.vocabulary));
    reading_free(&reading);
}

static void every_word_has_the_pieces_that_begin_in_it(void **state) {
    (void)state;
    token_reading reading;
    reading_read(&reading, "It isn't.\n\nPROMO no\n\nNora’s", true);
    static const uint32_t counts[] = {1, 1, 2, 1, 1, 2};
    uint32_t first = 0;
    assert_int_equal(reading.tokens->word_count, 6);
    for (size_t i = 0; i < 6; i++) {
        assert_int_equal(reading.tokens->words[i].first_piece, first);
        assert_int_equal(reading.tokens->words[i].piece_count, counts[i]);
        first += counts[i];
    }
    assert_int_equal(reading.tokens->piece_count, first);
    reading_free(&reading);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(common_words_are_one_piece),
        cmocka_unit_test(rare_words_are_cut_into_their_longest_pieces),
        cmocka_unit_test(accents_and_case_are_dropped),
        cmocka_unit_test(signs_before_numbers_are_as_the_reference_has_them),
        cmocka_unit_test(chinese_characters_stand_alone_and_unknown_ones_are_unk),
        cmocka_unit_test(controls_and_soft_hyphens_vanish),
        cmocka_unit_test(a_word_of_a_hundred_letters_is_read_and_a_longer_one_is_unk),
        cmocka_unit_test(a_word_without_a_piece_gets_unk),
        cmocka_unit_test(special_pieces_in_the_text_are_mere_text),
        cmocka_unit_test(every_word_has_the_pieces_that_begin_in_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
