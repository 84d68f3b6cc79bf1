/* SPDX-License-Identifier: Apache-2.0 */
/* Marks: the attributions' spans, cut at paragraphs and put in order. */
#include <stdlib.h>

#include "render/marks.h"

/* The first paragraph that ends behind `at`. */
static size_t find_paragraph(const hsy_story *story, size_t at) {
    size_t low = 0, high = story->paragraph_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (story->paragraphs[middle].text.end <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void hsy_render_cut(const hsy_story *story, hsy_span text, hsy_vector *spans) {
    for (size_t i = find_paragraph(story, text.start); i < story->paragraph_count; i++) {
        const hsy_paragraph *paragraph = &story->paragraphs[i];
        if (paragraph->text.start >= text.end) break;
        if (paragraph->kind == HSY_PARAGRAPH_PROMO) continue;
        hsy_span part = {
            .start = text.start > paragraph->text.start ? text.start : paragraph->text.start,
            .end = text.end < paragraph->text.end ? text.end : paragraph->text.end,
        };
        if (part.start < part.end) hsy_vector_push(spans, &part);
    }
}

static void add_marks(const hsy_attributions *attributions, hsy_words words, uint32_t number, hearsay_role role,
                      hsy_vector *spans, hsy_vector *marks) {
    if (words.start >= words.end) return;
    spans->count = 0;
    hsy_render_cut(attributions->tokens->story, hsy_words_span(attributions->tokens, words), spans);
    for (size_t i = 0; i < spans->count; i++) {
        hsy_mark mark = {.text = HSY_AT(*spans, hsy_span, i), .number = number, .role = (uint8_t)role};
        hsy_vector_push(marks, &mark);
    }
}

/* At one place a content opens before a source or a cue, since it may hold them. */
static int compare(const void *left, const void *right) {
    const hsy_mark *a = left, *b = right;
    if (a->text.start != b->text.start) return a->text.start < b->text.start ? -1 : 1;
    if (a->text.end != b->text.end) return a->text.end > b->text.end ? -1 : 1;
    if (a->role != b->role) return a->role > b->role ? -1 : 1;
    return a->number < b->number ? -1 : a->number > b->number;
}

void hsy_render_marks(const hsy_attributions *attributions, hsy_vector *marks) {
    hsy_vector spans;
    hsy_vector_init(&spans, sizeof(hsy_span), &marks->allocator);
    for (size_t i = 0; i < attributions->count; i++) {
        const hsy_attribution *attribution = &attributions->items[i];
        uint32_t number = (uint32_t)(i + 1);
        add_marks(attributions, attribution->source, number, HEARSAY_SOURCE, &spans, marks);
        add_marks(attributions, attribution->cue, number, HEARSAY_CUE, &spans, marks);
        for (size_t piece = 0; piece < attribution->content_count; piece++)
            add_marks(attributions, attribution->content[piece], number, HEARSAY_CONTENT, &spans, marks);
    }
    if (spans.failed) marks->failed = true;
    hsy_vector_free(&spans);
    if (marks->count > 1) qsort(marks->data, marks->count, sizeof(hsy_mark), compare);
}
