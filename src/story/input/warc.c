/* SPDX-License-Identifier: Apache-2.0 */
/* WARC files, record after record. What is broken is reported, and the reading goes on at the next record. */
#include "story/input/warc.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "story/record/http.h"

/* --- Messages ---------------------------------------------------------------------------------------------------- */

static void write_place(const hsy_input *input, hsy_warc_place at, const char *what,
                        char place[HSY_INPUT_PLACE_BYTES]) {
    if (at.inside == 0)
        (void)snprintf(place, HSY_INPUT_PLACE_BYTES, "%s: %s byte %" PRIu64, input->name, what, at.offset);
    else
        (void)snprintf(place, HSY_INPUT_PLACE_BYTES, "%s: %s byte %" PRIu64 "+%" PRIu64, input->name, what, at.offset,
                       at.inside);
}

static hearsay_status fail_limit(const hsy_warc_here *record, hearsay_error *error) {
    if (record->choice.kind == HSY_RECORD_TEXT) return hsy_story_fail_limit(record->place, error);
    return hsy_fail(error, HEARSAY_ERROR_LIMIT, "%s: the page is longer than %zu bytes, the limit for a page",
                    record->place, HEARSAY_PAGE_BYTES_MAX);
}

/* Whether a gzip member begins there that has turned out to be damaged: what is wrong there comes of that. */
static const char *find_cause(hsy_input *input, hsy_warc_place at) {
    hsy_warc *warc = input->own;
    uint64_t offset;
    const char *damage = hsy_story_stream_damage(input->stream);
    (void)hsy_story_stream_stop(input->stream, &offset);
    if (damage == NULL || warc->told || at.inside > 0 || at.offset != offset) return NULL;
    warc->told = true;
    return damage;
}

static hearsay_status fail(hsy_input *input, const hsy_warc_here *here, const char *why, hearsay_error *error) {
    const char *cause = find_cause(input, here->at);
    return hsy_fail(error, HEARSAY_ERROR_INPUT, "%s: %s", here->place, cause != NULL ? cause : why);
}

static hearsay_status fail_length(hsy_input *input, const hsy_warc_here *here, const char *what, hearsay_error *error) {
    const char *cause = find_cause(input, here->at);
    if (cause != NULL) return hsy_fail(error, HEARSAY_ERROR_INPUT, "%s: %s", here->place, cause);
    return hsy_fail(error, HEARSAY_ERROR_INPUT, "%s: its Content-Length of %" PRIu64 " %s", here->place,
                    here->header.length, what);
}

/* Has the next record searched, behind the window's byte `at`. */
static void lose(hsy_input *input, size_t at) {
    hsy_warc *warc = input->own;
    warc->lost = true;
    hsy_warc_use(input, at);
}

/* Why the stream has ended before its time, if that was not said yet; HEARSAY_END: it has not, or it was. */
static hearsay_status tell_end(hsy_input *input, hearsay_error *error) {
    hsy_warc *warc = input->own;
    hsy_warc_place at = {.inside = 0};
    char place[HSY_INPUT_PLACE_BYTES];
    const char *why = hsy_story_stream_stop(input->stream, &at.offset);
    if (warc->told || why == NULL) return HEARSAY_END;
    warc->told = warc->lost = true;
    write_place(input, at, "at", place);
    return hsy_fail(error, HEARSAY_ERROR_INPUT, "%s: %s", place, why);
}

/* --- What stands behind a block ---------------------------------------------------------------------------------- */

enum { BEHIND_BYTES = 4 + 5 };

static bool is_record(const hsy_input *input, size_t at) {
    return hsy_input_unread(input) >= at + 5 && memcmp(hsy_input_bytes(input) + at, "WARC/", 5) == 0;
}

/* Whether window[at, ...) shows that a record ends there: two line breaks, or, where they were left out, the next
 * record or the end. *end: what behind them is not a part of it. */
static bool ends_at(const hsy_input *input, size_t at, size_t *end) {
    const char *bytes = hsy_input_bytes(input);
    const size_t unread = hsy_input_unread(input);
    size_t breaks = 0;
    while (breaks < 2 && at < unread) {
        if (bytes[at] != '\r' && bytes[at] != '\n') break;
        at += bytes[at] == '\r' && at + 1 < unread && bytes[at + 1] == '\n' ? 2 : 1;
        breaks++;
    }
    *end = at;
    return breaks == 2 || at == unread || is_record(input, at);
}

/* What is wrong with the gzip data that the record, whose block ends at `end`, was inflated from, or NULL: the damage
 * comes before its end, or in the rest of its member, in which another record would follow. */
static const char *find_damage(const hsy_input *input, const hsy_warc_here *here, size_t end, size_t behind) {
    uint64_t offset;
    const char *damage = hsy_story_stream_damage(input->stream);
    if (damage == NULL) return NULL;
    if (hsy_input_unread(input) < end) return damage;
    (void)hsy_story_stream_stop(input->stream, &offset);
    if (hsy_warc_place_at(input, end - 1).offset != offset || is_record(input, behind)) return NULL;
    return here->at.inside == 0 || behind >= hsy_input_unread(input) ? damage : NULL;
}

/* Whether other bytes than a record follow in the gzip member that the record began with: so one is damaged whose bytes
 * were right for a while. */
static bool runs_on(const hsy_input *input, const hsy_warc_here *here, size_t behind) {
    if (here->at.inside > 0 || behind >= hsy_input_unread(input) || is_record(input, behind)) return false;
    const char next = hsy_input_bytes(input)[behind];
    return next != '\r' && next != '\n' && hsy_warc_place_at(input, behind).offset == here->at.offset;
}

/* Why the block of the record that the window begins with can't be what its header says; HEARSAY_OK: it can. */
static hearsay_status check_block(hsy_input *input, const hsy_warc_here *here, hearsay_error *error) {
    hsy_warc *warc = input->own;
    const size_t start = here->header.size, end = start + (size_t)here->header.length;
    if (hsy_warc_find_member(input, end) > 0) {
        lose(input, start - 1);
        return fail_length(input, here, "reaches over the next record", error);
    }
    size_t behind = end;
    const bool whole = hsy_input_unread(input) >= end;
    const bool ends = whole && ends_at(input, end, &behind) && !runs_on(input, here, behind);
    const char *damage = find_damage(input, here, end, behind);
    if (ends && damage == NULL) return HEARSAY_OK;
    if (damage != NULL) warc->told = true;
    lose(input, start - 1);
    if (damage != NULL) return fail(input, here, damage, error);
    return fail_length(input, here,
                       whole ? "is wrong: other bytes than a line break follow its block" : "reaches over the end",
                       error);
}

/* A record whose block is in the limits, and so can be kept in the window until its end is known to be one. */
static hearsay_status read_short(hsy_input *input, const hsy_warc_here *here, hsy_record **record,
                                 hearsay_error *error) {
    const size_t end = here->header.size + (size_t)here->header.length;
    hearsay_status status = hsy_warc_fill_to(input, end + BEHIND_BYTES, error);
    if (status == HEARSAY_OK) status = check_block(input, here, error);
    if (status != HEARSAY_OK) return status;
    if (here->choice.why == NULL && here->choice.taken) return hsy_warc_make_record(input, here, record, error);
    hsy_warc_use(input, end);
    return here->choice.why == NULL ? HEARSAY_OK : fail(input, here, here->choice.why, error);
}

/* Another one is passed over. If a record begins in its block, its length is taken for a lie, which can't be known
 * before its end: that of an archive inside of an archive may be none, but who reads the one may read the other. */
static hearsay_status pass_long(hsy_input *input, const hsy_warc_here *here, hearsay_error *error) {
    hsy_warc *warc = input->own;
    hsy_warc_use(input, here->header.size - 1);
    const uint64_t end = warc->position + 1 + here->header.length;
    bool found;
    hearsay_status status = hsy_warc_search(input, here->header.length + 1, &found, error);
    if (status != HEARSAY_OK) return status;
    if (found) return fail_length(input, here, "reaches over the next record", error);
    if (warc->position < end) {
        const char *damage = hsy_story_stream_damage(input->stream);
        warc->told = damage != NULL;
        warc->lost = true;
        return damage != NULL ? fail(input, here, damage, error)
                              : fail_length(input, here, "reaches over the end", error);
    }
    if (here->choice.taken) return fail_limit(here, error);
    return here->choice.why == NULL ? HEARSAY_OK : fail(input, here, here->choice.why, error);
}

static hearsay_status fail_header(hsy_input *input, const hsy_warc_here *here, const char *why, hearsay_error *error) {
    hsy_warc *warc = input->own;
    const char *damage = hsy_story_stream_damage(input->stream);
    const bool too_long = hsy_input_unread(input) > HSY_WARC_HEADER_BYTES_MAX;
    if (why == NULL && !too_long && damage != NULL) {
        warc->told = true;
        why = damage;
    }
    lose(input, 1);
    if (why != NULL) return fail(input, here, why, error);
    if (!too_long) return fail(input, here, "its header is cut off", error);
    return hsy_fail(error, HEARSAY_ERROR_LIMIT, "%s: its header is longer than %d bytes, the limit", here->place,
                    HSY_WARC_HEADER_BYTES_MAX);
}

/* The record that the window begins with. HEARSAY_OK without a record: it was passed over. */
static hearsay_status read_record(hsy_input *input, hsy_record **record, hearsay_error *error) {
    hsy_warc_here here = {.at = hsy_warc_place_at(input, 0)};
    hsy_warc_parsed parsed;
    const char *why = NULL;
    write_place(input, here.at, "record at", here.place);
    hearsay_status status = hsy_warc_read_header(input, &here.header, &parsed, &why, error);
    if (status != HEARSAY_OK) return status;
    if (parsed != HSY_WARC_PARSED) return fail_header(input, &here, why, error);
    const uint64_t length = here.header.length;
    const size_t head = length < HSY_HTTP_HEAD_BYTES_MAX ? (size_t)length : HSY_HTTP_HEAD_BYTES_MAX;
    status = hsy_warc_fill_to(input, here.header.size + head, error);
    if (status != HEARSAY_OK) return status;
    const size_t there = hsy_input_unread(input) - here.header.size;
    const hsy_str block = {hsy_input_bytes(input) + here.header.size, there < head ? there : head};
    here.choice = hsy_warc_choose(input, &here.header, block, head == length);
    return length > HSY_WARC_BLOCK_BYTES_MAX ? pass_long(input, &here, error) : read_short(input, &here, record, error);
}

/* --- One record after the other ---------------------------------------------------------------------------------- */

static hearsay_status skip_breaks(hsy_input *input, hearsay_error *error) {
    for (size_t skipped = 0;;) {
        const char *bytes = hsy_input_bytes(input);
        const size_t unread = hsy_input_unread(input);
        size_t count = 0;
        while (count < unread && skipped < HSY_WARC_BREAKS_BYTES_MAX &&
               (bytes[count] == '\r' || bytes[count] == '\n')) {
            count++;
            skipped++;
        }
        hsy_warc_use(input, count);
        if (count < unread || input->end) return HEARSAY_OK;
        hearsay_status status = hsy_warc_fill_to(input, 1, error);
        if (status != HEARSAY_OK) return status;
    }
}

/* Moves to the record that should follow. HEARSAY_END: nothing does. */
static hearsay_status go_on(hsy_input *input, hearsay_error *error) {
    hearsay_status status = skip_breaks(input, error);
    if (status == HEARSAY_OK) status = hsy_warc_fill_to(input, 5, error);
    if (status != HEARSAY_OK) return status;
    if (is_record(input, 0)) return HEARSAY_OK;
    if (hsy_input_unread(input) < 5) {
        status = tell_end(input, error);
        if (status != HEARSAY_END || hsy_input_unread(input) == 0) return status;
    }
    const hsy_warc_place at = hsy_warc_place_at(input, 0);
    const char *cause = find_cause(input, at);
    char place[HSY_INPUT_PLACE_BYTES];
    write_place(input, at, "at", place);
    lose(input, 0);
    return hsy_fail(error, HEARSAY_ERROR_INPUT, "%s: %s", place,
                    cause != NULL ? cause : "what stands there is no WARC record");
}

/* Searches the next record. */
static hearsay_status find_again(hsy_input *input, hearsay_error *error) {
    hsy_warc *warc = input->own;
    bool found;
    hearsay_status status = hsy_warc_search(input, UINT64_MAX, &found, error);
    if (status != HEARSAY_OK) return status;
    if (!found) {
        status = tell_end(input, error);
        if (status != HEARSAY_END) return status;
        status = hsy_story_seek_member(input->stream, "WARC/", &found, error);
        if (status != HEARSAY_OK) return status;
        if (!found) return HEARSAY_END;
        input->end = warc->told = false;
        status = hsy_warc_fill_to(input, 1, error);
    }
    warc->lost = false;
    return status;
}

static hearsay_status open_archive(hsy_input *input, hearsay_error *error) {
    hsy_warc *warc = hsy_resize(&input->allocator, NULL, sizeof *warc);
    if (warc == NULL) return hsy_fail_memory(error);
    *warc = (hsy_warc){.position = 0};
    input->own = warc;
    if (input->form.width == HSY_WIDTH_8 && input->form.mark <= hsy_input_unread(input)) input->at += input->form.mark;
    if (!hsy_warc_begin(input, warc)) return hsy_fail_memory(error);
    return hsy_input_unread(input) == 0 && input->end ? hsy_input_fail_empty(input, error) : HEARSAY_OK;
}

static hearsay_status take(hsy_input *input, hsy_record **record, hearsay_error *error) {
    hearsay_status status = input->own == NULL ? open_archive(input, error) : HEARSAY_OK;
    while (status == HEARSAY_OK && *record == NULL) {
        const hsy_warc *warc = input->own;
        status = warc->lost ? find_again(input, error) : go_on(input, error);
        if (status == HEARSAY_OK) status = read_record(input, record, error);
    }
    return status;
}

static void close_archive(hsy_input *input) {
    hsy_warc *warc = input->own;
    if (warc == NULL) return;
    hsy_vector_free(&warc->members);
    hsy_release(&input->allocator, warc);
}

/* Bytes are taken as they are stored, whatever they look like. */
const hsy_input_format hsy_input_warc = {.take = take, .close = close_archive, .wide = true};
