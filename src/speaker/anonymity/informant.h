/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sources without a name. Several attributions may have one informant: "a senior official" first, "the official" and
 * "she" later. The leader is the first attribution that describes it in full; what the text says of one mention of it
 * holds for all.
 */
#ifndef HSY_SPEAKER_INFORMANT_H
#define HSY_SPEAKER_INFORMANT_H

#include "speaker/identity/naming.h"
#include "speaker/words/phrase.h"

typedef struct hsy_informant {
    bool present;      /* the attribution has a source, and that has no name */
    bool brief;        /* a pronoun, "the official", "one of them": another mention tells who it is */
    uint32_t leader;   /* an attribution, perhaps this one */
    hsy_phrase phrase; /* of its own words; of "who", of what it hangs on */
    bool hidden;       /* of a leader: the text says that it would not be named */
    hsy_words reason;  /* of a leader: why; empty: not told */
} hsy_informant;

typedef struct hsy_informants {
    hsy_informant *items; /* [attributions] */
    uint32_t *at;         /* [words + 1] the attribution whose source has this word as its head, or HSY_NONE */
} hsy_informants;

/* Who is who among them. In the scene's `work`. */
hearsay_status hsy_informants_read(const hsy_scene *scene, hsy_informants *informants, hearsay_error *error);

/* grounds.c: finds where the text says that somebody would not be named, and why. Sets `hidden` and `reason`. */
void hsy_informants_grounds(const hsy_scene *scene, hsy_informants *informants);

/* Whether a clause on not being named begins at `word`: "who spoke on condition of anonymity", "speaking anonymously".
 */
bool hsy_grounds_begin(const hsy_lexicon *lexicon, uint32_t word, uint32_t end);

/* details.c: role and way of knowing by the source's own words. Empty: none. */
hsy_words hsy_details_role(const hsy_scene *scene, const hsy_informant *informant);
hsy_words hsy_details_knows(const hsy_scene *scene, const hsy_informant *informant);

#endif
