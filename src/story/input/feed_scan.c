/* SPDX-License-Identifier: Apache-2.0 */
/* The tags and texts of a document that should be XML. Each byte is looked at once, whatever is wrong with it. */
#include <string.h>

#include "story/input/feed.h"

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static hsy_str slice(hsy_str text, size_t start, size_t end) {
    return (hsy_str){.data = text.data + start, .size = end - start};
}

static bool begins(hsy_str text, size_t at, const char *with) {
    const size_t size = strlen(with);
    return text.size - at >= size && memcmp(text.data + at, with, size) == 0;
}

/* Behind the next `ending`, or the end of the text. */
static size_t behind(hsy_str text, size_t at, const char *ending) {
    const char *end = at >= text.size ? NULL : memmem(text.data + at, text.size - at, ending, strlen(ending));
    return end == NULL ? text.size : (size_t)(end - text.data) + strlen(ending);
}

/* --- What is passed over ------------------------------------------------------------------------------------- */

/* Behind a document type, with the declarations inside of it: none of them is of any use here. */
static size_t skip_declaration(hsy_str text, size_t at) {
    size_t depth = 0;
    for (; at < text.size; at++) {
        const char c = text.data[at];
        if (c == '[') depth++;
        if (c == ']' && depth > 0) depth--;
        if (c == '>' && depth == 0) return at + 1;
    }
    return text.size;
}

/* Behind a comment, an instruction or a declaration at text[at]; `at` where there is none. */
static size_t skip_other(hsy_str text, size_t at) {
    if (begins(text, at, "<!--")) return behind(text, at + 4, "-->");
    if (begins(text, at, "<?")) return behind(text, at + 2, "?>");
    if (begins(text, at, "<!") && !begins(text, at, "<![CDATA[")) return skip_declaration(text, at + 2);
    return at;
}

/* --- Tags ------------------------------------------------------------------------------------------------------ */

static bool is_name_start(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

static bool is_tag(hsy_str text, size_t at) {
    if (text.size - at < 2) return false;
    return is_name_start(text.data[at + 1]) ||
           (text.data[at + 1] == '/' && text.size - at > 2 && is_name_start(text.data[at + 2]));
}

static void cut_name(hsy_str whole, hsy_feed_token *token) {
    const char *colon = memchr(whole.data, ':', whole.size);
    const size_t size = colon == NULL ? 0 : (size_t)(colon - whole.data);
    token->prefix = slice(whole, 0, size);
    token->name = colon == NULL ? whole : slice(whole, size + 1, whole.size);
}

/* The tag at text[at]. In a value in quotation marks ">" is no end; "<" is one, as it may stand nowhere in a tag. */
static size_t read_tag(hsy_str text, size_t at, hsy_feed_token *token) {
    const bool end_tag = text.data[at + 1] == '/';
    size_t start = at + (end_tag ? 2 : 1), end = start;
    while (end < text.size && !is_space(text.data[end]) && strchr("/><", text.data[end]) == NULL)
        end++;
    cut_name(slice(text, start, end), token);
    char quote = '\0';
    size_t close = end;
    for (; close < text.size && text.data[close] != '<'; close++) {
        const char c = text.data[close];
        if (c == '>' && quote == '\0') break;
        if (quote == '\0' && (c == '"' || c == '\''))
            quote = c;
        else if (c == quote)
            quote = '\0';
    }
    token->kind = end_tag ? HSY_FEED_END : HSY_FEED_START;
    token->closed = close > end && text.data[close - 1] == '/';
    token->attributes = slice(text, end, token->closed ? close - 1 : close);
    return close < text.size && text.data[close] == '>' ? close + 1 : close;
}

static size_t read_data(hsy_str text, size_t at, hsy_feed_token *token) {
    const size_t start = at + strlen("<![CDATA["), end = behind(text, start, "]]>");
    const bool whole = end >= start + 3 && memcmp(text.data + end - 3, "]]>", 3) == 0;
    token->kind = HSY_FEED_DATA;
    token->text = slice(text, start, whole ? end - 3 : end);
    return end;
}

/* Up to the next tag; a "<" that begins none is text. */
static size_t read_text(hsy_str text, size_t at, hsy_feed_token *token) {
    size_t end = at;
    do {
        const char *next = memchr(text.data + end + 1, '<', text.size - end - 1);
        end = next == NULL ? text.size : (size_t)(next - text.data);
    } while (end < text.size && !is_tag(text, end) && !begins(text, end, "<!") && !begins(text, end, "<?"));
    token->kind = HSY_FEED_TEXT;
    token->text = slice(text, at, end);
    return end;
}

bool hsy_feed_next(hsy_str text, size_t *at, hsy_feed_token *token) {
    *token = (hsy_feed_token){.closed = false};
    while (*at < text.size) {
        const size_t next = skip_other(text, *at);
        if (next != *at) {
            *at = next;
            continue;
        }
        if (text.data[*at] == '<' && is_tag(text, *at))
            *at = read_tag(text, *at, token);
        else if (begins(text, *at, "<![CDATA["))
            *at = read_data(text, *at, token);
        else
            *at = read_text(text, *at, token);
        return true;
    }
    return false;
}

/* --- Attributes ----------------------------------------------------------------------------------------------------
 */

bool hsy_feed_next_attribute(hsy_str attributes, size_t *at, hsy_str *name, hsy_str *value) {
    const char *bytes = attributes.data;
    const size_t size = attributes.size;
    while (*at < size && (is_space(bytes[*at]) || bytes[*at] == '='))
        ++*at;
    size_t start = *at;
    while (*at < size && !is_space(bytes[*at]) && bytes[*at] != '=')
        ++*at;
    *name = slice(attributes, start, *at);
    *value = (hsy_str){.data = "", .size = 0};
    while (*at < size && is_space(bytes[*at]))
        ++*at;
    if (*at >= size || bytes[*at] != '=') return name->size > 0;
    ++*at;
    while (*at < size && is_space(bytes[*at]))
        ++*at;
    const char quote = *at < size && (bytes[*at] == '"' || bytes[*at] == '\'') ? bytes[*at] : '\0';
    if (quote != '\0') ++*at;
    start = *at;
    while (*at < size && (quote != '\0' ? bytes[*at] != quote : !is_space(bytes[*at])))
        ++*at;
    *value = slice(attributes, start, *at);
    if (*at < size && quote != '\0') ++*at;
    return name->size > 0;
}

hsy_str hsy_feed_attribute(hsy_str attributes, const char *name) {
    hsy_str found, value;
    for (size_t at = 0; hsy_feed_next_attribute(attributes, &at, &found, &value);)
        if (hsy_str_equal(found, hsy_str_of(name))) return value;
    return (hsy_str){.data = NULL, .size = 0};
}

enum { ENTITY_BYTES_MAX = 40 };

/* The entity at text[at] by itself: what follows it may make one of it once more, and that is not its turn. */
static hsy_character entity_at(hsy_str text, size_t at) {
    const size_t reach = text.size - at < ENTITY_BYTES_MAX ? text.size - at : ENTITY_BYTES_MAX;
    const char *end = memchr(text.data + at, ';', reach);
    if (end == NULL) return (hsy_character){.point = '&', .length = 1, .literal = true};
    return hsy_story_character_at(slice(text, at, (size_t)(end - text.data) + 1), 0);
}

void hsy_feed_add_text(hsy_buffer *out, hsy_str text) {
    size_t plain = 0;
    for (size_t at = 0; at < text.size;) {
        const char *ampersand = memchr(text.data + at, '&', text.size - at);
        if (ampersand == NULL) break;
        at = (size_t)(ampersand - text.data);
        const hsy_character character = entity_at(text, at);
        if (!character.literal) {
            char bytes[4];
            hsy_buffer_add(out, text.data + plain, at - plain);
            hsy_buffer_add(out, bytes, hsy_utf8_encode(character.point, bytes));
            plain = at + character.length;
        }
        at += character.length;
    }
    hsy_buffer_add(out, text.data + plain, text.size - plain);
}
