/* SPDX-License-Identifier: Apache-2.0 */
/* What words hang on: "who" on the noun before it, a description on the name behind or before its comma. */
#ifndef HSY_SPEAKER_RELATIVE_H
#define HSY_SPEAKER_RELATIVE_H

#include "speaker/identity/naming.h"

/* Whether the words are a relative pronoun, alone or at the end of a few ("most of whom"), or a clause that it opens.
 */
bool hsy_relative_is(const hsy_lexicon *lexicon, hsy_words words);

/* The mention that a relative pronoun stands for; HSY_NONE: it opens a question, or nothing is there. */
uint32_t hsy_relative_antecedent(const hsy_scene *scene, hsy_words pronoun);

/* "Its editor, Josip Tarn,", "one of them, Alison Trew", "the critic Basil Rowe": the name with which a description
 * goes on, in a source that is `source`, or the name before it that it explains; HSY_NONE. */
uint32_t hsy_relative_named(const hsy_scene *scene, hsy_words source, uint32_t number);

/* "each", "both" behind "Ana and Ivo": the mention of those; HSY_NONE. `number`: the mention of "each". */
uint32_t hsy_relative_each(const hsy_scene *scene, uint32_t number);

#endif
