/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Stage `speaker`: attributions and word vectors in; for each attribution who its source is, how well a reader of this
 * one story knows that source, by what path the story has it, what kind of saying it is, and whom it is about.
 *
 *     vectors ──▶ mentions ──▶ facts of each, and of each pair ──▶ entities ──▶ name, kind, gender ... of each source
 *
 * A mention is a stretch of words that stands for somebody or something; the mentions that stand for the same one are
 * an entity. Mentions and coreference are heads on the encoder's one pass (mention.h, rank.h); what language settles by
 * rule is settled by rule, from the word lists in data/speaker.
 */
#ifndef HSY_SPEAKER_SPEAKER_H
#define HSY_SPEAKER_SPEAKER_H

#include "extract/extract.h"

/* By what the kind of a source is told. */
typedef struct hsy_kind_basis {
    uint32_t word;       /* the head of the source; UINT32_MAX: there is none */
    uint32_t stands_for; /* the head of the mention that tells who it is; perhaps the same */
    uint8_t guess;       /* hearsay_kind by the rules */
    uint8_t weight;      /* how sure they are, 0 to 4 */
} hsy_kind_basis;

/* Of one attribution. Absent strings and spans: `data` NULL, start == end. */
typedef struct hsy_speaker {
    hsy_str name; /* the fullest form that the story gives; an unnamed source's fullest description */
    hearsay_kind kind;
    hsy_kind_basis kind_by;
    bool named;     /* the story gives the source's own name somewhere */
    bool anonymous; /* a concrete person, or several, whose identity the story withholds */
    hearsay_gender gender;
    hearsay_gender_by gender_by;
    hsy_words detail[HEARSAY_DETAILS]; /* role, reason, knows */
    hearsay_stance stance;
    bool hedged, negated;
    hsy_str *chain; /* from the story's outlet to the speaker */
    size_t chain_count;
    hsy_str *about; /* in the order of the text */
    size_t about_count;
} hsy_speaker;

typedef struct hsy_entities hsy_entities; /* parts.h */

typedef struct hsy_speakers {
    const hsy_attributions *attributions;
    hsy_speaker *items; /* one an attribution, in the same order */
    size_t count;
    const hsy_entities *entities; /* for the dump */
} hsy_speakers;

/* The heads' weights. Immutable, shared by threads. */
typedef struct hsy_resolver hsy_resolver;

/* A model without these heads gives a resolver that finds no mentions but the sources themselves. */
hearsay_status hsy_resolver_load(const hsy_weights *weights, size_t width, const hearsay_allocator *allocator,
                                 hsy_resolver **resolver, hearsay_error *error);
void hsy_resolver_free(hsy_resolver *resolver);

/* `vectors` as hsy_encoder_run gives them. The result lives in the story's arena. */
hearsay_status hsy_speaker_read(const hsy_resolver *resolver, hsy_scratch *scratch,
                                const hsy_attributions *attributions, const hsy_vectors *vectors, hsy_arena *arena,
                                hsy_speakers **speakers, hearsay_error *error);

/* For `hearsay dump --stage=speaker`: one JSON object and a line break, with the mentions, their entities, and what was
 * found of each attribution's source. */
void hsy_speaker_dump(const hsy_speakers *speakers, hsy_buffer *out);

#endif
