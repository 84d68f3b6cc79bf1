/* SPDX-License-Identifier: Apache-2.0 */
/* One line of JSON Lines: an object's fields to those of a story. */
#include <jansson.h>
#include <string.h>

#include "story/internal.h"
#include "story/list_output_names.h"

/* --- Escapes that are half a character ------------------------------------------------------------ */

static int hex4(const char *digits) {
    int value = 0;
    for (int i = 0; i < 4; i++) {
        char c = digits[i];
        int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;
        if (digit < 0) return -1;
        value = value * 16 + digit;
    }
    return value;
}

/* The value of an escape \uXXXX at line[at], else -1. */
static int escape_at(const char *line, size_t size, size_t at) {
    if (size - at < 6 || line[at] != '\\' || line[at + 1] != 'u') return -1;
    return hex4(line + at + 2);
}

/* The next escape from *at on that is a surrogate without its other half; steps behind it. false: none. */
static bool next_lone(const char *line, size_t size, size_t *at, size_t *lone) {
    while (*at < size) {
        const char *slash = memchr(line + *at, '\\', size - *at);
        if (slash == NULL) break;
        size_t here = (size_t)(slash - line);
        int value = escape_at(line, size, here);
        if (value < 0xD800 || value > 0xDFFF) {
            *at = size - here < 2 ? size : here + 2;
            continue;
        }
        int low = here + 6 < size ? escape_at(line, size, here + 6) : -1;
        if (value < 0xDC00 && low >= 0xDC00 && low <= 0xDFFF) {
            *at = here + 12;
            continue;
        }
        *lone = here;
        *at = here + 6;
        return true;
    }
    *at = size;
    return false;
}

/* Such escapes become that of U+FFFD, which is as long; `copy` is made only where there are any. */
static hsy_str mend_surrogates(hsy_str line, hsy_buffer *copy, size_t *count) {
    size_t at = 0, lone;
    *count = 0;
    while (next_lone(line.data, line.size, &at, &lone)) {
        if (copy->size == 0) hsy_buffer_add(copy, line.data, line.size);
        if (copy->failed) return line;
        memcpy(copy->data + lone, "\\ufffd", 6);
        ++*count;
    }
    return *count == 0 ? line : (hsy_str){.data = copy->data, .size = copy->size};
}

/* --- The object's members as they are written ------------------------------------------------------- */

typedef struct members {
    hsy_str line;
    size_t at;
} members;

typedef struct member {
    hsy_str key, value; /* as written, the key with its quotation marks */
} member;

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void skip_space(members *in) {
    while (in->at < in->line.size && is_space(in->line.data[in->at]))
        in->at++;
}

static void skip_string(members *in) {
    for (in->at++; in->at < in->line.size && in->line.data[in->at] != '"'; in->at++)
        if (in->line.data[in->at] == '\\') in->at++;
    in->at++;
}

static void skip_value(members *in) {
    size_t depth = 0;
    while (in->at < in->line.size) {
        char c = in->line.data[in->at];
        if (c == '"') {
            skip_string(in);
            if (depth == 0) return;
            continue;
        }
        if (depth == 0 && (c == ',' || c == '}')) return;
        if (c == '{' || c == '[') depth++;
        if (c == '}' || c == ']') depth--;
        in->at++;
        if (depth == 0 && (c == '}' || c == ']')) return;
    }
}

static hsy_str since(const members *in, size_t start) {
    size_t end = in->at < in->line.size ? in->at : in->line.size;
    while (end > start && is_space(in->line.data[end - 1]))
        end--;
    return (hsy_str){.data = in->line.data + start, .size = end - start};
}

/* The next member of an object that is known to be valid JSON; begin with `at` 0. */
static bool next_member(members *in, member *found) {
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
    return true;
}

/* --- Fields ------------------------------------------------------------------------------------------- */

static bool is_read(hsy_str name) {
    static const char *const names[] = {"author", "date", "id", "outlet", "text", "title", "url"};
    return hsy_story_listed(names, sizeof names / sizeof *names, name);
}

static bool is_ours(hsy_str name) {
    return is_read(name) || hsy_story_listed(hsy_list_output_names, HSY_LIST_OUTPUT_NAMES_COUNT, name);
}

/* A key that is written with escapes is compared by what it says. */
static bool key_is_ours(hsy_str key) {
    if (memchr(key.data, '\\', key.size) == NULL) return is_ours((hsy_str){.data = key.data + 1, .size = key.size - 2});
    json_t *said = json_loadb(key.data, key.size, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
    bool ours = said != NULL && is_ours((hsy_str){.data = json_string_value(said), .size = json_string_length(said)});
    json_decref(said);
    return ours;
}

/* As written, but for the line breaks of Unicode, which would break the line for many a reader. */
static void add_as_written(hsy_buffer *out, hsy_str text) {
    size_t plain = 0;
    for (size_t i = 0; i + 2 < text.size; i++) {
        if (memcmp(text.data + i, "\xE2\x80", 2) != 0) continue;
        unsigned char third = (unsigned char)text.data[i + 2];
        if (third != 0xA8 && third != 0xA9) continue;
        hsy_buffer_add(out, text.data + plain, i - plain);
        hsy_buffer_text(out, third == 0xA8 ? "\\u2028" : "\\u2029");
        plain = i + 3;
    }
    hsy_buffer_add(out, text.data + plain, text.size - plain);
}

static bool keep_extra(hsy_story *story, hsy_str line, const hearsay_allocator *scratch) {
    hsy_buffer extra;
    hsy_buffer_init(&extra, scratch);
    hsy_buffer_char(&extra, '{');
    members in = {.line = line, .at = 0};
    member found;
    while (next_member(&in, &found)) {
        if (key_is_ours(found.key)) continue;
        if (extra.size > 1) hsy_buffer_text(&extra, ", ");
        add_as_written(&extra, found.key);
        hsy_buffer_text(&extra, ": ");
        add_as_written(&extra, found.value);
    }
    hsy_buffer_char(&extra, '}');
    bool kept = !extra.failed &&
                hsy_arena_copy(&story->arena, (hsy_str){.data = extra.data, .size = extra.size}, &story->extra);
    hsy_buffer_free(&extra);
    return kept;
}

static hsy_str string_of(const json_t *value) {
    return (hsy_str){.data = json_string_value(value), .size = json_string_length(value)};
}

/* A string field; null and the empty string are absent, anything else is passed over with a warning. */
static bool take_string(hsy_story *story, const json_t *object, const char *name, hsy_str *field) {
    const json_t *value = json_object_get(object, name);
    if (value == NULL || json_is_null(value)) return true;
    if (!json_is_string(value)) return hsy_story_warn(story, "the field \"%s\" is not a string and was not read", name);
    if (json_string_length(value) == 0) return true;
    return hsy_arena_copy(&story->arena, string_of(value), field);
}

/* A string, or a number as it is written (it may have more digits than a number can hold). */
static bool take_id(hsy_story *story, const json_t *object, hsy_str line) {
    if (!json_is_number(json_object_get(object, "id"))) return take_string(story, object, "id", &story->id);
    members in = {.line = line, .at = 0};
    member found;
    hsy_str id = {.data = NULL, .size = 0};
    while (next_member(&in, &found))
        if (hsy_str_equal(found.key, hsy_str_of("\"id\""))) id = found.value;
    return hsy_arena_copy(&story->arena, id, &story->id);
}

static bool take_authors(hsy_story *story, const json_t *object) {
    const json_t *value = json_object_get(object, "author");
    if (value == NULL || json_is_null(value)) return true;
    bool list = json_is_array(value), odd = !list && !json_is_string(value);
    size_t count = list ? json_array_size(value) : 1;
    story->authors = HSY_NEW(&story->arena, hsy_str, count);
    if (story->authors == NULL) return false;
    for (size_t i = 0; i < count && !odd; i++) {
        const json_t *author = list ? json_array_get(value, i) : value;
        if (!json_is_string(author)) {
            odd = true;
        } else if (json_string_length(author) > 0) {
            if (!hsy_arena_copy(&story->arena, string_of(author), &story->authors[story->author_count])) return false;
            story->author_count++;
        }
    }
    return !odd || hsy_story_warn(story, "the field \"author\" is neither a string nor a list of strings");
}

static hearsay_status take_text(hsy_story *story, const json_t *object, const char *place, hearsay_error *error) {
    const json_t *text = json_object_get(object, "text");
    if (text == NULL) return hsy_fail(error, HEARSAY_ERROR_INPUT, "%s: the object has no field \"text\"", place);
    if (!json_is_string(text))
        return hsy_fail(error, HEARSAY_ERROR_INPUT, "%s: the field \"text\" is not a string", place);
    if (json_string_length(text) > HEARSAY_STORY_BYTES_MAX)
        return hsy_fail(error, HEARSAY_ERROR_LIMIT, "%s: the text is longer than %zu bytes, the limit for a story",
                        place, HEARSAY_STORY_BYTES_MAX);
    if (!hsy_arena_copy(&story->arena, string_of(text), &story->given)) return hsy_fail_memory(error);
    return HEARSAY_OK;
}

static bool take_fields(hsy_story *story, const json_t *object, hsy_str line, const hearsay_allocator *scratch) {
    return take_id(story, object, line) && take_string(story, object, "title", &story->title) &&
           take_string(story, object, "date", &story->date) && take_string(story, object, "outlet", &story->outlet) &&
           take_string(story, object, "url", &story->url) && take_authors(story, object) &&
           keep_extra(story, line, scratch);
}

static hearsay_status fail_parse(const char *place, const json_error_t *why, hearsay_error *error) {
    switch (json_error_code(why)) {
    case json_error_out_of_memory:
        return hsy_fail_memory(error);
    case json_error_stack_overflow:
        return hsy_fail(error, HEARSAY_ERROR_INPUT, "%s: the JSON is nested too deeply", place);
    case json_error_premature_end_of_input:
        return hsy_fail(error, HEARSAY_ERROR_INPUT, "%s: the JSON is cut off", place);
    default:
        return hsy_fail(error, HEARSAY_ERROR_INPUT, "%s: is not valid JSON (at byte %d)", place, why->position);
    }
}

hearsay_status hsy_story_parse_json(hsy_story *story, const char *line, size_t size, const char *place,
                                    const hearsay_allocator *scratch, hearsay_error *error) {
    hsy_buffer copy;
    hsy_buffer_init(&copy, scratch);
    size_t mended;
    hsy_str whole = mend_surrogates((hsy_str){.data = line, .size = size}, &copy, &mended);
    json_error_t why;
    /* Numbers are never used as numbers; as reals, they may be of any size. */
    json_t *object =
        copy.failed ? NULL : json_loadb(whole.data, whole.size, JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL, &why);
    hearsay_status status;
    if (copy.failed)
        status = hsy_fail_memory(error);
    else if (object == NULL)
        status = fail_parse(place, &why, error);
    else if (!json_is_object(object))
        status = hsy_fail(error, HEARSAY_ERROR_INPUT, "%s: is not a JSON object", place);
    else
        status = take_text(story, object, place, error);
    if (status == HEARSAY_OK && !take_fields(story, object, whole, scratch)) status = hsy_fail_memory(error);
    if (status == HEARSAY_OK && mended > 0 &&
        !hsy_story_warn(story, "%zu %s half a character and became U+FFFD", mended,
                        mended == 1 ? "escape was" : "escapes were"))
        status = hsy_fail_memory(error);
    json_decref(object);
    hsy_buffer_free(&copy);
    return status;
}
