/* SPDX-License-Identifier: Apache-2.0 */
#include "extract/transcript.h"

#include "extract/spans.h"

/* How sure a label is. It goes by no probability of the model; what the story stage takes for a transcript mostly is
 * one. */
static const float label_confidence = 0.9f;

/* The words of each paragraph, one range a paragraph (empty for promo). */
static hsy_words *paragraph_words(const hsy_tokens *tokens, hsy_arena *arena) {
    hsy_words *ranges = HSY_NEW(arena, hsy_words, tokens->story->paragraph_count);
    if (ranges == NULL) return NULL;
    for (uint32_t word = 0; word < tokens->word_count; word++) {
        hsy_words *range = &ranges[tokens->words[word].paragraph];
        if (range->start == range->end) range->start = word;
        range->end = word + 1;
    }
    return ranges;
}

static bool has_label(const hsy_paragraph *paragraph) {
    return paragraph->label.start < paragraph->label.end;
}

/* The words of the label, and in `*rest` what follows it without its colon. */
static hsy_words label_words(const hsy_tokens *tokens, hsy_words paragraph, hsy_span label, hsy_words *rest) {
    uint32_t start = paragraph.start;
    while (start < paragraph.end && tokens->words[start].text.start < label.start)
        start++; /* a quotation mark in front of it */
    uint32_t end = start;
    while (end < paragraph.end && tokens->words[end].text.start < label.end)
        end++;
    *rest = (hsy_words){end, paragraph.end};
    const char *text = tokens->story->text.data;
    while (rest->start < rest->end) {
        hsy_span word = tokens->words[rest->start].text;
        if (word.end - word.start != 1 || (text[word.start] != ':' && text[word.start] != '.')) break;
        rest->start++;
    }
    return (hsy_words){start, end};
}

/* The paragraph behind the last that speaks under the label of `first`. */
static size_t speech_end(const hsy_story *story, size_t first) {
    for (size_t next = first + 1; next < story->paragraph_count; next++)
        if (has_label(&story->paragraphs[next])) return next;
    return first + 1;
}

/* "(CROSSTALK)" is a remark of who wrote the transcript down. */
static bool is_remark(const hsy_tokens *tokens, hsy_words paragraph) {
    uint32_t first = paragraph.start;
    while (first < paragraph.end && tokens->words[first].quote == HSY_QUOTE_OPEN)
        first++;
    if (first == paragraph.end) return true;
    char byte = tokens->story->text.data[tokens->words[first].text.start];
    return byte == '(' || byte == '[';
}

static hearsay_status read_one(const hsy_tokens *tokens, const hsy_words *ranges, size_t first, hsy_arena *arena,
                               hsy_attribution *item, hearsay_error *error) {
    size_t end = speech_end(tokens->story, first);
    hsy_words *content = HSY_NEW(arena, hsy_words, end - first);
    if (content == NULL) return hsy_fail_memory(error);
    hsy_words rest;
    *item = (hsy_attribution){
        .source = label_words(tokens, ranges[first], tokens->story->paragraphs[first].label, &rest),
        .content = content,
        .labelled = true,
        .inside = SIZE_MAX,
        .confidence = label_confidence,
    };
    if (rest.start < rest.end) content[item->content_count++] = rest;
    for (size_t paragraph = first + 1; paragraph < end; paragraph++)
        if (!is_remark(tokens, ranges[paragraph])) content[item->content_count++] = ranges[paragraph];
    item->type = hsy_spans_type(tokens, content, item->content_count);
    return HEARSAY_OK;
}

hearsay_status hsy_transcript_read(const hsy_tokens *tokens, hsy_arena *arena, hsy_attribution **items, size_t *count,
                                   hearsay_error *error) {
    const hsy_story *story = tokens->story;
    size_t labels = 0;
    for (size_t i = 0; i < story->paragraph_count; i++)
        labels += has_label(&story->paragraphs[i]);
    *count = 0;
    *items = HSY_NEW(arena, hsy_attribution, labels);
    if (*items == NULL) return hsy_fail_memory(error);
    if (labels == 0) return HEARSAY_OK;
    hsy_words *ranges = paragraph_words(tokens, arena);
    if (ranges == NULL) return hsy_fail_memory(error);
    for (size_t i = 0; i < story->paragraph_count; i++) {
        if (!has_label(&story->paragraphs[i])) continue;
        hearsay_status status = read_one(tokens, ranges, i, arena, &(*items)[*count], error);
        if (status != HEARSAY_OK) return status;
        if ((*items)[*count].content_count > 0) ++*count;
    }
    return HEARSAY_OK;
}
