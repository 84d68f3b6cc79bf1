/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The weights file: safetensors, mapped into memory, trusted in nothing.
 *
 *     8 bytes: length of the header, little-endian | header: a JSON object, padded with spaces | data
 *
 * The header gives each tensor's type, shape and range of the data; the ranges must follow each other
 * without gap or overlap from the data's first byte to its last.
 */
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "encoder/parts.h"

enum { LENGTH_BYTES = 8, HEADER_BYTES_MAX = 16 << 20, NAME_BYTES_MAX = 200 };

typedef struct pair {
    hsy_str key, value;
} pair;

/* A tensor while its place is being checked. */
typedef struct placed {
    hsy_tensor tensor;
    size_t start, end; /* in the data */
} placed;

struct hsy_weights {
    hearsay_allocator allocator;
    hsy_arena arena; /* strings and tables */
    hsy_str path;
    const unsigned char *bytes;
    size_t size;
    bool mapped;     /* else the bytes are the allocator's */
    placed *tensors; /* sorted by name */
    size_t tensor_count;
    pair *metadata;
    size_t metadata_count;
};

static hearsay_status damaged(const hsy_weights *weights, hearsay_error *error, const char *what) {
    return hsy_fail(error, HEARSAY_ERROR_MODEL, "%s: %s", weights->path.data, what);
}

static hearsay_status damaged_tensor(const hsy_weights *weights, hearsay_error *error, const char *name,
                                     const char *what) {
    return hsy_fail(error, HEARSAY_ERROR_MODEL, "%s: tensor %s %s", weights->path.data, name, what);
}

/* --- One tensor of the header ---------------------------------------------------------------- */

/* Names go into messages: letters, digits, '.', '_' and '-' alone, and not too many of them. */
static bool is_good_name(const char *name) {
    size_t length = strlen(name);
    return length > 0 && length <= NAME_BYTES_MAX &&
           strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-") == length;
}

static bool read_size(const json_t *value, size_t *size) {
    if (!json_is_integer(value) || json_integer_value(value) < 0) return false;
    *size = (size_t)json_integer_value(value);
    return true;
}

static bool read_dtype(const json_t *value, hsy_dtype *dtype, size_t *bytes) {
    const char *name = json_string_value(value);
    if (name == NULL) return false;
    if (strcmp(name, "I8") == 0) {
        *dtype = HSY_I8;
        *bytes = 1;
        return true;
    }
    *dtype = HSY_F32;
    *bytes = sizeof(float);
    return strcmp(name, "F32") == 0;
}

/* Reads the shape and multiplies `size`, the bytes of one number, by it. */
static bool read_shape(const json_t *value, hsy_tensor *tensor, size_t *size) {
    if (!json_is_array(value) || json_array_size(value) > HSY_TENSOR_RANK_MAX) return false;
    tensor->rank = (uint32_t)json_array_size(value);
    for (size_t i = 0; i < tensor->rank; i++) {
        size_t length;
        if (!read_size(json_array_get(value, i), &length) || length == 0 || length > SIZE_MAX / *size) return false;
        tensor->shape[i] = length;
        *size *= length;
    }
    return true;
}

static hearsay_status read_tensor(const hsy_weights *weights, const char *name, const json_t *object, size_t data_start,
                                  placed *read, hearsay_error *error) {
    *read = (placed){.start = 0};
    hsy_tensor *tensor = &read->tensor;
    size_t number, size, data_size = weights->size - data_start;
    const json_t *range = json_object_get(object, "data_offsets");
    if (!json_is_object(object) || json_object_size(object) != 3)
        return damaged_tensor(weights, error, name, "must have dtype, shape and data_offsets and nothing else");
    if (!read_dtype(json_object_get(object, "dtype"), &tensor->dtype, &number))
        return damaged_tensor(weights, error, name, "is neither I8 nor F32");
    size = number;
    if (!read_shape(json_object_get(object, "shape"), tensor, &size))
        return damaged_tensor(weights, error, name, "has a shape that can't be");
    if (json_array_size(range) != 2 || !read_size(json_array_get(range, 0), &read->start) ||
        !read_size(json_array_get(range, 1), &read->end))
        return damaged_tensor(weights, error, name, "lacks its pair of data_offsets");
    if (read->start > read->end || read->end > data_size)
        return damaged_tensor(weights, error, name, "reaches beyond the end of the file");
    if (read->end - read->start != size)
        return damaged_tensor(weights, error, name, "has another number of bytes than its shape gives");
    if ((data_start + read->start) % number != 0)
        return damaged_tensor(weights, error, name, "is not aligned for its type");
    tensor->data = weights->bytes + data_start + read->start;
    return HEARSAY_OK;
}

/* --- The header ---------------------------------------------------------------------------------- */

static int by_name(const void *left, const void *right) {
    const placed *a = left, *b = right;
    return strcmp(a->tensor.name.data, b->tensor.name.data);
}

static int by_place(const void *left, const void *right) {
    const placed *a = left, *b = right;
    if (a->start == b->start) return by_name(left, right);
    return a->start > b->start ? 1 : -1;
}

/* No tensor is empty, so that those in order of their starts must touch each other. */
static hearsay_status check_places(const hsy_weights *weights, size_t data_start, hearsay_error *error) {
    if (weights->tensor_count == 0) return damaged(weights, error, "there is no tensor in it");
    qsort(weights->tensors, weights->tensor_count, sizeof *weights->tensors, by_place);
    size_t end = 0;
    for (size_t i = 0; i < weights->tensor_count; i++) {
        const placed *tensor = &weights->tensors[i];
        if (tensor->start < end) return damaged_tensor(weights, error, tensor->tensor.name.data, "overlaps another");
        if (tensor->start > end)
            return damaged_tensor(weights, error, tensor->tensor.name.data, "comes after bytes of no tensor");
        end = tensor->end;
    }
    if (end != weights->size - data_start) return damaged(weights, error, "bytes follow its last tensor");
    qsort(weights->tensors, weights->tensor_count, sizeof *weights->tensors, by_name);
    return HEARSAY_OK;
}

static hearsay_status read_metadata(hsy_weights *weights, const json_t *object, hearsay_error *error) {
    weights->metadata = HSY_NEW(&weights->arena, pair, json_object_size(object));
    if (weights->metadata == NULL) return hsy_fail_memory(error);
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)object, key, value) {
        if (!json_is_string(value)) return damaged(weights, error, "its __metadata__ holds what is not a string");
        hsy_str text = {.data = json_string_value(value), .size = json_string_length(value)};
        pair *next = &weights->metadata[weights->metadata_count++];
        if (!hsy_arena_copy(&weights->arena, hsy_str_of(key), &next->key) ||
            !hsy_arena_copy(&weights->arena, text, &next->value))
            return hsy_fail_memory(error);
    }
    return HEARSAY_OK;
}

static hearsay_status read_entry(hsy_weights *weights, const char *name, const json_t *value, size_t data_start,
                                 hearsay_error *error) {
    if (strcmp(name, "__metadata__") == 0) {
        if (!json_is_object(value)) return damaged(weights, error, "its __metadata__ is no object");
        return read_metadata(weights, value, error);
    }
    if (!is_good_name(name)) return damaged(weights, error, "a tensor has an impossible name");
    placed *tensor = &weights->tensors[weights->tensor_count];
    hearsay_status status = read_tensor(weights, name, value, data_start, tensor, error);
    if (status != HEARSAY_OK) return status;
    if (!hsy_arena_copy(&weights->arena, hsy_str_of(name), &tensor->tensor.name)) return hsy_fail_memory(error);
    weights->tensor_count++;
    return HEARSAY_OK;
}

static hearsay_status read_entries(hsy_weights *weights, json_t *header, size_t data_start, hearsay_error *error) {
    weights->tensors = HSY_NEW(&weights->arena, placed, json_object_size(header));
    if (weights->tensors == NULL) return hsy_fail_memory(error);
    const char *name;
    json_t *value;
    json_object_foreach(header, name, value) {
        hearsay_status status = read_entry(weights, name, value, data_start, error);
        if (status != HEARSAY_OK) return status;
    }
    return check_places(weights, data_start, error);
}

static hearsay_status header_broken(const hsy_weights *weights, const json_error_t *found, hearsay_error *error) {
    if (json_error_code(found) == json_error_out_of_memory) return hsy_fail_memory(error);
    if (json_error_code(found) == json_error_duplicate_key)
        return damaged(weights, error, "a name comes twice in its header");
    return hsy_fail(error, HEARSAY_ERROR_MODEL, "%s: its header is broken JSON at byte %d", weights->path.data,
                    LENGTH_BYTES + found->position);
}

static hearsay_status read_header(hsy_weights *weights, hearsay_error *error) {
    if (weights->size < LENGTH_BYTES) return damaged(weights, error, "too short to be a safetensors file");
    uint64_t length = 0;
    for (size_t i = LENGTH_BYTES; i > 0; i--)
        length = length << 8 | weights->bytes[i - 1];
    if (length > HEADER_BYTES_MAX) return damaged(weights, error, "not a safetensors file, or its header is too long");
    if (length > weights->size - LENGTH_BYTES)
        return damaged(weights, error, "its header reaches beyond the end of the file");
    const char *text = (const char *)weights->bytes + LENGTH_BYTES;
    if (length == 0 || text[0] != '{') return damaged(weights, error, "its header is no JSON object");
    json_error_t found;
    json_t *header = json_loadb(text, (size_t)length, JSON_REJECT_DUPLICATES, &found);
    if (header == NULL) return header_broken(weights, &found, error);
    hearsay_status status = read_entries(weights, header, LENGTH_BYTES + (size_t)length, error);
    json_decref(header);
    return status;
}

/* --- Opening ----------------------------------------------------------------------------------------- */

static hearsay_status weights_new(const char *path, const hearsay_allocator *allocator, hsy_weights **weights,
                                  hearsay_error *error) {
    hearsay_allocator from = hsy_allocator_or_default(allocator);
    hsy_weights *made = hsy_resize(&from, NULL, sizeof *made);
    if (made == NULL) return hsy_fail_memory(error);
    *made = (hsy_weights){.allocator = from};
    hsy_arena_init(&made->arena, &from);
    if (!hsy_arena_copy(&made->arena, hsy_str_of(path), &made->path)) {
        hsy_weights_free(made);
        return hsy_fail_memory(error);
    }
    *weights = made;
    return HEARSAY_OK;
}

static hearsay_status finish_opening(hsy_weights *made, hearsay_status status, hsy_weights **weights,
                                     hearsay_error *error) {
    if (status == HEARSAY_OK) status = read_header(made, error);
    if (status == HEARSAY_OK)
        *weights = made;
    else
        hsy_weights_free(made);
    return status;
}

static hearsay_status refused(const char *path, const char *verb, int reason, hearsay_error *error) {
    char buffer[128];
    const char *text = strerror_r(reason, buffer, sizeof buffer);
    if (reason == ENOMEM) return hsy_fail_memory(error);
    hearsay_status status = reason == ENOENT || reason == ENOTDIR ? HEARSAY_ERROR_MODEL : HEARSAY_ERROR_IO;
    return hsy_fail(error, status, "%s: can't %s: %s", path, verb, text);
}

static hearsay_status map_file(hsy_weights *weights, int file, hearsay_error *error) {
    struct stat facts;
    if (fstat(file, &facts) != 0) return refused(weights->path.data, "look at it", errno, error);
    if (!S_ISREG(facts.st_mode)) return damaged(weights, error, "not a file");
    if (facts.st_size < LENGTH_BYTES) return damaged(weights, error, "too short to be a safetensors file");
    void *bytes = mmap(NULL, (size_t)facts.st_size, PROT_READ, MAP_PRIVATE, file, 0);
    if (bytes == MAP_FAILED) return refused(weights->path.data, "map it into memory", errno, error);
    weights->bytes = bytes;
    weights->size = (size_t)facts.st_size;
    weights->mapped = true;
    return HEARSAY_OK;
}

hearsay_status hsy_weights_open(const char *path, const hearsay_allocator *allocator, hsy_weights **weights,
                                hearsay_error *error) {
    /* O_NONBLOCK: a named pipe in the file's place is to be refused, not waited for. */
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0) return refused(path, "open it", errno, error);
    hsy_weights *made = NULL;
    hearsay_status status = weights_new(path, allocator, &made, error);
    if (made != NULL) status = finish_opening(made, map_file(made, file, error), weights, error);
    (void)close(file);
    return status;
}

static hearsay_status copy_bytes(hsy_weights *weights, const void *bytes, size_t size, hearsay_error *error) {
    unsigned char *copy = hsy_resize(&weights->allocator, NULL, size > 0 ? size : 1);
    if (copy == NULL) return hsy_fail_memory(error);
    if (size > 0) memcpy(copy, bytes, size);
    weights->bytes = copy;
    weights->size = size;
    return HEARSAY_OK;
}

hearsay_status hsy_weights_open_memory(const char *name, const void *bytes, size_t size,
                                       const hearsay_allocator *allocator, hsy_weights **weights,
                                       hearsay_error *error) {
    hsy_weights *made = NULL;
    hearsay_status status = weights_new(name, allocator, &made, error);
    if (made == NULL) return status;
    return finish_opening(made, copy_bytes(made, bytes, size, error), weights, error);
}

void hsy_weights_free(hsy_weights *weights) {
    if (weights == NULL) return;
    hearsay_allocator allocator = weights->allocator;
    union {
        const unsigned char *kept;
        void *given;
    } bytes = {.kept = weights->bytes};
    if (weights->mapped)
        (void)munmap(bytes.given, weights->size);
    else
        hsy_release(&allocator, bytes.given);
    hsy_arena_free(&weights->arena);
    hsy_release(&allocator, weights);
}

/* --- Looking up ---------------------------------------------------------------------------------------- */

hsy_str hsy_weights_bytes(const hsy_weights *weights) {
    return (hsy_str){.data = (const char *)weights->bytes, .size = weights->size};
}

const char *hsy_weights_path(const hsy_weights *weights) {
    return weights->path.data;
}

const hsy_tensor *hsy_weights_find(const hsy_weights *weights, const char *name) {
    placed key = {.tensor.name = hsy_str_of(name)};
    const placed *found = bsearch(&key, weights->tensors, weights->tensor_count, sizeof key, by_name);
    return found == NULL ? NULL : &found->tensor;
}

hsy_str hsy_weights_metadata(const hsy_weights *weights, const char *key) {
    for (size_t i = 0; i < weights->metadata_count; i++)
        if (hsy_str_equal(weights->metadata[i].key, hsy_str_of(key))) return weights->metadata[i].value;
    return (hsy_str){.data = NULL, .size = 0};
}

/* Digits alone, with a sign before them at most. */
static bool parse_integer(hsy_str text, long low, long high, long *value) {
    bool negative = text.size > 0 && text.data[0] == '-';
    long long sum = 0;
    size_t digits = text.size - negative;
    if (digits == 0 || digits > 18) return false;
    for (size_t i = negative; i < text.size; i++) {
        if (text.data[i] < '0' || text.data[i] > '9') return false;
        sum = sum * 10 + (text.data[i] - '0');
    }
    if (negative) sum = -sum;
    *value = (long)sum;
    return sum >= low && sum <= high;
}

hearsay_status hsy_weights_integer(const hsy_weights *weights, const char *key, long low, long high, long *value,
                                   hearsay_error *error) {
    hsy_str text = hsy_weights_metadata(weights, key);
    if (text.data == NULL)
        return hsy_fail(error, HEARSAY_ERROR_MODEL, "%s: its __metadata__ lacks %s", weights->path.data, key);
    if (!parse_integer(text, low, high, value))
        return hsy_fail(error, HEARSAY_ERROR_MODEL, "%s: %s in its __metadata__ is no whole number from %ld to %ld",
                        weights->path.data, key, low, high);
    return HEARSAY_OK;
}

hearsay_status hsy_weights_positive(const hsy_weights *weights, const char *key, float *value, hearsay_error *error) {
    hsy_str text = hsy_weights_metadata(weights, key);
    /* As JSON: strtof() would heed the locale. */
    json_t *number = text.data == NULL ? NULL : json_loadb(text.data, text.size, JSON_DECODE_ANY, NULL);
    double read = json_number_value(number);
    json_decref(number);
    *value = (float)read;
    if (!(*value > 0.0F) || isinf(*value))
        return hsy_fail(error, HEARSAY_ERROR_MODEL, "%s: its __metadata__ needs a number above 0 as %s",
                        weights->path.data, key);
    return HEARSAY_OK;
}

hearsay_status hsy_weights_part(const hsy_weights *weights, const char *name, const char *part, char *full, size_t size,
                                hearsay_error *error) {
    int length = snprintf(full, size, "%s.%s", name, part);
    if (length < 0 || (size_t)length >= size) return damaged_tensor(weights, error, name, "has too long a name");
    return HEARSAY_OK;
}

static bool has_shape(const hsy_tensor *tensor, size_t rows, size_t columns) {
    if (columns == 0) return tensor->rank == 1 && tensor->shape[0] == rows;
    return tensor->rank == 2 && tensor->shape[0] == rows && tensor->shape[1] == columns;
}

static hearsay_status find_shaped(const hsy_weights *weights, const char *name, size_t rows, size_t columns,
                                  const hsy_tensor **tensor, hearsay_error *error) {
    *tensor = hsy_weights_find(weights, name);
    if (*tensor == NULL) return damaged_tensor(weights, error, name, "is missing");
    if (has_shape(*tensor, rows, columns)) return HEARSAY_OK;
    if (columns == 0)
        return hsy_fail(error, HEARSAY_ERROR_MODEL, "%s: tensor %s does not have the shape [%zu]", weights->path.data,
                        name, rows);
    return hsy_fail(error, HEARSAY_ERROR_MODEL, "%s: tensor %s does not have the shape [%zu, %zu]", weights->path.data,
                    name, rows, columns);
}

/* One number that is none would spoil every row of every story. */
static bool all_finite(const float *data, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (!isfinite(data[i])) return false;
    return true;
}

hearsay_status hsy_weights_floats(const hsy_weights *weights, const char *name, size_t rows, size_t columns,
                                  const float **data, hearsay_error *error) {
    const hsy_tensor *tensor;
    hearsay_status status = find_shaped(weights, name, rows, columns, &tensor, error);
    if (status != HEARSAY_OK) return status;
    if (tensor->dtype != HSY_F32) return damaged_tensor(weights, error, name, "is not F32");
    if (!all_finite(tensor->data, columns == 0 ? rows : rows * columns))
        return damaged_tensor(weights, error, name, "holds a number that is not finite");
    *data = tensor->data;
    return HEARSAY_OK;
}

hearsay_status hsy_weights_matrix(const hsy_weights *weights, const char *name, size_t rows, size_t columns,
                                  const int8_t **bytes, const float **scale, const float **floats,
                                  hearsay_error *error) {
    char full[NAME_BYTES_MAX + 1];
    const hsy_tensor *tensor;
    *bytes = NULL;
    *scale = *floats = NULL;
    hearsay_status status = hsy_weights_part(weights, name, "weight", full, sizeof full, error);
    if (status == HEARSAY_OK) status = find_shaped(weights, full, rows, columns, &tensor, error);
    if (status != HEARSAY_OK) return status;
    if (tensor->dtype == HSY_F32) return hsy_weights_floats(weights, full, rows, columns, floats, error);
    *bytes = tensor->data;
    status = hsy_weights_part(weights, name, "scale", full, sizeof full, error);
    if (status == HEARSAY_OK) status = hsy_weights_floats(weights, full, rows, 0, scale, error);
    return status;
}
