/* SPDX-License-Identifier: Apache-2.0 */
/* Promo lines, and paragraphs that only look like some. */
#include "made.h"

/* The kind of `line` between two paragraphs. */
static hsy_paragraph_kind kind_of(const char *line) {
    char text[1024];
    (void)snprintf(text, sizeof text, "It held, she said.\n\n%s\n\nNobody was hurt, she said.", line);
    hsy_story *story = made_of(text);
    assert_int_equal(story->paragraph_count, 3);
    hsy_paragraph_kind kind = story->paragraphs[1].kind;
    hsy_story_free(story);
    return kind;
}

static void assert_all(const char *const *lines, size_t count, hsy_paragraph_kind kind) {
    for (size_t i = 0; i < count; i++)
        if (kind_of(lines[i]) != kind) fail_msg("\"%s\" is of the wrong kind", lines[i]);
}

static void test_labelled_links_are_promo_lines(void **state) {
    (void)state;
    static const char *const lines[] = {
        "PHOTOS: Dams In Danger: 16 Leaks That Rocked The Valley",
        "PHOTOS: They Really Did Say It! 50 Outrageous Engineers",
        "Read more: Five things to know about the dam",
        "READ MORE: ‘It will hold,’ says engineer",
        "RELATED: Who Is Nora Whitfield?",
        "VIDEO: Dam Engineer Says It Will Hold",
        "WATCH: Drone flies over the dam",
        "WATCH – Drone flies over the dam",
        "SEE ALSO | The valley in pictures",
        "Related stories:",
        "More on this story: what the council knew",
    };
    assert_all(lines, sizeof lines / sizeof *lines, HSY_PARAGRAPH_PROMO);
}

static void test_calls_to_click_are_promo_lines(void **state) {
    (void)state;
    static const char *const lines[] = {
        "Click here to read the engineer's letter.",
        "CLICK HERE FOR MORE DAMS",
        "Sign up for our newsletter.",
        "Sign up for the Morning Sluice newsletter",
        "Follow us on Twitter @dialweekly",
        "Follow @dialweekly",
        "Story continues below",
        "Advertisement",
        "ADVERTISEMENT:",
        "(Watch the whole interview below.)",
        "Watch the ad above.",
        "Scroll down for video",
        "Like us on Facebook",
        "> Read more",
    };
    assert_all(lines, sizeof lines / sizeof *lines, HSY_PARAGRAPH_PROMO);
}

static void test_sentences_that_begin_like_promo_lines_are_body(void **state) {
    (void)state;
    static const char *const lines[] = {
        "WATCH: the engineer said she would resign",
        "Watch: “I will resign,” she said",
        "VIDEO: The engineer climbs the dam on Monday.",
        "More: she told the council that the gates were open.",
        "Photos of the dam were shown to the jury",
        "Related claims were dropped in March",
        "Sign up for the course has been slow, officials said.",
        "Click here to resign, the letter said",
        "Advertisement revenue fell by a tenth",
        "Watch what the dam does below the bridge in spring",
        "Follow us, she told the children, and ran",
        "Live: as long as you can.",
        "Read the whole of it, from its first page to its very last one, through the winter and the spring and the "
        "summer, "
        "and then again from here, where it is below",
    };
    assert_all(lines, sizeof lines / sizeof *lines, HSY_PARAGRAPH_BODY);
}

static void test_above_the_story_a_video_label_is_a_headline(void **state) {
    (void)state;
    hsy_story *story =
        made_of("WATCH: Engineer climbs the dam\n\nShe said it would hold.\n\nVIDEO: The same once more");
    assert_paragraph(story, 0, HSY_PARAGRAPH_HEADLINE, "WATCH: Engineer climbs the dam");
    assert_paragraph(story, 2, HSY_PARAGRAPH_PROMO, "VIDEO: The same once more");
    hsy_story_free(story);
}

static void test_a_headline_stands_below_an_advertisement(void **state) {
    (void)state;
    hsy_story *story = made_of("Advertisement\n\nDam will hold\n\nShe said it would hold.");
    assert_paragraph(story, 0, HSY_PARAGRAPH_PROMO, "Advertisement");
    assert_paragraph(story, 1, HSY_PARAGRAPH_HEADLINE, "Dam will hold");
    hsy_story_free(story);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_labelled_links_are_promo_lines),
        cmocka_unit_test(test_calls_to_click_are_promo_lines),
        cmocka_unit_test(test_sentences_that_begin_like_promo_lines_are_body),
        cmocka_unit_test(test_above_the_story_a_video_label_is_a_headline),
        cmocka_unit_test(test_a_headline_stands_below_an_advertisement),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
