/* SPDX-License-Identifier: Apache-2.0 */
/* For the token tests: stories made by hand, and their tokens as strings that a test can spell out. */
#ifndef HSY_TESTS_TOKEN_READING_H
#define HSY_TESTS_TOKEN_READING_H

#include "token/token.h"

typedef struct token_reading {
    hsy_story story;
    hsy_vocabulary *vocabulary;
    hsy_tokens *tokens;
} token_reading;

/* Reads `text`, whose paragraphs are parted by "\n\n"; one that begins with "PROMO " is a promo paragraph, and one
 * with "LABEL: " has that label. With the model's vocabulary, or else with one of nothing but special pieces. */
void reading_read(token_reading *reading, const char *text, bool model);
void reading_free(token_reading *reading);

/* The model's vocabulary. The test is skipped where it is not to be found. */
hsy_vocabulary *reading_vocabulary(void);

/* Writes `content` to a new file and its path to `path`. */
void reading_write_file(const char *content, size_t size, char path[64]);

/* The words, parted by spaces: "He said ‘ No . ’". */
void assert_words(const char *text, const char *expected);
/* The texts of the sentences, parted by " | ". */
void assert_sentences(const char *text, const char *expected);
/* The words, and before each that has a state: "<" opening mark, ">" closing mark, "~" nested; within a quotation
 * "_" stands for inside, so that "<“ _Go _, >” he said". */
void assert_states(const char *text, const char *expected);
/* The quotations' texts, parted by " | ", each with "!" behind it if it was not closed. */
void assert_quotations(const char *text, const char *expected);

#endif
