/* SPDX-License-Identifier: Apache-2.0 */
/* Which text of a page is its article. */
#include "page_made.h"

/* --- Asking ------------------------------------------------------------------------------------------------ */

static const hsy_page_hints of_a_page = {.now = 1640908800};
static const hsy_page_hints of_a_feed = {.now = 1640908800, .fragment = true};

typedef struct written {
    hsy_draft draft;
    hsy_vector blocks, captions;
} written;

static void write_body(made_page *page, const hsy_page_hints *hints, written *to) {
    hsy_story_init_draft(&to->draft, NULL);
    hsy_vector_init(&to->blocks, sizeof(hsy_block), NULL);
    hsy_vector_init(&to->captions, sizeof(hsy_str), NULL);
    uint8_t *parts = hsy_page_find_body(&page->tree, hints, &page->facts, &page->arena);
    assert_non_null(parts);
    hsy_page_write(&page->tree, parts, &page->arena, &to->draft, &to->blocks, &to->captions);
    hsy_page_write_linked(page->facts.body, &to->draft, &to->blocks);
}

static void free_written(written *to) {
    hsy_vector_free(&to->captions);
    hsy_vector_free(&to->blocks);
    hsy_story_free_draft(&to->draft);
}

static void assert_body_of(const hsy_page_hints *hints, const char *head, const char *body, const char *expected) {
    made_page page;
    make_page(&page, head, body);
    written out;
    write_body(&page, hints, &out);
    const hsy_buffer *text = &out.draft.text;
    assert_string((hsy_str){.data = text->size == 0 ? "" : text->data, .size = text->size}, expected);
    free_written(&out);
    free_page(&page);
}

static void assert_body(const char *body, const char *expected) {
    assert_body_of(&of_a_page, "", body, expected);
}

/* The article that most of the pages here have. */
#define ONE "The ferry to the outer islands will not sail before Thursday, the harbour master said."
#define TWO "Two of its three engines had failed on the way home, and the crew rowed the last mile."
#define THREE "Passengers were put up in the school, where the baker brought them bread and tea."
#define FOUR "The company says that it will pay for the nights, but not for the fish that spoiled."
#define P(text) "<p>" text "</p>"
#define ARTICLE P(ONE) P(TWO) P(THREE) P(FOUR)
#define TEXT ONE "\n\n" TWO "\n\n" THREE "\n\n" FOUR

/* --- Where the article is -------------------------------------------------------------------------------------- */

static void test_the_element_with_the_prose_is_the_article(void **state) {
    (void)state;
    assert_body("<div><a href=/>Home</a> <a href=/n>News</a></div><div><div>" ARTICLE "</div></div>"
                "<div><p>Harbour Post, 3 Quay Lane</p></div>",
                TEXT);
}

static void test_a_small_article_is_taken_for_its_class_beside_a_larger_column(void **state) {
    (void)state;
    assert_body("<div class=entry-content>" P(ONE) P(TWO) "</div><div><div>" P(THREE) "</div><div>" P(
                    FOUR) "</div><div><p>Tides are high on Friday, so the lower road will be closed to all "
                          "cars.</p></div></div>",
                ONE "\n\n" TWO);
}

static void test_of_many_articles_on_a_page_the_fullest_is_taken(void **state) {
    (void)state;
    assert_body("<article>" P(ONE)
                    P(TWO) "</article><div><article>" P(THREE) "</article><article>" P(FOUR) "</article></div>",
                ONE "\n\n" TWO);
}

static void test_a_body_in_several_boxes_is_kept_whole(void **state) {
    (void)state;
    assert_body("<article><div class=row><div class=article-body>" P(
                    ONE) "</div></div><div class=ad-slot>"
                         "<p>Buy boats at Nolan's, where boats are bought by those who know.</p></div>"
                         "<div class=row><div class=article-body>" P(TWO) P(THREE) "</div></div></article>",
                ONE "\n\n" TWO "\n\n" THREE);
    assert_body("<section itemprop=articleBody>" P(ONE) P(TWO) "</section><section itemprop=articleBody>" P(THREE)
                    P(FOUR) "</section>",
                TEXT);
}

static void test_text_without_paragraphs_is_an_article_too(void **state) {
    (void)state;
    assert_body("<table><tr><td><a href=/>Home</a></td><td>" ONE "<br><br>" TWO "<br><br>" THREE "</td></tr></table>",
                ONE "\n\n" TWO "\n\n" THREE);
    assert_body(ONE "<br>" TWO, ONE "\n\n" TWO);
    assert_body("<div><div>" ONE "</div><div>" TWO "</div><div>" THREE "</div></div>", ONE "\n\n" TWO "\n\n" THREE);
}

static void test_scripts_without_spaces_are_prose(void **state) {
    (void)state;
    assert_body(
        "<ul><li><a href=/a>\u8ca0\u8377</a></li></ul><div>"
        "<p>\u6e2f\u306e\u8239\u306f\u6728\u66dc\u65e5\u307e\u3067\u51fa\u306a\u3044\u3068\u6e2f\u9577\u304c\u8ff0"
        "\u3079\u305f\u3002</p><p>\u4e57\u5ba2\u306f\u5b66\u6821\u3067\u4e00\u591c\u3092\u904e\u3054\u3057\u305f"
        "\u3002</p></div>",
        "\u6e2f\u306e\u8239\u306f\u6728\u66dc\u65e5\u307e\u3067\u51fa\u306a\u3044\u3068\u6e2f\u9577\u304c\u8ff0"
        "\u3079\u305f\u3002\n\n\u4e57\u5ba2\u306f\u5b66\u6821\u3067\u4e00\u591c\u3092\u904e\u3054\u3057\u305f"
        "\u3002");
}

static void test_of_a_feeds_item_all_is_the_article(void **state) {
    (void)state;
    assert_body_of(&of_a_feed, "", P(ONE) "<p>A short line</p><div class=related><p>More about the ferry.</p></div>",
                   ONE "\n\nA short line");
}

/* --- What is beside it ------------------------------------------------------------------------------------------ */

static void test_what_stands_beside_the_article_is_left_out(void **state) {
    (void)state;
    static const char *const beside[] = {
        "<nav><p>All the news from the harbour, day by day, in one place.</p></nav>",
        "<aside><p>Read what the harbour master said of it all a year ago.</p></aside>",
        "<form><p>Write to us with what you have seen in the harbour today.</p></form>",
        "<footer><p>The Harbour Post is printed by the Quay Press of Norhaven.</p></footer>",
        "<div class=\"cookie-notice\"><p>We use cookies. You may say no to them, if you like.</p></div>",
        "<div id=comments><p>I was on that ferry, and it was far worse than you say.</p></div>",
        "<div class=\"newsletter__box\"><p>Get the harbour's news each morning in your letter box.</p></div>",
        "<div class=relatedPosts><p>The mayor had warned of old engines as long ago as May.</p></div>",
        "<div class=\"social-share\"><p>Share this with your friends, and with their friends.</p></div>",
        "<div class=\"author-bio\"><p>Ada Quill has written of ships for thirty years or so.</p></div>",
        "<div role=complementary><p>The tide tables of the week are on our page of tables.</p></div>",
        "<div style=\"display: none\"><p>Your browser is old, and it can't show all of this.</p></div>",
        "<div hidden><p>Your browser is old, and it can't show all of this.</p></div>",
        "<noscript><p>Turn on scripts in your browser to see this page as it is.</p></noscript>",
        "<template><p>This sentence is a mould, from which others are made.</p></template>",
        "<button>Follow the harbour's news, all of it.</button>",
        "<select><option>Choose a harbour from this list.</option></select>",
        "<ul><li><a href=/1>The mayor had warned of old engines.</a></li><li><a href=/2>Bread is dear.</a></li></ul>",
        "<p><a href=/3>The mayor had warned of old engines as long ago as May.</a></p>",
        "<p>Read more: <a href=/3>The mayor's warning</a></p>",
        "<p>ADVERTISEMENT</p>",
        "<div>Lee tambi\u00e9n</div>",
        "<p><b>Hier weiter:</b> <a href=/3>The mayor's warning of May</a></p>",
        "<div data-testid=newsletter-box><p>Get the harbour's news each morning in your letter box.</p></div>",
        "<div class=css-1x><p>The harbour's news each morning.</p><div><form><input></form></div></div>",
        "<amp-list><div placeholder>The news of the harbour is on its way to you.</div></amp-list>",
        "<div class=autorenbox><p>Ada Quill has written of ships for thirty years or so.</p></div>",
        "<div class=x><h3>From the harbour</h3><ul><li><a href=/1>The mayor had warned of it.</a></li></ul></div>",
    };
    for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
        hsy_buffer page;
        hsy_buffer_init(&page, NULL);
        hsy_buffer_format(&page, "<div>%s%s%s%c", P(ONE) P(TWO), beside[i], P(THREE) P(FOUR) "</div>", 0);
        assert_body(page.data, TEXT);
        hsy_buffer_free(&page);
    }
}

static void test_headline_byline_and_date_above_the_text_are_left_out(void **state) {
    (void)state;
    assert_body("<div class=article-body><h1>Ferry stays in port</h1><p>By Ada Quill</p><p>18 November 2019, 14:05</p>"
                "<h2>What is known so far</h2>" ARTICLE "</div>",
                "What is known so far\n\n" TEXT);
    assert_body_of(&of_a_page, "<meta property=\"og:title\" content=\"Ferry stays in port\">",
                   "<div class=article-body><h1>Ferry stays in port</h1><h2>Ferry stays in port</h2>" ARTICLE "</div>",
                   TEXT);
    assert_body("<div><span>Ada Quill</span><div>Monday</div>" ARTICLE "</div>", TEXT);
}

static void test_what_follows_the_last_sentence_is_left_out(void **state) {
    (void)state;
    assert_body("<div>" ARTICLE "<div>Topics</div><span>Ferry, Harbour</span><h3>In other news</h3></div>", TEXT);
}

static void test_how_to_reach_the_author_is_left_out_at_the_end(void **state) {
    (void)state;
    assert_body("<div class=article-body>" ARTICLE "<p>Have a tip? Ada Quill may be reached at aquill@post.example. "
                "Follow her.</p></div>",
                TEXT);
    assert_body("<div class=article-body>" P(ONE) "<p>She asked all who could to follow her to the school.</p></div>",
                ONE "\n\nShe asked all who could to follow her to the school.");
}

static void test_a_sentence_that_begins_like_a_label_is_kept(void **state) {
    (void)state;
    assert_body("<div>" P(ONE) "<p>Listen to the sea, she said.</p><p>Copyright is no matter for fishermen.</p>" P(
                    TWO) "<p>Click to enlarge</p><p>Listen to <a href=/p>our podcast</a>.</p>" P(THREE) "</div>",
                ONE "\n\nListen to the sea, she said.\n\nCopyright is no matter for fishermen.\n\n" TWO "\n\n" THREE);
}

static void test_behind_a_heading_for_other_articles_the_article_is_over(void **state) {
    (void)state;
    assert_body("<article><div>" ARTICLE "</div><div><h3>More stories</h3><div><p>The mayor had warned of old engines"
                " in May, and once more in June.</p></div></div></article>",
                TEXT);
    /* But not where the text itself goes on. */
    assert_body("<article>" P(ONE) P(TWO) P(THREE) "<h3>Similar ferries</h3>" P(FOUR) "</article>",
                ONE "\n\n" TWO "\n\n" THREE "\n\nSimilar ferries\n\n" FOUR);
}

static void test_what_only_subscribers_see_is_part_of_the_article(void **state) {
    (void)state;
    assert_body("<article><div class=\"subscriber-only paywall\">" P(ONE) "</div><div class=teaser-content>" P(
                    TWO) "</div><div class=story-paywall__fade>" P(THREE) "</div>" P(FOUR) "</article>",
                TEXT);
}

static void test_a_notice_of_cookies_is_no_article_though_it_is_longer(void **state) {
    (void)state;
    assert_body("<div id=x1><p>We and our partners use cookies to see how you read these pages, and to show you what "
                "you may want to buy. You may say no to all of this, and withdraw your consent on each day of the "
                "year, by a letter to our office.</p></div><div><h1>Ferry</h1><div>" P(ONE) P(TWO) "</div></div>",
                ONE "\n\n" TWO);
    /* But an article may be about cookies. */
    assert_body("<div>" P(ONE) "<p>\"We use cookies for tea,\" the baker said.</p>" P(TWO) P(THREE) "</div>",
                ONE "\n\n\"We use cookies for tea,\" the baker said.\n\n" TWO "\n\n" THREE);
}

static void test_an_article_does_not_grow_beyond_its_headline(void **state) {
    (void)state;
    assert_body("<div><div><h1>Ferry stays in port</h1><div>" P(ONE)
                    P(TWO) "</div></div><div><p>The Harbour Post is "
                           "read in every house of the town, and in those of the isles around it.</p></div></div>",
                ONE "\n\n" TWO);
}

static void test_sentences_that_are_mostly_links_are_text(void **state) {
    (void)state;
    assert_body(
        "<div>" P(ONE) "<p>The ferry had <a href=/1>lost an engine on the way home in May</a>. In June, the crew"
                       " <a href=/2>rowed it back to the harbour of Norhaven</a>.</p>" P(TWO) "</div>",
        ONE "\n\nThe ferry had lost an engine on the way home in May. In June, the crew rowed it back to the "
            "harbour of Norhaven.\n\n" TWO);
}

static void test_a_last_paragraph_may_end_with_a_sign_of_its_author(void **state) {
    (void)state;
    assert_body("<div>" ARTICLE "<p>The next ferry to the isles sails in spring. (Ada Quill) +++</p></div>",
                TEXT "\n\nThe next ferry to the isles sails in spring. (Ada Quill) +++");
}

static void test_what_was_written_elsewhere_stays_though_it_is_in_a_figure(void **state) {
    (void)state;
    assert_body("<div>" P(ONE) P(TWO) "<figure class=\"wp-block-embed is-provider-twitter\"><blockquote><p>No ferry, "
                                      "no fish, no fun at all!</p></blockquote></figure>" P(THREE) "</div>",
                ONE "\n\n" TWO "\n\nNo ferry, no fish, no fun at all!\n\n" THREE);
}

static void test_a_class_that_holds_most_of_the_page_is_no_reason(void **state) {
    (void)state;
    assert_body("<div class=\"has-sidebar related\">" ARTICLE "</div>", TEXT);
}

static void test_letters_of_a_number_are_no_word(void **state) {
    (void)state;
    assert_body("<div>" P(ONE) "<div id=org7109ad>" P(TWO) "</div>" P(THREE) P(FOUR) "</div>", TEXT);
}

static void test_a_box_of_links_in_a_sentence_is_left_out(void **state) {
    (void)state;
    assert_body("<div><p>The harbour master<span class=card><a href=/m>Mara Voss</a><a href=/1>Her last year</a></span>"
                " said on Monday that the ferry stays in port.</p>" P(TWO) "</div>",
                "The harbour master said on Monday that the ferry stays in port.\n\n" TWO);
}

static void test_a_quotation_from_elsewhere_stays_in_its_box(void **state) {
    (void)state;
    assert_body("<div>" P(ONE) P(TWO) "<div class=social-embed><blockquote><p>No ferry, no fish, no fun at all!</p>"
                                      "</blockquote></div>" P(THREE) "</div>",
                ONE "\n\n" TWO "\n\nNo ferry, no fish, no fun at all!\n\n" THREE);
}

/* --- Where there is little to go by ------------------------------------------------------------------------------ */

static void test_a_page_whose_text_is_hidden_comes_out_all_the_same(void **state) {
    (void)state;
    assert_body(
        "<div><p>A short word before.</p><div style=\"display:none\">" P(ONE) "</div><div style=\"display:none\">" P(
            TWO) "</div><div style=\"display:none\">" P(THREE) "</div></div>",
        "A short word before.\n\n" ONE "\n\n" TWO "\n\n" THREE);
}

static void test_an_article_without_sentences_comes_out(void **state) {
    (void)state;
    assert_body("<div class=cookies><p>We use cookies. You may say no to them, if you like it so.</p></div>"
                "<article><h1>Sailings</h1><h2>Monday 9 in the morning</h2><h2>Tuesday at noon</h2></article>",
                "Monday 9 in the morning\n\nTuesday at noon");
    assert_body(
        "<div itemprop=articleBody><h3>Sailings of the year</h3><p>10 March: Norhaven and the inner isles<br>"
        "22 April: Norhaven and the outer isles<br>6 May: the round of all the isles, with tea<br>"
        "19 May: no sailing<br>8 June: to be announced</p></div>",
        "Sailings of the year\n\n10 March: Norhaven and the inner isles\n\n22 April: Norhaven and the outer isles"
        "\n\n6 May: the round of all the isles, with tea\n\n19 May: no sailing\n\n8 June: to be announced");
}

static void test_pictures_that_are_the_article_give_their_captions_as_text(void **state) {
    (void)state;
    assert_body("<article><p>Ten boats that we like.</p><figure><figcaption>" ONE "</figcaption></figure><figure>"
                "<figcaption>" TWO "</figcaption></figure><figure><figcaption>" THREE
                "</figcaption></figure></article>",
                "Ten boats that we like.\n\n" ONE "\n\n" TWO "\n\n" THREE);
}

static void test_where_the_page_shows_nothing_its_script_is_believed(void **state) {
    (void)state;
    assert_body_of(&of_a_page,
                   "<script type=\"application/ld+json\">{\"@type\": \"NewsArticle\", \"headline\": \"Ferry\","
                   "\"articleBody\": \"" ONE "\\n" TWO "\\n" THREE "\\n" FOUR " " ONE "\"}</script>",
                   "<div id=app><p>Loading the page.</p></div>", ONE "\n\n" TWO "\n\n" THREE "\n\n" FOUR " " ONE);
}

static void test_an_attribute_without_a_value_says_nothing(void **state) {
    (void)state;
    assert_body("<div class><div id rel>" ARTICLE "</div></div>", TEXT);
}

static void test_an_empty_page_has_no_text(void **state) {
    (void)state;
    assert_body("", "");
    assert_body("<div><img src=x></div>", "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_element_with_the_prose_is_the_article),
        cmocka_unit_test(test_a_small_article_is_taken_for_its_class_beside_a_larger_column),
        cmocka_unit_test(test_of_many_articles_on_a_page_the_fullest_is_taken),
        cmocka_unit_test(test_a_body_in_several_boxes_is_kept_whole),
        cmocka_unit_test(test_text_without_paragraphs_is_an_article_too),
        cmocka_unit_test(test_scripts_without_spaces_are_prose),
        cmocka_unit_test(test_of_a_feeds_item_all_is_the_article),
        cmocka_unit_test(test_what_stands_beside_the_article_is_left_out),
        cmocka_unit_test(test_headline_byline_and_date_above_the_text_are_left_out),
        cmocka_unit_test(test_what_follows_the_last_sentence_is_left_out),
        cmocka_unit_test(test_how_to_reach_the_author_is_left_out_at_the_end),
        cmocka_unit_test(test_a_sentence_that_begins_like_a_label_is_kept),
        cmocka_unit_test(test_behind_a_heading_for_other_articles_the_article_is_over),
        cmocka_unit_test(test_what_only_subscribers_see_is_part_of_the_article),
        cmocka_unit_test(test_a_notice_of_cookies_is_no_article_though_it_is_longer),
        cmocka_unit_test(test_an_article_does_not_grow_beyond_its_headline),
        cmocka_unit_test(test_sentences_that_are_mostly_links_are_text),
        cmocka_unit_test(test_a_last_paragraph_may_end_with_a_sign_of_its_author),
        cmocka_unit_test(test_what_was_written_elsewhere_stays_though_it_is_in_a_figure),
        cmocka_unit_test(test_a_class_that_holds_most_of_the_page_is_no_reason),
        cmocka_unit_test(test_letters_of_a_number_are_no_word),
        cmocka_unit_test(test_a_box_of_links_in_a_sentence_is_left_out),
        cmocka_unit_test(test_a_quotation_from_elsewhere_stays_in_its_box),
        cmocka_unit_test(test_a_page_whose_text_is_hidden_comes_out_all_the_same),
        cmocka_unit_test(test_an_article_without_sentences_comes_out),
        cmocka_unit_test(test_pictures_that_are_the_article_give_their_captions_as_text),
        cmocka_unit_test(test_where_the_page_shows_nothing_its_script_is_believed),
        cmocka_unit_test(test_an_attribute_without_a_value_says_nothing),
        cmocka_unit_test(test_an_empty_page_has_no_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
