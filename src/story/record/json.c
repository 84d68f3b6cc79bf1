/* SPDX-License-Identifier: Apache-2.0 */
/* A record that is an object of JSON. */
#include "story/record/json.h"

#include <string.h>

#include "story/list_json_wrappers.h"

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

static bool is_wrapper(const char *name) {
    return hsy_story_listed(hsy_list_json_wrappers, HSY_LIST_JSON_WRAPPERS_COUNT, hsy_str_of(name));
}

/* Whether it merely wraps a list of stories, itself or one object further in, that has none. */
static bool wraps_nothing(const json_t *object, bool outer) {
    bool found = false;
    void *at = json_object_iter((json_t *)(uintptr_t)object);
    for (; at != NULL && !found; at = json_object_iter_next((json_t *)(uintptr_t)object, at)) {
        const json_t *value = json_object_iter_value(at);
        if (!is_wrapper(json_object_iter_key(at))) continue;
        found = json_is_array(value) ? json_array_size(value) == 0 : outer && wraps_nothing(value, false);
    }
    return found;
}

enum { REPLY_BYTES = 160 };

/* What a service says in the place of stories: {"status": "error", "message": "..."}. NULL: it says nothing. */
static const char *find_reply(const json_t *root) {
    const json_t *error = json_object_get(root, "error");
    const char *status = json_string_value(json_object_get(root, "status"));
    if (json_is_string(error)) return json_string_value(error);
    if (json_is_object(error)) return json_string_value(json_object_get(error, "message"));
    const bool failed = status != NULL && (strcmp(status, "error") == 0 || strcmp(status, "fail") == 0);
    return failed || json_is_array(json_object_get(root, "errors"))
               ? json_string_value(json_object_get(root, "message"))
               : NULL;
}

static hearsay_status fail_reply(const hsy_json *in, const char *reply, hearsay_error *error) {
    char said[REPLY_BYTES + 1];
    size_t size = strlen(reply);
    while (size > REPLY_BYTES || (size > 0 && ((unsigned char)reply[size] & 0xC0) == 0x80))
        size--;
    for (size_t i = 0; i < size; i++)
        said[i] = (unsigned char)reply[i] < ' ' || reply[i] == 0x7F ? ' ' : reply[i];
    said[size] = '\0';
    return hsy_fail(error, HEARSAY_ERROR_INPUT, "%s: is no story but an error's message: %s", in->record->place, said);
}

static hearsay_status fail_text(const hsy_json *in, hearsay_error *error) {
    const json_t *text = json_object_get(in->root, "text");
    const char *reply = text == NULL ? find_reply(in->root) : NULL;
    if (reply != NULL && *reply != '\0') return fail_reply(in, reply, error);
    if (text == NULL && wraps_nothing(in->root, true))
        return hsy_fail(error, HEARSAY_ERROR_INPUT, "%s: the list of stories in it is empty", in->record->place);
    if (text == NULL)
        return hsy_fail(error, HEARSAY_ERROR_INPUT, "%s: the object has no field \"text\"", in->record->place);
    if (!json_is_string(text))
        return hsy_fail(error, HEARSAY_ERROR_INPUT, "%s: the field \"text\" is not a string", in->record->place);
    return hsy_fail(error, HEARSAY_ERROR_INPUT, "%s: is empty", in->record->place);
}

static hearsay_status read_object(hsy_json *in, hearsay_error *error) {
    in->ninjs = hsy_json_is_ninjs(in->root);
    const hsy_json_text text = in->ninjs ? hsy_json_find_ninjs_text(in) : hsy_json_find_text(in);
    if (text.value.data == NULL) return in->ninjs ? hsy_json_fail_ninjs(in, error) : fail_text(in, error);
    if (!(in->ninjs ? hsy_json_take_ninjs(in) : hsy_json_take_fields(in)) || !hsy_json_keep_extra(in))
        return hsy_fail_memory(error);
    return hsy_json_read_text(in, text, error);
}

/* What a search engine found wraps the object that it was given. */
static hearsay_status read_wrapped(hsy_json *in, hearsay_error *error) {
    const json_t *inner = json_object_get(in->root, "_source");
    const bool own = hsy_json_string_of(json_object_get(in->root, "text")).data != NULL;
    if (own || !json_is_object(inner)) return read_object(in, error);
    hsy_json inside = {.record = in->record, .story = in->story, .root = inner};
    inside.line = hsy_json_member_as_written(in->line, "_source");
    const hearsay_status status = read_object(&inside, error);
    if (status == HEARSAY_OK && !hsy_json_take_string(in, "_id", &in->story->id)) return hsy_fail_memory(error);
    return status;
}

static hearsay_status parse(const hsy_record *record, hsy_story *story, hsy_str line, hearsay_error *error) {
    json_error_t why;
    /* Numbers are never used as whole numbers; as reals, they may be of any size. */
    json_t *root = json_loadb(line.data, line.size, JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL, &why);
    if (root == NULL) return fail_parse(record->place, &why, error);
    hsy_json in = {.record = record, .story = story, .root = root, .line = line};
    const hearsay_status status = json_is_object(root)
                                      ? read_wrapped(&in, error)
                                      : hsy_fail(error, HEARSAY_ERROR_INPUT, "%s: is not a JSON object", record->place);
    json_decref(root);
    return status;
}

static hearsay_status mend_and_parse(const hsy_record *record, hsy_story *story, hsy_str line, hearsay_error *error) {
    hsy_buffer copy;
    hsy_buffer_init(&copy, &record->arena.allocator);
    size_t mended;
    const hsy_str whole = hsy_json_mend_surrogates(line, &copy, &mended);
    hearsay_status status = copy.failed ? hsy_fail_memory(error) : parse(record, story, whole, error);
    if (status == HEARSAY_OK && mended > 0 &&
        !hsy_story_warn(story, "%zu %s half a character and became U+FFFD", mended,
                        mended == 1 ? "escape was" : "escapes were"))
        status = hsy_fail_memory(error);
    hsy_buffer_free(&copy);
    return status;
}

hearsay_status hsy_record_read_json(const hsy_record *record, hsy_story *story, hearsay_error *error) {
    hsy_buffer out;
    hsy_buffer_init(&out, &record->arena.allocator);
    hsy_decoded decoded = {.damage = 0};
    hearsay_status status = HEARSAY_OK;
    if (!hsy_story_decode(record->bytes.data, record->bytes.size, record->unicode, &out, &decoded))
        status = hsy_fail_memory(error);
    else
        status = mend_and_parse(record, story, decoded.text, error);
    if (status == HEARSAY_OK && !hsy_story_warn_of_damage(story, &decoded)) status = hsy_fail_memory(error);
    hsy_buffer_free(&out);
    return status;
}
