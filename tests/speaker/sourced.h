/* SPDX-License-Identifier: Apache-2.0 */
/* For tests of what is said of sources: attributions of a text, each source a mention and an entity of its own. */
#ifndef HSY_TESTS_SPEAKER_SOURCED_H
#define HSY_TESTS_SPEAKER_SOURCED_H

#include "../extract/made.h"
#include "speaker/parts.h"

enum { SOURCED_MAX = 8 };

/* The parts of an attribution, each at the first place where it stands; "" is absent; NULL ends a list of them. */
typedef struct sourced_given {
    const char *source, *cue, *content;
} sourced_given;

typedef struct sourced {
    made_words made;
    hsy_arena arena;
    hsy_lexicon lexicon;
    hsy_attribution items[SOURCED_MAX];
    hsy_words contents[SOURCED_MAX];
    hsy_attributions attributions;
    hsy_mention mentions[SOURCED_MAX];
    uint32_t source[SOURCED_MAX], members[SOURCED_MAX], first[SOURCED_MAX + 1];
    struct hsy_entities entities;
    hsy_speaker speakers[SOURCED_MAX];
    hsy_scene scene;
} sourced;

void sourced_read(sourced *all, const char *text, const sourced_given *given);
void sourced_free(sourced *all);

/* Makes the sources of two attributions one entity. Before the steps are run; the later one must be the last. */
void sourced_join(sourced *all, uint32_t earlier, uint32_t later);

#endif
