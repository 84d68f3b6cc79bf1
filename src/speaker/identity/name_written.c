/* SPDX-License-Identifier: Apache-2.0 */
/* A mention in words, by the fullest name of whom it stands for. */
#include "speaker/identity/naming.h"
#include "speaker/words/nouns.h"
#include "speaker/words/use.h"

static uint32_t noun_class(const hsy_lexicon *lexicon, uint32_t word) {
    return hsy_noun_class(hsy_lexicon_at(lexicon, word)->text);
}

bool hsy_name_has(const hsy_names *names, uint32_t entity) {
    return names->entities[entity].person != HSY_NONE || names->entities[entity].thing != HSY_NONE;
}

static void add_words(const hsy_scene *scene, hsy_words words, hsy_buffer *out) {
    hsy_span span = hsy_words_span(scene->tokens, words);
    hsy_buffer_add(out, scene->story->text.data + span.start, span.end - span.start);
}

bool hsy_name_write_entity(const hsy_scene *scene, uint32_t entity, hsy_buffer *out) {
    const hsy_naming *naming = &scene->names->entities[entity];
    uint32_t number = naming->person != HSY_NONE ? naming->person : naming->thing;
    if (number == HSY_NONE) return false;
    const hsy_mention *mention = &scene->entities->mentions[number];
    add_words(
        scene,
        hsy_wording_trim(scene->lexicon, number == naming->person ? mention->name : hsy_name_thing(scene, mention)),
        out);
    return true;
}

/* Whether each word of the shorter name, or each letter of an abbreviation, is found again in the longer one. */
static bool shortens(const hsy_lexicon *lexicon, hsy_words shorter, hsy_words longer) {
    bool all = true;
    for (uint32_t word = shorter.start; word < shorter.end && all; word++) {
        bool found = !hsy_lexicon_is(lexicon, word, HSY_WORD_LETTERS);
        for (uint32_t other = longer.start; other < longer.end && !found; other++)
            found = lexicon->number[word] == lexicon->number[other];
        all = found;
    }
    return all || hsy_wording_letters(lexicon, shorter) == 1;
}

/* "Dial magazine's report this week": when it was is no part of what it is called. */
static hsy_words without_time(const hsy_scene *scene, hsy_words words, uint32_t head) {
    const hsy_entities *entities = scene->entities;
    for (uint32_t i = hsy_mention_from(entities, head + 1);
         i < entities->count && entities->mentions[i].words.start < words.end; i++) {
        const hsy_mention *time = &entities->mentions[i];
        if (time->sort != HSY_SORT_TIME || time->words.end != words.end || time->words.start <= words.start) continue;
        words.end = time->words.start;
        if (words.end > head + 1 && hsy_lexicon_is(scene->lexicon, words.end - 1, HSY_WORD_PREPOSITION)) words.end--;
        break;
    }
    return words;
}

/* Many people by the name of what they belong to: "Democrats", "Americans". */
static bool is_class(const hsy_mention *mention) {
    return mention->sort == HSY_SORT_PERSON && mention->number == HSY_NUMBER_MANY && !mention->person;
}

/* The words in which a name that is no person's stands, at most up to the end of what is meant. */
static bool write_own_thing(const hsy_scene *scene, const hsy_mention *mention, hsy_words words, hsy_buffer *out) {
    const hsy_naming *naming = &scene->names->entities[mention->entity];
    if (naming->thing != HSY_NONE) {
        const hsy_mention *fullest = &scene->entities->mentions[naming->thing];
        if (hsy_wording_letters(scene->lexicon, fullest->name) > hsy_wording_letters(scene->lexicon, mention->name) &&
            shortens(scene->lexicon, mention->name, fullest->name) &&
            hsy_wording_letters(scene->lexicon, mention->name) < 4) {
            add_words(scene, hsy_wording_trim(scene->lexicon, hsy_name_thing(scene, fullest)), out);
            return true;
        }
    }
    hsy_words own = mention->words;
    if (own.end > words.end && words.end > mention->head) own.end = words.end;
    own = without_time(scene, hsy_wording_core(scene->lexicon, own, mention->head), mention->head);
    if (own.start < mention->name.start && hsy_lexicon_is(scene->lexicon, own.start, HSY_WORD_DETERMINER) &&
        own.start + 1 == mention->name.start)
        own.start++;
    hsy_wording_write(scene, own, mention->entity, true, out);
    return !is_class(mention);
}

/* "The book" is no first lady. */
static bool share_kind(const hsy_lexicon *lexicon, const hsy_mention *one, const hsy_mention *other) {
    uint32_t a = noun_class(lexicon, one->head) & HSY_NOUN_KINDS, b = noun_class(lexicon, other->head) & HSY_NOUN_KINDS;
    return a == 0 || b == 0 || (a & b) != 0;
}

static void write_description(const hsy_scene *scene, uint32_t number, hsy_words words, hsy_buffer *out) {
    const hsy_mention *mention = &scene->entities->mentions[number];
    const hsy_naming *naming = &scene->names->entities[mention->entity];
    if (naming->described != HSY_NONE && naming->described != number) {
        const hsy_mention *other = &scene->entities->mentions[naming->described];
        hsy_words own = hsy_wording_core(scene->lexicon, words, mention->head);
        hsy_words full = hsy_wording_core(scene->lexicon, other->words, other->head);
        bool pointing = hsy_form_is_pronoun(mention->form) || mention->form == HSY_FORM_DEFINITE ||
                        mention->form == HSY_FORM_THIS || mention->form == HSY_FORM_BARE;
        bool kind = hsy_form_is_pronoun(mention->form) || share_kind(scene->lexicon, mention, other);
        if (hsy_form_is_pronoun(mention->form) ||
            (pointing && kind &&
             hsy_wording_letters(scene->lexicon, full) + (other->form == HSY_FORM_INDEFINITE) >
                 hsy_wording_letters(scene->lexicon, own))) {
            hsy_wording_write(scene, full, mention->entity, false, out);
            return;
        }
    }
    hsy_words own = words;
    if (mention->head >= own.start && mention->head < own.end)
        own = without_time(scene, hsy_wording_core(scene->lexicon, own, mention->head), mention->head);
    else
        own = hsy_wording_trim(scene->lexicon, own);
    hsy_wording_write(scene, own, mention->entity, false, out);
}

/* Whether the entity's name stood before: "a clerk" is then somebody else than coreference thinks. */
static bool is_named_before(const hsy_scene *scene, const hsy_mention *mention) {
    const hsy_entities *entities = scene->entities;
    const hsy_mention *first = &entities->mentions[entities->members[entities->first[mention->entity]]];
    return first->form == HSY_FORM_NAME && first->words.end <= mention->words.start &&
           scene->tokens->words[first->head].paragraph > 0;
}

/* Whether a description can stand for one of this name: no magazine is a person, no lawyer a body. */
static bool agrees(const hsy_scene *scene, const hsy_mention *mention, bool person) {
    if (mention->form == HSY_FORM_HE || mention->form == HSY_FORM_SHE) return person;
    if (mention->form <= HSY_FORM_NAME) return true;
    if (mention->form == HSY_FORM_INDEFINITE && is_named_before(scene, mention)) return false;
    uint32_t class = noun_class(scene->lexicon, mention->head) & HSY_NOUN_KINDS;
    if (class == 0) return !person || mention->sort != HSY_SORT_ORGANIZATION;
    if (person) return (class & (HSY_NOUN_PERSON | HSY_NOUN_CHANNEL)) != 0;
    return (class & ~(uint32_t)(HSY_NOUN_PERSON | HSY_NOUN_GROUP)) != 0;
}

/* Whether a name has a word in common with the entity's, or is a first name, an initial or a nickname alone. */
static bool is_form_of(const hsy_scene *scene, const hsy_mention *mention, const hsy_mention *fullest) {
    hsy_words own = hsy_name_bare(scene->lexicon, mention->name);
    if (hsy_wording_letters(scene->lexicon, own) < 2) return true;
    for (uint32_t word = own.start; word < own.end; word++)
        for (uint32_t other = fullest->name.start; other < fullest->name.end; other++)
            if (scene->lexicon->number[word] == scene->lexicon->number[other] &&
                hsy_lexicon_is(scene->lexicon, word, HSY_WORD_LETTERS))
                return true;
    return false;
}

/* "Nora's sister" is not Nora, whatever coreference thinks. */
static bool is_own_owner(const hsy_scene *scene, const hsy_mention *mention) {
    if (mention->form != HSY_FORM_POSSESSED) return false;
    const hsy_entities *entities = scene->entities;
    uint32_t entity = hsy_name_root(scene->names, mention->entity);
    for (uint32_t i = hsy_mention_from(entities, mention->words.start);
         i < entities->count && entities->mentions[i].words.start == mention->words.start; i++)
        if (entities->mentions[i].possessive && entities->mentions[i].words.end < mention->words.end &&
            hsy_name_root(scene->names, entities->mentions[i].entity) == entity)
            return true;
    return false;
}

bool hsy_name_write(const hsy_scene *scene, uint32_t number, hsy_words words, hsy_buffer *out) {
    const hsy_mention *mention = &scene->entities->mentions[number];
    const hsy_naming *naming = &scene->names->entities[mention->entity];
    bool is_name = mention->form == HSY_FORM_NAME && mention->name.start < mention->name.end &&
                   !hsy_name_is_office(scene, mention);
    bool nobody = mention->form == HSY_FORM_OTHER_PRONOUN && hsy_use_has(scene->lexicon, mention->head, "anybody");
    if (nobody || is_own_owner(scene, mention)) {
        hsy_wording_write(scene, hsy_wording_core(scene->lexicon, words, mention->head), mention->entity, false, out);
        return false;
    }
    if (is_name && mention->person && naming->person != HSY_NONE &&
        !is_form_of(scene, mention, &scene->entities->mentions[naming->person])) {
        add_words(scene, hsy_wording_trim(scene->lexicon, mention->name), out);
        return true;
    }
    if (naming->person != HSY_NONE && (mention->person || !is_name) && agrees(scene, mention, true))
        return hsy_name_write_entity(scene, mention->entity, out);
    if (is_name) return write_own_thing(scene, mention, words, out);
    bool only_person =
        naming->thing != HSY_NONE && naming->person != HSY_NONE && scene->entities->mentions[naming->thing].person;
    if (naming->thing != HSY_NONE && !only_person && agrees(scene, mention, false)) {
        const hsy_mention *thing = &scene->entities->mentions[naming->thing];
        add_words(scene, hsy_wording_trim(scene->lexicon, hsy_name_thing(scene, thing)), out);
        return !is_class(thing);
    }
    write_description(scene, number, words, out);
    return false;
}
