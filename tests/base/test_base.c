/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/base.h"

static void an_arena_gives_zeroed_aligned_memory_of_any_size(void **state) {
    (void)state;
    hsy_arena arena;
    hsy_arena_init(&arena, NULL);
    const size_t sizes[] = {0, 1, 7, 64, 1000, 40000, 3, 1 << 20, 5};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        char *bytes = hsy_arena_alloc(&arena, sizes[i]);
        assert_non_null(bytes);
        assert_int_equal((uintptr_t)bytes % _Alignof(max_align_t), 0);
        for (size_t k = 0; k < sizes[i]; k++)
            assert_int_equal(bytes[k], 0);
        memset(bytes, 0x5A, sizes[i]);
    }
    hsy_arena_free(&arena);
}

static void an_arena_refuses_what_no_machine_has(void **state) {
    (void)state;
    hsy_arena arena;
    hsy_arena_init(&arena, NULL);
    assert_null(hsy_arena_array(&arena, SIZE_MAX / 2, 4));
    assert_null(hsy_arena_alloc(&arena, SIZE_MAX - 3));
    hsy_arena_free(&arena);
}

static void a_text_ends_with_less_than_all_of_it(void **state) {
    (void)state;
    assert_true(hsy_str_ends(hsy_str_of("spokesman"), "man"));
    assert_false(hsy_str_ends(hsy_str_of("man"), "man"));
    assert_false(hsy_str_ends(hsy_str_of("manner"), "man"));
    assert_false(hsy_str_ends(hsy_str_of(""), "man"));
}

static void a_hash_is_of_the_bytes_in_their_order(void **state) {
    (void)state;
    assert_true(hsy_str_hash(hsy_str_of("")) == HSY_HASH_START);
    assert_true(hsy_str_hash(hsy_str_of("a")) == UINT64_C(0xAF63DC4C8601EC8C)); /* as FNV-1a is published */
    assert_true(hsy_str_hash(hsy_str_of("dam")) != hsy_str_hash(hsy_str_of("mad")));
    assert_true(hsy_hash_add(hsy_str_hash(hsy_str_of("da")), 'm') == hsy_str_hash(hsy_str_of("dam")));
}

static void *deny(void *data, void *pointer, size_t size) {
    (void)data;
    (void)size;
    free(pointer);
    return NULL;
}

static void a_buffer_that_was_refused_memory_says_so_once(void **state) {
    (void)state;
    const hearsay_allocator none = {.resize = deny, .data = NULL};
    hsy_buffer buffer;
    hsy_buffer_init(&buffer, &none);
    hsy_buffer_text(&buffer, "said");
    hsy_buffer_format(&buffer, "%d", 7);
    assert_true(buffer.failed);
    assert_int_equal(buffer.size, 0);
    hsy_buffer_free(&buffer);
}

static void a_vector_keeps_its_elements_while_it_grows(void **state) {
    (void)state;
    hsy_vector vector;
    hsy_vector_init(&vector, sizeof(uint32_t), NULL);
    for (uint32_t i = 0; i < 1000; i++)
        assert_non_null(hsy_vector_push(&vector, &i));
    for (uint32_t i = 0; i < 1000; i++)
        assert_int_equal(HSY_AT(vector, uint32_t, i), i);
    hsy_vector_free(&vector);
}

static void every_code_point_survives_encoding_and_decoding(void **state) {
    (void)state;
    for (uint32_t point = 1; point <= 0x10FFFF; point += point < 0x3000 ? 1 : 61) {
        if (point >= 0xD800 && point <= 0xDFFF) continue;
        char bytes[4];
        size_t size = hsy_utf8_encode(point, bytes), length;
        assert_int_equal(hsy_utf8_decode(bytes, size, 0, &length), point);
        assert_int_equal(length, size);
        assert_int_equal(hsy_utf8_decode_before(bytes, size, &length), point);
        assert_int_equal(length, size);
        assert_int_equal(hsy_utf8_valid(bytes, size), size);
    }
}

static void broken_utf8_is_found_where_it_begins(void **state) {
    (void)state;
    assert_int_equal(hsy_utf8_valid("ab\xC3", 3), 2);           /* cut off */
    assert_int_equal(hsy_utf8_valid("a\xC0\xAFz", 4), 1);       /* overlong */
    assert_int_equal(hsy_utf8_valid("\xED\xA0\x80", 3), 0);     /* a surrogate */
    assert_int_equal(hsy_utf8_valid("\xF4\x90\x80\x80", 4), 0); /* beyond U+10FFFF */
    assert_int_equal(hsy_utf8_valid("\x80", 1), 0);
}

static void bytes_are_counted_as_code_points(void **state) {
    (void)state;
    static const char *const piece = "Zoë “said” 日本 🙂 ";
    char text[20 * 64] = "";
    for (int i = 0; i < 20; i++)
        strcat(text, piece);
    hsy_arena arena;
    hsy_arena_init(&arena, NULL);
    hsy_points points;
    assert_true(hsy_points_init(&points, hsy_str_of(text), &arena));
    size_t count = 0, at = 0, length;
    while (at < strlen(text)) {
        assert_int_equal(hsy_points_at(&points, at), count);
        hsy_utf8_decode(text, strlen(text), at, &length);
        at += length;
        count++;
    }
    assert_int_equal(hsy_points_at(&points, at), count);
    assert_int_equal(hsy_points_at(&points, SIZE_MAX), count);
    hsy_arena_free(&arena);
}

static void json_escapes_what_must_be_and_repairs_broken_bytes(void **state) {
    (void)state;
    hsy_buffer buffer;
    hsy_buffer_init(&buffer, NULL);
    hsy_json_string(&buffer, hsy_str_of("“a”\\\"\n\x01\xFF\xE2\x80\xA8"));
    hsy_json_string(&buffer, (hsy_str){NULL, 0});
    hsy_buffer_char(&buffer, '\0');
    assert_string_equal(buffer.data, "\"“a”\\\\\\\"\\n\\u0001\xEF\xBF\xBD\\u2028\"null");
    hsy_buffer_free(&buffer);
}

static void a_long_error_sentence_is_cut_between_characters(void **state) {
    (void)state;
    char name[700] = "";
    for (int i = 0; i < 300; i++)
        strcat(name, "é");
    hearsay_error error;
    assert_int_equal(hsy_fail(&error, HEARSAY_ERROR_IO, "x%s", name), HEARSAY_ERROR_IO);
    assert_int_equal(hsy_utf8_valid(error.message, strlen(error.message)), strlen(error.message));
    assert_true(strlen(error.message) > 500);
    assert_int_equal(hsy_fail(NULL, HEARSAY_ERROR_IO, "nobody listens"), HEARSAY_ERROR_IO);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_arena_gives_zeroed_aligned_memory_of_any_size),
        cmocka_unit_test(an_arena_refuses_what_no_machine_has),
        cmocka_unit_test(a_text_ends_with_less_than_all_of_it),
        cmocka_unit_test(a_hash_is_of_the_bytes_in_their_order),
        cmocka_unit_test(a_buffer_that_was_refused_memory_says_so_once),
        cmocka_unit_test(a_vector_keeps_its_elements_while_it_grows),
        cmocka_unit_test(every_code_point_survives_encoding_and_decoding),
        cmocka_unit_test(broken_utf8_is_found_where_it_begins),
        cmocka_unit_test(bytes_are_counted_as_code_points),
        cmocka_unit_test(json_escapes_what_must_be_and_repairs_broken_bytes),
        cmocka_unit_test(a_long_error_sentence_is_cut_between_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
