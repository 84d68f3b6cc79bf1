/* SPDX-License-Identifier: Apache-2.0 */
/* What in a byline is a name: of a person, a desk, an agency, and what is a role, a place, a placeholder. */
#include <string.h>

#include "story/list_first_names.h"
#include "story/list_page_byline_roles.h"
#include "story/list_page_given_names.h"
#include "story/list_page_name_parts.h"
#include "story/list_page_no_authors.h"
#include "story/page/dates/date.h"
#include "story/page/facts/byline.h"

#define LISTED HSY_BYLINE_LISTED

bool hsy_page_is_listed(const char *const *list, size_t count, hsy_str text) {
    char folded[64];
    if (text.size == 0 || text.size > sizeof folded - 4) return false;
    hsy_str small = {.data = folded, .size = hsy_story_fold(text, folded, sizeof folded)};
    if (hsy_story_listed(list, count, small)) return true;
    while (small.size > 0 && strchr(".:,;", small.data[small.size - 1]) != NULL)
        small.size--;
    return hsy_story_listed(list, count, small);
}

bool hsy_page_has_digit(hsy_str text) {
    for (size_t i = 0; i < text.size; i++)
        if (text.data[i] >= '0' && text.data[i] <= '9') return true;
    return false;
}

bool hsy_page_is_agency(hsy_str name) {
    return hsy_story_is_agency(name);
}

bool hsy_page_has_given_name(hsy_str name) {
    for (size_t at = 0; at < name.size;) {
        const size_t end = hsy_byline_word_end(name, at);
        hsy_str word = hsy_byline_slice(name, at, end);
        at = hsy_byline_skip_spaces(name, end);
        /* "Dr." and the like stand before it. */
        if (at < name.size && word.size > 2 && word.data[word.size - 1] == '.') continue;
        const char *hyphen = memchr(word.data, '-', word.size);
        if (hyphen != NULL) word.size = (size_t)(hyphen - word.data);
        char folded[64];
        if (word.size == 0 || word.size > sizeof folded - 4) return false;
        const hsy_str small = {.data = folded, .size = hsy_story_fold(word, folded, sizeof folded)};
        return hsy_date_listed(hsy_list_first_names, HSY_LIST_FIRST_NAMES_COUNT, small) != NULL ||
               hsy_story_listed(hsy_list_page_given_names, HSY_LIST_PAGE_GIVEN_NAMES_COUNT, small);
    }
    return false;
}

bool hsy_page_is_personal(hsy_str name) {
    size_t words = 0;
    if (hsy_page_has_digit(name) || name.size > 80) return false;
    if (name.size > 4 && memcmp(name.data, "The ", 4) == 0) return false;
    for (size_t at = 0; at < name.size;) {
        const size_t end = hsy_byline_word_end(name, at);
        const hsy_str word = hsy_byline_slice(name, at, end);
        const uint32_t first = hsy_byline_first_point(word);
        if (!hsy_byline_is_large(first) && !LISTED(name_parts, NAME_PARTS, word) &&
            (word.size < 2 || !hsy_byline_is_large(hsy_byline_first_point(hsy_byline_slice(word, 2, word.size)))))
            return false;
        words += hsy_byline_is_large(first);
        at = hsy_byline_skip_spaces(name, end);
    }
    return words >= 2 && words <= 6;
}

/* --- Signs ---------------------------------------------------------------------------------------------- */

size_t hsy_byline_skip_signs(hsy_str text, size_t at) {
    while (at < text.size) {
        size_t length;
        const uint32_t point = hsy_utf8_decode(text.data, text.size, at, &length);
        if (hsy_point_is_letter(point) || hsy_point_is_digit(point) || point == '@') break;
        at += length;
    }
    return at;
}

hsy_str hsy_byline_trim_signs(hsy_str text) {
    const size_t start = hsy_byline_skip_signs(text, 0);
    text = hsy_byline_slice(text, start, text.size);
    while (text.size > 0 && strchr(" ,;:/|-*\"'", text.data[text.size - 1]) != NULL)
        text.size--;
    return text;
}

/* --- Roles ---------------------------------------------------------------------------------------------- */

bool hsy_page_has_role(hsy_str text) {
    for (size_t at = 0; at < text.size;) {
        size_t end = at;
        while (end < text.size && text.data[end] != ' ' && text.data[end] != '-')
            end++;
        if (LISTED(byline_roles, BYLINE_ROLES, hsy_byline_slice(text, at, end))) return true;
        at = end + 1;
    }
    return false;
}

/* Those who sign together are no person with a role: "Redaktion Beispielstadt". */
static bool is_desk(hsy_str word) {
    static const char *const desks[] = {"bureau",    "desk",      "presse", "redacción", "redactie",
                                        "redaktion", "rédaction", "staff",  "team"};
    return hsy_page_is_listed(desks, sizeof desks / sizeof *desks, word);
}

/* Without the role that some put before a name: "Chief Reporter Ann Smith", "Herald-Redakteur Bob Jones". */
static hsy_str trim_role(hsy_str text) {
    for (size_t at = 0; at < text.size;) {
        const size_t end = hsy_byline_word_end(text, at);
        size_t start = end;
        while (start > at && text.data[start - 1] != '-')
            start--;
        const bool role = LISTED(byline_roles, BYLINE_ROLES, hsy_byline_slice(text, start, end));
        const hsy_str rest = hsy_byline_slice(text, hsy_byline_skip_spaces(text, end), text.size);
        if (is_desk(hsy_byline_slice(text, at, end))) return text;
        if (role && hsy_page_is_personal(rest) && !hsy_page_has_role(rest)) return rest;
        at = hsy_byline_skip_spaces(text, end);
    }
    return text;
}

/* Without the role that follows a name of two words or more: "Ann Smith Senior Reporter". */
static hsy_str trim_title(hsy_str text) {
    size_t words = 0;
    for (size_t at = 0; at < text.size; words++) {
        const size_t end = hsy_byline_word_end(text, at);
        if (is_desk(hsy_byline_slice(text, at, end))) return text;
        if (words >= 2 && LISTED(byline_roles, BYLINE_ROLES, hsy_byline_slice(text, at, end))) {
            const hsy_str name = hsy_byline_trim_signs(hsy_byline_slice(text, 0, at));
            if (hsy_page_is_personal(name) && !hsy_page_has_role(name)) return name;
        }
        at = hsy_byline_skip_spaces(text, end);
    }
    return text;
}

static bool has_quotes(hsy_str text) {
    for (size_t at = 0; at < text.size;) {
        size_t length;
        const uint32_t point = hsy_utf8_decode(text.data, text.size, at, &length);
        const bool apostrophe = point == '\'' || point == '`' || point == 0x2018 || point == 0x2019;
        if ((hsy_story_is_quote(point) && !apostrophe) || point == '?' || point == '!' || point == 0x2026) return true;
        at += length;
    }
    return false;
}

static size_t count_letters(hsy_str text) {
    size_t letters = 0;
    for (size_t at = 0; at < text.size;) {
        size_t length;
        letters += hsy_point_is_letter(hsy_utf8_decode(text.data, text.size, at, &length));
        at += length;
    }
    return letters;
}

/* "Senior Contributor" is nobody; "Redaktion" may be who signs. */
static bool is_roles(hsy_str text) {
    size_t words = 0;
    for (size_t at = 0; at < text.size; words++) {
        const size_t end = hsy_byline_word_end(text, at);
        const hsy_str word = hsy_byline_slice(text, at, end);
        if (is_desk(word) || !LISTED(byline_roles, BYLINE_ROLES, word)) return false;
        at = hsy_byline_skip_spaces(text, end);
    }
    return words > 1;
}

/* Whether a piece is a name. What stands behind a comma may be a place, a role or a degree. */
bool hsy_page_is_name(const hsy_facing *facing, hsy_str text, bool behind_comma) {
    if (text.size < 2 || text.size > 100 || hsy_story_count_words(text) > 7) return false;
    if (count_letters(text) < 2 || has_quotes(text)) return false;
    if (text.size > 8 && (memcmp(text.data, "http", 4) == 0 || memcmp(text.data, "www.", 4) == 0)) return false;
    if (hsy_page_is_outlet(facing, text) || LISTED(no_authors, NO_AUTHORS, text)) return false;
    if (!behind_comma) return !is_roles(text);
    return hsy_page_is_agency(text) || (hsy_page_is_personal(text) && !hsy_page_has_role(text));
}

/* Without the agency or the outlet that follows a name: "Ann Smith Associated Press". */
static hsy_str trim_outlet(const hsy_facing *facing, hsy_str text) {
    size_t words = 0;
    for (size_t at = 0; at < text.size; words++) {
        const hsy_str rest = hsy_byline_slice(text, at, text.size);
        if (words >= 2 && (hsy_page_is_agency(rest) || hsy_page_is_outlet(facing, rest))) {
            const hsy_str name = hsy_byline_trim_signs(hsy_byline_slice(text, 0, at));
            if (hsy_page_is_personal(name)) return name;
        }
        at = hsy_byline_skip_spaces(text, hsy_byline_word_end(text, at));
    }
    return text;
}

hsy_str hsy_page_trim_role(const hsy_facing *facing, hsy_str text) {
    return trim_outlet(facing, trim_title(trim_role(text)));
}
