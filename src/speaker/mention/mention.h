/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Finding mentions in the words' vectors (heads of our own; GUM's annotation is what they learn).
 *
 *     h(word) = g + gelu(conv(g)), g = gelu(hidden(vector(word)))        conv over a word and its two neighbours
 *
 * Each word is the head of a mention or not; a head points at the first and at the last word of its mention, within its
 * sentence, and may hold a second, wider mention ("Sam and his wife" has the head of "Sam"):
 *
 *     s(head, word) = query(head) . key(word) / 8 + relu(mix_query(head) + mix_key(word)) . mix_out + far(distance)
 *
 * Tensors: mention.hidden [H, 2W], mention.conv [H, 3H] (the word before, the word, the word behind), mention.head
 * [2, H], mention.sort [10, H], mention.query, mention.mix_query [4 S, H], mention.key, mention.mix_key [2 S, H]
 * (dense); F32 mention.mix_out [4, S], mention.far [4, 32] (begin and end of the first mention, begin and end of the
 * second; a column for each word of distance, the head's own first; begins use HSY_MENTION_LEFT of them). mention.head
 * and mention.sort are floats. Metadata: "mention_hidden" = H, "mention_size" = S. A model without them finds none.
 *
 * A story is read in blocks of whole sentences, so that memory does not grow with its length; a sentence that is longer
 * than a block is cut.
 */
#ifndef HSY_SPEAKER_MENTION_H
#define HSY_SPEAKER_MENTION_H

#include "speaker/parts.h"

/* How far from its head a mention's first and last word are looked for, the head counted. */
enum { HSY_MENTION_LEFT = 16, HSY_MENTION_RIGHT = 32 };

typedef struct hsy_spotter {
    bool present;
    hsy_dense *hidden, *conv, *head, *sort, *query, *key, *mix_query, *mix_key;
    const float *mix_out, *far;
    size_t hidden_size, size;
} hsy_spotter;

hearsay_status hsy_spotter_load(const hsy_weights *weights, size_t width, const hearsay_allocator *allocator,
                                hsy_spotter *spotter, hearsay_error *error);
void hsy_spotter_free(hsy_spotter *spotter);

/* The mentions in their order, with words, head, sort and score. In the arena. */
hearsay_status hsy_spotter_read(const hsy_spotter *spotter, hsy_scratch *scratch, const hsy_lexicon *lexicon,
                                const hsy_vectors *vectors, size_t width, hsy_arena *arena, hsy_mention **mentions,
                                size_t *count, hearsay_error *error);

/* --- pointer.c ---------------------------------------------------------------------------------------------------- */

/* Some words that follow on one another, and what the layers make of them: key, mix_key [words, 2 S]. */
typedef struct hsy_pointed {
    const float *key, *mix_key;
    uint32_t *low, *high; /* of each word, the range of words of its sentence; all count from the first word */
} hsy_pointed;

/* A word that heads mentions, with its rows of query and mix_query, [4 S]. */
typedef struct hsy_pointing {
    uint32_t head;
    const float *query, *mix_query;
} hsy_pointing;

/* The words of the head's first mention (`which` 0) or of its second (1), and the log probability of the two. */
hsy_words hsy_pointer_read(const hsy_spotter *spotter, const hsy_pointed *words, const hsy_pointing *pointing,
                           size_t which, float *likelihood);

#endif
