/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "extract/transcript.h"
#include "made.h"

static hsy_attribution *read_speech(made_words *made, size_t *count) {
    hsy_attribution *items = NULL;
    assert_int_equal(hsy_transcript_read(made->tokens, &made->story->arena, &items, count, NULL), HEARSAY_OK);
    return items;
}

static void each_label_of_a_transcript_speaks_what_follows_it(void **state) {
    (void)state;
    made_words made;
    made_read(&made, "BREEN: Will the dam hold?\n\nWHITFIELD: It will. It always has.\n\nBREEN: And the town?\n\n"
                     "WHITFIELD: The town can sleep.");
    size_t count;
    hsy_attribution *items = read_speech(&made, &count);
    assert_int_equal(count, 4);
    assert_words_equal(&made, items[0].source, "BREEN");
    assert_words_equal(&made, items[0].content[0], "Will the dam hold?");
    assert_int_equal(items[0].cue.start, items[0].cue.end);
    assert_words_equal(&made, items[1].source, "WHITFIELD");
    assert_words_equal(&made, items[1].content[0], "It will. It always has.");
    assert_int_equal(items[1].type, HEARSAY_INDIRECT);
    made_free(&made);
}

static void an_unlabelled_paragraph_between_labels_is_the_same_speakers(void **state) {
    (void)state;
    made_words made;
    made_read(&made, "Q: Why now?\n\nA: The gates are old.\n\nThey were built by my father.\n\nQ: And the cost?\n\n"
                     "A: Nine million.\n\nThe council meets again on Friday.");
    size_t count;
    hsy_attribution *items = read_speech(&made, &count);
    assert_int_equal(count, 4);
    assert_int_equal(items[1].content_count, 2);
    assert_words_equal(&made, items[1].content[1], "They were built by my father.");
    /* Behind the last label the reporter may speak again. */
    assert_int_equal(items[3].content_count, 1);
    assert_words_equal(&made, items[3].content[0], "Nine million.");
    made_free(&made);
}

static void a_quoted_transcript_has_a_mark_before_each_label(void **state) {
    (void)state;
    made_words made;
    made_read(&made,
              "Partial transcript as follows:\n\n“BREEN: Will the dam hold?\n\n“WHITFIELD: It will.\n\n“(CROSSTALK)\n\n"
              "“BREEN: And the town?\n\n“WHITFIELD: The town can sleep.”");
    size_t count;
    hsy_attribution *items = read_speech(&made, &count);
    assert_int_equal(count, 4);
    assert_words_equal(&made, items[0].source, "BREEN");
    assert_words_equal(&made, items[1].source, "WHITFIELD");
    assert_words_equal(&made, items[1].content[0], "It will.");
    assert_int_equal(items[1].content_count, 1); /* nobody says "crosstalk" */
    made_free(&made);
}

static void a_story_without_labels_has_no_such_speech(void **state) {
    (void)state;
    made_words made;
    made_read(&made, "The verdict: guilty.\n\nThe judge said so on Monday.");
    size_t count;
    read_speech(&made, &count);
    assert_int_equal(count, 0);
    made_free(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_label_of_a_transcript_speaks_what_follows_it),
        cmocka_unit_test(an_unlabelled_paragraph_between_labels_is_the_same_speakers),
        cmocka_unit_test(a_quoted_transcript_has_a_mark_before_each_label),
        cmocka_unit_test(a_story_without_labels_has_no_such_speech),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
