/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of stage `token` share with each other and with no other stage. */
#ifndef HSY_TOKEN_INTERNAL_H
#define HSY_TOKEN_INTERNAL_H

#include "token/token.h"

/* What a code point is to the cutting of words. */
typedef enum hsy_kind {
    HSY_KIND_SPACE,
    HSY_KIND_SILENT, /* marks, controls and formats: part of whatever word they stand in */
    HSY_KIND_LETTER,
    HSY_KIND_DIGIT,
    HSY_KIND_UNDERSCORE,
    HSY_KIND_DOT,
    HSY_KIND_COMMA,
    HSY_KIND_COLON,
    HSY_KIND_HYPHEN,
    HSY_KIND_DASH,
    HSY_KIND_APOSTROPHE, /* any single mark that may be one */
    HSY_KIND_DOUBLE,     /* any mark that is always a quotation's */
    HSY_KIND_TERMINAL,   /* ! ? */
    HSY_KIND_SLASH,
    HSY_KIND_AMPERSAND,
    HSY_KIND_STAR,
    HSY_KIND_AT,
    HSY_KIND_HASH,
    HSY_KIND_OPENER, /* brackets */
    HSY_KIND_CLOSER,
    HSY_KIND_SYMBOL, /* beyond ASCII: £ © − */
    HSY_KIND_OTHER
} hsy_kind;

hsy_kind hsy_token_kind(uint32_t point);

/* A word that is a quotation mark, by its glyph. */
typedef enum hsy_glyph {
    HSY_GLYPH_NONE,
    HSY_GLYPH_DOUBLE_STRAIGHT,
    HSY_GLYPH_DOUBLE_OPEN,
    HSY_GLYPH_DOUBLE_CLOSE,
    HSY_GLYPH_DOUBLE_LOW,
    HSY_GLYPH_ANGLE_LEFT,
    HSY_GLYPH_ANGLE_RIGHT,
    HSY_GLYPH_SINGLE_STRAIGHT,
    HSY_GLYPH_SINGLE_OPEN,
    HSY_GLYPH_SINGLE_CLOSE,
    HSY_GLYPH_SINGLE_LOW
} hsy_glyph;

/* What a word says about the end of a sentence. */
typedef enum hsy_stop {
    HSY_STOP_NONE,
    HSY_STOP_TERMINAL,     /* . ! ? and ellipses, as words of their own */
    HSY_STOP_ABBREVIATION, /* its full stop may end the sentence as well: "Inc.", "p.m." */
    HSY_STOP_CLOSER,       /* a closing bracket */
    HSY_STOP_INSIDE        /* , ; : and the like: what goes before goes on */
} hsy_stop;

/* Which way a quotation mark faces, whether or not it found its fellow. */
typedef enum hsy_turn { HSY_TURN_NONE, HSY_TURN_OPEN, HSY_TURN_CLOSE } hsy_turn;

/* A word's side notes, which the later steps of this stage need and no other stage does. */
typedef struct hsy_note {
    uint8_t glyph, stop, turn; /* hsy_glyph, hsy_stop, hsy_turn */
} hsy_note;

/* One code point of the paragraph that is being cut. */
typedef struct hsy_letter {
    uint32_t point, start; /* start: byte of the clean text */
    uint8_t kind;
} hsy_letter;

/* All that is being built for one story. `notes` runs beside `words`. */
typedef struct hsy_builder {
    const hsy_story *story;
    const hsy_vocabulary *vocabulary;
    hsy_vector letters; /* hsy_letter, of one paragraph */
    hsy_vector words, notes, sentences, quotations, pieces;
} hsy_builder;

/* Words of paragraph `index`, whose points it leaves in `letters`; a refused allocation is kept in the vectors. */
void hsy_token_cut_words(hsy_builder *builder, uint32_t index);
/* Pieces of the paragraph in `letters`, whose words begin at `first_word`. */
void hsy_token_cut_pieces(hsy_builder *builder, size_t first_word);

/* Each goes over all words, in this order: sentences heed which marks close. */
void hsy_token_mark_quotations(hsy_builder *builder);
void hsy_token_cut_sentences(hsy_builder *builder);

hsy_case hsy_token_case(const char *text, size_t size);

/* Whether `text` is one of the words that often begin a sentence: "The", "He". */
bool hsy_token_is_starter(hsy_str text);
/* Whether `text` is a verb of saying, by which the end of an unclosed quotation is guessed: "said". */
bool hsy_token_is_speech_verb(hsy_str text);
/* Whether `text`, an apostrophe not counted, is a word that begins with one: "em", "twas". */
bool hsy_token_is_elision(hsy_str text);

typedef enum hsy_abbreviation {
    HSY_ABBREVIATION_NONE,
    HSY_ABBREVIATION_PLAIN,  /* never ends a sentence: "Mr." */
    HSY_ABBREVIATION_ENDING, /* may end one: "Inc." */
    HSY_ABBREVIATION_NUMBER  /* an abbreviation only before a number: "No." */
} hsy_abbreviation;

/* `text` with its full stop. */
hsy_abbreviation hsy_token_abbreviation(hsy_str text);

/* Id of the piece `text`, which stands at the start of a word or goes on within one; -1: there is none.
 * `hash` is hsy_vocabulary_hash() of all bytes of `text` from hsy_vocabulary_seed(). */
int32_t hsy_vocabulary_find(const hsy_vocabulary *vocabulary, bool continues, uint32_t hash, const char *text,
                            size_t size);
uint32_t hsy_vocabulary_seed(bool continues);
uint32_t hsy_vocabulary_hash(uint32_t hash, const char *text, size_t size);
size_t hsy_vocabulary_longest(const hsy_vocabulary *vocabulary); /* bytes of the longest piece */
uint16_t hsy_vocabulary_unknown(const hsy_vocabulary *vocabulary);

#endif
