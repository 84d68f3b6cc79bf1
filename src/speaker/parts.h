/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of this stage share with one another and with its tests. No other stage includes it. */
#ifndef HSY_SPEAKER_PARTS_H
#define HSY_SPEAKER_PARTS_H

#include "speaker/speaker.h"

/* --- words/lexicon.c: words without their capitals, and what the lists of data/speaker say of them ------------ */

/* What a pronoun, or the way a mention begins, says of it. The numbers are rows of the model's tables. */
typedef enum hsy_form {
    HSY_FORM_I = 0, /* I, me, my, mine, myself */
    HSY_FORM_WE,
    HSY_FORM_YOU,
    HSY_FORM_HE,
    HSY_FORM_SHE,
    HSY_FORM_IT,
    HSY_FORM_THEY,
    HSY_FORM_DEMONSTRATIVE, /* this, that, these, those, alone */
    HSY_FORM_OTHER_PRONOUN, /* who, each, many, others, somebody, ... */
    HSY_FORM_NAME,          /* its head is a word of a name */
    HSY_FORM_DEFINITE,      /* the dam */
    HSY_FORM_THIS,          /* this dam */
    HSY_FORM_POSSESSED,     /* her dam, the town's dam */
    HSY_FORM_INDEFINITE,    /* a dam, some dams, one dam */
    HSY_FORM_BARE,          /* dams */
    HSY_FORMS
} hsy_form;

static inline bool hsy_form_is_pronoun(hsy_form form) {
    return form <= HSY_FORM_OTHER_PRONOUN;
}

typedef enum hsy_sex { HSY_SEX_UNKNOWN = 0, HSY_SEX_MALE, HSY_SEX_FEMALE, HSY_SEX_NEUTER, HSY_SEXES } hsy_sex;
typedef enum hsy_number { HSY_NUMBER_UNKNOWN = 0, HSY_NUMBER_ONE, HSY_NUMBER_MANY, HSY_NUMBERS } hsy_number;

/* Classes of words: bits. */
enum {
    HSY_WORD_LETTERS = 1 << 0,     /* has a letter or a digit */
    HSY_WORD_PRONOUN = 1 << 1,     /* pronouns.txt: form, sex and number are set */
    HSY_WORD_DETERMINER = 1 << 2,  /* the, a, my, some, every */
    HSY_WORD_TITLE = 1 << 3,       /* titles.txt: before a person's name: senator, mr., former */
    HSY_WORD_NOT_NAME = 1 << 4,    /* not-names.txt: written large before names, but no part of them: candidate, u.s. */
    HSY_WORD_PARTICLE = 1 << 5,    /* name-particles.txt: de, von, bin, of */
    HSY_WORD_SUFFIX = 1 << 6,      /* jr., iii */
    HSY_WORD_PREPOSITION = 1 << 7, /* of, in, against */
    HSY_WORD_BE = 1 << 8,          /* is, was, 's, becomes */
    HSY_WORD_BETWEEN = 1 << 9,     /* between a form of be and its complement: not, now, the */
    HSY_WORD_MANY = 1 << 10,       /* plural-nouns.txt: people, police, both */
    HSY_WORD_SMALL = 1 << 11,      /* this story writes it without a capital somewhere */
    HSY_WORD_POSSESSIVE = 1 << 12, /* my, his, its, their: before a noun */
    HSY_WORD_BREAK = 1 << 13,      /* phrase-breaks.txt: ends the core of a noun phrase */
};

/* What is known of a word apart from where it stands; all spellings that differ in capitals alone share one. */
typedef struct hsy_entry {
    hsy_str text;   /* lower case, ’ as ' */
    uint32_t class; /* bits of the above */
    uint8_t form, pronoun_sex, pronoun_number;
    uint8_t determiner;                  /* hsy_form of a noun phrase that begins with it; HSY_FORM_BARE: none */
    uint8_t honorific, noun, first_name; /* hsy_sex: what the word says of a person as "Mrs.", as "widow", as "Nora" */
} hsy_entry;

typedef struct hsy_lexicon {
    const hsy_tokens *tokens;
    uint32_t *number; /* [words] equal numbers: equal but for capitals */
    hsy_entry *entries;
    size_t entry_count;
    hsy_str *given; /* [words] as they are written in the clean text */
} hsy_lexicon;

/* In `arena`. */
hearsay_status hsy_lexicon_read(const hsy_tokens *tokens, hsy_arena *arena, hsy_lexicon *lexicon, hearsay_error *error);

static inline const hsy_entry *hsy_lexicon_at(const hsy_lexicon *lexicon, uint32_t word) {
    return &lexicon->entries[lexicon->number[word]];
}
static inline bool hsy_lexicon_is(const hsy_lexicon *lexicon, uint32_t word, uint32_t classes) {
    return (hsy_lexicon_at(lexicon, word)->class & classes) != 0;
}
/* Whether the word, without its capitals, is `text`. */
bool hsy_lexicon_equals(const hsy_lexicon *lexicon, uint32_t word, const char *text);
/* Whether it is what an owner ends with: "'s", or "'" behind a plural. */
bool hsy_lexicon_is_clitic(const hsy_lexicon *lexicon, uint32_t word);
/* Whether it is written with a capital: at its beginning, or anywhere in a word of more than three letters. */
bool hsy_lexicon_capital(const hsy_lexicon *lexicon, uint32_t word);
/* Whether it begins a sentence, a paragraph or a quotation, or stands behind a colon: a capital there says nothing. */
bool hsy_lexicon_begins(const hsy_lexicon *lexicon, uint32_t word);
/* Whether it is written large for being a name or a part of one. */
bool hsy_lexicon_is_name(const hsy_lexicon *lexicon, uint32_t word);
/* The sentence of a word as a range of words; of a very long one what is near. It never runs over a paragraph break. */
hsy_words hsy_lexicon_sentence(const hsy_lexicon *lexicon, uint32_t word);
/* The sex that first-names.txt gives a name that need not stand in the text. */
hsy_sex hsy_lexicon_first_name(hsy_str name);

/* --- Mentions -------------------------------------------------------------------------------------------------- */

/* The types of GUM. The numbers are rows of the model's tables. */
typedef enum hsy_sort {
    HSY_SORT_ABSTRACT = 0,
    HSY_SORT_PERSON,
    HSY_SORT_PLACE,
    HSY_SORT_EVENT,
    HSY_SORT_TIME,
    HSY_SORT_ORGANIZATION,
    HSY_SORT_OBJECT,
    HSY_SORT_SUBSTANCE,
    HSY_SORT_ANIMAL,
    HSY_SORT_PLANT,
    HSY_SORTS
} hsy_sort;

typedef struct hsy_mention {
    hsy_words words;
    uint32_t head;
    uint8_t sort; /* hsy_sort */
    float score;  /* of the mention head: a log probability; 0 for a source that no head found */

    /* What coreference/facts.c finds out of it; `person` and `name_sex` are names.c's, `entity` is resolve.c's. */
    uint8_t form, number; /* hsy_form, hsy_number */
    uint8_t sex;          /* hsy_sex by its own words: pronoun, honorific, noun */
    uint8_t name_sex; /* the same, or else what its first name, or an honorific before the same name elsewhere, says */
    bool joined;      /* "A and B" */
    bool possessive;  /* "his", "Nora's" */
    bool person;      /* a name, by most of the mentions that share its last word a person's */
    hsy_words name;   /* the words of its name without titles, marks between them; empty: it has none */
    uint32_t speech;  /* the attribution in whose quotation or transcript speech its head stands; or HSY_NONE */
    uint32_t entity;
} hsy_mention;

#define HSY_NONE UINT32_MAX

struct hsy_entities {
    const hsy_lexicon *lexicon;
    hsy_mention *mentions; /* by their first word; of those that begin together the longest first */
    size_t count;
    size_t entity_count;
    uint32_t *source;  /* [attributions] the mention that stands for the source; HSY_NONE: it has no source */
    uint32_t *members; /* mentions by entity, in the order of the text: those of entity e are */
    uint32_t *first;   /* members[first[e]] to members[first[e + 1]] */
};

/* --- What is found of each source ------------------------------------------------------------------------------ */

typedef struct hsy_names hsy_names;   /* identity/naming.h */
typedef struct hsy_kinder hsy_kinder; /* kind/kind_head.h */

/* All that is at hand when the sources are described. */
typedef struct hsy_scene {
    const hsy_story *story;
    const hsy_tokens *tokens;
    const hsy_lexicon *lexicon;
    const hsy_attributions *attributions;
    const hsy_entities *entities;
    hsy_speaker *speakers;    /* [attributions] being filled, in the order of the calls below */
    hsy_names *names;         /* identity/ makes it: what each entity is called, and whom each source stands for */
    hsy_arena *arena;         /* of the result */
    hsy_arena *work;          /* goes when the stage ends */
    const hsy_kinder *kinder; /* NULL: kinds are told by the rules alone */
    hsy_scratch *scratch;     /* for the head, like the words' vectors */
    const hsy_vectors *vectors;
    size_t width;
} hsy_scene;

/* identity/: name, named. Absent sources that the text supplies are filled in. */
hearsay_status hsy_speaker_identity(hsy_scene *scene, hearsay_error *error);
/* kind/kind_choice.c: kind, and by what it is told. By the name. */
hearsay_status hsy_speaker_kind(hsy_scene *scene, hearsay_error *error);
/* stance/: stance, hedged, negated. By the name and the kind. */
hearsay_status hsy_speaker_stance(hsy_scene *scene, hearsay_error *error);
/* gender.c: gender, gender_by. By the kind. */
hearsay_status hsy_speaker_gender(hsy_scene *scene, hearsay_error *error);
/* anonymity/: anonymous; role, reason and knows as spans. By the name and the kind. */
hearsay_status hsy_speaker_anonymity(hsy_scene *scene, hearsay_error *error);
/* chain.c */
hearsay_status hsy_speaker_chain(hsy_scene *scene, hearsay_error *error);
/* about.c */
hearsay_status hsy_speaker_about(hsy_scene *scene, hearsay_error *error);

#endif
