/* SPDX-License-Identifier: Apache-2.0 */
/* What is known of a mention from its words and its place, and of names that belong together. */
#ifndef HSY_SPEAKER_FACTS_H
#define HSY_SPEAKER_FACTS_H

#include "speaker/parts.h"

/* How a mention stands in its sentence. The numbers are rows of the model's tables. */
typedef enum hsy_place {
    HSY_PLACE_FIRST = 0,  /* the first mention of its sentence: mostly the subject */
    HSY_PLACE_BEHIND = 1, /* behind a preposition */
    HSY_PLACE_WITHIN = 2, /* inside another mention */
    HSY_PLACE_ELSE = 3,
    HSY_PLACES
} hsy_place;

/* What coreference wants to know of a mention beside what others may read of it (hsy_mention). */
typedef struct hsy_fact {
    const uint32_t *name; /* the numbers of the name's words in the lexicon */
    uint32_t name_count;
    uint64_t text; /* of its words without articles and marks: equal for equal ones */
    uint64_t stem; /* of its head in the singular */
    uint32_t look; /* number in the lexicon of the name's last word, or of the head: what it looks like */
    uint32_t sentence, paragraph, quotation;
    uint32_t content;   /* the innermost attribution in whose content its head stands; or HSY_NONE */
    uint32_t source_of; /* an attribution whose source it is; or HSY_NONE */
    uint32_t key;       /* mentions of one key have one name and are one entity by that alone; HSY_NONE */
    uint8_t place;      /* hsy_place */
} hsy_fact;

typedef struct hsy_facts {
    const hsy_lexicon *lexicon;
    hsy_mention *mentions;
    hsy_fact *items;
    size_t count;
    size_t key_count;
} hsy_facts;

/* Fills the facts' part of each mention, and the facts. `source` [attributions]: the mentions that stand for sources;
 * HSY_NONE. The result lives in `arena`. */
hearsay_status hsy_facts_read(const hsy_lexicon *lexicon, const hsy_attributions *attributions, hsy_mention *mentions,
                              size_t count, const uint32_t *source, hsy_arena *arena, hsy_facts *facts,
                              hearsay_error *error);

/* speech.c: of each word, who speaks or is reported there. */
typedef struct hsy_speeches {
    uint32_t *speech;  /* [words] the attribution to which most of the quotation around the word belongs, or that of the
                        * transcript's label; HSY_NONE: no speech */
    uint32_t *content; /* [words] the innermost attribution whose content it is; HSY_NONE */
} hsy_speeches;

hearsay_status hsy_speech_find(const hsy_attributions *attributions, hsy_arena *arena, hsy_speeches *speeches,
                               hearsay_error *error);

/* names.c: whose names are persons', and which names are one. Sets `person`, `name_sex` and `key`. */
hearsay_status hsy_names_join(hsy_facts *facts, hsy_arena *work, hearsay_error *error);

/* How the name of one mention stands to that of an earlier one. The numbers are rows of the model's table. */
typedef enum hsy_name_relation {
    HSY_NAMES_NOT_BOTH = 0,
    HSY_NAMES_SAME,
    HSY_NAMES_SURNAME_OF,     /* Odom, Lamar Odom before */
    HSY_NAMES_FIRST_NAME_OF,  /* Lamar */
    HSY_NAMES_HAS_AS_SURNAME, /* Lamar Odom, Odom before */
    HSY_NAMES_HAS_AS_FIRST_NAME,
    HSY_NAMES_FIT,      /* L. Odom, Lamar Odom before */
    HSY_NAMES_CONFLICT, /* Ana Odom */
    HSY_NAMES_INSIDE,   /* its words are all in the earlier one */
    HSY_NAMES_CONTAINS,
    HSY_NAMES_ACRONYM,
    HSY_NAMES_SHARE_A_WORD,
    HSY_NAMES_OTHER,
    HSY_NAME_RELATIONS
} hsy_name_relation;

hsy_name_relation hsy_names_relation(const hsy_facts *facts, size_t later, size_t earlier);

/* Whether one is the beginning of the other, full stops at the end left off: "J." and "James". */
bool hsy_names_initial(const hsy_lexicon *lexicon, uint32_t one, uint32_t other);

#endif
