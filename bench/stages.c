/* SPDX-License-Identifier: Apache-2.0 */
/* The share of each stage in the time of reading, its matrix products counted with it (bench/profile shows those by
 * themselves): bench-stages MODEL STORIES. One thread, processor time; prints a line a stage. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "api/model.h"

enum { TOKEN, ENCODER, EXTRACT, SPEAKER, STAGES };

static double now(void) {
    struct timespec at;
    (void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &at);
    return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

static void stop_unless(hearsay_status status, const hearsay_error *error) {
    if (status == HEARSAY_OK) return;
    (void)fprintf(stderr, "bench-stages: %s\n", error->message);
    exit(EXIT_FAILURE);
}

/* As hsy_api_run does it. */
static void read_story(hearsay_worker *worker, hearsay_story *story, double seconds[STAGES], hearsay_error *error) {
    const hearsay_model *model = worker->model;
    hsy_arena *arena = &story->story->arena;
    hsy_vectors *vectors = NULL;
    double start = now(), at;
    stop_unless(hsy_token_read(story->story, model->vocabulary, &story->tokens, error), error);
    seconds[TOKEN] += (at = now()) - start;
    if (story->tokens->word_count >= HSY_EXTRACT_WORDS)
        stop_unless(hsy_encoder_run(worker->scratch, story->tokens, hsy_vocabulary_cls(model->vocabulary),
                                    hsy_vocabulary_sep(model->vocabulary), arena, &vectors, error),
                    error);
    seconds[ENCODER] += (start = now()) - at;
    stop_unless(
        hsy_extract(model->extractor, worker->scratch, story->tokens, vectors, arena, &story->attributions, error),
        error);
    seconds[EXTRACT] += (at = now()) - start;
    stop_unless(hsy_speaker_read(model->resolver, worker->scratch, story->attributions, vectors, arena,
                                 &story->speakers, error),
                error);
    seconds[SPEAKER] += now() - at;
}

int main(int argc, char **argv) {
    static const char *const names[STAGES] = {"token", "encoder", "extract", "speaker"};
    hearsay_error error = {.message = ""};
    hearsay_model *model = NULL;
    hearsay_worker *worker = NULL;
    hearsay_reader *reader = NULL;
    hearsay_story *story = NULL;
    if (argc != 3) {
        (void)fputs("bench-stages MODEL STORIES\n", stderr);
        return EXIT_FAILURE;
    }
    stop_unless(hearsay_model_load(argv[1], NULL, &model, &error), &error);
    stop_unless(hearsay_worker_new(model, &worker, &error), &error);
    stop_unless(hearsay_reader_open(argv[2], NULL, &reader, &error), &error);
    double seconds[STAGES] = {0}, all = 0;
    while (hearsay_reader_next(reader, &story, &error) == HEARSAY_OK) {
        read_story(worker, story, seconds, &error);
        hearsay_story_free(&story);
    }
    for (int stage = 0; stage < STAGES; stage++)
        all += seconds[stage];
    for (int stage = 0; stage < STAGES; stage++)
        (void)printf("%5.1f %%  %s\n", 100 * seconds[stage] / all, names[stage]);
    hearsay_reader_close(&reader);
    hearsay_worker_free(&worker);
    hearsay_model_free(&model);
    return EXIT_SUCCESS;
}
