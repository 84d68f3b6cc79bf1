/* SPDX-License-Identifier: Apache-2.0 */
/* One input: opened, cut into records by the files of its format, closed. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "story/input/input.h"

/* --- Opening and closing ------------------------------------------------------------------------------------ */

static bool copy_string(const hearsay_allocator *allocator, const char *text, char **copy) {
    *copy = NULL;
    if (text == NULL || *text == '\0') return true;
    size_t size = strlen(text) + 1;
    *copy = hsy_resize(allocator, NULL, size);
    if (*copy == NULL) return false;
    memcpy(*copy, text, size);
    return true;
}

static void name_input(hsy_input *input, const char *path) {
    size_t size = strlen(path);
    if (size < HSY_INPUT_NAME_BYTES) {
        memcpy(input->name, path, size + 1);
        return;
    }
    size_t start = size - (HSY_INPUT_NAME_BYTES - 4);
    while (start < size && ((unsigned char)path[start] & 0xC0) == 0x80)
        start++;
    (void)snprintf(input->name, sizeof input->name, "...%s", path + start);
}

/* An input without its stream. NULL: refused. */
static hsy_input *new_input(const char *path, const hearsay_reader_settings *settings) {
    hearsay_reader_settings defaults;
    hearsay_reader_defaults(&defaults);
    if (settings == NULL) settings = &defaults;
    hearsay_allocator allocator = hsy_allocator_or_default(&settings->allocator);
    hsy_input *input = hsy_resize(&allocator, NULL, sizeof *input);
    if (input == NULL) return NULL;
    memset(input, 0, offsetof(hsy_input, chunk));
    input->allocator = allocator;
    input->now = settings->now != 0 ? settings->now : (int64_t)time(NULL);
    input->forced = settings->input;
    hsy_buffer_init(&input->pending, &allocator);
    hsy_buffer_init(&input->fetched, &allocator);
    hsy_buffer_init(&input->url, &allocator);
    hsy_buffer_init(&input->charset, &allocator);
    name_input(input, path);
    if (copy_string(&allocator, *path == '\0' ? " " : path, &input->path) &&
        copy_string(&allocator, settings->date, &input->date) &&
        copy_string(&allocator, settings->outlet, &input->outlet))
        return input;
    hsy_input_close(input);
    return NULL;
}

/* Gives the input its stream over `bytes`, or closes both. */
static hearsay_status finish_open(hsy_input *made, hsy_bytes *bytes, hsy_input **input, hearsay_error *error) {
    made->stream = hsy_story_new_stream(bytes, &made->allocator);
    if (made->stream == NULL) {
        hsy_story_close_bytes(bytes);
        hsy_input_close(made);
        return hsy_fail_memory(error);
    }
    *input = made;
    return HEARSAY_OK;
}

static hearsay_status open_bytes(hsy_input *input, bool allow_private, hsy_bytes *bytes, hearsay_error *error) {
    if (!hsy_input_is_address(input->path)) return hsy_story_open_bytes(input->path, input->name, bytes, error);
    hearsay_status status = hsy_input_fetch(input, allow_private, error);
    if (status == HEARSAY_OK) hsy_story_open_memory_bytes(input->name, input->fetched.data, input->fetched.size, bytes);
    return status;
}

hearsay_status hsy_input_open(const char *path, const hearsay_reader_settings *settings, hsy_input **input,
                              hearsay_error *error) {
    *input = NULL;
    if (path == NULL) return hsy_fail(error, HEARSAY_ERROR_ARGUMENT, "an input needs a path");
    hsy_input *made = new_input(path, settings);
    if (made == NULL) return hsy_fail_memory(error);
    hsy_bytes bytes;
    hearsay_status status = open_bytes(made, settings != NULL && settings->allow_private, &bytes, error);
    if (status != HEARSAY_OK) {
        hsy_input_close(made);
        return status;
    }
    return finish_open(made, &bytes, input, error);
}

hearsay_status hsy_input_open_memory(const char *name, const void *bytes, size_t size,
                                     const hearsay_reader_settings *settings, hsy_input **input, hearsay_error *error) {
    *input = NULL;
    if (name == NULL || (bytes == NULL && size > 0))
        return hsy_fail(error, HEARSAY_ERROR_ARGUMENT, "an input in memory needs a name and its bytes");
    hsy_input *made = new_input(name, settings);
    if (made == NULL) return hsy_fail_memory(error);
    hsy_bytes source;
    hsy_story_open_memory_bytes(made->name, bytes, size, &source);
    return finish_open(made, &source, input, error);
}

void hsy_input_close(hsy_input *input) {
    if (input == NULL) return;
    hearsay_allocator allocator = input->allocator;
    if (input->format != NULL && input->format->close != NULL) input->format->close(input);
    hsy_story_close_stream(input->stream, &allocator);
    hsy_buffer_free(&input->pending);
    hsy_buffer_free(&input->fetched);
    hsy_buffer_free(&input->url);
    hsy_buffer_free(&input->charset);
    hsy_release(&allocator, input->path);
    hsy_release(&allocator, input->date);
    hsy_release(&allocator, input->outlet);
    hsy_release(&allocator, input);
}

void hsy_input_progress(const hsy_input *input, uint64_t *done, uint64_t *total) {
    hsy_story_stream_progress(input->stream, input->narrow ? 0 : hsy_input_unread(input), done, total);
}

/* --- Names ---------------------------------------------------------------------------------------------------- */

/* The part of a path behind its last slash. Of an address, the whole is the name: its last part often says nothing. */
static hsy_str last_part(const char *path) {
    const char *slash = hsy_input_is_address(path) ? NULL : strrchr(path, '/');
    return hsy_str_of(slash != NULL && slash[1] != '\0' ? slash + 1 : path);
}

/* The length of `name` without an ending that says a format; the same where it has none. */
static size_t without_ending(hsy_str name) {
    if (name.data == NULL || name.size == 0) return 0;
    static const char *const endings[] = {"asp", "aspx",   "atom", "br",  "gz",    "htm",  "html", "json",  "jsonl",
                                          "jsp", "ndjson", "php",  "rss", "shtml", "text", "txt",  "xhtml", "xml"};
    const char *dot = memrchr(name.data, '.', name.size);
    if (dot == NULL || dot == name.data) return name.size;
    const size_t length = name.size - (size_t)(dot + 1 - name.data);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (strlen(endings[i]) == length && strncasecmp(dot + 1, endings[i], length) == 0)
            return (size_t)(dot - name.data);
    return name.size;
}

bool hsy_input_base_name(const hsy_input *input, bool bare, hsy_arena *arena, hsy_str *name) {
    hsy_str part = last_part(input->path);
    for (size_t before = 0; bare && before != part.size && !hsy_input_is_address(input->path);) {
        before = part.size;
        part.size = without_ending(part);
    }
    return hsy_arena_copy(arena, part, name);
}

bool hsy_input_numbered_name(const hsy_input *input, uint64_t number, hsy_arena *arena, hsy_str *name) {
    char digits[24];
    int length = snprintf(digits, sizeof digits, ":%" PRIu64, number);
    hsy_str base = last_part(input->path);
    char *both = hsy_arena_alloc(arena, base.size + (size_t)length + 1);
    if (both == NULL) return false;
    memcpy(both, base.data, base.size);
    memcpy(both + base.size, digits, (size_t)length);
    *name = (hsy_str){.data = both, .size = base.size + (size_t)length};
    return true;
}

/* --- Records --------------------------------------------------------------------------------------------------- */

static hsy_str text_of(const hsy_buffer *buffer) {
    return buffer->size == 0 ? (hsy_str){.data = NULL, .size = 0} : (hsy_str){buffer->data, buffer->size};
}

static bool fill_record(const hsy_input *input, hsy_str bytes, hsy_record *record) {
    hsy_arena *arena = &record->arena;
    record->unicode = input->form.unicode;
    record->damage = hsy_story_stream_damage(input->stream);
    record->hints.now = input->now;
    return hsy_arena_copy(arena, bytes, &record->bytes) &&
           hsy_arena_copy(arena, hsy_str_of(input->date), &record->date) &&
           hsy_arena_copy(arena, hsy_str_of(input->outlet), &record->outlet) &&
           hsy_arena_copy(arena, text_of(&input->url), &record->hints.url) &&
           hsy_arena_copy(arena, text_of(&input->charset), &record->hints.charset);
}

hearsay_status hsy_input_new_record(const hsy_input *input, hsy_record_kind kind, const char *place, hsy_str bytes,
                                    hsy_record **record, hearsay_error *error) {
    hsy_record *made = hsy_record_new(kind, place, &input->allocator);
    if (made != NULL && fill_record(input, bytes, made)) {
        *record = made;
        return HEARSAY_OK;
    }
    hsy_record_free(made);
    return hsy_fail_memory(error);
}

hearsay_status hsy_input_fail_empty(const hsy_input *input, hearsay_error *error) {
    const char *damage = hsy_story_stream_damage(input->stream);
    return hsy_fail(error, HEARSAY_ERROR_INPUT, "%s: %s", input->name, damage != NULL ? damage : "is empty");
}

hearsay_status hsy_input_take(hsy_input *input, hsy_record **record, hearsay_error *error) {
    *record = NULL;
    if (input->ended) return HEARSAY_END;
    hearsay_status status = input->format == NULL ? hsy_input_recognise(input, error) : HEARSAY_OK;
    if (status == HEARSAY_OK) status = input->format->take(input, record, error);
    /* Behind a bad record the reading goes on; any other failure would come again and again. */
    if (status != HEARSAY_OK && status != HEARSAY_ERROR_INPUT && status != HEARSAY_ERROR_LIMIT) input->ended = true;
    return status;
}

hearsay_status hsy_input_next(hsy_input *input, hsy_story **story, hearsay_error *error) {
    *story = NULL;
    hsy_record *record;
    hearsay_status status = hsy_input_take(input, &record, error);
    if (status != HEARSAY_OK) return status;
    status = hsy_record_read(record, story, error);
    hsy_record_free(record);
    return status;
}
