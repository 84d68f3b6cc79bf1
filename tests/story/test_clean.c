/* SPDX-License-Identifier: Apache-2.0 */
/* The marks that crawling leaves in a text, and the way back to the text as it was given. */
#include "made.h"

static void test_spaces_of_all_kinds_become_one(void **state) {
    (void)state;
    assert_cleaned("  The   dam\twill \xC2\xA0 hold,\xE2\x80\xAFshe said. ", "The dam will hold, she said.");
}

static void test_what_nobody_sees_is_left_out(void **state) {
    (void)state;
    assert_cleaned("The engi\xC2\xADneer\xE2\x80\x8B said\xEF\xBB\xBF so\x07.", "The engineer said so.");
}

static void test_a_written_out_break_at_a_lines_end_is_a_break(void **state) {
    (void)state;
    assert_cleaned("Inside the dam: what cracked.../n\nThe dam held, she said./n", "Inside the dam: what cracked...\n\n"
                                                                                   "The dam held, she said.");
    assert_cleaned("Will it hold?/nThe dam held, she said.", "Will it hold?\n\nThe dam held, she said.");
    assert_cleaned("Engineer Says No/nIt was safe, she said.", "Engineer Says No\n\nIt was safe, she said.");
    assert_cleaned("“It held.” /n /n “It did.”", "“It held.”\n\n“It did.”");
    assert_cleaned("It held.\\n\\n“It did,” she said.\\r\\nAnd so on.",
                   "It held.\n\n“It did,” she said.\n\nAnd so on.");
    assert_cleaned("It held.<br/>She said so.<p>Twice.</p>", "It held.\n\nShe said so.\n\nTwice.");
}

static void test_a_slash_and_an_n_may_be_meant(void **state) {
    (void)state;
    assert_cleaned("Continue y/n", "Continue y/n");
    assert_cleaned("See https://dial.example/n\nIt held.", "See https://dial.example/n\n\nIt held.");
    assert_cleaned("He and/nor she said so.", "He and/nor she said so.");
    assert_cleaned("It is in /news and /notes.", "It is in /news and /notes.");
    assert_cleaned("The file C:\\news\\temp was lost.", "The file C:\\news\\temp was lost.");
}

static void test_escapes_that_were_written_out_are_undone(void **state) {
    (void)state;
    assert_cleaned("\\\"It held,\\\" she said. It\\u2019s safe\\t now.", "\"It held,\" she said. It’s safe now.");
}

static void test_entities_are_decoded(void **state) {
    (void)state;
    assert_cleaned("&quot;Salt &amp; ash&#8217;s&nbsp;end,&#x201D; she&#39;d say &mdash; &amp;quot;no&amp;quot;.",
                   "\"Salt & ash’s end,” she'd say — \"no\".");
    assert_cleaned("AT&T; R&D at 5 &lt; 6, &bogus; &#0; &#xD800;", "AT&T; R&D at 5 < 6, &bogus; &#0; &#xD800;");
    assert_cleaned("He said &#147;no&#148;.", "He said “no”.");
}

static void test_utf8_that_was_read_as_windows_1252_is_repaired(void **state) {
    (void)state;
    assert_cleaned("â€œThe dam wonâ€™t break,â€\xC2\x9D said JosÃ© â€“ twice.",
                   "“The dam won’t break,” said José – twice.");
    assert_cleaned("It costs Â£5 orÂ\xC2\xA0â‚¬6.", "It costs £5 or €6.");
    assert_cleaned("Ã¢â‚¬Å“NoÃ¢â‚¬Â\xC2\x9D", "“No”");
    assert_cleaned("â€œIt held,â€\xEF\xBF\xBD she said.", "“It held,” she said.");
}

static void test_what_only_looks_broken_is_left_alone(void **state) {
    (void)state;
    assert_cleaned("‘BEYONCÉ’s song,’ said CAFÉ” and « CAFÉ».", "‘BEYONCÉ’s song,’ said CAFÉ” and « CAFÉ».");
    assert_cleaned("â€ and Ã alone, château and São.", "â€ and Ã alone, château and São.");
}

static void test_controls_of_latin_1_are_quotation_marks(void **state) {
    (void)state;
    assert_cleaned("\xC2\x93It held,\xC2\x94 she said. It\xC2\x92s safe.", "“It held,” she said. It’s safe.");
}

static void test_a_lost_character_is_an_apostrophe_where_one_must_stand(void **state) {
    (void)state;
    assert_cleaned("They don\uFFFDt say it\uFFFDs safe, we\uFFFDre told by O\uFFFDMalley\uFFFDs men.",
                   "They don't say it's safe, we're told by O'Malley's men.");
    assert_cleaned("It \uFFFDheld\uFFFD\uFFFD\uFFFD.", "It \"held\".");
    assert_cleaned("Jos\uFFFD Garc\uFFFDa and \uFFFD5 million \uFFFD or so.", "Jos Garca and 5 million or so.");
}

static void test_lost_quotation_marks_are_put_in_by_pairs(void **state) {
    (void)state;
    assert_cleaned("\uFFFDThe dam won\uFFFDt break,\uFFFD she said. \uFFFDIt will not.",
                   "\"The dam won't break,\" she said. "
                   "It will not.");
}

static void test_every_kind_of_line_break_is_one(void **state) {
    (void)state;
    assert_cleaned("One.\rTwo.\r\nThree.\xE2\x80\xA8"
                   "Four.\xE2\x80\xA9"
                   "Five.",
                   "One.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.");
}

static void test_a_span_leads_back_to_the_given_text(void **state) {
    (void)state;
    hsy_story *story = made_of(" It  held /n\nâ€œSalt &amp; ash,â€\xC2\x9D said JosÃ© O\xC2\xADrr\xC2\xA0today.");
    assert_text(story, "It held\n\n“Salt & ash,” said José Orr today.");
    assert_given(story, "It held", "It  held");
    assert_given(story, "“Salt & ash,”", "â€œSalt &amp; ash,â€\xC2\x9D");
    assert_given(story, "&", "&amp;");
    assert_given(story, "t & a", "t &amp; a");
    assert_given(story, "José", "JosÃ©");
    assert_given(story, "Orr", "O\xC2\xADrr");
    assert_given(story, "Orr today", "O\xC2\xADrr\xC2\xA0today");
    assert_given(story, "held\n\n“", "held /n\nâ€œ");
    assert_given(story, "\n\n", "");
    assert_given(story, "", "");
    hsy_story_free(story);
}

static void test_a_text_without_marks_is_one_segment_a_line(void **state) {
    (void)state;
    hsy_story *story = made_of("It held, she said.\n\nIt did.");
    assert_int_equal(story->map_count, 2);
    hsy_span whole = hsy_story_to_given(story, (hsy_span){0, story->text.size});
    assert_int_equal(whole.start, 0);
    assert_int_equal(whole.end, story->given.size);
    hsy_story_free(story);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_spaces_of_all_kinds_become_one),
        cmocka_unit_test(test_what_nobody_sees_is_left_out),
        cmocka_unit_test(test_a_written_out_break_at_a_lines_end_is_a_break),
        cmocka_unit_test(test_a_slash_and_an_n_may_be_meant),
        cmocka_unit_test(test_escapes_that_were_written_out_are_undone),
        cmocka_unit_test(test_entities_are_decoded),
        cmocka_unit_test(test_utf8_that_was_read_as_windows_1252_is_repaired),
        cmocka_unit_test(test_what_only_looks_broken_is_left_alone),
        cmocka_unit_test(test_controls_of_latin_1_are_quotation_marks),
        cmocka_unit_test(test_a_lost_character_is_an_apostrophe_where_one_must_stand),
        cmocka_unit_test(test_lost_quotation_marks_are_put_in_by_pairs),
        cmocka_unit_test(test_every_kind_of_line_break_is_one),
        cmocka_unit_test(test_a_span_leads_back_to_the_given_text),
        cmocka_unit_test(test_a_text_without_marks_is_one_segment_a_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
