/* SPDX-License-Identifier: Apache-2.0 */
/* Names of newspapers, agencies, networks and news sites in a text. */
#ifndef HSY_SPEAKER_OUTLET_H
#define HSY_SPEAKER_OUTLET_H

#include "speaker/parts.h"

/* How many words from `word` on, but before `end`, name an outlet: one of outlets.txt, a site's address, or words with
 * capitals that a noun for an outlet ends ("Dial Weekly", "Star magazine"); 0: they don't. */
uint32_t hsy_outlet_at(const hsy_lexicon *lexicon, uint32_t word, uint32_t end);

/* The outlet that a source is, without "the"; empty: it is none. */
hsy_words hsy_outlet_in(const hsy_lexicon *lexicon, hsy_words source);

#endif
