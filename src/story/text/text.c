/* SPDX-License-Identifier: Apache-2.0 */
/* Small questions about a text that several files of this stage ask. */
#include <string.h>
#include <utf8proc.h>

#include "story/internal.h"

bool hsy_story_is_line_break(uint32_t point) {
    return (point >= '\n' && point <= '\r') || point == 0x2028 || point == 0x2029;
}

bool hsy_story_listed(const char *const *list, size_t count, hsy_str entry) {
    if (entry.size == 0) return false;
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        size_t size = strlen(list[middle]);
        int order = memcmp(list[middle], entry.data, size < entry.size ? size : entry.size);
        if (order == 0 && size == entry.size) return true;
        if (order < 0 || (order == 0 && size < entry.size))
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

size_t hsy_story_fold(hsy_str text, char *out, size_t capacity) {
    size_t at = 0, size = 0;
    while (at < text.size && capacity - size >= 4) {
        size_t length;
        uint32_t point = hsy_utf8_decode(text.data, text.size, at, &length);
        at += length;
        size += hsy_utf8_encode((uint32_t)utf8proc_tolower((utf8proc_int32_t)point), out + size);
    }
    return size;
}

size_t hsy_story_count_words(hsy_str text) {
    size_t words = 0;
    bool inside = false;
    for (size_t i = 0; i < text.size; i++) {
        bool space = text.data[i] == ' ' || text.data[i] == '\n';
        words += !space && !inside;
        inside = !space;
    }
    return words;
}

bool hsy_story_is_quote(uint32_t point) {
    return point == '"' || point == '\'' || point == '`' || (point >= 0x2018 && point <= 0x201F) || point == 0xAB ||
           point == 0xBB || point == 0x2039 || point == 0x203A;
}

uint32_t hsy_story_final_point(hsy_str text) {
    size_t at = text.size;
    while (at > 0) {
        size_t length;
        uint32_t point = hsy_utf8_decode_before(text.data, at, &length);
        if (!hsy_story_is_quote(point) && point != ')' && point != ']' && point != ' ') return point;
        at -= length;
    }
    return 0;
}
