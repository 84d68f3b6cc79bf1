/* SPDX-License-Identifier: Apache-2.0 */
#include "speaker/identity/body.h"

#include "speaker/identity/latest.h"
#include "speaker/words/use.h"

enum {
    MEMBERS = 32, /* mentions of the speaker that are looked at, from the first on */
    BACK = 200    /* mentions before "we" among which the police, the researchers are looked for */
};

/* Which office the words of a mention give, by word-uses.txt. */
typedef struct office {
    bool officer;   /* of some body that stands with it: "president", "economist" */
    bool firm;      /* of the body that the story is on, if none stands with it: "spokesman", "chief executive" */
    bool police;    /* "Police Inspector" */
    bool scientist; /* "lead author" */
    uint32_t word;
} office;

static office office_in(const hsy_lexicon *lexicon, hsy_words words) {
    office found = {.word = words.start};
    for (uint32_t word = words.start; word < words.end; word++) {
        bool firm = hsy_use_has(lexicon, word, "voice"), officer = firm || hsy_use_has(lexicon, word, "officer");
        if (officer && !found.officer) found.word = word;
        found.firm |= firm;
        found.officer |= officer;
        found.police |= hsy_lexicon_equals(lexicon, word, "police");
        found.scientist |= hsy_use_has(lexicon, word, "scientist");
    }
    return found;
}

/* The body by name that stands in the words, the nearest one to the office. */
static uint32_t body_in(const hsy_scene *scene, hsy_words words, uint32_t word, uint32_t own) {
    const hsy_entities *entities = scene->entities;
    uint32_t best = HSY_NONE, nearest = UINT32_MAX;
    for (uint32_t i = hsy_mention_from(entities, words.start);
         i < entities->count && entities->mentions[i].words.start < words.end; i++) {
        const hsy_mention *mention = &entities->mentions[i];
        if (mention->form != HSY_FORM_NAME || mention->joined || mention->head >= words.end) continue;
        uint32_t entity = hsy_name_root(scene->names, mention->entity);
        const hsy_naming *naming = &scene->names->entities[entity];
        if (entity == own || naming->person != HSY_NONE || naming->thing == HSY_NONE) continue;
        if (mention->sort != HSY_SORT_ORGANIZATION && naming->sort != HSY_SORT_ORGANIZATION) continue;
        uint32_t distance = mention->head < word ? word - mention->head : mention->head - word;
        if (distance >= nearest) continue;
        best = i;
        nearest = distance;
    }
    return best;
}

/* The latest noun before the speaker's mention that has the use, in the plural or of a body. */
static uint32_t latest_of(const hsy_scene *scene, uint32_t speaker, const char *use) {
    const hsy_entities *entities = scene->entities;
    for (uint32_t i = speaker, tried = 0; i > 0 && tried < BACK; tried++) {
        const hsy_mention *mention = &entities->mentions[--i];
        if (mention->joined || mention->form < HSY_FORM_NAME || mention->possessive) continue;
        if (hsy_use_has(scene->lexicon, mention->head, use)) return i;
    }
    return HSY_NONE;
}

uint32_t hsy_body_behind(const hsy_scene *scene, uint32_t speaker) {
    const hsy_entities *entities = scene->entities;
    uint32_t entity = entities->mentions[speaker].entity, own = hsy_name_root(scene->names, entity);
    office held = {0};
    for (uint32_t i = entities->first[entity], tried = 0; i < entities->first[entity + 1] && tried < MEMBERS;
         i++, tried++) {
        const hsy_mention *mention = &entities->mentions[entities->members[i]];
        if (mention->form < HSY_FORM_NAME || mention->joined) continue;
        office here = office_in(scene->lexicon, mention->words);
        uint32_t body = here.officer ? body_in(scene, mention->words, here.word, own) : HSY_NONE;
        if (body != HSY_NONE) return body;
        held.firm |= here.firm;
        held.police |= here.police;
        held.scientist |= here.scientist;
    }
    uint32_t found = HSY_NONE;
    if (held.police) found = latest_of(scene, speaker, "force");
    if (found == HSY_NONE && held.scientist) found = latest_of(scene, speaker, "scientists");
    if (found == HSY_NONE && held.firm) found = hsy_latest_named(scene, speaker);
    return found;
}
