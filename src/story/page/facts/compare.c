/* SPDX-License-Identifier: Apache-2.0 */
/* Whether two titles say the same, or almost. */
#include <string.h>
#include <utf8proc.h>

#include "story/page/facts/facts.h"

/* The next letter or digit of `text` in small letters, 0 at its end; *parted: something else stood before it. */
static uint32_t next_sign(hsy_str text, size_t *at, bool *parted) {
    *parted = false;
    while (*at < text.size) {
        size_t length;
        const uint32_t point = hsy_utf8_decode(text.data, text.size, *at, &length);
        *at += length;
        if (hsy_point_is_letter(point) || hsy_point_is_digit(point))
            return (uint32_t)utf8proc_tolower((utf8proc_int32_t)point);
        *parted = true;
    }
    return 0;
}

bool hsy_page_same_words(hsy_str a, hsy_str b) {
    size_t at_a = 0, at_b = 0;
    bool parted_a, parted_b, first = true;
    for (;;) {
        const uint32_t sign_a = next_sign(a, &at_a, &parted_a), sign_b = next_sign(b, &at_b, &parted_b);
        if (sign_a != sign_b) return false;
        if (sign_a == 0) return !first;
        if (!first && parted_a != parted_b) return false;
        first = false;
    }
}

/* Room for a text in small letters, of which some are a byte longer than the large ones. */
enum { HSY_COMPARED_SIZE_MAX = 2 * HSY_ELEMENT_SIZE_MAX };

/* The letters and digits of `text` in small letters. Returns how many bytes. */
static size_t add_signs(hsy_str text, char out[HSY_COMPARED_SIZE_MAX]) {
    size_t size = 0;
    bool parted;
    for (size_t at = 0; HSY_COMPARED_SIZE_MAX - size >= 4;) {
        const uint32_t sign = next_sign(text, &at, &parted);
        if (sign == 0) break;
        size += hsy_utf8_encode(sign, out + size);
    }
    return size;
}

bool hsy_page_is_at_end(hsy_str text, hsy_str part) {
    char whole[HSY_COMPARED_SIZE_MAX], inner[HSY_COMPARED_SIZE_MAX];
    const size_t size = add_signs(text, whole), inner_size = add_signs(part, inner);
    if (inner_size == 0 || inner_size > size) return false;
    return memcmp(whole, inner, inner_size) == 0 || memcmp(whole + size - inner_size, inner, inner_size) == 0;
}

enum { HSY_SHARED_LETTERS_MIN = 3 };

int hsy_page_shared_words(hsy_str text, hsy_str other) {
    char folded[HSY_COMPARED_SIZE_MAX], searched[HSY_COMPARED_SIZE_MAX];
    const size_t size = hsy_story_fold(text, folded, sizeof folded - 1);
    searched[hsy_story_fold(other, searched, sizeof searched - 1)] = '\0';
    int words = 0, shared = 0;
    for (size_t at = 0; at < size;) {
        size_t end = at;
        while (end < size && folded[end] != ' ')
            end++;
        folded[end] = '\0';
        if (end - at >= HSY_SHARED_LETTERS_MIN) {
            words++;
            shared += strstr(searched, folded + at) != NULL;
        }
        at = end + 1;
    }
    return words == 0 ? 0 : shared * 100 / words;
}
