/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which mentions stand for the same one. Names are joined by rule (names.c); every other mention joins the entity whose
 * mentions' scores have the greatest sum of exponents, if that beats the score of none and nothing contradicts; the
 * first person of a quotation is its source.
 */
#ifndef HSY_SPEAKER_ENTITIES_H
#define HSY_SPEAKER_ENTITIES_H

#include "speaker/coreference/rank.h"
#include "speaker/kind/kind_head.h"
#include "speaker/mention/mention.h"

struct hsy_resolver {
    hearsay_allocator allocator;
    size_t width;
    hsy_spotter spotter;
    hsy_ranker ranker;
    hsy_kinder kinder;
};

/* mention/sources.c: the mentions that the heads found, and each source that they did not. Sets the mentions, their
 * count and `source` of `entities`. */
hearsay_status hsy_entities_mentions(const hsy_resolver *resolver, hsy_scratch *scratch, const hsy_lexicon *lexicon,
                                     const hsy_attributions *attributions, const hsy_vectors *vectors, hsy_arena *arena,
                                     hsy_entities *entities, hearsay_error *error);

/* The same with the mentions given instead of found. */
hearsay_status hsy_entities_sources(const hsy_lexicon *lexicon, const hsy_attributions *attributions,
                                    const hsy_mention *found, size_t count, hsy_arena *arena, hsy_entities *entities,
                                    hearsay_error *error);

/* firms.c: puts together the names of firms that the heads took apart: "Lund & Daughters". */
hearsay_status hsy_entities_firms(const hsy_lexicon *lexicon, hsy_arena *arena, hsy_mention **mentions, size_t *count,
                                  hearsay_error *error);

/* The word of a noun phrase on which the rest hangs: the last before what follows it ("of", "who", a comma). */
uint32_t hsy_entities_head(const hsy_lexicon *lexicon, hsy_words words);

/* The mentions, their facts and the entities that they make up. In the arena. */
hearsay_status hsy_entities_read(const hsy_resolver *resolver, hsy_scratch *scratch, const hsy_lexicon *lexicon,
                                 const hsy_attributions *attributions, const hsy_vectors *vectors, hsy_arena *arena,
                                 hsy_entities **entities, hearsay_error *error);

/* From scores to entities: sets each mention's entity. `ranking` NULL: by names alone. */
hearsay_status hsy_entities_resolve(const hsy_facts *facts, const hsy_attributions *attributions,
                                    const uint32_t *source, const hsy_ranking *ranking, hsy_scratch *scratch,
                                    hsy_arena *work, size_t *entity_count, hearsay_error *error);

/* Lists the mentions by entity, in the order of the text: sets `members` and `first`. */
hearsay_status hsy_entities_members(hsy_entities *entities, hsy_arena *arena, hearsay_error *error);

#endif
