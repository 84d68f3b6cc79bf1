/* SPDX-License-Identifier: Apache-2.0 */
#include "speaker/identity/latest.h"

#include "speaker/identity/known.h"
#include "speaker/identity/outlet.h"
#include "speaker/identity/plural.h"
#include "speaker/words/nouns.h"
#include "speaker/words/use.h"

enum {
    LOOK_BACK = 80,   /* mentions before it among which somebody is looked for */
    SOURCES_BACK = 8, /* attributions before it */
    MARGIN = 1,       /* so many mentions more outweigh being nearer */
    SHORT = 5,        /* words of a description that only points back */
};

static const hsy_naming *naming_of(const hsy_scene *scene, const hsy_mention *mention) {
    return &scene->names->entities[hsy_name_root(scene->names, mention->entity)];
}

static bool is_sex(uint8_t form) {
    return form == HSY_FORM_HE || form == HSY_FORM_SHE;
}

/* --- Persons ----------------------------------------------------------------------------------------------------- */

static uint8_t sex_of(const hsy_scene *scene, const hsy_mention *mention) {
    if (mention->form == HSY_FORM_HE) return HSY_SEX_MALE;
    if (mention->form == HSY_FORM_SHE) return HSY_SEX_FEMALE;
    return hsy_lexicon_at(scene->lexicon, mention->head)->noun;
}

/* The latest person by name before it whose sex does not speak against it, but not who is speaking around it. */
static uint32_t latest_person(const hsy_scene *scene, size_t attribution, uint32_t number) {
    const hsy_entities *entities = scene->entities;
    uint8_t sex = sex_of(scene, &entities->mentions[number]);
    size_t inside = scene->attributions->items[attribution].inside;
    uint32_t around = inside < attribution ? scene->names->who[inside] : HSY_NONE;
    for (uint32_t i = number, tried = 0; i > 0 && tried < LOOK_BACK; tried++) {
        const hsy_mention *mention = &entities->mentions[--i];
        uint32_t entity = hsy_name_root(scene->names, mention->entity);
        if (scene->names->entities[entity].person == HSY_NONE || mention->joined) continue;
        if (mention->words.end > entities->mentions[number].words.start) continue;
        if (around != HSY_NONE && hsy_name_root(scene->names, entities->mentions[around].entity) == entity) continue;
        uint8_t other = entities->mentions[scene->names->entities[entity].person].name_sex;
        if (other == sex || other == HSY_SEX_UNKNOWN || sex == HSY_SEX_UNKNOWN) return i;
    }
    return HSY_NONE;
}

/* Who spoke last on the same level, if it was one person by name. */
static uint32_t last_speaker(const hsy_scene *scene, size_t attribution, uint32_t number) {
    const hsy_entities *entities = scene->entities;
    const hsy_attribution *items = scene->attributions->items;
    uint8_t sex = sex_of(scene, &entities->mentions[number]);
    for (size_t back = 1; back <= SOURCES_BACK && back <= attribution; back++) {
        uint32_t who = scene->names->who[attribution - back];
        if (items[attribution - back].inside != items[attribution].inside || who == HSY_NONE) continue;
        const hsy_naming *naming = naming_of(scene, &entities->mentions[who]);
        if (naming->person == HSY_NONE || entities->mentions[who].joined) continue;
        uint8_t other = entities->mentions[naming->person].name_sex;
        if (other == sex || other == HSY_SEX_UNKNOWN || sex == HSY_SEX_UNKNOWN) return who;
        return HSY_NONE;
    }
    return HSY_NONE;
}

/* "the 30-year-old", "the tycoon": more about somebody who is known already. "The judge", "the spokesman" is nobody
 * else, even where no name was given before. */
static bool takes_up(const hsy_scene *scene, const hsy_mention *mention) {
    uint32_t class = hsy_noun_class(hsy_lexicon_at(scene->lexicon, mention->head)->text);
    if ((class & (HSY_NOUN_VOICE | HSY_NOUN_INSIDE | HSY_NOUN_KIN)) != 0) return false;
    if ((class & HSY_NOUN_KINDS & ~(uint32_t)HSY_NOUN_PERSON) != 0) return false;
    bool placed = false; /* "the Vermont senator", but not "the chairman" */
    for (uint32_t word = mention->words.start; word < mention->head; word++)
        placed |= hsy_lexicon_is_name(scene->lexicon, word);
    if ((class & HSY_NOUN_OFFICE) != 0 && !placed) return false;
    return mention->sort == HSY_SORT_PERSON || (class & HSY_NOUN_PERSON) != 0;
}

/* --- Bodies ------------------------------------------------------------------------------------------------------ */

static bool is_outlet(const hsy_scene *scene, const hsy_mention *mention) {
    hsy_words words = hsy_outlet_in(scene->lexicon, mention->name);
    return words.start < words.end;
}

/* A body by name that a noun such as "the firm" may take up. */
static bool is_body(const hsy_scene *scene, const hsy_mention *mention, bool press) {
    const hsy_naming *naming = naming_of(scene, mention);
    if (naming->person != HSY_NONE || naming->thing == HSY_NONE || mention->joined) return false;
    const hsy_mention *thing = &scene->entities->mentions[naming->thing];
    if (is_outlet(scene, thing)) return press;
    return !press && naming->sort == HSY_SORT_ORGANIZATION && thing->number != HSY_NUMBER_MANY;
}

static uint32_t speaking_body(const hsy_scene *scene, size_t attribution, bool press) {
    const hsy_attribution *items = scene->attributions->items;
    for (size_t back = 1; back <= SOURCES_BACK && back <= attribution; back++) {
        uint32_t who = scene->names->who[attribution - back];
        if (items[attribution - back].inside != items[attribution].inside || who == HSY_NONE) continue;
        if (is_body(scene, &scene->entities->mentions[who], press)) return who;
    }
    return HSY_NONE;
}

/* In the sentence before, or before it in its own. */
static uint32_t near_body(const hsy_scene *scene, uint32_t number, bool press) {
    const hsy_entities *entities = scene->entities;
    const hsy_word *words = scene->tokens->words;
    uint32_t sentence = words[entities->mentions[number].head].sentence;
    uint32_t paragraph = words[entities->mentions[number].head].paragraph;
    for (uint32_t i = number, tried = 0; i > 0 && tried < LOOK_BACK; tried++) {
        const hsy_mention *mention = &entities->mentions[--i];
        if (words[mention->head].sentence + 1 < sentence || words[mention->head].paragraph != paragraph) break;
        if (mention->words.end <= entities->mentions[number].words.start && mention->form == HSY_FORM_NAME &&
            is_body(scene, mention, press))
            return i;
    }
    return HSY_NONE;
}

/* Named in the first paragraph or the headline: what the story is about counts more. */
static uint32_t leads_story(const hsy_scene *scene, uint32_t entity) {
    const hsy_entities *entities = scene->entities;
    uint32_t first = entities->members[entities->first[entity]];
    return scene->tokens->words[entities->mentions[first].head].paragraph == 0 ? 2 : 0;
}

/* Of the bodies named not far before it the one mentioned most, and of those the latest: a story about a firm calls it
 * "the company" after others have been named too. */
static uint32_t named_body(const hsy_scene *scene, uint32_t number, bool press) {
    enum { BODIES = 12 };
    const hsy_entities *entities = scene->entities;
    uint32_t found[BODIES], entity[BODIES], counts[BODIES];
    size_t count = 0;
    for (uint32_t i = number, tried = 0; i > 0 && tried < LOOK_BACK; tried++) {
        const hsy_mention *mention = &entities->mentions[--i];
        uint32_t root = hsy_name_root(scene->names, mention->entity);
        size_t at = 0;
        while (at < count && entity[at] != root)
            at++;
        if (at < count) {
            counts[at]++;
            continue;
        }
        if (count == BODIES || mention->words.end > entities->mentions[number].words.start ||
            mention->form != HSY_FORM_NAME || !is_body(scene, mention, press))
            continue;
        found[count] = i, entity[count] = root, counts[count++] = 1 + leads_story(scene, root);
    }
    size_t best = 0;
    for (size_t i = 1; i < count; i++)
        if (counts[i] > counts[best] + MARGIN) best = i;
    return count == 0 ? HSY_NONE : found[best];
}

/* "the firm", "the US firm", "the Netherby manager", but not "the Lund team", nor "the other company". */
static bool points_back(const hsy_scene *scene, const hsy_mention *mention) {
    const hsy_entities *entities = scene->entities;
    if (mention->form != HSY_FORM_DEFINITE || mention->number != HSY_NUMBER_ONE || mention->joined) return false;
    if (mention->words.end - mention->words.start > SHORT) return false;
    for (uint32_t word = mention->words.start; word < mention->words.end; word++)
        if (hsy_use_has(scene->lexicon, word, "unlike")) return false;
    bool person = (hsy_noun_class(hsy_lexicon_at(scene->lexicon, mention->head)->text) & HSY_NOUN_PERSON) != 0;
    for (uint32_t i = hsy_mention_from(entities, mention->words.start);
         i < entities->count && entities->mentions[i].words.start < mention->words.end; i++) {
        const hsy_mention *inner = &entities->mentions[i];
        bool body = person && inner->sort == HSY_SORT_ORGANIZATION && !inner->person;
        if (inner->form == HSY_FORM_NAME && inner->sort != HSY_SORT_PLACE && !body) return false;
    }
    return true;
}

/* --- The one who says it ------------------------------------------------------------------------------------------ */

/* A person, and no more than one: by a name whose sex is known, by a noun for people. The mention head often takes the
 * short name of a firm for a person's, so that a name alone does not tell. */
static bool is_one_person(const hsy_scene *scene, const hsy_mention *mention) {
    const hsy_naming *naming = naming_of(scene, mention);
    if (mention->joined || mention->number == HSY_NUMBER_MANY || mention->form == HSY_FORM_THEY) return false;
    if (is_sex(mention->form)) return true;
    if (naming->person != HSY_NONE) {
        const hsy_mention *name = &scene->entities->mentions[naming->person];
        return name->name_sex == HSY_SEX_MALE || name->name_sex == HSY_SEX_FEMALE;
    }
    uint32_t class = hsy_noun_class(hsy_lexicon_at(scene->lexicon, mention->head)->text) & HSY_NOUN_KINDS;
    return naming->thing == HSY_NONE && (class & HSY_NOUN_PERSON) != 0;
}

/* Whether a pronoun can stand for what a source stands for: "it" for one that is no person, "they" for several, or for
 * a body. `sure`: the place of the pronoun speaks for it. */
static bool may_be(const hsy_scene *scene, const hsy_mention *pronoun, uint32_t who, bool sure) {
    const hsy_mention *other = &scene->entities->mentions[who];
    bool many = other->joined || other->number == HSY_NUMBER_MANY || other->form == HSY_FORM_THEY;
    if (other->form <= HSY_FORM_YOU || other->sort == HSY_SORT_TIME || is_one_person(scene, other)) return false;
    if (!sure && !many && (other->sort == HSY_SORT_PERSON || naming_of(scene, other)->person != HSY_NONE)) return false;
    if (pronoun->form == HSY_FORM_IT) return !many;
    return many || sure || other->sort == HSY_SORT_ORGANIZATION;
}

/* "The firm said it", "voters say that they": at the very beginning of what is said, outside of quotation marks, a
 * pronoun is the one who says it. */
static uint32_t holder(const hsy_scene *scene, size_t attribution, const hsy_mention *mention) {
    const hsy_attribution *items = scene->attributions->items;
    size_t inside = items[attribution].inside;
    if (inside >= attribution || items[inside].content_count == 0) return HSY_NONE;
    uint32_t start = items[inside].content[0].start, who = scene->names->who[inside];
    if (hsy_lexicon_equals(scene->lexicon, start, "that")) start++;
    if (who == HSY_NONE || mention->words.start != start || mention->speech != HSY_NONE) return HSY_NONE;
    return may_be(scene, mention, who, true) ? who : HSY_NONE;
}

/* "It added": who spoke last on the same level. */
static uint32_t speaker_before(const hsy_scene *scene, size_t attribution, const hsy_mention *mention) {
    const hsy_attribution *items = scene->attributions->items;
    for (size_t back = 1; back <= SOURCES_BACK && back <= attribution; back++) {
        uint32_t who = scene->names->who[attribution - back];
        if (items[attribution - back].inside != items[attribution].inside || who == HSY_NONE) continue;
        return may_be(scene, mention, who, false) ? who : HSY_NONE;
    }
    return HSY_NONE;
}

/* --- Together ---------------------------------------------------------------------------------------------------- */

/* Whether coreference has led it to a person, by name or by a description of one. */
static bool is_led_to_person(const hsy_scene *scene, const hsy_mention *mention) {
    const hsy_naming *naming = naming_of(scene, mention);
    if (naming->person != HSY_NONE) return true;
    if (naming->thing != HSY_NONE || naming->described == HSY_NONE) return false;
    return scene->entities->mentions[naming->described].sort == HSY_SORT_PERSON;
}

/* Whether its entity has a name, or a description that says more. */
static bool is_led(const hsy_scene *scene, const hsy_mention *mention) {
    const hsy_naming *naming = naming_of(scene, mention);
    if (naming->person != HSY_NONE || naming->thing != HSY_NONE) return true;
    if (naming->described == HSY_NONE) return false;
    const hsy_mention *described = &scene->entities->mentions[naming->described];
    hsy_words words = hsy_wording_core(scene->lexicon, described->words, described->head);
    return described->form != HSY_FORM_DEFINITE || words.end - words.start > SHORT;
}

/* "It", "they" of whom coreference knows nothing. */
static uint32_t unknown(const hsy_scene *scene, size_t attribution, uint32_t number) {
    const hsy_mention *mention = &scene->entities->mentions[number];
    uint32_t found = speaker_before(scene, attribution, mention);
    return found == HSY_NONE && mention->form == HSY_FORM_THEY ? hsy_plural_before(scene, number) : found;
}

uint32_t hsy_latest_find(const hsy_scene *scene, size_t attribution, uint32_t number) {
    const hsy_mention *mention = &scene->entities->mentions[number];
    if (is_sex(mention->form))
        return is_led_to_person(scene, mention) ? HSY_NONE : latest_person(scene, attribution, number);
    hsy_words source = scene->attributions->items[attribution].source;
    if (mention->form == HSY_FORM_IT || mention->form == HSY_FORM_THEY) {
        if (source.end - source.start > 2) return HSY_NONE; /* "they and others" */
        uint32_t found = holder(scene, attribution, mention);
        if (found != HSY_NONE) return found;
        const hsy_naming *naming = naming_of(scene, mention);
        if (naming->person != HSY_NONE || naming->thing != HSY_NONE || naming->joined != HSY_NONE) return HSY_NONE;
        if (naming->described != HSY_NONE && naming->described < number) {
            found = hsy_latest_find(scene, attribution, naming->described);
            if (found != HSY_NONE) return found;
            return scene->entities->mentions[naming->described].sort == HSY_SORT_ORGANIZATION ||
                           mention->form == HSY_FORM_THEY
                       ? HSY_NONE
                       : speaker_before(scene, attribution, mention);
        }
        return unknown(scene, attribution, number);
    }
    if (is_led(scene, mention) || !points_back(scene, mention)) return HSY_NONE;
    bool body = hsy_use_has(scene->lexicon, mention->head, "body");
    bool press = hsy_use_has(scene->lexicon, mention->head, "press");
    uint32_t found = press ? speaking_body(scene, attribution, true) : HSY_NONE;
    if (found == HSY_NONE && press) found = named_body(scene, number, true);
    if (found == HSY_NONE && body) found = near_body(scene, number, false);
    if (found == HSY_NONE && body) found = speaking_body(scene, attribution, false);
    if (found == HSY_NONE && body) found = named_body(scene, number, false);
    if (found != HSY_NONE || body || press) return found;
    return takes_up(scene, mention) ? last_speaker(scene, attribution, number) : HSY_NONE;
}

uint32_t hsy_latest_body(const hsy_scene *scene, uint32_t number) {
    const hsy_mention *mention = &scene->entities->mentions[number];
    if (mention->form != HSY_FORM_DEFINITE || is_led(scene, mention) || !points_back(scene, mention)) return HSY_NONE;
    uint32_t found = HSY_NONE;
    if (hsy_use_has(scene->lexicon, mention->head, "press")) found = named_body(scene, number, true);
    if (found == HSY_NONE && hsy_use_has(scene->lexicon, mention->head, "body"))
        found = named_body(scene, number, false);
    return found;
}

uint32_t hsy_latest_named(const hsy_scene *scene, uint32_t number) {
    return named_body(scene, number, false);
}
