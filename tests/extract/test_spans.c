/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "extract/spans.h"
#include "made.h"

static hsy_words with_marks(const made_words *made, const char *phrase) {
    return hsy_spans_with_marks(made->tokens, made_find(made, phrase), 0, (uint32_t)made->tokens->word_count);
}

static void a_quotation_takes_its_marks_and_the_comma_inside_them(void **state) {
    (void)state;
    made_words made;
    made_read(&made, "“The dam will hold,” Whitfield told reporters. “It has held since 1931.”");
    assert_words_equal(&made, with_marks(&made, "The dam will hold"), "“The dam will hold,”");
    assert_words_equal(&made, with_marks(&made, "It has held since 1931"), "“It has held since 1931.”");
    made_free(&made);
}

static void a_content_that_only_ends_in_a_quotation_takes_the_closing_mark(void **state) {
    (void)state;
    made_words made;
    made_read(&made, "Aske said the sport was “in ruins”, and left.");
    assert_words_equal(&made, with_marks(&made, "the sport was “in ruins"), "the sport was “in ruins”");
    made_free(&made);
}

static void a_part_of_a_quotation_takes_only_the_mark_it_touches(void **state) {
    (void)state;
    made_words made;
    made_read(&made, "“The dam will hold and the town will sleep,” she said.");
    assert_words_equal(&made, with_marks(&made, "The dam will hold"), "“The dam will hold");
    assert_words_equal(&made, with_marks(&made, "the town will sleep"), "the town will sleep,”");
    made_free(&made);
}

static void a_content_without_marks_stays_as_it_is(void **state) {
    (void)state;
    made_words made;
    made_read(&made, "The dam will hold, she said. “Sleep well.”");
    assert_words_equal(&made, with_marks(&made, "The dam will hold"), "The dam will hold");
    made_free(&made);
}

static void a_quotation_that_runs_on_keeps_the_full_stop_of_its_paragraph(void **state) {
    (void)state;
    made_words made;
    made_read(&made,
              "Whitfield told the council: “The dam will hold.\n\n“It has held since 1931.”\n\nNobody asked more.");
    assert_words_equal(&made, with_marks(&made, "The dam will hold"), "“The dam will hold.");
    assert_words_equal(&made, with_marks(&made, "It has held since 1931"), "“It has held since 1931.”");
    made_free(&made);
}

static void marks_never_reach_into_a_neighbour(void **state) {
    (void)state;
    made_words made;
    made_read(&made, "“The dam will hold,” she said.");
    hsy_words content = made_find(&made, "The dam will hold");
    hsy_words found = hsy_spans_with_marks(made.tokens, content, content.start, content.end);
    assert_words_equal(&made, found, "The dam will hold");
    made_free(&made);
}

static void a_bracket_opened_in_a_span_is_closed_in_it(void **state) {
    (void)state;
    made_words made;
    made_read(&made, "Gov. Nora Whitfield (R-Vale) said the dam would hold (for now) and left.");
    uint32_t count = (uint32_t)made.tokens->word_count;
    assert_words_equal(&made,
                       hsy_spans_with_bracket(made.tokens, made_find(&made, "Gov. Nora Whitfield (R-Vale"), count),
                       "Gov. Nora Whitfield (R-Vale)");
    assert_words_equal(&made, hsy_spans_with_bracket(made.tokens, made_find(&made, "Gov. Nora Whitfield"), count),
                       "Gov. Nora Whitfield");
    assert_words_equal(&made,
                       hsy_spans_with_bracket(made.tokens, made_find(&made, "the dam would hold (for now)"), count),
                       "the dam would hold (for now)");
    made_free(&made);
}

static hearsay_type type_of(const made_words *made, const char *first, const char *second) {
    hsy_words contents[2] = {made_find(made, first)};
    if (second != NULL) contents[1] = made_find(made, second);
    return hsy_spans_type(made->tokens, contents, second == NULL ? 1 : 2);
}

static void quoted_words_alone_are_direct_speech_and_beside_others_mixed(void **state) {
    (void)state;
    made_words made;
    made_read(&made, "“The dam will hold,” Whitfield said. “Sleep well.” She added that the town was “in safe hands”. "
                     "The mayor agreed that all was well.");
    assert_int_equal(type_of(&made, "“The dam will hold,”", NULL), HEARSAY_DIRECT);
    assert_int_equal(type_of(&made, "“The dam will hold,”", "“Sleep well.”"), HEARSAY_DIRECT);
    assert_int_equal(type_of(&made, "that the town was “in safe hands”", NULL), HEARSAY_MIXED);
    assert_int_equal(type_of(&made, "that all was well", NULL), HEARSAY_INDIRECT);
    made_free(&made);
}

static void tags_become_spans_in_the_order_of_the_text(void **state) {
    (void)state;
    const uint8_t tags[] = {1, 2, 3, 5, 6, 0, 5, 3, 1, 1};
    hsy_arena arena;
    hsy_arena_init(&arena, NULL);
    hsy_role_spans spans;
    assert_int_equal(hsy_spans_from_tags(tags, sizeof tags, &arena, &spans, NULL), HEARSAY_OK);
    assert_int_equal(spans.count[HEARSAY_SOURCE], 3);
    assert_int_equal(spans.count[HEARSAY_CUE], 2);
    assert_int_equal(spans.count[HEARSAY_CONTENT], 2);
    assert_int_equal(spans.items[HEARSAY_SOURCE][0].end, 2);
    assert_int_equal(spans.items[HEARSAY_SOURCE][2].start, 9);
    assert_int_equal(spans.items[HEARSAY_CONTENT][0].start, 3);
    assert_int_equal(spans.items[HEARSAY_CONTENT][0].end, 5);
    assert_int_equal(spans.items[HEARSAY_CONTENT][1].end, 7);
    hsy_arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_quotation_takes_its_marks_and_the_comma_inside_them),
        cmocka_unit_test(a_content_that_only_ends_in_a_quotation_takes_the_closing_mark),
        cmocka_unit_test(a_part_of_a_quotation_takes_only_the_mark_it_touches),
        cmocka_unit_test(a_content_without_marks_stays_as_it_is),
        cmocka_unit_test(a_quotation_that_runs_on_keeps_the_full_stop_of_its_paragraph),
        cmocka_unit_test(marks_never_reach_into_a_neighbour),
        cmocka_unit_test(a_bracket_opened_in_a_span_is_closed_in_it),
        cmocka_unit_test(quoted_words_alone_are_direct_speech_and_beside_others_mixed),
        cmocka_unit_test(tags_become_spans_in_the_order_of_the_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
