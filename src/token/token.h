/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Stage `token`: a story's paragraphs in; sentences, words, quotations and word pieces out.
 * Promo paragraphs are passed over: they have no words.
 */
#ifndef HSY_TOKEN_TOKEN_H
#define HSY_TOKEN_TOKEN_H

#include "story/story.h"

/* The shape of a word's letters. The numbers are rows of the model's case embedding. */
typedef enum hsy_case {
    HSY_CASE_NONE = 0,        /* no letter: "24", "," */
    HSY_CASE_LOWER = 1,       /* "dam", "n't", also letters without case */
    HSY_CASE_CAPITALISED = 2, /* "Nora", "A", "I", "Anglo-american": first letter upper, all others lower */
    HSY_CASE_UPPER = 3,       /* "FBI", "U.S.": two or more letters, all upper */
    HSY_CASE_MIXED = 4        /* "McCain", "iPhone" */
} hsy_case;

/* Where a word stands to the quotation that runs. The numbers are rows of the model's quotation
 * embedding. */
typedef enum hsy_quote {
    HSY_QUOTE_OUTSIDE = 0,
    HSY_QUOTE_OPEN = 1, /* the mark that opens a quotation, or opens it again on a new paragraph (also where the
                         * border of two paragraphs was lost: "It held. "It will hold," he said) */
    HSY_QUOTE_INSIDE = 2,
    HSY_QUOTE_CLOSE = 3, /* the mark that closes it */
    HSY_QUOTE_NESTED = 4 /* a mark or a word of a quotation inside the quotation */
} hsy_quote;

/* Where in the layout. The numbers are rows of the model's layout embedding. */
typedef enum hsy_layout {
    HSY_LAYOUT_INSIDE = 0,
    HSY_LAYOUT_SENTENCE = 1, /* first word of a sentence */
    HSY_LAYOUT_PARAGRAPH = 2 /* first word of a paragraph */
} hsy_layout;

#define HSY_NO_QUOTATION UINT32_MAX

/* Words follow the treebank's habits, since the corpora count in them: punctuation marks are words of
 * their own, clitics are ("is" "n't", "Odom" "'s", "they" "'re"), abbreviations keep their full stop
 * ("Mr.", "U.S."), hyphenated words, numbers ("1,000.5", "10:30"), URLs, e-mail addresses and names such
 * as "RadarOnline.com" are one word; "..." is one. Signs beyond ASCII stay with what they touch ("£10"), since the
 * reference tokenizer's pieces may hold both. */
typedef struct hsy_word {
    hsy_span text; /* in the story's clean text; never empty, never with white space in it */
    uint32_t sentence, paragraph;
    uint32_t quotation; /* index of the outer quotation it stands in, its marks included; or HSY_NO_QUOTATION */
    uint32_t first_piece, piece_count; /* piece_count > 0: a word without a piece gets [UNK] */
    uint8_t kase, quote, layout;       /* hsy_case, hsy_quote, hsy_layout */
} hsy_word;

typedef struct hsy_sentence {
    uint32_t first_word, word_count;
    uint32_t paragraph;
} hsy_sentence;

/* One quotation, which may run over several paragraphs (each opened by a mark of its own). */
typedef struct hsy_quotation {
    uint32_t first_word, end_word; /* half-open, marks included */
    bool closed;                   /* ended by a closing mark, not by the reader's judgment */
} hsy_quotation;

typedef struct hsy_tokens {
    const hsy_story *story;
    hsy_word *words;
    size_t word_count;
    hsy_sentence *sentences;
    size_t sentence_count;
    hsy_quotation *quotations;
    size_t quotation_count;
    uint16_t *pieces; /* vocabulary ids, no [CLS] or [SEP] */
    size_t piece_count;
} hsy_tokens;

/* A WordPiece vocabulary (uncased BERT): a line a piece, its number the id. Immutable after loading. */
typedef struct hsy_vocabulary hsy_vocabulary;

/* Loads `path`; refuses one without [UNK], [CLS], [SEP], [PAD], with a doubled piece, or with over 65,536. */
hearsay_status hsy_vocabulary_load(const char *path, const hearsay_allocator *allocator, hsy_vocabulary **vocabulary,
                                   hearsay_error *error);
void hsy_vocabulary_free(hsy_vocabulary *vocabulary);
size_t hsy_vocabulary_size(const hsy_vocabulary *vocabulary);
uint16_t hsy_vocabulary_cls(const hsy_vocabulary *vocabulary);
uint16_t hsy_vocabulary_sep(const hsy_vocabulary *vocabulary);

/* Cuts the story. `*tokens` lives in the story's arena. Fails only with HEARSAY_ERROR_MEMORY. */
hearsay_status hsy_token_read(hsy_story *story, const hsy_vocabulary *vocabulary, hsy_tokens **tokens,
                              hearsay_error *error);

/* For `hearsay dump --stage=token`: one JSON object and a line break,
 *   {"id": ..., "words": [[start, end, sentence, paragraph, quotation or -1, case, quote, layout, [pieces]], ...],
 *    "labels": [[start, end], ...]}
 * offsets in code points of the given text; train/ reads this. A label is that of a transcript's paragraph. */
void hsy_token_dump(const hsy_tokens *tokens, hsy_buffer *out);

#endif
