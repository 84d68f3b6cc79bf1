/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A fuzz target is a file fuzz_NAME.c with a fuzz_read(). It is linked with each of three files that call it in their
 * own way: plain.c once; threaded.c in several threads at once; denied.c with an allocation denied.
 */
#ifndef HSY_FUZZ_TARGET_H
#define HSY_FUZZ_TARGET_H

#include <stdlib.h>

#include "base/base.h"

/* Reads the input with memory from `allocator`, checks what comes of it, and writes that to `result`, so that it can be
 * compared. HEARSAY_ERROR_MEMORY where an allocation was denied and that could not be done without, else HEARSAY_OK,
 * also for an input that is refused. Called by several threads at once. */
hearsay_status fuzz_read(const uint8_t *bytes, size_t size, const hearsay_allocator *allocator, hsy_buffer *result);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* Holds in every build, unlike assert(). */
static inline void require(bool holds) {
    if (!holds) abort();
}

#endif
