/* SPDX-License-Identifier: Apache-2.0 */
/* Headlines: a first paragraph that says what the title says, or looks like one. */
#include <utf8proc.h>

#include "story/internal.h"

/* --- Titles compared ------------------------------------------------------------------------------------ */

/* The next character of `text` for a comparison: quotation marks are left out, dashes are one, letters small,
 * any white space one space, an ellipsis a full stop. 0 at the end. */
static uint32_t next_of(hsy_str text, size_t *at) {
    while (*at < text.size) {
        size_t length;
        uint32_t point = hsy_utf8_decode(text.data, text.size, *at, &length);
        *at += length;
        if (hsy_point_is_space(point)) {
            while (*at < text.size && hsy_point_is_space(hsy_utf8_decode(text.data, text.size, *at, &length)))
                *at += length;
            return ' ';
        }
        if (hsy_story_is_quote(point)) continue;
        if (point >= 0x2010 && point <= 0x2015) return '-';
        if (point == 0x2026) return '.';
        return (uint32_t)utf8proc_tolower((utf8proc_int32_t)point);
    }
    return 0;
}

static bool is_stop(uint32_t point) {
    return point == '.' || point == '!' || point == '?' || point == ':' || point == ';' || point == ',' ||
           point == ' ' || point == '-' || point == 0x2026;
}

/* `title` without punctuation at its end. */
static hsy_str core_of(hsy_str title) {
    while (title.size > 0) {
        size_t length;
        uint32_t point = hsy_utf8_decode_before(title.data, title.size, &length);
        if (!is_stop(point) && !hsy_story_is_quote(point) && point != ')') break;
        title.size -= length;
    }
    return title;
}

/* Behind punctuation and closing marks that stand at text[at], but for those after a space. */
static size_t skip_stops(hsy_str text, size_t at) {
    while (at < text.size) {
        size_t length;
        uint32_t point = hsy_utf8_decode(text.data, text.size, at, &length);
        if (point == ' ' || (!is_stop(point) && !hsy_story_is_quote(point) && point != ')')) break;
        at += length;
    }
    return at;
}

size_t hsy_story_match_title(hsy_str text, hsy_str title) {
    title = core_of(title);
    size_t in_title = 0, in_text = 0;
    uint32_t wanted = next_of(title, &in_title);
    if (wanted == 0) return 0;
    while (wanted != 0) {
        uint32_t found = next_of(text, &in_text);
        if (found == 0 && wanted != 0) return 0;
        if (found != wanted) {
            /* "word" - word" against "word - word" and the like: spaces count for nothing. */
            if (found == ' ') continue;
            if (wanted != ' ') return 0;
            wanted = next_of(title, &in_title);
            if (found != wanted) return 0;
        }
        wanted = next_of(title, &in_title);
    }
    return skip_stops(text, in_text);
}

/* --- A headline run into the text -------------------------------------------------------------------------- */

enum { RUN_IN_WORDS_MIN = 3 };

/* Does a sentence, rather than the rest of one, begin at text[at]? */
static bool begins_anew(hsy_str text, size_t at) {
    size_t length;
    uint32_t point = hsy_utf8_decode(text.data, text.size, at, &length);
    return hsy_point_is_upper(point) || hsy_point_is_digit(point) || hsy_story_is_quote(point) || point == '(';
}

size_t hsy_story_find_headline_end(hsy_str text, hsy_str title) {
    if (hsy_story_count_words(title) < RUN_IN_WORDS_MIN) return 0;
    size_t end = hsy_story_match_title(text, title);
    if (end == 0 || end >= text.size) return 0;
    size_t next = end;
    while (next < text.size && text.data[next] == ' ')
        next++;
    /* "Dam will hold" is no headline of "Dam will hold back the river", but of "Dam will hold Nora Whitfield said". */
    if (next >= text.size || !begins_anew(text, next)) return 0;
    size_t length;
    uint32_t last = hsy_utf8_decode_before(text.data, end, &length);
    bool stopped = last == '.' || last == '!' || last == '?' || last == 0x2026;
    return next > end || stopped ? end : 0;
}

/* --- What looks like one -------------------------------------------------------------------------------------- */

enum { HEADLINE_WORDS_MAX = 25, HEADLINE_BYTES_MAX = 200 };

static bool ends_with_ellipsis(hsy_str text) {
    return text.size >= 3 && text.data[text.size - 1] == '.' && text.data[text.size - 2] == '.';
}

/* "Dam will hold | Dial Weekly": the title may say more than the headline, behind a sign that parts them. */
static bool is_part_of_title(hsy_str text, hsy_str title) {
    size_t end = hsy_story_match_title(title, text);
    if (end == 0) return false;
    if (end >= title.size || title.data[end - 1] == ';' || title.data[end - 1] == ':') return true;
    while (end < title.size && title.data[end] == ' ')
        end++;
    size_t length;
    uint32_t point = hsy_utf8_decode(title.data, title.size, end, &length);
    return point == '|' || point == '-' || point == 0x2013 || point == 0x2014 || point == 0xAB || point == 0xBB ||
           point == 0x2022 || point == 0xB7;
}

/* Is there a letter or a figure from text[at] on? */
static bool has_word(hsy_str text, size_t at) {
    while (at < text.size) {
        size_t length;
        uint32_t point = hsy_utf8_decode(text.data, text.size, at, &length);
        if (hsy_point_is_letter(point) || hsy_point_is_digit(point)) return true;
        at += length;
    }
    return false;
}

bool hsy_story_is_headline(hsy_str text, hsy_str title, bool more) {
    if (title.size > 0) {
        size_t end = hsy_story_match_title(text, title);
        if (end > 0 && !has_word(text, end)) return true;
        if (is_part_of_title(text, title)) return true;
    }
    if (!more || text.size > HEADLINE_BYTES_MAX || hsy_story_count_words(text) > HEADLINE_WORDS_MAX) return false;
    uint32_t last = hsy_story_final_point(text);
    if (last == ':' || last == ',' || last == ';' || last == 0) return false;
    if (last != '.') return true;
    hsy_str bare = text;
    while (bare.size > 0) {
        size_t length;
        uint32_t point = hsy_utf8_decode_before(bare.data, bare.size, &length);
        if (point == '.') break;
        bare.size -= length;
    }
    return ends_with_ellipsis(bare);
}
