/* SPDX-License-Identifier: Apache-2.0 */
/* The speech of a transcript: "TAPPER: Do you think ..." needs no model and has no cue. */
#ifndef HSY_EXTRACT_TRANSCRIPT_H
#define HSY_EXTRACT_TRANSCRIPT_H

#include "extract/extract.h"

/* One attribution for each labelled paragraph: the label is the source; the content is what follows it, with the
 * unlabelled paragraphs up to the next labelled one. Behind the last label only its own paragraph counts, since what
 * comes then may be the reporter again. In the arena. */
hearsay_status hsy_transcript_read(const hsy_tokens *tokens, hsy_arena *arena, hsy_attribution **items, size_t *count,
                                   hearsay_error *error);

#endif
