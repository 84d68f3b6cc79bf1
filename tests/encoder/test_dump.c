/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "encoder/encoder.h"

/* A story whose clean text is what was given. */
static void assert_dump(const char *text, hsy_word *words, size_t word_count, const float *vectors, size_t width,
                        const char *wanted) {
    hsy_segment all = {.length = strlen(text), .given_length = strlen(text)};
    hsy_story story = {
        .id = hsy_str_of("a \"b\""), .given = hsy_str_of(text), .text = hsy_str_of(text), .map = &all, .map_count = 1};
    hsy_tokens tokens = {.story = &story, .words = words, .word_count = word_count};
    hsy_buffer out;
    hsy_arena arena;
    hsy_vectors *stored;
    hsy_buffer_init(&out, NULL);
    hsy_arena_init(&arena, NULL);
    assert_int_equal(hsy_vectors_of(vectors, word_count, width, &arena, &stored, NULL), HEARSAY_OK);
    hsy_encoder_dump(&tokens, stored, width, &out);
    hsy_arena_free(&arena);
    assert_false(out.failed);
    assert_int_equal(out.size, strlen(wanted));
    assert_memory_equal(out.data, wanted, out.size);
    hsy_buffer_free(&out);
}

static void a_word_has_its_span_in_code_points_eight_numbers_and_its_norm(void **state) {
    (void)state;
    hsy_word words[] = {{.text = {0, 5}}, {.text = {6, 8}}};
    const float vectors[] = {3,     4, 0,     0,      0,         0, 0, 0,  0, 0, /* norm 5 */
                             -0.5F, 1, 1e-7F, -1e-7F, 12.34567F, 0, 0, -2, 7, 8};
    assert_dump("Zo\xC3\xAB! ok", words, 2, vectors, 5,
                "{\"id\": \"a \\\"b\\\"\", \"words\": ["
                "{\"span\": [0, 4], \"vector\": [3.0000, 4.0000, 0.0000, 0.0000, 0.0000, 0.0000, 0.0000, 0.0000], "
                "\"norm\": 5.0000}, "
                "{\"span\": [5, 7], \"vector\": [-0.5000, 1.0000, 0.0000, 0.0000, 12.3457, 0.0000, 0.0000, -2.0000], "
                "\"norm\": 16.4519}], \"windows\": []}\n");
}

static void a_story_without_words_is_dumped_without_words(void **state) {
    (void)state;
    assert_dump("", NULL, 0, NULL, 5, "{\"id\": \"a \\\"b\\\"\", \"words\": [], \"windows\": []}\n");
}

static void what_is_no_number_is_null_in_json(void **state) {
    (void)state;
    hsy_word words[] = {{.text = {0, 1}}};
    const float vectors[] = {NAN, INFINITY};
    assert_dump("a", words, 1, vectors, 1,
                "{\"id\": \"a \\\"b\\\"\", \"words\": [{\"span\": [0, 1], \"vector\": [null, null], \"norm\": null}], "
                "\"windows\": []}\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_word_has_its_span_in_code_points_eight_numbers_and_its_norm),
        cmocka_unit_test(a_story_without_words_is_dumped_without_words),
        cmocka_unit_test(what_is_no_number_is_null_in_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
