/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether a source's identity is withheld: it is a certain person, or several, something is said by them, and the story
 * does not name them. Classes of people ("critics"), those whom their office or a family tie fixes, and those who speak
 * openly for others are not anonymous, unless the text itself says so.
 */
#include "speaker/anonymity/informant.h"
#include "speaker/anonymity/roles.h"

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

/* "pleaded guilty", "claimed credit", "made themselves heard": a word of saying that here is a deed. */
static bool is_deed(const hsy_scene *scene, const hsy_attribution *attribution, uint32_t word) {
    const hsy_lexicon *lexicon = scene->lexicon;
    uint32_t end = (uint32_t)scene->tokens->word_count;
    if (hsy_noun_match(lexicon, HSY_PHRASES_DEEDS, word, word + 4 < end ? word + 4 : end) != 0) return true;
    static const char *const backs[] = {"back", "backs", "backed", "backing", NULL};
    static const char *const persons[] = {"him", "her", "them", "me", "us", NULL};
    if (word + 1 < end && hsy_phrase_is(lexicon, word, backs) &&
        (hsy_phrase_is(lexicon, word + 1, persons) || hsy_lexicon_is(lexicon, word + 1, HSY_WORD_TITLE)))
        return true;
    static const char *const selves[] = {"themselves", "himself", "herself", "itself", NULL};
    return word + 1 == attribution->cue.end && word + 1 < end && hsy_phrase_is(lexicon, word + 1, selves);
}

/* "got the press to reveal": what one is to say has not been said. */
static bool is_infinitive(const hsy_lexicon *lexicon, hsy_words cue) {
    return cue.end > cue.start && hsy_lexicon_equals(lexicon, cue.start, "to");
}

static bool is_cue_of_saying(const hsy_scene *scene, const hsy_attribution *attribution) {
    static const char *const refusals[] = {"declined",  "declines",  "declining", "refused", "refuses",  "refusing",
                                           "reluctant", "unwilling", "hesitant",  "likely",  "unlikely", NULL};
    static const char *const supposed[] = {"might", "may", "could",  "should", "would", "must",
                                           "will",  "can", "cannot", "'ll",    "'d",    NULL};
    bool saying = attribution->cue.start >= attribution->cue.end;
    if (is_infinitive(scene->lexicon, attribution->cue)) return false;
    for (uint32_t word = attribution->cue.start; word < attribution->cue.end; word++) {
        if (hsy_phrase_is(scene->lexicon, word, refusals) || hsy_phrase_is(scene->lexicon, word, supposed))
            return false;
        if (calls_for(scene->lexicon, word, attribution->cue) || is_deed(scene, attribution, word)) continue;
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

static bool is_cited(const hsy_scene *scene, size_t number, const hsy_phrase *phrase) {
    const hsy_attribution *attribution = &scene->attributions->items[number];
    static const char *const sources[] = {"source", "sources", NULL};
    if (hsy_phrase_is(scene->lexicon, phrase->head, sources)) return true; /* who else would tell what they expect */
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
    if ((noun & HSY_NOUN_CLASS) != 0 && (noun & HSY_NOUN_KNOWS) != 0) return counted;
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

/* A member's name hung on: "one shareholder, Cold Spring Partners", "a delegate from Ohio, Hugh Hill". */
static bool is_named_at_once(const hsy_lexicon *lexicon, const hsy_phrase *phrase) {
    uint32_t end = phrase->words.end;
    for (uint32_t comma = phrase->head + 1; comma + 2 < end; comma++) {
        if (!hsy_lexicon_equals(lexicon, comma, ",")) continue;
        bool place = hsy_lexicon_is_name(lexicon, comma - 1); /* "from Harbury, North Dakota" */
        bool near = comma == phrase->core_end;
        for (uint32_t word = comma + 1; word + 1 < end && word < comma + (near ? 4 : 2); word++)
            if (hsy_lexicon_is_name(lexicon, word) && hsy_lexicon_is_name(lexicon, word + 1) &&
                (!place || hsy_lexicon_at(lexicon, word)->first_name != HSY_SEX_UNKNOWN))
                return true;
    }
    return false;
}

/* "a woman who has accused the mayor": readers know who that is. */
static bool is_known_by_a_deed(const hsy_lexicon *lexicon, const hsy_phrase *phrase) {
    static const char *const deeds[] = {"accused", "sued",    "shot",     "killed",   "attacked", "stabbed",
                                        "married", "founded", "murdered", "defeated", NULL};
    if (phrase->plural || phrase->head + 1 >= phrase->words.end) return false;
    if (!hsy_lexicon_equals(lexicon, phrase->head + 1, "who")) return false;
    for (uint32_t word = phrase->head + 2; word < phrase->words.end && word < phrase->head + 5; word++)
        if (hsy_phrase_is(lexicon, word, deeds)) return true;
    return false;
}

/* "A senior politician says" in the headline, and by name in the sentence behind it. */
static bool is_lede_of_named(const hsy_scene *scene, size_t number, const hsy_phrase *phrase) {
    const hsy_word *words = scene->tokens->words;
    if ((phrase->noun & HSY_NOUN_INSIDE) != 0 || words[phrase->head].paragraph > 1) return false;
    for (size_t i = number + 1; i < scene->attributions->count && i <= number + NAMED_SOON; i++) {
        hsy_words source = scene->attributions->items[i].source;
        if (source.start >= source.end || words[source.start].paragraph > 3) return false;
        if (scene->speakers[i].named && scene->speakers[i].kind == HEARSAY_KIND_PERSON) return true;
    }
    return false;
}

/* By its own description; that the text says that it would not be named comes before. */
static bool is_anonymous(const hsy_scene *scene, size_t number, const hsy_informant *informant) {
    const hsy_phrase *phrase = &informant->phrase;
    static const char *const generic[] = {"any", "every", "each", "no", NULL};
    if (holds_any(scene->lexicon, (hsy_words){phrase->words.start, phrase->head}, hiding)) return true;
    if (phrase->form == HSY_FORM_NAME) return false; /* "Lund Spies" */
    if (hsy_phrase_is(scene->lexicon, phrase->words.start, generic) || !is_cited(scene, number, phrase)) return false;
    if (phrase->amount == HSY_AMOUNT_SHARE || phrase->amount == HSY_AMOUNT_CLUSTER) return false;
    static const char *const somebody[] = {"someone", "somebody", NULL};
    if (hsy_phrase_is(scene->lexicon, phrase->head, somebody)) return true;
    if ((phrase->noun & HSY_NOUN_PERSON) == 0) return people_are_anonymous(scene, informant);
    if ((phrase->noun & (HSY_NOUN_VOICE | HSY_NOUN_KIN)) != 0 || is_named_at_once(scene->lexicon, phrase)) return false;
    if (is_known_by_a_deed(scene->lexicon, phrase) || hsy_lexicon_equals(scene->lexicon, phrase->words.start, "both"))
        return false;
    if (is_lede_of_named(scene, number, phrase) && !phrase->plural) return false;
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

static bool withholds(const hsy_scene *scene, const hsy_informants *informants, size_t number) {
    const hsy_informant *informant = &informants->items[number];
    hearsay_kind kind = scene->speakers[number].kind;
    bool alone = informant->leader == number;
    if (!informant->present || (kind != HEARSAY_KIND_PERSON && kind != HEARSAY_KIND_GROUP && alone)) return false;
    if (kind != HEARSAY_KIND_PERSON && kind != HEARSAY_KIND_GROUP && kind != HEARSAY_KIND_NONE) return false;
    if (informants->items[informant->leader].hidden) return true;
    bool again = informant->brief || informant->phrase.form == HSY_FORM_DEFINITE;
    if (!alone && again && scene->speakers[informant->leader].anonymous) return true;
    return (alone || !informant->brief) && is_anonymous(scene, number, informant);
}

hearsay_status hsy_speaker_anonymity(hsy_scene *scene, hearsay_error *error) {
    hsy_informants informants;
    hsy_roles roles;
    hearsay_status status = hsy_informants_read(scene, &informants, error);
    if (status == HEARSAY_OK) status = hsy_roles_read(scene, &roles, error);
    if (status != HEARSAY_OK) return status;
    hsy_informants_grounds(scene, &informants);
    for (size_t i = 0; i < scene->attributions->count; i++) { /* a leader stands before those whom it leads */
        hsy_speaker *speaker = &scene->speakers[i];
        speaker->anonymous = withholds(scene, &informants, i);
        if (speaker->anonymous)
            describe(scene, &informants, i);
        else
            speaker->detail[HEARSAY_DETAIL_ROLE] = hsy_roles_find(scene, &roles, &informants, i);
    }
    return HEARSAY_OK;
}
