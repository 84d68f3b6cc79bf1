/* SPDX-License-Identifier: Apache-2.0 */
/* Who the source of an attribution is, by name. */
#include "scene.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void assert_named(const made_scene *made, size_t attribution, const char *name, bool named) {
    assert_text(made->speakers[attribution].name, name);
    assert_int_equal(made->speakers[attribution].named, named);
}

static void a_person_takes_the_fullest_name_of_the_story_without_titles(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Gov. Marta Ollenbeck toured the lock. Ollenbeck said it leaks. She said it will be mended.");
    scene_say(&made, NULL, "Ollenbeck said", "said", "it leaks", SIZE_MAX);
    made.items[0].source.end--; /* "Ollenbeck" */
    scene_say(&made, NULL, "She", "said it will", "it will be mended", SIZE_MAX);
    scene_mention(&made, NULL, "Gov. Marta Ollenbeck", HSY_SORT_PERSON, 0);
    scene_mention(&made, "lock.", "Ollenbeck", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "She", HSY_SORT_PERSON, 0);
    scene_resolve(&made);
    assert_named(&made, 0, "Marta Ollenbeck", true);
    assert_named(&made, 1, "Marta Ollenbeck", true);
    scene_free(&made);
}

static void an_unnamed_source_takes_its_fullest_description(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "A clerk at the lock office said it leaks. The clerk said nobody cares.");
    scene_say(&made, NULL, "A clerk at the lock office", "said", "it leaks", SIZE_MAX);
    scene_say(&made, NULL, "The clerk", "said nobody", "nobody cares", SIZE_MAX);
    scene_mention(&made, NULL, "A clerk at the lock office", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "the lock office", HSY_SORT_ORGANIZATION, 1);
    scene_mention(&made, NULL, "The clerk", HSY_SORT_PERSON, 0);
    scene_resolve(&made);
    assert_named(&made, 0, "a clerk at the lock office", false);
    assert_named(&made, 1, "a clerk at the lock office", false);
    scene_free(&made);
}

static void what_is_said_of_anonymity_is_no_part_of_a_description(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "A lock keeper who asked not to be named said it leaks.");
    scene_say(&made, NULL, "A lock keeper who asked not to be named", "said", "it leaks", SIZE_MAX);
    scene_mention(&made, NULL, "A lock keeper who asked not to be named", HSY_SORT_PERSON, 0);
    scene_resolve(&made);
    assert_named(&made, 0, "a lock keeper", false);
    scene_free(&made);
}

static void an_owner_is_named_in_full(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Marta Ollenbeck stayed away. Ollenbeck's lawyer said she was ill. Her campaign said so too.");
    scene_say(&made, NULL, "Ollenbeck's lawyer", "said", "she was ill", SIZE_MAX);
    scene_say(&made, NULL, "Her campaign", "said so", "so too", SIZE_MAX);
    scene_mention(&made, NULL, "Marta Ollenbeck", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "Ollenbeck's lawyer", HSY_SORT_PERSON, 1);
    scene_mention(&made, "away", "Ollenbeck's", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "she", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "Her campaign", HSY_SORT_ORGANIZATION, 2);
    scene_mention(&made, NULL, "Her", HSY_SORT_PERSON, 0);
    scene_resolve(&made);
    assert_named(&made, 0, "Marta Ollenbeck's lawyer", false);
    assert_text(made.speakers[1].name, "Marta Ollenbeck's campaign");
    scene_free(&made);
}

static void a_statement_is_its_speakers(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Marta Ollenbeck left early. Her statement said the lock was safe.");
    scene_say(&made, NULL, "Her statement", "said", "the lock was safe", SIZE_MAX);
    scene_mention(&made, NULL, "Marta Ollenbeck", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "Her statement", HSY_SORT_ABSTRACT, 1);
    scene_mention(&made, NULL, "Her", HSY_SORT_PERSON, 0);
    scene_resolve(&made);
    assert_named(&made, 0, "Marta Ollenbeck", true);
    scene_free(&made);
}

static void two_people_are_named_one_by_one(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Ivo Brandt met Marta Ollenbeck. Brandt and Ollenbeck said the lock was safe.");
    scene_say(&made, NULL, "Brandt and Ollenbeck", "said", "the lock was safe", SIZE_MAX);
    scene_mention(&made, NULL, "Ivo Brandt", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "Marta Ollenbeck", HSY_SORT_PERSON, 1);
    scene_mention(&made, NULL, "Brandt and Ollenbeck", HSY_SORT_PERSON, 2);
    scene_mention(&made, "Ollenbeck.", "Brandt", HSY_SORT_PERSON, 0);
    scene_mention(&made, "and", "Ollenbeck", HSY_SORT_PERSON, 1);
    scene_resolve(&made);
    assert_named(&made, 0, "Ivo Brandt and Marta Ollenbeck", true);
    scene_free(&made);
}

static void the_first_person_of_a_quotation_is_whoever_is_quoted(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "“I think it leaks,” said Marta Ollenbeck.");
    scene_say(&made, NULL, "Marta Ollenbeck", "said", "“I think it leaks,”", SIZE_MAX);
    scene_say(&made, NULL, "I", "think", "it leaks", 0);
    scene_mention(&made, NULL, "I", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "Marta Ollenbeck", HSY_SORT_PERSON, 1);
    scene_resolve(&made);
    assert_named(&made, 1, "Marta Ollenbeck", true);
    scene_free(&made);
}

static void a_relative_pronoun_is_what_it_hangs_on(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "The mayor thanked Marta Ollenbeck, who said the lock was safe.");
    scene_say(&made, NULL, "who", "said", "the lock was safe", SIZE_MAX);
    scene_mention(&made, NULL, "Marta Ollenbeck, who said the lock was safe", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "who", HSY_SORT_PERSON, 1);
    scene_resolve(&made);
    assert_named(&made, 0, "Marta Ollenbeck", true);
    scene_free(&made);
}

static void an_apposition_names_a_description(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "The paper ran it twice. Its editor, Josef Tann, said so.");
    scene_say(&made, NULL, "Its editor, Josef Tann,", "said", "so", SIZE_MAX);
    scene_mention(&made, NULL, "The paper", HSY_SORT_ORGANIZATION, 0);
    scene_mention(&made, NULL, "Its editor, Josef Tann,", HSY_SORT_PERSON, 1);
    scene_mention(&made, NULL, "Josef Tann", HSY_SORT_PERSON, 2);
    scene_resolve(&made);
    assert_named(&made, 0, "Josef Tann", true);
    scene_free(&made);
}

static void an_office_that_one_person_holds_is_that_person(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Sen. Marta Ollenbeck toured the lock with Judge Ivo Brandt. The senator said it leaks.");
    scene_say(&made, NULL, "The senator", "said", "it leaks", SIZE_MAX);
    scene_mention(&made, NULL, "Sen. Marta Ollenbeck", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "Judge Ivo Brandt", HSY_SORT_PERSON, 1);
    scene_mention(&made, NULL, "The senator", HSY_SORT_PERSON, 2);
    scene_resolve(&made);
    assert_named(&made, 0, "Marta Ollenbeck", true);
    scene_free(&made);
}

static void the_president_is_not_the_vice_president(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Vice President Marta Ollenbeck toured the lock. The president said it leaks.");
    scene_say(&made, NULL, "The president", "said", "it leaks", SIZE_MAX);
    scene_mention(&made, NULL, "Vice President Marta Ollenbeck", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "The president", HSY_SORT_PERSON, 1);
    scene_resolve(&made);
    assert_named(&made, 0, "the president", false);
    scene_free(&made);
}

static void the_passive_without_a_source_names_nobody(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Marta Ollenbeck said it leaks. It is said to have leaked for years.");
    scene_say(&made, NULL, "Marta Ollenbeck", "said", "it leaks", SIZE_MAX);
    scene_say(&made, NULL, NULL, "is said", "to have leaked for years", SIZE_MAX);
    scene_mention(&made, NULL, "Marta Ollenbeck", HSY_SORT_PERSON, 0);
    scene_resolve(&made);
    assert_named(&made, 1, NULL, false);
    scene_free(&made);
}

static void a_quotation_that_goes_on_has_the_same_speaker(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "“It leaks,” said Marta Ollenbeck. “It always did.”");
    scene_say(&made, NULL, "Marta Ollenbeck", "said", "“It leaks,”", SIZE_MAX);
    scene_say(&made, NULL, NULL, NULL, "“It always did.”", SIZE_MAX);
    scene_mention(&made, NULL, "Marta Ollenbeck", HSY_SORT_PERSON, 0);
    scene_resolve(&made);
    assert_named(&made, 1, "Marta Ollenbeck", true);
    scene_free(&made);
}

static void plural_people_at_the_beginning_of_a_sentence_are_no_name(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Suppliers said they were paid late.");
    scene_say(&made, NULL, "Suppliers", "said", "they were paid late", SIZE_MAX);
    scene_mention(&made, NULL, "Suppliers", HSY_SORT_PERSON, 0);
    scene_resolve(&made);
    assert_int_equal(made.speakers[0].named, false);
    scene_free(&made);
}

static void a_body_is_called_by_the_first_words_of_its_name(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Locks\n\nOllenbeck Dredging Ltd lost the contract. Ollenbeck said it would sue.");
    scene_say(&made, "contract.", "Ollenbeck", "said", "it would sue", SIZE_MAX);
    scene_mention(&made, NULL, "Ollenbeck Dredging Ltd", HSY_SORT_ORGANIZATION, 0);
    scene_mention(&made, "contract.", "Ollenbeck", HSY_SORT_ORGANIZATION, 1);
    scene_resolve(&made);
    assert_named(&made, 0, "Ollenbeck Dredging Ltd", true);
    scene_free(&made);
}

static void a_headline_speaks_of_whom_the_story_names_later(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Lawmaker says lock leaks\n\nRep. Marta Ollenbeck toured the lock.");
    scene_say(&made, NULL, "Lawmaker", "says", "lock leaks", SIZE_MAX);
    scene_mention(&made, NULL, "Lawmaker", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "Rep. Marta Ollenbeck", HSY_SORT_PERSON, 1);
    scene_resolve(&made);
    assert_named(&made, 0, "Marta Ollenbeck", true);
    scene_free(&made);
}

static void a_description_that_a_name_explains_is_known_by_it_later(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Ivo Brandt brought his lawyer, Marta Ollenbeck, along. Brandt's lawyer said the lock leaks.");
    scene_say(&made, NULL, "Brandt's lawyer", "said", "the lock leaks", SIZE_MAX);
    scene_mention(&made, NULL, "Ivo Brandt", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "his lawyer", HSY_SORT_PERSON, 1);
    scene_mention(&made, NULL, "his", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "Marta Ollenbeck", HSY_SORT_PERSON, 2);
    scene_mention(&made, NULL, "Brandt's lawyer", HSY_SORT_PERSON, 3);
    scene_mention(&made, "along.", "Brandt's", HSY_SORT_PERSON, 0);
    scene_resolve(&made);
    assert_named(&made, 0, "Marta Ollenbeck", true);
    scene_free(&made);
}

static void a_newcomer_is_not_somebody_named_before(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Locks\n\nMarta Ollenbeck left. A clerk said the lock leaks.");
    scene_say(&made, NULL, "A clerk", "said", "the lock leaks", SIZE_MAX);
    scene_mention(&made, NULL, "Marta Ollenbeck", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "A clerk", HSY_SORT_PERSON, 0); /* as coreference may err */
    scene_resolve(&made);
    assert_named(&made, 0, "a clerk", false);
    scene_free(&made);
}

static void who_is_a_person_rather_than_the_place_before_it(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "The mayor thanked Marta Ollenbeck of Tarnow, who said the lock was safe.");
    scene_say(&made, NULL, "who", "said", "the lock was safe", SIZE_MAX);
    scene_mention(&made, NULL, "Marta Ollenbeck of Tarnow", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "Tarnow", HSY_SORT_PLACE, 1);
    scene_mention(&made, NULL, "who", HSY_SORT_PERSON, 2);
    scene_resolve(&made);
    assert_named(&made, 0, "Marta Ollenbeck", true);
    scene_free(&made);
}

static void a_clause_in_an_apposition_is_about_the_name_before_it(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "The town asked Marta Ollenbeck, a diver who said the lock was safe.");
    scene_say(&made, NULL, "who", "said", "the lock was safe", SIZE_MAX);
    scene_mention(&made, NULL, "Marta Ollenbeck", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "a diver who said the lock was safe", HSY_SORT_PERSON, 1);
    scene_mention(&made, NULL, "who", HSY_SORT_PERSON, 2);
    scene_resolve(&made);
    assert_named(&made, 0, "Marta Ollenbeck", true);
    scene_free(&made);
}

static void each_of_two_is_both(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Ivo Brandt and Marta Ollenbeck met, each saying the lock was safe.");
    scene_say(&made, NULL, "each", "saying", "the lock was safe", SIZE_MAX);
    scene_mention(&made, NULL, "Ivo Brandt and Marta Ollenbeck", HSY_SORT_PERSON, 2);
    scene_mention(&made, NULL, "Ivo Brandt", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "Marta Ollenbeck", HSY_SORT_PERSON, 1);
    scene_mention(&made, NULL, "each", HSY_SORT_PERSON, 3);
    scene_resolve(&made);
    assert_named(&made, 0, "Ivo Brandt and Marta Ollenbeck", true);
    scene_free(&made);
}

static void one_person_and_what_she_is_are_named_once(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Marta Ollenbeck, a diver and surgeon, said the lock was safe.");
    scene_say(&made, NULL, "Marta Ollenbeck, a diver and surgeon,", "said", "the lock was safe", SIZE_MAX);
    scene_mention(&made, NULL, "Marta Ollenbeck, a diver and surgeon,", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "a diver", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "surgeon", HSY_SORT_PERSON, 0);
    scene_resolve(&made);
    assert_named(&made, 0, "Marta Ollenbeck", true);
    scene_free(&made);
}

static void the_firm_is_the_body_that_was_named_before(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Shares in Harlow Dredging fell. The firm said the lock was safe. The other firm said so too.");
    scene_say(&made, NULL, "The firm", "said", "the lock was safe", SIZE_MAX);
    scene_say(&made, NULL, "The other firm", "said so", "so too", SIZE_MAX);
    scene_mention(&made, NULL, "Harlow Dredging", HSY_SORT_ORGANIZATION, 0);
    scene_mention(&made, NULL, "The firm", HSY_SORT_ORGANIZATION, 1);
    scene_mention(&made, NULL, "The other firm", HSY_SORT_ORGANIZATION, 2);
    scene_resolve(&made);
    assert_named(&made, 0, "Harlow Dredging", true);
    assert_named(&made, 1, "the other firm", false);
    scene_free(&made);
}

static void it_at_the_beginning_of_what_a_body_says_is_the_body(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "A lock was shut. Harlow Dredging said it hoped the lock was safe.");
    scene_say(&made, NULL, "Harlow Dredging", "said", "it hoped the lock was safe", SIZE_MAX);
    scene_say(&made, NULL, "it", "hoped", "the lock was safe", 0);
    scene_mention(&made, NULL, "A lock", HSY_SORT_OBJECT, 0);
    scene_mention(&made, NULL, "Harlow Dredging", HSY_SORT_ORGANIZATION, 1);
    scene_mention(&made, NULL, "it", HSY_SORT_OBJECT, 0);
    scene_resolve(&made);
    assert_named(&made, 1, "Harlow Dredging", true);
    scene_free(&made);
}

static void an_abbreviation_is_the_full_name_wherever_that_stands(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "The NCC shut a lock. The National Canal Council said it leaks. The NCC said so twice.");
    scene_say(&made, "leaks", "The NCC", "said so", "so twice", SIZE_MAX);
    scene_mention(&made, NULL, "The NCC", HSY_SORT_ORGANIZATION, 0);
    scene_mention(&made, NULL, "The National Canal Council", HSY_SORT_ORGANIZATION, 1);
    scene_mention(&made, "leaks", "The NCC", HSY_SORT_ORGANIZATION, 0);
    scene_resolve(&made);
    assert_named(&made, 0, "National Canal Council", true);
    scene_free(&made);
}

static void nobody_is_nobody(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Marta Ollenbeck left. Nobody said the lock was safe.");
    scene_say(&made, NULL, "Nobody", "said", "the lock was safe", SIZE_MAX);
    scene_mention(&made, NULL, "Marta Ollenbeck", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "Nobody", HSY_SORT_PERSON, 0);
    scene_resolve(&made);
    assert_named(&made, 0, "nobody", false);
    scene_free(&made);
}

static void a_second_verb_shares_the_subject_of_the_first(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Marta Ollenbeck said the lock was safe and fears a flood.");
    scene_say(&made, NULL, "Marta Ollenbeck", "said", "the lock was safe", SIZE_MAX);
    scene_say(&made, NULL, NULL, "fears", "a flood", SIZE_MAX);
    scene_mention(&made, NULL, "Marta Ollenbeck", HSY_SORT_PERSON, 0);
    scene_resolve(&made);
    assert_named(&made, 1, "Marta Ollenbeck", true);
    scene_free(&made);
}

static void an_age_takes_up_whoever_spoke_last(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Marta Ollenbeck said the lock was safe. The 30-year-old added that it leaks.");
    scene_say(&made, NULL, "Marta Ollenbeck", "said", "the lock was safe", SIZE_MAX);
    scene_say(&made, NULL, "The 30-year-old", "added", "that it leaks", SIZE_MAX);
    scene_mention(&made, NULL, "Marta Ollenbeck", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "The 30-year-old", HSY_SORT_PERSON, 1);
    scene_resolve(&made);
    assert_named(&made, 1, "Marta Ollenbeck", true);
    scene_free(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_person_takes_the_fullest_name_of_the_story_without_titles),
        cmocka_unit_test(an_unnamed_source_takes_its_fullest_description),
        cmocka_unit_test(what_is_said_of_anonymity_is_no_part_of_a_description),
        cmocka_unit_test(an_owner_is_named_in_full),
        cmocka_unit_test(a_statement_is_its_speakers),
        cmocka_unit_test(two_people_are_named_one_by_one),
        cmocka_unit_test(the_first_person_of_a_quotation_is_whoever_is_quoted),
        cmocka_unit_test(a_relative_pronoun_is_what_it_hangs_on),
        cmocka_unit_test(an_apposition_names_a_description),
        cmocka_unit_test(an_office_that_one_person_holds_is_that_person),
        cmocka_unit_test(the_president_is_not_the_vice_president),
        cmocka_unit_test(the_passive_without_a_source_names_nobody),
        cmocka_unit_test(a_quotation_that_goes_on_has_the_same_speaker),
        cmocka_unit_test(a_body_is_called_by_the_first_words_of_its_name),
        cmocka_unit_test(a_headline_speaks_of_whom_the_story_names_later),
        cmocka_unit_test(a_description_that_a_name_explains_is_known_by_it_later),
        cmocka_unit_test(a_newcomer_is_not_somebody_named_before),
        cmocka_unit_test(plural_people_at_the_beginning_of_a_sentence_are_no_name),
        cmocka_unit_test(who_is_a_person_rather_than_the_place_before_it),
        cmocka_unit_test(a_clause_in_an_apposition_is_about_the_name_before_it),
        cmocka_unit_test(each_of_two_is_both),
        cmocka_unit_test(one_person_and_what_she_is_are_named_once),
        cmocka_unit_test(the_firm_is_the_body_that_was_named_before),
        cmocka_unit_test(it_at_the_beginning_of_what_a_body_says_is_the_body),
        cmocka_unit_test(an_abbreviation_is_the_full_name_wherever_that_stands),
        cmocka_unit_test(nobody_is_nobody),
        cmocka_unit_test(a_second_verb_shares_the_subject_of_the_first),
        cmocka_unit_test(an_age_takes_up_whoever_spoke_last),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
