/* SPDX-License-Identifier: Apache-2.0 */
/* Where in a page a text stands that the parser tells of. */
#include <string.h>

#include "story/page/tree/tree.h"

enum { ENTITY_MAX = 4 }; /* bytes of the character that an entity stands for */

static bool stands_at(const hsy_tree_place *place, size_t at, hsy_str text) {
    const hsy_str page = place->page;
    return at >= place->from && at <= page.size && text.size <= page.size - at &&
           memcmp(page.data + at, text.data, text.size) == 0;
}

/* Whether page[at, end) is "&#...": a character by its number. */
static bool is_numbered(hsy_str page, size_t at, size_t end) {
    if (end - at < 3 || page.data[at] != '&' || page.data[at + 1] != '#') return false;
    const bool hex = page.data[at + 2] == 'x' || page.data[at + 2] == 'X';
    for (at += hex ? 3 : 2; at < end; at++) {
        const char c = page.data[at];
        const bool digit = (c >= '0' && c <= '9') || (hex && (c | 0x20) >= 'a' && (c | 0x20) <= 'f');
        if (!digit) break;
    }
    return at == end || (at + 1 == end && page.data[at] == ';');
}

/* The last "&" before page[end], or end. */
static size_t find_mark(const hsy_tree_place *place, size_t end) {
    if (end <= place->from) return end;
    const char *mark = memrchr(place->page.data + place->from, '&', end - place->from);
    return mark == NULL ? end : (size_t)(mark - place->page.data);
}

/* The length of the character at page[end], where the parser may not have passed it yet: it tells so of a "<" and of
 * each piece of a long text. */
static size_t length_behind(hsy_str page, size_t end, hsy_str text) {
    size_t length = 0;
    if (end < page.size && (text.size > ENTITY_MAX || text.data[0] == '<'))
        hsy_utf8_decode(page.data, page.size, end, &length);
    return length;
}

hsy_span hsy_tree_find_source(const hsy_tree_place *place, hsy_str text, bool *replaced) {
    const hsy_str page = place->page;
    const size_t end = place->passed, next = place->next + text.size;
    const size_t last = length_behind(page, end, text);
    *replaced = false;
    if ((next == end || next == end + last) && stands_at(place, place->next, text))
        return (hsy_span){place->next, next};
    const size_t mark = text.size > ENTITY_MAX ? end : find_mark(place, end);
    if (mark == end || !is_numbered(page, mark, end)) {
        if (end >= text.size && stands_at(place, end - text.size, text)) return (hsy_span){end - text.size, end};
        if (end + last >= text.size && stands_at(place, end + last - text.size, text))
            return (hsy_span){end + last - text.size, end + last};
        /* Of an entity that it doesn't know it tells in two parts: "&", and the name. */
        if (text.size == 1 && text.data[0] == '&' && mark < end && page.data[end - 1] != ';')
            return (hsy_span){mark, mark + 1};
    }
    *replaced = true;
    return (hsy_span){mark == end && place->from < end ? place->from : mark, end};
}
