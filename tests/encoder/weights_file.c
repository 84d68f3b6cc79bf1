/* SPDX-License-Identifier: Apache-2.0 */
#include "encoder/weights_file.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static uint32_t random_state = 12345;

static uint32_t random_next(void) {
    random_state = random_state * 1664525U + 1013904223U;
    return random_state >> 8;
}

uint32_t random_below(uint32_t limit) {
    return random_next() % limit;
}

float random_float(void) {
    return (float)random_next() / (float)(1 << 23) - 1.0F;
}

static void *allocate(size_t count, size_t size) {
    void *memory = calloc(count > 0 ? count : 1, size);
    assert_non_null(memory);
    return memory;
}

/* Writes "first" and "second" with a full stop between them. */
static void join(char full[FILE_NAME_SIZE], const char *first, const char *second) {
    int length = snprintf(full, FILE_NAME_SIZE, "%s.%s", first, second);
    assert_true(length > 0 && length < FILE_NAME_SIZE);
}

static void join_layer(char full[FILE_NAME_SIZE], size_t layer, const char *part) {
    int length = snprintf(full, FILE_NAME_SIZE, "layer.%zu.%s", layer, part);
    assert_true(length > 0 && length < FILE_NAME_SIZE);
}

static size_t values_in(const file_tensor *tensor) {
    return tensor->rows * (tensor->columns > 0 ? tensor->columns : 1);
}

static void round_rows(file_tensor *tensor) {
    tensor->scale = allocate(tensor->rows, sizeof(float));
    for (size_t row = 0; row < tensor->rows; row++) {
        float *values = tensor->values + row * tensor->columns, largest = 1e-6F;
        for (size_t i = 0; i < tensor->columns; i++)
            largest = fmaxf(largest, fabsf(values[i]));
        tensor->scale[row] = largest / 127.0F;
        for (size_t i = 0; i < tensor->columns; i++)
            values[i] = roundf(values[i] / tensor->scale[row]) * tensor->scale[row];
    }
}

file_tensor *file_add(weights_file *file, const char *name, size_t rows, size_t columns, bool bytes, float middle,
                      float size) {
    assert_true(file->count < FILE_TENSORS_MAX);
    file_tensor *tensor = &file->tensors[file->count++];
    *tensor = (file_tensor){.rows = rows, .columns = columns, .bytes = bytes};
    (void)snprintf(tensor->name, sizeof tensor->name, "%s", name);
    tensor->values = allocate(values_in(tensor), sizeof(float));
    for (size_t i = 0; i < values_in(tensor); i++)
        tensor->values[i] = middle + size * random_float();
    if (bytes) round_rows(tensor);
    return tensor;
}

const float *file_values(const weights_file *file, const char *name) {
    for (size_t i = 0; i < file->count; i++)
        if (strcmp(file->tensors[i].name, name) == 0) return file->tensors[i].values;
    fail_msg("the test asks for a tensor %s that it has not made", name);
    return NULL;
}

void file_free(weights_file *file) {
    for (size_t i = 0; i < file->count; i++) {
        free(file->tensors[i].values);
        free(file->tensors[i].scale);
    }
    file->count = 0;
}

/* --- Writing ---------------------------------------------------------------------------------- */

static void write_entry(hsy_buffer *header, const char *name, const char *dtype, size_t rows, size_t columns,
                        size_t start, size_t size) {
    hsy_buffer_format(header, "%s\"%s\":{\"dtype\":\"%s\",\"shape\":[%zu", header->size > 1 ? "," : "", name, dtype,
                      rows);
    if (columns > 0) hsy_buffer_format(header, ",%zu", columns);
    hsy_buffer_format(header, "],\"data_offsets\":[%zu,%zu]}", start, start + size);
}

static void write_floats(hsy_buffer *header, hsy_buffer *data, const char *name, size_t rows, size_t columns,
                         const float *values) {
    size_t size = rows * (columns > 0 ? columns : 1) * sizeof *values;
    write_entry(header, name, "F32", rows, columns, data->size, size);
    hsy_buffer_add(data, values, size);
}

static void write_bytes(hsy_buffer *header, hsy_buffer *data, const file_tensor *tensor) {
    write_entry(header, tensor->name, "I8", tensor->rows, tensor->columns, data->size, values_in(tensor));
    for (size_t i = 0; i < values_in(tensor); i++)
        hsy_buffer_char(data, (char)lrintf(tensor->values[i] / tensor->scale[i / tensor->columns]));
}

/* The floats go first, where they are aligned. */
static void write_tensors(const weights_file *file, hsy_buffer *header, hsy_buffer *data) {
    for (size_t i = 0; i < file->count; i++) {
        const file_tensor *tensor = &file->tensors[i];
        char name[FILE_NAME_SIZE];
        if (!tensor->bytes) {
            write_floats(header, data, tensor->name, tensor->rows, tensor->columns, tensor->values);
            continue;
        }
        (void)snprintf(name, sizeof name, "%.*s.scale", (int)(strlen(tensor->name) - strlen(".weight")), tensor->name);
        write_floats(header, data, name, tensor->rows, 0, tensor->scale);
    }
    for (size_t i = 0; i < file->count; i++)
        if (file->tensors[i].bytes) write_bytes(header, data, &file->tensors[i]);
}

char *file_write(const weights_file *file, size_t *size) {
    hsy_buffer header, data, whole;
    hsy_buffer_init(&header, NULL);
    hsy_buffer_init(&data, NULL);
    hsy_buffer_init(&whole, NULL);
    hsy_buffer_char(&header, '{');
    if (file->metadata[0] != '\0') hsy_buffer_format(&header, "\"__metadata__\":{%s}", file->metadata);
    write_tensors(file, &header, &data);
    hsy_buffer_char(&header, '}');
    while (header.size % 8 != 0)
        hsy_buffer_char(&header, ' ');
    for (unsigned shift = 0; shift < 64; shift += 8)
        hsy_buffer_char(&whole, (char)((uint64_t)header.size >> shift & 0xFF));
    hsy_buffer_add(&whole, header.data, header.size);
    hsy_buffer_add(&whole, data.data, data.size);
    assert_false(header.failed || data.failed || whole.failed);
    char *bytes = allocate(whole.size, 1);
    memcpy(bytes, whole.data, whole.size);
    *size = whole.size;
    hsy_buffer_free(&header);
    hsy_buffer_free(&data);
    hsy_buffer_free(&whole);
    return bytes;
}

/* --- A model ------------------------------------------------------------------------------------ */

static void add_norm(weights_file *file, const char *name, size_t width) {
    char full[FILE_NAME_SIZE];
    join(full, name, "weight");
    file_add(file, full, width, 0, false, 1.0F, 0.3F);
    join(full, name, "bias");
    file_add(file, full, width, 0, false, 0.0F, 0.3F);
}

static void add_dense(weights_file *file, const char *name, size_t in, size_t out, bool bytes) {
    char full[FILE_NAME_SIZE];
    join(full, name, "weight");
    file_add(file, full, out, in, bytes, 0.0F, 2.0F / sqrtf((float)in));
    join(full, name, "bias");
    file_add(file, full, out, 0, false, 0.0F, 0.3F);
}

void model_make(weights_file *file, const model_shape *shape) {
    static const char *const square[] = {"query", "key", "value", "output"};
    size_t width = shape->width;
    char name[FILE_NAME_SIZE];
    (void)snprintf(file->metadata, sizeof file->metadata,
                   "\"format\":\"hearsay-1\",\"layers\":\"%zu\",\"width\":\"%zu\",\"attention_heads\":\"%zu\","
                   "\"inner\":\"%zu\",\"positions\":\"%zu\",\"window\":\"%zu\",\"overlap\":\"%zu\","
                   "\"norm_epsilon\":\"1e-12\"",
                   shape->layers, width, shape->heads, shape->inner, shape->positions, shape->window, shape->overlap);
    file_add(file, "embed.word.weight", shape->vocabulary, width, shape->bytes, 0.0F, 1.0F);
    file_add(file, "embed.position.weight", shape->positions, width, false, 0.0F, 1.0F);
    file_add(file, "embed.case.weight", 5, width, false, 0.0F, 0.5F);
    file_add(file, "embed.quote.weight", 5, width, false, 0.0F, 0.5F);
    file_add(file, "embed.layout.weight", 3, width, false, 0.0F, 0.5F);
    add_norm(file, "embed.norm", width);
    for (size_t layer = 0; layer < shape->layers; layer++) {
        for (size_t i = 0; i < sizeof square / sizeof square[0]; i++) {
            join_layer(name, layer, square[i]);
            add_dense(file, name, width, width, shape->bytes);
        }
        join_layer(name, layer, "inner");
        add_dense(file, name, width, shape->inner, shape->bytes);
        join_layer(name, layer, "outer");
        add_dense(file, name, shape->inner, width, shape->bytes);
        join_layer(name, layer, "attention_norm");
        add_norm(file, name, width);
        join_layer(name, layer, "output_norm");
        add_norm(file, name, width);
    }
}

/* --- The reference --------------------------------------------------------------------------------- */

typedef struct reference {
    const weights_file *file;
    const model_shape *shape;
    size_t layer, count;
} reference;

static const float *layer_values(const reference *r, const char *part) {
    char name[FILE_NAME_SIZE];
    join_layer(name, r->layer, part);
    return file_values(r->file, name);
}

static void norm(double *x, size_t count, size_t width, const float *weight, const float *bias) {
    for (size_t row = 0; row < count; row++, x += width) {
        double mean = 0, variance = 0;
        for (size_t i = 0; i < width; i++)
            mean += x[i] / (double)width;
        for (size_t i = 0; i < width; i++)
            variance += (x[i] - mean) * (x[i] - mean) / (double)width;
        for (size_t i = 0; i < width; i++)
            x[i] = (x[i] - mean) / sqrt(variance + 1e-12) * (double)weight[i] + (double)bias[i];
    }
}

static void dense(const reference *r, const char *part, const double *x, size_t in, size_t out, double *y) {
    char name[FILE_NAME_SIZE];
    join(name, part, "weight");
    const float *weight = layer_values(r, name);
    join(name, part, "bias");
    const float *bias = layer_values(r, name);
    for (size_t row = 0; row < r->count; row++)
        for (size_t o = 0; o < out; o++) {
            double sum = (double)bias[o];
            for (size_t i = 0; i < in; i++)
                sum += x[row * in + i] * (double)weight[o * in + i];
            y[row * out + o] = sum;
        }
}

static void attend_piece(const reference *r, size_t row, size_t head, const double *q, const double *k, const double *v,
                         double *weights, double *out) {
    size_t width = r->shape->width, depth = width / r->shape->heads, at = head * depth;
    double sum = 0;
    for (size_t other = 0; other < r->count; other++) {
        double score = 0;
        for (size_t i = 0; i < depth; i++)
            score += q[row * width + at + i] * k[other * width + at + i];
        weights[other] = exp(score / sqrt((double)depth));
        sum += weights[other];
    }
    for (size_t i = 0; i < depth; i++) {
        double value = 0;
        for (size_t other = 0; other < r->count; other++)
            value += weights[other] / sum * v[other * width + at + i];
        out[row * width + at + i] = value;
    }
}

static void reference_layer(const reference *r, double *x) {
    size_t width = r->shape->width, inner = r->shape->inner, size = r->count * width;
    double *q = allocate(size, sizeof *q), *k = allocate(size, sizeof *k), *v = allocate(size, sizeof *v);
    double *a = allocate(size, sizeof *a), *wide = allocate(r->count * inner, sizeof *wide);
    double *weights = allocate(r->count, sizeof *weights);
    dense(r, "query", x, width, width, q);
    dense(r, "key", x, width, width, k);
    dense(r, "value", x, width, width, v);
    for (size_t row = 0; row < r->count; row++)
        for (size_t head = 0; head < r->shape->heads; head++)
            attend_piece(r, row, head, q, k, v, weights, a);
    dense(r, "output", a, width, width, q);
    for (size_t i = 0; i < size; i++)
        x[i] += q[i];
    norm(x, r->count, width, layer_values(r, "attention_norm.weight"), layer_values(r, "attention_norm.bias"));
    dense(r, "inner", x, width, inner, wide);
    for (size_t i = 0; i < r->count * inner; i++)
        wide[i] = wide[i] * 0.5 * (1.0 + erf(wide[i] / sqrt(2.0)));
    dense(r, "outer", wide, inner, width, q);
    for (size_t i = 0; i < size; i++)
        x[i] += q[i];
    norm(x, r->count, width, layer_values(r, "output_norm.weight"), layer_values(r, "output_norm.bias"));
    free(q);
    free(k);
    free(v);
    free(a);
    free(wide);
    free(weights);
}

void model_reference(const weights_file *file, const model_shape *shape, const uint16_t *pieces, const uint8_t *kase,
                     const uint8_t *quote, const uint8_t *layout, size_t count, double *out) {
    size_t width = shape->width;
    const float *word = file_values(file, "embed.word.weight"), *position = file_values(file, "embed.position.weight");
    const float *of_case = file_values(file, "embed.case.weight"), *of_quote = file_values(file, "embed.quote.weight");
    const float *of_layout = file_values(file, "embed.layout.weight");
    for (size_t row = 0; row < count; row++)
        for (size_t i = 0; i < width; i++)
            out[row * width + i] = (double)word[pieces[row] * width + i] + (double)position[row * width + i] +
                                   (double)of_case[kase[row] * width + i] + (double)of_quote[quote[row] * width + i] +
                                   (double)of_layout[layout[row] * width + i];
    norm(out, count, width, file_values(file, "embed.norm.weight"), file_values(file, "embed.norm.bias"));
    for (size_t layer = 0; layer < shape->layers; layer++) {
        reference r = {.file = file, .shape = shape, .layer = layer, .count = count};
        reference_layer(&r, out);
    }
}

/* --- Running ------------------------------------------------------------------------------------------ */

void running_start(running_model *model, const model_shape *shape) {
    hearsay_error error = {.message = ""};
    *model = (running_model){.weights = NULL};
    model_make(&model->file, shape);
    size_t size;
    char *bytes = file_write(&model->file, &size);
    if (hsy_weights_open_memory("test", bytes, size, NULL, &model->weights, &error) != HEARSAY_OK)
        fail_msg("%s", error.message);
    free(bytes);
    if (hsy_encoder_load(model->weights, shape->vocabulary, NULL, &model->encoder, &error) != HEARSAY_OK)
        fail_msg("%s", error.message);
    if (hsy_scratch_new(model->encoder, &model->scratch, &error) != HEARSAY_OK) fail_msg("%s", error.message);
}

void running_stop(running_model *model) {
    hsy_scratch_free(model->scratch);
    hsy_encoder_free(model->encoder);
    hsy_weights_free(model->weights);
    file_free(&model->file);
}

hsy_tokens tokens_make(const size_t *piece_counts, size_t word_count, size_t vocabulary) {
    hsy_tokens tokens = {.word_count = word_count};
    for (size_t i = 0; i < word_count; i++)
        tokens.piece_count += piece_counts[i];
    tokens.words = allocate(word_count, sizeof *tokens.words);
    tokens.pieces = allocate(tokens.piece_count, sizeof *tokens.pieces);
    size_t next = 0;
    for (size_t i = 0; i < word_count; i++) {
        tokens.words[i] = (hsy_word){.first_piece = (uint32_t)next,
                                     .piece_count = (uint32_t)piece_counts[i],
                                     .quotation = HSY_NO_QUOTATION,
                                     .kase = (uint8_t)random_below(5),
                                     .quote = (uint8_t)random_below(5),
                                     .layout = (uint8_t)random_below(3)};
        next += piece_counts[i];
    }
    for (size_t i = 0; i < tokens.piece_count; i++)
        tokens.pieces[i] = (uint16_t)random_below((uint32_t)vocabulary);
    return tokens;
}
