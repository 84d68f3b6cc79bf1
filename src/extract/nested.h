/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Attributions inside the contents of others, from the same word vectors: a second tagger, whose conditional random
 * field runs over the contents of one attribution, and a second linker, which stays within them.
 *
 *     scores(word) = output(gelu(hidden(vector(word)) + enclosing(vector(first word of the enclosing cue))))
 *
 * with zeros for the vector where the enclosing attribution has no cue. What is found is searched once more.
 *
 * Tensors: those of tag.h and link.h with "nested." in front, and nested.enclosing [H, 2W] (dense). A model without
 * them finds no nested attributions.
 */
#ifndef HSY_EXTRACT_NESTED_H
#define HSY_EXTRACT_NESTED_H

#include "extract/link.h"

enum { HSY_NESTED_DEPTH = 2 }; /* how deep attributions may stand in others */

typedef struct hsy_nester {
    bool present;
    hsy_tagger tagger;
    hsy_dense *enclosing;
    hsy_linker linker;
} hsy_nester;

hearsay_status hsy_nester_load(const hsy_weights *weights, size_t width, const hearsay_allocator *allocator,
                               hsy_nester *nester, hearsay_error *error);
void hsy_nester_free(hsy_nester *nester);

/* What stands directly in the contents of `holder`, whose `number` becomes their `inside`. In the arena. */
hearsay_status hsy_nested_read(const hsy_nester *nester, hsy_scratch *scratch, const hsy_tokens *tokens,
                               const hsy_vectors *vectors, size_t width, const hsy_attribution *holder,
                               hsy_arena *arena, hsy_attribution **items, size_t *count, hearsay_error *error);

/* The scores [count, 7], in the arena, of words whose vectors are `rows` [count, 2W]; `cue` is the vector of the first
 * word of the enclosing cue. For the tests. */
hearsay_status hsy_nested_score(const hsy_nester *nester, hsy_scratch *scratch, const float *rows, size_t count,
                                const float *cue, hsy_arena *arena, float **scores, hearsay_error *error);

/* From tags and links to attributions: one for each cue that some content chose. */
hearsay_status hsy_extract_assemble(const hsy_tokens *tokens, const hsy_tagging *tagging, const hsy_role_spans *spans,
                                    const hsy_links *links, hsy_arena *arena, hsy_attribution **items, size_t *count,
                                    hearsay_error *error);

#endif
