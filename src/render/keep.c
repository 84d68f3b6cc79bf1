/* SPDX-License-Identifier: Apache-2.0 */
/* Leaving out the attributions that are not sure enough. */
#include "render/parts.h"

/* The nearest attribution that is kept among those that hold `index`. A chain of `inside` has no more links than there
 * are attributions; counting them makes sure of an end. */
static size_t kept_parent(const hsy_attributions *all, const size_t *places, size_t index) {
    size_t parent = all->items[index].inside;
    for (size_t steps = 0; steps < all->count && parent < all->count; steps++) {
        if (places[parent] != SIZE_MAX) return places[parent];
        parent = all->items[parent].inside;
    }
    return SIZE_MAX;
}

/* Room for as many attributions as there were, and as many speakers, if there were any. NULL: refused. */
static hsy_attributions *make_room(const hsy_reading *reading, hsy_arena *arena, hsy_speakers **speakers) {
    const hsy_attributions *all = reading->attributions;
    hsy_attributions *kept = HSY_NEW(arena, hsy_attributions, 1);
    if (kept == NULL) return NULL;
    *kept = (hsy_attributions){.tokens = all->tokens, .items = HSY_NEW(arena, hsy_attribution, all->count)};
    if (kept->items == NULL) return NULL;
    *speakers = NULL;
    if (reading->speakers == NULL) return kept;
    *speakers = HSY_NEW(arena, hsy_speakers, 1);
    if (*speakers == NULL) return NULL;
    **speakers = (hsy_speakers){
        .attributions = kept,
        .items = HSY_NEW(arena, hsy_speaker, all->count),
        .entities = reading->speakers->entities,
    };
    return (*speakers)->items == NULL ? NULL : kept;
}

bool hsy_render_keep(const hsy_reading *reading, double minimum, hsy_arena *arena, hsy_reading *view) {
    const hsy_attributions *all = reading->attributions;
    hsy_speakers *speakers;
    size_t *places = HSY_NEW(arena, size_t, all->count); /* where each one goes; SIZE_MAX: it is left out */
    hsy_attributions *kept = make_room(reading, arena, &speakers);
    if (places == NULL || kept == NULL) return false;
    /* What is printed as 0.9 passes 0.9, though the float nearest to it is smaller. */
    double least = minimum * 1000 - 1e-6;
    for (size_t i = 0; i < all->count; i++) {
        bool sure = (double)hsy_render_thousandths(all->items[i].confidence) >= least;
        places[i] = sure ? kept->count++ : SIZE_MAX;
    }
    for (size_t i = 0; i < all->count; i++) {
        if (places[i] == SIZE_MAX) continue;
        kept->items[places[i]] = all->items[i];
        kept->items[places[i]].inside = kept_parent(all, places, i);
        if (speakers != NULL) speakers->items[places[i]] = reading->speakers->items[i];
    }
    if (speakers != NULL) speakers->count = kept->count;
    *view = *reading;
    view->attributions = kept;
    view->speakers = speakers;
    return true;
}
