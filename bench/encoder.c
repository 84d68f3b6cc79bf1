/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How fast the encoder reads on one core: bench-encoder model.safetensors [words]. Pieces of a made-up story a second,
 * and the time beside that of the bare matrix products, without which no float32 encoder can do: the best that could
 * be.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "encoder/parts.h"

enum { ROUNDS = 5, WORDS = 3000 };

/* This thread's time on a core: what else the machine does counts for little. */
static double now(void) {
    struct timespec time;
    (void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static void give_up(const char *what) {
    (void)fprintf(stderr, "bench-encoder: %s\n", what);
    exit(2);
}

static void *allocate(size_t count, size_t size) {
    void *memory = calloc(count, size);
    if (memory == NULL) give_up("out of memory");
    return memory;
}

/* Four words in five are one piece, as in news. */
static hsy_tokens make_story(size_t word_count, size_t vocabulary) {
    hsy_tokens tokens = {.word_count = word_count};
    tokens.words = allocate(word_count, sizeof *tokens.words);
    tokens.pieces = allocate(3 * word_count, sizeof *tokens.pieces);
    for (size_t i = 0; i < word_count; i++) {
        uint32_t pieces = i % 5 == 4 ? 2 + (uint32_t)(i % 2) : 1;
        tokens.words[i] = (hsy_word){.first_piece = (uint32_t)tokens.piece_count,
                                     .piece_count = pieces,
                                     .kase = (uint8_t)(i % HSY_CASES),
                                     .quote = (uint8_t)(i % HSY_QUOTES),
                                     .layout = (uint8_t)(i % HSY_LAYOUTS)};
        for (uint32_t p = 0; p < pieces; p++)
            tokens.pieces[tokens.piece_count++] = (uint16_t)((i * 7919 + p * 104729) % vocabulary);
    }
    return tokens;
}

/* What one window of full length asks of the matrix library. */
static hearsay_status bare_window(hsy_scratch *scratch, hearsay_error *error) {
    const hsy_encoder *encoder = scratch->encoder;
    size_t rows = (encoder->window + HSY_STEP_ROWS - 1) / HSY_STEP_ROWS * HSY_STEP_ROWS;
    size_t width = encoder->width, depth = width / encoder->heads;
    const hsy_product scores = hsy_scores_product(width, depth, rows);
    const hsy_product context = hsy_context_product(width, depth, rows);
    hearsay_status status = hsy_scratch_reserve(scratch, encoder->window, error);
    for (size_t i = 0; i < encoder->layer_count && status == HEARSAY_OK; i++) {
        const hsy_layer *layer = &encoder->layers[i];
        const hsy_dense *square[] = {layer->query, layer->key, layer->value, layer->output};
        for (size_t s = 0; s < 4 && status == HEARSAY_OK; s++)
            status =
                hsy_dense_steps(scratch->products, square[s], HSY_IDENTITY, scratch->x, rows, scratch->query, error);
        for (size_t head = 0; head < encoder->heads && status == HEARSAY_OK; head++) {
            status = hsy_products_run(scratch->products, &scores, scratch->query, scratch->key, NULL, scratch->scores,
                                      error);
            if (status == HEARSAY_OK)
                status = hsy_products_run(scratch->products, &context, scratch->scores, scratch->value, NULL,
                                          scratch->context, error);
        }
        for (size_t start = 0; start < rows && status == HEARSAY_OK; start += HSY_BLOCK_ROWS) {
            size_t block = rows - start < HSY_BLOCK_ROWS ? rows - start : HSY_BLOCK_ROWS;
            status = hsy_dense_steps(scratch->products, layer->inner, HSY_IDENTITY, scratch->x, block, scratch->inner,
                                     error);
            if (status == HEARSAY_OK)
                status = hsy_dense_steps(scratch->products, layer->outer, HSY_IDENTITY, scratch->inner, block,
                                         scratch->context, error);
        }
    }
    return status;
}

static size_t count_windows(const hsy_encoder *encoder, const hsy_tokens *tokens) {
    hsy_vector windows;
    hsy_vector_init(&windows, sizeof(hsy_window), NULL);
    hsy_windows_cut(tokens->words, tokens->word_count, encoder->window - 2, encoder->overlap, &windows);
    size_t count = windows.count;
    hsy_vector_free(&windows);
    return count;
}

static double time_story(hsy_scratch *scratch, const hsy_tokens *tokens) {
    hearsay_error error;
    hsy_arena arena;
    float *vectors;
    hsy_arena_init(&arena, NULL);
    double start = now();
    if (hsy_encoder_run(scratch, tokens, 0, 0, &arena, &vectors, &error) != HEARSAY_OK) give_up(error.message);
    double seconds = now() - start;
    hsy_arena_free(&arena);
    return seconds;
}

static double time_bare(hsy_scratch *scratch, size_t windows) {
    hearsay_error error;
    double start = now();
    for (size_t i = 0; i < windows; i++)
        if (bare_window(scratch, &error) != HEARSAY_OK) give_up(error.message);
    return now() - start;
}

static double faster(double a, double b) {
    return a < b ? a : b;
}

int main(int argc, char **argv) {
    if (argc < 2) give_up("usage: bench-encoder model.safetensors [words]");
    size_t words = argc > 2 ? (size_t)strtoul(argv[2], NULL, 10) : WORDS;
    hearsay_error error;
    hsy_weights *weights;
    hsy_encoder *encoder;
    hsy_scratch *scratch;
    if (words == 0) give_up("a story needs words");
    if (hsy_weights_open(argv[1], NULL, &weights, &error) != HEARSAY_OK) give_up(error.message);
    const hsy_tensor *word = hsy_weights_find(weights, "embed.word.weight");
    if (word == NULL) give_up("the model has no embed.word.weight");
    double start = now();
    if (hsy_encoder_load(weights, word->shape[0], NULL, &encoder, &error) != HEARSAY_OK) give_up(error.message);
    double loading = now() - start;
    if (hsy_scratch_new(encoder, &scratch, &error) != HEARSAY_OK) give_up(error.message);
    hsy_tokens tokens = make_story(words, encoder->vocabulary);
    size_t windows = count_windows(encoder, &tokens);

    double first = time_story(scratch, &tokens), story = first, bare = time_bare(scratch, windows);
    for (int i = 0; i < ROUNDS; i++) {
        story = faster(story, time_story(scratch, &tokens));
        bare = faster(bare, time_bare(scratch, windows));
    }
    size_t read = windows * encoder->window;
    (void)printf("loading            %8.1f ms\n", 1e3 * loading);
    (void)printf("story              %8zu pieces in %zu windows (%zu pieces)\n", tokens.piece_count, windows, read);
    (void)printf("first run          %8.1f ms\n", 1e3 * first);
    (void)printf("best run           %8.1f ms\n", 1e3 * story);
    (void)printf("pieces a second    %8.0f of the story, %.0f of its windows\n", (double)tokens.piece_count / story,
                 (double)read / story);
    (void)printf("bare products      %8.1f ms for as many full windows\n", 1e3 * bare);
    (void)printf("time to bare       %8.3f\n", story / bare);
    free(tokens.words);
    free(tokens.pieces);
    hsy_scratch_free(scratch);
    hsy_encoder_free(encoder);
    hsy_weights_free(weights);
    return 0;
}
