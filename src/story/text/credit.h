/* SPDX-License-Identifier: Apache-2.0 */
/* Credits to news agencies: what agency.c, credit_note.c and credit.c call of each other. */
#ifndef HSY_STORY_TEXT_CREDIT_H
#define HSY_STORY_TEXT_CREDIT_H

#include "story/internal.h"

enum { HSY_CREDIT_WORDS_MAX = 96, HSY_CREDITS_MAX = 4, HSY_CREDIT_WORD_SIZE = 40 };

/* --- agency.c ------------------------------------------------------------------------------------------------- */

/* A word of a line: what it is in small letters without points ("A.P." is "ap"), and as it is written without them. */
typedef struct hsy_credit_word {
    hsy_span place; /* in the line */
    char small[HSY_CREDIT_WORD_SIZE], written[HSY_CREDIT_WORD_SIZE];
} hsy_credit_word;

typedef struct hsy_credit_line {
    hsy_str text;
    size_t count;
    bool cut; /* it has more words than these */
    hsy_credit_word words[HSY_CREDIT_WORDS_MAX];
} hsy_credit_line;

void hsy_credit_cut_line(hsy_str text, hsy_credit_line *line);
/* The agency that is named from word `at` on; *length: in so many words. NULL: none. With `codes` also by its letters.
 */
const char *hsy_credit_agency_at(const hsy_credit_line *line, size_t at, bool codes, size_t *length);
/* Whether a word may stand beside an agency's name. */
bool hsy_credit_is_beside(const hsy_credit_word *word);

/* The agencies found, each once, in order. */
typedef struct hsy_credits {
    const char *names[HSY_CREDITS_MAX]; /* constants of the lists */
    size_t count;
} hsy_credits;

void hsy_credit_add(hsy_credits *credits, const char *name);
/* Adds all agencies that words [from, to) name, if nothing else stands there but words that may stand beside them.
 * false: it does, or there is none. */
bool hsy_credit_add_all(hsy_credits *credits, const hsy_credit_line *line, size_t from, size_t to);
/* Joins them by ", ". false: refused. */
bool hsy_credit_write(const hsy_credits *credits, hsy_arena *arena, hsy_str *names);

/* --- credit_note.c: texts that may be a credit as a whole -----------------------------------------------------------
 */

/* Whether it is a credit to a picture, which is none to the text: "Photo by Getty Images via AFP". */
bool hsy_credit_is_of_picture(const hsy_credit_line *line);
/* "LONDON, Nov 18 (Reuters) - ...", "(AP) -- ...", "/PRNewswire/" at the head of a paragraph. */
bool hsy_credit_read_dateline(hsy_credits *credits, hsy_str paragraph);
/* A line that is a credit: "By JANE DOE, Associated Press", "Source: AFP", "(c) 2019 Reuters". */
bool hsy_credit_read_line(hsy_credits *credits, hsy_str text);
/* A sentence that says who helped: "Reuters contributed to this report." */
bool hsy_credit_read_note(hsy_credits *credits, hsy_str text);
/* What signs a text at its end: "... he said. (AFP)", "... he said. -- Reuters". */
bool hsy_credit_read_ending(hsy_credits *credits, hsy_str paragraph);
/* An author who is of an agency: "Reuters", "Jane Doe, Associated Press". */
bool hsy_credit_read_author(hsy_credits *credits, hsy_str author);

#endif
