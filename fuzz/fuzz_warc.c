/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as a WARC file, plain or gzip: what comes of it are records whose bytes stand in it, errors that name their
 * place, and an end. */
#include <inttypes.h>
#include <string.h>

#include "story/record/record.h"
#include "target.h"

static void add(hsy_buffer *result, hsy_str value) {
    hsy_buffer_add(result, value.data, value.size);
    hsy_buffer_char(result, '\n');
}

static void check_record(const hsy_record *record, size_t size, hsy_buffer *result) {
    static const char place[] = "fuzz: record at byte ";
    const hsy_provenance *from = &record->provenance;
    const hsy_str texts[] = {from->record, from->uri, from->date, from->digest};
    require(record->kind == HSY_RECORD_HTTP || record->kind == HSY_RECORD_PAGE || record->kind == HSY_RECORD_TEXT);
    require(strncmp(record->place, place, sizeof place - 1) == 0);
    require(record->bytes.size > 0 && record->bytes.size <= HEARSAY_PAGE_BYTES_MAX);
    require(from->offset < size && record->id.size > 5 && record->hints.now <= 1000000000);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        require(hsy_utf8_valid(texts[i].data, texts[i].size) == texts[i].size);
        require(texts[i].size == 0 || memchr(texts[i].data, '\n', texts[i].size) == NULL);
        add(result, texts[i]);
    }
    add(result, record->id);
    hsy_buffer_format(result, "%d %zu %" PRIx64 "\n", (int)record->kind, record->bytes.size,
                      hsy_str_hash(record->bytes));
}

static hearsay_status take_next(hsy_input *input, size_t size, hsy_buffer *result) {
    hsy_record *record;
    hearsay_error error = {.status = HEARSAY_OK, .message = ""};
    hearsay_status status = hsy_input_take(input, &record, &error);
    require((record != NULL) == (status == HEARSAY_OK));
    require(status == HEARSAY_OK || status == HEARSAY_END || (error.status == status && error.message[0] != '\0'));
    hsy_buffer_text(result, error.message);
    if (record != NULL) check_record(record, size, result);
    hsy_record_free(record);
    uint64_t done, total;
    hsy_input_progress(input, &done, &total);
    require(total == size && done <= total);
    return status;
}

hearsay_status fuzz_read(const uint8_t *bytes, size_t size, const hearsay_allocator *allocator, hsy_buffer *result) {
    const hearsay_reader_settings settings = {
        .input = HEARSAY_INPUT_WARC, .now = 1000000000, .allocator = hsy_allocator_or_default(allocator)};
    /* A buffer of the exact size, so that a read behind its end is seen. */
    uint8_t *copy = malloc(size == 0 ? 1 : size);
    require(copy != NULL);
    if (size > 0) memcpy(copy, bytes, size);
    hsy_input *input;
    hearsay_status status = hsy_input_open_memory("fuzz", copy, size, &settings, &input, NULL);
    if (status == HEARSAY_OK) {
        /* What is broken is passed over with it: there can't be more records and errors than bytes. */
        size_t left = size + 2;
        do
            status = take_next(input, size, result);
        while (--left > 0 && (status == HEARSAY_OK || status == HEARSAY_ERROR_INPUT || status == HEARSAY_ERROR_LIMIT));
        hsy_input_close(input);
    }
    free(copy);
    require(status == HEARSAY_END || status == HEARSAY_ERROR_MEMORY);
    return status == HEARSAY_END ? HEARSAY_OK : status;
}
