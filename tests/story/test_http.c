/* SPDX-License-Identifier: Apache-2.0 */
/* HTTP messages: the page out of what was sent. */
#include "made.h"
#include "memory.h"

#include <stdlib.h>
#include <zlib.h>

#include "story/record/http.h"

/* --- Messages made for a test ------------------------------------------------------------------------------------ */

static const char PAGE[] =
    "<!DOCTYPE html><html><head><title>Ferry</title></head><body><article><p>The night ferry will sail "
    "again in May, the harbour master said on Tuesday.</p><p>It took nine weeks.</p></article>"
    "</body></html>";
static const char SAID[] =
    "The night ferry will sail again in May, the harbour master said on Tuesday.\n\nIt took nine weeks.";

/* The same page by brotli, for which there is no packer here. */
static const unsigned char PAGE_BROTLI[] = {
    0x1B, 0xC8, 0x00, 0xA0, 0x1C, 0xA7, 0xC7, 0x1A, 0xCD, 0xD8, 0x18, 0xA7, 0x27, 0x4B, 0xD5, 0xBA, 0x90, 0x1F, 0x9A,
    0x12, 0x1E, 0x18, 0x9B, 0x84, 0xA2, 0x5E, 0xE0, 0x9A, 0xC7, 0x28, 0x89, 0xAA, 0xCE, 0x2D, 0xE4, 0x7E, 0x4E, 0x61,
    0x83, 0xC0, 0x46, 0xA1, 0x93, 0x8C, 0x86, 0xE2, 0xB4, 0x15, 0xED, 0x66, 0x9F, 0x3F, 0x4E, 0xA1, 0x48, 0x91, 0xD6,
    0x9E, 0x52, 0x8E, 0x08, 0x21, 0xC4, 0x97, 0xCF, 0xFC, 0x04, 0xC1, 0x09, 0x5D, 0x80, 0xB9, 0x41, 0x3C, 0x37, 0x0D,
    0x59, 0xB0, 0xA3, 0x82, 0x59, 0xCB, 0x6A, 0x59, 0x4C, 0x30, 0xC6, 0xD7, 0x67, 0xCE, 0x64, 0xFF, 0x01, 0xA7, 0x56,
    0xEB, 0x07, 0xFD, 0x6B, 0x02, 0xE6, 0xAE, 0x8E, 0x42, 0x52, 0x15, 0xAF, 0x92, 0x10, 0x94, 0x5E, 0x8C, 0x09};

enum { MESSAGE_BYTES = 1 << 16 };

typedef struct message {
    char bytes[MESSAGE_BYTES];
    size_t size;
} message;

static void add_bytes(message *to, const void *bytes, size_t size) {
    assert_true(size <= sizeof to->bytes - to->size);
    memcpy(to->bytes + to->size, bytes, size);
    to->size += size;
}

static void add(message *to, const char *text) {
    add_bytes(to, text, strlen(text));
}

/* A response with these header lines. */
static message message_of(const char *header, const void *body, size_t size) {
    message made = {.size = 0};
    add(&made, "HTTP/1.1 200 OK\r\n");
    add(&made, header);
    add(&made, "\r\n");
    add_bytes(&made, body, size);
    return made;
}

/* Deflated: `window` as zlib's deflateInit2() has it. */
static message packed(const void *bytes, size_t size, int window) {
    message made = {.size = 0};
    z_stream deflater = {.next_in = (Bytef *)(uintptr_t)bytes, .avail_in = (uInt)size};
    assert_int_equal(deflateInit2(&deflater, 9, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY), Z_OK);
    deflater.next_out = (Bytef *)made.bytes;
    deflater.avail_out = sizeof made.bytes;
    assert_int_equal(deflate(&deflater, Z_FINISH), Z_STREAM_END);
    made.size = deflater.total_out;
    deflateEnd(&deflater);
    return made;
}

static message in_chunks(const void *bytes, size_t size, size_t step) {
    message made = {.size = 0};
    for (size_t at = 0; at < size; at += step) {
        char line[40];
        const size_t length = size - at < step ? size - at : step;
        (void)snprintf(line, sizeof line, at % 2 == 0 ? "%zx\r\n" : "%zX ; name=\"value\"\r\n", length);
        add(&made, line);
        add_bytes(&made, (const char *)bytes + at, length);
        add(&made, "\r\n");
    }
    add(&made, "0\r\nDigest: x\r\n\r\n");
    return made;
}

/* --- What comes of them ------------------------------------------------------------------------------------------ */

static hearsay_status read_with(const hearsay_allocator *allocator, const void *bytes, size_t size, hsy_story **story,
                                hearsay_error *error) {
    const hearsay_allocator memory = hsy_allocator_or_default(allocator);
    hsy_record *record = hsy_record_new(HSY_RECORD_HTTP, "bay", &memory);
    if (record == NULL) return HEARSAY_ERROR_MEMORY;
    record->bytes = (hsy_str){bytes, size};
    record->id = hsy_str_of("bay");
    record->hints.now = INT64_C(1600000000);
    hearsay_status status = hsy_record_read(record, story, error);
    hsy_record_free(record);
    return status;
}

static hsy_story *read_message(const message *from) {
    hsy_story *story;
    hearsay_error error = {.message = ""};
    if (read_with(NULL, from->bytes, from->size, &story, &error) != HEARSAY_OK) fail_msg("%s", error.message);
    return story;
}

static void assert_page(message from) {
    hsy_story *story = read_message(&from);
    assert_string(story->given, SAID);
    assert_warning(story, NULL);
    hsy_story_free(story);
}

/* What there is of the page is read. */
static void assert_part(message from, const char *warning) {
    hsy_story *story = read_message(&from);
    assert_true(story->given.size > 20);
    assert_memory_equal(story->given.data, SAID, 20);
    assert_warning(story, warning);
    hsy_story_free(story);
}

static void assert_failed(message from, hearsay_status status, const char *why) {
    hsy_story *story;
    hearsay_error error = {.message = ""};
    assert_int_equal(read_with(NULL, from.bytes, from.size, &story, &error), status);
    assert_null(story);
    assert_string_equal(error.message, why);
}

static message plain(const char *header) {
    return message_of(header, PAGE, strlen(PAGE));
}

static message sent(const char *header, message body) {
    return message_of(header, body.bytes, body.size);
}

/* --- Heads ------------------------------------------------------------------------------------------------------- */

static message whole(const char *head) {
    message made = {.size = 0};
    add(&made, head);
    add(&made, PAGE);
    return made;
}

static void test_the_page_stands_behind_the_header(void **state) {
    (void)state;
    assert_page(plain("Content-Type: text/html\r\n"));
    assert_page(whole("HTTP/1.0 200\n\n"));
    assert_page(whole("HTTP/2 200 \r\nserver:\r\nno field at all\r\n\r\n"));
    assert_page(whole("HTTP/1.1 200 OK\nX: a\n\tb\n  c: d\n\n"));
    assert_page(whole("HTTP/1.1 200 OK\r\nServer: x\r\n")); /* the empty line was left out */
    assert_page(whole("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"));
}

static void test_what_is_no_response_is_refused(void **state) {
    (void)state;
    assert_failed(whole(""), HEARSAY_ERROR_INPUT, "bay: it is no HTTP response");
    assert_failed(whole("HTTP/1.1 OK\r\n\r\n"), HEARSAY_ERROR_INPUT, "bay: it is no HTTP response");
    assert_failed(message_of("Server: x", "", 0), HEARSAY_ERROR_INPUT, "bay: its HTTP header is cut off");
    message made = {.size = 0};
    assert_failed(made, HEARSAY_ERROR_INPUT, "bay: it is no HTTP response");
}

static hsy_http_head head_of(const char *header) {
    static message kept;
    hsy_http_head head;
    kept = plain(header);
    assert_int_equal(hsy_http_parse_head((hsy_str){kept.bytes, kept.size}, &head), HSY_HTTP_PARSED);
    return head;
}

static void test_the_type_of_a_body_has_parameters_and_may_be_folded(void **state) {
    (void)state;
    hsy_http_head head = head_of("content-TYPE: Text/HTML ; a=b;\r\n\tCharset = \"ISO-8859-2\" \r\n");
    assert_true(hsy_http_is_page(head.content_type));
    assert_string(hsy_http_parameter(head.content_type, "charset"), "ISO-8859-2");
    assert_string(hsy_http_parameter(head.content_type, "b"), NULL);
    head = head_of("Content-Type: image/png\r\nContent-Type: application/xhtml+xml;charset='utf-8'\r\n");
    assert_true(hsy_http_is_page(head.content_type));
    assert_string(hsy_http_parameter(head.content_type, "charset"), "utf-8");
    assert_false(hsy_http_is_page(head_of("Content-Type: text/html5\r\n").content_type));
    assert_false(hsy_http_is_page(head_of("X: text/html\r\n").content_type));
}

static void test_the_charset_of_the_header_decodes_the_page(void **state) {
    (void)state;
    message made = {.size = 0};
    add(&made,
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=iso-8859-2\r\n\r\n<html><body><article><p>The ferry "
        "to \xA3\xF3"
        "d\xBC will sail again in May, she said on Tuesday.</p></article></body></html>");
    hsy_story *story = read_message(&made);
    assert_string(story->given, "The ferry to Łódź will sail again in May, she said on Tuesday.");
    hsy_story_free(story);
}

/* --- Chunks
 * ----------------------------------------------------------------------------------------------------------- */

static const char CHUNKED[] = "Transfer-Encoding: chunked\r\n";

static void test_chunks_are_joined(void **state) {
    (void)state;
    const size_t size = strlen(PAGE);
    assert_page(sent(CHUNKED, in_chunks(PAGE, size, 1)));
    assert_page(sent(CHUNKED, in_chunks(PAGE, size, 7)));
    assert_page(sent(CHUNKED, in_chunks(PAGE, size, size)));
}

static void test_a_body_without_the_chunks_that_its_header_names_is_taken_as_it_is(void **state) {
    (void)state;
    assert_page(plain(CHUNKED));
    message zipped = packed(PAGE, strlen(PAGE), MAX_WBITS + 16);
    assert_page(sent("Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", zipped));
}

static void test_of_chunks_that_are_cut_off_or_damaged_what_there_is_is_read(void **state) {
    (void)state;
    message chunks = in_chunks(PAGE, strlen(PAGE), 130);
    chunks.size -= 90;
    assert_part(sent(CHUNKED, chunks), "the text may end too early: its chunked body is cut off");
    chunks = in_chunks(PAGE, strlen(PAGE), 185);
    chunks.bytes[strlen("b9\r\n") + 185 + 2] = 'z'; /* no size of a chunk */
    assert_part(sent(CHUNKED, chunks), "the text may end too early: its chunked body is damaged");
}

static void test_a_chunk_larger_than_any_memory_is_what_there_is_of_it(void **state) {
    (void)state;
    message made = {.size = 0};
    add(&made, "10000000000000000000000005\r\n");
    add(&made, PAGE);
    assert_part(sent(CHUNKED, made), "the text may end too early: its chunked body is cut off");
}

/* --- Codings
 * ------------------------------------------------------------------------------------------------------------ */

static void test_gzip_deflate_and_brotli_are_undone(void **state) {
    (void)state;
    const size_t size = strlen(PAGE);
    assert_page(sent("Content-Encoding: gzip\r\n", packed(PAGE, size, MAX_WBITS + 16)));
    assert_page(sent("content-encoding: X-GZIP\r\n", packed(PAGE, size, MAX_WBITS + 16)));
    assert_page(sent("Content-Encoding: deflate\r\n", packed(PAGE, size, MAX_WBITS)));
    assert_page(sent("Content-Encoding: deflate\r\n", packed(PAGE, size, -MAX_WBITS)));
    assert_page(message_of("Content-Encoding: br\r\n", PAGE_BROTLI, sizeof PAGE_BROTLI));
    assert_page(plain("Content-Encoding: identity\r\n"));
}

static void test_a_gzip_body_may_have_members_and_other_bytes_behind(void **state) {
    (void)state;
    message first = packed(PAGE, 50, MAX_WBITS + 16), second = packed(PAGE + 50, strlen(PAGE) - 50, MAX_WBITS + 16);
    add_bytes(&first, second.bytes, second.size);
    add(&first, "xyz");
    assert_page(sent("Content-Encoding: gzip\r\n", first));
}

static void test_codings_are_undone_from_the_last_to_the_first(void **state) {
    (void)state;
    message inner = packed(PAGE, strlen(PAGE), MAX_WBITS + 16), outer = packed(inner.bytes, inner.size, MAX_WBITS);
    assert_page(sent("Content-Encoding: gzip , identity,deflate\r\n", outer));
    assert_page(sent("Content-Encoding: gzip\r\nContent-Encoding: deflate\r\n", outer));
    assert_page(sent("Transfer-Encoding: deflate, chunked\r\nContent-Encoding: gzip\r\n",
                     in_chunks(outer.bytes, outer.size, 50)));
}

static void test_gzip_is_known_without_a_header_and_a_header_without_gzip_is_passed_over(void **state) {
    (void)state;
    assert_page(sent("", packed(PAGE, strlen(PAGE), MAX_WBITS + 16)));
    assert_page(sent("Content-Encoding: utf-8\r\n", packed(PAGE, strlen(PAGE), MAX_WBITS + 16)));
    assert_page(plain("Content-Encoding: gzip\r\n"));
    assert_page(plain("Content-Encoding: deflate\r\n"));
    assert_page(plain("Content-Encoding: br\r\n"));
    assert_page(plain("Content-Encoding: zstd\r\n"));
}

static void test_an_unknown_coding_is_refused_by_name(void **state) {
    (void)state;
    assert_failed(message_of("Content-Encoding: zstd\r\n", "\x28\xB5\x2F\xFD\x01", 5), HEARSAY_ERROR_INPUT,
                  "bay: its content coding \"zstd\" can't be read");
    assert_failed(message_of("Content-Encoding: \xFF\"x\r\n", "\x28\xB5\x2F\xFD\x01", 5), HEARSAY_ERROR_INPUT,
                  "bay: its content coding \"?\"x\" can't be read");
}

static void test_of_a_compressed_body_that_is_cut_off_or_damaged_what_there_is_is_read(void **state) {
    (void)state;
    message zipped = packed(PAGE, strlen(PAGE), MAX_WBITS + 16);
    message cut = zipped;
    cut.size -= 12;
    assert_part(sent("Content-Encoding: gzip\r\n", cut), "the text may end too early: its compressed body is cut off");
    zipped.bytes[zipped.size - 2] ^= 1;
    assert_part(sent("Content-Encoding: gzip\r\n", zipped),
                "the text may end too early: its compressed body is damaged");
    assert_failed(message_of("Content-Encoding: gzip\r\n", zipped.bytes, 12), HEARSAY_ERROR_INPUT,
                  "bay: its compressed body is cut off");
    assert_failed(message_of("Content-Encoding: deflate\r\n", "\xFF\xFF\xFF", 3), HEARSAY_ERROR_INPUT,
                  "bay: its compressed body is damaged");
    message brotli = message_of("Content-Encoding: br\r\n", PAGE_BROTLI, sizeof PAGE_BROTLI - 6);
    assert_part(brotli, "the text may end too early: its compressed body is cut off");
}

/* --- Limits
 * --------------------------------------------------------------------------------------------------------------- */

static void test_a_body_that_inflates_over_the_limit_is_refused(void **state) {
    (void)state;
    const size_t size = HEARSAY_PAGE_BYTES_MAX + 1;
    char *page = malloc(size);
    assert_non_null(page);
    memset(page, ' ', size);
    static const char why[] = "bay: the page is longer than 33554432 bytes, the limit for a page";
    message once = packed(page, size, MAX_WBITS + 16), twice = packed(once.bytes, once.size, MAX_WBITS + 16);
    free(page);
    assert_failed(sent("Content-Encoding: gzip\r\n", once), HEARSAY_ERROR_LIMIT, why);
    assert_failed(sent("", once), HEARSAY_ERROR_LIMIT, why);
    assert_failed(sent("Content-Encoding: gzip, gzip\r\n", twice), HEARSAY_ERROR_LIMIT, why);
}

static void test_more_codings_than_the_limit_are_refused(void **state) {
    (void)state;
    message made = {.size = 0};
    add(&made, "HTTP/1.1 200 OK\r\nContent-Encoding: ");
    for (size_t i = 0; i < 10000; i++)
        add(&made, "gzip,");
    add(&made, "\r\n\r\nx");
    assert_failed(made, HEARSAY_ERROR_LIMIT, "bay: it has 10000 content codings, more than the limit of 8");
}

/* --- Memory refused
 * --------------------------------------------------------------------------------------------------------- */

static void assert_every_refusal_told(message from) {
    hearsay_status status = HEARSAY_ERROR_MEMORY;
    for (size_t allocations = 0; status != HEARSAY_OK; allocations++) {
        countdown count = {allocations};
        const hearsay_allocator allocator = {failing, &count};
        hsy_story *story = NULL;
        status = read_with(&allocator, from.bytes, from.size, &story, NULL);
        hsy_story_free(story);
        if (status != HEARSAY_OK) assert_int_equal(status, HEARSAY_ERROR_MEMORY);
    }
}

static void test_every_refused_allocation_is_an_error_and_no_leak(void **state) {
    (void)state;
    message zipped = packed(PAGE, strlen(PAGE), MAX_WBITS + 16);
    assert_every_refusal_told(
        sent("Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", in_chunks(zipped.bytes, zipped.size, 100)));
    assert_every_refusal_told(message_of("Content-Encoding: br\r\n", PAGE_BROTLI, sizeof PAGE_BROTLI));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_page_stands_behind_the_header),
        cmocka_unit_test(test_what_is_no_response_is_refused),
        cmocka_unit_test(test_the_type_of_a_body_has_parameters_and_may_be_folded),
        cmocka_unit_test(test_the_charset_of_the_header_decodes_the_page),
        cmocka_unit_test(test_chunks_are_joined),
        cmocka_unit_test(test_a_body_without_the_chunks_that_its_header_names_is_taken_as_it_is),
        cmocka_unit_test(test_of_chunks_that_are_cut_off_or_damaged_what_there_is_is_read),
        cmocka_unit_test(test_a_chunk_larger_than_any_memory_is_what_there_is_of_it),
        cmocka_unit_test(test_gzip_deflate_and_brotli_are_undone),
        cmocka_unit_test(test_a_gzip_body_may_have_members_and_other_bytes_behind),
        cmocka_unit_test(test_codings_are_undone_from_the_last_to_the_first),
        cmocka_unit_test(test_gzip_is_known_without_a_header_and_a_header_without_gzip_is_passed_over),
        cmocka_unit_test(test_an_unknown_coding_is_refused_by_name),
        cmocka_unit_test(test_of_a_compressed_body_that_is_cut_off_or_damaged_what_there_is_is_read),
        cmocka_unit_test(test_a_body_that_inflates_over_the_limit_is_refused),
        cmocka_unit_test(test_more_codings_than_the_limit_are_refused),
        cmocka_unit_test(test_every_refused_allocation_is_an_error_and_no_leak),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
