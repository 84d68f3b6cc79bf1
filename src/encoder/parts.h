/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of this stage share with one another, its tests and its benchmark. No other stage includes it. */
#ifndef HSY_ENCODER_PARTS_H
#define HSY_ENCODER_PARTS_H

#include "encoder/encoder.h"
#include "encoder/kernels.h"

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

/* In bytes a block is longer, since fetching the weights weighs more beside products that are so fast; and its last one
 * is run with a kernel of its own length, whatever multiple of HSY_STEP_ROWS it is. */
enum { HSY_BYTE_ROWS = 128, HSY_ATTENTION_ROWS = 256 };

/* c[rows, columns] = activation(a[rows, inner] b[inner, columns] + bias[columns]), in floats; or in bytes, where a is
 * uint8_t, b int8_t and c int32_t, without activation and bias. */
typedef struct hsy_product {
    bool bytes;
    size_t rows, inner, columns;
    size_t a_stride, c_stride;            /* numbers from one row to the next */
    size_t b_row_stride, b_column_stride; /* both 0: b is packed */
    bool bias;
    hsy_activation activation;
} hsy_product;

/* One thread's products: the kernels that it has needed so far, each made once. */
typedef struct hsy_products hsy_products;

hearsay_status hsy_products_new(hsy_cpu cpu, const hearsay_allocator *allocator, hsy_products **products,
                                hearsay_error *error);
void hsy_products_free(hsy_products *products);
hearsay_status hsy_products_run(hsy_products *products, const hsy_product *product, const void *a, const void *b,
                                const float *bias, void *c, hearsay_error *error);

/* Brings `weight` [columns, inner], row by row without gaps, into the form in which the product of `inner` and
 * `columns` wants its b, and sets the two strides to go with it. */
hearsay_status hsy_products_pack(hsy_cpu cpu, bool bytes, const void *weight, size_t columns, size_t inner,
                                 const hearsay_allocator *allocator, hsy_floats *b, size_t *b_row_stride,
                                 size_t *b_column_stride, hearsay_error *error);

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
    hsy_cpu cpu;
    bool bytes; /* computed in int8, or in floats */
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

/* Quantised matrices and their scales; a block is of at most HSY_BYTE_ROWS rows, one of attention of
 * HSY_ATTENTION_ROWS. */
typedef struct hsy_byte_scratch {
    uint8_t *x;           /* [rows, width] */
    float *x_scale;       /* [rows] */
    uint8_t *query;       /* [heads][rows, depth] */
    float *query_scale;   /* [heads, rows] */
    int8_t *key;          /* [heads][rows, depth] */
    float *key_scale;     /* [heads, rows] */
    float *key_offset;    /* [heads, rows]: what 128 times the sum of a key is worth */
    int8_t *value;        /* [heads][rows, depth] */
    float *value_scale;   /* [width] */
    uint8_t *context;     /* [block, width] */
    float *context_scale; /* [block] */
    uint8_t *inner;       /* [block, inner] */
    float *inner_scale;   /* [block] */
    uint8_t *weights;     /* [attention block, rows]: what the attention gives each piece */
    int32_t *sums;        /* of the block's widest product */
} hsy_byte_scratch;

struct hsy_scratch {
    hearsay_allocator allocator;
    const hsy_encoder *encoder;
    hsy_products *products;
    /* Room for `rows` pieces, a multiple of HSY_STEP_ROWS: x, value, context [rows, width], inverse [rows]; in
     * floats also query, key [rows, width], inner [HSY_BLOCK_ROWS, inner] and scores [rows, rows] of one head. */
    size_t rows;
    hsy_floats floats;
    float *x, *value, *context, *inverse, *query, *key, *inner, *scores;
    hsy_byte_scratch bytes; /* in bytes only */
    hsy_floats tail;        /* a block of hsy_dense_run, on its way in and out */
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

/* The same in floats and in bytes, once the embeddings stand in scratch->x: `rows` whole steps, of which `count` are
 * pieces. */
hearsay_status hsy_layers_floats(hsy_scratch *scratch, size_t rows, size_t count, hearsay_error *error);
hearsay_status hsy_layers_bytes(hsy_scratch *scratch, size_t rows, size_t count, hearsay_error *error);

/* --- dense.c ------------------------------------------------------------------------------------- */

/* All that a run needs is in here: it reads the weights file no more. */
struct hsy_dense {
    hearsay_allocator allocator;
    hsy_cpu cpu;
    bool bytes; /* `weight` is of int8 columns */
    size_t in, out;
    hsy_floats weight; /* packed, or [in, out]: the two strides say which */
    size_t b_row_stride, b_column_stride;
    hsy_floats bias;
    hsy_floats scale, offset; /* of bytes: as hsy_scales has them; offset holds int32_t */
};

hsy_scales hsy_dense_scales(const hsy_dense *dense);
/* The sums of whole steps of quantised rows. */
hearsay_status hsy_dense_sums(hsy_products *products, const hsy_dense *dense, const uint8_t *x, size_t rows,
                              int32_t *sums, hearsay_error *error);
/* Runs whole steps of rows in floats, without looking whether there is a tail. */
hearsay_status hsy_dense_steps(hsy_products *products, const hsy_dense *dense, hsy_activation activation,
                               const float *x, size_t rows, float *y, hearsay_error *error);

/* --- vectors.c ----------------------------------------------------------------------------------- */

typedef struct hsy_window {
    size_t first_word, end_word; /* half-open */
} hsy_window;

struct hsy_vectors {
    size_t row;          /* 2 * width */
    hsy_window *windows; /* that the words were read in */
    size_t window_count;
    const hsy_kernels *kernels;
    float *floats;  /* [words, row], or NULL */
    uint8_t *bytes; /* the same quantised, with a scale a word */
    float *scale;
};

/* Room for the vectors, in the arena: in bytes where there are kernels. */
hearsay_status hsy_vectors_new(hsy_arena *arena, size_t words, size_t width, const hsy_kernels *kernels,
                               hsy_vectors **vectors, hearsay_error *error);
/* Stores a word's vector, made up of those of its first and its last piece; `work` has room for it. */
void hsy_vectors_write(hsy_vectors *vectors, size_t word, const float *first, const float *last, float *work);

/* --- window.c ------------------------------------------------------------------------------------ */

enum { HSY_SPECIAL_PIECES = 2 }; /* [CLS] and [SEP] */

/* Cuts words into windows of at most `room` pieces ([CLS] and [SEP] not counted), between paragraphs; neighbours in a
 * paragraph that is longer than that share about `overlap` pieces. hsy_window elements, in order. A word of more than
 * `room` pieces is alone in its window. Only a refused allocation makes it fail (windows->failed). */
void hsy_windows_cut(const hsy_word *words, size_t word_count, size_t room, size_t overlap, hsy_vector *windows);

/* What a window of so many pieces costs: a share for each of its rows, which come in whole steps, one for each pair of
 * rows, because of the attention, and one for the context that a cut takes away. Any unit; for the tests. */
uint64_t hsy_window_cost(size_t pieces, size_t room);

/* For each word the index of the window in which it has the most context on its poorer side; of equals the first. */
void hsy_windows_choose(const hsy_word *words, size_t word_count, const hsy_window *windows, size_t window_count,
                        uint32_t *choice);

#endif
