/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether a source's identity is withheld: it is a certain person, or several, something is said by them, and the story
 * does not name them. Classes of people ("critics"), those whom their office or a family tie fixes, and those who speak
 * openly for others are not anonymous, unless the text itself says so.
 */
#include "speaker/anonymity/informant.h"

enum { NAMED_SOON = 1 }; /* attributions behind one in which a named member of the group may speak */

/* --- What is done with the words ------------------------------------------------------------- */

/* "called for", "calling on", and "has been called": no saying. */
static bool calls_for(const hsy_lexicon *lexicon, uint32_t word, hsy_words cue) {
    static const char *const calls[] = {"call", "calls", "called", "calling", "described", "dubbed", "accused", NULL};
    static const char *const ends[] = {"for", "on", "upon", NULL};
    if (!hsy_phrase_is(lexicon, word, calls)) return false;
    if (word > cue.start && hsy_lexicon_is(lexicon, word - 1, HSY_WORD_BE)) return true;
    return word + 1 < cue.end && hsy_phrase_is(lexicon, word + 1, ends);
}

static bool is_cue_of_saying(const hsy_scene *scene, const hsy_attribution *attribution) {
    static const char *const refusals[] = {"declined",  "declines",  "declining", "refused", "refuses",  "refusing",
                                           "reluctant", "unwilling", "hesitant",  "likely",  "unlikely", NULL};
    static const char *const supposed[] = {"might", "may", "could",  "should", "would", "must",
                                           "will",  "can", "cannot", "'ll",    "'d",    NULL};
    bool saying = attribution->cue.start >= attribution->cue.end;
    for (uint32_t word = attribution->cue.start; word < attribution->cue.end; word++) {
        if (hsy_phrase_is(scene->lexicon, word, refusals) || hsy_phrase_is(scene->lexicon, word, supposed))
            return false;
        if (calls_for(scene->lexicon, word, attribution->cue)) continue;
        saying |= hsy_noun_is_saying(hsy_lexicon_at(scene->lexicon, word)->text);
    }
    return saying;
}

/* "The deal is dead, allies believe": set behind the content, a belief is one that was told. */
static bool is_parenthetical(const hsy_scene *scene, const hsy_attribution *attribution) {
    static const char *const beliefs[] = {"believe", "believes", "think", "thinks", "fear",
                                          "fears",   "feel",     "hope",  NULL};
    return attribution->content_count > 0 && attribution->cue.end == attribution->cue.start + 1 &&
           attribution->content[0].start < attribution->source.start &&
           hsy_phrase_is(scene->lexicon, attribution->cue.start, beliefs);
}

static bool is_cited(const hsy_scene *scene, size_t number) {
    const hsy_attribution *attribution = &scene->attributions->items[number];
    return is_cue_of_saying(scene, attribution) || is_parenthetical(scene, attribution);
}

/* --- A member of the group named straight away ---------------------------------------------------- */

static hsy_str stem(const hsy_lexicon *lexicon, uint32_t word) {
    hsy_str text = hsy_lexicon_at(lexicon, word)->text;
    if (text.size > 3 && text.data[text.size - 1] == 's') text.size--;
    return text;
}

/* Whether a named source's description has the group's noun: "strategists say ... said Hugh Hill, a strategist". */
static bool describes_member(const hsy_scene *scene, const hsy_phrase *group, hsy_words words) {
    if (words.end - words.start < 3) return false;
    hsy_str noun = stem(scene->lexicon, group->head);
    for (uint32_t word = words.start; word < words.end; word++)
        if (hsy_str_equal(stem(scene->lexicon, word), noun)) return true;
    return false;
}

static bool is_named_soon(const hsy_scene *scene, size_t number, const hsy_phrase *group) {
    const hsy_word *words = scene->tokens->words;
    for (size_t i = number + 1; i < scene->attributions->count && i <= number + NAMED_SOON; i++) {
        hsy_words source = scene->attributions->items[i].source;
        if (source.start >= source.end || !scene->speakers[i].named) continue;
        if (words[source.start].paragraph > words[group->head].paragraph + 1) break;
        if (describes_member(scene, group, source)) return true;
    }
    return false;
}

/* --- The person ------------------------------------------------------------------------------------- */

static bool holds_any(const hsy_lexicon *lexicon, hsy_words words, const char *const *texts) {
    for (uint32_t word = words.start; word < words.end; word++)
        if (hsy_phrase_is(lexicon, word, texts)) return true;
    return false;
}

static const char *const vague[] = {"few", "some", "many", "most", "other", "others", NULL};
static const char *const hiding[] = {"anonymous", "unnamed", "unidentified", NULL};

static bool one_is_anonymous(const hsy_phrase *phrase) {
    uint32_t noun = phrase->noun;
    if (phrase->partitive) return true; /* "one of its commanders" */
    switch (phrase->form) {
    case HSY_FORM_INDEFINITE:
        return true;
    case HSY_FORM_POSSESSED:
        return false; /* "Whitfield's adviser": there may be but one */
    default:
        return (noun & (HSY_NOUN_INSIDE | HSY_NOUN_BARE | HSY_NOUN_KNOWS)) != 0;
    }
}

static bool many_are_anonymous(const hsy_scene *scene, size_t number, const hsy_informant *informant) {
    const hsy_phrase *phrase = &informant->phrase;
    uint32_t noun = phrase->noun;
    hsy_words before = {phrase->words.start, phrase->head};
    bool counted = phrase->amount == HSY_AMOUNT_SOME && phrase->form == HSY_FORM_INDEFINITE &&
                   !holds_any(scene->lexicon, before, vague);
    if (is_named_soon(scene, number, phrase)) return false;
    if ((noun & (HSY_NOUN_INSIDE | HSY_NOUN_BARE)) != 0) return true;
    hsy_words knows = hsy_details_knows(scene, informant);
    if (knows.start < knows.end) return true;
    if ((noun & HSY_NOUN_CLASS) != 0) return counted;
    if ((noun & HSY_NOUN_OFFICE) != 0) return counted || phrase->form == HSY_FORM_BARE;
    return true;
}

/* "people familiar with the talks", "two people on the crew", "those close to her" */
static bool people_are_anonymous(const hsy_scene *scene, const hsy_informant *informant) {
    const hsy_phrase *phrase = &informant->phrase;
    static const char *const heads[] = {"people", "those", "folks", NULL};
    if (!hsy_phrase_is(scene->lexicon, phrase->head, heads)) return false;
    hsy_words knows = hsy_details_knows(scene, informant);
    if (knows.start < knows.end) return true;
    static const char *const ties[] = {"close", "around", "on", "in", "at", "inside", "within", "near", "with", NULL};
    if (phrase->head + 1 < phrase->words.end && hsy_phrase_is(scene->lexicon, phrase->head + 1, ties)) return true;
    return phrase->amount == HSY_AMOUNT_SOME && !hsy_lexicon_equals(scene->lexicon, phrase->words.start, "many");
}

/* A member's name hung on: "one shareholder, Cold Spring Partners". */
static bool is_named_at_once(const hsy_lexicon *lexicon, const hsy_phrase *phrase) {
    uint32_t comma = phrase->core_end;
    if (comma + 2 >= phrase->words.end || !hsy_lexicon_equals(lexicon, comma, ",")) return false;
    for (uint32_t word = comma + 1; word < phrase->words.end && word < comma + 4; word++)
        if (hsy_lexicon_is_name(lexicon, word) && word + 1 < phrase->words.end &&
            hsy_lexicon_is_name(lexicon, word + 1))
            return true;
    return false;
}

/* By its own description; that the text says that it would not be named comes before. */
static bool is_anonymous(const hsy_scene *scene, size_t number, const hsy_informant *informant) {
    const hsy_phrase *phrase = &informant->phrase;
    static const char *const generic[] = {"any", "every", "each", "no", NULL};
    if (holds_any(scene->lexicon, (hsy_words){phrase->words.start, phrase->head}, hiding)) return true;
    if (hsy_phrase_is(scene->lexicon, phrase->words.start, generic) || !is_cited(scene, number)) return false;
    if (phrase->amount == HSY_AMOUNT_SHARE || phrase->amount == HSY_AMOUNT_CLUSTER) return false;
    static const char *const somebody[] = {"someone", "somebody", NULL};
    if (hsy_phrase_is(scene->lexicon, phrase->head, somebody)) return true;
    if ((phrase->noun & HSY_NOUN_PERSON) == 0) return people_are_anonymous(scene, informant);
    if ((phrase->noun & (HSY_NOUN_VOICE | HSY_NOUN_KIN)) != 0 || is_named_at_once(scene->lexicon, phrase)) return false;
    if (phrase->plural) return many_are_anonymous(scene, number, informant);
    return one_is_anonymous(phrase);
}

/* --- All together ---------------------------------------------------------------------------------------- */

static void describe(const hsy_scene *scene, const hsy_informants *informants, size_t number) {
    const hsy_informant *informant = &informants->items[number], *leader = &informants->items[informant->leader];
    hsy_speaker *speaker = &scene->speakers[number];
    hsy_words role = hsy_details_role(scene, informant), knows = hsy_details_knows(scene, informant);
    if (informant->brief && role.start >= role.end) role = hsy_details_role(scene, leader);
    if (knows.start >= knows.end) knows = hsy_details_knows(scene, leader);
    speaker->detail[HEARSAY_DETAIL_ROLE] = role;
    speaker->detail[HEARSAY_DETAIL_KNOWS] = knows;
    speaker->detail[HEARSAY_DETAIL_REASON] = leader->reason;
}

hearsay_status hsy_speaker_anonymity(hsy_scene *scene, hearsay_error *error) {
    hsy_informants informants;
    hearsay_status status = hsy_informants_read(scene, &informants, error);
    if (status != HEARSAY_OK) return status;
    hsy_informants_grounds(scene, &informants);
    for (size_t i = 0; i < scene->attributions->count; i++) { /* a leader stands before those whom it leads */
        const hsy_informant *informant = &informants.items[i];
        hsy_speaker *speaker = &scene->speakers[i];
        bool alone = informant->leader == i;
        if (!informant->present ||
            (speaker->kind != HEARSAY_KIND_PERSON && speaker->kind != HEARSAY_KIND_GROUP && alone))
            continue;
        bool led = !alone && informant->brief && scene->speakers[informant->leader].anonymous;
        bool own = (alone || !informant->brief) && is_anonymous(scene, i, informant);
        speaker->anonymous = informants.items[informant->leader].hidden || led || own;
        if (speaker->anonymous) describe(scene, &informants, i);
    }
    return HEARSAY_OK;
}
