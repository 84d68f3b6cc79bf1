/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JSON that is not an object a line: an object over several lines, several of them one behind the other, a list of
 * them, or an object that wraps such a list. Each is cut out as it comes, and the whole is never in memory.
 */
#include "story/input/objects.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "story/input/feed.h"
#include "story/record/json.h"

/* In JSON a character may take several times the bytes that it has in UTF-8, and an object has other fields. */
static const size_t OBJECT_BYTES_MAX = 4 * HEARSAY_STORY_BYTES_MAX;

enum { KEY_BYTES = 64, KEY_SPACE_MAX = 256 };

typedef struct objects {
    hsy_object_scan scan;
    bool listed;    /* inside a list */
    size_t wrapped; /* which lies in so many objects */
    bool skipping;  /* `scan` is to be followed to its end without taking anything */
    /* Behind what is no JSON the next object is looked for: one that begins with the same key. */
    bool lost, damaged;
    char last; /* the last byte before the window that is no space */
    char key[KEY_BYTES];
    size_t key_size;
    hsy_str outlet; /* of a JSON Feed, or absent */
    hsy_arena arena;
} objects;

static void close_objects(hsy_input *input) {
    objects *own = input->own;
    if (own == NULL) return;
    hsy_arena_free(&own->arena);
    hsy_release(&input->allocator, own);
    input->own = NULL;
}

static bool prepare(hsy_input *input) {
    if (input->own != NULL) return true;
    objects *own = hsy_resize(&input->allocator, NULL, sizeof *own);
    if (own == NULL) return false;
    memset(own, 0, sizeof *own);
    hsy_arena_init(&own->arena, &input->allocator);
    input->own = own;
    return true;
}

static void consume(hsy_input *input, size_t size) {
    input->at += size;
}

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\x1E';
}

/* --- Between the objects ---------------------------------------------------------------------------------------- */

/* Steps over white space and commas, as far as they go. HEARSAY_END: there is nothing more. */
static hearsay_status skip_between(hsy_input *input, hearsay_error *error) {
    for (;;) {
        const char *bytes = hsy_input_bytes(input);
        const size_t size = hsy_input_unread(input);
        size_t at = 0;
        while (at < size && (is_space(bytes[at]) || bytes[at] == ','))
            at++;
        consume(input, at);
        if (at < size) return HEARSAY_OK;
        if (input->end) return HEARSAY_END;
        hearsay_status status = hsy_input_fill(input, error);
        if (status != HEARSAY_OK) return status;
    }
}

/* Follows the scan to the end of its value, keeping nothing. */
static hearsay_status skip_value(hsy_input *input, objects *own, hearsay_error *error) {
    for (;;) {
        const hsy_object_found found =
            hsy_object_look(&own->scan, hsy_input_bytes(input), hsy_input_unread(input), input->end);
        consume(input, own->scan.at);
        own->scan.at = 0;
        own->skipping = found == HSY_OBJECT_MORE && !input->end;
        own->lost = found == HSY_OBJECT_BROKEN;
        if (!own->skipping) return HEARSAY_OK;
        hearsay_status status = hsy_input_fill(input, error);
        if (status != HEARSAY_OK) return status;
    }
}

/* Whether an object begins at bytes[at] like the one that was lost. *more: it takes more bytes to say. */
static bool begins_alike(const objects *own, const char *bytes, size_t size, size_t at, bool *more) {
    size_t key = at + 1;
    while (key < size && key - at < KEY_SPACE_MAX && is_space(bytes[key]))
        key++;
    *more = key + own->key_size + 1 > size;
    if (key >= size || bytes[key] != '"') return false;
    return size - key >= own->key_size && memcmp(bytes + key, own->key, own->key_size) == 0;
}

/* Goes to the next such object, or to the end. */
static hearsay_status find_again(hsy_input *input, objects *own, hearsay_error *error) {
    for (;;) {
        const char *bytes = hsy_input_bytes(input);
        const size_t size = hsy_input_unread(input);
        size_t at = 0;
        bool more = false;
        for (; at < size; at++) {
            if (bytes[at] == '{' && own->last != ':') {
                own->lost = !begins_alike(own, bytes, size, at, &more);
                if (!own->lost || (more && !input->end)) break;
            }
            if (!is_space(bytes[at])) own->last = bytes[at];
        }
        consume(input, at);
        if (!own->lost || input->end) return HEARSAY_OK;
        hearsay_status status = hsy_input_fill(input, error);
        if (status != HEARSAY_OK) return status;
    }
}

static void keep_key(objects *own, const char *bytes, size_t size) {
    size_t start = 1;
    while (start < size && is_space(bytes[start]))
        start++;
    own->key_size = 0;
    if (start >= size || *bytes != '{' || bytes[start] != '"') return;
    const char *end = memchr(bytes + start + 1, '"', size - start - 1);
    if (end != NULL && (size_t)(end - bytes) + 1 - start <= KEY_BYTES)
        own->key_size = (size_t)(end - bytes) + 1 - start;
    memcpy(own->key, bytes + start, own->key_size);
}

static void lose(hsy_input *input, objects *own) {
    keep_key(own, hsy_input_bytes(input), own->scan.at);
    consume(input, own->scan.at);
    own->lost = own->damaged = true;
    own->last = 0;
}

/* --- Lists ------------------------------------------------------------------------------------------------------- */

static void leave_list(hsy_input *input, objects *own) {
    consume(input, 1);
    own->listed = false;
    own->outlet = (hsy_str){.data = NULL, .size = 0};
    own->skipping = own->wrapped > 0;
    hsy_object_begin(&own->scan, own->wrapped);
    own->wrapped = 0;
}

/* A JSON Feed's own title is the outlet of its stories. */
static bool keep_outlet(objects *own, hsy_str wrapper) {
    own->outlet = (hsy_str){.data = NULL, .size = 0};
    hsy_arena_free(&own->arena);
    const hsy_str version = hsy_json_member_as_written(wrapper, "version");
    if (version.data == NULL || memmem(version.data, version.size, "jsonfeed.org", 12) == NULL) return true;
    const hsy_str written = hsy_json_member_as_written(wrapper, "title");
    json_t *title =
        written.data == NULL ? NULL : json_loadb(written.data, written.size, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
    const bool kept = hsy_feed_find_outlet(hsy_json_string_of(title), &own->arena, &own->outlet);
    json_decref(title);
    return kept;
}

/* Whether the object at the window's beginning wraps a list; then the window goes on inside of it. */
static bool enter_wrapped(hsy_input *input, objects *own, size_t size, hearsay_status *status) {
    size_t depth;
    const hsy_str object = {.data = hsy_input_bytes(input), .size = size};
    if (own->listed || *object.data != '{') return false;
    const size_t at = hsy_object_find_list(object, &depth);
    if (at == 0) return false;
    own->listed = true;
    own->wrapped = depth;
    *status = keep_outlet(own, object) ? HEARSAY_OK : HEARSAY_ERROR_MEMORY;
    consume(input, at);
    return true;
}

/* --- An object -------------------------------------------------------------------------------------------------------
 */

static void write_place(const hsy_input *input, char place[HSY_INPUT_PLACE_BYTES]) {
    (void)snprintf(place, HSY_INPUT_PLACE_BYTES, "%s: object %" PRIu64, input->name, input->count);
}

/* Steps over white space alone. */
static hearsay_status skip_space(hsy_input *input, hearsay_error *error) {
    for (;;) {
        const char *bytes = hsy_input_bytes(input);
        const size_t size = hsy_input_unread(input);
        size_t at = 0;
        while (at < size && is_space(bytes[at]))
            at++;
        consume(input, at);
        if (at < size || input->end) return HEARSAY_OK;
        hearsay_status status = hsy_input_fill(input, error);
        if (status != HEARSAY_OK) return status;
    }
}

/* Whether nothing follows the object, which is consumed, but the end of its list. The white space and that end are
 * consumed as well, so that however much there is of it, it is never in memory. */
static hearsay_status is_alone(hsy_input *input, objects *own, bool *alone, hearsay_error *error) {
    *alone = false;
    if (input->count != 1 || own->wrapped > 0 || own->damaged) return HEARSAY_OK;
    hearsay_status status = skip_space(input, error);
    if (status == HEARSAY_OK && own->listed && hsy_input_unread(input) > 0 && *hsy_input_bytes(input) == ']') {
        leave_list(input, own);
        status = skip_space(input, error);
    }
    *alone = hsy_input_unread(input) == 0;
    return status;
}

static hearsay_status fill_record(hsy_input *input, objects *own, hsy_record *made, hearsay_error *error) {
    bool alone;
    hsy_arena *arena = &made->arena;
    made->damage = NULL; /* this object is whole */
    if (own->outlet.data != NULL && !hsy_arena_copy(arena, own->outlet, &made->outlet)) return hsy_fail_memory(error);
    hearsay_status status = is_alone(input, own, &alone, error);
    if (status != HEARSAY_OK) return status;
    return (alone ? hsy_input_base_name(input, true, arena, &made->id)
                  : hsy_input_numbered_name(input, input->count, arena, &made->id))
               ? HEARSAY_OK
               : hsy_fail_memory(error);
}

static hearsay_status make_record(hsy_input *input, objects *own, size_t size, const char *place, hsy_record **record,
                                  hearsay_error *error) {
    hsy_str bytes = {.data = hsy_input_bytes(input), .size = size};
    hsy_record *made;
    hearsay_status status = hsy_input_new_record(input, HSY_RECORD_JSON, place, bytes, &made, error);
    if (status != HEARSAY_OK) return status;
    consume(input, size);
    status = fill_record(input, own, made, error);
    if (status == HEARSAY_OK)
        *record = made;
    else
        hsy_record_free(made);
    return status;
}

static hearsay_status fail_long(hsy_input *input, objects *own, const char *place, hearsay_error *error) {
    keep_key(own, hsy_input_bytes(input), own->scan.at);
    consume(input, own->scan.at);
    own->scan.at = 0;
    own->skipping = own->damaged = true;
    return hsy_fail(error, HEARSAY_ERROR_LIMIT, "%s: is longer than %zu bytes, the limit for an object", place,
                    OBJECT_BYTES_MAX);
}

static hearsay_status fail_broken(hsy_input *input, objects *own, const char *place, hearsay_error *error) {
    const size_t at = own->scan.at + 1;
    const bool deep = own->scan.depth == HSY_OBJECT_DEPTH_MAX;
    lose(input, own);
    if (deep) return hsy_fail(error, HEARSAY_ERROR_INPUT, "%s: the JSON is nested too deeply", place);
    return hsy_fail(error, HEARSAY_ERROR_INPUT, "%s: is not valid JSON (at byte %zu)", place, at);
}

static hearsay_status fail_cut(hsy_input *input, objects *own, const char *place, hearsay_error *error) {
    const char *damage = hsy_story_stream_damage(input->stream);
    consume(input, hsy_input_unread(input));
    own->damaged = true;
    input->ended = true;
    return hsy_fail(error, HEARSAY_ERROR_INPUT, "%s: %s", place, damage != NULL ? damage : "the JSON is cut off");
}

/* Looks for the end of the value at the window's beginning, as far as the limit goes. */
static hearsay_status look_through(hsy_input *input, objects *own, hsy_object_found *found, hearsay_error *error) {
    hsy_object_begin(&own->scan, 0);
    for (;;) {
        *found = hsy_object_look(&own->scan, hsy_input_bytes(input), hsy_input_unread(input), input->end);
        if (*found != HSY_OBJECT_MORE || input->end || own->scan.at > OBJECT_BYTES_MAX) return HEARSAY_OK;
        hearsay_status status = hsy_input_fill(input, error);
        if (status != HEARSAY_OK) return status;
    }
}

/* HEARSAY_OK without a record: a list was entered. */
static hearsay_status take_value(hsy_input *input, objects *own, hsy_record **record, hearsay_error *error) {
    char place[HSY_INPUT_PLACE_BYTES];
    hsy_object_found found;
    hearsay_status status = look_through(input, own, &found, error);
    if (status != HEARSAY_OK) return status;
    const bool lengthy = own->scan.at > OBJECT_BYTES_MAX;
    if ((found == HSY_OBJECT_WHOLE || lengthy) && enter_wrapped(input, own, own->scan.at, &status))
        return status == HEARSAY_OK ? status : hsy_fail_memory(error);
    input->count++;
    write_place(input, place);
    if (found == HSY_OBJECT_BROKEN) return fail_broken(input, own, place, error);
    if (lengthy && found == HSY_OBJECT_MORE) return fail_long(input, own, place, error);
    if (found == HSY_OBJECT_MORE) return fail_cut(input, own, place, error);
    if (*hsy_input_bytes(input) == '{' && !lengthy) return make_record(input, own, own->scan.at, place, record, error);
    consume(input, own->scan.at);
    if (lengthy)
        return hsy_fail(error, HEARSAY_ERROR_LIMIT, "%s: is longer than %zu bytes, the limit for an object", place,
                        OBJECT_BYTES_MAX);
    return hsy_fail(error, HEARSAY_ERROR_INPUT, "%s: is not a JSON object", place);
}

static hearsay_status finish(hsy_input *input, const objects *own, hearsay_error *error) {
    const char *damage = hsy_story_stream_damage(input->stream);
    input->ended = true;
    if (input->count == 0 && !own->damaged && !own->listed) return hsy_input_fail_empty(input, error);
    if ((own->listed && !own->damaged) || damage != NULL)
        return hsy_fail(error, HEARSAY_ERROR_INPUT, "%s: behind object %" PRIu64 ", %s", input->name, input->count,
                        damage != NULL ? damage : "the list is cut off");
    return HEARSAY_END;
}

static hearsay_status take(hsy_input *input, hsy_record **record, hearsay_error *error) {
    if (!prepare(input)) return hsy_fail_memory(error);
    objects *own = input->own;
    for (;;) {
        hearsay_status status = HEARSAY_OK;
        if (own->skipping) status = skip_value(input, own, error);
        if (status == HEARSAY_OK && own->lost) status = find_again(input, own, error);
        if (status == HEARSAY_OK) status = skip_between(input, error);
        if (status == HEARSAY_END) return finish(input, own, error);
        if (status != HEARSAY_OK) return status;
        const char c = *hsy_input_bytes(input);
        if (c == ']' && own->listed) {
            leave_list(input, own);
        } else if (c == '[' && !own->listed) {
            consume(input, 1);
            own->listed = true;
        } else {
            status = take_value(input, own, record, error);
            if (status != HEARSAY_OK || *record != NULL) return status;
        }
    }
}

const hsy_input_format hsy_input_objects = {.take = take, .close = close_objects};
