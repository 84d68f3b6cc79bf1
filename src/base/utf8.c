/* SPDX-License-Identifier: Apache-2.0 */
/* UTF-8: decoding, and what kind of character a code point is. */
#include <string.h>
#include <utf8proc.h>

#include "base/base.h"

static bool is_continuation(unsigned char byte) {
    return (byte & 0xC0) == 0x80;
}

uint32_t hsy_utf8_decode(const char *text, size_t size, size_t at, size_t *length) {
    const unsigned char *bytes = (const unsigned char *)text + at;
    size_t left = size - at;
    *length = 1;
    if (bytes[0] < 0x80) return bytes[0];
    if (bytes[0] >= 0xC2 && bytes[0] < 0xE0 && left >= 2 && is_continuation(bytes[1])) {
        *length = 2;
        return (uint32_t)(bytes[0] & 0x1F) << 6 | (bytes[1] & 0x3F);
    }
    if (bytes[0] >= 0xE0 && bytes[0] < 0xF0 && left >= 3 && is_continuation(bytes[1]) && is_continuation(bytes[2])) {
        uint32_t point = (uint32_t)(bytes[0] & 0x0F) << 12 | (uint32_t)(bytes[1] & 0x3F) << 6 | (bytes[2] & 0x3F);
        if (point >= 0x800 && (point < 0xD800 || point > 0xDFFF)) {
            *length = 3;
            return point;
        }
    }
    if (bytes[0] >= 0xF0 && bytes[0] < 0xF5 && left >= 4 && is_continuation(bytes[1]) && is_continuation(bytes[2]) &&
        is_continuation(bytes[3])) {
        uint32_t point = (uint32_t)(bytes[0] & 0x07) << 18 | (uint32_t)(bytes[1] & 0x3F) << 12 |
                         (uint32_t)(bytes[2] & 0x3F) << 6 | (bytes[3] & 0x3F);
        if (point >= 0x10000 && point <= 0x10FFFF) {
            *length = 4;
            return point;
        }
    }
    return 0xFFFD;
}

uint32_t hsy_utf8_decode_before(const char *text, size_t at, size_t *length) {
    size_t start = at - 1;
    while (start > 0 && at - start < 4 && is_continuation((unsigned char)text[start]))
        start--;
    uint32_t point = hsy_utf8_decode(text, at, start, length);
    if (start + *length == at) return point;
    *length = 1;
    return 0xFFFD;
}

size_t hsy_utf8_encode(uint32_t point, char out[4]) {
    if (point < 0x80) {
        out[0] = (char)point;
        return 1;
    }
    if (point < 0x800) {
        out[0] = (char)(0xC0 | point >> 6);
        out[1] = (char)(0x80 | (point & 0x3F));
        return 2;
    }
    if (point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) point = 0xFFFD;
    if (point < 0x10000) {
        out[0] = (char)(0xE0 | point >> 12);
        out[1] = (char)(0x80 | (point >> 6 & 0x3F));
        out[2] = (char)(0x80 | (point & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | point >> 18);
    out[1] = (char)(0x80 | (point >> 12 & 0x3F));
    out[2] = (char)(0x80 | (point >> 6 & 0x3F));
    out[3] = (char)(0x80 | (point & 0x3F));
    return 4;
}

size_t hsy_utf8_valid(const char *text, size_t size) {
    size_t at = 0;
    while (at < size) {
        size_t length;
        if (hsy_utf8_decode(text, size, at, &length) == 0xFFFD && length == 1) return at;
        at += length;
    }
    return size;
}

static utf8proc_category_t category(uint32_t point) {
    return utf8proc_category((utf8proc_int32_t)point);
}

bool hsy_point_is_letter(uint32_t point) {
    if (point < 0x80) return (point | 0x20) >= 'a' && (point | 0x20) <= 'z';
    utf8proc_category_t kind = category(point);
    return kind >= UTF8PROC_CATEGORY_LU && kind <= UTF8PROC_CATEGORY_ME;
}

bool hsy_point_is_upper(uint32_t point) {
    if (point < 0x80) return point >= 'A' && point <= 'Z';
    utf8proc_category_t kind = category(point);
    return kind == UTF8PROC_CATEGORY_LU || kind == UTF8PROC_CATEGORY_LT;
}

bool hsy_point_is_lower(uint32_t point) {
    if (point < 0x80) return point >= 'a' && point <= 'z';
    return category(point) == UTF8PROC_CATEGORY_LL;
}

bool hsy_point_is_digit(uint32_t point) {
    if (point < 0x80) return point >= '0' && point <= '9';
    utf8proc_category_t kind = category(point);
    return kind >= UTF8PROC_CATEGORY_ND && kind <= UTF8PROC_CATEGORY_NO;
}

bool hsy_point_is_space(uint32_t point) {
    if (point < 0x80) return point == ' ' || (point >= '\t' && point <= '\r');
    if (point == 0x85 || point == 0x200B || point == 0x2060 || point == 0xFEFF) return true;
    utf8proc_category_t kind = category(point);
    return kind >= UTF8PROC_CATEGORY_ZS && kind <= UTF8PROC_CATEGORY_ZP;
}

enum { POINTS_STRIDE = 64 };

/* Code points that begin in text[from, to). */
static size_t count_points(const char *text, size_t from, size_t to) {
    size_t count = 0;
    for (size_t i = from; i < to; i++)
        count += !is_continuation((unsigned char)text[i]);
    return count;
}

bool hsy_points_init(hsy_points *points, hsy_str text, hsy_arena *arena) {
    size_t blocks = text.size / POINTS_STRIDE + 1;
    uint32_t *counts = HSY_NEW(arena, uint32_t, blocks);
    if (counts == NULL || text.size > UINT32_MAX) return false;
    for (size_t i = 1; i < blocks; i++)
        counts[i] = counts[i - 1] + (uint32_t)count_points(text.data, (i - 1) * POINTS_STRIDE, i * POINTS_STRIDE);
    *points = (hsy_points){.text = text.data, .size = text.size, .counts = counts};
    return true;
}

size_t hsy_points_at(const hsy_points *points, size_t byte) {
    if (byte > points->size) byte = points->size;
    size_t block = byte / POINTS_STRIDE;
    return points->counts[block] + count_points(points->text, block * POINTS_STRIDE, byte);
}
