/* SPDX-License-Identifier: Apache-2.0 */
/* Inputs and models that nobody would make in good faith: too long, too many, broken. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "api/tiny_model.h"

#define MEGABYTE ((size_t)1000 * 1000)

/* --- Length ---------------------------------------------------------------------------------------------- */

static hearsay_reader *open_bytes(const char *bytes, size_t size) {
    hearsay_reader *reader = NULL;
    hearsay_error error;
    if (hearsay_reader_open_memory("made", bytes, size, NULL, &reader, &error) != HEARSAY_OK)
        fail_msg("%s", error.message);
    return reader;
}

static char *fill(size_t size, char with) {
    char *bytes = malloc(size);
    assert_non_null(bytes);
    memset(bytes, with, size);
    return bytes;
}

static void assert_over_limit(hearsay_reader *reader) {
    hearsay_story *story = NULL;
    hearsay_error error = {.message = ""};
    assert_int_equal(hearsay_reader_next(reader, &story, &error), HEARSAY_ERROR_LIMIT);
    assert_null(story);
    char limit[32];
    (void)snprintf(limit, sizeof limit, "%zu bytes", HEARSAY_STORY_BYTES_MAX);
    assert_non_null(strstr(error.message, limit));
}

static void a_hundred_megabytes_without_a_space_are_refused_by_the_limit(void **state) {
    (void)state;
    size_t size = 100 * MEGABYTE;
    char *bytes = fill(size, 'a');
    hearsay_reader *reader = open_bytes(bytes, size);
    assert_over_limit(reader);
    hearsay_story *story = NULL;
    assert_int_equal(hearsay_reader_next(reader, &story, NULL), HEARSAY_END);
    hearsay_reader_close(&reader);
    free(bytes);
}

/* A line of JSON with `size` letters as its text, and a short one behind it. */
static void assert_long_line(size_t size) {
    static const char head[] = "{\"text\": \"", tail[] = "\"}\n{\"text\": \"It holds.\"}\n";
    char *bytes = fill(size + sizeof head + sizeof tail, 'a');
    memcpy(bytes, head, sizeof head - 1);
    memcpy(bytes + sizeof head - 1 + size, tail, sizeof tail - 1);
    hearsay_reader *reader = open_bytes(bytes, size + sizeof head + sizeof tail - 2);
    assert_over_limit(reader);
    hearsay_story *story = NULL;
    assert_int_equal(hearsay_reader_next(reader, &story, NULL), HEARSAY_OK);
    assert_int_equal(hearsay_story_text(story).size, strlen("It holds."));
    hearsay_story_free(&story);
    assert_int_equal(hearsay_reader_next(reader, &story, NULL), HEARSAY_END);
    hearsay_reader_close(&reader);
    free(bytes);
}

static void a_line_over_the_limit_is_refused_and_the_next_is_read(void **state) {
    (void)state;
    assert_long_line(HEARSAY_STORY_BYTES_MAX + 1);
    assert_long_line(100 * MEGABYTE);
}

/* --- Number ------------------------------------------------------------------------------------------------ */

static bool count_bytes(void *data, const char *bytes, size_t size) {
    (void)bytes;
    *(size_t *)data += size;
    return true;
}

typedef struct reading {
    tiny_model tiny;
    counting_memory memory;
    hearsay_model *model;
    hearsay_worker *worker;
} reading;

static void start(reading *r) {
    *r = (reading){.memory = {.refused_from = SIZE_MAX}};
    tiny_make(&r->tiny, false);
    const hearsay_allocator allocator = counting_allocator(&r->memory);
    hearsay_error error;
    if (hearsay_model_load(r->tiny.folder, &allocator, &r->model, &error) != HEARSAY_OK) fail_msg("%s", error.message);
    assert_int_equal(hearsay_worker_new(r->model, &r->worker, NULL), HEARSAY_OK);
}

static void stop(reading *r) {
    hearsay_worker_free(&r->worker);
    hearsay_model_free(&r->model);
    assert_int_equal(r->memory.live, 0);
    tiny_remove(&r->tiny);
}

static void memory_does_not_grow_with_the_number_of_stories(void **state) {
    (void)state;
    enum { STORIES = 5000, EARLY = 100 };
    static const char line[] = "{\"text\": \"Yes\"}\n";
    reading r;
    start(&r);
    size_t length = sizeof line - 1, early = 0, early_pieces = 0, printed = 0;
    char *bytes = malloc(STORIES * length);
    assert_non_null(bytes);
    for (size_t i = 0; i < STORIES; i++)
        memcpy(bytes + i * length, line, length);
    hearsay_reader *reader = NULL;
    const hearsay_reader_settings settings = {.allocator = counting_allocator(&r.memory)};
    assert_int_equal(hearsay_reader_open_memory("made", bytes, STORIES * length, &settings, &reader, NULL), HEARSAY_OK);
    for (size_t i = 0; i < STORIES; i++) {
        hearsay_story *story = NULL;
        assert_int_equal(hearsay_reader_next(reader, &story, NULL), HEARSAY_OK);
        assert_int_equal(hearsay_read(r.worker, story, false, NULL), HEARSAY_OK);
        assert_int_equal(hearsay_write(story, HEARSAY_FORMAT_JSONL, NULL, count_bytes, &printed, NULL), HEARSAY_OK);
        hearsay_story_free(&story);
        if (i == EARLY) {
            early = r.memory.live_bytes;
            early_pieces = r.memory.live;
        }
    }
    assert_int_equal(r.memory.live, early_pieces);
    assert_true(r.memory.live_bytes <= early);
    assert_true(printed > STORIES);
    hearsay_reader_close(&reader);
    free(bytes);
    stop(&r);
}

static void a_story_of_a_hundred_thousand_words_is_read(void **state) {
    (void)state;
    enum { WORDS = 100000 };
    static const char *const words[] = {"She ", "said ", "the ", "dam ", "holds.\n\n"};
    reading r;
    start(&r);
    hsy_buffer text;
    hsy_buffer_init(&text, NULL);
    /* "holds." is two words. */
    for (size_t i = 0; i < WORDS / 6; i++)
        for (size_t k = 0; k < sizeof words / sizeof *words; k++)
            hsy_buffer_text(&text, words[k]);
    hearsay_reader *reader = open_bytes(text.data, text.size);
    hearsay_story *story = NULL;
    size_t printed = 0;
    assert_int_equal(hearsay_reader_next(reader, &story, NULL), HEARSAY_OK);
    assert_int_equal(hearsay_read(r.worker, story, true, NULL), HEARSAY_OK);
    assert_int_equal(hearsay_story_word_count(story), WORDS / 6 * 6);
    assert_int_equal(hearsay_write(story, HEARSAY_FORMAT_JSONL, NULL, count_bytes, &printed, NULL), HEARSAY_OK);
    assert_true(printed > 0);
    hearsay_story_free(&story);
    hearsay_reader_close(&reader);
    hsy_buffer_free(&text);
    stop(&r);
}

/* --- Stories that are much of one thing ----------------------------------------------------------------------- */

/* Reads `text` and writes what comes of it. The time is the program's, whatever else the machine does. */
static double read_text(reading *r, const hsy_buffer *text) {
    clock_t before = clock();
    hearsay_reader *reader = open_bytes(text->data, text->size);
    hearsay_story *story = NULL;
    size_t printed = 0;
    assert_int_equal(hearsay_reader_next(reader, &story, NULL), HEARSAY_OK);
    assert_int_equal(hearsay_read(r->worker, story, true, NULL), HEARSAY_OK);
    assert_int_equal(hearsay_write(story, HEARSAY_FORMAT_JSONL, NULL, count_bytes, &printed, NULL), HEARSAY_OK);
    assert_true(printed > 0);
    hearsay_story_free(&story);
    hearsay_reader_close(&reader);
    return (double)(clock() - before) / CLOCKS_PER_SEC;
}

static double read_repeated(reading *r, const char *head, const char *again, size_t times, const char *tail) {
    hsy_buffer text;
    hsy_buffer_init(&text, NULL);
    hsy_buffer_text(&text, head);
    for (size_t i = 0; i < times; i++)
        hsy_buffer_text(&text, again);
    hsy_buffer_text(&text, tail);
    assert_false(text.failed);
    double seconds = read_text(r, &text);
    hsy_buffer_free(&text);
    return seconds;
}

/* Eight times the story may take sixteen times as long, and a moment more; were it by its square, it would take 64. */
static void time_stays_in_proportion_to_the_length(void **state) {
    (void)state;
    enum { SHORT = 400, TIMES = 8 };
    static const char *const texts[][3] = {
        {"", "Nora Lund said the dam holds, Ivo Orr said. ", ""},         /* nested attributions */
        {"She said ", "the dam, the mayor and she, ", "hold."},           /* one sentence */
        {"", "Lund ", "said it."},                                        /* one name, again and again */
        {"“", "I said it holds. He said: ‘She said it.’ ", "” he said."}, /* one quotation */
        {"SMITH: It holds.\n\n", "TAPPER: She said the dam holds.\n\n", "SMITH: Yes.\n"},
    };
    reading r;
    start(&r);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        double some = read_repeated(&r, texts[i][0], texts[i][1], SHORT, texts[i][2]);
        double many = read_repeated(&r, texts[i][0], texts[i][1], SHORT * TIMES, texts[i][2]);
        if (many > 2 * TIMES * some + 2) fail_msg("text %zu: %.2f s, and %.2f s where it is longer", i, some, many);
    }
    stop(&r);
}

static void a_story_of_one_word_or_of_one_sentence_without_end_is_read(void **state) {
    (void)state;
    reading r;
    start(&r);
    (void)read_repeated(&r, "", "Lund", 1, "");
    (void)read_repeated(&r, "", "“", 1, "");
    (void)read_repeated(&r, "", "she said the dam, ", 4000, "yes.");
    (void)read_repeated(&r, "", "Lund ", 50000, "");
    stop(&r);
}

/* --- Surrogates -------------------------------------------------------------------------------------------- */

/* What the story's only character that is no ASCII has become, and that a warning says so. */
static void assert_replaced(const char *bytes, size_t size) {
    hearsay_reader *reader = open_bytes(bytes, size);
    hearsay_story *story = NULL;
    hearsay_error error;
    if (hearsay_reader_next(reader, &story, &error) != HEARSAY_OK) fail_msg("%s", error.message);
    hearsay_string text = hearsay_story_text(story);
    assert_int_equal(text.size, strlen("It \uFFFD holds."));
    assert_memory_equal(text.data, "It \uFFFD holds.", text.size);
    assert_true(hearsay_story_warning_count(story) > 0);
    hearsay_story_free(&story);
    hearsay_reader_close(&reader);
}

static void a_lone_surrogate_becomes_a_replacement_character_with_a_warning(void **state) {
    (void)state;
    static const char high[] = "{\"text\": \"It \\ud800 holds.\"}", low[] = "{\"text\": \"It \\udfff holds.\"}";
    static const char little[] = "\xFF\xFEI\0t\0 \0\x00\xD8 \0h\0o\0l\0d\0s\0.\0";
    static const char big[] = "\xFE\xFF\0I\0t\0 \xDC\x01\0 \0h\0o\0l\0d\0s\0.";
    assert_replaced(high, sizeof high - 1);
    assert_replaced(low, sizeof low - 1);
    assert_replaced(little, sizeof little - 1);
    assert_replaced(big, sizeof big - 1);
}

/* --- Damaged weights ----------------------------------------------------------------------------------------- */

/* Loads the folder's model and reads a story with it. */
static hearsay_status use(const tiny_model *tiny, hearsay_error *error) {
    static const char text[] = "“The dam holds,” she said. He said it holds.";
    hearsay_model *model = NULL;
    hearsay_worker *worker = NULL;
    hearsay_story *story = NULL;
    hearsay_status status = hearsay_model_load(tiny->folder, NULL, &model, error);
    if (status == HEARSAY_OK) status = hearsay_worker_new(model, &worker, error);
    if (status == HEARSAY_OK) {
        hearsay_reader *reader = open_bytes(text, sizeof text - 1);
        assert_int_equal(hearsay_reader_next(reader, &story, NULL), HEARSAY_OK);
        hearsay_reader_close(&reader);
        status = hearsay_read(worker, story, true, error);
    }
    hearsay_story_free(&story);
    hearsay_worker_free(&worker);
    hearsay_model_free(&model);
    return status;
}

static void assert_damaged(const tiny_model *tiny, const char *part) {
    hearsay_error error = {.status = HEARSAY_OK, .message = ""};
    if (use(tiny, &error) != HEARSAY_ERROR_MODEL) fail_msg("damage at %s was not seen: %s", part, error.message);
    if (strstr(error.message, part) == NULL) fail_msg("\"%s\" does not name %s", error.message, part);
    assert_non_null(strstr(error.message, tiny->weights));
}

static void weights_that_are_cut_off_are_refused(void **state) {
    (void)state;
    tiny_model tiny;
    tiny_make(&tiny, true);
    size_t size;
    char *bytes = file_write(&tiny.file, &size);
    for (size_t cut = 0; cut < 64; cut++) {
        tiny_write_bytes(&tiny, bytes, cut < 16 ? cut : size * cut / 64);
        assert_damaged(&tiny, tiny.weights);
    }
    tiny_write_bytes(&tiny, bytes, size - 1);
    assert_damaged(&tiny, tiny.weights);
    free(bytes);
    tiny_remove(&tiny);
}

static void a_flipped_bit_of_the_header_is_refused_or_does_no_harm(void **state) {
    (void)state;
    enum { STEP = 11 };
    tiny_model tiny;
    tiny_make(&tiny, true);
    size_t size, refused = 0;
    char *bytes = file_write(&tiny.file, &size);
    uint64_t header = 0;
    for (size_t i = 0; i < 8; i++)
        header |= (uint64_t)(unsigned char)bytes[i] << 8 * i;
    for (size_t at = 0; at < header + 8; at += at < 8 ? 1 : STEP) {
        char bit = (char)(1 << at % 8);
        bytes[at] ^= bit;
        tiny_write_bytes(&tiny, bytes, size);
        bytes[at] ^= bit;
        hearsay_error error = {.message = ""};
        hearsay_status status = use(&tiny, &error);
        if (status != HEARSAY_OK && status != HEARSAY_ERROR_MODEL)
            fail_msg("status %d for a flipped bit of byte %zu: %s", (int)status, at, error.message);
        refused += status == HEARSAY_ERROR_MODEL;
    }
    assert_true(refused > 50);
    free(bytes);
    tiny_remove(&tiny);
}

static void a_tensor_of_another_shape_is_named(void **state) {
    (void)state;
    tiny_model tiny;
    tiny_make(&tiny, true);
    for (size_t i = 0; i < tiny.file.count; i++) {
        tiny.file.tensors[i].rows--;
        tiny_write(&tiny);
        tiny.file.tensors[i].rows++;
        assert_damaged(&tiny, tiny.file.tensors[i].name);
    }
    tiny_remove(&tiny);
}

static void a_number_that_is_none_is_named_by_its_tensor(void **state) {
    (void)state;
    static const float bad[] = {NAN, INFINITY, -INFINITY};
    tiny_model tiny;
    tiny_make(&tiny, false);
    for (size_t i = 0; i < tiny.file.count; i++) {
        float *first = tiny.file.tensors[i].values, kept = *first;
        *first = bad[i % 3];
        tiny_write(&tiny);
        *first = kept;
        assert_damaged(&tiny, tiny.file.tensors[i].name);
    }
    tiny_remove(&tiny);
}

/* Numbers as large as a float can hold are numbers; what comes of them must do no harm. */
static void huge_numbers_do_no_harm(void **state) {
    (void)state;
    tiny_model tiny;
    tiny_make(&tiny, false);
    for (size_t i = 0; i < tiny.file.count; i++) {
        float *first = tiny.file.tensors[i].values, kept = *first;
        *first = 3.4e38F;
        tiny_write(&tiny);
        *first = kept;
        hearsay_error error = {.message = ""};
        hearsay_status status = use(&tiny, &error);
        if (status != HEARSAY_OK && status != HEARSAY_ERROR_MODEL)
            fail_msg("status %d for a huge number in %s: %s", (int)status, tiny.file.tensors[i].name, error.message);
    }
    tiny_remove(&tiny);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hundred_megabytes_without_a_space_are_refused_by_the_limit),
        cmocka_unit_test(a_line_over_the_limit_is_refused_and_the_next_is_read),
        cmocka_unit_test(memory_does_not_grow_with_the_number_of_stories),
        cmocka_unit_test(a_story_of_a_hundred_thousand_words_is_read),
        cmocka_unit_test(time_stays_in_proportion_to_the_length),
        cmocka_unit_test(a_story_of_one_word_or_of_one_sentence_without_end_is_read),
        cmocka_unit_test(a_lone_surrogate_becomes_a_replacement_character_with_a_warning),
        cmocka_unit_test(weights_that_are_cut_off_are_refused),
        cmocka_unit_test(a_flipped_bit_of_the_header_is_refused_or_does_no_harm),
        cmocka_unit_test(a_tensor_of_another_shape_is_named),
        cmocka_unit_test(a_number_that_is_none_is_named_by_its_tensor),
        cmocka_unit_test(huge_numbers_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
