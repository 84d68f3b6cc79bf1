/* SPDX-License-Identifier: Apache-2.0 */
/* The fullest name of an entity. */
#include "speaker/identity/naming.h"
#include "speaker/identity/offices.h"
#include "speaker/kind/kind.h"
#include "speaker/words/nouns.h"
#include "speaker/words/use.h"

#include <string.h>

enum {
    NAME_WORDS = 6, /* a longer one is no person's name, but a list of names or a title that was taken for one */
    DESCRIPTION_WORDS = 16, /* longer descriptions are clauses rather than names */
    SPELLINGS = 12,         /* so many different spellings of one name are told apart */
};

/* --- One mention against another ---------------------------------------------------------------------- */

static bool same_words(const hsy_lexicon *lexicon, hsy_words a, hsy_words b) {
    if (a.end - a.start != b.end - b.start) return false;
    for (uint32_t i = 0; i < a.end - a.start; i++)
        if (lexicon->number[a.start + i] != lexicon->number[b.start + i]) return false;
    return true;
}

/* Whether it is written in capitals throughout, as in a headline or a dateline; such a spelling is only a stopgap. */
static bool shouted(const hsy_lexicon *lexicon, hsy_words words) {
    bool long_word = false;
    for (uint32_t word = words.start; word < words.end; word++) {
        if (!hsy_lexicon_is(lexicon, word, HSY_WORD_LETTERS)) continue;
        if (lexicon->tokens->words[word].kase != HSY_CASE_UPPER) return false;
        long_word |= lexicon->given[word].size > 3;
    }
    return long_word;
}

static bool is_empty(hsy_words words) {
    return words.start >= words.end;
}

/* --- What only looks like a name -------------------------------------------------------------------------- */

static uint32_t noun_class(const hsy_lexicon *lexicon, uint32_t word) {
    return hsy_noun_class(hsy_lexicon_at(lexicon, word)->text);
}

/* A word that stands in front of names, or for people without any: "senator", "Democrat", "spokesman". */
static bool is_office(const hsy_lexicon *lexicon, uint32_t word) {
    return hsy_lexicon_is(lexicon, word, HSY_WORD_TITLE | HSY_WORD_NOT_NAME) ||
           (noun_class(lexicon, word) & (HSY_NOUN_PERSON | HSY_NOUN_GROUP)) != 0;
}

hsy_words hsy_name_bare(const hsy_lexicon *lexicon, hsy_words name) {
    for (uint32_t word = name.end; word-- > name.start;)
        if (word + 2 < name.end &&
            (is_office(lexicon, word) || (noun_class(lexicon, word) & HSY_NOUN_ORGANIZATION) != 0))
            return (hsy_words){word + 1, name.end};
    while (name.end - name.start > 1 && (hsy_lexicon_is(lexicon, name.start, HSY_WORD_TITLE) ||
                                         hsy_lexicon_at(lexicon, name.start)->honorific != HSY_SEX_UNKNOWN))
        name.start++;
    return name;
}

bool hsy_name_is_office(const hsy_scene *scene, const hsy_mention *mention) {
    const hsy_lexicon *lexicon = scene->lexicon;
    hsy_words name = mention->name;
    for (uint32_t word = name.start; word < name.end; word++)
        if (hsy_lexicon_is(lexicon, word, HSY_WORD_LETTERS) && !is_office(lexicon, word)) return false;
    if (name.end - name.start > 1 || mention->words.start < name.start) return true;
    return hsy_lexicon_begins(lexicon, name.start) || (noun_class(lexicon, name.start) & HSY_NOUN_PLURAL) != 0;
}

/* --- Which mention of an entity to take ------------------------------------------------------------------ */

typedef struct name_form {
    uint32_t mention, length, count;
    bool shouted;
} name_form;

static bool better_spelling(const name_form *a, const name_form *b) {
    if (a->shouted != b->shouted) return b->shouted;
    if (a->length != b->length) return a->length > b->length;
    return a->count > b->count;
}

/* The person's name of most words; of equally long ones the one used most, and of those the first. */
static uint32_t person_of(const hsy_scene *scene, uint32_t entity) {
    const hsy_entities *entities = scene->entities;
    name_form found[SPELLINGS];
    size_t count = 0;
    for (uint32_t i = entities->first[entity]; i < entities->first[entity + 1]; i++) {
        uint32_t number = entities->members[i];
        const hsy_mention *mention = &entities->mentions[number];
        if (!mention->person || mention->joined || is_empty(mention->name) || hsy_name_is_office(scene, mention))
            continue;
        uint32_t length = hsy_wording_letters(scene->lexicon, hsy_name_bare(scene->lexicon, mention->name));
        if (length == 0 || length >= NAME_WORDS) continue;
        name_form now = {number, length < 4 ? length : 4, 1, shouted(scene->lexicon, mention->name)};
        size_t at = 0;
        while (at < count && !same_words(scene->lexicon, entities->mentions[found[at].mention].name, mention->name))
            at++;
        if (at == count) {
            if (count < SPELLINGS) found[count++] = now;
            continue;
        }
        found[at].count++;
        if (found[at].shouted && !now.shouted) {
            found[at].shouted = false;
            found[at].mention = number;
        }
    }
    if (count == 0) return HSY_NONE;
    const name_form *best = found;
    for (size_t i = 1; i < count; i++)
        if (better_spelling(&found[i], best)) best = &found[i];
    return best->mention;
}

/* "Alliance to Reclaim Our Schools": the purpose, written large, is a part of a body's name. */
static hsy_words with_purpose(const hsy_lexicon *lexicon, hsy_words name, uint32_t end) {
    if (name.end + 1 >= end || !hsy_lexicon_equals(lexicon, name.end, "to")) return name;
    uint32_t word = name.end + 1;
    while (word < end && hsy_lexicon_capital(lexicon, word) && hsy_lexicon_is(lexicon, word, HSY_WORD_LETTERS))
        word++;
    return word >= name.end + 3 ? (hsy_words){name.start, word} : name;
}

/* The name itself, where its head is in it. */
hsy_words hsy_name_thing(const hsy_scene *scene, const hsy_mention *mention) {
    hsy_words core = hsy_wording_core(scene->lexicon, mention->words, mention->head);
    if (is_empty(mention->name) || mention->head < mention->name.start || mention->head >= mention->name.end)
        return core;
    hsy_words name = with_purpose(scene->lexicon, mention->name, core.end);
    if (core.start < name.start && !hsy_lexicon_is(scene->lexicon, core.start, HSY_WORD_DETERMINER)) {
        for (uint32_t word = core.start; word < name.start; word++) /* "the latest Reuters/Ipsos" */
            if (!hsy_lexicon_capital(scene->lexicon, word)) return name;
    }
    return name;
}

/* The thing's name of most words (five are as good as more); of equally long ones that of the shortest mention. */
static uint32_t thing_of(const hsy_scene *scene, uint32_t entity) {
    const hsy_entities *entities = scene->entities;
    uint32_t best = HSY_NONE, best_length = 0, best_size = 0;
    bool best_shouted = false;
    for (uint32_t i = entities->first[entity]; i < entities->first[entity + 1]; i++) {
        const hsy_mention *mention = &entities->mentions[entities->members[i]];
        if (mention->form != HSY_FORM_NAME || mention->joined || is_empty(mention->name)) continue;
        if (mention->sort == HSY_SORT_TIME || hsy_name_is_office(scene, mention)) continue;
        uint32_t length = hsy_wording_letters(scene->lexicon, mention->name),
                 size = mention->words.end - mention->words.start;
        bool loud = shouted(scene->lexicon, mention->name) && length > 1;
        if (length > 5) length = 5;
        bool better = best == HSY_NONE || (best_shouted && !loud) ||
                      (best_shouted == loud && (length > best_length || (length == best_length && size < best_size)));
        if (!better) continue;
        best = entities->members[i];
        best_length = length, best_size = size, best_shouted = loud;
    }
    return best;
}

/* The longest description that is not too long; a definite one that only points back ("the source") comes last. */
static uint32_t described_of(const hsy_scene *scene, uint32_t entity) {
    const hsy_entities *entities = scene->entities;
    uint32_t best = HSY_NONE, best_size = 0;
    for (uint32_t i = entities->first[entity]; i < entities->first[entity + 1]; i++) {
        const hsy_mention *mention = &entities->mentions[entities->members[i]];
        if (mention->form < HSY_FORM_NAME || mention->joined) continue;
        if (mention->form == HSY_FORM_NAME && !hsy_name_is_office(scene, mention)) continue;
        hsy_words core = hsy_wording_core(scene->lexicon, mention->words, mention->head);
        uint32_t size = hsy_wording_letters(scene->lexicon, core);
        if (size > DESCRIPTION_WORDS) size = 1;
        if (mention->form == HSY_FORM_INDEFINITE || mention->form == HSY_FORM_POSSESSED) size++;
        if (size <= best_size) continue;
        best = entities->members[i];
        best_size = size;
    }
    return best;
}

static uint32_t joined_of(const hsy_entities *entities, uint32_t entity) {
    for (uint32_t i = entities->first[entity]; i < entities->first[entity + 1]; i++)
        if (entities->mentions[entities->members[i]].joined) return entities->members[i];
    return HSY_NONE;
}

/* What most of its names are found to stand for, and whether one of them must be a name. */
static void judge_names(const hsy_scene *scene, uint32_t entity, hsy_naming *naming) {
    const hsy_entities *entities = scene->entities;
    uint32_t counts[HSY_SORTS] = {0};
    for (uint32_t i = entities->first[entity]; i < entities->first[entity + 1]; i++) {
        const hsy_mention *mention = &entities->mentions[entities->members[i]];
        if (mention->form != HSY_FORM_NAME || is_empty(mention->name)) continue;
        counts[mention->sort]++;
        naming->sure |= hsy_wording_letters(scene->lexicon, mention->name) > 1 ||
                        !hsy_lexicon_begins(scene->lexicon, mention->name.start);
    }
    for (uint8_t sort = 0; sort < HSY_SORTS; sort++)
        if (counts[sort] > counts[naming->sort]) naming->sort = sort;
}

/* What the words of a name say where they leave no doubt: "Fenwick Homes Ltd" is a body, whatever the mention head says
 * of it. */
static void judge_words(const hsy_scene *scene, hsy_naming *naming) {
    uint32_t number = naming->person != HSY_NONE ? naming->person : naming->thing;
    if (number == HSY_NONE) return;
    hsy_phrase phrase = hsy_phrase_read(scene->lexicon, scene->entities->mentions[number].name);
    hsy_kind_guess guess = hsy_kind_of_name(scene->lexicon, &phrase);
    bool body = guess.kind == HEARSAY_KIND_ORGANIZATION || guess.kind == HEARSAY_KIND_OUTLET;
    if (guess.weight < 3 || !body) return;
    if (naming->person != HSY_NONE) naming->thing = number;
    naming->person = HSY_NONE;
    naming->sort = HSY_SORT_ORGANIZATION;
}

/* Of several persons of one surname the one who is mentioned most. */
static void learn_surname(const hsy_scene *scene, hsy_names *names, uint32_t entity) {
    const hsy_entities *entities = scene->entities;
    if (names->entities[entity].person == HSY_NONE) return;
    hsy_words name = entities->mentions[names->entities[entity].person].name;
    uint32_t *known = &names->surname[scene->lexicon->number[name.end - 1]];
    uint32_t size = entities->first[entity + 1] - entities->first[entity];
    if (*known == HSY_NONE || size > entities->first[*known + 1] - entities->first[*known]) *known = entity;
}

hearsay_status hsy_names_read(const hsy_scene *scene, hsy_names **names, hearsay_error *error) {
    const hsy_entities *entities = scene->entities;
    hsy_names *made = HSY_NEW(scene->work, hsy_names, 1);
    if (made == NULL) return hsy_fail_memory(error);
    made->entities = HSY_NEW(scene->work, hsy_naming, entities->entity_count);
    made->who = HSY_NEW(scene->work, uint32_t, scene->attributions->count);
    made->same = HSY_NEW(scene->work, uint32_t, entities->entity_count);
    made->surname = HSY_NEW(scene->work, uint32_t, scene->lexicon->entry_count);
    if (made->entities == NULL || made->who == NULL || made->same == NULL || made->surname == NULL)
        return hsy_fail_memory(error);
    memset(made->surname, 0xFF, scene->lexicon->entry_count * sizeof *made->surname);
    for (uint32_t entity = 0; entity < entities->entity_count; entity++) {
        made->same[entity] = entity;
        made->entities[entity] = (hsy_naming){
            .person = person_of(scene, entity),
            .thing = thing_of(scene, entity),
            .described = described_of(scene, entity),
            .joined = joined_of(entities, entity),
        };
        judge_names(scene, entity, &made->entities[entity]);
        judge_words(scene, &made->entities[entity]);
        learn_surname(scene, made, entity);
    }
    for (size_t i = 0; i < scene->attributions->count; i++)
        made->who[i] = entities->source[i];
    static const char curly[] = "\xE2\x80\x99";
    for (size_t word = 0; word < scene->tokens->word_count && !made->curly; word++) {
        hsy_str given = scene->lexicon->given[word];
        made->curly = given.size >= 3 && memcmp(given.data, curly, 3) == 0;
    }
    *names = made;
    return hsy_offices_join(scene, made, error);
}
