/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "reading.h"

static void assert_dump(const char *text, const char *expected) {
    token_reading reading;
    hsy_buffer out;
    reading_read(&reading, text, false);
    hsy_buffer_init(&out, NULL);
    hsy_token_dump(reading.tokens, &out);
    hsy_buffer_char(&out, '\0');
    assert_false(out.failed);
    assert_string_equal(out.data, expected);
    hsy_buffer_free(&out);
    reading_free(&reading);
}

static void a_dump_counts_code_points(void **state) {
    (void)state;
    assert_dump("“É”", "{\"id\": \"made\", \"words\": [[0, 1, 0, 0, 0, 0, 1, 2, [1]], [1, 2, 0, 0, 0, 2, 2, 0, [1]], "
                       "[2, 3, 0, 0, 0, 0, 3, 0, [1]]], \"labels\": []}\n");
}

static void a_dump_names_the_labels_of_a_transcript(void **state) {
    (void)state;
    assert_dump("LABEL: a", "{\"id\": \"made\", \"words\": [[0, 5, 0, 0, -1, 3, 0, 2, [1]], "
                            "[5, 6, 0, 0, -1, 0, 0, 0, [1]], [7, 8, 0, 0, -1, 1, 0, 0, [1]]], \"labels\": [[0, 5]]}\n");
}

static void a_dump_of_nothing_has_no_words(void **state) {
    (void)state;
    assert_dump("", "{\"id\": \"made\", \"words\": [], \"labels\": []}\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_dump_counts_code_points),
        cmocka_unit_test(a_dump_names_the_labels_of_a_transcript),
        cmocka_unit_test(a_dump_of_nothing_has_no_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
