/* SPDX-License-Identifier: Apache-2.0 */
/* What a noun phrase says of a source by its words alone. */
#ifndef HSY_SPEAKER_PHRASE_H
#define HSY_SPEAKER_PHRASE_H

#include "speaker/words/nouns.h"

typedef struct hsy_phrase {
    hsy_words words;   /* without what stands before the noun phrase ("but", "as", "by") and marks at its ends */
    uint32_t head;     /* the noun that tells who it is: of "one of those advisers" the adviser */
    uint32_t core_end; /* where what follows the head begins: a preposition, a relative clause, a comma */
    uint32_t noun;     /* of the head: bits of nouns.h */
    hsy_form form;     /* how it begins; HSY_FORM_NAME: the head is a name */
    hsy_amount amount;
    bool plural;
    bool partitive; /* "one of ...", "some of ..." */
    bool joined;    /* "A and B" */
} hsy_phrase;

/* `words` holds one word at least. */
hsy_phrase hsy_phrase_read(const hsy_lexicon *lexicon, hsy_words words);

/* Whether phrase-words.txt says this of the word, without its capitals: "opener", "behind". */
bool hsy_phrase_does(const hsy_lexicon *lexicon, uint32_t word, const char *use);

/* Whether a word is one of `texts`, which ends with NULL. */
bool hsy_phrase_is(const hsy_lexicon *lexicon, uint32_t word, const char *const *texts);

#endif
