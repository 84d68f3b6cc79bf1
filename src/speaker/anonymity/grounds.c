/* SPDX-License-Identifier: Apache-2.0 */
/* Where the text says that a source would not be named, whom that is about, and why it was granted. */
#include "speaker/anonymity/informant.h"

enum {
    CLAUSE = 12, /* words from the beginning of a clause to the phrase in it */
    NEAR = 4,    /* the same from its "on" or "under" */
    LONGEST = 8, /* words of a phrase */
    SUBJECT = 8, /* words from the beginning of a sentence to the noun of its subject */
    BEFORE = 6,  /* words between "because" and "not authorised" */
    REACH = 150  /* words before "The official spoke on condition ..." in which the official is looked for */
};

static uint32_t match(const hsy_lexicon *lexicon, uint32_t word, uint32_t end, bool *reason) {
    uint32_t size = hsy_noun_match(lexicon, HSY_PHRASES_ANONYMITY, word, end);
    *reason = size == 0;
    return size != 0 ? size : hsy_noun_match(lexicon, HSY_PHRASES_REASONS, word, end);
}

bool hsy_grounds_begin(const hsy_lexicon *lexicon, uint32_t word, uint32_t end) {
    static const char *const begins[] = {"who",        "whose",      "on",      "speaking",   "requesting", "declining",
                                         "asking",     "granted",    "given",   "insisting",  "citing",     "and",
                                         "but",        "not",        "under",   "requested",  "seeking",    "demanding",
                                         "preferring", "identified", "talking", "responding", ",",          NULL};
    if (!hsy_phrase_is(lexicon, word, begins)) return false;
    static const char *const near[] = {"on", "under", "given", "not", "granted", "citing", NULL};
    static const char *const joints[] = {"and", "but", NULL};
    uint32_t reach = hsy_phrase_is(lexicon, word, near) ? NEAR : CLAUSE;
    if (end > word + reach) end = word + reach;
    for (uint32_t at = word; at < end; at++) {
        bool reason;
        if (at > word && hsy_phrase_is(lexicon, at, joints)) return false; /* another clause's */
        if (match(lexicon, at,
                  lexicon->tokens->word_count < at + LONGEST ? (uint32_t)lexicon->tokens->word_count : at + LONGEST,
                  &reason) != 0)
            return true;
    }
    return false;
}

/* --- Why ------------------------------------------------------------------------------------------- */

static bool is_mark(const hsy_lexicon *lexicon, uint32_t word) {
    static const char *const marks[] = {",", ".", ";", ":", "!", "?",  "—",  "–",  "--",
                                        "-", ")", "(", "”", "“", "\"", "''", "``", NULL};
    return hsy_phrase_is(lexicon, word, marks);
}

/* The words up to the next mark, within the sentence. */
static uint32_t clause_end(const hsy_scene *scene, uint32_t word, uint32_t end) {
    while (word < end && !is_mark(scene->lexicon, word))
        word++;
    return word;
}

/* The reason that follows "on condition of anonymity": it begins there, or behind a few words and a comma. */
static hsy_words reason_behind(const hsy_scene *scene, uint32_t word, uint32_t end) {
    static const char *const begins[] = {"because", "to",      "for",    "due",    "since", "as", "given",
                                         "under",   "owing",   "citing", "out",    "in",    "so", "while",
                                         "until",   "fearing", "lest",   "saying", NULL};
    if (word < end && hsy_lexicon_equals(scene->lexicon, word, ",")) {
        static const char *const sure[] = {"because", "citing", "due", "saying", "fearing",
                                           "given",   "since",  "for", NULL};
        if (word + 1 >= end || !hsy_phrase_is(scene->lexicon, word + 1, sure)) return (hsy_words){0};
        word++;
    }
    for (uint32_t step = 0; step < 4 && word < end && !is_mark(scene->lexicon, word); step++, word++)
        if (hsy_phrase_is(scene->lexicon, word, begins)) return (hsy_words){word, clause_end(scene, word, end)};
    return (hsy_words){0};
}

/* The clause of "not authorised to ...": from its "because" or "who", or else from its verb on. */
static hsy_words reason_around(const hsy_scene *scene, uint32_t word, uint32_t start, uint32_t end) {
    static const char *const openers[] = {"because", "since", "as", "who", "that", "though", NULL};
    static const char *const between[] = {"he",  "she",  "they", "was", "were", "is",   "are", "had",
                                          "has", "have", "been", "did", "does", "do",   "'s",  "'re",
                                          "it",  "we",   "i",    "him", "her",  "them", NULL};
    uint32_t from = word;
    while (from > start && word - from < BEFORE && hsy_phrase_is(scene->lexicon, from - 1, between))
        from--;
    if (from > start && hsy_phrase_is(scene->lexicon, from - 1, openers)) from--;
    return (hsy_words){from, clause_end(scene, word, end)};
}

/* --- Who ------------------------------------------------------------------------------------------------ */

/* The informant whose mention stands last before the phrase in its sentence; else first behind it. */
static uint32_t in_sentence(const hsy_informants *informants, uint32_t word, hsy_words sentence) {
    for (uint32_t at = word; at > sentence.start; at--)
        if (informants->at[at - 1] != HSY_NONE) return informants->at[at - 1];
    return HSY_NONE;
}

static uint32_t behind(const hsy_informants *informants, uint32_t word, hsy_words sentence) {
    for (uint32_t at = word; at < sentence.end; at++)
        if (informants->at[at] != HSY_NONE) return informants->at[at];
    return HSY_NONE;
}

/* The noun phrase with the first word for a person, or the first pronoun, of the sentence. */
static bool read_subject(const hsy_lexicon *lexicon, hsy_words words, hsy_phrase *subject) {
    for (uint32_t word = words.start; word < words.end && word < words.start + SUBJECT; word++) {
        const hsy_entry *entry = hsy_lexicon_at(lexicon, word);
        bool person = (hsy_noun_class(entry->text) & HSY_NOUN_PERSON) != 0;
        bool pronoun = (entry->class & HSY_WORD_PRONOUN) != 0 && (entry->class & HSY_WORD_DETERMINER) == 0;
        bool quantity = hsy_noun_amount(entry->text) != HSY_AMOUNT_NONE && word + 1 < words.end &&
                        hsy_lexicon_equals(lexicon, word + 1, "of");
        if ((!person && !pronoun) || quantity) continue;
        *subject = hsy_phrase_read(lexicon, (hsy_words){words.start, word + 1});
        return true;
    }
    return false;
}

/* Whom the subject of a sentence stands for that is no source itself: "The officials spoke on condition ...". */
static uint32_t by_subject(const hsy_scene *scene, const hsy_informants *informants, hsy_words sentence,
                           uint32_t word) {
    hsy_phrase subject;
    if (!read_subject(scene->lexicon, (hsy_words){sentence.start, word}, &subject)) return HSY_NONE;
    bool pronoun = subject.form == HSY_FORM_HE || subject.form == HSY_FORM_SHE || subject.form == HSY_FORM_THEY ||
                   (subject.partitive && hsy_form_is_pronoun(subject.form)) ||
                   hsy_lexicon_equals(scene->lexicon, subject.head, "both") ||
                   hsy_lexicon_equals(scene->lexicon, subject.head, "all");
    for (uint32_t at = sentence.start, step = 0; at > 0 && step < REACH; at--, step++) {
        uint32_t other = informants->at[at - 1];
        if (other == HSY_NONE) continue;
        const hsy_phrase *phrase = &informants->items[other].phrase;
        if ((phrase->noun & HSY_NOUN_PERSON) == 0 && (phrase->noun & HSY_NOUN_GROUP) == 0 &&
            !informants->items[other].brief)
            continue;
        if (pronoun) return other;
        hsy_str a = hsy_lexicon_at(scene->lexicon, subject.head)->text,
                b = hsy_lexicon_at(scene->lexicon, phrase->head)->text;
        if (hsy_str_equal(a, b) || ((subject.noun & HSY_NOUN_BARE) != 0 && (phrase->noun & HSY_NOUN_PERSON) != 0 &&
                                    subject.plural == phrase->plural))
            return other;
    }
    return HSY_NONE;
}

static void set(const hsy_scene *scene, hsy_informants *informants, uint32_t word, uint32_t size, bool reason) {
    hsy_words sentence = hsy_lexicon_sentence(scene->lexicon, word);
    uint32_t found = in_sentence(informants, word, sentence);
    if (found == HSY_NONE) found = behind(informants, word + size, sentence);
    if (found == HSY_NONE) found = by_subject(scene, informants, sentence, word);
    if (found == HSY_NONE) return;
    hsy_informant *leader = &informants->items[informants->items[found].leader];
    leader->hidden = true;
    if (leader->reason.start < leader->reason.end) return;
    leader->reason = reason ? reason_around(scene, word, sentence.start, sentence.end)
                            : reason_behind(scene, word + size, sentence.end);
}

void hsy_informants_grounds(const hsy_scene *scene, hsy_informants *informants) {
    uint32_t end = (uint32_t)scene->tokens->word_count;
    for (uint32_t word = 0; word < end;) {
        bool reason;
        uint32_t size = match(scene->lexicon, word, end, &reason);
        if (size != 0) set(scene, informants, word, size, reason);
        word += size != 0 ? size : 1;
    }
}
