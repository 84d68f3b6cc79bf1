/* SPDX-License-Identifier: Apache-2.0 */
/* Entities while they grow, and what contradicts that a mention joins one. For resolve.c. */
#ifndef HSY_SPEAKER_GROUPS_H
#define HSY_SPEAKER_GROUPS_H

#include "speaker/coreference/entities.h"

enum { HSY_GROUP_KEYS = 4 };

/* An entity while it grows; one that was merged into another has a parent. */
typedef struct hsy_group {
    uint32_t parent; /* itself: it stands */
    uint32_t first, last;
    uint32_t count, many, they;    /* mentions; those in the plural; "they" */
    uint32_t joined;               /* "A and B" */
    uint32_t informants;           /* sources such as "an insider" */
    uint32_t keys[HSY_GROUP_KEYS]; /* of its persons' names */
    uint8_t key_count;
    uint8_t sexes;   /* bits 1 << sex, of names and pronouns */
    bool other_name; /* a name that is no person's */
    bool author;     /* who writes "I" outside all speech */
    double total;    /* for the mention in hand, where stamp is its number + 1 */
    double most;
    size_t stamp;
} hsy_group;

/* The work of joining a story's mentions, while it goes on. */
typedef struct hsy_resolving {
    const hsy_facts *facts;
    const uint32_t *source; /* [attributions] */
    hsy_group *groups;
    size_t group_count;
    uint32_t *next;    /* [mentions] the next mention of its entity; HSY_NONE */
    uint32_t *of_key;  /* [keys] a group; HSY_NONE */
    uint32_t *touched; /* groups that the mention in hand may join */
    uint8_t *rows;     /* the mention in hand with those before it */
    float *scores;
    size_t reach;         /* how many of them */
    uint32_t author;      /* a group; HSY_NONE */
    uint32_t last_source; /* the latest mention that is a source; HSY_NONE */
    uint32_t informant;   /* the latest mention that is a source such as "an insider"; HSY_NONE */
} hsy_resolving;

/* The group that stands for `number` since it was merged. */
uint32_t hsy_groups_root(const hsy_resolving *state, uint32_t number);
bool hsy_groups_has_key(const hsy_group *one, uint32_t key);

/* What is known of mention `index`, the one in hand, and an `other`; NULL: the other is out of reach. */
const uint8_t *hsy_groups_row(const hsy_resolving *state, size_t index, size_t other);

/* Whether a mention is a source that reporters quote without a name: "an insider", "the official". */
bool hsy_groups_is_informant(const hsy_facts *facts, size_t index);

/* Whether mention `index`, the one in hand, can't be of group `number`, whatever the scores say. */
bool hsy_groups_contradict(const hsy_resolving *state, size_t index, uint32_t number);

#endif
