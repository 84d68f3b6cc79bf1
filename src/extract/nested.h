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

/* What stands directly in the contents of `holders`, of which those that hold it are named by `inside`. In the arena.
 */
hearsay_status hsy_nested_read(const hsy_nester *nester, hsy_scratch *scratch, const hsy_tokens *tokens,
                               const hsy_vectors *vectors, size_t width, const hsy_attribution *holders,
                               size_t holder_count, hsy_arena *arena, hsy_attribution **items, size_t *count,
                               hearsay_error *error);

/* The scores of words, [count, 7], from their vectors, `rows` [count, 2W], and what the cue of each one's part adds,
 * enclosing [parts, H]: `part` says which it is. `hidden` [count, H] is working memory. */
hearsay_status hsy_nested_score(const hsy_nester *nester, hsy_scratch *scratch, const float *rows, size_t count,
                                const float *enclosing, const uint32_t *part, float *hidden, float *scores,
                                hearsay_error *error);

/* From tags and links to attributions: one for each cue that some content chose. */
hearsay_status hsy_extract_assemble(const hsy_tokens *tokens, const hsy_tagging *tagging, const hsy_role_spans *spans,
                                    const hsy_links *links, hsy_arena *arena, hsy_attribution **items, size_t *count,
                                    hearsay_error *error);

#endif
