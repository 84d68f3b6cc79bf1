/* SPDX-License-Identifier: Apache-2.0 */
/* The outlet that something is told to: "told the BBC", "told Lantern on Monday", "told a local paper". */
#ifndef HSY_SPEAKER_TOLD_H
#define HSY_SPEAKER_TOLD_H

#include "speaker/identity/naming.h"

/* The words of an outlet that lists and words of its name give away, straight behind `word` but before `end`, without
 * "the"; empty: there is none. */
hsy_words hsy_told_outlet(const hsy_lexicon *lexicon, uint32_t word, uint32_t end);

/* The mention of one without such a name, behind `word`, a form of "tell"; HSY_NONE. `speaks`: [entities] whether one
 * is a source. Described ones ("a local paper") are among them. */
uint32_t hsy_told_unknown(const hsy_scene *scene, uint32_t word, uint32_t end, const bool *speaks);

/* Whether the word is the last of somebody's longer name in the story. */
bool hsy_told_is_surname(const hsy_scene *scene, uint32_t word);

#endif
