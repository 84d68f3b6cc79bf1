/* SPDX-License-Identifier: Apache-2.0 */
#include "speaker/identity/known.h"

#include <string.h>

#include "speaker/words/nouns.h"
#include "speaker/words/use.h"
#include "base/wordlist.h"

#include "speaker/list_offices.h"

enum {
    CHAIN = 48,    /* those known by one word that are looked at */
    MODIFIERS = 8, /* words of a description */
};

static const hsy_word_list offices = HSY_WORD_LIST(offices, OFFICES);

static uint32_t hash(const char *text, size_t size) {
    uint32_t value = (uint32_t)hsy_str_hash((hsy_str){text, size});
    return value == 0 ? 1 : value;
}

/* The next word behind an entry's first; its size, 0 at the end. */
static size_t next_office(const char **rest) {
    while (**rest == ' ')
        (*rest)++;
    return strcspn(*rest, " ");
}

static const char *offices_of(const hsy_lexicon *lexicon, uint32_t word) {
    const char *rest = hsy_word_list_find(&offices, hsy_lexicon_at(lexicon, word)->text);
    return rest == NULL ? "" : rest;
}

bool hsy_known_is_deputy(const hsy_lexicon *lexicon, uint32_t word) {
    hsy_str text = hsy_lexicon_at(lexicon, word)->text;
    return hsy_use_has(lexicon, word, "deputy") || (text.size > 3 && memcmp(text.data, "ex-", 3) == 0);
}

bool hsy_known_is_person(const hsy_lexicon *lexicon, uint32_t word) {
    return (hsy_noun_class(hsy_lexicon_at(lexicon, word)->text) & HSY_NOUN_PERSON) != 0 ||
           hsy_lexicon_is(lexicon, word, HSY_WORD_TITLE);
}

/* --- What somebody is known by ------------------------------------------------------------------------ */

static bool push(hsy_known *known, hsy_known_as item, uint32_t *head) {
    item.before = *head;
    if (*head != HSY_NONE) {
        const hsy_known_as *latest = &HSY_AT(known->items, hsy_known_as, *head);
        bool again = latest->entity == item.entity && latest->word == item.word && latest->owner == item.owner &&
                     latest->office == item.office && latest->deputy == item.deputy;
        if (again) return true;
    }
    *head = (uint32_t)known->items.count;
    return hsy_vector_push(&known->items, &item) != NULL;
}

static bool learn_word(hsy_known *known, uint32_t word, bool deputy, uint32_t entity, uint32_t owner) {
    const hsy_lexicon *lexicon = known->scene->lexicon;
    if (!hsy_lexicon_is(lexicon, word, HSY_WORD_LETTERS)) return true;
    if (hsy_lexicon_is(lexicon, word, HSY_WORD_DETERMINER | HSY_WORD_PREPOSITION | HSY_WORD_PRONOUN)) return true;
    hsy_known_as item = {.word = lexicon->number[word], .entity = entity, .owner = owner, .deputy = deputy};
    if (!push(known, item, &known->by_word[item.word])) return false;
    const char *rest = offices_of(lexicon, word);
    for (size_t size; (size = next_office(&rest)) > 0; rest += size) {
        item.office = hash(rest, size);
        if (!push(known, item, &known->by_office[item.office % HSY_KNOWN_BUCKETS])) return false;
    }
    return true;
}

/* Whom a lawyer, a spokesman is there for: "Lund" in "an attorney for Lund". */
static uint32_t served(const hsy_scene *scene, hsy_words words) {
    const hsy_entities *entities = scene->entities;
    uint32_t word = words.start + 1;
    while (word < words.end && !hsy_lexicon_equals(scene->lexicon, word, "for"))
        word++;
    for (uint32_t i = hsy_mention_from(entities, word + 1); word + 1 < words.end && i < entities->count; i++) {
        if (entities->mentions[i].words.start != word + 1) break;
        if (entities->mentions[i].words.end <= words.end) return scene->names->same[entities->mentions[i].entity];
    }
    return HSY_NONE;
}

uint32_t hsy_known_owner(const hsy_scene *scene, hsy_words words) {
    const hsy_entities *entities = scene->entities;
    for (uint32_t i = hsy_mention_from(entities, words.start);
         i < entities->count && entities->mentions[i].words.start == words.start; i++)
        if (entities->mentions[i].possessive && entities->mentions[i].words.end < words.end)
            return scene->names->same[entities->mentions[i].entity];
    return HSY_NONE;
}

bool hsy_known_learn(hsy_known *known, hsy_words words, uint32_t entity) {
    const hsy_lexicon *lexicon = known->scene->lexicon;
    uint32_t owner = hsy_known_owner(known->scene, words);
    uint32_t client = owner == HSY_NONE ? served(known->scene, words) : HSY_NONE;
    bool deputy = false;
    for (uint32_t word = words.start; word < words.end; word++) {
        if (!learn_word(known, word, deputy, entity, owner)) return false;
        if (client != HSY_NONE && !learn_word(known, word, deputy, entity, client)) return false;
        deputy = deputy || hsy_known_is_deputy(lexicon, word);
    }
    return true;
}

/* --- Whom a description points at ----------------------------------------------------------------------- */

/* Whether what is known fits; a person for a person's noun, a thing for others. */
static bool may_be(const hsy_known *known, const hsy_description *looked, const hsy_known_as *item) {
    const hsy_scene *scene = known->scene;
    const hsy_naming *naming = &known->names->entities[item->entity];
    bool person = hsy_known_is_person(scene->lexicon, looked->head);
    if (person ? naming->person == HSY_NONE : naming->person != HSY_NONE || naming->thing == HSY_NONE) return false;
    if (item->deputy != looked->deputy || item->owner != looked->owner) return false;
    if (!person) return true;
    uint8_t own = hsy_lexicon_at(scene->lexicon, looked->head)->noun;
    uint8_t other = scene->entities->mentions[naming->person].name_sex;
    return own == HSY_SEX_UNKNOWN || other == HSY_SEX_UNKNOWN || own == other;
}

/* Counts a word for all who are known by it. `head`: only then are those who were not counted before taken in. */
static void vote(hsy_known *known, const hsy_description *looked, uint32_t chain, uint32_t number, uint32_t office,
                 bool head) {
    for (int tried = 0; chain != HSY_NONE && tried < CHAIN; tried++) {
        const hsy_known_as *item = &HSY_AT(known->items, hsy_known_as, chain);
        chain = item->before;
        if (office != 0 ? item->office != office : item->word != number) continue;
        bool counted = known->voted[item->entity] == looked->mark;
        if (head && !counted && may_be(known, looked, item)) {
            known->voted[item->entity] = looked->mark;
            known->votes[item->entity] = 1;
        } else if (!head && counted)
            known->votes[item->entity]++;
    }
}

static void vote_word(hsy_known *known, const hsy_description *looked, uint32_t word, bool head) {
    uint32_t number = known->scene->lexicon->number[word];
    vote(known, looked, known->by_word[number], number, 0, head);
    const char *rest = offices_of(known->scene->lexicon, word);
    for (size_t size; (size = next_office(&rest)) > 0; rest += size) {
        if (size == 5 && memcmp(rest, "realm", 5) == 0) continue;
        uint32_t office = hash(rest, size);
        vote(known, looked, known->by_office[office % HSY_KNOWN_BUCKETS], number, office, head);
    }
}

/* The one with most votes, of several the latest, or the earliest where all are `later` than the description;
 * `single`: whether there was no other. */
static uint32_t most_voted(const hsy_known *known, const hsy_description *looked, bool later, bool *single,
                           uint32_t *votes) {
    uint32_t best = HSY_NONE;
    *single = true;
    *votes = 0;
    const hsy_lexicon *lexicon = known->scene->lexicon;
    uint32_t chains[CHAIN];
    size_t count = 0;
    chains[count++] = known->by_word[lexicon->number[looked->head]];
    const char *rest = offices_of(lexicon, looked->head);
    for (size_t size; count < CHAIN && (size = next_office(&rest)) > 0; rest += size)
        if (size != 5 || memcmp(rest, "realm", 5) != 0)
            chains[count++] = known->by_office[hash(rest, size) % HSY_KNOWN_BUCKETS];
    uint32_t latest = 0;
    for (size_t i = 0; i < count; i++)
        for (uint32_t at = chains[i], tried = 0; at != HSY_NONE && tried < CHAIN; tried++) {
            const hsy_known_as *item = &HSY_AT(known->items, hsy_known_as, at);
            uint32_t here = at;
            at = item->before;
            if (known->voted[item->entity] != looked->mark) continue;
            if (best != HSY_NONE && item->entity != best) *single = false;
            uint32_t now = known->votes[item->entity];
            bool nearer = later ? here < latest : here > latest;
            if (best == HSY_NONE || now > *votes || (now == *votes && nearer)) {
                best = item->entity;
                *votes = now;
                latest = here;
            }
        }
    return best;
}

uint32_t hsy_known_look_up(hsy_known *known, const hsy_description *looked, bool later) {
    const hsy_lexicon *lexicon = known->scene->lexicon;
    vote_word(known, looked, looked->head, true);
    uint32_t modifiers = 0, capitals = 0;
    for (uint32_t word = looked->words.start; word < looked->words.end && modifiers < MODIFIERS; word++) {
        if (word == looked->head || !hsy_lexicon_is(lexicon, word, HSY_WORD_LETTERS)) continue;
        if (hsy_lexicon_is(lexicon, word, HSY_WORD_DETERMINER | HSY_WORD_PREPOSITION | HSY_WORD_PRONOUN)) continue;
        modifiers++;
        capitals += hsy_lexicon_capital(lexicon, word) && !hsy_lexicon_begins(lexicon, word);
        vote_word(known, looked, word, false);
    }
    bool single;
    uint32_t votes, best = most_voted(known, looked, later, &single, &votes);
    if (best == HSY_NONE) return HSY_NONE;
    const hsy_mention *mention = &known->scene->entities->mentions[looked->mention];
    bool realm = hsy_word_list_holds(offices_of(lexicon, looked->head), "realm");
    if (capitals > 0 && votes < 2 && (realm || !single)) return HSY_NONE;
    if (mention->form == HSY_FORM_INDEFINITE && (!later || (votes < 2 && !single))) return HSY_NONE;
    return best;
}

/* --- The index ---------------------------------------------------------------------------------------------- */

hearsay_status hsy_known_new(const hsy_scene *scene, hsy_names *names, hsy_known *known, hearsay_error *error) {
    size_t words = scene->lexicon->entry_count, entities = scene->entities->entity_count;
    *known = (hsy_known){
        .scene = scene,
        .names = names,
        .by_word = HSY_NEW(scene->work, uint32_t, words),
        .votes = HSY_NEW(scene->work, uint32_t, entities),
        .voted = HSY_NEW(scene->work, uint32_t, entities),
    };
    if (known->by_word == NULL || known->votes == NULL || known->voted == NULL) return hsy_fail_memory(error);
    memset(known->by_word, 0xFF, words * sizeof *known->by_word);
    memset(known->by_office, 0xFF, sizeof known->by_office);
    hsy_vector_init(&known->items, sizeof(hsy_known_as), &scene->work->allocator);
    return HEARSAY_OK;
}

void hsy_known_free(hsy_known *known) {
    hsy_vector_free(&known->items);
}
