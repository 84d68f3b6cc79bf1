/* SPDX-License-Identifier: Apache-2.0 */
/* From mentions to entities by what needs no model: names, first persons, what contradicts. */
#include "scene.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "speaker/coreference/entities.h"

/* Joins the scene's mentions without a ranking. */
static void resolve(made_scene *made) {
    scene_resolve(made);
    hsy_facts facts;
    hearsay_error error;
    size_t count;
    assert_int_equal(hsy_facts_read(&made->lexicon, &made->attributions, made->mentions, made->mention_count,
                                    made->entities.source, &made->work, &facts, &error),
                     HEARSAY_OK);
    assert_int_equal(hsy_entities_resolve(&facts, &made->attributions, made->entities.source, NULL, NULL, &made->work,
                                          &count, &error),
                     HEARSAY_OK);
}

static void person(made_scene *made, const char *after, const char *phrase) {
    scene_mention(made, after, phrase, HSY_SORT_PERSON, 0);
    made->mentions[made->mention_count - 1].head = made->mentions[made->mention_count - 1].words.end - 1;
}

static void a_surname_and_a_first_name_are_those_of_the_full_name(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "We met Ada Quist.\n\nMs. Quist sang.\n\nAda left.\n\nBo stayed.");
    person(&made, NULL, "Ada Quist");
    person(&made, "met", "Ms. Quist");
    person(&made, "sang", "Ada");
    person(&made, NULL, "Bo");
    resolve(&made);
    assert_int_equal(made.mentions[1].entity, made.mentions[0].entity);
    assert_int_equal(made.mentions[2].entity, made.mentions[0].entity);
    assert_int_not_equal(made.mentions[3].entity, made.mentions[0].entity);
    scene_free(&made);
}

static void two_people_of_one_surname_are_told_apart_by_what_stands_before_it(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made,
               "We met Mr. Otto Quist and Mrs. Ada Quist.\n\nThen Mrs. Quist sang.\n\nAfter her Mr. Quist left.");
    person(&made, NULL, "Mr. Otto Quist");
    person(&made, NULL, "Mrs. Ada Quist");
    person(&made, "Then", "Mrs. Quist");
    person(&made, "her", "Mr. Quist");
    resolve(&made);
    assert_int_not_equal(made.mentions[0].entity, made.mentions[1].entity);
    assert_int_equal(made.mentions[2].entity, made.mentions[1].entity);
    assert_int_equal(made.mentions[3].entity, made.mentions[0].entity);
    scene_free(&made);
}

static void a_programme_named_after_a_person_is_not_that_person(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "We met Ada Quist.\n\nShe made Ada Quist Now. The town now sings.");
    person(&made, NULL, "Ada Quist");
    person(&made, "made", "Ada Quist Now");
    resolve(&made);
    assert_int_not_equal(made.mentions[0].entity, made.mentions[1].entity);
    scene_free(&made);
}

static void a_bare_surname_is_nobody_who_goes_by_the_first_name(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "We met Bo Quist and Ada Quist. Ada sang.\n\nAda left.\n\nQuist stayed.");
    person(&made, NULL, "Bo Quist");
    person(&made, NULL, "Ada Quist");
    person(&made, "Ada Quist", "Ada sang");
    made.mentions[2].words.end--, made.mentions[2].head--;
    person(&made, "sang", "Ada");
    person(&made, "left", "Quist");
    resolve(&made);
    assert_int_equal(made.mentions[4].entity, made.mentions[0].entity);
    assert_int_equal(made.mentions[3].entity, made.mentions[1].entity);
    scene_free(&made);
}

static void a_headline_may_have_the_surname_before_the_full_name_comes(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Town thanks Quist\n\nThe town thanked Ada Quist.");
    person(&made, NULL, "Quist");
    person(&made, "thanked", "Ada Quist");
    resolve(&made);
    assert_int_equal(made.mentions[0].entity, made.mentions[1].entity);
    scene_free(&made);
}

static void the_first_person_of_a_quotation_is_its_source(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Bo Lund waited. “I saw it and I left,” Ada Quist said.");
    scene_say(&made, NULL, "Ada Quist", "said", "I saw it and I left", SIZE_MAX);
    person(&made, NULL, "Bo Lund");
    person(&made, NULL, "I");
    person(&made, "and", "I");
    person(&made, NULL, "Ada Quist");
    resolve(&made);
    assert_int_equal(made.mentions[1].entity, made.mentions[3].entity);
    assert_int_equal(made.mentions[2].entity, made.mentions[3].entity);
    assert_int_not_equal(made.mentions[1].entity, made.mentions[0].entity);
    scene_free(&made);
}

static void the_first_person_outside_all_speech_is_nobody_of_the_story(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Ada Quist sang while I listened, and I wept.");
    person(&made, NULL, "Ada Quist");
    person(&made, NULL, "I");
    person(&made, "and", "I");
    resolve(&made);
    assert_int_not_equal(made.mentions[1].entity, made.mentions[0].entity);
    assert_int_equal(made.mentions[1].entity, made.mentions[2].entity);
    scene_free(&made);
}

static void bodies_of_one_name_and_their_acronym_are_one(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "The Wexcombe Lock Trust met.\n\nThe WLT voted. Later the Wexcombe Lock Trust left.");
    scene_mention(&made, NULL, "The Wexcombe Lock Trust", HSY_SORT_ORGANIZATION, 0);
    scene_mention(&made, NULL, "The WLT", HSY_SORT_ORGANIZATION, 0);
    scene_mention(&made, "Later", "the Wexcombe Lock Trust", HSY_SORT_ORGANIZATION, 0);
    resolve(&made);
    assert_int_equal(made.mentions[1].entity, made.mentions[0].entity);
    assert_int_equal(made.mentions[2].entity, made.mentions[0].entity);
    scene_free(&made);
}

static void a_body_may_be_called_by_the_first_words_of_its_name(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "The town sued Ollen Lock Works.\n\nThen Ollen paid. Then Wexcombe Mills and Wexcombe Yard paid. "
                      "Now Wexcombe smiles.");
    scene_mention(&made, NULL, "Ollen Lock Works", HSY_SORT_ORGANIZATION, 0);
    scene_mention(&made, "Then", "Ollen", HSY_SORT_ORGANIZATION, 0);
    scene_mention(&made, NULL, "Wexcombe Mills", HSY_SORT_ORGANIZATION, 0);
    scene_mention(&made, NULL, "Wexcombe Yard", HSY_SORT_ORGANIZATION, 0);
    scene_mention(&made, "Now", "Wexcombe", HSY_SORT_ORGANIZATION, 0);
    resolve(&made);
    assert_int_equal(made.mentions[1].entity, made.mentions[0].entity);
    assert_int_not_equal(made.mentions[4].entity, made.mentions[2].entity);
    assert_int_not_equal(made.mentions[4].entity, made.mentions[3].entity);
    scene_free(&made);
}

static void the_source_is_the_insider_quoted_before_and_nobody_with_a_name(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made,
               "Ada Quist sang. A friend of Quist said she was ill. The source said she coughs. An aide said no.");
    scene_say(&made, NULL, "A friend of Quist", "said she was", "she was ill", SIZE_MAX);
    scene_say(&made, NULL, "The source", "said she coughs", "she coughs", SIZE_MAX);
    scene_say(&made, NULL, "An aide", "said no", "no", SIZE_MAX);
    person(&made, NULL, "Ada Quist");
    scene_mention(&made, NULL, "A friend of Quist", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "The source", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "An aide", HSY_SORT_PERSON, 0);
    resolve(&made);
    assert_int_equal(made.mentions[2].entity, made.mentions[1].entity);
    assert_int_not_equal(made.mentions[1].entity, made.mentions[0].entity);
    assert_int_not_equal(made.mentions[3].entity, made.mentions[1].entity);
    scene_free(&made);
}

static void a_mister_is_not_the_one_of_the_surname_who_has_a_womans_first_name(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "We met Otto Quist.\n\nThen Anna-Maria Quist sang.\n\nBoth times Mr. Quist left.");
    person(&made, NULL, "Otto Quist");
    person(&made, NULL, "Anna-Maria Quist");
    person(&made, NULL, "Mr. Quist");
    resolve(&made);
    assert_int_equal(made.mentions[2].entity, made.mentions[0].entity);
    scene_free(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_surname_and_a_first_name_are_those_of_the_full_name),
        cmocka_unit_test(two_people_of_one_surname_are_told_apart_by_what_stands_before_it),
        cmocka_unit_test(a_programme_named_after_a_person_is_not_that_person),
        cmocka_unit_test(a_bare_surname_is_nobody_who_goes_by_the_first_name),
        cmocka_unit_test(a_headline_may_have_the_surname_before_the_full_name_comes),
        cmocka_unit_test(the_first_person_of_a_quotation_is_its_source),
        cmocka_unit_test(the_first_person_outside_all_speech_is_nobody_of_the_story),
        cmocka_unit_test(bodies_of_one_name_and_their_acronym_are_one),
        cmocka_unit_test(the_source_is_the_insider_quoted_before_and_nobody_with_a_name),
        cmocka_unit_test(a_mister_is_not_the_one_of_the_surname_who_has_a_womans_first_name),
        cmocka_unit_test(a_body_may_be_called_by_the_first_words_of_its_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
