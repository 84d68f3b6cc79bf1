/* SPDX-License-Identifier: Apache-2.0 */
/* A clean text in the making, with the map that leads back to the given one. */
#include <string.h>

#include "story/internal.h"

void hsy_story_init_draft(hsy_draft *draft, const hearsay_allocator *allocator) {
    hsy_buffer_init(&draft->text, allocator);
    hsy_vector_init(&draft->map, sizeof(hsy_segment), allocator);
}

void hsy_story_free_draft(hsy_draft *draft) {
    hsy_buffer_free(&draft->text);
    hsy_vector_free(&draft->map);
}

bool hsy_story_draft_failed(const hsy_draft *draft) {
    return draft->text.failed || draft->map.failed;
}

void hsy_story_add_copied(hsy_draft *draft, const char *bytes, size_t start, size_t length) {
    if (length == 0) return;
    size_t at = draft->text.size;
    hsy_buffer_add(&draft->text, bytes, length);
    if (draft->map.count > 0) {
        hsy_segment *last = &HSY_AT(draft->map, hsy_segment, draft->map.count - 1);
        if (!last->replaced && last->clean_start + last->length == at && last->given_start + last->length == start) {
            last->length += length;
            last->given_length += length;
            return;
        }
    }
    hsy_segment segment = {.clean_start = at, .length = length, .given_start = start, .given_length = length};
    hsy_vector_push(&draft->map, &segment);
}

void hsy_story_add_replaced(hsy_draft *draft, const char *bytes, size_t length, size_t given_start,
                            size_t given_length) {
    hsy_segment segment = {.clean_start = draft->text.size,
                           .length = length,
                           .given_start = given_start,
                           .given_length = given_length,
                           .replaced = true};
    hsy_buffer_add(&draft->text, bytes, length);
    hsy_vector_push(&draft->map, &segment);
}

void hsy_story_add_put_in(hsy_draft *draft, const char *bytes) {
    hsy_buffer_text(&draft->text, bytes);
}

/* The first segment that ends behind the draft's byte `at`. */
static size_t first_behind(const hsy_vector *map, size_t at) {
    size_t low = 0, high = map->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const hsy_segment *segment = &HSY_AT(*map, hsy_segment, middle);
        if (segment->clean_start + segment->length <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void hsy_story_add_slice(hsy_draft *draft, const hsy_draft *from, hsy_span span) {
    if (hsy_story_draft_failed(from) || hsy_story_draft_failed(draft)) return;
    const char *bytes = from->text.data;
    size_t at = span.start;
    for (size_t i = first_behind(&from->map, span.start); i < from->map.count && at < span.end; i++) {
        const hsy_segment *segment = &HSY_AT(from->map, hsy_segment, i);
        if (segment->clean_start >= span.end) break;
        size_t start = segment->clean_start > at ? segment->clean_start : at;
        size_t end = segment->clean_start + segment->length;
        if (end > span.end) end = span.end;
        hsy_buffer_add(&draft->text, bytes + at, start - at);
        if (segment->replaced)
            hsy_story_add_replaced(draft, bytes + start, end - start, segment->given_start, segment->given_length);
        else
            hsy_story_add_copied(draft, bytes + start, segment->given_start + (start - segment->clean_start),
                                 end - start);
        at = end;
    }
    hsy_buffer_add(&draft->text, bytes + at, span.end - at);
}
