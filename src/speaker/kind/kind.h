/* SPDX-License-Identifier: Apache-2.0 */
/* What kind of source words stand for, and how sure that is. */
#ifndef HSY_SPEAKER_KIND_H
#define HSY_SPEAKER_KIND_H

#include "speaker/words/phrase.h"

typedef struct hsy_kind_guess {
    hearsay_kind kind;
    int weight; /* 0: nothing is known; 1: by default; 2: a clue; 3: rather sure; 4: settled */
} hsy_kind_guess;

/* By the head noun: a person, a body, something written; several persons or bodies are a group. */
hearsay_kind hsy_kind_of_noun(const hsy_phrase *phrase);

/* kind_name.c: of a phrase whose head is a name, by the name's words and what stands before it. */
hsy_kind_guess hsy_kind_of_name(const hsy_lexicon *lexicon, const hsy_phrase *phrase);

/* Of the source of an attribution that has one, by its words and by those of the mention that tells who it is, which
 * goes to `stands_for`. After the sources before it. */
hsy_kind_guess hsy_kind_of_source(const hsy_scene *scene, size_t number, uint32_t *stands_for);

#endif
