/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is computed row by row, four numbers at a time, in vectors that every machine's compiler knows how to hold. Sums
 * run in partial sums which are then added in a fixed order, so that every compiler and machine gets the same bits.
 */
#include <math.h>
#include <string.h>

#include "encoder/parts.h"

typedef float four_floats __attribute__((vector_size(16)));
typedef int32_t four_ints __attribute__((vector_size(16)));
typedef uint32_t four_words __attribute__((vector_size(16)));

enum { FOUR = 4, CHAINS = 4 };

/* The next four numbers of a row of which `left` are left, filled up with `fill`. */
static inline four_floats read_four(const float *x, size_t left, float fill) {
    four_floats four = {0};
    if (left >= FOUR) {
        memcpy(&four, x, sizeof four);
        return four;
    }
    for (size_t i = 0; i < FOUR; i++)
        four[i] = i < left ? x[i] : fill;
    return four;
}

static inline void write_four(float *x, size_t left, four_floats four) {
    if (left >= FOUR) {
        memcpy(x, &four, sizeof four);
        return;
    }
    for (size_t i = 0; i < left; i++)
        x[i] = four[i];
}

static inline float sum_of_four(four_floats four) {
    return (four[0] + four[1]) + (four[2] + four[3]);
}

static inline four_floats larger(four_floats a, four_floats b) {
    four_ints mask = a > b;
    return (four_floats)(((four_ints)a & mask) | ((four_ints)b & ~mask));
}

static float row_sum(const float *x, size_t count) {
    four_floats even = {0}, odd = {0};
    size_t i = 0;
    for (; i + 2 * FOUR <= count; i += 2 * FOUR) {
        even += read_four(x + i, FOUR, 0.0F);
        odd += read_four(x + i + FOUR, FOUR, 0.0F);
    }
    for (; i < count; i += FOUR)
        even += read_four(x + i, count - i, 0.0F);
    return sum_of_four(even + odd);
}

static float row_squares(const float *x, size_t count) {
    four_floats even = {0}, odd = {0};
    size_t i = 0;
    for (; i + 2 * FOUR <= count; i += 2 * FOUR) {
        four_floats a = read_four(x + i, FOUR, 0.0F), b = read_four(x + i + FOUR, FOUR, 0.0F);
        even += a * a;
        odd += b * b;
    }
    for (; i < count; i += FOUR) {
        four_floats a = read_four(x + i, count - i, 0.0F);
        even += a * a;
    }
    return sum_of_four(even + odd);
}

/* In CHAINS that do not wait for each other. */
static float row_largest(const float *x, size_t count) {
    four_floats chain[CHAINS];
    for (size_t c = 0; c < CHAINS; c++)
        chain[c] = (four_floats){x[0], x[0], x[0], x[0]};
    size_t i = 0;
    for (; i + CHAINS * FOUR <= count; i += CHAINS * FOUR)
        for (size_t c = 0; c < CHAINS; c++)
            chain[c] = larger(chain[c], read_four(x + i + c * FOUR, FOUR, x[0]));
    for (; i < count; i += FOUR)
        chain[0] = larger(chain[0], read_four(x + i, count - i, x[0]));
    four_floats four = larger(larger(chain[0], chain[1]), larger(chain[2], chain[3]));
    return fmaxf(fmaxf(four[0], four[1]), fmaxf(four[2], four[3]));
}

void hsy_rows_norm(float *restrict x, const float *restrict y, size_t rows, size_t width, const float *restrict weight,
                   const float *restrict bias, float epsilon) {
    for (size_t row = 0; row < rows; row++, x += width) {
        if (y != NULL) {
            for (size_t i = 0; i < width; i++)
                x[i] += y[i];
            y += width;
        }
        float mean = row_sum(x, width) / (float)width;
        for (size_t i = 0; i < width; i++)
            x[i] -= mean;
        float factor = 1.0F / sqrtf(row_squares(x, width) / (float)width + epsilon);
        for (size_t i = 0; i < width; i++)
            x[i] = x[i] * factor * weight[i] + bias[i];
    }
}

/* 2^x for x <= 0, to within 3 parts in 10 million: 2^x = 2^n 2^f with a whole number n and |f| <= 1/2, where a
 * polynomial of the least possible largest error stands for 2^f. Its terms are paired, since a chain of steps that wait
 * for each other is slow. Below 2^-100 it gives 0: that is nothing beside the row's largest, 2^0, and keeps the
 * products that follow clear of subnormal numbers, which are slow. Where x is so low that what is computed on the way
 * has no sense, the mask takes it away. */
static inline four_floats power_of_two(four_floats x) {
    const float round = 12582912.0F;       /* 1.5 * 2^23: a number added to it loses its fraction, ... */
    const int32_t round_bits = 0x4B400000; /* ... and the sum's bits are these and the whole number n */
    four_floats shifted = x + round;
    four_floats f = x - (shifted - round);
    four_floats square = f * f;
    four_floats p = (f * 0.0013264727F + 0.009671513F) * square + (f * 0.055507336F + 0.24022242F);
    p = p * square + (f * 0.693147F + 1.0F);
    /* Multiplying p by 2^n adds n to its exponent; the bits of `round` are shifted out. */
    four_words mask = (four_words)((four_ints)shifted >= round_bits - 100);
    return (four_floats)(((four_words)p + ((four_words)shifted << 23)) & mask);
}

void hsy_rows_exp(float *x, size_t rows, size_t count, size_t stride, float scale, float *inverse) {
    const float factor = scale * 1.44269504F; /* exp(x) = 2^(x / ln 2) */
    for (size_t row = 0; row < rows; row++, x += stride) {
        float largest = row_largest(x, count);
        four_floats sum = {0};
        for (size_t i = 0; i < count; i += FOUR) {
            /* What fills up the last four is so low that it comes out as 0. */
            four_floats four = read_four(x + i, count - i, -1e30F);
            four = power_of_two((four - largest) * factor);
            write_four(x + i, count - i, four);
            sum += four;
        }
        for (size_t i = count; i < stride; i++)
            x[i] = 0.0F;
        inverse[row] = 1.0F / sum_of_four(sum);
    }
}

void hsy_rows_scale(float *x, size_t rows, size_t count, size_t stride, const float *factor) {
    for (size_t row = 0; row < rows; row++, x += stride)
        for (size_t i = 0; i < count; i++)
            x[i] *= factor[row];
}
