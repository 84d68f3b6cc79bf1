/* SPDX-License-Identifier: Apache-2.0 */
/* A line on the terminal that says how far the reading has come. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

typedef struct cli_progress {
    bool on, shown;
    uint64_t total; /* bytes of all inputs; 0: not known */
    uint64_t stories;
    double started, drawn; /* seconds of a clock */
} cli_progress;

/* Nothing is ever shown where standard error is no terminal. */
void cli_progress_begin(cli_progress *progress, uint64_t total);

/* One more story, which ends at `position` of the inputs. */
void cli_progress_step(cli_progress *progress, uint64_t position);

/* Takes the line away, before something else is written to the terminal or at the end. */
void cli_progress_hide(cli_progress *progress);

#endif
