/* SPDX-License-Identifier: Apache-2.0 */
/* Which word another is a form of. */
#ifndef HSY_SPEAKER_INFLECT_H
#define HSY_SPEAKER_INFLECT_H

#include "base/wordlist.h"

enum { HSY_INFLECT_BASES = 8, HSY_INFLECT_SIZE = 40 };

/* What a word may be a form of, itself first. The strings stand in `room`, in a list or where the word stands. */
typedef struct hsy_inflect_bases {
    char room[HSY_INFLECT_BASES][HSY_INFLECT_SIZE];
    hsy_str items[HSY_INFLECT_BASES];
    size_t count;
} hsy_inflect_bases;

void hsy_inflect_bases_of(hsy_str word, hsy_inflect_bases *bases);
/* Whether `word` is a form of `base`: of a verb's infinitive or a noun's singular. */
bool hsy_inflect_is_form(hsy_str word, hsy_str base);
/* What stands behind the entry of which `word` is a form; NULL: none. */
const char *hsy_inflect_find(const hsy_word_list *list, hsy_str word);

#endif
