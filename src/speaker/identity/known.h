/* SPDX-License-Identifier: Apache-2.0 */
/* By what words named persons and bodies are known, and who is meant by a description. */
#ifndef HSY_SPEAKER_KNOWN_H
#define HSY_SPEAKER_KNOWN_H

#include "speaker/identity/naming.h"

enum { HSY_KNOWN_BUCKETS = 256 }; /* of the words behind an entry of offices.txt */

/* That somebody is known by a word. */
typedef struct hsy_known_as {
    uint32_t word;   /* number in the lexicon */
    uint32_t office; /* hash of a word behind it in offices.txt; 0: the word itself is meant */
    uint32_t entity;
    uint32_t owner;  /* "the mayor's aide": entity; HSY_NONE */
    uint32_t before; /* index of the one before it in its chain; HSY_NONE */
    bool deputy;     /* "vice president" */
} hsy_known_as;

typedef struct hsy_known {
    const hsy_scene *scene;
    hsy_names *names;
    hsy_vector items;                      /* hsy_known_as */
    uint32_t *by_word;                     /* [lexicon's entries] the latest; HSY_NONE */
    uint32_t by_office[HSY_KNOWN_BUCKETS]; /* by hash */
    uint32_t *votes, *voted; /* [entities] words in common with the description in hand, and which that was */
} hsy_known;

/* A description whose name is looked for. */
typedef struct hsy_description {
    uint32_t mention, head;
    uint32_t owner; /* an entity; HSY_NONE */
    hsy_words words;
    bool deputy;   /* "the vice president" */
    uint32_t mark; /* a number of its own, not 0 */
} hsy_description;

hearsay_status hsy_known_new(const hsy_scene *scene, hsy_names *names, hsy_known *known, hearsay_error *error);
void hsy_known_free(hsy_known *known);

/* The entity is known by these words from now on. false: refused. */
bool hsy_known_learn(hsy_known *known, hsy_words words, uint32_t entity);

/* Who is meant; HSY_NONE: nobody, or not for sure. `later`: whoever is named behind the description may be meant. */
uint32_t hsy_known_look_up(hsy_known *known, const hsy_description *looked, bool later);

/* Whose it is, where a phrase begins with an owner: "the mayor's aide"; HSY_NONE. */
uint32_t hsy_known_owner(const hsy_scene *scene, hsy_words words);

bool hsy_known_is_person(const hsy_lexicon *lexicon, uint32_t word); /* a noun for one */
bool hsy_known_is_deputy(const hsy_lexicon *lexicon, uint32_t word); /* "vice", "former" before an office */

#endif
