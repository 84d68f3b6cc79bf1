/* SPDX-License-Identifier: Apache-2.0 */
/* Which language a story is in, and when that is reason to refuse it. */
#include "made.h"

static void assert_language(const char *text, const char *language, bool english) {
    hsy_story *story = made_of(text);
    assert_string(story->language, language);
    assert_int_equal(story->english, english);
    assert_warning(story, NULL);
    hsy_story_free(story);
}

static void test_english_is_english(void **state) {
    (void)state;
    assert_language("“The dam will hold,” Nora Whitfield, the chief engineer, told Lantern on Monday.", "en", true);
}

static void test_capitals_are_english_too(void **state) {
    (void)state;
    assert_language(
        "THE DAM WILL HOLD, NORA WHITFIELD, THE CHIEF ENGINEER, TOLD LANTERN ON MONDAY. SHE SAID THAT THE TOWN HAD "
        "NOTHING TO FEAR AND THAT THE COUNCIL KNEW IT.",
        "en", true);
}

static void test_other_languages_are_told(void **state) {
    (void)state;
    assert_language("Der Damm wird halten, sagte die Chefingenieurin am Montag der Zeitung. Niemand im Tal müsse sich "
                    "fürchten, und der Stadtrat wisse das seit langem.",
                    "de", false);
    assert_language(
        "Le barrage tiendra, a déclaré lundi l'ingénieure en chef au journal. Personne dans la vallée ne doit avoir "
        "peur, et le conseil le sait depuis longtemps.",
        "fr", false);
    assert_language("La presa aguantará, dijo el lunes la ingeniera jefa al periódico.", "es", false);
    assert_language("Плотина выдержит, заявила в понедельник главный инженер.", "ru", false);
    assert_language("大坝会坚持住，总工程师周一对报纸说。山谷里没有人需要害怕，市议会早就知道这一点。", "zh", false);
}

static void test_english_with_foreign_quotations_is_english(void **state) {
    (void)state;
    assert_language(
        "“Der Damm wird halten,” Nora Whitfield, the chief engineer, told Lantern on Monday. The dam will hold, she "
        "meant, and nobody in the valley has to be afraid of the winter that is coming.",
        "en", true);
}

static void test_what_is_too_short_to_tell_is_read(void **state) {
    (void)state;
    assert_language("a", "und", true);
    assert_language("24.1 17.5 — 88", "und", true);
}

static void test_of_what_is_too_short_the_page_may_tell(void **state) {
    (void)state;
    assert_language("<html lang=de-AT><body><p>24.1 17.5 88 91</p></body></html>", "de", false);
    assert_language("<html lang=en><body><p>24.1 17.5 88 91</p></body></html>", "en", true);
    assert_language("<html lang=x><body><p>24.1 17.5 88 91</p></body></html>", "und", true);
    assert_language("<html lang=de><body><p>“The dam will hold,” Nora Whitfield, the chief engineer, told Lantern.</p>"
                    "</body></html>",
                    "en", true);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_english_is_english),
        cmocka_unit_test(test_capitals_are_english_too),
        cmocka_unit_test(test_other_languages_are_told),
        cmocka_unit_test(test_english_with_foreign_quotations_is_english),
        cmocka_unit_test(test_what_is_too_short_to_tell_is_read),
        cmocka_unit_test(test_of_what_is_too_short_the_page_may_tell),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
