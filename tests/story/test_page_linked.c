/* SPDX-License-Identifier: Apache-2.0 */
/* JSON-LD as pages have it. */
#include "page_made.h"

#define SCRIPT(json) "<script type=\"application/ld+json\">" json "</script>"

typedef struct opened {
    made_page page;
    hsy_linked linked;
} opened;

static void open_scripts(opened *o, const char *head, const char *body) {
    make_page(&o->page, head, body);
    assert_true(hsy_page_open_linked(&o->page.tree, &o->linked));
}

static void close_scripts(opened *o) {
    hsy_page_close_linked(&o->linked);
    free_page(&o->page);
}

/* The headline of the article that a page with this head and body is about; NULL: it is about none. */
static void assert_article(const char *head, const char *body, const char *headline) {
    opened o;
    open_scripts(&o, head, body);
    assert_string(hsy_page_linked_string(o.linked.article, "headline"), headline);
    close_scripts(&o);
}

static void test_the_article_of_a_script_is_found_by_its_type(void **state) {
    (void)state;
    assert_article(SCRIPT("{\"@type\": \"NewsArticle\", \"headline\": \"The mill burns\"}"), "", "The mill burns");
    assert_article(SCRIPT("{\"@type\": [\"Thing\", \"ReportageNewsArticle\"], \"headline\": \"The mill burns\"}"), "",
                   "The mill burns");
    assert_article(SCRIPT("{\"@type\": \"http://schema.org/BlogPosting\", \"headline\": \"The mill burns\"}"), "",
                   "The mill burns");
    assert_article(SCRIPT("{\"@type\": \"Organization\", \"headline\": \"The mill burns\"}"), "", NULL);
}

static void test_the_article_may_stand_in_a_list_a_graph_or_another_script(void **state) {
    (void)state;
    assert_article(SCRIPT("[{\"@type\": \"WebSite\"}, {\"@type\": \"Article\", \"headline\": \"In a list\"}]"), "",
                   "In a list");
    assert_article(SCRIPT("{\"@graph\": [{\"@type\": \"WebPage\"}, {\"@type\": \"Article\", \"headline\": \"In a "
                          "graph\"}]}"),
                   "", "In a graph");
    assert_article(SCRIPT("{\"@type\": \"WebPage\", \"mainEntity\": {\"@type\": \"Article\", \"headline\": \"The main "
                          "thing\"}}"),
                   "", "The main thing");
    assert_article(SCRIPT("{\"@type\": \"WebSite\"}"), SCRIPT("{\"@type\": \"Article\", \"headline\": \"Below\"}"),
                   "Below");
}

static void test_of_several_articles_the_pages_own_is_taken(void **state) {
    (void)state;
    const char *two = SCRIPT("[{\"@type\": \"NewsArticle\", \"headline\": \"A goat escapes\", \"url\": "
                             "\"https://mill.example/goat\"}, {\"@type\": \"NewsArticle\", \"headline\": \"The mill "
                             "burns\", \"url\": \"https://mill.example/fire/\"}]");
    char head[1000];
    snprintf(head, sizeof head, "%s<link rel=\"canonical\" href=\"http://www.mill.example/fire?ref=home\">", two);
    assert_article(head, "", "The mill burns");
    assert_article(two, "<h1>The mill burns!</h1>", "The mill burns");
    assert_article(two, "<h1>Something else</h1>", "A goat escapes");
}

static void test_broken_scripts_are_mended(void **state) {
    (void)state;
    static const char *const scripts[] = {
        SCRIPT("{\"@type\": \"Article\", \"headline\": \"The mill\", \"description\": \"two\nlines\tand a tab\"}"),
        SCRIPT("{\"@type\": \"Article\", \"headline\": \"The mill\", \"keywords\": [\"a\", \"b\",], }"),
        SCRIPT("<!-- {\"@type\": \"Article\", \"headline\": \"The mill\"} -->"),
        SCRIPT("//<![CDATA[\n{\"@type\": \"Article\", \"headline\": \"The mill\"}\n//]]>"),
        SCRIPT("/* <![CDATA[ */{\"@type\": \"Article\", \"headline\": \"The mill\"}/* ]]> */"),
        SCRIPT("{\"@type\": \"Article\", \"headline\": \"The mill\"};"),
        SCRIPT("{\"@type\": \"Article\", \"headline\": \"The mill\", \"description\": \"the \"old\" mill\"}"),
        SCRIPT("{\"@type\": \"Article\", \"headline\": \"The mill\", \"description\": \"the mill\\'s \\u00 end\"}"),
        SCRIPT("{\"@type\": \"Article\", \"headline\": \"The mill\", \"description\": \"half \\ud83d a sign\"}"),
        SCRIPT("{\"@type\": \"WebSite\"}{\"@type\": \"Article\", \"headline\": \"The mill\"}"),
        SCRIPT("{&quot;@type&quot;: &quot;Article&quot;, &quot;headline&quot;: &quot;The mill&quot;}"),
    };
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++)
        assert_article(scripts[i], "", "The mill");
}

static void test_a_script_that_is_no_json_is_passed_over(void **state) {
    (void)state;
    assert_article(SCRIPT("window.x = 5"), SCRIPT("{\"@type\": \"Article\", \"headline\": \"The mill\"}"), "The mill");
    assert_article(SCRIPT("{\"@type\": \"Article\", \"headline\": "), "", NULL);
    assert_article(SCRIPT(""), "", NULL);
}

static void test_signs_that_need_escapes_survive_the_mending(void **state) {
    (void)state;
    assert_article(SCRIPT("{\"@type\": \"Article\", \"headline\": \"A \\\"new\\\" mill \\ud83d\\ude00 \\u00e9\",}"), "",
                   "A \"new\" mill 😀 é");
}

static void test_a_value_that_only_refers_to_an_object_means_it(void **state) {
    (void)state;
    opened o;
    open_scripts(&o,
                 SCRIPT("{\"@graph\": [{\"@type\": \"Article\", \"author\": {\"@id\": \"#ada\"}}, {\"@type\": "
                        "\"Person\", \"@id\": \"#ada\", \"name\": \"Ada Quill\"}]}"),
                 "");
    const json_t *author = hsy_page_linked_meant(&o.linked, json_object_get(o.linked.article, "author"));
    assert_string(hsy_page_linked_string(author, "name"), "Ada Quill");
    close_scripts(&o);
}

static void test_a_script_nested_very_deep_is_passed_over(void **state) {
    (void)state;
    enum { DEPTH = 100000 };
    char *head = test_malloc(2 * DEPTH + 100);
    size_t at = (size_t)sprintf(head, "<script type=\"application/ld+json\">");
    memset(head + at, '[', DEPTH);
    memset(head + at + DEPTH, ']', DEPTH);
    strcpy(head + at + 2 * (size_t)DEPTH, "</script>");
    assert_article(head, "", NULL);
    test_free(head);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_article_of_a_script_is_found_by_its_type),
        cmocka_unit_test(test_the_article_may_stand_in_a_list_a_graph_or_another_script),
        cmocka_unit_test(test_of_several_articles_the_pages_own_is_taken),
        cmocka_unit_test(test_broken_scripts_are_mended),
        cmocka_unit_test(test_a_script_that_is_no_json_is_passed_over),
        cmocka_unit_test(test_signs_that_need_escapes_survive_the_mending),
        cmocka_unit_test(test_a_value_that_only_refers_to_an_object_means_it),
        cmocka_unit_test(test_a_script_nested_very_deep_is_passed_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
