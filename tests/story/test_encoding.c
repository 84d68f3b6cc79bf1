/* SPDX-License-Identifier: Apache-2.0 */
/* Texts in the encodings that newsrooms left behind. */
#include "made.h"

#include "story/internal.h"

/* `text`, which is ASCII, in units of `width` bytes, behind a mark of `mark_size` bytes. */
static hsy_story *made_wide(const char *text, size_t width, bool little, const char *mark, size_t mark_size) {
    char bytes[1024] = {0};
    memcpy(bytes, mark, mark_size);
    for (size_t i = 0; i < strlen(text); i++)
        bytes[mark_size + i * width + (little ? 0 : width - 1)] = text[i];
    return made_of_bytes(bytes, mark_size + strlen(text) * width);
}

static const char dam[] = "The dam will hold, said Nora Whitfield.";

static void assert_dam(hsy_story *story) {
    assert_string(story->given, dam);
    assert_warning(story, NULL);
    hsy_story_free(story);
}

static void test_utf8_is_taken_as_it_is(void **state) {
    (void)state;
    hsy_story *story = made_of("“Zoë’s café — naïve?” asked José.");
    assert_string(story->given, "“Zoë’s café — naïve?” asked José.");
    assert_warning(story, NULL);
    hsy_story_free(story);
}

static void test_a_byte_order_mark_is_no_part_of_the_text(void **state) {
    (void)state;
    assert_dam(made_of("\xEF\xBB\xBFThe dam will hold, said Nora Whitfield."));
    assert_dam(made_wide(dam, 2, true, "\xFF\xFE", 2));
    assert_dam(made_wide(dam, 2, false, "\xFE\xFF", 2));
    assert_dam(made_wide(dam, 4, true, "\xFF\xFE\0\0", 4));
    assert_dam(made_wide(dam, 4, false, "\0\0\xFE\xFF", 4));
}

static void test_wide_text_without_a_mark_is_known_by_its_nuls(void **state) {
    (void)state;
    assert_dam(made_wide(dam, 2, true, "", 0));
    assert_dam(made_wide(dam, 2, false, "", 0));
    assert_dam(made_wide(dam, 4, true, "", 0));
    assert_dam(made_wide(dam, 4, false, "", 0));
}

static void test_a_pair_of_utf16_halves_is_one_character(void **state) {
    (void)state;
    static const char bytes[] = "\xFF\xFEO\0k\0 \0\x3D\xD8\x00\xDE.\0";
    hsy_story *story = made_of_bytes(bytes, sizeof bytes - 1);
    assert_string(story->given, "Ok 😀.");
    hsy_story_free(story);
}

static void test_half_a_utf16_pair_is_damage(void **state) {
    (void)state;
    static const char bytes[] = "\xFF\xFEO\0k\0 \0\x3D\xD8n\0o\0w\0.\0";
    hsy_story *story = made_of_bytes(bytes, sizeof bytes - 1);
    assert_string(story->given, "Ok �now.");
    assert_warning(story, "1 character was not valid UTF-8 and became U+FFFD");
    hsy_story_free(story);
}

static void test_latin_1_keeps_its_accents(void **state) {
    (void)state;
    hsy_story *story = made_of("The caf\xE9 on Rue Zo\xEB is na\xEFve, said Jos\xE9 Dupr\xE9.");
    assert_string(story->given, "The café on Rue Zoë is naïve, said José Dupré.");
    assert_warning(story, NULL);
    hsy_story_free(story);
}

static void test_windows_1252_keeps_its_quotation_marks(void **state) {
    (void)state;
    hsy_story *story = made_of("\x93The dam won\x92t break,\x94 said Nora Whitfield \x97 twice \x85 on Monday.");
    assert_string(story->given, "“The dam won’t break,” said Nora Whitfield — twice … on Monday.");
    hsy_story_free(story);
}

static void test_mac_roman_keeps_its_quotation_marks(void **state) {
    (void)state;
    hsy_story *story = made_of("\xD2The dam won\xD5t break,\xD3 said Nora. \xD2It\xD5s safe.\xD3");
    assert_string(story->given, "“The dam won’t break,” said Nora. “It’s safe.”");
    hsy_story_free(story);
}

static void test_cyrillic_is_not_taken_for_latin(void **state) {
    (void)state;
    /* "Плотина выдержит, сказала главный инженер в понедельник утром." in windows-1251. */
    hsy_story *story =
        made_of("\xCF\xEB\xEE\xF2\xE8\xED\xE0 \xE2\xFB\xE4\xE5\xF0\xE6\xE8\xF2, \xF1\xEA\xE0\xE7\xE0\xEB\xE0 "
                "\xE3\xEB\xE0\xE2\xED\xFB\xE9 \xE8\xED\xE6\xE5\xED\xE5\xF0 \xE2 "
                "\xEF\xEE\xED\xE5\xE4\xE5\xEB\xFC\xED\xE8\xEA \xF3\xF2\xF0\xEE\xEC.");
    assert_string(story->given, "Плотина выдержит, сказала главный инженер в понедельник утром.");
    hsy_story_free(story);
}

static void test_damaged_utf8_is_still_utf8_and_its_damage_is_counted(void **state) {
    (void)state;
    hsy_story *story = made_of("“The dam\xFF will hold,” said Zoë\xE2\x80 and José.");
    assert_string(story->given, "“The dam� will hold,” said Zoë� and José.");
    assert_warning(story, "2 characters were not valid UTF-8 and became U+FFFD");
    hsy_story_free(story);
}

static void test_a_last_character_that_was_cut_off_is_damage(void **state) {
    (void)state;
    hsy_story *story = made_of("The dam will hold, she said.\xE2\x80");
    assert_string(story->given, "The dam will hold, she said.�");
    assert_text(story, "The dam will hold, she said.");
    assert_warning(story, "1 character was not valid UTF-8 and became U+FFFD");
    hsy_story_free(story);
}

static void test_nul_bytes_in_a_good_text_are_passed_over(void **state) {
    (void)state;
    static const char bytes[] = "The dam\0 will hold, said Nora Whitf\0ield.";
    hsy_story *story = made_of_bytes(bytes, sizeof bytes - 1);
    assert_text(story, "The dam will hold, said Nora Whitfield.");
    assert_int_equal(story->given.size, sizeof bytes - 1);
    /* With its NUL, as it was given. */
    const size_t name = strlen("The dam will hold, said Nora ");
    hsy_span given = hsy_story_to_given(story, (hsy_span){name, name + strlen("Whitfield")});
    assert_int_equal(given.start, name + 1);
    assert_int_equal(given.end, name + 1 + strlen("Whitfield") + 1);
    assert_warning(story, "2 NUL bytes were passed over");
    hsy_story_free(story);
}

static void test_what_is_no_text_is_refused(void **state) {
    (void)state;
    char noise[4096];
    uint32_t number = 12345;
    for (size_t i = 0; i < sizeof noise; i++) {
        number = number * 1664525 + 1013904223;
        noise[i] = (char)(number >> 24);
    }
    assert_refused(noise, sizeof noise, HEARSAY_ERROR_INPUT, "made.txt: is not text but looks like binary data");
    assert_refused("\0\0\0\0\0", 5, HEARSAY_ERROR_INPUT, "made.txt: is not text but looks like nothing but NUL bytes");
    assert_refused("%PDF-1.7 and so on", 18, HEARSAY_ERROR_INPUT,
                   "made.txt: is not text but looks like a PDF document");
    assert_refused("PK\x03\x04xxxx", 8, HEARSAY_ERROR_INPUT,
                   "made.txt: is not text but looks like a zip archive or an office document");
    assert_refused("\x01\x02\x03", 3, HEARSAY_ERROR_INPUT, "made.txt: is not text but looks like binary data");
}

static void test_random_bytes_without_controls_are_refused_as_well(void **state) {
    (void)state;
    char noise[600];
    uint32_t number = 99;
    for (size_t i = 0; i < sizeof noise;) {
        number = number * 1664525 + 1013904223;
        unsigned char byte = (unsigned char)(number >> 24);
        if (byte >= ' ' && byte != 0x7F) noise[i++] = (char)byte;
    }
    noise[0] = '\xFF';
    assert_refused(noise, sizeof noise, HEARSAY_ERROR_INPUT, "made.txt: is not text but looks like binary data");
}

/* The line of a damaged file that looks like the mark of a wide encoding and nothing behind it. */
static void test_bytes_of_which_a_guess_would_leave_nothing_are_kept(void **state) {
    (void)state;
    static const char bytes[] = {'\0', '\0', '\xFE', '\xFF'};
    hsy_buffer out;
    hsy_decoded decoded;
    hsy_buffer_init(&out, NULL);
    assert_true(hsy_story_decode(bytes, sizeof bytes, false, &out, &decoded));
    assert_true(decoded.text.size > 0);
    hsy_buffer_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_utf8_is_taken_as_it_is),
        cmocka_unit_test(test_a_byte_order_mark_is_no_part_of_the_text),
        cmocka_unit_test(test_wide_text_without_a_mark_is_known_by_its_nuls),
        cmocka_unit_test(test_a_pair_of_utf16_halves_is_one_character),
        cmocka_unit_test(test_half_a_utf16_pair_is_damage),
        cmocka_unit_test(test_latin_1_keeps_its_accents),
        cmocka_unit_test(test_windows_1252_keeps_its_quotation_marks),
        cmocka_unit_test(test_mac_roman_keeps_its_quotation_marks),
        cmocka_unit_test(test_cyrillic_is_not_taken_for_latin),
        cmocka_unit_test(test_damaged_utf8_is_still_utf8_and_its_damage_is_counted),
        cmocka_unit_test(test_a_last_character_that_was_cut_off_is_damage),
        cmocka_unit_test(test_nul_bytes_in_a_good_text_are_passed_over),
        cmocka_unit_test(test_what_is_no_text_is_refused),
        cmocka_unit_test(test_random_bytes_without_controls_are_refused_as_well),
        cmocka_unit_test(test_bytes_of_which_a_guess_would_leave_nothing_are_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
