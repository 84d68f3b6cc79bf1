/* SPDX-License-Identifier: Apache-2.0 */
/* The given text without the marks of crawling, cut into lines. */
#include <string.h>

#include "story/internal.h"

typedef struct cleaner {
    hsy_str given;
    hsy_draft *draft;
    hsy_vector *lines;
    size_t line_start; /* of the line that runs, in the draft */
    uint32_t before;   /* the line's last character, 0: none yet */
    size_t indent;     /* columns of white space before its first */
    bool space;        /* white space since `before`, which began at: */
    size_t space_at;
    hsy_character space_as;
    size_t closing_mark; /* where a lost quotation mark closes a quotation, else SIZE_MAX */
} cleaner;

/* --- Output ------------------------------------------------------------------------------------------- */

static void end_line(cleaner *c) {
    hsy_line line = {.text = {c->line_start, c->draft->text.size}, .indented = c->indent >= 2};
    hsy_vector_push(c->lines, &line);
    c->line_start = c->draft->text.size;
    c->before = 0;
    c->indent = 0;
    c->space = false;
}

static void add_space(cleaner *c, size_t at, hsy_character as) {
    if (c->before == 0) c->indent += as.point == '\t' ? 4 : 1;
    if (c->space) return;
    c->space = true;
    c->space_at = at;
    c->space_as = as;
}

/* The space that waits, where it stands between two characters of a line. */
static void flush_space(cleaner *c) {
    if (c->space && c->before != 0) {
        if (c->space_as.literal && c->space_as.point == ' ')
            hsy_story_add_copied(c->draft, " ", c->space_at, 1);
        else
            hsy_story_add_replaced(c->draft, " ", 1, c->space_at, c->space_as.length);
    }
    c->space = false;
}

static void add_character(cleaner *c, size_t at, hsy_character as) {
    flush_space(c);
    if (as.literal) {
        hsy_story_add_copied(c->draft, c->given.data + at, at, as.length);
    } else {
        char bytes[4];
        size_t length = hsy_utf8_encode(as.point, bytes);
        hsy_story_add_replaced(c->draft, bytes, length, at, as.length);
    }
    c->before = as.point;
}

/* --- Looking around ------------------------------------------------------------------------------------ */

static char byte_at(const cleaner *c, size_t at) {
    return at < c->given.size ? c->given.data[at] : '\0';
}

static bool is_small(char c) {
    return c >= 'a' && c <= 'z';
}

static bool is_capital(char c) {
    return c >= 'A' && c <= 'Z';
}

static bool is_line_end(const cleaner *c, size_t at) {
    if (at >= c->given.size) return true;
    return hsy_story_is_line_break(hsy_story_character_at(c->given, at).point);
}

static size_t skip_spaces(const cleaner *c, size_t at) {
    while (!is_line_end(c, at)) {
        hsy_character next = hsy_story_character_at(c->given, at);
        if (!hsy_point_is_space(next.point)) break;
        at += next.length;
    }
    return at;
}

static bool ends_sentence(uint32_t point) {
    return point == 0 || point == '.' || point == '?' || point == '!' || point == 0x2026 || point == ')' ||
           point == ']' || hsy_story_is_quote(point);
}

static bool begins_sentence(const cleaner *c, size_t at) {
    if (at >= c->given.size) return true;
    uint32_t point = hsy_story_character_at(c->given, at).point;
    return hsy_point_is_upper(point) || hsy_point_is_digit(point) || hsy_story_is_quote(point) || point == '(' ||
           point == '[';
}

enum { ADDRESS_BYTES_MAX = 512 };

/* Does the word that given[at] stands in look like an address? */
static bool in_address(const cleaner *c, size_t at) {
    size_t start = at;
    while (start > 0 && at - start < ADDRESS_BYTES_MAX && (unsigned char)c->given.data[start - 1] > ' ')
        start--;
    const char *word = c->given.data + start;
    size_t size = at - start;
    return (size >= 4 && memcmp(word, "www.", 4) == 0) || memmem(word, size, "://", 3) != NULL;
}

/* --- Line breaks that were written out -------------------------------------------------------------------- */

typedef enum mark { MARK_NONE, MARK_BREAK, MARK_SPACE } mark;

/* The length of "/n" or "\n", or of "/r/n" or "\r\n", at given[at]. */
static size_t written_break(const cleaner *c, size_t at) {
    char slash = byte_at(c, at);
    if (slash != '/' && slash != '\\') return 0;
    if (byte_at(c, at + 1) == 'n') return 2;
    if (byte_at(c, at + 1) != 'r') return 0;
    if (byte_at(c, at + 2) == slash && byte_at(c, at + 3) == 'n') return 4;
    return slash == '\\' ? 2 : 0;
}

/* "/n" is a break at the end of a line and between sentences; it is none in "and/nor", "y/n" or an address. */
static mark slash_mark(const cleaner *c, size_t at, size_t length) {
    size_t after = at + length, next = skip_spaces(c, after);
    char follows = byte_at(c, after);
    bool again = written_break(c, after) > 0;
    if (is_small(follows) || (follows == '/' && !again) || in_address(c, at)) return MARK_NONE;
    bool choice = (c->before == 'y' || c->before == 'Y') && !c->space && (at < 2 || !is_small(c->given.data[at - 2]));
    if (choice) return MARK_NONE;
    if (again || is_line_end(c, next) || c->before == 0) return MARK_BREAK;
    if (ends_sentence(c->before) && begins_sentence(c, next)) return MARK_BREAK;
    bool glued = next == after && !c->space;
    if (glued && is_capital(follows) && hsy_point_is_lower(c->before)) return MARK_BREAK;
    return c->space && next > after ? MARK_SPACE : MARK_NONE;
}

/* "\n" and "\t" are marks, but for paths ("C:\news") and where the mark itself is spoken of. */
static mark backslash_mark(const cleaner *c, size_t at, size_t length) {
    size_t after = at + length;
    bool path = is_small(byte_at(c, after)) && !c->space && !ends_sentence(c->before);
    bool quoted = c->before != 0 && !c->space && c->before == (unsigned char)byte_at(c, after) && c->before < 0x80;
    return path || quoted ? MARK_NONE : MARK_BREAK;
}

/* "<br>", "<br/>", "<br />", "<p>", "</p>": its length, else 0. */
static size_t break_tag(const cleaner *c, size_t at) {
    size_t i = at + 1 + (byte_at(c, at + 1) == '/');
    if ((byte_at(c, i) | 0x20) == 'p')
        i++;
    else if ((byte_at(c, i) | 0x20) == 'b' && (byte_at(c, i + 1) | 0x20) == 'r')
        i += 2;
    else
        return 0;
    while (byte_at(c, i) == ' ')
        i++;
    i += byte_at(c, i) == '/';
    return byte_at(c, i) == '>' ? i + 1 - at : 0;
}

static bool take_break(cleaner *c, mark what, size_t *at, size_t length) {
    if (what == MARK_NONE) return false;
    if (what == MARK_BREAK)
        end_line(c);
    else
        add_space(c, *at, (hsy_character){.point = ' ', .length = length});
    *at += length;
    return true;
}

/* --- Backslashes -------------------------------------------------------------------------------------------- */

/* "\u2019": its character, 0 for none. */
static uint32_t unicode_escape(const cleaner *c, size_t at) {
    uint32_t point = 0;
    for (size_t i = at + 2; i < at + 6; i++) {
        char digit = byte_at(c, i), letter = (char)(digit | 0x20);
        if (digit >= '0' && digit <= '9')
            point = point * 16 + (uint32_t)(digit - '0');
        else if (letter >= 'a' && letter <= 'f')
            point = point * 16 + (uint32_t)(letter - 'a') + 10;
        else
            return 0;
    }
    /* No surrogate, and no control: it could be anything. */
    return point < 0x20 || (point >= 0xD800 && point < 0xE000) ? 0 : point;
}

static bool take_backslash(cleaner *c, size_t *at) {
    char next = byte_at(c, *at + 1);
    size_t length = written_break(c, *at);
    if (length > 0) return take_break(c, backslash_mark(c, *at, length), at, length);
    if (next == 't') {
        if (backslash_mark(c, *at, 2) == MARK_NONE) return false;
        add_space(c, *at, (hsy_character){.point = '\t', .length = 2});
        *at += 2;
        return true;
    }
    /* An escape before a quotation mark, or before another escape, says nothing itself. */
    if (next == '"' || next == '\'' || next == '/' || (next == '\\' && written_break(c, *at + 1) > 0)) {
        ++*at;
        return true;
    }
    uint32_t point = next == 'u' ? unicode_escape(c, *at) : 0;
    if (point == 0) return false;
    if (hsy_point_is_space(point))
        add_space(c, *at, (hsy_character){.point = point, .length = 6});
    else
        add_character(c, *at, (hsy_character){.point = point, .length = 6});
    *at += 6;
    return true;
}

/* --- Replacement characters -------------------------------------------------------------------------------- */

static size_t run_end(const cleaner *c, size_t at) {
    while (at < c->given.size) {
        hsy_character next = hsy_story_character_at(c->given, at);
        if (next.point != 0xFFFD) break;
        at += next.length;
    }
    return at;
}

static bool is_letter_at(const cleaner *c, size_t at) {
    return at < c->given.size && hsy_point_is_letter(hsy_story_character_at(c->given, at).point);
}

/* Does what follows a lost character make it an apostrophe: "don?t", "it?s", "they?re", "O?Malley"? */
static bool is_apostrophe(const cleaner *c, uint32_t before, size_t at) {
    static const char *const tails[] = {"s", "t", "d", "m", "re", "ve", "ll", "S", "T", "D", "M", "RE", "VE", "LL"};
    if (!hsy_point_is_letter(before)) return false;
    if ((before == 'O' || before == 'D') && is_capital(byte_at(c, at))) return true;
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        size_t length = strlen(tails[i]);
        if (c->given.size - at < length || memcmp(c->given.data + at, tails[i], length) != 0) continue;
        if (is_letter_at(c, at + length)) continue;
        return (tails[i][0] | 0x20) != 't' || (before | 0x20) == 'n';
    }
    return false;
}

/* Is there a lost mark further on in the line that closes what the one before given[at] would open? */
static bool find_closing(cleaner *c, size_t at) {
    uint32_t before = 0;
    while (!is_line_end(c, at)) {
        hsy_character next = hsy_story_character_at(c->given, at);
        if (next.point == 0xFFFD) {
            size_t end = run_end(c, at);
            if (!is_apostrophe(c, before, end)) {
                bool stop = before == '.' || before == ',' || before == '?' || before == '!' || before == 0x2026;
                bool free_end = !is_letter_at(c, end);
                if (free_end && (stop || hsy_point_is_letter(before))) c->closing_mark = at;
                return c->closing_mark == at;
            }
            at = end;
            before = '\'';
            continue;
        }
        before = next.point;
        at += next.length;
    }
    return false;
}

/* A lost character: put in where it is clear what it was, else left out. */
static size_t take_replacement(cleaner *c, size_t at) {
    size_t end = run_end(c, at);
    hsy_character as = {.point = 0, .length = end - at};
    if (!c->space && is_apostrophe(c, c->before, end))
        as.point = '\'';
    else if (at == c->closing_mark)
        as.point = '"';
    else if ((c->space || c->before == 0 || c->before == '(') && is_letter_at(c, end) && find_closing(c, end))
        as.point = '"';
    if (as.point != 0) add_character(c, at, as);
    return end;
}

/* --- The walk -------------------------------------------------------------------------------------------------- */

/* Characters that nobody sees: controls, soft hyphens, zero-width and directional marks. */
static bool is_invisible(uint32_t point) {
    return point < 0x20 || point == 0x7F || point == 0xAD || (point >= 0x200B && point <= 0x200F) ||
           (point >= 0x202A && point <= 0x202E) || (point >= 0x2060 && point <= 0x206F) || point == 0xFEFF ||
           (point >= 0xFFF9 && point <= 0xFFFC) || point == 0xFFFE || point == 0xFFFF;
}

/* Bytes that stand for themselves whatever follows. */
static bool is_plain(char byte) {
    return byte > ' ' && byte < 0x7F && byte != '&' && byte != '\\' && byte != '/' && byte != '<';
}

static size_t take_plain(cleaner *c, size_t at) {
    size_t end = at;
    while (end < c->given.size && is_plain(c->given.data[end]))
        end++;
    if (end > at) {
        flush_space(c);
        hsy_story_add_copied(c->draft, c->given.data + at, at, end - at);
        c->before = (unsigned char)c->given.data[end - 1];
    }
    return end;
}

static bool take_mark(cleaner *c, size_t *at) {
    char byte = c->given.data[*at];
    if (byte == '\\') return take_backslash(c, at);
    if (byte == '/') {
        size_t length = written_break(c, *at);
        return length > 0 && take_break(c, slash_mark(c, *at, length), at, length);
    }
    if (byte == '<') {
        size_t length = break_tag(c, *at);
        return length > 0 && take_break(c, MARK_BREAK, at, length);
    }
    return false;
}

static size_t take_character(cleaner *c, size_t at) {
    hsy_character as = hsy_story_character_at(c->given, at);
    if (hsy_story_is_line_break(as.point)) {
        if (as.point == '\r' && byte_at(c, at + as.length) == '\n') as.length++;
        end_line(c);
        /* A paragraph separator and a new page are more than a line's end. */
        if (as.point == 0x2029 || as.point == '\f') end_line(c);
    } else if (as.point == 0xFFFD) {
        return take_replacement(c, at);
    } else if (is_invisible(as.point) && as.point != '\t') {
        return at + as.length;
    } else if (hsy_point_is_space(as.point)) {
        add_space(c, at, as);
    } else {
        add_character(c, at, as);
    }
    return at + as.length;
}

void hsy_story_clean(hsy_str given, hsy_draft *draft, hsy_vector *lines) {
    cleaner c = {.given = given, .draft = draft, .lines = lines, .closing_mark = SIZE_MAX};
    c.line_start = draft->text.size;
    size_t at = 0;
    while (at < given.size && !hsy_story_draft_failed(draft) && !lines->failed) {
        at = take_plain(&c, at);
        if (at < given.size && !take_mark(&c, &at)) at = take_character(&c, at);
    }
    end_line(&c);
}
