/* SPDX-License-Identifier: Apache-2.0 */
/* hearsay help, --help, and the OPTIONS of the man pages: all three from the commands' tables. */
#include <stdio.h>
#include <string.h>

#include "cli.h"
#include "help.h"
#include "message.h"
#include "output.h"

enum { WIDTH = 80, OPTION_INDENT = 20, COMMAND_INDENT = 12 };

static void write_blanks(cli_output *output, size_t count) {
    for (size_t i = 0; i < count; i++)
        cli_output_text(output, " ");
}

/* Writes words from `column` on, in lines set in by `indent`; "\n\n" begins a new paragraph. */
static void write_wrapped(cli_output *output, const char *text, size_t column, size_t indent) {
    bool begun = false;
    while (*text != '\0') {
        size_t blanks = strspn(text, " \n"), breaks = 0;
        for (size_t i = 0; i < blanks; i++)
            breaks += text[i] == '\n';
        text += blanks;
        size_t length = strcspn(text, " \n");
        if (length == 0) break;
        bool new_line = begun && (breaks > 1 || column + 1 + length > WIDTH);
        if (new_line) {
            cli_output_text(output, breaks > 1 ? "\n\n" : "\n");
            write_blanks(output, indent);
            column = indent;
        } else if (begun) {
            cli_output_text(output, " ");
            column++;
        }
        cli_output_write(output, text, length);
        column += length;
        text += length;
        begun = true;
    }
    cli_output_text(output, "\n");
}

static void write_entry(cli_output *output, const char *name, const char *text, size_t indent) {
    cli_output_text(output, "  ");
    cli_output_text(output, name);
    size_t column = 2 + strlen(name);
    if (column + 2 > indent) {
        cli_output_text(output, "\n");
        column = 0;
    }
    write_blanks(output, indent - column);
    write_wrapped(output, text, indent, indent);
}

static void write_option(cli_output *output, const cli_option *option) {
    char name[64];
    if (option->letter != '\0')
        (void)snprintf(name, sizeof name, "-%c, --%s", option->letter, option->name);
    else if (option->value != NULL)
        (void)snprintf(name, sizeof name, "--%s=%s", option->name, option->value);
    else
        (void)snprintf(name, sizeof name, "--%s", option->name);
    write_entry(output, name, option->help, OPTION_INDENT);
}

static void write_command(cli_output *output, const cli_command *command) {
    cli_output_text(output, "hearsay ");
    cli_output_text(output, command->name);
    cli_output_text(output, ": ");
    cli_output_text(output, command->summary);
    cli_output_text(output, "\n\nUsage: hearsay ");
    cli_output_text(output, command->name);
    cli_output_text(output, " [OPTION]...");
    if (command->operands[0] != '\0') cli_output_text(output, " ");
    cli_output_text(output, command->operands);
    cli_output_text(output, "\n\n");
    write_wrapped(output, command->description, 0, 0);
    cli_output_text(output, "\nOptions:\n");
    for (size_t i = 0; i < command->option_count; i++)
        write_option(output, &command->options[i]);
    cli_output_text(output, "\nExamples:\n");
    cli_output_text(output, command->examples);
    cli_output_text(output, "\nExit codes:\n");
    cli_output_text(output, command->exits);
}

static void write_program(cli_output *output) {
    cli_output_text(output, "hearsay: reads news and prints who said what, on whose authority\n\n"
                            "Usage: hearsay COMMAND [OPTION]... [FILE]...\n\n"
                            "Commands:\n");
    for (size_t i = 0; cli_commands[i] != NULL; i++)
        write_entry(output, cli_commands[i]->name, cli_commands[i]->summary, COMMAND_INDENT);
    cli_output_text(output, "\nOptions:\n");
    write_entry(output, "-h, --help", "Print this help.", OPTION_INDENT);
    write_entry(output, "--version", "Print the program's version; `hearsay version` prints the model's too.",
                OPTION_INDENT);
    cli_output_text(output, "\nExamples:\n"
                            "  hearsay read story.txt\n"
                            "  hearsay help read\n"
                            "\nExit codes:\n"
                            "  0  all went well\n"
                            "  1  some inputs failed, and the rest was read\n"
                            "  2  wrong usage, or nothing could be read or written\n");
}

int cli_help_print(const cli_command *command) {
    cli_output output = {.closed = false};
    if (command == NULL)
        write_program(&output);
    else
        write_command(&output, command);
    return cli_output_finish(&output) ? CLI_EXIT_OK : CLI_EXIT_FAILURE;
}

/* --- mdoc ----------------------------------------------------------------------------------- */

/* Text for mdoc: a sentence a line, in which a backslash, and a point or an apostrophe at the beginning, mean
 * something. */
static void write_mdoc_text(cli_output *output, const char *text) {
    bool begins = true;
    for (; *text != '\0'; text++) {
        if (begins && (*text == '.' || *text == '\'')) cli_output_text(output, "\\&");
        begins = false;
        if (*text == '\\') {
            cli_output_text(output, "\\e");
        } else if (*text == '.' && text[1] == ' ') {
            cli_output_text(output, ".\n");
            text++;
            begins = true;
        } else {
            cli_output_write(output, text, 1);
        }
    }
    cli_output_text(output, "\n");
}

static void write_mdoc_option(cli_output *output, const cli_option *option) {
    char item[128];
    if (option->letter != '\0')
        (void)snprintf(item, sizeof item, ".It Fl %c , Fl -%s\n", option->letter, option->name);
    else if (option->value != NULL)
        (void)snprintf(item, sizeof item, ".It Fl -%s Ns = Ns Ar %s\n", option->name, option->value);
    else
        (void)snprintf(item, sizeof item, ".It Fl -%s\n", option->name);
    cli_output_text(output, item);
    write_mdoc_text(output, option->help);
}

int cli_help_print_mdoc(const cli_command *command) {
    cli_output output = {.closed = false};
    cli_output_text(&output, ".Bl -tag -width Ds\n");
    for (size_t i = 0; i < command->option_count; i++)
        write_mdoc_option(&output, &command->options[i]);
    cli_output_text(&output, ".El\n");
    return cli_output_finish(&output) ? CLI_EXIT_OK : CLI_EXIT_FAILURE;
}

/* --- The command --------------------------------------------------------------------------------- */

static const cli_option options[] = {CLI_ENTRY_HELP};

static int run_help(const cli_arguments *arguments) {
    if (arguments->operand_count == 0) return cli_help_print(NULL);
    if (arguments->operand_count > 1) {
        cli_complain("help explains one command at a time");
        return CLI_EXIT_FAILURE;
    }
    const cli_command *command = cli_command_find(arguments->operands[0]);
    if (command == NULL) {
        cli_command_unknown(arguments->operands[0]);
        return CLI_EXIT_FAILURE;
    }
    return cli_help_print(command);
}

const cli_command cli_command_help = {
    .name = "help",
    .summary = "explain the program or one of its commands",
    .operands = "[COMMAND]",
    .description = "Without a COMMAND, lists them.",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .examples = "  hearsay help\n"
                "  hearsay help read\n",
    .exits = "  0  the help was printed\n"
             "  2  there is no such command\n",
    .run = run_help,
};
