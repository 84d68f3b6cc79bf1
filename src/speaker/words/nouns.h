/* SPDX-License-Identifier: Apache-2.0 */
/* What the lists of data/speaker say of nouns, names and turns of phrase. */
#ifndef HSY_SPEAKER_NOUNS_H
#define HSY_SPEAKER_NOUNS_H

#include "speaker/parts.h"

/* What a noun stands for, and what that tells of a source: bits. */
enum {
    HSY_NOUN_PERSON = 1 << 0,
    HSY_NOUN_GROUP = 1 << 1,
    HSY_NOUN_ORGANIZATION = 1 << 2,
    HSY_NOUN_OUTLET = 1 << 3,
    HSY_NOUN_DOCUMENT = 1 << 4,
    HSY_NOUN_CHANNEL = 1 << 5, /* "statement": who is behind it speaks */
    HSY_NOUN_KINDS = (1 << 6) - 1,
    HSY_NOUN_PLURAL = 1 << 6,
    /* Of nouns for persons; person-nouns.txt tells what they mean. */
    HSY_NOUN_INSIDE = 1 << 7,
    HSY_NOUN_CLASS = 1 << 8,
    HSY_NOUN_OFFICE = 1 << 9,
    HSY_NOUN_VOICE = 1 << 10,
    HSY_NOUN_KIN = 1 << 11,
    HSY_NOUN_BARE = 1 << 12,
    HSY_NOUN_KNOWS = 1 << 13,
};

/* Of a word in small letters; 0: it is in no list. */
uint32_t hsy_noun_class(hsy_str small);

typedef enum hsy_amount {
    HSY_AMOUNT_NONE = 0,
    HSY_AMOUNT_ONE,
    HSY_AMOUNT_SOME,
    HSY_AMOUNT_SHARE,  /* "most", "no", "two-thirds": a part of a class */
    HSY_AMOUNT_CLUSTER /* "a group", "a chorus" */
} hsy_amount;

/* What a word before a noun tells of how many are meant. */
hsy_amount hsy_noun_amount(hsy_str small);

/* Whether a name that ends with the word, or begins with it, is mostly a newspaper's or a magazine's. */
bool hsy_noun_ends_outlet(hsy_str small);
bool hsy_noun_begins_outlet(hsy_str small);

/* Whether a word of a cue is one of saying. */
bool hsy_noun_is_saying(hsy_str small);

typedef enum hsy_phrases {
    HSY_PHRASES_BODIES,    /* bodies.txt */
    HSY_PHRASES_OUTLETS,   /* outlets.txt */
    HSY_PHRASES_KNOWING,   /* knowing-phrases.txt */
    HSY_PHRASES_ANONYMITY, /* anonymity-phrases.txt */
    HSY_PHRASES_REASONS,   /* anonymity-reasons.txt */
    HSY_PHRASES_DEEDS,     /* deed-phrases.txt */
    HSY_PHRASES
} hsy_phrases;

/* How many words from `word` on, but before `end`, make up the longest entry of the list; 0: none does. */
uint32_t hsy_noun_match(const hsy_lexicon *lexicon, hsy_phrases phrases, uint32_t word, uint32_t end);

#endif
