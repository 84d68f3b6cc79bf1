/* SPDX-License-Identifier: Apache-2.0 */
/* The members of an object of JSON as they are written. */
#include <string.h>

#include "story/list_output_names.h"
#include "story/record/json.h"

/* --- Cutting -------------------------------------------------------------------------------------------- */

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void skip_space(hsy_json_members *in) {
    while (in->at < in->line.size && is_space(in->line.data[in->at]))
        in->at++;
}

static void skip_string(hsy_json_members *in) {
    for (in->at++; in->at < in->line.size && in->line.data[in->at] != '"'; in->at++)
        if (in->line.data[in->at] == '\\') in->at++;
    in->at++;
}

static void skip_value(hsy_json_members *in) {
    size_t depth = 0;
    while (in->at < in->line.size) {
        char c = in->line.data[in->at];
        if (c == '"') {
            skip_string(in);
            if (depth == 0) return;
            continue;
        }
        if (depth == 0 && (c == ',' || c == '}' || c == ']')) return;
        if (c == '{' || c == '[') depth++;
        if (c == '}' || c == ']') depth--;
        in->at++;
        if (depth == 0 && (c == '}' || c == ']')) return;
    }
}

static hsy_str since(const hsy_json_members *in, size_t start) {
    size_t end = in->at < in->line.size ? in->at : in->line.size;
    if (end < start) return (hsy_str){.data = "", .size = 0};
    while (end > start && is_space(in->line.data[end - 1]))
        end--;
    return (hsy_str){.data = in->line.data + start, .size = end - start};
}

bool hsy_json_next_member(hsy_json_members *in, hsy_json_member *found) {
    skip_space(in);
    if (in->at < in->line.size && (in->line.data[in->at] == '{' || in->line.data[in->at] == ',')) in->at++;
    skip_space(in);
    if (in->at >= in->line.size || in->line.data[in->at] != '"') return false;
    size_t start = in->at;
    skip_string(in);
    found->key = since(in, start);
    skip_space(in);
    in->at++; /* the colon */
    skip_space(in);
    start = in->at;
    skip_value(in);
    found->value = since(in, start);
    return found->key.size >= 2;
}

/* --- Keys -------------------------------------------------------------------------------------------------- */

/* What a key says. With escapes in it, it is decoded to *decoded, which is to be freed. Absent: it is no key. */
static hsy_str key_of(hsy_str written, json_t **decoded) {
    *decoded = NULL;
    if (memchr(written.data, '\\', written.size) == NULL)
        return (hsy_str){.data = written.data + 1, .size = written.size - 2};
    *decoded = json_loadb(written.data, written.size, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
    return (hsy_str){.data = json_string_value(*decoded), .size = json_string_length(*decoded)};
}

bool hsy_json_key_listed(hsy_str written, const char *const *list, size_t count) {
    json_t *decoded;
    hsy_str key = key_of(written, &decoded);
    bool listed = key.data != NULL && hsy_story_listed(list, count, key);
    json_decref(decoded);
    return listed;
}

hsy_str hsy_json_member_as_written(hsy_str line, const char *name) {
    hsy_json_members in = {.line = line, .at = 0};
    hsy_json_member found;
    hsy_str value = {.data = NULL, .size = 0};
    while (hsy_json_next_member(&in, &found))
        if (hsy_json_key_listed(found.key, &name, 1)) value = found.value;
    return value;
}

/* --- What was not read ----------------------------------------------------------------------------------------- */

/* Fields of our own form are ours whether they could be read or not: there was a warning. */
static bool is_own(hsy_str name) {
    static const char *const names[] = {"author", "date", "id", "outlet", "text", "title", "url"};
    return hsy_story_listed(names, sizeof names / sizeof *names, name);
}

static bool is_read(const hsy_json *in, hsy_str name) {
    if (!in->ninjs && is_own(name)) return true;
    if (hsy_story_listed(hsy_list_output_names, HSY_LIST_OUTPUT_NAMES_COUNT, name)) return true;
    for (size_t i = 0; i < in->taken_count; i++)
        if (hsy_str_equal(name, hsy_str_of(in->taken[i]))) return true;
    return false;
}

static bool key_is_read(const hsy_json *in, hsy_str written) {
    json_t *decoded;
    hsy_str key = key_of(written, &decoded);
    bool read = key.data != NULL && is_read(in, key);
    json_decref(decoded);
    return read;
}

/* As written, but for the line breaks of the source and of Unicode, which would break the line for many a reader. */
static void add_as_written(hsy_buffer *out, hsy_str text) {
    size_t plain = 0;
    for (size_t i = 0; i < text.size; i++) {
        const char *instead = NULL;
        size_t length = 1;
        if (text.data[i] == '\n' || text.data[i] == '\r') {
            instead = " ";
            while (i + length < text.size && is_space(text.data[i + length]))
                length++;
        } else if (text.size - i >= 3 && memcmp(text.data + i, "\xE2\x80\xA8", 3) == 0) {
            instead = "\\u2028";
            length = 3;
        } else if (text.size - i >= 3 && memcmp(text.data + i, "\xE2\x80\xA9", 3) == 0) {
            instead = "\\u2029";
            length = 3;
        }
        if (instead == NULL) continue;
        hsy_buffer_add(out, text.data + plain, i - plain);
        hsy_buffer_text(out, instead);
        i += length - 1;
        plain = i + 1;
    }
    hsy_buffer_add(out, text.data + plain, text.size - plain);
}

bool hsy_json_keep_extra(const hsy_json *in) {
    hsy_buffer extra;
    hsy_buffer_init(&extra, &in->record->arena.allocator);
    hsy_buffer_char(&extra, '{');
    hsy_json_members members = {.line = in->line, .at = 0};
    hsy_json_member found;
    while (hsy_json_next_member(&members, &found)) {
        if (key_is_read(in, found.key)) continue;
        if (extra.size > 1) hsy_buffer_text(&extra, ", ");
        add_as_written(&extra, found.key);
        hsy_buffer_text(&extra, ": ");
        add_as_written(&extra, found.value);
    }
    hsy_buffer_char(&extra, '}');
    bool kept = !extra.failed &&
                hsy_arena_copy(&in->story->arena, (hsy_str){.data = extra.data, .size = extra.size}, &in->story->extra);
    hsy_buffer_free(&extra);
    return kept;
}
