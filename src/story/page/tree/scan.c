/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What would make the parser slow, or what it takes for text though no browser does, is blanked.
 *
 * libxml2 compares each attribute of a tag with those before it, looks each end tag up among all open elements, and
 * keeps all names it has seen in a table of a fixed size; each of the three is quadratic. Its tokens are followed here
 * byte by byte in its own way, so that nothing else changes for it.
 */
#include <string.h>

#include "story/page/tree/nest.h"

enum { NAME_MAX_BYTES = 100 }; /* the parser cuts longer names in pieces */
enum { NAME_BITS = 1 << 16 };

typedef struct scanner {
    char *text;
    size_t size, at;
    hsy_page_cuts *cuts;
    size_t strays; /* end tags that end nothing */
    size_t names;  /* different ones so far, by: */
    uint8_t seen[NAME_BITS / 8];
    hsy_tag_memory tags;
    bool no_end[2]; /* from here on there is no more end tag of a script, of a style */
    hsy_nest nest;
} scanner;

/* --- Bytes --------------------------------------------------------------------------------------------------- */

static char peek(const scanner *s, size_t at) {
    return at < s->size ? s->text[at] : '\0';
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool begins_name(char c) {
    return is_letter(c) || c == '_' || c == ':' || c == '.';
}

static bool is_of_name(char c) {
    return begins_name(c) || (c >= '0' && c <= '9') || c == '-';
}

static void blank(scanner *s, size_t from, size_t to) {
    if (from < to) memset(s->text + from, ' ', to - from);
}

static size_t skip_blanks(const scanner *s, size_t at) {
    while (at < s->size && is_blank(s->text[at]))
        at++;
    return at;
}

static size_t find_char(const scanner *s, size_t at, char c) {
    const char *found = at < s->size ? memchr(s->text + at, c, s->size - at) : NULL;
    return found == NULL ? s->size : (size_t)(found - s->text);
}

/* Behind the next ">", or the end. */
static size_t past_close(const scanner *s, size_t at) {
    const size_t close = find_char(s, at, '>');
    return close < s->size ? close + 1 : close;
}

/* Whether text[at] begins with `word`, which is in small letters. */
static bool has(const scanner *s, size_t at, const char *word, size_t size) {
    if (s->size < size || at > s->size - size) return false;
    for (size_t i = 0; i < size; i++) {
        const char c = s->text[at + i];
        if ((c >= 'A' && c <= 'Z' ? (char)(c + 0x20) : c) != word[i]) return false;
    }
    return true;
}

/* --- Names --------------------------------------------------------------------------------------------------- */

typedef struct name {
    size_t end;
    uint64_t hash; /* of its small letters */
} name;

/* The name at text[at], of `most` bytes at most. */
static name read_name(const scanner *s, size_t at, size_t most) {
    name found = {.end = at, .hash = HSY_HASH_START};
    const size_t end = s->size - at < most ? s->size : at + most;
    while (found.end < end && is_of_name(s->text[found.end])) {
        const char c = s->text[found.end++];
        found.hash = hsy_hash_add(found.hash, (unsigned char)(c >= 'A' && c <= 'Z' ? c + 0x20 : c));
    }
    return found;
}

/* Whether the parser may keep this name too. */
static bool may_keep(scanner *s, uint64_t hash) {
    const uint64_t bit = (hash ^ hash >> 32) % NAME_BITS;
    const uint8_t mask = (uint8_t)(1U << bit % 8);
    if ((s->seen[bit / 8] & mask) != 0) return true;
    if (s->names >= HSY_PAGE_NAMES_MAX) return false;
    s->names++;
    s->seen[bit / 8] |= mask;
    return true;
}

/* The parser keeps the names of entities as well, known or not. */
static void scan_entities(scanner *s, size_t from, size_t to) {
    const char *found;
    while (from < to && (found = memchr(s->text + from, '&', to - from)) != NULL) {
        from = (size_t)(found - s->text);
        const name entity = read_name(s, from + 1, SIZE_MAX);
        if (entity.end > from + 1 && !may_keep(s, entity.hash)) {
            s->text[from] = ' ';
            s->cuts->names++;
        }
        from = entity.end;
    }
}

static hsy_tag tag_of(scanner *s, size_t at, const name *of) {
    char small[HSY_TAG_NAME_MAX];
    const size_t size = of->end - at;
    if (size > sizeof small) return HSY_TAG_OTHER;
    for (size_t i = 0; i < size; i++)
        small[i] = s->text[at + i] >= 'A' && s->text[at + i] <= 'Z' ? (char)(s->text[at + i] + 0x20) : s->text[at + i];
    return hsy_tag_find(&s->tags, (hsy_str){.data = small, .size = size});
}

/* --- Tags ---------------------------------------------------------------------------------------------------- */

/* Where the value of an attribute that begins at text[at] ends. */
static size_t value_end(scanner *s, size_t at) {
    const char quote = peek(s, at);
    size_t end = at;
    if (quote == '"' || quote == '\'') {
        end = find_char(s, at + 1, quote);
        scan_entities(s, at, end);
        return end < s->size ? end + 1 : end;
    }
    while (end < s->size && s->text[end] != '>' && !is_blank(s->text[end]))
        end++;
    scan_entities(s, at, end);
    return end;
}

static bool ends_tag(const scanner *s, size_t at) {
    return at >= s->size || s->text[at] == '>' || (s->text[at] == '/' && peek(s, at + 1) == '>');
}

/* Passes over one attribute, or over what should be one. *keep: whether the parser may keep its name. */
static size_t attribute_end(scanner *s, size_t at, bool *keep) {
    if (!begins_name(s->text[at])) {
        while (!ends_tag(s, at) && !is_blank(s->text[at]))
            at++;
        return at;
    }
    const name own = read_name(s, at, NAME_MAX_BYTES);
    *keep = may_keep(s, own.hash);
    const size_t next = skip_blanks(s, own.end);
    return peek(s, next) == '=' ? value_end(s, skip_blanks(s, next + 1)) : own.end;
}

/* Passes over the attributes from text[at] on, up to what ends the tag. */
static size_t scan_attributes(scanner *s, size_t at) {
    size_t count = 0;
    for (at = skip_blanks(s, at); !ends_tag(s, at); at = skip_blanks(s, at)) {
        const size_t from = at;
        bool keep = true;
        at = attribute_end(s, at, &keep);
        if (++count > HSY_PAGE_ATTRIBUTES_MAX)
            s->cuts->attributes++;
        else if (!keep)
            s->cuts->names++;
        else
            continue;
        blank(s, from, at);
    }
    return at;
}

/* The end of an element of raw text whose content begins at text[at]; its size: none. */
static size_t find_raw_end(scanner *s, size_t at, hsy_tag tag) {
    const char *word = hsy_tag_name(tag);
    const size_t size = strlen(word);
    bool *none = &s->no_end[tag == HSY_TAG_style];
    while (!*none && (at = find_char(s, at, '<')) < s->size) {
        if (peek(s, at + 1) == '/' && has(s, at + 2, word, size) && !is_of_name(peek(s, at + 2 + size))) return at;
        at++;
    }
    *none = true;
    return s->size;
}

static bool is_data(const scanner *s, size_t from, size_t to) {
    return memmem(s->text + from, to - from, "ld+json", strlen("ld+json")) != NULL;
}

/* Passes over the content of a script or a style. What nobody reads becomes white space inside its start tag, which the
 * parser passes over faster than over anything else: "<script>...</script>" is "<script            />". */
static void scan_raw(scanner *s, size_t start, size_t content, hsy_tag tag) {
    const size_t end = find_raw_end(s, content, tag);
    s->at = end;
    if (end == s->size || (tag == HSY_TAG_script && is_data(s, start, content))) return;
    const size_t close = find_char(s, end, '>');
    if (close == s->size) return;
    blank(s, content - 1, close);
    s->text[close - 1] = '/';
    s->at = close + 1;
    (void)hsy_nest_end_tag(&s->nest, hsy_nest_name(tag, 0));
}

static void scan_start_tag(scanner *s) {
    const size_t start = s->at;
    const name own = read_name(s, start + 1, NAME_MAX_BYTES);
    const hsy_tag tag = tag_of(s, start + 1, &own);
    const bool known = tag != HSY_TAG_OTHER || may_keep(s, own.hash);
    size_t at = scan_attributes(s, own.end);
    const bool empty = peek(s, at) == '/';
    at = at >= s->size ? s->size : at + (empty ? 2 : 1);
    s->at = at;
    if (!known) {
        s->cuts->names++;
        blank(s, start, at);
    } else if (!hsy_nest_start(&s->nest, hsy_nest_name(tag, own.hash), empty)) {
        s->cuts->deep++;
        blank(s, start, at);
    } else if (!empty && (tag == HSY_TAG_script || tag == HSY_TAG_style)) {
        scan_raw(s, start, at, tag);
    }
}

static void scan_end_tag(scanner *s) {
    const size_t start = s->at;
    const name own = read_name(s, start + 2, NAME_MAX_BYTES);
    const hsy_tag tag = tag_of(s, start + 2, &own);
    s->at = past_close(s, own.end);
    if (tag == HSY_TAG_OTHER && !may_keep(s, own.hash)) {
        blank(s, start, s->at); /* its start tag has been counted */
        return;
    }
    const hsy_nest_end end = hsy_nest_end_tag(&s->nest, hsy_nest_name(tag, own.hash));
    if (end == HSY_NEST_ENDS || (end == HSY_NEST_STRAY && ++s->strays <= HSY_PAGE_STRAYS_MAX)) return;
    if (end == HSY_NEST_STRAY)
        s->cuts->strays++;
    else
        s->cuts->deep++;
    blank(s, start, s->at);
}

/* --- What is no tag -------------------------------------------------------------------------------------------- */

static void scan_comment(scanner *s) {
    size_t at = s->at + 4;
    /* Such a comment is empty; the parser would look for the end of the next one. */
    if (peek(s, at) == '>' || (peek(s, at) == '-' && peek(s, at + 1) == '>')) {
        at = past_close(s, at);
        blank(s, s->at, at);
        s->at = at;
        return;
    }
    while ((at = find_char(s, at, '-')) < s->size) {
        if (peek(s, at + 1) == '-' && (peek(s, at + 2) == '>' || (peek(s, at + 2) == '!' && peek(s, at + 3) == '>'))) {
            s->at = past_close(s, at);
            return;
        }
        at++;
    }
    s->at = s->size;
}

/* "<![CDATA[", "<?php ...>", "</ p>": to a browser all up to the next ">" is a comment. Of a document type nobody asks,
 * and the parser takes the second of two for text. */
static void blank_bogus(scanner *s) {
    const size_t end = past_close(s, s->at);
    blank(s, s->at, end);
    s->at = end;
}

static void scan_markup(scanner *s) {
    const char next = peek(s, s->at + 1);
    if (is_letter(next))
        scan_start_tag(s);
    else if (next == '/' && is_letter(peek(s, s->at + 2)))
        scan_end_tag(s);
    else if (has(s, s->at, "<!--", 4))
        scan_comment(s);
    else if (next == '!' || next == '?' || next == '/')
        blank_bogus(s);
    else
        s->at++;
}

/* Text up to the next "<". */
static void scan_text(scanner *s) {
    const size_t end = find_char(s, s->at, '<');
    if (skip_blanks(s, s->at) < end) hsy_nest_text(&s->nest);
    scan_entities(s, s->at, end);
    s->at = end;
}

void hsy_page_scan(char *text, size_t size, hsy_page_cuts *cuts) {
    *cuts = (hsy_page_cuts){.deep = 0};
    scanner s;
    memset(&s, 0, sizeof s);
    s.text = text;
    s.size = size;
    s.cuts = cuts;
    while (s.at < size) {
        if (text[s.at] == '<')
            scan_markup(&s);
        else
            scan_text(&s);
    }
}
