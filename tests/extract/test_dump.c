/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "made.h"

static void assert_dumped(const made_words *made, hsy_attribution *item, const char *wanted) {
    const hsy_attributions all = {.tokens = made->tokens, .items = item, .count = 1};
    hsy_buffer out;
    hsy_buffer_init(&out, NULL);
    hsy_extract_dump(&all, &out);
    char *text = malloc(out.size + 1);
    assert_non_null(text);
    memcpy(text, out.data, out.size);
    text[out.size] = '\0';
    assert_string_equal(text, wanted);
    free(text);
    hsy_buffer_free(&out);
}

static void an_attribution_is_shown_with_what_its_confidence_is_made_from(void **state) {
    (void)state;
    made_words made;
    made_read(&made, "“It holds,” Nora Hale said.");
    hsy_words content = made_find(&made, "“It holds,”");
    hsy_attribution item = {
        .source = made_find(&made, "Nora Hale"),
        .cue = made_find(&made, "said"),
        .content = &content,
        .content_count = 1,
        .inside = SIZE_MAX,
        .type = HEARSAY_DIRECT,
        .evidence = {.cue = 0.9F, .source = 0.25F, .content = 0.5F, .link = 0.95F, .has_source = true, .direct = true},
        .confidence = 0.12345F,
    };
    assert_dumped(&made, &item,
                  "{\"id\": \"made\", \"attributions\": [{\"source\": [\"Nora Hale\"], \"cue\": [\"said\"], "
                  "\"content\": [\"“It holds,”\"], \"inside\": null, \"type\": \"direct\", "
                  "\"evidence\": {\"cue\": 2.1972, \"source\": -1.0986, \"content\": 0.0000, \"link\": 2.9444, "
                  "\"no_source\": 0.0000, \"direct\": 1.0000, \"nested\": 0.0000}, \"confidence\": 0.1235}]}\n");
    made_free(&made);
}

static void the_speech_of_a_transcript_has_no_evidence(void **state) {
    (void)state;
    made_words made;
    made_read(&made, "LEE: It holds.");
    hsy_words content = made_find(&made, "It holds");
    hsy_attribution item = {
        .source = made_find(&made, "LEE"),
        .content = &content,
        .content_count = 1,
        .labelled = true,
        .inside = 3,
        .type = HEARSAY_INDIRECT,
        .confidence = 0.9F,
    };
    assert_dumped(&made, &item,
                  "{\"id\": \"made\", \"attributions\": [{\"source\": [\"LEE\"], \"cue\": [], "
                  "\"content\": [\"It holds\"], \"inside\": 3, \"type\": \"indirect\", \"evidence\": null, "
                  "\"confidence\": 0.9000}]}\n");
    made_free(&made);
}

static void a_confidence_that_is_no_number_is_null(void **state) {
    (void)state;
    made_words made;
    made_read(&made, "LEE: It holds.");
    hsy_words content = made_find(&made, "It holds");
    hsy_attribution item = {
        .content = &content, .content_count = 1, .labelled = true, .inside = SIZE_MAX, .confidence = NAN};
    assert_dumped(&made, &item,
                  "{\"id\": \"made\", \"attributions\": [{\"source\": [], \"cue\": [], \"content\": [\"It holds\"], "
                  "\"inside\": null, \"type\": \"direct\", \"evidence\": null, \"confidence\": null}]}\n");
    made_free(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_attribution_is_shown_with_what_its_confidence_is_made_from),
        cmocka_unit_test(the_speech_of_a_transcript_has_no_evidence),
        cmocka_unit_test(a_confidence_that_is_no_number_is_null),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
