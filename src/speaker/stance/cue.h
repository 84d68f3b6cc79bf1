/* SPDX-License-Identifier: Apache-2.0 */
/* The words of a cue, and what data/speaker/cues.txt says of them. */
#ifndef HSY_SPEAKER_CUE_H
#define HSY_SPEAKER_CUE_H

#include "speaker/parts.h"
#include "speaker/words/inflect.h"

enum {
    HSY_CUE_BEFORE = 4, /* so many auxiliaries and the like before a cue belong to it */
    HSY_CUE_BEHIND = 4, /* so many words of a content that follows it may end a phrase */
    HSY_CUE_WORDS = 64  /* a longer cue is cut */
};

/* Words without their capitals, marks left out: those of the cue with the auxiliaries before them, then the first of
 * the content where it follows at once. */
typedef struct hsy_cue {
    hsy_str words[HSY_CUE_WORDS];
    size_t count;
    size_t end; /* where the cue's own words end */
} hsy_cue;

/* Flags of an entry, as the head of cues.txt describes them. */
enum {
    HSY_CUE_SPEAKS = 1 << 0,
    HSY_CUE_INFORMS = 1 << 1,
    HSY_CUE_NAMES = 1 << 2,
    HSY_CUE_ALOUD = 1 << 3,
    HSY_CUE_THINGS = 1 << 4,
    HSY_CUE_WEAK = 1 << 5,
    HSY_CUE_COUNTERS = 1 << 6
};

typedef struct hsy_cue_sense {
    hearsay_stance stance;
    unsigned flags;
    size_t start, end; /* of the words that have it */
} hsy_cue_sense;

void hsy_cue_read(const hsy_scene *scene, const hsy_attribution *attribution, hsy_cue *cue);

/* The longest entry that begins with word `at`. */
bool hsy_cue_sense_at(const hsy_cue *cue, size_t at, hsy_cue_sense *sense);

/* Whether word `at` negates what stands behind it: "not", "never", "failed" (to). */
bool hsy_cue_negates(const hsy_cue *cue, size_t at);

/* Whether the cue has a hedge: "allegedly said", "is believed", "appeared to suggest". */
bool hsy_cue_hedged(const hsy_cue *cue);
/* Whether a word of a content is one by itself: "allegedly". */
bool hsy_cue_is_hedge(hsy_str word);

#endif
