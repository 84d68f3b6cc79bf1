/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Coreference: how well each mention goes with each one before it, and with none (mention ranking, after Lee, He and
 * Zettlemoyer, NAACL 2018, without their refinement), by vectors of low rank and by what is known of the pair.
 *
 *     r(i)     = gelu(span([vector(first word), vector(last word), vector(head)]))
 *     s(i, j)  = out . relu(mix_later(r(i)) + mix_earlier(r(j)) + sum of table rows) + sum of their last columns
 *                + match_later(r(i)) . match_earlier(r(j)) / 8 + out_bias
 *     s(i, none) = none_out(relu(none_hidden([r(i), sum of alone rows])))
 *
 * Tensors: coref.span [R, 6W], coref.match [2 L, R] and coref.mix [2 S, R] (the later mention's rows first), coref.
 * none_hidden [S, R + S], coref.none_out [1, S] (dense); F32 coref.table [rows of all columns of pairs.h, S + 1],
 * coref.alone [rows, S], coref.out [S + 1] (the bias last). Metadata: "coref_rank" = R, "coref_match" = L,
 * "coref_size" = S. A model without them joins nothing but equal names.
 */
#ifndef HSY_SPEAKER_RANK_H
#define HSY_SPEAKER_RANK_H

#include "speaker/coreference/pairs.h"

enum { HSY_RANK_TABLES = 9 }; /* tables made of the products of the model's */

typedef struct hsy_ranker {
    bool present;
    hsy_dense *span, *match, *mix, *none_hidden, *none_out;
    const float *alone, *out;
    float *tables[HSY_RANK_TABLES]; /* [rows][stride] sums of the model's rows, so that fewer are added a pair */
    size_t rank, match_size, size, stride;
    hearsay_allocator allocator;
} hsy_ranker;

hearsay_status hsy_ranker_load(const hsy_weights *weights, size_t width, const hearsay_allocator *allocator,
                               hsy_ranker *ranker, hearsay_error *error);
void hsy_ranker_free(hsy_ranker *ranker);

/* What the vectors of a story's mentions give; in an arena. */
typedef struct hsy_ranking {
    const hsy_ranker *ranker;
    float *rank;  /* [mentions][R] */
    float *match; /* [mentions][2 L] */
    float *mix;   /* [mentions][2 S] */
} hsy_ranking;

hearsay_status hsy_ranking_new(const hsy_ranker *ranker, hsy_scratch *scratch, const hsy_facts *facts,
                               const hsy_vectors *vectors, size_t width, hsy_arena *work, hsy_ranking *ranking,
                               hearsay_error *error);

/* s(later, none) of every mention, [mentions]; `alone` [mentions][HSY_ALONE_COLUMNS]. */
hearsay_status hsy_ranking_none(const hsy_ranking *ranking, hsy_scratch *scratch, const uint8_t *alone, size_t count,
                                hsy_arena *work, float *none, hearsay_error *error);

/* s(later, j) of the `count` mentions before it, whose pairs `rows` holds, to `scores` [count]. */
void hsy_ranking_row(const hsy_ranking *ranking, size_t later, const uint8_t *rows, size_t count, float *scores);

#endif
