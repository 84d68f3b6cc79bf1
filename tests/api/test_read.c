/* SPDX-License-Identifier: Apache-2.0 */
/* The whole way through the public header, with the committed model. */
#include <math.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "hearsay/hearsay.h"

static const char story_text[] =
    "Council delays vote on harbour bridge\n\n"
    "The harbour bridge will not open before spring, the town's chief engineer, Nora Whitfield, said on Monday.\n\n"
    "“We found cracks in two of the bearings,” Whitfield told reporters. “Nobody will drive over it until they are "
    "replaced.”\n\n"
    "According to a report by the port authority, the repairs will cost nine million crowns. Mayor Jon Aske said that "
    "the town could not pay for them alone.\n\n"
    "The bridge was built in 1931.";

typedef struct text_buffer {
    char bytes[1 << 16];
    size_t size;
} text_buffer;

static bool keep(void *data, const char *bytes, size_t size) {
    text_buffer *buffer = data;
    if (size >= sizeof buffer->bytes - buffer->size) return false;
    memcpy(buffer->bytes + buffer->size, bytes, size);
    buffer->size += size;
    buffer->bytes[buffer->size] = '\0';
    return true;
}

static bool refuse(void *data, const char *bytes, size_t size) {
    (void)data;
    (void)bytes;
    (void)size;
    return false;
}

/* The committed model, loaded once for all tests; NULL where it is absent. */
static hearsay_model *model;

static int load_model(void **state) {
    (void)state;
    hearsay_error error;
    const char *source = getenv("HEARSAY_SOURCE");
    char folder[4096], weights[4200];
    (void)snprintf(folder, sizeof folder, "%s/model/en", source == NULL ? "." : source);
    (void)snprintf(weights, sizeof weights, "%s/model.safetensors", folder);
    FILE *file = fopen(weights, "rb");
    if (file == NULL) return 0;
    (void)fclose(file);
    if (hearsay_model_load(folder, NULL, &model, &error) == HEARSAY_OK) return 0;
    print_error("%s\n", error.message);
    return -1;
}

static int free_model(void **state) {
    (void)state;
    hearsay_model_free(&model);
    return 0;
}

static hearsay_worker *worker_or_skip(void) {
    if (model == NULL) {
        print_message("skipped: model/en/model.safetensors is absent\n");
        skip();
    }
    hearsay_worker *worker = NULL;
    assert_int_equal(hearsay_worker_new(model, &worker, NULL), HEARSAY_OK);
    return worker;
}

static hearsay_story *first_story(const char *text, const hearsay_reader_settings *settings) {
    hearsay_reader *reader = NULL;
    hearsay_story *story = NULL;
    hearsay_error error;
    assert_int_equal(hearsay_reader_open_memory("made.txt", text, strlen(text), settings, &reader, &error), HEARSAY_OK);
    if (hearsay_reader_next(reader, &story, &error) != HEARSAY_OK) fail_msg("%s", error.message);
    hearsay_reader_close(&reader);
    assert_null(reader);
    return story;
}

/* The text of a role's pieces, joined by " | ". */
static const char *role_text(const hearsay_story *story, size_t attribution, hearsay_role role) {
    static char text[4096];
    size_t at = 0;
    text[0] = '\0';
    for (size_t i = 0; i < hearsay_attribution_span_count(story, attribution, role); i++) {
        hearsay_byte_span span = hearsay_attribution_bytes(story, attribution, role, i);
        at += (size_t)snprintf(text + at, sizeof text - at, "%s%.*s", i > 0 ? " | " : "", (int)(span.end - span.start),
                               hearsay_story_text(story).data + span.start);
    }
    return text;
}

static void assert_said(const hearsay_story *story, const char *source, const char *cue, const char *content) {
    for (size_t i = 0; i < hearsay_attribution_count(story); i++) {
        if (strcmp(role_text(story, i, HEARSAY_SOURCE), source) != 0) continue;
        if (strstr(role_text(story, i, HEARSAY_CUE), cue) == NULL) continue;
        if (strstr(role_text(story, i, HEARSAY_CONTENT), content) != NULL) return;
    }
    fail_msg("nobody was found to say \"%s\" as %s with %s", content, source, cue);
}

static void a_council_story_is_read_with_its_sources_cues_and_contents(void **state) {
    (void)state;
    hearsay_worker *worker = worker_or_skip();
    hearsay_story *story = first_story(story_text, NULL);
    assert_int_equal(hearsay_read(worker, story, false, NULL), HEARSAY_OK);
    assert_said(story, "the town's chief engineer, Nora Whitfield", "said", "The harbour bridge will not open");
    assert_said(story, "Whitfield", "told", "“We found cracks in two of the bearings,” | “Nobody will drive over it");
    assert_said(story, "a report by the port authority", "According to", "the repairs will cost nine million crowns");
    assert_said(story, "Mayor Jon Aske", "said", "the town could not pay for them alone");
    for (size_t i = 0; i < hearsay_attribution_count(story); i++) {
        assert_true(hearsay_attribution_confidence(story, i) > 0 && hearsay_attribution_confidence(story, i) <= 1);
        assert_null(strstr(role_text(story, i, HEARSAY_CONTENT), "1931"));
    }
    hearsay_story_free(&story);
    hearsay_worker_free(&worker);
}

static void spans_count_code_points_of_the_text_as_given(void **state) {
    (void)state;
    hearsay_worker *worker = worker_or_skip();
    hearsay_story *story = first_story("“Ça va,” said  Zoë Brontë on Monday.", NULL);
    assert_int_equal(hearsay_read(worker, story, true, NULL), HEARSAY_OK);
    assert_int_equal(hearsay_attribution_count(story), 1);
    hearsay_point_span source = hearsay_attribution_points(story, 0, HEARSAY_SOURCE, 0);
    assert_int_equal(source.start, 15);
    assert_int_equal(source.end, 25);
    hearsay_byte_span bytes = hearsay_attribution_bytes(story, 0, HEARSAY_SOURCE, 0);
    assert_memory_equal(hearsay_story_text(story).data + bytes.start, "Zoë Brontë", bytes.end - bytes.start);
    hearsay_story_free(&story);
    hearsay_worker_free(&worker);
}

static void a_story_in_german_gets_a_warning_and_no_attributions_unless_forced(void **state) {
    (void)state;
    static const char german[] =
        "Die Brücke am Hafen wird nicht vor dem Frühjahr wieder geöffnet, sagte die Ingenieurin Nora Weber am Montag. "
        "Nach Angaben der Behörde kostet die Reparatur neun Millionen Kronen, und die Stadt kann sie nicht allein "
        "bezahlen. Der Bürgermeister erklärte, man werde mit dem Land verhandeln müssen.";
    hearsay_worker *worker = worker_or_skip();
    hearsay_story *story = first_story(german, NULL);
    assert_int_equal(hearsay_read(worker, story, false, NULL), HEARSAY_OK);
    assert_int_equal(hearsay_attribution_count(story), 0);
    assert_true(hearsay_story_warning_count(story) > 0);
    assert_memory_equal(hearsay_story_language(story).data, "de", 2);
    hearsay_story_free(&story);
    story = first_story(german, NULL);
    assert_int_equal(hearsay_read(worker, story, true, NULL), HEARSAY_OK);
    assert_true(hearsay_story_word_count(story) > 0);
    hearsay_story_free(&story);
    hearsay_worker_free(&worker);
}

static void a_story_can_be_read_only_once(void **state) {
    (void)state;
    hearsay_worker *worker = worker_or_skip();
    hearsay_story *story = first_story(story_text, NULL);
    assert_int_equal(hearsay_read(worker, story, false, NULL), HEARSAY_OK);
    hearsay_error error = {0};
    assert_int_equal(hearsay_read(worker, story, false, &error), HEARSAY_ERROR_ARGUMENT);
    assert_true(strlen(error.message) > 0);
    hearsay_story_free(&story);
    hearsay_worker_free(&worker);
}

static void a_sink_that_refuses_ends_the_writing_with_an_error(void **state) {
    (void)state;
    hearsay_worker *worker = worker_or_skip();
    hearsay_story *story = first_story(story_text, NULL);
    assert_int_equal(hearsay_read(worker, story, false, NULL), HEARSAY_OK);
    assert_int_equal(hearsay_write(story, HEARSAY_FORMAT_JSONL, NULL, refuse, NULL, NULL), HEARSAY_ERROR_IO);
    hearsay_story_free(&story);
    hearsay_worker_free(&worker);
}

static void a_least_confidence_that_is_no_share_is_refused(void **state) {
    (void)state;
    static const double wrong[] = {-0.1, 1.5, NAN, INFINITY, -INFINITY}, right[] = {0, -0.0, 1, 0.8};
    hearsay_worker *worker = worker_or_skip();
    hearsay_story *story = first_story(story_text, NULL);
    assert_int_equal(hearsay_read(worker, story, false, NULL), HEARSAY_OK);
    for (int format = HEARSAY_FORMAT_JSONL; format <= HEARSAY_FORMAT_BRAT; format++) {
        static text_buffer out;
        out.size = 0;
        for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
            const hearsay_write_settings settings = {.min_confidence = wrong[i]};
            hearsay_error error = {.message = ""};
            assert_int_equal(hearsay_write(story, (hearsay_format)format, &settings, keep, &out, &error),
                             HEARSAY_ERROR_ARGUMENT);
            assert_non_null(strstr(error.message, "min_confidence"));
            assert_int_equal(out.size, 0);
        }
        for (size_t i = 0; i < sizeof right / sizeof *right; i++) {
            const hearsay_write_settings settings = {.min_confidence = right[i]};
            assert_int_equal(hearsay_write(story, (hearsay_format)format, &settings, keep, &out, NULL), HEARSAY_OK);
        }
    }
    hearsay_story_free(&story);
    hearsay_worker_free(&worker);
}

typedef struct thread_result {
    text_buffer buffer;
    hearsay_status status;
} thread_result;

static void *read_in_thread(void *data) {
    thread_result *result = data;
    hearsay_worker *worker = NULL;
    hearsay_reader *reader = NULL;
    hearsay_story *story = NULL;
    result->status = hearsay_worker_new(model, &worker, NULL);
    if (result->status == HEARSAY_OK)
        result->status = hearsay_reader_open_memory("made.txt", story_text, sizeof story_text - 1, NULL, &reader, NULL);
    for (int i = 0; i < 3 && result->status == HEARSAY_OK; i++) {
        if (i > 0) {
            hearsay_story_free(&story);
            hearsay_reader_close(&reader);
            (void)hearsay_reader_open_memory("made.txt", story_text, sizeof story_text - 1, NULL, &reader, NULL);
        }
        result->status = hearsay_reader_next(reader, &story, NULL);
        if (result->status == HEARSAY_OK) result->status = hearsay_read(worker, story, false, NULL);
        if (result->status == HEARSAY_OK)
            result->status = hearsay_write(story, HEARSAY_FORMAT_JSONL, NULL, keep, &result->buffer, NULL);
    }
    hearsay_story_free(&story);
    hearsay_reader_close(&reader);
    hearsay_worker_free(&worker);
    return NULL;
}

static void threads_at_once_write_the_same_bytes_as_one_alone(void **state) {
    (void)state;
    enum { THREADS = 4 };
    hearsay_worker *worker = worker_or_skip();
    hearsay_worker_free(&worker);
    thread_result *results = test_calloc(THREADS + 1, sizeof *results);
    read_in_thread(&results[THREADS]);
    assert_int_equal(results[THREADS].status, HEARSAY_OK);
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, read_in_thread, &results[i]), 0);
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    for (int i = 0; i < THREADS; i++) {
        assert_int_equal(results[i].status, HEARSAY_OK);
        assert_string_equal(results[i].buffer.bytes, results[THREADS].buffer.bytes);
    }
    test_free(results);
}

typedef struct miser {
    size_t left; /* allocations that it still grants */
} miser;

static void *grant(void *data, void *pointer, size_t size) {
    miser *purse = data;
    if (size == 0) {
        free(pointer);
        return NULL;
    }
    if (purse->left == 0) return NULL;
    purse->left--;
    return realloc(pointer, size);
}

static void memory_denied_at_any_point_of_a_reading_is_an_error_and_leaks_nothing(void **state) {
    (void)state;
    hearsay_worker *worker = worker_or_skip();
    size_t granted = 0;
    for (bool done = false; !done; granted++) {
        assert_true(granted < 10000);
        miser purse = {granted};
        const hearsay_reader_settings settings = {.allocator = {.resize = grant, .data = &purse}};
        hearsay_reader *reader = NULL;
        hearsay_story *story = NULL;
        text_buffer *buffer = test_calloc(1, sizeof *buffer);
        hearsay_status status =
            hearsay_reader_open_memory("made.txt", story_text, sizeof story_text - 1, &settings, &reader, NULL);
        if (status == HEARSAY_OK) status = hearsay_reader_next(reader, &story, NULL);
        if (status == HEARSAY_OK) status = hearsay_read(worker, story, false, NULL);
        if (status == HEARSAY_OK) status = hearsay_write(story, HEARSAY_FORMAT_JSONL, NULL, keep, buffer, NULL);
        done = status == HEARSAY_OK;
        if (!done) assert_int_equal(status, HEARSAY_ERROR_MEMORY);
        hearsay_story_free(&story);
        hearsay_reader_close(&reader);
        test_free(buffer);
    }
    assert_true(granted > 5);
    hearsay_worker_free(&worker);
}

static void a_folder_without_a_model_is_named_in_the_error(void **state) {
    (void)state;
    hearsay_model *absent = NULL;
    hearsay_error error = {0};
    assert_int_equal(hearsay_model_load("/nonexistent/model", NULL, &absent, &error), HEARSAY_ERROR_MODEL);
    assert_null(absent);
    assert_non_null(strstr(error.message, "/nonexistent/model"));
}

static void the_hash_is_the_files_sha256_in_hexadecimal(void **state) {
    (void)state;
    hearsay_worker *worker = worker_or_skip();
    char hash[HEARSAY_HASH_SIZE], again[HEARSAY_HASH_SIZE], command[4300];
    hearsay_model_hash(model, hash);
    assert_int_equal(strlen(hash), 64);
    (void)snprintf(command, sizeof command, "sha256sum '%s/model.safetensors'", hearsay_model_folder(model));
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    assert_non_null(fgets(again, sizeof again, pipe));
    (void)pclose(pipe);
    assert_string_equal(hash, again);
    hearsay_worker_free(&worker);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_council_story_is_read_with_its_sources_cues_and_contents),
        cmocka_unit_test(spans_count_code_points_of_the_text_as_given),
        cmocka_unit_test(a_story_in_german_gets_a_warning_and_no_attributions_unless_forced),
        cmocka_unit_test(a_story_can_be_read_only_once),
        cmocka_unit_test(a_least_confidence_that_is_no_share_is_refused),
        cmocka_unit_test(a_sink_that_refuses_ends_the_writing_with_an_error),
        cmocka_unit_test(threads_at_once_write_the_same_bytes_as_one_alone),
        cmocka_unit_test(memory_denied_at_any_point_of_a_reading_is_an_error_and_leaks_nothing),
        cmocka_unit_test(a_folder_without_a_model_is_named_in_the_error),
        cmocka_unit_test(the_hash_is_the_files_sha256_in_hexadecimal),
    };
    return cmocka_run_group_tests(tests, load_model, free_model);
}
