/* SPDX-License-Identifier: Apache-2.0 */
/* Which option a mistyped one may mean. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../../src/cli/suggest.h"

static const char *nearest(const char *word) {
    static const char *const known[] = {"colour", "date", "force", "format", "help", "threads", "width"};
    cli_suggestion suggestion = cli_suggest_for(word, strlen(word));
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        cli_suggest_try(&suggestion, known[i]);
    return suggestion.best;
}

static void a_letter_too_few_or_too_many_or_wrong_is_seen_through(void **state) {
    (void)state;
    assert_string_equal(nearest("color"), "colour");
    assert_string_equal(nearest("formatt"), "format");
    assert_string_equal(nearest("wodth"), "width");
}

static void swapped_letters_are_one_slip(void **state) {
    (void)state;
    assert_string_equal(nearest("dtae"), "date");
    assert_string_equal(nearest("fromat"), "format");
}

static void the_beginning_of_a_word_means_the_word(void **state) {
    (void)state;
    assert_string_equal(nearest("thr"), "threads");
}

static void another_word_is_no_slip(void **state) {
    (void)state;
    assert_null(nearest("nothing"));
    assert_null(nearest("x"));
    assert_null(nearest(""));
    assert_null(nearest("a-word-that-is-longer-than-any-option-could-ever-be"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_letter_too_few_or_too_many_or_wrong_is_seen_through),
        cmocka_unit_test(swapped_letters_are_one_slip),
        cmocka_unit_test(the_beginning_of_a_word_means_the_word),
        cmocka_unit_test(another_word_is_no_slip),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
