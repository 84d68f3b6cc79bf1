/* SPDX-License-Identifier: Apache-2.0 */
/* The nested heads: what of a model may be absent, and what must then be whole.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "extract/nested.h"

static hsy_weights *made(const char *header, size_t data) {
    char bytes[512] = {0};
    size_t length = strlen(header), size = (length + 7) / 8 * 8; /* the data behind it is aligned */
    memset(bytes + 8, ' ', size);
    for (int i = 0; i < 8; i++)
        bytes[i] = (char)((size >> (8 * i)) & 0xff);
    memcpy(bytes + 8, header, length);
    hsy_weights *weights = NULL;
    hearsay_error error;
    if (hsy_weights_open_memory("made", bytes, 8 + size + data, NULL, &weights, &error) != HEARSAY_OK)
        fail_msg("%s", error.message);
    return weights;
}

static void a_model_without_nested_tensors_loads_and_has_none(void **state) {
    (void)state;
    hsy_weights *weights = made("{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}} ", 4);
    hsy_nester nester;
    hearsay_error error;
    assert_int_equal(hsy_nester_load(weights, 2, NULL, &nester, &error), HEARSAY_OK);
    assert_false(nester.present);
    hsy_nester_free(&nester);
    hsy_weights_free(weights);
}

static void a_model_with_some_of_them_is_refused(void **state) {
    (void)state;
    hsy_weights *weights = made("{\"__metadata__\":{\"tag_hidden\":\"1\",\"link_size\":\"1\"},"
                                "\"nested.enclosing.weight\":{\"dtype\":\"F32\",\"shape\":[1,1],"
                                "\"data_offsets\":[0,4]}}",
                                4);
    hsy_nester nester;
    hearsay_error error;
    assert_int_equal(hsy_nester_load(weights, 2, NULL, &nester, &error), HEARSAY_ERROR_MODEL);
    assert_false(nester.present);
    hsy_weights_free(weights);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_model_without_nested_tensors_loads_and_has_none),
        cmocka_unit_test(a_model_with_some_of_them_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
