/* SPDX-License-Identifier: Apache-2.0 */
/* Prints each attribution of the named stories as source, cue and content: read FILE... */
#include <stdio.h>

#include <hearsay/hearsay.h>

static void print_role(const hearsay_story *story, size_t attribution, hearsay_role role, const char *end) {
    const char *text = hearsay_story_text(story).data;
    size_t pieces = hearsay_attribution_span_count(story, attribution, role);
    for (size_t i = 0; i < pieces; i++) {
        hearsay_byte_span span = hearsay_attribution_bytes(story, attribution, role, i);
        printf("%s%.*s", i > 0 ? " ... " : "", (int)(span.end - span.start), text + span.start);
    }
    printf("%s%s", pieces > 0 ? "" : "-", end);
}

int main(int argc, char **argv) {
    hearsay_model *model = NULL;
    hearsay_worker *worker = NULL;
    hearsay_error error = {HEARSAY_OK, ""};
    hearsay_status status = hearsay_model_load(NULL, NULL, &model, &error);
    if (status == HEARSAY_OK) status = hearsay_worker_new(model, &worker, &error);

    for (int i = 1; i < argc && status == HEARSAY_OK; i++) {
        hearsay_reader *reader = NULL;
        hearsay_story *story = NULL;
        status = hearsay_reader_open(argv[i], NULL, &reader, &error);
        while (status == HEARSAY_OK && (status = hearsay_reader_next(reader, &story, &error)) == HEARSAY_OK) {
            status = hearsay_read(worker, story, false, &error);
            for (size_t k = 0; k < hearsay_attribution_count(story); k++) {
                print_role(story, k, HEARSAY_SOURCE, " / ");
                print_role(story, k, HEARSAY_CUE, " / ");
                print_role(story, k, HEARSAY_CONTENT, "\n");
            }
            hearsay_story_free(&story);
        }
        hearsay_reader_close(&reader);
        if (status == HEARSAY_END) status = HEARSAY_OK;
    }

    if (status != HEARSAY_OK) fprintf(stderr, "%s\n", error.message);
    hearsay_worker_free(&worker);
    hearsay_model_free(&model);
    return status == HEARSAY_OK ? 0 : 1;
}
