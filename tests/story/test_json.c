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
    story = made_of_json("{\"author\": [\"Ada Quill\", {\"mail\": \"Ben\"}], \"text\": \"The dam held.\"}");
    assert_int_equal(story->author_count, 1);
    assert_warning(story, "the field \"author\" is neither a name nor a list of names");
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

static void assert_fields(const hsy_story *story, const char *title, const char *date, const char *outlet,
                          const char *author) {
    assert_string(story->title, title);
    assert_string(story->date, date);
    assert_string(story->outlet, outlet);
    assert_int_equal(story->author_count, author == NULL ? 0 : 1);
    if (author != NULL) assert_string(story->authors[0], author);
}

static void test_a_crawl_has_names_of_its_own_for_the_fields(void **state) {
    (void)state;
    hsy_story *story = made_of_json(
        "{\"maintext\": \"The dam held.\", \"authors\": [\"Ada Quill\"], \"title\": \"Dam holds\", \"language\": "
        "\"en\", "
        "\"date_publish\": \"2016-10-04 07:30:00\", \"date_modify\": \"2016-10-05 00:00:00\", "
        "\"source_domain\": \"www.dial.example\", \"url\": \"https://dial.example/1\", \"filename\": \"a.json\"}");
    assert_string(story->given, "The dam held.");
    assert_fields(story, "Dam holds", "2016-10-04T07:30:00", "dial.example", "Ada Quill");
    assert_string(story->modified, "2016-10-05T00:00:00");
    assert_string(story->extra, "{\"filename\": \"a.json\"}");
    hsy_story_free(story);
    story =
        made_of_json("{\"text\": \"The dam held.\", \"domain\": \"dial.example\", \"date\": \"2016-10-04 07:30:00\"}");
    assert_fields(story, NULL, "2016-10-04T07:30:00", "dial.example", NULL);
    hsy_story_free(story);
}

static void test_a_service_of_news_has_others(void **state) {
    (void)state;
    hsy_story *story =
        made_of_json("{\"source\": {\"id\": null, \"name\": \"Dial Weekly\"}, \"author\": \"Ada Quill\", "
                     "\"title\": \"Dam holds\", \"publishedAt\": \"2016-10-04T07:30:00Z\", "
                     "\"content\": \"The dam held for the whole \xe2\x80\xa6 [+812 chars]\"}");
    assert_fields(story, "Dam holds", "2016-10-04T07:30:00Z", "Dial Weekly", "Ada Quill");
    assert_warning(story, "the text is cut off: 812 characters are missing");
    assert_string(story->extra, "{}");
    hsy_story_free(story);
    story =
        made_of_json("{\"@type\": \"NewsArticle\", \"headline\": \"Dam holds\", \"articleBody\": \"The dam held.\", "
                     "\"author\": [{\"name\": \"Ada Quill\"}], \"publisher\": {\"name\": \"Dial Weekly\"}, "
                     "\"datePublished\": \"4 October 2016\", \"dateModified\": \"2016-10-05\"}");
    assert_fields(story, "Dam holds", "2016-10-04", "Dial Weekly", "Ada Quill");
    assert_string(story->modified, "2016-10-05");
    assert_string(story->extra, "{\"@type\": \"NewsArticle\"}");
    hsy_story_free(story);
    story = made_of_json("{\"media_name\": \"Dial Weekly\", \"stories_id\": 12345678901234567890, "
                         "\"publish_date\": 1475566200, \"title\": \"Dam\", \"content\": \"The dam held.\"}");
    assert_fields(story, "Dam", "2016-10-04T07:30:00Z", "Dial Weekly", NULL);
    assert_string(story->id, "12345678901234567890");
    hsy_story_free(story);
}

static void test_an_extractors_output_is_read(void **state) {
    (void)state;
    hsy_story *story = made_of_json("{\"title\": \"Dam\", \"author\": \"Ada Quill\", \"hostname\": \"dial.example\", "
                                    "\"date\": \"2016-10-04\", \"raw_text\": \"The dam held.\", "
                                    "\"text\": \"The dam held.\", \"source\": \"https://dial.example/1\", "
                                    "\"source-hostname\": \"Dial Weekly\"}");
    assert_fields(story, "Dam", "2016-10-04", "Dial Weekly", "Ada Quill");
    assert_string(story->url, "https://dial.example/1");
    hsy_story_free(story);
}

static void test_beside_a_text_the_names_of_our_outputs_are_not_read(void **state) {
    (void)state;
    hsy_story *story =
        made_of_json("{\"text\": \"The dam held.\", \"content\": \"It broke.\", \"source\": \"Lantern\", "
                     "\"modified\": \"2016-10-05\"}");
    assert_string(story->given, "The dam held.");
    assert_string(story->outlet, NULL);
    assert_string(story->modified, "2016-10-05");
    assert_string(story->extra, "{}");
    hsy_story_free(story);
}

static void test_our_own_name_for_a_field_is_trusted_most(void **state) {
    (void)state;
    hsy_story *story = made_of_json("{\"maintext\": \"It broke.\", \"text\": \"The dam held.\", \"headline\": \"No\", "
                                    "\"title\": \"Yes\", \"published\": \"2011-01-01\", \"date\": \"2016-10-04\"}");
    assert_string(story->given, "The dam held.");
    assert_fields(story, "Yes", "2016-10-04", NULL, NULL);
    /* What was not read is kept. */
    assert_string(story->extra, "{\"maintext\": \"It broke.\", \"headline\": \"No\", \"published\": \"2011-01-01\"}");
    hsy_story_free(story);
    story = made_of_json("{\"text\": \" \", \"title\": \"\", \"headline\": \"Dam\", \"maintext\": \"The dam held.\"}");
    assert_string(story->given, "The dam held.");
    assert_string(story->title, "Dam");
    hsy_story_free(story);
}

static void test_markup_in_a_field_is_read_as_a_page(void **state) {
    (void)state;
    static const char *const fields[] = {"content_html", "body_html", "html", "content", "body"};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        char line[400];
        (void)snprintf(line, sizeof line,
                       "{\"%s\": \"<p>The dam held for the whole night, she said.</p>\\n<p>It did so all night &amp; "
                       "does today, the mayor added.</p>\"}",
                       fields[i]);
        hsy_story *story = made_of_json(line);
        assert_string(
            story->given,
            "The dam held for the whole night, she said.\n\nIt did so all night & does today, the mayor added.");
        assert_string(story->extra, "{}");
        hsy_story_free(story);
    }
}

static void test_a_text_of_our_own_stays_as_it_was_given(void **state) {
    (void)state;
    hsy_story *story = made_of_json("{\"text\": \"<p>The dam held.</p>\"}");
    assert_string(story->given, "<p>The dam held.</p>");
    hsy_story_free(story);
}

static void test_a_date_that_is_none_stays_as_it_is_written(void **state) {
    (void)state;
    static const char *const dates[][2] = {{"\"2016\"", "2016"},
                                           {"\"2016-10\"", "2016-10"},
                                           {"\"2016-10-04T07:30:00.123Z\"", "2016-10-04T07:30:00.123Z"},
                                           {"\"Tue, 04 Oct 2016 07:30:00 GMT\"", "2016-10-04T07:30:00Z"},
                                           {"\"Oct. 4, 2016\"", "2016-10-04"},
                                           {"\"last spring\"", "last spring"},
                                           {"1475566200000", "2016-10-04T07:30:00Z"}};
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        char line[200];
        (void)snprintf(line, sizeof line, "{\"text\": \"The dam held.\", \"date\": %s}", dates[i][0]);
        hsy_story *story = made_of_json(line);
        assert_string(story->date, dates[i][1]);
        hsy_story_free(story);
    }
}

static void test_a_key_may_be_escaped_or_stand_twice(void **state) {
    (void)state;
    hsy_story *story = made_of_json("{\"m\\u0061intext\": \"The dam held.\", \"title\": \"A\", \"title\": \"B\"}");
    assert_string(story->given, "The dam held.");
    assert_string(story->title, "B");
    assert_string(story->extra, "{}");
    hsy_story_free(story);
}

static void test_what_a_search_found_wraps_its_object(void **state) {
    (void)state;
    hsy_story *story = made_of_json("{\"_index\": \"news\", \"_id\": \"n-1\", "
                                    "\"_source\": {\"text\": \"The dam held.\", \"tag\": 1}}");
    assert_string(story->id, "n-1");
    assert_string(story->given, "The dam held.");
    assert_string(story->extra, "{\"tag\": 1}");
    hsy_story_free(story);
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
        cmocka_unit_test(test_a_crawl_has_names_of_its_own_for_the_fields),
        cmocka_unit_test(test_a_service_of_news_has_others),
        cmocka_unit_test(test_an_extractors_output_is_read),
        cmocka_unit_test(test_beside_a_text_the_names_of_our_outputs_are_not_read),
        cmocka_unit_test(test_our_own_name_for_a_field_is_trusted_most),
        cmocka_unit_test(test_markup_in_a_field_is_read_as_a_page),
        cmocka_unit_test(test_a_text_of_our_own_stays_as_it_was_given),
        cmocka_unit_test(test_a_date_that_is_none_stays_as_it_is_written),
        cmocka_unit_test(test_a_key_may_be_escaped_or_stand_twice),
        cmocka_unit_test(test_what_a_search_found_wraps_its_object),
        cmocka_unit_test(test_a_text_may_begin_with_a_brace),
        cmocka_unit_test(test_json_lines_may_be_utf16),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
