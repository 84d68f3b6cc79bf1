/* SPDX-License-Identifier: Apache-2.0 */
/* A record of a WARC file as a record to be read. */
#include "story/input/warc.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "story/record/http.h"

/* An archive's own words, in which what is no text becomes %XX. */
static bool keep_value(const hsy_input *input, hsy_span span, hsy_arena *arena, hsy_str *value) {
    static const char digits[] = "0123456789ABCDEF";
    const hsy_str from = hsy_warc_value(input, span);
    const size_t valid = hsy_utf8_valid(from.data, from.size);
    if (from.data == NULL) return true;
    char *out = hsy_arena_alloc(arena, 3 * from.size + 1), *end = out;
    if (out == NULL) return false;
    for (size_t i = 0; i < from.size; i++) {
        const unsigned char byte = (unsigned char)from.data[i];
        if (byte > ' ' && byte != 0x7F && (byte < 0x80 || valid == from.size)) {
            *end++ = (char)byte;
        } else {
            *end++ = '%';
            *end++ = digits[byte >> 4];
            *end++ = digits[byte & 15];
        }
    }
    *value = (hsy_str){out, (size_t)(end - out)};
    return true;
}

static bool keep_uri(const hsy_input *input, hsy_span span, hsy_arena *arena, hsy_str *value) {
    const hsy_str uri = hsy_warc_value(input, span);
    /* WARC 1.0 put it in angle brackets. */
    if (uri.size > 2 && *uri.data == '<' && uri.data[uri.size - 1] == '>')
        span = (hsy_span){span.start + 1, span.end - 1};
    return keep_value(input, span, arena, value);
}

static bool keep_provenance(const hsy_input *input, const hsy_warc_here *from, hsy_record *record) {
    hsy_provenance *to = &record->provenance;
    const hsy_warc_header *header = &from->header;
    const hsy_span payload = header->payload_digest, block = header->block_digest;
    to->offset = from->at.offset;
    return keep_value(input, header->id, &record->arena, &to->record) &&
           keep_uri(input, header->uri, &record->arena, &to->uri) &&
           keep_value(input, header->date, &record->arena, &to->date) &&
           keep_value(input, payload.end > payload.start ? payload : block, &record->arena, &to->digest);
}

/* "NAME:OFFSET", or "NAME:OFFSET+INSIDE" */
static bool keep_id(const hsy_input *input, hsy_warc_place at, hsy_record *record) {
    hsy_str first;
    if (!hsy_input_numbered_name(input, at.offset, &record->arena, &first)) return false;
    char inside[24];
    const int length = at.inside == 0 ? 0 : snprintf(inside, sizeof inside, "+%" PRIu64, at.inside);
    char *id = hsy_arena_alloc(&record->arena, first.size + (size_t)length + 1);
    if (id == NULL) return false;
    memcpy(id, first.data, first.size);
    memcpy(id + first.size, inside, (size_t)length);
    record->id = (hsy_str){id, first.size + (size_t)length};
    return true;
}

static bool keep_hints(const hsy_input *input, const hsy_warc_here *from, hsy_record *record) {
    int64_t crawled;
    if (hsy_warc_read_date(hsy_warc_value(input, from->header.date), &crawled) && crawled < record->hints.now)
        record->hints.now = crawled; /* nothing was published after it was crawled */
    record->hints.url = record->provenance.uri;
    /* What is known of the archive's own transfer says nothing of what is in it. */
    record->hints.charset = (hsy_str){.data = NULL, .size = 0};
    if (from->choice.kind == HSY_RECORD_HTTP) return true;
    const hsy_str charset = hsy_http_parameter(hsy_warc_value(input, from->header.content_type), "charset");
    record->unicode = charset.size == 5 && strncasecmp(charset.data, "utf-8", 5) == 0;
    return hsy_arena_copy(&record->arena, charset, &record->hints.charset);
}

hearsay_status hsy_warc_make_record(hsy_input *input, const hsy_warc_here *here, hsy_record **record,
                                    hearsay_error *error) {
    const hsy_warc_header *header = &here->header;
    const hsy_str block = {hsy_input_bytes(input) + header->size, (size_t)header->length};
    hsy_record *made;
    hearsay_status status = hsy_input_new_record(input, here->choice.kind, here->place, block, &made, error);
    if (status != HEARSAY_OK) return status;
    made->damage = header->truncated.end > header->truncated.start ? "its archive has not kept all of it"
                   : header->segment.end > header->segment.start   ? "it goes on in another record of its archive"
                                                                   : NULL;
    if (!keep_provenance(input, here, made) || !keep_hints(input, here, made) || !keep_id(input, here->at, made)) {
        hsy_record_free(made);
        return hsy_fail_memory(error);
    }
    hsy_warc_use(input, header->size + (size_t)header->length);
    *record = made;
    return HEARSAY_OK;
}
