/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Stage `extract`: word vectors in, attributions out. Words are tagged as the beginning or the inside of a source, a
 * cue or a content by a conditional random field (tag.h); each piece of content then chooses its cue, and each cue its
 * source or none (link.h). The speech of a transcript is taken from its labels (transcript.h).
 */
#ifndef HSY_EXTRACT_EXTRACT_H
#define HSY_EXTRACT_EXTRACT_H

#include "encoder/encoder.h"

/* A half-open range of words. */
typedef struct hsy_words {
    uint32_t start, end;
} hsy_words;

/* What the heads said of an attribution; confidence.h makes one number of it. */
typedef struct hsy_evidence {
    float cue, source, content; /* how sure the tagger is of the words of a role: the mean of their marginals */
    float link;                 /* probability of what the cue chose: its source, or none */
    bool has_source, direct, nested;
} hsy_evidence;

typedef struct hsy_attribution {
    /* Empty: absent. A colon or a dash that the model took for the cue ("Pence: It is over") counts as none. */
    hsy_words source, cue;
    hsy_words *content; /* in the order of the text */
    size_t content_count;
    bool labelled; /* the speech behind a transcript's label, found by rule */
    size_t inside; /* index of the attribution whose content this stands in; SIZE_MAX: none */
    hearsay_type type;
    size_t number;         /* which one of the story it was before they were put in order */
    size_t depth;          /* how many others it stood in then */
    hsy_evidence evidence; /* nothing where `labelled` */
    float confidence;      /* 0 to 1, of all roles together */
} hsy_attribution;

typedef struct hsy_attributions {
    const hsy_tokens *tokens;
    hsy_attribution *items; /* in the order of the text, by their first word */
    size_t count;
} hsy_attributions;

/* The heads' weights. Immutable, shared by threads. */
typedef struct hsy_extractor hsy_extractor;

/* Loads the heads from `weights`; `width` is the encoder's W. */
hearsay_status hsy_extractor_load(const hsy_weights *weights, size_t width, const hearsay_allocator *allocator,
                                  hsy_extractor **extractor, hearsay_error *error);
void hsy_extractor_free(hsy_extractor *extractor);

/* An attribution has a cue and a content: in fewer words there is none. */
enum { HSY_EXTRACT_WORDS = 2 };

/* `vectors` as hsy_encoder_run gives them; NULL where there are fewer than HSY_EXTRACT_WORDS words. The result lives in
 * the story's arena. */
hearsay_status hsy_extract(const hsy_extractor *extractor, hsy_scratch *scratch, const hsy_tokens *tokens,
                           const hsy_vectors *vectors, hsy_arena *arena, hsy_attributions **attributions,
                           hearsay_error *error);

/* The span of the clean text that a range of words covers, from its first word's to its last's end. */
hsy_span hsy_words_span(const hsy_tokens *tokens, hsy_words words);

/* For `hearsay dump --stage=extract`: one JSON object and a line break. */
void hsy_extract_dump(const hsy_attributions *attributions, hsy_buffer *out);

#endif
