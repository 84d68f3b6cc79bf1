/* SPDX-License-Identifier: Apache-2.0 */
#include "reading.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

void reading_write_file(const char *content, size_t size, char path[64]) {
    strcpy(path, "/tmp/hearsay-token-XXXXXX");
    int file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(write(file, content, size), (ssize_t)size);
    close(file);
}

hsy_vocabulary *reading_vocabulary(void) {
    const char *root = getenv("HEARSAY_SOURCE");
    char path[4096];
    snprintf(path, sizeof path, "%s/model/en/vocab.txt", root == NULL ? "." : root);
    hsy_vocabulary *vocabulary = NULL;
    if (access(path, R_OK) != 0) {
        print_message("skipped: no vocabulary at %s\n", path);
        skip();
    }
    assert_int_equal(hsy_vocabulary_load(path, NULL, &vocabulary, NULL), HEARSAY_OK);
    return vocabulary;
}

static hsy_vocabulary *bare_vocabulary(void) {
    static const char pieces[] = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n";
    char path[64];
    reading_write_file(pieces, sizeof pieces - 1, path);
    hsy_vocabulary *vocabulary = NULL;
    hearsay_error error;
    if (hsy_vocabulary_load(path, NULL, &vocabulary, &error) != HEARSAY_OK) fail_msg("%s", error.message);
    unlink(path);
    return vocabulary;
}

static hsy_paragraph paragraph_of(const char *text, size_t start, size_t end) {
    hsy_paragraph paragraph = {.text = {start, end}, .kind = HSY_PARAGRAPH_BODY};
    if (strncmp(text + start, "PROMO ", 6) == 0) paragraph.kind = HSY_PARAGRAPH_PROMO;
    if (strncmp(text + start, "LABEL: ", 7) == 0) paragraph.label = (hsy_span){start, start + 5};
    return paragraph;
}

void reading_read(token_reading *reading, const char *text, bool model) {
    memset(reading, 0, sizeof *reading);
    reading->vocabulary = model ? reading_vocabulary() : bare_vocabulary();
    hsy_story *story = &reading->story;
    size_t size = strlen(text);
    hsy_arena_init(&story->arena, NULL);
    assert_true(hsy_arena_copy(&story->arena, (hsy_str){text, size}, &story->text));
    story->given = story->text;
    story->id = hsy_str_of("made");
    story->map = HSY_NEW(&story->arena, hsy_segment, 1);
    story->paragraphs = HSY_NEW(&story->arena, hsy_paragraph, size + 1);
    assert_non_null(story->map);
    assert_non_null(story->paragraphs);
    story->map[0] = (hsy_segment){.length = size, .given_length = size};
    story->map_count = 1;
    for (size_t start = 0; start < size;) {
        const char *border = strstr(text + start, "\n\n");
        size_t end = border == NULL ? size : (size_t)(border - text);
        story->paragraphs[story->paragraph_count++] = paragraph_of(text, start, end);
        start = end + (border == NULL ? 0 : 2);
    }
    assert_int_equal(hsy_token_read(story, reading->vocabulary, &reading->tokens, NULL), HEARSAY_OK);
}

void reading_free(token_reading *reading) {
    hsy_vocabulary_free(reading->vocabulary);
    hsy_arena_free(&reading->story.arena);
}

static void add_span(hsy_buffer *out, const token_reading *reading, size_t start, size_t end) {
    hsy_buffer_add(out, reading->story.text.data + start, end - start);
}

static void assert_buffer(hsy_buffer *out, const char *expected) {
    hsy_buffer_char(out, '\0');
    assert_false(out->failed);
    assert_string_equal(out->data, expected);
    hsy_buffer_free(out);
}

static void add_words(hsy_buffer *out, const token_reading *reading, bool states) {
    static const char *const signs[] = {"", "<", "_", ">", "~"};
    for (size_t i = 0; i < reading->tokens->word_count; i++) {
        const hsy_word *word = &reading->tokens->words[i];
        if (i > 0) hsy_buffer_char(out, ' ');
        if (states) hsy_buffer_text(out, signs[word->quote]);
        add_span(out, reading, word->text.start, word->text.end);
    }
}

void assert_words(const char *text, const char *expected) {
    token_reading reading;
    hsy_buffer out;
    reading_read(&reading, text, false);
    hsy_buffer_init(&out, NULL);
    add_words(&out, &reading, false);
    assert_buffer(&out, expected);
    reading_free(&reading);
}

void assert_states(const char *text, const char *expected) {
    token_reading reading;
    hsy_buffer out;
    reading_read(&reading, text, false);
    hsy_buffer_init(&out, NULL);
    add_words(&out, &reading, true);
    assert_buffer(&out, expected);
    reading_free(&reading);
}

void assert_sentences(const char *text, const char *expected) {
    token_reading reading;
    hsy_buffer out;
    reading_read(&reading, text, false);
    hsy_buffer_init(&out, NULL);
    for (size_t i = 0; i < reading.tokens->sentence_count; i++) {
        const hsy_sentence *sentence = &reading.tokens->sentences[i];
        const hsy_word *first = &reading.tokens->words[sentence->first_word];
        if (i > 0) hsy_buffer_text(&out, " | ");
        add_span(&out, &reading, first->text.start, first[sentence->word_count - 1].text.end);
    }
    assert_buffer(&out, expected);
    reading_free(&reading);
}

void assert_quotations(const char *text, const char *expected) {
    token_reading reading;
    hsy_buffer out;
    reading_read(&reading, text, false);
    hsy_buffer_init(&out, NULL);
    for (size_t i = 0; i < reading.tokens->quotation_count; i++) {
        const hsy_quotation *quotation = &reading.tokens->quotations[i];
        const hsy_word *words = reading.tokens->words;
        if (i > 0) hsy_buffer_text(&out, " | ");
        add_span(&out, &reading, words[quotation->first_word].text.start, words[quotation->end_word - 1].text.end);
        if (!quotation->closed) hsy_buffer_char(&out, '!');
        for (size_t k = quotation->first_word; k < quotation->end_word; k++)
            assert_int_equal(words[k].quotation, i);
    }
    assert_buffer(&out, expected);
    reading_free(&reading);
}
