/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes as a story: broken UTF-8 becomes U+FFFD, a line is a paragraph, one that begins with "~" is promo. What
 * stage `token` hands on must hold together: words tile the paragraphs, sentences the words, pieces the words, and
 * quotations stand in order with their marks where they say.
 */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "target.h"
#include "token/token.h"

/* Loaded once and shared by all. */
static hsy_vocabulary *vocabulary;

static void load_vocabulary(void) {
    static const char pieces[] =
        "[PAD]\n[UNK]\n[CLS]\n[SEP]\na\nthe\ndam\nhe\nsaid\ni\nt\ns\n##s\n##t\n##a\n##e\nho\n##ld\n"
        "##said\n.\n,\n'\n\"\n“\n”\n’\n‘\n£10\n°c\n水\n##́\n…\n-\n1\n##0\n";
    char path[] = "/tmp/hearsay-fuzz-XXXXXX";
    int file = mkstemp(path);
    require(file >= 0 && write(file, pieces, sizeof pieces - 1) == (ssize_t)(sizeof pieces - 1));
    close(file);
    require(hsy_vocabulary_load(path, NULL, &vocabulary, NULL) == HEARSAY_OK);
    unlink(path);
}

/* The bytes as valid UTF-8, in a piece of memory of the exact size. */
static hsy_str mend(const uint8_t *bytes, size_t size) {
    hsy_buffer buffer;
    hsy_buffer_init(&buffer, NULL);
    for (size_t at = 0, length; at < size; at += length) {
        char encoded[4];
        uint32_t point = hsy_utf8_decode((const char *)bytes, size, at, &length);
        hsy_buffer_add(&buffer, encoded, hsy_utf8_encode(point, encoded));
    }
    char *exact = malloc(buffer.size + (buffer.size == 0));
    require(exact != NULL && !buffer.failed);
    if (buffer.size > 0) memcpy(exact, buffer.data, buffer.size);
    hsy_str text = {exact, buffer.size};
    hsy_buffer_free(&buffer);
    return text;
}

/* Cuts the text at its line breaks; like the stage before, it leaves no white space at a paragraph's ends. */
static void cut_paragraphs(hsy_story *story, hsy_arena *arena) {
    const char *text = story->text.data;
    size_t size = story->text.size, length;
    story->paragraphs = HSY_NEW(arena, hsy_paragraph, size / 2 + 1);
    require(story->paragraphs != NULL);
    for (size_t start = 0, next; start < size; start = next + 1) {
        size_t end = start;
        while (end < size && text[end] != '\n')
            end++;
        next = end;
        while (start < end && hsy_point_is_space(hsy_utf8_decode(text, end, start, &length)))
            start += length;
        while (start < end && hsy_point_is_space(hsy_utf8_decode_before(text, end, &length)))
            end -= length;
        if (start == end) continue;
        hsy_paragraph *paragraph = &story->paragraphs[story->paragraph_count++];
        paragraph->text = (hsy_span){start, end};
        if (text[start] == '~') paragraph->kind = HSY_PARAGRAPH_PROMO;
        if (text[start] == ':') paragraph->label = (hsy_span){start, start + 1};
    }
}

static void require_space(const hsy_story *story, size_t start, size_t end) {
    for (size_t at = start, length; at < end; at += length)
        require(hsy_point_is_space(hsy_utf8_decode(story->text.data, end, at, &length)));
}

/* Between the words of a paragraph, and at its ends, is nothing but white space, and in them is none. */
static void check_words(const hsy_story *story, const hsy_tokens *tokens) {
    size_t word = 0;
    for (size_t i = 0; i < story->paragraph_count; i++) {
        const hsy_paragraph *paragraph = &story->paragraphs[i];
        size_t at = paragraph->text.start, length;
        for (; word < tokens->word_count && tokens->words[word].paragraph == i; word++) {
            hsy_span span = tokens->words[word].text;
            require(paragraph->kind != HSY_PARAGRAPH_PROMO);
            require(at <= span.start && span.start < span.end && span.end <= paragraph->text.end);
            require_space(story, at, span.start);
            for (at = span.start; at < span.end; at += length)
                require(!hsy_point_is_space(hsy_utf8_decode(story->text.data, span.end, at, &length)));
            require(at == span.end);
        }
        if (paragraph->kind != HSY_PARAGRAPH_PROMO) require_space(story, at, paragraph->text.end);
    }
    require(word == tokens->word_count);
}

static void check_pieces(const hsy_tokens *tokens) {
    size_t piece = 0;
    for (size_t i = 0; i < tokens->word_count; i++) {
        require(tokens->words[i].first_piece == piece && tokens->words[i].piece_count > 0);
        piece += tokens->words[i].piece_count;
    }
    require(piece == tokens->piece_count);
    for (size_t i = 0; i < piece; i++)
        require(tokens->pieces[i] < hsy_vocabulary_size(vocabulary));
}

static void check_sentences(const hsy_tokens *tokens) {
    size_t word = 0;
    for (size_t i = 0; i < tokens->sentence_count; i++) {
        const hsy_sentence *sentence = &tokens->sentences[i];
        require(sentence->first_word == word && sentence->word_count > 0);
        bool begins = word == 0 || tokens->words[word - 1].paragraph != sentence->paragraph;
        for (; word < sentence->first_word + (size_t)sentence->word_count; word++) {
            require(tokens->words[word].sentence == i && tokens->words[word].paragraph == sentence->paragraph);
            uint8_t first = begins ? HSY_LAYOUT_PARAGRAPH : HSY_LAYOUT_SENTENCE;
            require(tokens->words[word].layout == (word == sentence->first_word ? first : HSY_LAYOUT_INSIDE));
        }
    }
    require(word == tokens->word_count);
}

static void check_quotations(const hsy_tokens *tokens) {
    size_t word = 0;
    for (size_t i = 0; i < tokens->quotation_count; i++) {
        const hsy_quotation *quotation = &tokens->quotations[i];
        require(quotation->first_word >= word && quotation->end_word > quotation->first_word);
        for (; word < quotation->first_word; word++)
            require(tokens->words[word].quotation == HSY_NO_QUOTATION &&
                    tokens->words[word].quote == HSY_QUOTE_OUTSIDE);
        require(tokens->words[word].quote == HSY_QUOTE_OPEN);
        for (; word < quotation->end_word; word++) {
            bool closes = quotation->closed && word + 1 == quotation->end_word;
            require(tokens->words[word].quotation == i && tokens->words[word].quote != HSY_QUOTE_OUTSIDE);
            require((tokens->words[word].quote == HSY_QUOTE_CLOSE) == closes);
        }
    }
    for (; word < tokens->word_count; word++)
        require(tokens->words[word].quotation == HSY_NO_QUOTATION && tokens->words[word].quote == HSY_QUOTE_OUTSIDE);
}

/* What stage `token` makes of the story, checked, to `result`. */
static hearsay_status read_story(hsy_story *story, const hearsay_allocator *allocator, hsy_buffer *result) {
    hsy_tokens *tokens = NULL;
    hearsay_status status = hsy_token_read(story, vocabulary, &tokens, NULL);
    require(status == HEARSAY_OK || (status == HEARSAY_ERROR_MEMORY && allocator != NULL));
    if (status != HEARSAY_OK) return status;
    check_words(story, tokens);
    check_pieces(tokens);
    check_sentences(tokens);
    check_quotations(tokens);
    hsy_buffer out;
    hsy_buffer_init(&out, allocator);
    hsy_token_dump(tokens, &out);
    require(!out.failed || allocator != NULL);
    if (out.failed)
        status = HEARSAY_ERROR_MEMORY;
    else
        hsy_buffer_add(result, out.data, out.size);
    hsy_buffer_free(&out);
    return status;
}

hearsay_status fuzz_read(const uint8_t *bytes, size_t size, const hearsay_allocator *allocator, hsy_buffer *result) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    require(pthread_once(&once, load_vocabulary) == 0);
    hsy_story story = {.id = hsy_str_of("fuzz")};
    /* The input is made without denials, since it is not what is looked at. */
    hsy_arena made;
    hsy_arena_init(&made, NULL);
    hsy_arena_init(&story.arena, allocator);
    story.text = story.given = mend(bytes, size);
    hsy_segment map = {.length = story.text.size, .given_length = story.text.size};
    story.map = &map;
    story.map_count = 1;
    cut_paragraphs(&story, &made);
    hearsay_status status = read_story(&story, allocator, result);
    hsy_arena_free(&story.arena);
    hsy_arena_free(&made);
    free((void *)(uintptr_t)story.text.data);
    return status;
}
