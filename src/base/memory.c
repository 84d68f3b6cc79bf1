/* SPDX-License-Identifier: Apache-2.0 */
/* Memory: the caller's allocator, and arenas over it. */
#include <stdlib.h>
#include <string.h>

#include "base/base.h"

static void *resize_by_malloc(void *data, void *pointer, size_t size) {
    (void)data;
    if (size == 0) {
        free(pointer);
        return NULL;
    }
    return realloc(pointer, size);
}

hearsay_allocator hsy_allocator_or_default(const hearsay_allocator *allocator) {
    if (allocator != NULL && allocator->resize != NULL) return *allocator;
    return (hearsay_allocator){.resize = resize_by_malloc, .data = NULL};
}

void *hsy_resize(const hearsay_allocator *allocator, void *pointer, size_t size) {
    return allocator->resize(allocator->data, pointer, size);
}

void hsy_release(const hearsay_allocator *allocator, void *pointer) {
    if (pointer != NULL) allocator->resize(allocator->data, pointer, 0);
}

/* The header keeps the bytes behind it aligned for any type. */
struct hsy_arena_block {
    hsy_arena_block *next;
    size_t capacity, used;
    max_align_t bytes[];
};

enum { ARENA_BLOCK_BYTES = 32 << 10 };

void hsy_arena_init(hsy_arena *arena, const hearsay_allocator *allocator) {
    arena->allocator = hsy_allocator_or_default(allocator);
    arena->first = NULL;
}

void hsy_arena_free(hsy_arena *arena) {
    /* The arena struct may itself lie in a block, so nothing of it is touched after the loop has begun. */
    hearsay_allocator allocator = arena->allocator;
    hsy_arena_block *block = arena->first;
    arena->first = NULL;
    while (block != NULL) {
        hsy_arena_block *next = block->next;
        hsy_release(&allocator, block);
        block = next;
    }
}

static hsy_arena_block *arena_grow(hsy_arena *arena, size_t size) {
    size_t capacity = size > ARENA_BLOCK_BYTES ? size : ARENA_BLOCK_BYTES;
    if (capacity > SIZE_MAX - sizeof(hsy_arena_block)) return NULL;
    hsy_arena_block *block = hsy_resize(&arena->allocator, NULL, sizeof(hsy_arena_block) + capacity);
    if (block == NULL) return NULL;
    block->capacity = capacity;
    block->used = 0;
    /* A block of its own for a large piece goes second, so that the room in the first is still used. */
    if (size > ARENA_BLOCK_BYTES && arena->first != NULL) {
        block->next = arena->first->next;
        arena->first->next = block;
    } else {
        block->next = arena->first;
        arena->first = block;
    }
    return block;
}

void *hsy_arena_alloc(hsy_arena *arena, size_t size) {
    const size_t align = sizeof(max_align_t);
    if (size > SIZE_MAX - align) return NULL;
    size = size == 0 ? align : (size + align - 1) / align * align;
    hsy_arena_block *block = arena->first;
    if (block == NULL || block->capacity - block->used < size) {
        block = arena_grow(arena, size);
        if (block == NULL) return NULL;
    }
    void *bytes = (char *)block->bytes + block->used;
    block->used += size;
    return memset(bytes, 0, size);
}

void *hsy_arena_array(hsy_arena *arena, size_t count, size_t size) {
    if (size != 0 && count > SIZE_MAX / size) return NULL;
    return hsy_arena_alloc(arena, count * size);
}
