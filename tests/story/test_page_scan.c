/* SPDX-License-Identifier: Apache-2.0 */
/* What is blanked of a page, and that nothing else is. */
#include <stdlib.h>

#include "made.h"

#include "story/page/page.h"

/* The page after the scan. */
static char *scanned(const char *page, hsy_page_cuts *cuts) {
    char *text = strdup(page);
    assert_non_null(text);
    hsy_page_scan(text, strlen(text), cuts);
    return text;
}

static void assert_scanned(const char *page, const char *expected) {
    hsy_page_cuts cuts;
    char *text = scanned(page, &cuts);
    assert_string_equal(text, expected);
    assert_int_equal(cuts.deep + cuts.attributes + cuts.names + cuts.strays, 0);
    free(text);
}

static void assert_kept(const char *page) {
    assert_scanned(page, page);
}

static char *repeated(const char *before, const char *piece, size_t count, const char *after) {
    char *text = malloc(strlen(before) + count * strlen(piece) + strlen(after) + 1);
    assert_non_null(text);
    char *at = stpcpy(text, before);
    for (size_t i = 0; i < count; i++)
        at = stpcpy(at, piece);
    strcpy(at, after);
    return text;
}

/* --- Ordinary pages -------------------------------------------------------------------------------------------- */

static void test_an_ordinary_page_is_left_as_it_is(void **state) {
    (void)state;
    assert_kept("<html lang=en><head><title>Dam &amp; river</title><meta charset=utf-8></head><body class='a b'>"
                "<p>The dam <b>will</b> hold<br/> said <a href=\"/x?a=1&b=2\" title='<p>'>Nora</a>.<p>Nobody < 5 asked."
                "<!-- <div> -- > --><img src=a alt=\"a>b\"><table><tr><td>x<td>y</table></body></html>");
}

static void test_tags_that_need_no_end_do_not_nest(void **state) {
    (void)state;
    static const char *const pieces[] = {"<p>A",           "<li>A",     "<br>A",      "<img src=a>",
                                         "<tr><td>A<td>B", "<option>A", "<dt>A<dd>B", "<b>A<p>B",
                                         "<a name=x>A",    "<hr>",      "<li><p>A",   "<h2>A</h2><p>B"};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        char *page = repeated("<body><div>", pieces[i], 2 * HSY_PAGE_DEPTH_MAX, "</div>");
        assert_kept(page);
        free(page);
    }
}

static void test_elements_left_open_end_with_the_one_around_them(void **state) {
    (void)state;
    char *page = repeated("<body>", "<div><span><font><em>A</div>", 2 * HSY_PAGE_DEPTH_MAX, "</body>");
    assert_kept(page);
    free(page);
}

static void test_a_page_may_begin_with_text(void **state) {
    (void)state;
    assert_kept("The dam will hold.<p>So they say.</body></html>And this.");
    assert_kept("");
    assert_kept("<");
    assert_kept("<p");
    assert_kept("<p title='a");
    assert_scanned("a</", "a  ");
}

/* --- What no browser shows --------------------------------------------------------------------------------------- */

static void test_declarations_are_blanked(void **state) {
    (void)state;
    assert_scanned("<!DOCTYPE html><p>a<![CDATA[b]]>c<? echo >d</ p>e</>f",
                   "               <p>a             c         d     e   f");
    assert_scanned("a<!-->b<!--->c<!---->d", "a     b      c<!---->d");
}

static void test_the_text_of_scripts_becomes_part_of_their_tags(void **state) {
    (void)state;
    assert_scanned("<script>if (a<b) '</p>'</script><p>a", "<script                       /><p>a");
    assert_scanned("<STYLE type='x'>p {}</Style ><p>a", "<STYLE type='x'            /><p>a");
    assert_kept("<script type='application/ld+json'>{\"a\": \"<p>\"}</script><p>a");
    assert_kept("<script/><p>a</script>");
    assert_kept("<script>var a = '</scripts>';");
}

/* --- Limits --------------------------------------------------------------------------------------------------------
 */

static void test_what_is_nested_too_deep_is_blanked(void **state) {
    (void)state;
    char *page = repeated("<body>", "<div>", HSY_PAGE_DEPTH_MAX + 10, "<p>a</p></div></div></div>");
    hsy_page_cuts cuts;
    char *text = scanned(page, &cuts);
    /* <html>, which is not written, and <body> are two of them. */
    assert_int_equal(cuts.deep, 12 + 2 + 3);
    const size_t kept = strlen("<body>") + (HSY_PAGE_DEPTH_MAX - 2) * strlen("<div>");
    assert_memory_equal(text, page, kept);
    assert_int_equal(strspn(text + kept, " "), 12 * strlen("<div>") + strlen("<p>"));
    assert_int_equal(strlen(text), strlen(page));
    free(text);
    free(page);
}

static void test_the_text_of_a_script_that_is_nested_too_deep_stays_one(void **state) {
    (void)state;
    char *page = repeated("", "<div>", HSY_PAGE_DEPTH_MAX + 10, "<script>a</script><b>c</b>");
    hsy_page_cuts cuts;
    char *text = scanned(page, &cuts);
    assert_non_null(strstr(text, "<script         />   c    "));
    free(text);
    free(page);
}

static void test_attributes_behind_the_limit_are_blanked(void **state) {
    (void)state;
    char *page = repeated("<a ", "b='>' ", HSY_PAGE_ATTRIBUTES_MAX + 3, "c=d>e</a>");
    hsy_page_cuts cuts;
    char *text = scanned(page, &cuts);
    assert_int_equal(cuts.attributes, 4);
    assert_string_equal(text + strlen("<a ") + HSY_PAGE_ATTRIBUTES_MAX * strlen("b='>' "),
                        "                     >e</a>");
    free(text);
    free(page);
}

static void test_names_behind_the_limit_are_blanked(void **state) {
    (void)state;
    char *page = calloc(1, 4 * HSY_PAGE_NAMES_MAX * 16);
    assert_non_null(page);
    char *at = page;
    for (int i = 0; i < 2 * HSY_PAGE_NAMES_MAX; i++)
        at += sprintf(at, "<x%d></x%d>", i, i);
    strcpy(at, "<p title=a>b</p>");
    hsy_page_cuts cuts;
    char *text = scanned(page, &cuts);
    assert_true(cuts.names > HSY_PAGE_NAMES_MAX / 2);
    assert_non_null(strstr(text, "<x0></x0><x1></x1>"));
    assert_non_null(strstr(text, "<p "));
    assert_non_null(strstr(text, ">b</p>"));
    free(text);
    free(page);
}

static void test_end_tags_that_end_nothing_are_blanked_where_they_are_many(void **state) {
    (void)state;
    char *page = repeated("<b><div>", "</b>", HSY_PAGE_STRAYS_MAX + 5, "</div></b>");
    hsy_page_cuts cuts;
    char *text = scanned(page, &cuts);
    assert_int_equal(cuts.strays, 5);
    assert_string_equal(text + strlen(page) - strlen("</b></div></b>"), "    </div></b>");
    free(text);
    free(page);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_ordinary_page_is_left_as_it_is),
        cmocka_unit_test(test_tags_that_need_no_end_do_not_nest),
        cmocka_unit_test(test_elements_left_open_end_with_the_one_around_them),
        cmocka_unit_test(test_a_page_may_begin_with_text),
        cmocka_unit_test(test_declarations_are_blanked),
        cmocka_unit_test(test_the_text_of_scripts_becomes_part_of_their_tags),
        cmocka_unit_test(test_what_is_nested_too_deep_is_blanked),
        cmocka_unit_test(test_the_text_of_a_script_that_is_nested_too_deep_stays_one),
        cmocka_unit_test(test_attributes_behind_the_limit_are_blanked),
        cmocka_unit_test(test_names_behind_the_limit_are_blanked),
        cmocka_unit_test(test_end_tags_that_end_nothing_are_blanked_where_they_are_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
