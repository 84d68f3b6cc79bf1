/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What sort of source each one is. Its own words decide where their head noun tells ("the ministry", "a letter"); a
 * name is judged by its words, by the lists of bodies and outlets, and by what else the story calls its bearer; a
 * pronoun by that alone.
 */
#include <string.h>

#include "speaker/identity/naming.h"
#include "speaker/kind/kind.h"

enum {
    NAME = 8,    /* words at the beginning of a mention among which one of a name is looked for */
    MEMBERS = 32 /* mentions of an entity that are looked at, from its first on */
};

hearsay_kind hsy_kind_of_noun(const hsy_phrase *phrase) {
    uint32_t noun = phrase->noun;
    bool many = phrase->plural || phrase->amount == HSY_AMOUNT_SHARE;
    bool bodies = (noun & HSY_NOUN_PLURAL) != 0 && phrase->amount != HSY_AMOUNT_ONE;
    if ((noun & HSY_NOUN_PERSON) != 0) return many ? HEARSAY_KIND_GROUP : HEARSAY_KIND_PERSON;
    if ((noun & HSY_NOUN_GROUP) != 0) return HEARSAY_KIND_GROUP;
    if ((noun & HSY_NOUN_OUTLET) != 0) return HEARSAY_KIND_OUTLET;
    if ((noun & HSY_NOUN_ORGANIZATION) != 0) return bodies ? HEARSAY_KIND_GROUP : HEARSAY_KIND_ORGANIZATION;
    return (noun & HSY_NOUN_DOCUMENT) != 0 ? HEARSAY_KIND_DOCUMENT : HEARSAY_KIND_NONE;
}

/* --- By a mention ------------------------------------------------------------------------------ */

static hearsay_kind kind_of_sort(uint8_t sort, bool many) {
    switch (sort) {
    case HSY_SORT_PERSON:
        return many ? HEARSAY_KIND_GROUP : HEARSAY_KIND_PERSON;
    case HSY_SORT_ORGANIZATION:
    case HSY_SORT_PLACE:
        return many ? HEARSAY_KIND_GROUP : HEARSAY_KIND_ORGANIZATION;
    default:
        return HEARSAY_KIND_NONE;
    }
}

static hsy_kind_guess guess_from_pronoun(const hsy_lexicon *lexicon, const hsy_phrase *phrase) {
    static const char *const single[] = {"someone", "somebody", "one", "another", NULL};
    static const char *const all[] = {"everyone", "everybody", "nobody", "anyone", "anybody",
                                      "many",     "most",      "some",   "others", NULL};
    if (phrase->head + 2 < phrase->words.end && hsy_lexicon_equals(lexicon, phrase->head, "one") &&
        hsy_lexicon_equals(lexicon, phrase->head + 1, "in"))
        return (hsy_kind_guess){HEARSAY_KIND_GROUP, 4}; /* "one in four" */
    if (phrase->amount == HSY_AMOUNT_ONE && phrase->partitive)
        return (hsy_kind_guess){HEARSAY_KIND_PERSON, 4}; /* "one of them" */
    switch (phrase->form) {
    case HSY_FORM_I:
    case HSY_FORM_HE:
    case HSY_FORM_SHE:
        return (hsy_kind_guess){HEARSAY_KIND_PERSON, 4};
    case HSY_FORM_IT:
        return (hsy_kind_guess){HEARSAY_KIND_NONE, 0};
    default:
        if (hsy_phrase_is(lexicon, phrase->head, single)) return (hsy_kind_guess){HEARSAY_KIND_PERSON, 2};
        return (hsy_kind_guess){HEARSAY_KIND_GROUP, hsy_phrase_is(lexicon, phrase->head, all) ? 4 : 1};
    }
}

/* "the 36-year-old" */
static bool is_age(hsy_str small) {
    return hsy_str_ends(small, "-year-old");
}

/* Whether the story has a person of this last name whom it also calls by more than that: "Jordan" of "Nora Jordan". */
static bool is_surname(const hsy_scene *scene, uint32_t word) {
    if (scene->names == NULL) return false;
    uint32_t entity = scene->names->surname[scene->lexicon->number[word]];
    if (entity == HSY_NONE || scene->names->entities[entity].person == HSY_NONE) return false;
    const hsy_mention *person = &scene->entities->mentions[scene->names->entities[entity].person];
    return person->name.end > person->name.start + 1 && person->number != HSY_NUMBER_MANY;
}

/* One word that is not all capitals: "Verizon". */
static bool is_bare(const hsy_lexicon *lexicon, const hsy_phrase *phrase) {
    hsy_str text = lexicon->given[phrase->head];
    bool small = false;
    for (size_t i = 0; i < text.size; i++)
        small |= text.data[i] >= 'a' && text.data[i] <= 'z';
    return small && text.size > 2 &&
           (phrase->head == phrase->words.start || !hsy_lexicon_capital(lexicon, phrase->head - 1));
}

/* News gives people by their first names too, once at least: what it never calls by more than one word is a body,
 * unless it is "he" or "she" elsewhere. */
static hsy_kind_guess guess_from_bare_name(const hsy_scene *scene, const hsy_mention *mention) {
    const hsy_entities *entities = scene->entities;
    const hsy_naming *naming = &scene->names->entities[mention->entity];
    if (naming->person != HSY_NONE) {
        hsy_words name = entities->mentions[naming->person].name; /* "Ban" of "Ban Ki-moon" */
        if (name.end > name.start + 1) return (hsy_kind_guess){HEARSAY_KIND_PERSON, 3};
    }
    uint32_t end = entities->first[mention->entity + 1];
    if (end > entities->first[mention->entity] + MEMBERS) end = entities->first[mention->entity] + MEMBERS;
    for (uint32_t i = entities->first[mention->entity]; i < end; i++) {
        uint8_t form = entities->mentions[entities->members[i]].form;
        if (form == HSY_FORM_HE || form == HSY_FORM_SHE) return (hsy_kind_guess){HEARSAY_KIND_PERSON, 2};
    }
    return (hsy_kind_guess){HEARSAY_KIND_ORGANIZATION, 2};
}

/* Where the name itself tells nothing for sure, a person's last name and then the mention's sort do. */
static hsy_kind_guess guess_from_name(const hsy_scene *scene, const hsy_phrase *phrase, const hsy_mention *mention) {
    hsy_kind_guess guess = hsy_kind_of_name(scene->lexicon, phrase);
    if (guess.weight >= 3) return guess;
    bool family = phrase->head > phrase->words.start && hsy_lexicon_equals(scene->lexicon, phrase->head - 1, "the");
    if (is_surname(scene, phrase->head) && !family)
        return (hsy_kind_guess){HEARSAY_KIND_PERSON, guess.weight == 2 ? 2 : 3};
    if (guess.weight == 2) return guess;
    if (scene->names != NULL && mention->score < 0 && guess.kind == HEARSAY_KIND_PERSON &&
        is_bare(scene->lexicon, phrase))
        return guess_from_bare_name(scene, mention);
    hearsay_kind kind =
        mention->form == HSY_FORM_NAME && mention->person ? HEARSAY_KIND_PERSON : kind_of_sort(mention->sort, false);
    bool found = mention->score < 0; /* by the heads, so that its sort says something */
    return found && kind != HEARSAY_KIND_NONE ? (hsy_kind_guess){kind, 1} : guess;
}

/* "Dr Nobles" is no group of nobles. */
static bool is_addressed(const hsy_lexicon *lexicon, const hsy_phrase *phrase) {
    return phrase->head > phrase->words.start && hsy_lexicon_capital(lexicon, phrase->head) &&
           hsy_phrase_does(lexicon, phrase->head - 1, "address");
}

/* Nouns that stand for people or bodies as well as for something written. */
static hsy_kind_guess guess_from_double_noun(const hsy_lexicon *lexicon, const hsy_phrase *phrase) {
    uint32_t head = phrase->head;
    bool first = head == phrase->words.start, figures = hsy_lexicon_equals(lexicon, head, "figures");
    if (figures && (phrase->amount != HSY_AMOUNT_NONE || (!first && hsy_phrase_does(lexicon, head - 1, "figures"))))
        return (hsy_kind_guess){HEARSAY_KIND_GROUP, 3};
    if (figures) return (hsy_kind_guess){HEARSAY_KIND_DOCUMENT, 3};
    bool paper = hsy_lexicon_equals(lexicon, head, "paper") || hsy_lexicon_equals(lexicon, head, "papers");
    if (paper && !first && hsy_phrase_does(lexicon, head - 1, "paper"))
        return (hsy_kind_guess){HEARSAY_KIND_DOCUMENT, 4};
    uint32_t outlet = phrase->noun & HSY_NOUN_OUTLET, others = HSY_NOUN_ORGANIZATION | HSY_NOUN_DOCUMENT;
    if (outlet != 0 && (phrase->noun & others) != 0) return (hsy_kind_guess){HEARSAY_KIND_OUTLET, 1};
    if ((phrase->noun & others) == others) return (hsy_kind_guess){HEARSAY_KIND_DOCUMENT, 1};
    return (hsy_kind_guess){HEARSAY_KIND_NONE, 0};
}

/* The words by their head. Where the heads see it farther back, behind an office's "of" or an adjective's "and" ("the
 * Bank of England governor", "progressive and moderate groups"), by what is there; where they see it before a verb's
 * own words ("judges handling Freedom of Information cases"), without those. */
static hsy_phrase read_phrase(const hsy_lexicon *lexicon, hsy_words words, const hsy_mention *mention) {
    static const char *const joints[] = {"of", "for", "on", "and", "at", "in", NULL};
    hsy_phrase phrase = hsy_phrase_read(lexicon, words);
    uint32_t from = phrase.core_end + 1, head = mention->head;
    if (!(mention->score < 0) || phrase.partitive) return phrase;
    if (head >= phrase.words.start && head < phrase.head && !hsy_lexicon_capital(lexicon, head + 1) &&
        (hsy_noun_class(hsy_lexicon_at(lexicon, head)->text) & HSY_NOUN_KINDS) != 0 &&
        hsy_lexicon_is(lexicon, head + 1, HSY_WORD_LETTERS) && hsy_lexicon_capital(lexicon, phrase.head))
        return hsy_phrase_read(lexicon, (hsy_words){phrase.words.start, head + 1});
    if (head < from || head >= phrase.words.end || !hsy_phrase_is(lexicon, phrase.core_end, joints)) return phrase;
    hsy_phrase later = hsy_phrase_read(lexicon, (hsy_words){from, phrase.words.end});
    if (later.head < head) return phrase;
    if (phrase.amount != HSY_AMOUNT_NONE) later.amount = phrase.amount;
    return later;
}

static hsy_kind_guess guess_from_words(const hsy_scene *scene, hsy_words words, const hsy_mention *mention) {
    const hsy_lexicon *lexicon = scene->lexicon;
    hsy_phrase phrase = read_phrase(lexicon, words, mention);
    bool found = mention->score < 0;
    if (hsy_form_is_pronoun(phrase.form)) return guess_from_pronoun(lexicon, &phrase);
    if (is_addressed(lexicon, &phrase)) return (hsy_kind_guess){HEARSAY_KIND_PERSON, 4};
    if (phrase.form == HSY_FORM_NAME) return guess_from_name(scene, &phrase, mention);
    static const char *const generic[] = {"any", "every", "each", "no", NULL};
    if ((phrase.noun & HSY_NOUN_PERSON) != 0 && hsy_phrase_is(lexicon, phrase.words.start, generic))
        return (hsy_kind_guess){HEARSAY_KIND_GROUP, 4};
    hsy_kind_guess twofold = guess_from_double_noun(lexicon, &phrase);
    if (twofold.weight > 0) return twofold;
    if ((phrase.noun & HSY_NOUN_KINDS & ~(uint32_t)HSY_NOUN_CHANNEL) != 0)
        return (hsy_kind_guess){hsy_kind_of_noun(&phrase), 4};
    if (phrase.noun == 0 && hsy_noun_amount(hsy_lexicon_at(lexicon, phrase.head)->text) == HSY_AMOUNT_SHARE)
        return (hsy_kind_guess){HEARSAY_KIND_GROUP, 3}; /* "nearly half" */
    if (is_age(hsy_lexicon_at(lexicon, phrase.head)->text)) return (hsy_kind_guess){HEARSAY_KIND_PERSON, 4};
    if (phrase.amount != HSY_AMOUNT_NONE && phrase.noun == 0 && (!found || mention->sort == HSY_SORT_PERSON))
        return (hsy_kind_guess){phrase.amount == HSY_AMOUNT_ONE ? HEARSAY_KIND_PERSON : HEARSAY_KIND_GROUP, 2};
    if (found && kind_of_sort(mention->sort, false) != HEARSAY_KIND_NONE)
        return (hsy_kind_guess){kind_of_sort(mention->sort, phrase.plural), 1};
    return (hsy_kind_guess){HEARSAY_KIND_NONE, 1};
}

/* Whether a mention has the word, capitals aside: "Netherby Town" has "Netherby". */
static bool has_word(const hsy_lexicon *lexicon, const hsy_mention *mention, uint32_t number) {
    uint32_t end = mention->words.end < mention->words.start + NAME ? mention->words.end : mention->words.start + NAME;
    for (uint32_t word = mention->words.start; word < end; word++)
        if (lexicon->number[word] == number) return true;
    return false;
}

/* The surest of what the entity's mentions tell, the more frequent of those that are equally sure. `number`: only names
 * with this word of the lexicon count, so that a wrong chain does not make a person of a country; HSY_NONE: all do. */
static hsy_kind_guess guess_from_entity(const hsy_scene *scene, uint32_t entity, uint32_t number) {
    const hsy_entities *entities = scene->entities;
    int votes[HEARSAY_KIND_GROUP + 1] = {0};
    int weight = 0;
    uint32_t end = entities->first[entity + 1];
    if (end > entities->first[entity] + MEMBERS) end = entities->first[entity] + MEMBERS;
    for (uint32_t i = entities->first[entity]; i < end; i++) {
        const hsy_mention *mention = &entities->mentions[entities->members[i]];
        if (number != HSY_NONE && (mention->form != HSY_FORM_NAME || !has_word(scene->lexicon, mention, number)))
            continue;
        hsy_kind_guess one = guess_from_words(scene, mention->words, mention);
        if (one.weight < weight) continue;
        if (one.weight > weight) memset(votes, 0, sizeof votes);
        weight = one.weight;
        votes[one.kind]++;
    }
    hsy_kind_guess best = {HEARSAY_KIND_NONE, weight};
    for (int kind = 1; kind <= HEARSAY_KIND_GROUP; kind++)
        if (votes[kind] > votes[best.kind]) best.kind = (hearsay_kind)kind;
    return best;
}

/* --- By an attribution ---------------------------------------------------------------------------- */

/* Own words that are sure about a source that is no name: "the ministry", "Pence and other Republicans". */
static hearsay_kind kind_of_described(const hsy_scene *scene, size_t number, const hsy_phrase *phrase,
                                      hsy_kind_guess own) {
    bool named = scene->speakers[number].named;
    if (own.kind != HEARSAY_KIND_GROUP || !named || phrase->partitive) return own.kind;
    if ((phrase->noun & (HSY_NOUN_PERSON | HSY_NOUN_PLURAL)) == HSY_NOUN_PERSON && phrase->joined)
        return HEARSAY_KIND_PERSON; /* "the mayor and the judge", both of them named */
    if ((phrase->noun & HSY_NOUN_ORGANIZATION) != 0 && phrase->form == HSY_FORM_DEFINITE)
        return HEARSAY_KIND_ORGANIZATION; /* "the departments" */
    return own.kind;
}

/* "Pence and other Republicans", "Pence, his aides and others": a name and some without. */
static bool is_name_and_others(const hsy_lexicon *lexicon, const hsy_phrase *phrase) {
    enum { REACH = 24 };
    static const char *const others[] = {"others", "other", "several", "some", "many", "two", "three", NULL};
    bool one = phrase->form == HSY_FORM_NAME || phrase->form == HSY_FORM_HE || phrase->form == HSY_FORM_SHE;
    if (!one || phrase->core_end + 1 >= phrase->words.end) return false;
    for (uint32_t word = phrase->core_end; word + 1 < phrase->words.end && word < phrase->core_end + REACH; word++) {
        bool first = word == phrase->core_end, comma = hsy_lexicon_equals(lexicon, word, ",");
        bool link = comma || hsy_lexicon_equals(lexicon, word, "and") || hsy_lexicon_equals(lexicon, word, "or");
        if (first && !link) return false;
        if (link && (first || !comma) && hsy_phrase_is(lexicon, word + 1, others)) return true;
        if (first && !comma && hsy_lexicon_is(lexicon, word + 1, HSY_WORD_POSSESSIVE)) return true;
        if (!link && hsy_lexicon_is(lexicon, word, HSY_WORD_BREAK) && !hsy_lexicon_is(lexicon, word, HSY_WORD_LETTERS))
            return false;
    }
    return false;
}

/* The mention whose words tell who it is: of a pronoun the entity's name or description, as in naming.c. */
static uint32_t telling(const hsy_scene *scene, uint32_t number) {
    const hsy_mention *mention = &scene->entities->mentions[number];
    if (scene->names == NULL || !hsy_form_is_pronoun((hsy_form)mention->form)) return number;
    const hsy_naming *naming = &scene->names->entities[mention->entity];
    if (naming->person != HSY_NONE) return naming->person;
    if (naming->thing != HSY_NONE) return naming->thing;
    return naming->described != HSY_NONE ? naming->described : number;
}

/* What a pronoun leaves open of the kind of whoever it is led to; the rest is led astray. */
static hsy_kind_guess led(const hsy_lexicon *lexicon, const hsy_phrase *phrase, hsy_kind_guess other) {
    static const char *const people[] = {"who", "whom", NULL};
    bool many = other.kind == HEARSAY_KIND_GROUP, person = other.kind == HEARSAY_KIND_PERSON;
    if (phrase->form == HSY_FORM_THEY && person) return (hsy_kind_guess){HEARSAY_KIND_GROUP, 2};
    if (phrase->form == HSY_FORM_IT && (person || many)) return (hsy_kind_guess){HEARSAY_KIND_NONE, 0};
    if (phrase->form != HSY_FORM_OTHER_PRONOUN) return other;
    if (hsy_phrase_is(lexicon, phrase->head, people) && !person && !many)
        return (hsy_kind_guess){HEARSAY_KIND_PERSON, 1};
    if (hsy_lexicon_equals(lexicon, phrase->head, "which") && person)
        return (hsy_kind_guess){HEARSAY_KIND_ORGANIZATION, 1};
    return other;
}

/* By the entity of whoever a source stands for. */
static hsy_kind_guess guess_from_others(const hsy_scene *scene, const hsy_phrase *phrase, uint32_t who) {
    uint32_t word = phrase->form == HSY_FORM_NAME ? scene->lexicon->number[phrase->head] : HSY_NONE;
    hsy_kind_guess all = guess_from_entity(scene, scene->entities->mentions[who].entity, word);
    if (all.weight > 3) all.weight = 3;
    return led(scene->lexicon, phrase, all);
}

hsy_kind_guess hsy_kind_of_source(const hsy_scene *scene, size_t number, uint32_t *stands_for) {
    const hsy_entities *entities = scene->entities;
    uint32_t source = entities->source[number];
    hsy_words words = scene->attributions->items[number].source;
    hsy_phrase phrase = read_phrase(scene->lexicon, words, &entities->mentions[source]);
    hsy_kind_guess own = guess_from_words(scene, words, &entities->mentions[source]);
    uint32_t who = scene->names == NULL || scene->names->who[number] == HSY_NONE ? source : scene->names->who[number];
    *stands_for = who = telling(scene, who);
    if (is_name_and_others(scene->lexicon, &phrase)) return (hsy_kind_guess){HEARSAY_KIND_GROUP, 4};
    if (own.weight >= 3 && phrase.form != HSY_FORM_NAME) own.kind = kind_of_described(scene, number, &phrase, own);
    if (own.weight >= 3) return own;
    const hsy_mention *mention = &entities->mentions[who];
    if (scene->speakers[number].named && phrase.form == HSY_FORM_WE &&
        hsy_str_equal(scene->speakers[number].name, scene->story->outlet))
        return (hsy_kind_guess){HEARSAY_KIND_OUTLET, 4};
    hsy_kind_guess other = own;
    if (who != source) other = led(scene->lexicon, &phrase, guess_from_words(scene, mention->words, mention));
    if (other.weight > 3) other.weight = 3; /* by what coreference found */
    if (other.weight == 3) return other;
    hsy_kind_guess all = guess_from_others(scene, &phrase, who);
    if ((phrase.noun & HSY_NOUN_CHANNEL) != 0 && all.kind == HEARSAY_KIND_NONE && other.kind == HEARSAY_KIND_NONE &&
        number > 0) /* "the statement": of whoever spoke before */
        return (hsy_kind_guess){scene->speakers[number - 1].kind, 3};
    bool more = all.weight > other.weight || (all.weight == other.weight && other.kind == HEARSAY_KIND_NONE);
    return more ? all : other;
}
