/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What stands between the int8 products: built once for each instruction set, with HSY_KERNELS as the name of its
 * table.
 *
 * Sixteen numbers at a time, whatever the registers hold: the compiler makes one, two or four instructions of each
 * step. Sums run in sixteen partial sums which are added in a fixed order, so that a machine gives the same bits for
 * the same input; multiplications may be fused with additions, so that two kinds of machines may differ in the last
 * one.
 */
#include <math.h>
#include <string.h>

#include "encoder/kernels.h"

typedef float lanes __attribute__((vector_size(64)));
typedef int32_t int_lanes __attribute__((vector_size(64)));
typedef uint32_t word_lanes __attribute__((vector_size(64)));
typedef uint8_t ubyte_lanes __attribute__((vector_size(16)));

enum { LANES = HSY_LANES };

/* A number below 2^22 that is added to it is rounded to a whole one, which stands in the low bits of the sum: those of
 * ROUND itself are 0. */
#define ROUND 12582912.0F

static inline lanes read_lanes(const float *x) {
    lanes found;
    memcpy(&found, x, sizeof found);
    return found;
}

static inline void write_lanes(float *x, lanes value) {
    memcpy(x, &value, sizeof value);
}

static inline int_lanes read_ints(const int32_t *x) {
    int_lanes found;
    memcpy(&found, x, sizeof found);
    return found;
}

static inline lanes to_floats(int_lanes x) {
    return __builtin_convertvector(x, lanes);
}

static inline lanes larger(lanes a, lanes b) {
    int_lanes mask = a > b;
    return (lanes)(((int_lanes)a & mask) | ((int_lanes)b & ~mask));
}

static inline lanes smaller(lanes a, lanes b) {
    int_lanes mask = a < b;
    return (lanes)(((int_lanes)a & mask) | ((int_lanes)b & ~mask));
}

static inline lanes magnitude(lanes x) {
    return (lanes)((int_lanes)x & 0x7FFFFFFF);
}

typedef float eight __attribute__((vector_size(32)));
typedef float four __attribute__((vector_size(16)));
typedef int32_t four_ints __attribute__((vector_size(16)));

/* Halves upon halves, in registers. */
static inline float lanes_sum(lanes x) {
    eight a = __builtin_shufflevector(x, x, 0, 1, 2, 3, 4, 5, 6, 7) +
              __builtin_shufflevector(x, x, 8, 9, 10, 11, 12, 13, 14, 15);
    four b = __builtin_shufflevector(a, a, 0, 1, 2, 3) + __builtin_shufflevector(a, a, 4, 5, 6, 7);
    b += __builtin_shufflevector(b, b, 2, 3, 0, 1);
    return b[0] + b[1];
}

static inline four larger_of_four(four a, four b) {
    four_ints mask = a > b;
    return (four)(((four_ints)a & mask) | ((four_ints)b & ~mask));
}

static inline float lanes_largest(lanes x) {
    four a = larger_of_four(__builtin_shufflevector(x, x, 0, 1, 2, 3), __builtin_shufflevector(x, x, 4, 5, 6, 7));
    four b = larger_of_four(__builtin_shufflevector(x, x, 8, 9, 10, 11), __builtin_shufflevector(x, x, 12, 13, 14, 15));
    a = larger_of_four(a, b);
    a = larger_of_four(a, __builtin_shufflevector(a, a, 2, 3, 0, 1));
    return a[0] > a[1] ? a[0] : a[1];
}

static inline lanes dequantised(const int32_t *sums, const hsy_scales *scales, size_t column, float row_scale) {
    lanes value = to_floats(read_ints(sums + column) + read_ints(scales->offset + column));
    return value * (read_lanes(scales->scale + column) * row_scale) + read_lanes(scales->bias + column);
}

/* The whole numbers that were rounded by adding ROUND. */
static inline ubyte_lanes low_bytes(lanes rounded) {
    return __builtin_convertvector((int_lanes)rounded & 255, ubyte_lanes);
}

/* --- Quantising ------------------------------------------------------------------------------- */

/* The row's bytes, 128 standing for 0; gives what one step of them is worth. */
static inline float quantise_row(const float *x, size_t width, uint8_t *bytes) {
    lanes most = {0};
    for (size_t i = 0; i < width; i += LANES)
        most = larger(most, magnitude(read_lanes(x + i)));
    float largest = lanes_largest(most);
    /* A row of zeros, or of what is next to nothing: any factor will do that is a number. */
    float factor = largest > 1e-30F ? 127.0F / largest : 0.0F;
    for (size_t i = 0; i < width; i += LANES) {
        ubyte_lanes narrow = low_bytes(read_lanes(x + i) * factor + (ROUND + (float)HSY_ZERO));
        memcpy(bytes + i, &narrow, sizeof narrow);
    }
    return largest / 127.0F;
}

static void quantise(const float *x, size_t rows, size_t width, uint8_t *bytes, float *scale) {
    for (size_t row = 0; row < rows; row++)
        scale[row] = quantise_row(x + row * width, width, bytes + row * width);
}

static void dequantise(const int32_t *sums, size_t rows, size_t columns, const float *row_scale,
                       const hsy_scales *scales, float *y) {
    for (size_t row = 0; row < rows; row++, sums += columns, y += columns)
        for (size_t i = 0; i < columns; i += LANES)
            write_lanes(y + i, dequantised(sums, scales, i, row_scale[row]));
}

/* --- The activation ------------------------------------------------------------------------------ */

/* x Phi(x), to within 0.0002: a twentieth of what a byte's step is worth. Phi(x) - 1/2 is odd, so that a polynomial in
 * x^2 stands for it over x; beyond 4 it is 1/2. The coefficients give the least possible largest error of the
 * product. */
static inline lanes gelu_of(lanes x) {
    const float limit = 4.0F;
    lanes bound = smaller(larger(x, (lanes){0} - limit), (lanes){0} + limit);
    lanes square = bound * bound;
    lanes p = square * 2.872607985e-10F - 2.182132697e-08F;
    p = p * square + 7.137217608e-07F;
    p = p * square - 1.339174287e-05F;
    p = p * square + 0.000165047546F;
    p = p * square - 0.001493546297F;
    p = p * square + 0.0109610213F;
    p = p * square - 0.06799308211F;
    p = p * square + 0.399715364F;
    return x * (bound * p + 0.5F);
}

static void gelu(float *x, size_t count) {
    for (size_t i = 0; i < count; i += LANES)
        write_lanes(x + i, gelu_of(read_lanes(x + i)));
}

/* The sums' own memory takes the floats on the way. */
static void gelu_quantise(int32_t *sums, size_t rows, size_t columns, const float *row_scale, const hsy_scales *scales,
                          uint8_t *bytes, float *scale) {
    for (size_t row = 0; row < rows; row++, sums += columns) {
        float *x = (float *)(void *)sums;
        for (size_t i = 0; i < columns; i += LANES) {
            lanes value = gelu_of(dequantised(sums, scales, i, row_scale[row]));
            memcpy(sums + i, &value, sizeof value);
        }
        scale[row] = quantise_row(x, columns, bytes + row * columns);
    }
}

/* --- Norms ---------------------------------------------------------------------------------------- */

static inline void norm_row(float *x, size_t width, const float *weight, const float *bias, float epsilon) {
    lanes sum = {0}, squares = {0};
    for (size_t i = 0; i < width; i += LANES)
        sum += read_lanes(x + i);
    float mean = lanes_sum(sum) / (float)width;
    for (size_t i = 0; i < width; i += LANES) {
        lanes apart = read_lanes(x + i) - mean;
        squares += apart * apart;
    }
    float factor = 1.0F / sqrtf(lanes_sum(squares) / (float)width + epsilon);
    for (size_t i = 0; i < width; i += LANES)
        write_lanes(x + i, (read_lanes(x + i) - mean) * factor * read_lanes(weight + i) + read_lanes(bias + i));
}

static void add_norm_quantise(float *x, const int32_t *sums, size_t rows, size_t width, const float *row_scale,
                              const hsy_scales *scales, const float *weight, const float *bias, float epsilon,
                              uint8_t *bytes, float *scale) {
    for (size_t row = 0; row < rows; row++, x += width, sums += width, bytes += width) {
        for (size_t i = 0; i < width; i += LANES)
            write_lanes(x + i, read_lanes(x + i) + dequantised(sums, scales, i, row_scale[row]));
        norm_row(x, width, weight, bias, epsilon);
        scale[row] = quantise_row(x, width, bytes);
    }
}

/* --- Attention ------------------------------------------------------------------------------------ */

static void quantise_keys(const float *keys, size_t rows, size_t width, size_t depth, float top, int8_t *bytes,
                          size_t length, float *scale, float *offset) {
    for (size_t row = 0; row < rows; row++, keys += width, bytes += width) {
        for (size_t at = 0, head = 0; at < width; at += depth, head++) {
            lanes most = {0};
            for (size_t i = at; i < at + depth; i += LANES)
                most = larger(most, magnitude(read_lanes(keys + i)));
            float largest = lanes_largest(most);
            float factor = largest > 1e-30F ? top / largest : 0.0F;
            lanes sum = {0};
            for (size_t i = at; i < at + depth; i += LANES) {
                lanes rounded = read_lanes(keys + i) * factor + ROUND;
                ubyte_lanes narrow = low_bytes(rounded);
                memcpy(bytes + i, &narrow, sizeof narrow);
                sum += rounded - ROUND;
            }
            scale[head * length + row] = largest / top;
            offset[head * length + row] = -(float)HSY_ZERO * lanes_sum(sum) * (largest / top);
        }
    }
}

/* Each column by its own largest number; head by head, [length, depth] each. Rows from `count` on become 0. */
static void quantise_values(const float *values, size_t count, size_t length, size_t width, size_t depth, float top,
                            int8_t *bytes, float *scale) {
    for (size_t column = 0; column < width; column += LANES) {
        lanes most = {0};
        for (size_t row = 0; row < count; row++)
            most = larger(most, magnitude(read_lanes(values + row * width + column)));
        most = larger(most, (lanes){0} + 1e-30F);
        lanes factor = top / most;
        write_lanes(scale + column, most / top);
        int8_t *to = bytes + column / depth * depth * length + column % depth;
        for (size_t row = 0; row < count; row++, to += depth) {
            ubyte_lanes narrow = low_bytes(read_lanes(values + row * width + column) * factor + ROUND);
            memcpy(to, &narrow, sizeof narrow);
        }
        for (size_t row = count; row < length; row++, to += depth)
            memset(to, 0, LANES);
    }
}

/* 255 * 2^x for x <= 0, to within a fiftieth of a step, rounded by adding ROUND: 2^x = 2^n 2^f with a whole number n
 * and |f| <= 1/2, where a polynomial stands for 255 * 2^f. Below 2^-20 it is 0. */
static inline lanes weight_of(lanes x) {
    x = larger(x, (lanes){0} - 20.0F);
    lanes shifted = x + ROUND;
    lanes f = x - (shifted - ROUND);
    lanes p = ((f * 14.06846F + 61.86563F) * f + 176.7816F) * f + 254.9817F;
    return (lanes)((word_lanes)p + ((word_lanes)shifted << 23)) + ROUND;
}

/* One row: dequantised in place, up to `count`; gives the largest. */
static inline float scores_row(int32_t *sums, size_t count, const float *scale, const float *offset) {
    lanes most = {0};
    most -= 1e30F;
    for (size_t i = 0; i < count; i += LANES) {
        lanes value = to_floats(read_ints(sums + i)) * read_lanes(scale + i) + read_lanes(offset + i);
        if (i + LANES > count) {
            float each[LANES];
            memcpy(each, &value, sizeof each);
            for (size_t k = count - i; k < LANES; k++)
                each[k] = -1e30F; /* no piece stands there */
            value = read_lanes(each);
        }
        most = larger(most, value);
        memcpy(sums + i, &value, sizeof value);
    }
    return lanes_largest(most);
}

static void softmax(int32_t *sums, size_t rows, size_t count, size_t length, const float *query_scale,
                    size_t query_stride, float factor, const float *key_scale, const float *key_offset,
                    uint8_t *weights, float *inverse) {
    size_t read = (count + LANES - 1) / LANES * LANES;
    for (size_t row = 0; row < rows; row++, sums += length, weights += length) {
        float step = query_scale[row * query_stride] * factor;
        float most = scores_row(sums, count, key_scale, key_offset) * step;
        lanes total = {0};
        for (size_t i = 0; i < read; i += LANES) {
            lanes weight = weight_of(read_lanes((const float *)(const void *)(sums + i)) * step - most);
            ubyte_lanes narrow = low_bytes(weight);
            total += weight - ROUND;
            memcpy(weights + i, &narrow, sizeof narrow);
        }
        memset(weights + read, 0, length - read);
        inverse[row] = 1.0F / lanes_sum(total); /* whole numbers, and the largest has given 255 */
    }
}

static void scale_context(const int32_t *sums, size_t rows, size_t depth, const float *inverse, const float *scale,
                          float *context, size_t stride) {
    for (size_t row = 0; row < rows; row++, sums += depth, context += stride)
        for (size_t i = 0; i < depth; i += LANES)
            write_lanes(context + i, to_floats(read_ints(sums + i)) * (read_lanes(scale + i) * inverse[row]));
}

const hsy_kernels HSY_KERNELS = {.quantise = quantise,
                                 .dequantise = dequantise,
                                 .gelu = gelu,
                                 .gelu_quantise = gelu_quantise,
                                 .add_norm_quantise = add_norm_quantise,
                                 .quantise_keys = quantise_keys,
                                 .quantise_values = quantise_values,
                                 .softmax = softmax,
                                 .scale_context = scale_context};
