/* SPDX-License-Identifier: Apache-2.0 */
/* A page's tree, and where in the page each text of it stands. */
#include <pthread.h>
#include <stdlib.h>

#include "made.h"

#include "story/page/tree/tree.h"

static hsy_tree parsed(const char *page) {
    hsy_tree tree;
    hearsay_error error = {.message = ""};
    assert_int_equal(hsy_tree_parse(hsy_str_of(page), NULL, &tree, &error), HEARSAY_OK);
    return tree;
}

/* What holds of every tree. */
static void check(const hsy_tree *tree) {
    size_t at = 0;
    assert_int_equal(tree->nodes[0].end, tree->count);
    for (size_t i = 1; i < tree->count; i++) {
        const hsy_node *node = &tree->nodes[i];
        assert_true(node->parent < i && node->end > i && node->end <= tree->nodes[node->parent].end);
        assert_true(node->source.start >= at && node->source.end >= node->source.start);
        assert_true(node->source.end <= tree->page.size);
        at = node->source.end;
        if (node->tag != HSY_TAG_TEXT) continue;
        assert_true(node->text.size > 0 && node->end == i + 1);
        assert_true(node->source.end > node->source.start);
        if (node->replaced) continue;
        assert_int_equal(node->source.end - node->source.start, node->text.size);
        assert_memory_equal(tree->page.data + node->source.start, node->text.data, node->text.size);
    }
}

/* The page's texts, "source" for one that is itself, "source=text" for one that stands for something, parted by "|". */
static void assert_texts(const char *page, const char *expected) {
    hsy_tree tree = parsed(page);
    check(&tree);
    char found[4096] = "";
    for (size_t i = 0; i < tree.count; i++) {
        const hsy_node *node = &tree.nodes[i];
        if (node->tag != HSY_TAG_TEXT) continue;
        const size_t size = strlen(found);
        snprintf(found + size, sizeof found - size, "%s%.*s%s%.*s", size == 0 ? "" : "|",
                 (int)(node->source.end - node->source.start), page + node->source.start, node->replaced ? "=" : "",
                 node->replaced ? (int)node->text.size : 0, node->text.data);
    }
    assert_string_equal(found, expected);
    hsy_tree_free(&tree);
}

/* The elements, each with what is below it in brackets; text as "". */
static void assert_shape(const char *page, const char *expected) {
    hsy_tree tree = parsed(page);
    check(&tree);
    char found[4096] = "";
    for (size_t i = 1; i < tree.count; i++) {
        const hsy_node *node = &tree.nodes[i];
        const size_t size = strlen(found);
        const char *name = node->tag == HSY_TAG_TEXT    ? "\"\""
                           : node->tag == HSY_TAG_OTHER ? node->text.data
                                                        : hsy_tag_name((hsy_tag)node->tag);
        snprintf(found + size, sizeof found - size, "%.*s%s", (int)node->depth, "........................", name);
    }
    assert_string_equal(found, expected);
    hsy_tree_free(&tree);
}

/* --- Text ---------------------------------------------------------------------------------------------------- */

static void test_text_stands_in_the_page(void **state) {
    (void)state;
    assert_texts("<p>The dam<br>will <b>hold</b>, said<!-- a & b --> Nora.</p>\n",
                 "The dam|will |hold|, said| Nora.|\n");
    assert_texts("The dam", "The dam");
    assert_texts("<title>Dam</title>text", "Dam|text");
}

static void test_an_entity_stands_for_its_character(void **state) {
    (void)state;
    assert_texts("<p>A&amp;B&nbsp;C", "A|&amp;=&|B|&nbsp;=\u00A0|C");
    assert_texts("<p>&#8220;No&#x201D;", "&#8220;=\u201C|No|&#x201D;=\u201D");
    assert_texts("<p>&quot;&quot;&lt;b&gt;", "&quot;=\"|&quot;=\"|&lt;=<|b|&gt;=>");
}

/* Whose last byte is the very character. */
static void test_an_entity_that_ends_like_its_character_is_one_all_the_same(void **state) {
    (void)state;
    assert_texts("<p>a&#59;b", "a|&#59;=;|b");
    assert_texts("<p>a&#x37 b", "a|&#x37=7| b");
    assert_texts("<p>&#0;7", "7");
    assert_texts("<p><!-- &#x3 -->7", "7");
    assert_texts("<p>x<!-- &#5 -->&#x3B;", "x|&#x3B;=;");
}

static void test_what_is_no_entity_is_text(void **state) {
    (void)state;
    assert_texts("<p>AT&T, Q&A; B & C &nosuch; &;", "AT&T, Q&A; B & C &nosuch; &;");
    assert_texts("<p>&nbsp&nbsp;&", "&nbsp|&nbsp;=\u00A0|&");
    assert_texts("<p>5 < 6 <7 <", "5 < 6 <7 <");
}

static void test_a_long_text_is_one(void **state) {
    (void)state;
    char page[20000] = "<p>x<!-- -->";
    for (size_t i = strlen(page); i + 2 < sizeof page - 10; i += 2)
        memcpy(page + i, "\u00E9", 2);
    hsy_tree tree = parsed(page);
    check(&tree);
    assert_int_equal(tree.count, 6);
    assert_int_equal(tree.nodes[5].text.size, strlen(page) - 12);
    hsy_tree_free(&tree);
    memset(page + 12, 'a', strlen(page) - 12);
    tree = parsed(page);
    check(&tree);
    assert_int_equal(tree.count, 6);
    assert_int_equal(tree.nodes[5].source.start, 12);
    hsy_tree_free(&tree);
}

static void test_of_scripts_those_of_data_alone_are_text(void **state) {
    (void)state;
    assert_texts(
        "<script>a</script><style>b</style><script type='application/ld+json'>{\"c\": \"</p>&amp;\"}</script>d",
        "{\"c\": \"</p>&amp;\"}|d");
}

/* --- Elements -------------------------------------------------------------------------------------------------- */

static void test_elements_without_content_hold_nothing(void **state) {
    (void)state;
    assert_shape(
        "<p>a<wbr>b<embed src=x>c<picture><source><img></picture>d</p>e",
        ".html..body...p....\"\"....wbr....\"\"....embed....\"\"....picture.....source.....img....\"\"...\"\"");
}

static void test_names_and_values_of_attributes_are_decoded(void **state) {
    (void)state;
    hsy_tree tree = parsed("<P CLASS=\"a &amp; b\" hidden data-X='&#233;'>x</P><p class=c>y");
    assert_string(hsy_tree_attribute(&tree, 3, "class"), "a & b");
    assert_string(hsy_tree_attribute(&tree, 3, "hidden"), "");
    assert_string(hsy_tree_attribute(&tree, 3, "data-x"), "\u00E9");
    assert_string(hsy_tree_attribute(&tree, 3, "id"), NULL);
    assert_string(hsy_tree_attribute(&tree, 5, "class"), "c");
    hsy_tree_free(&tree);
}

static void test_every_tag_is_found_by_its_name(void **state) {
    (void)state;
    hsy_tag_memory memory = {.slots = {0}};
    for (int twice = 0; twice < 2; twice++) {
        for (int tag = HSY_TAG_OTHER + 1; tag < HSY_TAGS_COUNT; tag++) {
            assert_int_equal(hsy_tag_find(&memory, hsy_str_of(hsy_tag_name((hsy_tag)tag))), tag);
            assert_int_equal(hsy_tag_find(NULL, hsy_str_of(hsy_tag_name((hsy_tag)tag))), tag);
        }
        assert_int_equal(hsy_tag_find(&memory, hsy_str_of("he")), HSY_TAG_OTHER);
        assert_int_equal(hsy_tag_find(&memory, hsy_str_of("headers")), HSY_TAG_OTHER);
        assert_int_equal(hsy_tag_find(&memory, hsy_str_of("")), HSY_TAG_OTHER);
        assert_int_equal(hsy_tag_find(&memory, hsy_str_of("a-name-longer-than-any")), HSY_TAG_OTHER);
    }
}

static void test_a_page_of_xhtml_is_read(void **state) {
    (void)state;
    assert_shape(
        "<?xml version='1.0' encoding='utf-8'?><html xmlns='x'><head><title>a</title></head><body><p>b<br/>c</p>"
        "</body></html>",
        ".html..head...title....\"\"..body...p....\"\"....br....\"\"");
}

static void test_a_page_that_is_cut_off_ends_there(void **state) {
    (void)state;
    assert_texts("<p>The dam will hold, said <a href='/nora", "The dam will hold, said ");
    assert_texts("<p>The dam will &am", "The dam will &am");
    assert_texts("<p>The dam <!-- never", "The dam ");
}

static void test_an_empty_page_has_the_document_alone(void **state) {
    (void)state;
    assert_shape("", "");
    assert_shape(" \n", "");
}

/* --- Limits and threads ------------------------------------------------------------------------------------------ */

static void test_nodes_behind_the_limit_are_left_out(void **state) {
    (void)state;
    const size_t count = HSY_TREE_NODES_MAX / 2 + 10;
    char *page = malloc(count * 5 + 1);
    assert_non_null(page);
    for (size_t i = 0; i < count; i++)
        memcpy(page + i * 5, "a<br>", 5);
    hsy_tree tree;
    hearsay_error error;
    assert_int_equal(hsy_tree_parse((hsy_str){.data = page, .size = count * 5}, NULL, &tree, &error), HEARSAY_OK);
    assert_true(tree.cut);
    assert_int_equal(tree.count, HSY_TREE_NODES_MAX);
    hsy_tree_free(&tree);
    free(page);
}

/* The tree alone, without the scan before it. */
static void test_a_tree_is_no_deeper_than_its_limit(void **state) {
    (void)state;
    char *page = malloc(2 * HSY_TREE_DEPTH_MAX * 5 + 1);
    assert_non_null(page);
    for (size_t i = 0; i < 2 * HSY_TREE_DEPTH_MAX; i++)
        memcpy(page + i * 5, "<div>", 5);
    hsy_tree tree;
    hearsay_error error;
    assert_int_equal(hsy_tree_parse((hsy_str){.data = page, .size = 2 * HSY_TREE_DEPTH_MAX * 5}, NULL, &tree, &error),
                     HEARSAY_OK);
    assert_true(tree.cut);
    assert_int_equal(tree.count, HSY_TREE_DEPTH_MAX + 1);
    hsy_tree_free(&tree);
    free(page);
}

static void *parse_often(void *data) {
    size_t *count = data;
    for (int i = 0; i < 50; i++) {
        hsy_tree tree;
        if (hsy_tree_parse(hsy_str_of("<p a=b>The dam &amp; <x-y>river"), NULL, &tree, NULL) == HEARSAY_OK) {
            *count += tree.count;
            hsy_tree_free(&tree);
        }
    }
    return NULL;
}

static void test_threads_parse_at_once(void **state) {
    (void)state;
    enum { THREADS = 4 };
    pthread_t threads[THREADS];
    size_t counts[THREADS] = {0};
    for (size_t i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, parse_often, &counts[i]), 0);
    for (size_t i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_int_equal(counts[i], 50 * 9);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_stands_in_the_page),
        cmocka_unit_test(test_an_entity_stands_for_its_character),
        cmocka_unit_test(test_an_entity_that_ends_like_its_character_is_one_all_the_same),
        cmocka_unit_test(test_what_is_no_entity_is_text),
        cmocka_unit_test(test_a_long_text_is_one),
        cmocka_unit_test(test_of_scripts_those_of_data_alone_are_text),
        cmocka_unit_test(test_elements_without_content_hold_nothing),
        cmocka_unit_test(test_names_and_values_of_attributes_are_decoded),
        cmocka_unit_test(test_every_tag_is_found_by_its_name),
        cmocka_unit_test(test_a_page_of_xhtml_is_read),
        cmocka_unit_test(test_a_page_that_is_cut_off_ends_there),
        cmocka_unit_test(test_an_empty_page_has_the_document_alone),
        cmocka_unit_test(test_nodes_behind_the_limit_are_left_out),
        cmocka_unit_test(test_a_tree_is_no_deeper_than_its_limit),
        cmocka_unit_test(test_threads_parse_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
