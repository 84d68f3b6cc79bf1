/* SPDX-License-Identifier: Apache-2.0 */
/* The gender of a source by the story's own evidence. */
#include "scene.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

static void find(made_scene *made, hearsay_kind kind) {
    scene_resolve(made);
    hearsay_error error;
    for (size_t i = 0; i < made->attributions.count; i++)
        made->speakers[i].kind = kind;
    assert_int_equal(hsy_speaker_gender(&made->scene, &error), HEARSAY_OK);
}

static void assert_gender(const made_scene *made, hearsay_gender gender, hearsay_gender_by by) {
    assert_int_equal(made->speakers[0].gender, gender);
    assert_int_equal(made->speakers[0].gender_by, by);
}

static void a_pronoun_tells(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Sunniva Brandt said it leaks. He had seen it.");
    scene_say(&made, NULL, "Sunniva Brandt", "said", "it leaks", SIZE_MAX);
    scene_mention(&made, NULL, "Sunniva Brandt", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "He", HSY_SORT_PERSON, 0);
    find(&made, HEARSAY_KIND_PERSON);
    assert_gender(&made, HEARSAY_GENDER_MALE, HEARSAY_BY_PRONOUN);
    scene_free(&made);
}

static void an_honorific_tells(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Mrs. Brandt said it leaks.");
    scene_say(&made, NULL, "Mrs. Brandt", "said", "it leaks", SIZE_MAX);
    scene_mention(&made, NULL, "Mrs. Brandt", HSY_SORT_PERSON, 0);
    find(&made, HEARSAY_KIND_PERSON);
    assert_gender(&made, HEARSAY_GENDER_FEMALE, HEARSAY_BY_HONORIFIC);
    scene_free(&made);
}

static void a_noun_of_kinship_tells_also_of_the_unnamed(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "The keeper's widow said it leaks.");
    scene_say(&made, NULL, "The keeper's widow", "said", "it leaks", SIZE_MAX);
    scene_mention(&made, NULL, "The keeper's widow", HSY_SORT_PERSON, 0);
    find(&made, HEARSAY_KIND_PERSON);
    assert_gender(&made, HEARSAY_GENDER_FEMALE, HEARSAY_BY_KINSHIP);
    scene_free(&made);
}

static void a_first_name_is_the_last_resort(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Robert Brandt said it leaks.");
    scene_say(&made, NULL, "Robert Brandt", "said", "it leaks", SIZE_MAX);
    scene_mention(&made, NULL, "Robert Brandt", HSY_SORT_PERSON, 0);
    find(&made, HEARSAY_KIND_PERSON);
    assert_gender(&made, HEARSAY_GENDER_MALE, HEARSAY_BY_FIRST_NAME);
    scene_free(&made);
}

static void a_first_name_of_both_sexes_tells_nothing(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Dana Brandt said it leaks.");
    scene_say(&made, NULL, "Dana Brandt", "said", "it leaks", SIZE_MAX);
    scene_mention(&made, NULL, "Dana Brandt", HSY_SORT_PERSON, 0);
    find(&made, HEARSAY_KIND_PERSON);
    assert_gender(&made, HEARSAY_GENDER_UNKNOWN, HEARSAY_BY_NOTHING);
    scene_free(&made);
}

static void evidence_at_odds_tells_nothing(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Dana Brandt said it leaks. He had seen it. She left.");
    scene_say(&made, NULL, "Dana Brandt", "said", "it leaks", SIZE_MAX);
    scene_mention(&made, NULL, "Dana Brandt", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "He", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "She", HSY_SORT_PERSON, 0);
    find(&made, HEARSAY_KIND_PERSON);
    assert_gender(&made, HEARSAY_GENDER_UNKNOWN, HEARSAY_BY_NOTHING);
    scene_free(&made);
}

static void several_have_the_gender_that_they_share(void **state) {
    (void)state;
    static const struct {
        const char *other;
        hearsay_gender gender;
    } cases[] = {{"Nora Hill", HEARSAY_GENDER_UNKNOWN}, {"Peter Hill", HEARSAY_GENDER_MALE}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[64], source[32];
        made_scene made;
        (void)snprintf(source, sizeof source, "Robert Brandt and %s", cases[i].other);
        (void)snprintf(text, sizeof text, "%s said it leaks.", source);
        scene_read(&made, text);
        scene_say(&made, NULL, source, "said", "it leaks", SIZE_MAX);
        scene_mention(&made, NULL, "Robert Brandt", HSY_SORT_PERSON, 0);
        scene_mention(&made, NULL, cases[i].other, HSY_SORT_PERSON, 1);
        scene_mention(&made, NULL, source, HSY_SORT_PERSON, 2);
        find(&made, HEARSAY_KIND_PERSON);
        assert_int_equal(made.speakers[0].gender, cases[i].gender);
        made.scene.names->who[0] = 1; /* the heads may find the first of them alone */
        hearsay_error error;
        assert_int_equal(hsy_speaker_gender(&made.scene, &error), HEARSAY_OK);
        assert_int_equal(made.speakers[0].gender, cases[i].gender);
        scene_free(&made);
    }
}

static void a_body_has_none(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "The Harbour Board said it leaks.");
    scene_say(&made, NULL, "The Harbour Board", "said", "it leaks", SIZE_MAX);
    scene_mention(&made, NULL, "The Harbour Board", HSY_SORT_ORGANIZATION, 0);
    find(&made, HEARSAY_KIND_ORGANIZATION);
    assert_gender(&made, HEARSAY_GENDER_NOT_APPLICABLE, HEARSAY_BY_NOTHING);
    scene_free(&made);
}

static void the_kings_envoy_is_not_the_king(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "The king's envoy Dana Brandt said it leaks.");
    scene_say(&made, NULL, "The king's envoy Dana Brandt", "said", "it leaks", SIZE_MAX);
    scene_mention(&made, NULL, "The king's envoy Dana Brandt", HSY_SORT_PERSON, 0);
    find(&made, HEARSAY_KIND_PERSON);
    assert_gender(&made, HEARSAY_GENDER_UNKNOWN, HEARSAY_BY_NOTHING);
    scene_free(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pronoun_tells),
        cmocka_unit_test(an_honorific_tells),
        cmocka_unit_test(a_noun_of_kinship_tells_also_of_the_unnamed),
        cmocka_unit_test(a_first_name_is_the_last_resort),
        cmocka_unit_test(a_first_name_of_both_sexes_tells_nothing),
        cmocka_unit_test(evidence_at_odds_tells_nothing),
        cmocka_unit_test(several_have_the_gender_that_they_share),
        cmocka_unit_test(a_body_has_none),
        cmocka_unit_test(the_kings_envoy_is_not_the_king),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
