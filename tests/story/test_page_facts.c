/* SPDX-License-Identifier: Apache-2.0 */
/* A page's headline, outlet, address and language. */
#include <stdlib.h>

#include "page_made.h"

#define META(name, content) "<meta name=\"" name "\" content=\"" content "\">"
#define OG(name, content) "<meta property=\"og:" name "\" content=\"" content "\">"

/* --- Headline ------------------------------------------------------------------------------------------- */

static void test_the_heading_that_a_reader_sees_is_the_title(void **state) {
    (void)state;
    assert_title(OG("title", "Mill fire: what we know about the blaze"), "<h1>The old mill burns down</h1>",
                 "The old mill burns down");
    assert_title("<title>The old mill burns down | Mill Gazette</title>", "<h1>The <i>old</i> mill burns down</h1>",
                 "The old mill burns down");
}

static void test_the_sites_name_is_no_title(void **state) {
    (void)state;
    const char *head = OG("site_name", "Mill Gazette") OG("title", "The old mill burns down");
    assert_title(head, "<h1>Mill Gazette</h1><h2>The old mill burns down</h2>", "The old mill burns down");
    assert_title(head, "<h1><a href=\"/\">The Gazette</a></h1><h1>The old mill burns down</h1>",
                 "The old mill burns down");
    assert_title(head, "<h1>Mill Gazette</h1><p>Smoke.</p>", "The old mill burns down");
}

static void test_of_several_headings_the_one_that_the_metadata_repeats_is_taken(void **state) {
    (void)state;
    assert_title(OG("title", "The old mill burns down"),
                 "<h1>Latest from the valley</h1><h1>The Old Mill Burns Down</h1><h1>More news</h1>",
                 "The Old Mill Burns Down");
    assert_title("<title>The old mill burns down - Fires - Gazette</title>",
                 "<h1>Search</h1><h2>The old mill burns down</h2>", "The old mill burns down");
}

static void test_a_kicker_is_no_part_of_the_title(void **state) {
    (void)state;
    assert_title("", "<h1><span class=\"article-kicker\">Valley</span> The old mill burns down</h1>",
                 "The old mill burns down");
    assert_title(OG("title", "The old mill burns down"), "<h1>VALLEY The old mill burns down</h1>",
                 "The old mill burns down");
    assert_title(OG("title", "The old mill burns down"),
                 "<h1><span>Valley</span><span>The old mill burns down</span></h1>", "The old mill burns down");
}

static void test_without_a_heading_the_metadata_gives_the_title_without_the_outlet(void **state) {
    (void)state;
    assert_title(OG("site_name", "Mill Gazette") "<title>Fire: the mill is gone - The Mill Gazette</title>", "",
                 "Fire: the mill is gone");
    assert_title(OG("site_name", "Gazette") "<title>Gazette | The mill is gone</title>", "", "The mill is gone");
    assert_title("<title>The mill is gone</title>", "", "The mill is gone");
    assert_title("", "<p>Smoke.</p>", NULL);
}

static void test_headings_of_menus_and_comments_are_not_taken(void **state) {
    (void)state;
    assert_title(OG("title", "The old mill burns down"),
                 "<nav><h2>The old mill burns down again</h2></nav><h1>Old mill burns to the ground</h1>"
                 "<div class=\"comments\"><h2>What do you say?</h2></div>",
                 "Old mill burns to the ground");
}

static void test_values_that_were_escaped_twice_are_read_as_meant(void **state) {
    (void)state;
    assert_title(OG("title", "Fire &amp;amp; smoke:  the &lt;b&gt;mill&lt;/b&gt;&amp;#8217;s end"), "",
                 "Fire & smoke: the mill’s end");
}

/* --- Outlet, address, language ---------------------------------------------------------------------------- */

static void assert_outlet(const char *url, const char *head, const char *expected) {
    made_page page;
    make_page_at(&page, url, head, "<p>Smoke.</p>");
    assert_string(page.facts.outlet, expected);
    free_page(&page);
}

static void test_the_outlet_is_who_publishes_the_page(void **state) {
    (void)state;
    const char *publisher = "<script type=\"application/ld+json\">{\"@type\": \"NewsArticle\", \"publisher\": "
                            "{\"@type\": \"Organization\", \"name\": \"Gazette Press\"}}</script>";
    assert_outlet(NULL, OG("site_name", "Mill Gazette"), "Mill Gazette");
    assert_outlet(NULL, publisher, "Gazette Press");
    assert_outlet(NULL, META("application-name", "Gazette App"), "Gazette App");
    assert_outlet("https://www.gazette.example/", OG("site_name", "Gazette.news.ex") META("application-name", "Reader"),
                  "Reader");
    assert_outlet("https://www.gazette.ca/", OG("site_name", "Gazette.ca") META("application-name", "Reader"),
                  "Gazette");
    assert_outlet(NULL, OG("site_name", "millgazette") META("application-name", "Mill Gazette"), "Mill Gazette");
    assert_outlet("https://www.millgazette.example/fire", "<title>The mill is gone | The Mill Gazette</title>",
                  "The Mill Gazette");
    assert_outlet("https://news.gazette.co.uk/fire", "<title>The mill is gone - again</title>", "Gazette");
    assert_outlet("https://tvm.example/fire", "", "TVM");
    assert_outlet(NULL, "", NULL);
}

static void assert_url(const char *url, const char *head, const char *expected) {
    made_page page;
    make_page_at(&page, url, head, "<p>Smoke.</p>");
    assert_string(page.facts.url, expected);
    free_page(&page);
}

static void test_the_canonical_address_is_the_pages(void **state) {
    (void)state;
    const char *canonical = "<link rel=\"canonical\" href=\"https://mill.example/fire\">";
    assert_url("https://mill.example/fire?ref=1", canonical, "https://mill.example/fire");
    assert_url("https://mill.example/fire?ref=1", OG("url", "https://mill.example/f"), "https://mill.example/f");
    assert_url("https://mill.example/fire?ref=1", "<link rel=\"canonical\" href=\"/fire\">",
               "https://mill.example/fire?ref=1");
    assert_url("https://mill.example/fire", "<link rel=\"canonical\" href=\"javascript:void(0)\">",
               "https://mill.example/fire");
    assert_url("https://mill.example/fire", "<link rel=\"canonical\" href=\"https://mill.example/\">",
               "https://mill.example/fire");
    assert_url(NULL, "", NULL);
}

static void test_the_language_is_the_one_the_page_declares(void **state) {
    (void)state;
    made_page page;
    make_page(&page, OG("locale", "de_AT"), "");
    assert_string(page.facts.language, "de-AT");
    free_page(&page);
    make_page(&page, "<meta http-equiv=\"Content-Language\" content=\"pt\">", "");
    assert_string(page.facts.language, "pt");
    free_page(&page);
    make_page(&page, META("language", "no language!"), "");
    assert_string(page.facts.language, NULL);
    free_page(&page);
}

static void test_the_body_and_the_provider_that_json_gives_are_kept(void **state) {
    (void)state;
    made_page page;
    make_page(&page,
              "<script type=\"application/ld+json\">{\"@type\": \"NewsArticle\", \"articleBody\": \"Smoke &amp; "
              "fire.\\n\\nThe mill is gone.\", \"sourceOrganization\": {\"name\": \"Valley Wire\"}}</script>",
              "");
    assert_string(page.facts.body, "Smoke & fire.\nThe mill is gone.");
    assert_string(page.facts.credit, "Valley Wire");
    free_page(&page);
}

static void test_a_page_of_many_headings_and_metas_is_read_in_time(void **state) {
    (void)state;
    hsy_buffer body;
    hsy_buffer_init(&body, NULL);
    for (int i = 0; i < 100000; i++)
        hsy_buffer_text(&body, "<h1>Fire at the mill</h1><meta name=author content=x><a rel=author>Ada Quill</a>");
    hsy_buffer_char(&body, '\0');
    made_page page;
    make_page(&page, "", body.data);
    assert_string(page.facts.title, "Fire at the mill");
    free_page(&page);
    hsy_buffer_free(&body);
}

typedef struct refusal {
    size_t left; /* allocations that are granted yet */
} refusal;

static void *resize_or_refuse(void *data, void *pointer, size_t size) {
    refusal *refused = data;
    if (size == 0) {
        free(pointer);
        return NULL;
    }
    if (refused->left == 0) return NULL;
    refused->left--;
    return realloc(pointer, size);
}

static void test_each_refused_allocation_is_told(void **state) {
    (void)state;
    const hsy_str html = hsy_str_of(
        "<html lang=en><head><title>The mill is gone | Gazette</title><meta name=author content=\"Ada Quill\"><script "
        "type=\"application/ld+json\">{\"@type\": \"Article\", \"headline\": \"The mill\", \"articleBody\": "
        "\"Smoke.\",}</script></head><body><h1>The mill</h1><p class=byline>By Ada Quill and Ben "
        "Ink</p></body></html>");
    bool whole = false;
    for (size_t granted = 0; !whole; granted++) {
        refusal refused = {.left = granted};
        const hearsay_allocator allocator = {.resize = resize_or_refuse, .data = &refused};
        hsy_tree tree;
        hearsay_error error;
        if (hsy_tree_parse(html, &allocator, &tree, &error) != HEARSAY_OK) continue;
        hsy_arena arena;
        hsy_arena_init(&arena, &allocator);
        hsy_page_facts facts;
        const hsy_page_hints hints = {.now = 1640908800};
        whole = hsy_page_find_facts(&tree, &hints, &arena, &facts);
        if (whole) assert_string(facts.title, "The mill");
        hsy_arena_free(&arena);
        hsy_tree_free(&tree);
        assert_true(granted < 10000);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_heading_that_a_reader_sees_is_the_title),
        cmocka_unit_test(test_the_sites_name_is_no_title),
        cmocka_unit_test(test_of_several_headings_the_one_that_the_metadata_repeats_is_taken),
        cmocka_unit_test(test_a_kicker_is_no_part_of_the_title),
        cmocka_unit_test(test_without_a_heading_the_metadata_gives_the_title_without_the_outlet),
        cmocka_unit_test(test_headings_of_menus_and_comments_are_not_taken),
        cmocka_unit_test(test_values_that_were_escaped_twice_are_read_as_meant),
        cmocka_unit_test(test_the_outlet_is_who_publishes_the_page),
        cmocka_unit_test(test_the_canonical_address_is_the_pages),
        cmocka_unit_test(test_the_language_is_the_one_the_page_declares),
        cmocka_unit_test(test_the_body_and_the_provider_that_json_gives_are_kept),
        cmocka_unit_test(test_a_page_of_many_headings_and_metas_is_read_in_time),
        cmocka_unit_test(test_each_refused_allocation_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
