/* SPDX-License-Identifier: Apache-2.0 */
/* Standard output. */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

typedef struct cli_output {
    bool closed; /* its reader has gone away (`| head`): no error, but nothing more to do */
    int error;   /* errno of what went wrong, or 0 */
} cli_output;

/* Writes all at once, past any buffer. false: nothing more can be written. */
bool cli_output_write(cli_output *output, const char *bytes, size_t size);
bool cli_output_text(cli_output *output, const char *text);

/* Tells the system that the output is complete. Complains of an error, now or before. false: there was one. */
bool cli_output_finish(cli_output *output);

#endif
