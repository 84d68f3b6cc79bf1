/* SPDX-License-Identifier: Apache-2.0 */
/* The annotations for brat. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "render/made.h"

static void expect_lines(const made_reading *made, const char *wanted) {
    char *lines = made_brat(made);
    assert_string_equal(lines, wanted);
    free(lines);
}

static void an_attribution_is_three_spans_tied_to_its_content(void **state) {
    (void)state;
    made_reading made;
    made_story(&made, "“It holds,” Nora Hale told us.");
    made_attribution(&made, "Nora Hale", "told", "“It holds,”")->confidence = 0.97F;
    expect_lines(&made, "T1\tContent 0 11\t“It holds,”\n"
                        "T2\tCue 22 26\ttold\n"
                        "T3\tSource 12 21\tNora Hale\n"
                        "R1\tSource-of Arg1:T3 Arg2:T1\n"
                        "R2\tCue-of Arg1:T2 Arg2:T1\n"
                        "A1\tType T1 direct\n"
                        "#1\tAnnotatorNotes T1\tconfidence 0.97\n");
    made_free(&made);
}

static void pieces_and_lines_are_fragments_of_one_span(void **state) {
    (void)state;
    made_reading made;
    made_story(&made, "“Yes, \n I do,” she said, “it\tholds.”");
    hsy_attribution *item = made_attribution(&made, NULL, NULL, "“Yes, \n I do,”");
    item->content[item->content_count++] = made_words(&made, "“it\tholds.”");
    expect_lines(&made, "T1\tContent 0 5;8 14;25 28;29 36\t“Yes, I do,” “it holds.”\n"
                        "A1\tType T1 direct\n"
                        "#1\tAnnotatorNotes T1\tconfidence 0.9\n");
    made_free(&made);
}

static void without_a_content_the_cue_is_the_anchor(void **state) {
    (void)state;
    made_reading made;
    made_story(&made, "She declined.");
    made_attribution(&made, "She", "declined", NULL);
    expect_lines(&made, "T1\tCue 4 12\tdeclined\n"
                        "T2\tSource 0 3\tShe\n"
                        "R1\tSource-of Arg1:T2 Arg2:T1\n"
                        "A1\tType T1 direct\n"
                        "#1\tAnnotatorNotes T1\tconfidence 0.9\n");
    made_free(&made);
}

static void what_stands_inside_another_is_tied_to_it_and_a_shared_source_is_one(void **state) {
    (void)state;
    made_reading made;
    made_story(&made, "She said he denied it.");
    made_attribution(&made, "She", "said", "he denied it");
    made_attribution(&made, "She", "denied", "it")->inside = 0;
    expect_lines(&made, "T1\tContent 9 21\the denied it\n"
                        "T2\tCue 4 8\tsaid\n"
                        "T3\tSource 0 3\tShe\n"
                        "R1\tSource-of Arg1:T3 Arg2:T1\n"
                        "R2\tCue-of Arg1:T2 Arg2:T1\n"
                        "A1\tType T1 direct\n"
                        "#1\tAnnotatorNotes T1\tconfidence 0.9\n"
                        "T4\tContent 19 21\tit\n"
                        "T5\tCue 12 18\tdenied\n"
                        "R3\tSource-of Arg1:T3 Arg2:T4\n"
                        "R4\tCue-of Arg1:T5 Arg2:T4\n"
                        "A2\tType T4 direct\n"
                        "#2\tAnnotatorNotes T4\tconfidence 0.9\n"
                        "R5\tInside Arg1:T4 Arg2:T1\n");
    made_free(&made);
}

static void who_the_source_is_is_said_of_its_span_and_how_it_is_said_of_the_content(void **state) {
    (void)state;
    made_reading made;
    made_story(&made, "An aide who read the plan never claimed so, fearing for her job.");
    made_attribution(&made, "An aide", "never claimed", "so");
    hsy_speaker *speaker = made_speaker(&made, "an\naide", HEARSAY_KIND_PERSON);
    speaker->anonymous = speaker->negated = true;
    speaker->stance = HEARSAY_CLAIMS;
    speaker->gender = HEARSAY_GENDER_FEMALE;
    speaker->gender_by = HEARSAY_BY_PRONOUN;
    speaker->detail[HEARSAY_DETAIL_REASON] = made_words(&made, "fearing for her job");
    speaker->detail[HEARSAY_DETAIL_KNOWS] = made_words(&made, "who read the plan");
    made_chain(&made, speaker, "Dial Weekly, an aide");
    made_about(&made, speaker, "Tom Byrne, Lantern");
    expect_lines(
        &made,
        "T1\tContent 40 42\tso\n"
        "T2\tCue 26 39\tnever claimed\n"
        "T3\tSource 0 7\tAn aide\n"
        "R1\tSource-of Arg1:T3 Arg2:T1\n"
        "R2\tCue-of Arg1:T2 Arg2:T1\n"
        "A1\tType T1 direct\n"
        "A2\tStance T1 claims\n"
        "A3\tNegated T1\n"
        "#1\tAnnotatorNotes T1\tconfidence 0.9; chain: Dial Weekly > an aide; about: Tom Byrne, Lantern\n"
        "A4\tKind T3 person\n"
        "A5\tAnonymous T3\n"
        "A6\tGender T3 female\n"
        "#2\tAnnotatorNotes T3\tan aide; gender by pronoun; reason: fearing for her job; knows: who read the plan\n");
    made_free(&made);
}

static void a_shared_source_is_described_once(void **state) {
    (void)state;
    made_reading made;
    made_story(&made, "She denied and condemned it.");
    for (int i = 0; i < 2; i++) {
        made_attribution(&made, "She", i == 0 ? "denied" : "condemned", "it");
        hsy_speaker *speaker = made_speaker(&made, "Nora Hale", HEARSAY_KIND_PERSON);
        speaker->named = true;
        speaker->stance = i == 0 ? HEARSAY_DENIES : HEARSAY_SAYS;
    }
    char *lines = made_brat(&made);
    assert_non_null(strstr(lines, "A2\tStance T1 denies\n#1\tAnnotatorNotes T1\tconfidence 0.9\nA3\tKind T3 person\n"
                                  "A4\tNamed T3\n#2\tAnnotatorNotes T3\tNora Hale\n"));
    assert_null(strstr(strstr(lines, "Nora Hale") + 1, "Nora Hale"));
    free(lines);
    made_free(&made);
}

static void what_is_known_of_a_source_without_a_span_stands_at_the_anchor(void **state) {
    (void)state;
    made_reading made;
    made_story(&made, "It was denied.");
    made_attribution(&made, NULL, "denied", NULL);
    made_speaker(&made, "Nora Hale", HEARSAY_KIND_PERSON)->stance = HEARSAY_DENIES;
    expect_lines(&made, "T1\tCue 7 13\tdenied\n"
                        "A1\tType T1 direct\n"
                        "A2\tStance T1 denies\n"
                        "#1\tAnnotatorNotes T1\tconfidence 0.9\n"
                        "A3\tKind T1 person\n"
                        "#2\tAnnotatorNotes T1\tNora Hale\n");
    made_free(&made);
}

/* --- A property: every fragment of every span is its slice of the text ------------------------- */

/* The byte at which a code point of valid UTF-8 begins. */
static const char *point_at(const char *text, size_t point) {
    for (; point > 0; point--) {
        text++;
        while (((unsigned char)*text & 0xC0) == 0x80)
            text++;
    }
    return text;
}

/* Compares the fragments "start end;start end" with the text behind the tab, up to the end of the line. */
static void expect_slices(const char *story, const char *spans, size_t *fragments) {
    const char *covered = strchr(spans, '\t') + 1, *line_end = strchr(spans, '\n');
    for (char *after; *spans != '\t'; spans = after + (*after == ';')) {
        size_t start = strtoull(spans, &after, 10);
        size_t end = strtoull(after + 1, &after, 10);
        const char *slice = point_at(story, start);
        size_t size = (size_t)(point_at(story, end) - slice);
        assert_true(size > 0 && covered + size <= line_end);
        assert_memory_equal(covered, slice, size);
        assert_null(memchr(slice, '\n', size));
        assert_null(memchr(slice, '\t', size));
        covered += size;
        if (*after == ';') assert_int_equal(*covered++, ' ');
        (*fragments)++;
        if (*after == '\t') break;
    }
    assert_ptr_equal(covered, line_end);
}

static size_t check_page(const char *story, const char *lines) {
    size_t fragments = 0;
    for (const char *line = lines; *line != '\0'; line = strchr(line, '\n') + 1) {
        assert_non_null(strchr("TRA#", *line));
        if (*line == 'T') expect_slices(story, strchr(strchr(line, '\t'), ' ') + 1, &fragments);
    }
    return fragments;
}

static uint32_t next_random(uint32_t *seed) {
    *seed = *seed * 1664525U + 1013904223U;
    return *seed >> 16;
}

/* Words and what may stand between and in them: breaks of lines of every kind, marks that turn the direction, quotation
 * marks, controls, wide and combining characters. */
static void make_text(uint32_t *seed, char *text, size_t size) {
    static const char *const parts[] = {"dam",  " ",    "\n",           "\t",           ",",    "\"",
                                        "\r\n", "“so”", "\xE2\x80\xAE", "\xE2\x80\xA8", "\x01", "\xC2\x85",
                                        "水",   "é",    "e\xCC\x81",    "\x1C",         "😀",    "\x0B"};
    text[0] = '\0';
    while (strlen(text) + 8 < size)
        strcat(text, parts[next_random(seed) % (sizeof parts / sizeof *parts)]);
}

static hsy_words some_words(const made_reading *made, uint32_t *seed) {
    uint32_t count = (uint32_t)made->tokens.word_count;
    uint32_t start = next_random(seed) % (count + 1), length = next_random(seed) % 12;
    return (hsy_words){start, start + length < count ? start + length : count};
}

static void every_fragment_is_its_slice_of_the_text(void **state) {
    (void)state;
    uint32_t seed = 7;
    size_t fragments = 0;
    for (int round = 0; round < 500; round++) {
        char text[240];
        made_reading made;
        make_text(&seed, text, sizeof text);
        made_story(&made, text);
        for (int i = 0; i < 4; i++) {
            hsy_attribution *item = made_attribution(&made, NULL, NULL, NULL);
            item->source = some_words(&made, &seed);
            item->cue = some_words(&made, &seed);
            item->content_count = 2;
            item->content[0] = some_words(&made, &seed);
            item->content[1] = some_words(&made, &seed); /* before, behind or across the first */
        }
        char *lines = made_brat(&made);
        fragments += check_page(text, lines);
        free(lines);
        made_free(&made);
    }
    assert_true(fragments > 5000);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_attribution_is_three_spans_tied_to_its_content),
        cmocka_unit_test(pieces_and_lines_are_fragments_of_one_span),
        cmocka_unit_test(without_a_content_the_cue_is_the_anchor),
        cmocka_unit_test(what_stands_inside_another_is_tied_to_it_and_a_shared_source_is_one),
        cmocka_unit_test(who_the_source_is_is_said_of_its_span_and_how_it_is_said_of_the_content),
        cmocka_unit_test(a_shared_source_is_described_once),
        cmocka_unit_test(what_is_known_of_a_source_without_a_span_stands_at_the_anchor),
        cmocka_unit_test(every_fragment_is_its_slice_of_the_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
