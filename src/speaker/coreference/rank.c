/* SPDX-License-Identifier: Apache-2.0 */
#include "speaker/coreference/rank.h"

#include <string.h>

/* --- Tables ---------------------------------------------------------------------------------- */

enum { JOINED_MAX = 3 };

/* Which columns of a pair share a table. Each stays small enough for the cache. */
static const struct {
    uint8_t count;
    uint8_t columns[JOINED_MAX];
} joined[HSY_RANK_TABLES] = {
    {1, {HSY_PAIR_FORM}},
    {1, {HSY_PAIR_SORT}},
    {2, {HSY_PAIR_SEX, HSY_PAIR_NUMBER}},
    {2, {HSY_PAIR_NAME_SEX, HSY_PAIR_SPEECH}},
    {3, {HSY_PAIR_PLACE, HSY_PAIR_SOURCE, HSY_PAIR_ROLE}},
    {3, {HSY_PAIR_SENTENCES, HSY_PAIR_PARAGRAPH, HSY_PAIR_QUOTE}},
    {3, {HSY_PAIR_STRING, HSY_PAIR_HEAD, HSY_PAIR_NAME}},
    {3, {HSY_PAIR_RANK, HSY_PAIR_SALIENCE, HSY_PAIR_MENTIONS}},
    {2, {HSY_PAIR_PATTERN, HSY_PAIR_KNOWN}},
};

/* Floats of a row in memory: whole groups of eight. */
static size_t stride_of(size_t size) {
    return (size + 1 + 7) / 8 * 8;
}

static size_t first_row(size_t column) {
    size_t row = 0;
    for (size_t i = 0; i < column; i++)
        row += hsy_pair_sizes[i];
    return row;
}

static size_t table_rows(size_t table) {
    size_t rows = 1;
    for (size_t i = 0; i < joined[table].count; i++)
        rows *= hsy_pair_sizes[joined[table].columns[i]];
    return rows;
}

/* Row by row the sum of one row of each of the table's columns. */
static void fill_table(const float *model, size_t size, size_t stride, size_t table, float *rows) {
    size_t count = table_rows(table);
    for (size_t row = 0; row < count; row++) {
        size_t rest = row;
        for (size_t k = joined[table].count; k-- > 0;) {
            size_t column = joined[table].columns[k];
            const float *from = model + (first_row(column) + rest % hsy_pair_sizes[column]) * (size + 1);
            rest /= hsy_pair_sizes[column];
            for (size_t i = 0; i <= size; i++)
                rows[row * stride + i] += from[i];
        }
    }
}

static size_t table_row(size_t table, const uint8_t *pair) {
    size_t row = 0;
    for (size_t i = 0; i < joined[table].count; i++) {
        size_t column = joined[table].columns[i];
        row = row * hsy_pair_sizes[column] + pair[column];
    }
    return row;
}

static hearsay_status make_tables(hsy_ranker *ranker, const float *model, hearsay_error *error) {
    for (size_t table = 0; table < HSY_RANK_TABLES; table++) {
        size_t bytes = table_rows(table) * ranker->stride * sizeof(float);
        ranker->tables[table] = hsy_resize(&ranker->allocator, NULL, bytes);
        if (ranker->tables[table] == NULL) return hsy_fail_memory(error);
        memset(ranker->tables[table], 0, bytes);
        fill_table(model, ranker->size, ranker->stride, table, ranker->tables[table]);
    }
    return HEARSAY_OK;
}

/* --- Loading ----------------------------------------------------------------------------------- */

static hearsay_status load_sizes(const hsy_weights *weights, hsy_ranker *ranker, hearsay_error *error) {
    enum { LARGEST = 1024 };
    long rank, match, size;
    hearsay_status status = hsy_weights_integer(weights, "coref_rank", 1, LARGEST, &rank, error);
    if (status == HEARSAY_OK) status = hsy_weights_integer(weights, "coref_match", 1, LARGEST, &match, error);
    if (status == HEARSAY_OK) status = hsy_weights_integer(weights, "coref_size", 1, LARGEST, &size, error);
    if (status != HEARSAY_OK) return status;
    ranker->rank = (size_t)rank;
    ranker->match_size = (size_t)match;
    ranker->size = (size_t)size;
    ranker->stride = stride_of(ranker->size);
    return HEARSAY_OK;
}

static hearsay_status load_layers(const hsy_weights *weights, size_t width, hsy_ranker *ranker, hearsay_error *error) {
    const hearsay_allocator *memory = &ranker->allocator;
    size_t rank = ranker->rank, size = ranker->size;
    hearsay_status status = hsy_dense_load(weights, "coref.span", 6 * width, rank, memory, &ranker->span, error);
    if (status == HEARSAY_OK)
        status = hsy_dense_load(weights, "coref.match", rank, 2 * ranker->match_size, memory, &ranker->match, error);
    if (status == HEARSAY_OK)
        status = hsy_dense_load(weights, "coref.mix", rank, 2 * size, memory, &ranker->mix, error);
    if (status == HEARSAY_OK)
        status = hsy_dense_load(weights, "coref.none_hidden", rank + size, size, memory, &ranker->none_hidden, error);
    if (status == HEARSAY_OK)
        status = hsy_dense_load(weights, "coref.none_out", size, 1, memory, &ranker->none_out, error);
    return status;
}

static hearsay_status load_tables(const hsy_weights *weights, hsy_ranker *ranker, hearsay_error *error) {
    size_t alone_rows = 0;
    for (size_t i = 0; i < HSY_ALONE_COLUMNS; i++)
        alone_rows += hsy_alone_sizes[i];
    const float *table = NULL;
    hearsay_status status =
        hsy_weights_floats(weights, "coref.table", first_row(HSY_PAIR_COLUMNS), ranker->size + 1, &table, error);
    if (status == HEARSAY_OK)
        status = hsy_weights_floats(weights, "coref.alone", alone_rows, ranker->size, &ranker->alone, error);
    if (status == HEARSAY_OK)
        status = hsy_weights_floats(weights, "coref.out", ranker->size + 1, 0, &ranker->out, error);
    return status == HEARSAY_OK ? make_tables(ranker, table, error) : status;
}

hearsay_status hsy_ranker_load(const hsy_weights *weights, size_t width, const hearsay_allocator *allocator,
                               hsy_ranker *ranker, hearsay_error *error) {
    *ranker = (hsy_ranker){.allocator = hsy_allocator_or_default(allocator)};
    if (hsy_weights_find(weights, "coref.span.weight") == NULL) return HEARSAY_OK;
    hearsay_status status = load_sizes(weights, ranker, error);
    if (status == HEARSAY_OK) status = load_layers(weights, width, ranker, error);
    if (status == HEARSAY_OK) status = load_tables(weights, ranker, error);
    if (status != HEARSAY_OK) {
        hsy_ranker_free(ranker);
        return status;
    }
    ranker->present = true;
    return HEARSAY_OK;
}

void hsy_ranker_free(hsy_ranker *ranker) {
    hsy_dense *const layers[] = {ranker->span, ranker->match, ranker->mix, ranker->none_hidden, ranker->none_out};
    for (size_t i = 0; i < sizeof layers / sizeof layers[0]; i++)
        hsy_dense_free(layers[i]);
    for (size_t table = 0; table < HSY_RANK_TABLES; table++)
        if (ranker->tables[table] != NULL) hsy_release(&ranker->allocator, ranker->tables[table]);
    *ranker = (hsy_ranker){.allocator = ranker->allocator};
}

/* --- A story's mentions ---------------------------------------------------------------------------- */

enum { BLOCK = 64 };

/* r(i), a block of mentions at a time: their vectors are wide. */
static hearsay_status read_ranks(const hsy_ranker *ranker, hsy_scratch *scratch, const hsy_facts *facts,
                                 const hsy_vectors *vectors, size_t width, hsy_arena *work, float *rank,
                                 hearsay_error *error) {
    float *rows = HSY_NEW(work, float, BLOCK * 6 * width);
    if (rows == NULL) return hsy_fail_memory(error);
    hearsay_status status = HEARSAY_OK;
    for (size_t start = 0; start < facts->count && status == HEARSAY_OK; start += BLOCK) {
        size_t count = facts->count - start < BLOCK ? facts->count - start : BLOCK;
        for (size_t i = 0; i < count; i++) {
            const hsy_mention *mention = &facts->mentions[start + i];
            hsy_vectors_read(vectors, mention->words.start, rows + i * 6 * width);
            hsy_vectors_read(vectors, mention->words.end - 1, rows + i * 6 * width + 2 * width);
            hsy_vectors_read(vectors, mention->head, rows + i * 6 * width + 4 * width);
        }
        status = hsy_dense_run(scratch, ranker->span, HSY_GELU, rows, count, rank + start * ranker->rank, error);
    }
    return status;
}

hearsay_status hsy_ranking_new(const hsy_ranker *ranker, hsy_scratch *scratch, const hsy_facts *facts,
                               const hsy_vectors *vectors, size_t width, hsy_arena *work, hsy_ranking *ranking,
                               hearsay_error *error) {
    *ranking = (hsy_ranking){
        .ranker = ranker,
        .rank = HSY_NEW(work, float, facts->count * ranker->rank),
        .match = HSY_NEW(work, float, facts->count * 2 * ranker->match_size),
        .mix = HSY_NEW(work, float, facts->count * 2 * ranker->size),
    };
    if (ranking->rank == NULL || ranking->match == NULL || ranking->mix == NULL) return hsy_fail_memory(error);
    if (facts->count == 0) return HEARSAY_OK;
    hearsay_status status = read_ranks(ranker, scratch, facts, vectors, width, work, ranking->rank, error);
    if (status == HEARSAY_OK)
        status =
            hsy_dense_run(scratch, ranker->match, HSY_IDENTITY, ranking->rank, facts->count, ranking->match, error);
    if (status == HEARSAY_OK)
        status = hsy_dense_run(scratch, ranker->mix, HSY_IDENTITY, ranking->rank, facts->count, ranking->mix, error);
    return status;
}

hearsay_status hsy_ranking_none(const hsy_ranking *ranking, hsy_scratch *scratch, const uint8_t *alone, size_t count,
                                hsy_arena *work, float *none, hearsay_error *error) {
    const hsy_ranker *ranker = ranking->ranker;
    size_t wide = ranker->rank + ranker->size, size = ranker->size;
    float *rows = HSY_NEW(work, float, count *wide), *hidden = HSY_NEW(work, float, count *size);
    if (rows == NULL || hidden == NULL) return hsy_fail_memory(error);
    if (count == 0) return HEARSAY_OK;
    for (size_t i = 0; i < count; i++) {
        float *row = rows + i * wide;
        memcpy(row, ranking->rank + i * ranker->rank, ranker->rank * sizeof *row);
        size_t first = 0;
        for (size_t column = 0; column < HSY_ALONE_COLUMNS; column++) {
            const float *from = ranker->alone + (first + alone[i * HSY_ALONE_COLUMNS + column]) * size;
            for (size_t k = 0; k < size; k++)
                row[ranker->rank + k] += from[k];
            first += hsy_alone_sizes[column];
        }
    }
    hearsay_status status = hsy_dense_run(scratch, ranker->none_hidden, HSY_IDENTITY, rows, count, hidden, error);
    for (size_t i = 0; i < count * size; i++)
        hidden[i] = hidden[i] > 0 ? hidden[i] : 0;
    if (status == HEARSAY_OK)
        status = hsy_dense_run(scratch, ranker->none_out, HSY_IDENTITY, hidden, count, none, error);
    return status;
}

/* Sums in groups of four, always in the same order: the compiler may use the machine's registers and the result is
 * the same on every machine. */
static float dot(const float *a, const float *b, size_t count) {
    float sums[4] = {0};
    size_t i = 0;
    for (; i + 4 <= count; i += 4)
        for (size_t k = 0; k < 4; k++)
            sums[k] += a[i + k] * b[i + k];
    for (; i < count; i++)
        sums[0] += a[i] * b[i];
    return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

enum { LANES = 4 };

/* As dot() does, with what is multiplied made as it goes: it never leaves the machine's registers. The rows' sums are
 * always made in the order of the tables. */
static float score(const hsy_ranker *ranker, const float *later, const float *earlier, const uint8_t *pair) {
    size_t size = ranker->size, i = 0;
    const float *rows[HSY_RANK_TABLES], *out = ranker->out;
    for (size_t table = 0; table < HSY_RANK_TABLES; table++)
        rows[table] = ranker->tables[table] + table_row(table, pair) * ranker->stride;
    float sums[LANES] = {0};
    for (; i + LANES <= size; i += LANES) {
        float mixed[LANES];
        for (size_t k = 0; k < LANES; k++)
            mixed[k] = rows[0][i + k];
        for (size_t table = 1; table < HSY_RANK_TABLES; table++)
            for (size_t k = 0; k < LANES; k++)
                mixed[k] += rows[table][i + k];
        for (size_t k = 0; k < LANES; k++)
            mixed[k] = mixed[k] + later[i + k] + earlier[i + k];
        for (size_t k = 0; k < LANES; k++)
            sums[k] += (mixed[k] > 0 ? mixed[k] : 0) * out[i + k];
    }
    float direct = 0;
    for (; i <= size; i++) {
        float mixed = rows[0][i];
        for (size_t table = 1; table < HSY_RANK_TABLES; table++)
            mixed += rows[table][i];
        if (i == size)
            direct = mixed;
        else {
            mixed = mixed + later[i] + earlier[i];
            sums[0] += (mixed > 0 ? mixed : 0) * out[i];
        }
    }
    return (sums[0] + sums[1]) + (sums[2] + sums[3]) + direct + out[size];
}

void hsy_ranking_row(const hsy_ranking *ranking, size_t later, const uint8_t *rows, size_t count, float *scores) {
    const hsy_ranker *ranker = ranking->ranker;
    size_t match = ranker->match_size, size = ranker->size;
    for (size_t k = 0; k < count; k++) {
        size_t earlier = later - count + k;
        float near = dot(ranking->match + later * 2 * match, ranking->match + earlier * 2 * match + match, match);
        scores[k] = score(ranker, ranking->mix + later * 2 * size, ranking->mix + earlier * 2 * size + size,
                          rows + k * HSY_PAIR_COLUMNS) +
                    near / 8;
    }
}
