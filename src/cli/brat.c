/* SPDX-License-Identifier: Apache-2.0 */
/* The folder for brat. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "brat.h"
#include "file_name.h"
#include "message.h"

static const char annotation_conf[] = "[entities]\n"
                                      "Source\n"
                                      "Cue\n"
                                      "Content\n"
                                      "\n"
                                      "[relations]\n"
                                      "Source-of\tArg1:Source, Arg2:Content|Cue\n"
                                      "Cue-of\tArg1:Cue, Arg2:Content\n"
                                      "Inside\tArg1:<ENTITY>, Arg2:Content\n"
                                      "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>\n"
                                      "\n"
                                      "[events]\n"
                                      "\n"
                                      "[attributes]\n"
                                      "Type\tArg:<ENTITY>, Value:direct|indirect|mixed\n"
                                      "Stance\tArg:<ENTITY>, Value:says|claims|alleges|denies|confirms|admits|asks|"
                                      "promises|believes|wants|reports|declines\n"
                                      "Hedged\tArg:<ENTITY>\n"
                                      "Negated\tArg:<ENTITY>\n"
                                      "Kind\tArg:<ENTITY>, Value:person|organization|outlet|document|group|none\n"
                                      "Named\tArg:<ENTITY>\n"
                                      "Anonymous\tArg:<ENTITY>\n"
                                      "Gender\tArg:<ENTITY>, Value:female|male|unknown\n";

static const char visual_conf[] = "[labels]\n"
                                  "Source | Source | S\n"
                                  "Cue | Cue | C\n"
                                  "Content | Content | Co\n"
                                  "Source-of | source of | source\n"
                                  "Cue-of | cue of | cue\n"
                                  "Inside | inside | in\n"
                                  "\n"
                                  "[drawing]\n"
                                  "SPAN_DEFAULT\tfgColor:black, bgColor:lightgray, borderColor:darken\n"
                                  "Source\tbgColor:#a5d8e6\n"
                                  "Cue\tbgColor:#f5dd90\n"
                                  "Content\tbgColor:#b5dfb0\n"
                                  "ARC_DEFAULT\tcolor:black, dashArray:-, arrowHead:triangle-5\n"
                                  "Inside\tdashArray:3-3\n"
                                  "ATTRIBUTE_DEFAULT\tglyph:*\n"
                                  "Type\tglyph:D|I|M, position:right\n"
                                  "Negated\tglyph:NOT, position:left\n"
                                  "Anonymous\tglyph:?, position:left\n";

/* --- Files ------------------------------------------------------------------------------------ */

static bool write_all(int file, hearsay_string bytes) {
    while (bytes.size > 0) {
        ssize_t written = write(file, bytes.data, bytes.size);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes.data += written;
        bytes.size -= (size_t)written;
    }
    return true;
}

/* Makes a file that is not there yet. 0, or errno; nothing is left of a file that could not be written. */
static int make_file(int folder, const char *name, hearsay_string bytes) {
    int file = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file < 0) return errno;
    int error = write_all(file, bytes) ? 0 : errno;
    /* Some file systems tell of a full disk only here. */
    if (close(file) != 0 && error == 0) error = errno;
    if (error != 0) (void)unlinkat(folder, name, 0);
    return error;
}

/* --- The folder -------------------------------------------------------------------------------- */

static bool make_configuration(const cli_brat *brat, const char *name, const char *text) {
    int error = make_file(brat->folder, name, (hearsay_string){text, strlen(text)});
    if (error == 0 || error == EEXIST) return true;
    cli_complain("%s/%s: %s", brat->path, name, strerror(error));
    return false;
}

bool cli_brat_open(cli_brat *brat, const char *path) {
    *brat = (cli_brat){.path = path, .folder = -1};
    if (mkdir(path, 0777) == 0 || errno == EEXIST) brat->folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (brat->folder < 0) {
        cli_complain("%s: %s", path, strerror(errno));
        return false;
    }
    if (make_configuration(brat, "annotation.conf", annotation_conf) &&
        make_configuration(brat, "visual.conf", visual_conf))
        return true;
    cli_brat_close(brat);
    return false;
}

void cli_brat_close(cli_brat *brat) {
    if (brat->folder >= 0) (void)close(brat->folder);
    brat->folder = -1;
}

static hearsay_status fail(const cli_brat *brat, const char *name, int number, hearsay_error *error) {
    error->status = number == EEXIST ? HEARSAY_ERROR_INPUT : HEARSAY_ERROR_IO;
    (void)snprintf(error->message, sizeof error->message, "%s/%s: %s", brat->path, name,
                   number == EEXIST ? "is there already, and is left as it is" : strerror(number));
    return error->status;
}

hearsay_status cli_brat_store(const cli_brat *brat, const hearsay_story *story, hearsay_string annotations,
                              hearsay_error *error) {
    char name[CLI_FILE_NAME_SIZE], text_name[CLI_FILE_NAME_SIZE + 4], ann_name[CLI_FILE_NAME_SIZE + 4];
    hearsay_string id = hearsay_story_id(story);
    cli_file_name(id.data, id.size, name);
    (void)snprintf(text_name, sizeof text_name, "%s.txt", name);
    (void)snprintf(ann_name, sizeof ann_name, "%s.ann", name);
    int number = make_file(brat->folder, text_name, hearsay_story_text(story));
    if (number != 0) return fail(brat, text_name, number, error);
    number = make_file(brat->folder, ann_name, annotations);
    if (number == 0) return HEARSAY_OK;
    (void)unlinkat(brat->folder, text_name, 0);
    return fail(brat, ann_name, number, error);
}
