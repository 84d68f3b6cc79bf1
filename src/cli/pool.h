/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Stories read by several threads, delivered in the order in which they were added.
 *
 *     cli_pool_add --> [ring of jobs] --> work (threads) --> deliver (in order, one at a time)
 *
 * A job is delivered as soon as it and all before it are done, by the thread that has finished it; the thread
 * that adds may meanwhile wait for input. The ring is bounded: cli_pool_add waits while it is full, so that
 * memory does not grow with the input.
 */
#ifndef CLI_POOL_H
#define CLI_POOL_H

#include "hearsay/hearsay.h"

typedef struct cli_job {
    hearsay_record *record; /* NULL: there is nothing to work at, only to deliver */
    hearsay_story *story;   /* that `work` has made of it, or NULL */
    uint64_t position;      /* how far in the input the story ends */
    bool failed;
    char *output; /* memory of malloc, as `messages` */
    size_t output_size, output_capacity;
    char *messages; /* lines for standard error, or NULL */
} cli_job;

typedef struct cli_pool cli_pool;

typedef struct cli_pool_settings {
    unsigned threads;
    /* Called by the threads; `worker` is the thread's own, or NULL where the pool has no model. */
    void (*work)(void *data, hearsay_worker *worker, cli_job *job);
    /* Called in order, never twice at a time. false: stop, nothing more is worked at or delivered. */
    bool (*deliver)(void *data, cli_job *job);
    void *data;
} cli_pool_settings;

/* NULL: no memory. Threads are started as jobs need them. */
cli_pool *cli_pool_new(const cli_pool_settings *settings);

/* Gives the model for the workers; before the first job that has a record. */
void cli_pool_use_model(cli_pool *pool, hearsay_model *model);

/* Takes over what the job owns. HEARSAY_ERROR_...: no thread could be started; the job is freed. */
hearsay_status cli_pool_add(cli_pool *pool, cli_job *job, hearsay_error *error);

/* Whether `deliver` has said stop. */
bool cli_pool_stopped(cli_pool *pool);

/* Waits for all jobs and frees the pool. */
void cli_pool_finish(cli_pool *pool);

#endif
