/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who an unnamed source is and how it knows, as spans:
 *
 *     a senior official | who was briefed on the talks | , who spoke on condition of anonymity
 *     role                knows                          neither
 */
#include "speaker/anonymity/informant.h"

enum { AHEAD = 10 }; /* words behind the source in which it may go on */

static bool cuts(const hsy_lexicon *lexicon, uint32_t word) {
    static const char *const marks[] = {",", "(", "[", "--", "—", "–", "-", ";", ":", "”", "\"", ".", "''", NULL};
    return hsy_phrase_is(lexicon, word, marks);
}

/* --- Close to somebody, or to something ----------------------------------------------------------- */

/* "close to the senator", "close to Whitfield's campaign", "close to him": who it is; "close to the talks": how it
 * knows. */
static bool close_to_matter(const hsy_lexicon *lexicon, uint32_t word, uint32_t end) {
    if (word + 2 >= end || !hsy_lexicon_equals(lexicon, word, "close") || !hsy_lexicon_equals(lexicon, word + 1, "to"))
        return false;
    hsy_phrase to = hsy_phrase_read(lexicon, (hsy_words){word + 2, end});
    if (hsy_form_is_pronoun(to.form) || to.form == HSY_FORM_NAME) return false;
    uint32_t bodies = HSY_NOUN_PERSON | HSY_NOUN_GROUP | HSY_NOUN_ORGANIZATION | HSY_NOUN_OUTLET;
    static const char *const matters[] = {"investigation", "inquiry", "enquiry",     "probe",
                                          "project",       "hearing", "partnership", NULL};
    return (to.noun & bodies) == 0 || hsy_phrase_is(lexicon, to.head, matters);
}

/* --- Knows --------------------------------------------------------------------------------------------- */

static uint32_t knowing_at(const hsy_lexicon *lexicon, uint32_t word, uint32_t end) {
    if (close_to_matter(lexicon, word, end)) return 2;
    static const char *const adverbs[] = {"directly", "intimately", "closely", "personally",
                                          "recently", "also",       "deeply",  NULL};
    uint32_t skipped = word + 1 < end && hsy_phrase_is(lexicon, word, adverbs);
    uint32_t size = hsy_noun_match(lexicon, HSY_PHRASES_KNOWING, word + skipped, end);
    return size == 0 ? 0 : size + skipped;
}

/* Where a clause that begins at `word` ends: before a mark, before what is said of anonymity. */
static uint32_t end_of(const hsy_lexicon *lexicon, uint32_t word, uint32_t end) {
    for (uint32_t at = word + 1; at < end; at++) {
        bool comma = cuts(lexicon, at);
        if (comma && at + 1 < end && hsy_lexicon_capital(lexicon, at + 1) && at > word + 1 &&
            hsy_lexicon_capital(lexicon, at - 1) && hsy_lexicon_equals(lexicon, at, ","))
            continue; /* "in Harbury, Ohio" */
        if (comma || hsy_grounds_begin(lexicon, at, end)) return at;
    }
    return end;
}

hsy_words hsy_details_knows(const hsy_scene *scene, const hsy_informant *informant) {
    const hsy_lexicon *lexicon = scene->lexicon;
    const hsy_phrase *phrase = &informant->phrase;
    uint32_t end = phrase->words.end;
    for (uint32_t word = phrase->words.start + 1; word < end; word++)
        if (knowing_at(lexicon, word, end) != 0) return (hsy_words){word, end_of(lexicon, word, end)};
    if ((phrase->noun & HSY_NOUN_KNOWS) != 0 && !informant->brief)
        return (hsy_words){phrase->words.start, end_of(lexicon, phrase->head, end)};
    hsy_words sentence = hsy_lexicon_sentence(lexicon, phrase->head);
    uint32_t next = end < sentence.end && hsy_lexicon_equals(lexicon, end, ",") ? end + 1 : end;
    if (next < sentence.end && end > phrase->words.start && knowing_at(lexicon, next, sentence.end) != 0) {
        uint32_t stop = next + AHEAD < sentence.end ? next + AHEAD : sentence.end;
        return (hsy_words){next, end_of(lexicon, next, stop)};
    }
    return (hsy_words){0};
}

/* --- Role ------------------------------------------------------------------------------------------------- */

/* Whether a word before the head tells nothing of who it is. */
static bool is_empty(const hsy_lexicon *lexicon, uint32_t word) {
    static const char *const texts[] = {
        "same",        "other",       "another",       "separate",   "second",  "third",     "fourth",  "first",
        "different",   "single",      "more",          "than",       "at",      "least",     "about",   "of",
        "nearly",      "almost",      "only",          "additional", "further", "anonymous", "unnamed", "unidentified",
        "undisclosed", "well-placed", "well-informed", "half",       "a",       "those",     "these",   "them",
        NULL};
    return hsy_lexicon_is(lexicon, word, HSY_WORD_DETERMINER) || !hsy_lexicon_is(lexicon, word, HSY_WORD_LETTERS) ||
           hsy_phrase_is(lexicon, word, texts) ||
           hsy_noun_amount(hsy_lexicon_at(lexicon, word)->text) != HSY_AMOUNT_NONE;
}

/* Where the role ends: the noun phrase goes on through "of the party", "close to him", "who ran the agency". */
static uint32_t role_end(const hsy_lexicon *lexicon, const hsy_phrase *phrase) {
    uint32_t end = phrase->words.end;
    for (uint32_t word = phrase->head + 1; word < end; word++) {
        bool list = phrase->joined && hsy_lexicon_equals(lexicon, word, ",") && word + 1 < end &&
                    !hsy_lexicon_equals(lexicon, word + 1, "who") && word < phrase->head + 4;
        if (list) continue;
        if (cuts(lexicon, word) || knowing_at(lexicon, word, end) != 0 || hsy_grounds_begin(lexicon, word, end))
            return word;
    }
    return end;
}

hsy_words hsy_details_role(const hsy_scene *scene, const hsy_informant *informant) {
    const hsy_lexicon *lexicon = scene->lexicon;
    const hsy_phrase *phrase = &informant->phrase;
    if (informant->brief || (phrase->noun & HSY_NOUN_KNOWS) != 0) return (hsy_words){0};
    uint32_t end = role_end(lexicon, phrase);
    bool bare = (phrase->noun & HSY_NOUN_BARE) != 0 || (phrase->noun & (HSY_NOUN_PERSON | HSY_NOUN_ORGANIZATION)) == 0;
    if (bare && end <= phrase->head + 1) {
        bool told = false;
        for (uint32_t word = phrase->words.start; word < phrase->head; word++)
            told |= !is_empty(lexicon, word);
        if (!told) return (hsy_words){0};
    }
    return (hsy_words){phrase->words.start, end};
}
