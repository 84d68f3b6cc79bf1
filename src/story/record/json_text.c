/* SPDX-License-Identifier: Apache-2.0 */
/* The field that holds an object's text, and that text. */
#include <string.h>
#include <strings.h>

#include "story/record/json.h"

/* The most trusted first: our own; those that crawls fill with a text that they took out of a page; of a text in two
 * forms the marked-up one, as it has its paragraphs; what may be anything; and at last the page itself. */
static const struct {
    const char *name;
    bool markup;
} fields[] = {{"text", false},        {"maintext", false},     {"articleBody", false}, {"article_text", false},
              {"content_html", true}, {"content_text", false}, {"body_html", true},    {"body_xhtml", true},
              {"body_text", false},   {"bodyText", false},     {"full_text", false},   {"fulltext", false},
              {"story_text", false},  {"content", false},      {"body", false},        {"article", false},
              {"raw_text", false},    {"html", true},          {"raw_html", true},     {"page_html", true}};
enum { FIELD_COUNT = sizeof fields / sizeof *fields };

/* --- Markup ------------------------------------------------------------------------------------------------- */

static bool holds(hsy_str text, const char *what) {
    return memmem(text.data, text.size, what, strlen(what)) != NULL;
}

static bool begins(hsy_str text, const char *with) {
    const size_t length = strlen(with);
    return text.size >= length && strncasecmp(text.data, with, length) == 0;
}

static hsy_str skip_space(hsy_str text) {
    while (text.size > 0 && memchr(" \t\r\n", *text.data, 4) != NULL)
        text = (hsy_str){.data = text.data + 1, .size = text.size - 1};
    return text;
}

bool hsy_json_is_markup(hsy_str text) {
    static const char *const marks[] = {"</p>", "<br>", "<br/>", "<br />", "</div>", "</P>", "<BR>", "</DIV>"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (holds(text, marks[i])) return true;
    text = skip_space(text);
    const char next = text.size > 1 ? (char)(text.data[1] | 0x20) : ' ';
    if (text.size < 4 || *text.data != '<') return false;
    return begins(text, "<!doctype") || (next >= 'a' && next <= 'z' && holds(text, "</"));
}

/* A page with all that stands around its article, not the article alone. */
static bool is_whole_page(hsy_str text) {
    return begins(skip_space(text), "<!doctype") || holds(text, "<html") || holds(text, "<HTML") ||
           holds(text, "<body") || holds(text, "<BODY");
}

/* --- Choosing ---------------------------------------------------------------------------------------------------- */

hsy_json_text hsy_json_find_text(hsy_json *in) {
    hsy_json_text found = {.value = {.data = NULL, .size = 0}};
    for (size_t i = 0; i < FIELD_COUNT && found.value.data == NULL; i++) {
        found.value = hsy_json_string_of(hsy_json_get(in, fields[i].name));
        if (found.value.data == NULL) continue;
        /* All spans count in "text" as it was given. */
        found.markup = i > 0 && (fields[i].markup || hsy_json_is_markup(found.value));
        in->own = i == 0;
        hsy_json_mark_taken(in, fields[i].name);
    }
    return found;
}

static bool is_field(hsy_str key) {
    static const char *const others[] = {"\"bodies\"", "\"headlines\"", "\"versioncreated\"", "\"versionCreated\"",
                                         "\"_source\""};
    for (size_t i = 0; i < FIELD_COUNT; i++) {
        const size_t size = strlen(fields[i].name);
        if (key.size == size + 2 && memcmp(key.data + 1, fields[i].name, size) == 0) return true;
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (hsy_str_equal(key, hsy_str_of(others[i]))) return true;
    return false;
}

bool hsy_json_holds_text(hsy_str object) {
    hsy_json_members in = {.line = object, .at = 0};
    hsy_json_member found;
    while (hsy_json_next_member(&in, &found))
        if (is_field(found.key)) return true;
    return false;
}

/* --- Reading --------------------------------------------------------------------------------------------------------
 */

/* "[+1234 chars]" at its end: a service of news gives no more to who does not pay. */
static bool warn_of_cut(hsy_story *story, hsy_str text) {
    static const char ending[] = " chars]";
    if (!hsy_str_ends(text, ending)) return true;
    const char *start = memrchr(text.data, '[', text.size);
    if (start == NULL || start[1] != '+') return true;
    const size_t digits = (size_t)(text.data + text.size - start) - 2 - strlen(ending);
    if (digits > 9 || strspn(start + 2, "0123456789") != digits) return true;
    return hsy_story_warn(story, "the text is cut off: %.*s characters are missing", (int)digits, start + 2);
}

hearsay_status hsy_json_read_text(hsy_json *in, hsy_json_text text, hearsay_error *error) {
    const hsy_record *record = in->record;
    hsy_story *story = in->story;
    if (text.markup && text.value.size > HEARSAY_PAGE_BYTES_MAX)
        return hsy_fail(error, HEARSAY_ERROR_LIMIT, "%s: the page is longer than %zu bytes, the limit for a page",
                        record->place, HEARSAY_PAGE_BYTES_MAX);
    if (text.markup) {
        hsy_page_hints hints = record->hints;
        hints.url = story->url;
        hints.charset = hsy_str_of("UTF-8");
        hints.fragment = !is_whole_page(text.value);
        return hsy_page_read(story, text.value, &hints, record->place, &record->arena.allocator, error);
    }
    if (text.value.size > HEARSAY_STORY_BYTES_MAX) return hsy_story_fail_limit(record->place, error);
    if (!hsy_arena_copy(&story->arena, text.value, &story->given) || (!in->own && !warn_of_cut(story, text.value)))
        return hsy_fail_memory(error);
    return HEARSAY_OK;
}
