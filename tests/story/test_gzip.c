/* SPDX-License-Identifier: Apache-2.0 */
/* Streams of gzip: their members, and the next one behind damage. */
#include "made.h"

#include <stdlib.h>
#include <zlib.h>

#include "story/input/input.h"

typedef struct stored {
    unsigned char bytes[1 << 18];
    size_t size;
} stored;

static void add_bytes(stored *to, const void *bytes, size_t size) {
    assert_true(size <= sizeof to->bytes - to->size);
    memcpy(to->bytes + to->size, bytes, size);
    to->size += size;
}

/* Returns where the member begins. */
static uint64_t add_member(stored *to, const char *text) {
    const size_t start = to->size;
    z_stream deflater = {.next_in = (Bytef *)(uintptr_t)text, .avail_in = (uInt)strlen(text)};
    assert_int_equal(deflateInit2(&deflater, 9, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    deflater.next_out = to->bytes + to->size;
    deflater.avail_out = (uInt)(sizeof to->bytes - to->size);
    assert_int_equal(deflate(&deflater, Z_FINISH), Z_STREAM_END);
    to->size += deflater.total_out;
    deflateEnd(&deflater);
    return start;
}

static hearsay_allocator memory(void) {
    return hsy_allocator_or_default(NULL);
}

static hsy_stream *open_stream(const stored *from) {
    const hearsay_allocator allocator = memory();
    hsy_bytes bytes;
    hsy_story_open_memory_bytes("made.gz", from->bytes, from->size, &bytes);
    hsy_stream *stream = hsy_story_new_stream(&bytes, &allocator);
    assert_non_null(stream);
    return stream;
}

static void close_stream(hsy_stream *stream) {
    const hearsay_allocator allocator = memory();
    hsy_story_close_stream(stream, &allocator);
}

/* What one read gives; NULL: the end. */
static void assert_read(hsy_stream *stream, const char *text) {
    char out[1000];
    size_t got;
    assert_int_equal(hsy_story_read_stream(stream, out, sizeof out, &got, NULL), HEARSAY_OK);
    assert_int_equal(got, text == NULL ? 0 : strlen(text));
    if (text != NULL) assert_memory_equal(out, text, got);
}

static void assert_member(const hsy_stream *stream, uint64_t offset) {
    uint64_t found;
    assert_true(hsy_story_stream_member(stream, &found));
    assert_int_equal(found, offset);
}

static void assert_stop(const hsy_stream *stream, const char *why, uint64_t offset) {
    uint64_t found;
    const char *reason = hsy_story_stream_stop(stream, &found);
    if (why == NULL) {
        assert_null(reason);
        return;
    }
    assert_non_null(reason);
    assert_string_equal(reason, why);
    assert_int_equal(found, offset);
}

static bool seek(hsy_stream *stream) {
    bool found;
    assert_int_equal(hsy_story_seek_member(stream, "WARC/", &found, NULL), HEARSAY_OK);
    return found;
}

static void test_a_read_gives_bytes_of_one_member_and_its_place(void **state) {
    (void)state;
    stored made = {.size = 0};
    add_member(&made, "one");
    add_member(&made, "");
    const uint64_t third = add_member(&made, "three");
    hsy_stream *stream = open_stream(&made);
    assert_read(stream, "one");
    assert_member(stream, 0);
    assert_read(stream, "three");
    assert_member(stream, third);
    assert_read(stream, NULL);
    assert_member(stream, third);
    assert_stop(stream, NULL, 0);
    assert_false(seek(stream));
    close_stream(stream);
}

static void test_what_is_not_compressed_has_no_members(void **state) {
    (void)state;
    stored made = {.size = 0};
    add_bytes(&made, "plain", 5);
    hsy_stream *stream = open_stream(&made);
    uint64_t offset;
    assert_read(stream, "plain");
    assert_false(hsy_story_stream_member(stream, &offset));
    hsy_story_break_stream(stream, "for no reason");
    assert_null(hsy_story_stream_damage(stream));
    assert_false(seek(stream));
    close_stream(stream);
}

static void test_padding_behind_the_last_member_is_nothing_and_other_bytes_are_told(void **state) {
    (void)state;
    stored made = {.size = 0};
    add_member(&made, "one");
    memset(made.bytes + made.size, 0, 150000);
    made.size += 150000;
    hsy_stream *stream = open_stream(&made);
    assert_read(stream, "one");
    assert_read(stream, NULL);
    assert_stop(stream, NULL, 0);
    close_stream(stream);
    const uint64_t other = made.size;
    add_bytes(&made, "\x1F\x8B", 2);
    stream = open_stream(&made);
    assert_read(stream, "one");
    assert_read(stream, NULL);
    assert_stop(stream, "what stands there is no gzip data", other);
    assert_null(hsy_story_stream_damage(stream)); /* of a text, that is all there is */
    assert_false(seek(stream));
    close_stream(stream);
}

static void test_behind_damage_the_next_member_that_begins_so_is_found(void **state) {
    (void)state;
    stored made = {.size = 0};
    add_member(&made, "WARC/one");
    const uint64_t second = add_member(&made, "WARC/two");
    made.bytes[made.size - 5] ^= 1; /* the check sum */
    add_bytes(&made, "\x1F\x8B\x08\x1F\x8B", 5);
    add_member(&made, "WARP/three");
    const uint64_t fourth = add_member(&made, "WARC/four");
    hsy_stream *stream = open_stream(&made);
    assert_read(stream, "WARC/one");
    assert_read(stream, "WARC/two");
    assert_read(stream, NULL);
    assert_stop(stream, "its gzip data are damaged", second);
    assert_true(seek(stream));
    assert_null(hsy_story_stream_damage(stream));
    assert_read(stream, "WARC/four");
    assert_member(stream, fourth);
    assert_read(stream, NULL);
    assert_stop(stream, NULL, 0);
    close_stream(stream);
}

static void test_the_next_member_is_found_far_behind(void **state) {
    (void)state;
    stored made = {.size = 0};
    add_member(&made, "WARC/one");
    memset(made.bytes + made.size, 0x1F, 200000);
    made.size += 200000;
    const uint64_t last = add_member(&made, "WARC/two");
    hsy_stream *stream = open_stream(&made);
    assert_read(stream, "WARC/one");
    assert_read(stream, NULL);
    assert_true(seek(stream));
    assert_read(stream, "WARC/two");
    assert_member(stream, last);
    uint64_t done, total;
    hsy_story_stream_progress(stream, 0, &done, &total);
    assert_int_equal(done, made.size);
    close_stream(stream);
}

static void test_a_stream_that_is_broken_off_goes_on_with_the_next_member(void **state) {
    (void)state;
    stored made = {.size = 0};
    add_member(&made, "WARC/one, which is long, so that it can be broken off");
    add_member(&made, "WARC/two");
    hsy_stream *stream = open_stream(&made);
    char out[5];
    size_t got;
    assert_int_equal(hsy_story_read_stream(stream, out, sizeof out, &got, NULL), HEARSAY_OK);
    assert_int_equal(got, 5);
    hsy_story_break_stream(stream, "it is too long");
    assert_stop(stream, "it is too long", 0);
    assert_read(stream, NULL);
    assert_true(seek(stream));
    assert_read(stream, "WARC/two");
    assert_read(stream, NULL);
    close_stream(stream);
}

/* Each search may go back over bytes that were read; all of them together may not add up to more than the whole. */
static void test_many_searches_end(void **state) {
    (void)state;
    stored made = {.size = 0};
    size_t members = 0;
    while (made.size < 200000) {
        add_member(&made, "WARC/damaged");
        made.bytes[made.size - 6] ^= 1;
        members++;
    }
    hsy_stream *stream = open_stream(&made);
    size_t found = 0;
    do {
        assert_read(stream, "WARC/damaged");
        assert_read(stream, NULL);
        found++;
    } while (seek(stream));
    assert_int_equal(found, members);
    close_stream(stream);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_read_gives_bytes_of_one_member_and_its_place),
        cmocka_unit_test(test_what_is_not_compressed_has_no_members),
        cmocka_unit_test(test_padding_behind_the_last_member_is_nothing_and_other_bytes_are_told),
        cmocka_unit_test(test_behind_damage_the_next_member_that_begins_so_is_found),
        cmocka_unit_test(test_the_next_member_is_found_far_behind),
        cmocka_unit_test(test_a_stream_that_is_broken_off_goes_on_with_the_next_member),
        cmocka_unit_test(test_many_searches_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
