/* SPDX-License-Identifier: Apache-2.0 */
#include "speaker/identity/channel.h"
#include "speaker/words/nouns.h"
#include "speaker/words/use.h"

enum { BACK = 6 }; /* attributions before "the statement" among which its speaker is looked for */

static bool is_channel(const hsy_lexicon *lexicon, uint32_t head) {
    return (hsy_noun_class(hsy_lexicon_at(lexicon, head)->text) & HSY_NOUN_CHANNEL) != 0;
}

/* "her office's" in "her office's statement": the longest owner that ends before the head. */
static uint32_t owner_before(const hsy_entities *entities, hsy_words words, uint32_t head) {
    for (uint32_t i = hsy_mention_from(entities, words.start);
         i < entities->count && entities->mentions[i].words.start == words.start; i++)
        if (entities->mentions[i].possessive && entities->mentions[i].words.end <= head) return i;
    return HSY_NONE;
}

/* "the ministry" in "a statement issued by the ministry". */
static uint32_t owner_behind(const hsy_scene *scene, hsy_words words, uint32_t head) {
    const hsy_entities *entities = scene->entities;
    for (uint32_t word = head + 1; word + 1 < words.end && word < head + 8; word++) {
        if (!hsy_use_has(scene->lexicon, word, "by")) continue;
        uint32_t found = hsy_mention_from(entities, word + 1);
        if (found < entities->count && entities->mentions[found].words.start == word + 1 &&
            (entities->mentions[found].sort == HSY_SORT_PERSON ||
             entities->mentions[found].sort == HSY_SORT_ORGANIZATION))
            return found;
    }
    return HSY_NONE;
}

/* Whoever spoke last: "The statement also said ..." */
static uint32_t owner_earlier(const hsy_scene *scene, size_t attribution) {
    const hsy_attribution *items = scene->attributions->items;
    for (size_t back = 1; back <= BACK && back <= attribution; back++) {
        size_t other = attribution - back;
        if (items[other].inside != items[attribution].inside) continue;
        if (scene->names->who[other] != HSY_NONE) return scene->names->who[other];
    }
    return HSY_NONE;
}

uint32_t hsy_channel_owner(const hsy_scene *scene, size_t attribution) {
    uint32_t source = scene->entities->source[attribution];
    const hsy_mention *mention = &scene->entities->mentions[source];
    if (hsy_form_is_pronoun(mention->form) || mention->form == HSY_FORM_NAME || mention->sort == HSY_SORT_PERSON)
        return HSY_NONE;
    hsy_words words = scene->attributions->items[attribution].source;
    uint32_t head = hsy_wording_head(scene->lexicon, words);
    if (!is_channel(scene->lexicon, head)) return HSY_NONE;
    uint32_t owner = owner_before(scene->entities, words, head);
    if (owner == HSY_NONE) owner = owner_behind(scene, words, head);
    if (owner == HSY_NONE && (mention->form == HSY_FORM_DEFINITE || mention->form == HSY_FORM_THIS))
        owner = owner_earlier(scene, attribution);
    return owner;
}
