/* SPDX-License-Identifier: Apache-2.0 */
/* Floats that begin on a cache line. */
#include <string.h>

#include "encoder/parts.h"

enum { CACHE_LINE = 64 };

bool hsy_floats_reserve(hsy_floats *floats, size_t count, const hearsay_allocator *allocator) {
    if (count > (SIZE_MAX - CACHE_LINE) / sizeof(float)) return false;
    void *memory = hsy_resize(allocator, NULL, count * sizeof(float) + CACHE_LINE);
    if (memory == NULL) return false;
    hsy_floats_free(floats, allocator);
    size_t past = (uintptr_t)memory % CACHE_LINE;
    floats->memory = memory;
    floats->data = (float *)(void *)((char *)memory + (CACHE_LINE - past));
    floats->count = count;
    memset(floats->data, 0, count * sizeof(float));
    return true;
}

void hsy_floats_free(hsy_floats *floats, const hearsay_allocator *allocator) {
    hsy_release(allocator, floats->memory);
    *floats = (hsy_floats){.memory = NULL};
}
