/* SPDX-License-Identifier: Apache-2.0 */
/* The stage's one function, from a story to its tokens. */
#include "token/internal.h"

static void init(hsy_builder *builder, const hsy_story *story, const hsy_vocabulary *vocabulary) {
    const hearsay_allocator *allocator = &story->arena.allocator;
    builder->story = story;
    builder->vocabulary = vocabulary;
    hsy_vector_init(&builder->letters, sizeof(hsy_letter), allocator);
    hsy_vector_init(&builder->words, sizeof(hsy_word), allocator);
    hsy_vector_init(&builder->notes, sizeof(hsy_note), allocator);
    hsy_vector_init(&builder->sentences, sizeof(hsy_sentence), allocator);
    hsy_vector_init(&builder->quotations, sizeof(hsy_quotation), allocator);
    hsy_vector_init(&builder->pieces, sizeof(uint16_t), allocator);
}

static void build(hsy_builder *builder) {
    for (size_t i = 0; i < builder->story->paragraph_count; i++) {
        if (builder->story->paragraphs[i].kind == HSY_PARAGRAPH_PROMO) continue;
        size_t first_word = builder->words.count;
        hsy_token_cut_words(builder, (uint32_t)i);
        if (builder->letters.failed || builder->words.failed || builder->notes.failed) return;
        hsy_token_cut_pieces(builder, first_word);
    }
    hsy_token_mark_quotations(builder);
    hsy_token_cut_sentences(builder);
}

/* Moves all to the arena. NULL: something was refused. */
static hsy_tokens *finish(const hsy_builder *builder, hsy_arena *arena) {
    if (builder->letters.failed || builder->notes.failed) return NULL;
    hsy_tokens *tokens = HSY_NEW(arena, hsy_tokens, 1);
    if (tokens == NULL) return NULL;
    *tokens = (hsy_tokens){.story = builder->story,
                           .words = hsy_vector_to_arena(&builder->words, arena),
                           .word_count = builder->words.count,
                           .sentences = hsy_vector_to_arena(&builder->sentences, arena),
                           .sentence_count = builder->sentences.count,
                           .quotations = hsy_vector_to_arena(&builder->quotations, arena),
                           .quotation_count = builder->quotations.count,
                           .pieces = hsy_vector_to_arena(&builder->pieces, arena),
                           .piece_count = builder->pieces.count};
    bool whole =
        tokens->words != NULL && tokens->sentences != NULL && tokens->quotations != NULL && tokens->pieces != NULL;
    return whole ? tokens : NULL;
}

static void release(hsy_builder *builder) {
    hsy_vector_free(&builder->letters);
    hsy_vector_free(&builder->words);
    hsy_vector_free(&builder->notes);
    hsy_vector_free(&builder->sentences);
    hsy_vector_free(&builder->quotations);
    hsy_vector_free(&builder->pieces);
}

hearsay_status hsy_token_read(hsy_story *story, const hsy_vocabulary *vocabulary, hsy_tokens **tokens,
                              hearsay_error *error) {
    hsy_builder builder;
    init(&builder, story, vocabulary);
    build(&builder);
    hsy_tokens *finished = finish(&builder, &story->arena);
    release(&builder);
    if (finished == NULL) return hsy_fail_memory(error);
    *tokens = finished;
    return HEARSAY_OK;
}
