/* SPDX-License-Identifier: Apache-2.0 */
/* A record of plain text. */
#include <string.h>

#include "story/record/record.h"

static hearsay_status decode(const hsy_record *record, hsy_buffer *out, hsy_decoded *decoded, hearsay_error *error) {
    const char *kind = hsy_story_not_text(record->bytes.data, record->bytes.size);
    if (kind == NULL && !hsy_story_decode(record->bytes.data, record->bytes.size, record->unicode, out, decoded))
        return hsy_fail_memory(error);
    if (kind == NULL && strcmp(decoded->name, "UTF-8") != 0 && !hsy_story_is_legible(decoded->text))
        kind = "binary data";
    if (kind != NULL)
        return hsy_fail(error, HEARSAY_ERROR_INPUT, "%s: is not text but looks like %s", record->place, kind);
    if (decoded->text.size > HEARSAY_STORY_BYTES_MAX) return hsy_story_fail_limit(record->place, error);
    return HEARSAY_OK;
}

hearsay_status hsy_record_read_text(const hsy_record *record, hsy_story *story, hearsay_error *error) {
    hsy_buffer out;
    hsy_buffer_init(&out, &record->arena.allocator);
    hsy_decoded decoded = {.damage = 0};
    hearsay_status status = decode(record, &out, &decoded, error);
    if (status == HEARSAY_OK &&
        (!hsy_arena_copy(&story->arena, decoded.text, &story->given) || !hsy_story_warn_of_damage(story, &decoded)))
        status = hsy_fail_memory(error);
    hsy_buffer_free(&out);
    return status;
}
