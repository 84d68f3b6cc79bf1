/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as a feed. */
#include "stories.h"

hearsay_status fuzz_read(const uint8_t *bytes, size_t size, const hearsay_allocator *allocator, hsy_buffer *result) {
    return read_stories(HEARSAY_INPUT_FEED, bytes, size, allocator, result, NULL);
}
