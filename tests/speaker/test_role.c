/* SPDX-License-Identifier: Apache-2.0 */
/* Who the story says that its named sources are. */
#include "scene.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void read_roles(made_scene *made) {
    scene_resolve(made);
    for (size_t i = 0; i < made->attributions.count; i++)
        made->speakers[i].kind = HEARSAY_KIND_PERSON;
    assert_int_equal(hsy_speaker_anonymity(&made->scene, NULL), HEARSAY_OK);
}

static void assert_role(const made_scene *made, size_t number, const char *expected) {
    hsy_words words = made->speakers[number].detail[HEARSAY_DETAIL_ROLE];
    if (expected == NULL)
        assert_true(words.start >= words.end);
    else
        assert_words_equal(&made->words, words, expected);
}

/* The role of the one source that the mention `person` names and `source` stands for. */
static void assert_role_of(const char *text, const char *person, const char *source, const char *expected) {
    made_scene made;
    scene_read(&made, text);
    scene_say(&made, source, source, "said", "it leaks", SIZE_MAX);
    scene_mention(&made, NULL, person, HSY_SORT_PERSON, 0);
    if (strcmp(person, source) != 0) scene_mention(&made, source, source, HSY_SORT_PERSON, 0);
    read_roles(&made);
    assert_role(&made, 0, expected);
    assert_false(made.speakers[0].anonymous);
    scene_free(&made);
}

static void a_title_before_the_name_is_the_role(void **state) {
    (void)state;
    assert_role_of("Prime Minister Lena Dorn said it leaks.", "Prime Minister Lena Dorn", "Prime Minister Lena Dorn",
                   "Prime Minister");
    assert_role_of("Yesterday director Yusuf Devereaux said it leaks.", "director Yusuf Devereaux",
                   "director Yusuf Devereaux", "director");
    assert_role_of("Yesterday director Yusuf Devereaux said it leaks.", "Yusuf Devereaux", "Yusuf Devereaux",
                   "director");
}

static void how_somebody_is_addressed_is_no_role(void **state) {
    (void)state;
    assert_role_of("Mr. Hugh Hill said it leaks.", "Mr. Hugh Hill", "Mr. Hugh Hill", NULL);
    assert_role_of("Dr. Nora Lund said it leaks.", "Dr. Nora Lund", "Dr. Nora Lund", NULL);
}

static void an_apposition_is_the_role(void **state) {
    (void)state;
    assert_role_of("Nora Whitfield, the chief engineer, said it leaks.", "Nora Whitfield", "Nora Whitfield",
                   "the chief engineer");
    assert_role_of("Sam Lund, 41, a baker, said it leaks.", "Sam Lund", "Sam Lund", "a baker");
    assert_role_of("Sam Lund, 41, of Harbury, a baker, said it leaks.", "Sam Lund", "Sam Lund", "a baker");
    assert_role_of("Ms. Ana Quist, the party's leader in the north, said it leaks.", "Ms. Ana Quist", "Ms. Ana Quist",
                   "the party's leader in the north");
    assert_role_of("Hugh Hill, a doctor in Harbury, Ohio, said it leaks.", "Hugh Hill", "Hugh Hill",
                   "a doctor in Harbury, Ohio");
}

static void a_clause_or_a_list_is_none(void **state) {
    (void)state;
    assert_role_of("Ana Varga, who runs the lock, said it leaks.", "Ana Varga", "Ana Varga", NULL);
    assert_role_of("Ana Varga, Hugh Hill and others said it leaks.", "Ana Varga", "Ana Varga", NULL);
    assert_role_of("Without Ana Varga, the mayor resigned. She said it leaks.", "Ana Varga", "She", NULL);
}

static void what_a_sentence_says_somebody_is_will_do(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Ana Varga is the mayor of Harbury. She said it leaks.");
    scene_say(&made, NULL, "She", "said", "it leaks", SIZE_MAX);
    scene_mention(&made, NULL, "Ana Varga", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "the mayor of Harbury", HSY_SORT_PERSON, 1);
    scene_mention(&made, NULL, "She", HSY_SORT_PERSON, 0);
    read_roles(&made);
    assert_role(&made, 0, "the mayor of Harbury");
    scene_free(&made);
}

static void a_later_mention_has_the_role_of_the_introduction(void **state) {
    (void)state;
    assert_role_of("Nora Whitfield, the chief engineer, came late. She said it leaks.", "Nora Whitfield", "She",
                   "the chief engineer");
}

static void a_description_that_stands_for_somebody_is_its_own_role(void **state) {
    (void)state;
    assert_role_of("Mayor Nora Whitfield came late. The town's chief engineer said it leaks.", "Mayor Nora Whitfield",
                   "The town's chief engineer", "The town's chief engineer");
    assert_role_of("Mayor Nora Whitfield came late. The woman said it leaks.", "Mayor Nora Whitfield", "The woman",
                   "Mayor");
}

static void bodies_have_none(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "The chief regulator, Harbury Water, said it leaks.");
    scene_say(&made, NULL, "Harbury Water", "said", "it leaks", SIZE_MAX);
    scene_mention(&made, NULL, "Harbury Water", HSY_SORT_ORGANIZATION, 0);
    scene_resolve(&made);
    made.speakers[0].kind = HEARSAY_KIND_ORGANIZATION;
    assert_int_equal(hsy_speaker_anonymity(&made.scene, NULL), HEARSAY_OK);
    assert_role(&made, 0, NULL);
    scene_free(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_title_before_the_name_is_the_role),
        cmocka_unit_test(how_somebody_is_addressed_is_no_role),
        cmocka_unit_test(an_apposition_is_the_role),
        cmocka_unit_test(a_clause_or_a_list_is_none),
        cmocka_unit_test(what_a_sentence_says_somebody_is_will_do),
        cmocka_unit_test(a_later_mention_has_the_role_of_the_introduction),
        cmocka_unit_test(a_description_that_stands_for_somebody_is_its_own_role),
        cmocka_unit_test(bodies_have_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
