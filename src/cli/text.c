/* SPDX-License-Identifier: Apache-2.0 */
/* hearsay text: stories in, their text out, without reading who said what. */
#include <string.h>

#include "inputs.h"

static const char *const formats[] = {"text", "json", "jsonl", "markdown", NULL};

static const cli_option options[] = {
    {.id = CLI_OPTION_FORMAT,
     .name = "format",
     .value = "FORMAT",
     .choices = formats,
     .help = "How to print: text (the default) is the body's paragraphs, an empty line between two; json, or jsonl, is "
             "one line of "
             "JSON a story, with title, author, published, modified, outlet, origin, url and language; markdown marks "
             "the headline, headings, quotations and lists."},
    CLI_ENTRY_INPUT,
    CLI_ENTRY_DATE,
    CLI_ENTRY_OUTLET,
    CLI_ENTRY_ALLOW_PRIVATE,
    CLI_ENTRY_THREADS,
    CLI_ENTRY_HELP,
};

static hearsay_status write_story(const void *data, hearsay_worker *worker, hearsay_story *story, hearsay_sink sink,
                                  void *sink_data, hearsay_error *error) {
    const hearsay_format *format = data;
    (void)worker;
    return hearsay_write(story, *format, NULL, sink, sink_data, error);
}

static hearsay_format choose_format(const char *name) {
    if (name == NULL || strcmp(name, "text") == 0) return HEARSAY_FORMAT_TEXT;
    return strcmp(name, "json") == 0 || strcmp(name, "jsonl") == 0 ? HEARSAY_FORMAT_TEXT_JSON : HEARSAY_FORMAT_MARKDOWN;
}

static int run_text(const cli_arguments *arguments) {
    const hearsay_format format = choose_format(arguments->values[CLI_OPTION_FORMAT]);
    cli_task task = {.run = write_story, .data = &format, .blank_line = format != HEARSAY_FORMAT_TEXT_JSON};
    return cli_inputs_run(arguments, &task);
}

const cli_command cli_command_text = {
    .name = "text",
    .summary = "print the text of stories: of a page, the article alone",
    .operands = "[FILE]...",
    .description =
        "Takes the article out of a page, a feed, an archive of the web or a file of JSON: its paragraphs without "
        "headline, byline, captions, navigation, promotion and comments. Of what is taken out of markup it is the "
        "text in which the spans of `hearsay read` count. No model is needed.\n\n"
        "Inputs are those of `hearsay read`.",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .examples = "  hearsay text page.html\n"
                "  hearsay text --format=json crawl.warc.gz > stories.jsonl\n"
                "  hearsay text --format=markdown https://example.com/news/2016/dam.html\n",
    .exits = "  0  all stories were printed\n"
             "  1  some failed, and the rest was printed\n"
             "  2  wrong usage, or nothing could be read or written\n",
    .run = run_text,
};
