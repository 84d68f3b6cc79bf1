/* SPDX-License-Identifier: Apache-2.0 */
#include "extract/link.h"

#include <math.h>
#include <stdio.h>

enum {
    LINK_SIZE_MAX = 1024,
    DISTANCES = 12, /* buckets on each side */
    SENTENCES = 3,  /* differences of more count as this many */
    PARAGRAPHS = 2,
    QUOTATIONS = 5,
    RANKS = 4, /* on each side */
    /* A parent is looked for within so many words: 99.9 % of those in news are so near. What is chosen from further
     * away is mostly wrong, and the work stays in proportion to the story's length. */
    REACH = 128
};

static const uint32_t distance_bounds[DISTANCES] = {0, 1, 2, 3, 4, 5, 7, 10, 15, 25, 50, 100};

void hsy_linker_free(hsy_linker *linker) {
    hsy_dense_free(linker->begin);
    hsy_dense_free(linker->end);
    hsy_dense_free(linker->query[0]);
    hsy_dense_free(linker->query[1]);
    hsy_dense_free(linker->none);
    *linker = (hsy_linker){0};
}

static hearsay_status load_tables(const hsy_weights *weights, const char *prefix, hsy_linker *linker,
                                  hearsay_error *error) {
    const struct {
        const char *name;
        size_t columns;
        const float **table;
    } tables[] = {
        {"link.distance", 2 * DISTANCES, &linker->distance},
        {"link.sentence", 2 * SENTENCES + 1, &linker->sentence},
        {"link.paragraph", 2 * PARAGRAPHS + 1, &linker->paragraph},
        {"link.quotation", QUOTATIONS, &linker->quotation},
        {"link.rank", 2 * RANKS, &linker->rank},
    };
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        char full[64];
        (void)snprintf(full, sizeof full, "%s%s", prefix, tables[i].name);
        hearsay_status status = hsy_weights_floats(weights, full, 2, tables[i].columns, tables[i].table, error);
        if (status != HEARSAY_OK) return status;
    }
    return HEARSAY_OK;
}

hearsay_status hsy_linker_load_as(const hsy_weights *weights, const char *prefix, size_t width,
                                  const hearsay_allocator *allocator, hsy_linker *linker, hearsay_error *error) {
    *linker = (hsy_linker){0};
    long size_read = 0;
    hearsay_status status = hsy_weights_integer(weights, "link_size", 1, LINK_SIZE_MAX, &size_read, error);
    size_t size = linker->size = (size_t)size_read;
    const struct {
        const char *name;
        size_t in, out;
        hsy_dense **dense;
    } layers[] = {
        {"link.begin", 2 * width, size, &linker->begin}, {"link.end", 2 * width, size, &linker->end},
        {"link.content", size, size, &linker->query[0]}, {"link.cue", size, size, &linker->query[1]},
        {"link.none", size, 2, &linker->none},
    };
    for (size_t i = 0; status == HEARSAY_OK && i < sizeof layers / sizeof *layers; i++) {
        char full[64];
        (void)snprintf(full, sizeof full, "%s%s", prefix, layers[i].name);
        status = hsy_dense_load(weights, full, layers[i].in, layers[i].out, allocator, layers[i].dense, error);
    }
    if (status == HEARSAY_OK) status = load_tables(weights, prefix, linker, error);
    if (status != HEARSAY_OK) hsy_linker_free(linker);
    return status;
}

hearsay_status hsy_linker_load(const hsy_weights *weights, size_t width, const hearsay_allocator *allocator,
                               hsy_linker *linker, hearsay_error *error) {
    return hsy_linker_load_as(weights, "", width, allocator, linker, error);
}

/* The story that is linked. */
typedef struct linked_story {
    const hsy_tokens *tokens;
    const hsy_parts *parts; /* or NULL */
    const hsy_vectors *vectors;
    size_t width;
} linked_story;

static bool same_part(const linked_story *story, uint32_t word, uint32_t other) {
    return story->parts == NULL || story->parts->part[word] == story->parts->part[other];
}

/* Rows of vectors of the first or the last words of the spans. */
static void gather(const linked_story *story, const hsy_words *spans, size_t count, bool last, float *out) {
    for (size_t i = 0; i < count; i++) {
        size_t word = last ? spans[i].end - 1 : spans[i].start;
        if (story->parts != NULL) word = story->parts->origin[word];
        hsy_vectors_read(story->vectors, word, out + i * 2 * story->width);
    }
}

static hearsay_status represent(const hsy_linker *linker, hsy_scratch *scratch, const linked_story *story,
                                const hsy_words *spans, size_t count, float *out, hsy_arena *work,
                                hearsay_error *error) {
    float *gathered = HSY_NEW(work, float, count * 2 * story->width);
    float *ends = HSY_NEW(work, float, count * linker->size);
    if (gathered == NULL || ends == NULL) return hsy_fail_memory(error);
    gather(story, spans, count, false, gathered);
    hearsay_status status = hsy_dense_run(scratch, linker->begin, HSY_IDENTITY, gathered, count, out, error);
    if (status != HEARSAY_OK) return status;
    gather(story, spans, count, true, gathered);
    status = hsy_dense_run(scratch, linker->end, HSY_IDENTITY, gathered, count, ends, error);
    for (size_t i = 0; status == HEARSAY_OK && i < count * linker->size; i++)
        out[i] += ends[i];
    if (status == HEARSAY_OK) hsy_gelu_run(scratch, out, count * linker->size);
    return status;
}

static int clip(long difference, long most) {
    return (int)(difference < -most ? -most : difference > most ? most : difference);
}

static size_t distance_bucket(uint32_t gap) {
    size_t bucket = 0;
    while (bucket + 1 < DISTANCES && gap >= distance_bounds[bucket + 1])
        bucket++;
    return bucket;
}

static size_t quotation_relation(uint32_t child, uint32_t parent) {
    if (child == HSY_NO_QUOTATION) return parent == HSY_NO_QUOTATION ? 0 : 2;
    if (parent == HSY_NO_QUOTATION) return 1;
    return child == parent ? 3 : 4;
}

/* What the tables add for a pair; `between` is the number of other parents that stand between the two. */
static float pair_score(const hsy_linker *linker, int kind, const hsy_tokens *tokens, hsy_words child, hsy_words parent,
                        size_t between) {
    const hsy_word *c = &tokens->words[child.start], *p = &tokens->words[parent.start];
    bool after = parent.start >= child.start;
    uint32_t gap = 0;
    if (after && parent.start > child.end) gap = parent.start - child.end;
    if (!after && child.start > parent.end) gap = child.start - parent.end;
    size_t side = after ? 1 : 0;
    size_t rank = between < RANKS - 1 ? between : RANKS - 1;
    size_t sentence = (size_t)(SENTENCES + clip((long)p->sentence - (long)c->sentence, SENTENCES));
    size_t paragraph = (size_t)(PARAGRAPHS + clip((long)p->paragraph - (long)c->paragraph, PARAGRAPHS));
    size_t table = (size_t)kind;
    return linker->distance[table * 2 * DISTANCES + side * DISTANCES + distance_bucket(gap)] +
           linker->sentence[table * (2 * SENTENCES + 1) + sentence] +
           linker->paragraph[table * (2 * PARAGRAPHS + 1) + paragraph] +
           linker->quotation[table * QUOTATIONS + quotation_relation(c->quotation, p->quotation)] +
           linker->rank[table * 2 * RANKS + side * RANKS + rank];
}

static float dot(const float *a, const float *b, size_t size) {
    /* Eight sums side by side, so that a compiler can use its vectors without changing the order of any of them. */
    float sums[8] = {0};
    size_t i = 0;
    for (; i + 8 <= size; i += 8)
        for (size_t k = 0; k < 8; k++)
            sums[k] += a[i + k] * b[i + k];
    float sum = 0;
    for (size_t k = 0; k < 8; k++)
        sum += sums[k];
    for (; i < size; i++)
        sum += a[i] * b[i];
    return sum;
}

/* One role's spans. */
typedef struct role_spans {
    const hsy_words *items;
    size_t count;
    float *represented; /* [spans, S] */
} role_spans;

/* The best parent of one child, "none" among them, and its share of the softmax over all. `first_behind` is the index
 * of the first parent that begins at or behind the child's beginning. */
static hsy_choice choose(const hsy_linker *linker, int kind, const linked_story *story, hsy_words child,
                         const float *query, float none, const role_spans *parents, size_t first_behind) {
    hsy_choice best = {SIZE_MAX, 0};
    float highest = none, sum = 1;
    size_t first = first_behind;
    while (first > 0 && child.start - parents->items[first - 1].start <= REACH &&
           same_part(story, child.start, parents->items[first - 1].start))
        first--;
    for (size_t p = first; p < parents->count; p++) {
        hsy_words parent = parents->items[p];
        bool after = p >= first_behind;
        if (after && (parent.start - child.start > REACH || !same_part(story, child.start, parent.start))) break;
        size_t between = after ? p - first_behind : first_behind - 1 - p;
        float score = dot(query, parents->represented + p * linker->size, linker->size) +
                      pair_score(linker, kind, story->tokens, child, parent, between);
        if (score > highest) {
            sum = sum * expf(highest - score) + 1;
            highest = score;
            best.parent = p;
        } else {
            sum += expf(score - highest);
        }
    }
    best.probability = 1 / sum;
    return best;
}

static hearsay_status link_role(const hsy_linker *linker, int kind, hsy_scratch *scratch, const linked_story *story,
                                const role_spans *children, const role_spans *parents, hsy_arena *work,
                                hsy_choice *choices, hearsay_error *error) {
    float *query = HSY_NEW(work, float, children->count * linker->size);
    float *none = HSY_NEW(work, float, children->count * 2);
    if (query == NULL || none == NULL) return hsy_fail_memory(error);
    hearsay_status status =
        hsy_dense_run(scratch, linker->query[kind], HSY_IDENTITY, children->represented, children->count, query, error);
    if (status == HEARSAY_OK)
        status =
            hsy_dense_run(scratch, linker->none, HSY_IDENTITY, children->represented, children->count, none, error);
    size_t first_behind = 0;
    for (size_t i = 0; status == HEARSAY_OK && i < children->count; i++) {
        while (first_behind < parents->count && parents->items[first_behind].start < children->items[i].start)
            first_behind++;
        choices[i] = choose(linker, kind, story, children->items[i], query + i * linker->size,
                            none[2 * i + (size_t)kind], parents, first_behind);
    }
    return status;
}

static hearsay_status link_all(const hsy_linker *linker, hsy_scratch *scratch, const linked_story *story,
                               const hsy_role_spans *spans, hsy_arena *work, hsy_links *links, hearsay_error *error) {
    role_spans roles[HEARSAY_ROLES];
    for (int role = 0; role < HEARSAY_ROLES; role++) {
        roles[role] = (role_spans){.items = spans->items[role], .count = spans->count[role]};
        roles[role].represented = HSY_NEW(work, float, roles[role].count * linker->size);
        if (roles[role].represented == NULL) return hsy_fail_memory(error);
        hearsay_status status = represent(linker, scratch, story, roles[role].items, roles[role].count,
                                          roles[role].represented, work, error);
        if (status != HEARSAY_OK) return status;
    }
    hearsay_status status = link_role(linker, 0, scratch, story, &roles[HEARSAY_CONTENT], &roles[HEARSAY_CUE], work,
                                      links->content_cue, error);
    if (status == HEARSAY_OK)
        status = link_role(linker, 1, scratch, story, &roles[HEARSAY_CUE], &roles[HEARSAY_SOURCE], work,
                           links->cue_source, error);
    return status;
}

hearsay_status hsy_link(const hsy_linker *linker, hsy_scratch *scratch, const hsy_tokens *tokens,
                        const hsy_parts *parts, const hsy_vectors *vectors, size_t width, const hsy_role_spans *spans,
                        hsy_arena *arena, hsy_links *links, hearsay_error *error) {
    const linked_story story = {.tokens = tokens, .parts = parts, .vectors = vectors, .width = width};
    links->content_cue = HSY_NEW(arena, hsy_choice, spans->count[HEARSAY_CONTENT]);
    links->cue_source = HSY_NEW(arena, hsy_choice, spans->count[HEARSAY_CUE]);
    if (links->content_cue == NULL || links->cue_source == NULL) return hsy_fail_memory(error);
    hsy_arena work;
    hsy_arena_init(&work, &arena->allocator);
    hearsay_status status = link_all(linker, scratch, &story, spans, &work, links, error);
    hsy_arena_free(&work);
    return status;
}
