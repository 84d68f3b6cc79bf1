/* SPDX-License-Identifier: Apache-2.0 */
/* Memory denied at every allocation of the whole way, from the loading of a model to the writing of a story: each time
 * an error that says so, or the same result as ever, and nothing left behind. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "api/tiny_model.h"

static const char plain[] =
    "The dam will hold, she said.\n\n“It holds,” he said. “The dam holds.” She said it holds.\n\n"
    "PHOTOS: The dam\n\nHe said “it, the dam,” holds.\n";
static const char lines[] =
    "{\"id\": 7, \"title\": \"The dam\", \"author\": [\"A. B.\", \"C. D.\"], \"date\": \"2016-10-04\", \"page\": "
    "{\"n\": "
    "[1, null]}, \"text\": \"The dam\\n\\nIt holds, &quot;she&quot; said \\ud800.\"}\n\n{\"text\": \"Yes\"}\n";
static const char transcript[] =
    "TAPPER: The dam holds.\n\nSMITH: It holds, he said.\n\nTAPPER: She said “it holds.”\n\n"
    "SMITH: Yes.\n\nTAPPER: Yes, the dam.\n";
static const char quotations[] = "“The dam “holds”, he said.\n\n“It said ‘a dam’.\n\n“Yes.” \"It \"holds\" she said.\"";
static const char wide[] = "\xFF\xFE\x93\0\"\0I\0t\0 \0h\0o\0l\0d\0s\0,\0\"\0 \0h\0e\0 \0s\0a\0i\0d\0.\0\x00\xD8";

typedef struct given {
    const char *bytes;
    size_t size;
} given;

static const given inputs[] = {
    {plain, sizeof plain - 1},           {lines, sizeof lines - 1}, {transcript, sizeof transcript - 1},
    {quotations, sizeof quotations - 1}, {wide, sizeof wide - 1},
};
enum { INPUTS = sizeof inputs / sizeof *inputs };

typedef struct written {
    char bytes[1 << 20];
    size_t size;
} written;

static bool keep(void *data, const char *bytes, size_t size) {
    written *out = data;
    if (size > sizeof out->bytes - out->size) return false;
    memcpy(out->bytes + out->size, bytes, size);
    out->size += size;
    return true;
}

static hearsay_status write_all(hearsay_worker *worker, hearsay_story *story, written *out, hearsay_error *error) {
    static const hearsay_format formats[] = {HEARSAY_FORMAT_JSONL, HEARSAY_FORMAT_TERMINAL, HEARSAY_FORMAT_CSV,
                                             HEARSAY_FORMAT_BRAT};
    static const char *const stages[] = {"story", "token", "extract", "speaker"};
    const hearsay_write_settings some = {.min_confidence = 0.05};
    hearsay_status status = hearsay_read(worker, story, true, error);
    for (size_t i = 0; i < sizeof formats / sizeof *formats && status == HEARSAY_OK; i++) {
        status = hearsay_write(story, formats[i], NULL, keep, out, error);
        if (status == HEARSAY_OK) status = hearsay_write(story, formats[i], &some, keep, out, error);
    }
    for (size_t i = 0; i < sizeof stages / sizeof *stages && status == HEARSAY_OK; i++)
        status = hearsay_dump(worker, story, stages[i], keep, out, error);
    return status;
}

static hearsay_status read_input(hearsay_worker *worker, const given *input, const hearsay_allocator *allocator,
                                 written *out, hearsay_error *error) {
    const hearsay_reader_settings settings = {.date = "2016-10-04", .outlet = "Dial", .allocator = *allocator};
    hearsay_reader *reader = NULL;
    hearsay_status status = hearsay_reader_open_memory("made", input->bytes, input->size, &settings, &reader, error);
    while (status == HEARSAY_OK) {
        hearsay_story *story = NULL;
        status = hearsay_reader_next(reader, &story, error);
        if (status == HEARSAY_OK) status = write_all(worker, story, out, error);
        hearsay_story_free(&story);
    }
    hearsay_reader_close(&reader);
    return status == HEARSAY_END ? HEARSAY_OK : status;
}

/* The whole way. HEARSAY_OK: every story of all inputs was read and written. */
static hearsay_status run(const char *folder, counting_memory *memory, written *out, hearsay_error *error) {
    const hearsay_allocator allocator = counting_allocator(memory);
    hearsay_model *model = NULL;
    hearsay_worker *worker = NULL;
    out->size = 0;
    hearsay_status status = hearsay_model_load(folder, &allocator, &model, error);
    if (status == HEARSAY_OK) status = hearsay_worker_new(model, &worker, error);
    for (size_t i = 0; i < INPUTS && status == HEARSAY_OK; i++)
        status = read_input(worker, &inputs[i], &allocator, out, error);
    hearsay_worker_free(&worker);
    hearsay_model_free(&model);
    return status;
}

static void assert_denied(const char *folder, size_t from, size_t to, const written *expected, written *out) {
    counting_memory memory = {.refused_from = from, .refused_to = to};
    hearsay_error error = {.status = HEARSAY_OK, .message = ""};
    hearsay_status status = run(folder, &memory, out, &error);
    if (memory.live != 0) fail_msg("%zu pieces of memory were left where allocation %zu was denied", memory.live, from);
    if (status == HEARSAY_OK) {
        /* What could do without the memory must have done as well without. */
        if (out->size != expected->size || memcmp(out->bytes, expected->bytes, out->size) != 0)
            fail_msg("another result where allocation %zu was denied", from);
        return;
    }
    if (status != HEARSAY_ERROR_MEMORY || error.status != HEARSAY_ERROR_MEMORY)
        fail_msg("status %d where allocation %zu was denied: %s", (int)status, from, error.message);
    assert_true(error.message[0] != '\0');
}

/* Denies every `step`th allocation by itself, and every one with all that follow. */
static void deny(const char *folder, size_t step) {
    written *expected = test_malloc(sizeof *expected), *out = test_malloc(sizeof *out);
    counting_memory all = {.refused_from = SIZE_MAX};
    hearsay_error error = {.message = ""};
    if (run(folder, &all, expected, &error) != HEARSAY_OK) fail_msg("%s", error.message);
    assert_int_equal(all.live, 0);
    assert_true(all.asked > 100);
    for (size_t n = 0; n < all.asked; n += step) {
        assert_denied(folder, n, n + 1, expected, out);
        assert_denied(folder, n, SIZE_MAX, expected, out);
    }
    test_free(expected);
    test_free(out);
}

static void each_allocation_that_is_denied_gives_a_memory_error_and_leaves_nothing(void **state) {
    (void)state;
    for (int bytes = 0; bytes < 2; bytes++) {
        tiny_model model;
        tiny_make(&model, bytes == 1);
        deny(model.folder, 1);
        tiny_remove(&model);
    }
}

static void the_committed_model_keeps_to_that_as_well(void **state) {
    (void)state;
    const char *source = getenv("HEARSAY_SOURCE");
    char folder[4096], weights[4200];
    (void)snprintf(folder, sizeof folder, "%s/model/en", source == NULL ? "." : source);
    (void)snprintf(weights, sizeof weights, "%s/model.safetensors", folder);
    FILE *file = fopen(weights, "rb");
    if (file == NULL) {
        print_message("skipped: model/en/model.safetensors is absent\n");
        skip();
        return;
    }
    (void)fclose(file);
    /* A prime step, so that it falls on other places from run to run of the code. */
    deny(folder, 97);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_allocation_that_is_denied_gives_a_memory_error_and_leaves_nothing),
        cmocka_unit_test(the_committed_model_keeps_to_that_as_well),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
