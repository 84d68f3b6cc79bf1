/* SPDX-License-Identifier: Apache-2.0 */
/* The words of a byline, for those who look for names in it. */
#ifndef HSY_STORY_PAGE_BYLINE_H
#define HSY_STORY_PAGE_BYLINE_H

#include "story/page/facts/facts.h"

#define HSY_BYLINE_LISTED(name, NAME, word)                                                                            \
    hsy_page_is_listed(hsy_list_page_##name, HSY_LIST_PAGE_##NAME##_COUNT, (word))

static inline size_t hsy_byline_skip_spaces(hsy_str text, size_t at) {
    while (at < text.size && text.data[at] == ' ')
        at++;
    return at;
}

static inline size_t hsy_byline_word_end(hsy_str text, size_t at) {
    while (at < text.size && text.data[at] != ' ')
        at++;
    return at;
}

static inline hsy_str hsy_byline_slice(hsy_str text, size_t start, size_t end) {
    return (hsy_str){.data = text.data + start, .size = end - start};
}

static inline uint32_t hsy_byline_first_point(hsy_str text) {
    size_t length;
    return text.size == 0 ? 0 : hsy_utf8_decode(text.data, text.size, 0, &length);
}

static inline bool hsy_byline_is_large(uint32_t point) {
    /* Letters of scripts without small ones count. */
    return hsy_point_is_upper(point) || (hsy_point_is_letter(point) && !hsy_point_is_lower(point));
}

static inline bool hsy_byline_is_any(hsy_str word, const char *signs[]) {
    for (size_t i = 0; signs[i] != NULL; i++)
        if (hsy_str_equal(word, hsy_str_of(signs[i]))) return true;
    return false;
}

/* --- names.c -------------------------------------------------------------------------------------------- */

/* Where the next letter or digit stands, or an "@". */
size_t hsy_byline_skip_signs(hsy_str text, size_t at);
/* Without the signs at its ends that are of no name. A point stays: "Jr.". */
hsy_str hsy_byline_trim_signs(hsy_str text);

#endif
