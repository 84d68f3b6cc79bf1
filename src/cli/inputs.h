/* SPDX-License-Identifier: Apache-2.0 */
/* What `read` and `dump` share: going through the inputs, story by story. */
#ifndef CLI_INPUTS_H
#define CLI_INPUTS_H

#include "cli.h"
#include "hearsay/hearsay.h"

/* What is to be done with every story. */
typedef struct cli_task {
    /* Writes to `sink` what becomes of the story. Called by several threads at once. */
    hearsay_status (*run)(const void *data, hearsay_worker *worker, hearsay_story *story, hearsay_sink sink,
                          void *sink_data, hearsay_error *error);
    /* Writes what stands before the first story, or NULL. false: the sink refused. */
    bool (*head)(const void *data, hearsay_sink sink, void *sink_data);
    /* Takes what `run` has written of a story, which else goes to standard output, or NULL. Called in the order of the
     * stories. HEARSAY_ERROR_INPUT: this story failed; any other error: nothing more can be written. */
    hearsay_status (*store)(const void *data, const hearsay_story *story, hearsay_string output, hearsay_error *error);
    const void *data;
    bool needs_model; /* else `worker` is NULL */
    bool blank_line;  /* between two stories */
} cli_task;

/* Does `task` for the stories of all operands, or of standard input where there is none, by the options --date,
 * --outlet, --model and --threads. Returns the exit code. */
int cli_inputs_run(const cli_arguments *arguments, const cli_task *task);

#endif
