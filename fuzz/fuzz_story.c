/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes through the stage `story`; what it promises of a story is checked on all that come out. */
#include <stdlib.h>
#include <string.h>

#include "story/story.h"
#include "target.h"

static bool is_boundary(hsy_str text, size_t at) {
    return at == text.size || ((unsigned char)text.data[at] & 0xC0) != 0x80;
}

static void check_map(const hsy_story *story) {
    size_t clean = 0, given = 0;
    for (size_t i = 0; i < story->map_count; i++) {
        const hsy_segment *segment = &story->map[i];
        require(segment->length > 0 && segment->given_length > 0);
        require(segment->clean_start >= clean && segment->given_start >= given);
        clean = segment->clean_start + segment->length;
        given = segment->given_start + segment->given_length;
        require(clean <= story->text.size && given <= story->given.size);
        require(is_boundary(story->given, segment->given_start) && is_boundary(story->given, given));
        require(is_boundary(story->text, segment->clean_start) && is_boundary(story->text, clean));
        if (segment->replaced) continue;
        require(segment->length == segment->given_length);
        require(memcmp(story->text.data + segment->clean_start, story->given.data + segment->given_start,
                       segment->length) == 0);
    }
}

static void check_span(const hsy_story *story, hsy_span clean) {
    hsy_span given = hsy_story_to_given(story, clean);
    require(given.start <= given.end && given.end <= story->given.size);
    require(is_boundary(story->given, given.start) && is_boundary(story->given, given.end));
}

static void check_paragraphs(const hsy_story *story) {
    size_t end = 0;
    require(story->paragraph_count > 0);
    for (size_t i = 0; i < story->paragraph_count; i++) {
        const hsy_paragraph *paragraph = &story->paragraphs[i];
        hsy_span text = paragraph->text;
        require(text.start < text.end && text.end <= story->text.size);
        require(text.start == (i == 0 ? 0 : end + 2));
        require(is_boundary(story->text, text.start) && is_boundary(story->text, text.end));
        require(memchr(story->text.data + text.start, '\n', text.end - text.start) == NULL);
        require(story->text.data[text.start] != ' ' && story->text.data[text.end - 1] != ' ');
        if (paragraph->label.end > paragraph->label.start)
            require(paragraph->label.start >= text.start && paragraph->label.end <= text.end);
        check_span(story, text);
        check_span(story, paragraph->label);
        end = text.end;
    }
    require(end == story->text.size);
}

/* Spans of every character, which cross all borders of segments. */
static void check_spans(const hsy_story *story) {
    size_t last = 0;
    for (size_t at = 0; at < story->text.size && at < 4096;) {
        size_t length;
        hsy_utf8_decode(story->text.data, story->text.size, at, &length);
        hsy_span clean = {at, at + length};
        check_span(story, clean);
        check_span(story, (hsy_span){at, at});
        hsy_span given = hsy_story_to_given(story, clean);
        require(given.start >= last);
        last = given.start;
        at += length;
    }
}

/* Appends the story to `result`. HEARSAY_ERROR_MEMORY: denied. */
static hearsay_status check_story(const hsy_story *story, const hearsay_allocator *allocator, hsy_buffer *result) {
    require(story->id.data != NULL && story->language.data != NULL && story->extra.data != NULL);
    require(hsy_utf8_valid(story->given.data, story->given.size) == story->given.size);
    require(hsy_utf8_valid(story->text.data, story->text.size) == story->text.size);
    check_map(story);
    check_paragraphs(story);
    check_spans(story);
    hsy_buffer out;
    hsy_buffer_init(&out, allocator);
    hsy_story_dump(story, &out);
    require(!out.failed || allocator != NULL);
    hearsay_status status = out.failed ? HEARSAY_ERROR_MEMORY : HEARSAY_OK;
    if (status == HEARSAY_OK) {
        require(hsy_utf8_valid(out.data, out.size) == out.size);
        hsy_buffer_add(result, out.data, out.size);
    }
    hsy_buffer_free(&out);
    return status;
}

/* One story of the input. */
static hearsay_status read_next(hsy_input *input, size_t size, const hearsay_allocator *allocator, hsy_buffer *result) {
    hsy_story *story;
    hearsay_error error = {.status = HEARSAY_OK, .message = ""};
    hearsay_status status = hsy_input_next(input, &story, &error);
    require((story != NULL) == (status == HEARSAY_OK));
    require(status == HEARSAY_OK || status == HEARSAY_END || (error.status == status && error.message[0] != '\0'));
    hsy_buffer_text(result, error.message);
    if (story != NULL) status = check_story(story, allocator, result);
    hsy_story_free(story);
    uint64_t done, total;
    hsy_input_progress(input, &done, &total);
    require(total == size && done <= total);
    return status;
}

hearsay_status fuzz_read(const uint8_t *bytes, size_t size, const hearsay_allocator *allocator, hsy_buffer *result) {
    const hearsay_reader_settings settings = {.allocator = hsy_allocator_or_default(allocator)};
    /* A buffer of the exact size, so that a read behind its end is seen. */
    uint8_t *copy = malloc(size == 0 ? 1 : size);
    require(copy != NULL);
    if (size > 0) memcpy(copy, bytes, size);
    hsy_input *input;
    hearsay_status status = hsy_input_open_memory("fuzz", copy, size, &settings, &input, NULL);
    if (status == HEARSAY_OK) {
        do
            status = read_next(input, size, allocator, result);
        while (status == HEARSAY_OK || status == HEARSAY_ERROR_INPUT || status == HEARSAY_ERROR_LIMIT);
        hsy_input_close(input);
    }
    free(copy);
    require(status == HEARSAY_END || status == HEARSAY_ERROR_MEMORY);
    return status == HEARSAY_END ? HEARSAY_OK : status;
}
