/* SPDX-License-Identifier: Apache-2.0 */
/* Names of firms with "&" in them. */
#include "scene.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "speaker/coreference/entities.h"

/* The mentions that are left of those of the scene, parted by "; ". */
static void assert_firms(made_scene *made, const char *expected) {
    hsy_mention *mentions = made->mentions;
    size_t count = made->mention_count;
    hearsay_error error;
    assert_int_equal(hsy_entities_firms(&made->lexicon, &made->work, &mentions, &count, &error), HEARSAY_OK);
    char text[512] = "";
    for (size_t i = 0; i < count; i++) {
        hsy_span span = hsy_words_span(made->words.tokens, mentions[i].words);
        if (i > 0) strcat(text, "; ");
        strncat(text, made->words.story->text.data + span.start, span.end - span.start);
    }
    assert_string_equal(text, expected);
}

static void a_firm_of_a_family_is_one_name(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Shops of Ollenbeck & Daughters closed.");
    scene_mention(&made, NULL, "Shops of Ollenbeck & Daughters", HSY_SORT_OBJECT, 0);
    scene_mention(&made, NULL, "Ollenbeck", HSY_SORT_PERSON, 1);
    scene_mention(&made, NULL, "Daughters", HSY_SORT_PERSON, 2);
    assert_firms(&made, "Shops of Ollenbeck & Daughters; Ollenbeck & Daughters");
    scene_free(&made);
}

static void two_surnames_are_a_firm(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "The broker Hallam & Brandt left.");
    scene_mention(&made, NULL, "The broker Hallam", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "Brandt", HSY_SORT_PERSON, 1);
    made.mentions[0].head = made.mentions[0].words.end - 1;
    assert_firms(&made, "The broker Hallam & Brandt");
    scene_free(&made);
}

static void two_people_are_no_firm(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "Marta Ollenbeck & Peter Brandt split.");
    scene_mention(&made, NULL, "Marta Ollenbeck", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "Peter Brandt", HSY_SORT_PERSON, 1);
    assert_firms(&made, "Marta Ollenbeck; Peter Brandt");
    scene_free(&made);
}

static void an_indian_firm_has_messrs_before_it(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "The contractor, M/s Varpet Infracon, left.");
    scene_mention(&made, NULL, "M", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "Varpet Infracon", HSY_SORT_PERSON, 1);
    made.mentions[1].head = made.mentions[1].words.end - 1;
    assert_firms(&made, "M/s Varpet Infracon");
    scene_free(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_firm_of_a_family_is_one_name),
        cmocka_unit_test(two_surnames_are_a_firm),
        cmocka_unit_test(two_people_are_no_firm),
        cmocka_unit_test(an_indian_firm_has_messrs_before_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
