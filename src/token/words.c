/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The words of one paragraph. A word begins at each point that is no white space; what its first point is
 * decides how far it goes. Letters and digits begin a `core`, which takes in what joins them ("U.S.-led",
 * "1,000.5", "o'clock") and is then cut into its clitics.
 */
#include <string.h>

#include "token/internal.h"

enum { MAIL_POINTS_MAX = 64, STARTER_BYTES_MAX = 16 };

typedef struct word_cutter {
    hsy_builder *builder;
    const char *text; /* the story's */
    const hsy_letter *letters;
    size_t count;
    uint32_t end; /* byte behind the last letter */
    uint32_t paragraph;
} word_cutter;

/* The kind of a point, where what lies outside the paragraph is space. */
static hsy_kind kind_at(const word_cutter *cutter, size_t at) {
    return at < cutter->count ? (hsy_kind)cutter->letters[at].kind : HSY_KIND_SPACE;
}

static uint32_t point_at(const word_cutter *cutter, size_t at) {
    return at < cutter->count ? cutter->letters[at].point : ' ';
}

static bool is_alnum(hsy_kind kind) {
    return kind == HSY_KIND_LETTER || kind == HSY_KIND_DIGIT;
}

static bool alnum_at(const word_cutter *cutter, size_t at) {
    return is_alnum(kind_at(cutter, at));
}

/* Whether a word could go on at `at`: the opposite of a border. */
static bool goes_on(const word_cutter *cutter, size_t at) {
    hsy_kind kind = kind_at(cutter, at);
    return is_alnum(kind) || kind == HSY_KIND_UNDERSCORE || kind == HSY_KIND_SILENT;
}

static bool upper_at(const word_cutter *cutter, size_t at) {
    return hsy_point_is_upper(point_at(cutter, at));
}

static bool lower_at(const word_cutter *cutter, size_t at) {
    return hsy_point_is_lower(point_at(cutter, at));
}

static uint32_t ascii_lower(uint32_t point) {
    return point >= 'A' && point <= 'Z' ? point | 0x20 : point;
}

static size_t byte_at(const word_cutter *cutter, size_t at) {
    return at < cutter->count ? cutter->letters[at].start : cutter->end;
}

static hsy_str text_of(const word_cutter *cutter, size_t start, size_t end) {
    size_t first = byte_at(cutter, start);
    return (hsy_str){cutter->text + first, byte_at(cutter, end) - first};
}

/* Whether the letters from `at` on are `word` (ASCII, lower case), whatever their case. */
static bool spells(const word_cutter *cutter, size_t at, const char *word) {
    for (size_t i = 0; word[i] != '\0'; i++)
        if (ascii_lower(point_at(cutter, at + i)) != (unsigned char)word[i]) return false;
    return true;
}

/* The end of the run of the same point that begins at `at`. */
static size_t run_end(const word_cutter *cutter, size_t at) {
    size_t end = at + 1;
    while (end < cutter->count && cutter->letters[end].point == cutter->letters[at].point)
        end++;
    return end;
}

static size_t kind_run_end(const word_cutter *cutter, size_t at) {
    size_t end = at + 1;
    while (end < cutter->count && cutter->letters[end].kind == cutter->letters[at].kind)
        end++;
    return end;
}

static void push_word(word_cutter *cutter, size_t start, size_t end, hsy_glyph glyph, hsy_stop stop) {
    hsy_builder *builder = cutter->builder;
    hsy_word word = {.text = {byte_at(cutter, start), byte_at(cutter, end)},
                     .paragraph = cutter->paragraph,
                     .quotation = HSY_NO_QUOTATION};
    word.kase = (uint8_t)hsy_token_case(cutter->text + word.text.start, word.text.end - word.text.start);
    hsy_note note = {.glyph = (uint8_t)glyph, .stop = (uint8_t)stop, .turn = HSY_TURN_NONE};
    hsy_vector_push(&builder->words, &word);
    hsy_vector_push(&builder->notes, &note);
}

/* --- Full stops ------------------------------------------------------------------------------ */

/* The first point behind the white space that begins at `at`. */
static size_t skip_space(const word_cutter *cutter, size_t at) {
    while (at < cutter->count && cutter->letters[at].kind == HSY_KIND_SPACE)
        at++;
    return at;
}

static bool starter_at(const word_cutter *cutter, size_t at) {
    size_t end = at;
    while (kind_at(cutter, end) == HSY_KIND_LETTER && end - at < STARTER_BYTES_MAX)
        end++;
    return hsy_token_is_starter(text_of(cutter, at, end));
}

/* Whether [start, stop) is single letters with full stops between them: "U.S", "p.m", but also "J". */
static bool is_dotted(const word_cutter *cutter, size_t start, size_t stop) {
    if (stop - start > MAIL_POINTS_MAX || (stop - start) % 2 == 0) return false;
    for (size_t i = start; i < stop; i++) {
        hsy_kind wanted = (i - start) % 2 == 0 ? HSY_KIND_LETTER : HSY_KIND_DOT;
        if (kind_at(cutter, i) != wanted) return false;
    }
    return true;
}

/* Where the part of the core that an abbreviation could be begins: behind its last hyphen ("D-Calif."). */
static size_t part_start(const word_cutter *cutter, size_t start, size_t stop) {
    size_t at = stop;
    while (at > start && stop - at < MAIL_POINTS_MAX && kind_at(cutter, at - 1) != HSY_KIND_HYPHEN)
        at--;
    return at;
}

static bool initial_keeps_stop(const word_cutter *cutter, size_t start, size_t stop) {
    size_t next = skip_space(cutter, stop + 1);
    if (!upper_at(cutter, start) || !upper_at(cutter, next)) return false;
    /* "Plan B. The mayor", and "my wife and I. Nora", are sentences' ends; "George W. Bush" is none. */
    if (starter_at(cutter, next) && kind_at(cutter, next + 1) != HSY_KIND_DOT) return false;
    if (point_at(cutter, start) != 'I') return true;
    return start >= 2 && kind_at(cutter, start - 1) == HSY_KIND_SPACE && alnum_at(cutter, start - 2);
}

/* What the full stop at `stop`, behind the core that began at `start`, makes of that core when the word ends
 * there. NONE: the full stop is a word of its own. */
static hsy_abbreviation abbreviation_at(const word_cutter *cutter, size_t start, size_t stop) {
    size_t part = part_start(cutter, start, stop);
    if (is_dotted(cutter, part, stop)) {
        if (stop - part > 1) return HSY_ABBREVIATION_ENDING;
        if (part == start && initial_keeps_stop(cutter, part, stop)) return HSY_ABBREVIATION_PLAIN;
    }
    hsy_abbreviation found = hsy_token_abbreviation(text_of(cutter, part, stop + 1));
    if (found == HSY_ABBREVIATION_NUMBER && kind_at(cutter, skip_space(cutter, stop + 1)) != HSY_KIND_DIGIT)
        return HSY_ABBREVIATION_NONE;
    return found;
}

/* Whether a core goes on behind the full stop at `at`, which stands between letters or digits. */
static bool joins_at_stop(const word_cutter *cutter, size_t start, size_t at) {
    hsy_kind before = kind_at(cutter, at - 1), after = kind_at(cutter, at + 1);
    if (before == HSY_KIND_DIGIT && after == HSY_KIND_DIGIT) return true;
    bool next_is_word = upper_at(cutter, at + 1) && lower_at(cutter, at + 2);
    if (is_dotted(cutter, part_start(cutter, start, at), at)) return !next_is_word;
    if (next_is_word && (lower_at(cutter, at - 1) || upper_at(cutter, at - 1))) {
        /* "Ph.D.s" aside, a capitalised word begins here: "town.The", "Rep.Smith". */
        return false;
    }
    if (after == HSY_KIND_DIGIT) return false;
    if (upper_at(cutter, at + 1) && before == HSY_KIND_DIGIT) return false;
    if (upper_at(cutter, at + 1) && lower_at(cutter, at - 1)) {
        size_t part = part_start(cutter, start, at);
        return at - part <= 3 && kind_at(cutter, at + 2) == HSY_KIND_DOT; /* "Ph.D." */
    }
    return true;
}

/* --- Cores ------------------------------------------------------------------------------------ */

/* Whether the apostrophe at `at` stands within a core. */
static bool joins_at_apostrophe(const word_cutter *cutter, size_t at) {
    if (!alnum_at(cutter, at - 1) || !alnum_at(cutter, at + 1)) return false;
    uint32_t point = point_at(cutter, at);
    if (point == 0x2039 || point == 0x203A || point == 0x201A) return false;
    /* An opening mark that lost the space before it: "said‘We". */
    if ((point == 0x2018 || point == '`') && upper_at(cutter, at + 1) && lower_at(cutter, at - 1)) return false;
    return true;
}

/* Whether the stars at `at` are letters that were struck out: "f***", "s**t". */
static bool joins_at_star(const word_cutter *cutter, size_t start, size_t at, size_t *end) {
    *end = run_end(cutter, at);
    if (kind_at(cutter, at - 1) != HSY_KIND_LETTER) return false;
    if (kind_at(cutter, *end) == HSY_KIND_LETTER) return true;
    return *end - at >= 2 && (start == 0 || kind_at(cutter, start - 1) != HSY_KIND_STAR);
}

/* Whether three digits follow the comma at `at`: "1,000", but not "[13,14]". */
static bool parts_thousands(const word_cutter *cutter, size_t at) {
    for (size_t i = 1; i <= 3; i++)
        if (kind_at(cutter, at + i) != HSY_KIND_DIGIT) return false;
    return kind_at(cutter, at + 4) != HSY_KIND_DIGIT;
}

/* How far a core goes beyond the point at `at`, which is neither letter nor digit; `at`: it ends here. */
static size_t join(const word_cutter *cutter, size_t start, size_t at) {
    hsy_kind before = kind_at(cutter, at - 1), after = kind_at(cutter, at + 1);
    bool between_digits = before == HSY_KIND_DIGIT && after == HSY_KIND_DIGIT;
    size_t end;
    switch (kind_at(cutter, at)) {
    case HSY_KIND_SILENT:
    case HSY_KIND_SYMBOL:
    case HSY_KIND_UNDERSCORE:
        return at + 1;
    case HSY_KIND_HYPHEN:
        return is_alnum(after) && (goes_on(cutter, at - 1) || before == HSY_KIND_DOT) ? at + 1 : at;
    case HSY_KIND_APOSTROPHE:
        return joins_at_apostrophe(cutter, at) ? at + 1 : at;
    case HSY_KIND_DOT:
        if (is_alnum(before) && is_alnum(after)) return joins_at_stop(cutter, start, at) ? at + 1 : at;
        if (after == HSY_KIND_HYPHEN && alnum_at(cutter, at + 2) &&
            abbreviation_at(cutter, start, at) != HSY_ABBREVIATION_NONE)
            return at + 1;
        return at;
    case HSY_KIND_COMMA:
        return between_digits && parts_thousands(cutter, at) ? at + 1 : at;
    case HSY_KIND_COLON:
    case HSY_KIND_SLASH:
        return between_digits ? at + 1 : at;
    case HSY_KIND_AMPERSAND:
        return before == HSY_KIND_LETTER && after == HSY_KIND_LETTER ? at + 1 : at;
    case HSY_KIND_STAR:
        return joins_at_star(cutter, start, at, &end) ? end : at;
    default:
        return at;
    }
}

/* Where the clitic at the end of [start, end) begins; `end`: there is none. */
static size_t clitic_start(const word_cutter *cutter, size_t start, size_t end) {
    for (size_t length = 1; length <= 2 && length + 1 < end - start; length++) {
        size_t mark = end - length - 1;
        if (kind_at(cutter, mark) != HSY_KIND_APOSTROPHE || !alnum_at(cutter, mark - 1)) continue;
        uint32_t first = ascii_lower(point_at(cutter, mark + 1)), second = ascii_lower(point_at(cutter, mark + 2));
        if (length == 1) {
            if (first == 's' || first == 'm' || first == 'd') return mark;
            if (first == 't' && mark - start >= 2 && ascii_lower(point_at(cutter, mark - 1)) == 'n') return mark - 1;
        } else if ((first == 'l' && second == 'l') || ((first == 'r' || first == 'v') && second == 'e')) {
            return mark;
        }
        return end;
    }
    return end;
}

/* Pushes the core [start, end), its clitics as words of their own. */
static void push_core(word_cutter *cutter, size_t start, size_t end, hsy_stop stop) {
    size_t cuts[4] = {end}, count = 1;
    while (count < 4) {
        size_t cut = clitic_start(cutter, start, cuts[count - 1]);
        if (cut == cuts[count - 1]) break;
        cuts[count++] = cut;
    }
    while (count > 0) {
        count--;
        push_word(cutter, start, cuts[count], HSY_GLYPH_NONE, count == 0 ? stop : HSY_STOP_NONE);
        start = cuts[count];
    }
}

/* --- Addresses ---------------------------------------------------------------------------------- */

static bool is_one_of(uint32_t point, const char *set) {
    return point > 0 && point < 0x80 && strchr(set, (int)point) != NULL;
}

static bool address_point(uint32_t point) {
    return point > ' ' && point < 0x7F && !is_one_of(point, "<>\"`{}|\\^");
}

/* Where the address that begins at `start` ends: at white space or a mark, less the stops of the sentence. */
static size_t address_end(const word_cutter *cutter, size_t start) {
    size_t end = start;
    bool bracket = false;
    while (end < cutter->count && address_point(cutter->letters[end].point)) {
        bracket = bracket || cutter->letters[end].point == '(';
        end++;
    }
    while (end > start && is_one_of(cutter->letters[end - 1].point, bracket ? ".,;:!?'*" : ".,;:!?'*)]"))
        end--;
    return end;
}

static bool is_web_address(const word_cutter *cutter, size_t start) {
    return (spells(cutter, start, "http") && (spells(cutter, start + 4, "://") || spells(cutter, start + 4, "s://"))) ||
           (spells(cutter, start, "www.") && alnum_at(cutter, start + 4));
}

/* The end of the mail address at `start`, or `start`. */
static size_t mail_end(const word_cutter *cutter, size_t start) {
    size_t at = start;
    while (at - start < MAIL_POINTS_MAX && (alnum_at(cutter, at) || is_one_of(point_at(cutter, at), "._%+-")))
        at++;
    if (at == start || kind_at(cutter, at) != HSY_KIND_AT || !alnum_at(cutter, at + 1)) return start;
    size_t end = ++at, dots = 0;
    while (at - end < MAIL_POINTS_MAX &&
           (alnum_at(cutter, at) || ((kind_at(cutter, at) == HSY_KIND_DOT || kind_at(cutter, at) == HSY_KIND_HYPHEN) &&
                                     alnum_at(cutter, at + 1)))) {
        dots += kind_at(cutter, at) == HSY_KIND_DOT;
        at++;
    }
    return dots > 0 ? at : start;
}

/* Whether the core [start, end) is a host's name with a path behind it: "bit.ly/x". */
static bool has_path(const word_cutter *cutter, size_t start, size_t end) {
    if (kind_at(cutter, end) != HSY_KIND_SLASH || !alnum_at(cutter, end + 1)) return false;
    size_t at = end;
    while (at > start && kind_at(cutter, at - 1) == HSY_KIND_LETTER && end - at < MAIL_POINTS_MAX)
        at--;
    return end - at >= 2 && at > start + 1 && kind_at(cutter, at - 1) == HSY_KIND_DOT;
}

/* Cuts the word that begins with a letter or digit (or a full stop before one) at `start`. */
static size_t cut_core(word_cutter *cutter, size_t start) {
    size_t end = is_web_address(cutter, start) ? address_end(cutter, start) : mail_end(cutter, start);
    if (end > start) {
        push_word(cutter, start, end, HSY_GLYPH_NONE, HSY_STOP_NONE);
        return end;
    }
    end = start + 1;
    while (end < cutter->count) {
        size_t next = alnum_at(cutter, end) ? end + 1 : join(cutter, start, end);
        if (next == end) break;
        end = next;
    }
    if (has_path(cutter, start, end)) {
        end = address_end(cutter, end);
        push_word(cutter, start, end, HSY_GLYPH_NONE, HSY_STOP_NONE);
        return end;
    }
    hsy_stop stop = HSY_STOP_NONE;
    if (kind_at(cutter, end) == HSY_KIND_DOT && kind_at(cutter, end + 1) != HSY_KIND_DOT) {
        hsy_abbreviation found = abbreviation_at(cutter, start, end);
        if (found != HSY_ABBREVIATION_NONE) end++;
        if (found == HSY_ABBREVIATION_ENDING) stop = HSY_STOP_ABBREVIATION;
    }
    push_core(cutter, start, end, stop);
    return end;
}

/* --- Marks ---------------------------------------------------------------------------------------- */

static hsy_glyph glyph_of(uint32_t point) {
    switch (point) {
    case '"':
    case 0xFF02:
        return HSY_GLYPH_DOUBLE_STRAIGHT;
    case 0x201C:
    case 0x201F:
        return HSY_GLYPH_DOUBLE_OPEN;
    case 0x201D:
        return HSY_GLYPH_DOUBLE_CLOSE;
    case 0x201E:
        return HSY_GLYPH_DOUBLE_LOW;
    case 0x00AB:
        return HSY_GLYPH_ANGLE_LEFT;
    case 0x00BB:
        return HSY_GLYPH_ANGLE_RIGHT;
    case '`':
    case 0x2018:
    case 0x201B:
    case 0x2039:
        return HSY_GLYPH_SINGLE_OPEN;
    case 0x2019:
    case 0x00B4:
    case 0x203A:
        return HSY_GLYPH_SINGLE_CLOSE;
    case 0x201A:
        return HSY_GLYPH_SINGLE_LOW;
    case 0x2032:
        return HSY_GLYPH_NONE;
    default:
        return HSY_GLYPH_SINGLE_STRAIGHT;
    }
}

/* The end of the clitic or of the elided word that begins with the apostrophe at `start`; `start`: none. */
static size_t apostrophe_word_end(const word_cutter *cutter, size_t start) {
    size_t end = start + 1;
    while (end - start <= STARTER_BYTES_MAX && alnum_at(cutter, end))
        end++;
    if (end == start + 1 || goes_on(cutter, end)) return start;
    size_t length = end - start - 1;
    bool closed = kind_at(cutter, end) == HSY_KIND_APOSTROPHE;
    if (kind_at(cutter, start + 1) == HSY_KIND_DIGIT) { /* '90s, '16 */
        bool digits = kind_at(cutter, start + 2) == HSY_KIND_DIGIT;
        return digits && (length == 2 || (length == 3 && point_at(cutter, start + 3) == 's')) && !closed ? end : start;
    }
    if (length == 1 && ascii_lower(point_at(cutter, start + 1)) == 'n' && closed) return end + 1; /* rock 'n' roll */
    if (closed) return start;
    const char *const clitics[] = {"s", "m", "d", "ll", "re", "ve"};
    for (size_t i = 0; i < sizeof clitics / sizeof *clitics; i++)
        if (strlen(clitics[i]) == length && spells(cutter, start + 1, clitics[i])) return end;
    return hsy_token_is_elision(text_of(cutter, start + 1, end)) ? end : start;
}

static size_t cut_apostrophe(word_cutter *cutter, size_t start) {
    uint32_t point = point_at(cutter, start);
    size_t end = apostrophe_word_end(cutter, start);
    if (end > start) {
        push_word(cutter, start, end, HSY_GLYPH_NONE, HSY_STOP_NONE);
        return end;
    }
    bool doubled = (point == '\'' || point == '`') && point_at(cutter, start + 1) == point;
    bool tripled = doubled && point_at(cutter, start + 2) == point && point_at(cutter, start + 3) != point;
    bool closes = start > 0 && kind_at(cutter, start - 1) != HSY_KIND_SPACE;
    /* ``We go,'' typed as in TeX. Of three that close, the first is the nested quotation's. */
    if (doubled && !(tripled && closes)) {
        push_word(cutter, start, start + 2, point == '`' ? HSY_GLYPH_DOUBLE_OPEN : HSY_GLYPH_DOUBLE_STRAIGHT,
                  HSY_STOP_NONE);
        return start + 2;
    }
    push_word(cutter, start, start + 1, glyph_of(point), HSY_STOP_NONE);
    return start + 1;
}

/* --- The paragraph ----------------------------------------------------------------------------------- */

/* "@name", "#tag" */
static size_t cut_tag(word_cutter *cutter, size_t start) {
    size_t end = start + 1;
    bool named =
        kind_at(cutter, end) == HSY_KIND_LETTER || (kind_at(cutter, start) == HSY_KIND_AT && goes_on(cutter, end));
    while (named && goes_on(cutter, end))
        end++;
    push_word(cutter, start, end, HSY_GLYPH_NONE, HSY_STOP_NONE);
    return end;
}

/* A mark or symbol, with the silent points that follow it. */
static size_t cut_mark(word_cutter *cutter, size_t start, size_t end, hsy_stop stop) {
    while (kind_at(cutter, end) == HSY_KIND_SILENT)
        end++;
    hsy_glyph glyph = kind_at(cutter, start) == HSY_KIND_DOUBLE ? glyph_of(point_at(cutter, start)) : HSY_GLYPH_NONE;
    push_word(cutter, start, end, glyph, stop);
    return end;
}

static hsy_stop stop_of_other(uint32_t point) {
    if (point == 0x2026 || point == 0x3002) return HSY_STOP_TERMINAL; /* … 。 */
    return point == ';' ? HSY_STOP_INSIDE : HSY_STOP_NONE;
}

/* Cuts the word that begins at `start` and says where it ends. */
static size_t cut_word(word_cutter *cutter, size_t start) {
    switch (kind_at(cutter, start)) {
    case HSY_KIND_LETTER:
    case HSY_KIND_DIGIT:
    case HSY_KIND_SILENT:
    case HSY_KIND_SYMBOL: /* the reference does not part "£10" either: it may be one piece */
        return cut_core(cutter, start);
    case HSY_KIND_APOSTROPHE:
        return cut_apostrophe(cutter, start);
    case HSY_KIND_DOT:
        if (kind_at(cutter, start + 1) == HSY_KIND_DIGIT && (start == 0 || !alnum_at(cutter, start - 1)))
            return cut_core(cutter, start);
        return cut_mark(cutter, start, run_end(cutter, start), HSY_STOP_TERMINAL);
    case HSY_KIND_TERMINAL:
        return cut_mark(cutter, start, kind_run_end(cutter, start), HSY_STOP_TERMINAL);
    case HSY_KIND_HYPHEN:
    case HSY_KIND_UNDERSCORE:
    case HSY_KIND_STAR:
        return cut_mark(cutter, start, run_end(cutter, start), HSY_STOP_NONE);
    case HSY_KIND_AT:
    case HSY_KIND_HASH:
        return cut_tag(cutter, start);
    case HSY_KIND_COMMA:
    case HSY_KIND_COLON:
        return cut_mark(cutter, start, start + 1, HSY_STOP_INSIDE);
    case HSY_KIND_CLOSER:
        return cut_mark(cutter, start, start + 1, HSY_STOP_CLOSER);
    default:
        return cut_mark(cutter, start, start + 1, stop_of_other(point_at(cutter, start)));
    }
}

/* Decodes the paragraph into the builder's letters. */
static void decode(hsy_builder *builder, hsy_span span) {
    const char *text = builder->story->text.data;
    builder->letters.count = 0;
    for (size_t at = span.start, length; at < span.end; at += length) {
        uint32_t point = hsy_utf8_decode(text, span.end, at, &length);
        hsy_letter letter = {.point = point, .start = (uint32_t)at, .kind = (uint8_t)hsy_token_kind(point)};
        if (hsy_vector_push(&builder->letters, &letter) == NULL) return;
    }
}

void hsy_token_cut_words(hsy_builder *builder, uint32_t index) {
    hsy_span span = builder->story->paragraphs[index].text;
    decode(builder, span);
    if (builder->letters.failed) return;
    word_cutter cutter = {.builder = builder,
                          .text = builder->story->text.data,
                          .letters = builder->letters.data,
                          .count = builder->letters.count,
                          .end = (uint32_t)span.end,
                          .paragraph = index};
    for (size_t at = skip_space(&cutter, 0); at < cutter.count; at = skip_space(&cutter, at))
        at = cut_word(&cutter, at);
}
