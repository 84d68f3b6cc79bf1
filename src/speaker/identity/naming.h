/* SPDX-License-Identifier: Apache-2.0 */
/* What each entity is called in the story, and how a mention is put into words by the fullest names. */
#ifndef HSY_SPEAKER_NAMING_H
#define HSY_SPEAKER_NAMING_H

#include "speaker/parts.h"

/* The mentions that an entity's name is taken from; HSY_NONE: there is none of this sort. */
typedef struct hsy_naming {
    uint32_t person;    /* its fullest name as a person */
    uint32_t thing;     /* its fullest name as a body, an outlet, a place, a work */
    uint32_t described; /* the fullest description that is no name */
    uint32_t joined;    /* several at once: "Ana and Ivo" */
    uint8_t sort;       /* hsy_sort of most mentions by name */
    bool sure;          /* its name is written large elsewhere than at the beginning of a sentence */
} hsy_naming;

struct hsy_names {
    hsy_naming *entities; /* [entities] */
    uint32_t *same;       /* [entities] another one that is meant, by offices.c; mostly itself */
    uint32_t *surname;    /* [lexicon's entries] the entity of the person whose name ends with the word; HSY_NONE */
    /* [attributions] the mention that stands for the source once "who" and the "I" of a quotation have been followed;
     * HSY_NONE: no source, or one that is no mention (the author, "I" outside of quotations). For a statement it is
     * whoever made it. */
    uint32_t *who;
    bool curly; /* the story writes ’ */
};

/* All entities at once. In the scene's `work`. */
hearsay_status hsy_names_read(const hsy_scene *scene, hsy_names **names, hearsay_error *error);

/* Writes what `mention` stands for by its fullest name, or else its fullest description, to `out`. `words` of it are
 * meant (those of the source; they may be fewer or more). Returns whether it is a proper name. */
bool hsy_name_write(const hsy_scene *scene, uint32_t mention, hsy_words words, hsy_buffer *out);

/* The same for an entity by itself: its proper name, or nothing and false. */
bool hsy_name_write_entity(const hsy_scene *scene, uint32_t entity, hsy_buffer *out);

/* Whether the entity has a proper name. */
bool hsy_name_has(const hsy_names *names, uint32_t entity);

/* The entity that is meant by one. */
static inline uint32_t hsy_name_root(const hsy_names *names, uint32_t entity) {
    for (int step = 0; step < 4 && names->same[entity] != entity; step++)
        entity = names->same[entity];
    return entity;
}

/* "The Chief Minister", "Plaintiff", "Suppliers" at the beginning of a sentence: written large, but no name. */
bool hsy_name_is_office(const hsy_scene *scene, const hsy_mention *mention);

/* The words of a person's name without an office that was taken for a part of it: "director Nora Lund". */
hsy_words hsy_name_bare(const hsy_lexicon *lexicon, hsy_words name);

/* What of a mention is its name where it is no person's. */
hsy_words hsy_name_thing(const hsy_scene *scene, const hsy_mention *mention);

/* --- wording.c --------------------------------------------------------------------------------------------- */

/* Without marks, quotation marks and a possessive's ending at its borders; never empty. */
hsy_words hsy_wording_trim(const hsy_lexicon *lexicon, hsy_words words);
/* A noun phrase without what is hung on behind its head with a comma, a dash or a bracket, and without the clause that
 * says that it would not be named. */
hsy_words hsy_wording_core(const hsy_lexicon *lexicon, hsy_words words, uint32_t head);
/* The head of a noun phrase by its words alone: the last word before the first preposition, relative pronoun, comma. */
uint32_t hsy_wording_head(const hsy_lexicon *lexicon, hsy_words words);
/* How many of the words have a letter or a digit. */
uint32_t hsy_wording_letters(const hsy_lexicon *lexicon, hsy_words words);
/* Writes the words as they stand in the text, but with every person in it by the fullest name, and owners that are
 * pronouns by theirs: "her campaign" as "Nora Whitfield's campaign". `entity`: whose words they are; it is not put
 * in for its own pronouns. A capital that comes from the beginning of a sentence goes, unless they are `named`. */
void hsy_wording_write(const hsy_scene *scene, hsy_words words, uint32_t entity, bool named, hsy_buffer *out);

/* The index of the first mention that begins at `word` or behind it. */
uint32_t hsy_mention_from(const hsy_entities *entities, uint32_t word);
/* The mention that begins at words.start and ends at words.end, or one word beside it; or HSY_NONE. */
uint32_t hsy_mention_of(const hsy_entities *entities, hsy_words words);

#endif
