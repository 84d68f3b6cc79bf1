/* SPDX-License-Identifier: Apache-2.0 */
/* When a page says that its article was published and changed. */
#include "page_made.h"

#define META(name, content) "<meta name=\"" name "\" content=\"" content "\">"
#define OG(name, content) "<meta property=\"" name "\" content=\"" content "\">"
#define JSON_LD(text) "<script type=\"application/ld+json\">" text "</script>"
#define HEADLINE "<h1>The old mill burns down</h1>"
#define STORY "<p>Smoke stood over the valley for hours, and nobody could say when the fire would be out.</p>"

static void assert_dates_at(const char *url, const char *head, const char *body, const char *published,
                            const char *modified) {
    made_page page;
    make_page_at(&page, url, head, body);
    assert_string(page.facts.published, published);
    assert_string(page.facts.modified, modified);
    free_page(&page);
}

static void assert_dates(const char *head, const char *body, const char *published, const char *modified) {
    assert_dates_at(NULL, head, body, published, modified);
}

/* --- Metadata -------------------------------------------------------------------------------------------- */

static void test_json_ld_of_the_article_is_trusted_most(void **state) {
    (void)state;
    assert_dates(JSON_LD("{\"@type\":\"NewsArticle\",\"datePublished\":\"2019-11-18T14:05:00-05:00\","
                         "\"dateModified\":\"2019-11-19T08:00:00-05:00\",\"dateCreated\":\"2019-11-01\"}")
                     META("date", "2019-11-19") OG("article:published_time", "2019-11-17"),
                 HEADLINE STORY, "2019-11-18T14:05:00-05:00", "2019-11-19T08:00:00-05:00");
}

static void test_a_meta_for_just_this_comes_before_one_for_any_date(void **state) {
    (void)state;
    assert_dates(META("date", "2019-11-19") META("DC.Date.Issued", "2019-11-18"), HEADLINE STORY, "2019-11-18", NULL);
    assert_dates(META("date", "2019-11-19"), HEADLINE STORY, "2019-11-19", NULL);
    assert_dates(META("parsely-pub-date", "2019-11-18T14:05:00Z"), HEADLINE STORY, "2019-11-18T14:05:00Z", NULL);
}

static void test_a_change_is_not_taken_for_the_publication(void **state) {
    (void)state;
    assert_dates(OG("og:updated_time", "2019-11-19T08:00:00Z") META("last-modified", "2019-11-20"),
                 HEADLINE "<div class=\"date\">18 November 2019</div>" STORY, "2019-11-18", "2019-11-19T08:00:00Z");
}

static void test_a_change_alone_is_better_than_nothing(void **state) {
    (void)state;
    assert_dates(OG("article:modified_time", "2019-11-19"), HEADLINE STORY, "2019-11-19", "2019-11-19");
}

static void test_a_date_to_come_or_before_the_web_is_passed_over(void **state) {
    (void)state;
    assert_dates(OG("article:published_time", "2048-01-01") META("date", "2019-11-18"), HEADLINE STORY, "2019-11-18",
                 NULL);
    assert_dates(OG("article:published_time", "1970-01-01T00:00:00Z"), HEADLINE STORY, NULL, NULL);
}

static void test_the_time_of_day_comes_from_whoever_knows_it(void **state) {
    (void)state;
    assert_dates(OG("article:published_time", "2019-11-18"),
                 HEADLINE "<time datetime=\"2019-11-18T14:05:00+01:00\">18 November</time>" STORY,
                 "2019-11-18T14:05:00+01:00", NULL);
}

/* --- Microdata and time ------------------------------------------------------------------------------------ */

static void test_microdata_of_the_article_is_read(void **state) {
    (void)state;
    assert_dates(META("date", "2019-11-12"),
                 HEADLINE "<span itemprop=\"datePublished\" content=\"2019-11-18T14:05\">Monday</span>"
                          "<meta itemprop=\"dateModified\" content=\"2019-11-19\">" STORY,
                 "2019-11-18T14:05:00", "2019-11-19");
    assert_dates("", HEADLINE "<abbr class=\"published\" title=\"2019-11-18T14:05:00Z\">2:05</abbr>" STORY,
                 "2019-11-18T14:05:00Z", NULL);
}

static void test_microdata_of_a_comment_or_a_video_is_not(void **state) {
    (void)state;
    assert_dates("",
                 HEADLINE
                 "<div itemscope itemtype=\"https://schema.org/VideoObject\">"
                 "<meta itemprop=\"datePublished\" content=\"2019-11-12\"></div>"
                 "<p class=\"date\">18.11.2019</p>" STORY
                 "<div class=\"comments\"><time itemprop=\"datePublished\" datetime=\"2019-11-21\"></time></div>",
                 "2019-11-18", NULL);
}

static void test_the_time_elements_of_other_stories_are_passed_over(void **state) {
    (void)state;
    assert_dates("",
                 "<article><h2>The bridge stands</h2><time datetime=\"2019-11-20\">20 November</time></article>"
                 "<article>" HEADLINE "<time datetime=\"2019-11-18\">18 November</time>" STORY "</article>"
                 "<div class=\"related-stories\"><time datetime=\"2019-11-21\">21 November</time></div>",
                 "2019-11-18", NULL);
}

/* --- What is shown ---------------------------------------------------------------------------------------------- */

static void test_words_before_a_date_tell_what_it_is(void **state) {
    (void)state;
    assert_dates("", HEADLINE "<p>Published: November 18, 2019 2:05 p.m. | Updated: November 19, 2019</p>" STORY,
                 "2019-11-18T14:05:00", "2019-11-19");
    assert_dates("", HEADLINE "<p>Aktualisiert am 19.11.2019, 8:00 Uhr, veröffentlicht am 18.11.2019</p>" STORY,
                 "2019-11-18", "2019-11-19T08:00:00");
    assert_dates("", HEADLINE "<p>18.11.2019 | Stand: 19.11.2019</p>" STORY, "2019-11-18", "2019-11-19");
    assert_dates("",
                 HEADLINE "<dl><dt>Publié le</dt><dd>18 novembre 2019</dd>"
                          "<dt>Mis à jour le</dt><dd>19 novembre 2019</dd></dl>" STORY,
                 "2019-11-18", "2019-11-19");
    assert_dates("", HEADLINE "<p>Gültig bis 31.12.2020</p><p class=\"meta\">18.11.2019</p>" STORY, "2019-11-18", NULL);
}

static void test_classes_tell_what_a_date_is(void **state) {
    (void)state;
    assert_dates("",
                 HEADLINE "<span class=\"last-updated\">19 November 2019</span> "
                          "<span class=\"entry-date published\">18 November 2019</span>" STORY,
                 "2019-11-18", "2019-11-19");
}

static void test_the_date_at_the_headline_is_taken_and_not_one_of_the_text(void **state) {
    (void)state;
    assert_dates("",
                 "<div class=\"today\">Thursday, 21 November 2019</div><nav>20 November 2019</nav>" HEADLINE
                 "<div>Nora Whitfield, 18 November 2019</div>" STORY
                 "<p>The mill had stood there since 4 May 1998, when the old one had been torn down by its owner.</p>",
                 "2019-11-18", NULL);
}

static void test_a_copyright_is_no_date(void **state) {
    (void)state;
    assert_dates("", HEADLINE STORY "<footer>Copyright 2019. © 18.11.2019 Gazette</footer>", NULL, NULL);
}

/* --- The URL --------------------------------------------------------------------------------------------------------
 */

static void test_the_folders_of_a_url_tell_the_day(void **state) {
    (void)state;
    static const char *const urls[] = {
        "https://gazette.example/2019/11/18/mill",
        "https://gazette.example/news/2019/nov/18/mill",
        "https://gazette.example/2019-11-18/mill",
        "https://gazette.example/2019-11/18/mill.html",
        "https://gazette.example/20191118/mill",
        "https://gazette.example/mill-2019-11-18.html",
        "https://gazette.example/news/20191118mill",
        "https://archive.example/web/20201110121040/http://gazette.example/2019/11/18/mill",
    };
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++)
        assert_dates_at(urls[i], "", HEADLINE STORY, "2019-11-18", NULL);
    assert_dates_at("https://gazette.example/2019/11/mill-12345678?day=2019-11-18", "", HEADLINE STORY, NULL, NULL);
}

static void test_the_data_of_a_page_tells_what_nothing_else_does(void **state) {
    (void)state;
    const char *data =
        "<script type=\"application/json\">{\"story\":{\"publishedAt\":\"2019-11-18T14:05:00Z\"}}</script>"
        "<div data-state=\"{&quot;publishedAt&quot;:&quot;2019-11-21&quot;}\"></div>";
    made_page page;
    make_page(&page, "", HEADLINE STORY);
    assert_null(page.facts.published.data);
    free_page(&page);
    make_page(&page, data, HEADLINE STORY);
    assert_string(page.facts.published, "2019-11-18T14:05:00Z");
    free_page(&page);
    assert_dates("",
                 HEADLINE "<p>18.11.2019</p><div data-x=\"{&quot;publishedAt&quot;:&quot;2019-11-21&quot;}\"></div>",
                 "2019-11-18", NULL);
}

/* --- The reader's day
 * -------------------------------------------------------------------------------------------------- */

static void test_a_moment_in_utc_is_told_by_the_clock_that_the_page_shows(void **state) {
    (void)state;
    assert_dates(OG("article:published_time", "2019-11-19T03:41:07Z"),
                 HEADLINE "<p>November 18, 2019 10:41 PM</p>" STORY, "2019-11-18T22:41:07-05:00", NULL);
    assert_dates(OG("article:published_time", "2019-11-17T23:00Z"), HEADLINE "<p class=\"date\">18. November 2019</p>",
                 "2019-11-18", NULL);
    assert_dates_at("https://gazette.example/2019/11/18/mill", OG("article:published_time", "2019-11-19T03:41:07Z"),
                    HEADLINE STORY, "2019-11-18", NULL);
}

static void test_a_moment_in_utc_is_not_led_to_another_day_that_is_shown(void **state) {
    (void)state;
    assert_dates(OG("article:published_time", "2019-11-18T12:00:00Z"),
                 HEADLINE "<p class=\"date\">19. November 2019</p>" STORY, "2019-11-18T12:00:00Z", NULL);
}

/* --- Customs
 * --------------------------------------------------------------------------------------------------------------- */

static void test_the_country_of_the_page_decides_whether_the_month_stands_first(void **state) {
    (void)state;
    const char *body = HEADLINE "<p class=\"date\">11/8/2019</p>" STORY;
    const char *american = OG("og:locale", "en_US"), *british = OG("og:locale", "en_GB"),
               *french = OG("og:locale", "fr_FR");
    assert_dates(american, body, "2019-11-08", NULL);
    assert_dates(british, body, "2019-08-11", NULL);
    assert_dates(french, body, "2019-08-11", NULL);
    assert_dates_at("https://www.gazette.example.uk/mill", american, body, "2019-08-11", NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_json_ld_of_the_article_is_trusted_most),
        cmocka_unit_test(test_a_meta_for_just_this_comes_before_one_for_any_date),
        cmocka_unit_test(test_a_change_is_not_taken_for_the_publication),
        cmocka_unit_test(test_a_change_alone_is_better_than_nothing),
        cmocka_unit_test(test_a_date_to_come_or_before_the_web_is_passed_over),
        cmocka_unit_test(test_the_time_of_day_comes_from_whoever_knows_it),
        cmocka_unit_test(test_microdata_of_the_article_is_read),
        cmocka_unit_test(test_microdata_of_a_comment_or_a_video_is_not),
        cmocka_unit_test(test_the_time_elements_of_other_stories_are_passed_over),
        cmocka_unit_test(test_words_before_a_date_tell_what_it_is),
        cmocka_unit_test(test_classes_tell_what_a_date_is),
        cmocka_unit_test(test_the_date_at_the_headline_is_taken_and_not_one_of_the_text),
        cmocka_unit_test(test_a_copyright_is_no_date),
        cmocka_unit_test(test_the_folders_of_a_url_tell_the_day),
        cmocka_unit_test(test_the_data_of_a_page_tells_what_nothing_else_does),
        cmocka_unit_test(test_a_moment_in_utc_is_told_by_the_clock_that_the_page_shows),
        cmocka_unit_test(test_a_moment_in_utc_is_not_led_to_another_day_that_is_shown),
        cmocka_unit_test(test_the_country_of_the_page_decides_whether_the_month_stands_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
