/* SPDX-License-Identifier: Apache-2.0 */
/* JSON Lines: each line is a record. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "story/input/input.h"

/* In JSON a character may take several times the bytes that it has in UTF-8, and a line has other fields. */
static const size_t LINE_BYTES_MAX = 4 * HEARSAY_STORY_BYTES_MAX;

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
        const char *bytes = hsy_input_bytes(input);
        const char *newline = memchr(bytes + searched, '\n', hsy_input_unread(input) - searched);
        size_t size = newline != NULL ? (size_t)(newline - bytes) : hsy_input_unread(input);
        if (newline != NULL || input->end) {
            if (newline == NULL && size == 0 && !taken->too_long) return HEARSAY_END;
            taken->text = (hsy_str){.data = bytes, .size = size};
            taken->too_long |= size > LINE_BYTES_MAX;
            taken->last = newline == NULL;
            input->at += size + (newline != NULL);
            input->count++;
            return HEARSAY_OK;
        }
        searched = size;
        if (size > LINE_BYTES_MAX) {
            taken->too_long = true;
            input->at = input->pending.size;
            searched = 0;
        }
        hearsay_status status = hsy_input_fill(input, error);
        if (status != HEARSAY_OK) return status;
    }
}

static bool is_blank(hsy_str line) {
    for (size_t i = 0; i < line.size; i++)
        if (line.data[i] != ' ' && line.data[i] != '\t' && line.data[i] != '\r') return false;
    return true;
}

static hearsay_status make_record(hsy_input *input, const taken_line *taken, hsy_record **record,
                                  hearsay_error *error) {
    char place[HSY_INPUT_PLACE_BYTES];
    (void)snprintf(place, sizeof place, "%s: line %" PRIu64, input->name, input->count);
    if (taken->too_long) return hsy_story_fail_limit(place, error);
    const char *damage = hsy_story_stream_damage(input->stream);
    if (damage != NULL && taken->last && input->end)
        return hsy_fail(error, HEARSAY_ERROR_INPUT, "%s: %s", place, damage);
    hsy_record *made;
    hearsay_status status = hsy_input_new_record(input, HSY_RECORD_JSON, place, taken->text, &made, error);
    if (status != HEARSAY_OK) return status;
    made->damage = NULL; /* this line is whole */
    if (!hsy_input_numbered_name(input, input->count, &made->arena, &made->id)) {
        hsy_record_free(made);
        return hsy_fail_memory(error);
    }
    *record = made;
    return HEARSAY_OK;
}

static hearsay_status take(hsy_input *input, hsy_record **record, hearsay_error *error) {
    taken_line taken;
    hearsay_status status;
    do
        status = take_line(input, &taken, error);
    while (status == HEARSAY_OK && !taken.too_long && is_blank(taken.text));
    if (status == HEARSAY_OK) {
        input->ended = taken.last;
        return make_record(input, &taken, record, error);
    }
    input->ended = true;
    const char *damage = status == HEARSAY_END ? hsy_story_stream_damage(input->stream) : NULL;
    if (damage != NULL)
        return hsy_fail(error, HEARSAY_ERROR_INPUT, "%s: behind line %" PRIu64 ", %s", input->name, input->count,
                        damage);
    return status;
}

const hsy_input_format hsy_input_lines = {.take = take};
