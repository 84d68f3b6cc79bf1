/* SPDX-License-Identifier: Apache-2.0 */
/* The program's commands and exit codes. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "options.h"

/* What the program's exit code says. */
enum cli_exit {
    CLI_EXIT_OK = 0,     /* all was read; also where the reader of the output has gone away */
    CLI_EXIT_SOME = 1,   /* some inputs failed, the rest was read */
    CLI_EXIT_FAILURE = 2 /* wrong usage, or nothing could be read or written */
};

/* One subcommand: what the parser, `--help` and the man pages need to know. */
struct cli_command {
    const char *name;
    const char *summary;     /* a line, without a full stop */
    const char *operands;    /* "[FILE]..." */
    const char *description; /* paragraphs parted by "\n\n" */
    const cli_option *options;
    size_t option_count;
    const char *examples; /* lines to print as they are */
    const char *exits;    /* likewise */
    int (*run)(const cli_arguments *arguments);
};

extern const cli_command cli_command_read, cli_command_text, cli_command_dump, cli_command_version, cli_command_help;

/* All commands, a NULL behind the last. */
extern const cli_command *const cli_commands[];

/* NULL: there is none of that name. */
const cli_command *cli_command_find(const char *name);

/* Says on standard error that there is no such command, and which may be meant. */
void cli_command_unknown(const char *name);

/* Prints the help of a command, or, for NULL, of the program. Returns the exit code. */
int cli_help_print(const cli_command *command);

#endif
