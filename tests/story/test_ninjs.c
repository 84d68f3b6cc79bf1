/* SPDX-License-Identifier: Apache-2.0 */
/* News in JSON, the form of the IPTC. */
#include "made.h"

static void test_version_1_has_a_field_a_form(void **state) {
    (void)state;
    hsy_story *story =
        made_of_json("{\"uri\": \"urn:dial:1\", \"type\": \"text\", \"versioncreated\": \"2016-10-05T08:00:00Z\", "
                     "\"firstcreated\": \"2016-10-04T07:30:00Z\", \"pubstatus\": \"usable\", \"language\": \"en\", "
                     "\"headline\": \"Dam holds\", \"byline\": \"By Ada Quill and Ben Ink\", \"located\": \"Harbury\", "
                     "\"copyrightholder\": \"Dial Weekly\", \"body_text\": \"The dam held. It did.\", "
                     "\"body_xhtml\": \"<p>The dam held, she said.</p><p>It did.</p>\", "
                     "\"associations\": {\"main\": {\"type\": \"picture\"}}}");
    assert_string(story->id, "urn:dial:1");
    assert_string(story->title, "Dam holds");
    assert_string(story->given, "The dam held, she said.\n\nIt did.");
    assert_string(story->date, "2016-10-04T07:30:00Z");
    assert_string(story->modified, "2016-10-05T08:00:00Z");
    assert_string(story->outlet, "Dial Weekly");
    assert_int_equal(story->author_count, 2);
    assert_string(story->authors[0], "Ada Quill");
    assert_string(story->authors[1], "Ben Ink");
    assert_string(story->extra, "{\"pubstatus\": \"usable\", \"located\": \"Harbury\", "
                                "\"body_text\": \"The dam held. It did.\", "
                                "\"associations\": {\"main\": {\"type\": \"picture\"}}}");
    assert_warning(story, NULL);
    hsy_story_free(story);
}

static void test_version_2_has_lists_of_objects(void **state) {
    (void)state;
    hsy_story *story = made_of_json(
        "{\"uri\": \"urn:dial:2\", \"type\": \"text\", \"versioncreated\": \"2016-10-04T07:30:00Z\", "
        "\"headlines\": [{\"role\": \"short\", \"value\": \"Dam\"}, {\"role\": \"main\", \"value\": \"Dam holds\"}], "
        "\"bodies\": [{\"role\": \"xml\", \"contenttype\": \"application/xml\", \"value\": \"<x>No.</x>\"}, "
        "{\"role\": \"text\", \"contenttype\": \"text/plain\", \"value\": \"The dam held. It did.\"}, "
        "{\"role\": \"html\", \"contenttype\": \"text/html\", \"value\": \"<p>The dam held, she said.</p><p>It "
        "did.</p>\"}], "
        "\"by\": \"Von Ada Quill, dpa\", \"infosources\": [{\"name\": \"Agence France-Presse\"}]}");
    assert_string(story->title, "Dam holds");
    assert_string(story->given, "The dam held, she said.\n\nIt did.");
    assert_string(story->date, "2016-10-04T07:30:00Z");
    assert_string(story->modified, NULL);
    assert_string(story->authors[0], "Ada Quill");
    assert_string(story->origin, "AFP");
    assert_string(story->extra, "{}");
    hsy_story_free(story);
}

static void test_version_3_has_names_with_capitals(void **state) {
    (void)state;
    hsy_story *story = made_of_json(
        "{\"uri\": \"urn:dial:3\", \"versionCreated\": \"2016-10-04T07:30:00Z\", \"contentCreated\": "
        "\"2016-10-03T07:30:00Z\", "
        "\"bodies\": [{\"contentType\": \"text/plain\", \"value\": \"The dam held.\"}], \"copyrightHolder\": \"dpa\"}");
    assert_string(story->given, "The dam held.");
    assert_string(story->date, "2016-10-03T07:30:00Z");
    assert_string(story->modified, "2016-10-04T07:30:00Z");
    assert_string(story->outlet, "dpa");
    assert_string(story->origin, "dpa");
    hsy_story_free(story);
}

static void test_a_cancelled_story_is_read_with_a_warning(void **state) {
    (void)state;
    hsy_story *story = made_of_json("{\"uri\": \"urn:dial:4\", \"pubstatus\": \"canceled\", "
                                    "\"body_text\": \"The dam held.\"}");
    assert_warning(story, "its publisher has cancelled the story");
    hsy_story_free(story);
}

static void assert_error(const char *text, const char *message) {
    hsy_input *input;
    hsy_story *story;
    hearsay_error error = {.message = ""};
    assert_int_equal(hsy_input_open_memory("a.json", text, strlen(text), NULL, &input, NULL), HEARSAY_OK);
    assert_int_equal(hsy_input_next(input, &story, &error), HEARSAY_ERROR_INPUT);
    assert_string_equal(error.message, message);
    hsy_input_close(input);
}

static void test_an_item_without_a_body_is_said_to_be_one(void **state) {
    (void)state;
    assert_error(
        "{\n\"uri\": \"urn:dial:5\", \"type\": \"picture\", \"headline\": \"Dam\", \"versioncreated\": \"2016\"}",
        "a.json: object 1: is a picture without a text");
    assert_error("{\n\"uri\": \"urn:dial:6\", \"type\": \"text\", \"headline\": \"Dam\"}",
                 "a.json: object 1: the news item has no body");
}

static void test_a_text_of_our_own_is_no_news_item(void **state) {
    (void)state;
    hsy_story *story = made_of_json("{\"text\": \"The dam held.\", \"versioncreated\": \"x\", \"body_text\": \"No.\"}");
    assert_string(story->given, "The dam held.");
    hsy_story_free(story);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_version_1_has_a_field_a_form),
        cmocka_unit_test(test_version_2_has_lists_of_objects),
        cmocka_unit_test(test_version_3_has_names_with_capitals),
        cmocka_unit_test(test_a_cancelled_story_is_read_with_a_warning),
        cmocka_unit_test(test_an_item_without_a_body_is_said_to_be_one),
        cmocka_unit_test(test_a_text_of_our_own_is_no_news_item),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
