/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What stands between the int8 products: built once for each instruction set, with HSY_KERNELS as the name of its
 * table.
 *
 * As many numbers at a time as a register holds. Sums run in as many partial sums, which are added in a fixed order, so
 * that a machine gives the same bits for the same input; the partial sums, and multiplications fused with additions,
 * may make two kinds of machines differ in the last one.
 */
#include <math.h>
#include <string.h>

#include "encoder/kernels.h"

#if defined(__AVX2__)
#include <immintrin.h>
#endif

#if defined(__AVX512F__)
#define LANES 16
#elif defined(__AVX2__)
#define LANES 8
#else
#define LANES 4
#endif

typedef float lanes __attribute__((vector_size(LANES * 4)));
typedef int32_t int_lanes __attribute__((vector_size(LANES * 4)));
typedef uint32_t word_lanes __attribute__((vector_size(LANES * 4)));
typedef uint8_t ubyte_lanes __attribute__((vector_size(LANES)));

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

/* The larger ones, and the smaller: compilers do not find these instructions by themselves. */
static inline lanes larger(lanes a, lanes b) {
#if defined(__AVX512F__)
    return (lanes)_mm512_max_ps((__m512)a, (__m512)b);
#elif defined(__AVX2__)
    return (lanes)_mm256_max_ps((__m256)a, (__m256)b);
#else
    int_lanes mask = a > b;
    return (lanes)(((int_lanes)a & mask) | ((int_lanes)b & ~mask));
#endif
}

static inline lanes smaller(lanes a, lanes b) {
    return -larger(-a, -b);
}

static inline lanes magnitude(lanes x) {
    return (lanes)((int_lanes)x & 0x7FFFFFFF);
}

/* --- From many numbers to one: halves upon halves ------------------------------------------------ */

typedef float eight __attribute__((vector_size(32)));
typedef float four __attribute__((vector_size(16)));
typedef int32_t four_ints __attribute__((vector_size(16)));

static inline four larger_of_four(four a, four b) {
    four_ints mask = a > b;
    return (four)(((four_ints)a & mask) | ((four_ints)b & ~mask));
}

#if LANES == 16
static inline four sum_of_quarters(lanes x) {
    eight a = __builtin_shufflevector(x, x, 0, 1, 2, 3, 4, 5, 6, 7) +
              __builtin_shufflevector(x, x, 8, 9, 10, 11, 12, 13, 14, 15);
    return __builtin_shufflevector(a, a, 0, 1, 2, 3) + __builtin_shufflevector(a, a, 4, 5, 6, 7);
}

static inline four largest_of_quarters(lanes x) {
    four a = larger_of_four(__builtin_shufflevector(x, x, 0, 1, 2, 3), __builtin_shufflevector(x, x, 4, 5, 6, 7));
    four b = larger_of_four(__builtin_shufflevector(x, x, 8, 9, 10, 11), __builtin_shufflevector(x, x, 12, 13, 14, 15));
    return larger_of_four(a, b);
}
#elif LANES == 8
static inline four sum_of_quarters(lanes x) {
    return __builtin_shufflevector(x, x, 0, 1, 2, 3) + __builtin_shufflevector(x, x, 4, 5, 6, 7);
}

static inline four largest_of_quarters(lanes x) {
    return larger_of_four(__builtin_shufflevector(x, x, 0, 1, 2, 3), __builtin_shufflevector(x, x, 4, 5, 6, 7));
}
#else
static inline four sum_of_quarters(lanes x) {
    return x;
}

static inline four largest_of_quarters(lanes x) {
    return x;
}
#endif

static inline float lanes_sum(lanes x) {
    four a = sum_of_quarters(x);
    a += __builtin_shufflevector(a, a, 2, 3, 0, 1);
    return a[0] + a[1];
}

static inline float lanes_largest(lanes x) {
    four a = largest_of_quarters(x);
    a = larger_of_four(a, __builtin_shufflevector(a, a, 2, 3, 0, 1));
    return a[0] > a[1] ? a[0] : a[1];
}

/* --- Sums and bytes ------------------------------------------------------------------------------- */

static inline lanes dequantised(const int32_t *sums, const hsy_scales *scales, size_t column, float row_scale) {
    lanes value = to_floats(read_ints(sums + column) + read_ints(scales->offset + column));
    return value * (read_lanes(scales->scale + column) * row_scale) + read_lanes(scales->bias + column);
}

/* The whole numbers that were rounded by adding ROUND, as bytes. */
static inline void store_bytes(void *bytes, lanes rounded) {
#if LANES == 16
    _mm_storeu_si128(bytes, _mm512_cvtepi32_epi8((__m512i)rounded));
#elif LANES == 8
    __m256i low = _mm256_and_si256((__m256i)rounded, _mm256_set1_epi32(255));
    __m128i pairs = _mm_packus_epi32(_mm256_castsi256_si128(low), _mm256_extracti128_si256(low, 1));
    _mm_storel_epi64(bytes, _mm_packus_epi16(pairs, pairs));
#else
    ubyte_lanes narrow = __builtin_convertvector((int_lanes)rounded & 255, ubyte_lanes);
    memcpy(bytes, &narrow, sizeof narrow);
#endif
}

/* --- Quantising ------------------------------------------------------------------------------- */

/* A row of zeros, or of what is next to nothing: any factor will do that is a number. */
static inline float factor_for(float largest, float top) {
    return largest > 1e-30F ? top / largest : 0.0F;
}

/* The row's bytes, 128 standing for 0. */
static inline void write_bytes(const float *x, size_t width, float largest, uint8_t *bytes) {
    float factor = factor_for(largest, 127.0F);
    for (size_t i = 0; i < width; i += LANES) {
        store_bytes(bytes + i, read_lanes(x + i) * factor + (ROUND + (float)HSY_ZERO));
    }
}

/* The same from the row alone; gives what one step of the bytes is worth. */
static inline float quantise_row(const float *x, size_t width, uint8_t *bytes) {
    lanes most = {0};
    for (size_t i = 0; i < width; i += LANES)
        most = larger(most, magnitude(read_lanes(x + i)));
    float largest = lanes_largest(most);
    write_bytes(x, width, largest, bytes);
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

/* x Phi(x), to within 0.0005: a thirtieth of what a byte's step is worth. Phi(x) - 1/2 is odd, so that a polynomial in
 * x^2 stands for it over x; at the limit it is 1/2, and stays so. The coefficients give the least possible largest
 * error of the product. */
static inline lanes gelu_of(lanes x) {
    const float limit = 3.66F;
    lanes bound = smaller(larger(x, (lanes){0} - limit), (lanes){0} + limit);
    lanes square = bound * bound;
    lanes p = square * -5.011093252e-07F + 2.730610863e-05F;
    p = p * square - 0.000623248444F;
    p = p * square + 0.007884054762F;
    p = p * square - 0.06268072186F;
    p = p * square + 0.3965523348F;
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
        lanes most = {0};
        for (size_t i = 0; i < columns; i += LANES) {
            lanes value = gelu_of(dequantised(sums, scales, i, row_scale[row]));
            most = larger(most, magnitude(value));
            memcpy(sums + i, &value, sizeof value);
        }
        float largest = lanes_largest(most);
        write_bytes((const float *)(const void *)sums, columns, largest, bytes + row * columns);
        scale[row] = largest / 127.0F;
    }
}

/* --- Norms ---------------------------------------------------------------------------------------- */

/* The sum and the sum of squares are of numbers about as large as their distance from the mean: nothing is lost by
 * taking the variance from the two. */
static void add_norm_quantise(float *x, const int32_t *sums, size_t rows, size_t width, const float *row_scale,
                              const hsy_scales *scales, const float *weight, const float *bias, float epsilon,
                              uint8_t *bytes, float *scale) {
    for (size_t row = 0; row < rows; row++, x += width, sums += width, bytes += width) {
        lanes sum = {0}, squares = {0}, most = {0};
        for (size_t i = 0; i < width; i += LANES) {
            lanes value = read_lanes(x + i) + dequantised(sums, scales, i, row_scale[row]);
            sum += value;
            squares += value * value;
            write_lanes(x + i, value);
        }
        float mean = lanes_sum(sum) / (float)width;
        float variance = lanes_sum(squares) / (float)width - mean * mean;
        float factor = 1.0F / sqrtf((variance > 0 ? variance : 0) + epsilon);
        for (size_t i = 0; i < width; i += LANES) {
            lanes value = (read_lanes(x + i) - mean) * (read_lanes(weight + i) * factor) + read_lanes(bias + i);
            most = larger(most, magnitude(value));
            write_lanes(x + i, value);
        }
        float largest = lanes_largest(most);
        write_bytes(x, width, largest, bytes);
        scale[row] = largest / 127.0F;
    }
}

/* --- Attention ------------------------------------------------------------------------------------ */

static void quantise_queries(const int32_t *sums, size_t rows, size_t width, size_t depth, const float *row_scale,
                             const hsy_scales *scales, size_t length, uint8_t *bytes, float *scale) {
    for (size_t row = 0; row < rows; row++, sums += width)
        for (size_t at = 0, head = 0; at < width; at += depth, head++) {
            lanes most = {0};
            for (size_t i = at; i < at + depth; i += LANES)
                most = larger(most, magnitude(dequantised(sums, scales, i, row_scale[row])));
            float largest = lanes_largest(most), factor = factor_for(largest, 127.0F);
            uint8_t *to = bytes + (head * length + row) * depth;
            for (size_t i = at; i < at + depth; i += LANES) {
                store_bytes(to + i - at,
                            dequantised(sums, scales, i, row_scale[row]) * factor + (ROUND + (float)HSY_ZERO));
            }
            scale[head * length + row] = largest / 127.0F;
        }
}

static void quantise_keys(const int32_t *sums, size_t rows, size_t width, size_t depth, const float *row_scale,
                          const hsy_scales *scales, float top, size_t length, int8_t *bytes, float *scale,
                          float *offset) {
    for (size_t row = 0; row < rows; row++, sums += width)
        for (size_t at = 0, head = 0; at < width; at += depth, head++) {
            lanes most = {0}, sum = {0};
            for (size_t i = at; i < at + depth; i += LANES)
                most = larger(most, magnitude(dequantised(sums, scales, i, row_scale[row])));
            float largest = lanes_largest(most), factor = factor_for(largest, top);
            int8_t *to = bytes + (head * length + row) * depth;
            for (size_t i = at; i < at + depth; i += LANES) {
                lanes rounded = dequantised(sums, scales, i, row_scale[row]) * factor + ROUND;
                store_bytes(to + i - at, rounded);
                sum += rounded - ROUND;
            }
            scale[head * length + row] = largest / top;
            offset[head * length + row] = -(float)HSY_ZERO * lanes_sum(sum) * (largest / top);
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
            store_bytes(to, read_lanes(values + row * width + column) * factor + ROUND);
        }
        for (size_t row = count; row < length; row++, to += depth)
            memset(to, 0, LANES);
    }
}

/* 255 * 2^x for x <= 0, to within 0.2 %, rounded by adding ROUND: 2^x = 2^n 2^f with a whole number n and |f| <= 1/2,
 * where a polynomial stands for 255 * 2^f. Below 2^-20 it is 0. */
static inline lanes weight_of(lanes x) {
    x = larger(x, (lanes){0} - 20.0F);
    lanes shifted = x + ROUND;
    lanes f = x - (shifted - ROUND);
    lanes p = (f * 60.79938F + 179.3792F) * f + 255.113F;
    return (lanes)((word_lanes)p + ((word_lanes)shifted << 23)) + ROUND;
}

/* The scores of some keys. */
static inline lanes scores_of(const int32_t *sums, const float *scale, const float *offset) {
    return to_floats(read_ints(sums)) * read_lanes(scale) + read_lanes(offset);
}

/* One row, dequantised in place; gives the largest. Four at a time, since each waits for the one before that it is
 * compared with. */
static inline float scores_row(int32_t *sums, size_t length, const float *scale, const float *offset) {
    enum { CHAINS = 4 };
    lanes most[CHAINS];
    for (size_t k = 0; k < CHAINS; k++)
        most[k] = (lanes){0} - 1e30F;
    size_t i = 0;
    for (; i + CHAINS * LANES <= length; i += CHAINS * LANES)
        for (size_t k = 0; k < CHAINS; k++) {
            size_t at = i + k * LANES;
            lanes value = scores_of(sums + at, scale + at, offset + at);
            most[k] = larger(most[k], value);
            memcpy(sums + at, &value, sizeof value);
        }
    for (; i < length; i += LANES) {
        lanes value = scores_of(sums + i, scale + i, offset + i);
        most[0] = larger(most[0], value);
        memcpy(sums + i, &value, sizeof value);
    }
    return lanes_largest(larger(larger(most[0], most[1]), larger(most[2], most[3])));
}

static void softmax(int32_t *sums, size_t rows, size_t length, const float *query_scale, float factor,
                    const float *key_scale, const float *key_offset, uint8_t *weights, float *inverse) {
    for (size_t row = 0; row < rows; row++, sums += length, weights += length) {
        float step = query_scale[row] * factor;
        float most = scores_row(sums, length, key_scale, key_offset) * step;
        word_lanes total = {0};
        for (size_t i = 0; i < length; i += LANES) {
            lanes weight = weight_of(read_lanes((const float *)(const void *)(sums + i)) * step - most);
            store_bytes(weights + i, weight);
            total += (word_lanes)weight & 255;
        }
        inverse[row] = 1.0F / lanes_sum(to_floats((int_lanes)total)); /* the largest has given 255 */
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
                                 .quantise_queries = quantise_queries,
                                 .quantise_keys = quantise_keys,
                                 .quantise_values = quantise_values,
                                 .softmax = softmax,
                                 .scale_context = scale_context};
