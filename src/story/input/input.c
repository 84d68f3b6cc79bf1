/* SPDX-License-Identifier: Apache-2.0 */
/* One input being cut into stories: a text is one, JSON Lines hold one a line. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "story/internal.h"
#include "story/page/page.h"

/* In JSON a character may take several times the bytes that it has in UTF-8, and a line has other fields. */
enum { CHUNK_BYTES = 64 << 10, NAME_BYTES_MAX = 240, PLACE_BYTES = NAME_BYTES_MAX + 64 };
static const size_t LINE_BYTES_MAX = 4 * HEARSAY_STORY_BYTES_MAX;
/* So much white space before a first character, and it is looked no further for JSON. */
static const size_t HEAD_BYTES_MAX = (size_t)1 << 20;

typedef enum input_state { STATE_NEW, STATE_TEXT, STATE_PAGE, STATE_LINES, STATE_ENDED } input_state;

struct hsy_input {
    hearsay_allocator allocator;
    char *path;                /* as given; what `stream` calls it */
    char name[NAME_BYTES_MAX]; /* the same for messages, cut at its front where it is long */
    char *date, *outlet;       /* of the settings, or NULL */
    hsy_stream *stream;
    hsy_form form;
    input_state state;
    bool end;           /* the stream has ended */
    hsy_buffer pending; /* pending[at, size) is read and not used yet; 8-bit */
    size_t at;
    uint64_t line; /* number of the last line taken */
    char carry[4]; /* a part of a unit of UTF-16 or UTF-32 */
    size_t carried;
    char chunk[CHUNK_BYTES + 4];
};

/* --- Opening and closing --------------------------------------------------------------------------------------- */

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
    if (size < NAME_BYTES_MAX) {
        memcpy(input->name, path, size + 1);
        return;
    }
    size_t start = size - (NAME_BYTES_MAX - 4);
    while (start < size && ((unsigned char)path[start] & 0xC0) == 0x80)
        start++;
    (void)snprintf(input->name, sizeof input->name, "...%s", path + start);
}

/* An input without its stream. NULL: refused. */
static hsy_input *new_input(const char *path, const hearsay_reader_settings *settings) {
    hearsay_allocator allocator = hsy_allocator_or_default(settings == NULL ? NULL : &settings->allocator);
    hsy_input *input = hsy_resize(&allocator, NULL, sizeof *input);
    if (input == NULL) return NULL;
    memset(input, 0, offsetof(hsy_input, chunk));
    input->allocator = allocator;
    hsy_buffer_init(&input->pending, &allocator);
    name_input(input, path);
    if (copy_string(&allocator, *path == '\0' ? " " : path, &input->path) &&
        copy_string(&allocator, settings == NULL ? NULL : settings->date, &input->date) &&
        copy_string(&allocator, settings == NULL ? NULL : settings->outlet, &input->outlet))
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

hearsay_status hsy_input_open(const char *path, const hearsay_reader_settings *settings, hsy_input **input,
                              hearsay_error *error) {
    *input = NULL;
    if (path == NULL) return hsy_fail(error, HEARSAY_ERROR_ARGUMENT, "an input needs a path");
    hsy_input *made = new_input(path, settings);
    if (made == NULL) return hsy_fail_memory(error);
    hsy_bytes bytes;
    hearsay_status status = hsy_story_open_bytes(path, made->name, &bytes, error);
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
    hsy_story_close_stream(input->stream, &allocator);
    hsy_buffer_free(&input->pending);
    hsy_release(&allocator, input->path);
    hsy_release(&allocator, input->date);
    hsy_release(&allocator, input->outlet);
    hsy_release(&allocator, input);
}

void hsy_input_progress(const hsy_input *input, uint64_t *done, uint64_t *total) {
    size_t unread = input->form.width == HSY_WIDTH_8 ? input->pending.size - input->at : 0;
    hsy_story_stream_progress(input->stream, unread, done, total);
}

/* --- Reading on -------------------------------------------------------------------------------------------------- */

static size_t unread(const hsy_input *input) {
    return input->pending.size - input->at;
}

static const char *unread_bytes(const hsy_input *input) {
    return unread(input) == 0 ? "" : input->pending.data + input->at;
}

/* Moves what is unread to the front, where that costs no more than was read before. */
static void compact(hsy_input *input) {
    if (input->at == 0 || input->at < input->pending.size - input->at) return;
    memmove(input->pending.data, input->pending.data + input->at, unread(input));
    input->pending.size -= input->at;
    input->at = 0;
}

/* Appends bytes of UTF-16 or UTF-32 behind those carried over. */
static void append_wide(hsy_input *input, size_t got) {
    memmove(input->chunk + input->carried, input->chunk, got);
    memcpy(input->chunk, input->carry, input->carried);
    size_t size = input->carried + got;
    size_t used = hsy_story_narrow(input->form.width, input->chunk, size, input->end, &input->pending);
    input->carried = size - used;
    memcpy(input->carry, input->chunk + used, input->carried);
}

/* Reads a chunk more to `pending`, or sets `end`. */
static hearsay_status fill(hsy_input *input, hearsay_error *error) {
    compact(input);
    size_t got;
    hearsay_status status = hsy_story_read_stream(input->stream, input->chunk, CHUNK_BYTES, &got, error);
    if (status != HEARSAY_OK) return status;
    input->end = got == 0;
    if (input->form.width == HSY_WIDTH_8)
        hsy_buffer_add(&input->pending, input->chunk, got);
    else
        append_wide(input, got);
    return input->pending.failed ? hsy_fail_memory(error) : HEARSAY_OK;
}

/* --- What the input is ----------------------------------------------------------------------------------------------
 */

enum { FORM_BYTES = 4 };

/* Finds the form by the first bytes, and makes those 8-bit that have come already. */
static hearsay_status find_form(hsy_input *input, hearsay_error *error) {
    while (!input->end && unread(input) < FORM_BYTES) {
        hearsay_status status = fill(input, error);
        if (status != HEARSAY_OK) return status;
    }
    hsy_form form = hsy_story_find_form(unread_bytes(input), unread(input));
    input->at += form.mark;
    input->form = form;
    if (form.width == HSY_WIDTH_8) return HEARSAY_OK;
    hsy_buffer raw = input->pending;
    hsy_buffer_init(&input->pending, &input->allocator);
    size_t size = raw.size - input->at;
    size_t used = hsy_story_narrow(form.width, raw.data + input->at, size, input->end, &input->pending);
    input->carried = size - used;
    memcpy(input->carry, raw.data + input->at + used, input->carried);
    input->at = 0;
    hsy_buffer_free(&raw);
    return input->pending.failed ? hsy_fail_memory(error) : HEARSAY_OK;
}

/* The next byte from *at on that is no white space, reading on for it; '\0' at the end. *breaks: a line ended before.
 */
static hearsay_status next_solid(hsy_input *input, size_t *at, char *byte, bool *breaks, hearsay_error *error) {
    *breaks = false;
    for (;; ++*at) {
        while (*at >= unread(input)) {
            if (input->end || *at > HEAD_BYTES_MAX) {
                *byte = '\0';
                return HEARSAY_OK;
            }
            hearsay_status status = fill(input, error);
            if (status != HEARSAY_OK) return status;
        }
        *byte = unread_bytes(input)[*at];
        *breaks |= *byte == '\n';
        if (*byte != ' ' && *byte != '\t' && *byte != '\r' && *byte != '\n') return HEARSAY_OK;
    }
}

static hearsay_status recognise(hsy_input *input, hearsay_error *error) {
    hearsay_status status = find_form(input, error);
    if (status != HEARSAY_OK) return status;
    size_t at = 0;
    char first, second = '\0';
    bool breaks;
    status = next_solid(input, &at, &first, &breaks, error);
    if (status != HEARSAY_OK) return status;
    input->state = STATE_TEXT;
    if (first == '<') input->state = STATE_PAGE;
    if (first != '{' && first != '[') return HEARSAY_OK;
    at++;
    status = next_solid(input, &at, &second, &breaks, error);
    if (status != HEARSAY_OK) return status;
    if (first == '[' && second == '{') {
        input->state = STATE_ENDED;
        return hsy_fail(error, HEARSAY_ERROR_INPUT, "%s: is a JSON array; JSON Lines have one object on each line",
                        input->name);
    }
    if (first != '{' || (second != '"' && second != '}')) return HEARSAY_OK;
    if (breaks) {
        input->state = STATE_ENDED;
        return hsy_fail(error, HEARSAY_ERROR_INPUT,
                        "%s: is a JSON object over several lines; JSON Lines have one object on each line",
                        input->name);
    }
    input->state = STATE_LINES;
    return HEARSAY_OK;
}

/* --- Making a story -------------------------------------------------------------------------------------------------
 */

static size_t count_nuls(hsy_str text) {
    size_t count = 0;
    for (size_t i = 0; i < text.size; i++)
        count += text.data[i] == '\0';
    return count;
}

static bool warn_of_damage(hsy_story *story, const hsy_decoded *decoded) {
    size_t count = decoded->damage;
    return count == 0 || hsy_story_warn(story, "%zu %s not valid %s and became U+FFFD", count,
                                        count == 1 ? "character was" : "characters were", decoded->name);
}

static bool fill_in(hsy_story *story, const hsy_input *input) {
    hsy_arena *arena = &story->arena;
    size_t nuls = count_nuls(story->given);
    return (story->date.data != NULL || hsy_arena_copy(arena, hsy_str_of(input->date), &story->date)) &&
           (story->outlet.data != NULL || hsy_arena_copy(arena, hsy_str_of(input->outlet), &story->outlet)) &&
           (nuls == 0 || hsy_story_warn(story, "%zu NUL %s passed over", nuls, nuls == 1 ? "byte was" : "bytes were"));
}

static const char *base_name(const hsy_input *input) {
    const char *slash = strrchr(input->path, '/');
    return slash != NULL && slash[1] != '\0' ? slash + 1 : input->path;
}

/* What a text and a line have in common: the rest of the story once it has its fields and its given text. `place`
 * names it. Frees the story where that fails. */
static hearsay_status finish_story(hsy_input *input, hsy_story *made, const char *place, hsy_story **story,
                                   hearsay_error *error) {
    hearsay_status status = HEARSAY_OK;
    if (!fill_in(made, input) || !hsy_story_cut(made, &input->allocator))
        status = hsy_fail_memory(error);
    else if (made->paragraph_count == 0)
        status = hsy_fail(error, HEARSAY_ERROR_INPUT, "%s: is empty", place);
    if (status == HEARSAY_OK)
        *story = made;
    else
        hsy_story_free(made);
    return status;
}

static hearsay_status fail_limit(const char *place, hearsay_error *error) {
    return hsy_fail(error, HEARSAY_ERROR_LIMIT, "%s: the text is longer than %zu bytes, the limit for a story", place,
                    HEARSAY_STORY_BYTES_MAX);
}

/* --- A text
 * ------------------------------------------------------------------------------------------------------------ */

static hearsay_status fail_not_text(const hsy_input *input, const char *kind, hearsay_error *error) {
    return hsy_fail(error, HEARSAY_ERROR_INPUT, "%s: is not text but looks like %s", input->name, kind);
}

static hearsay_status decode_text(hsy_input *input, hsy_buffer *out, hsy_decoded *decoded, hearsay_error *error) {
    const char *kind = hsy_story_not_text(unread_bytes(input), unread(input));
    if (kind != NULL) return fail_not_text(input, kind, error);
    if (!hsy_story_decode(unread_bytes(input), unread(input), input->form.unicode, out, decoded))
        return hsy_fail_memory(error);
    if (strcmp(decoded->name, "UTF-8") != 0 && !hsy_story_is_legible(decoded->text))
        return fail_not_text(input, "binary data", error);
    if (decoded->text.size > HEARSAY_STORY_BYTES_MAX) return fail_limit(input->name, error);
    return HEARSAY_OK;
}

static hearsay_status make_text_story(hsy_input *input, const hsy_decoded *decoded, hsy_story **story,
                                      hearsay_error *error) {
    hsy_story *made = hsy_story_new(&input->allocator);
    if (made == NULL) return hsy_fail_memory(error);
    const char *damage = hsy_story_stream_damage(input->stream);
    if (!hsy_arena_copy(&made->arena, decoded->text, &made->given) ||
        !hsy_arena_copy(&made->arena, hsy_str_of(base_name(input)), &made->id) || !warn_of_damage(made, decoded) ||
        (damage != NULL && !hsy_story_warn(made, "the text may end too early: %s", damage))) {
        hsy_story_free(made);
        return hsy_fail_memory(error);
    }
    return finish_story(input, made, input->name, story, error);
}

static hearsay_status next_text(hsy_input *input, hsy_story **story, hearsay_error *error) {
    input->state = STATE_ENDED;
    while (!input->end && unread(input) <= HEARSAY_STORY_BYTES_MAX) {
        hearsay_status status = fill(input, error);
        if (status != HEARSAY_OK) return status;
    }
    if (unread(input) > HEARSAY_STORY_BYTES_MAX) {
        const char *kind = hsy_story_not_text(unread_bytes(input), unread(input));
        return kind != NULL ? fail_not_text(input, kind, error) : fail_limit(input->name, error);
    }
    if (unread(input) == 0) {
        const char *damage = hsy_story_stream_damage(input->stream);
        return hsy_fail(error, HEARSAY_ERROR_INPUT, "%s: %s", input->name, damage != NULL ? damage : "is empty");
    }
    hsy_buffer out;
    hsy_buffer_init(&out, &input->allocator);
    hsy_decoded decoded = {.damage = 0};
    hearsay_status status = decode_text(input, &out, &decoded, error);
    if (status == HEARSAY_OK) status = make_text_story(input, &decoded, story, error);
    hsy_buffer_free(&out);
    input->at = input->pending.size;
    return status;
}

static hearsay_status next_page(hsy_input *input, hsy_story **story, hearsay_error *error) {
    input->state = STATE_ENDED;
    while (!input->end && unread(input) <= HEARSAY_STORY_BYTES_MAX) {
        hearsay_status status = fill(input, error);
        if (status != HEARSAY_OK) return status;
    }
    hsy_story *made = hsy_story_new(&input->allocator);
    if (made == NULL) return hsy_fail_memory(error);
    hsy_page_hints hints = {.now = 1790000000};
    hearsay_status status = hsy_page_read(made, (hsy_str){unread_bytes(input), unread(input)}, &hints, input->name,
                                          &input->allocator, error);
    if (status == HEARSAY_OK && !hsy_arena_copy(&made->arena, hsy_str_of(base_name(input)), &made->id))
        status = hsy_fail_memory(error);
    input->at = input->pending.size;
    if (status == HEARSAY_OK) return finish_story(input, made, input->name, story, error);
    hsy_story_free(made);
    return status;
}

/* --- JSON Lines
 * ---------------------------------------------------------------------------------------------------------- */

typedef struct taken_line {
    hsy_str text;
    bool too_long; /* and passed over */
    bool last;     /* no line break behind it */
} taken_line;

/* HEARSAY_END: there is no further line. The text lives until the next call. */
static hearsay_status take_line(hsy_input *input, taken_line *taken, hearsay_error *error) {
    *taken = (taken_line){.too_long = false};
    size_t searched = 0;
    for (;;) {
        const char *bytes = unread_bytes(input);
        const char *newline = memchr(bytes + searched, '\n', unread(input) - searched);
        size_t size = newline != NULL ? (size_t)(newline - bytes) : unread(input);
        if (newline != NULL || input->end) {
            if (newline == NULL && size == 0 && !taken->too_long) return HEARSAY_END;
            taken->text = (hsy_str){.data = bytes, .size = size};
            taken->too_long |= size > LINE_BYTES_MAX;
            taken->last = newline == NULL;
            input->at += size + (newline != NULL);
            input->line++;
            return HEARSAY_OK;
        }
        searched = size;
        if (size > LINE_BYTES_MAX) {
            taken->too_long = true;
            input->at = input->pending.size;
            searched = 0;
        }
        hearsay_status status = fill(input, error);
        if (status != HEARSAY_OK) return status;
    }
}

static bool is_blank(hsy_str line) {
    for (size_t i = 0; i < line.size; i++)
        if (line.data[i] != ' ' && line.data[i] != '\t' && line.data[i] != '\r') return false;
    return true;
}

static bool name_by_line(hsy_story *story, const hsy_input *input) {
    if (story->id.data != NULL) return true;
    char number[24];
    int length = snprintf(number, sizeof number, ":%" PRIu64, input->line);
    const char *base = base_name(input);
    size_t size = strlen(base);
    char *id = hsy_arena_alloc(&story->arena, size + (size_t)length + 1);
    if (id == NULL) return false;
    memcpy(id, base, size);
    memcpy(id + size, number, (size_t)length);
    story->id = (hsy_str){.data = id, .size = size + (size_t)length};
    return true;
}

static hearsay_status parse_line(hsy_input *input, hsy_story *made, hsy_str line, const char *place,
                                 hearsay_error *error) {
    hsy_buffer out;
    hsy_buffer_init(&out, &input->allocator);
    hsy_decoded decoded = {.damage = 0};
    hearsay_status status = HEARSAY_OK;
    if (!hsy_story_decode(line.data, line.size, input->form.unicode, &out, &decoded))
        status = hsy_fail_memory(error);
    else
        status = hsy_story_parse_json(made, decoded.text.data, decoded.text.size, place, &input->allocator, error);
    if (status == HEARSAY_OK && (!warn_of_damage(made, &decoded) || !name_by_line(made, input)))
        status = hsy_fail_memory(error);
    hsy_buffer_free(&out);
    return status;
}

static hearsay_status make_line_story(hsy_input *input, const taken_line *taken, hsy_story **story,
                                      hearsay_error *error) {
    char place[PLACE_BYTES];
    (void)snprintf(place, sizeof place, "%s: line %" PRIu64, input->name, input->line);
    if (taken->too_long) return fail_limit(place, error);
    const char *damage = hsy_story_stream_damage(input->stream);
    if (damage != NULL && taken->last && input->end)
        return hsy_fail(error, HEARSAY_ERROR_INPUT, "%s: %s", place, damage);
    hsy_story *made = hsy_story_new(&input->allocator);
    if (made == NULL) return hsy_fail_memory(error);
    hearsay_status status = parse_line(input, made, taken->text, place, error);
    if (status == HEARSAY_OK) return finish_story(input, made, place, story, error);
    hsy_story_free(made);
    return status;
}

static hearsay_status next_line(hsy_input *input, hsy_story **story, hearsay_error *error) {
    taken_line taken;
    hearsay_status status;
    do
        status = take_line(input, &taken, error);
    while (status == HEARSAY_OK && !taken.too_long && is_blank(taken.text));
    if (status == HEARSAY_OK) {
        if (taken.last) input->state = STATE_ENDED;
        return make_line_story(input, &taken, story, error);
    }
    input->state = STATE_ENDED;
    const char *damage = status == HEARSAY_END ? hsy_story_stream_damage(input->stream) : NULL;
    if (damage != NULL)
        return hsy_fail(error, HEARSAY_ERROR_INPUT, "%s: behind line %" PRIu64 ", %s", input->name, input->line,
                        damage);
    return status;
}

hearsay_status hsy_input_next(hsy_input *input, hsy_story **story, hearsay_error *error) {
    *story = NULL;
    hearsay_status status = HEARSAY_OK;
    if (input->state == STATE_NEW) status = recognise(input, error);
    if (status == HEARSAY_OK) {
        switch (input->state) {
        case STATE_TEXT:
            status = next_text(input, story, error);
            break;
        case STATE_PAGE:
            status = next_page(input, story, error);
            break;
        case STATE_LINES:
            status = next_line(input, story, error);
            break;
        case STATE_NEW:
        case STATE_ENDED:
            return HEARSAY_END;
        }
    }
    /* Behind a bad story the reading goes on; any other failure would come again and again. */
    if (status != HEARSAY_OK && status != HEARSAY_ERROR_INPUT && status != HEARSAY_ERROR_LIMIT)
        input->state = STATE_ENDED;
    return status;
}
