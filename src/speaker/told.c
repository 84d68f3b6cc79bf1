/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whom something is told. Listed outlets and names such as "Harbour Gazette" are told at once. Of an unknown name the
 * place tells: in "..., she told Lantern on Monday." nothing that is said follows, as it would behind a person who is
 * talked to; and people have a first name somewhere, institutions a noun or a list, places and firms are spoken of
 * elsewhere in the story.
 */
#include "speaker/told.h"

#include "speaker/identity/latest.h"
#include "speaker/identity/outlet.h"
#include "speaker/words/phrase.h"
#include "speaker/words/use.h"

enum {
    MENTIONS = 2, /* a name that is mentioned more often is somebody in the story */
    MEMBERS = 32,
    NAME = 5, /* words behind "the daily" */
};

hsy_words hsy_told_outlet(const hsy_lexicon *lexicon, uint32_t word, uint32_t end) {
    uint32_t start = word + 1;
    if (start < end && hsy_lexicon_equals(lexicon, start, "the")) start++;
    hsy_words words = {start, start < end ? start + hsy_outlet_at(lexicon, start, end) : start};
    if (words.end - words.start < 2 || hsy_lexicon_capital(lexicon, words.end - 1)) return words;
    uint32_t name = words.end; /* "the Brennik daily Courier" */
    if (name < end && hsy_lexicon_equals(lexicon, name, "the")) name++;
    uint32_t behind = name;
    while (behind < end && behind < name + NAME && hsy_lexicon_capital(lexicon, behind))
        behind++;
    return behind > name ? (hsy_words){name, behind} : words;
}

/* --- Unknown names ------------------------------------------------------------------------------------------------ */

/* Whether the sentence ends here, or goes on with a time, so that nothing that is told follows. */
static bool is_over(const hsy_lexicon *lexicon, uint32_t word, uint32_t end) {
    static const char *const times[] = {"on",          "yesterday",  "today",    "tonight", "earlier",  "monday",
                                        "tuesday",     "wednesday",  "thursday", "friday",  "saturday", "sunday",
                                        "exclusively", "afterwards", "recently", NULL};
    static const char *const which[] = {"last", "this", "late", "early", NULL};
    static const char *const spans[] = {"week",   "month",  "year", "morning", "afternoon", "evening", "night",
                                        "summer", "autumn", "fall", "winter",  "spring",    "weekend", NULL};
    if (word >= end) return true;
    if (hsy_phrase_is(lexicon, word, which)) return word + 1 < end && hsy_phrase_is(lexicon, word + 1, spans);
    if (hsy_lexicon_equals(lexicon, word, "in") && word + 2 < end)
        return hsy_use_has(lexicon, word + 1, "talk") || hsy_use_has(lexicon, word + 2, "talk");
    if (hsy_lexicon_is(lexicon, word, HSY_WORD_LETTERS)) return hsy_phrase_is(lexicon, word, times);
    static const char *const ends[] = {".", ",", ":", ";", "!", "”", "\"", "’", NULL};
    return hsy_phrase_is(lexicon, word, ends);
}

/* A word for people, institutions, places by itself: "Congress", "Police". */
static bool is_known(const hsy_lexicon *lexicon, uint32_t word) {
    if (hsy_lexicon_is(lexicon, word, HSY_WORD_TITLE | HSY_WORD_NOT_NAME | HSY_WORD_PRONOUN | HSY_WORD_MANY))
        return true;
    const hsy_entry *entry = hsy_lexicon_at(lexicon, word);
    if (entry->first_name != HSY_SEX_UNKNOWN || hsy_noun_class(entry->text) != 0) return true;
    return hsy_noun_match(lexicon, HSY_PHRASES_BODIES, word, word + 1) != 0;
}

/* Whether a name is that of nobody else in the story. */
static bool is_nobody_else(const hsy_scene *scene, uint32_t number, const bool *speaks) {
    const hsy_entities *entities = scene->entities;
    uint32_t entity = hsy_name_root(scene->names, entities->mentions[number].entity), names = 0;
    if (speaks[entity]) return false;
    uint32_t end = entities->first[entity + 1];
    if (end > entities->first[entity] + MEMBERS) return false;
    for (uint32_t i = entities->first[entity]; i < end; i++) {
        const hsy_mention *mention = &entities->mentions[entities->members[i]];
        if (mention->form == HSY_FORM_HE || mention->form == HSY_FORM_SHE || mention->form == HSY_FORM_I) return false;
        if (mention->form != HSY_FORM_NAME) continue;
        names++;
        if (mention->sort == HSY_SORT_PLACE || mention->sort == HSY_SORT_TIME || mention->sex != HSY_SEX_UNKNOWN)
            return false;
        if (mention->name.end - mention->name.start > 1) return false;
    }
    return names <= MENTIONS;
}

bool hsy_told_is_surname(const hsy_scene *scene, uint32_t word) {
    uint32_t entity = scene->names->surname[scene->lexicon->number[word]];
    if (entity == HSY_NONE || scene->names->entities[entity].person == HSY_NONE) return false;
    hsy_words name = scene->entities->mentions[scene->names->entities[entity].person].name;
    return name.end - name.start > 1;
}

static uint32_t unknown_name(const hsy_scene *scene, uint32_t word, uint32_t end, const bool *speaks) {
    const hsy_lexicon *lexicon = scene->lexicon;
    uint32_t start = word + 1;
    static const char *const interviews[] = {"interview", "interviews", NULL};
    bool talk = word > 0 && hsy_phrase_is(lexicon, word - 1, interviews); /* "in an interview with Lantern that ..." */
    if (start < end && hsy_lexicon_equals(lexicon, start, "the")) start++;
    if (start >= end || !hsy_lexicon_is_name(lexicon, start) || is_known(lexicon, start)) return HSY_NONE;
    if (!talk && !is_over(lexicon, start + 1, end)) return HSY_NONE;
    uint32_t number = hsy_mention_of(scene->entities, (hsy_words){start, start + 1});
    if (number == HSY_NONE && start > 0) number = hsy_mention_of(scene->entities, (hsy_words){start - 1, start + 1});
    if (number == HSY_NONE || scene->entities->mentions[number].head != start) return HSY_NONE;
    if (hsy_told_is_surname(scene, start)) return HSY_NONE;
    return is_nobody_else(scene, number, speaks) ? number : HSY_NONE;
}

/* --- Without a name ----------------------------------------------------------------------------------------------- */

/* "A local paper"; "the paper" where it takes up one that has a name; but not "the press", which is all of them. */
static uint32_t described(const hsy_scene *scene, uint32_t start) {
    static const char *const all[] = {"press", "media", "news", "tv", NULL};
    const hsy_entities *entities = scene->entities;
    for (uint32_t i = hsy_mention_from(entities, start);
         i < entities->count && entities->mentions[i].words.start == start; i++) {
        const hsy_mention *mention = &entities->mentions[i];
        if (mention->joined || mention->number == HSY_NUMBER_MANY || hsy_phrase_is(scene->lexicon, mention->head, all))
            continue;
        uint32_t class = hsy_noun_class(hsy_lexicon_at(scene->lexicon, mention->head)->text);
        if ((class & HSY_NOUN_OUTLET) == 0) continue;
        if (mention->form == HSY_FORM_INDEFINITE) return i;
        if (mention->form != HSY_FORM_DEFINITE) continue;
        uint32_t entity = hsy_name_root(scene->names, mention->entity);
        return hsy_name_has(scene->names, entity) ? i : hsy_latest_body(scene, i);
    }
    return HSY_NONE;
}

uint32_t hsy_told_unknown(const hsy_scene *scene, uint32_t word, uint32_t end, const bool *speaks) {
    uint32_t number = unknown_name(scene, word, end, speaks);
    return number != HSY_NONE ? number : described(scene, word + 1);
}
