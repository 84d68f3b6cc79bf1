/* SPDX-License-Identifier: Apache-2.0 */
#include "extract/nested.h"

#include <string.h>

void hsy_nester_free(hsy_nester *nester) {
    hsy_tagger_free(&nester->tagger);
    hsy_dense_free(nester->enclosing);
    hsy_linker_free(&nester->linker);
    *nester = (hsy_nester){0};
}

hearsay_status hsy_nester_load(const hsy_weights *weights, size_t width, const hearsay_allocator *allocator,
                               hsy_nester *nester, hearsay_error *error) {
    *nester = (hsy_nester){0};
    if (hsy_weights_find(weights, "nested.enclosing.weight") == NULL) return HEARSAY_OK;
    hearsay_status status = hsy_tagger_load_as(weights, "nested.", width, allocator, &nester->tagger, error);
    if (status == HEARSAY_OK) status = hsy_linker_load_as(weights, "nested.", width, allocator, &nester->linker, error);
    if (status == HEARSAY_OK)
        status = hsy_dense_load(weights, "nested.enclosing", 2 * width, nester->tagger.hidden_size, allocator,
                                &nester->enclosing, error);
    nester->present = status == HEARSAY_OK;
    if (status != HEARSAY_OK) hsy_nester_free(nester);
    return status;
}

/* The words of the contents of several attributions, one part each, brought together as if they were a story: words[i]
 * is word origin[i] of the real one. Pieces are numbered over all parts. */
typedef struct gathering {
    const hsy_attribution *holders;
    size_t part_count;
    hsy_tokens tokens;
    uint32_t *origin, *part, *piece, *paragraph; /* of each word */
    uint32_t *start;                             /* [parts + 1] */
} gathering;

/* Training trims marks from the ends of a content; the reader's content has them again. */
static hsy_words trimmed(const hsy_tokens *tokens, hsy_words words) {
    while (words.start < words.end && hsy_spans_is_mark(tokens, (hsy_words){words.start, words.start + 1}))
        words.start++;
    while (words.end > words.start && hsy_spans_is_mark(tokens, (hsy_words){words.end - 1, words.end}))
        words.end--;
    return words;
}

static bool reserve(gathering *all, hsy_arena *work) {
    size_t most = 0;
    for (size_t i = 0; i < all->part_count; i++)
        for (size_t k = 0; k < all->holders[i].content_count; k++)
            most += all->holders[i].content[k].end - all->holders[i].content[k].start;
    all->tokens.words = HSY_NEW(work, hsy_word, most);
    all->origin = HSY_NEW(work, uint32_t, most);
    all->part = HSY_NEW(work, uint32_t, most);
    all->piece = HSY_NEW(work, uint32_t, most);
    all->paragraph = HSY_NEW(work, uint32_t, most);
    all->start = HSY_NEW(work, uint32_t, all->part_count + 1);
    return all->tokens.words != NULL && all->origin != NULL && all->part != NULL && all->piece != NULL &&
           all->paragraph != NULL && all->start != NULL;
}

/* What a transcript's label says is spoken is a speech, not a content: nothing is looked for in there. */
static hearsay_status gather(const hsy_tokens *tokens, const hsy_attribution *holders, size_t count, hsy_arena *work,
                             gathering *all, hearsay_error *error) {
    *all = (gathering){.holders = holders, .part_count = count, .tokens = *tokens};
    if (!reserve(all, work)) return hsy_fail_memory(error);
    uint32_t next = 0, piece = 0;
    for (uint32_t part = 0; part < count; part++) {
        all->start[part] = next;
        for (size_t k = 0; !holders[part].labelled && k < holders[part].content_count; k++, piece++) {
            hsy_words words = trimmed(tokens, holders[part].content[k]);
            for (uint32_t word = words.start; word < words.end; word++, next++) {
                all->tokens.words[next] = tokens->words[word];
                all->origin[next] = word;
                all->part[next] = part;
                all->piece[next] = piece;
                all->paragraph[next] = tokens->words[word].paragraph;
            }
        }
    }
    all->start[count] = next;
    all->tokens.word_count = next;
    return HEARSAY_OK;
}

/* Tags and marks stay within a piece as they stay within a paragraph; links look at the story's real paragraphs. */
static void set_paragraphs(gathering *all, const uint32_t *paragraph) {
    for (size_t i = 0; i < all->tokens.word_count; i++)
        all->tokens.words[i].paragraph = paragraph[i];
}

hearsay_status hsy_nested_score(const hsy_nester *nester, hsy_scratch *scratch, const float *rows, size_t count,
                                const float *enclosing, const uint32_t *part, float *hidden, float *scores,
                                hearsay_error *error) {
    size_t size = nester->tagger.hidden_size;
    hearsay_status status = hsy_dense_run(scratch, nester->tagger.hidden, HSY_IDENTITY, rows, count, hidden, error);
    if (status != HEARSAY_OK) return status;
    for (size_t word = 0; word < count; word++)
        for (size_t i = 0; i < size; i++)
            hidden[word * size + i] += enclosing[part[word] * size + i];
    hsy_gelu_run(scratch, hidden, count * size);
    return hsy_dense_run(scratch, nester->tagger.output, HSY_IDENTITY, hidden, count, scores, error);
}

/* What each part's cue adds to the hidden layer of its words, [parts, H]: that of zeros where there is none. */
static hearsay_status enclose(const hsy_nester *nester, hsy_scratch *scratch, const hsy_vectors *vectors, size_t width,
                              const gathering *all, hsy_arena *work, float **enclosing, hearsay_error *error) {
    float *cues = HSY_NEW(work, float, all->part_count * 2 * width);
    *enclosing = HSY_NEW(work, float, all->part_count * nester->tagger.hidden_size);
    if (cues == NULL || *enclosing == NULL) return hsy_fail_memory(error);
    for (size_t part = 0; part < all->part_count; part++) {
        hsy_words cue = all->holders[part].cue;
        if (cue.start < cue.end)
            hsy_vectors_read(vectors, cue.start, cues + part * 2 * width);
        else
            memset(cues + part * 2 * width, 0, 2 * width * sizeof *cues);
    }
    return hsy_dense_run(scratch, nester->enclosing, HSY_IDENTITY, cues, all->part_count, *enclosing, error);
}

/* The scores of all words, [words, 7]; their vectors are read a block at a time. */
static hearsay_status score(const hsy_nester *nester, hsy_scratch *scratch, const hsy_vectors *vectors, size_t width,
                            const gathering *all, hsy_arena *work, float *scores, hearsay_error *error) {
    enum { BLOCK = 256 };
    float *enclosing, *rows = HSY_NEW(work, float, BLOCK * 2 * width);
    float *hidden = HSY_NEW(work, float, BLOCK * nester->tagger.hidden_size);
    if (rows == NULL || hidden == NULL) return hsy_fail_memory(error);
    hearsay_status status = enclose(nester, scratch, vectors, width, all, work, &enclosing, error);
    for (size_t start = 0; start < all->tokens.word_count && status == HEARSAY_OK; start += BLOCK) {
        size_t count = all->tokens.word_count - start < BLOCK ? all->tokens.word_count - start : BLOCK;
        for (size_t i = 0; i < count; i++)
            hsy_vectors_read(vectors, all->origin[start + i], rows + i * 2 * width);
        status = hsy_nested_score(nester, scratch, rows, count, enclosing, all->part + start, hidden,
                                  scores + start * HSY_TAGS, error);
    }
    return status;
}

/* Each part is a sequence of its own. */
static hearsay_status decode(const hsy_nester *nester, const gathering *all, float *scores, hsy_arena *work,
                             hsy_tagging *tagging, hearsay_error *error) {
    for (size_t part = 0; part < all->part_count; part++) {
        uint32_t start = all->start[part];
        hsy_tokens tokens = all->tokens;
        tokens.words += start;
        tokens.word_count = all->start[part + 1] - start;
        hsy_tagging one;
        hearsay_status status = hsy_tag_decode(&nester->tagger, &tokens, scores + start * HSY_TAGS, work, &one, error);
        if (status != HEARSAY_OK) return status;
        memcpy(tagging->tags + start, one.tags, tokens.word_count * sizeof *one.tags);
        memcpy(tagging->marginal + start * HEARSAY_ROLES, one.marginal,
               tokens.word_count * HEARSAY_ROLES * sizeof *one.marginal);
    }
    return HEARSAY_OK;
}

static hearsay_status tag(const hsy_nester *nester, hsy_scratch *scratch, const hsy_vectors *vectors, size_t width,
                          const gathering *all, hsy_arena *work, hsy_tagging *tagging, hearsay_error *error) {
    size_t count = all->tokens.word_count;
    float *scores = HSY_NEW(work, float, count *HSY_TAGS);
    tagging->tags = HSY_NEW(work, uint8_t, count);
    tagging->marginal = HSY_NEW(work, float, count *HEARSAY_ROLES);
    if (scores == NULL || tagging->tags == NULL || tagging->marginal == NULL) return hsy_fail_memory(error);
    hearsay_status status = score(nester, scratch, vectors, width, all, work, scores, error);
    return status == HEARSAY_OK ? decode(nester, all, scores, work, tagging, error) : status;
}

static hsy_words in_story(const gathering *all, hsy_words words) {
    if (words.start >= words.end) return words;
    return (hsy_words){all->origin[words.start], all->origin[words.end - 1] + 1};
}

/* From words of the gathering to words of the story. */
static void put_back(const gathering *all, hsy_attribution *item) {
    item->inside = all->holders[all->part[item->content[0].start]].number;
    item->evidence.nested = true;
    item->source = in_story(all, item->source);
    item->cue = in_story(all, item->cue);
    for (size_t k = 0; k < item->content_count; k++)
        item->content[k] = in_story(all, item->content[k]);
}

static hearsay_status read_parts(const hsy_nester *nester, hsy_scratch *scratch, const hsy_vectors *vectors,
                                 size_t width, gathering *all, hsy_arena *arena, hsy_arena *work,
                                 hsy_attribution **items, size_t *count, hearsay_error *error) {
    hsy_tagging tagging;
    hsy_role_spans spans;
    hsy_links links;
    set_paragraphs(all, all->piece);
    hearsay_status status = tag(nester, scratch, vectors, width, all, work, &tagging, error);
    if (status == HEARSAY_OK) status = hsy_spans_from_tags(tagging.tags, all->tokens.word_count, work, &spans, error);
    if (status != HEARSAY_OK || spans.count[HEARSAY_CUE] == 0) return status;
    const hsy_parts parts = {.origin = all->origin, .part = all->part};
    set_paragraphs(all, all->paragraph);
    status = hsy_link(&nester->linker, scratch, &all->tokens, &parts, vectors, width, &spans, work, &links, error);
    set_paragraphs(all, all->piece);
    if (status == HEARSAY_OK)
        status = hsy_extract_assemble(&all->tokens, &tagging, &spans, &links, arena, items, count, error);
    for (size_t i = 0; status == HEARSAY_OK && i < *count; i++)
        put_back(all, &(*items)[i]);
    return status;
}

hearsay_status hsy_nested_read(const hsy_nester *nester, hsy_scratch *scratch, const hsy_tokens *tokens,
                               const hsy_vectors *vectors, size_t width, const hsy_attribution *holders,
                               size_t holder_count, hsy_arena *arena, hsy_attribution **items, size_t *count,
                               hearsay_error *error) {
    *items = NULL;
    *count = 0;
    gathering all;
    hsy_arena work;
    hsy_arena_init(&work, &arena->allocator);
    hearsay_status status = gather(tokens, holders, holder_count, &work, &all, error);
    if (status == HEARSAY_OK && all.tokens.word_count > 0)
        status = read_parts(nester, scratch, vectors, width, &all, arena, &work, items, count, error);
    hsy_arena_free(&work);
    return status;
}
