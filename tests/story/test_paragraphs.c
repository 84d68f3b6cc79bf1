/* SPDX-License-Identifier: Apache-2.0 */
/* Where a paragraph ends, and which one is the headline. */
#include "made.h"

static void test_blank_lines_part_paragraphs(void **state) {
    (void)state;
    hsy_story *story = made_of("\n\nIt held.\n \n\n\nShe said so.\n\t\nTwice.\n");
    assert_text(story, "It held.\n\nShe said so.\n\nTwice.");
    assert_paragraph(story, 1, HSY_PARAGRAPH_BODY, "She said so.");
    assert_paragraph(story, 3, HSY_PARAGRAPH_BODY, NULL);
    hsy_story_free(story);
}

static void test_single_breaks_part_paragraphs_where_they_end_sentences(void **state) {
    (void)state;
    hsy_story *story =
        made_of("The dam that was built above the valley in the last years of the war will hold, Nora Whitfield "
                "said on Monday.\nShe had climbed it with two colleagues, a rope and a lamp, and found nothing "
                "that could not be mended by the spring.\n“It is safe,” she said.\n\nNobody was hurt.");
    assert_int_equal(story->paragraph_count, 4);
    assert_paragraph(story, 2, HSY_PARAGRAPH_BODY, "“It is safe,” she said.");
    hsy_story_free(story);
}

static void test_a_break_inside_a_sentence_is_a_space(void **state) {
    (void)state;
    hsy_story *story = made_of("The dam will hold, said Nora Whitfield, who has climbed\nit twice.\nNobody was hurt.");
    assert_text(story, "The dam will hold, said Nora Whitfield, who has climbed it twice.\n\nNobody was hurt.");
    hsy_story_free(story);
}

static void test_hard_wrapped_paragraphs_are_joined(void **state) {
    (void)state;
    hsy_story *story = made_of("The dam above the valley will hold through the winter, Nora\n"
                               "Whitfield, the chief engineer, told Lantern on Monday. She\n"
                               "had climbed it with two colleagues, a rope and a lamp, and\n"
                               "found nothing that could not be mended.\n"
                               "\n"
                               "“It is safe,” she said. “I would sleep below it, and I will\n"
                               "say so to anybody who asks me at the well-attended meeting of\n"
                               "Thursday.” The council has not replied to her letters.\n");
    assert_text(story,
                "The dam above the valley will hold through the winter, Nora Whitfield, the chief engineer, told "
                "Lantern on Monday. She had climbed it with two colleagues, a rope and a lamp, and found nothing that "
                "could not be mended.\n\n“It is safe,” she said. “I would sleep below it, and I will say so to anybody "
                "who asks me at the well-attended meeting of Thursday.” The council has not replied to her letters.");
    hsy_story_free(story);
}

static void test_a_short_line_ends_a_wrapped_paragraph(void **state) {
    (void)state;
    hsy_story *story = made_of("DAM WILL HOLD, ENGINEER SAYS\n"
                               "The dam above the valley will hold through the winter, Nora\n"
                               "Whitfield, the chief engineer, told Lantern on Monday. She\n"
                               "had climbed it with two colleagues.\n"
                               "“It is safe,” she said. “I would sleep below it, and I will\n"
                               "say so to anybody who asks me at the well-attended meeting of\n"
                               "Thursday in the hall.”\n");
    assert_int_equal(story->paragraph_count, 3);
    assert_paragraph(story, 0, HSY_PARAGRAPH_HEADLINE, "DAM WILL HOLD, ENGINEER SAYS");
    assert_paragraph(story, 2, HSY_PARAGRAPH_BODY,
                     "“It is safe,” she said. “I would sleep below it, and I will say so to anybody who asks me at the "
                     "well-attended meeting of Thursday in the hall.”");
    hsy_story_free(story);
}

static void test_an_indent_begins_a_wrapped_paragraph(void **state) {
    (void)state;
    hsy_story *story = made_of("    The dam above the valley will hold through the winter, Nora\n"
                               "Whitfield, the chief engineer, told Lantern on Monday. It was\n"
                               "climbed by two of her colleagues, a surveyor and a geologist.\n"
                               "    They found nothing that could not be mended by the spring,\n"
                               "and said so to the council.\n");
    assert_int_equal(story->paragraph_count, 2);
    assert_given(story, "They found", "They found");
    hsy_story_free(story);
}

static void test_a_list_of_short_lines_is_not_joined(void **state) {
    (void)state;
    hsy_story *story = made_of("Dams in the valley\nHarrow Dam\nUpper Sluice\nThe Old Weir\nMiller's Gate");
    assert_int_equal(story->paragraph_count, 5);
    hsy_story_free(story);
}

static void test_a_short_first_paragraph_without_a_full_stop_is_a_headline(void **state) {
    (void)state;
    static const char *const headlines[] = {"Dam will hold, engineer says", "Will the dam hold?", "What the dam hid...",
                                            "‘It will hold’", "Dam Holds!"};
    for (size_t i = 0; i < sizeof headlines / sizeof *headlines; i++) {
        char text[200];
        (void)snprintf(text, sizeof text, "%s\n\nNora Whitfield said so on Monday.", headlines[i]);
        hsy_story *story = made_of(text);
        assert_paragraph(story, 0, HSY_PARAGRAPH_HEADLINE, headlines[i]);
        assert_paragraph(story, 1, HSY_PARAGRAPH_BODY, "Nora Whitfield said so on Monday.");
        hsy_story_free(story);
    }
}

static void test_a_sentence_is_no_headline(void **state) {
    (void)state;
    static const char *const sentences[] = {"The dam will hold.", "“The dam will hold.”", "Nora Whitfield said:"};
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++) {
        char text[200];
        (void)snprintf(text, sizeof text, "%s\n\nShe said so on Monday.", sentences[i]);
        hsy_story *story = made_of(text);
        assert_paragraph(story, 0, HSY_PARAGRAPH_BODY, sentences[i]);
        hsy_story_free(story);
    }
    hsy_story *story = made_of("Dam will hold, engineer says");
    assert_paragraph(story, 0, HSY_PARAGRAPH_BODY, "Dam will hold, engineer says");
    hsy_story_free(story);
}

static void test_a_first_paragraph_that_says_the_title_is_a_headline(void **state) {
    (void)state;
    hsy_story *story = made_of_json("{\"title\": \"Dam \\u2018will hold\\u2019 - engineer\", "
                                    "\"text\": \"DAM  'WILL HOLD' \\u2013 ENGINEER.\\n\\nNora Whitfield said so.\"}");
    assert_paragraph(story, 0, HSY_PARAGRAPH_HEADLINE, "DAM 'WILL HOLD' – ENGINEER.");
    hsy_story_free(story);
    story = made_of_json("{\"title\": \"Dam will hold | Dial Weekly\", \"text\": \"By Ada Quill\\n\\nDam will "
                         "hold\\n\\nIt was said.\"}");
    assert_paragraph(story, 0, HSY_PARAGRAPH_BODY, "By Ada Quill");
    assert_paragraph(story, 1, HSY_PARAGRAPH_HEADLINE, "Dam will hold");
    hsy_story_free(story);
}

static void test_a_headline_run_into_the_text_is_cut_off(void **state) {
    (void)state;
    hsy_story *story =
        made_of_json("{\"title\": \"Dam will hold, says engineer\", "
                     "\"text\": \"Dam will hold, says engineer Nora Whitfield climbed it on Monday. It held.\"}");
    assert_paragraph(story, 0, HSY_PARAGRAPH_HEADLINE, "Dam will hold, says engineer");
    assert_paragraph(story, 1, HSY_PARAGRAPH_BODY, "Nora Whitfield climbed it on Monday. It held.");
    assert_text(story, "Dam will hold, says engineer\n\nNora Whitfield climbed it on Monday. It held.");
    assert_given(story, "Nora Whitfield", "Nora Whitfield");
    hsy_story_free(story);
    story = made_of_json(
        "{\"title\": \"Will the dam hold?\", \"text\": \"Will the dam hold?It will, she said. It held.\"}");
    assert_paragraph(story, 0, HSY_PARAGRAPH_HEADLINE, "Will the dam hold?");
    assert_paragraph(story, 1, HSY_PARAGRAPH_BODY, "It will, she said. It held.");
    hsy_story_free(story);
}

static void test_a_first_sentence_that_goes_on_where_the_title_ends_is_not_cut(void **state) {
    (void)state;
    hsy_story *story =
        made_of_json("{\"title\": \"The dam will hold\", \"text\": \"The dam will hold back the river, she said.\"}");
    assert_paragraph(story, 0, HSY_PARAGRAPH_BODY, "The dam will hold back the river, she said.");
    assert_int_equal(story->paragraph_count, 1);
    hsy_story_free(story);
}

static void test_a_crawled_story_comes_out_whole(void **state) {
    (void)state;
    hsy_story *story =
        made_of(" Inside the Dam: What the Engineer Found.../n\nNora Whitfield has been “deeply worried,” a friend "
                "claims.\nPHOTOS: 16 Dams That Rocked The Valley\n“She told me so,” the friend says. /n");
    assert_paragraph(story, 0, HSY_PARAGRAPH_HEADLINE, "Inside the Dam: What the Engineer Found...");
    assert_paragraph(story, 1, HSY_PARAGRAPH_BODY, "Nora Whitfield has been “deeply worried,” a friend claims.");
    assert_paragraph(story, 2, HSY_PARAGRAPH_PROMO, "PHOTOS: 16 Dams That Rocked The Valley");
    assert_paragraph(story, 3, HSY_PARAGRAPH_BODY, "“She told me so,” the friend says.");
    assert_paragraph(story, 4, HSY_PARAGRAPH_BODY, NULL);
    hsy_story_free(story);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_blank_lines_part_paragraphs),
        cmocka_unit_test(test_single_breaks_part_paragraphs_where_they_end_sentences),
        cmocka_unit_test(test_a_break_inside_a_sentence_is_a_space),
        cmocka_unit_test(test_hard_wrapped_paragraphs_are_joined),
        cmocka_unit_test(test_a_short_line_ends_a_wrapped_paragraph),
        cmocka_unit_test(test_an_indent_begins_a_wrapped_paragraph),
        cmocka_unit_test(test_a_list_of_short_lines_is_not_joined),
        cmocka_unit_test(test_a_short_first_paragraph_without_a_full_stop_is_a_headline),
        cmocka_unit_test(test_a_sentence_is_no_headline),
        cmocka_unit_test(test_a_first_paragraph_that_says_the_title_is_a_headline),
        cmocka_unit_test(test_a_headline_run_into_the_text_is_cut_off),
        cmocka_unit_test(test_a_first_sentence_that_goes_on_where_the_title_ends_is_not_cut),
        cmocka_unit_test(test_a_crawled_story_comes_out_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
