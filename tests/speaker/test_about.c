/* SPDX-License-Identifier: Apache-2.0 */
/* Whom a content is about. */
#include "scene.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void find(made_scene *made) {
    scene_resolve(made);
    hearsay_error error;
    assert_int_equal(hsy_speaker_about(&made->scene, &error), HEARSAY_OK);
}

/* The names, parted by ", ". */
static void assert_about(const made_scene *made, size_t attribution, const char *expected) {
    const hsy_speaker *speaker = &made->speakers[attribution];
    char text[512] = "";
    for (size_t i = 0; i < speaker->about_count; i++) {
        if (i > 0) strcat(text, ", ");
        strncat(text, speaker->about[i].data, speaker->about[i].size);
    }
    assert_string_equal(text, expected);
}

static void persons_and_bodies_are_given_by_their_fullest_names_and_once(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Lock leaks\n\nMarta Ollenbeck runs the Harbour Board. Ivo Brandt said Ollenbeck had left the "
                      "board and that she was ill.");
    scene_say(&made, NULL, "Ivo Brandt", "said", "Ollenbeck had left the board and that she was ill", SIZE_MAX);
    scene_mention(&made, NULL, "Marta Ollenbeck", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "the Harbour Board", HSY_SORT_ORGANIZATION, 1);
    scene_mention(&made, NULL, "Ivo Brandt", HSY_SORT_PERSON, 2);
    scene_mention(&made, "said", "Ollenbeck", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "the board", HSY_SORT_ORGANIZATION, 1);
    scene_mention(&made, NULL, "she", HSY_SORT_PERSON, 0);
    find(&made);
    assert_about(&made, 0, "Marta Ollenbeck, Harbour Board");
    scene_free(&made);
}

static void nobody_speaks_about_himself(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Ivo Brandt said he and I had met.");
    scene_say(&made, NULL, "Ivo Brandt", "said", "he and I had met", SIZE_MAX);
    scene_mention(&made, NULL, "Ivo Brandt", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "he", HSY_SORT_PERSON, 0);
    scene_mention(&made, "and", "I", HSY_SORT_PERSON, 1);
    find(&made);
    assert_about(&made, 0, "");
    scene_free(&made);
}

static void a_place_is_no_body_until_it_speaks(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Ivo Brandt said the boat left Varestia for Holmark. Holmark denied that it had.");
    scene_say(&made, NULL, "Ivo Brandt", "said", "the boat left Varestia for Holmark", SIZE_MAX);
    scene_say(&made, ".", "Holmark", "denied", "that it had", SIZE_MAX);
    scene_mention(&made, NULL, "Ivo Brandt", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "Varestia", HSY_SORT_PLACE, 1);
    scene_mention(&made, NULL, "Holmark", HSY_SORT_PLACE, 2);
    scene_mention(&made, ".", "Holmark", HSY_SORT_PLACE, 2);
    find(&made);
    assert_about(&made, 0, "Holmark");
    scene_free(&made);
}

static void those_whom_they_stands_for_are_named_one_by_one(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Ivo Brandt and Marta Ollenbeck met. A clerk said they left.");
    scene_say(&made, NULL, "A clerk", "said", "they left", SIZE_MAX);
    scene_mention(&made, NULL, "Ivo Brandt and Marta Ollenbeck", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "Ivo Brandt", HSY_SORT_PERSON, 1);
    scene_mention(&made, NULL, "Marta Ollenbeck", HSY_SORT_PERSON, 2);
    scene_mention(&made, NULL, "A clerk", HSY_SORT_PERSON, 3);
    scene_mention(&made, NULL, "they", HSY_SORT_PERSON, 0);
    find(&made);
    assert_about(&made, 0, "Ivo Brandt, Marta Ollenbeck");
    scene_free(&made);
}

static void a_body_that_is_described_by_a_country_counts(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Ivo Brandt said the Varestian government had shut a lock.");
    scene_say(&made, NULL, "Ivo Brandt", "said", "the Varestian government had shut a lock", SIZE_MAX);
    scene_mention(&made, NULL, "Ivo Brandt", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "the Varestian government", HSY_SORT_ORGANIZATION, 1);
    scene_mention(&made, NULL, "a lock", HSY_SORT_OBJECT, 2);
    find(&made);
    assert_about(&made, 0, "Varestian government");
    scene_free(&made);
}

static void in_his_own_quotation_nobody_is_he(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Ivo Brandt met Piet Hallam. He said: \"I believed him.\"");
    scene_say(&made, NULL, "He", "said", "\"I believed him.\"", SIZE_MAX);
    scene_mention(&made, NULL, "Ivo Brandt", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "Piet Hallam", HSY_SORT_PERSON, 1);
    scene_mention(&made, NULL, "He", HSY_SORT_PERSON, 0);
    scene_mention(&made, "said", "I", HSY_SORT_PERSON, 0);
    scene_mention(&made, "believed", "him", HSY_SORT_PERSON, 0);
    find(&made);
    assert_about(&made, 0, "Piet Hallam");
    scene_free(&made);
}

static void whoever_is_begged_is_not_the_one_who_begs(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Marta Ollenbeck met Ada Brandt. She begged her to stay.");
    scene_say(&made, NULL, "She", "begged", "her to stay", SIZE_MAX);
    scene_mention(&made, NULL, "Marta Ollenbeck", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "Ada Brandt", HSY_SORT_PERSON, 1);
    scene_mention(&made, NULL, "She", HSY_SORT_PERSON, 0);
    scene_mention(&made, "begged", "her", HSY_SORT_PERSON, 0);
    find(&made);
    assert_about(&made, 0, "Ada Brandt");
    scene_free(&made);
}

static void he_or_she_is_nobody(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Marta Ollenbeck left. A clerk said that a guest had paid what he or she owed.");
    scene_say(&made, NULL, "A clerk", "said", "that a guest had paid what he or she owed", SIZE_MAX);
    scene_mention(&made, NULL, "Marta Ollenbeck", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "A clerk", HSY_SORT_PERSON, 1);
    scene_mention(&made, "or", "she", HSY_SORT_PERSON, 0);
    find(&made);
    assert_about(&made, 0, "");
    scene_free(&made);
}

static void the_couple_are_the_two_who_were_named_last(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Ivo Brandt wed Marta Ollenbeck. A clerk said the couple had left.");
    scene_say(&made, NULL, "A clerk", "said", "the couple had left", SIZE_MAX);
    scene_mention(&made, NULL, "Ivo Brandt", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "Marta Ollenbeck", HSY_SORT_PERSON, 1);
    scene_mention(&made, NULL, "A clerk", HSY_SORT_PERSON, 2);
    scene_mention(&made, NULL, "the couple", HSY_SORT_PERSON, 0);
    find(&made);
    assert_about(&made, 0, "Ivo Brandt, Marta Ollenbeck");
    scene_free(&made);
}

static void the_firm_is_the_body_whose_name_shows_that_it_is_one(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Brandt Homes wrote. A clerk said the firm might sell.");
    scene_say(&made, NULL, "A clerk", "said", "the firm might sell", SIZE_MAX);
    scene_mention(&made, NULL, "Brandt Homes", HSY_SORT_PLACE, 0);
    scene_mention(&made, NULL, "A clerk", HSY_SORT_PERSON, 1);
    scene_mention(&made, NULL, "the firm", HSY_SORT_ORGANIZATION, 2);
    find(&made);
    assert_about(&made, 0, "Brandt Homes");
    scene_free(&made);
}

static void a_name_within_the_name_of_a_building_is_not_spoken_of(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Ivo Brandt left. A clerk said Brandt Tower was shut.");
    scene_say(&made, NULL, "A clerk", "said", "Brandt Tower was shut", SIZE_MAX);
    scene_mention(&made, NULL, "Ivo Brandt", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "A clerk", HSY_SORT_PERSON, 1);
    scene_mention(&made, NULL, "Brandt Tower", HSY_SORT_PLACE, 2);
    scene_mention(&made, "said", "Brandt", HSY_SORT_PERSON, 0);
    find(&made);
    assert_about(&made, 0, "");
    scene_free(&made);
}

static void a_character_who_is_played_is_nobody(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Marta Ollenbeck plays barmaid Dot. A clerk said Dot was funny.");
    scene_say(&made, NULL, "A clerk", "said", "Dot was funny", SIZE_MAX);
    scene_mention(&made, NULL, "Marta Ollenbeck", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "barmaid Dot", HSY_SORT_PERSON, 1);
    scene_mention(&made, NULL, "A clerk", HSY_SORT_PERSON, 2);
    scene_mention(&made, "clerk", "Dot", HSY_SORT_PERSON, 1);
    find(&made);
    assert_about(&made, 0, "");
    scene_free(&made);
}

static void what_others_ask_me_is_about_me(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "\"Everyone asks if I sleep,\" Marta Ollenbeck said.");
    size_t outer = scene_say(&made, NULL, "Marta Ollenbeck", "said", "\"Everyone asks if I sleep,\"", SIZE_MAX);
    scene_say(&made, NULL, "Everyone", "asks", "if I sleep", outer);
    scene_mention(&made, NULL, "Everyone", HSY_SORT_PERSON, 1);
    scene_mention(&made, NULL, "I", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "Marta Ollenbeck", HSY_SORT_PERSON, 0);
    find(&made);
    assert_about(&made, 1, "Marta Ollenbeck");
    scene_free(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(persons_and_bodies_are_given_by_their_fullest_names_and_once),
        cmocka_unit_test(nobody_speaks_about_himself),
        cmocka_unit_test(a_place_is_no_body_until_it_speaks),
        cmocka_unit_test(those_whom_they_stands_for_are_named_one_by_one),
        cmocka_unit_test(a_body_that_is_described_by_a_country_counts),
        cmocka_unit_test(in_his_own_quotation_nobody_is_he),
        cmocka_unit_test(whoever_is_begged_is_not_the_one_who_begs),
        cmocka_unit_test(he_or_she_is_nobody),
        cmocka_unit_test(the_couple_are_the_two_who_were_named_last),
        cmocka_unit_test(the_firm_is_the_body_whose_name_shows_that_it_is_one),
        cmocka_unit_test(a_name_within_the_name_of_a_building_is_not_spoken_of),
        cmocka_unit_test(a_character_who_is_played_is_nobody),
        cmocka_unit_test(what_others_ask_me_is_about_me),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
