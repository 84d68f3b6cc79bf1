/* SPDX-License-Identifier: Apache-2.0 */
/* What is known of a mention from its words and its place. */
#include "scene.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "speaker/coreference/pairs.h"

/* The facts of the scene's mentions; `sources` as its attributions say. */
static hsy_facts facts_of(made_scene *made) {
    scene_resolve(made);
    hsy_facts facts;
    hearsay_error error;
    assert_int_equal(hsy_facts_read(&made->lexicon, &made->attributions, made->mentions, made->mention_count,
                                    made->entities.source, &made->work, &facts, &error),
                     HEARSAY_OK);
    return facts;
}

static void assert_name(const made_scene *made, size_t mention, const char *expected) {
    hsy_words name = made->mentions[mention].name;
    if (expected == NULL)
        assert_true(name.start == name.end);
    else
        assert_words_equal(&made->words, name, expected);
}

static void a_name_is_found_without_titles_and_suffixes(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made,
               "Today former Senator Ulla van der Berg Jr. met Secretary of State Otto Prinz and Dr. Iris Falk.");
    scene_mention(&made, NULL, "former Senator Ulla van der Berg Jr.", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "Secretary of State Otto Prinz", HSY_SORT_PERSON, 1);
    scene_mention(&made, NULL, "Dr. Iris Falk", HSY_SORT_PERSON, 2);
    made.mentions[0].head = made.mentions[0].words.end - 2;
    made.mentions[1].head = made.mentions[1].words.end - 1;
    (void)facts_of(&made);
    assert_name(&made, 0, "Ulla van der Berg");
    assert_name(&made, 1, "Otto Prinz");
    assert_name(&made, 2, "Iris Falk");
    scene_free(&made);
}

static void the_first_word_tells_the_form(void **state) {
    (void)state;
    static const struct {
        const char *phrase;
        hsy_form form;
    } cases[] = {
        {"The mayor", HSY_FORM_DEFINITE}, {"his dog", HSY_FORM_POSSESSED},  {"a clerk", HSY_FORM_INDEFINITE},
        {"this town", HSY_FORM_THIS},     {"pigeons", HSY_FORM_BARE},       {"they", HSY_FORM_THEY},
        {"Wexcombe", HSY_FORM_NAME},      {"some", HSY_FORM_OTHER_PRONOUN}, {"the clerk's hat", HSY_FORM_DEFINITE},
    };
    made_scene made;
    scene_read(&made,
               "The mayor told his dog and a clerk that this town had pigeons, that they come from Wexcombe, that "
               "some like the clerk's hat.");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        scene_mention(&made, NULL, cases[i].phrase, HSY_SORT_PERSON, (uint32_t)i);
    (void)facts_of(&made);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(made.mentions[i].form, cases[i].form);
    scene_free(&made);
}

static void an_honorific_tells_the_sex_of_all_who_bear_the_surname_alone(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Mrs. Varga spoke first. Varga then left. A widow wept.");
    scene_mention(&made, NULL, "Mrs. Varga", HSY_SORT_PERSON, 0);
    scene_mention(&made, "first", "Varga", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "A widow", HSY_SORT_PERSON, 1);
    (void)facts_of(&made);
    assert_int_equal(made.mentions[0].sex, HSY_SEX_FEMALE);
    assert_int_equal(made.mentions[1].sex, HSY_SEX_UNKNOWN);
    assert_int_equal(made.mentions[1].name_sex, HSY_SEX_FEMALE);
    assert_int_equal(made.mentions[2].sex, HSY_SEX_FEMALE);
    scene_free(&made);
}

static void plurals_and_sums_are_many(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made,
               "Two clerks, the police, Ana Holt and Bo Holt, and the class met a boss, the fishermen and a specimen.");
    scene_mention(&made, NULL, "Two clerks", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "the police", HSY_SORT_ORGANIZATION, 1);
    scene_mention(&made, NULL, "Ana Holt and Bo Holt", HSY_SORT_PERSON, 2);
    scene_mention(&made, NULL, "Bo Holt", HSY_SORT_PERSON, 3);
    scene_mention(&made, NULL, "the class", HSY_SORT_ORGANIZATION, 4);
    scene_mention(&made, NULL, "a boss", HSY_SORT_PERSON, 5);
    scene_mention(&made, NULL, "the fishermen", HSY_SORT_PERSON, 6);
    scene_mention(&made, NULL, "a specimen", HSY_SORT_OBJECT, 7);
    made.mentions[2].head = made.mentions[2].words.start + 1;
    (void)facts_of(&made);
    const hsy_number expected[] = {HSY_NUMBER_MANY, HSY_NUMBER_MANY, HSY_NUMBER_MANY, HSY_NUMBER_ONE,
                                   HSY_NUMBER_ONE,  HSY_NUMBER_ONE,  HSY_NUMBER_MANY, HSY_NUMBER_ONE};
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        assert_int_equal(made.mentions[i].number, expected[i]);
    assert_true(made.mentions[2].joined);
    scene_free(&made);
}

static void a_word_that_the_story_also_writes_small_is_no_name_at_the_beginning_of_a_sentence(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Of that the town is sure.\n\nThe lock leaks and the lock stinks.\n\nLock keepers left. Ritter "
                      "keepers stayed.");
    scene_mention(&made, NULL, "Lock", HSY_SORT_OBJECT, 0);
    scene_mention(&made, NULL, "Ritter", HSY_SORT_PERSON, 1);
    (void)facts_of(&made);
    assert_name(&made, 0, NULL);
    assert_name(&made, 1, "Ritter");
    scene_free(&made);
}

/* --- Two names ------------------------------------------------------------------------------ */

static void names_are_compared_as_readers_compare_them(void **state) {
    (void)state;
    static const struct {
        const char *earlier, *later;
        hsy_name_relation relation;
    } cases[] = {
        {"Ada Quist", "Quist", HSY_NAMES_SURNAME_OF},
        {"Ada Quist", "Ada", HSY_NAMES_FIRST_NAME_OF},
        {"Quist", "Ada Quist", HSY_NAMES_HAS_AS_SURNAME},
        {"Ada Quist", "A. Quist", HSY_NAMES_FIT},
        {"Ada Quist", "Bo Quist", HSY_NAMES_CONFLICT},
        {"Ada Quist", "Ada Quist", HSY_NAMES_SAME},
        {"Ada Quist", "Bo Lund", HSY_NAMES_OTHER},
        {"Wexcombe Lock Trust", "WLT", HSY_NAMES_ACRONYM},
        {"Bank of Wexcombe", "Wexcombe Lock Trust", HSY_NAMES_SHARE_A_WORD},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[128];
        (void)snprintf(text, sizeof text, "We met %s. Then %s left.", cases[i].earlier, cases[i].later);
        made_scene made;
        scene_read(&made, text);
        scene_mention(&made, NULL, cases[i].earlier, HSY_SORT_ORGANIZATION, 0);
        scene_mention(&made, "Then", cases[i].later, HSY_SORT_ORGANIZATION, 1);
        for (size_t k = 0; k < 2; k++)
            made.mentions[k].head = made.mentions[k].words.end - 1;
        hsy_facts facts = facts_of(&made);
        assert_int_equal(hsy_names_relation(&facts, 1, 0), cases[i].relation);
        scene_free(&made);
    }
}

/* --- Two mentions ------------------------------------------------------------------------------ */

static uint8_t column(made_scene *made, size_t later, size_t earlier, hsy_pair_column which) {
    hsy_facts facts = facts_of(made);
    hsy_pairs pairs;
    hearsay_error error;
    static uint8_t rows[HSY_PAIRS_REACH * HSY_PAIR_COLUMNS];
    assert_int_equal(hsy_pairs_new(&facts, &made->work, &pairs, &error), HEARSAY_OK);
    for (size_t i = 0; i < later; i++)
        (void)hsy_pairs_row(&pairs, i, rows);
    size_t count = hsy_pairs_row(&pairs, later, rows);
    return rows[(count - (later - earlier)) * HSY_PAIR_COLUMNS + (size_t)which];
}

static void a_comma_joins_an_apposition_but_not_a_content_and_its_source(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "They met Ada Quist, the keeper, on Monday.");
    scene_mention(&made, NULL, "Ada Quist", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "the keeper", HSY_SORT_PERSON, 1);
    assert_int_equal(column(&made, 1, 0, HSY_PAIR_PATTERN), HSY_PATTERN_COMMA);
    assert_int_equal(column(&made, 1, 0, HSY_PAIR_KNOWN), HSY_KNOWN_YES);
    scene_free(&made);
    scene_read(&made, "They met Ada Quist, an insider claims.");
    scene_say(&made, NULL, "an insider", "claims", "They met Ada Quist", SIZE_MAX);
    scene_mention(&made, NULL, "Ada Quist", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "an insider", HSY_SORT_PERSON, 1);
    assert_int_equal(column(&made, 1, 0, HSY_PAIR_PATTERN), HSY_PATTERN_NONE);
    scene_free(&made);
}

static void a_noun_is_known_for_the_name_that_it_stood_before_anywhere_in_the_story(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "The director waved. Bo Lund and director Ada Quist left.");
    scene_mention(&made, NULL, "The director", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "Bo Lund", HSY_SORT_PERSON, 1);
    scene_mention(&made, NULL, "director Ada Quist", HSY_SORT_PERSON, 2);
    made.mentions[2].head = made.mentions[2].words.end - 1;
    assert_int_equal(column(&made, 2, 0, HSY_PAIR_KNOWN), HSY_KNOWN_YES);
    assert_int_equal(column(&made, 1, 0, HSY_PAIR_KNOWN), HSY_KNOWN_OTHERS);
    scene_free(&made);
}

static void a_speaker_and_the_words_of_his_speech_are_told_apart(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Ada Quist waited. “I saw him there,” Quist said.");
    scene_say(&made, "there", "Quist", "said", "there", SIZE_MAX);
    made.content[0] = made_find(&made.words, "“I saw him there,”");
    scene_mention(&made, NULL, "Ada Quist", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "I", HSY_SORT_PERSON, 1);
    scene_mention(&made, NULL, "him", HSY_SORT_PERSON, 2);
    scene_mention(&made, "there", "Quist", HSY_SORT_PERSON, 3);
    assert_int_equal(column(&made, 3, 1, HSY_PAIR_SPEECH), HSY_SPEECH_FIRST_SPEAKER);
    assert_int_equal(column(&made, 3, 2, HSY_PAIR_SPEECH), HSY_SPEECH_OTHER_SPEAKER);
    assert_int_equal(column(&made, 3, 0, HSY_PAIR_SPEECH), HSY_SPEECH_NONE);
    scene_free(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_is_found_without_titles_and_suffixes),
        cmocka_unit_test(the_first_word_tells_the_form),
        cmocka_unit_test(an_honorific_tells_the_sex_of_all_who_bear_the_surname_alone),
        cmocka_unit_test(plurals_and_sums_are_many),
        cmocka_unit_test(a_word_that_the_story_also_writes_small_is_no_name_at_the_beginning_of_a_sentence),
        cmocka_unit_test(names_are_compared_as_readers_compare_them),
        cmocka_unit_test(a_comma_joins_an_apposition_but_not_a_content_and_its_source),
        cmocka_unit_test(a_noun_is_known_for_the_name_that_it_stood_before_anywhere_in_the_story),
        cmocka_unit_test(a_speaker_and_the_words_of_his_speech_are_told_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
