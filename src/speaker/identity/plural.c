/* SPDX-License-Identifier: Apache-2.0 */
#include "speaker/identity/plural.h"

#include "speaker/words/nouns.h"

enum { LOOK_BACK = 60 }; /* mentions before "they" */

/* Several people or bodies, as a noun or by name: "Republicans" too. */
static bool may_be(const hsy_lexicon *lexicon, const hsy_mention *mention) {
    if (mention->form < HSY_FORM_NAME || mention->possessive) return false;
    if (mention->sort != HSY_SORT_PERSON && mention->sort != HSY_SORT_ORGANIZATION) return false;
    return mention->joined || mention->number == HSY_NUMBER_MANY ||
           (hsy_noun_class(hsy_lexicon_at(lexicon, mention->head)->text) & HSY_NOUN_PLURAL) != 0;
}

uint32_t hsy_plural_before(const hsy_scene *scene, uint32_t number) {
    const hsy_entities *entities = scene->entities;
    const hsy_word *words = scene->tokens->words;
    const hsy_mention *they = &entities->mentions[number];
    uint32_t found = HSY_NONE;
    for (uint32_t i = number, tried = 0; i > 0 && tried < LOOK_BACK; tried++) {
        const hsy_mention *mention = &entities->mentions[--i];
        uint32_t sentence = words[mention->head].sentence;
        if (words[they->head].sentence - sentence > 1) break;
        if (words[they->head].paragraph - words[mention->head].paragraph > 1) break;
        if (found != HSY_NONE && sentence != words[entities->mentions[found].head].sentence) break;
        if (mention->words.end > they->words.start || !may_be(scene->lexicon, mention)) continue;
        found = i;
    }
    return found;
}
