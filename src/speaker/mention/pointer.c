/* SPDX-License-Identifier: Apache-2.0 */
/* From a mention's head to its first and its last word. */
#include <math.h>

#include "speaker/mention/mention.h"

enum { LANES = 8 };

/* Both parts of a pair's score. Eight sums run side by side, so that a compiler can use its vectors without changing
 * the order of any of them; `size` is a multiple of LANES. */
static float pair_score(const float *query, const float *key, const float *mix_query, const float *mix_key,
                        const float *mix_out, size_t size) {
    float products[LANES] = {0}, mixed[LANES] = {0};
    for (size_t i = 0; i < size; i += LANES) {
        for (size_t k = 0; k < LANES; k++)
            products[k] += query[i + k] * key[i + k];
        for (size_t k = 0; k < LANES; k++) {
            float sum = mix_query[i + k] + mix_key[i + k];
            mixed[k] += (sum > 0 ? sum : 0) * mix_out[i + k];
        }
    }
    float product = 0, mix = 0;
    for (size_t k = 0; k < LANES; k++) {
        product += products[k];
        mix += mixed[k];
    }
    return product / 8 + mix;
}

/* How far from its head the mention begins or ends. `pointer` is the row of the tables, odd for ends; `reach` is how
 * many words there are to choose from, the head's own being one. */
static size_t choose(const hsy_spotter *spotter, const hsy_pointed *words, const hsy_pointing *pointing, size_t pointer,
                     size_t reach, float *likelihood) {
    size_t size = spotter->size, side = pointer % 2, best = 0;
    const float *far = spotter->far + pointer * HSY_MENTION_RIGHT;
    float scores[HSY_MENTION_RIGHT], sum = 0;
    if (reach == 0) return 0;
    for (size_t step = 0; step < reach; step++) {
        size_t word = side == 0 ? pointing->head - step : pointing->head + step;
        size_t row = (2 * word + side) * size;
        scores[step] = far[step] + pair_score(pointing->query + pointer * size, words->key + row,
                                              pointing->mix_query + pointer * size, words->mix_key + row,
                                              spotter->mix_out + pointer * size, size);
        if (scores[step] > scores[best]) best = step;
    }
    for (size_t step = 0; step < reach; step++)
        sum += expf(scores[step] - scores[best]);
    *likelihood -= logf(sum);
    return best;
}

hsy_words hsy_pointer_read(const hsy_spotter *spotter, const hsy_pointed *words, const hsy_pointing *pointing,
                           size_t which, float *likelihood) {
    uint32_t head = pointing->head;
    size_t left = head - words->low[head] + 1, right = words->high[head] - head;
    if (left > HSY_MENTION_LEFT) left = HSY_MENTION_LEFT;
    if (right > HSY_MENTION_RIGHT) right = HSY_MENTION_RIGHT;
    *likelihood = 0;
    size_t before = choose(spotter, words, pointing, 2 * which, left, likelihood);
    size_t behind = choose(spotter, words, pointing, 2 * which + 1, right, likelihood);
    return (hsy_words){head - (uint32_t)before, head + (uint32_t)behind + 1};
}
