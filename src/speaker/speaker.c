/* SPDX-License-Identifier: Apache-2.0 */
/* The stage's steps in their order. */
#include "speaker/coreference/entities.h"

hearsay_status hsy_resolver_load(const hsy_weights *weights, size_t width, const hearsay_allocator *allocator,
                                 hsy_resolver **resolver, hearsay_error *error) {
    hearsay_allocator memory = hsy_allocator_or_default(allocator);
    *resolver = NULL;
    hsy_resolver *made = hsy_resize(&memory, NULL, sizeof *made);
    if (made == NULL) return hsy_fail_memory(error);
    *made = (hsy_resolver){.allocator = memory, .width = width};
    hearsay_status status = hsy_spotter_load(weights, width, &memory, &made->spotter, error);
    if (status == HEARSAY_OK) status = hsy_ranker_load(weights, width, &memory, &made->ranker, error);
    if (status == HEARSAY_OK) status = hsy_kinder_load(weights, width, &memory, &made->kinder, error);
    if (status != HEARSAY_OK) {
        hsy_resolver_free(made);
        return status;
    }
    *resolver = made;
    return HEARSAY_OK;
}

void hsy_resolver_free(hsy_resolver *resolver) {
    if (resolver == NULL) return;
    hsy_spotter_free(&resolver->spotter);
    hsy_ranker_free(&resolver->ranker);
    hsy_kinder_free(&resolver->kinder);
    hearsay_allocator memory = resolver->allocator;
    hsy_release(&memory, resolver);
}

/* Each step may look at what those before it found. */
static hearsay_status describe(hsy_scene *scene, hearsay_error *error) {
    static hearsay_status (*const steps[])(hsy_scene *, hearsay_error *) = {
        hsy_speaker_identity,  hsy_speaker_kind,  hsy_speaker_stance, hsy_speaker_gender,
        hsy_speaker_anonymity, hsy_speaker_chain, hsy_speaker_about,
    };
    hearsay_status status = HEARSAY_OK;
    for (size_t i = 0; i < sizeof steps / sizeof *steps && status == HEARSAY_OK; i++)
        status = steps[i](scene, error);
    return status;
}

static hearsay_status read_speakers(const hsy_resolver *resolver, hsy_scratch *scratch, const hsy_vectors *vectors,
                                    hsy_speakers *made, hsy_arena *arena, hsy_arena *work, hearsay_error *error) {
    const hsy_attributions *attributions = made->attributions;
    hsy_lexicon *lexicon = HSY_NEW(arena, hsy_lexicon, 1);
    if (lexicon == NULL) return hsy_fail_memory(error);
    hsy_entities *entities = NULL;
    hearsay_status status = hsy_lexicon_read(attributions->tokens, arena, lexicon, error);
    if (status == HEARSAY_OK)
        status = hsy_entities_read(resolver, scratch, lexicon, attributions, vectors, arena, &entities, error);
    if (status != HEARSAY_OK) return status;
    made->entities = entities;
    hsy_scene scene = {
        .story = attributions->tokens->story,
        .tokens = attributions->tokens,
        .lexicon = lexicon,
        .attributions = attributions,
        .entities = entities,
        .speakers = made->items,
        .arena = arena,
        .work = work,
        .kinder = resolver->kinder.present ? &resolver->kinder : NULL,
        .scratch = scratch,
        .vectors = vectors,
        .width = resolver->width,
    };
    return describe(&scene, error);
}

hearsay_status hsy_speaker_read(const hsy_resolver *resolver, hsy_scratch *scratch,
                                const hsy_attributions *attributions, const hsy_vectors *vectors, hsy_arena *arena,
                                hsy_speakers **speakers, hearsay_error *error) {
    hsy_speakers *made = HSY_NEW(arena, hsy_speakers, 1);
    if (made == NULL) return hsy_fail_memory(error);
    *made = (hsy_speakers){.attributions = attributions, .count = attributions->count};
    made->items = HSY_NEW(arena, hsy_speaker, attributions->count);
    if (made->items == NULL) return hsy_fail_memory(error);
    hsy_arena work;
    hsy_arena_init(&work, &arena->allocator);
    hearsay_status status = read_speakers(resolver, scratch, vectors, made, arena, &work, error);
    hsy_arena_free(&work);
    if (status == HEARSAY_OK) *speakers = made;
    return status;
}
