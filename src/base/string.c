/* SPDX-License-Identifier: Apache-2.0 */
/* Strings, growing buffers and growing arrays. */
#include <stdio.h>
#include <string.h>

#include "base/base.h"

hsy_str hsy_str_of(const char *c_string) {
    return (hsy_str){.data = c_string, .size = c_string == NULL ? 0 : strlen(c_string)};
}

bool hsy_str_equal(hsy_str a, hsy_str b) {
    return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

bool hsy_str_ends(hsy_str text, const char *ending) {
    size_t size = strlen(ending);
    return text.size > size && memcmp(text.data + text.size - size, ending, size) == 0;
}

uint64_t hsy_str_hash(hsy_str text) {
    uint64_t hash = HSY_HASH_START;
    for (size_t i = 0; i < text.size; i++)
        hash = hsy_hash_add(hash, (unsigned char)text.data[i]);
    return hash;
}

bool hsy_arena_copy(hsy_arena *arena, hsy_str text, hsy_str *copy) {
    *copy = (hsy_str){.data = NULL, .size = 0};
    if (text.data == NULL) return true;
    if (text.size == SIZE_MAX) return false;
    char *bytes = hsy_arena_alloc(arena, text.size + 1);
    if (bytes == NULL) return false;
    memcpy(bytes, text.data, text.size);
    *copy = (hsy_str){.data = bytes, .size = text.size};
    return true;
}

/* The capacity to grow to for `need` units, or 0 where that can't be. */
static size_t grown(size_t capacity, size_t need) {
    size_t next = capacity < 64 ? 64 : capacity;
    while (next < need) {
        if (next > SIZE_MAX / 2) return 0;
        next *= 2;
    }
    return next;
}

void hsy_buffer_init(hsy_buffer *buffer, const hearsay_allocator *allocator) {
    *buffer = (hsy_buffer){.allocator = hsy_allocator_or_default(allocator)};
}

void hsy_buffer_free(hsy_buffer *buffer) {
    hsy_release(&buffer->allocator, buffer->data);
    buffer->data = NULL;
    buffer->size = buffer->capacity = 0;
}

static bool buffer_reserve(hsy_buffer *buffer, size_t more) {
    if (buffer->failed) return false;
    if (more <= buffer->capacity - buffer->size) return true;
    size_t capacity = more > SIZE_MAX - buffer->size ? 0 : grown(buffer->capacity, buffer->size + more);
    char *data = capacity == 0 ? NULL : hsy_resize(&buffer->allocator, buffer->data, capacity);
    if (data == NULL) {
        buffer->failed = true;
        return false;
    }
    buffer->data = data;
    buffer->capacity = capacity;
    return true;
}

void hsy_buffer_add(hsy_buffer *buffer, const void *bytes, size_t size) {
    if (size == 0 || !buffer_reserve(buffer, size)) return;
    memcpy(buffer->data + buffer->size, bytes, size);
    buffer->size += size;
}

void hsy_buffer_text(hsy_buffer *buffer, const char *c_string) {
    hsy_buffer_add(buffer, c_string, strlen(c_string));
}

void hsy_buffer_char(hsy_buffer *buffer, char c) {
    hsy_buffer_add(buffer, &c, 1);
}

void hsy_buffer_format(hsy_buffer *buffer, const char *format, ...) {
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0) {
        buffer->failed = true;
    } else if (buffer_reserve(buffer, (size_t)length + 1)) {
        (void)vsnprintf(buffer->data + buffer->size, (size_t)length + 1, format, again);
        buffer->size += (size_t)length;
    }
    va_end(again);
}

void hsy_vector_init(hsy_vector *vector, size_t element_size, const hearsay_allocator *allocator) {
    *vector = (hsy_vector){.allocator = hsy_allocator_or_default(allocator), .element = element_size};
}

void hsy_vector_free(hsy_vector *vector) {
    hsy_release(&vector->allocator, vector->data);
    vector->data = NULL;
    vector->count = vector->capacity = 0;
}

void *hsy_vector_push(hsy_vector *vector, const void *element) {
    if (vector->failed) return NULL;
    if (vector->count == vector->capacity) {
        size_t capacity = grown(vector->capacity, vector->count + 1);
        void *data = capacity == 0 || capacity > SIZE_MAX / vector->element
                         ? NULL
                         : hsy_resize(&vector->allocator, vector->data, capacity * vector->element);
        if (data == NULL) {
            vector->failed = true;
            return NULL;
        }
        vector->data = data;
        vector->capacity = capacity;
    }
    void *place = (char *)vector->data + vector->count * vector->element;
    if (element != NULL)
        memcpy(place, element, vector->element);
    else
        memset(place, 0, vector->element);
    vector->count++;
    return place;
}

void *hsy_vector_to_arena(const hsy_vector *vector, hsy_arena *arena) {
    if (vector->failed) return NULL;
    void *copy = hsy_arena_array(arena, vector->count, vector->element);
    if (copy != NULL && vector->count > 0) memcpy(copy, vector->data, vector->count * vector->element);
    return copy;
}
