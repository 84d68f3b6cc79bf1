/* SPDX-License-Identifier: Apache-2.0 */
/* A whole model of random numbers in a folder of its own, small enough to be loaded a thousand times. */
#ifndef HSY_TESTS_TINY_MODEL_H
#define HSY_TESTS_TINY_MODEL_H

#include "encoder/weights_file.h"

enum { TINY_PATH_SIZE = 128 };

typedef struct tiny_model {
    char folder[TINY_PATH_SIZE], weights[TINY_PATH_SIZE], vocabulary[TINY_PATH_SIZE];
    weights_file file;
} tiny_model;

/* `bytes`: matrices in int8. */
void tiny_make(tiny_model *model, bool bytes);
/* Writes the weights file anew, from `file` or from any bytes. */
void tiny_write(const tiny_model *model);
void tiny_write_bytes(const tiny_model *model, const char *bytes, size_t size);
void tiny_remove(tiny_model *model);

/* An allocator that counts, and refuses one allocation or all from one on. */
typedef struct counting_memory {
    size_t refused_from, refused_to; /* the allocations [from, to), counted from 0 */
    size_t asked, live;
    size_t live_bytes;
} counting_memory;

hearsay_allocator counting_allocator(counting_memory *memory);

#endif
