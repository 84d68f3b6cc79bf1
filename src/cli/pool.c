/* SPDX-License-Identifier: Apache-2.0 */
/* The ring of jobs and its threads. One mutex guards all of it; it is not held while a job is worked at or delivered.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pool.h"

/* Jobs that may be under way for each thread. Stories differ in length, and one that takes long holds up those behind
 * it: the room lets the other threads go on meanwhile. */
enum { JOBS_PER_THREAD = 8 };

typedef struct pool_slot {
    cli_job job;
    bool done;
} pool_slot;

typedef struct thread {
    cli_pool *pool;
    pthread_t handle;
    hearsay_worker *worker;
} thread;

/* Jobs are counted on and on; job n stands in slot n % capacity.
 *
 *     delivered <= taken <= added <= delivered + capacity
 */
struct cli_pool {
    cli_pool_settings settings;
    hearsay_model *model;
    pthread_mutex_t mutex;
    pthread_cond_t has_work, has_room;
    pool_slot *slots;
    size_t capacity;
    size_t added, taken, delivered;
    thread *threads;
    unsigned started, idle;
    bool delivering, stopped, closing;
};

static void free_job(cli_job *job) {
    hearsay_story_free(&job->story);
    hearsay_record_free(&job->record);
    free(job->output);
    free(job->messages);
    *job = (cli_job){.record = NULL};
}

static pool_slot *slot_of(cli_pool *pool, size_t number) {
    return &pool->slots[number % pool->capacity];
}

/* Delivers what is due. With the mutex held, which is released for each delivery. A second thread that comes along
 * meanwhile leaves the work to the first, which looks again after each. */
static void deliver_due(cli_pool *pool) {
    if (pool->delivering) return;
    pool->delivering = true;
    while (pool->delivered < pool->added && slot_of(pool, pool->delivered)->done) {
        cli_job *job = &slot_of(pool, pool->delivered)->job;
        bool stopped = pool->stopped;
        pthread_mutex_unlock(&pool->mutex);
        bool go_on = stopped || pool->settings.deliver(pool->settings.data, job);
        free_job(job);
        pthread_mutex_lock(&pool->mutex);
        if (!go_on) pool->stopped = true;
        pool->delivered++;
        /* A job that needed no work was taken by nobody. */
        if (pool->taken < pool->delivered) pool->taken = pool->delivered;
        pthread_cond_signal(&pool->has_room);
    }
    pool->delivering = false;
}

/* The next job that needs work, or NULL where none has been added yet. With the mutex held. */
static pool_slot *take(cli_pool *pool) {
    while (pool->taken < pool->added) {
        pool_slot *next = slot_of(pool, pool->taken++);
        if (!next->done) return next;
    }
    return NULL;
}

static void *run_thread(void *data) {
    thread *self = data;
    cli_pool *pool = self->pool;
    pthread_mutex_lock(&pool->mutex);
    for (;;) {
        pool_slot *slot = take(pool);
        if (slot == NULL) {
            if (pool->closing) break;
            pool->idle++;
            pthread_cond_wait(&pool->has_work, &pool->mutex);
            pool->idle--;
            continue;
        }
        bool stopped = pool->stopped;
        pthread_mutex_unlock(&pool->mutex);
        if (!stopped) pool->settings.work(pool->settings.data, self->worker, &slot->job);
        pthread_mutex_lock(&pool->mutex);
        slot->done = true;
        deliver_due(pool);
    }
    pthread_mutex_unlock(&pool->mutex);
    return NULL;
}

cli_pool *cli_pool_new(const cli_pool_settings *settings) {
    cli_pool *pool = calloc(1, sizeof *pool);
    if (pool == NULL) return NULL;
    pool->settings = *settings;
    pool->capacity = (size_t)settings->threads * JOBS_PER_THREAD;
    pool->slots = calloc(pool->capacity, sizeof *pool->slots);
    pool->threads = calloc(settings->threads, sizeof *pool->threads);
    if (pool->slots == NULL || pool->threads == NULL) {
        free(pool->slots);
        free(pool->threads);
        free(pool);
        return NULL;
    }
    pthread_mutex_init(&pool->mutex, NULL);
    pthread_cond_init(&pool->has_work, NULL);
    pthread_cond_init(&pool->has_room, NULL);
    return pool;
}

void cli_pool_use_model(cli_pool *pool, hearsay_model *model) {
    pool->model = model;
}

static hearsay_status start_thread(cli_pool *pool, hearsay_error *error) {
    thread *new = &pool->threads[pool->started];
    new->pool = pool;
    if (pool->model != NULL) {
        hearsay_status status = hearsay_worker_new(pool->model, &new->worker, error);
        if (status != HEARSAY_OK) return status;
    }
    int refused = pthread_create(&new->handle, NULL, run_thread, new);
    if (refused != 0) {
        hearsay_worker_free(&new->worker);
        error->status = HEARSAY_ERROR_MEMORY;
        (void)snprintf(error->message, sizeof error->message, "no thread could be started: %s", strerror(refused));
        return HEARSAY_ERROR_MEMORY;
    }
    pool->started++;
    return HEARSAY_OK;
}

/* One more thread where the waiting ones can't take all. That it can't be had is an error only for the first. */
static hearsay_status start_thread_if_needed(cli_pool *pool, hearsay_error *error) {
    pthread_mutex_lock(&pool->mutex);
    bool needed = pool->started < pool->settings.threads && pool->idle <= pool->added - pool->taken;
    pthread_mutex_unlock(&pool->mutex);
    if (!needed) return HEARSAY_OK;
    hearsay_status status = start_thread(pool, error);
    return pool->started > 0 ? HEARSAY_OK : status;
}

hearsay_status cli_pool_add(cli_pool *pool, cli_job *job, hearsay_error *error) {
    if (job->record != NULL) {
        hearsay_status status = start_thread_if_needed(pool, error);
        if (status != HEARSAY_OK) {
            free_job(job);
            return status;
        }
    }
    pthread_mutex_lock(&pool->mutex);
    while (pool->added - pool->delivered == pool->capacity)
        pthread_cond_wait(&pool->has_room, &pool->mutex);
    *slot_of(pool, pool->added) = (pool_slot){.job = *job, .done = job->record == NULL};
    *job = (cli_job){.record = NULL};
    pool->added++;
    pthread_cond_signal(&pool->has_work);
    deliver_due(pool);
    pthread_mutex_unlock(&pool->mutex);
    return HEARSAY_OK;
}

bool cli_pool_stopped(cli_pool *pool) {
    pthread_mutex_lock(&pool->mutex);
    bool stopped = pool->stopped;
    pthread_mutex_unlock(&pool->mutex);
    return stopped;
}

void cli_pool_finish(cli_pool *pool) {
    pthread_mutex_lock(&pool->mutex);
    pool->closing = true;
    pthread_cond_broadcast(&pool->has_work);
    pthread_mutex_unlock(&pool->mutex);
    for (unsigned i = 0; i < pool->started; i++) {
        pthread_join(pool->threads[i].handle, NULL);
        hearsay_worker_free(&pool->threads[i].worker);
    }
    pthread_mutex_destroy(&pool->mutex);
    pthread_cond_destroy(&pool->has_work);
    pthread_cond_destroy(&pool->has_room);
    free(pool->slots);
    free(pool->threads);
    free(pool);
}
