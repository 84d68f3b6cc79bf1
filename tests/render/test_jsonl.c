/* SPDX-License-Identifier: Apache-2.0 */
/* The line of JSON of a story. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "render/made.h"

static const char DAM[] = "“The dam will hold,” Nora Whitfield, the chief engineer, told Lantern on Monday.";

static void expect_line(const made_reading *made, const char *wanted) {
    char *line = made_jsonl(made);
    assert_string_equal(line, wanted);
    free(line);
}

static void expect_part(const made_reading *made, const char *wanted) {
    char *line = made_jsonl(made);
    if (strstr(line, wanted) == NULL) fail_msg("%s\nis not in\n%s", wanted, line);
    free(line);
}

static void a_quotation_with_its_source_and_cue(void **state) {
    (void)state;
    made_reading made;
    made_story(&made, DAM);
    made.story.date = hsy_str_of("2016-10-04");
    made.story.outlet = hsy_str_of("Dial Weekly");
    made_attribution(&made, "Nora Whitfield", "told", "“The dam will hold,”")->confidence = 0.97F;
    expect_line(
        &made,
        "{\"id\": \"story-1\", \"title\": null, \"author\": [], \"date\": \"2016-10-04\", "
        "\"modified\": null, \"outlet\": \"Dial Weekly\", \"origin\": null, \"url\": null, \"language\": \"en\", "
        "\"attributions\": [{\"source\": [[21, 35]], \"cue\": [[57, 61]], \"content\": [[0, 20]], "
        "\"inside\": null, \"type\": \"direct\", \"confidence\": 0.97}], "
        "\"warnings\": [], \"extra\": {}}\n");
    made_free(&made);
}

static void a_source_that_is_not_named_in_the_text_is_an_empty_list(void **state) {
    (void)state;
    made_reading made;
    made_story(&made, "The mayor is expected to resign.");
    made_attribution(&made, NULL, "is expected", "to resign")->type = HEARSAY_INDIRECT;
    expect_part(&made, "{\"source\": [], \"cue\": [[10, 21]], \"content\": [[22, 31]], \"inside\": null, "
                       "\"type\": \"indirect\", ");
    made_free(&made);
}

static void a_content_in_two_pieces_has_two_spans(void **state) {
    (void)state;
    made_reading made;
    made_story(&made, "“Yes,” she said, “it holds.”");
    hsy_attribution *item = made_attribution(&made, "she", "said", "“Yes,”");
    item->content[item->content_count++] = made_words(&made, "“it holds.”");
    expect_part(&made, "\"content\": [[0, 6], [17, 28]]");
    made_free(&made);
}

static void what_is_said_inside_another_content_points_to_it(void **state) {
    (void)state;
    made_reading made;
    made_story(&made, "She said he denied it.");
    made_attribution(&made, "She", "said", "he denied it");
    made_attribution(&made, "he", "denied", "it")->inside = 0;
    expect_part(&made, "\"inside\": 0, \"type\"");
    made_free(&made);
}

static void spans_count_in_the_text_as_it_was_given(void **state) {
    (void)state;
    made_reading made;
    made_story(&made, "He paid. Bo said so.");
    /* The crawler's mark "/n " stood in front of "Bo". */
    made.story.given = hsy_str_of("He paid. /n Bo said so.");
    hsy_segment map[2] = {{0, 9, 0, 9, false}, {9, 11, 12, 11, false}};
    made.story.map = map;
    made.story.map_count = 2;
    assert_true(hsy_points_init(&made.reading.points, made.story.given, &made.story.arena));
    made_attribution(&made, "Bo", "said", "so");
    expect_part(&made, "{\"source\": [[12, 14]], \"cue\": [[15, 19]], \"content\": [[20, 22]]");
    made_free(&made);
}

static void a_confidence_has_three_digits_at_most(void **state) {
    (void)state;
    static const struct {
        float given;
        const char *wanted;
    } cases[] = {
        {0.97F, "0.97}"},  {0.12345F, "0.123}"}, {0.5F, "0.5}"},     {1.0F, "1.0}"},
        {0.9996F, "1.0}"}, {0.0F, "0.0}"},       {0.001F, "0.001}"}, {NAN, "0.0}"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        made_reading made;
        made_story(&made, DAM);
        made_attribution(&made, NULL, "told", NULL)->confidence = cases[i].given;
        char wanted[32] = "\"confidence\": ";
        expect_part(&made, strcat(wanted, cases[i].wanted));
        made_free(&made);
    }
}

static void all_that_the_input_knew_comes_out_again(void **state) {
    (void)state;
    made_reading made;
    made_story(&made, DAM);
    hsy_str authors[] = {hsy_str_of("Ada Byrne"), hsy_str_of("Tom \"Tug\" Hale")};
    hsy_str warnings[] = {hsy_str_of("it was cut off")};
    made.story.title = hsy_str_of("Dam\tholds");
    made.story.url = hsy_str_of("https://example.org/1");
    made.story.authors = authors;
    made.story.author_count = 2;
    made.story.warnings = warnings;
    made.story.warning_count = 1;
    made.story.extra = hsy_str_of("{\"section\":[1,2]}");
    expect_line(&made,
                "{\"id\": \"story-1\", \"title\": \"Dam\\tholds\", \"author\": [\"Ada Byrne\", "
                "\"Tom \\\"Tug\\\" Hale\"], \"date\": null, \"modified\": null, \"outlet\": null, \"origin\": null, "
                "\"url\": \"https://example.org/1\", \"language\": \"en\", \"attributions\": [], "
                "\"warnings\": [\"it was cut off\"], \"extra\": {\"section\":[1,2]}}\n");
    made_free(&made);
}

static void a_story_that_was_not_read_for_its_language_has_no_attributions(void **state) {
    (void)state;
    made_reading made;
    made_story(&made, "Der Damm hält.");
    made.reading.attributions = NULL;
    made.story.language = hsy_str_of("de");
    expect_part(&made, "\"language\": \"de\", \"attributions\": [], \"warnings\"");
    made_free(&made);
}

static void a_source_that_is_described_has_all_its_fields(void **state) {
    (void)state;
    made_reading made;
    made_story(&made, DAM);
    made_attribution(&made, "Nora Whitfield", "told", "“The dam will hold,”")->confidence = 0.97F;
    hsy_speaker *speaker = made_speaker(&made, "Nora Whitfield", HEARSAY_KIND_PERSON);
    speaker->named = true;
    speaker->gender = HEARSAY_GENDER_FEMALE;
    speaker->gender_by = HEARSAY_BY_FIRST_NAME;
    speaker->detail[HEARSAY_DETAIL_ROLE] = made_words(&made, "the chief engineer");
    made_chain(&made, speaker, "Dial Weekly, Lantern, Nora Whitfield");
    expect_part(&made, "\"type\": \"direct\", \"confidence\": 0.97, \"stance\": \"says\", \"hedged\": false, "
                       "\"negated\": false, \"speaker\": {\"name\": \"Nora Whitfield\", \"kind\": \"person\", "
                       "\"named\": true, \"anonymous\": false, \"gender\": \"female\", "
                       "\"gender_by\": \"first name\", \"role\": [[37, 55]], \"reason\": null, \"knows\": null}, "
                       "\"chain\": [\"Dial Weekly\", \"Lantern\", \"Nora Whitfield\"], \"about\": []}]");
    made_free(&made);
}

static void a_source_that_is_not_named_tells_why_and_how_it_knows(void **state) {
    (void)state;
    made_reading made;
    made_story(&made, "An aide who read the plan never claimed so, fearing for her job.");
    made_attribution(&made, "An aide", "never claimed", "so");
    hsy_speaker *speaker = made_speaker(&made, "an aide", HEARSAY_KIND_PERSON);
    speaker->anonymous = speaker->negated = speaker->hedged = true;
    speaker->stance = HEARSAY_CLAIMS;
    speaker->gender = HEARSAY_GENDER_UNKNOWN;
    speaker->detail[HEARSAY_DETAIL_REASON] = made_words(&made, "fearing for her job");
    speaker->detail[HEARSAY_DETAIL_KNOWS] = made_words(&made, "who read the plan");
    made_about(&made, speaker, "Tom Byrne, Dial Weekly");
    expect_part(&made, "\"stance\": \"claims\", \"hedged\": true, \"negated\": true, \"speaker\": {"
                       "\"name\": \"an aide\", \"kind\": \"person\", \"named\": false, \"anonymous\": true, "
                       "\"gender\": \"unknown\", \"gender_by\": null, \"role\": [], \"reason\": [[44, 63]], "
                       "\"knows\": [[8, 25]]}, \"chain\": [], \"about\": [\"Tom Byrne\", \"Dial Weekly\"]}");
    made_free(&made);
}

static void an_attribution_without_a_source_has_a_speaker_without_a_name(void **state) {
    (void)state;
    made_reading made;
    made_story(&made, "The mayor is expected to resign.");
    made_attribution(&made, NULL, "is expected", "to resign");
    made_speaker(&made, NULL, HEARSAY_KIND_NONE);
    expect_part(&made, "\"speaker\": {\"name\": null, \"kind\": \"none\", \"named\": false, \"anonymous\": false, "
                       "\"gender\": \"n/a\", \"gender_by\": null, \"role\": [], ");
    made_free(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_quotation_with_its_source_and_cue),
        cmocka_unit_test(a_source_that_is_not_named_in_the_text_is_an_empty_list),
        cmocka_unit_test(a_content_in_two_pieces_has_two_spans),
        cmocka_unit_test(what_is_said_inside_another_content_points_to_it),
        cmocka_unit_test(spans_count_in_the_text_as_it_was_given),
        cmocka_unit_test(a_confidence_has_three_digits_at_most),
        cmocka_unit_test(all_that_the_input_knew_comes_out_again),
        cmocka_unit_test(a_story_that_was_not_read_for_its_language_has_no_attributions),
        cmocka_unit_test(a_source_that_is_described_has_all_its_fields),
        cmocka_unit_test(a_source_that_is_not_named_tells_why_and_how_it_knows),
        cmocka_unit_test(an_attribution_without_a_source_has_a_speaker_without_a_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
