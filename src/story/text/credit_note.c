/* SPDX-License-Identifier: Apache-2.0 */
/* Lines, sentences and datelines that credit a text to an agency. Each of them is where nothing else stands, so that
 * an agency that a story merely speaks of ("Reuters reported") is no credit. */
#include <string.h>

#include "story/list_credit_cues.h"
#include "story/page/dates/date.h"
#include "story/text/credit.h"

static hsy_str slice(hsy_str text, size_t start, size_t end) {
    return (hsy_str){.data = text.data + start, .size = end - start};
}

static uint32_t first_point(const char *text) {
    size_t length;
    return *text == '\0' ? 0 : hsy_utf8_decode(text, strlen(text), 0, &length);
}

static bool is_capital(const hsy_credit_word *word) {
    return hsy_point_is_upper(first_point(word->written));
}

/* Written in capitals alone, two or more. */
static bool is_capitals(const hsy_credit_word *word) {
    return strcmp(word->written, word->small) != 0 && strlen(word->written) > 1 &&
           strpbrk(word->written, "abcdefghijklmnopqrstuvwxyz") == NULL;
}

/* --- Datelines -------------------------------------------------------------------------------------------------- */

enum { DATELINE_BYTES = 120, DATELINE_WORDS_MAX = 12 };

static bool is_between(const hsy_credit_word *word) {
    static const char *const words[] = {"am", "and", "d",  "da",  "de", "del", "der", "di",  "el",   "en",
                                        "et", "la",  "le", "les", "of", "on",  "sur", "the", "upon", "von"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(word->small, words[i]) == 0) return true;
    return false;
}

/* Whether what stands before an agency's brackets is a place, with or without a date, or nothing. */
static bool is_place(const hsy_credit_line *before) {
    size_t length;
    if (before->cut || before->count > DATELINE_WORDS_MAX) return false;
    for (size_t i = 0; i < before->count; i++) {
        const hsy_credit_word *word = &before->words[i];
        const bool digit = word->written[0] >= '0' && word->written[0] <= '9';
        if (i == 0 && !is_capital(word) && !digit) return false;
        if (!is_capital(word) && !digit && !is_between(word) && hsy_date_month(hsy_str_of(word->small), "") == 0)
            return false;
        if (hsy_credit_agency_at(before, i, false, &length) != NULL) return false;
    }
    return true;
}

/* Behind the brackets a dash, a colon or a point stands; where none does, capitals or a date must stand before them. */
static bool is_parted(const hsy_credit_line *before, hsy_str behind) {
    static const char *const marks[] = {"-", "–", "—", "―", "‒", ":", ".", "_", "|"};
    while (behind.size > 0 && behind.data[0] == ' ')
        behind = slice(behind, 1, behind.size);
    if (behind.size == 0) return false;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (behind.size >= strlen(marks[i]) && memcmp(behind.data, marks[i], strlen(marks[i])) == 0) return true;
    if (before->count == 0) return true;
    const char *last = before->words[before->count - 1].written;
    return is_capitals(&before->words[0]) || (*last >= '0' && *last <= '9');
}

/* What stands in the brackets: agencies, and behind a stroke also a desk, as in "dpa/lby". */
static bool read_brackets(hsy_credits *credits, hsy_str inside) {
    hsy_credit_line line;
    hsy_credit_cut_line(inside, &line);
    if (line.count == 0 || line.count > 10) return false;
    if (hsy_credit_add_all(credits, &line, 0, line.count)) return true;
    const char *stroke = memchr(inside.data, '/', inside.size);
    if (stroke == NULL) return false;
    hsy_credit_cut_line(slice(inside, 0, (size_t)(stroke - inside.data)), &line);
    return hsy_credit_add_all(credits, &line, 0, line.count);
}

/* The first bracket of the dateline, or the first stroke of "/PRNewswire/". */
static bool find_brackets(hsy_str head, size_t *open, size_t *close) {
    for (size_t i = 0; i < head.size; i++) {
        if (strchr("([/", head.data[i]) == NULL || head.data[i] == '\0') continue;
        const char mark = head.data[i] == '(' ? ')' : head.data[i] == '[' ? ']' : '/';
        const char *end = memchr(head.data + i + 1, mark, head.size - i - 1);
        if (end == NULL) return false;
        *open = i;
        *close = (size_t)(end - head.data);
        return true;
    }
    return false;
}

bool hsy_credit_read_dateline(hsy_credits *credits, hsy_str paragraph) {
    const hsy_str head = slice(paragraph, 0, paragraph.size < DATELINE_BYTES ? paragraph.size : DATELINE_BYTES);
    size_t open, close;
    if (!find_brackets(head, &open, &close)) return false;
    hsy_credit_line before;
    hsy_credit_cut_line(slice(paragraph, 0, open), &before);
    return is_place(&before) && is_parted(&before, slice(paragraph, close + 1, paragraph.size)) &&
           read_brackets(credits, slice(paragraph, open + 1, close));
}

/* --- Lines ---------------------------------------------------------------------------------------------------------
 */

enum { LINE_BYTES_MAX = 400, LINE_WORDS_MAX = 14, NAME_WORDS_MAX = 8 };

static bool has_word(const hsy_credit_line *line, const char *word) {
    for (size_t i = 0; i < line->count; i++)
        if (strcmp(line->words[i].small, word) == 0) return true;
    return false;
}

bool hsy_credit_is_of_picture(const hsy_credit_line *line) {
    static const char *const words[] = {"photo", "photos", "photograph", "image",   "images", "picture", "pictures",
                                        "video", "getty",  "graphic",    "footage", "foto",   "fotos",   "bild"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (has_word(line, words[i])) return true;
    return false;
}

static bool holds(hsy_str text, const char *what) {
    return memmem(text.data, text.size, what, strlen(what)) != NULL;
}

static bool is_copyright(const hsy_credit_line *line) {
    static const char *const marks[] = {"©", "(c)", "(C)"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (holds(line->text, marks[i])) return true;
    return line->count > 0 && strcmp(line->words[0].small, "copyright") == 0;
}

/* Adds all agencies among words [from, to). */
static bool add_found(hsy_credits *credits, const hsy_credit_line *line, size_t from, size_t to) {
    bool found = false;
    for (size_t at = from; at < to;) {
        size_t length;
        const char *name = hsy_credit_agency_at(line, at, true, &length);
        if (name != NULL) hsy_credit_add(credits, name);
        found |= name != NULL;
        at += name != NULL ? length : 1;
    }
    return found;
}

/* Where what follows the byline's names begins: behind the last comma, stroke, bracket or dash that stands alone. */
static size_t find_part(const hsy_credit_line *line) {
    static const char *const marks[] = {",", "|", "/", "(", " - ", "–", "—"};
    for (size_t i = line->count; i-- > 1;) {
        const hsy_str between = slice(line->text, line->words[i - 1].place.end, line->words[i].place.start);
        for (size_t j = 0; j < sizeof marks / sizeof *marks; j++)
            if (holds(between, marks[j])) return i;
    }
    return 0;
}

static bool are_names(const hsy_credit_line *line, size_t from, size_t to) {
    if (to - from > NAME_WORDS_MAX || to == from) return false;
    for (size_t i = from; i < to; i++)
        if (!is_capital(&line->words[i]) && !is_between(&line->words[i])) return false;
    return true;
}

/* "JANE DOE, Associated Press", with or without "By" before it. */
static bool read_byline(hsy_credits *credits, const hsy_credit_line *line) {
    const size_t part = find_part(line);
    const size_t from = line->count > 0 && strcmp(line->words[0].small, "by") == 0 ? 1 : 0;
    return part > from && are_names(line, from, part) && hsy_credit_add_all(credits, line, part, line->count);
}

/* "PTI ABC XYZ": the agency signs with the letters of its desks. */
static bool read_signs(hsy_credits *credits, const hsy_credit_line *line) {
    size_t length;
    if (line->count < 2 || line->count > 6) return false;
    for (size_t i = 0; i < line->count; i++)
        if (!is_capitals(&line->words[i]) || strlen(line->words[i].written) > 4) return false;
    const char *name = hsy_credit_agency_at(line, 0, true, &length);
    if (name != NULL) hsy_credit_add(credits, name);
    return name != NULL;
}

bool hsy_credit_read_line(hsy_credits *credits, hsy_str text) {
    /* What ends in a colon leads to what an agency said. */
    if (text.size == 0 || text.size > LINE_BYTES_MAX || text.data[text.size - 1] == ':') return false;
    hsy_credit_line line;
    hsy_credit_cut_line(text, &line);
    if (line.count == 0 || hsy_credit_is_of_picture(&line)) return false;
    if (is_copyright(&line))
        return add_found(credits, &line, 0, line.count < LINE_WORDS_MAX ? line.count : LINE_WORDS_MAX);
    if (line.count > LINE_WORDS_MAX) return false;
    return hsy_credit_add_all(credits, &line, 0, line.count) || read_byline(credits, &line) ||
           read_signs(credits, &line);
}

/* --- Notes -----------------------------------------------------------------------------------------------------------
 */

enum { NOTE_WORDS_MAX = 60, CONTRIBUTED_WORDS_MAX = 24, CUE_REACH = 8 };

/* The number of words of the cue that stands at word `at`; 0: none does. */
static size_t cue_at(const hsy_credit_line *line, size_t at, bool *follows) {
    for (size_t i = 0; i < HSY_LIST_CREDIT_CUES_COUNT; i++) {
        const char *cue = hsy_list_credit_cues[i];
        size_t word = at;
        for (;;) {
            const size_t size = strcspn(cue, " ");
            if (word >= line->count || strlen(line->words[word].small) != size ||
                memcmp(line->words[word].small, cue, size) != 0)
                break;
            word++;
            cue += size;
            if (*cue == '\0') {
                const char *last = line->words[word - 1].small;
                *follows = strcmp(last, "from") == 0 || strcmp(last, "by") == 0;
                return word - at;
            }
            cue++;
        }
    }
    return 0;
}

/* "Associated Press writer Jane Doe in London contributed.": it begins with the agency, as others may contribute too.
 */
static bool read_contributed(hsy_credits *credits, const hsy_credit_line *line) {
    size_t length;
    if (line->count < 2 || line->count > CONTRIBUTED_WORDS_MAX) return false;
    if (strcmp(line->words[line->count - 1].small, "contributed") != 0) return false;
    const size_t first = strcmp(line->words[0].small, "the") == 0 ? 1 : 0;
    return hsy_credit_agency_at(line, first, true, &length) != NULL && add_found(credits, line, 0, line->count - 1);
}

bool hsy_credit_read_note(hsy_credits *credits, hsy_str text) {
    hsy_credit_line line;
    hsy_credit_cut_line(text, &line);
    if (line.cut || line.count > NOTE_WORDS_MAX || line.count == 0) return false;
    for (size_t at = 0; at < line.count; at++) {
        bool follows;
        const size_t length = cue_at(&line, at, &follows);
        if (length == 0) continue;
        const size_t behind = at + length, reach = behind + CUE_REACH < line.count ? behind + CUE_REACH : line.count;
        if (follows ? add_found(credits, &line, behind, reach) : add_found(credits, &line, 0, at)) return true;
    }
    return read_contributed(credits, &line);
}

/* --- Endings
 * ---------------------------------------------------------------------------------------------------------- */

enum { ENDING_BYTES = 80 };

/* Where the last bracket, dash or stroke of a text begins that stands behind a sentence's end; 0: there is none. */
static size_t find_ending(hsy_str text) {
    const size_t floor = text.size > ENDING_BYTES ? text.size - ENDING_BYTES : 0;
    for (size_t at = text.size; at-- > floor + 1;) {
        const char c = text.data[at];
        const bool dash = c == '-' || (c == '\xE2' && text.size - at >= 3 && text.data[at + 1] == '\x80' &&
                                       (text.data[at + 2] == '\x93' || text.data[at + 2] == '\x94'));
        if (c != '(' && c != '[' && c != '/' && !dash) continue;
        size_t end = at;
        while (end > 0 && (text.data[end - 1] == ' ' || text.data[end - 1] == '-'))
            end--;
        const uint32_t final = hsy_story_final_point(slice(text, 0, end));
        return final == '.' || final == '!' || final == '?' ? at : 0;
    }
    return 0;
}

bool hsy_credit_read_ending(hsy_credits *credits, hsy_str paragraph) {
    const size_t start = find_ending(paragraph);
    if (start == 0) return false;
    const hsy_str ending = slice(paragraph, start, paragraph.size);
    hsy_credit_line line;
    hsy_credit_cut_line(ending, &line);
    if (line.count == 0 || line.count > LINE_WORDS_MAX || hsy_credit_is_of_picture(&line)) return false;
    return hsy_credit_add_all(credits, &line, 0, line.count) || hsy_credit_read_note(credits, ending);
}

/* --- Authors
 * ------------------------------------------------------------------------------------------------------------- */

bool hsy_credit_read_author(hsy_credits *credits, hsy_str author) {
    hsy_credit_line line;
    if (author.size > LINE_BYTES_MAX) return false;
    hsy_credit_cut_line(author, &line);
    if (line.count == 0 || line.count > LINE_WORDS_MAX) return false;
    if (hsy_credit_add_all(credits, &line, 0, line.count) || read_byline(credits, &line)) return true;
    /* "Jane Doe Associated Press", "Jane Doe of Reuters"; but "Bloomberg" may be one's name. */
    for (size_t at = 1; at < line.count; at++) {
        size_t length;
        const char *name = hsy_credit_agency_at(&line, at, false, &length);
        const char *before = line.words[at - 1].small;
        const bool led = strcmp(before, "of") == 0 || strcmp(before, "for") == 0 || strcmp(before, "the") == 0;
        if (name == NULL || (length < 2 && !led)) continue;
        hsy_credit_add(credits, name);
        return true;
    }
    return false;
}
