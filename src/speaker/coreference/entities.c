/* SPDX-License-Identifier: Apache-2.0 */
#include "speaker/coreference/entities.h"

/* Counted, then laid out one entity after another. */
hearsay_status hsy_entities_members(hsy_entities *entities, hsy_arena *arena, hearsay_error *error) {
    entities->members = HSY_NEW(arena, uint32_t, entities->count);
    entities->first = HSY_NEW(arena, uint32_t, entities->entity_count + 2);
    if (entities->members == NULL || entities->first == NULL) return hsy_fail_memory(error);
    uint32_t *next = entities->first + 1; /* where the next member of an entity goes; ends as first of the one behind */
    for (size_t i = 0; i < entities->count; i++)
        next[entities->mentions[i].entity + 1]++;
    for (size_t entity = 0; entity < entities->entity_count; entity++)
        next[entity + 1] += next[entity];
    for (size_t i = 0; i < entities->count; i++)
        entities->members[next[entities->mentions[i].entity]++] = (uint32_t)i;
    return HEARSAY_OK;
}

static hearsay_status resolve(const hsy_resolver *resolver, hsy_scratch *scratch, const hsy_attributions *attributions,
                              const hsy_vectors *vectors, hsy_arena *arena, hsy_arena *work, hsy_entities *entities,
                              hearsay_error *error) {
    hsy_facts facts;
    hsy_ranking ranking;
    hearsay_status status = hsy_facts_read(entities->lexicon, attributions, entities->mentions, entities->count,
                                           entities->source, work, &facts, error);
    if (status == HEARSAY_OK && resolver->ranker.present)
        status = hsy_ranking_new(&resolver->ranker, scratch, &facts, vectors, resolver->width, work, &ranking, error);
    if (status == HEARSAY_OK)
        status =
            hsy_entities_resolve(&facts, attributions, entities->source, resolver->ranker.present ? &ranking : NULL,
                                 scratch, work, &entities->entity_count, error);
    return status == HEARSAY_OK ? hsy_entities_members(entities, arena, error) : status;
}

hearsay_status hsy_entities_read(const hsy_resolver *resolver, hsy_scratch *scratch, const hsy_lexicon *lexicon,
                                 const hsy_attributions *attributions, const hsy_vectors *vectors, hsy_arena *arena,
                                 hsy_entities **entities, hearsay_error *error) {
    hsy_entities *made = HSY_NEW(arena, hsy_entities, 1);
    if (made == NULL) return hsy_fail_memory(error);
    made->lexicon = lexicon;
    hsy_arena work;
    hsy_arena_init(&work, &arena->allocator);
    hearsay_status status =
        hsy_entities_mentions(resolver, scratch, lexicon, attributions, vectors, arena, made, error);
    if (status == HEARSAY_OK) status = resolve(resolver, scratch, attributions, vectors, arena, &work, made, error);
    hsy_arena_free(&work);
    if (status == HEARSAY_OK) *entities = made;
    return status;
}
