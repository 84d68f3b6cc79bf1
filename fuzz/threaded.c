/* SPDX-License-Identifier: Apache-2.0 */
/* Reads each input in several threads at once: all must come to the same. */
#include <pthread.h>
#include <string.h>

#include "target.h"

enum { THREADS = 3 };

typedef struct thread_run {
    const uint8_t *bytes;
    size_t size;
    pthread_t thread;
    hsy_buffer result;
} thread_run;

static void *run_thread(void *data) {
    thread_run *run = data;
    require(fuzz_read(run->bytes, run->size, NULL, &run->result) == HEARSAY_OK);
    return NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    thread_run runs[THREADS];
    for (size_t i = 0; i < THREADS; i++) {
        runs[i] = (thread_run){.bytes = bytes, .size = size};
        hsy_buffer_init(&runs[i].result, NULL);
        require(pthread_create(&runs[i].thread, NULL, run_thread, &runs[i]) == 0);
    }
    for (size_t i = 0; i < THREADS; i++) {
        require(pthread_join(runs[i].thread, NULL) == 0);
        require(!runs[i].result.failed && runs[i].result.size == runs[0].result.size);
        require(runs[i].result.size == 0 || memcmp(runs[i].result.data, runs[0].result.data, runs[i].result.size) == 0);
    }
    for (size_t i = 0; i < THREADS; i++)
        hsy_buffer_free(&runs[i].result);
    return 0;
}
