/* SPDX-License-Identifier: Apache-2.0 */
/* For the encoder's tests: weights files made in memory, and a model of random numbers with a plain reference. */
#ifndef HSY_TESTS_WEIGHTS_FILE_H
#define HSY_TESTS_WEIGHTS_FILE_H

#include "encoder/encoder.h"

enum { FILE_TENSORS_MAX = 128, FILE_NAME_SIZE = 64, FILE_METADATA_SIZE = 1024 };

/* A tensor as floats: what its bytes stand for. */
typedef struct file_tensor {
    char name[FILE_NAME_SIZE];
    bool bytes;           /* int8 rows with a tensor of scales beside it, else floats */
    size_t rows, columns; /* columns 0: rank 1 */
    float *values;
    float *scale; /* where `bytes` */
} file_tensor;

typedef struct weights_file {
    file_tensor tensors[FILE_TENSORS_MAX];
    size_t count;
    char metadata[FILE_METADATA_SIZE]; /* the members of __metadata__, JSON; "" for none */
} weights_file;

/* Adds random numbers between -size and size (around `middle`); with `bytes` they are rounded to int8 rows. */
file_tensor *file_add(weights_file *file, const char *name, size_t rows, size_t columns, bool bytes, float middle,
                      float size);
const float *file_values(const weights_file *file, const char *name);
/* The file's bytes, for the caller to free. */
char *file_write(const weights_file *file, size_t *size);
void file_free(weights_file *file);

typedef struct model_shape {
    size_t layers, width, heads, inner, positions, window, overlap, vocabulary;
    bool bytes;
} model_shape;

void model_make(weights_file *file, const model_shape *shape);

/* The forward pass as encoder.h writes it down, in double precision, a sum at a time. `out` [count, width]. */
void model_reference(const weights_file *file, const model_shape *shape, const uint16_t *pieces, const uint8_t *kase,
                     const uint8_t *quote, const uint8_t *layout, size_t count, double *out);

/* A model from random weights, ready to run. */
typedef struct running_model {
    weights_file file;
    hsy_weights *weights;
    hsy_encoder *encoder;
    hsy_scratch *scratch;
} running_model;

void running_start(running_model *model, const model_shape *shape);
void running_stop(running_model *model);

/* Words of the given numbers of pieces, with random pieces and features. The caller frees words and pieces. */
hsy_tokens tokens_make(const size_t *piece_counts, size_t word_count, size_t vocabulary);

/* Random numbers that are the same everywhere: from 0 to limit - 1, and from -1 to 1. */
uint32_t random_below(uint32_t limit);
float random_float(void);

#endif
