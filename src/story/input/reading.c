/* SPDX-License-Identifier: Apache-2.0 */
/* The window on an input's stream: what has been read and not used yet. */
#include <string.h>

#include "story/input/input.h"

size_t hsy_input_unread(const hsy_input *input) {
    return input->pending.size - input->at;
}

const char *hsy_input_bytes(const hsy_input *input) {
    return hsy_input_unread(input) == 0 ? "" : input->pending.data + input->at;
}

/* Moves what is unread to the front, where that costs no more than was read before. */
static void compact(hsy_input *input) {
    if (input->at == 0 || input->at < input->pending.size - input->at) return;
    memmove(input->pending.data, input->pending.data + input->at, hsy_input_unread(input));
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

hearsay_status hsy_input_fill(hsy_input *input, hearsay_error *error) {
    compact(input);
    size_t got;
    hearsay_status status = hsy_story_read_stream(input->stream, input->chunk, HSY_INPUT_CHUNK_BYTES, &got, error);
    if (status != HEARSAY_OK) return status;
    input->end = got == 0;
    if (input->narrow)
        append_wide(input, got);
    else
        hsy_buffer_add(&input->pending, input->chunk, got);
    return input->pending.failed ? hsy_fail_memory(error) : HEARSAY_OK;
}

hearsay_status hsy_input_fill_to(hsy_input *input, size_t limit, hearsay_error *error) {
    while (!input->end && hsy_input_unread(input) <= limit) {
        hearsay_status status = hsy_input_fill(input, error);
        if (status != HEARSAY_OK) return status;
    }
    return HEARSAY_OK;
}

hearsay_status hsy_input_narrow(hsy_input *input, hearsay_error *error) {
    if (input->form.width == HSY_WIDTH_8 || input->narrow) return HEARSAY_OK;
    hsy_buffer raw = input->pending;
    hsy_buffer_init(&input->pending, &input->allocator);
    size_t size = raw.size - input->at;
    size_t used = hsy_story_narrow(input->form.width, raw.data + input->at, size, input->end, &input->pending);
    input->carried = size - used;
    memcpy(input->carry, raw.data + input->at + used, input->carried);
    input->at = 0;
    input->narrow = true;
    hsy_buffer_free(&raw);
    return input->pending.failed ? hsy_fail_memory(error) : HEARSAY_OK;
}
