/* SPDX-License-Identifier: Apache-2.0 */
/* From tags and links to attributions. */
#include "extract/extract.h"

#include <stdlib.h>

#include "extract/confidence.h"
#include "extract/link.h"
#include "extract/nested.h"
#include "extract/spans.h"
#include "extract/tag.h"
#include "extract/transcript.h"

struct hsy_extractor {
    hearsay_allocator allocator;
    size_t width;
    hsy_tagger tagger;
    hsy_linker linker;
    hsy_nester nester;
    hsy_confidence confidence;
};

hearsay_status hsy_extractor_load(const hsy_weights *weights, size_t width, const hearsay_allocator *allocator,
                                  hsy_extractor **extractor, hearsay_error *error) {
    hearsay_allocator memory = hsy_allocator_or_default(allocator);
    *extractor = NULL;
    hsy_extractor *made = hsy_resize(&memory, NULL, sizeof *made);
    if (made == NULL) return hsy_fail_memory(error);
    *made = (hsy_extractor){.allocator = memory, .width = width};
    hearsay_status status = hsy_tagger_load(weights, width, &memory, &made->tagger, error);
    if (status == HEARSAY_OK) status = hsy_linker_load(weights, width, &memory, &made->linker, error);
    if (status == HEARSAY_OK) status = hsy_nester_load(weights, width, &memory, &made->nester, error);
    if (status == HEARSAY_OK) status = hsy_confidence_load(weights, &made->confidence, error);
    if (status != HEARSAY_OK) {
        hsy_extractor_free(made);
        return status;
    }
    *extractor = made;
    return HEARSAY_OK;
}

void hsy_extractor_free(hsy_extractor *extractor) {
    if (extractor == NULL) return;
    hsy_tagger_free(&extractor->tagger);
    hsy_linker_free(&extractor->linker);
    hsy_nester_free(&extractor->nester);
    hearsay_allocator memory = extractor->allocator;
    hsy_release(&memory, extractor);
}

/* How sure the tagger is of a span: the mean over its words of the marginal of the role. */
static float span_confidence(const hsy_tagging *tagging, hsy_words span, hearsay_role role) {
    float sum = 0;
    for (uint32_t word = span.start; word < span.end; word++)
        sum += tagging->marginal[(size_t)word * HEARSAY_ROLES + (size_t)role];
    return sum / (float)(span.end - span.start);
}

/* The contents of every cue: `of_cue[cue]` lists them in the order of the text. */
static hearsay_status gather_contents(const hsy_role_spans *spans, const hsy_links *links, hsy_arena *arena,
                                      hsy_attribution *of_cue, hearsay_error *error) {
    size_t cues = spans->count[HEARSAY_CUE], contents = spans->count[HEARSAY_CONTENT];
    hsy_words *room = HSY_NEW(arena, hsy_words, contents);
    if (room == NULL) return hsy_fail_memory(error);
    for (size_t i = 0; i < contents; i++)
        if (links->content_cue[i].parent != SIZE_MAX) of_cue[links->content_cue[i].parent].content_count++;
    for (size_t cue = 0; cue < cues; cue++) {
        of_cue[cue].content = room;
        room += of_cue[cue].content_count;
        of_cue[cue].content_count = 0;
    }
    for (size_t i = 0; i < contents; i++) {
        if (links->content_cue[i].parent == SIZE_MAX) continue;
        hsy_attribution *item = &of_cue[links->content_cue[i].parent];
        item->content[item->content_count++] = spans->items[HEARSAY_CONTENT][i];
    }
    return HEARSAY_OK;
}

/* The ends of the spans of any role that stand around a span: it may take in marks up to them. */
static void neighbours(const hsy_tokens *tokens, const uint8_t *tags, hsy_words span, uint32_t *low, uint32_t *high) {
    *low = span.start;
    while (*low > 0 && tags[*low - 1] == 0)
        --*low;
    *high = span.end;
    while (*high < tokens->word_count && tags[*high] == 0 && *high - span.end < 8)
        ++*high;
}

/* Fills in the rest of what the model says of each cue: source, type, evidence, quotation marks. */
static void complete(const hsy_tokens *tokens, const hsy_tagging *tagging, const hsy_role_spans *spans,
                     const hsy_links *links, size_t cue, hsy_attribution *item) {
    hsy_choice source = links->cue_source[cue];
    hsy_evidence *evidence = &item->evidence;
    item->cue = spans->items[HEARSAY_CUE][cue];
    item->inside = SIZE_MAX;
    evidence->cue = span_confidence(tagging, item->cue, HEARSAY_CUE);
    evidence->link = source.probability;
    evidence->has_source = source.parent != SIZE_MAX;
    if (evidence->has_source) {
        item->source = spans->items[HEARSAY_SOURCE][source.parent];
        evidence->source = span_confidence(tagging, item->source, HEARSAY_SOURCE);
        uint32_t low, high;
        neighbours(tokens, tagging->tags, item->source, &low, &high);
        item->source = hsy_spans_with_bracket(tokens, item->source, high);
    }
    float content = 0;
    for (size_t i = 0; i < item->content_count; i++) {
        content += span_confidence(tagging, item->content[i], HEARSAY_CONTENT);
        uint32_t low, high;
        neighbours(tokens, tagging->tags, item->content[i], &low, &high);
        item->content[i] = hsy_spans_with_bracket(tokens, item->content[i], high);
        item->content[i] = hsy_spans_with_marks(tokens, item->content[i], low, high);
    }
    evidence->content = content / (float)item->content_count;
    item->type = hsy_spans_type(tokens, item->content, item->content_count);
    evidence->direct = item->type == HEARSAY_DIRECT;
    if (hsy_spans_is_mark(tokens, item->cue)) item->cue = (hsy_words){0, 0};
}

hearsay_status hsy_extract_assemble(const hsy_tokens *tokens, const hsy_tagging *tagging, const hsy_role_spans *spans,
                                    const hsy_links *links, hsy_arena *arena, hsy_attribution **items, size_t *count,
                                    hearsay_error *error) {
    size_t cues = spans->count[HEARSAY_CUE];
    hsy_attribution *of_cue = HSY_NEW(arena, hsy_attribution, cues);
    if (of_cue == NULL) return hsy_fail_memory(error);
    hearsay_status status = gather_contents(spans, links, arena, of_cue, error);
    if (status != HEARSAY_OK) return status;
    *items = of_cue;
    *count = 0;
    for (size_t cue = 0; cue < cues; cue++) {
        if (of_cue[cue].content_count == 0) continue;
        complete(tokens, tagging, spans, links, cue, &of_cue[cue]);
        of_cue[(*count)++] = of_cue[cue];
    }
    return HEARSAY_OK;
}

/* What the first level of the model finds. */
static hearsay_status read_by_model(const hsy_extractor *extractor, hsy_scratch *scratch, const hsy_tokens *tokens,
                                    const hsy_vectors *vectors, hsy_arena *arena, hsy_attribution **items,
                                    size_t *count, hearsay_error *error) {
    hsy_tagging tagging;
    hsy_role_spans spans;
    hsy_links links;
    hearsay_status status =
        hsy_tag(&extractor->tagger, scratch, tokens, vectors, extractor->width, arena, &tagging, error);
    if (status == HEARSAY_OK) status = hsy_spans_from_tags(tagging.tags, tokens->word_count, arena, &spans, error);
    if (status == HEARSAY_OK)
        status = hsy_link(&extractor->linker, scratch, tokens, NULL, vectors, extractor->width, &spans, arena, &links,
                          error);
    if (status != HEARSAY_OK) return status;
    return hsy_extract_assemble(tokens, &tagging, &spans, &links, arena, items, count, error);
}

/* Attributions in an array that grows; what it outgrows stays in the arena. */
typedef struct list {
    hsy_attribution *items;
    size_t count, room;
} list;

static hearsay_status append(list *all, const hsy_attribution *items, size_t count, hsy_arena *arena,
                             hearsay_error *error) {
    if (all->count + count > all->room) {
        size_t room = 2 * (all->count + count);
        hsy_attribution *larger = HSY_NEW(arena, hsy_attribution, room);
        if (larger == NULL) return hsy_fail_memory(error);
        for (size_t i = 0; i < all->count; i++)
            larger[i] = all->items[i];
        all->items = larger;
        all->room = room;
    }
    for (size_t i = 0; i < count; i++) {
        all->items[all->count] = items[i];
        all->items[all->count].number = all->count;
        all->count++;
    }
    return HEARSAY_OK;
}

/* Searches the contents of all that the model found, and of what is found there. */
static hearsay_status read_nested(const hsy_extractor *extractor, hsy_scratch *scratch, const hsy_tokens *tokens,
                                  const hsy_vectors *vectors, hsy_arena *arena, list *all, hearsay_error *error) {
    if (!extractor->nester.present || vectors == NULL || all->count == 0) return HEARSAY_OK;
    size_t next = 0;
    for (int level = 0; level < HSY_NESTED_DEPTH; level++) {
        hsy_attribution *found;
        size_t count, end = all->count;
        hearsay_status status = hsy_nested_read(&extractor->nester, scratch, tokens, vectors, extractor->width,
                                                all->items + next, end - next, arena, &found, &count, error);
        if (status == HEARSAY_OK) status = append(all, found, count, arena, error);
        if (status != HEARSAY_OK) return status;
        next = end;
    }
    return HEARSAY_OK;
}

/* The confidence of all that the model found; that of a transcript's speech is the rule's. */
static void rate(const hsy_confidence *confidence, hsy_attribution *items, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (!items[i].labelled) items[i].confidence = hsy_confidence_of(confidence, &items[i].evidence);
}

/* First and end of all its words. */
static hsy_words extent(const hsy_attribution *item) {
    hsy_words all = {item->content[0].start, item->content[item->content_count - 1].end};
    const hsy_words *others[] = {&item->source, &item->cue};
    for (size_t i = 0; i < 2; i++) {
        if (others[i]->start == others[i]->end) continue;
        if (others[i]->start < all.start) all.start = others[i]->start;
        if (others[i]->end > all.end) all.end = others[i]->end;
    }
    return all;
}

/* How deep an attribution stands in others, as far as the model found it. They may still stand in a speech. */
static size_t depth(const hsy_attribution *items, const hsy_attribution *item) {
    size_t found = 0;
    for (; item->inside != SIZE_MAX; item = &items[item->inside])
        found++;
    return found;
}

/* By the first word. Of two that begin at once, what holds comes before what it holds: a speech first, then by depth;
 * and those of one source by their cues. */
static int compare(const void *left, const void *right) {
    const hsy_attribution *a = left, *b = right;
    uint32_t start_a = extent(a).start, start_b = extent(b).start;
    if (start_a != start_b) return start_a < start_b ? -1 : 1;
    if (a->labelled != b->labelled) return a->labelled ? -1 : 1;
    if (a->depth != b->depth) return a->depth < b->depth ? -1 : 1;
    if (a->cue.start != b->cue.start) return a->cue.start < b->cue.start ? -1 : 1;
    return a->number < b->number ? -1 : a->number > b->number;
}

/* Whether `item` stands in one of the contents of `holder`. */
static bool stands_in(const hsy_attribution *item, const hsy_attribution *holder) {
    hsy_words all = extent(item);
    for (size_t i = 0; i < holder->content_count; i++)
        if (holder->content[i].start <= all.start && all.end <= holder->content[i].end) return true;
    return false;
}

/* Parents by their places in the order of the text. `place` has room for all. */
static void renumber(hsy_attribution *items, size_t count, size_t *place) {
    for (size_t i = 0; i < count; i++)
        place[items[i].number] = i;
    for (size_t i = 0; i < count; i++)
        if (items[i].inside != SIZE_MAX) items[i].inside = place[items[i].inside];
}

/* The spans of the model's first level overlap none of their own: only the speech of a transcript can hold them. */
static void nest_in_speech(hsy_attribution *items, size_t count) {
    size_t speech = SIZE_MAX;
    for (size_t i = 0; i < count; i++) {
        if (items[i].labelled)
            speech = i;
        else if (items[i].inside == SIZE_MAX && speech != SIZE_MAX && stands_in(&items[i], &items[speech]))
            items[i].inside = speech;
    }
}

/* Whether the model found by its colon what the rule finds by its label. */
static bool is_label_again(const hsy_attribution *item, const hsy_attribution *spoken, size_t spoken_count) {
    if (item->cue.start < item->cue.end) return false;
    for (size_t i = 0; i < spoken_count; i++)
        if (item->source.start < spoken[i].source.end && spoken[i].source.start < item->source.end) return true;
    return false;
}

hearsay_status hsy_extract(const hsy_extractor *extractor, hsy_scratch *scratch, const hsy_tokens *tokens,
                           const hsy_vectors *vectors, hsy_arena *arena, hsy_attributions **attributions,
                           hearsay_error *error) {
    hsy_attribution *found = NULL, *spoken = NULL;
    size_t found_count = 0, spoken_count = 0;
    hearsay_status status = HEARSAY_OK;
    if (vectors != NULL)
        status = read_by_model(extractor, scratch, tokens, vectors, arena, &found, &found_count, error);
    if (status == HEARSAY_OK) status = hsy_transcript_read(tokens, arena, &spoken, &spoken_count, error);
    if (status != HEARSAY_OK) return status;
    list every = {0};
    for (size_t i = 0; status == HEARSAY_OK && i < found_count; i++)
        if (!is_label_again(&found[i], spoken, spoken_count)) status = append(&every, &found[i], 1, arena, error);
    if (status == HEARSAY_OK) status = append(&every, spoken, spoken_count, arena, error);
    if (status == HEARSAY_OK) status = read_nested(extractor, scratch, tokens, vectors, arena, &every, error);
    if (status != HEARSAY_OK) return status;
    rate(&extractor->confidence, every.items, every.count);
    hsy_attributions *all = HSY_NEW(arena, hsy_attributions, 1);
    size_t *place = HSY_NEW(arena, size_t, every.count);
    if (all == NULL || place == NULL) return hsy_fail_memory(error);
    *all = (hsy_attributions){.tokens = tokens, .items = every.items, .count = every.count};
    for (size_t i = 0; i < all->count; i++)
        all->items[i].depth = depth(all->items, &all->items[i]);
    if (all->count > 0) qsort(all->items, all->count, sizeof *all->items, compare);
    renumber(all->items, all->count, place);
    nest_in_speech(all->items, all->count);
    *attributions = all;
    return HEARSAY_OK;
}
