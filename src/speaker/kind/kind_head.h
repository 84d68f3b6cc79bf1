/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The head that tells of what kind a source is by the vector of a word that stands for it:
 *
 *     scores = log softmax(out(gelu(hidden(vector(word)))))
 *
 * Tensors: kind.hidden [H, 2W] and kind.out [HSY_KINDS, H] (dense), F32 kind.trust [HSY_KIND_WEIGHTS]: what is added to
 * the score of the kind that the rules guess, by how sure they are; the head is not asked where they are surer
 * (hsy_kind_guess in kind.h). Metadata: "kind_hidden" = H. A model without them leaves the kinds to the rules.
 */
#ifndef HSY_SPEAKER_KIND_HEAD_H
#define HSY_SPEAKER_KIND_HEAD_H

#include "speaker/parts.h"

enum { HSY_KINDS = HEARSAY_KIND_GROUP + 1, HSY_KIND_WEIGHTS = 2 };

struct hsy_kinder {
    bool present;
    hsy_dense *hidden, *out;
    const float *trust;
    size_t hidden_size;
};

hearsay_status hsy_kinder_load(const hsy_weights *weights, size_t width, const hearsay_allocator *allocator,
                               hsy_kinder *kinder, hearsay_error *error);
void hsy_kinder_free(hsy_kinder *kinder);

/* The scores of `count` words, [count][HSY_KINDS], in the order of hearsay_kind. */
hearsay_status hsy_kinder_score(const hsy_kinder *kinder, hsy_scratch *scratch, const hsy_vectors *vectors,
                                size_t width, const uint32_t *words, size_t count, hsy_arena *work, float *scores,
                                hearsay_error *error);

#endif
