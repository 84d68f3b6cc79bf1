/* SPDX-License-Identifier: Apache-2.0 */
/* For the targets of formats that hold many stories: all of them are read, and what is promised of each is checked. */
#ifndef HSY_FUZZ_STORIES_H
#define HSY_FUZZ_STORIES_H

#include <string.h>

#include "story/story.h"
#include "target.h"

/* A field is absent or valid UTF-8. */
static inline void check_field(hsy_str field, hsy_buffer *result) {
    require(field.data == NULL ? field.size == 0 : hsy_utf8_valid(field.data, field.size) == field.size);
    hsy_buffer_add(result, field.data, field.size);
    hsy_buffer_char(result, '\n');
}

static inline void check_fields(const hsy_story *story, hsy_buffer *result) {
    const hsy_str fields[] = {story->id,  story->title,  story->date,     story->modified, story->outlet,
                              story->url, story->origin, story->language, story->extra,    story->given};
    require(story->id.data != NULL && story->extra.data != NULL && story->language.data != NULL);
    require(story->paragraph_count > 0);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        check_field(fields[i], result);
    for (size_t i = 0; i < story->author_count; i++) {
        require(story->authors[i].size > 0);
        check_field(story->authors[i], result);
    }
    for (size_t i = 0; i < story->warning_count; i++)
        check_field(story->warnings[i], result);
}

/* Reads all stories of an input of that kind; `check` may ask more of each. */
static inline hearsay_status read_stories(hearsay_input kind, const uint8_t *bytes, size_t size,
                                          const hearsay_allocator *allocator, hsy_buffer *result,
                                          void (*check)(const hsy_story *story)) {
    const hearsay_reader_settings settings = {
        .input = kind, .now = 1700000000, .allocator = hsy_allocator_or_default(allocator)};
    /* A buffer of the exact size, so that a read behind its end is seen. */
    uint8_t *copy = malloc(size == 0 ? 1 : size);
    require(copy != NULL);
    if (size > 0) memcpy(copy, bytes, size);
    hsy_input *input;
    hearsay_status status = hsy_input_open_memory("fuzz", copy, size, &settings, &input, NULL);
    /* What is broken is passed over with it: there can't be more stories and errors than bytes. */
    for (size_t left = size + 2; status == HEARSAY_OK && left > 0; left--) {
        hsy_story *story;
        hearsay_error error = {.status = HEARSAY_OK, .message = ""};
        status = hsy_input_next(input, &story, &error);
        require((story != NULL) == (status == HEARSAY_OK));
        require(status == HEARSAY_OK || status == HEARSAY_END || error.message[0] != '\0');
        hsy_buffer_text(result, error.message);
        if (story != NULL) check_fields(story, result);
        if (story != NULL && check != NULL) check(story);
        hsy_story_free(story);
        if (status == HEARSAY_ERROR_INPUT || status == HEARSAY_ERROR_LIMIT) status = HEARSAY_OK;
    }
    if (input != NULL) hsy_input_close(input);
    free(copy);
    require(status == HEARSAY_END || status == HEARSAY_ERROR_MEMORY);
    return status == HEARSAY_END ? HEARSAY_OK : status;
}

#endif
