/* SPDX-License-Identifier: Apache-2.0 */
/* The names in a byline: "By Ann Smith and Bob Jones, Reuters | May 4, 2021". */
#include <string.h>

#include "story/list_page_byline_date_fillers.h"
#include "story/list_page_byline_dates.h"
#include "story/list_page_byline_ends.h"
#include "story/list_page_byline_joins.h"
#include "story/list_page_byline_leads.h"
#include "story/list_page_byline_small_ends.h"
#include "story/page/facts/byline.h"

#define LISTED HSY_BYLINE_LISTED

/* --- Where the names begin ------------------------------------------------------------------------------ */

enum { LEAD_WORDS_MAX = 5 };

/* Behind the longest lead at text[at], or `at`. */
static size_t skip_lead(hsy_str text, size_t at) {
    size_t end = at, found = at;
    for (int words = 0; words < LEAD_WORDS_MAX && end < text.size; words++) {
        end = hsy_byline_word_end(text, hsy_byline_skip_spaces(text, end));
        if (LISTED(byline_leads, BYLINE_LEADS, hsy_byline_slice(text, at, end))) found = end;
        const char *colon = memchr(text.data + at, ':', end - at);
        if (colon == NULL) continue;
        const size_t to = (size_t)(colon - text.data);
        if (LISTED(byline_leads, BYLINE_LEADS, hsy_byline_slice(text, at, to))) return to + 1;
    }
    return found;
}

/* Leads of one word that may stand behind a date: "Posted on May 4, 2021 by Ann Smith". */
static bool is_inner_lead(hsy_str word) {
    static const char *const leads[] = {"by",  "by:", "By",   "By:",    "von",      "von:",    "Von",   "por",
                                        "par", "Par", "door", "Autor:", "Autorin:", "Author:", "Text:", "Autor/in:"};
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++)
        if (hsy_str_equal(word, hsy_str_of(leads[i]))) return true;
    return false;
}

static size_t find_inner_lead(hsy_str text) {
    bool digit = false;
    for (size_t at = 0; at < text.size;) {
        const size_t end = hsy_byline_word_end(text, at);
        const hsy_str word = hsy_byline_slice(text, at, end);
        if (digit && is_inner_lead(word)) return end;
        digit |= hsy_page_has_digit(word);
        at = hsy_byline_skip_spaces(text, end);
    }
    return 0;
}

static size_t find_start(hsy_str text, bool *led) {
    const size_t inner = find_inner_lead(text);
    *led = inner > 0;
    for (size_t at = hsy_byline_skip_signs(text, inner);;) {
        const size_t behind = skip_lead(text, at);
        if (behind == at) return at;
        *led = true;
        at = hsy_byline_skip_signs(text, behind);
    }
}

/* --- Pieces --------------------------------------------------------------------------------------------- */

typedef enum stop { STOP_COMMA, STOP_JOIN, STOP_SLASH, STOP_DATE, STOP_SEAM, STOP_END } stop;

typedef struct piece {
    hsy_str text;
    stop stop; /* what it ends at */
    size_t next;
} piece;

static bool is_stop_sign(hsy_str word) {
    static const char *signs[] = {"|", "-", "–", "—", "·", "•", "‧", "→", "»", ">", "//", "::", "~", "―", "*", NULL};
    return hsy_byline_is_any(word, signs) || hsy_byline_first_point(word) == '(' || hsy_byline_first_point(word) == '[';
}

static bool is_join(hsy_str word) {
    static const char *signs[] = {"&", "+", "/", "u.", NULL};
    /* "Y." is an initial. */
    const bool initial = word.size <= 2 && hsy_byline_is_large(hsy_byline_first_point(word));
    return hsy_byline_is_any(word, signs) || (!initial && LISTED(byline_joins, BYLINE_JOINS, word));
}

static bool is_comma(char c) {
    return c == ',' || c == ';' || c == '/' || c == '|';
}

/* Words at which the names end. Of the smaller ones some are names where they are written large. */
static bool is_end(hsy_str word) {
    return LISTED(byline_ends, BYLINE_ENDS, word) ||
           (!hsy_byline_is_large(hsy_byline_first_point(word)) && LISTED(byline_small_ends, BYLINE_SMALL_ENDS, word));
}

/* A point behind a longer word ends a sentence; "Jr." and "Prof." are shorter. */
static bool is_sentence_end(hsy_str word) {
    return word.size > 6 && word.data[word.size - 1] == '.' &&
           hsy_point_is_lower(hsy_byline_first_point(hsy_byline_slice(word, 1, word.size)));
}

/* Where in a word a slash parts a name and an agency or another short name in capitals: "Smith/dpa". 0: nowhere. */
static size_t inner_slash(hsy_str word) {
    const char *slash = word.size < 3 ? NULL : memchr(word.data + 1, '/', word.size - 2);
    if (slash == NULL) return 0;
    const size_t at = (size_t)(slash - word.data);
    const hsy_str behind = hsy_byline_slice(word, at + 1, word.size);
    bool small = false;
    for (size_t i = 0; i < behind.size; i++)
        small |= behind.data[i] >= 'a' && behind.data[i] <= 'z';
    return !small || hsy_page_is_agency(behind) ? at : 0;
}

/* The end of the piece's words, from `start` on; the piece's `stop` and `next` are filled in. */
static piece cut_piece(hsy_str text, size_t start) {
    piece found = {.stop = STOP_END, .next = text.size};
    size_t end = start;
    for (size_t at = start; at < text.size;) {
        const size_t to = hsy_byline_word_end(text, at);
        const hsy_str word = hsy_byline_slice(text, at, to);
        const bool first = at == start;
        if (hsy_page_has_digit(word)) {
            found.stop = STOP_DATE;
            break;
        }
        if (hsy_str_equal(word, hsy_str_of(HSY_LINE_SEAM))) {
            found.stop = STOP_SEAM;
            found.next = hsy_byline_skip_spaces(text, to);
            break;
        }
        if (is_stop_sign(word) || memchr(word.data, '@', word.size) != NULL) break;
        if (!first && is_join(word)) {
            found.stop = STOP_JOIN;
            found.next = hsy_byline_skip_spaces(text, to);
            break;
        }
        if (is_end(word)) break;
        const char last = word.data[word.size - 1];
        const size_t slash = inner_slash(word);
        const bool comma = is_comma(last) || slash > 0;
        const bool closed = last == ':' || is_sentence_end(word);
        end = slash > 0 ? at + slash : comma || closed ? to - 1 : to;
        at = slash > 0 ? end + 1 : hsy_byline_skip_spaces(text, to);
        if (closed) break;
        if (!comma) continue;
        found.stop = slash > 0 ? STOP_SLASH : STOP_COMMA;
        found.next = at;
        break;
    }
    found.text = hsy_byline_slice(text, start, end > start ? end : start);
    return found;
}

/* Without the words of a date at its end: "Ann Smith Fr" before ", 4. Mai". */
static hsy_str trim_date(hsy_str text) {
    for (;;) {
        size_t start = text.size;
        while (start > 0 && text.data[start - 1] != ' ')
            start--;
        const hsy_str last = hsy_byline_slice(text, start, text.size);
        if (!LISTED(byline_dates, BYLINE_DATES, last) && !is_end(last)) return text;
        text.size = start == 0 ? 0 : start - 1;
    }
}

/* --- Names ---------------------------------------------------------------------------------------------- */

static bool is_suffix(hsy_str text) {
    static const char *suffixes[] = {"Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV", NULL};
    return hsy_byline_is_any(text, suffixes);
}

static bool begins_date(hsy_str text, size_t at) {
    const hsy_str word = hsy_byline_slice(text, at, hsy_byline_word_end(text, at));
    return hsy_page_has_digit(word) || LISTED(byline_dates, BYLINE_DATES, word);
}

static void add_name(hsy_byline *byline, hsy_str text) {
    for (size_t i = 0; i < byline->count; i++)
        if (hsy_page_same_words(byline->names[i], text)) return;
    if (byline->count < HSY_BYLINE_NAMES_MAX) byline->names[byline->count++] = text;
}

/* The outlet's name may have in it what parts names elsewhere: "News and Mail, Millbrook". */
static size_t skip_outlet(const hsy_facing *facing, hsy_str text, size_t at, hsy_byline *byline) {
    const char *comma = memchr(text.data + at, ',', text.size - at);
    const char *seam = memmem(text.data + at, text.size - at, HSY_LINE_SEAM, sizeof HSY_LINE_SEAM - 1);
    if (seam != NULL && (comma == NULL || seam < comma)) comma = seam;
    const size_t end = comma == NULL ? text.size : (size_t)(comma - text.data);
    const hsy_str name = hsy_byline_trim_signs(hsy_byline_slice(text, at, end));
    if (!hsy_page_is_outlet(facing, name)) return at;
    byline->outlet = name;
    return comma == NULL ? text.size : hsy_byline_skip_spaces(text, end + 1);
}

/* What stands below a name may be anything: a role, a button, one more name. */
static bool is_surely_name(hsy_str text) {
    return hsy_page_is_agency(text) ||
           (hsy_page_is_personal(text) && hsy_page_has_given_name(text) && !hsy_page_has_role(text));
}

void hsy_page_read_byline(const hsy_facing *facing, hsy_str text, hsy_byline *byline) {
    *byline = (hsy_byline){.count = 0};
    if (text.size == 0 || text.size > HSY_BYLINE_SIZE) return;
    size_t at = find_start(text, &byline->led);
    const size_t names = skip_outlet(facing, text, at, byline);
    bool behind_comma = names > at, behind_seam = false, at_seam = false;
    for (at = names; at < text.size;) {
        const size_t word = hsy_byline_word_end(text, at);
        if (is_join(hsy_byline_slice(text, at, word))) {
            behind_comma = false;
            behind_seam &= !at_seam;
            at = hsy_byline_skip_spaces(text, word);
            continue;
        }
        const piece found = cut_piece(text, at);
        const bool date = found.stop == STOP_DATE || (found.stop == STOP_COMMA && begins_date(text, found.next));
        hsy_str name = hsy_byline_trim_signs(found.text);
        if (date) name = trim_date(name);
        if (!behind_comma) name = hsy_page_trim_role(facing, name);
        if (byline->count == 0 && byline->outlet.size == 0 && hsy_page_is_outlet(facing, name)) byline->outlet = name;
        if (behind_comma && byline->count > 0 && is_suffix(name))
            byline->names[byline->count - 1].size =
                (size_t)(name.data + name.size - byline->names[byline->count - 1].data);
        else if (hsy_page_is_name(facing, name, behind_comma) && (!behind_seam || is_surely_name(name))) {
            add_name(byline, name);
            behind_seam = false;
        }
        if (found.stop == STOP_DATE || found.stop == STOP_END) return;
        if (found.stop == STOP_SLASH) {
            const hsy_str agency =
                hsy_byline_trim_signs(hsy_byline_slice(text, found.next, hsy_byline_word_end(text, found.next)));
            if (hsy_page_is_agency(agency)) add_name(byline, agency);
            return;
        }
        behind_seam |= found.stop == STOP_SEAM && byline->count > 0;
        at_seam = found.stop == STOP_SEAM;
        behind_comma = found.stop == STOP_COMMA;
        at = skip_lead(text, found.next);
        at = hsy_byline_skip_spaces(text, at);
    }
}

bool hsy_page_is_lead(hsy_str text) {
    return LISTED(byline_leads, BYLINE_LEADS, text);
}

bool hsy_page_is_date_word(hsy_str word) {
    return LISTED(byline_dates, BYLINE_DATES, word) || LISTED(byline_date_fillers, BYLINE_DATE_FILLERS, word);
}
