/* SPDX-License-Identifier: Apache-2.0 */
/* The encoder: loading it, and running a story through it window by window. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "encoder/parts.h"

/* --- Loading -------------------------------------------------------------------------------- */

enum { LAYERS_MAX = 48, WIDTH_MAX = 4096, INNER_MAX = 16384, POSITIONS_MAX = 8192 };

/* A window holds [CLS], a piece and [SEP] at least, and shares at most half of its pieces with the next. */
static hearsay_status load_sizes(hsy_encoder *encoder, const hsy_weights *weights, hearsay_error *error) {
    long layers = 0, width = 0, heads = 0, inner = 0, positions = 0, window = 0, overlap = 0;
    if (!hsy_str_equal(hsy_weights_metadata(weights, "format"), hsy_str_of("hearsay-1")))
        return hsy_fail(error, HEARSAY_ERROR_MODEL, "%s: its format is not hearsay-1", hsy_weights_path(weights));
    hearsay_status status = hsy_weights_integer(weights, "layers", 1, LAYERS_MAX, &layers, error);
    if (status == HEARSAY_OK) status = hsy_weights_integer(weights, "width", 1, WIDTH_MAX, &width, error);
    if (status == HEARSAY_OK) status = hsy_weights_integer(weights, "attention_heads", 1, width, &heads, error);
    if (status == HEARSAY_OK) status = hsy_weights_integer(weights, "inner", 1, INNER_MAX, &inner, error);
    if (status == HEARSAY_OK) status = hsy_weights_integer(weights, "positions", 3, POSITIONS_MAX, &positions, error);
    if (status == HEARSAY_OK) status = hsy_weights_integer(weights, "window", 3, positions, &window, error);
    if (status == HEARSAY_OK) status = hsy_weights_integer(weights, "overlap", 0, window / 2, &overlap, error);
    if (status == HEARSAY_OK) status = hsy_weights_positive(weights, "norm_epsilon", &encoder->epsilon, error);
    if (status != HEARSAY_OK) return status;
    if (width % heads != 0)
        return hsy_fail(error, HEARSAY_ERROR_MODEL, "%s: %ld attention_heads do not divide a width of %ld",
                        hsy_weights_path(weights), heads, width);
    encoder->layer_count = (size_t)layers;
    encoder->width = (size_t)width;
    encoder->heads = (size_t)heads;
    encoder->inner = (size_t)inner;
    encoder->positions = (size_t)positions;
    encoder->window = (size_t)window;
    encoder->overlap = (size_t)overlap;
    long head_width = width / heads; /* a whole number: checked */
    encoder->attention_scale = 1.0F / sqrtf((float)head_width);
    return HEARSAY_OK;
}

static hearsay_status load_norm(const hsy_weights *weights, const char *name, size_t width, hsy_norm *norm,
                                hearsay_error *error) {
    char full[128];
    hearsay_status status = hsy_weights_part(weights, name, "weight", full, sizeof full, error);
    if (status == HEARSAY_OK) status = hsy_weights_floats(weights, full, width, 0, &norm->weight, error);
    if (status == HEARSAY_OK) status = hsy_weights_part(weights, name, "bias", full, sizeof full, error);
    if (status == HEARSAY_OK) status = hsy_weights_floats(weights, full, width, 0, &norm->bias, error);
    return status;
}

static hearsay_status load_embeddings(hsy_encoder *encoder, const hsy_weights *weights, hearsay_error *error) {
    size_t width = encoder->width;
    hearsay_status status = hsy_weights_matrix(weights, "embed.word", encoder->vocabulary, width, &encoder->word_bytes,
                                               &encoder->word_scale, &encoder->word_floats, error);
    if (status == HEARSAY_OK)
        status =
            hsy_weights_floats(weights, "embed.position.weight", encoder->positions, width, &encoder->position, error);
    if (status == HEARSAY_OK)
        status = hsy_weights_floats(weights, "embed.case.weight", HSY_CASES, width, &encoder->kase, error);
    if (status == HEARSAY_OK)
        status = hsy_weights_floats(weights, "embed.quote.weight", HSY_QUOTES, width, &encoder->quote, error);
    if (status == HEARSAY_OK)
        status = hsy_weights_floats(weights, "embed.layout.weight", HSY_LAYOUTS, width, &encoder->layout, error);
    if (status == HEARSAY_OK) status = load_norm(weights, "embed.norm", width, &encoder->norm, error);
    return status;
}

static hearsay_status load_layer(const hsy_encoder *encoder, const hsy_weights *weights, size_t index, hsy_layer *layer,
                                 hearsay_error *error) {
    size_t width = encoder->width, inner = encoder->inner;
    const struct {
        const char *name;
        hsy_dense **dense;
        size_t in, out;
    } parts[] = {{"query", &layer->query, width, width}, {"key", &layer->key, width, width},
                 {"value", &layer->value, width, width}, {"output", &layer->output, width, width},
                 {"inner", &layer->inner, width, inner}, {"outer", &layer->outer, inner, width}};
    char name[64];
    hearsay_status status = HEARSAY_OK;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0] && status == HEARSAY_OK; i++) {
        (void)snprintf(name, sizeof name, "layer.%zu.%s", index, parts[i].name);
        status = hsy_dense_load(weights, name, parts[i].in, parts[i].out, &encoder->allocator, parts[i].dense, error);
    }
    if (status != HEARSAY_OK) return status;
    (void)snprintf(name, sizeof name, "layer.%zu.attention_norm", index);
    status = load_norm(weights, name, width, &layer->attention_norm, error);
    if (status != HEARSAY_OK) return status;
    (void)snprintf(name, sizeof name, "layer.%zu.output_norm", index);
    return load_norm(weights, name, width, &layer->output_norm, error);
}

static bool layer_in_bytes(const hsy_layer *layer) {
    return layer->query->bytes && layer->key->bytes && layer->value->bytes && layer->output->bytes &&
           layer->inner->bytes && layer->outer->bytes;
}

static hearsay_status load_layers(hsy_encoder *encoder, const hsy_weights *weights, hearsay_error *error) {
    encoder->layers = hsy_resize(&encoder->allocator, NULL, encoder->layer_count * sizeof *encoder->layers);
    if (encoder->layers == NULL) return hsy_fail_memory(error);
    memset(encoder->layers, 0, encoder->layer_count * sizeof *encoder->layers);
    hearsay_status status = HEARSAY_OK;
    for (size_t i = 0; i < encoder->layer_count && status == HEARSAY_OK; i++)
        status = load_layer(encoder, weights, i, &encoder->layers[i], error);
    /* All layers in bytes, and heads that the kernels can take, or all in floats. */
    encoder->bytes = status == HEARSAY_OK && encoder->width / encoder->heads % HSY_LANES == 0;
    for (size_t i = 0; i < encoder->layer_count && encoder->bytes; i++)
        encoder->bytes = layer_in_bytes(&encoder->layers[i]);
    return status;
}

hearsay_status hsy_encoder_load(const hsy_weights *weights, size_t vocabulary_size, const hearsay_allocator *allocator,
                                hsy_encoder **encoder, hearsay_error *error) {
    hearsay_allocator from = hsy_allocator_or_default(allocator);
    hsy_encoder *made = hsy_resize(&from, NULL, sizeof *made);
    if (made == NULL) return hsy_fail_memory(error);
    *made = (hsy_encoder){.allocator = from, .vocabulary = vocabulary_size};
    hearsay_status status = hsy_cpu_choose(&made->cpu, error);
    if (status == HEARSAY_OK) status = load_sizes(made, weights, error);
    if (status == HEARSAY_OK) status = load_embeddings(made, weights, error);
    if (status == HEARSAY_OK) status = load_layers(made, weights, error);
    if (status != HEARSAY_OK) {
        hsy_encoder_free(made);
        return status;
    }
    *encoder = made;
    return HEARSAY_OK;
}

void hsy_encoder_free(hsy_encoder *encoder) {
    if (encoder == NULL) return;
    hearsay_allocator allocator = encoder->allocator;
    for (size_t i = 0; encoder->layers != NULL && i < encoder->layer_count; i++) {
        hsy_layer *layer = &encoder->layers[i];
        hsy_dense *parts[] = {layer->query, layer->key, layer->value, layer->output, layer->inner, layer->outer};
        for (size_t part = 0; part < sizeof parts / sizeof parts[0]; part++)
            hsy_dense_free(parts[part]);
    }
    hsy_release(&allocator, encoder->layers);
    hsy_release(&allocator, encoder);
}

size_t hsy_encoder_width(const hsy_encoder *encoder) {
    return encoder->width;
}

/* --- Running a story ---------------------------------------------------------------------------- */

/* What runs through the windows of one story. */
typedef struct story_run {
    hsy_scratch *scratch;
    const hsy_tokens *tokens;
    uint16_t cls, sep;
    const uint32_t *choice;
    hsy_vectors *vectors;
} story_run;

/* Writes the window's input, one piece after the other; a word too long for it is cut off. Gives the count. */
static size_t fill_window(const story_run *run, const hsy_window *window) {
    hsy_scratch *scratch = run->scratch;
    size_t count = 0, last = scratch->encoder->window - 1;
    scratch->pieces[count] = run->cls;
    scratch->kase[count] = scratch->quote[count] = scratch->layout[count] = 0;
    count++;
    for (size_t w = window->first_word; w < window->end_word; w++) {
        const hsy_word *word = &run->tokens->words[w];
        for (size_t i = 0; i < word->piece_count && count < last; i++, count++) {
            scratch->pieces[count] = run->tokens->pieces[word->first_piece + i];
            scratch->kase[count] = word->kase;
            scratch->quote[count] = word->quote;
            scratch->layout[count] = i == 0 ? word->layout : HSY_LAYOUT_INSIDE;
        }
    }
    scratch->pieces[count] = run->sep;
    scratch->kase[count] = scratch->quote[count] = scratch->layout[count] = 0;
    return count + 1;
}

/* Takes the vectors of the words that have chosen window `index`, which has just been run over `count` pieces. */
static void take_vectors(const story_run *run, const hsy_window *window, size_t index, size_t count) {
    size_t width = run->scratch->encoder->width;
    size_t base = run->tokens->words[window->first_word].first_piece;
    for (size_t w = window->first_word; w < window->end_word; w++) {
        if (run->choice[w] != index) continue;
        const hsy_word *word = &run->tokens->words[w];
        size_t first = 1 + word->first_piece - base;
        size_t last = first + word->piece_count - 1;
        if (last > count - HSY_SPECIAL_PIECES) last = count - HSY_SPECIAL_PIECES;
        hsy_vectors_write(run->vectors, w, run->scratch->x + first * width, run->scratch->x + last * width,
                          run->scratch->context);
    }
}

/* The windows rely on each word's pieces beginning where those of the word before end. */
static hearsay_status check_words(const hsy_tokens *tokens, hearsay_error *error) {
    size_t next = 0;
    for (size_t i = 0; i < tokens->word_count; i++) {
        const hsy_word *word = &tokens->words[i];
        if (word->first_piece != next || word->piece_count == 0 || word->piece_count > tokens->piece_count - next)
            return hsy_fail(error, HEARSAY_ERROR_ARGUMENT, "the pieces of word %zu are not in their place", i);
        next += word->piece_count;
    }
    return HEARSAY_OK;
}

static hearsay_status run_windows(story_run *run, const hsy_vector *windows, hearsay_error *error) {
    hsy_scratch *scratch = run->scratch;
    hearsay_status status = HEARSAY_OK;
    for (size_t i = 0; i < windows->count && status == HEARSAY_OK; i++) {
        const hsy_window *window = &HSY_AT(*windows, hsy_window, i);
        size_t count = fill_window(run, window);
        status =
            hsy_transformer_run(scratch, scratch->pieces, scratch->kase, scratch->quote, scratch->layout, count, error);
        if (status == HEARSAY_OK) take_vectors(run, window, i, count);
    }
    return status;
}

/* Chooses a window for every word, and runs them all. */
static hearsay_status run_cut_story(story_run *run, const hsy_vector *windows, hsy_arena *arena, hearsay_error *error) {
    const hsy_encoder *encoder = run->scratch->encoder;
    const hsy_tokens *tokens = run->tokens;
    uint32_t *choice = HSY_NEW(arena, uint32_t, tokens->word_count);
    if (choice == NULL) return hsy_fail_memory(error);
    hsy_windows_choose(tokens->words, tokens->word_count, windows->data, windows->count, choice);
    run->choice = choice;
    hearsay_status status =
        hsy_vectors_new(arena, tokens->word_count, encoder->width,
                        encoder->bytes ? hsy_cpu_kernels(encoder->cpu) : NULL, &run->vectors, error);
    if (status != HEARSAY_OK) return status;
    run->vectors->windows = hsy_vector_to_arena(windows, arena);
    run->vectors->window_count = windows->count;
    return run->vectors->windows != NULL ? run_windows(run, windows, error) : hsy_fail_memory(error);
}

hearsay_status hsy_encoder_run(hsy_scratch *scratch, const hsy_tokens *tokens, uint16_t cls, uint16_t sep,
                               hsy_arena *arena, hsy_vectors **vectors, hearsay_error *error) {
    const hsy_encoder *encoder = scratch->encoder;
    *vectors = NULL;
    if (tokens->word_count == 0) return HEARSAY_OK;
    hearsay_status status = check_words(tokens, error);
    if (status != HEARSAY_OK) return status;
    hsy_vector windows;
    hsy_vector_init(&windows, sizeof(hsy_window), &scratch->allocator);
    hsy_windows_cut(tokens->words, tokens->word_count, encoder->window - HSY_SPECIAL_PIECES, encoder->overlap,
                    &windows);
    story_run run = {.scratch = scratch, .tokens = tokens, .cls = cls, .sep = sep};
    status = windows.failed ? hsy_fail_memory(error) : run_cut_story(&run, &windows, arena, error);
    hsy_vector_free(&windows);
    if (status == HEARSAY_OK) *vectors = run.vectors;
    return status;
}

hearsay_status hsy_encoder_window(hsy_scratch *scratch, const uint16_t *pieces, const uint8_t *kase,
                                  const uint8_t *quote, const uint8_t *layout, size_t count, float *out,
                                  hearsay_error *error) {
    hearsay_status status = hsy_transformer_run(scratch, pieces, kase, quote, layout, count, error);
    if (status == HEARSAY_OK) memcpy(out, scratch->x, count * scratch->encoder->width * sizeof *out);
    return status;
}
