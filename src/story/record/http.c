/* SPDX-License-Identifier: Apache-2.0 */
/* A record that is an HTTP message: the page out of its body. The story's map leads to the decoded body, the page as
 * the browser got it; what the archive stores of it may be in chunks and compressed. */
#include "story/record/http.h"

#include <string.h>

/* A body being decoded: where it stands now, and what it was decoded to last. */
typedef struct decoding {
    const hsy_record *record;
    hsy_story *story;
    hearsay_error *error;
    hsy_str body;
    hsy_buffer buffer;
} decoding;

static hearsay_status fail(const decoding *at, hearsay_status status, const char *why) {
    return hsy_fail(at->error, status, "%s: %s", at->record->place, why);
}

static hearsay_status warn(const decoding *at, const char *why) {
    if (hsy_story_warn(at->story, "the text may end too early: %s", why)) return HEARSAY_OK;
    return hsy_fail_memory(at->error);
}

/* Makes what stands in `next`, which is left empty, the body. */
static hearsay_status take(decoding *at, hsy_buffer *next) {
    const hsy_buffer taken = *next;
    *next = at->buffer;
    hsy_buffer_free(next);
    at->buffer = taken;
    at->body = (hsy_str){taken.size == 0 ? "" : taken.data, taken.size};
    return taken.failed ? hsy_fail_memory(at->error) : HEARSAY_OK;
}

/* --- Chunks ------------------------------------------------------------------------------------------------------ */

/* Archives often keep the header and not the chunks: such a body is taken as it is. */
static hearsay_status undo_chunks(decoding *at) {
    hsy_buffer next;
    const char *damage;
    hsy_buffer_init(&next, &at->buffer.allocator);
    hearsay_status status = HEARSAY_OK;
    if (hsy_http_join_chunks(at->body, &next, &damage)) {
        status = take(at, &next);
        if (status == HEARSAY_OK && damage != NULL) status = warn(at, damage);
    }
    hsy_buffer_free(&next);
    return status;
}

/* --- Codings ----------------------------------------------------------------------------------------------------- */

static hearsay_status fail_unknown(const decoding *at, hsy_str name) {
    char shown[40];
    size_t size = name.size < sizeof shown ? name.size : sizeof shown - 1;
    for (size_t i = 0; i < size; i++)
        shown[i] = name.data[i] > ' ' && name.data[i] <= '~' ? name.data[i] : '?';
    shown[size] = '\0';
    return hsy_fail(at->error, HEARSAY_ERROR_INPUT, "%s: its content coding \"%s\" can't be read", at->record->place,
                    shown);
}

/* What to make of a body that came out whole, in part or not at all. */
static hearsay_status take_decoded(decoding *at, hsy_decoding came_to, hsy_buffer *next) {
    const bool cut_off = came_to == HSY_DECODED_CUT_OFF;
    switch (came_to) {
    case HSY_DECODED:
        return take(at, next);
    case HSY_DECODED_REFUSED:
        return hsy_fail_memory(at->error);
    case HSY_DECODED_TOO_LONG:
        return hsy_fail(at->error, HEARSAY_ERROR_LIMIT, "%s: the page is longer than %zu bytes, the limit for a page",
                        at->record->place, HEARSAY_PAGE_BYTES_MAX);
    case HSY_DECODED_CUT_OFF:
    case HSY_DECODED_DAMAGED:
        break;
    }
    if (next->size == 0)
        return fail(at, HEARSAY_ERROR_INPUT,
                    cut_off ? "its compressed body is cut off" : "its compressed body is damaged");
    hearsay_status status = take(at, next);
    if (status != HEARSAY_OK) return status;
    return warn(at, cut_off ? "its compressed body is cut off" : "its compressed body is damaged");
}

static hearsay_status undo_coding(decoding *at, hsy_http_coding coding) {
    /* Archives often keep the header and store the body decoded. */
    if (at->body.size == 0 || (coding.coding == HSY_CODING_GZIP && !hsy_coding_is_gzip(at->body))) return HEARSAY_OK;
    if (coding.coding == HSY_CODING_UNKNOWN)
        return hsy_http_is_markup(at->body) || hsy_coding_is_gzip(at->body) ? HEARSAY_OK
                                                                            : fail_unknown(at, coding.name);
    hsy_buffer next;
    hsy_buffer_init(&next, &at->buffer.allocator);
    hsy_decoding came_to = hsy_coding_decode(coding.coding, at->body, HEARSAY_PAGE_BYTES_MAX, &next);
    hearsay_status status = HEARSAY_OK;
    const bool whole = came_to != HSY_DECODED_CUT_OFF && came_to != HSY_DECODED_DAMAGED;
    if (whole || !hsy_http_is_markup(at->body)) status = take_decoded(at, came_to, &next);
    hsy_buffer_free(&next);
    return status;
}

static hearsay_status undo_codings(decoding *at, const hsy_http_head *head) {
    if (head->coding_count > HSY_HTTP_CODINGS_MAX)
        return hsy_fail(at->error, HEARSAY_ERROR_LIMIT, "%s: it has %zu content codings, more than the limit of %d",
                        at->record->place, head->coding_count, HSY_HTTP_CODINGS_MAX);
    hearsay_status status = HEARSAY_OK;
    for (size_t i = head->coding_count; i > 0 && status == HEARSAY_OK; i--)
        status = undo_coding(at, head->codings[i - 1]);
    /* Some servers say nothing of it. */
    if (status == HEARSAY_OK && hsy_coding_is_gzip(at->body))
        status = undo_coding(at, (hsy_http_coding){.coding = HSY_CODING_GZIP});
    return status;
}

/* --- The whole --------------------------------------------------------------------------------------------------- */

static hearsay_status read_body(decoding *at, const hsy_http_head *head) {
    const hsy_record *record = at->record;
    hearsay_status status = head->chunked ? undo_chunks(at) : HEARSAY_OK;
    if (status == HEARSAY_OK) status = undo_codings(at, head);
    if (status != HEARSAY_OK) return status;
    hsy_page_hints hints = record->hints;
    hsy_str charset = hsy_http_parameter(head->content_type, "charset");
    if (charset.data != NULL) hints.charset = charset;
    const char *kind = hsy_input_no_page(at->body);
    if (kind != NULL)
        return hsy_fail(at->error, HEARSAY_ERROR_INPUT, "%s: is called a page but is %s", record->place, kind);
    return hsy_page_read(at->story, at->body, &hints, record->place, &record->arena.allocator, at->error);
}

hearsay_status hsy_record_read_http(const hsy_record *record, hsy_story *story, hearsay_error *error) {
    hsy_http_head head;
    decoding at = {.record = record, .story = story, .error = error};
    switch (hsy_http_parse_head(record->bytes, &head)) {
    case HSY_HTTP_REFUSED:
        return fail(&at, HEARSAY_ERROR_INPUT, "it is no HTTP response");
    case HSY_HTTP_PARTIAL:
        return fail(&at, HEARSAY_ERROR_INPUT, "its HTTP header is cut off");
    case HSY_HTTP_PARSED:
        break;
    }
    at.body = (hsy_str){record->bytes.data + head.size, record->bytes.size - head.size};
    hsy_buffer_init(&at.buffer, &record->arena.allocator);
    hearsay_status status = read_body(&at, &head);
    hsy_buffer_free(&at.buffer);
    return status;
}
