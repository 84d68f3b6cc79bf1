/* SPDX-License-Identifier: Apache-2.0 */
/* The story itself: made, warned, mapped back, freed. */
#include <stdio.h>
#include <string.h>

#include "story/internal.h"

hsy_story *hsy_story_new(const hearsay_allocator *allocator) {
    hsy_arena arena;
    hsy_arena_init(&arena, allocator);
    hsy_story *story = hsy_arena_alloc(&arena, sizeof *story);
    if (story == NULL) return NULL;
    story->arena = arena;
    story->english = true;
    story->extra = hsy_str_of("{}");
    story->language = hsy_str_of("und");
    return story;
}

void hsy_story_free(hsy_story *story) {
    if (story == NULL) return;
    hsy_arena arena = story->arena;
    hsy_arena_free(&arena);
}

static bool reserve_warning(hsy_story *story) {
    if (story->warning_count < story->warning_capacity) return true;
    size_t capacity = story->warning_capacity == 0 ? 4 : story->warning_capacity * 2;
    hsy_str *warnings = HSY_NEW(&story->arena, hsy_str, capacity);
    if (warnings == NULL) return false;
    if (story->warning_count > 0) memcpy(warnings, story->warnings, story->warning_count * sizeof *warnings);
    story->warnings = warnings;
    story->warning_capacity = capacity;
    return true;
}

bool hsy_story_warn(hsy_story *story, const char *format, ...) {
    char sentence[1024];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(sentence, sizeof sentence, format, arguments);
    va_end(arguments);
    if (length < 0 || !reserve_warning(story)) return false;
    hsy_str *place = &story->warnings[story->warning_count];
    if (!hsy_arena_copy(&story->arena, hsy_str_of(sentence), place)) return false;
    /* A sentence that was cut must not end inside a code point. */
    place->size = hsy_utf8_valid(place->data, place->size);
    story->warning_count++;
    return true;
}

/* The first segment that ends behind clean[at]. */
static size_t first_behind(const hsy_story *story, size_t at) {
    size_t low = 0, high = story->map_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const hsy_segment *segment = &story->map[middle];
        if (segment->clean_start + segment->length <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static size_t given_end(const hsy_segment *segment) {
    return segment->given_start + segment->given_length;
}

hsy_span hsy_story_to_given(const hsy_story *story, hsy_span clean) {
    if (story->map_count == 0) return (hsy_span){0, 0};
    size_t first = first_behind(story, clean.start);
    const hsy_segment *from = &story->map[first];
    if (first == story->map_count || clean.end <= clean.start || from->clean_start >= clean.end) {
        size_t at = first < story->map_count ? from->given_start : given_end(from - 1);
        if (first < story->map_count && !from->replaced && clean.start > from->clean_start)
            at += clean.start - from->clean_start;
        return (hsy_span){at, at};
    }
    hsy_span given = {from->given_start, 0};
    if (!from->replaced && clean.start > from->clean_start) given.start += clean.start - from->clean_start;
    /* The last segment that begins before the span's end: the first that ends behind its last byte, or the one before.
     */
    size_t last = first_behind(story, clean.end - 1);
    if (last == story->map_count || story->map[last].clean_start >= clean.end) last--;
    const hsy_segment *to = &story->map[last];
    given.end = given_end(to);
    size_t clean_end = to->clean_start + to->length;
    if (!to->replaced && clean.end < clean_end) given.end -= clean_end - clean.end;
    return given;
}

bool hsy_story_warn_of_damage(hsy_story *story, const hsy_decoded *decoded) {
    size_t count = decoded->damage;
    return count == 0 || hsy_story_warn(story, "%zu %s not valid %s and became U+FFFD", count,
                                        count == 1 ? "character was" : "characters were", decoded->name);
}

hearsay_status hsy_story_fail_limit(const char *place, hearsay_error *error) {
    return hsy_fail(error, HEARSAY_ERROR_LIMIT, "%s: the text is longer than %zu bytes, the limit for a story", place,
                    HEARSAY_STORY_BYTES_MAX);
}
