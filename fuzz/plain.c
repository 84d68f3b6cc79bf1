/* SPDX-License-Identifier: Apache-2.0 */
/* Reads each input once, with malloc. */
#include "target.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    hsy_buffer result;
    hsy_buffer_init(&result, NULL);
    require(fuzz_read(bytes, size, NULL, &result) == HEARSAY_OK);
    hsy_buffer_free(&result);
    return 0;
}
