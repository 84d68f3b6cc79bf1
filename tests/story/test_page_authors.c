/* SPDX-License-Identifier: Apache-2.0 */
/* Who wrote a page's article. */
#include "page_made.h"

#define META(name, content) "<meta name=\"" name "\" content=\"" content "\">"
#define ARTICLE(author)                                                                                                \
    "<script type=\"application/ld+json\">{\"@type\": \"NewsArticle\", \"author\": " author "}</script>"
#define BYLINE(text) "<h1>The old mill burns down</h1><div class=\"byline\">" text "</div><p>Smoke rose.</p>"

static void test_json_gives_authors_in_every_shape(void **state) {
    (void)state;
    assert_authors(ARTICLE("\"Ada Quill\""), "", "Ada Quill");
    assert_authors(ARTICLE("{\"@type\": \"Person\", \"name\": \"Ada Quill\"}"), "", "Ada Quill");
    assert_authors(ARTICLE("[{\"name\": \"Ada Quill\"}, {\"name\": \"Ben Ink\"}]"), "", "Ada Quill; Ben Ink");
    assert_authors(ARTICLE("{\"name\": [\"Ada Quill\", \"Ben Ink\"]}"), "", "Ada Quill; Ben Ink");
    assert_authors(ARTICLE("[[{\"name\": \"Ada Quill\"}]]"), "", "Ada Quill");
    assert_authors(ARTICLE("{\"name\": \"Ada Quill, Ben Ink and Cy Nib\"}"), "", "Ada Quill; Ben Ink; Cy Nib");
}

static void test_a_meta_may_name_the_author_but_no_address_or_handle(void **state) {
    (void)state;
    assert_authors(META("author", "Ada Quill"), "", "Ada Quill");
    assert_authors(META("author", "https://mill.example/ada") META("parsely-author", "Ada Quill"), "", "Ada Quill");
    assert_authors(META("author", "@adaquill"), "", "");
    assert_authors(META("dc.creator", "Ada Quill") META("dc.creator", "Ben Ink"), "", "Ada Quill; Ben Ink");
}

static void test_a_byline_is_read_in_many_languages(void **state) {
    (void)state;
    static const char *const bylines[] = {
        "By Ada Quill",          "BY ADA QUILL",   "Von Ada Quill",      "Por Ada Quill",
        "Par Ada Quill",         "Di Ada Quill",   "Text: Ada Quill",    "Ein Beitrag von Ada Quill",
        "Written by: Ada Quill", "Door Ada Quill", "Autorin: Ada Quill",
    };
    for (size_t i = 0; i < sizeof bylines / sizeof *bylines; i++) {
        char body[400];
        snprintf(body, sizeof body, BYLINE("%s"), bylines[i]);
        assert_authors("", body, i == 1 ? "ADA QUILL" : "Ada Quill");
    }
}

static void test_what_stands_behind_the_names_is_left_out(void **state) {
    (void)state;
    static const char *const bylines[] = {
        "By Ada Quill | May 4, 2021",         "By Ada Quill, 4 May 2021",
        "Von Ada Quill, Di, 4. Mai 2021",     "By Ada Quill, Senior Mill Reporter",
        "By Ada Quill in Millbrook",          "By Ada Quill (Millbrook)",
        "By Ada Quill ada@mill.example",      "By Ada Quill @adaquill",
        "By Ada Quill Updated 10:15",         "By Ada Quill, PhD",
        "Posted on May 4, 2021 by Ada Quill", "May 4 2021, by Ada Quill",
    };
    for (size_t i = 0; i < sizeof bylines / sizeof *bylines; i++) {
        char body[400];
        snprintf(body, sizeof body, BYLINE("%s"), bylines[i]);
        assert_authors("", body, "Ada Quill");
    }
}

static void test_several_authors_are_parted(void **state) {
    (void)state;
    assert_authors("", BYLINE("By Ada Quill and Ben Ink"), "Ada Quill; Ben Ink");
    assert_authors("", BYLINE("Von Ada Quill und Ben Ink"), "Ada Quill; Ben Ink");
    assert_authors("", BYLINE("By Ada Quill, Ben Ink &amp; Cy van der Nib"), "Ada Quill; Ben Ink; Cy van der Nib");
    assert_authors("", BYLINE("By <a rel=author>Ada Quill</a>, <a rel=author>Ben Ink</a>"), "Ada Quill; Ben Ink");
    assert_authors("", BYLINE("By Ada Quill Jr. and Ada Quill Jr."), "Ada Quill Jr.");
    assert_authors("", BYLINE("By Ada Quill, Ben Ink, and Cy Nib"), "Ada Quill; Ben Ink; Cy Nib");
    assert_authors("", BYLINE("By Ada Y. Quill, Jr., and Ben Ink"), "Ada Y. Quill, Jr.; Ben Ink");
}

static void test_the_outlet_is_no_author_unless_it_alone_signs(void **state) {
    (void)state;
    const char *site = "<meta property=\"og:site_name\" content=\"Mill Gazette\">";
    assert_authors(site, BYLINE("By Ada Quill, Mill Gazette"), "Ada Quill");
    assert_authors(site, BYLINE("By The Mill Gazette"), "The Mill Gazette");
    assert_authors("<meta property=\"og:site_name\" content=\"Mill and Dale\">" META("author", "Mill and Dale, Dale"),
                   "", "");
    assert_authors("<meta property=\"og:site_name\" content=\"Mill Gazette\">" META("author", "Mill Gazette"), "", "");
}

static void test_an_agency_is_the_origin_and_an_author_only_where_nobody_else_is(void **state) {
    (void)state;
    made_page page;
    make_page(&page, "", BYLINE("Von Ada Quill, dpa"));
    assert_int_equal(page.facts.author_count, 1);
    assert_string(page.facts.authors[0], "Ada Quill");
    assert_string(page.facts.credit, "dpa");
    free_page(&page);
    assert_authors("", BYLINE("Ada Quill/dpa"), "Ada Quill");
    make_page(&page, ARTICLE("{\"name\": \"Reuters\"}"), "");
    assert_int_equal(page.facts.author_count, 1);
    assert_string(page.facts.authors[0], "Reuters");
    assert_string(page.facts.credit, "Reuters");
    free_page(&page);
}

static void test_names_of_commenters_and_photographers_are_not_taken(void **state) {
    (void)state;
    assert_authors("",
                   "<h1>The old mill burns down</h1><figure><span class=author>Pia Lens</span></figure><p>Smoke "
                   "rose.</p><div class=comments><span class=\"comment-author\">Joe Angry</span></div>",
                   "");
}

static void test_a_byline_without_a_mark_is_found_below_the_headline(void **state) {
    (void)state;
    assert_authors("", "<h1>The old mill burns down</h1><p>By Ada Quill</p><p>Smoke rose over the valley.</p>",
                   "Ada Quill");
    assert_authors("",
                   "<h1>The old mill burns down</h1><p><a href=\"/author/ada-quill\">Ada Quill</a></p><p>Smoke.</p>",
                   "Ada Quill");
    assert_authors("", "<div>By Ada Quill</div><h1>The old mill burns down</h1><p>Smoke rose.</p>", "Ada Quill");
    assert_authors("", "<h1>The old mill burns down</h1><p>By then the mill was gone.</p>", "");
}

static void test_what_a_reader_sees_may_name_more_than_the_metadata(void **state) {
    (void)state;
    assert_authors(META("author", "Ada Quill"), BYLINE("By Ada Quill and Ben Ink"), "Ada Quill; Ben Ink");
}

static void test_a_role_is_no_part_of_the_name(void **state) {
    (void)state;
    assert_authors("", BYLINE("By Ada Quill Senior Mill Correspondent"), "Ada Quill");
    assert_authors("", BYLINE("Von Gazette-Redakteurin Ada Quill"), "Ada Quill");
    assert_authors("", BYLINE("<a rel=author>Ada Quill</a><span class=author-role>Senior Contributor</span>"),
                   "Ada Quill");
    assert_authors("", BYLINE("Gazette News Desk"), "Gazette News Desk");
}

static void test_a_box_on_the_author_begins_with_the_name(void **state) {
    (void)state;
    assert_authors("",
                   "<h1>The old mill burns down</h1><div class=\"author-card\"><h3>Ada Quill</h3><div>has written on "
                   "mills and on the people of the valley for twenty years, and on its fires, floods and "
                   "feasts.</div></div>",
                   "Ada Quill");
}

static void test_a_person_that_a_reader_sees_goes_before_an_organization_of_the_metadata(void **state) {
    (void)state;
    const char *desk = ARTICLE("{\"@type\": \"Organization\", \"name\": \"Valley News Bureau\"}");
    assert_authors(desk, BYLINE("By Ada Quill"), "Ada Quill");
    assert_authors(desk, "", "Valley News Bureau");
}

static void test_placeholders_are_no_authors(void **state) {
    (void)state;
    assert_authors(META("author", "admin"), "", "");
    assert_authors(ARTICLE("{\"name\": \"No Author\"}"), BYLINE("By Ada Quill"), "Ada Quill");
    assert_authors(ARTICLE("{\"name\": \"aquill\"}"), BYLINE("By Ada Quill"), "Ada Quill");
}

#define HEADLINE "<h1>The old mill burns down</h1>"
#define LONG_STORY                                                                                                     \
    "<p>Smoke stood over the valley for hours, and nobody could say when the fire would be out or what it had left "   \
    "of the wheel, the weir and the two barns in which the grain of the whole village had been kept since May.</p>"

static void test_a_name_that_stands_with_the_date_is_the_authors(void **state) {
    (void)state;
    assert_authors("", HEADLINE "<div>Nora Quill | 9 March 2021</div>" LONG_STORY, "Nora Quill");
    assert_authors("", HEADLINE "<div>9. März 2021, 14:05 Uhr | Nora Quill</div>" LONG_STORY, "Nora Quill");
    assert_authors("", HEADLINE "<div>Nora Quill</div><div>·</div><div>9 marca 2021</div>" LONG_STORY, "Nora Quill");
    assert_authors("", HEADLINE "<p>March 9, 2021</p><p>Nora Quill, Staff Writer</p>" LONG_STORY, "Nora Quill");
    assert_authors("", HEADLINE "<div><span>Nora Quill</span><span>AP</span></div><p>May 4, 2021</p>" LONG_STORY,
                   "Nora Quill");
}

static void test_a_section_a_topic_or_a_sentence_with_a_date_is_no_author(void **state) {
    (void)state;
    assert_authors("", HEADLINE "<div>World News | 9 March 2021</div>" LONG_STORY, "");
    assert_authors("", HEADLINE "<p>9 March 2021</p><p><a href=\"/tag/quill\">Nora Quill</a></p>" LONG_STORY, "");
    assert_authors("", HEADLINE "<p>Nora Quill will open the mill on 9 March 2021</p>" LONG_STORY, "");
    assert_authors("", HEADLINE "<p>Nora Quill</p>" LONG_STORY, "");
    assert_authors("", HEADLINE "<p>Source: Ministry Of Mills, 9 March 2021</p>" LONG_STORY, "");
}

static void test_by_alone_on_its_line_speaks_of_the_next(void **state) {
    (void)state;
    assert_authors("", HEADLINE "<div>Geschrieben von</div><div>Ada Quill</div>" LONG_STORY, "Ada Quill");
    assert_authors("",
                   "<section>" HEADLINE "<span>by</span> <a href=\"/author/ada\">Ada Quill</a> <span>—</span> "
                   "<span>9 March 2021</span>" LONG_STORY "</section>",
                   "Ada Quill");
}

static void test_a_byline_may_stand_behind_the_article(void **state) {
    (void)state;
    assert_authors("", "<article>" HEADLINE LONG_STORY LONG_STORY LONG_STORY "<p>Autorin: Ada Quill</p></article>",
                   "Ada Quill");
    assert_authors("", "<article>" HEADLINE LONG_STORY "<p>Posted by Nora Quill, Mill Project Marketing</p></article>",
                   "Nora Quill");
}

static void test_what_is_laid_out_below_a_name_is_no_part_of_it(void **state) {
    (void)state;
    assert_authors("", BYLINE("<p>By Ada Quill</p><p>Free Spirit</p><p>All Stories</p>"), "Ada Quill");
    assert_authors("", BYLINE("by Ada Quill<br>Last updated 4 June 2020"), "Ada Quill");
    assert_authors("", BYLINE("<span>Ada Quill</span><span>Millbrook</span>"), "Ada Quill");
    assert_authors("", BYLINE("<ul><li>Nora Quill</li><li>Frank Ink</li></ul>"), "Nora Quill; Frank Ink");
}

static void test_a_catalogue_puts_the_familys_name_first(void **state) {
    (void)state;
    assert_authors(META("citation_author", "Quill, Ada J.") META("citation_author", "van der Ink, Ben"), "",
                   "Ada J. Quill; Ben van der Ink");
    assert_authors(META("DC.Creator", "Quill, Nora"), "", "Nora Quill");
    assert_authors(META("dc.creator", "Nora Quill, Frank Ink"), "", "Nora Quill; Frank Ink");
}

static void test_a_name_is_given_once_and_in_full(void **state) {
    (void)state;
    assert_authors(META("author", "Ada Ada"), "", "Ada");
    assert_authors(ARTICLE("[{\"name\": \"Ada\"}, {\"name\": \"Ada Quill\"}]"), "", "Ada Quill");
    assert_authors(ARTICLE("{\"name\": \"The Associated Press\"}"), "", "The Associated Press");
    assert_authors("", BYLINE("By Ada Quill Associated Press"), "Ada Quill");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_json_gives_authors_in_every_shape),
        cmocka_unit_test(test_a_meta_may_name_the_author_but_no_address_or_handle),
        cmocka_unit_test(test_a_byline_is_read_in_many_languages),
        cmocka_unit_test(test_what_stands_behind_the_names_is_left_out),
        cmocka_unit_test(test_several_authors_are_parted),
        cmocka_unit_test(test_the_outlet_is_no_author_unless_it_alone_signs),
        cmocka_unit_test(test_an_agency_is_the_origin_and_an_author_only_where_nobody_else_is),
        cmocka_unit_test(test_names_of_commenters_and_photographers_are_not_taken),
        cmocka_unit_test(test_a_byline_without_a_mark_is_found_below_the_headline),
        cmocka_unit_test(test_what_a_reader_sees_may_name_more_than_the_metadata),
        cmocka_unit_test(test_a_role_is_no_part_of_the_name),
        cmocka_unit_test(test_a_box_on_the_author_begins_with_the_name),
        cmocka_unit_test(test_a_person_that_a_reader_sees_goes_before_an_organization_of_the_metadata),
        cmocka_unit_test(test_placeholders_are_no_authors),
        cmocka_unit_test(test_a_name_that_stands_with_the_date_is_the_authors),
        cmocka_unit_test(test_a_section_a_topic_or_a_sentence_with_a_date_is_no_author),
        cmocka_unit_test(test_by_alone_on_its_line_speaks_of_the_next),
        cmocka_unit_test(test_a_byline_may_stand_behind_the_article),
        cmocka_unit_test(test_what_is_laid_out_below_a_name_is_no_part_of_it),
        cmocka_unit_test(test_a_catalogue_puts_the_familys_name_first),
        cmocka_unit_test(test_a_name_is_given_once_and_in_full),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
