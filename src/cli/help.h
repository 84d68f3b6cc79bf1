/* SPDX-License-Identifier: Apache-2.0 */
/* What the man pages include. */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include "cli.h"

/* Prints a command's options as an mdoc list. Returns the exit code. */
int cli_help_print_mdoc(const cli_command *command);

#endif
