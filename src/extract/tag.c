/* SPDX-License-Identifier: Apache-2.0 */
#include "extract/tag.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* A score that no sum of others makes up for, and that still leaves room for sums in float32. */
static const float impossible = -1e4f;

/* Words whose hidden layer is held at once: keeps a story's memory from growing with its length. */
enum { TAG_ROWS = 256, TAG_HIDDEN_MAX = 4096 };

void hsy_tagger_free(hsy_tagger *tagger) {
    hsy_dense_free(tagger->hidden);
    hsy_dense_free(tagger->output);
    *tagger = (hsy_tagger){0};
}

/* A tensor of the heads that stand under `prefix`. */
static hearsay_status load_floats(const hsy_weights *weights, const char *prefix, const char *name, size_t rows,
                                  size_t columns, const float **data, hearsay_error *error) {
    char full[64];
    (void)snprintf(full, sizeof full, "%s%s", prefix, name);
    return hsy_weights_floats(weights, full, rows, columns, data, error);
}

static hearsay_status load_dense(const hsy_weights *weights, const char *prefix, const char *name, size_t in,
                                 size_t out, const hearsay_allocator *allocator, hsy_dense **dense,
                                 hearsay_error *error) {
    char full[64];
    (void)snprintf(full, sizeof full, "%s%s", prefix, name);
    return hsy_dense_load(weights, full, in, out, allocator, dense, error);
}

hearsay_status hsy_tagger_load_as(const hsy_weights *weights, const char *prefix, size_t width,
                                  const hearsay_allocator *allocator, hsy_tagger *tagger, hearsay_error *error) {
    *tagger = (hsy_tagger){0};
    long hidden = 0;
    hearsay_status status = hsy_weights_integer(weights, "tag_hidden", 1, TAG_HIDDEN_MAX, &hidden, error);
    size_t size = tagger->hidden_size = (size_t)hidden;
    if (status == HEARSAY_OK)
        status = load_dense(weights, prefix, "tag.hidden", 2 * width, size, allocator, &tagger->hidden, error);
    if (status == HEARSAY_OK)
        status = load_dense(weights, prefix, "tag.output", size, HSY_TAGS, allocator, &tagger->output, error);
    if (status == HEARSAY_OK)
        status = load_floats(weights, prefix, "crf.transition", HSY_TAGS, HSY_TAGS, &tagger->transition, error);
    if (status == HEARSAY_OK) status = load_floats(weights, prefix, "crf.start", HSY_TAGS, 0, &tagger->start, error);
    if (status == HEARSAY_OK) status = load_floats(weights, prefix, "crf.end", HSY_TAGS, 0, &tagger->end, error);
    if (status != HEARSAY_OK) hsy_tagger_free(tagger);
    return status;
}

hearsay_status hsy_tagger_load(const hsy_weights *weights, size_t width, const hearsay_allocator *allocator,
                               hsy_tagger *tagger, hearsay_error *error) {
    return hsy_tagger_load_as(weights, "", width, allocator, tagger, error);
}

static bool is_inside(int tag) {
    return tag > 0 && tag % 2 == 0;
}

/* The transitions with the constraints put in. */
static void constrain_transitions(const hsy_tagger *tagger, float transition[HSY_TAGS][HSY_TAGS]) {
    memcpy(transition, tagger->transition, sizeof(float) * HSY_TAGS * HSY_TAGS);
    for (int from = 0; from < HSY_TAGS; from++)
        for (int to = 0; to < HSY_TAGS; to++)
            if (is_inside(to) && from != to && from != to - 1) transition[from][to] = impossible;
}

static void constrain_paragraphs(const hsy_tokens *tokens, float *scores) {
    for (size_t word = 0; word < tokens->word_count; word++) {
        if (word > 0 && tokens->words[word].paragraph == tokens->words[word - 1].paragraph) continue;
        for (int tag = 0; tag < HSY_TAGS; tag++)
            if (is_inside(tag)) scores[word * HSY_TAGS + (size_t)tag] += impossible;
    }
}

/* The best sequence. `back` [words, 7] is working memory. */
static void viterbi(const hsy_tagger *tagger, float transition[HSY_TAGS][HSY_TAGS], const float *scores, size_t count,
                    uint8_t *back, uint8_t *tags) {
    float best[HSY_TAGS], next[HSY_TAGS];
    for (int tag = 0; tag < HSY_TAGS; tag++)
        best[tag] = tagger->start[tag] + scores[tag];
    for (size_t word = 1; word < count; word++) {
        for (int to = 0; to < HSY_TAGS; to++) {
            int from = 0;
            float sum = best[0] + transition[0][to];
            for (int tag = 1; tag < HSY_TAGS; tag++) {
                float other = best[tag] + transition[tag][to];
                if (other > sum) {
                    sum = other;
                    from = tag;
                }
            }
            next[to] = sum + scores[word * HSY_TAGS + (size_t)to];
            back[word * HSY_TAGS + (size_t)to] = (uint8_t)from;
        }
        memcpy(best, next, sizeof best);
    }
    uint8_t last = 0;
    for (uint8_t tag = 1; tag < HSY_TAGS; tag++)
        if (best[tag] + tagger->end[tag] > best[last] + tagger->end[last]) last = tag;
    for (size_t word = count; word-- > 0;) {
        tags[word] = last;
        if (word > 0) last = back[word * HSY_TAGS + last];
    }
}

/* --- Marginals ------------------------------------------------------------------------------------ */

/* The field's factors instead of their logarithms, so that the sums over all sequences are sums of products: each row
 * by its own largest, which leaves the marginals as they are. */
typedef struct factors {
    double start[HSY_TAGS], end[HSY_TAGS], transition[HSY_TAGS][HSY_TAGS];
    const float *word; /* [words, 7] */
} factors;

static float largest_of(const float *values, size_t count) {
    float largest = values[0];
    for (size_t i = 1; i < count; i++)
        if (values[i] > largest) largest = values[i];
    return largest;
}

static void exponentiate(const float *values, size_t count, double *out) {
    double largest = (double)largest_of(values, count);
    for (size_t i = 0; i < count; i++)
        out[i] = exp((double)values[i] - largest);
}

/* Makes factors of the words' scores in place. */
static factors factors_of(const hsy_tagger *tagger, float transition[HSY_TAGS][HSY_TAGS], float *scores, size_t count) {
    factors made = {.word = scores};
    exponentiate(tagger->start, HSY_TAGS, made.start);
    exponentiate(tagger->end, HSY_TAGS, made.end);
    exponentiate(&transition[0][0], (size_t)HSY_TAGS * HSY_TAGS, &made.transition[0][0]);
    for (size_t word = 0; word < count; word++) {
        float *row = scores + word * HSY_TAGS, largest = largest_of(row, HSY_TAGS);
        for (size_t tag = 0; tag < HSY_TAGS; tag++)
            row[tag] = expf(row[tag] - largest);
    }
    return made;
}

/* Shares of a whole. Where nothing is left of it, or too much, as no trained model has it, all get the same. */
static void normalise(double row[HSY_TAGS]) {
    double sum = 0;
    for (int tag = 0; tag < HSY_TAGS; tag++)
        sum += row[tag];
    bool sound = sum > 0 && isfinite(sum);
    for (int tag = 0; tag < HSY_TAGS; tag++)
        row[tag] = sound ? row[tag] / sum : 1.0 / HSY_TAGS;
}

/* The share of all beginnings that end in each tag: alpha [words, 7]. */
static void forward(const factors *field, size_t count, float *alpha) {
    double row[HSY_TAGS], before[HSY_TAGS];
    for (size_t word = 0; word < count; word++) {
        for (int to = 0; to < HSY_TAGS; to++) {
            double sum = word == 0 ? field->start[to] : 0;
            for (int from = 0; word > 0 && from < HSY_TAGS; from++)
                sum += before[from] * field->transition[from][to];
            row[to] = sum * (double)field->word[word * HSY_TAGS + (size_t)to];
        }
        normalise(row);
        memcpy(before, row, sizeof row);
        for (size_t tag = 0; tag < HSY_TAGS; tag++)
            alpha[word * HSY_TAGS + tag] = (float)row[tag];
    }
}

/* Walks back over the story with the share of all endings, and turns it with alpha into each role's marginal. */
static void backward(const factors *field, size_t count, const float *alpha, float *marginal) {
    double beta[HSY_TAGS], next[HSY_TAGS], share[HSY_TAGS];
    memcpy(beta, field->end, sizeof beta);
    for (size_t word = count; word-- > 0;) {
        for (int tag = 0; tag < HSY_TAGS; tag++)
            share[tag] = (double)alpha[word * HSY_TAGS + (size_t)tag] * beta[tag];
        normalise(share);
        for (int role = 0; role < HEARSAY_ROLES; role++) {
            int begin = hsy_tag_begin((hearsay_role)role);
            marginal[word * HEARSAY_ROLES + (size_t)role] = fminf((float)(share[begin] + share[begin + 1]), 1);
        }
        if (word == 0) break;
        for (int to = 0; to < HSY_TAGS; to++)
            beta[to] *= (double)field->word[word * HSY_TAGS + (size_t)to];
        for (int from = 0; from < HSY_TAGS; from++) {
            next[from] = 0;
            for (int to = 0; to < HSY_TAGS; to++)
                next[from] += field->transition[from][to] * beta[to];
        }
        normalise(next);
        memcpy(beta, next, sizeof beta);
    }
}

hearsay_status hsy_tag_decode(const hsy_tagger *tagger, const hsy_tokens *tokens, float *scores, hsy_arena *arena,
                              hsy_tagging *tagging, hearsay_error *error) {
    size_t count = tokens->word_count;
    tagging->tags = HSY_NEW(arena, uint8_t, count);
    tagging->marginal = HSY_NEW(arena, float, count *HEARSAY_ROLES);
    uint8_t *back = hsy_resize(&arena->allocator, NULL, count * HSY_TAGS + 1);
    float *alpha = hsy_resize(&arena->allocator, NULL, count * HSY_TAGS * sizeof(float) + 1);
    hearsay_status status = HEARSAY_OK;
    if (tagging->tags == NULL || tagging->marginal == NULL || back == NULL || alpha == NULL) {
        status = hsy_fail_memory(error);
    } else if (count > 0) {
        float transition[HSY_TAGS][HSY_TAGS];
        constrain_transitions(tagger, transition);
        constrain_paragraphs(tokens, scores);
        viterbi(tagger, transition, scores, count, back, tagging->tags);
        const factors field = factors_of(tagger, transition, scores, count);
        forward(&field, count, alpha);
        backward(&field, count, alpha, tagging->marginal);
    }
    hsy_release(&arena->allocator, back);
    hsy_release(&arena->allocator, alpha);
    return status;
}

/* The head's scores of all words, [words, 7]. */
static hearsay_status score(const hsy_tagger *tagger, hsy_scratch *scratch, const hsy_vectors *vectors, size_t count,
                            size_t width, float *rows_in, float *hidden, float *scores, hearsay_error *error) {
    for (size_t first = 0; first < count; first += TAG_ROWS) {
        size_t rows = count - first < TAG_ROWS ? count - first : TAG_ROWS;
        for (size_t i = 0; i < rows; i++)
            hsy_vectors_read(vectors, first + i, rows_in + i * 2 * width);
        hearsay_status status = hsy_dense_run(scratch, tagger->hidden, HSY_GELU, rows_in, rows, hidden, error);
        if (status == HEARSAY_OK)
            status =
                hsy_dense_run(scratch, tagger->output, HSY_IDENTITY, hidden, rows, scores + first * HSY_TAGS, error);
        if (status != HEARSAY_OK) return status;
    }
    return HEARSAY_OK;
}

hearsay_status hsy_tag(const hsy_tagger *tagger, hsy_scratch *scratch, const hsy_tokens *tokens,
                       const hsy_vectors *vectors, size_t width, hsy_arena *arena, hsy_tagging *tagging,
                       hearsay_error *error) {
    size_t count = tokens->word_count;
    float *scores = hsy_resize(&arena->allocator, NULL, count * HSY_TAGS * sizeof(float) + 1);
    float *hidden = hsy_resize(&arena->allocator, NULL, TAG_ROWS * tagger->hidden_size * sizeof(float));
    float *rows = hsy_resize(&arena->allocator, NULL, TAG_ROWS * 2 * width * sizeof(float));
    hearsay_status status = HEARSAY_OK;
    if (scores == NULL || hidden == NULL || rows == NULL) status = hsy_fail_memory(error);
    if (status == HEARSAY_OK) status = score(tagger, scratch, vectors, count, width, rows, hidden, scores, error);
    if (status == HEARSAY_OK) status = hsy_tag_decode(tagger, tokens, scores, arena, tagging, error);
    hsy_release(&arena->allocator, scores);
    hsy_release(&arena->allocator, hidden);
    hsy_release(&arena->allocator, rows);
    return status;
}
