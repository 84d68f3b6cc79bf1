/* SPDX-License-Identifier: Apache-2.0 */
/* Credits to news agencies. */
#include "made.h"

#include <stdlib.h>

static void assert_origin(const char *text, const char *expected) {
    hsy_story *story = made_of(text);
    if (story->origin.data == NULL && expected != NULL) fail_msg("no origin in \"%s\"", text);
    assert_string(story->origin, expected);
    assert_string(story->given, text);
    hsy_story_free(story);
}

static void test_a_dateline_names_the_agency(void **state) {
    (void)state;
    assert_origin("LONDON (Reuters) - The dam held on Monday.", "Reuters");
    assert_origin("HARBURY, Ohio (AP) \xe2\x80\x94 The dam held on Monday.", "AP");
    assert_origin("(AP) -- The dam held on Monday.", "AP");
    assert_origin("WASHINGTON, Nov 18 (AFP) The dam held on Monday.", "AFP");
    assert_origin("New Delhi, Nov 18 (PTI) The dam held on Monday.", "PTI");
    assert_origin("Berlin (dpa/bb) - Der Damm hielt am Montag stand.", "dpa");
    assert_origin("MADRID, 18 nov. (EUROPA PRESS) - La presa resiste.", "Europa Press");
    assert_origin("MOSCOW, November 18. /TASS/. The dam held on Monday.", "TASS");
    assert_origin("HARBURY, Nov. 18, 2019 /PRNewswire/ -- Dam Corp said it held.", "PR Newswire");
    assert_origin("Dam holds\n\nPARIS (Reuters/AFP) - The dam held on Monday.", "Reuters, AFP");
}

static void test_an_agency_that_a_story_speaks_of_is_no_credit(void **state) {
    (void)state;
    assert_origin("The dam held, Reuters reported on Monday.", NULL);
    assert_origin("He told the Associated Press (AP) that the dam held.", NULL);
    assert_origin("Students in AP classes saw the dam hold.\n\nThe PA system failed, she said.", NULL);
    assert_origin("Associated Press (AP) - that is where she works, he said.", NULL);
    assert_origin("Reuters contributed $5m to the fund, the mayor said.", NULL);
    assert_origin("\xe2\x80\x9cReuters contributed to this mess,\xe2\x80\x9d he said.", NULL);
    assert_origin("The dam held.\n\nPhoto: AP", NULL);
    assert_origin("The dam held.\n\nFrom Bloomberg:\n\nThe dam held.", NULL);
    assert_origin("The dam held.\n\nFalls of the Dow Jones and of oil, he said, also contributed.", NULL);
    assert_origin("The World Bank (WB) - a lender - said the dam held.", NULL);
}

static void test_a_line_of_its_own_may_be_a_credit(void **state) {
    (void)state;
    static const char *const lines[][2] = {{"Reuters", "Reuters"},
                                           {"AP", "AP"},
                                           {"\xe2\x80\x94 AFP", "AFP"},
                                           {"(With PTI inputs)", "PTI"},
                                           {"By JANE DOE, Associated Press", "AP"},
                                           {"By Jane Doe | AP", "AP"},
                                           {"Jane Doe, The Associated Press", "AP"},
                                           {"Source: Xinhua", "Xinhua"},
                                           {"\xc2\xa9 2019 Agence France-Presse", "AFP"},
                                           {"Copyright 2019 The Associated Press. All rights reserved.", "AP"},
                                           {"Press Association", "PA"},
                                           {"PTI ABC XY", "PTI"},
                                           {"With agency inputs", NULL}};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        char text[300];
        (void)snprintf(text, sizeof text, "The dam held on Monday, the mayor said.\n\nIt did.\n\n%s", lines[i][0]);
        assert_origin(text, lines[i][1]);
        (void)snprintf(text, sizeof text, "%s\n\nThe dam held on Monday, the mayor said.", lines[i][0]);
        if (i != 11 && i != 2) assert_origin(text, lines[i][1]);
    }
}

static void test_a_note_says_who_helped(void **state) {
    (void)state;
    static const char *const notes[][2] = {
        {"Reuters contributed to this report.", "Reuters"},
        {"The Associated Press contributed.", "AP"},
        {"Associated Press writers Jane Doe in London and Bo Reyes in Paris contributed to this report.", "AP"},
        {"With inputs from PTI", "PTI"},
        {"Additional reporting by Agence France-Presse.", "AFP"},
        {"- With files from The Canadian Press", "The Canadian Press"},
        {"Information from the Associated Press was used in this report.", "AP"},
        {"The AP's Jane Doe contributed to this report.", "AP"},
        {"The Associated Press\xe2\x80\x99s Jane Doe contributed to this report.", "AP"},
        {"Reuters and the AP contributed to this report.", "Reuters, AP"},
        {"Bo Reyes contributed to this report.", NULL}};
    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++) {
        char text[300];
        (void)snprintf(text, sizeof text, "The dam held on Monday, the mayor said.\n\n%s", notes[i][0]);
        assert_origin(text, notes[i][1]);
    }
}

static void test_a_text_may_be_signed_at_its_end(void **state) {
    (void)state;
    assert_origin("The dam held on Monday, the mayor said. (AFP)", "AFP");
    assert_origin("The dam held on Monday, the mayor said. \xe2\x80\x93 Reuters", "Reuters");
    assert_origin("The dam held on Monday, the mayor said. (With inputs from ANI)", "ANI");
    assert_origin("The dam held on Monday, said the director of the Jiji Press (Jiji Press)", NULL);
}

static void assert_by(const char *author, const char *expected) {
    char line[200];
    (void)snprintf(line, sizeof line, "{\"text\": \"The dam held.\", \"author\": \"%s\"}", author);
    hsy_story *story = made_of_json(line);
    if (story->origin.data == NULL && expected != NULL) fail_msg("no origin by \"%s\"", author);
    assert_string(story->origin, expected);
    hsy_story_free(story);
}

static void test_an_author_may_be_of_an_agency(void **state) {
    (void)state;
    assert_by("Reuters", "Reuters");
    assert_by("The Associated Press", "AP");
    assert_by("Reuters Staff", "Reuters");
    assert_by("JANE DOE, Associated Press", "AP");
    assert_by("Jane Doe Associated Press", "AP");
    assert_by("Jane Doe | AFP", "AFP");
    assert_by("Jane Doe of Reuters", "Reuters");
    assert_by("Jane Bloomberg", NULL);
    assert_by("Jane Doe", NULL);
}

static void test_an_origin_that_is_told_counts(void **state) {
    (void)state;
    hsy_story *story =
        made_of_json("{\"text\": \"LONDON (Reuters) - It held.\", \"origin\": \"Agence France-Presse\"}");
    assert_string(story->origin, "AFP");
    hsy_story_free(story);
    story = made_of_json("{\"text\": \"The dam held.\", \"origin\": \"Dial Weekly\", \"outlet\": \"The dial weekly\"}");
    assert_string(story->origin, "Dial Weekly");
    hsy_story_free(story);
    story = made_of_json("{\"text\": \"The dam held.\", \"origin\": \"Dial Weekly\", \"outlet\": \"DIAL Weekly\"}");
    assert_string(story->origin, NULL);
    hsy_story_free(story);
}

static void test_beside_a_person_the_agency_and_the_outlet_are_no_authors(void **state) {
    (void)state;
    static const char *const lists[][3] = {/* authors, how many remain, the origin */
                                           {"\"Jane Doe\", \"AFP\"", "1", "AFP"},
                                           {"\"Agence France-Presse\", \"Jane Doe\", \"Bo Reyes\"", "2", "AFP"},
                                           {"\"Jane Doe\", \"Dial Weekly\"", "1", NULL},
                                           {"\"AFP\"", "1", "AFP"},
                                           {"\"Dial Weekly\", \"AFP\"", "2", "AFP"},
                                           {"\"Jane Doe\", \"Bo Reyes, AFP\"", "2", "AFP"}};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        char line[300];
        (void)snprintf(line, sizeof line,
                       "{\"text\": \"The dam held.\", \"outlet\": \"Dial Weekly\", \"author\": [%s]}", lists[i][0]);
        hsy_story *story = made_of_json(line);
        assert_int_equal(story->author_count, strtoul(lists[i][1], NULL, 10));
        assert_string(story->origin, lists[i][2]);
        hsy_story_free(story);
    }
}

static void test_a_pictures_credit_is_no_origin(void **state) {
    (void)state;
    hsy_story *story = made_of_json("{\"text\": \"The dam held.\", \"credit\": \"Photo by Getty Images via AFP\"}");
    assert_string(story->origin, NULL);
    hsy_story_free(story);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_dateline_names_the_agency),
        cmocka_unit_test(test_an_agency_that_a_story_speaks_of_is_no_credit),
        cmocka_unit_test(test_a_line_of_its_own_may_be_a_credit),
        cmocka_unit_test(test_a_note_says_who_helped),
        cmocka_unit_test(test_a_text_may_be_signed_at_its_end),
        cmocka_unit_test(test_an_author_may_be_of_an_agency),
        cmocka_unit_test(test_an_origin_that_is_told_counts),
        cmocka_unit_test(test_beside_a_person_the_agency_and_the_outlet_are_no_authors),
        cmocka_unit_test(test_a_pictures_credit_is_no_origin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
