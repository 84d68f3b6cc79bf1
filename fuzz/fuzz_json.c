/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as JSON: lines, objects, lists. What is left over of an object is an object on one line. */
#include <jansson.h>

#include "stories.h"

static void check_extra(const hsy_story *story) {
    require(memchr(story->extra.data, '\n', story->extra.size) == NULL);
    json_t *extra = json_loadb(story->extra.data, story->extra.size, JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL, NULL);
    require(json_is_object(extra));
    json_decref(extra);
}

hearsay_status fuzz_read(const uint8_t *bytes, size_t size, const hearsay_allocator *allocator, hsy_buffer *result) {
    return read_stories(HEARSAY_INPUT_JSON, bytes, size, allocator, result, check_extra);
}
