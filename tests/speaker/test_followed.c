/* SPDX-License-Identifier: Apache-2.0 */
/* Whom sources stand for that coreference leaves alone: "we" of a body, "they", descriptions. */
#include "scene.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void assert_named(const made_scene *made, size_t attribution, const char *name) {
    assert_text(made->speakers[attribution].name, name);
}

static void a_chairman_says_we_for_the_company(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "“We expect rain,” Hallam Tools chairman Marta Ollenbeck said.");
    scene_say(&made, NULL, "Hallam Tools chairman Marta Ollenbeck", "said", "We expect rain", SIZE_MAX);
    scene_say(&made, NULL, "We", "expect", "rain", 0);
    scene_mention(&made, NULL, "We", HSY_SORT_PERSON, 2);
    scene_mention(&made, NULL, "Hallam Tools chairman Marta Ollenbeck", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "Hallam Tools", HSY_SORT_ORGANIZATION, 1);
    scene_resolve(&made);
    assert_named(&made, 0, "Marta Ollenbeck");
    assert_named(&made, 1, "Hallam Tools");
    scene_free(&made);
}

static void a_neighbour_says_we_for_nobody_else(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Hallam Tools shut. “We expect rain,” neighbour Marta Ollenbeck said.");
    scene_say(&made, NULL, "neighbour Marta Ollenbeck", "said", "We expect rain", SIZE_MAX);
    scene_say(&made, NULL, "We", "expect", "rain", 0);
    scene_mention(&made, NULL, "Hallam Tools", HSY_SORT_ORGANIZATION, 1);
    scene_mention(&made, NULL, "We", HSY_SORT_PERSON, 2);
    scene_mention(&made, NULL, "neighbour Marta Ollenbeck", HSY_SORT_PERSON, 0);
    scene_resolve(&made);
    assert_named(&made, 1, "Marta Ollenbeck");
    scene_free(&made);
}

static void they_are_the_people_whom_the_sentence_is_about(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Farmers met in the town. They said rain was due.");
    scene_say(&made, NULL, "They", "said", "rain was due", SIZE_MAX);
    scene_mention(&made, NULL, "Farmers", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "the town", HSY_SORT_PLACE, 1);
    scene_mention(&made, NULL, "They", HSY_SORT_PERSON, 2);
    scene_resolve(&made);
    assert_named(&made, 0, "farmers");
    scene_free(&made);
}

static void an_office_with_its_place_takes_up_whoever_spoke_last(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Marta Ollenbeck said it rains. The Harbury governor added that it pours.");
    scene_say(&made, NULL, "Marta Ollenbeck", "said", "it rains", SIZE_MAX);
    scene_say(&made, NULL, "The Harbury governor", "added", "that it pours", SIZE_MAX);
    scene_mention(&made, NULL, "Marta Ollenbeck", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "The Harbury governor", HSY_SORT_PERSON, 1);
    scene_resolve(&made);
    assert_named(&made, 1, "Marta Ollenbeck");
    scene_free(&made);
}

static void a_headline_without_a_name_is_about_the_first_to_be_named_and_to_speak(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Singer says it rains\n\nMarta Ollenbeck said that it rains.");
    scene_say(&made, NULL, "Singer", "says", "it rains", SIZE_MAX);
    scene_say(&made, NULL, "Marta Ollenbeck", "said", "that it rains", SIZE_MAX);
    scene_mention(&made, NULL, "Singer", HSY_SORT_PERSON, 1);
    scene_mention(&made, NULL, "Marta Ollenbeck", HSY_SORT_PERSON, 0);
    scene_resolve(&made);
    assert_named(&made, 0, "Marta Ollenbeck");
    scene_free(&made);
}

static void an_attorney_for_somebody_is_the_attorney_of_that_person(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "An attorney for Bo Hallam, Marta Ollenbeck, wept. Hallam's attorney said it rains.");
    scene_say(&made, NULL, "Hallam's attorney", "said", "it rains", SIZE_MAX);
    scene_mention(&made, NULL, "An attorney for Bo Hallam", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "Bo Hallam", HSY_SORT_PERSON, 1);
    scene_mention(&made, NULL, "Marta Ollenbeck", HSY_SORT_PERSON, 2);
    scene_mention(&made, "wept", "Hallam's", HSY_SORT_PERSON, 1);
    scene_mention(&made, "wept", "Hallam's attorney", HSY_SORT_PERSON, 3);
    scene_resolve(&made);
    assert_named(&made, 0, "Marta Ollenbeck");
    scene_free(&made);
}

static void the_purpose_is_a_part_of_a_bodys_name(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Members of the Alliance to Mend Our Locks met. The group said it rains.");
    scene_say(&made, NULL, "The group", "said", "it rains", SIZE_MAX);
    scene_mention(&made, NULL, "the Alliance to Mend Our Locks", HSY_SORT_ORGANIZATION, 0);
    made.mentions[0].head = made.mentions[0].words.start + 1;
    scene_mention(&made, NULL, "The group", HSY_SORT_ORGANIZATION, 0);
    scene_resolve(&made);
    assert_named(&made, 0, "Alliance to Mend Our Locks");
    scene_free(&made);
}

static void a_lawyer_and_fellow_is_one_person(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Marta Ollenbeck, a tax lawyer and fellow at the lock office, said it rains.");
    scene_say(&made, NULL, "Marta Ollenbeck, a tax lawyer and fellow at the lock office", "said", "it rains", SIZE_MAX);
    scene_mention(&made, NULL, "Marta Ollenbeck", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "a tax lawyer", HSY_SORT_PERSON, 1);
    scene_mention(&made, NULL, "fellow at the lock office", HSY_SORT_PERSON, 2);
    scene_mention(&made, NULL, "Marta Ollenbeck, a tax lawyer and fellow at the lock office", HSY_SORT_PERSON, 0);
    scene_resolve(&made);
    assert_named(&made, 0, "Marta Ollenbeck");
    scene_free(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_chairman_says_we_for_the_company),
        cmocka_unit_test(a_neighbour_says_we_for_nobody_else),
        cmocka_unit_test(they_are_the_people_whom_the_sentence_is_about),
        cmocka_unit_test(an_office_with_its_place_takes_up_whoever_spoke_last),
        cmocka_unit_test(a_headline_without_a_name_is_about_the_first_to_be_named_and_to_speak),
        cmocka_unit_test(an_attorney_for_somebody_is_the_attorney_of_that_person),
        cmocka_unit_test(the_purpose_is_a_part_of_a_bodys_name),
        cmocka_unit_test(a_lawyer_and_fellow_is_one_person),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
