/* SPDX-License-Identifier: Apache-2.0 */
/* Who a source is, asked through the public header. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/model.h"
#include "render/made.h"

static hearsay_story story_of(made_reading *made) {
    return (hearsay_story){
        .story = &made->story,
        .read = true,
        .tokens = &made->tokens,
        .attributions = &made->attributions,
        .speakers = &made->speakers,
        .reading = made->reading,
    };
}

static void assert_string(hearsay_string string, const char *wanted) {
    if (wanted == NULL) {
        assert_null(string.data);
        assert_int_equal(string.size, 0);
        return;
    }
    assert_int_equal(string.size, strlen(wanted));
    assert_memory_equal(string.data, wanted, string.size);
}

static void expect_nobody(const hearsay_story *story, size_t attribution) {
    assert_string(hearsay_speaker_name(story, attribution), NULL);
    assert_int_equal(hearsay_speaker_kind(story, attribution), HEARSAY_KIND_NONE);
    assert_false(hearsay_speaker_named(story, attribution));
    assert_false(hearsay_speaker_anonymous(story, attribution));
    assert_int_equal(hearsay_speaker_gender(story, attribution), HEARSAY_GENDER_NOT_APPLICABLE);
    assert_int_equal(hearsay_speaker_gender_by(story, attribution), HEARSAY_BY_NOTHING);
    for (int detail = -1; detail <= HEARSAY_DETAILS; detail++) {
        hearsay_byte_span bytes = hearsay_speaker_bytes(story, attribution, (hearsay_detail)detail);
        hearsay_point_span points = hearsay_speaker_points(story, attribution, (hearsay_detail)detail);
        assert_int_equal(bytes.start, bytes.end);
        assert_int_equal(points.start, points.end);
    }
    assert_int_equal(hearsay_attribution_stance(story, attribution), HEARSAY_SAYS);
    assert_false(hearsay_attribution_hedged(story, attribution));
    assert_false(hearsay_attribution_negated(story, attribution));
    assert_int_equal(hearsay_chain_count(story, attribution), 0);
    assert_int_equal(hearsay_about_count(story, attribution), 0);
    assert_string(hearsay_chain_name(story, attribution, 0), NULL);
    assert_string(hearsay_about_name(story, attribution, 0), NULL);
}

static void a_source_has_its_name_kind_gender_and_the_rest(void **state) {
    (void)state;
    made_reading made;
    made_story(&made, "Zoë, the chief engineer, denied it.");
    made_attribution(&made, "Zoë", "denied", "it");
    hsy_speaker *speaker = made_speaker(&made, "Zoë Brontë", HEARSAY_KIND_PERSON);
    speaker->named = speaker->hedged = speaker->negated = true;
    speaker->anonymous = true;
    speaker->gender = HEARSAY_GENDER_FEMALE;
    speaker->gender_by = HEARSAY_BY_FIRST_NAME;
    speaker->stance = HEARSAY_DENIES;
    speaker->detail[HEARSAY_DETAIL_ROLE] = made_words(&made, "the chief engineer");
    made_chain(&made, speaker, "Dial Weekly, Zoë Brontë");
    made_about(&made, speaker, "Tom Byrne");
    hearsay_story story = story_of(&made);
    assert_string(hearsay_speaker_name(&story, 0), "Zoë Brontë");
    assert_int_equal(hearsay_speaker_kind(&story, 0), HEARSAY_KIND_PERSON);
    assert_true(hearsay_speaker_named(&story, 0));
    assert_true(hearsay_speaker_anonymous(&story, 0));
    assert_int_equal(hearsay_speaker_gender(&story, 0), HEARSAY_GENDER_FEMALE);
    assert_int_equal(hearsay_speaker_gender_by(&story, 0), HEARSAY_BY_FIRST_NAME);
    hearsay_byte_span bytes = hearsay_speaker_bytes(&story, 0, HEARSAY_DETAIL_ROLE);
    hearsay_point_span points = hearsay_speaker_points(&story, 0, HEARSAY_DETAIL_ROLE);
    assert_int_equal(bytes.start, 6);
    assert_int_equal(bytes.end, 24);
    assert_int_equal(points.start, 5);
    assert_int_equal(points.end, 23);
    bytes = hearsay_speaker_bytes(&story, 0, HEARSAY_DETAIL_REASON);
    assert_int_equal(bytes.start, bytes.end);
    assert_int_equal(hearsay_attribution_stance(&story, 0), HEARSAY_DENIES);
    assert_true(hearsay_attribution_hedged(&story, 0));
    assert_true(hearsay_attribution_negated(&story, 0));
    assert_int_equal(hearsay_chain_count(&story, 0), 2);
    assert_string(hearsay_chain_name(&story, 0, 0), "Dial Weekly");
    assert_string(hearsay_chain_name(&story, 0, 1), "Zoë Brontë");
    assert_string(hearsay_chain_name(&story, 0, 2), NULL);
    assert_int_equal(hearsay_about_count(&story, 0), 1);
    assert_string(hearsay_about_name(&story, 0, 0), "Tom Byrne");
    assert_string(hearsay_about_name(&story, 0, 1), NULL);
    made_free(&made);
}

static void where_there_is_no_such_attribution_there_is_nobody(void **state) {
    (void)state;
    made_reading made;
    made_story(&made, "Zoë denied it.");
    made_attribution(&made, "Zoë", "denied", "it");
    made_speaker(&made, "Zoë", HEARSAY_KIND_PERSON)->stance = HEARSAY_DENIES;
    hearsay_story story = story_of(&made);
    expect_nobody(&story, 1);
    expect_nobody(&story, SIZE_MAX);
    made_free(&made);
}

static void before_a_story_is_read_there_is_nobody(void **state) {
    (void)state;
    made_reading made;
    made_story(&made, "Zoë denied it.");
    hearsay_story story = {.story = &made.story};
    expect_nobody(&story, 0);
    made_free(&made);
}

static void every_kind_gender_and_stance_has_a_word_and_a_number_out_of_range_has_one_too(void **state) {
    (void)state;
    assert_string_equal(hearsay_kind_name(HEARSAY_KIND_ORGANIZATION), "organization");
    assert_string_equal(hearsay_kind_name((hearsay_kind)99), "none");
    assert_string_equal(hearsay_gender_name(HEARSAY_GENDER_NOT_APPLICABLE), "n/a");
    assert_string_equal(hearsay_gender_name((hearsay_gender)99), "n/a");
    assert_string_equal(hearsay_gender_by_name(HEARSAY_BY_FIRST_NAME), "first name");
    assert_string_equal(hearsay_gender_by_name((hearsay_gender_by)99), "none");
    for (int stance = HEARSAY_SAYS; stance <= HEARSAY_DECLINES; stance++)
        for (int other = HEARSAY_SAYS; other < stance; other++)
            assert_string_not_equal(hearsay_stance_name((hearsay_stance)stance),
                                    hearsay_stance_name((hearsay_stance)other));
    assert_string_equal(hearsay_stance_name((hearsay_stance)99), "says");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_source_has_its_name_kind_gender_and_the_rest),
        cmocka_unit_test(where_there_is_no_such_attribution_there_is_nobody),
        cmocka_unit_test(before_a_story_is_read_there_is_nobody),
        cmocka_unit_test(every_kind_gender_and_stance_has_a_word_and_a_number_out_of_range_has_one_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
