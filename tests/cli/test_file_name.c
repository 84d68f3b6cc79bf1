/* SPDX-License-Identifier: Apache-2.0 */
/* Names of files made from the ids of stories. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../../src/cli/file_name.h"

static void expect_name(const char *id, size_t size, const char *wanted) {
    char name[CLI_FILE_NAME_SIZE];
    cli_file_name(id, size, name);
    assert_string_equal(name, wanted);
}

static void a_plain_id_is_its_own_name(void **state) {
    (void)state;
    expect_name("story_1-a.txt", 13, "story_1-a.txt");
}

static void no_name_leads_out_of_the_folder_or_hides(void **state) {
    (void)state;
    expect_name("..", 2, "=2E.");
    expect_name("../../etc/passwd", 16, "=2E.=2F..=2Fetc=2Fpasswd");
    expect_name(".hidden", 7, "=2Ehidden");
    expect_name("-rf", 3, "=2Drf");
    expect_name("a\0b\n", 4, "a=00b=0A");
    expect_name("", 0, "=");
}

static void ids_that_look_alike_have_names_of_their_own(void **state) {
    (void)state;
    expect_name("a/b", 3, "a=2Fb");
    expect_name("a=2Fb", 5, "a=3D2Fb");
    expect_name("é", 2, "=C3=A9");
}

static void long_ids_are_cut_and_still_differ(void **state) {
    (void)state;
    char ids[2][400], names[2][CLI_FILE_NAME_SIZE];
    for (size_t size = 60; size < sizeof ids[0]; size++) {
        for (int i = 0; i < 2; i++) {
            memset(ids[i], size % 2 == 0 ? '/' : 'a', size);
            ids[i][size - 1] = (char)('x' + i);
            cli_file_name(ids[i], size, names[i]);
            assert_true(strlen(names[i]) < CLI_FILE_NAME_SIZE);
        }
        assert_string_not_equal(names[0], names[1]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plain_id_is_its_own_name),
        cmocka_unit_test(no_name_leads_out_of_the_folder_or_hides),
        cmocka_unit_test(ids_that_look_alike_have_names_of_their_own),
        cmocka_unit_test(long_ids_are_cut_and_still_differ),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
