/* SPDX-License-Identifier: Apache-2.0 */
/* Where a value of JSON ends, found without reading it, and the list of stories in it. */
#include <string.h>

#include "story/input/objects.h"
#include "story/list_json_wrappers.h"
#include "story/record/json.h"

/* --- Looking through a value ---------------------------------------------------------------------------------- */

void hsy_object_begin(hsy_object_scan *scan, size_t depth) {
    *scan = (hsy_object_scan){.state = depth > 0 ? HSY_OBJECT_BEHIND : HSY_OBJECT_VALUE, .depth = depth};
}

static bool in_list(const hsy_object_scan *scan) {
    const size_t level = scan->depth - 1;
    return (scan->lists[level / 8] >> (level % 8) & 1) != 0;
}

static bool open_level(hsy_object_scan *scan, bool list) {
    if (scan->depth == HSY_OBJECT_DEPTH_MAX) return false;
    const size_t level = scan->depth++;
    const uint8_t bit = (uint8_t)(1u << (level % 8));
    scan->lists[level / 8] = (uint8_t)(list ? scan->lists[level / 8] | bit : scan->lists[level / 8] & ~bit);
    scan->state = list ? HSY_OBJECT_FIRST_VALUE : HSY_OBJECT_FIRST_KEY;
    return true;
}

static bool is_scalar(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '+' ||
           c == '.';
}

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Inside a string; a line break in it is none that JSON allows, and most often a string without its end. */
static bool look_through_string(hsy_object_scan *scan, const char *bytes, size_t size) {
    while (scan->at < size) {
        const char c = bytes[scan->at];
        if (c == '\n') return false;
        scan->at++;
        if (scan->escaped) {
            scan->escaped = false;
        } else if (c == '\\') {
            scan->escaped = true;
        } else if (c == '"') {
            scan->quoted = false;
            const bool key = scan->state == HSY_OBJECT_KEY || scan->state == HSY_OBJECT_FIRST_KEY;
            scan->state = key ? HSY_OBJECT_COLON : HSY_OBJECT_BEHIND;
            return true;
        }
    }
    return true;
}

static bool may_be_value(hsy_object_state state) {
    return state == HSY_OBJECT_VALUE || state == HSY_OBJECT_FIRST_VALUE;
}

static bool may_close(const hsy_object_scan *scan, char c) {
    if (scan->depth == 0 || in_list(scan) != (c == ']')) return false;
    return scan->state == HSY_OBJECT_BEHIND ||
           scan->state == (c == ']' ? HSY_OBJECT_FIRST_VALUE : HSY_OBJECT_FIRST_KEY);
}

/* One byte outside of strings. false: it can't stand there. */
static bool step(hsy_object_scan *scan, char c) {
    if (is_space(c)) return true;
    switch (c) {
    case '"':
        scan->quoted = true;
        return scan->state != HSY_OBJECT_COLON && scan->state != HSY_OBJECT_BEHIND;
    case '{':
    case '[':
        return may_be_value(scan->state) && open_level(scan, c == '[');
    case '}':
    case ']':
        if (!may_close(scan, c)) return false;
        scan->depth--;
        scan->state = HSY_OBJECT_BEHIND;
        return true;
    case ',':
        if (scan->state != HSY_OBJECT_BEHIND || scan->depth == 0) return false;
        scan->state = in_list(scan) ? HSY_OBJECT_VALUE : HSY_OBJECT_KEY;
        return true;
    case ':':
        if (scan->state != HSY_OBJECT_COLON) return false;
        scan->state = HSY_OBJECT_VALUE;
        return true;
    default:
        scan->scalar = is_scalar(c) && may_be_value(scan->state);
        return scan->scalar;
    }
}

static void look_through_scalar(hsy_object_scan *scan, const char *bytes, size_t size, bool end) {
    while (scan->at < size && is_scalar(bytes[scan->at]))
        scan->at++;
    if (scan->at == size && !end) return;
    scan->scalar = false;
    scan->state = HSY_OBJECT_BEHIND;
}

hsy_object_found hsy_object_look(hsy_object_scan *scan, const char *bytes, size_t size, bool end) {
    for (;;) {
        if (scan->scalar) look_through_scalar(scan, bytes, size, end);
        if (scan->quoted && !look_through_string(scan, bytes, size)) return HSY_OBJECT_BROKEN;
        if (scan->state == HSY_OBJECT_BEHIND && scan->depth == 0) return HSY_OBJECT_WHOLE;
        if (scan->at >= size) return HSY_OBJECT_MORE;
        if (!step(scan, bytes[scan->at])) {
            scan->quoted = scan->scalar = false;
            return HSY_OBJECT_BROKEN;
        }
        scan->at++;
    }
}

/* --- Wrapped lists ----------------------------------------------------------------------------------------------- */

enum { ELEMENTS_ASKED = 8 };

static size_t skip_space(hsy_str text, size_t at) {
    while (at < text.size && is_space(text.data[at]))
        at++;
    return at;
}

/* Whether one of the first elements is an object with a text. */
static bool holds_stories(hsy_str list) {
    size_t at = 1;
    for (int i = 0; i < ELEMENTS_ASKED; i++) {
        at = skip_space(list, at);
        if (at >= list.size || list.data[at] != '{') return false;
        hsy_object_scan scan;
        hsy_object_begin(&scan, 0);
        const hsy_object_found found = hsy_object_look(&scan, list.data + at, list.size - at, true);
        if (hsy_json_holds_text((hsy_str){.data = list.data + at, .size = scan.at})) return true;
        if (found != HSY_OBJECT_WHOLE) return false;
        at = skip_space(list, at + scan.at);
        if (at >= list.size || list.data[at++] != ',') return false;
    }
    return false;
}

/* A list among the members of `object`; its place counts in `whole`. */
static size_t find_among(hsy_str object, hsy_str *inner) {
    hsy_json_members in = {.line = object, .at = 0};
    hsy_json_member found;
    *inner = (hsy_str){.data = NULL, .size = 0};
    while (hsy_json_next_member(&in, &found)) {
        if (found.value.size == 0 || (*found.value.data != '[' && *found.value.data != '{')) continue;
        if (!hsy_json_key_listed(found.key, hsy_list_json_wrappers, HSY_LIST_JSON_WRAPPERS_COUNT)) continue;
        if (*found.value.data == '[' && holds_stories(found.value)) return (size_t)(found.value.data - object.data) + 1;
        if (*found.value.data == '{' && inner->data == NULL) *inner = found.value;
    }
    return 0;
}

size_t hsy_object_find_list(hsy_str object, size_t *depth) {
    if (hsy_json_holds_text(object)) return 0;
    hsy_str inner, innermost;
    *depth = 1;
    const size_t outer = find_among(object, &inner);
    if (outer > 0 || inner.data == NULL) return outer;
    *depth = 2;
    const size_t at = find_among(inner, &innermost);
    return at == 0 ? 0 : (size_t)(inner.data - object.data) + at;
}
