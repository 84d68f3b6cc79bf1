/* SPDX-License-Identifier: Apache-2.0 */
/* The rows of CSV. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "render/made.h"

/* The columns of who the source is, where nothing is known of it. */
#define NOTHING ",,,,,,,,,,,,,,"

static void expect_rows(const made_reading *made, const char *wanted) {
    char *rows = made_csv(made);
    assert_string_equal(rows, wanted);
    free(rows);
}

static void the_head_names_every_column_once(void **state) {
    (void)state;
    hsy_buffer out;
    hsy_buffer_init(&out, NULL);
    hsy_render_csv_head(&out);
    hsy_buffer_char(&out, '\0');
    assert_string_equal(out.data, "id,outlet,date,url,title,index,inside,level,type,confidence,source_spans,source,"
                                  "cue_spans,cue,content_spans,content,name,kind,named,anonymous,gender,gender_by,"
                                  "role,reason,knows,stance,hedged,negated,chain,about\r\n");
    hsy_buffer_free(&out);
}

static void a_row_has_the_story_the_figures_and_the_three_roles(void **state) {
    (void)state;
    made_reading made;
    made_story(&made, "“It holds,” Nora Hale told us.");
    made.story.outlet = hsy_str_of("Dial Weekly");
    made.story.date = hsy_str_of("2016-10-04");
    made_attribution(&made, "Nora Hale", "told", "“It holds,”")->confidence = 0.97F;
    expect_rows(&made, "story-1,Dial Weekly,2016-10-04,,,0,,1,direct,0.97,12-21,\"Nora Hale\",22-26,\"told\",0-11,"
                       "\"“It holds,”\"" NOTHING "\r\n");
    made_free(&made);
}

static void pieces_are_parted_and_an_absent_role_is_empty(void **state) {
    (void)state;
    made_reading made;
    made_story(&made, "“Yes,” she said, “it holds.”");
    hsy_attribution *item = made_attribution(&made, NULL, "said", "“Yes,”");
    item->content[item->content_count++] = made_words(&made, "“it holds.”");
    expect_rows(&made,
                "story-1,,,,,0,,1,direct,0.9,,,11-15,\"said\",0-6;17-28,\"“Yes,” … “it holds.”\"" NOTHING "\r\n");
    made_free(&made);
}

static void what_stands_inside_another_has_its_index_and_a_higher_level(void **state) {
    (void)state;
    made_reading made;
    made_story(&made, "She said he denied it.");
    made_attribution(&made, "She", "said", "he denied it");
    made_attribution(&made, "he", "denied", "it")->inside = 0;
    expect_rows(&made, "story-1,,,,,0,,1,direct,0.9,0-3,\"She\",4-8,\"said\",9-21,\"he denied it\"" NOTHING "\r\n"
                       "story-1,,,,,1,0,2,direct,0.9,9-11,\"he\",12-18,\"denied\",19-21,\"it\"" NOTHING "\r\n");
    made_free(&made);
}

static void marks_that_mean_something_are_quoted_and_no_byte_is_changed(void **state) {
    (void)state;
    made_reading made;
    made_story(&made, "He said \"a,\tb\"\r\n\x01\xE2\x80\xAE=c");
    made.story.id = hsy_str_of("=1+1");
    made.story.title = hsy_str_of("One, \"two\"\nthree");
    made_attribution(&made, "He", "said", "\"a,\tb\"\r\n\x01\xE2\x80\xAE=c");
    expect_rows(&made, "=1+1,,,,\"One, \"\"two\"\"\nthree\",0,,1,direct,0.9,0-2,\"He\",3-7,\"said\",8-20,"
                       "\"\"\"a,\tb\"\"\r\n\x01\xE2\x80\xAE=c\"" NOTHING "\r\n");
    made_free(&made);
}

static void who_the_source_is_stands_behind_the_roles(void **state) {
    (void)state;
    made_reading made;
    made_story(&made, "An aide who read the plan never claimed so, fearing for \"her\" job.");
    made_attribution(&made, "An aide", "never claimed", "so");
    hsy_speaker *speaker = made_speaker(&made, "an aide", HEARSAY_KIND_PERSON);
    speaker->anonymous = speaker->negated = true;
    speaker->stance = HEARSAY_CLAIMS;
    speaker->gender = HEARSAY_GENDER_FEMALE;
    speaker->gender_by = HEARSAY_BY_PRONOUN;
    speaker->detail[HEARSAY_DETAIL_REASON] = made_words(&made, "fearing for \"her\" job");
    speaker->detail[HEARSAY_DETAIL_KNOWS] = made_words(&made, "who read the plan");
    made_chain(&made, speaker, "Dial Weekly, an aide");
    made_about(&made, speaker, "Tom \"Tug\" Byrne, Dial Weekly");
    expect_rows(&made,
                "story-1,,,,,0,,1,direct,0.9,0-7,\"An aide\",26-39,\"never claimed\",40-42,\"so\",an aide,person,"
                "false,true,female,pronoun,,\"fearing for \"\"her\"\" job\",\"who read the plan\",claims,false,"
                "true,Dial Weekly > an aide,\"Tom \"\"Tug\"\" Byrne; Dial Weekly\"\r\n");
    made_free(&made);
}

static void an_attribution_without_a_source_has_no_name(void **state) {
    (void)state;
    made_reading made;
    made_story(&made, "It is hoped.");
    made_attribution(&made, NULL, "is hoped", NULL);
    made_speaker(&made, NULL, HEARSAY_KIND_NONE);
    expect_rows(&made, "story-1,,,,,0,,1,direct,0.9,,,3-11,\"is hoped\",,,,none,false,false,n/a,,,,,says,false,false,,"
                       "\r\n");
    made_free(&made);
}

static void a_story_without_attributions_has_no_rows(void **state) {
    (void)state;
    made_reading made;
    made_story(&made, "It rained.");
    expect_rows(&made, "");
    made.reading.attributions = NULL;
    expect_rows(&made, "");
    made_free(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_head_names_every_column_once),
        cmocka_unit_test(a_row_has_the_story_the_figures_and_the_three_roles),
        cmocka_unit_test(pieces_are_parted_and_an_absent_role_is_empty),
        cmocka_unit_test(what_stands_inside_another_has_its_index_and_a_higher_level),
        cmocka_unit_test(marks_that_mean_something_are_quoted_and_no_byte_is_changed),
        cmocka_unit_test(who_the_source_is_stands_behind_the_roles),
        cmocka_unit_test(an_attribution_without_a_source_has_no_name),
        cmocka_unit_test(a_story_without_attributions_has_no_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
