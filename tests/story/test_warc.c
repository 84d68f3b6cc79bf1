/* SPDX-License-Identifier: Apache-2.0 */
/* WARC files: which of their records are stories, and what is read where they are broken. */
#include "made.h"
#include "memory.h"

#include <inttypes.h>
#include <stdlib.h>
#include <zlib.h>

#include "story/input/input.h"

/* --- Archives made for a test ------------------------------------------------------------------------------------ */

enum { FILE_BYTES = 1 << 16, PAGE_BYTES = 4096 };

typedef struct archive {
    char bytes[FILE_BYTES];
    size_t size;
} archive;

static void add_bytes(archive *to, const void *bytes, size_t size) {
    assert_true(size <= sizeof to->bytes - to->size);
    memcpy(to->bytes + to->size, bytes, size);
    to->size += size;
}

static void add(archive *to, const char *text) {
    add_bytes(to, text, strlen(text));
}

static void add_member(archive *to, const void *bytes, size_t size) {
    z_stream deflater = {.next_in = (Bytef *)(uintptr_t)bytes, .avail_in = (uInt)size};
    assert_int_equal(deflateInit2(&deflater, 9, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    deflater.next_out = (Bytef *)to->bytes + to->size;
    deflater.avail_out = (uInt)(sizeof to->bytes - to->size);
    assert_int_equal(deflate(&deflater, Z_FINISH), Z_STREAM_END);
    to->size += deflater.total_out;
    deflateEnd(&deflater);
}

/* A record with these fields, one a line, and a Content-Length of `length`; "" for one without. */
static const char *record_of(const char *fields, const char *length, const char *block) {
    static char record[4][PAGE_BYTES];
    static size_t next;
    char *made = record[next++ % 4];
    (void)snprintf(made, PAGE_BYTES, "WARC/1.0\r\n%s%s%s%s\r\n%s\r\n\r\n", fields,
                   *length == '\0' ? "" : "Content-Length: ", length, *length == '\0' ? "" : "\r\n", block);
    return made;
}

static const char *sized_record(const char *fields, const char *block) {
    char length[24];
    (void)snprintf(length, sizeof length, "%zu", strlen(block));
    return record_of(fields, length, block);
}

static const char RESPONSE[] = "WARC-Type: response\r\n"
                               "WARC-Record-ID: <urn:uuid:1>\r\n"
                               "WARC-Target-URI: <https://bay.example/ferry>\r\n"
                               "WARC-Date: 2019-03-05T10:20:30Z\r\n"
                               "WARC-Payload-Digest: sha1:ABC\r\n"
                               "Content-Type: application/http; msgtype=response\r\n";

/* A response whose page says of a ship that it sails. */
static const char *message_of(const char *ship) {
    static char message[PAGE_BYTES / 2];
    (void)snprintf(
        message, sizeof message,
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><article><p>The %s will sail again in May, "
        "the harbour master said on Tuesday.</p></article></body></html>",
        ship);
    return message;
}

static const char *page_of(const char *ship) {
    return sized_record(RESPONSE, message_of(ship));
}

static const char *lying_page_of(const char *ship, const char *length) {
    return record_of(RESPONSE, length, message_of(ship));
}

/* --- What is taken ----------------------------------------------------------------------------------------------- */

static hsy_input *open_archive(const archive *from) {
    const hearsay_reader_settings settings = {.now = INT64_C(1600000000)};
    hsy_input *input;
    assert_int_equal(hsy_input_open_memory("bay.warc", from->bytes, from->size, &settings, &input, NULL), HEARSAY_OK);
    return input;
}

static bool holds(hsy_str text, const char *part) {
    return memmem(text.data, text.size, part, strlen(part)) != NULL;
}

/* The next record has this in its bytes. */
static hsy_record *assert_taken(hsy_input *input, const char *part) {
    hsy_record *record;
    hearsay_error error = {.message = ""};
    hearsay_status status = hsy_input_take(input, &record, &error);
    if (status != HEARSAY_OK) fail_msg("%d: %s", (int)status, error.message);
    if (!holds(record->bytes, part)) fail_msg("\"%s\" is not in the record at %s", part, record->place);
    return record;
}

static void assert_next(hsy_input *input, const char *part) {
    hsy_record_free(assert_taken(input, part));
}

static void assert_broken(hsy_input *input, hearsay_status status, const char *message) {
    hsy_record *record;
    hearsay_error error = {.message = ""};
    assert_int_equal(hsy_input_take(input, &record, &error), status);
    assert_null(record);
    if (status != HEARSAY_END) assert_string_equal(error.message, message);
}

static void assert_end(hsy_input *input) {
    assert_broken(input, HEARSAY_END, "");
    assert_broken(input, HEARSAY_END, "");
    hsy_input_close(input);
}

/* The archive holds no story at all. */
static void assert_passed(const char *record) {
    archive made = {.size = 0};
    add(&made, record);
    hsy_input *input = open_archive(&made);
    assert_end(input);
}

static void assert_kind(const char *record, hsy_record_kind kind, const char *part) {
    archive made = {.size = 0};
    add(&made, record);
    hsy_input *input = open_archive(&made);
    hsy_record *taken = assert_taken(input, part);
    assert_int_equal(taken->kind, kind);
    hsy_record_free(taken);
    assert_end(input);
}

static void test_a_response_is_a_story_with_its_provenance(void **state) {
    (void)state;
    archive made = {.size = 0};
    add(&made, sized_record("WARC-Type: warcinfo\r\nContent-Type: application/warc-fields\r\n", "software: x\r\n"));
    const size_t offset = made.size;
    add(&made, page_of("ferry"));
    hsy_input *input = open_archive(&made);
    hsy_record *record = assert_taken(input, "The ferry will sail");
    char place[64], id[64];
    (void)snprintf(place, sizeof place, "bay.warc: record at byte %zu", offset);
    (void)snprintf(id, sizeof id, "bay.warc:%zu", offset);
    assert_string_equal(record->place, place);
    assert_string(record->id, id);
    assert_int_equal(record->provenance.offset, offset);
    assert_string(record->provenance.record, "<urn:uuid:1>");
    assert_string(record->provenance.uri, "https://bay.example/ferry");
    assert_string(record->provenance.date, "2019-03-05T10:20:30Z");
    assert_string(record->provenance.digest, "sha1:ABC");
    assert_string(record->hints.url, "https://bay.example/ferry");
    assert_int_equal(record->hints.now, 1551781230);
    hsy_story *story;
    assert_int_equal(hsy_record_read(record, &story, NULL), HEARSAY_OK);
    assert_string(story->given, "The ferry will sail again in May, the harbour master said on Tuesday.");
    assert_string(story->provenance.uri, "https://bay.example/ferry");
    assert_int_equal(story->provenance.offset, offset);
    hsy_story_free(story);
    hsy_record_free(record);
    assert_end(input);
}

static void test_pages_and_texts_are_taken_as_resources_and_conversions(void **state) {
    (void)state;
    assert_kind(sized_record("WARC-Type: resource\r\nContent-Type: text/html; charset=utf-8\r\n", "<p>It held."),
                HSY_RECORD_PAGE, "It held");
    assert_kind(sized_record("WARC-Type: conversion\r\nContent-Type: text/plain\r\n", "It held."), HSY_RECORD_TEXT,
                "It held");
    assert_kind(sized_record("WARC-Type: Conversion\r\nContent-Type: application/xhtml+xml\r\n", "<p>It held."),
                HSY_RECORD_PAGE, "It held");
    assert_kind(sized_record("WARC-Type: response\r\nContent-Type: application/http\r\n",
                             "HTTP/1.0 200\nContent-Type: application/xhtml+xml\n\n<p>It held."),
                HSY_RECORD_HTTP, "It held");
    assert_kind(sized_record("WARC-Type: response\r\n", "HTTP/1.1 200 OK\r\nServer: x\r\n\r\n <!DOCTYPE html>It held."),
                HSY_RECORD_HTTP, "It held");
}

static void test_what_is_no_page_is_passed_over(void **state) {
    (void)state;
    static const char response[] = "WARC-Type: response\r\nContent-Type: application/http\r\n";
    assert_passed(sized_record(response, "HTTP/1.1 404 No\r\nContent-Type: text/html\r\n\r\n<p>Not found"));
    assert_passed(sized_record(response, "HTTP/1.1 301 No\r\nContent-Type: text/html\r\n\r\n<p>Elsewhere"));
    assert_passed(sized_record(response, "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx"));
    assert_passed(sized_record(response, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nUser-agent: *"));
    assert_passed(sized_record(response, "HTTP/1.1 200 OK\r\n\r\nneither this nor that"));
    assert_passed(sized_record(response, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"));
    assert_passed(sized_record("WARC-Type: response\r\nContent-Type: text/dns\r\n", "20190305\nbay.example. 60 A"));
    assert_passed(sized_record("WARC-Type: revisit\r\nContent-Type: application/http\r\n",
                               "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"));
    assert_passed(sized_record("WARC-Type: request\r\nContent-Type: application/http; msgtype=request\r\n",
                               "GET / HTTP/1.1\r\n\r\n"));
    assert_passed(sized_record("WARC-Type: continuation\r\nContent-Type: text/html\r\n", "<p>and so on"));
    assert_passed(sized_record("WARC-Type: resource\r\nContent-Type: text/plain\r\n"
                               "WARC-Target-URI: <https://bay.example/robots.txt>\r\n",
                               "User-agent: *"));
}

static void test_names_may_be_in_any_case_lines_folded_and_ended_by_a_line_feed(void **state) {
    (void)state;
    archive made = {.size = 0};
    add(&made, "WARC/1.1\nwarc-type:\n  conversion\nCONTENT-TYPE: text/plain;\n\tcharset=utf-8\ncontent-length :8\n"
               "WARC-Date: 2019-03-05T10:20:30.123Z\nX:\n\nIt held.\n\n");
    hsy_input *input = open_archive(&made);
    hsy_record *record = assert_taken(input, "It held.");
    assert_string(record->hints.charset, "utf-8");
    assert_true(record->unicode);
    assert_int_equal(record->hints.now, 1551781230);
    hsy_record_free(record);
    assert_end(input);
}

static void test_what_an_archive_has_cut_is_read_with_a_warning(void **state) {
    (void)state;
    archive made = {.size = 0};
    add(&made, sized_record("WARC-Type: conversion\r\nContent-Type: text/plain\r\nWARC-Truncated: length\r\n",
                            "The dam held, she said on Tuesday."));
    hsy_input *input = open_archive(&made);
    hsy_story *story;
    assert_int_equal(hsy_input_next(input, &story, NULL), HEARSAY_OK);
    assert_warning(story, "the text may end too early: its archive has not kept all of it");
    hsy_story_free(story);
    assert_end(input);
}

static void test_words_of_an_archive_are_kept_as_text(void **state) {
    (void)state;
    archive made = {.size = 0};
    add(&made,
        sized_record("WARC-Type: conversion\r\nContent-Type: text/plain\r\nWARC-Target-URI: http://a/\xE9 b\x01\r\n",
                     "It held."));
    add(&made,
        sized_record("WARC-Type: conversion\r\nContent-Type: text/plain\r\nWARC-Target-URI: http://a/\xC3\xA9\r\n"
                     "WARC-Date: soon\r\n",
                     "It held."));
    hsy_input *input = open_archive(&made);
    hsy_record *record = assert_taken(input, "It held.");
    assert_string(record->provenance.uri, "http://a/%E9%20b%01");
    hsy_record_free(record);
    record = assert_taken(input, "It held.");
    assert_string(record->provenance.uri, "http://a/\xC3\xA9");
    assert_int_equal(record->hints.now, 1600000000);
    hsy_record_free(record);
    assert_end(input);
}

/* --- gzip -------------------------------------------------------------------------------------------------------- */

static void test_a_member_a_record_gives_each_the_offset_of_its_member(void **state) {
    (void)state;
    archive made = {.size = 0};
    const char *ferry = page_of("ferry"), *barge = page_of("barge");
    add_member(&made, ferry, strlen(ferry));
    const size_t offset = made.size;
    add_member(&made, barge, strlen(barge));
    hsy_input *input = open_archive(&made);
    assert_next(input, "ferry");
    hsy_record *record = assert_taken(input, "barge");
    assert_int_equal(record->provenance.offset, offset);
    hsy_record_free(record);
    assert_end(input);
}

static void test_members_may_hold_all_or_parts_of_records(void **state) {
    (void)state;
    archive plain = {.size = 0};
    add(&plain, page_of("ferry"));
    const size_t second = plain.size;
    add(&plain, page_of("barge"));
    archive one = {.size = 0}, parts = {.size = 0};
    add_member(&one, plain.bytes, plain.size);
    for (size_t at = 0; at < plain.size; at += 7)
        add_member(&parts, plain.bytes + at, plain.size - at < 7 ? plain.size - at : 7);
    hsy_input *input = open_archive(&one);
    assert_next(input, "ferry");
    hsy_record *record = assert_taken(input, "barge");
    char id[64];
    (void)snprintf(id, sizeof id, "bay.warc:0+%zu", second);
    assert_string(record->id, id);
    hsy_record_free(record);
    assert_end(input);
    input = open_archive(&parts);
    assert_next(input, "ferry");
    assert_next(input, "barge");
    assert_end(input);
}

static bool is_whole(const hsy_record *record, const char *ship) {
    if (record == NULL) return false;
    const char *message = message_of(ship);
    return record->bytes.size == strlen(message) && memcmp(record->bytes.data, message, record->bytes.size) == 0;
}

static void test_behind_a_damaged_member_the_reading_goes_on(void **state) {
    (void)state;
    const char *ferry = page_of("ferry"), *barge = page_of("barge"), *tug = page_of("tug");
    archive whole = {.size = 0};
    add_member(&whole, ferry, strlen(ferry));
    const size_t start = whole.size;
    add_member(&whole, barge, strlen(barge));
    const size_t end = whole.size;
    add_member(&whole, tug, strlen(tug));
    char message[40];
    (void)snprintf(message, sizeof message, "at byte %zu", start);
    /* A wrong byte anywhere behind the member's first bytes, up to its check sum and length. */
    for (size_t at = start + 10; at < end; at++) {
        if (at == end - 9) continue; /* some bits of the last compressed byte are but padding */
        archive made = whole;
        made.bytes[at] = (char)(made.bytes[at] ^ 0x10);
        hsy_input *input = open_archive(&made);
        hsy_record *record;
        hearsay_error error;
        hearsay_status status;
        assert_next(input, "ferry");
        size_t errors = 0;
        while ((status = hsy_input_take(input, &record, &error)) == HEARSAY_ERROR_INPUT || is_whole(record, "barge")) {
            if (record == NULL && strstr(error.message, message) == NULL)
                fail_msg("wrong byte %zu: %s", at, error.message);
            errors += record == NULL;
            hsy_record_free(record);
        }
        assert_int_equal(status, HEARSAY_OK);
        assert_in_range(errors, 1, 2);
        assert_true(is_whole(record, "tug"));
        hsy_record_free(record);
        assert_end(input);
    }
}

static void test_bytes_between_members_are_passed_over_with_an_error(void **state) {
    (void)state;
    const char *ferry = page_of("ferry"), *barge = page_of("barge");
    archive made = {.size = 0};
    add_member(&made, ferry, strlen(ferry));
    char message[100];
    (void)snprintf(message, sizeof message, "bay.warc: at byte %zu: what stands there is no gzip data", made.size);
    add_bytes(&made, "other bytes \x1F\x8B\x08\0\0\0\0\0\0", 21);
    add_member(&made, barge, strlen(barge));
    add_bytes(&made, "\0\0\0\0", 4); /* padding is no error */
    hsy_input *input = open_archive(&made);
    assert_next(input, "ferry");
    assert_broken(input, HEARSAY_ERROR_INPUT, message);
    assert_next(input, "barge");
    assert_end(input);
}

static void test_a_member_that_is_cut_off_ends_with_an_error(void **state) {
    (void)state;
    const char *ferry = page_of("ferry");
    archive made = {.size = 0};
    add_member(&made, ferry, strlen(ferry));
    const size_t start = made.size;
    add_member(&made, ferry, strlen(ferry));
    const size_t end = made.size;
    char message[100];
    (void)snprintf(message, sizeof message, "at byte %zu: its gzip data are cut off", start);
    for (made.size = start + 12; made.size < end; made.size++) {
        hsy_input *input = open_archive(&made);
        hsy_record *record;
        hearsay_error error = {.message = ""};
        assert_next(input, "ferry");
        assert_int_equal(hsy_input_take(input, &record, &error), HEARSAY_ERROR_INPUT);
        if (strstr(error.message, message) == NULL) fail_msg("%zu bytes: %s", made.size, error.message);
        assert_end(input);
    }
}

/* --- Lengths that lie -------------------------------------------------------------------------------------------- */

/* A record between two good ones is reported, and both are read. */
static void assert_reported(const char *broken, bool packed, const char *why) {
    const char *const records[] = {page_of("ferry"), broken, page_of("barge")};
    archive made = {.size = 0};
    size_t start = 0;
    for (size_t i = 0; i < 3; i++) {
        if (i == 1) start = made.size;
        if (packed)
            add_member(&made, records[i], strlen(records[i]));
        else
            add(&made, records[i]);
    }
    char message[200];
    (void)snprintf(message, sizeof message, "bay.warc: record at byte %zu: %s", start, why);
    hsy_input *input = open_archive(&made);
    assert_next(input, "ferry");
    assert_broken(input, HEARSAY_ERROR_INPUT, message);
    assert_next(input, "barge");
    assert_end(input);
}

static void test_behind_a_record_whose_length_lies_the_next_one_is_read(void **state) {
    (void)state;
    static const char follow[] = "is wrong: other bytes than a line break follow its block";
    char why[100];
    for (int packed = 0; packed < 2; packed++) {
        (void)snprintf(why, sizeof why, "its Content-Length of 90 %s", follow);
        assert_reported(lying_page_of("tug", "90"), packed, why);
        (void)snprintf(why, sizeof why, "its Content-Length of 0 %s", follow);
        assert_reported(lying_page_of("tug", "0"), packed, why);
        (void)snprintf(why, sizeof why, "its Content-Length of 300 %s",
                       packed ? "reaches over the next record" : follow);
        assert_reported(lying_page_of("tug", "300"), packed, why);
        (void)snprintf(why, sizeof why, "its Content-Length of 9000 reaches over the %s",
                       packed ? "next record" : "end");
        assert_reported(lying_page_of("tug", "9000"), packed, why);
        assert_reported(lying_page_of("tug", "9000000000000000000"), packed,
                        "its Content-Length of 9000000000000000000 reaches over the next record");
        assert_reported(lying_page_of("tug", "-5"), packed, "its Content-Length is no length");
        assert_reported(lying_page_of("tug", "18446744073709551700"), packed, "its Content-Length is no length");
        assert_reported(lying_page_of("tug", ""), packed, "its header has no Content-Length");
        assert_reported(lying_page_of("tug", "5\r\nContent-Length: 6"), packed, "it has two Content-Lengths");
    }
}

static void test_a_record_whose_header_is_broken_is_reported(void **state) {
    (void)state;
    assert_reported(record_of("Content-Type: text/html\r\n", "0", ""), false, "its header has no WARC-Type");
    assert_reported("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 3\r\nabc\r\n\r\n", false,
                    "its header has a line that is no field");
    assert_reported("WARC/1.0\r\n: response\r\n\r\n\r\n", true, "its header has a field without a name");
    assert_reported("WARC/x\r\n\r\n\r\n", true, "its first line names no version of WARC");
    assert_reported(sized_record(RESPONSE, "SSH-2.0 hello\r\n"), false, "its block is no HTTP response");
    assert_reported(sized_record(RESPONSE, "HTTP/1.1 200 OK\r\nServer: x\r\n"), true, "its HTTP header is cut off");
}

static void test_line_breaks_between_records_may_be_fewer_or_more(void **state) {
    (void)state;
    const char *ferry = page_of("ferry");
    archive made = {.size = 0};
    for (size_t breaks = 0; breaks < 4; breaks++)
        add_bytes(&made, ferry, strlen(ferry) - breaks);
    add(&made, "\r\n\r\n\n\n");
    add_bytes(&made, ferry, strlen(ferry) - 4);
    hsy_input *input = open_archive(&made);
    for (size_t i = 0; i < 5; i++)
        assert_next(input, "ferry");
    assert_end(input);
}

static void test_other_bytes_between_records_are_passed_over_with_an_error(void **state) {
    (void)state;
    archive made = {.size = 0};
    add(&made, page_of("ferry"));
    char message[100];
    (void)snprintf(message, sizeof message, "bay.warc: at byte %zu: what stands there is no WARC record", made.size);
    add(&made, "something else, of WARC/1.0\r\nWARC/1.0 it says\r\nWARC/1.0\r\n\r\nWARC/1.");
    add(&made, "\n");
    add(&made, page_of("barge"));
    hsy_input *input = open_archive(&made);
    assert_next(input, "ferry");
    assert_broken(input, HEARSAY_ERROR_INPUT, message);
    assert_next(input, "barge");
    assert_end(input);
}

static void test_a_file_that_is_cut_off_ends_with_an_error(void **state) {
    (void)state;
    archive made = {.size = 0};
    add(&made, page_of("ferry"));
    const size_t start = made.size;
    add(&made, page_of("barge"));
    const size_t end = made.size;
    char message[100];
    (void)snprintf(message, sizeof message, "bay.warc: record at byte %zu: its header is cut off", start);
    for (made.size = start + 1; made.size < end - 4; made.size++) {
        hsy_input *input = open_archive(&made);
        hsy_record *record;
        hearsay_error error = {.message = ""};
        assert_next(input, "ferry");
        assert_int_equal(hsy_input_take(input, &record, &error), HEARSAY_ERROR_INPUT);
        if (made.size == start + 20) assert_string_equal(error.message, message);
        assert_end(input);
    }
}

/* --- Limits
 * ------------------------------------------------------------------------------------------------------------ */

static void test_a_header_over_the_limit_is_refused(void **state) {
    (void)state;
    const size_t size = 200000;
    char *bytes = malloc(size);
    assert_non_null(bytes);
    const char *ferry = page_of("ferry");
    memset(bytes, 'x', size);
    memcpy(bytes, "WARC/1.0\r\nX: ", 13);
    bytes[size - strlen(ferry) - 1] = '\n';
    memcpy(bytes + size - strlen(ferry), ferry, strlen(ferry));
    hsy_input *input;
    assert_int_equal(hsy_input_open_memory("bay.warc", bytes, size, NULL, &input, NULL), HEARSAY_OK);
    assert_broken(input, HEARSAY_ERROR_LIMIT,
                  "bay.warc: record at byte 0: its header is longer than 65536 bytes, the limit");
    assert_next(input, "ferry");
    assert_end(input);
    free(bytes);
}

/* What is stored before the block, a block of `size` bytes of zeros in a member with it, and a page behind. */
static unsigned char *bomb_of(const char *before, size_t size, const char *behind, size_t *stored) {
    const size_t capacity = size / 500 + 10000;
    unsigned char *bytes = malloc(capacity);
    static char zeros[1 << 16];
    assert_non_null(bytes);
    z_stream deflater = {.next_out = bytes, .avail_out = (uInt)capacity};
    assert_int_equal(deflateInit2(&deflater, 9, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    deflater.next_in = (Bytef *)(uintptr_t)before;
    deflater.avail_in = (uInt)strlen(before);
    assert_int_equal(deflate(&deflater, Z_NO_FLUSH), Z_OK);
    for (size_t i = 0; i < size; i += sizeof zeros) {
        deflater.next_in = (Bytef *)zeros;
        deflater.avail_in = sizeof zeros;
        assert_int_equal(deflate(&deflater, Z_NO_FLUSH), Z_OK);
    }
    assert_int_equal(deflate(&deflater, Z_FINISH), Z_STREAM_END);
    archive last = {.size = 0};
    add_member(&last, behind, strlen(behind));
    *stored = deflater.total_out + last.size;
    memcpy(bytes + deflater.total_out, last.bytes, last.size);
    deflateEnd(&deflater);
    return bytes;
}

static void test_a_record_over_the_limit_is_passed_over_and_memory_is_bounded(void **state) {
    (void)state;
    const size_t size = 2 * HEARSAY_PAGE_BYTES_MAX;
    char before[PAGE_BYTES], length[24];
    const char *message = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";
    (void)snprintf(length, sizeof length, "%zu", size + strlen(message));
    (void)snprintf(before, sizeof before, "%s", record_of(RESPONSE, length, message));
    before[strlen(before) - 4] = '\0';
    size_t stored;
    unsigned char *bytes = bomb_of(before, size, page_of("ferry"), &stored);
    meter counts = {0, 0};
    hearsay_reader_settings settings = {.allocator = {metered, &counts}};
    hsy_input *input;
    assert_int_equal(hsy_input_open_memory("bay.warc", bytes, stored, &settings, &input, NULL), HEARSAY_OK);
    hsy_record *record;
    hearsay_error error;
    assert_int_equal(hsy_input_take(input, &record, &error), HEARSAY_ERROR_INPUT);
    assert_string_equal(error.message, "bay.warc: record at byte 0: its gzip data inflate to far too much");
    assert_next(input, "ferry");
    assert_end(input);
    free(bytes);
    assert_true(counts.most < ((size_t)4 << 20));
    assert_int_equal(counts.now, 0);
}

static void test_a_page_over_the_limit_is_reported_and_a_picture_is_not(void **state) {
    (void)state;
    const size_t size = HEARSAY_PAGE_BYTES_MAX + 1000;
    for (int picture = 0; picture < 2; picture++) {
        char *bytes = malloc(size + PAGE_BYTES), length[24];
        assert_non_null(bytes);
        (void)snprintf(length, sizeof length, "%zu", size);
        const char *message = picture ? "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n"
                                      : "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";
        const char *head = record_of(RESPONSE, length, message), *ferry = page_of("ferry");
        const size_t block = strlen(head) - 4;
        memset(bytes, 'x', size + PAGE_BYTES);
        memcpy(bytes, head, block);
        size_t at = block - strlen(message) + size;
        memcpy(bytes + at, "\r\n\r\n", 4);
        memcpy(bytes + at + 4, ferry, strlen(ferry));
        hsy_input *input;
        assert_int_equal(hsy_input_open_memory("bay.warc", bytes, at + 4 + strlen(ferry), NULL, &input, NULL),
                         HEARSAY_OK);
        if (!picture)
            assert_broken(input, HEARSAY_ERROR_LIMIT,
                          "bay.warc: record at byte 0: the page is longer than 33554432 bytes, the limit for a page");
        assert_next(input, "ferry");
        assert_end(input);
        free(bytes);
    }
}

static void test_many_records_need_no_more_memory_than_few(void **state) {
    (void)state;
    const char *ferry = page_of("ferry");
    archive member = {.size = 0};
    add_member(&member, ferry, strlen(ferry));
    const size_t count = 20000;
    char *bytes = malloc(count * member.size);
    assert_non_null(bytes);
    for (size_t i = 0; i < count; i++)
        memcpy(bytes + i * member.size, member.bytes, member.size);
    meter counts = {0, 0};
    hearsay_reader_settings settings = {.allocator = {metered, &counts}};
    hsy_input *input;
    assert_int_equal(hsy_input_open_memory("bay.warc", bytes, count * member.size, &settings, &input, NULL),
                     HEARSAY_OK);
    for (size_t i = 0; i < count; i++)
        assert_next(input, "ferry");
    assert_end(input);
    free(bytes);
    assert_true(counts.most < ((size_t)1 << 20));
    assert_int_equal(counts.now, 0);
}

/* --- Memory refused
 * ------------------------------------------------------------------------------------------------------ */

static bool read_with(size_t allocations, const archive *from) {
    countdown count = {allocations};
    hearsay_reader_settings settings = {.input = HEARSAY_INPUT_WARC, .allocator = {failing, &count}};
    hsy_input *input;
    hearsay_status status = hsy_input_open_memory("a", from->bytes, from->size, &settings, &input, NULL);
    if (status != HEARSAY_OK) return false;
    do {
        hsy_record *record;
        status = hsy_input_take(input, &record, NULL);
        hsy_record_free(record);
    } while (status == HEARSAY_OK || status == HEARSAY_ERROR_INPUT);
    hsy_input_close(input);
    if (status != HEARSAY_END) assert_int_equal(status, HEARSAY_ERROR_MEMORY);
    return status == HEARSAY_END;
}

static void test_every_refused_allocation_is_an_error_and_no_leak(void **state) {
    (void)state;
    const char *ferry = page_of("ferry");
    archive made = {.size = 0};
    for (size_t i = 0; i < 3; i++) {
        add_member(&made, ferry, strlen(ferry));
        if (i == 0) made.bytes[made.size - 30] ^= 0x55;
    }
    size_t allocations = 0;
    while (!read_with(allocations, &made))
        allocations++;
    assert_true(allocations > 10);
}

static void test_what_is_forced_to_be_an_archive_and_is_none_is_refused(void **state) {
    (void)state;
    const hearsay_reader_settings settings = {.input = HEARSAY_INPUT_WARC};
    hsy_input *input;
    assert_int_equal(hsy_input_open_memory("a.txt", "It held.", 8, &settings, &input, NULL), HEARSAY_OK);
    assert_broken(input, HEARSAY_ERROR_INPUT, "a.txt: at byte 0: what stands there is no WARC record");
    assert_end(input);
    assert_int_equal(hsy_input_open_memory("a.txt", "", 0, &settings, &input, NULL), HEARSAY_OK);
    assert_broken(input, HEARSAY_ERROR_INPUT, "a.txt: is empty");
    assert_end(input);
}

static void test_the_archives_own_transfer_says_nothing_of_its_pages(void **state) {
    (void)state;
    archive made = {.size = 0};
    add(&made, page_of("Tern"));
    hsy_input *input = open_archive(&made);
    hsy_buffer_text(&input->charset, "windows-1251");
    hsy_buffer_text(&input->url, "https://archive.example/1.warc");
    hsy_record *record;
    assert_int_equal(hsy_input_take(input, &record, NULL), HEARSAY_OK);
    assert_string(record->hints.charset, NULL);
    assert_string(record->hints.url, "https://bay.example/ferry");
    hsy_record_free(record);
    assert_end(input);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_response_is_a_story_with_its_provenance),
        cmocka_unit_test(test_pages_and_texts_are_taken_as_resources_and_conversions),
        cmocka_unit_test(test_what_is_no_page_is_passed_over),
        cmocka_unit_test(test_names_may_be_in_any_case_lines_folded_and_ended_by_a_line_feed),
        cmocka_unit_test(test_what_an_archive_has_cut_is_read_with_a_warning),
        cmocka_unit_test(test_words_of_an_archive_are_kept_as_text),
        cmocka_unit_test(test_a_member_a_record_gives_each_the_offset_of_its_member),
        cmocka_unit_test(test_members_may_hold_all_or_parts_of_records),
        cmocka_unit_test(test_behind_a_damaged_member_the_reading_goes_on),
        cmocka_unit_test(test_bytes_between_members_are_passed_over_with_an_error),
        cmocka_unit_test(test_a_member_that_is_cut_off_ends_with_an_error),
        cmocka_unit_test(test_behind_a_record_whose_length_lies_the_next_one_is_read),
        cmocka_unit_test(test_a_record_whose_header_is_broken_is_reported),
        cmocka_unit_test(test_line_breaks_between_records_may_be_fewer_or_more),
        cmocka_unit_test(test_other_bytes_between_records_are_passed_over_with_an_error),
        cmocka_unit_test(test_a_file_that_is_cut_off_ends_with_an_error),
        cmocka_unit_test(test_a_header_over_the_limit_is_refused),
        cmocka_unit_test(test_a_record_over_the_limit_is_passed_over_and_memory_is_bounded),
        cmocka_unit_test(test_a_page_over_the_limit_is_reported_and_a_picture_is_not),
        cmocka_unit_test(test_many_records_need_no_more_memory_than_few),
        cmocka_unit_test(test_every_refused_allocation_is_an_error_and_no_leak),
        cmocka_unit_test(test_what_is_forced_to_be_an_archive_and_is_none_is_refused),
        cmocka_unit_test(test_the_archives_own_transfer_says_nothing_of_its_pages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
