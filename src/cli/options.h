/* SPDX-License-Identifier: Apache-2.0 */
/* One table of options a command, which feeds the parser, `--help` and the man pages. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "hearsay/hearsay.h"

typedef enum cli_option_id {
    CLI_OPTION_ALLOW_PRIVATE,
    CLI_OPTION_COLOUR,
    CLI_OPTION_DATE,
    CLI_OPTION_FORCE,
    CLI_OPTION_FORMAT,
    CLI_OPTION_HELP,
    CLI_OPTION_INPUT,
    CLI_OPTION_MIN_CONFIDENCE,
    CLI_OPTION_MODEL,
    CLI_OPTION_OUTLET,
    CLI_OPTION_OUTPUT,
    CLI_OPTION_STAGE,
    CLI_OPTION_THREADS,
    CLI_OPTION_WIDTH,
    CLI_OPTION_COUNT
} cli_option_id;

typedef struct cli_option {
    const char *name;           /* without its dashes */
    const char *value;          /* what stands for its value in the help; NULL: it takes none */
    const char *const *choices; /* the values allowed, a NULL behind the last; NULL: any */
    const char *help;           /* sentences */
    cli_option_id id;
    char letter; /* of its short form, or 0 */
} cli_option;

/* Entries that several commands have. */
extern const char *const cli_input_formats[];
#define CLI_ENTRY_INPUT                                                                                                \
    {                                                                                                                  \
        .id = CLI_OPTION_INPUT, .name = "input", .value = "FORMAT", .choices = cli_input_formats,                      \
        .help = "What the inputs are, where their first bytes mislead: text, html, json (JSON Lines, an object or a "  \
                "list), feed (RSS or Atom) or warc. Without it, each input is recognised by its content."              \
    }
#define CLI_ENTRY_ALLOW_PRIVATE                                                                                        \
    {                                                                                                                  \
        .id = CLI_OPTION_ALLOW_PRIVATE, .name = "allow-private",                                                       \
        .help = "Fetch addresses of this machine and of private networks too, and use the proxy that the environment " \
                "names. Without it they are refused, also where a public address leads to them."                       \
    }
#define CLI_ENTRY_DATE                                                                                                 \
    {                                                                                                                  \
        .id = CLI_OPTION_DATE, .name = "date", .value = "DATE",                                                        \
        .help =                                                                                                        \
            "When the stories were published, for those that don't say so themselves: YYYY, YYYY-MM or YYYY-MM-DD."    \
    }
#define CLI_ENTRY_OUTLET                                                                                               \
    {                                                                                                                  \
        .id = CLI_OPTION_OUTLET, .name = "outlet", .value = "NAME",                                                    \
        .help = "Who published the stories, for those that don't say so themselves."                                   \
    }
#define CLI_ENTRY_MODEL                                                                                                \
    {                                                                                                                  \
        .id = CLI_OPTION_MODEL, .name = "model", .value = "DIR",                                                       \
        .help =                                                                                                        \
            "The folder that holds the model. Without it, the folder that the environment's HEARSAY_MODEL names, the " \
            "one that was installed and the one of the source tree are tried, in this order."                          \
    }
#define CLI_ENTRY_THREADS                                                                                              \
    {                                                                                                                  \
        .id = CLI_OPTION_THREADS, .name = "threads", .value = "N",                                                     \
        .help =                                                                                                        \
            "How many stories are read at the same time. Without it, as many as there are processors. The output is "  \
            "the same, and in the same order, for any number."                                                         \
    }
#define CLI_ENTRY_HELP                                                                                                 \
    { .id = CLI_OPTION_HELP, .name = "help", .letter = 'h', .help = "Print this help." }

typedef struct cli_command cli_command;

typedef struct cli_arguments {
    const cli_command *command;
    const char *values[CLI_OPTION_COUNT]; /* NULL: not given; "" for one that takes no value */
    char **operands;
    size_t operand_count;
} cli_arguments;

/* Parses what follows the command's name; moves the operands to the front of `words`. false: an error, which has been
 * printed. Options are --name=value or --name value, "--" ends them; of one given twice the last counts. */
bool cli_options_parse(const cli_command *command, char **words, size_t count, cli_arguments *arguments);

/* The whole number that an option gives, in [low, high], or `otherwise`. false: printed. */
bool cli_options_number(const cli_arguments *arguments, cli_option_id id, unsigned low, unsigned high,
                        unsigned otherwise, unsigned *number);

/* What --input says. */
hearsay_input cli_options_input(const cli_arguments *arguments);

/* The number from 0 to 1 that an option gives, or 0. Its point is a point in every locale. false: printed. */
bool cli_options_fraction(const cli_arguments *arguments, cli_option_id id, double *number);

/* Whether an option is absent or a date: YYYY, YYYY-MM or YYYY-MM-DD, a day that the calendar has. false: printed. */
bool cli_options_date(const cli_arguments *arguments, cli_option_id id);

#endif
