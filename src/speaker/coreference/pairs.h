/* SPDX-License-Identifier: Apache-2.0 */
/* What is known of two mentions together: small numbers, each a row of one of the model's tables. */
#ifndef HSY_SPEAKER_PAIRS_H
#define HSY_SPEAKER_PAIRS_H

#include "speaker/coreference/facts.h"

/* How many mentions back one may look. */
enum { HSY_PAIRS_REACH = 250 };

/* The columns of a pair; "later" and "earlier" are the two mentions. */
typedef enum hsy_pair_column {
    HSY_PAIR_FORM = 0, /* later form * HSY_FORMS + earlier form; likewise below */
    HSY_PAIR_SORT,     /* of the two sorts */
    HSY_PAIR_SEX,      /* by their own words */
    HSY_PAIR_NUMBER,
    HSY_PAIR_NAME,      /* hsy_name_relation */
    HSY_PAIR_HEAD,      /* hsy_head_relation */
    HSY_PAIR_STRING,    /* equal words */
    HSY_PAIR_PATTERN,   /* hsy_pattern */
    HSY_PAIR_SENTENCES, /* sentences apart: 0, 1, 2, 3, 4, 6, 9, 16, 32 and more */
    HSY_PAIR_MENTIONS,  /* mentions apart: 1 to 5, 7, 11, 21, 41, 81, 161 and more */
    HSY_PAIR_PARAGRAPH, /* the same; the one before; an earlier one; the story's first */
    HSY_PAIR_QUOTE,     /* both outside; later inside alone; earlier inside alone; in the same; in two quotations */
    HSY_PAIR_SPEECH,    /* hsy_speech */
    HSY_PAIR_RANK,      /* how many between agree in sex and number: 0, 1, 2, 4, 8 and more; 5: the earlier does not */
    HSY_PAIR_SALIENCE,  /* how often what looks like the earlier stood before the later: 0, 1, 2, 4, 8; 5: a pronoun */
    HSY_PAIR_PLACE,     /* whether each is the first of its sentence */
    HSY_PAIR_NAME_SEX,  /* by names too */
    HSY_PAIR_SOURCE,    /* whether each is some attribution's source */
    HSY_PAIR_ROLE,      /* of the two hsy_place */
    HSY_PAIR_KNOWN,     /* hsy_known */
    HSY_PAIR_COLUMNS
} hsy_pair_column;

typedef enum hsy_head_relation {
    HSY_HEADS_OTHER = 0,
    HSY_HEADS_SAME_AGREE, /* the same head, the same words before it */
    HSY_HEADS_SAME_FEWER, /* the later has fewer */
    HSY_HEADS_SAME_MORE,
    HSY_HEADS_SAME_DIFFER,
    HSY_HEADS_NUMBER, /* the same but for the plural */
    HSY_HEADS_IN,     /* the later's head is a word of the earlier */
    HSY_HEADS_HAS,
    HSY_HEAD_RELATIONS
} hsy_head_relation;

/* What stands between two mentions of one sentence. */
typedef enum hsy_pattern {
    HSY_PATTERN_NONE = 0,
    HSY_PATTERN_COMMA,
    HSY_PATTERN_ADJACENT,
    HSY_PATTERN_COPULA,
    HSY_PATTERN_BRACKET,
    HSY_PATTERN_COLON,
    HSY_PATTERN_INSIDE, /* the later inside the earlier */
    HSY_PATTERN_HOLDS,
    HSY_PATTERN_POSSESSOR, /* the later inside the earlier, as its owner */
    HSY_PATTERNS
} hsy_pattern;

/* Who speaks where. "First" and "second": mentions of the first and the second person. */
typedef enum hsy_speech {
    HSY_SPEECH_NONE = 0,
    HSY_SPEECH_FIRST_SAME,    /* two first persons of one speech */
    HSY_SPEECH_FIRST_OTHER,   /* of two speeches */
    HSY_SPEECH_FIRST_SPEAKER, /* a first person and the source of its speech */
    HSY_SPEECH_OTHER_SPEAKER, /* another mention in a speech and the speech's source */
    HSY_SPEECH_FIRST_OUTSIDE, /* two first persons outside all speech */
    HSY_SPEECH_MIXED_SAME,    /* a first and a second person of one speech */
    HSY_SPEECH_MIXED_OTHER,
    HSY_SPEECH_SECOND_SAME,
    HSY_SPEECH_SECOND_OTHER,
    HSY_SPEECH_FIRST_UNSURE, /* two first persons, one of them outside */
    HSY_SPEECHES
} hsy_speech;

/* Whether the noun of one is known for the name of the other: by a title or an apposition anywhere in the story. */
typedef enum hsy_known {
    HSY_KNOWN_UNTOLD = 0, /* not a noun and a person's name, or nothing is known of the name */
    HSY_KNOWN_YES,
    HSY_KNOWN_NO,     /* the name is known for other nouns */
    HSY_KNOWN_OTHERS, /* the noun is known for another name, and this one for none */
    HSY_KNOWNS
} hsy_known;

/* What is known of a mention alone, when it may begin an entity. */
typedef enum hsy_alone_column {
    HSY_ALONE_FORM = 0,
    HSY_ALONE_SORT,
    HSY_ALONE_SEEN_HEAD,   /* an earlier one that is no pronoun has the same head; 2: a pronoun */
    HSY_ALONE_SEEN_STRING, /* the same words; or a name with the same first or last word; 2: a pronoun */
    HSY_ALONE_FIRST,       /* the first mention of its sentence */
    HSY_ALONE_PARAGRAPH,   /* 0, 1, 2 and more */
    HSY_ALONE_SPEECH,      /* outside speech; inside; a first person inside */
    HSY_ALONE_COLUMNS
} hsy_alone_column;

/* How many rows each column's table has. */
extern const uint8_t hsy_pair_sizes[HSY_PAIR_COLUMNS];
extern const uint8_t hsy_alone_sizes[HSY_ALONE_COLUMNS];

enum { HSY_SENTENCES_MOST = 32, HSY_SEEN_MOST = 8 }; /* all that is more falls into one bucket */

/* Walks the mentions in their order. */
typedef struct hsy_pairs {
    const hsy_facts *facts;
    struct hsy_side *sides; /* [mentions] */
    /* The bucket of each number of sentences apart, of mentions apart, and of times seen. */
    uint8_t sentences[HSY_SENTENCES_MOST + 1], mentions[HSY_PAIRS_REACH + 1], counts[HSY_SEEN_MOST + 1];
    uint32_t *seen;  /* [entries] how often what looks so stood before */
    uint32_t *nouns; /* [keys] the first of the nouns that a name is known for, in `pool`; HSY_NONE */
    bool *known;     /* [entries] whether a noun is known for some name */
    struct hsy_noun *pool;
    uint32_t pool_count, pool_room;
} hsy_pairs;

hearsay_status hsy_pairs_new(const hsy_facts *facts, hsy_arena *work, hsy_pairs *pairs, hearsay_error *error);

/* The pairs of mention `later` and those before it, from `later` - count on, count <= HSY_PAIRS_REACH, to `rows`
 * [count][HSY_PAIR_COLUMNS]. Called for every mention once, in order. Returns count. */
size_t hsy_pairs_row(hsy_pairs *pairs, size_t later, uint8_t *rows);

/* What is known of every mention alone, to `alone` [mentions][HSY_ALONE_COLUMNS]. */
hearsay_status hsy_pairs_alone(const hsy_facts *facts, hsy_arena *work, uint8_t *alone, hearsay_error *error);

#endif
