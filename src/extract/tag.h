/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tagging: each word as the beginning or the inside of a source, a cue or a content, or none of them.
 *
 * A linear-chain conditional random field (Lafferty, McCallum and Pereira, ICML 2001) over the scores of a two-layer
 * head; the best sequence by Viterbi, and each word's marginals by the forward-backward algorithm. Constraints that no
 * score can break: inside follows only its own begin or inside, and nothing runs over a paragraph break.
 *
 * Tensors: tag.hidden [H, 2W], tag.output [7, H] (dense), crf.transition F32 [7, 7] (from, to), crf.start and crf.end
 * F32 [7]. Metadata: "tag_hidden" = H.
 */
#ifndef HSY_EXTRACT_TAG_H
#define HSY_EXTRACT_TAG_H

#include "extract/extract.h"

enum { HSY_TAGS = 7 }; /* O, then B and I of each hearsay_role */

/* The tag of a role's first word; the next number is that of its further words. */
static inline uint8_t hsy_tag_begin(hearsay_role role) {
    return (uint8_t)(1 + 2 * (int)role);
}

typedef struct hsy_tagger {
    hsy_dense *hidden, *output;
    size_t hidden_size;
    const float *transition, *start, *end; /* in the weights */
} hsy_tagger;

hearsay_status hsy_tagger_load(const hsy_weights *weights, size_t width, const hearsay_allocator *allocator,
                               hsy_tagger *tagger, hearsay_error *error);
/* The same from tensors whose names begin with `prefix` ("nested."). */
hearsay_status hsy_tagger_load_as(const hsy_weights *weights, const char *prefix, size_t width,
                                  const hearsay_allocator *allocator, hsy_tagger *tagger, hearsay_error *error);
void hsy_tagger_free(hsy_tagger *tagger);

typedef struct hsy_tagging {
    uint8_t *tags;   /* [words] */
    float *marginal; /* [words][3]: probability that the word is in each role */
} hsy_tagging;

/* The result lives in `arena`. */
hearsay_status hsy_tag(const hsy_tagger *tagger, hsy_scratch *scratch, const hsy_tokens *tokens,
                       const hsy_vectors *vectors, size_t width, hsy_arena *arena, hsy_tagging *tagging,
                       hearsay_error *error);

/* The decoding by itself: `scores` [words, 7] as the head gives them (used up). For the
 * tests. */
hearsay_status hsy_tag_decode(const hsy_tagger *tagger, const hsy_tokens *tokens, float *scores, hsy_arena *arena,
                              hsy_tagging *tagging, hearsay_error *error);

#endif
