/* SPDX-License-Identifier: Apache-2.0 */
/* Transcripts, where a name and a colon tell who speaks. */
#include "made.h"

static void test_names_that_come_again_label_a_transcript(void **state) {
    (void)state;
    hsy_story *story = made_of(
        "Engineer on the dam\n\nThe chief engineer spoke to Lantern.\n\nADA QUILL, LANTERN HOST: Will it "
        "hold?\n\nWHITFIELD: It will.\n\nI climbed it.\n\nQUILL: Twice?\n\nSEN. HUGO MARSH (I-VALLEY): Thrice!");
    assert_true(story->transcript);
    assert_label(story, 0, "");
    assert_label(story, 1, "");
    assert_label(story, 2, "ADA QUILL, LANTERN HOST");
    assert_label(story, 3, "WHITFIELD");
    assert_label(story, 4, "");
    assert_label(story, 5, "QUILL");
    assert_label(story, 6, "SEN. HUGO MARSH (I-VALLEY)");
    hsy_story_free(story);
}

static void test_questions_and_answers_are_a_transcript(void **state) {
    (void)state;
    hsy_story *story = made_of("Q: Will the dam hold?\nA: It will.");
    assert_true(story->transcript);
    assert_label(story, 0, "Q");
    assert_label(story, 1, "A");
    hsy_story_free(story);
    story = made_of("She spoke to us.\n\nQ. Will the dam hold?\n\nA. It will.\n\nQ. Why?");
    assert_true(story->transcript);
    assert_label(story, 0, "");
    assert_label(story, 3, "Q");
    hsy_story_free(story);
}

static void test_a_question_may_have_lost_its_colon(void **state) {
    (void)state;
    hsy_story *story = made_of("QWill the dam hold?\n\nA: It will.\n\nQWhy?\n\nA: I climbed it.");
    assert_true(story->transcript);
    assert_label(story, 0, "Q");
    assert_label(story, 1, "A");
    hsy_story_free(story);
}

static void test_a_first_question_is_a_turn_and_no_headline(void **state) {
    (void)state;
    hsy_story *story = made_of("Quill: Will it hold?\n\nWhitfield: It will.\n\nQuill: Why?");
    assert_paragraph(story, 0, HSY_PARAGRAPH_BODY, "Quill: Will it hold?");
    assert_label(story, 0, "Quill");
    hsy_story_free(story);
    story = made_of("Quill: Whitfield Asked Too Much\n\nQUILL: It will.\n\nWHITFIELD: Why?\n\nQUILL: I climbed it.");
    assert_paragraph(story, 0, HSY_PARAGRAPH_HEADLINE, "Quill: Whitfield Asked Too Much");
    hsy_story_free(story);
}

static void test_a_name_alone_on_its_line_labels_what_follows(void **state) {
    (void)state;
    hsy_story *story = made_of("Whitfield:\n\nIt will hold.\n\nQuill:\n\nWhy?\n\nWhitfield:\n\nI climbed it.");
    assert_true(story->transcript);
    assert_label(story, 0, "Whitfield");
    assert_label(story, 1, "");
    hsy_story_free(story);
}

static void test_turns_on_single_lines_are_paragraphs(void **state) {
    (void)state;
    hsy_story *story = made_of("QUILL: Will the dam above the valley hold through the winter, or\n"
                               "will it not, as the council has told us so many times before in\n"
                               "its letters?\n"
                               "WHITFIELD: It will hold, as I have told anybody who would listen\n"
                               "since I climbed it.\n"
                               "QUILL: Twice?\n");
    assert_int_equal(story->paragraph_count, 3);
    assert_label(story, 1, "WHITFIELD");
    hsy_story_free(story);
}

static void assert_no_transcript(const char *text) {
    hsy_story *story = made_of(text);
    if (story->transcript) fail_msg("a transcript: \"%s\"", text);
    for (size_t i = 0; i < story->paragraph_count; i++)
        assert_label(story, i, "");
    hsy_story_free(story);
}

static void test_headings_and_lists_of_facts_are_no_transcript(void **state) {
    (void)state;
    assert_no_transcript(
        "Where: Harrow Hall\n\nWhen: Monday at noon\n\nCost: Ten crowns\n\nWhere: Upper Hall\n\nWhen: Friday");
    assert_no_transcript("UPDATE: The dam held.\n\nCORRECTION: It leaked.\n\nUPDATE: It held after all.");
    assert_no_transcript("Upper Sluice: open since Monday.\n\nLower Sluice: shut for the winter.\n\nThe Weir: gone.");
    assert_no_transcript("Whitfield: 1,769.\n\nMarsh: 1,501.\n\nWhitfield: 12.\n\nMarsh: 4.");
    assert_no_transcript(
        "Stated Whitfield:\n\n“It will hold.”\n\nThe council wrote.\n\nContinued Whitfield:\n\n“It must.”");
    assert_no_transcript("A. Quill wrote the letter to the council.\n\nA. Whitfield read it.");
    assert_no_transcript("She spoke to Lantern.\n\nWhitfield: it will hold.\n\nNobody believed her then.");
    assert_no_transcript("10:30: The gates are shut.\n\n10:45: The river rises.\n\n10:30: So they said.");
    assert_no_transcript(
        "The council then told us all of this: it will hold.\n\nThe council then told us all of this: no.");
}

static void test_one_name_must_come_thrice_or_fill_the_text(void **state) {
    (void)state;
    assert_no_transcript("Whitfield: it will hold.\n\nOne.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.\n\nWhitfield: it held.");
    hsy_story *story = made_of("Whitfield: It will hold.\n\nWhy?\n\nWhitfield: I climbed it.");
    assert_true(story->transcript);
    hsy_story_free(story);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names_that_come_again_label_a_transcript),
        cmocka_unit_test(test_questions_and_answers_are_a_transcript),
        cmocka_unit_test(test_a_question_may_have_lost_its_colon),
        cmocka_unit_test(test_a_first_question_is_a_turn_and_no_headline),
        cmocka_unit_test(test_a_name_alone_on_its_line_labels_what_follows),
        cmocka_unit_test(test_turns_on_single_lines_are_paragraphs),
        cmocka_unit_test(test_headings_and_lists_of_facts_are_no_transcript),
        cmocka_unit_test(test_one_name_must_come_thrice_or_fill_the_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
