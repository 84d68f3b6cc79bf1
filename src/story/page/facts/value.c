/* SPDX-License-Identifier: Apache-2.0 */
/* The text of a value as pages write them: escaped twice, with tags, line breaks and control characters inside. */
#include <string.h>

#include "story/page/page.h"

static bool is_control(uint32_t point) {
    return point < 0x20 || (point >= 0x7F && point < 0xA0) || point == 0xAD || point == 0xFEFF ||
           (point >= 0x200B && point <= 0x200F) || (point >= 0x202A && point <= 0x202E) ||
           (point >= 0x2060 && point <= 0x2064);
}

/* Where the tag that begins at text[at] ends; 0: it is no tag. `none_left`: no ">" follows, which need not be looked
 * for again. */
static size_t tag_end(hsy_str text, size_t at, bool *none_left) {
    if (*none_left || at + 1 >= text.size) return 0;
    const char next = (char)(text.data[at + 1] | 0x20);
    if (text.data[at + 1] != '/' && text.data[at + 1] != '!' && !(next >= 'a' && next <= 'z')) return 0;
    for (size_t i = at + 1; i < text.size; i++) {
        if (text.data[i] == '<') return 0;
        if (text.data[i] == '>') return i + 1;
    }
    *none_left = true;
    return 0;
}

static void add(hsy_buffer *out, size_t start, uint32_t point, bool *space) {
    char bytes[4];
    if (*space && out->size > start) hsy_buffer_char(out, ' ');
    *space = false;
    hsy_buffer_add(out, bytes, hsy_utf8_encode(point, bytes));
}

/* Entities are decoded, white space is squeezed, control characters go. */
static void add_decoded(hsy_str value, hsy_buffer *out) {
    const size_t start = out->size;
    bool space = false;
    for (size_t at = 0; at < value.size;) {
        const hsy_character character = hsy_story_character_at(value, at);
        at += character.length;
        if (hsy_point_is_space(character.point) || (character.point >= 9 && character.point <= 13))
            space = true;
        else if (!is_control(character.point))
            add(out, start, character.point, &space);
    }
}

/* Tags of the look of a word's part, which part no words. */
static bool is_style(hsy_str tag) {
    static const char *const names[] = {"a",     "b",    "em",     "font", "i",   "mark",
                                        "small", "span", "strong", "sub",  "sup", "u"};
    size_t start = 1, end;
    if (start < tag.size && tag.data[start] == '/') start++;
    for (end = start; end < tag.size && (tag.data[end] | 0x20) >= 'a' && (tag.data[end] | 0x20) <= 'z';)
        end++;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const size_t size = strlen(names[i]);
        bool same = size == end - start;
        for (size_t j = 0; same && j < size; j++)
            same = (tag.data[start + j] | 0x20) == names[i][j];
        if (same) return true;
    }
    return false;
}

/* The tags go; what stood on both sides of one that is more than a matter of style is parted by a space. */
static void add_untagged(hsy_str value, hsy_buffer *out) {
    const size_t start = out->size;
    bool none_left = false, space = false;
    for (size_t at = 0; at < value.size;) {
        const size_t end = value.data[at] == '<' ? tag_end(value, at, &none_left) : 0;
        if (end > 0) {
            space |= !is_style((hsy_str){.data = value.data + at, .size = end - at});
            at = end;
            continue;
        }
        const bool parted = out->size == start || out->data[out->size - 1] == ' ';
        if (space && !parted && value.data[at] != ' ') hsy_buffer_char(out, ' ');
        space = false;
        if (value.data[at] != ' ' || !parted) hsy_buffer_char(out, value.data[at]);
        at++;
    }
}

bool hsy_page_clean_value(hsy_str value, hsy_arena *arena, hsy_str *clean) {
    hsy_buffer decoded, plain;
    *clean = (hsy_str){.data = NULL, .size = 0};
    if (value.data == NULL) return true;
    hsy_buffer_init(&decoded, &arena->allocator);
    hsy_buffer_init(&plain, &arena->allocator);
    add_decoded(value, &decoded);
    const hsy_str tagged = {.data = decoded.data, .size = decoded.size};
    if (decoded.size > 0 && !decoded.failed) add_untagged(tagged, &plain);
    hsy_str text = {.data = plain.data, .size = plain.size};
    while (text.size > 0 && text.data[text.size - 1] == ' ')
        text.size--;
    bool done = !decoded.failed && !plain.failed && (text.size == 0 || hsy_arena_copy(arena, text, clean));
    hsy_buffer_free(&plain);
    hsy_buffer_free(&decoded);
    return done;
}
