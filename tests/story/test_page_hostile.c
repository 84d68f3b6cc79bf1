/* SPDX-License-Identifier: Apache-2.0 */
/* Pages that are made to be slow, or to be large inside. What bounds the time is counted, not measured: nodes,
 * attributes and depth; the test itself would not end in its time otherwise. */
#include <stdlib.h>

#include "made.h"

#include "story/internal.h"
#include "story/page/page.h"

static const char article[] = "<html><head><title>Dam</title></head><body><article>"
                              "<p>The dam will hold through the spring, said Nora Whitfield of the river board.</p>"
                              "<p>Nobody in the hall had asked her that, and nobody there gave her an answer.</p>"
                              "<p>The board meets again on Tuesday, when the engineers are to give their report.</p>";

/* The article, and behind it `before`, `count` times `piece`, and `after`. */
typedef struct page {
    char *data;
    size_t size;
} page;

static page made_page(const char *before, const char *piece, size_t count, const char *after) {
    const size_t length = strlen(piece);
    page made = {.data = malloc(sizeof article + strlen(before) + count * length + strlen(after))};
    assert_non_null(made.data);
    char *at = stpcpy(stpcpy(made.data, article), before);
    for (size_t i = 0; i < count; i++)
        at = mempcpy(at, piece, length);
    made.size = (size_t)(stpcpy(at, after) - made.data);
    return made;
}

/* The page's tree is within its bounds. */
static void check_tree(const page *made) {
    hsy_page_source source;
    assert_true(hsy_page_decode((hsy_str){.data = made->data, .size = made->size}, hsy_str_of(NULL), NULL, &source));
    hsy_page_cuts cuts;
    hsy_page_scan(source.text.data, source.text.size, &cuts);
    hsy_tree tree;
    assert_int_equal(hsy_tree_parse((hsy_str){.data = source.text.data, .size = source.text.size}, NULL, &tree, NULL),
                     HEARSAY_OK);
    assert_true(tree.count <= HSY_TREE_NODES_MAX && tree.attribute_count <= HSY_TREE_ATTRIBUTES_MAX);
    for (size_t i = 0; i < tree.count; i++) {
        assert_true(tree.nodes[i].depth <= HSY_PAGE_DEPTH_MAX + 4);
        assert_true(tree.nodes[i].attribute_count <= HSY_PAGE_ATTRIBUTES_MAX);
    }
    hsy_tree_free(&tree);
    hsy_page_free_source(&source);
}

/* The article of such a page is read, with a warning that has `warning` in it; NULL: with none. */
static void assert_read(page made, const char *warning) {
    check_tree(&made);
    hsy_story *story = hsy_story_new(NULL);
    assert_non_null(story);
    hearsay_error error = {.message = ""};
    const hsy_page_hints hints = {.now = 1700000000};
    const hsy_str bytes = {.data = made.data, .size = made.size};
    if (hsy_page_read(story, bytes, &hints, "made.html", NULL, &error) != HEARSAY_OK) fail_msg("%s", error.message);
    assert_non_null(memmem(story->given.data, story->given.size, "said Nora Whitfield", 19));
    assert_int_equal(hsy_utf8_valid(story->given.data, story->given.size), story->given.size);
    bool warned = warning == NULL && story->warning_count == 0;
    for (size_t i = 0; i < story->warning_count; i++)
        warned |= warning != NULL && strstr(story->warnings[i].data, warning) != NULL;
    if (!warned)
        fail_msg("%zu warnings, of which none is \"%s\", but the first \"%s\"", story->warning_count,
                 warning == NULL ? "" : warning, story->warning_count == 0 ? "" : story->warnings[0].data);
    hsy_story_free(story);
    free(made.data);
}

static void assert_piece_read(const char *before, const char *piece, size_t count, const char *warning) {
    assert_read(made_page(before, piece, count, ""), warning);
}

static void test_nesting_is_cut(void **state) {
    (void)state;
    assert_piece_read("", "<div>", 100000, "nested more than 512 deep");
    assert_piece_read("", "<font>", 30000, "nested more than 512 deep");
    assert_piece_read("", "<b><i>", 50000, "nested more than 512 deep");
    assert_piece_read("", "<dd>", 50000, "nested more than 512 deep");
    assert_piece_read("", "<table><tr><td>", 30000, "nested more than 512 deep");
    assert_piece_read("", "<x-y>", 30000, "nested more than 512 deep");
    assert_piece_read("", "<blockquote><ul><li>", 10000, "nested more than 512 deep");
}

static void test_what_only_looks_nested_is_read(void **state) {
    (void)state;
    assert_piece_read("", "<p>", 20000, NULL);
    assert_piece_read("<ul>", "<li>", 20000, NULL);
    assert_piece_read("", "<form>", 30000, NULL);
    assert_piece_read("<select>", "<option>", 20000, NULL);
    assert_piece_read("", "<body>", 30000, NULL);
    assert_piece_read("", "<html>", 30000, NULL);
}

static void test_attributes_are_cut(void **state) {
    (void)state;
    char *list = malloc(60000 * 12);
    assert_non_null(list);
    char *at = list;
    for (int i = 0; i < 60000; i++)
        at += sprintf(at, "a%d=b ", i);
    assert_read(made_page("<a ", list, 1, ">c</a>"), "59744 attributes behind the first 256 of a tag");
    free(list);
    assert_piece_read("<a ", "a ", 60000, "attributes behind the first 256");
    assert_piece_read("", "<a ", 200000, "attributes behind the first 256");
    assert_piece_read("<a ", "aaaaaaaaaaaaaaaa", 60000, "attributes behind the first 256");
}

static void test_names_are_cut(void **state) {
    (void)state;
    char *list = malloc(60000 * 12);
    assert_non_null(list);
    char *at = list;
    for (int i = 0; i < 60000; i++)
        at += sprintf(at, "&a%d ", i);
    assert_read(made_page("<p title='", list, 1, "'>"), "beyond the first 4096");
    assert_read(made_page("<aside>", list, 1, ""), "beyond the first 4096");
    free(list);
}

static void test_end_tags_without_start_tags_are_cut(void **state) {
    (void)state;
    assert_piece_read("", "</p>", 100000, "end tags without a start tag");
    assert_piece_read("<b><div><div><div>", "</b>", 100000, "end tags without a start tag");
    assert_piece_read("", "</body></html>", 100000, "end tags without a start tag");
}

static void test_what_never_ends_is_read_once(void **state) {
    (void)state;
    assert_piece_read("", "<", 100000, NULL);
    assert_piece_read("", "<!", 100000, NULL);
    assert_piece_read("", "<?", 100000, NULL);
    assert_piece_read("", "</", 100000, NULL);
    assert_piece_read("", "<!--", 100000, NULL);
    assert_piece_read("", "<script>", 100000, NULL);
    assert_piece_read("", "<script></script", 50000, "end tags without a start tag");
    assert_piece_read("<script>", "</scripx", 100000, NULL);
    assert_piece_read("<script type='application/ld+json'>", "[{", 100000, NULL);
    assert_piece_read("<a title='", "x", 300000, NULL);
    assert_piece_read("<", "a", 20000, NULL);
}

static void test_declared_entities_do_not_expand(void **state) {
    (void)state;
    char bomb[8192];
    char *at = stpcpy(bomb, "<!DOCTYPE html [<!ENTITY a0 \"aaaaaaaaaa\">");
    for (int i = 0; i < 60; i++)
        at += sprintf(at, "<!ENTITY a%d \"&a%d;&a%d;&a%d;&a%d;\">", i + 1, i, i, i, i);
    stpcpy(at, "]>");
    page made = {.data = malloc(sizeof bomb + sizeof article + 16)};
    assert_non_null(made.data);
    made.size = (size_t)(stpcpy(stpcpy(stpcpy(made.data, bomb), article), "<p>&a60;") - made.data);
    assert_read(made, NULL);
}

static void test_a_long_text_is_read(void **state) {
    (void)state;
    assert_piece_read("<p>", "The board said no. ", 50000, NULL);
    assert_piece_read("", "&#65;&amp;", 20000, NULL);
    assert_piece_read("", " \n", 100000, NULL);
}

/* --- Pages without an article ----------------------------------------------------------------------------------- */

static void assert_no_article(const char *text, const char *message) {
    hsy_story *story = hsy_story_new(NULL);
    assert_non_null(story);
    hearsay_error error = {.message = ""};
    const hsy_page_hints hints = {.now = 1700000000};
    assert_int_equal(hsy_page_read(story, hsy_str_of(text), &hints, "made.html", NULL, &error), HEARSAY_ERROR_INPUT);
    assert_string_equal(error.message, message);
    hsy_story_free(story);
}

static void test_a_page_without_an_article_says_why(void **state) {
    (void)state;
    assert_no_article("<html><body><img src=dam.jpg></body></html>", "made.html: there is no article in the page");
    assert_no_article("", "made.html: there is no article in the page");
    assert_no_article(
        "<html><frameset cols=50%><frame src=a.html></frameset></html>",
        "made.html: there is no article in the page: its text is in frames, which are pages of their own");
    assert_no_article("<html><head><meta http-equiv='Refresh' content='0; url=/dam.html'></head></html>",
                      "made.html: there is no article in the page: it only leads on to another");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nesting_is_cut),
        cmocka_unit_test(test_what_only_looks_nested_is_read),
        cmocka_unit_test(test_attributes_are_cut),
        cmocka_unit_test(test_names_are_cut),
        cmocka_unit_test(test_end_tags_without_start_tags_are_cut),
        cmocka_unit_test(test_what_never_ends_is_read_once),
        cmocka_unit_test(test_declared_entities_do_not_expand),
        cmocka_unit_test(test_a_long_text_is_read),
        cmocka_unit_test(test_a_page_without_an_article_says_why),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
