/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Linking: each piece of content chooses its cue, and each cue its source, or none.
 *
 * The score of a pair is biaffine in the vectors of its spans (after Dozat and Manning, ICLR 2017), plus what is known
 * of the pair: distance, order, sentences and paragraphs apart, quotations, and how many others stand between. One
 * source may serve several cues.
 *
 * Tensors: link.begin, link.end [S, 2W]; link.content, link.cue [S, S]; link.none [2, S] (dense); F32 tables, row 0 for
 * content to cue and row 1 for cue to source: link.distance [2, 24], link.sentence [2, 7], link.paragraph [2, 5],
 * link.quotation [2, 5], link.rank [2, 8]. Metadata: "link_size" = S.
 *
 *     r(span)  = gelu(begin(first word) + end(last word))
 *     s(c, p)  = query(r(c)) . r(p) + tables(c, p),   s(c, none) = none(r(c))
 */
#ifndef HSY_EXTRACT_LINK_H
#define HSY_EXTRACT_LINK_H

#include "extract/spans.h"

typedef struct hsy_linker {
    hsy_dense *begin, *end, *query[2], *none;
    const float *distance, *sentence, *paragraph, *quotation, *rank;
    size_t size;
} hsy_linker;

hearsay_status hsy_linker_load(const hsy_weights *weights, size_t width, const hearsay_allocator *allocator,
                               hsy_linker *linker, hearsay_error *error);
/* The same from tensors whose names begin with `prefix` ("nested."). */
hearsay_status hsy_linker_load_as(const hsy_weights *weights, const char *prefix, size_t width,
                                  const hearsay_allocator *allocator, hsy_linker *linker, hearsay_error *error);
void hsy_linker_free(hsy_linker *linker);

/* Which parent a child chose, and how sure it is. */
typedef struct hsy_choice {
    size_t parent; /* SIZE_MAX: none */
    float probability;
} hsy_choice;

typedef struct hsy_links {
    hsy_choice *content_cue; /* one a content */
    hsy_choice *cue_source;  /* one a cue */
} hsy_links;

/* Of a story that is put together from parts of another: of each word its number there, and its part. */
typedef struct hsy_parts {
    const uint32_t *origin, *part;
} hsy_parts;

/* Links spans of `tokens`, whose words' vectors are `vectors`; or, where `parts` is not NULL, those of their origins:
 * links then stay within a part. The result lives in `arena`. */
hearsay_status hsy_link(const hsy_linker *linker, hsy_scratch *scratch, const hsy_tokens *tokens,
                        const hsy_parts *parts, const hsy_vectors *vectors, size_t width, const hsy_role_spans *spans,
                        hsy_arena *arena, hsy_links *links, hearsay_error *error);

#endif
