/* SPDX-License-Identifier: Apache-2.0 */
/* What word-uses.txt says of single words. */
#ifndef HSY_SPEAKER_USE_H
#define HSY_SPEAKER_USE_H

#include "speaker/parts.h"

/* Whether the word, without its capitals, has this use there: "relative", "pair". */
bool hsy_use_has(const hsy_lexicon *lexicon, uint32_t word, const char *use);

#endif
