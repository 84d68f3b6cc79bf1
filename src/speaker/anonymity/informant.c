/* SPDX-License-Identifier: Apache-2.0 */
/* Which attributions have one unnamed source. */
#include "speaker/anonymity/informant.h"

enum {
    BACK = 48,     /* attributions before one among which its informant is looked for */
    BACK_PLAIN = 6 /* the same for "another", "one" and other words that describe nothing */
};

/* --- What its own words say ------------------------------------------------------------------ */

/* Words between the article and the noun that tell nothing new. */
static bool is_empty(const hsy_lexicon *lexicon, uint32_t word) {
    static const char *const texts[] = {"same",  "latter", "first", "second", "third",
                                        "other", "two",    "three", "four",   NULL};
    return hsy_lexicon_is(lexicon, word, HSY_WORD_DETERMINER) || hsy_phrase_is(lexicon, word, texts) ||
           !hsy_lexicon_is(lexicon, word, HSY_WORD_LETTERS);
}

/* "the official", "that person", "those officials" */
static bool points_back(const hsy_lexicon *lexicon, const hsy_phrase *phrase) {
    if (phrase->form != HSY_FORM_DEFINITE && phrase->form != HSY_FORM_THIS) return false;
    for (uint32_t word = phrase->words.start; word < phrase->head; word++)
        if (!is_empty(lexicon, word)) return false;
    return phrase->head + 1 >= phrase->words.end || hsy_grounds_begin(lexicon, phrase->head + 1, phrase->words.end) ||
           hsy_lexicon_equals(lexicon, phrase->head + 1, ",");
}

/* "one of those advisers", "two of them", "one", "another" */
static bool is_part(const hsy_lexicon *lexicon, const hsy_phrase *phrase) {
    if (phrase->partitive)
        return hsy_form_is_pronoun(phrase->form) || phrase->form == HSY_FORM_THIS || phrase->form == HSY_FORM_DEFINITE;
    static const char *const vague[] = {"some", "many", "others", "other", "few", NULL};
    return phrase->noun == 0 && phrase->head == phrase->words.start &&
           ((phrase->amount == HSY_AMOUNT_ONE || phrase->amount == HSY_AMOUNT_SOME) ||
            hsy_lexicon_equals(lexicon, phrase->head, "all")) &&
           !hsy_phrase_is(lexicon, phrase->head, vague);
}

static bool is_relative(const hsy_lexicon *lexicon, hsy_words words) {
    static const char *const relative[] = {"who", "that", "which", "whom", NULL};
    return words.end - words.start == 1 && hsy_phrase_is(lexicon, words.start, relative);
}

/* "an aide", "several officials", "sources", "one Democrat": whatever coreference makes of them, they do not stand for
 * one with a name. Those with an office may: "a judge" in the headline, by name below. */
static bool is_unnamed_for_sure(const hsy_phrase *phrase) {
    uint32_t fixed = HSY_NOUN_OFFICE | HSY_NOUN_VOICE | HSY_NOUN_KIN;
    if (phrase->form == HSY_FORM_INDEFINITE && (phrase->noun & HSY_NOUN_PERSON) != 0 && (phrase->noun & fixed) == 0)
        return true;
    if (phrase->form == HSY_FORM_NAME) return false;      /* "John Person" */
    if ((phrase->noun & HSY_NOUN_BARE) != 0) return true; /* "the source", "that person" */
    bool some = phrase->form == HSY_FORM_BARE || (phrase->form == HSY_FORM_POSSESSED && phrase->plural);
    return some && (phrase->noun & (HSY_NOUN_INSIDE | HSY_NOUN_BARE | HSY_NOUN_KNOWS)) != 0;
}

static void read_own(const hsy_scene *scene, size_t number, hsy_informant *informant) {
    const hsy_lexicon *lexicon = scene->lexicon;
    uint32_t source = scene->entities->source[number];
    uint32_t who = scene->names == NULL ? HSY_NONE : scene->names->who[number];
    hsy_words words = scene->attributions->items[number].source;
    if (source == HSY_NONE && who == HSY_NONE) return;
    bool follow = who != HSY_NONE && who != source && (source == HSY_NONE || is_relative(lexicon, words));
    if (follow) words = scene->entities->mentions[who].words;
    if (words.start >= words.end) return;
    informant->phrase = hsy_phrase_read(lexicon, words);
    informant->present = !scene->speakers[number].named || is_unnamed_for_sure(&informant->phrase);
    informant->brief = hsy_form_is_pronoun(informant->phrase.form) || points_back(lexicon, &informant->phrase) ||
                       is_part(lexicon, &informant->phrase);
}

/* --- Whom it stands for -------------------------------------------------------------------------- */

static uint32_t entity_of(const hsy_scene *scene, size_t number) {
    uint32_t who = scene->names == NULL ? HSY_NONE : scene->names->who[number];
    if (who == HSY_NONE) who = scene->entities->source[number];
    return who == HSY_NONE ? HSY_NONE : scene->entities->mentions[who].entity;
}

static hsy_str stem(hsy_str text, bool plural) {
    if (plural && text.size > 1 && text.data[text.size - 1] == 's') text.size--;
    return text;
}

static bool same_noun(const hsy_lexicon *lexicon, const hsy_phrase *one, const hsy_phrase *other) {
    if (one->noun == 0 || other->noun == 0) return false;
    return hsy_str_equal(stem(hsy_lexicon_at(lexicon, one->head)->text, (one->noun & HSY_NOUN_PLURAL) != 0),
                         stem(hsy_lexicon_at(lexicon, other->head)->text, (other->noun & HSY_NOUN_PLURAL) != 0));
}

/* How well an earlier full description fits; 0: not at all. */
static int fits(const hsy_scene *scene, const hsy_informants *informants, size_t number, size_t earlier) {
    const hsy_informant *here = &informants->items[number], *there = &informants->items[earlier];
    const hsy_phrase *one = &here->phrase, *other = &there->phrase;
    bool definite = one->form == HSY_FORM_DEFINITE || one->form == HSY_FORM_THIS;
    bool part = is_part(scene->lexicon, one);
    uint32_t entity = entity_of(scene, number);
    bool same_entity = entity != HSY_NONE && entity == entity_of(scene, earlier);
    if ((one->form == HSY_FORM_HE || one->form == HSY_FORM_SHE) && other->plural) return 0;
    bool number_fits = one->plural == other->plural || hsy_form_is_pronoun(one->form) || part;
    if (same_entity && (here->brief || definite) && number_fits) return 4;
    if (part && one->partitive && hsy_form_is_pronoun(one->form) && other->plural && number - earlier <= BACK_PLAIN)
        return 3;
    if (part && one->partitive && same_noun(scene->lexicon, one, other) && other->plural) return 3;
    if (definite && same_noun(scene->lexicon, one, other) && number_fits) return 3;
    bool anyone = (one->noun & (HSY_NOUN_BARE | HSY_NOUN_INSIDE)) != 0 &&
                  ((one->noun & HSY_NOUN_BARE) != 0 || hsy_lexicon_equals(scene->lexicon, one->head, "insider"));
    if (definite && here->brief && anyone && number_fits && (other->noun & HSY_NOUN_PERSON) != 0 &&
        number - earlier <= BACK_PLAIN)
        return 2;
    if (part && !one->partitive && other->plural && number - earlier <= BACK_PLAIN) return 1;
    return 0;
}

static uint32_t find_leader(const hsy_scene *scene, const hsy_informants *informants, size_t number) {
    int best = 0;
    uint32_t leader = (uint32_t)number;
    for (size_t back = 1; back <= BACK && back <= number; back++) {
        size_t earlier = number - back;
        const hsy_informant *there = &informants->items[earlier];
        if (!there->present || there->brief) continue;
        int fit = fits(scene, informants, number, earlier);
        if (fit > best) {
            best = fit;
            leader = there->leader;
        }
    }
    return leader;
}

hearsay_status hsy_informants_read(const hsy_scene *scene, hsy_informants *informants, hearsay_error *error) {
    size_t count = scene->attributions->count, words = scene->tokens->word_count;
    informants->items = HSY_NEW(scene->work, hsy_informant, count);
    informants->at = HSY_NEW(scene->work, uint32_t, words + 1);
    if (informants->items == NULL || informants->at == NULL) return hsy_fail_memory(error);
    for (size_t i = 0; i <= words; i++)
        informants->at[i] = HSY_NONE;
    for (size_t i = 0; i < count; i++) {
        hsy_informant *informant = &informants->items[i];
        informant->leader = (uint32_t)i;
        read_own(scene, i, informant);
        if (!informant->present) continue;
        uint32_t *at = &informants->at[informant->phrase.head];
        if (*at == HSY_NONE) {
            *at = (uint32_t)i;
            informant->leader = find_leader(scene, informants, i);
        } else
            informant->leader = informants->items[*at].leader;
    }
    return HEARSAY_OK;
}
