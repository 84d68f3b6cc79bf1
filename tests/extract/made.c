/* SPDX-License-Identifier: Apache-2.0 */
#include "made.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

void made_read(made_words *made, const char *text) {
    *made = (made_words){0};
    const char *source = getenv("HEARSAY_SOURCE");
    if (source == NULL) {
        print_message("HEARSAY_SOURCE does not name the source tree\n");
        skip();
    }
    char path[4096];
    (void)snprintf(path, sizeof path, "%s/model/en/vocab.txt", source);
    hearsay_error error;
    assert_int_equal(hsy_vocabulary_load(path, NULL, &made->vocabulary, &error), HEARSAY_OK);
    hsy_input *input = NULL;
    assert_int_equal(hsy_input_open_memory("made", text, strlen(text), NULL, &input, &error), HEARSAY_OK);
    assert_int_equal(hsy_input_next(input, &made->story, &error), HEARSAY_OK);
    hsy_input_close(input);
    assert_int_equal(hsy_token_read(made->story, made->vocabulary, &made->tokens, &error), HEARSAY_OK);
}

void made_free(made_words *made) {
    hsy_story_free(made->story);
    hsy_vocabulary_free(made->vocabulary);
}

hsy_words made_find(const made_words *made, const char *phrase) {
    const char *text = made->story->text.data;
    const char *found = strstr(text, phrase);
    assert_non_null(found);
    size_t start = (size_t)(found - text), end = start + strlen(phrase);
    hsy_words words = {UINT32_MAX, 0};
    for (uint32_t word = 0; word < made->tokens->word_count; word++) {
        if (made->tokens->words[word].text.start == start) words.start = word;
        if (made->tokens->words[word].text.end == end) words.end = word + 1;
    }
    assert_true(words.start < words.end);
    return words;
}

void assert_words_equal(const made_words *made, hsy_words words, const char *expected) {
    hsy_span span = hsy_words_span(made->tokens, words);
    char found[4096];
    (void)snprintf(found, sizeof found, "%.*s", (int)(span.end - span.start), made->story->text.data + span.start);
    assert_string_equal(found, expected);
}
