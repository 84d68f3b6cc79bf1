/* SPDX-License-Identifier: Apache-2.0 */
/* Whose identity a story withholds, why, and what it tells of them instead. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "sourced.h"

static void read_all(sourced *all, const char *text, const sourced_given *given) {
    sourced_read(all, text, given);
    assert_int_equal(hsy_speaker_kind(&all->scene, NULL), HEARSAY_OK);
    assert_int_equal(hsy_speaker_anonymity(&all->scene, NULL), HEARSAY_OK);
}

static void assert_detail(const sourced *all, size_t number, hearsay_detail detail, const char *expected) {
    hsy_words words = all->speakers[number].detail[detail];
    if (expected == NULL)
        assert_true(words.start >= words.end);
    else
        assert_words_equal(&all->made, words, expected);
}

static bool is_anonymous(const char *source, const char *cue) {
    char text[256];
    snprintf(text, sizeof text, "On Friday %s %s that the dam broke.", source, cue);
    sourced_given given[] = {{source, cue, "that the dam broke"}, {NULL, NULL, NULL}};
    sourced all;
    read_all(&all, text, given);
    bool anonymous = all.speakers[0].anonymous;
    sourced_free(&all);
    return anonymous;
}

static void persons_who_are_cited_without_a_name_are_anonymous(void **state) {
    (void)state;
    assert_true(is_anonymous("officials", "said"));
    assert_true(is_anonymous("a friend of the mayor", "insisted"));
    assert_true(is_anonymous("an inside source", "says"));
    assert_true(is_anonymous("people familiar with the talks", "said"));
    assert_true(is_anonymous("two former engineers", "acknowledged"));
    assert_true(is_anonymous("one of the mayor's advisers", "said"));
    assert_true(is_anonymous("the mayor's allies", "say"));
    assert_true(is_anonymous("eyewitnesses", "alleged"));
}

static void classes_of_people_are_not(void **state) {
    (void)state;
    assert_false(is_anonymous("critics", "said"));
    assert_false(is_anonymous("many voters", "said"));
    assert_false(is_anonymous("two-thirds of the officials", "said"));
    assert_false(is_anonymous("a group of doctors", "said"));
    assert_false(is_anonymous("any engineer", "said"));
}

static void market_people_and_fighters_are_classes_too(void **state) {
    (void)state;
    assert_false(is_anonymous("dealers", "said"));
    assert_false(is_anonymous("local traders", "say"));
    assert_false(is_anonymous("participants", "said"));
    assert_false(is_anonymous("the law lords", "said"));
    assert_false(is_anonymous("27 % of the officials", "said"));
    assert_true(is_anonymous("one trader", "said"));
    assert_true(is_anonymous("three dealers", "said"));
}

static void sources_are_cited_with_whatever_they_expect(void **state) {
    (void)state;
    assert_true(is_anonymous("monetary sources", "expect"));
    assert_false(is_anonymous("officials", "expect"));
}

static void who_is_named_or_known_at_once_is_not(void **state) {
    (void)state;
    assert_false(is_anonymous("another delegate on the slate, Hugh Hill", "said"));
    assert_false(is_anonymous("both women", "said"));
    assert_false(is_anonymous("a woman who has accused the mayor", "said"));
    assert_true(is_anonymous("an official from Harbury, North Dakota,", "said"));
}

static void those_whom_an_office_or_a_family_tie_fixes_are_not(void **state) {
    (void)state;
    assert_false(is_anonymous("the chairman", "said"));
    assert_false(is_anonymous("her daughter", "said"));
    assert_false(is_anonymous("a spokeswoman for the ministry", "said"));
    assert_false(is_anonymous("prosecutors", "said"));
}

static void what_somebody_thinks_or_does_makes_no_informant(void **state) {
    (void)state;
    assert_false(is_anonymous("officials", "feared"));
    assert_false(is_anonymous("some aides", "decided"));
    assert_false(is_anonymous("officials", "declined to say"));
    assert_false(is_anonymous("an executive", "pleaded guilty"));
    assert_false(is_anonymous("a former cook", "claiming allegiance"));
    assert_false(is_anonymous("some officials", "praised"));
    assert_false(is_anonymous("officials", "to imply"));
}

static void bodies_and_documents_are_not_anonymous(void **state) {
    (void)state;
    assert_false(is_anonymous("the ministry", "said"));
    assert_false(is_anonymous("a letter", "said"));
}

static void a_group_whose_member_is_named_straight_away_is_not(void **state) {
    (void)state;
    sourced_given given[] = {
        {"strategists", "say", "it is over"}, {"Hugh Hill, a strategist", "said", "We lost"}, {NULL, NULL, NULL}};
    sourced all;
    sourced_read(&all, "Some strategists say it is over. \"We lost,\" said Hugh Hill, a strategist in Ardmore.", given);
    all.speakers[1].named = true;
    assert_int_equal(hsy_speaker_kind(&all.scene, NULL), HEARSAY_OK);
    assert_int_equal(hsy_speaker_anonymity(&all.scene, NULL), HEARSAY_OK);
    assert_false(all.speakers[0].anonymous);
    assert_false(all.speakers[1].anonymous);
    sourced_free(&all);
}

static void role_knowledge_and_reason_are_told_apart(void **state) {
    (void)state;
    sourced_given given[] = {
        {"a senior official who was briefed on the talks and spoke on condition of anonymity because they are secret",
         "said", "the dam broke"},
        {NULL, NULL, NULL}};
    sourced all;
    read_all(&all,
             "\"Yes, the dam broke,\" said a senior official who was briefed on the talks and spoke on condition of "
             "anonymity because they are secret.",
             given);
    assert_true(all.speakers[0].anonymous);
    assert_detail(&all, 0, HEARSAY_DETAIL_ROLE, "a senior official");
    assert_detail(&all, 0, HEARSAY_DETAIL_KNOWS, "who was briefed on the talks");
    assert_detail(&all, 0, HEARSAY_DETAIL_REASON, "because they are secret");
    sourced_free(&all);
}

static void later_mentions_carry_what_the_first_one_tells(void **state) {
    (void)state;
    sourced_given given[] = {{"an aide close to the mayor", "said", "the dam broke"},
                             {"The aide", "added", "it was old"},
                             {NULL, NULL, NULL}};
    sourced all;
    read_all(&all,
             "An hour ago the dam broke, said an aide close to the mayor. The aide added that it was old. The aide was "
             "not authorised to speak publicly.",
             given);
    for (size_t i = 0; i < 2; i++) {
        assert_true(all.speakers[i].anonymous);
        assert_detail(&all, i, HEARSAY_DETAIL_ROLE, "an aide close to the mayor");
        assert_detail(&all, i, HEARSAY_DETAIL_KNOWS, NULL);
        assert_detail(&all, i, HEARSAY_DETAIL_REASON, "was not authorised to speak publicly");
    }
    sourced_free(&all);
}

static void a_pronoun_of_the_same_entity_is_as_anonymous_as_its_antecedent(void **state) {
    (void)state;
    sourced_given given[] = {
        {"a former cook", "said", "It burned"}, {"he", "would sooner", "leave"}, {NULL, NULL, NULL}};
    sourced all;
    sourced_read(&all, "It burned, a former cook said, and he would sooner leave.", given);
    sourced_join(&all, 0, 1);
    assert_int_equal(hsy_speaker_kind(&all.scene, NULL), HEARSAY_OK);
    assert_int_equal(hsy_speaker_anonymity(&all.scene, NULL), HEARSAY_OK);
    assert_true(all.speakers[1].anonymous);
    assert_detail(&all, 1, HEARSAY_DETAIL_ROLE, "a former cook");
    sourced_free(&all);
}

static void closeness_to_a_matter_is_knowledge_and_to_somebody_a_role(void **state) {
    (void)state;
    sourced_given given[] = {{"a person close to the talks", "said", "the dam broke"},
                             {"one source close to Whitfield", "said", "it was old"},
                             {NULL, NULL, NULL}};
    sourced all;
    read_all(
        &all,
        "On Friday the dam broke, a person close to the talks said, and one source close to Whitfield said it was old.",
        given);
    assert_detail(&all, 0, HEARSAY_DETAIL_ROLE, NULL);
    assert_detail(&all, 0, HEARSAY_DETAIL_KNOWS, "close to the talks");
    assert_detail(&all, 1, HEARSAY_DETAIL_ROLE, "one source close to Whitfield");
    assert_detail(&all, 1, HEARSAY_DETAIL_KNOWS, NULL);
    sourced_free(&all);
}

static void a_witness_knows_by_being_one(void **state) {
    (void)state;
    sourced_given given[] = {{"One attendee", "said", "it was loud"}, {NULL, NULL, NULL}};
    sourced all;
    read_all(&all, "One attendee, asking not to be named, said it was loud.", given);
    assert_true(all.speakers[0].anonymous);
    assert_detail(&all, 0, HEARSAY_DETAIL_ROLE, NULL);
    assert_detail(&all, 0, HEARSAY_DETAIL_KNOWS, "One attendee");
    sourced_free(&all);
}

static void a_spokesman_who_would_not_be_named_is_anonymous(void **state) {
    (void)state;
    sourced_given given[] = {{"A spokesman", "said", "it was old"}, {NULL, NULL, NULL}};
    sourced all;
    read_all(&all, "A spokesman, who declined to be identified for fear of losing his job, said it was old.", given);
    assert_true(all.speakers[0].anonymous);
    assert_detail(&all, 0, HEARSAY_DETAIL_REASON, "for fear of losing his job");
    sourced_free(&all);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(persons_who_are_cited_without_a_name_are_anonymous),
        cmocka_unit_test(classes_of_people_are_not),
        cmocka_unit_test(market_people_and_fighters_are_classes_too),
        cmocka_unit_test(sources_are_cited_with_whatever_they_expect),
        cmocka_unit_test(who_is_named_or_known_at_once_is_not),
        cmocka_unit_test(those_whom_an_office_or_a_family_tie_fixes_are_not),
        cmocka_unit_test(what_somebody_thinks_or_does_makes_no_informant),
        cmocka_unit_test(bodies_and_documents_are_not_anonymous),
        cmocka_unit_test(a_group_whose_member_is_named_straight_away_is_not),
        cmocka_unit_test(role_knowledge_and_reason_are_told_apart),
        cmocka_unit_test(later_mentions_carry_what_the_first_one_tells),
        cmocka_unit_test(a_pronoun_of_the_same_entity_is_as_anonymous_as_its_antecedent),
        cmocka_unit_test(closeness_to_a_matter_is_knowledge_and_to_somebody_a_role),
        cmocka_unit_test(a_witness_knows_by_being_one),
        cmocka_unit_test(a_spokesman_who_would_not_be_named_is_anonymous),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
