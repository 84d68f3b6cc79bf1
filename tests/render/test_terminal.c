/* SPDX-License-Identifier: Apache-2.0 */
/* The story and its ledger on a terminal. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "render/glyph.h"
#include "render/made.h"

static const char DAM[] = "“The dam will hold,” Nora Whitfield, the chief engineer, told Lantern on Monday.";

static void expect_part(const char *printed, const char *wanted) {
    const char *all = printed == NULL ? "" : printed;
    if (strstr(all, wanted) == NULL) fail_msg("%s\nis not in\n%s", wanted, all);
}

static void expect_terminal(const made_reading *made, bool colour, const char *wanted) {
    char *printed = made_terminal(made, colour, 80);
    expect_part(printed, wanted);
    free(printed);
}

/* A story with all that makes marking hard: nested and split contents, a shared source, a promo, a long word. */
static void make_hard(made_reading *made) {
    made_story(made, "# Engineer “calm” over dam\n\n"
                     "“I think the dam will hold,” said Nora Whitfield, 44, who denied and condemned reports of cracks "
                     "in the wall above the town of Überlingen, “and I have walked it twice.”\n\n"
                     "PHOTOS: Ten dams\n\n"
                     "According to https://example.org/a-very-long-address-that-no-line-of-a-terminal-could-hold-whole "
                     "the 水門 was shut.");
    hsy_attribution *item = made_attribution(made, "Nora Whitfield, 44, who denied and condemned reports of cracks",
                                             "said", "“I think the dam will hold,”");
    item->content[item->content_count++] = made_words(made, "“and I have walked it twice.”");
    made_attribution(made, "I", "think", "the dam will hold")->inside = 0;
    made_attribution(made, "Nora Whitfield", "denied", "reports of cracks");
    made_attribution(made, "Nora Whitfield", "condemned", "reports of cracks");
    made_attribution(made, "https://example.org/a-very-long-address-that-no-line-of-a-terminal-could-hold-whole",
                     "According to", "the 水門 was shut");
    hsy_speaker *speaker = made_speaker(made, "https://example.org/a-very-long-address-that-no-line-could-hold-whole",
                                        HEARSAY_KIND_DOCUMENT);
    speaker->stance = HEARSAY_REPORTS;
    speaker->hedged = speaker->negated = true;
    made_chain(made, speaker, "Dial Weekly, the 水門管理局 of the town of Überlingen and of the lake, Nora Whitfield");
    made_about(made, speaker, "the 水門管理局 of the town of Überlingen and of all of the lake, Dial Weekly");
    for (size_t i = 0; i < 4; i++)
        made->who[i] = (hsy_speaker){
            .name = i == 1 ? (hsy_str){NULL, 0} : hsy_str_of("Nora Whitfield"),
            .kind = HEARSAY_KIND_PERSON,
            .anonymous = i == 2,
            .gender = HEARSAY_GENDER_FEMALE,
            .gender_by = HEARSAY_BY_FIRST_NAME,
            .detail = {made_words(made, "44, who denied and condemned reports of cracks in the wall")},
            .stance = HEARSAY_DENIES,
        };
}

static void a_whole_story_in_brackets(void **state) {
    (void)state;
    made_reading made;
    made_story(&made, DAM);
    made.story.title = hsy_str_of("Dam is safe");
    made.story.outlet = hsy_str_of("Dial Weekly");
    made.story.date = hsy_str_of("2016-10-04");
    made_attribution(&made, "Nora Whitfield", "told", "“The dam will hold,”");
    char *printed = made_terminal(&made, false, 60);
    assert_string_equal(printed, "Dam is safe\n"
                                 "Dial Weekly · 2016-10-04 · 13 words · 1 attribution\n"
                                 "────────────────────────────────────────────────────────────\n"
                                 "[S1 source] [C1 cue] [1 content] · numbers are rows of the\n"
                                 "ledger below\n"
                                 "\n"
                                 "[1 “The dam will hold,”] [S1 Nora Whitfield], the chief\n"
                                 "engineer, [C1 told] Lantern on Monday.\n"
                                 "\n"
                                 "────────────────────────────────────────────────────────────\n"
                                 "#  source          cue   content               type    conf.\n"
                                 "─  ──────────────  ────  ────────────────────  ──────  ─────\n"
                                 "1  Nora Whitfield  told  “The dam will hold,”  direct   0.90\n");
    free(printed);
    made_free(&made);
}

static void a_sentence_in_colours(void **state) {
    (void)state;
    made_reading made;
    made_story(&made, DAM);
    made_attribution(&made, "Nora Whitfield", "told", "“The dam will hold,”");
    expect_terminal(&made, true,
                    "\x1b[0;32m“The dam will hold,”¹ \x1b[0;1;36mNora Whitfield¹\x1b[0m, the chief engineer, "
                    "\x1b[0;33mtold¹ \x1b[0mLantern on\nMonday.\n");
    made_free(&made);
}

static void a_content_inside_a_content_is_underlined(void **state) {
    (void)state;
    made_reading made;
    made_story(&made, "She said he denied theft.");
    made_attribution(&made, "She", "said", "he denied theft");
    made_attribution(&made, "he", "denied", "theft")->inside = 0;
    expect_terminal(&made, true, "\x1b[0;1;36mhe² \x1b[0;33mdenied² \x1b[0;4;32mtheft\x1b[0;32m²·¹\x1b[0m.\n");
    expect_terminal(&made, false, "[S1 She] [C1 said] [1 [S2 he] [C2 denied] [2 theft]].\n");
    made_free(&made);
}

static void a_source_of_two_cues_bears_both_numbers(void **state) {
    (void)state;
    made_reading made;
    made_story(&made, "She denied and condemned it.");
    made_attribution(&made, "She", "denied", "it");
    made_attribution(&made, "She", "condemned", "it");
    expect_terminal(&made, false, "[S1,2 She] [C1 denied] and [C2 condemned] [1,2 it].\n");
    expect_terminal(&made, true,
                    "\x1b[0;1;36mShe¹·² \x1b[0;33mdenied¹ \x1b[0mand \x1b[0;33mcondemned² "
                    "\x1b[0;32mit¹·²\x1b[0m.\n");
    made_free(&made);
}

static void contents_that_overlap_keep_their_brackets_nested(void **state) {
    (void)state;
    made_reading made;
    made_story(&made, "one two three four");
    made_attribution(&made, NULL, NULL, "one two three");
    made_attribution(&made, NULL, NULL, "two three four");
    expect_terminal(&made, false, "[1 one [2 two three]] [2 four]\n");
    made_free(&made);
}

static void speech_over_two_paragraphs_is_marked_in_both_and_not_in_the_promo_between(void **state) {
    (void)state;
    made_reading made;
    made_story(&made, "“It holds.\n\nPHOTOS: dams\n\n“It will,” she said.");
    made_attribution(&made, "she", "said", "“It holds.\n\nPHOTOS: dams\n\n“It will,”");
    expect_terminal(&made, false, "[1 “It holds.]\n\n(not read) PHOTOS: dams\n\n[1 “It will,”] [S1 she] [C1 said].\n");
    expect_terminal(&made, true, "\n\x1b[0;2mPHOTOS: dams\x1b[0m\n");
    expect_terminal(&made, false, "1  she     said  “It holds. “It will,”  direct   0.90\n");
    made_free(&made);
}

static void a_headline_is_bold(void **state) {
    (void)state;
    made_reading made;
    made_story(&made, "# Dam holds\n\nIt does.");
    expect_terminal(&made, true, "\x1b[0;1m# Dam holds\x1b[0m\n\nIt does.\n");
    made_free(&made);
}

static void warnings_stand_before_the_story(void **state) {
    (void)state;
    made_reading made;
    made_story(&made, "Der Damm hält.");
    hsy_str warnings[] = {hsy_str_of("the language is \"de\", not English: no attributions were looked for in it")};
    made.reading.attributions = NULL;
    made.story.language = hsy_str_of("de");
    made.story.warnings = warnings;
    made.story.warning_count = 1;
    char *printed = made_terminal(&made, false, 60);
    assert_string_equal(printed, "story-1\n"
                                 "language: de · 3 words\n"
                                 "────────────────────────────────────────────────────────────\n"
                                 "warning: the language is \"de\", not English: no attributions\n"
                                 "         were looked for in it\n"
                                 "\n"
                                 "Der Damm hält.\n");
    free(printed);
    made_free(&made);
}

static void an_absent_source_is_a_dash(void **state) {
    (void)state;
    made_reading made;
    made_story(&made, "The mayor is expected to resign.");
    made_attribution(&made, NULL, "is expected", "to resign")->type = HEARSAY_INDIRECT;
    expect_terminal(&made, false, "1  —       is expected  to resign  indirect   0.90\n");
    made_free(&made);
}

static void a_nested_row_names_the_row_it_stands_in(void **state) {
    (void)state;
    made_reading made;
    made_story(&made, "She said he denied theft.");
    made_attribution(&made, "She", "said", "he denied theft");
    made_attribution(&made, "he", "denied", "theft")->inside = 0;
    expect_terminal(&made, false, "#  in  source  cue     content          type    conf.\n");
    expect_terminal(&made, false, "2   1  he      denied  theft            direct   0.90\n");
    made_free(&made);
}

static void what_does_not_fit_its_column_ends_in_an_ellipsis(void **state) {
    (void)state;
    made_reading made;
    made_story(&made, "She said the wall above the town had been built by three companies in eleven years, that each "
                      "of them had used its own concrete and that nobody had kept the plans.");
    made_attribution(&made, "She", "said",
                     "the wall above the town had been built by three companies in eleven years, that each of them "
                     "had used its own concrete and that nobody had kept the plans");
    expect_terminal(&made, false, "1  She     said  the wall above the town had been built by three…  direct   0.90\n");
    made_free(&made);
}

static void a_long_source_takes_a_second_line(void **state) {
    (void)state;
    made_reading made;
    made_story(&made, "A former adviser to the ministry of works who asked not to be named called the wall "
                      "“an accident that waits for rain”.");
    made_attribution(&made, "A former adviser to the ministry of works who asked not to be named", "called",
                     "the wall “an accident that waits for rain”");
    expect_terminal(&made, false,
                    "1  A former adviser   called  the wall “an accident that waits     direct   0.90\n"
                    "   to the ministry…           for rain”\n");
    made_free(&made);
}

static void columns_are_measured_as_the_terminal_shows_them(void **state) {
    (void)state;
    made_reading made;
    made_story(&made, "水門管理局 said yes. Café said no.");
    made_attribution(&made, "水門管理局", "said", "yes");
    made_attribution(&made, "Café", "said", "no");
    expect_terminal(&made, false,
                    "1  水門管理局  said  yes      direct   0.90\n"
                    "2  Café        said  no       direct   0.90\n");
    made_free(&made);
}

/* --- Who the source is ------------------------------------------------------------------------ */

static void a_pronoun_is_shown_by_the_name_it_stands_for(void **state) {
    (void)state;
    made_reading made;
    made_story(&made, "She told Lantern that it holds.");
    made_attribution(&made, "She", "told", "that it holds");
    made_speaker(&made, "Nora Whitfield", HEARSAY_KIND_PERSON)->named = true;
    expect_terminal(&made, false, "1  Nora Whitfield  told  that it holds  direct   0.90\n");
    expect_terminal(&made, true, "\x1b[0;1;36mNora Whitfield\x1b[0m  ");
    made_free(&made);
}

static void a_source_without_a_name_is_shown_by_its_words_and_none_by_a_dash(void **state) {
    (void)state;
    made_reading made;
    made_story(&made, "She hopes. It is feared.");
    made_attribution(&made, "She", "hopes", NULL);
    made_attribution(&made, NULL, "is feared", NULL);
    made_speaker(&made, NULL, HEARSAY_KIND_NONE);
    expect_terminal(&made, false,
                    "1  She     hopes      —        direct   0.90\n"
                    "2  —       is feared  —        direct   0.90\n");
    made_free(&made);
}

static void what_is_no_open_person_says_what_it_is(void **state) {
    (void)state;
    static const struct {
        hearsay_kind kind;
        bool anonymous;
        const char *wanted;
    } cases[] = {
        {HEARSAY_KIND_PERSON, false, "1  X       said  it       direct   0.90\n"},
        {HEARSAY_KIND_PERSON, true, "1  X (anon.)  said  it       direct   0.90\n"},
        {HEARSAY_KIND_GROUP, true, "1  X (anon.)  said  it       direct   0.90\n"},
        {HEARSAY_KIND_GROUP, false, "1  X (group)  said  it       direct   0.90\n"},
        {HEARSAY_KIND_ORGANIZATION, false, "1  X (org.)  said  it       direct   0.90\n"},
        {HEARSAY_KIND_OUTLET, false, "1  X (outlet)  said  it       direct   0.90\n"},
        {HEARSAY_KIND_DOCUMENT, false, "1  X (doc.)  said  it       direct   0.90\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        made_reading made;
        made_story(&made, "X said it.");
        made_attribution(&made, "X", "said", "it");
        made_speaker(&made, "X", cases[i].kind)->anonymous = cases[i].anonymous;
        expect_terminal(&made, false, cases[i].wanted);
        made_free(&made);
    }
}

static void a_long_description_is_cut_and_still_says_that_it_is_anonymous(void **state) {
    (void)state;
    made_reading made;
    made_story(&made, "A former adviser to the ministry of works who asked not to be named called the wall "
                      "“an accident that waits for rain”.");
    made_attribution(&made, "A former adviser to the ministry of works who asked not to be named", "called",
                     "the wall “an accident that waits for rain”");
    made_speaker(&made, "a former adviser to the ministry of works", HEARSAY_KIND_PERSON)->anonymous = true;
    for (unsigned width = 40; width < 120; width++) {
        char *printed = made_terminal(&made, false, width);
        const char *table = strstr(printed, "source  ");
        assert_non_null(table);
        expect_part(table, width > 46 ? "(anon.)" : "…");
        free(printed);
    }
    expect_terminal(&made, false,
                    "1  a former adviser   called  the wall “an accident that waits     direct   0.90\n"
                    "   to the m… (anon.)          for rain”\n");
    made_free(&made);
}

static void a_denial_and_a_not_are_in_capitals_and_a_plain_saying_is_its_cue_alone(void **state) {
    (void)state;
    static const struct {
        const char *cue;
        hearsay_stance stance;
        bool hedged, negated;
        const char *wanted;
    } cases[] = {
        {"said", HEARSAY_SAYS, false, false, "  said  it"},
        {"rejected", HEARSAY_DENIES, false, false, "  DENIES: rejected  it"},
        {"denied", HEARSAY_DENIES, false, false, "  DENIES  it"},
        {"never said", HEARSAY_DENIES, false, true, "  DENIES: never said  it"},
        {"did not say", HEARSAY_DECLINES, false, true, "  declines: did not say  it"},
        {"did not want", HEARSAY_WANTS, false, true, "  NOT wants: did not want  it"},
        {"never said", HEARSAY_SAYS, false, true, "  NOT: never said  it"},
        {"insisted", HEARSAY_CLAIMS, false, false, "  claims: insisted  it"},
        {"claimed", HEARSAY_CLAIMS, false, false, "  claims  it"},
        {"reportedly said", HEARSAY_SAYS, true, false, "  hedged: reportedly said  it"},
        {"allegedly vowed", HEARSAY_PROMISES, true, false, "  promises, hedged: allegedly vowed  it"},
        {NULL, HEARSAY_ASKS, false, false, "  asks  it"},
        {NULL, HEARSAY_SAYS, false, false, "  —    it"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        made_reading made;
        char text[80];
        (void)snprintf(text, sizeof text, "Bo %s it.", cases[i].cue == NULL ? "" : cases[i].cue);
        made_story(&made, text);
        made_attribution(&made, "Bo", cases[i].cue, "it");
        hsy_speaker *speaker = made_speaker(&made, "Bo", HEARSAY_KIND_PERSON);
        speaker->stance = cases[i].stance;
        speaker->hedged = cases[i].hedged;
        speaker->negated = cases[i].negated;
        expect_terminal(&made, false, cases[i].wanted);
        if (strstr(cases[i].wanted, "NOT") != NULL) expect_terminal(&made, true, "\x1b[0;1;31mNOT");
        if (cases[i].stance == HEARSAY_DENIES) expect_terminal(&made, true, "\x1b[0;1;31mDENIES");
        made_free(&made);
    }
}

static void the_way_a_saying_came_stands_below_it_without_the_outlet_of_the_head(void **state) {
    (void)state;
    made_reading made;
    made_story(&made, "She said so.");
    made_attribution(&made, "She", "said", "so");
    hsy_speaker *speaker = made_speaker(&made, "Nora Hale", HEARSAY_KIND_PERSON);
    made_chain(&made, speaker, "Dial Weekly, Lantern, an aide, Nora Hale");
    expect_terminal(&made, false, "0.90\n   via Dial Weekly > Lantern > an aide\n\n");
    made.story.outlet = hsy_str_of("Dial Weekly");
    expect_terminal(&made, false, "0.90\n   via Lantern > an aide\n\n");
    made_chain(&made, speaker, "Dial Weekly, Nora Hale");
    expect_terminal(&made, false, "0.90\n\nSources: 1\n");
    made_free(&made);
}

static void what_all_sayings_came_by_is_said_once(void **state) {
    (void)state;
    made_reading made;
    made_story(&made, "She said so. He said no.");
    made_attribution(&made, "She", "said", "so");
    made_chain(&made, made_speaker(&made, "Nora Hale", HEARSAY_KIND_PERSON), "Lantern, Nora Hale");
    expect_terminal(&made, false, "0.90\n   via Lantern\n\n");
    made_attribution(&made, "He", "said", "no");
    hsy_speaker *speaker = made_speaker(&made, "Tom Byrne", HEARSAY_KIND_PERSON);
    made_chain(&made, speaker, "Lantern, an aide, Tom Byrne");
    expect_terminal(&made, false, "─\nall via Lantern\n#  source");
    expect_terminal(&made, false, "0.90\n2  Tom Byrne  said  no       direct   0.90\n   via an aide\n\n");
    made_chain(&made, speaker, "Lantern");
    expect_terminal(&made, false, "0.90\n   via Lantern\n2  ");
    speaker->kind = HEARSAY_KIND_OUTLET;
    expect_terminal(&made, false, "─\nall via Lantern\n#  source");
    made_chain(&made, speaker, "an aide, Tom Byrne");
    expect_terminal(&made, false, "0.90\n   via an aide\n\n");
    made_free(&made);
}

static void each_source_is_listed_once_with_what_the_story_tells_of_it(void **state) {
    (void)state;
    made_reading made;
    made_story(&made, "The rep denied it. Nora Hale, the chief engineer, agreed. “No,” the rep said, not being allowed "
                      "to speak. It is feared.");
    made_attribution(&made, "The rep", "denied", "it");
    hsy_speaker *speaker = made_speaker(&made, "a town official", HEARSAY_KIND_PERSON);
    speaker->anonymous = true;
    speaker->gender = HEARSAY_GENDER_UNKNOWN;
    made_about(&made, speaker, "Dial Weekly, Nora Hale");
    made_attribution(&made, NULL, "is feared", NULL);
    made_speaker(&made, NULL, HEARSAY_KIND_NONE);
    made_attribution(&made, "Nora Hale", "agreed", NULL);
    speaker = made_speaker(&made, "Nora Hale", HEARSAY_KIND_PERSON);
    speaker->named = true;
    speaker->gender = HEARSAY_GENDER_FEMALE;
    speaker->gender_by = HEARSAY_BY_FIRST_NAME;
    speaker->detail[HEARSAY_DETAIL_ROLE] = made_words(&made, "the chief engineer");
    made_about(&made, speaker, "Dial Weekly");
    made_attribution(&made, "the rep", "said", "“No,”");
    speaker = made_speaker(&made, "a town official", HEARSAY_KIND_PERSON);
    speaker->anonymous = true;
    speaker->gender = HEARSAY_GENDER_FEMALE;
    speaker->gender_by = HEARSAY_BY_PRONOUN;
    speaker->detail[HEARSAY_DETAIL_REASON] = made_words(&made, "not being allowed to speak");
    char *printed = made_terminal(&made, false, 80);
    expect_part(printed, " · 4 attributions · 2 sources (1 anonymous)\n");
    expect_part(printed, "\n\nSources: 2, 1 of them anonymous\n"
                         "  a town official · person · anonymous · female · #1 #4\n"
                         "    reason: not being allowed to speak\n"
                         "  Nora Hale · person · perhaps female, by the first name · #3\n"
                         "    role: the chief engineer\n"
                         "  no source given · #2\n"
                         "\n"
                         "Spoken of\n"
                         "  Dial Weekly · #1 #3\n"
                         "  Nora Hale · #1\n");
    free(printed);
    made_free(&made);
}

static void a_role_that_is_the_name_itself_is_not_repeated(void **state) {
    (void)state;
    made_reading made;
    made_story(&made, "A clerk denied it.");
    made_attribution(&made, "A clerk", "denied", "it");
    hsy_speaker *speaker = made_speaker(&made, "a clerk", HEARSAY_KIND_PERSON);
    speaker->detail[HEARSAY_DETAIL_ROLE] = made_words(&made, "A clerk");
    char *printed = made_terminal(&made, false, 80);
    expect_part(printed, "Sources: 1\n  a clerk · person · not named · #1\n");
    assert_null(strstr(printed, "role:"));
    free(printed);
    made_free(&made);
}

static size_t columns_of(const char *line, size_t length) {
    size_t width = 0;
    for (size_t at = 0; at < length;)
        width += hsy_render_glyph((hsy_str){line, length}, &at).width;
    return width;
}

static void no_line_is_wider_than_the_terminal(void **state) {
    (void)state;
    for (unsigned width = 40; width <= 130; width++) {
        made_reading made;
        make_hard(&made);
        char *printed = made_terminal(&made, false, width);
        for (const char *line = printed; *line != '\0';) {
            size_t length = strcspn(line, "\n");
            if (columns_of(line, length) > width) fail_msg("at %u columns: %.*s", width, (int)length, line);
            if (length > 0 && line[length - 1] == ' ') fail_msg("a blank at the end of: %.*s", (int)length, line);
            line += length + 1;
        }
        free(printed);
        made_free(&made);
    }
}

static void each_line_ends_without_a_colour(void **state) {
    (void)state;
    made_reading made;
    make_hard(&made);
    char *printed = made_terminal(&made, true, 50);
    bool coloured = false;
    for (const char *at = printed; *at != '\0'; at++) {
        if (*at == '\x1b') coloured = strncmp(at, "\x1b[0m", 4) != 0;
        if (*at == '\n') assert_false(coloured);
    }
    free(printed);
    made_free(&made);
}

static void a_story_cannot_command_the_terminal(void **state) {
    (void)state;
    /* A mark that turns the direction of what follows. Put together here, lest it turn this source around. */
    const char turning[] = {'\xE2', '\x80', '\xAE', '\0'};
    char text[80];
    (void)snprintf(text, sizeof text, "He said \x1b[2J\x07 fine\xC2\x9B%s %s olleh\x7F.", "31m", turning);
    made_reading made;
    made_story(&made, text);
    hsy_str warnings[] = {hsy_str_of("it has \x1b]0;x\x07 in it")};
    made.story.title = hsy_str_of("A \x1b[31mred\ntitle");
    made.story.warnings = warnings;
    made.story.warning_count = 1;
    made_attribution(&made, "He", "said", "\x1b[2J\x07 fine");
    char *printed = made_terminal(&made, false, 80);
    for (const char *at = printed; *at != '\0'; at++)
        assert_true((unsigned char)*at >= 0x20 || *at == '\n');
    assert_null(strchr(printed, 0x7F));
    assert_null(strstr(printed, "\xC2\x9B"));
    assert_null(strstr(printed, turning));
    expect_part(printed, "A ␛[31mred title\n");
    expect_part(printed, "[1 ␛[2J␇ fine]�31m � olleh␡.\n");
    free(printed);
    made_free(&made);
}

static void a_word_that_no_line_can_hold_is_cut(void **state) {
    (void)state;
    made_reading made;
    made_story(&made, "See aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeee now.");
    char *printed = made_terminal(&made, false, 40);
    expect_part(printed, "\nSee\naaaaaaaaaabbbbbbbbbbccccccccccdddddddddd\neeeeeeeeee now.\n");
    free(printed);
    made_free(&made);
}

static void memory_that_is_refused_is_told(void **state) {
    (void)state;
    made_reading made;
    make_hard(&made);
    char *whole = made_terminal(&made, true, 60), *printed = NULL;
    size_t number = 0;
    while ((printed = made_terminal_refused(&made, number)) == NULL)
        number++;
    assert_true(number > 3);
    assert_string_equal(printed, whole);
    free(printed);
    free(whole);
    made_free(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_story_in_brackets),
        cmocka_unit_test(a_sentence_in_colours),
        cmocka_unit_test(a_content_inside_a_content_is_underlined),
        cmocka_unit_test(a_source_of_two_cues_bears_both_numbers),
        cmocka_unit_test(contents_that_overlap_keep_their_brackets_nested),
        cmocka_unit_test(speech_over_two_paragraphs_is_marked_in_both_and_not_in_the_promo_between),
        cmocka_unit_test(a_headline_is_bold),
        cmocka_unit_test(warnings_stand_before_the_story),
        cmocka_unit_test(an_absent_source_is_a_dash),
        cmocka_unit_test(a_nested_row_names_the_row_it_stands_in),
        cmocka_unit_test(what_does_not_fit_its_column_ends_in_an_ellipsis),
        cmocka_unit_test(a_long_source_takes_a_second_line),
        cmocka_unit_test(columns_are_measured_as_the_terminal_shows_them),
        cmocka_unit_test(a_pronoun_is_shown_by_the_name_it_stands_for),
        cmocka_unit_test(a_source_without_a_name_is_shown_by_its_words_and_none_by_a_dash),
        cmocka_unit_test(what_is_no_open_person_says_what_it_is),
        cmocka_unit_test(a_long_description_is_cut_and_still_says_that_it_is_anonymous),
        cmocka_unit_test(a_denial_and_a_not_are_in_capitals_and_a_plain_saying_is_its_cue_alone),
        cmocka_unit_test(the_way_a_saying_came_stands_below_it_without_the_outlet_of_the_head),
        cmocka_unit_test(what_all_sayings_came_by_is_said_once),
        cmocka_unit_test(each_source_is_listed_once_with_what_the_story_tells_of_it),
        cmocka_unit_test(a_role_that_is_the_name_itself_is_not_repeated),
        cmocka_unit_test(no_line_is_wider_than_the_terminal),
        cmocka_unit_test(each_line_ends_without_a_colour),
        cmocka_unit_test(a_story_cannot_command_the_terminal),
        cmocka_unit_test(a_word_that_no_line_can_hold_is_cut),
        cmocka_unit_test(memory_that_is_refused_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
