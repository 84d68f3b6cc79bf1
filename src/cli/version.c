/* SPDX-License-Identifier: Apache-2.0 */
/* hearsay version: of the program and of its model. */
#include <stdio.h>

#include "cli.h"
#include "hearsay/hearsay.h"
#include "message.h"
#include "output.h"

static const cli_option options[] = {CLI_ENTRY_MODEL, CLI_ENTRY_HELP};

static void print_model(cli_output *output, const hearsay_model *model) {
    char hash[HEARSAY_HASH_SIZE];
    hearsay_model_hash(model, hash);
    cli_output_text(output, "model:  ");
    cli_output_text(output, hearsay_model_folder(model));
    cli_output_text(output, "\nsha256: ");
    cli_output_text(output, hash);
    cli_output_text(output, "\n");
}

static int run_version(const cli_arguments *arguments) {
    if (arguments->operand_count > 0) {
        cli_complain("version takes no FILE");
        return CLI_EXIT_FAILURE;
    }
    cli_output output = {.closed = false};
    cli_output_text(&output, "hearsay ");
    cli_output_text(&output, hearsay_version());
    cli_output_text(&output, "\n");
    hearsay_model *model = NULL;
    hearsay_error error;
    bool loaded = hearsay_model_load(arguments->values[CLI_OPTION_MODEL], NULL, &model, &error) == HEARSAY_OK;
    if (loaded)
        print_model(&output, model);
    else
        cli_complain("%s", error.message);
    hearsay_model_free(&model);
    return cli_output_finish(&output) && loaded ? CLI_EXIT_OK : CLI_EXIT_FAILURE;
}

const cli_command cli_command_version = {
    .name = "version",
    .summary = "print the version of the program and of its model",
    .operands = "",
    .description =
        "The model's version is the SHA-256 of its weights, model.safetensors: the same program with the same "
        "model reads the same story in the same way.",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .examples = "  hearsay version\n"
                "  hearsay version --model=model/en\n",
    .exits = "  0  both are there\n"
             "  2  wrong usage, or no model was found that can be used\n",
    .run = run_version,
};
