/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as an HTTP response whose body is a page. */
#include <string.h>

#include "story/record/http.h"
#include "target.h"

static hearsay_status read_record(hsy_record *record, hsy_buffer *result) {
    hsy_story *story;
    hearsay_error error = {.status = HEARSAY_OK, .message = ""};
    hearsay_status status = hsy_record_read(record, &story, &error);
    require((story != NULL) == (status == HEARSAY_OK));
    require(status == HEARSAY_OK || (error.status == status && error.message[0] != '\0'));
    hsy_buffer_text(result, error.message);
    if (story != NULL) {
        require(hsy_utf8_valid(story->given.data, story->given.size) == story->given.size);
        require(story->page && story->given.size <= 4 * HEARSAY_PAGE_BYTES_MAX);
        hsy_buffer_add(result, story->given.data, story->given.size);
        for (size_t i = 0; i < story->warning_count; i++)
            hsy_buffer_add(result, story->warnings[i].data, story->warnings[i].size);
    }
    hsy_story_free(story);
    return status;
}

hearsay_status fuzz_read(const uint8_t *bytes, size_t size, const hearsay_allocator *allocator, hsy_buffer *result) {
    const hearsay_allocator memory = hsy_allocator_or_default(allocator);
    hsy_record *record = hsy_record_new(HSY_RECORD_HTTP, "fuzz", &memory);
    if (record == NULL) return HEARSAY_ERROR_MEMORY;
    /* A buffer of the exact size, so that a read behind its end is seen. */
    char *copy = malloc(size == 0 ? 1 : size);
    require(copy != NULL);
    if (size > 0) memcpy(copy, bytes, size);
    record->bytes = (hsy_str){.data = copy, .size = size};
    record->id = hsy_str_of("fuzz");
    record->hints.now = 1000000000;
    hearsay_status status = read_record(record, result);
    hsy_record_free(record);
    free(copy);
    return status == HEARSAY_ERROR_MEMORY ? status : HEARSAY_OK;
}
