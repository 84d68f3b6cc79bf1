/* SPDX-License-Identifier: Apache-2.0 */
/* For the extract tests: words of a text, cut by the real stages. */
#ifndef HSY_TESTS_EXTRACT_MADE_H
#define HSY_TESTS_EXTRACT_MADE_H

#include "extract/extract.h"

typedef struct made_words {
    hsy_story *story;
    hsy_vocabulary *vocabulary;
    hsy_tokens *tokens;
} made_words;

/* Reads `text` as a file's bytes. Skips the test where the vocabulary is absent. */
void made_read(made_words *made, const char *text);
void made_free(made_words *made);

/* The words of the first place in which `phrase` stands; it begins and ends at word borders. */
hsy_words made_find(const made_words *made, const char *phrase);

/* What a range of words covers, for comparison with a C string. */
void assert_words_equal(const made_words *made, hsy_words words, const char *expected);

#endif
