/* SPDX-License-Identifier: Apache-2.0 */
#include "speaker/kind/kind_head.h"

#include <math.h>

enum { HIDDEN_MAX = 4096, BLOCK = 128 /* words that are worked on at once */ };

void hsy_kinder_free(hsy_kinder *kinder) {
    hsy_dense_free(kinder->hidden);
    hsy_dense_free(kinder->out);
    *kinder = (hsy_kinder){0};
}

hearsay_status hsy_kinder_load(const hsy_weights *weights, size_t width, const hearsay_allocator *allocator,
                               hsy_kinder *kinder, hearsay_error *error) {
    *kinder = (hsy_kinder){0};
    if (hsy_weights_find(weights, "kind.hidden.weight") == NULL) return HEARSAY_OK;
    long hidden = 0;
    hearsay_status status = hsy_weights_integer(weights, "kind_hidden", 1, HIDDEN_MAX, &hidden, error);
    kinder->hidden_size = (size_t)hidden;
    if (status == HEARSAY_OK)
        status = hsy_dense_load(weights, "kind.hidden", 2 * width, (size_t)hidden, allocator, &kinder->hidden, error);
    if (status == HEARSAY_OK)
        status = hsy_dense_load(weights, "kind.out", (size_t)hidden, HSY_KINDS, allocator, &kinder->out, error);
    if (status == HEARSAY_OK)
        status = hsy_weights_floats(weights, "kind.trust", HSY_KIND_WEIGHTS, 0, &kinder->trust, error);
    kinder->present = status == HEARSAY_OK;
    if (status != HEARSAY_OK) hsy_kinder_free(kinder);
    return status;
}

/* scores = log softmax(scores) */
static void normalise(float *scores) {
    float most = scores[0], sum = 0;
    for (size_t i = 1; i < HSY_KINDS; i++)
        if (scores[i] > most) most = scores[i];
    for (size_t i = 0; i < HSY_KINDS; i++)
        sum += expf(scores[i] - most);
    float all = most + logf(sum);
    for (size_t i = 0; i < HSY_KINDS; i++)
        scores[i] -= all;
}

hearsay_status hsy_kinder_score(const hsy_kinder *kinder, hsy_scratch *scratch, const hsy_vectors *vectors,
                                size_t width, const uint32_t *words, size_t count, hsy_arena *work, float *scores,
                                hearsay_error *error) {
    size_t most = count < BLOCK ? count : BLOCK;
    float *rows = hsy_arena_array(work, most * 2 * width, sizeof *rows);
    float *hidden = hsy_arena_array(work, most * kinder->hidden_size, sizeof *hidden);
    if (rows == NULL || hidden == NULL) return hsy_fail_memory(error);
    hearsay_status status = HEARSAY_OK;
    for (size_t start = 0, size; status == HEARSAY_OK && start < count; start += size) {
        size = count - start < BLOCK ? count - start : BLOCK;
        for (size_t i = 0; i < size; i++)
            hsy_vectors_read(vectors, words[start + i], rows + i * 2 * width);
        float *block = scores + start * HSY_KINDS;
        status = hsy_dense_run(scratch, kinder->hidden, HSY_GELU, rows, size, hidden, error);
        if (status == HEARSAY_OK)
            status = hsy_dense_run(scratch, kinder->out, HSY_IDENTITY, hidden, size, block, error);
        for (size_t i = 0; status == HEARSAY_OK && i < size; i++)
            normalise(block + i * HSY_KINDS);
    }
    return status;
}
