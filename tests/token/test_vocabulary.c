/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "reading.h"

/* Loads a vocabulary of these bytes; `message` gets the error's sentence. */
static hearsay_status load(const char *content, size_t size, hsy_vocabulary **vocabulary, hearsay_error *error) {
    char path[64];
    reading_write_file(content, size, path);
    hearsay_status status = hsy_vocabulary_load(path, NULL, vocabulary, error);
    unlink(path);
    return status;
}

static void assert_refused(const char *content, const char *reason) {
    hsy_vocabulary *vocabulary = NULL;
    hearsay_error error;
    assert_int_equal(load(content, strlen(content), &vocabulary, &error), HEARSAY_ERROR_MODEL);
    assert_null(vocabulary);
    if (strstr(error.message, reason) == NULL) fail_msg("\"%s\" does not say \"%s\"", error.message, reason);
    assert_non_null(strstr(error.message, "/tmp/hearsay-token-"));
}

static void a_line_is_a_piece_and_its_number_the_id(void **state) {
    (void)state;
    static const char content[] = "[PAD]\n[UNK]\n[CLS]\n[SEP]\ndam\n##s";
    hsy_vocabulary *vocabulary = NULL;
    assert_int_equal(load(content, sizeof content - 1, &vocabulary, NULL), HEARSAY_OK);
    assert_int_equal(hsy_vocabulary_size(vocabulary), 6);
    assert_int_equal(hsy_vocabulary_cls(vocabulary), 2);
    assert_int_equal(hsy_vocabulary_sep(vocabulary), 3);
    hsy_vocabulary_free(vocabulary);
}

static void the_line_breaks_of_windows_do_no_harm(void **state) {
    (void)state;
    static const char content[] = "[PAD]\r\n[UNK]\r\n[CLS]\r\n[SEP]\r\n";
    hsy_vocabulary *vocabulary = NULL;
    assert_int_equal(load(content, sizeof content - 1, &vocabulary, NULL), HEARSAY_OK);
    assert_int_equal(hsy_vocabulary_size(vocabulary), 4);
    hsy_vocabulary_free(vocabulary);
}

static void one_without_its_special_pieces_is_refused(void **state) {
    (void)state;
    assert_refused("", "has no piece [UNK]");
    assert_refused("[PAD]\n[CLS]\n[SEP]\n", "has no piece [UNK]");
    assert_refused("[PAD]\n[UNK]\n[SEP]\n", "has no piece [CLS]");
    assert_refused("[PAD]\n[UNK]\n[CLS]\n", "has no piece [SEP]");
    assert_refused("[UNK]\n[CLS]\n[SEP]\n", "has no piece [PAD]");
}

static void a_doubled_piece_is_refused(void **state) {
    (void)state;
    assert_refused("[PAD]\n[UNK]\n[CLS]\n[SEP]\ndam\n##dam\ndam\n", "line 7 of the vocabulary");
}

static void an_empty_line_is_refused(void **state) {
    (void)state;
    assert_refused("[PAD]\n[UNK]\n\n[CLS]\n[SEP]\n", "line 3 of the vocabulary");
}

static void broken_utf8_is_refused(void **state) {
    (void)state;
    assert_refused("[PAD]\n[UNK]\n[CLS]\n[SEP]\n\xFF\n", "not valid UTF-8 at byte 24");
}

static void more_pieces_than_an_id_can_count_are_refused(void **state) {
    (void)state;
    hsy_buffer content;
    hsy_buffer_init(&content, NULL);
    hsy_buffer_text(&content, "[PAD]\n[UNK]\n[CLS]\n[SEP]\n");
    for (int i = 4; i < 65536; i++)
        hsy_buffer_format(&content, "w%d\n", i);
    hsy_vocabulary *vocabulary = NULL;
    hearsay_error error;
    assert_int_equal(load(content.data, content.size, &vocabulary, &error), HEARSAY_OK);
    assert_int_equal(hsy_vocabulary_size(vocabulary), 65536);
    hsy_vocabulary_free(vocabulary);
    vocabulary = NULL;
    hsy_buffer_text(&content, "w\n");
    assert_int_equal(load(content.data, content.size, &vocabulary, &error), HEARSAY_ERROR_MODEL);
    assert_non_null(strstr(error.message, "more than 65536 pieces"));
    hsy_buffer_free(&content);
}

static void a_file_that_is_not_there_is_named(void **state) {
    (void)state;
    hsy_vocabulary *vocabulary = NULL;
    hearsay_error error;
    assert_int_equal(hsy_vocabulary_load("/nowhere/vocab.txt", NULL, &vocabulary, &error), HEARSAY_ERROR_MODEL);
    assert_non_null(strstr(error.message, "/nowhere/vocab.txt"));
    assert_int_equal(hsy_vocabulary_load("/", NULL, &vocabulary, &error), HEARSAY_ERROR_IO);
}

/* Refuses the allocation after `left` others. */
static void *resize_until(void *data, void *pointer, size_t size) {
    int *left = data;
    if (size == 0) {
        free(pointer);
        return NULL;
    }
    if (*left == 0) return NULL;
    --*left;
    return realloc(pointer, size);
}

static void every_refused_allocation_is_an_error_and_no_leak(void **state) {
    (void)state;
    static const char content[] = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n";
    static const char text[] = "“It holds,” he said.";
    char path[64];
    reading_write_file(content, sizeof content - 1, path);
    bool done = false;
    for (int allowed = 0; !done; allowed++) {
        assert_true(allowed < 1000);
        int left = allowed;
        hearsay_allocator allocator = {.resize = resize_until, .data = &left};
        hsy_vocabulary *vocabulary = NULL;
        hearsay_status status = hsy_vocabulary_load(path, &allocator, &vocabulary, NULL);
        if (status == HEARSAY_OK) {
            hsy_story story = {.text = {text, sizeof text - 1}, .given = {text, sizeof text - 1}, .paragraph_count = 1};
            hsy_paragraph paragraph = {.text = {0, sizeof text - 1}};
            hsy_tokens *tokens = NULL;
            story.paragraphs = &paragraph;
            hsy_arena_init(&story.arena, &allocator);
            status = hsy_token_read(&story, vocabulary, &tokens, NULL);
            done = status == HEARSAY_OK;
            assert_true(done == (tokens != NULL));
            hsy_arena_free(&story.arena);
        }
        assert_true(status == HEARSAY_OK || status == HEARSAY_ERROR_MEMORY);
        hsy_vocabulary_free(vocabulary);
    }
    unlink(path);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_is_a_piece_and_its_number_the_id),
        cmocka_unit_test(the_line_breaks_of_windows_do_no_harm),
        cmocka_unit_test(one_without_its_special_pieces_is_refused),
        cmocka_unit_test(a_doubled_piece_is_refused),
        cmocka_unit_test(an_empty_line_is_refused),
        cmocka_unit_test(broken_utf8_is_refused),
        cmocka_unit_test(more_pieces_than_an_id_can_count_are_refused),
        cmocka_unit_test(a_file_that_is_not_there_is_named),
        cmocka_unit_test(every_refused_allocation_is_an_error_and_no_leak),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
