/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "reading.h"

static void punctuation_marks_are_words_of_their_own(void **state) {
    (void)state;
    assert_words("The dam, built in 1931; the town (upstream): both hold!",
                 "The dam , built in 1931 ; the town ( upstream ) : both hold !");
    assert_words("Really?! Yes!!", "Really ?! Yes !!");
}

static void clitics_are_cut_off(void **state) {
    (void)state;
    assert_words("It isn't theirs, they're sure, I'm not, we'd go, you'll see, they've left.",
                 "It is n't theirs , they 're sure , I 'm not , we 'd go , you 'll see , they 've left .");
    assert_words("It isn’t Odom‘s or Nora’s; she’ll say.", "It is n’t Odom ‘s or Nora ’s ; she ’ll say .");
    assert_words("THE TOWN'S DAM CAN'T HOLD", "THE TOWN 'S DAM CA N'T HOLD");
    assert_words("They'd've gone; she shouldn't've.", "They 'd 've gone ; she should n't 've .");
    assert_words("the U.S.'s oldest dam", "the U.S. 's oldest dam");
}

static void apostrophes_within_names_stay(void **state) {
    (void)state;
    assert_words("O'Neill's ma'am said y'all leave at five o'clock.",
                 "O'Neill 's ma'am said y'all leave at five o'clock .");
}

static void a_plural_s_apostrophe_is_a_word(void **state) {
    (void)state;
    assert_words("the officials' plan and the workers’ plan", "the officials ' plan and the workers ’ plan");
}

static void elided_words_and_years_keep_their_apostrophe(void **state) {
    (void)state;
    assert_words("In the '90s and ’16 they told 'em to wait 'til noon.",
                 "In the '90s and ’16 they told 'em to wait 'til noon .");
    assert_words("a rock 'n' roll band", "a rock 'n' roll band");
}

static void hyphenated_words_are_one_and_dashes_are_apart(void **state) {
    (void)state;
    assert_words("A self-described 20-year-old—so he said—left.", "A self-described 20-year-old — so he said — left .");
    assert_words("the dam--the old one - and pages 10–12", "the dam -- the old one - and pages 10 – 12");
    assert_words("U.S.-led talks with the Lt.-Gov. on Monday", "U.S.-led talks with the Lt.-Gov. on Monday");
}

static void abbreviations_keep_their_full_stop(void **state) {
    (void)state;
    assert_words("Mr. Aske met Sen. Lund (D-Calif.) in St. Mary on Jan. 4 at 5 p.m. sharp.",
                 "Mr. Aske met Sen. Lund ( D-Calif. ) in St. Mary on Jan. 4 at 5 p.m. sharp .");
    assert_words("SEN. LUND AND DR. ASKE", "SEN. LUND AND DR. ASKE");
    assert_words("See No. 5. He said no. That was all.", "See No. 5 . He said no . That was all .");
    assert_words("She holds a Ph.D. from there.", "She holds a Ph.D. from there .");
}

static void initials_keep_theirs_and_single_letters_do_not(void **state) {
    (void)state;
    assert_words("G.K. Aske and J. Lund took vitamin C. The rest was plan B.",
                 "G.K. Aske and J. Lund took vitamin C . The rest was plan B .");
    assert_words("She met Jay-Z. Aske left.", "She met Jay-Z . Aske left .");
    assert_words("Nora and I. Nobody else.", "Nora and I . Nobody else .");
}

static void a_lost_space_behind_a_full_stop_is_made_good(void **state) {
    (void)state;
    assert_words("The dam held.The town slept. Then Rep.Lund and J.Aske came.",
                 "The dam held . The town slept . Then Rep. Lund and J. Aske came .");
}

static void numbers_are_one_word(void **state) {
    (void)state;
    assert_words("1,000.5 tons at 10:30, up .5 since 9/11, 24/7.", "1,000.5 tons at 10:30 , up .5 since 9/11 , 24/7 .");
    assert_words("It cost $1.5bn, 50% more, US$5 each.", "It cost $ 1.5bn , 50 % more , US $ 5 each .");
    assert_words("It cost £10 or €5.", "It cost £10 or €5 .");
    assert_words("as shown [13,14]", "as shown [ 13 , 14 ]");
    assert_words("the 1980's and 6'2\" men", "the 1980 's and 6'2 \" men");
}

static void ellipses_are_one_word(void **state) {
    (void)state;
    assert_words("Well... he left… then . . . nothing", "Well ... he left … then . . . nothing");
}

static void addresses_are_one_word(void **state) {
    (void)state;
    assert_words("Go to https://dial.example/a?b=c(d). Write to nora@dial.example, or see DialWeekly.com.",
                 "Go to https://dial.example/a?b=c(d) . Write to nora@dial.example , or see DialWeekly.com .");
    assert_words("See www.dial.example/x, bit.ly/2aB and @nora_w on #dams.",
                 "See www.dial.example/x , bit.ly/2aB and @nora_w on #dams .");
    assert_words("See dämme.example/x.", "See dämme.example/x .");
    assert_words("and/or AT&T", "and / or AT&T");
}

static void struck_out_letters_belong_to_the_word(void **state) {
    (void)state;
    assert_words("That f***ing s**t, a ***** rating", "That f***ing s**t , a ***** rating");
}

static void marks_in_the_way_of_tex_are_one_word(void **state) {
    (void)state;
    assert_words("``We go,'' he said.", "`` We go , '' he said .");
    assert_words("''She told me, 'No,''' he said.", "'' She told me , ' No , ' '' he said .");
}

static void white_space_of_every_kind_parts_words(void **state) {
    (void)state;
    assert_words("a\xC2\xA0"
                 "b\xE2\x80\x89"
                 "c\td",
                 "a b c d");
}

static void invisible_characters_stay_within_a_word(void **state) {
    (void)state;
    assert_words("re\xC2\xADservoir", "re\xC2\xADservoir");
    assert_words("Nora e\xCC\x81t", "Nora e\xCC\x81t");
}

static void promo_paragraphs_have_no_words(void **state) {
    (void)state;
    assert_words("One.\n\nPROMO PHOTOS: the dam\n\nTwo.", "One . Two .");
}

static void a_story_without_text_has_nothing(void **state) {
    (void)state;
    assert_words("", "");
    assert_words("PROMO only", "");
    assert_sentences("", "");
    assert_quotations("", "");
}

static void the_case_of_a_word_is_that_of_its_letters(void **state) {
    (void)state;
    token_reading reading;
    reading_read(&reading, "Nora A FBI U.S. McCain iPhone dam 24 , 10th É Anglo-american 水", false);
    static const uint8_t expected[] = {
        HSY_CASE_CAPITALISED, HSY_CASE_CAPITALISED, HSY_CASE_UPPER, HSY_CASE_UPPER, HSY_CASE_MIXED,
        HSY_CASE_MIXED,       HSY_CASE_LOWER,       HSY_CASE_NONE,  HSY_CASE_NONE,  HSY_CASE_LOWER,
        HSY_CASE_CAPITALISED, HSY_CASE_CAPITALISED, HSY_CASE_LOWER};
    assert_int_equal(reading.tokens->word_count, sizeof expected);
    for (size_t i = 0; i < sizeof expected; i++)
        assert_int_equal(reading.tokens->words[i].kase, expected[i]);
    reading_free(&reading);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(punctuation_marks_are_words_of_their_own),
        cmocka_unit_test(clitics_are_cut_off),
        cmocka_unit_test(apostrophes_within_names_stay),
        cmocka_unit_test(a_plural_s_apostrophe_is_a_word),
        cmocka_unit_test(elided_words_and_years_keep_their_apostrophe),
        cmocka_unit_test(hyphenated_words_are_one_and_dashes_are_apart),
        cmocka_unit_test(abbreviations_keep_their_full_stop),
        cmocka_unit_test(initials_keep_theirs_and_single_letters_do_not),
        cmocka_unit_test(a_lost_space_behind_a_full_stop_is_made_good),
        cmocka_unit_test(numbers_are_one_word),
        cmocka_unit_test(ellipses_are_one_word),
        cmocka_unit_test(addresses_are_one_word),
        cmocka_unit_test(struck_out_letters_belong_to_the_word),
        cmocka_unit_test(marks_in_the_way_of_tex_are_one_word),
        cmocka_unit_test(white_space_of_every_kind_parts_words),
        cmocka_unit_test(invisible_characters_stay_within_a_word),
        cmocka_unit_test(promo_paragraphs_have_no_words),
        cmocka_unit_test(a_story_without_text_has_nothing),
        cmocka_unit_test(the_case_of_a_word_is_that_of_its_letters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
