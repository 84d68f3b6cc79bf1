/* SPDX-License-Identifier: Apache-2.0 */
/* Going through the inputs: opening, loading the model once it is needed, counting what went well. */
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "inputs.h"
#include "message.h"
#include "output.h"
#include "pool.h"
#include "progress.h"

enum { THREADS_MAX = 1024 };

typedef struct input_run {
    const cli_arguments *arguments;
    const cli_task *task;
    hearsay_reader_settings reader;
    hearsay_model *model;
    cli_pool *pool;
    uint64_t before; /* bytes of the inputs before this one */
    bool broken;     /* nothing can be read any more */
    /* These belong to the delivery. */
    cli_output output;
    cli_progress progress;
    bool to_terminal;
    size_t read, failed;
    bool stuck; /* what is read can't be stored any more */
} input_run;

/* --- One story, in a thread ------------------------------------------------------------------ */

static bool add_output(void *data, const char *bytes, size_t size) {
    cli_job *job = data;
    if (size == 0) return true; /* a story may come to nothing, as one without rows for CSV */
    if (size > job->output_capacity - job->output_size) {
        if (size > SIZE_MAX / 2 - job->output_size) return false;
        size_t capacity = (job->output_size + size) * 2;
        char *longer = realloc(job->output, capacity);
        if (longer == NULL) return false;
        job->output = longer;
        job->output_capacity = capacity;
    }
    memcpy(job->output + job->output_size, bytes, size);
    job->output_size += size;
    return true;
}

/* A story in another language comes out without attributions. Who gathers the output in a file should hear of it. */
static void add_language_warning(cli_job *job) {
    hearsay_string language = hearsay_story_language(job->story), place = hearsay_story_place(job->story);
    bool english = language.size == 2 && memcmp(language.data, "en", 2) == 0;
    bool unknown = language.size == 3 && memcmp(language.data, "und", 3) == 0;
    if (english || unknown) return;
    for (size_t i = 0; i < hearsay_story_warning_count(job->story); i++) {
        hearsay_string warning = hearsay_story_warning(job->story, i);
        cli_message_add(&job->messages, "%.*s: %.*s", (int)place.size, place.data, (int)warning.size, warning.data);
    }
}

static void work(void *data, hearsay_worker *worker, cli_job *job) {
    input_run *run = data;
    hearsay_error error = {.status = HEARSAY_OK};
    hearsay_status status = hearsay_record_read(job->record, &job->story, &error);
    hearsay_record_free(&job->record);
    if (status != HEARSAY_OK) {
        job->failed = true;
        cli_message_add(&job->messages, "%s", error.message);
        return;
    }
    status = run->task->run(run->task->data, worker, job->story, add_output, job, &error);
    if (status == HEARSAY_OK) {
        if (run->task->needs_model) add_language_warning(job);
        return;
    }
    job->failed = true;
    /* The sink refuses only where it has no memory. */
    if (status == HEARSAY_ERROR_IO) (void)snprintf(error.message, sizeof error.message, "out of memory");
    hearsay_string place = hearsay_story_place(job->story);
    bool named = place.size > 0 && memmem(error.message, strlen(error.message), place.data, place.size) != NULL;
    if (named)
        cli_message_add(&job->messages, "%s", error.message);
    else
        cli_message_add(&job->messages, "%.*s: %s", (int)place.size, place.data, error.message);
}

/* --- Delivery, in order ------------------------------------------------------------------------ */

static bool to_output(void *data, const char *bytes, size_t size) {
    return cli_output_write(data, bytes, size);
}

static bool print(input_run *run, const cli_job *job) {
    const cli_task *task = run->task;
    if (run->read == 0 && task->head != NULL && !task->head(task->data, to_output, &run->output)) return false;
    if (run->read > 0 && task->blank_line && !cli_output_text(&run->output, "\n")) return false;
    return cli_output_write(&run->output, job->output, job->output_size);
}

/* false: the story could not be stored, which has been said. */
static bool store(input_run *run, const cli_job *job) {
    hearsay_error error;
    hearsay_string output = {job->output, job->output_size};
    hearsay_status status = run->task->store(run->task->data, job->story, output, &error);
    if (status == HEARSAY_OK) return true;
    cli_progress_hide(&run->progress);
    cli_complain("%s", error.message);
    run->failed++;
    run->stuck = status != HEARSAY_ERROR_INPUT;
    return false;
}

static bool deliver(void *data, cli_job *job) {
    input_run *run = data;
    if (run->to_terminal || job->messages != NULL) cli_progress_hide(&run->progress);
    if (job->messages != NULL) cli_message_print(job->messages);
    if (job->failed) {
        run->failed++;
        return true;
    }
    if (run->task->store != NULL && !store(run, job)) return !run->stuck;
    bool written = run->task->store != NULL || print(run, job);
    run->read++;
    cli_progress_step(&run->progress, job->position);
    return written;
}

/* --- Inputs ------------------------------------------------------------------------------------- */

/* A failure stands in the order of the stories like any of them. `name` is NULL where the sentence names the input. */
static void add_failure(input_run *run, const char *name, const char *sentence) {
    cli_job job = {.failed = true};
    cli_message_add(&job.messages, "%s%s%s", name == NULL ? "" : name, name == NULL ? "" : ": ", sentence);
    hearsay_error error;
    (void)cli_pool_add(run->pool, &job, &error);
}

static bool have_model(input_run *run) {
    if (!run->task->needs_model || run->model != NULL) return true;
    hearsay_error error;
    if (hearsay_model_load(run->arguments->values[CLI_OPTION_MODEL], NULL, &run->model, &error) == HEARSAY_OK) {
        cli_pool_use_model(run->pool, run->model);
        return true;
    }
    add_failure(run, NULL, error.message);
    run->broken = true;
    return false;
}

static void add_record(input_run *run, hearsay_reader *reader, hearsay_record *record) {
    cli_job job = {.record = record};
    if (!have_model(run)) {
        hearsay_record_free(&job.record);
        return;
    }
    uint64_t done, total;
    hearsay_reader_progress(reader, &done, &total);
    job.position = run->before + done;
    hearsay_error error;
    if (cli_pool_add(run->pool, &job, &error) == HEARSAY_OK) return;
    add_failure(run, NULL, error.message);
    run->broken = true;
}

static void take_records(input_run *run, const char *path, hearsay_reader *reader) {
    bool empty = true;
    while (!run->broken && !cli_pool_stopped(run->pool)) {
        hearsay_record *record;
        hearsay_error error;
        hearsay_status status = hearsay_reader_take(reader, &record, &error);
        if (status == HEARSAY_END) {
            if (empty) add_failure(run, path, "there is no story in it");
            return;
        }
        empty = false;
        if (status == HEARSAY_OK) {
            add_record(run, reader, record);
            continue;
        }
        add_failure(run, NULL, error.message);
        if (status != HEARSAY_ERROR_INPUT && status != HEARSAY_ERROR_LIMIT) return;
    }
}

static void read_input(input_run *run, const char *path) {
    hearsay_reader *reader;
    hearsay_error error;
    if (hearsay_reader_open(path, &run->reader, &reader, &error) != HEARSAY_OK) {
        add_failure(run, NULL, error.message);
        return;
    }
    take_records(run, path, reader);
    uint64_t done, total;
    hearsay_reader_progress(reader, &done, &total);
    run->before += total > 0 ? total : done;
    hearsay_reader_close(&reader);
}

/* Bytes of all inputs; 0 where one of them is no plain file. */
static uint64_t total_size(const cli_arguments *arguments) {
    uint64_t total = 0;
    for (size_t i = 0; i < arguments->operand_count; i++) {
        struct stat status;
        if (strcmp(arguments->operands[i], "-") == 0) return 0;
        if (stat(arguments->operands[i], &status) != 0) continue;
        if (!S_ISREG(status.st_mode)) return 0;
        total += (uint64_t)status.st_size;
    }
    return total;
}

/* The processors that this process may use. */
static unsigned processors(void) {
    cpu_set_t set;
    long count = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? 1 : count > THREADS_MAX ? THREADS_MAX : (unsigned)count;
}

static int exit_code(const input_run *run, bool written) {
    if (!written || run->stuck) return CLI_EXIT_FAILURE;
    if (run->output.closed) return CLI_EXIT_OK;
    if (run->read == 0) return CLI_EXIT_FAILURE;
    return run->failed > 0 || run->broken ? CLI_EXIT_SOME : CLI_EXIT_OK;
}

int cli_inputs_run(const cli_arguments *arguments, const cli_task *task) {
    input_run run = {.arguments = arguments, .task = task, .to_terminal = isatty(STDOUT_FILENO) == 1};
    unsigned threads;
    if (!cli_options_date(arguments, CLI_OPTION_DATE)) return CLI_EXIT_FAILURE;
    if (!cli_options_number(arguments, CLI_OPTION_THREADS, 1, THREADS_MAX, processors(), &threads))
        return CLI_EXIT_FAILURE;
    if (arguments->operand_count == 0 && isatty(STDIN_FILENO) == 1) {
        cli_complain("%s needs a FILE, or - for standard input; `hearsay help %s` says more", arguments->command->name,
                     arguments->command->name);
        return CLI_EXIT_FAILURE;
    }
    hearsay_reader_defaults(&run.reader);
    run.reader.date = arguments->values[CLI_OPTION_DATE];
    run.reader.outlet = arguments->values[CLI_OPTION_OUTLET];
    run.reader.input = cli_options_input(arguments);
    run.reader.allow_private = arguments->values[CLI_OPTION_ALLOW_PRIVATE] != NULL;
    cli_pool_settings settings = {.threads = threads, .work = work, .deliver = deliver, .data = &run};
    run.pool = cli_pool_new(&settings);
    if (run.pool == NULL) {
        cli_complain("out of memory");
        return CLI_EXIT_FAILURE;
    }
    cli_progress_begin(&run.progress, total_size(arguments));
    if (arguments->operand_count == 0) read_input(&run, "-");
    for (size_t i = 0; i < arguments->operand_count && !run.broken && !cli_pool_stopped(run.pool); i++)
        read_input(&run, arguments->operands[i]);
    cli_pool_finish(run.pool);
    cli_progress_hide(&run.progress);
    hearsay_model_free(&run.model);
    return exit_code(&run, cli_output_finish(&run.output));
}
