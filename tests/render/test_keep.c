/* SPDX-License-Identifier: Apache-2.0 */
/* Leaving out what is not sure enough. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "render/made.h"

static void expect_kept(const made_reading *made, double minimum, const size_t *inside, size_t count) {
    hsy_arena arena;
    hsy_reading view;
    hsy_arena_init(&arena, NULL);
    assert_true(hsy_render_keep(&made->reading, minimum, &arena, &view));
    assert_int_equal(view.attributions->count, count);
    for (size_t i = 0; i < count; i++)
        assert_true(view.attributions->items[i].inside == inside[i]);
    hsy_arena_free(&arena);
}

/* Each stands inside the one before it. */
static void make_chain(made_reading *made, float first, float second, float third) {
    made_story(made, "She said he denied it.");
    made_attribution(made, "She", "said", "he denied it")->confidence = first;
    made_attribution(made, "he", "denied", "it")->confidence = second;
    made_attribution(made, NULL, NULL, "it")->confidence = third;
    made->items[1].inside = 0;
    made->items[2].inside = 1;
}

static void one_whose_parent_is_left_out_stands_in_the_next_one_around(void **state) {
    (void)state;
    made_reading made;
    make_chain(&made, 0.9F, 0.4F, 0.9F);
    expect_kept(&made, 0.5, (const size_t[]){SIZE_MAX, 0}, 2);
    made_free(&made);
}

static void one_without_any_parent_left_stands_alone(void **state) {
    (void)state;
    made_reading made;
    make_chain(&made, 0.3F, 0.4F, 0.9F);
    expect_kept(&made, 0.5, (const size_t[]){SIZE_MAX}, 1);
    made_free(&made);
}

static void indexes_count_what_is_left(void **state) {
    (void)state;
    made_reading made;
    make_chain(&made, 0.3F, 0.8F, 0.9F);
    expect_kept(&made, 0.5, (const size_t[]){SIZE_MAX, 0}, 2);
    made_free(&made);
}

static void what_is_printed_as_the_limit_is_kept(void **state) {
    (void)state;
    made_reading made;
    made_story(&made, "She said so.");
    for (unsigned thousandths = 0; thousandths <= 1000; thousandths++) {
        made.attributions.count = 0;
        made_attribution(&made, "She", "said", "so")->confidence = (float)thousandths / 1000;
        expect_kept(&made, (double)thousandths / 1000, (const size_t[]){SIZE_MAX}, 1);
        expect_kept(&made, ((double)thousandths + 1) / 1000, NULL, 0);
    }
    made_free(&made);
}

static void each_keeps_its_own_speaker(void **state) {
    (void)state;
    made_reading made;
    made_story(&made, "She said he denied it. Bo agreed.");
    made_attribution(&made, "She", "said", "he denied it")->confidence = 0.3F;
    made_speaker(&made, "Nora Hale", HEARSAY_KIND_PERSON);
    made_attribution(&made, "he", "denied", "it")->confidence = 0.9F;
    hsy_speaker *denier = made_speaker(&made, "Tom Byrne", HEARSAY_KIND_PERSON);
    denier->stance = HEARSAY_DENIES;
    made_chain(&made, denier, "Nora Hale, Tom Byrne");
    hsy_arena arena;
    hsy_reading view;
    hsy_arena_init(&arena, NULL);
    assert_true(hsy_render_keep(&made.reading, 0.5, &arena, &view));
    assert_int_equal(view.speakers->count, 1);
    assert_ptr_equal(view.speakers->attributions, view.attributions);
    const hsy_speaker *kept = &view.speakers->items[0];
    assert_true(hsy_str_equal(kept->name, hsy_str_of("Tom Byrne")));
    assert_int_equal(kept->stance, HEARSAY_DENIES);
    /* How the story has it does not change with what is left out. */
    assert_int_equal(kept->chain_count, 2);
    assert_true(hsy_str_equal(kept->chain[0], hsy_str_of("Nora Hale")));
    hsy_arena_free(&arena);
    made_free(&made);
}

static void where_nothing_is_known_of_sources_there_are_no_speakers(void **state) {
    (void)state;
    made_reading made;
    make_chain(&made, 0.3F, 0.8F, 0.9F);
    hsy_arena arena;
    hsy_reading view;
    hsy_arena_init(&arena, NULL);
    assert_true(hsy_render_keep(&made.reading, 0.5, &arena, &view));
    assert_null(view.speakers);
    hsy_arena_free(&arena);
    made_free(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_whose_parent_is_left_out_stands_in_the_next_one_around),
        cmocka_unit_test(one_without_any_parent_left_stands_alone),
        cmocka_unit_test(indexes_count_what_is_left),
        cmocka_unit_test(what_is_printed_as_the_limit_is_kept),
        cmocka_unit_test(each_keeps_its_own_speaker),
        cmocka_unit_test(where_nothing_is_known_of_sources_there_are_no_speakers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
