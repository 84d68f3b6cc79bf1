/* SPDX-License-Identifier: Apache-2.0 */
/* Reads each input with an allocation denied, which one is told by the input: it must be reported, or what comes of the
 * input must be the same as ever; and nothing may be left behind. */
#include <string.h>

#include "target.h"

typedef struct denying_memory {
    size_t denied, asked; /* allocations are counted from 0 */
    size_t live;
} denying_memory;

static void *resize(void *data, void *pointer, size_t size) {
    denying_memory *memory = data;
    if (size == 0) {
        memory->live -= pointer != NULL;
        free(pointer);
        return NULL;
    }
    if (memory->asked++ == memory->denied) return NULL;
    void *resized = realloc(pointer, size);
    memory->live += pointer == NULL && resized != NULL;
    return resized;
}

static hearsay_status run(const uint8_t *bytes, size_t size, denying_memory *memory, hsy_buffer *result) {
    const hearsay_allocator allocator = {.resize = resize, .data = memory};
    hsy_buffer_init(result, NULL);
    hearsay_status status = fuzz_read(bytes, size, &allocator, result);
    require(!result->failed && memory->live == 0);
    return status;
}

static size_t hash(const uint8_t *bytes, size_t size) {
    uint32_t value = 0x811C9DC5U;
    for (size_t i = 0; i < size; i++)
        value = (value ^ bytes[i]) * 0x01000193U;
    return value ^ value >> 15;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    denying_memory all = {.denied = SIZE_MAX};
    hsy_buffer whole, result;
    require(run(bytes, size, &all, &whole) == HEARSAY_OK);
    if (all.asked > 0) {
        denying_memory one = {.denied = hash(bytes, size) % all.asked};
        hearsay_status status = run(bytes, size, &one, &result);
        require(status == HEARSAY_OK || status == HEARSAY_ERROR_MEMORY);
        if (status == HEARSAY_OK)
            require(result.size == whole.size &&
                    (result.size == 0 || memcmp(result.data, whole.data, result.size) == 0));
        hsy_buffer_free(&result);
    }
    hsy_buffer_free(&whole);
    return 0;
}
