/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "reading.h"

static void a_sentence_ends_at_a_stop_before_a_capital(void **state) {
    (void)state;
    assert_sentences("The dam held. The town slept! Did it? 24 people left… Nobody knows.",
                     "The dam held. | The town slept! | Did it? | 24 people left… | Nobody knows.");
}

static void closing_marks_and_brackets_belong_to_the_sentence(void **state) {
    (void)state;
    assert_sentences("“The dam held.” (The town slept.) 'It did.' She left.",
                     "“The dam held.” | (The town slept.) | 'It did.' | She left.");
    assert_sentences("It was built in 1931. [2] [3] The town grew.", "It was built in 1931. [2] [3] | The town grew.");
}

static void a_title_or_an_initial_ends_none(void **state) {
    (void)state;
    assert_sentences("Mr. Aske met Gov. Lund and J. K. Holm vs. The State.",
                     "Mr. Aske met Gov. Lund and J. K. Holm vs. The State.");
    assert_sentences("George W. Aske left. W. Lund stayed.", "George W. Aske left. | W. Lund stayed.");
}

static void an_abbreviation_ends_one_before_a_frequent_first_word(void **state) {
    (void)state;
    assert_sentences("They left the U.S. The rest stayed until 5 p.m. Monday in St. Mary, Mo. Nobody came.",
                     "They left the U.S. | The rest stayed until 5 p.m. Monday in St. Mary, Mo. | Nobody came.");
    assert_sentences("The U.S. Senate met Dial Inc. of Ohio.", "The U.S. Senate met Dial Inc. of Ohio.");
}

static void a_decimal_or_a_number_ends_none(void **state) {
    (void)state;
    assert_sentences("It rose 1.5 percent to No. 5 of all. See No. 7.",
                     "It rose 1.5 percent to No. 5 of all. | See No. 7.");
}

static void a_stop_before_a_small_letter_ends_none(void **state) {
    (void)state;
    assert_sentences("Yahoo! said so. “Why?” she asked. “Go!” he cried and left... for good.",
                     "Yahoo! said so. | “Why?” she asked. | “Go!” he cried and left... for good.");
    assert_sentences("He left. iPhones rang.", "He left. | iPhones rang.");
}

static void a_question_and_its_asker_are_one_sentence(void **state) {
    (void)state;
    assert_sentences("“Why?” Nora Whitfield asked. “Why?” The town was silent.",
                     "“Why?” Nora Whitfield asked. | “Why?” | The town was silent.");
}

static void a_comma_behind_the_mark_goes_on(void **state) {
    (void)state;
    assert_sentences("“Is it safe?”, Nora asked. They said “It is.”, but left.",
                     "“Is it safe?”, Nora asked. | They said “It is.”, but left.");
}

static void each_sentence_of_a_quotation_is_one(void **state) {
    (void)state;
    assert_sentences("“It held. It will hold,” he said.", "“It held. | It will hold,” he said.");
}

static void a_paragraph_ends_its_sentence(void **state) {
    (void)state;
    assert_sentences("The dam holds\n\nthe town sleeps", "The dam holds | the town sleeps");
}

static void spaced_full_stops_are_one_ellipsis(void **state) {
    (void)state;
    assert_sentences("He was . . . Gone for good. They left.", "He was . . . | Gone for good. | They left.");
}

static void the_layout_marks_first_words(void **state) {
    (void)state;
    token_reading reading;
    reading_read(&reading, "One. Two.\n\nThree.", false);
    static const uint8_t expected[] = {HSY_LAYOUT_PARAGRAPH, HSY_LAYOUT_INSIDE,    HSY_LAYOUT_SENTENCE,
                                       HSY_LAYOUT_INSIDE,    HSY_LAYOUT_PARAGRAPH, HSY_LAYOUT_INSIDE};
    assert_int_equal(reading.tokens->word_count, 6);
    for (size_t i = 0; i < 6; i++)
        assert_int_equal(reading.tokens->words[i].layout, expected[i]);
    assert_int_equal(reading.tokens->words[5].sentence, 2);
    assert_int_equal(reading.tokens->sentences[2].paragraph, 1);
    reading_free(&reading);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sentence_ends_at_a_stop_before_a_capital),
        cmocka_unit_test(closing_marks_and_brackets_belong_to_the_sentence),
        cmocka_unit_test(a_title_or_an_initial_ends_none),
        cmocka_unit_test(an_abbreviation_ends_one_before_a_frequent_first_word),
        cmocka_unit_test(a_decimal_or_a_number_ends_none),
        cmocka_unit_test(a_stop_before_a_small_letter_ends_none),
        cmocka_unit_test(a_question_and_its_asker_are_one_sentence),
        cmocka_unit_test(a_comma_behind_the_mark_goes_on),
        cmocka_unit_test(each_sentence_of_a_quotation_is_one),
        cmocka_unit_test(a_paragraph_ends_its_sentence),
        cmocka_unit_test(spaced_full_stops_are_one_ellipsis),
        cmocka_unit_test(the_layout_marks_first_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
