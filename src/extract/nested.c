/* SPDX-License-Identifier: Apache-2.0 */
#include "extract/nested.h"

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

/* The words of one attribution's contents, as if they were a story: words[i] is word origin[i] of the story, and
 * piece[i] the number of its piece. */
typedef struct part {
    hsy_tokens tokens;
    uint32_t *origin, *piece, *paragraph;
    float *rows; /* [words, 2W] */
} part;

/* Training trims marks from the ends of a content; the reader's content has them again. */
static hsy_words trimmed(const hsy_tokens *tokens, hsy_words words) {
    while (words.start < words.end && hsy_spans_is_mark(tokens, (hsy_words){words.start, words.start + 1}))
        words.start++;
    while (words.end > words.start && hsy_spans_is_mark(tokens, (hsy_words){words.end - 1, words.end}))
        words.end--;
    return words;
}

static hearsay_status take_part(const hsy_tokens *tokens, const hsy_vectors *vectors, size_t width,
                                const hsy_attribution *holder, hsy_arena *arena, hsy_arena *work, part *made,
                                hearsay_error *error) {
    size_t most = 0;
    for (size_t i = 0; i < holder->content_count; i++)
        most += holder->content[i].end - holder->content[i].start;
    made->tokens = *tokens;
    made->tokens.words = HSY_NEW(arena, hsy_word, most);
    made->origin = HSY_NEW(work, uint32_t, most);
    made->piece = HSY_NEW(work, uint32_t, most);
    made->paragraph = HSY_NEW(work, uint32_t, most);
    made->rows = HSY_NEW(work, float, most * 2 * width);
    if (made->tokens.words == NULL || made->origin == NULL || made->piece == NULL || made->paragraph == NULL ||
        made->rows == NULL)
        return hsy_fail_memory(error);
    size_t count = 0;
    for (size_t i = 0; i < holder->content_count; i++) {
        hsy_words words = trimmed(tokens, holder->content[i]);
        for (uint32_t word = words.start; word < words.end; word++, count++) {
            made->tokens.words[count] = tokens->words[word];
            made->origin[count] = word;
            made->piece[count] = (uint32_t)i;
            made->paragraph[count] = tokens->words[word].paragraph;
            hsy_vectors_read(vectors, word, made->rows + count * 2 * width);
        }
    }
    made->tokens.word_count = count;
    return HEARSAY_OK;
}

/* Tags and marks stay within a piece as they stay within a paragraph; links look at the story's real paragraphs. */
static void set_paragraphs(part *made, const uint32_t *paragraph) {
    for (size_t i = 0; i < made->tokens.word_count; i++)
        made->tokens.words[i].paragraph = paragraph[i];
}

hearsay_status hsy_nested_score(const hsy_nester *nester, hsy_scratch *scratch, const float *rows, size_t count,
                                const float *cue, hsy_arena *arena, float **scores, hearsay_error *error) {
    size_t hidden_size = nester->tagger.hidden_size;
    float *hidden = HSY_NEW(arena, float, count *hidden_size), *enclosing = HSY_NEW(arena, float, hidden_size);
    *scores = HSY_NEW(arena, float, count *HSY_TAGS);
    if (hidden == NULL || enclosing == NULL || *scores == NULL) return hsy_fail_memory(error);
    hearsay_status status = hsy_dense_run(scratch, nester->enclosing, HSY_IDENTITY, cue, 1, enclosing, error);
    if (status == HEARSAY_OK)
        status = hsy_dense_run(scratch, nester->tagger.hidden, HSY_IDENTITY, rows, count, hidden, error);
    if (status != HEARSAY_OK) return status;
    for (size_t word = 0; word < count; word++)
        for (size_t i = 0; i < hidden_size; i++)
            hidden[word * hidden_size + i] += enclosing[i];
    hsy_gelu_run(scratch, hidden, count * hidden_size);
    return hsy_dense_run(scratch, nester->tagger.output, HSY_IDENTITY, hidden, count, *scores, error);
}

static hearsay_status tag_part(const hsy_nester *nester, hsy_scratch *scratch, const hsy_vectors *vectors, size_t width,
                               const hsy_attribution *holder, const part *made, hsy_arena *work, hsy_tagging *tagging,
                               hearsay_error *error) {
    float *cue = HSY_NEW(work, float, 2 * width), *scores = NULL;
    if (cue == NULL) return hsy_fail_memory(error);
    for (size_t i = 0; i < 2 * width; i++)
        cue[i] = 0;
    if (holder->cue.start < holder->cue.end) hsy_vectors_read(vectors, holder->cue.start, cue);
    hearsay_status status =
        hsy_nested_score(nester, scratch, made->rows, made->tokens.word_count, cue, work, &scores, error);
    if (status != HEARSAY_OK) return status;
    return hsy_tag_decode(&nester->tagger, &made->tokens, scores, work, tagging, error);
}

static hsy_words in_story(const part *made, hsy_words words) {
    if (words.start >= words.end) return words;
    return (hsy_words){made->origin[words.start], made->origin[words.end - 1] + 1};
}

static hearsay_status read_part(const hsy_nester *nester, hsy_scratch *scratch, const hsy_tokens *tokens,
                                const hsy_vectors *vectors, size_t width, const hsy_attribution *holder,
                                hsy_arena *arena, hsy_arena *work, hsy_attribution **items, size_t *count,
                                hearsay_error *error) {
    part made;
    hsy_tagging tagging = {.tags = NULL};
    hsy_role_spans spans = {.items = {NULL}};
    hsy_links links = {.content_cue = NULL};
    hsy_vectors *inner = NULL;
    hearsay_status status = take_part(tokens, vectors, width, holder, work, work, &made, error);
    if (status != HEARSAY_OK || made.tokens.word_count == 0) return status;
    set_paragraphs(&made, made.piece);
    status = tag_part(nester, scratch, vectors, width, holder, &made, work, &tagging, error);
    if (status == HEARSAY_OK) status = hsy_spans_from_tags(tagging.tags, made.tokens.word_count, work, &spans, error);
    if (status != HEARSAY_OK || spans.count[HEARSAY_CUE] == 0) return status;
    set_paragraphs(&made, made.paragraph);
    status = hsy_vectors_of(made.rows, made.tokens.word_count, width, work, &inner, error);
    if (status == HEARSAY_OK)
        status = hsy_link(&nester->linker, scratch, &made.tokens, inner, width, &spans, work, &links, error);
    set_paragraphs(&made, made.piece);
    if (status == HEARSAY_OK)
        status = hsy_extract_assemble(&made.tokens, &tagging, &spans, &links, arena, items, count, error);
    for (size_t i = 0; status == HEARSAY_OK && i < *count; i++) {
        hsy_attribution *item = &(*items)[i];
        item->source = in_story(&made, item->source);
        item->cue = in_story(&made, item->cue);
        for (size_t k = 0; k < item->content_count; k++)
            item->content[k] = in_story(&made, item->content[k]);
        item->inside = holder->number;
        item->evidence.nested = true;
    }
    return status;
}

hearsay_status hsy_nested_read(const hsy_nester *nester, hsy_scratch *scratch, const hsy_tokens *tokens,
                               const hsy_vectors *vectors, size_t width, const hsy_attribution *holder,
                               hsy_arena *arena, hsy_attribution **items, size_t *count, hearsay_error *error) {
    *items = NULL;
    *count = 0;
    hsy_arena work;
    hsy_arena_init(&work, &arena->allocator);
    hearsay_status status =
        read_part(nester, scratch, tokens, vectors, width, holder, arena, &work, items, count, error);
    hsy_arena_free(&work);
    return status;
}
