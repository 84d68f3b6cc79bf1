/* SPDX-License-Identifier: Apache-2.0 */
/* The window on a WARC file: where its bytes are stored, and where in them records begin. */
#include "story/input/warc.h"

#include <string.h>

static const char RECORD[] = "WARC/";   /* a record, at a gzip member's beginning */
static const char LINE[] = "\nWARC/1."; /* and anywhere else */
enum { RECORD_BYTES = sizeof RECORD - 1, LINE_BYTES = sizeof LINE - 1 };

/* --- Moving ------------------------------------------------------------------------------------------------------ */

static const hsy_warc_member *members_of(const hsy_warc *warc) {
    return warc->members.data;
}

/* Keeps the member that the window's bytes from `position` on are of. false: refused. */
static bool note_member(const hsy_input *input, hsy_warc *warc, uint64_t position) {
    hsy_warc_member member = {.position = position};
    if (!hsy_story_stream_member(input->stream, &member.offset)) return true;
    const size_t left = warc->members.count - warc->member;
    if (members_of(warc)[warc->members.count - 1].offset == member.offset || left >= HSY_WARC_MEMBERS_MAX) return true;
    if (warc->member > left) {
        memmove(warc->members.data, members_of(warc) + warc->member, left * sizeof member);
        warc->members.count = left;
        warc->member = 0;
    }
    return hsy_vector_push(&warc->members, &member) != NULL;
}

bool hsy_warc_begin(hsy_input *input, hsy_warc *warc) {
    const hsy_warc_member first = {.position = input->at, .offset = 0};
    warc->position = input->at;
    hsy_vector_init(&warc->members, sizeof first, &input->allocator);
    return hsy_vector_push(&warc->members, &first) != NULL;
}

hearsay_status hsy_warc_fill_to(hsy_input *input, size_t size, hearsay_error *error) {
    hsy_warc *warc = input->own;
    while (!input->end && hsy_input_unread(input) < size) {
        const uint64_t position = warc->position + hsy_input_unread(input);
        hearsay_status status = hsy_input_fill(input, error);
        if (status != HEARSAY_OK) return status;
        if (!input->end && !note_member(input, warc, position)) return hsy_fail_memory(error);
    }
    return HEARSAY_OK;
}

void hsy_warc_use(hsy_input *input, size_t size) {
    hsy_warc *warc = input->own;
    input->at += size;
    warc->position += size;
    while (warc->member + 1 < warc->members.count && members_of(warc)[warc->member + 1].position <= warc->position)
        warc->member++;
}

hsy_warc_place hsy_warc_place_at(const hsy_input *input, size_t at) {
    const hsy_warc *warc = input->own;
    const uint64_t position = warc->position + at;
    hsy_warc_member in = {.offset = 0};
    if (!hsy_story_stream_member(input->stream, &in.offset)) return (hsy_warc_place){.offset = position};
    for (size_t i = warc->member; i < warc->members.count && members_of(warc)[i].position <= position; i++)
        in = members_of(warc)[i];
    return (hsy_warc_place){.offset = in.offset, .inside = position - in.position};
}

/* --- Searching --------------------------------------------------------------------------------------------------- */

static bool begins_record(const hsy_input *input, size_t at) {
    return hsy_input_unread(input) >= at + RECORD_BYTES &&
           memcmp(hsy_input_bytes(input) + at, RECORD, RECORD_BYTES) == 0;
}

size_t hsy_warc_find_member(const hsy_input *input, size_t size) {
    const hsy_warc *warc = input->own;
    for (size_t i = warc->member; i < warc->members.count; i++) {
        const uint64_t position = members_of(warc)[i].position;
        if (position <= warc->position) continue;
        const uint64_t at = position - warc->position;
        if (at >= size) break;
        if (begins_record(input, (size_t)at)) return (size_t)at;
    }
    return 0;
}

/* How far the search for lines has come, so that no byte is searched twice: positions in the whole text. */
typedef struct lines {
    uint64_t found;    /* the last line that was found */
    uint64_t searched; /* no other begins before */
} lines;

/* Where in the window, behind its first byte, the next line begins that may be a record's first; 0: nowhere. */
static size_t find_line(const hsy_input *input, lines *to) {
    const hsy_warc *warc = input->own;
    if (to->found > warc->position) return (size_t)(to->found - warc->position);
    const size_t from = to->searched > warc->position ? (size_t)(to->searched - warc->position) : 0;
    const size_t unread = hsy_input_unread(input);
    if (unread < from + LINE_BYTES) return 0;
    const char *bytes = hsy_input_bytes(input);
    const char *line = memmem(bytes + from, unread - from, LINE, LINE_BYTES);
    const size_t at = line == NULL ? unread - LINE_BYTES : (size_t)(line - bytes);
    to->searched = warc->position + at + 1;
    if (line == NULL) return 0;
    to->found = to->searched;
    return at + 1;
}

/* Where in window[1, size) a record may begin; 0: nowhere. */
static size_t find_beginning(const hsy_input *input, uint64_t size, lines *to) {
    const size_t unread = hsy_input_unread(input);
    const size_t line = find_line(input, to);
    size_t end = line > 0 ? line : unread;
    if (end > size) end = (size_t)size;
    const size_t member = hsy_warc_find_member(input, end);
    if (member > 0) return member;
    return line < size ? line : 0;
}

/* What has been inflated for nothing since the search began. */
typedef struct waste {
    uint64_t position, stored;
} waste;

static uint64_t stored_so_far(const hsy_input *input) {
    uint64_t done, total;
    hsy_story_stream_progress(input->stream, 0, &done, &total);
    return done;
}

/* Gives a gzip member up that inflates to far more than anybody stores. */
static void bound(hsy_input *input, const waste *since) {
    const hsy_warc *warc = input->own;
    const uint64_t inflated = warc->position - since->position;
    if (inflated > HSY_WARC_BLOCK_BYTES_MAX && inflated / HSY_WARC_INFLATION_MAX > stored_so_far(input) - since->stored)
        hsy_story_break_stream(input->stream, "its gzip data inflate to far too much");
}

/* Uses the window up, but for what may be the beginning of a record's first line, and reads on. */
static hearsay_status search_on(hsy_input *input, uint64_t *left, const waste *since, hearsay_error *error) {
    const size_t unread = hsy_input_unread(input);
    const size_t kept = input->end ? 0 : LINE_BYTES;
    size_t used = unread > kept ? unread - kept : 0;
    if (used > *left) used = (size_t)*left;
    hsy_warc_use(input, used);
    *left -= used;
    bound(input, since);
    return hsy_warc_fill_to(input, unread - used + 1, error);
}

hearsay_status hsy_warc_search(hsy_input *input, uint64_t size, bool *found, hearsay_error *error) {
    const hsy_warc *warc = input->own;
    const waste since = {.position = warc->position, .stored = stored_so_far(input)};
    lines to = {.found = 0};
    hearsay_status status = HEARSAY_OK;
    *found = false;
    for (uint64_t left = size; left > 0 && status == HEARSAY_OK && !*found;) {
        const size_t at = find_beginning(input, left, &to);
        if (at > 0) {
            hsy_warc_header header;
            hsy_warc_parsed parsed;
            const char *why;
            hsy_warc_use(input, at);
            left -= at;
            status = hsy_warc_read_header(input, &header, &parsed, &why, error);
            *found = status == HEARSAY_OK && parsed == HSY_WARC_PARSED;
        } else {
            const bool end = input->end;
            status = search_on(input, &left, &since, error);
            if (end) break;
        }
    }
    return status;
}
