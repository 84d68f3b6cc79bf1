/* SPDX-License-Identifier: Apache-2.0 */
#include <dirent.h>
#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "encoder/parts.h"
#include "encoder/weights_file.h"

enum { WORDS = 400, WORKERS = 3, WIDTH = 64 };

static const model_shape SHAPE = {.layers = 2,
                                  .width = WIDTH,
                                  .heads = 4,
                                  .inner = 256,
                                  .positions = 128,
                                  .window = 128,
                                  .overlap = 32,
                                  .vocabulary = 100,
                                  .bytes = true};

/* libgomp's. */
extern void omp_set_num_threads(int count);
extern int omp_get_max_threads(void);

static size_t count_threads(void) {
    DIR *folder = opendir("/proc/self/task");
    if (folder == NULL) {
        print_message("# skipped: no /proc/self/task to count threads in\n");
        skip();
    }
    size_t count = 0;
    for (const struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder))
        count += entry->d_name[0] != '.';
    (void)closedir(folder);
    return count;
}

/* The vectors, for the caller to free; NULL where something failed. */
static float *run_copy(hsy_scratch *scratch, const hsy_tokens *tokens) {
    hsy_arena arena;
    hsy_vectors *vectors = NULL;
    float *copy = malloc(WORDS * 2 * WIDTH * sizeof *copy);
    hsy_arena_init(&arena, NULL);
    hearsay_status status = hsy_encoder_run(scratch, tokens, 1, 2, &arena, &vectors, NULL);
    if (copy != NULL && status == HEARSAY_OK) {
        for (size_t word = 0; word < WORDS; word++)
            hsy_vectors_read(vectors, word, copy + word * 2 * WIDTH);
    } else {
        free(copy);
        copy = NULL;
    }
    hsy_arena_free(&arena);
    return copy;
}

static hsy_tokens make_tokens(void) {
    size_t counts[WORDS];
    for (size_t i = 0; i < WORDS; i++)
        counts[i] = 1 + random_below(3);
    return tokens_make(counts, WORDS, SHAPE.vocabulary);
}

static void no_thread_is_started_and_the_callers_own_setting_is_kept(void **state) {
    (void)state;
    size_t before = count_threads();
    omp_set_num_threads(4); /* without care, oneDNN would start three more */
    running_model model;
    running_start(&model, &SHAPE);
    hsy_tokens tokens = make_tokens();
    float *vectors = run_copy(model.scratch, &tokens);
    assert_non_null(vectors);
    assert_int_equal(count_threads(), before);
    assert_int_equal(omp_get_max_threads(), 4);
    free(vectors);
    free(tokens.words);
    free(tokens.pieces);
    running_stop(&model);
}

typedef struct thread_work {
    pthread_t thread;
    const hsy_encoder *encoder;
    const hsy_tokens *tokens;
    atomic_bool *begin, *leave; /* the worker waits for them, so that threads can be counted before and after */
    atomic_int *done;
    float *vectors;
} thread_work;

static void *work(void *data) {
    thread_work *worker = data;
    hsy_scratch *scratch;
    while (!atomic_load(worker->begin))
        (void)sched_yield();
    if (hsy_scratch_new(worker->encoder, &scratch, NULL) == HEARSAY_OK) {
        worker->vectors = run_copy(scratch, worker->tokens);
        hsy_scratch_free(scratch);
    }
    atomic_fetch_add(worker->done, 1);
    while (!atomic_load(worker->leave))
        (void)sched_yield();
    return NULL;
}

static void threads_that_share_a_model_get_the_same_bytes_and_start_none(void **state) {
    (void)state;
    (void)count_threads(); /* where it can't, the test ends here, before there are threads */
    running_model model;
    running_start(&model, &SHAPE);
    hsy_tokens tokens = make_tokens();
    float *alone = run_copy(model.scratch, &tokens);
    assert_non_null(alone);
    atomic_bool begin = false, leave = false;
    atomic_int done = 0;
    thread_work workers[WORKERS];
    for (size_t i = 0; i < WORKERS; i++) {
        workers[i] =
            (thread_work){.encoder = model.encoder, .tokens = &tokens, .begin = &begin, .leave = &leave, .done = &done};
        assert_int_equal(pthread_create(&workers[i].thread, NULL, work, &workers[i]), 0);
    }
    size_t before = count_threads();
    atomic_store(&begin, true);
    while (atomic_load(&done) < WORKERS)
        (void)sched_yield();
    size_t during = count_threads();
    atomic_store(&leave, true);
    for (size_t i = 0; i < WORKERS; i++)
        assert_int_equal(pthread_join(workers[i].thread, NULL), 0);
    assert_int_equal(during, before);
    for (size_t i = 0; i < WORKERS; i++) {
        assert_non_null(workers[i].vectors);
        assert_memory_equal(workers[i].vectors, alone, WORDS * 2 * WIDTH * sizeof *alone);
        free(workers[i].vectors);
    }
    free(alone);
    free(tokens.words);
    free(tokens.pieces);
    running_stop(&model);
}

/* A worker may be handed from one thread to another. */
static void *run_in_thread(void *data) {
    const running_model *model = ((void **)data)[0];
    const hsy_tokens *tokens = ((void **)data)[1];
    return run_copy(model->scratch, tokens);
}

static void a_scratch_that_moves_to_another_thread_gives_the_same_bytes(void **state) {
    (void)state;
    running_model model;
    running_start(&model, &SHAPE);
    hsy_tokens tokens = make_tokens();
    float *here = run_copy(model.scratch, &tokens);
    void *data[] = {&model, &tokens}, *there;
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, run_in_thread, data), 0);
    assert_int_equal(pthread_join(thread, &there), 0);
    assert_non_null(here);
    assert_non_null(there);
    assert_memory_equal(here, there, WORDS * 2 * WIDTH * sizeof *here);
    free(here);
    free(there);
    free(tokens.words);
    free(tokens.pieces);
    running_stop(&model);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_thread_is_started_and_the_callers_own_setting_is_kept),
        cmocka_unit_test(threads_that_share_a_model_get_the_same_bytes_and_start_none),
        cmocka_unit_test(a_scratch_that_moves_to_another_thread_gives_the_same_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
