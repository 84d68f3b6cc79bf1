/* SPDX-License-Identifier: Apache-2.0 */
/* The shapes of code points and of words' letters. */
#include <utf8proc.h>

#include "token/internal.h"

static hsy_kind ascii_kind(uint32_t point) {
    switch (point) {
    case '_':
        return HSY_KIND_UNDERSCORE;
    case '.':
        return HSY_KIND_DOT;
    case ',':
        return HSY_KIND_COMMA;
    case ':':
        return HSY_KIND_COLON;
    case '-':
        return HSY_KIND_HYPHEN;
    case '\'':
    case '`':
        return HSY_KIND_APOSTROPHE;
    case '"':
        return HSY_KIND_DOUBLE;
    case '!':
    case '?':
        return HSY_KIND_TERMINAL;
    case '/':
        return HSY_KIND_SLASH;
    case '&':
        return HSY_KIND_AMPERSAND;
    case '*':
        return HSY_KIND_STAR;
    case '@':
        return HSY_KIND_AT;
    case '#':
        return HSY_KIND_HASH;
    case '(':
    case '[':
    case '{':
        return HSY_KIND_OPENER;
    case ')':
    case ']':
    case '}':
        return HSY_KIND_CLOSER;
    default:
        break;
    }
    if (hsy_point_is_letter(point)) return HSY_KIND_LETTER;
    if (hsy_point_is_digit(point)) return HSY_KIND_DIGIT;
    if (hsy_point_is_space(point)) return HSY_KIND_SPACE;
    return point < 0x20 || point == 0x7F ? HSY_KIND_SILENT : HSY_KIND_OTHER;
}

hsy_kind hsy_token_kind(uint32_t point) {
    if (point < 0x80) return ascii_kind(point);
    switch (point) {
    case 0x2018: /* ‘ ’ ‚ ‛ ′ */
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x2032:
    case 0x2039: /* ‹ › */
    case 0x203A:
    case 0x00B4:
    case 0x02BC:
    case 0xFF07:
        return HSY_KIND_APOSTROPHE;
    case 0x201C: /* “ ” „ ‟ « » */
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x00AB:
    case 0x00BB:
    case 0xFF02:
        return HSY_KIND_DOUBLE;
    case 0x2010:
    case 0x2011:
        return HSY_KIND_HYPHEN;
    case 0x2044: /* ⁄ */
        return HSY_KIND_SLASH;
    case 0x203C: /* ‼ ‽ ⁇ ⁈ ⁉ */
    case 0x203D:
    case 0x2047:
    case 0x2048:
    case 0x2049:
        return HSY_KIND_TERMINAL;
    default:
        break;
    }
    if (hsy_point_is_space(point)) return HSY_KIND_SPACE;
    switch (utf8proc_category((utf8proc_int32_t)point)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
        return HSY_KIND_LETTER;
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        return HSY_KIND_DIGIT;
    case UTF8PROC_CATEGORY_SM:
    case UTF8PROC_CATEGORY_SC:
    case UTF8PROC_CATEGORY_SK:
    case UTF8PROC_CATEGORY_SO:
        return HSY_KIND_SYMBOL;
    case UTF8PROC_CATEGORY_PD:
        return HSY_KIND_DASH;
    case UTF8PROC_CATEGORY_PS:
        return HSY_KIND_OPENER;
    case UTF8PROC_CATEGORY_PE:
        return HSY_KIND_CLOSER;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CS:
        return HSY_KIND_SILENT;
    default:
        return HSY_KIND_OTHER;
    }
}

hsy_case hsy_token_case(const char *text, size_t size) {
    size_t letters = 0, upper = 0;
    bool first_upper = false;
    for (size_t at = 0, length; at < size; at += length) {
        uint32_t point = hsy_utf8_decode(text, size, at, &length);
        if (hsy_token_kind(point) != HSY_KIND_LETTER) continue;
        bool is_upper = hsy_point_is_upper(point);
        if (letters == 0) first_upper = is_upper;
        letters++;
        upper += is_upper;
    }
    if (letters == 0) return HSY_CASE_NONE;
    if (upper == 0) return HSY_CASE_LOWER;
    if (upper == 1 && first_upper) return HSY_CASE_CAPITALISED;
    return upper == letters ? HSY_CASE_UPPER : HSY_CASE_MIXED;
}
