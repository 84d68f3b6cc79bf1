/* SPDX-License-Identifier: Apache-2.0 */
/* For the story tests: allocators that count and that refuse. */
#ifndef HSY_TESTS_STORY_MEMORY_H
#define HSY_TESTS_STORY_MEMORY_H

#include <stddef.h>

/* Bytes that are allocated, and the most that ever were. */
typedef struct meter {
    size_t now, most;
} meter;

/* malloc with a count in the `meter` that `data` is, for the limits on memory. */
void *metered(void *data, void *pointer, size_t size);

/* How many allocations are still granted. */
typedef struct countdown {
    size_t left;
} countdown;

/* malloc that refuses all behind those that the `countdown` that `data` is grants. */
void *failing(void *data, void *pointer, size_t size);

#endif
