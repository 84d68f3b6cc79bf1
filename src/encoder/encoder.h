/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Stage `encoder`: word pieces in, one vector a word out. The transformer runs on oneDNN over
 * weights that are mapped from a safetensors file; the only folder that sees oneDNN.
 *
 * Tensors of model.safetensors (L layers, width W, inner width F, vocabulary V). A matrix is stored
 * [out, in], as I8 with a scale for each row (value = int8 * scale[row]) or as F32 without:
 *
 *   embed.word.weight I8 [V, W]     embed.word.scale F32 [V]
 *   embed.position.weight F32 [P, W] (the constant token type is added into it)
 *   embed.case.weight F32 [5, W]    embed.quote.weight F32 [5, W]    embed.layout.weight F32 [3, W]
 *   embed.norm.weight, embed.norm.bias F32 [W]
 *   layer.N.query, .key, .value, .output    .weight [W, W]  .scale [W]  .bias F32 [W]
 *   layer.N.attention_norm                  .weight F32 [W]  .bias F32 [W]
 *   layer.N.inner                           .weight [F, W]  .scale [F]  .bias F32 [F]
 *   layer.N.outer                           .weight [W, F]  .scale [W]  .bias F32 [W]
 *   layer.N.output_norm                     .weight F32 [W]  .bias F32 [W]
 *
 * `__metadata__` holds strings: "format" = "hearsay-1", "layers", "width", "attention_heads", "inner",
 * "positions", "window", "overlap" (pieces, [CLS] and [SEP] included in window), "norm_epsilon", and the
 * heads' own, which the stages that own the heads read. BERT with post-norm, exact GELU (erf), no pooler:
 *
 *   x = norm(word + position + case + quote + layout)          of each piece; [CLS], [SEP]: case 0, quote 0, layout 0
 *   a = softmax(q k' / sqrt(W / heads)) v                      within one window
 *   x = norm(x + output(a));  x = norm(x + outer(gelu(inner(x))))
 *
 * case, quote and layout of a piece are those of its word; but the layout of all pieces of a word but the first is 0.
 * A word's vector is [x(first piece), x(last piece)], 2W floats.
 *
 * A long story is cut into windows, between paragraphs. Where a paragraph is too long for one, its windows overlap, and
 * a word's vector is taken from the window in which it has the most context on its poorer side.
 */
#ifndef HSY_ENCODER_ENCODER_H
#define HSY_ENCODER_ENCODER_H

#include "token/token.h"

/* --- The weights file -------------------------------------------------------------------- */

/* A safetensors file mapped into memory, every offset, shape and type checked. Immutable. */
typedef struct hsy_weights hsy_weights;

typedef enum hsy_dtype { HSY_I8, HSY_F32 } hsy_dtype;
enum { HSY_TENSOR_RANK_MAX = 4 };

typedef struct hsy_tensor {
    hsy_str name;
    hsy_dtype dtype;
    uint32_t rank;
    size_t shape[HSY_TENSOR_RANK_MAX];
    const void *data; /* aligned for its type */
} hsy_tensor;

hearsay_status hsy_weights_open(const char *path, const hearsay_allocator *allocator, hsy_weights **weights,
                                hearsay_error *error);
/* The same from memory, which is copied: for tests and the fuzz target. */
hearsay_status hsy_weights_open_memory(const char *name, const void *bytes, size_t size,
                                       const hearsay_allocator *allocator, hsy_weights **weights, hearsay_error *error);
void hsy_weights_free(hsy_weights *weights);

/* NULL: there is none of that name. */
const hsy_tensor *hsy_weights_find(const hsy_weights *weights, const char *name);
/* The absent string: there is none of that key. */
hsy_str hsy_weights_metadata(const hsy_weights *weights, const char *key);
/* A whole number from the metadata in [low, high], or HEARSAY_ERROR_MODEL that says what is wrong. */
hearsay_status hsy_weights_integer(const hsy_weights *weights, const char *key, long low, long high, long *value,
                                   hearsay_error *error);
/* A float tensor of exactly this shape (rank 1 where `columns` is 0), or HEARSAY_ERROR_MODEL. */
hearsay_status hsy_weights_floats(const hsy_weights *weights, const char *name, size_t rows, size_t columns,
                                  const float **data, hearsay_error *error);
/* The whole file, as mapped: what the hash is of. */
hsy_str hsy_weights_bytes(const hsy_weights *weights);

/* --- Dense layers: the encoder's own, and the heads' ---------------------------------------- */

/* y = x W' + b, float32 in and out; computed in int8 where the file has int8 rows and the processor can. Loaded once,
 * immutable, shared by threads. */
typedef struct hsy_dense hsy_dense;

/* Loads `name`.weight [out, in], `name`.scale [out] where it is I8, `name`.bias [out]; refuses any other shape. */
hearsay_status hsy_dense_load(const hsy_weights *weights, const char *name, size_t in, size_t out,
                              const hearsay_allocator *allocator, hsy_dense **dense, hearsay_error *error);
void hsy_dense_free(hsy_dense *dense);

typedef enum hsy_activation { HSY_IDENTITY, HSY_GELU } hsy_activation;

/* --- The encoder ------------------------------------------------------------------------------ */

/* The transformer's weights, ready to run. Immutable, shared by threads. The embeddings stay where `weights` maps them:
 * it must outlive the encoder, and the encoder its scratches. */
typedef struct hsy_encoder hsy_encoder;

hearsay_status hsy_encoder_load(const hsy_weights *weights, size_t vocabulary_size, const hearsay_allocator *allocator,
                                hsy_encoder **encoder, hearsay_error *error);
void hsy_encoder_free(hsy_encoder *encoder);
size_t hsy_encoder_width(const hsy_encoder *encoder); /* W */

/* One thread's working memory. */
typedef struct hsy_scratch hsy_scratch;

hearsay_status hsy_scratch_new(const hsy_encoder *encoder, hsy_scratch **scratch, hearsay_error *error);
void hsy_scratch_free(hsy_scratch *scratch);

/* Runs `rows` rows of `x` through `dense` into `y` (both row by row, without gaps). Same bytes in, same bytes
 * out, for any number of threads. */
hearsay_status hsy_dense_run(hsy_scratch *scratch, const hsy_dense *dense, hsy_activation activation, const float *x,
                             size_t rows, float *y, hearsay_error *error);

/* x = gelu(x), for what is added up outside a layer: by the kernels that the layers use. */
void hsy_gelu_run(const hsy_scratch *scratch, float *x, size_t count);

/* The words' vectors, of 2W numbers each. */
typedef struct hsy_vectors hsy_vectors;

/* One vector a word, in the arena. NULL where there is no word. */
hearsay_status hsy_encoder_run(hsy_scratch *scratch, const hsy_tokens *tokens, uint16_t cls, uint16_t sep,
                               hsy_arena *arena, hsy_vectors **vectors, hearsay_error *error);

/* Writes a word's vector to `row`, 2W floats. */
void hsy_vectors_read(const hsy_vectors *vectors, size_t word, float *row);
/* For tests of what reads them: vectors that hold these floats, [words, 2 width], in the arena. */
hearsay_status hsy_vectors_of(const float *rows, size_t words, size_t width, hsy_arena *arena, hsy_vectors **vectors,
                              hearsay_error *error);

/* One window by itself, for the fixture's test: `count` pieces with their case, quote and layout, [CLS] and [SEP]
 * among them, to `out` [count, W]. count is at most the model's "positions". */
hearsay_status hsy_encoder_window(hsy_scratch *scratch, const uint16_t *pieces, const uint8_t *kase,
                                  const uint8_t *quote, const uint8_t *layout, size_t count, float *out,
                                  hearsay_error *error);

/* For `hearsay dump --stage=encoder`: a JSON object with a word's span and the first 8 numbers of its vector, and the
 * norm of the whole, per word, and with the windows as half-open ranges of words; and a line break. */
void hsy_encoder_dump(const hsy_tokens *tokens, const hsy_vectors *vectors, size_t width, hsy_buffer *out);

#endif
