/* SPDX-License-Identifier: Apache-2.0 */
/* The character that a place of a crawled text stands for: HTML's entities, and UTF-8 that somebody read as
 * windows-1252, once or twice. */
#include <string.h>

#include "story/internal.h"
#include "story/list_entities.h"

/* --- Entities ---------------------------------------------------------------------------------------- */

static bool is_alphanumeric(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* "NAME NUMBER" in the list. 0: no such name. */
static uint32_t named(const char *name, size_t size) {
    size_t low = 0, high = HSY_LIST_ENTITIES_COUNT;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const char *entry = hsy_list_entities[middle];
        size_t length = strcspn(entry, " ");
        int order = memcmp(entry, name, length < size ? length : size);
        if (order == 0 && length == size) {
            uint32_t number = 0;
            for (const char *digit = entry + length + 1; *digit != '\0'; digit++)
                number = number * 10 + (uint32_t)(*digit - '0');
            return number;
        }
        if (order < 0 || (order == 0 && length < size))
            low = middle + 1;
        else
            high = middle;
    }
    return 0;
}

/* "8217" or "x2019". 0: no number of a character. */
static uint32_t numbered(const char *digits, size_t size) {
    bool hex = size > 0 && (digits[0] == 'x' || digits[0] == 'X');
    uint32_t number = 0;
    if (size - hex == 0 || size - hex > 7) return 0;
    for (size_t i = hex; i < size; i++) {
        char c = digits[i];
        uint32_t digit = c >= '0' && c <= '9' ? (uint32_t)(c - '0') : hex ? (uint32_t)((c | 0x20) - 'a') + 10 : 99;
        if (digit >= (hex ? 16U : 10U)) return 0;
        number = number * (hex ? 16 : 10) + digit;
    }
    return number > 0x10FFFF || (number >= 0xD800 && number < 0xE000) ? 0 : number;
}

enum { ENTITY_NAME_MAX = 10, ENTITY_DEPTH_MAX = 3 };

/* What stands behind an "&" at text[at]: "quot;". Returns its length, 0 for no entity. */
static size_t entity_body(hsy_str text, size_t at, uint32_t *point, int depth) {
    size_t end = at;
    bool number = at < text.size && text.data[at] == '#';
    size_t start = at + number;
    for (end = start; end < text.size && end - start <= ENTITY_NAME_MAX && is_alphanumeric(text.data[end]);)
        end++;
    if (end == start || end >= text.size || text.data[end] != ';') return 0;
    *point = number ? numbered(text.data + start, end - start) : named(text.data + start, end - start);
    if (*point == 0) return 0;
    end++;
    /* "&amp;quot;" was escaped twice. */
    uint32_t inner;
    size_t more = *point == '&' && depth < ENTITY_DEPTH_MAX ? entity_body(text, end, &inner, depth + 1) : 0;
    if (more > 0) *point = inner;
    return end + more - at;
}

static hsy_character plain_at(hsy_str text, size_t at) {
    hsy_character found = {.literal = true};
    if (text.data[at] == '&') {
        size_t body = entity_body(text, at + 1, &found.point, 0);
        if (body > 0) {
            found.length = body + 1;
            found.literal = false;
            return found;
        }
    }
    found.point = hsy_utf8_decode(text.data, text.size, at, &found.length);
    return found;
}

/* --- UTF-8 read as windows-1252 --------------------------------------------------------------------- */

static bool is_ascii_letter_at(hsy_str text, size_t at) {
    return at < text.size && is_alphanumeric(text.data[at]) && text.data[at] > '9';
}

/* How many bytes follow a lead byte; 0 for those that hardly ever begin a broken sequence in English. */
static int continuations(int lead) {
    if (lead >= 0xC2 && lead <= 0xC5) return 1;
    if (lead == 0xE2 || lead == 0xEF) return 2;
    if (lead == 0xF0) return 3;
    return 0;
}

/* Two characters that are a broken pair may also be a capital letter and a closing quotation mark
 * ("BEYONCÉ’s"): such a pair is left alone. */
static bool is_likely_pair(hsy_str text, int lead, uint32_t second, size_t end) {
    bool typographic = second >= 0x2000;
    if (lead == 0xC2) return true;
    if (lead == 0xC3) return !typographic || is_ascii_letter_at(text, end);
    return !typographic;
}

/* `broken`: what stands before has proved to be such a sequence. */
static hsy_character mended_at(hsy_str text, size_t at, int depth, bool broken) {
    if (depth == 0) return plain_at(text, at);
    const hsy_character first = mended_at(text, at, depth - 1, broken);
    int lead = first.point < 0xC2 ? -1 : hsy_story_windows_1252_byte(first.point);
    int wanted = first.point > 0xF0 ? 0 : continuations(lead);
    if (wanted == 0) return first;
    size_t end = at + first.length;
    uint32_t point = (uint32_t)lead & (wanted == 1 ? 0x1F : wanted == 2 ? 0x0F : 0x07);
    for (int i = 0; i < wanted; i++) {
        if (end >= text.size) return first;
        hsy_character next = mended_at(text, end, depth - 1, true);
        int byte = hsy_story_windows_1252_byte(next.point);
        /* The byte 9D has no character in windows-1252 and is often lost on the way: it closes a quotation. */
        if (lead == 0xE2 && i == 1 && point == (2U << 6 | 0) && next.point == 0xFFFD) byte = 0x9D;
        if (byte < 0x80 || byte > 0xBF) return first;
        if (wanted == 1 && !broken && !is_likely_pair(text, lead, next.point, end + next.length)) return first;
        point = point << 6 | ((uint32_t)byte & 0x3F);
        end += next.length;
    }
    bool overlong = (wanted == 2 && point < 0x800) || (wanted == 3 && point < 0x10000);
    if (overlong || point > 0x10FFFF || (point >= 0xD800 && point < 0xE000)) return first;
    return (hsy_character){.point = point, .length = end - at, .literal = false};
}

hsy_character hsy_story_character_at(hsy_str text, size_t at) {
    if ((unsigned char)text.data[at] < 0x80 && text.data[at] != '&')
        return (hsy_character){.point = (unsigned char)text.data[at], .length = 1, .literal = true};
    hsy_character found = mended_at(text, at, 2, false);
    if (found.point >= 0x80 && found.point < 0xA0) {
        found.point = hsy_story_windows_1252((unsigned char)found.point);
        found.literal = false;
    }
    return found;
}
