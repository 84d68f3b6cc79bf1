/* SPDX-License-Identifier: Apache-2.0 */
/* The program `hearsay`: finds the command and hands it what follows. */
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "cli.h"
#include "hearsay/hearsay.h"
#include "help.h"
#include "message.h"
#include "output.h"
#include "suggest.h"

const cli_command *const cli_commands[] = {
    &cli_command_read, &cli_command_text, &cli_command_dump, &cli_command_version, &cli_command_help, NULL,
};

const cli_command *cli_command_find(const char *name) {
    for (size_t i = 0; cli_commands[i] != NULL; i++)
        if (strcmp(cli_commands[i]->name, name) == 0) return cli_commands[i];
    return NULL;
}

void cli_command_unknown(const char *name) {
    cli_suggestion nearest = cli_suggest_for(name, strlen(name));
    for (size_t i = 0; cli_commands[i] != NULL; i++)
        cli_suggest_try(&nearest, cli_commands[i]->name);
    if (nearest.best != NULL)
        cli_complain("there is no command '%s'; did you mean %s?", name, nearest.best);
    else if (strcmp(name, "-") == 0 || access(name, F_OK) == 0)
        cli_complain("there is no command '%s'; to read that file: hearsay read %s", name, name);
    else
        cli_complain("there is no command '%s'; `hearsay help` lists them", name);
}

static int print_version(void) {
    cli_output output = {.closed = false};
    cli_output_text(&output, "hearsay ");
    cli_output_text(&output, hearsay_version());
    cli_output_text(&output, "\n");
    return cli_output_finish(&output) ? CLI_EXIT_OK : CLI_EXIT_FAILURE;
}

/* For the build of the man pages; not in the help. */
static int print_mdoc(const char *name) {
    const cli_command *command = name == NULL ? NULL : cli_command_find(name);
    if (command != NULL) return cli_help_print_mdoc(command);
    cli_complain("--options-mdoc needs the name of a command");
    return CLI_EXIT_FAILURE;
}

static int run_command(const cli_command *command, char **words, size_t count) {
    cli_arguments arguments;
    if (!cli_options_parse(command, words, count, &arguments)) return CLI_EXIT_FAILURE;
    if (arguments.values[CLI_OPTION_HELP] != NULL) return cli_help_print(command);
    return command->run(&arguments);
}

/* An option in the place of the command. */
static int run_option(const char *option, const char *next) {
    if (strcmp(option, "-h") == 0 || strcmp(option, "--help") == 0) return cli_help_print(NULL);
    if (strcmp(option, "--version") == 0) return print_version();
    if (strcmp(option, "--options-mdoc") == 0) return print_mdoc(next);
    cli_complain("options stand behind a command: hearsay COMMAND %s; `hearsay help` lists the commands", option);
    return CLI_EXIT_FAILURE;
}

/* A standard stream that the caller closed is opened on /dev/null in the wrong direction: using it stays an error, and
 * no input gets its number. */
static void hold_standard_streams(void) {
    static const int modes[3] = {O_WRONLY, O_RDONLY, O_RDONLY};
    for (int stream = 0; stream < 3; stream++)
        if (fcntl(stream, F_GETFD) == -1 && open("/dev/null", modes[stream]) == -1) return;
}

/* What a story has freed, the next one needs: it is not given to the system and fetched again each time. */
static void keep_freed_memory(void) {
#ifdef __GLIBC__
    enum { KEPT = 64 << 20, MAPPED = 32 << 20 };
    (void)mallopt(M_TRIM_THRESHOLD, KEPT);
    (void)mallopt(M_MMAP_THRESHOLD, MAPPED);
#endif
}

int main(int count, char **words) {
    hold_standard_streams();
    keep_freed_memory();
    (void)signal(SIGPIPE, SIG_IGN); /* a closed pipe shows itself when it is written to */
    if (count < 2) {
        cli_complain("a command is needed: read, text, dump, version or help; `hearsay help` says more");
        return CLI_EXIT_FAILURE;
    }
    if (words[1][0] == '-' && words[1][1] != '\0') return run_option(words[1], words[2]);
    const cli_command *command = cli_command_find(words[1]);
    if (command == NULL) {
        cli_command_unknown(words[1]);
        return CLI_EXIT_FAILURE;
    }
    return run_command(command, words + 2, (size_t)count - 2);
}
