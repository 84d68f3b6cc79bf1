/* SPDX-License-Identifier: Apache-2.0 */
/* hearsay read: stories in, who said what out. */
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "brat.h"
#include "inputs.h"
#include "message.h"

enum { WIDTH_MIN = 40, WIDTH_MAX = 1000, WIDTH_PIPE = 80, WIDTH_COMFORTABLE = 120 };

static const char *const formats[] = {"terminal", "jsonl", "csv", "brat", NULL};
static const char *const colours[] = {"auto", "always", "never", NULL};

static const cli_option options[] = {
    {.id = CLI_OPTION_FORMAT,
     .name = "format",
     .value = "FORMAT",
     .choices = formats,
     .help =
         "How to print: terminal (the default, wherever the output goes) is the story with source, cue and content "
         "marked, and below it the ledger as a table and the list of sources; jsonl is one line of JSON a story, for "
         "programs; csv is a row an attribution, for spreadsheets; brat is two files a story, ID.txt and ID.ann, for "
         "the annotation tool brat, "
         "and needs --output."},
    {.id = CLI_OPTION_OUTPUT,
     .name = "output",
     .value = "DIR",
     .help = "The folder for --format=brat, made if there is none. A file that is there already is never overwritten: "
             "its story fails. The other formats go to standard output."},
    {.id = CLI_OPTION_MIN_CONFIDENCE,
     .name = "min-confidence",
     .value = "X",
     .help = "Leave out attributions whose confidence is below X, a number from 0 to 1."},
    CLI_ENTRY_INPUT,
    CLI_ENTRY_DATE,
    CLI_ENTRY_OUTLET,
    CLI_ENTRY_ALLOW_PRIVATE,
    {.id = CLI_OPTION_FORCE,
     .name = "force",
     .help = "Read stories that are not in English too. They are otherwise left without attributions, with a warning."},
    CLI_ENTRY_THREADS,
    CLI_ENTRY_MODEL,
    {.id = CLI_OPTION_COLOUR,
     .name = "colour",
     .value = "WHEN",
     .choices = colours,
     .help = "Mark with colours, else with brackets: auto (on a terminal, unless the environment's NO_COLOR is set), "
             "always or never."},
    {.id = CLI_OPTION_WIDTH,
     .name = "width",
     .value = "N",
     .help =
         "Columns to fit the terminal format into, 40 to 1000. Without it, as many as the terminal has, but at most "
         "120; 80 where the output is no terminal."},
    CLI_ENTRY_HELP,
};

typedef struct read_look {
    hearsay_format format;
    hearsay_write_settings settings;
    bool force;
    cli_brat brat;
} read_look;

static hearsay_status read_story(const void *data, hearsay_worker *worker, hearsay_story *story, hearsay_sink sink,
                                 void *sink_data, hearsay_error *error) {
    const read_look *look = data;
    hearsay_status status = hearsay_read(worker, story, look->force, error);
    if (status != HEARSAY_OK) return status;
    return hearsay_write(story, look->format, &look->settings, sink, sink_data, error);
}

static bool write_head(const void *data, hearsay_sink sink, void *sink_data) {
    const read_look *look = data;
    return hearsay_write_head(look->format, sink, sink_data, NULL) == HEARSAY_OK;
}

static hearsay_status store_story(const void *data, const hearsay_story *story, hearsay_string output,
                                  hearsay_error *error) {
    const read_look *look = data;
    return cli_brat_store(&look->brat, story, output, error);
}

static hearsay_format choose_format(const char *name) {
    if (name == NULL || strcmp(name, "terminal") == 0) return HEARSAY_FORMAT_TERMINAL;
    if (strcmp(name, "csv") == 0) return HEARSAY_FORMAT_CSV;
    return strcmp(name, "brat") == 0 ? HEARSAY_FORMAT_BRAT : HEARSAY_FORMAT_JSONL;
}

/* Whether --output goes with the format. false: printed. */
static bool check_output(hearsay_format format, const char *folder) {
    if (format == HEARSAY_FORMAT_BRAT && (folder == NULL || folder[0] == '\0'))
        cli_complain("--format=brat needs a folder for its files: --output=DIR");
    else if (format != HEARSAY_FORMAT_BRAT && folder != NULL)
        cli_complain("--output goes with --format=brat; the other formats are printed: use > FILE");
    else
        return true;
    return false;
}

static bool choose_colour(const char *when) {
    if (when != NULL && strcmp(when, "auto") != 0) return strcmp(when, "always") == 0;
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    if (no_color != NULL && no_color[0] != '\0') return false;
    if (term == NULL || strcmp(term, "dumb") == 0) return false;
    return isatty(STDOUT_FILENO) == 1;
}

/* Lines of more than 120 columns are hard to read, so a wide terminal is not filled unasked. */
static unsigned natural_width(void) {
    struct winsize size;
    if (isatty(STDOUT_FILENO) != 1 || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return WIDTH_PIPE;
    return size.ws_col < WIDTH_MIN ? WIDTH_MIN : size.ws_col > WIDTH_COMFORTABLE ? WIDTH_COMFORTABLE : size.ws_col;
}

static int run_read(const cli_arguments *arguments) {
    read_look look = {
        .format = choose_format(arguments->values[CLI_OPTION_FORMAT]),
        .settings.colour = choose_colour(arguments->values[CLI_OPTION_COLOUR]),
        .force = arguments->values[CLI_OPTION_FORCE] != NULL,
    };
    if (!cli_options_number(arguments, CLI_OPTION_WIDTH, WIDTH_MIN, WIDTH_MAX, natural_width(), &look.settings.width))
        return CLI_EXIT_FAILURE;
    if (!cli_options_fraction(arguments, CLI_OPTION_MIN_CONFIDENCE, &look.settings.min_confidence))
        return CLI_EXIT_FAILURE;
    const char *folder = arguments->values[CLI_OPTION_OUTPUT];
    if (!check_output(look.format, folder)) return CLI_EXIT_FAILURE;
    cli_task task = {.run = read_story,
                     .head = write_head,
                     .data = &look,
                     .needs_model = true,
                     .blank_line = look.format == HEARSAY_FORMAT_TERMINAL};
    if (look.format != HEARSAY_FORMAT_BRAT) return cli_inputs_run(arguments, &task);
    if (!cli_brat_open(&look.brat, folder)) return CLI_EXIT_FAILURE;
    task.store = store_story;
    int code = cli_inputs_run(arguments, &task);
    cli_brat_close(&look.brat);
    return code;
}

const cli_command cli_command_read = {
    .name = "read",
    .summary = "read news stories and print who said what, on whose authority",
    .operands = "[FILE]...",
    .description =
        "Finds every attribution of each story: the source (who says it), the cue (\"told\", \"according to\") and the "
        "content (what is said); and who the source is: its fullest name, its kind, whether it is anonymous and why, "
        "from whom the story has it, and whether it says, claims, denies or declines.\n\n"
        "A FILE is plain text in any encoding (one story), a page in HTML (its article is read), JSON (one object a "
        "line, or a list of them, with \"text\" and, if known, \"id\", \"title\", \"author\", \"date\", \"outlet\" and "
        "\"url\"; ninjs too), a feed (RSS, Atom) or a WARC archive; it is recognised by its content and may be "
        "compressed "
        "with gzip. It may also be an address, https://..., which is fetched. - is standard input, which is also read "
        "where no FILE is given, unless it is a terminal. Stories come out in the order in which they came in, each as "
        "soon as it is read.",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .examples = "  hearsay read story.txt\n"
                "  hearsay read page.html\n"
                "  hearsay read https://example.com/news/2016/dam.html\n"
                "  zcat archive.jsonl.gz | hearsay read --format=jsonl --outlet=\"Dial Weekly\" - > ledger.jsonl\n"
                "  hearsay read --format=csv --min-confidence=0.8 archive.jsonl > ledger.csv\n"
                "  hearsay read --format=brat --output=ledger archive.jsonl\n",
    .exits = "  0  all stories were read\n"
             "  1  some failed, and the rest was read\n"
             "  2  wrong usage, or nothing could be read or written\n",
    .run = run_read,
};
