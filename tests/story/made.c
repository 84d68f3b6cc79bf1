/* SPDX-License-Identifier: Apache-2.0 */
/* For the story tests: a story made of bytes, and what it should be. */
#include "made.h"

static hsy_story *only_story(const char *name, const void *bytes, size_t size) {
    hsy_input *input;
    hsy_story *story, *next;
    hearsay_error error = {.message = ""};
    assert_int_equal(hsy_input_open_memory(name, bytes, size, NULL, &input, &error), HEARSAY_OK);
    if (hsy_input_next(input, &story, &error) != HEARSAY_OK) fail_msg("%s", error.message);
    assert_int_equal(hsy_input_next(input, &next, &error), HEARSAY_END);
    assert_null(next);
    hsy_input_close(input);
    return story;
}

hsy_story *made_of_bytes(const void *bytes, size_t size) {
    return only_story("made.txt", bytes, size);
}

hsy_story *made_of(const char *text) {
    return made_of_bytes(text, strlen(text));
}

hsy_story *made_of_json(const char *line) {
    return only_story("made.jsonl", line, strlen(line));
}

void assert_refused(const void *bytes, size_t size, hearsay_status status, const char *message) {
    hsy_input *input;
    hsy_story *story;
    hearsay_error error = {.message = ""};
    assert_int_equal(hsy_input_open_memory("made.txt", bytes, size, NULL, &input, &error), HEARSAY_OK);
    assert_int_equal(hsy_input_next(input, &story, &error), status);
    assert_null(story);
    assert_int_equal(error.status, status);
    assert_string_equal(error.message, message);
    hsy_input_close(input);
}

void assert_string(hsy_str found, const char *expected) {
    if (expected == NULL) {
        assert_null(found.data);
        return;
    }
    assert_non_null(found.data);
    if (found.size != strlen(expected) || memcmp(found.data, expected, found.size) != 0)
        fail_msg("found \"%.*s\" instead of \"%s\"", (int)found.size, found.data, expected);
}

static hsy_str part(const hsy_story *story, hsy_span span) {
    return (hsy_str){.data = story->text.data + span.start, .size = span.end - span.start};
}

void assert_text(const hsy_story *story, const char *expected) {
    assert_string(story->text, expected);
}

void assert_paragraph(const hsy_story *story, size_t number, hsy_paragraph_kind kind, const char *expected) {
    if (expected == NULL) {
        assert_int_equal(story->paragraph_count, number);
        return;
    }
    assert_true(number < story->paragraph_count);
    assert_string(part(story, story->paragraphs[number].text), expected);
    assert_int_equal(story->paragraphs[number].kind, kind);
}

void assert_label(const hsy_story *story, size_t number, const char *expected) {
    assert_true(number < story->paragraph_count);
    assert_string(part(story, story->paragraphs[number].label), expected);
}

void assert_given(const hsy_story *story, const char *clean, const char *expected) {
    const char *place = memmem(story->text.data, story->text.size, clean, strlen(clean));
    assert_non_null(place);
    size_t start = (size_t)(place - story->text.data);
    hsy_span given = hsy_story_to_given(story, (hsy_span){start, start + strlen(clean)});
    assert_true(given.start <= given.end && given.end <= story->given.size);
    assert_string((hsy_str){.data = story->given.data + given.start, .size = given.end - given.start}, expected);
}

void assert_warning(const hsy_story *story, const char *expected) {
    assert_int_equal(story->warning_count, expected == NULL ? 0 : 1);
    if (expected != NULL) assert_string(story->warnings[0], expected);
}

void assert_cleaned(const char *given, const char *expected) {
    hsy_story *story = made_of(given);
    assert_string(story->given, given);
    assert_text(story, expected);
    hsy_story_free(story);
}
