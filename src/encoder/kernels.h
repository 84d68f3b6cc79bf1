/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Int8, and what the machine has for it.
 *
 * A row of floats is quantised by its own largest number: bytes = round(x * 127 / largest) + 128. A product of such
 * bytes with int8 columns, summed in int32, is exact; with each column's own step, and -128 times the column's sum to
 * take the 128 out again, it gives the floats back (after Dettmers et al., NeurIPS 2022, without its outliers).
 *
 * Without the VNNI instructions a product of bytes is added up in 16 bits, pair by pair, and would be cut off where
 * both are large; int8 columns of at most 63 cannot reach that, so those machines read with seven bits of the weights.
 */
#ifndef HSY_ENCODER_KERNELS_H
#define HSY_ENCODER_KERNELS_H

#include "base/base.h"

enum { HSY_LANES = 16, HSY_ZERO = 128 };
#define HSY_NO_KEY (-1e30F)

/* How products are computed. The plain path is the float path held to instructions that every machine has: slow, and
 * the same to the last bit everywhere. */
typedef enum hsy_cpu { HSY_CPU_PLAIN, HSY_CPU_FLOAT32, HSY_CPU_AVX2, HSY_CPU_AVX512 } hsy_cpu;

/* The best path that this machine has, or the one that HEARSAY_CPU names: auto, plain, float32, avx2 or avx512. Another
 * name, or one that the machine cannot do, is an error. */
hearsay_status hsy_cpu_choose(hsy_cpu *cpu, hearsay_error *error);
const char *hsy_cpu_name(hsy_cpu cpu);

/* What turns the sums of a product into floats: (sum + offset) * row scale * scale + bias, a column. */
typedef struct hsy_scales {
    const float *scale, *bias;
    const int32_t *offset; /* -128 times the column's sum */
} hsy_scales;

/* All widths, depths, lengths and columns are multiples of HSY_LANES. Matrices are row by row, without gaps. */
typedef struct hsy_kernels {
    /* bytes[rows, width] of x, and what a step of each row is worth. */
    void (*quantise)(const float *x, size_t rows, size_t width, uint8_t *bytes, float *scale);
    void (*dequantise)(const int32_t *sums, size_t rows, size_t columns, const float *row_scale,
                       const hsy_scales *scales, float *y);
    void (*gelu)(float *x, size_t count);
    /* quantise(gelu(dequantise(sums))); `sums` is used up. */
    void (*gelu_quantise)(int32_t *sums, size_t rows, size_t columns, const float *row_scale, const hsy_scales *scales,
                          uint8_t *bytes, float *scale);
    /* x = norm(x + dequantise(sums)), and its bytes. */
    void (*add_norm_quantise)(float *x, const int32_t *sums, size_t rows, size_t width, const float *row_scale,
                              const hsy_scales *scales, const float *weight, const float *bias, float epsilon,
                              uint8_t *bytes, float *scale);
    /* The sums of `rows` queries, dequantised and quantised again head by head (`depth` columns each): bytes [heads]
     * [length, depth] and scale [heads, length], which begin at these rows' first. */
    void (*quantise_queries)(const int32_t *sums, size_t rows, size_t width, size_t depth, const float *row_scale,
                             const hsy_scales *scales, size_t length, uint8_t *bytes, float *scale);
    /* The same of keys, all bytes at most `top`, with an offset beside the scale. */
    void (*quantise_keys)(const int32_t *sums, size_t rows, size_t width, size_t depth, const float *row_scale,
                          const hsy_scales *scales, float top, size_t length, int8_t *bytes, float *scale,
                          float *offset);
    /* values [length, width], of which `count` rows stand for pieces: bytes [heads][length, depth], scale [width]. */
    void (*quantise_values)(const float *values, size_t count, size_t length, size_t width, size_t depth, float top,
                            int8_t *bytes, float *scale);
    /* sums [rows, length] of queries and keys (used up): weights = 2^(score * factor), 255 for each row's largest;
     * inverse [rows] of their sums. A key whose scale is 0 and whose offset is HSY_NO_KEY gets nothing. */
    void (*softmax)(int32_t *sums, size_t rows, size_t length, const float *query_scale, float factor,
                    const float *key_scale, const float *key_offset, uint8_t *weights, float *inverse);
    /* context[row * stride + i] = sums[rows, depth] * inverse[row] * scale[i]. */
    void (*scale_context)(const int32_t *sums, size_t rows, size_t depth, const float *inverse, const float *scale,
                          float *context, size_t stride);
} hsy_kernels;

/* NULL: this path computes in floats. */
const hsy_kernels *hsy_cpu_kernels(hsy_cpu cpu);
/* The largest byte that a column of an int8 product may hold: see above. */
float hsy_cpu_top(hsy_cpu cpu);

/* The plain ones are for comparing the others with. */
extern const hsy_kernels hsy_kernels_plain, hsy_kernels_avx2, hsy_kernels_avx512;

#endif
