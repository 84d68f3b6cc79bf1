/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "reading.h"

static void a_quotation_has_its_marks_and_what_is_inside(void **state) {
    (void)state;
    assert_states("“It holds,” he said.", "<“ _It _holds _, >” he said .");
    assert_states("He said, \"It holds.\"", "He said , <\" _It _holds _. >\"");
}

static void every_style_of_marks_is_known(void **state) {
    (void)state;
    assert_quotations("„Es hält“, sagte er. «Il tient», dit-elle. »Holt«, rief er. ”Ja”, sa hon. ``Yes,'' he said.",
                      "„Es hält“ | «Il tient» | »Holt« | ”Ja” | ``Yes,''");
}

static void mixed_marks_close_each_other(void **state) {
    (void)state;
    assert_quotations("“It holds,\" he said. \"It does,” she said. “Fine,“ he said.",
                      "“It holds,\" | \"It does,” | “Fine,“");
}

static void single_marks_quote_and_apostrophes_do_not(void **state) {
    (void)state;
    assert_quotations("'We will go,' he said. 'The officials' plan is the town's, isn't it,' she added.",
                      "'We will go,' | 'The officials' plan is the town's, isn't it,'");
    assert_quotations("‘It’s the workers’ dam,’ he said in the ’90s.", "‘It’s the workers’ dam,’");
    assert_quotations("The officials' plan and the Lunds' house are the boys' own.", "");
}

static void a_single_mark_without_a_fellow_is_none(void **state) {
    (void)state;
    assert_quotations("The 'dam held. The town slept.", "");
    assert_states("He told 'em ' no.", "He told 'em ' no .");
}

static void quotations_nest(void **state) {
    (void)state;
    assert_states("“He said ‘no’ twice,” she said.", "<“ _He _said ~‘ ~no ~’ _twice _, >” she said .");
    assert_states("'Why “now”?' he asked.", "<' _Why ~“ ~now ~” _? >' he asked .");
    assert_quotations("“He said ‘they told me “no” today’ and left,” she said.",
                      "“He said ‘they told me “no” today’ and left,”");
    assert_states("''She told me, 'No,''' he said.", "<'' _She _told _me _, ~' ~No ~, ~' >'' he said .");
}

static void a_mark_that_lost_its_space_still_turns_the_right_way(void **state) {
    (void)state;
    assert_quotations("He said \"We go,\"she wrote. \"No\"he said.", "\"We go,\" | \"No\"");
    assert_quotations("He said:\"We go.\" Then—\"no\"—he left (\"at once\").", "\"We go.\" | \"no\" | \"at once\"");
}

static void inches_are_no_marks(void **state) {
    (void)state;
    assert_quotations("The 6'2\" man saw a 30\" screen.", "");
    assert_quotations("\"A 30\" screen fell,\" he said. \"He is 30,\" she said.",
                      "\"A 30\" screen fell,\" | \"He is 30,\"");
}

static void a_quotation_runs_over_paragraphs_that_open_it_again(void **state) {
    (void)state;
    assert_quotations("“One.\n\n“Two.\n\n“Three,” he said.", "“One.\n\n“Two.\n\n“Three,”");
    assert_states("“One.\n\n“Two.”", "<“ _One _. <“ _Two _. >”");
    assert_quotations("The mayor said: 'It's good.\n\n'It's ours,' he said.", "'It's good.\n\n'It's ours,'");
}

static void promo_between_its_paragraphs_does_not_end_it(void **state) {
    (void)state;
    assert_states("“One.\n\nPROMO see “photos\n\n“Two.”", "<“ _One _. <“ _Two _. >”");
}

static void an_unclosed_quotation_ends_with_its_paragraph(void **state) {
    (void)state;
    assert_quotations("“One is lost.\n\nThe town slept. “Two,” he said.", "“One is lost.! | “Two,”");
    assert_quotations("“One.\n\n'Two,' he said.", "“One.! | 'Two,'");
}

static void another_speaker_of_a_transcript_ends_it(void **state) {
    (void)state;
    assert_quotations("“One.\n\nLABEL: “Two.”", "“One.! | “Two.”");
}

static void an_interrupted_quotation_ends_before_its_speaker(void **state) {
    (void)state;
    assert_quotations("“We want this, Mr. Aske said. “We want it now.”", "“We want this,! | “We want it now.”");
    assert_quotations("“It holds, said Nora Whitfield. She left. “It did.”", "“It holds,! | “It did.”");
}

static void an_interrupted_quotation_ends_at_its_last_stop(void **state) {
    (void)state;
    assert_quotations("“It holds. The town slept on and “nobody” woke.", "“It holds.! | “nobody”");
}

static void a_lost_paragraph_border_does_not_break_a_quotation(void **state) {
    (void)state;
    assert_quotations("\"It held. \"It will hold. \"It must,\" he said.", "\"It held. \"It will hold. \"It must,\"");
}

static void a_quoted_story_keeps_its_own_quotations(void **state) {
    (void)state;
    assert_quotations("\"The mayor called it “a jewel” on Monday,\" wrote Dial.",
                      "\"The mayor called it “a jewel” on Monday,\"");
}

static void a_closing_mark_alone_changes_nothing(void **state) {
    (void)state;
    assert_states("It holds,” he said.", "It holds , ” he said .");
}

static void a_doubled_mark_counts_once(void **state) {
    (void)state;
    assert_states("““It holds,” he said.", "<“ _“ _It _holds _, >” he said .");
}

static void ten_thousand_marks_end_in_good_time(void **state) {
    (void)state;
    enum { MARKS = 10000 };
    static char text[MARKS * 3 + 1];
    static const char *const glyphs[] = {"\"", "'", "“", "‘", "”", "’", "«", "„", "`", "“ ", "\" ", " '", "“a ", "'s "};
    for (size_t i = 0; i < sizeof glyphs / sizeof *glyphs; i++) {
        size_t size = 0;
        while (size + 8 < sizeof text) {
            strcpy(text + size, glyphs[i]);
            size += strlen(glyphs[i]);
        }
        token_reading reading;
        reading_read(&reading, text, false);
        assert_true(reading.tokens->word_count > 0);
        reading_free(&reading);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_quotation_has_its_marks_and_what_is_inside),
        cmocka_unit_test(every_style_of_marks_is_known),
        cmocka_unit_test(mixed_marks_close_each_other),
        cmocka_unit_test(single_marks_quote_and_apostrophes_do_not),
        cmocka_unit_test(a_single_mark_without_a_fellow_is_none),
        cmocka_unit_test(quotations_nest),
        cmocka_unit_test(a_mark_that_lost_its_space_still_turns_the_right_way),
        cmocka_unit_test(inches_are_no_marks),
        cmocka_unit_test(a_quotation_runs_over_paragraphs_that_open_it_again),
        cmocka_unit_test(promo_between_its_paragraphs_does_not_end_it),
        cmocka_unit_test(an_unclosed_quotation_ends_with_its_paragraph),
        cmocka_unit_test(another_speaker_of_a_transcript_ends_it),
        cmocka_unit_test(an_interrupted_quotation_ends_before_its_speaker),
        cmocka_unit_test(an_interrupted_quotation_ends_at_its_last_stop),
        cmocka_unit_test(a_lost_paragraph_border_does_not_break_a_quotation),
        cmocka_unit_test(a_quoted_story_keeps_its_own_quotations),
        cmocka_unit_test(a_closing_mark_alone_changes_nothing),
        cmocka_unit_test(a_doubled_mark_counts_once),
        cmocka_unit_test(ten_thousand_marks_end_in_good_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
