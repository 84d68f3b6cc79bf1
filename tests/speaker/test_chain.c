/* SPDX-License-Identifier: Apache-2.0 */
/* By what path the reader has a statement. */
#include "scene.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void find(made_scene *made, const char *outlet) {
    made->words.story->outlet = hsy_str_of(outlet);
    scene_resolve(made);
    hearsay_error error;
    assert_int_equal(hsy_speaker_chain(&made->scene, &error), HEARSAY_OK);
}

/* The names, parted by " > ". */
static void assert_chain(const made_scene *made, size_t attribution, const char *expected) {
    const hsy_speaker *speaker = &made->speakers[attribution];
    char text[512] = "";
    for (size_t i = 0; i < speaker->chain_count; i++) {
        if (i > 0) strcat(text, " > ");
        strncat(text, speaker->chain[i].data, speaker->chain[i].size);
    }
    assert_string_equal(text, expected);
}

static void it_begins_at_the_storys_outlet_and_ends_with_the_speaker(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Marta Ollenbeck said it leaks.");
    scene_say(&made, NULL, "Marta Ollenbeck", "said", "it leaks", SIZE_MAX);
    scene_mention(&made, NULL, "Marta Ollenbeck", HSY_SORT_PERSON, 0);
    find(&made, "Dial Weekly");
    assert_chain(&made, 0, "Dial Weekly > Marta Ollenbeck");
    scene_free(&made);
}

static void an_outlet_that_the_source_spoke_to_stands_between(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Marta Ollenbeck told the Harbour Gazette that it leaks.");
    scene_say(&made, NULL, "Marta Ollenbeck", "told", "that it leaks", SIZE_MAX);
    scene_mention(&made, NULL, "Marta Ollenbeck", HSY_SORT_PERSON, 0);
    find(&made, "Dial Weekly");
    assert_chain(&made, 0, "Dial Weekly > Harbour Gazette > Marta Ollenbeck");
    scene_free(&made);
}

static void whoever_is_no_outlet_is_no_link(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Marta Ollenbeck told Ivo Brandt that it leaks.");
    scene_say(&made, NULL, "Marta Ollenbeck", "told", "that it leaks", SIZE_MAX);
    scene_mention(&made, NULL, "Marta Ollenbeck", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "Ivo Brandt", HSY_SORT_PERSON, 1);
    find(&made, "Dial Weekly");
    assert_chain(&made, 0, "Dial Weekly > Marta Ollenbeck");
    scene_free(&made);
}

static void what_is_told_in_anothers_words_goes_through_that_other(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "A friend says Marta Ollenbeck swore that it leaks.");
    size_t outer = scene_say(&made, NULL, "A friend", "says", "Marta Ollenbeck swore that it leaks", SIZE_MAX);
    scene_say(&made, NULL, "Marta Ollenbeck", "swore", "that it leaks", outer);
    scene_mention(&made, NULL, "A friend", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "Marta Ollenbeck", HSY_SORT_PERSON, 1);
    find(&made, "Dial Weekly");
    assert_chain(&made, 1, "Dial Weekly > a friend > Marta Ollenbeck");
    scene_free(&made);
}

static void an_outlet_that_has_learned_something_is_the_source_itself(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "The Harbour Gazette has learned that it leaks. A friend says it always did.");
    scene_say(&made, NULL, "The Harbour Gazette", "has learned", "that it leaks", SIZE_MAX);
    scene_say(&made, NULL, "A friend", "says", "it always did", SIZE_MAX);
    scene_mention(&made, NULL, "The Harbour Gazette", HSY_SORT_ORGANIZATION, 0);
    scene_mention(&made, NULL, "A friend", HSY_SORT_PERSON, 1);
    find(&made, NULL);
    assert_chain(&made, 0, "Harbour Gazette");
    assert_chain(&made, 1, "Harbour Gazette > a friend");
    scene_free(&made);
}

static void the_agency_of_the_dateline_stands_behind_the_outlet(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "BRENNIK (Reuters) - Marta Ollenbeck said it leaks.");
    scene_say(&made, NULL, "Marta Ollenbeck", "said", "it leaks", SIZE_MAX);
    scene_mention(&made, NULL, "Marta Ollenbeck", HSY_SORT_PERSON, 0);
    find(&made, "Dial Weekly");
    assert_chain(&made, 0, "Dial Weekly > Reuters > Marta Ollenbeck");
    scene_free(&made);
}

static void an_absent_source_adds_nothing(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "It is said to leak.");
    scene_say(&made, NULL, NULL, "is said", "to leak", SIZE_MAX);
    find(&made, "Dial Weekly");
    assert_chain(&made, 0, "Dial Weekly");
    scene_free(&made);
}

static void an_unknown_name_that_is_told_at_the_end_is_an_outlet(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "\"It leaks,\" Marta Ollenbeck, the engineer, told Lantern on Monday.");
    scene_say(&made, NULL, "Marta Ollenbeck", "told", "\"It leaks,\"", SIZE_MAX);
    scene_mention(&made, NULL, "Marta Ollenbeck", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "Lantern", HSY_SORT_ORGANIZATION, 1);
    find(&made, "Dial Weekly");
    assert_chain(&made, 0, "Dial Weekly > Lantern > Marta Ollenbeck");
    scene_free(&made);
}

static void a_parliament_or_somebody_of_the_story_is_none(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made,
               "\"It leaks,\" Marta Ollenbeck told Congress on Monday. \"It is old,\" she told Brandt. Ivo Brandt "
               "left.");
    scene_say(&made, NULL, "Marta Ollenbeck", "told", "\"It leaks,\"", SIZE_MAX);
    scene_say(&made, "Monday", "she", "told", "\"It is old,\"", SIZE_MAX);
    scene_mention(&made, NULL, "Marta Ollenbeck", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "Congress", HSY_SORT_ORGANIZATION, 1);
    scene_mention(&made, "old", "she", HSY_SORT_PERSON, 0);
    scene_mention(&made, "she told", "Brandt", HSY_SORT_PERSON, 2);
    scene_mention(&made, NULL, "Ivo Brandt", HSY_SORT_PERSON, 2);
    find(&made, "Dial Weekly");
    assert_chain(&made, 0, "Dial Weekly > Marta Ollenbeck");
    assert_chain(&made, 1, "Dial Weekly > Marta Ollenbeck");
    scene_free(&made);
}

static void a_paper_without_a_name_is_a_link_and_reporters_are_none(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Marta Ollenbeck told a local paper that it leaks. Ivo Brandt told reporters that it does not.");
    scene_say(&made, NULL, "Marta Ollenbeck", "told", "that it leaks", SIZE_MAX);
    scene_say(&made, NULL, "Ivo Brandt", "told reporters", "that it does not", SIZE_MAX);
    scene_mention(&made, NULL, "Marta Ollenbeck", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "a local paper", HSY_SORT_ORGANIZATION, 1);
    scene_mention(&made, NULL, "Ivo Brandt", HSY_SORT_PERSON, 2);
    find(&made, "Dial Weekly");
    assert_chain(&made, 0, "Dial Weekly > a local paper > Marta Ollenbeck");
    assert_chain(&made, 1, "Dial Weekly > Ivo Brandt");
    scene_free(&made);
}

static void the_name_behind_the_daily_is_the_outlet(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Marta Ollenbeck told the Brennik daily Kurier that it leaks.");
    scene_say(&made, NULL, "Marta Ollenbeck", "told", "that it leaks", SIZE_MAX);
    scene_mention(&made, NULL, "Marta Ollenbeck", HSY_SORT_PERSON, 0);
    find(&made, "Dial Weekly");
    assert_chain(&made, 0, "Dial Weekly > Kurier > Marta Ollenbeck");
    scene_free(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_begins_at_the_storys_outlet_and_ends_with_the_speaker),
        cmocka_unit_test(an_outlet_that_the_source_spoke_to_stands_between),
        cmocka_unit_test(whoever_is_no_outlet_is_no_link),
        cmocka_unit_test(what_is_told_in_anothers_words_goes_through_that_other),
        cmocka_unit_test(an_outlet_that_has_learned_something_is_the_source_itself),
        cmocka_unit_test(the_agency_of_the_dateline_stands_behind_the_outlet),
        cmocka_unit_test(an_absent_source_adds_nothing),
        cmocka_unit_test(an_unknown_name_that_is_told_at_the_end_is_an_outlet),
        cmocka_unit_test(a_parliament_or_somebody_of_the_story_is_none),
        cmocka_unit_test(a_paper_without_a_name_is_a_link_and_reporters_are_none),
        cmocka_unit_test(the_name_behind_the_daily_is_the_outlet),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
