/* SPDX-License-Identifier: Apache-2.0 */
/* For the story tests: allocators that count and that refuse. */
#include <stdlib.h>

#include "memory.h"

void *metered(void *data, void *pointer, size_t size) {
    meter *counts = data;
    size_t *block = pointer == NULL ? NULL : (size_t *)pointer - 2;
    size_t before = block == NULL ? 0 : *block;
    if (size == 0) {
        counts->now -= before;
        free(block);
        return NULL;
    }
    block = realloc(block, size + 2 * sizeof *block);
    if (block == NULL) return NULL;
    *block = size;
    counts->now += size - before;
    if (counts->now > counts->most) counts->most = counts->now;
    return block + 2;
}

void *failing(void *data, void *pointer, size_t size) {
    countdown *count = data;
    if (size == 0) {
        free(pointer);
        return NULL;
    }
    if (count->left == 0) return NULL;
    count->left--;
    return realloc(pointer, size);
}
