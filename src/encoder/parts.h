/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of this stage share with one another, its tests and its benchmark. No other stage includes it. */
#ifndef HSY_ENCODER_PARTS_H
#define HSY_ENCODER_PARTS_H

#include "encoder/encoder.h"

/* --- weights.c ---------------------------------------------------------------------------- */

/* A number above 0 from the metadata, or HEARSAY_ERROR_MODEL that says what is wrong. */
hearsay_status hsy_weights_positive(const hsy_weights *weights, const char *key, float *value, hearsay_error *error);
/* A matrix [rows, columns] of either kind: the one of `bytes` and `floats` that it is not is NULL. `scale` goes with
 * `bytes`, one a row. `name` is that of the part: "embed.word", of which ".weight" and ".scale" are read. */
hearsay_status hsy_weights_matrix(const hsy_weights *weights, const char *name, size_t rows, size_t columns,
                                  const int8_t **bytes, const float **scale, const float **floats,
                                  hearsay_error *error);
const char *hsy_weights_path(const hsy_weights *weights); /* for messages */
/* Writes "name.part" to `full`, for looking up one of the tensors that make up a part of the model. */
hearsay_status hsy_weights_part(const hsy_weights *weights, const char *name, const char *part, char *full, size_t size,
                                hearsay_error *error);

/* --- floats.c ------------------------------------------------------------------------------- */

/* Floats that begin on a cache line, as the matrix library likes them. Zero it to begin with. */
typedef struct hsy_floats {
    void *memory; /* what the allocator gave */
    float *data;
    size_t count;
} hsy_floats;

/* Room for `count` floats, all 0; what was in there is lost. A refusal leaves it as it was. */
bool hsy_floats_reserve(hsy_floats *floats, size_t count, const hearsay_allocator *allocator);
void hsy_floats_free(hsy_floats *floats, const hearsay_allocator *allocator);

/* --- matmul.c: the only file that sees oneDNN ------------------------------------------------- */

/* Rows are run in blocks of HSY_BLOCK_ROWS and, at the end, of HSY_STEP_ROWS, so that two kernels a layer serve
 * every length: small enough for the products in between to stay in the cache, large enough to reach full speed. */
enum { HSY_BLOCK_ROWS = 64, HSY_STEP_ROWS = 16 };

/* c[rows, columns] = activation(a[rows, inner] b[inner, columns] + bias[columns]) */
typedef struct hsy_product {
    size_t rows, inner, columns;
    size_t a_stride, c_stride;            /* floats from one row to the next */
    size_t b_row_stride, b_column_stride; /* both 0: b is packed */
    bool bias;
    hsy_activation activation;
} hsy_product;

/* One thread's products: the kernels that it has needed so far, each made once. */
typedef struct hsy_products hsy_products;

hearsay_status hsy_products_new(const hearsay_allocator *allocator, hsy_products **products, hearsay_error *error);
void hsy_products_free(hsy_products *products);
hearsay_status hsy_products_run(hsy_products *products, const hsy_product *product, const float *a, const float *b,
                                const float *bias, float *c, hearsay_error *error);

/* Brings `weight` [columns, inner], row by row without gaps, into the form in which the product of `inner` and
 * `columns` wants its b, and sets the two strides to go with it. */
hearsay_status hsy_products_pack(const float *weight, size_t columns, size_t inner, const hearsay_allocator *allocator,
                                 hsy_floats *b, size_t *b_row_stride, size_t *b_column_stride, hearsay_error *error);

/* --- rows.c: what is computed row by row ------------------------------------------ */

/* x[row] = norm(x[row] + y[row]) * weight + bias; y may be NULL. */
void hsy_rows_norm(float *x, const float *y, size_t rows, size_t width, const float *weight, const float *bias,
                   float epsilon);
/* x[row][i] = exp(scale * (x[row][i] - largest)) for i < count, and 0 from there to `stride`, where the next row
 * begins; inverse[row] = 1 / their sum. */
void hsy_rows_exp(float *x, size_t rows, size_t count, size_t stride, float scale, float *inverse);
/* x[row][i] *= factor[row] for i < count. */
void hsy_rows_scale(float *x, size_t rows, size_t count, size_t stride, const float *factor);

/* --- The encoder ------------------------------------------------------------------------------- */

enum { HSY_CASES = 5, HSY_QUOTES = 5, HSY_LAYOUTS = 3 };

typedef struct hsy_norm {
    const float *weight, *bias;
} hsy_norm;

typedef struct hsy_layer {
    hsy_dense *query, *key, *value, *output, *inner, *outer;
    hsy_norm attention_norm, output_norm;
} hsy_layer;

struct hsy_encoder {
    hearsay_allocator allocator;
    size_t width, heads, inner, positions, vocabulary;
    size_t window, overlap; /* in pieces, [CLS] and [SEP] included in the former */
    float epsilon;
    float attention_scale; /* 1 / sqrt(width / heads) */
    /* The embeddings stay where the file is mapped. Words: int8 rows with scales, or floats. */
    const int8_t *word_bytes;
    const float *word_scale, *word_floats;
    const float *position, *kase, *quote, *layout;
    hsy_norm norm;
    size_t layer_count;
    hsy_layer *layers;
};

struct hsy_scratch {
    hearsay_allocator allocator;
    const hsy_encoder *encoder;
    hsy_products *products;
    /* Room for `rows` pieces, a multiple of HSY_STEP_ROWS: x, query, key, value, context [rows, width],
     * inner [HSY_BLOCK_ROWS, inner], scores [rows, rows] of one head, inverse [rows]. */
    size_t rows;
    hsy_floats floats;
    float *x, *query, *key, *value, *context, *inner, *scores, *inverse;
    hsy_floats tail; /* the last few rows of hsy_dense_run, in and out, filled up to a step */
    /* One window's input, encoder->window each. */
    uint16_t *pieces;
    uint8_t *kase, *quote, *layout;
};

/* Makes room for a window of `count` pieces. */
hearsay_status hsy_scratch_reserve(hsy_scratch *scratch, size_t count, hearsay_error *error);

/* The two products of one attention head, `depth` of `width` columns, over `rows` rows: queries with keys, and weights
 * with values. */
hsy_product hsy_scores_product(size_t width, size_t depth, size_t rows);
hsy_product hsy_context_product(size_t width, size_t depth, size_t rows);

/* Runs the input, `count` pieces, through the transformer: the vectors are then in scratch->x. */
hearsay_status hsy_transformer_run(hsy_scratch *scratch, const uint16_t *pieces, const uint8_t *kase,
                                   const uint8_t *quote, const uint8_t *layout, size_t count, hearsay_error *error);

/* Runs whole steps of rows, without looking whether there is a tail. */
hearsay_status hsy_dense_steps(hsy_products *products, const hsy_dense *dense, hsy_activation activation,
                               const float *x, size_t rows, float *y, hearsay_error *error);

/* --- window.c ------------------------------------------------------------------------------------ */

typedef struct hsy_window {
    size_t first_word, end_word; /* half-open */
} hsy_window;

/* Cuts words into windows of at most `room` pieces ([CLS] and [SEP] not counted), neighbours sharing about `overlap`
 * pieces: hsy_window elements, in order. A word of more than `room` pieces is alone in its window. Only a refused
 * allocation makes it fail (windows->failed). */
void hsy_windows_cut(const hsy_word *words, size_t word_count, size_t room, size_t overlap, hsy_vector *windows);

/* For each word the index of the window in which it has the most context on its poorer side; of equals the first. */
void hsy_windows_choose(const hsy_word *words, size_t word_count, const hsy_window *windows, size_t window_count,
                        uint32_t *choice);

#endif
