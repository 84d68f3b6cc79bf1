/* SPDX-License-Identifier: Apache-2.0 */
/* JSON as pages have it, with the mistakes that templates make, to JSON that can be read. In one pass. */
#include <string.h>

#include "story/page/page.h"

static bool is_break(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static size_t skip_breaks(hsy_str text, size_t at) {
    while (at < text.size && is_break(text.data[at]))
        at++;
    return at;
}

static bool begins(hsy_str text, size_t at, const char *with) {
    const size_t size = strlen(with);
    return at <= text.size && text.size - at >= size && memcmp(text.data + at, with, size) == 0;
}

/* Does the quotation mark before text[at] end a string, by what follows? A mark within one is followed by words. */
static bool ends_string(hsy_str text, size_t at) {
    at = skip_breaks(text, at);
    if (at >= text.size || strchr(":}]", text.data[at]) != NULL) return true;
    if (text.data[at] != ',') return begins(text, at, "\"") || begins(text, at, "//") || begins(text, at, "/*");
    at = skip_breaks(text, at + 1);
    return at >= text.size || strchr("\"{[]}-0123456789tfn/", text.data[at]) != NULL;
}

/* The value of the four digits at text[at]; -1: there are none. */
static int hex_at(hsy_str text, size_t at) {
    int value = 0;
    for (size_t i = at; i < at + 4; i++) {
        const char c = i < text.size ? text.data[i] : ' ', letter = (char)(c | 0x20);
        const bool digit = c >= '0' && c <= '9', hex = letter >= 'a' && letter <= 'f';
        if (!digit && !hex) return -1;
        value = value * 16 + (digit ? c - '0' : letter - 'a' + 10);
    }
    return value;
}

/* The escape of a code point at text[at]; returns how long it is. A NUL and half a character, which no reader takes,
 * are left out. */
static size_t add_point(hsy_str text, size_t at, hsy_buffer *out) {
    const int value = hex_at(text, at + 2);
    size_t size = value < 0 ? 2 : 6;
    bool good = value > 0 && (value < 0xD800 || value > 0xDFFF);
    if (value >= 0xD800 && value < 0xDC00 && begins(text, at + 6, "\\u")) {
        const int low = hex_at(text, at + 8);
        good = low >= 0xDC00 && low <= 0xDFFF;
        if (good) size = 12;
    }
    if (good) hsy_buffer_add(out, text.data + at, size);
    return size;
}

/* The escape that begins at text[at]; returns how long it is. A wrong one stands for its letter. */
static size_t add_escape(hsy_str text, size_t at, hsy_buffer *out) {
    if (at + 1 >= text.size) return 1;
    const char letter = text.data[at + 1];
    if (letter == 'u') return add_point(text, at, out);
    if (letter != '\0' && strchr("\"\\/bfnrt", letter) != NULL) {
        hsy_buffer_add(out, text.data + at, 2);
        return 2;
    }
    return letter == '\n' || letter == '\r' ? 2 : 1;
}

/* The string that begins behind text[at - 1]; returns where what follows it begins. */
static size_t add_string(hsy_str text, size_t at, hsy_buffer *out) {
    hsy_buffer_char(out, '"');
    while (at < text.size) {
        const char c = text.data[at];
        if (c == '\\') {
            at += add_escape(text, at, out);
        } else if (c == '"' && ends_string(text, at + 1)) {
            at++;
            break;
        } else {
            if (c == '"')
                hsy_buffer_text(out, "\\\"");
            else
                hsy_buffer_char(out, c >= 0 && c < 0x20 ? ' ' : c);
            at++;
        }
    }
    hsy_buffer_char(out, '"');
    return at;
}

/* How long the mark or comment is that begins at text[at] outside a string; 0: there is none. */
static size_t mark_at(hsy_str text, size_t at) {
    static const char *const marks[] = {"<!--", "-->", "<![CDATA[", "]]>", ";"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (begins(text, at, marks[i])) return strlen(marks[i]);
    if (begins(text, at, "//")) {
        size_t end = at + 2;
        /* "//<![CDATA[" may stand on one line with what it begins. */
        while (end < text.size && text.data[end] != '\n' && !begins(text, end, "<!") && !begins(text, end, "]]>"))
            end++;
        return end - at;
    }
    if (!begins(text, at, "/*")) return 0;
    size_t end = at + 2;
    while (end < text.size && !begins(text, end, "*/"))
        end++;
    return end < text.size ? end + 2 - at : end - at;
}

/* A comma before the end of a list or object, or before another comma, is left out. */
static bool is_idle_comma(hsy_str text, size_t at) {
    const size_t next = skip_breaks(text, at + 1);
    return next >= text.size || strchr("]},", text.data[next]) != NULL;
}

static void mend(hsy_str text, hsy_buffer *out) {
    for (size_t at = 0; at < text.size;) {
        const char c = text.data[at];
        const size_t mark = c == '"' ? 0 : mark_at(text, at);
        if (mark > 0) {
            at += mark;
        } else if (c == '"') {
            at = add_string(text, at + 1, out);
        } else {
            if (c != ',' || !is_idle_comma(text, at)) hsy_buffer_char(out, c >= 0 && c < 0x20 ? ' ' : c);
            at++;
        }
    }
}

/* The whole script with its entities decoded, where even its quotation marks were escaped. */
static void mend_escaped(hsy_str text, hsy_buffer *out) {
    hsy_buffer plain;
    hsy_buffer_init(&plain, &out->allocator);
    for (size_t at = 0; at < text.size;) {
        char bytes[4];
        const hsy_character character = hsy_story_character_at(text, at);
        hsy_buffer_add(&plain, bytes, hsy_utf8_encode(character.point, bytes));
        at += character.length;
    }
    if (!plain.failed && plain.size > 0) mend((hsy_str){.data = plain.data, .size = plain.size}, out);
    out->failed |= plain.failed;
    hsy_buffer_free(&plain);
}

void hsy_page_mend_json(hsy_str script, hsy_buffer *out) {
    const size_t start = skip_breaks(script, 0);
    if (start >= script.size) return;
    const size_t first = skip_breaks(script, start + 1);
    if (strchr("{[", script.data[start]) != NULL && begins(script, first, "&"))
        mend_escaped(script, out);
    else
        mend(script, out);
}
