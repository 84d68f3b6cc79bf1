/* SPDX-License-Identifier: Apache-2.0 */
/* JSON that is not an object a line: lists, objects over lines, objects that wrap a list. */
#include "made.h"

#include <stdlib.h>

#include "story/input/input.h"

typedef struct expected {
    const char *id, *said; /* id NULL: an error, and what it says */
} expected;

static void assert_all(const char *name, const char *bytes, size_t size, const expected *list, size_t count) {
    hsy_input *input;
    assert_int_equal(hsy_input_open_memory(name, bytes, size, NULL, &input, NULL), HEARSAY_OK);
    for (size_t i = 0; i < count; i++) {
        hsy_story *story;
        hearsay_error error = {.message = ""};
        const hearsay_status status = hsy_input_next(input, &story, &error);
        if (list[i].id == NULL) {
            assert_string_equal(error.message, list[i].said);
            assert_true(status == HEARSAY_ERROR_INPUT || status == HEARSAY_ERROR_LIMIT);
            continue;
        }
        if (status != HEARSAY_OK) fail_msg("%s", error.message);
        assert_string(story->id, list[i].id);
        assert_string(story->given, list[i].said);
        hsy_story_free(story);
    }
    hsy_story *story;
    assert_int_equal(hsy_input_next(input, &story, NULL), HEARSAY_END);
    hsy_input_close(input);
}

#define ASSERT_ALL(name, text, ...)                                                                                    \
    do {                                                                                                               \
        static const expected list[] = {__VA_ARGS__};                                                                  \
        assert_all((name), (text), strlen(text), list, sizeof list / sizeof *list);                                    \
    } while (0)

static void test_one_object_may_be_written_over_several_lines(void **state) {
    (void)state;
    ASSERT_ALL("in/dam.json", "{\n  \"text\": \"The dam held.\",\n  \"x\": {\n  }\n}\n", {"dam", "The dam held."});
    ASSERT_ALL("in/dam.json", "[{\"text\": \"The dam held.\"}]\n", {"dam", "The dam held."});
}

static void test_objects_may_follow_one_behind_the_other(void **state) {
    (void)state;
    ASSERT_ALL("a.json", "{\n\"text\": \"One.\"\n}\n{\n\"text\": \"T}wo\\\"]\",\n\"id\": \"b\"}{\"text\":\n\"Three.\"}",
               {"a.json:1", "One."}, {"b", "T}wo\"]"}, {"a.json:3", "Three."});
}

static void test_a_list_gives_its_elements(void **state) {
    (void)state;
    ASSERT_ALL("a.json", " [\n{\"text\": \"One.\"}, {\"text\": \"Two.\"},\n7, \"x\", [1], {\"text\": \"Six.\"}\n]",
               {"a.json:1", "One."}, {"a.json:2", "Two."}, {NULL, "a.json: object 3: is not a JSON object"},
               {NULL, "a.json: object 4: is not a JSON object"}, {NULL, "a.json: object 5: is not a JSON object"},
               {"a.json:6", "Six."});
}

static void test_an_object_that_wraps_a_list_gives_its_elements(void **state) {
    (void)state;
    ASSERT_ALL("a.json", "{\"status\": \"ok\", \"articles\": [{\"content\": \"One.\"}, {\"content\": \"Two.\"}]}",
               {"a.json:1", "One."}, {"a.json:2", "Two."});
    ASSERT_ALL("a.json",
               "{\"response\": {\"total\": 2,\n\"results\": [{\"text\": \"One.\"}], \"x\": [{\"text\": \"No.\"}]}}\n"
               "{\"text\": \"Two.\"}",
               {"a.json:1", "One."}, {"a.json:2", "Two."});
    ASSERT_ALL("a.json", "{\"hits\": {\"hits\": [{\"_id\": \"n\", \"_source\": {\"text\": \"One.\"}}]}}",
               {"n", "One."});
    /* A text of its own makes it a story. */
    ASSERT_ALL("a.json", "{\n\"text\": \"One.\", \"items\": [{\"text\": \"Two.\"}]}", {"a", "One."});
}

static void test_a_json_feed_is_the_outlet_of_its_items(void **state) {
    (void)state;
    static const char feed[] =
        "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Dial Weekly\", "
        "\"items\": [{\"id\": \"1\", \"content_html\": \"<p>The dam held, she said.</p>\", "
        "\"date_published\": \"2016-10-04T07:30:00Z\", \"authors\": [{\"name\": \"Ada Quill\"}]}]}";
    hsy_story *story = made_of(feed);
    assert_string(story->given, "The dam held, she said.");
    assert_string(story->outlet, "Dial Weekly");
    assert_string(story->date, "2016-10-04T07:30:00Z");
    assert_string(story->authors[0], "Ada Quill");
    hsy_story_free(story);
}

static void test_behind_a_broken_object_the_reading_goes_on(void **state) {
    (void)state;
    ASSERT_ALL("a.json",
               "[\n{\"id\": \"1\", \"text\": \"One.\"},\n{\"id\": \"2\", \"text\": \"Two\n.\"},\n"
               "{\"id\": \"3\", \"text\": \"Three.\", \"x\": [1, 2},\n{\"id\": \"4\", \"text\": \"Four.\" \"y\": 1},\n"
               "{\"id\": \"5\", \"text\": \"Five.\",\n{\"id\": \"6\", \"text\": \"Six.\", \"z\": nope},\n"
               "{\"id\": \"7\", \"text\": \"Seven.\"}\n]",
               {"1", "One."}, {NULL, "a.json: object 2: is not valid JSON (at byte 25)"},
               {NULL, "a.json: object 3: is not valid JSON (at byte 41)"},
               {NULL, "a.json: object 4: is not valid JSON (at byte 29)"},
               {NULL, "a.json: object 5: is not valid JSON (at byte 30)"},
               {NULL, "a.json: object 6: is not valid JSON (at byte 37)"}, {"7", "Seven."});
}

static void test_a_list_that_is_cut_off_gives_what_is_whole(void **state) {
    (void)state;
    ASSERT_ALL("a.json", "[{\"text\": \"One.\"}, {\"text\": \"Tw", {"a.json:1", "One."},
               {NULL, "a.json: object 2: the JSON is cut off"});
    ASSERT_ALL("a.json", "[{\"text\": \"One.\"},", {"a.json:1", "One."},
               {NULL, "a.json: behind object 1, the list is cut off"});
}

static void test_deep_nesting_is_refused_and_the_next_is_read(void **state) {
    (void)state;
    enum { DEPTH = 100000 };
    char *text = malloc(DEPTH + 100);
    assert_non_null(text);
    size_t size = (size_t)sprintf(text, "[{\"text\": ");
    memset(text + size, '[', DEPTH);
    size += DEPTH;
    size += (size_t)sprintf(text + size, ",\n{\"text\": \"Two.\"}]");
    static const expected list[] = {{NULL, "a.json: object 1: the JSON is nested too deeply"}, {"a.json:2", "Two."}};
    assert_all("a.json", text, size, list, 2);
    free(text);
}

static void test_an_object_above_the_limit_is_passed_over(void **state) {
    (void)state;
    const size_t limit = 4 * HEARSAY_STORY_BYTES_MAX;
    char *text = malloc(limit + 200000);
    assert_non_null(text);
    size_t size = (size_t)sprintf(text, "[{\"text\": \"One.\"},\n{\"text\": \"");
    memset(text + size, 'x', limit + 70000);
    size += limit + 70000;
    size += (size_t)sprintf(text + size, "\"}, {\"text\": \"Three.\"}]");
    static const expected list[] = {{"a.json:1", "One."},
                                    {NULL, "a.json: object 2: is longer than 67108864 bytes, the limit for an object"},
                                    {"a.json:3", "Three."}};
    assert_all("a.json", text, size, list, 3);
    free(text);
}

static void test_white_space_behind_an_object_is_never_in_memory(void **state) {
    (void)state;
    enum { SPACES = 8 << 20 };
    static const char object[] = "[\n{\"text\": \"The dam held.\"}";
    char *text = malloc(sizeof object + SPACES);
    assert_non_null(text);
    memcpy(text, object, sizeof object - 1);
    memset(text + sizeof object - 1, ' ', SPACES);
    text[sizeof object - 1 + SPACES / 2] = ']';
    hsy_input *input;
    hsy_record *record;
    assert_int_equal(hsy_input_open_memory("in/dam.json", text, sizeof object - 1 + SPACES, NULL, &input, NULL),
                     HEARSAY_OK);
    assert_int_equal(hsy_input_take(input, &record, NULL), HEARSAY_OK);
    assert_string(record->id, "dam");
    assert_true(input->pending.capacity < 1 << 20);
    hsy_record_free(record);
    assert_int_equal(hsy_input_take(input, &record, NULL), HEARSAY_END);
    hsy_input_close(input);
    free(text);
}

static void test_each_json_feed_has_its_own_outlet(void **state) {
    (void)state;
    static const char feeds[] =
        "{\"version\": \"https://jsonfeed.org/version/1\", \"title\": \"Dial Weekly RSS Feed\", \"items\": [\n"
        "{\"content_text\": \"One.\"}]}\n"
        "{\"version\": \"https://jsonfeed.org/version/1\", \"title\": \"World news | The Lantern\", \"items\": [\n"
        "{\"content_text\": \"Two.\"}]}\n{\"items\": [{\"content_text\": \"Three.\"}]}\n{\"text\": \"Four.\"}";
    static const char *const outlets[] = {"Dial Weekly", "The Lantern", NULL, NULL};
    hsy_input *input;
    assert_int_equal(hsy_input_open_memory("a.json", feeds, sizeof feeds - 1, NULL, &input, NULL), HEARSAY_OK);
    for (size_t i = 0; i < sizeof outlets / sizeof *outlets; i++) {
        hsy_story *story;
        assert_int_equal(hsy_input_next(input, &story, NULL), HEARSAY_OK);
        assert_string(story->outlet, outlets[i]);
        hsy_story_free(story);
    }
    hsy_input_close(input);
}

static void test_a_list_without_stories_says_so(void **state) {
    (void)state;
    ASSERT_ALL("a.json", "{\"articles\": []}", {NULL, "a.json: line 1: the list of stories in it is empty"});
    ASSERT_ALL("a.json", "{\n\"response\": {\"total\": 0, \"results\": []}}",
               {NULL, "a.json: object 1: the list of stories in it is empty"});
    ASSERT_ALL("a.json", "{\n\"status\": \"error\", \"message\": \"The key is\\nnot valid.\"}",
               {NULL, "a.json: object 1: is no story but an error's message: The key is not valid."});
    ASSERT_ALL("a.json", "{\n\"status\": \"ok\", \"message\": \"It held.\"}",
               {NULL, "a.json: object 1: the object has no field \"text\""});
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_object_may_be_written_over_several_lines),
        cmocka_unit_test(test_objects_may_follow_one_behind_the_other),
        cmocka_unit_test(test_a_list_gives_its_elements),
        cmocka_unit_test(test_an_object_that_wraps_a_list_gives_its_elements),
        cmocka_unit_test(test_a_json_feed_is_the_outlet_of_its_items),
        cmocka_unit_test(test_behind_a_broken_object_the_reading_goes_on),
        cmocka_unit_test(test_a_list_that_is_cut_off_gives_what_is_whole),
        cmocka_unit_test(test_deep_nesting_is_refused_and_the_next_is_read),
        cmocka_unit_test(test_an_object_above_the_limit_is_passed_over),
        cmocka_unit_test(test_white_space_behind_an_object_is_never_in_memory),
        cmocka_unit_test(test_each_json_feed_has_its_own_outlet),
        cmocka_unit_test(test_a_list_without_stories_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
