/* SPDX-License-Identifier: Apache-2.0 */
#include "speaker/meant.h"

#include "speaker/identity/latest.h"
#include "speaker/kind/kind.h"
#include "speaker/words/nouns.h"
#include "speaker/words/use.h"

enum {
    LOOK_BACK = 80, /* mentions before it among which somebody is looked for */
    OTHERS = 3,     /* those who cannot be meant, at most */
};

/* Entities that cannot be meant: whoever speaks of others as "he" or "she". */
typedef struct not_meant {
    uint32_t entities[OTHERS];
    size_t count;
} not_meant;

static uint32_t entity_of(const hsy_scene *scene, uint32_t number) {
    return hsy_name_root(scene->names, scene->entities->mentions[number].entity);
}

static const hsy_naming *naming_of(const hsy_scene *scene, uint32_t number) {
    return &scene->names->entities[entity_of(scene, number)];
}

/* --- Who cannot be meant ------------------------------------------------------------------------------------------ */

static void exclude(const hsy_scene *scene, size_t attribution, not_meant *others) {
    if (attribution >= scene->attributions->count || others->count == OTHERS) return;
    uint32_t who = scene->names->who[attribution];
    if (who != HSY_NONE) others->entities[others->count++] = entity_of(scene, who);
}

static bool is_excluded(const not_meant *others, uint32_t entity) {
    for (size_t i = 0; i < others->count; i++)
        if (others->entities[i] == entity) return true;
    return false;
}

/* "Begged her to go": straight behind the cue a pronoun is whoever is begged, not the one who begs. */
static bool is_object(const hsy_scene *scene, const hsy_attribution *attribution, const hsy_mention *mention) {
    static const char *const subjects[] = {"he", "she", "they", "it", NULL};
    if (attribution->content_count == 0) return false;
    const hsy_entities *entities = scene->entities; /* "her" is an owner where a longer mention begins with it */
    uint32_t first = hsy_mention_from(entities, mention->words.start);
    if (entities->mentions[first].words.end > mention->words.end) return false;
    return mention->words.start == attribution->content[0].start && mention->words.start == attribution->cue.end &&
           !hsy_phrase_is(scene->lexicon, mention->words.start, subjects);
}

/* In his own quotation nobody is "he". */
static not_meant others_than(const hsy_scene *scene, size_t number, const hsy_mention *mention) {
    const hsy_attribution *attribution = &scene->attributions->items[number];
    not_meant others = {.count = 0};
    if (mention->speech != HSY_NONE) exclude(scene, mention->speech, &others);
    if (is_object(scene, attribution, mention)) exclude(scene, number, &others);
    return others;
}

/* --- Persons ------------------------------------------------------------------------------------------------------ */

/* "he or she", "his or her" is nobody. */
static bool is_either(const hsy_lexicon *lexicon, hsy_words words) {
    static const char *const links[] = {"or", "/", NULL};
    bool before = words.start > 1 && hsy_phrase_is(lexicon, words.start - 1, links) &&
                  hsy_lexicon_is(lexicon, words.start - 2, HSY_WORD_PRONOUN);
    bool behind = words.end + 1 < lexicon->tokens->word_count && hsy_phrase_is(lexicon, words.end, links) &&
                  hsy_lexicon_is(lexicon, words.end + 1, HSY_WORD_PRONOUN);
    return before || behind;
}

/* A person without a name: "my grandfather", "the driver"; of a sex that goes with the pronoun's. */
static bool is_somebody(const hsy_scene *scene, uint32_t number, uint8_t sex) {
    const hsy_mention *mention = &scene->entities->mentions[number];
    const hsy_naming *naming = naming_of(scene, number);
    if (mention->sort != HSY_SORT_PERSON || mention->form <= HSY_FORM_NAME || mention->number != HSY_NUMBER_ONE)
        return false;
    if (naming->person != HSY_NONE || naming->thing != HSY_NONE) return false;
    const hsy_entry *noun = hsy_lexicon_at(scene->lexicon, mention->head);
    if ((hsy_noun_class(noun->text) & HSY_NOUN_PERSON) == 0) return false; /* "the crew" */
    return noun->noun == sex || noun->noun == HSY_SEX_UNKNOWN;
}

/* The latest person by name before the mention who may be meant, if nobody without a name stands between. */
static uint32_t latest_person(const hsy_scene *scene, uint32_t number, uint8_t sex, const not_meant *others) {
    const hsy_entities *entities = scene->entities;
    for (uint32_t i = number, tried = 0; i > 0 && tried < LOOK_BACK; tried++) {
        const hsy_mention *mention = &entities->mentions[--i];
        uint32_t person = naming_of(scene, i)->person;
        if (mention->words.end <= entities->mentions[number].words.start && is_somebody(scene, i, sex) &&
            !is_excluded(others, entity_of(scene, i)))
            return HSY_NONE;
        if (person == HSY_NONE || mention->joined || is_excluded(others, entity_of(scene, i))) continue;
        if (mention->words.end > entities->mentions[number].words.start) continue;
        uint8_t other = entities->mentions[person].name_sex;
        if (other == sex || other == HSY_SEX_UNKNOWN || sex == HSY_SEX_UNKNOWN) return i;
    }
    return HSY_NONE;
}

/* Whether coreference has led it to a person without a name: "a former cook". */
static bool is_led_to_somebody(const hsy_scene *scene, const hsy_naming *naming) {
    if (naming->person != HSY_NONE || naming->thing != HSY_NONE || naming->described == HSY_NONE) return false;
    return scene->entities->mentions[naming->described].sort == HSY_SORT_PERSON;
}

/* "My grandfather knew it. He told me": somebody without a name who is spoken of in the same speech, and in it the one
 * of that name is not. */
static bool is_about_somebody(const hsy_scene *scene, uint32_t number, uint8_t sex) {
    const hsy_entities *entities = scene->entities;
    uint32_t speech = entities->mentions[number].speech, entity = entity_of(scene, number);
    for (uint32_t i = number, tried = 0; speech != HSY_NONE && i > 0 && tried < LOOK_BACK; tried++) {
        const hsy_mention *mention = &entities->mentions[--i];
        if (mention->speech != speech) continue;
        if (entity_of(scene, i) == entity) return false;
        if (is_somebody(scene, i, sex) && hsy_lexicon_at(scene->lexicon, mention->head)->noun == sex) return true;
    }
    return false;
}

static uint32_t meant_by_person(const hsy_scene *scene, size_t attribution, uint32_t number) {
    const hsy_mention *mention = &scene->entities->mentions[number];
    if (is_either(scene->lexicon, mention->words)) return HSY_NONE;
    not_meant others = others_than(scene, attribution, mention);
    const hsy_naming *naming = naming_of(scene, number);
    bool excluded = is_excluded(&others, entity_of(scene, number));
    uint8_t sex = mention->form == HSY_FORM_HE ? HSY_SEX_MALE : HSY_SEX_FEMALE;
    if (!excluded && naming->person != HSY_NONE) return is_about_somebody(scene, number, sex) ? HSY_NONE : number;
    if (!excluded && is_led_to_somebody(scene, naming)) return HSY_NONE;
    return latest_person(scene, number, sex, &others);
}

/* --- Two ---------------------------------------------------------------------------------------------------------- */

/* The two who were named last before it, if they were in one sentence: that of the mention or the one before it. */
static size_t last_two(const hsy_scene *scene, uint32_t number, uint32_t found[HSY_MEANT]) {
    const hsy_entities *entities = scene->entities;
    const hsy_word *words = scene->tokens->words;
    size_t count = 0;
    uint32_t sentence = words[entities->mentions[number].head].sentence;
    for (uint32_t i = number, tried = 0; i > 0 && tried < LOOK_BACK; tried++) {
        const hsy_mention *mention = &entities->mentions[--i];
        uint32_t here = words[mention->head].sentence;
        if (here + 1 < sentence || (count > 0 && here != words[entities->mentions[found[0]].head].sentence)) break;
        if (naming_of(scene, i)->person == HSY_NONE || mention->joined) continue;
        if (count > 0 && entity_of(scene, found[0]) == entity_of(scene, i)) continue;
        if (count == HSY_MEANT) {
            if (entity_of(scene, found[1]) != entity_of(scene, i)) return 0; /* three */
            continue;
        }
        found[count++] = i;
    }
    if (count < HSY_MEANT) return 0;
    uint32_t first = found[1]; /* in the order of the text */
    found[1] = found[0];
    found[0] = first;
    return count;
}

static bool is_pair(const hsy_scene *scene, const hsy_mention *mention) {
    return mention->form == HSY_FORM_DEFINITE && hsy_use_has(scene->lexicon, mention->head, "pair");
}

/* "The couple": two who were named together before, or those who were named last. */
static size_t meant_by_pair(const hsy_scene *scene, uint32_t number, uint32_t found[HSY_MEANT]) {
    const hsy_entities *entities = scene->entities;
    size_t count = last_two(scene, number, found);
    for (uint32_t i = number, tried = 0; count == 0 && i > 0 && tried < LOOK_BACK; tried++)
        if (entities->mentions[--i].joined && entities->mentions[i].sort == HSY_SORT_PERSON) {
            found[0] = i;
            return 1;
        }
    return count;
}

/* "They", of whom nothing is known: the pair that was spoken of last, not far before, or two in the same sentence. */
static size_t meant_by_they(const hsy_scene *scene, uint32_t number, uint32_t found[HSY_MEANT]) {
    enum { NEAR = 16, SENTENCES = 2 };
    const hsy_entities *entities = scene->entities;
    const hsy_word *words = scene->tokens->words;
    uint32_t sentence = words[entities->mentions[number].head].sentence;
    for (uint32_t i = number, tried = 0; i > 0 && tried < NEAR; tried++) {
        const hsy_mention *mention = &entities->mentions[--i];
        if (words[mention->head].sentence + SENTENCES < sentence) break;
        if (is_pair(scene, mention)) return meant_by_pair(scene, i, found);
        if (mention->number == HSY_NUMBER_MANY && mention->sort == HSY_SORT_PERSON && !mention->joined) return 0;
    }
    if (entities->mentions[number].speech != HSY_NONE) return 0;
    size_t count = last_two(scene, number, found); /* "Ana told Ivo that their house" */
    return count > 0 && words[entities->mentions[found[0]].head].sentence == sentence ? count : 0;
}

/* --- Bodies ------------------------------------------------------------------------------------------------------- */

/* "Its loss", "that it had failed"; elsewhere "it" is mostly a thing, or nothing ("they made it"). */
static bool is_subject(const hsy_scene *scene, const hsy_attribution *attribution, const hsy_mention *mention) {
    static const char *const openers[] = {"that", "and", "but", "because", "while", "when", "unless", NULL};
    if (mention->possessive || mention->form != HSY_FORM_IT) return true;
    if (attribution->content_count > 0 && mention->words.start == attribution->content[0].start) return true;
    return mention->words.start > 0 && hsy_phrase_is(scene->lexicon, mention->words.start - 1, openers);
}

static uint32_t meant_by_thing(const hsy_scene *scene, size_t attribution, uint32_t number) {
    const hsy_naming *naming = naming_of(scene, number);
    const hsy_attribution *said = &scene->attributions->items[attribution];
    if (!is_subject(scene, said, &scene->entities->mentions[number])) return HSY_NONE;
    if (naming->person != HSY_NONE) return HSY_NONE; /* no person is "it" */
    if (naming->thing != HSY_NONE) return number;
    return naming->described == HSY_NONE ? HSY_NONE : hsy_latest_body(scene, naming->described);
}

/* Whether a noun can stand for one of that name: no lawyer is a body, no company a person. */
static bool agrees(const hsy_scene *scene, const hsy_mention *mention, const hsy_naming *naming) {
    hsy_str noun = hsy_lexicon_at(scene->lexicon, mention->head)->text;
    uint32_t class = hsy_noun_class(noun) & HSY_NOUN_KINDS;
    bool person = naming->person != HSY_NONE;
    if (hsy_str_ends(noun, "-year-old")) return person;
    if (is_pair(scene, mention)) return false;
    if (class == 0 || (class & HSY_NOUN_CHANNEL) != 0) return true;
    return person ? (class & HSY_NOUN_PERSON) != 0 : (class & ~(uint32_t)(HSY_NOUN_PERSON | HSY_NOUN_GROUP)) != 0;
}

static size_t meant_by_noun(const hsy_scene *scene, size_t attribution, uint32_t number, uint32_t found[HSY_MEANT]) {
    const hsy_mention *mention = &scene->entities->mentions[number];
    const hsy_naming *naming = naming_of(scene, number);
    bool named = naming->person != HSY_NONE || naming->thing != HSY_NONE;
    if (named && agrees(scene, mention, naming)) {
        found[0] = number;
        return 1;
    }
    if (is_pair(scene, mention)) return meant_by_pair(scene, number, found);
    if (mention->form == HSY_FORM_DEFINITE &&
        hsy_str_ends(hsy_lexicon_at(scene->lexicon, mention->head)->text, "-year-old")) {
        not_meant others = others_than(scene, attribution, mention);
        found[0] = latest_person(scene, number, HSY_SEX_UNKNOWN, &others);
    } else
        found[0] = hsy_latest_body(scene, number);
    return found[0] != HSY_NONE ? 1 : 0;
}

/* --- Together ----------------------------------------------------------------------------------------------------- */

/* "Everyone asks if I nap": in what another one says, but in no quotation of that other, the first person is whoever
 * tells of it. */
static uint32_t meant_by_first(const hsy_scene *scene, size_t number_of, uint32_t number) {
    const hsy_attribution *attribution = &scene->attributions->items[number_of];
    if (attribution->inside >= scene->attributions->count || attribution->content_count == 0) return HSY_NONE;
    if (!hsy_lexicon_is(scene->lexicon, attribution->content[0].start, HSY_WORD_LETTERS)) return HSY_NONE;
    return naming_of(scene, number)->person == HSY_NONE ? HSY_NONE : number;
}

size_t hsy_meant_find(const hsy_scene *scene, size_t attribution, uint32_t number, uint32_t found[HSY_MEANT]) {
    const hsy_naming *naming = naming_of(scene, number);
    switch (scene->entities->mentions[number].form) {
    case HSY_FORM_WE:
    case HSY_FORM_YOU:
    case HSY_FORM_DEMONSTRATIVE:
    case HSY_FORM_OTHER_PRONOUN:
        return 0;
    case HSY_FORM_I:
        found[0] = meant_by_first(scene, attribution, number);
        break;
    case HSY_FORM_HE:
    case HSY_FORM_SHE:
        found[0] = meant_by_person(scene, attribution, number);
        break;
    case HSY_FORM_THEY:
        if (naming->joined != HSY_NONE) {
            found[0] = naming->joined;
            break;
        }
        if (naming->person == HSY_NONE && naming->thing == HSY_NONE && naming->described == HSY_NONE)
            return meant_by_they(scene, number, found);
        if (naming->described != HSY_NONE && is_pair(scene, &scene->entities->mentions[naming->described]))
            return meant_by_pair(scene, naming->described, found);
        /* fall through */
    case HSY_FORM_IT:
        found[0] = meant_by_thing(scene, attribution, number);
        break;
    case HSY_FORM_NAME:
        found[0] = number;
        break;
    default:
        return meant_by_noun(scene, attribution, number, found);
    }
    return found[0] != HSY_NONE ? 1 : 0;
}
