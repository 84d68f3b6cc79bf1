/* SPDX-License-Identifier: Apache-2.0 */
/* JSON Lines: one story an object. */
#include "made.h"

static void test_the_fields_of_an_object_are_the_storys(void **state) {
    (void)state;
    hsy_story *story = made_of_json("{\"id\": \"dam-1\", \"title\": \"Dam holds\", \"text\": \"The dam held.\", "
                                    "\"date\": \"2016-10-04\", \"outlet\": \"Dial Weekly\", "
                                    "\"url\": \"https://dial.example/1\", \"author\": \"Ada Quill\"}\n");
    assert_string(story->id, "dam-1");
    assert_string(story->title, "Dam holds");
    assert_string(story->given, "The dam held.");
    assert_string(story->date, "2016-10-04");
    assert_string(story->outlet, "Dial Weekly");
    assert_string(story->url, "https://dial.example/1");
    assert_int_equal(story->author_count, 1);
    assert_string(story->authors[0], "Ada Quill");
    assert_string(story->extra, "{}");
    assert_warning(story, NULL);
    hsy_story_free(story);
}

static void test_there_may_be_several_authors_or_none(void **state) {
    (void)state;
    hsy_story *story = made_of_json("{\"author\": [\"Ada Quill\", \"\", \"Ben Ink\"], \"text\": \"The dam held.\"}");
    assert_int_equal(story->author_count, 2);
    assert_string(story->authors[1], "Ben Ink");
    hsy_story_free(story);
    story = made_of_json("{\"author\": null, \"title\": null, \"text\": \"The dam held.\"}");
    assert_int_equal(story->author_count, 0);
    assert_string(story->title, NULL);
    assert_warning(story, NULL);
    hsy_story_free(story);
}

static void test_a_field_of_another_type_is_passed_over_with_a_warning(void **state) {
    (void)state;
    hsy_story *story = made_of_json("{\"date\": 2016, \"text\": \"The dam held.\"}");
    assert_string(story->date, NULL);
    assert_warning(story, "the field \"date\" is not a string and was not read");
    hsy_story_free(story);
    story = made_of_json("{\"author\": [\"Ada Quill\", {\"name\": \"Ben\"}], \"text\": \"The dam held.\"}");
    assert_int_equal(story->author_count, 1);
    assert_warning(story, "the field \"author\" is neither a string nor a list of strings");
    hsy_story_free(story);
}

static void test_an_id_may_be_a_number_of_any_length(void **state) {
    (void)state;
    hsy_story *story = made_of_json("{\"id\": 123456789012345678901234567890, \"text\": \"The dam held.\"}");
    assert_string(story->id, "123456789012345678901234567890");
    hsy_story_free(story);
}

static void test_a_story_without_an_id_is_called_by_its_line(void **state) {
    (void)state;
    hsy_story *story = made_of_json("\n  \n{\"text\": \"The dam held.\"}\n");
    assert_string(story->id, "made.jsonl:3");
    hsy_story_free(story);
}

static void test_unknown_fields_are_kept_as_they_are_written(void **state) {
    (void)state;
    hsy_story *story = made_of_json("{\"zeta\": 0.10, \"text\": \"The dam held.\", \"alpha\":[1, {\"b\": \"x\\\"}y\"}],"
                                    "\"big\": 12345678901234567890123, \"none\": null, \"deep\": {\"text\": \"x\"}}");
    assert_string(story->extra, "{\"zeta\": 0.10, \"alpha\": [1, {\"b\": \"x\\\"}y\"}], "
                                "\"big\": 12345678901234567890123, \"none\": null, \"deep\": {\"text\": \"x\"}}");
    hsy_story_free(story);
}

static void test_fields_named_as_our_outputs_are_not_kept(void **state) {
    (void)state;
    hsy_story *story = made_of_json("{\"attributions\": [{\"source\": [[0, 3]]}], \"dates\": [], \"speaker\": \"x\", "
                                    "\"language\": \"de\", \"d\\u0061tes\": 1, \"kept\": true, "
                                    "\"text\": \"The dam held, the engineer said on Monday.\"}");
    assert_string(story->extra, "{\"kept\": true}");
    assert_string(story->language, "en");
    hsy_story_free(story);
}

static void test_settings_fill_in_what_an_object_lacks(void **state) {
    (void)state;
    static const char lines[] = "{\"text\": \"The dam held.\", \"date\": \"2011-01-01\"}\n{\"text\": \"It did.\", "
                                "\"outlet\": \"Lantern\"}\n";
    hearsay_reader_settings settings = {.date = "2016-10-04", .outlet = "Dial Weekly"};
    hsy_input *input;
    hsy_story *story;
    assert_int_equal(hsy_input_open_memory("a", lines, sizeof lines - 1, &settings, &input, NULL), HEARSAY_OK);
    assert_int_equal(hsy_input_next(input, &story, NULL), HEARSAY_OK);
    assert_string(story->date, "2011-01-01");
    assert_string(story->outlet, "Dial Weekly");
    hsy_story_free(story);
    assert_int_equal(hsy_input_next(input, &story, NULL), HEARSAY_OK);
    assert_string(story->date, "2016-10-04");
    assert_string(story->outlet, "Lantern");
    hsy_story_free(story);
    hsy_input_close(input);
}

static void assert_next(hsy_input *input, hearsay_status status, const char *said) {
    hsy_story *story;
    hearsay_error error = {.message = ""};
    assert_int_equal(hsy_input_next(input, &story, &error), status);
    if (status == HEARSAY_OK)
        assert_string(story->given, said);
    else if (status != HEARSAY_END)
        assert_string_equal(error.message, said);
    hsy_story_free(story);
}

static void test_behind_a_bad_line_the_reading_goes_on(void **state) {
    (void)state;
    static const char lines[] = "{\"text\": \"One.\"}\r\n{\"text\": \"Tw\n[1, 2]\n{\"title\": \"x\"}\n{\"text\": 5}\n"
                                "{\"text\": \"  \"}\nnonsense\n{\"text\": \"Eight.\"}";
    hsy_input *input;
    assert_int_equal(hsy_input_open_memory("in/made.jsonl", lines, sizeof lines - 1, NULL, &input, NULL), HEARSAY_OK);
    assert_next(input, HEARSAY_OK, "One.");
    assert_next(input, HEARSAY_ERROR_INPUT, "in/made.jsonl: line 2: the JSON is cut off");
    assert_next(input, HEARSAY_ERROR_INPUT, "in/made.jsonl: line 3: is not a JSON object");
    assert_next(input, HEARSAY_ERROR_INPUT, "in/made.jsonl: line 4: the object has no field \"text\"");
    assert_next(input, HEARSAY_ERROR_INPUT, "in/made.jsonl: line 5: the field \"text\" is not a string");
    assert_next(input, HEARSAY_ERROR_INPUT, "in/made.jsonl: line 6: is empty");
    assert_next(input, HEARSAY_ERROR_INPUT, "in/made.jsonl: line 7: is not valid JSON (at byte 8)");
    assert_next(input, HEARSAY_OK, "Eight.");
    assert_next(input, HEARSAY_END, "");
    hsy_input_close(input);
}

static void test_half_a_character_is_damage(void **state) {
    (void)state;
    hsy_story *story =
        made_of_json("{\"text\": \"The \\uD83D dam \\uD83D\\uDE00 \\\\uD83D held.\", \"x\": \"\\uDE00\"}");
    assert_string(story->given, "The � dam 😀 \\uD83D held.");
    assert_warning(story, "2 escapes were half a character and became U+FFFD");
    hsy_story_free(story);
}

static void test_a_nul_in_a_text_keeps_its_place(void **state) {
    (void)state;
    hsy_story *story = made_of_json("{\"text\": \"The \\u0000dam held.\"}");
    assert_int_equal(story->given.size, 14);
    assert_text(story, "The dam held.");
    assert_warning(story, "1 NUL byte was passed over");
    hsy_story_free(story);
}

static void test_json_over_several_lines_is_refused_once(void **state) {
    (void)state;
    static const char object[] = "{\n  \"text\": \"The dam held.\"\n}\n";
    assert_refused(object, sizeof object - 1, HEARSAY_ERROR_INPUT,
                   "made.txt: is a JSON object over several lines; JSON Lines have one object on each line");
    static const char array[] = "[{\"text\": \"The dam held.\"}]";
    assert_refused(array, sizeof array - 1, HEARSAY_ERROR_INPUT,
                   "made.txt: is a JSON array; JSON Lines have one object on each line");
}

static void test_a_text_may_begin_with_a_brace(void **state) {
    (void)state;
    assert_cleaned("{The dam held}, she wrote.", "{The dam held}, she wrote.");
    assert_cleaned("[Editor's note: the dam held.]", "[Editor's note: the dam held.]");
}

static void test_json_lines_may_be_utf16(void **state) {
    (void)state;
    const char line[] = "{\"text\": \"The dam held.\"}\n{\"text\": \"It did.\"}\n";
    char bytes[2 * sizeof line] = "\xFF\xFE";
    for (size_t i = 0; i + 1 < sizeof line; i++) {
        bytes[2 + 2 * i] = line[i];
        bytes[3 + 2 * i] = 0;
    }
    hsy_input *input;
    assert_int_equal(hsy_input_open_memory("a", bytes, sizeof bytes, NULL, &input, NULL), HEARSAY_OK);
    assert_next(input, HEARSAY_OK, "The dam held.");
    assert_next(input, HEARSAY_OK, "It did.");
    assert_next(input, HEARSAY_END, "");
    hsy_input_close(input);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_fields_of_an_object_are_the_storys),
        cmocka_unit_test(test_there_may_be_several_authors_or_none),
        cmocka_unit_test(test_a_field_of_another_type_is_passed_over_with_a_warning),
        cmocka_unit_test(test_an_id_may_be_a_number_of_any_length),
        cmocka_unit_test(test_a_story_without_an_id_is_called_by_its_line),
        cmocka_unit_test(test_unknown_fields_are_kept_as_they_are_written),
        cmocka_unit_test(test_fields_named_as_our_outputs_are_not_kept),
        cmocka_unit_test(test_settings_fill_in_what_an_object_lacks),
        cmocka_unit_test(test_behind_a_bad_line_the_reading_goes_on),
        cmocka_unit_test(test_half_a_character_is_damage),
        cmocka_unit_test(test_a_nul_in_a_text_keeps_its_place),
        cmocka_unit_test(test_json_over_several_lines_is_refused_once),
        cmocka_unit_test(test_a_text_may_begin_with_a_brace),
        cmocka_unit_test(test_json_lines_may_be_utf16),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
