/* SPDX-License-Identifier: Apache-2.0 */
/* hearsay dump: what one stage hands on to the next. */
#include <string.h>

#include "inputs.h"
#include "message.h"

static const char *const stages[] = {"story", "token", "encoder", "extract", "speaker", NULL};

static const cli_option options[] = {
    {.id = CLI_OPTION_STAGE,
     .name = "stage",
     .value = "STAGE",
     .choices = stages,
     .help = "Whose work to print. story: the text, cleaned and cut into paragraphs. token: sentences, words, "
             "quotations and word pieces. encoder: the words' vectors. extract: the attributions. speaker: mentions, "
             "what each stands for, and who the sources are."},
    CLI_ENTRY_INPUT,
    CLI_ENTRY_DATE,
    CLI_ENTRY_OUTLET,
    CLI_ENTRY_ALLOW_PRIVATE,
    CLI_ENTRY_THREADS,
    CLI_ENTRY_MODEL,
    CLI_ENTRY_HELP,
};

static hearsay_status dump_story(const void *data, hearsay_worker *worker, hearsay_story *story, hearsay_sink sink,
                                 void *sink_data, hearsay_error *error) {
    return hearsay_dump(worker, story, data, sink, sink_data, error);
}

static int run_dump(const cli_arguments *arguments) {
    const char *stage = arguments->values[CLI_OPTION_STAGE];
    if (stage == NULL) {
        cli_complain("dump needs --stage=story, token, encoder, extract or speaker");
        return CLI_EXIT_FAILURE;
    }
    cli_task task = {.run = dump_story, .data = stage, .needs_model = strcmp(stage, "story") != 0};
    return cli_inputs_run(arguments, &task);
}

const cli_command cli_command_dump = {
    .name = "dump",
    .summary = "print what a stage of the reading hands on, as JSON",
    .operands = "--stage=STAGE [FILE]...",
    .description = "A story is read in stages, each of which takes what the one before it hands on. This prints that, "
                   "one line of JSON a story: for those who want to see why a story was read as it was. Inputs are "
                   "those of `hearsay read`.",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .examples = "  hearsay dump --stage=story story.txt\n"
                "  hearsay dump --stage=speaker story.txt | python3 -m json.tool\n",
    .exits = "  0  all stories were read\n"
             "  1  some failed, and the rest was read\n"
             "  2  wrong usage, or nothing could be read or written\n",
    .run = run_dump,
};
