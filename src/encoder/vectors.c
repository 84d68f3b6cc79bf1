/* SPDX-License-Identifier: Apache-2.0 */
/* The words' vectors: what a story of any length needs most memory for, so that they are kept in bytes where the
 * encoder computes in bytes. */
#include <string.h>

#include "encoder/parts.h"

hearsay_status hsy_vectors_new(hsy_arena *arena, size_t words, size_t width, const hsy_kernels *kernels,
                               hsy_vectors **vectors, hearsay_error *error) {
    hsy_vectors *made = HSY_NEW(arena, hsy_vectors, 1);
    if (made == NULL) return hsy_fail_memory(error);
    *made = (hsy_vectors){.row = 2 * width, .kernels = kernels};
    bool room = false;
    if (kernels == NULL) {
        made->floats = hsy_arena_array(arena, words, made->row * sizeof *made->floats);
        room = made->floats != NULL;
    } else {
        made->bytes = hsy_arena_array(arena, words, made->row);
        made->scale = HSY_NEW(arena, float, words);
        room = made->bytes != NULL && made->scale != NULL;
    }
    if (!room) return hsy_fail_memory(error);
    *vectors = made;
    return HEARSAY_OK;
}

void hsy_vectors_write(hsy_vectors *vectors, size_t word, const float *first, const float *last, float *work) {
    size_t half = vectors->row / 2;
    float *row = vectors->floats != NULL ? vectors->floats + word * vectors->row : work;
    memcpy(row, first, half * sizeof *row);
    memcpy(row + half, last, half * sizeof *row);
    if (vectors->floats == NULL)
        vectors->kernels->quantise(row, 1, vectors->row, vectors->bytes + word * vectors->row, &vectors->scale[word]);
}

void hsy_vectors_read(const hsy_vectors *vectors, size_t word, float *row) {
    if (vectors->floats != NULL) {
        memcpy(row, vectors->floats + word * vectors->row, vectors->row * sizeof *row);
        return;
    }
    const uint8_t *bytes = vectors->bytes + word * vectors->row;
    float scale = vectors->scale[word];
    for (size_t i = 0; i < vectors->row; i++)
        row[i] = (float)(bytes[i] - HSY_ZERO) * scale;
}

hearsay_status hsy_vectors_of(const float *rows, size_t words, size_t width, hsy_arena *arena, hsy_vectors **vectors,
                              hearsay_error *error) {
    hearsay_status status = hsy_vectors_new(arena, words, width, NULL, vectors, error);
    if (status == HEARSAY_OK && words > 0) memcpy((*vectors)->floats, rows, words * 2 * width * sizeof *rows);
    return status;
}
