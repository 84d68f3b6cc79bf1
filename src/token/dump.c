/* SPDX-License-Identifier: Apache-2.0 */
/* The stage's hand-over as a line of JSON, with offsets as the given text counts them. */
#include "token/internal.h"

static void dump_span(const hsy_story *story, const hsy_points *points, hsy_span clean, hsy_buffer *out) {
    hsy_span given = hsy_story_to_given(story, clean);
    hsy_buffer_format(out, "%zu, %zu", hsy_points_at(points, given.start), hsy_points_at(points, given.end));
}

static void dump_word(const hsy_tokens *tokens, const hsy_points *points, const hsy_word *word, hsy_buffer *out) {
    hsy_buffer_char(out, '[');
    dump_span(tokens->story, points, word->text, out);
    hsy_buffer_format(out, ", %u, %u, ", word->sentence, word->paragraph);
    if (word->quotation == HSY_NO_QUOTATION)
        hsy_buffer_text(out, "-1");
    else
        hsy_buffer_format(out, "%u", word->quotation);
    hsy_buffer_format(out, ", %u, %u, %u, [", word->kase, word->quote, word->layout);
    for (uint32_t i = 0; i < word->piece_count; i++)
        hsy_buffer_format(out, i == 0 ? "%u" : ", %u", tokens->pieces[word->first_piece + i]);
    hsy_buffer_text(out, "]]");
}

static void dump_labels(const hsy_tokens *tokens, const hsy_points *points, hsy_buffer *out) {
    const hsy_story *story = tokens->story;
    bool first = true;
    for (size_t i = 0; i < story->paragraph_count; i++) {
        const hsy_paragraph *paragraph = &story->paragraphs[i];
        if (paragraph->label.end <= paragraph->label.start || paragraph->kind == HSY_PARAGRAPH_PROMO) continue;
        hsy_buffer_text(out, first ? "[" : ", [");
        dump_span(story, points, paragraph->label, out);
        hsy_buffer_char(out, ']');
        first = false;
    }
}

void hsy_token_dump(const hsy_tokens *tokens, hsy_buffer *out) {
    hsy_arena arena;
    hsy_points points;
    hsy_arena_init(&arena, &out->allocator);
    if (hsy_points_init(&points, tokens->story->given, &arena)) {
        hsy_buffer_text(out, "{\"id\": ");
        hsy_json_string(out, tokens->story->id);
        hsy_buffer_text(out, ", \"words\": [");
        for (size_t i = 0; i < tokens->word_count; i++) {
            if (i > 0) hsy_buffer_text(out, ", ");
            dump_word(tokens, &points, &tokens->words[i], out);
        }
        hsy_buffer_text(out, "], \"labels\": [");
        dump_labels(tokens, &points, out);
        hsy_buffer_text(out, "]}\n");
    } else {
        out->failed = true;
    }
    hsy_arena_free(&arena);
}
