/* SPDX-License-Identifier: Apache-2.0 */
#include "speaker/mention/mention.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    HIDDEN_MAX = 4096,
    SIZE_MOST = 1024,
    SIZE_STEP = 8, /* what S is a multiple of */
    BLOCK = 256,   /* words that are worked on at once */
    ROWS = 128     /* of them, those whose vectors are held at once */
};

/* A word is a head where its score is higher. A mention too many is no loss: it joins no other. */
static const float head_threshold = -0.3F;

/* --- Loading ------------------------------------------------------------------------------------------------------ */

void hsy_spotter_free(hsy_spotter *spotter) {
    hsy_dense *layers[] = {spotter->hidden, spotter->conv, spotter->head,      spotter->sort,
                           spotter->query,  spotter->key,  spotter->mix_query, spotter->mix_key};
    for (size_t i = 0; i < sizeof layers / sizeof layers[0]; i++)
        hsy_dense_free(layers[i]);
    *spotter = (hsy_spotter){0};
}

static hearsay_status load_sizes(const hsy_weights *weights, hsy_spotter *spotter, hearsay_error *error) {
    long hidden = 0, size = 0;
    hearsay_status status = hsy_weights_integer(weights, "mention_hidden", 1, HIDDEN_MAX, &hidden, error);
    if (status == HEARSAY_OK) status = hsy_weights_integer(weights, "mention_size", SIZE_STEP, SIZE_MOST, &size, error);
    if (status == HEARSAY_OK && size % SIZE_STEP != 0)
        status = hsy_fail(error, HEARSAY_ERROR_MODEL, "mention_size is %ld, no multiple of %d", size, SIZE_STEP);
    spotter->hidden_size = (size_t)hidden;
    spotter->size = (size_t)size;
    return status;
}

static hearsay_status load_layers(const hsy_weights *weights, size_t width, const hearsay_allocator *allocator,
                                  hsy_spotter *spotter, hearsay_error *error) {
    size_t hidden = spotter->hidden_size, size = spotter->size;
    const struct {
        const char *name;
        size_t in, out;
        hsy_dense **dense;
    } layers[] = {
        {"mention.hidden", 2 * width, hidden, &spotter->hidden},
        {"mention.conv", 3 * hidden, hidden, &spotter->conv},
        {"mention.head", hidden, 2, &spotter->head},
        {"mention.sort", hidden, HSY_SORTS, &spotter->sort},
        {"mention.query", hidden, 4 * size, &spotter->query},
        {"mention.key", hidden, 2 * size, &spotter->key},
        {"mention.mix_query", hidden, 4 * size, &spotter->mix_query},
        {"mention.mix_key", hidden, 2 * size, &spotter->mix_key},
    };
    hearsay_status status = HEARSAY_OK;
    for (size_t i = 0; status == HEARSAY_OK && i < sizeof layers / sizeof *layers; i++)
        status =
            hsy_dense_load(weights, layers[i].name, layers[i].in, layers[i].out, allocator, layers[i].dense, error);
    if (status == HEARSAY_OK)
        status = hsy_weights_floats(weights, "mention.mix_out", 4, size, &spotter->mix_out, error);
    if (status == HEARSAY_OK)
        status = hsy_weights_floats(weights, "mention.far", 4, HSY_MENTION_RIGHT, &spotter->far, error);
    return status;
}

hearsay_status hsy_spotter_load(const hsy_weights *weights, size_t width, const hearsay_allocator *allocator,
                                hsy_spotter *spotter, hearsay_error *error) {
    *spotter = (hsy_spotter){0};
    if (hsy_weights_find(weights, "mention.hidden.weight") == NULL) return HEARSAY_OK;
    hearsay_status status = load_sizes(weights, spotter, error);
    if (status == HEARSAY_OK) status = load_layers(weights, width, allocator, spotter, error);
    spotter->present = status == HEARSAY_OK;
    if (status != HEARSAY_OK) hsy_spotter_free(spotter);
    return status;
}

/* --- A block of words --------------------------------------------------------------------------------------------- */

/* The words from `start` to `end`, and working memory for as many as a block has at most. */
typedef struct block {
    const hsy_spotter *spotter;
    hsy_scratch *scratch;
    const hsy_tokens *tokens;
    const hsy_vectors *vectors;
    size_t width;
    uint32_t start, end;
    float *rows;                     /* [ROWS]: vectors, or three rows of `g` side by side */
    float *g;                        /* [BLOCK + 2, H]: begins with the word before the block */
    float *h;                        /* [BLOCK, H] */
    float *heads;                    /* [BLOCK, 2] */
    float *key, *mix_key;            /* [BLOCK, 2 S] */
    float *chosen;                   /* [BLOCK, H]: the rows of h of the words that are heads */
    float *query, *mix_query, *sort; /* of those, [BLOCK, 4 S] and [BLOCK, HSY_SORTS] */
    uint32_t *low, *high;            /* [BLOCK] the sentence of each word, counted from `start` */
    uint32_t *head;                  /* [BLOCK] the words that are heads, counted from `start` */
    size_t head_count;
} block;

static bool reserve(block *at, hsy_arena *work) {
    size_t hidden = at->spotter->hidden_size, size = at->spotter->size;
    size_t words = at->tokens->word_count < BLOCK ? at->tokens->word_count : BLOCK;
    size_t row = 2 * at->width > 3 * hidden ? 2 * at->width : 3 * hidden;
    const struct {
        float **floats;
        size_t count;
    } rooms[] = {
        {&at->rows, (words < ROWS ? words : ROWS) * row},
        {&at->g, (words + 2) * hidden},
        {&at->h, words * hidden},
        {&at->heads, words * 2},
        {&at->key, words * 2 * size},
        {&at->mix_key, words * 2 * size},
        {&at->chosen, words * hidden},
        {&at->query, words * 4 * size},
        {&at->mix_query, words * 4 * size},
        {&at->sort, words * HSY_SORTS},
    };
    for (size_t i = 0; i < sizeof rooms / sizeof *rooms; i++)
        if ((*rooms[i].floats = HSY_NEW(work, float, rooms[i].count)) == NULL) return false;
    at->low = HSY_NEW(work, uint32_t, words);
    at->high = HSY_NEW(work, uint32_t, words);
    at->head = HSY_NEW(work, uint32_t, words);
    return at->low != NULL && at->high != NULL && at->head != NULL;
}

static bool begins_sentence(const hsy_tokens *tokens, size_t word) {
    const hsy_word *words = tokens->words;
    return word == 0 || word == tokens->word_count || words[word].sentence != words[word - 1].sentence ||
           words[word].paragraph != words[word - 1].paragraph;
}

/* As many whole sentences as there is room for, from `start` on. */
static void take_sentences(block *at, uint32_t start) {
    size_t most = at->tokens->word_count - start;
    at->start = start;
    at->end = start + (most < BLOCK ? (uint32_t)most : BLOCK);
    uint32_t end = at->end;
    while (end > start && !begins_sentence(at->tokens, end))
        end--;
    if (end > start) at->end = end;
    uint32_t count = at->end - start;
    for (uint32_t i = 0; i < count; i++)
        at->low[i] = i > 0 && !begins_sentence(at->tokens, start + i) ? at->low[i - 1] : i;
    for (uint32_t i = count; i-- > 0;)
        at->high[i] = i + 1 < count && !begins_sentence(at->tokens, start + i + 1) ? at->high[i + 1] : i + 1;
}

/* Fills g: the block's words with one more at either end, where the story has one. */
static hearsay_status run_hidden(block *at, hearsay_error *error) {
    size_t hidden = at->spotter->hidden_size, total = at->end - at->start + 2;
    size_t first = at->start == 0 ? 1 : 0, end = at->end == at->tokens->word_count ? total - 1 : total;
    memset(at->g, 0, hidden * sizeof *at->g);
    memset(at->g + (total - 1) * hidden, 0, hidden * sizeof *at->g);
    hearsay_status status = HEARSAY_OK;
    for (size_t row = first; row < end && status == HEARSAY_OK; row += ROWS) {
        size_t count = end - row < ROWS ? end - row : ROWS;
        for (size_t i = 0; i < count; i++)
            hsy_vectors_read(at->vectors, at->start + row + i - 1, at->rows + i * 2 * at->width);
        status =
            hsy_dense_run(at->scratch, at->spotter->hidden, HSY_GELU, at->rows, count, at->g + row * hidden, error);
    }
    return status;
}

/* h = g + gelu(conv(g)); the three rows of g around a word lie side by side already. */
static hearsay_status run_conv(block *at, hearsay_error *error) {
    size_t hidden = at->spotter->hidden_size, total = at->end - at->start;
    hearsay_status status = HEARSAY_OK;
    for (size_t row = 0; row < total && status == HEARSAY_OK; row += ROWS) {
        size_t count = total - row < ROWS ? total - row : ROWS;
        for (size_t i = 0; i < count; i++)
            memcpy(at->rows + i * 3 * hidden, at->g + (row + i) * hidden, 3 * hidden * sizeof *at->g);
        status = hsy_dense_run(at->scratch, at->spotter->conv, HSY_GELU, at->rows, count, at->h + row * hidden, error);
    }
    for (size_t i = 0; i < total * hidden; i++)
        at->h[i] += at->g[hidden + i];
    return status;
}

static hearsay_status run_words(block *at, hearsay_error *error) {
    const hsy_spotter *spotter = at->spotter;
    size_t count = at->end - at->start;
    hearsay_status status = run_hidden(at, error);
    if (status == HEARSAY_OK) status = run_conv(at, error);
    if (status == HEARSAY_OK)
        status = hsy_dense_run(at->scratch, spotter->head, HSY_IDENTITY, at->h, count, at->heads, error);
    if (status == HEARSAY_OK)
        status = hsy_dense_run(at->scratch, spotter->key, HSY_IDENTITY, at->h, count, at->key, error);
    if (status == HEARSAY_OK)
        status = hsy_dense_run(at->scratch, spotter->mix_key, HSY_IDENTITY, at->h, count, at->mix_key, error);
    return status;
}

/* What only the words that are heads need. */
static hearsay_status run_heads(block *at, hearsay_error *error) {
    const hsy_spotter *spotter = at->spotter;
    size_t hidden = spotter->hidden_size;
    at->head_count = 0;
    for (uint32_t i = 0; i < at->end - at->start; i++) {
        if (!(at->heads[2 * i] > head_threshold)) continue;
        memcpy(at->chosen + at->head_count * hidden, at->h + i * hidden, hidden * sizeof *at->h);
        at->head[at->head_count++] = i;
    }
    if (at->head_count == 0) return HEARSAY_OK;
    hearsay_status status =
        hsy_dense_run(at->scratch, spotter->query, HSY_IDENTITY, at->chosen, at->head_count, at->query, error);
    if (status == HEARSAY_OK)
        status = hsy_dense_run(at->scratch, spotter->mix_query, HSY_IDENTITY, at->chosen, at->head_count, at->mix_query,
                               error);
    if (status == HEARSAY_OK)
        status = hsy_dense_run(at->scratch, spotter->sort, HSY_IDENTITY, at->chosen, at->head_count, at->sort, error);
    return status;
}

/* --- Mentions ----------------------------------------------------------------------------------------------------- */

static uint8_t best_sort(const float *scores) {
    uint8_t best = 0;
    for (uint8_t sort = 1; sort < HSY_SORTS; sort++)
        if (scores[sort] > scores[best]) best = sort;
    return best;
}

/* log(1 / (1 + exp(-x))), without an overflow. */
static float log_sigmoid(float x) {
    return x < 0 ? x - log1pf(expf(x)) : -log1pf(expf(-x));
}

static hearsay_status add_mentions(const block *at, hsy_vector *found, hearsay_error *error) {
    size_t size = at->spotter->size;
    const hsy_pointed words = {.key = at->key, .mix_key = at->mix_key, .low = at->low, .high = at->high};
    for (size_t i = 0; i < at->head_count; i++) {
        uint32_t head = at->head[i];
        const hsy_pointing pointing = {
            .head = head, .query = at->query + i * 4 * size, .mix_query = at->mix_query + i * 4 * size};
        size_t mentions = at->heads[2 * head + 1] > 0 ? 2 : 1;
        for (size_t which = 0; which < mentions; which++) {
            float likelihood;
            hsy_words range = hsy_pointer_read(at->spotter, &words, &pointing, which, &likelihood);
            const hsy_mention mention = {
                .words = {at->start + range.start, at->start + range.end},
                .head = at->start + head,
                .sort = best_sort(at->sort + i * HSY_SORTS),
                .score = log_sigmoid(at->heads[2 * head]) + likelihood,
            };
            if (hsy_vector_push(found, &mention) == NULL) return hsy_fail_memory(error);
        }
    }
    return HEARSAY_OK;
}

/* By the first word, the longest first; of those that cover the same words the likeliest first. */
static int compare(const void *left, const void *right) {
    const hsy_mention *a = left, *b = right;
    if (a->words.start != b->words.start) return a->words.start < b->words.start ? -1 : 1;
    if (a->words.end != b->words.end) return a->words.end > b->words.end ? -1 : 1;
    if (a->score != b->score) return a->score > b->score ? -1 : 1;
    return a->head < b->head ? -1 : a->head > b->head;
}

/* Puts the mentions from `first` on, those of one block, in order, and keeps one of those that cover the same words. */
static void settle(hsy_vector *found, size_t first) {
    hsy_mention *items = found->data;
    size_t kept = first;
    if (found->count > first) qsort(items + first, found->count - first, sizeof *items, compare);
    for (size_t i = first; i < found->count; i++) {
        bool again = kept > first && items[kept - 1].words.start == items[i].words.start &&
                     items[kept - 1].words.end == items[i].words.end;
        if (!again) items[kept++] = items[i];
    }
    found->count = kept;
}

static hearsay_status read_blocks(block *at, hsy_vector *found, hsy_arena *work, hearsay_error *error) {
    if (!reserve(at, work)) return hsy_fail_memory(error);
    hearsay_status status = HEARSAY_OK;
    for (uint32_t next = 0; next < at->tokens->word_count && status == HEARSAY_OK; next = at->end) {
        size_t before = found->count;
        take_sentences(at, next);
        status = run_words(at, error);
        if (status == HEARSAY_OK) status = run_heads(at, error);
        if (status == HEARSAY_OK) status = add_mentions(at, found, error);
        if (status == HEARSAY_OK) settle(found, before);
    }
    return status;
}

hearsay_status hsy_spotter_read(const hsy_spotter *spotter, hsy_scratch *scratch, const hsy_lexicon *lexicon,
                                const hsy_vectors *vectors, size_t width, hsy_arena *arena, hsy_mention **mentions,
                                size_t *count, hearsay_error *error) {
    *mentions = NULL;
    *count = 0;
    if (!spotter->present || vectors == NULL) return HEARSAY_OK;
    hsy_arena work;
    hsy_vector found;
    hsy_arena_init(&work, &arena->allocator);
    hsy_vector_init(&found, sizeof(hsy_mention), &arena->allocator);
    block at = {.spotter = spotter, .scratch = scratch, .tokens = lexicon->tokens, .vectors = vectors, .width = width};
    hearsay_status status = read_blocks(&at, &found, &work, error);
    if (status == HEARSAY_OK && found.count > 0) {
        *mentions = hsy_vector_to_arena(&found, arena);
        *count = *mentions == NULL ? 0 : found.count;
        if (*mentions == NULL) status = hsy_fail_memory(error);
    }
    hsy_vector_free(&found);
    hsy_arena_free(&work);
    return status;
}
