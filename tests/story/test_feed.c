/* SPDX-License-Identifier: Apache-2.0 */
/* RSS and Atom: one story an item. */
#include "made.h"

#include <stdlib.h>
#include <zlib.h>

static hsy_input *open_feed(const char *bytes, size_t size) {
    hsy_input *input;
    assert_int_equal(hsy_input_open_memory("in/feed.xml", bytes, size, NULL, &input, NULL), HEARSAY_OK);
    return input;
}

static hsy_story *next_story(hsy_input *input) {
    hsy_story *story;
    hearsay_error error = {.message = ""};
    if (hsy_input_next(input, &story, &error) != HEARSAY_OK) fail_msg("%s", error.message);
    return story;
}

static void assert_next_error(hsy_input *input, const char *message) {
    hsy_story *story;
    hearsay_error error = {.message = ""};
    assert_int_equal(hsy_input_next(input, &story, &error), HEARSAY_ERROR_INPUT);
    assert_string_equal(error.message, message);
}

static void assert_end(hsy_input *input) {
    hsy_story *story;
    assert_int_equal(hsy_input_next(input, &story, NULL), HEARSAY_END);
    hsy_input_close(input);
}

#define RSS(items)                                                                                                     \
    "<?xml version=\"1.0\"?>\n<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "        \
    "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>World news | The Lantern</title>"                   \
    "<link>https://lantern.example/</link><language>en</language><image><title>Logo</title></image>" items             \
    "</channel></rss>"

static const char *const dam =
    "The dam held for the whole night, she said.\n\nIt did so all night & does today, the mayor added.";

static void test_an_item_of_rss_is_a_story_with_its_full_text(void **state) {
    (void)state;
    static const char feed[] =
        RSS("<item><title>Dam &amp;amp; ramp</title><link>https://lantern.example/1</link>"
            "<guid isPermaLink=\"false\">g-1</guid><pubDate>Tue, 04 Oct 2016 07:30:00 +0200</pubDate>"
            "<dc:creator><![CDATA[By Ada Quill and Ben Ink]]></dc:creator><description>Short.</description>"
            "<content:encoded><![CDATA[<p>The dam held for the whole night, she said.</p><p>It did so all night &amp; "
            "does today, the mayor added.</p>]]>"
            "</content:encoded></item>");
    hsy_input *input = open_feed(feed, sizeof feed - 1);
    hsy_story *story = next_story(input);
    assert_string(story->id, "g-1");
    assert_string(story->title, "Dam & ramp");
    assert_string(story->given, dam);
    assert_string(story->url, "https://lantern.example/1");
    assert_string(story->date, "2016-10-04T07:30:00+02:00");
    assert_string(story->modified, NULL);
    assert_string(story->outlet, "The Lantern");
    assert_int_equal(story->author_count, 2);
    assert_string(story->authors[0], "Ada Quill");
    assert_string(story->authors[1], "Ben Ink");
    assert_string(story->place, "in/feed.xml: item 1");
    assert_warning(story, NULL);
    hsy_story_free(story);
    assert_end(input);
}

static void test_a_description_may_be_the_text(void **state) {
    (void)state;
    static const char feed[] = RSS(
        "<item><guid>https://lantern.example/2</guid><author>ed@lantern.example (Ada Quill)</author>"
        "<description>&lt;p&gt;The dam held for the whole night, she said.&lt;/p&gt;&lt;p&gt;It did so "
        "all night &amp;amp; does today, the mayor added.&lt;/p&gt;</description></item>"
        "<item><description>The dam held, 3 &lt; 4, she said.</description><source url=\"x\">Reuters</source></item>"
        "<item><description>The dam held.</description><source url=\"x\">Dial Weekly</source></item>");
    hsy_input *input = open_feed(feed, sizeof feed - 1);
    hsy_story *story = next_story(input);
    assert_string(story->given, dam);
    assert_string(story->url, "https://lantern.example/2");
    assert_string(story->authors[0], "Ada Quill");
    hsy_story_free(story);
    story = next_story(input);
    assert_string(story->given, "The dam held, 3 < 4, she said.");
    assert_string(story->id, "feed.xml:2");
    assert_string(story->outlet, "The Lantern");
    assert_string(story->origin, "Reuters");
    hsy_story_free(story);
    story = next_story(input);
    assert_string(story->outlet, "Dial Weekly");
    hsy_story_free(story);
    assert_end(input);
}

static void test_an_item_without_text_is_an_error_and_the_next_is_read(void **state) {
    (void)state;
    static const char feed[] = RSS("<item><title>A picture</title><description>&lt;img src='x'&gt;&amp;nbsp;"
                                   "</description></item><item/><item><description>It held.</description></item>");
    hsy_input *input = open_feed(feed, sizeof feed - 1);
    assert_next_error(input, "in/feed.xml: item 1 (\"A picture\"): has no text");
    assert_next_error(input, "in/feed.xml: item 2: has no text");
    hsy_story *story = next_story(input);
    assert_string(story->given, "It held.");
    hsy_story_free(story);
    assert_end(input);
}

static void test_an_entry_of_atom_is_a_story(void **state) {
    (void)state;
    static const char feed[] =
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\"><title>Dial Weekly RSS</title>"
        "<author><name>Ada Quill</name></author>"
        "<entry><id>tag:1</id><title type=\"html\">Dam &amp;amp; ramp</title>"
        "<link rel=\"self\" href=\"https://dial.example/feed\"/><link href=\"https://dial.example/1?a=1&amp;b=2\"/>"
        "<published>2016-10-04T07:30:00Z</published><updated>2016-10-05T07:30:00Z</updated>"
        "<source><title>Lantern</title><id>no</id></source>"
        "<author><name>Ben Ink</name><email>b@dial.example</email></author>"
        "<content type=\"xhtml\"><h:div xmlns:h=\"http://www.w3.org/1999/xhtml\"><h:p>The dam held for the whole "
        "night, she said.</h:p><h:p>It did so all night &amp; does today, the mayor "
        "added.</h:p></h:div></content></entry>"
        "<entry><id>tag:2</id><updated>2016-10-06T07:30:00Z</updated><content type=\"html\">&lt;p&gt;The dam held for "
        "the whole night, she said.&lt;/p&gt;&lt;p&gt;It did so all night &amp;amp; does today, the mayor "
        "added.&lt;/p&gt;</content></entry>"
        "<entry><id>tag:3</id><summary type=\"text\">It held &lt;once&gt;.</summary><content "
        "src=\"x\"/></entry></feed>";
    hsy_input *input = open_feed(feed, sizeof feed - 1);
    hsy_story *story = next_story(input);
    assert_string(story->id, "tag:1");
    assert_string(story->title, "Dam & ramp");
    assert_string(story->given, dam);
    assert_string(story->url, "https://dial.example/1?a=1&b=2");
    assert_string(story->date, "2016-10-04T07:30:00Z");
    assert_string(story->modified, "2016-10-05T07:30:00Z");
    assert_string(story->outlet, "Lantern");
    assert_string(story->authors[0], "Ben Ink");
    hsy_story_free(story);
    story = next_story(input);
    assert_string(story->given, dam);
    assert_string(story->outlet, "Dial Weekly");
    assert_string(story->date, "2016-10-06T07:30:00Z");
    assert_string(story->modified, NULL);
    assert_string(story->authors[0], "Ada Quill");
    hsy_story_free(story);
    story = next_story(input);
    assert_string(story->given, "It held <once>.");
    hsy_story_free(story);
    assert_end(input);
}

static void test_rss_1_has_its_items_behind_the_channel(void **state) {
    (void)state;
    static const char feed[] =
        "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\" "
        "xmlns:d=\"http://purl.org/dc/elements/1.1/\"><channel rdf:about=\"x\"><title>Dial Weekly</title><items>"
        "<rdf:Seq><rdf:li resource=\"y\"/></rdf:Seq></items></channel><item rdf:about=\"https://dial.example/1\">"
        "<title>Dam</title><d:date>2016-10-04T07:30:00Z</d:date><description>It held.</description></item></rdf:RDF>";
    hsy_input *input = open_feed(feed, sizeof feed - 1);
    hsy_story *story = next_story(input);
    assert_string(story->id, "https://dial.example/1");
    assert_string(story->date, "2016-10-04T07:30:00Z");
    assert_string(story->outlet, "Dial Weekly");
    hsy_story_free(story);
    assert_end(input);
}

static void test_a_feed_may_be_broken(void **state) {
    (void)state;
    /* Entities of HTML, a bare "&" and "<", a prefix that nothing declares, an item without its end, the feed's end
     * missing. */
    static const char feed[] =
        "<rss><channel><title>The Lantern</title><item><title>Dam & ramp &copy; 3 < 4</title><media:x>No</media:x>"
        "<dc:creator>Ada Quill</dc:creator><description>It&nbsp;held &mdash; she said.</description>"
        "<item><description>It did.</description></item><item><description>And it do";
    hsy_input *input = open_feed(feed, sizeof feed - 1);
    hsy_story *story = next_story(input);
    assert_string(story->title, "Dam & ramp \xc2\xa9 3 < 4");
    assert_string(story->authors[0], "Ada Quill");
    assert_text(story, "It held \xe2\x80\x94 she said.");
    hsy_story_free(story);
    story = next_story(input);
    assert_string(story->given, "It did.");
    hsy_story_free(story);
    story = next_story(input);
    assert_string(story->given, "And it do");
    assert_warning(story, "the text may end too early: the feed is cut off");
    hsy_story_free(story);
    assert_end(input);
}

static void test_entities_that_a_feed_declares_are_not_expanded(void **state) {
    (void)state;
    static const char feed[] = "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">"
                               "<!ENTITY c SYSTEM \"file:///etc/passwd\">]><rss><channel><item><description>It "
                               "held.&b;&c;</description></item></channel></rss>";
    hsy_input *input = open_feed(feed, sizeof feed - 1);
    hsy_story *story = next_story(input);
    assert_string(story->given, "It held.&b;&c;");
    hsy_story_free(story);
    assert_end(input);
}

static void test_a_feed_may_be_in_another_encoding(void **state) {
    (void)state;
    static const char latin[] =
        "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><rss><channel><item><description>Caf\xe9 "
        "Zo\xeb.</description></item></channel></rss>";
    hsy_input *input = open_feed(latin, sizeof latin - 1);
    hsy_story *story = next_story(input);
    assert_string(story->given, "Caf\xc3\xa9 Zo\xc3\xab.");
    hsy_story_free(story);
    assert_end(input);
    static const char narrow[] = "<?xml version=\"1.0\" encoding=\"utf-16\"?><rss><channel><item><description>It held."
                                 "</description></item></channel></rss>";
    char wide[2 * sizeof narrow] = "\xFF\xFE";
    for (size_t i = 0; i + 1 < sizeof narrow; i++) {
        wide[2 + 2 * i] = narrow[i];
        wide[3 + 2 * i] = 0;
    }
    input = open_feed(wide, sizeof wide);
    story = next_story(input);
    assert_string(story->given, "It held.");
    hsy_story_free(story);
    assert_end(input);
}

static void test_the_outlet_is_in_the_feeds_title(void **state) {
    (void)state;
    static const char *const titles[][2] = {{"The Lantern", "The Lantern"},
                                            {"The Lantern - World", "The Lantern"},
                                            {"Top stories: Dial Weekly", "Dial Weekly"},
                                            {"Latest headlines - Dial Weekly RSS Feed", "Dial Weekly"},
                                            {"Dial Weekly &gt; Politics", "Dial Weekly"},
                                            {"World news", "World news"}};
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        char feed[300];
        int size = snprintf(feed, sizeof feed,
                            "<rss><channel><title>%s</title><item><description>It held.</description></item></channel>"
                            "</rss>",
                            titles[i][0]);
        hsy_input *input = open_feed(feed, (size_t)size);
        hsy_story *story = next_story(input);
        assert_string(story->outlet, titles[i][1]);
        hsy_story_free(story);
        assert_end(input);
    }
}

static void test_a_feed_without_items_says_so(void **state) {
    (void)state;
    static const char feed[] = RSS("");
    hsy_input *input = open_feed(feed, sizeof feed - 1);
    assert_next_error(input, "in/feed.xml: the feed has no items");
    assert_end(input);
}

static void test_a_hostile_feed_costs_no_more_than_its_length(void **state) {
    (void)state;
    enum { TIMES = 400000 };
    static const char *const units[] = {"<a ", "<item>", "<![CDATA[", "<description>",
                                        "<!",  "&x",     "x='",       "<author><name>"};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        const size_t length = strlen(units[i]);
        char *feed = malloc(100 + TIMES * length);
        assert_non_null(feed);
        size_t size = (size_t)sprintf(feed, "<rss><channel><item><description>It held. ");
        for (size_t j = 0; j < TIMES; j++, size += length)
            memcpy(feed + size, units[i], length);
        hsy_input *input = open_feed(feed, size);
        hsy_story *story;
        hearsay_status status;
        size_t taken = 0;
        do {
            status = hsy_input_next(input, &story, NULL);
            hsy_story_free(story);
        } while (status != HEARSAY_END && taken++ < 1000);
        hsy_input_close(input);
        free(feed);
    }
}

static void test_of_a_gzipped_feed_that_is_cut_off_the_items_before_are_whole(void **state) {
    (void)state;
    static char feed[40000];
    size_t size = (size_t)sprintf(feed, "<rss><channel><item><description>It held.</description></item><item><title>");
    for (unsigned seed = 1; size < sizeof feed; seed = seed * 1103515245u + 12345u)
        feed[size++] = (char)('a' + (seed >> 16) % 26);
    static char packed[60000];
    z_stream deflater = {.next_in = (Bytef *)feed, .avail_in = (uInt)size};
    assert_int_equal(deflateInit2(&deflater, 1, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    deflater.next_out = (Bytef *)packed;
    deflater.avail_out = sizeof packed;
    assert_int_equal(deflate(&deflater, Z_FINISH), Z_STREAM_END);
    hsy_input *input = open_feed(packed, deflater.total_out / 2);
    deflateEnd(&deflater);
    hsy_story *story = next_story(input), *none;
    assert_string(story->given, "It held.");
    assert_warning(story, NULL);
    hsy_story_free(story);
    hearsay_error error = {.message = ""};
    assert_int_equal(hsy_input_next(input, &none, &error), HEARSAY_ERROR_INPUT);
    assert_non_null(strstr(error.message, ": the feed is cut off before its text"));
    assert_int_equal(hsy_input_next(input, &none, &error), HEARSAY_ERROR_INPUT);
    assert_non_null(strstr(error.message, "gzip"));
    assert_end(input);
}

static void test_relative_links_are_read_against_the_feeds_address(void **state) {
    (void)state;
    static const char *const cases[][4] = {
        /* the feed's link, its base, the story's link, its address */
        {"https://dial.example/news/", "", "/dam/1", "https://dial.example/dam/1"},
        {"https://dial.example/news/", "", "../dam?a=1&amp;b=2", "https://dial.example/dam?a=1&b=2"},
        {"https://dial.example/news/all", "", "./dam", "https://dial.example/news/dam"},
        {"https://dial.example", "", "dam", "https://dial.example/dam"},
        {"https://dial.example/a?b", "", "?c=1", "https://dial.example/a?c=1"},
        {"https://dial.example/a/b/c/d", "", "../../../../../x/..", "https://dial.example/"},
        {"https://dial.example/", "https://lantern.example/w/", "dam", "https://lantern.example/w/dam"},
        {"https://dial.example/", "/w/", "dam", "https://dial.example/w/dam"},
        {"http://dial.example/", "", "//lantern.example/dam", "http://lantern.example/dam"},
        {"https://dial.example/", "", "HTTPS://Lantern.example/dam", "HTTPS://Lantern.example/dam"},
        {"https://dial.example/", "", "javascript:x()", NULL},
        {"https://dial.example/", "", "ftp://dial.example/dam", NULL},
        {"/", "", "/dam", NULL},
        {"", "", "dam", NULL}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char feed[600];
        int size = snprintf(feed, sizeof feed,
                            "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:base=\"%s\"><link href=\"%s\"/><entry>"
                            "<link href=\"%s\"/><summary>It held.</summary></entry></feed>",
                            cases[i][1], cases[i][0], cases[i][2]);
        hsy_input *input = open_feed(feed, (size_t)size);
        hsy_story *story = next_story(input);
        assert_string(story->url, cases[i][3]);
        hsy_story_free(story);
        assert_end(input);
    }
    static const char rss[] = RSS("<item><link>/news/dam</link><description>It held.</description></item>");
    hsy_input *input = open_feed(rss, sizeof rss - 1);
    hsy_story *story = next_story(input);
    assert_string(story->url, "https://lantern.example/news/dam");
    assert_string(story->id, "/news/dam");
    hsy_story_free(story);
    assert_end(input);
}

static void test_what_a_feeds_program_puts_behind_a_story_is_none_of_it(void **state) {
    (void)state;
    static const char *const endings[] = {
        "<p>The post <a rel=\"nofollow\" href=\"https://lantern.example/dam/\">Dam holds</a> appeared first on "
        "<a href=\"https://lantern.example\">The Lantern</a>.</p>\n",
        "<p>Der Beitrag <a href=\"https://lantern.example/dam/\">Dam holds</a> erschien zuerst auf "
        "<a href=\"https://lantern.example\">The Lantern</a>.</p>",
        "<p><a href=\"https://t.example/9\">Dam holds</a> \xe3\x81\xaf <a href=\"https://t.example\">The Lantern</a> "
        "\xe3\x81\xab</p>",
        "<p>[&#8230;]</p>",
        "<p>[...]</p><p>The post <a href=\"https://lantern.example/dam/\">Dam holds</a> appeared first on "
        "<a href=\"https://lantern.example\">The Lantern</a>.</p>",
        "<p>Continue reading</p>",
        "<p><a href=\"https://lantern.example/dam/\">Continue reading <span>Dam holds</span> \xe2\x86\x92</a></p>"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        char feed[1000];
        int size = snprintf(feed, sizeof feed,
                            "<rss><channel><title>The Lantern</title><item><title>Dam holds</title>"
                            "<link>https://lantern.example/dam/?from=feed</link><description><![CDATA[<p>It held.</p>"
                            "<p>So she said.</p>%s]]></description></item></channel></rss>",
                            endings[i]);
        hsy_input *input = open_feed(feed, (size_t)size);
        hsy_story *story = next_story(input);
        assert_text(story, "It held.\n\nSo she said.");
        hsy_story_free(story);
        assert_end(input);
    }
    static const char plain[] =
        RSS("<item><title>Dam holds</title><description>It held. The post Dam holds appeared first on The Lantern."
            "</description></item><item><description>The post office appeared first on Monday.</description></item>"
            "<item><title>Dam</title><description><![CDATA[<p>It held.</p><p>See <a href=\"/a\">here</a> and "
            "<a href=\"/b\">there</a>.</p>]]></description></item>");
    static const char *const texts[] = {"It held.", "The post office appeared first on Monday.",
                                        "It held.\n\nSee here and there."};
    hsy_input *input = open_feed(plain, sizeof plain - 1);
    for (size_t i = 0; i < 3; i++) {
        hsy_story *story = next_story(input);
        assert_text(story, texts[i]);
        hsy_story_free(story);
    }
    assert_end(input);
}

static void test_an_item_of_rss_1_is_named_by_its_tag_even_where_nothing_ends_it(void **state) {
    (void)state;
    static const char feed[] = "<rdf:RDF><item rdf:about=\"https://lantern.example/?a=1&amp;b=2\"><description>It held."
                               "</description><item rdf:about=\"i-2\"><description>It did.</description></item>"
                               "</rdf:RDF>";
    hsy_input *input = open_feed(feed, sizeof feed - 1);
    hsy_story *story = next_story(input);
    assert_string(story->id, "https://lantern.example/?a=1&b=2");
    hsy_story_free(story);
    story = next_story(input);
    assert_string(story->id, "i-2");
    hsy_story_free(story);
    assert_end(input);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_item_of_rss_is_a_story_with_its_full_text),
        cmocka_unit_test(test_a_description_may_be_the_text),
        cmocka_unit_test(test_an_item_without_text_is_an_error_and_the_next_is_read),
        cmocka_unit_test(test_an_entry_of_atom_is_a_story),
        cmocka_unit_test(test_rss_1_has_its_items_behind_the_channel),
        cmocka_unit_test(test_a_feed_may_be_broken),
        cmocka_unit_test(test_entities_that_a_feed_declares_are_not_expanded),
        cmocka_unit_test(test_a_feed_may_be_in_another_encoding),
        cmocka_unit_test(test_the_outlet_is_in_the_feeds_title),
        cmocka_unit_test(test_a_feed_without_items_says_so),
        cmocka_unit_test(test_a_hostile_feed_costs_no_more_than_its_length),
        cmocka_unit_test(test_of_a_gzipped_feed_that_is_cut_off_the_items_before_are_whole),
        cmocka_unit_test(test_relative_links_are_read_against_the_feeds_address),
        cmocka_unit_test(test_what_a_feeds_program_puts_behind_a_story_is_none_of_it),
        cmocka_unit_test(test_an_item_of_rss_1_is_named_by_its_tag_even_where_nothing_ends_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
