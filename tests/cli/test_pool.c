/* SPDX-License-Identifier: Apache-2.0 */
/* The ring of jobs: whatever the threads do, stories are delivered in their order, and none is lost. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "../../src/cli/pool.h"

/* What a pool's functions saw. `delivered` is touched by the delivery alone. */
typedef struct pool_witness {
    size_t delivered, stop_after;
    bool in_order;
} pool_witness;

static hearsay_record *make_record(void) {
    static const char text[] = "It rained.";
    hearsay_reader *reader;
    hearsay_record *record;
    assert_int_equal(hearsay_reader_open_memory("a", text, sizeof text - 1, NULL, &reader, NULL), HEARSAY_OK);
    assert_int_equal(hearsay_reader_take(reader, &record, NULL), HEARSAY_OK);
    hearsay_reader_close(&reader);
    return record;
}

/* Later stories are often done before earlier ones. */
static void work(void *data, hearsay_worker *worker, cli_job *job) {
    (void)data;
    (void)worker;
    (void)usleep((unsigned)(job->position * 7919 % 13) * 100);
    job->output = malloc(32);
    if (job->output != NULL)
        job->output_size = (size_t)snprintf(job->output, 32, "%llu", (unsigned long long)job->position);
}

static bool deliver(void *data, cli_job *job) {
    pool_witness *witness = data;
    witness->in_order = witness->in_order && job->position == witness->delivered;
    /* A job without a record has not been worked at. */
    witness->in_order = witness->in_order && (job->output == NULL) == (job->record == NULL);
    witness->delivered++;
    return witness->delivered != witness->stop_after;
}

/* Adds jobs; every `gap`th has no record. */
static void add_jobs(cli_pool *pool, size_t count, size_t gap) {
    for (size_t i = 0; i < count; i++) {
        cli_job job = {.record = i % gap == gap - 1 ? NULL : make_record(), .position = i};
        hearsay_error error;
        assert_int_equal(cli_pool_add(pool, &job, &error), HEARSAY_OK);
    }
}

static void stories_are_delivered_in_the_order_of_the_input(void **state) {
    (void)state;
    for (unsigned threads = 1; threads <= 9; threads += 4) {
        pool_witness witness = {.in_order = true};
        cli_pool_settings settings = {.threads = threads, .work = work, .deliver = deliver, .data = &witness};
        cli_pool *pool = cli_pool_new(&settings);
        assert_non_null(pool);
        add_jobs(pool, 300, 7);
        cli_pool_finish(pool);
        assert_int_equal(witness.delivered, 300);
        assert_true(witness.in_order);
    }
}

static void failures_alone_need_no_thread(void **state) {
    (void)state;
    pool_witness witness = {.in_order = true};
    cli_pool_settings settings = {.threads = 2, .work = work, .deliver = deliver, .data = &witness};
    cli_pool *pool = cli_pool_new(&settings);
    assert_non_null(pool);
    add_jobs(pool, 100, 1);
    add_jobs(pool, 0, 1);
    cli_pool_finish(pool);
    assert_int_equal(witness.delivered, 100);
    assert_true(witness.in_order);
}

static void a_story_after_many_failures_is_worked_at_once(void **state) {
    (void)state;
    pool_witness witness = {.in_order = true};
    cli_pool_settings settings = {.threads = 1, .work = work, .deliver = deliver, .data = &witness};
    cli_pool *pool = cli_pool_new(&settings);
    assert_non_null(pool);
    add_jobs(pool, 20, 1);
    for (size_t i = 20; i < 40; i++) {
        cli_job job = {.record = make_record(), .position = i};
        hearsay_error error;
        assert_int_equal(cli_pool_add(pool, &job, &error), HEARSAY_OK);
    }
    cli_pool_finish(pool);
    assert_int_equal(witness.delivered, 40);
    assert_true(witness.in_order);
}

static void nothing_is_delivered_after_the_stop(void **state) {
    (void)state;
    pool_witness witness = {.in_order = true, .stop_after = 10};
    cli_pool_settings settings = {.threads = 3, .work = work, .deliver = deliver, .data = &witness};
    cli_pool *pool = cli_pool_new(&settings);
    assert_non_null(pool);
    add_jobs(pool, 60, 5);
    assert_true(cli_pool_stopped(pool));
    cli_pool_finish(pool);
    assert_int_equal(witness.delivered, 10);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stories_are_delivered_in_the_order_of_the_input),
        cmocka_unit_test(failures_alone_need_no_thread),
        cmocka_unit_test(a_story_after_many_failures_is_worked_at_once),
        cmocka_unit_test(nothing_is_delivered_after_the_stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
