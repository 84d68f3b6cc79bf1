/* SPDX-License-Identifier: Apache-2.0 */
/* An input that is one text, and one that is one page. */
#include "story/input/input.h"

static hearsay_status fail_text_limit(const hsy_input *input, hearsay_error *error) {
    const char *kind = hsy_story_not_text(hsy_input_bytes(input), hsy_input_unread(input));
    if (kind == NULL) return hsy_story_fail_limit(input->name, error);
    return hsy_fail(error, HEARSAY_ERROR_INPUT, "%s: is not text but looks like %s", input->name, kind);
}

/* All that is unread as one record. */
static hearsay_status take_all(hsy_input *input, hsy_record_kind kind, hsy_record **record, hearsay_error *error) {
    if (hsy_input_unread(input) == 0) return hsy_input_fail_empty(input, error);
    hsy_record *made;
    hsy_str bytes = {.data = hsy_input_bytes(input), .size = hsy_input_unread(input)};
    hearsay_status status = hsy_input_new_record(input, kind, input->name, bytes, &made, error);
    if (status != HEARSAY_OK) return status;
    input->at = input->pending.size;
    if (!hsy_input_base_name(input, true, &made->arena, &made->id)) {
        hsy_record_free(made);
        return hsy_fail_memory(error);
    }
    *record = made;
    return HEARSAY_OK;
}

static hearsay_status take_text(hsy_input *input, hsy_record **record, hearsay_error *error) {
    input->ended = true;
    hearsay_status status = hsy_input_fill_to(input, HEARSAY_STORY_BYTES_MAX, error);
    if (status != HEARSAY_OK) return status;
    if (hsy_input_unread(input) > HEARSAY_STORY_BYTES_MAX) return fail_text_limit(input, error);
    return take_all(input, HSY_RECORD_TEXT, record, error);
}

static hearsay_status take_page(hsy_input *input, hsy_record **record, hearsay_error *error) {
    input->ended = true;
    hearsay_status status = hsy_input_fill_to(input, HEARSAY_PAGE_BYTES_MAX, error);
    if (status != HEARSAY_OK) return status;
    if (hsy_input_unread(input) > HEARSAY_PAGE_BYTES_MAX)
        return hsy_fail(error, HEARSAY_ERROR_LIMIT, "%s: the page is longer than %zu bytes, the limit for a page",
                        input->name, HEARSAY_PAGE_BYTES_MAX);
    return take_all(input, HSY_RECORD_PAGE, record, error);
}

const hsy_input_format hsy_input_text = {.take = take_text};
const hsy_input_format hsy_input_page = {.take = take_page, .wide = true};
