/* SPDX-License-Identifier: Apache-2.0 */
/* Pages in the encodings of the last thirty years, and the way back to their bytes. */
#include <iconv.h>
#include <stdlib.h>

#include "made.h"

#include "story/page/page.h"

/* --- Pages ------------------------------------------------------------------------------------------------- */

typedef struct bytes {
    char data[4096];
    size_t size;
} bytes;

static void add(bytes *to, const char *data, size_t size) {
    assert_true(to->size + size <= sizeof to->data);
    memcpy(to->data + to->size, data, size);
    to->size += size;
}

/* `text` in the encoding `name` behind `head`, which is bytes already. */
static bytes encoded(const char *head, size_t head_size, const char *text, const char *name) {
    bytes made = {.size = 0};
    add(&made, head, head_size);
    iconv_t converter = iconv_open(name, "UTF-8");
    assert_true(converter != (iconv_t)-1);
    char *in = (char *)(uintptr_t)text, *out = made.data + made.size;
    size_t left = strlen(text), room = sizeof made.data - made.size;
    assert_int_not_equal(iconv(converter, &in, &left, &out, &room), (size_t)-1);
    assert_int_not_equal(iconv(converter, NULL, NULL, &out, &room), (size_t)-1);
    iconv_close(converter);
    made.size = sizeof made.data - room;
    return made;
}

static hsy_page_source decoded(const bytes *page, const char *http_charset) {
    hsy_page_source source;
    assert_true(
        hsy_page_decode((hsy_str){.data = page->data, .size = page->size}, hsy_str_of(http_charset), NULL, &source));
    assert_int_equal(hsy_utf8_valid(source.text.data, source.text.size), source.text.size);
    return source;
}

static void assert_decoded(const bytes *page, const char *http_charset, const char *text, const char *charset) {
    hsy_page_source source = decoded(page, http_charset);
    assert_string((hsy_str){.data = source.text.data, .size = source.text.size}, text);
    assert_string_equal(source.charset, charset);
    assert_int_equal(source.damage, 0);
    hsy_page_free_source(&source);
}

static bytes made_of_text(const char *text) {
    bytes made = {.size = 0};
    add(&made, text, strlen(text));
    return made;
}

/* --- The way back ---------------------------------------------------------------------------------------------- */

/* Each character of `text` stands in the page where its encoding by itself says. */
static void assert_boundaries(const char *mark, size_t mark_size, const char *text, const char *name,
                              const char *http) {
    bytes page = encoded(mark, mark_size, text, name);
    hsy_page_source source = decoded(&page, http);
    assert_string((hsy_str){.data = source.text.data, .size = source.text.size}, text);
    size_t byte = mark_size;
    for (size_t at = 0; at < source.text.size;) {
        assert_int_equal(hsy_page_byte_of(&source, at), byte);
        size_t length;
        hsy_utf8_decode(text, strlen(text), at, &length);
        char one[5] = {0};
        memcpy(one, text + at, length);
        byte += encoded("", 0, one, name).size;
        at += length;
    }
    assert_int_equal(hsy_page_byte_of(&source, source.text.size), page.size);
    assert_int_equal(page.size, byte);
    hsy_page_free_source(&source);
}

#define REPEAT(text) text text text text text text text text

static void test_the_way_back_is_exact_in_every_encoding(void **state) {
    (void)state;
    static const char west[] = REPEAT("<p>Die Br\u00FCcke h\u00E4lt \u2013 sagte Zo\u00EB.</p>\n");
    assert_boundaries("", 0, west, "UTF-8", NULL);
    assert_boundaries("\xEF\xBB\xBF", 3, west, "UTF-8", "iso-8859-1");
    assert_boundaries("", 0, west, "WINDOWS-1252", "iso-8859-1");
    assert_boundaries("\xFF\xFE", 2, west, "UTF-16LE", NULL);
    assert_boundaries("\xFE\xFF", 2, west, "UTF-16BE", "utf-8");
    assert_boundaries("\xFF\xFE\0\0", 4, west, "UTF-32LE", NULL);
    static const char east[] = REPEAT("<p>\u5927\u6C34 dam \u7D50\u58DE\u3002</p>\n");
    assert_boundaries("", 0, east, "UTF-8", "gbk");
    assert_boundaries("", 0, east, "GB18030", "gb2312");
    assert_boundaries("", 0, east, "BIG5", "big5");
    assert_boundaries("\xFE\xFF", 2, east, "UTF-16BE", NULL);
    static const char kana[] = REPEAT("<p>\u30C0\u30E0\u306F dam \u5B89\u5168\u3002\uFF76\uFF85</p>\n");
    assert_boundaries("", 0, kana, "CP932", "x-sjis");
    assert_boundaries("", 0, kana, "EUC-JP-MS", "euc-jp");
    static const char hangul[] = REPEAT("<p>\uB310\uC740 dam \uC548\uC804.</p>\n");
    assert_boundaries("", 0, hangul, "CP949", "ks_c_5601-1987");
    static const char cyrillic[] = REPEAT("<p>\u041F\u043B\u043E\u0442\u0438\u043D\u0430 dam.</p>\n");
    assert_boundaries("", 0, cyrillic, "KOI8-R", "koi8-r");
    assert_boundaries("", 0, cyrillic, "CP1251", "windows-1251");
    static const char pairs[] = REPEAT("<p>A \U0001F600 smile \U00020000.</p>\n");
    assert_boundaries("\xFF\xFE", 2, pairs, "UTF-16LE", NULL);
    assert_boundaries("", 0, pairs, "GB18030", "gb18030");
}

static void test_shifts_belong_to_the_character_behind_them(void **state) {
    (void)state;
    static const char text[] = "<p>\u5B89\u5168 dam \u6C34</p>";
    const bytes page = encoded("", 0, text, "ISO-2022-JP");
    hsy_page_source source = decoded(&page, "iso-2022-jp");
    assert_string((hsy_str){.data = source.text.data, .size = source.text.size}, text);
    assert_int_equal(hsy_page_byte_of(&source, 3), 3);
    assert_int_equal(hsy_page_byte_of(&source, 6), 8);
    assert_int_equal(hsy_page_byte_of(&source, source.text.size), page.size);
    hsy_page_free_source(&source);
}

static void test_the_way_back_leads_past_damage(void **state) {
    (void)state;
    const bytes page = made_of_text("caf\xC3\xA9 caf\xC3 na\xC3\xAFve \xE2\x80 d\xC3\xA9j\xC3\xA0 vu \xC3\xA9");
    hsy_page_source source = decoded(&page, NULL);
    assert_string((hsy_str){.data = source.text.data, .size = source.text.size},
                  "caf\u00E9 caf\uFFFD na\u00EFve \uFFFD d\u00E9j\u00E0 vu \u00E9");
    assert_int_equal(source.damage, 2);
    assert_int_equal(hsy_page_byte_of(&source, 9), 9);
    assert_int_equal(hsy_page_byte_of(&source, 12), 10);
    assert_int_equal(hsy_page_byte_of(&source, 20), 18);
    assert_int_equal(hsy_page_byte_of(&source, 23), 20);
    assert_int_equal(hsy_page_byte_of(&source, source.text.size), page.size);
    hsy_page_free_source(&source);
}

/* --- Which encoding ---------------------------------------------------------------------------------------------- */

static void test_valid_utf8_beats_a_wrong_declaration(void **state) {
    (void)state;
    const bytes page = made_of_text("<meta charset=iso-8859-1><p>Zo\u00EB");
    assert_decoded(&page, "windows-1252", "<meta charset=iso-8859-1><p>Zo\u00EB", "UTF-8");
}

static void test_http_is_believed_before_the_page(void **state) {
    (void)state;
    const bytes page = made_of_text("<meta charset=koi8-r><p>Plotina \xCF\xEB.");
    assert_decoded(&page, "windows-1251", "<meta charset=koi8-r><p>Plotina \u041F\u043B.", "CP1251");
    assert_decoded(&page, NULL, "<meta charset=koi8-r><p>Plotina \u043E\u041A.", "KOI8-R");
    assert_decoded(&page, "no-such-charset", "<meta charset=koi8-r><p>Plotina \u043E\u041A.", "KOI8-R");
}

static void test_a_page_names_its_encoding_in_several_ways(void **state) {
    (void)state;
    static const char *const heads[] = {
        "<META CHARSET=\"KOI8-R\">",
        "<meta content='text/html; charset=koi8-r' http-equiv='Content-Type' />",
        "<meta http-equiv=content-type content=\"text/html;charset = 'koi8-r'\">",
        "<?xml version=\"1.0\" encoding=\"koi8-r\"?>",
        "<!-- <meta charset=utf-16> --><meta name=a content=\"charset=gbk\"><meta charset = koi8-r>",
    };
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        bytes page = made_of_text(heads[i]);
        add(&page, "\xCF", 1);
        hsy_page_source source = decoded(&page, NULL);
        assert_string_equal(source.charset, "KOI8-R");
        hsy_page_free_source(&source);
    }
}

static void test_labels_mean_what_browsers_take_them_for(void **state) {
    (void)state;
    assert_string_equal(hsy_page_charset_of_label(hsy_str_of(" ISO-8859-1 ")), "windows-1252");
    assert_string_equal(hsy_page_charset_of_label(hsy_str_of("us-ascii")), "windows-1252");
    assert_string_equal(hsy_page_charset_of_label(hsy_str_of("\"GB2312\"")), "GB18030");
    assert_string_equal(hsy_page_charset_of_label(hsy_str_of("latin5")), "CP1254");
    assert_null(hsy_page_charset_of_label(hsy_str_of("iso-8859")));
    assert_null(hsy_page_charset_of_label(hsy_str_of("latin1 latin2")));
    assert_null(hsy_page_charset_of_label(hsy_str_of("")));
    assert_null(hsy_page_charset_of_label(hsy_str_of(NULL)));
    assert_string_equal(hsy_page_own_charset(hsy_str_of("<meta charset=utf-16le>")), "UTF-8");
    assert_null(hsy_page_own_charset(hsy_str_of("<meta name=x content='text/html; charset=koi8-r'>")));
}

/* A page that names a charset which its bytes are not of. */
static void test_a_declaration_that_garbles_is_not_believed(void **state) {
    (void)state;
    const bytes page =
        made_of_text("<meta charset=shift_jis><p>Caf\xE9 \x93No\x94, said Zo\xEB. D\xE9j\xE0 vu, \xA9\xFF.");
    hsy_page_source source = decoded(&page, NULL);
    assert_string_equal(source.charset, "windows-1252");
    hsy_page_free_source(&source);
}

static void test_an_encoding_that_nobody_names_is_guessed(void **state) {
    (void)state;
    const bytes page = made_of_text("<p>The caf\xE9 is shut, said Zo\xEB, and so is the d\xE9p\xF4t.");
    hsy_page_source source = decoded(&page, "utf-8");
    assert_string((hsy_str){.data = source.text.data, .size = source.text.size},
                  "<p>The caf\u00E9 is shut, said Zo\u00EB, and so is the d\u00E9p\u00F4t.");
    hsy_page_free_source(&source);
}

/* --- Characters -------------------------------------------------------------------------------------------------- */

static void test_controls_become_spaces_and_returns_line_breaks(void **state) {
    (void)state;
    bytes page = {.size = 0};
    static const char text[] = "a\0b\fc\x1F"
                               "d\r\ne\rf\t\n\xEF\xBF\xBE\r";
    add(&page, text, sizeof text - 1);
    assert_decoded(&page, NULL, "a b c d \ne\nf\t\n\uFFFD\n", "UTF-8");
    bytes wide = {.size = 0};
    add(&wide,
        "\xFF\xFE"
        "a\0\r\0\n\0\0\0b\0",
        12);
    assert_decoded(&wide, NULL, "a \n b", "UTF-16");
}

static void test_half_a_character_at_the_end_is_damage(void **state) {
    (void)state;
    bytes page = {.size = 0};
    add(&page,
        "\xFF\xFE"
        "a\0b\0\x3D\xD8"
        "c",
        9);
    hsy_page_source source = decoded(&page, NULL);
    assert_string((hsy_str){.data = source.text.data, .size = source.text.size}, "ab\uFFFD\uFFFD");
    assert_int_equal(source.damage, 2);
    assert_int_equal(hsy_page_byte_of(&source, 2), 6);
    assert_int_equal(hsy_page_byte_of(&source, 5), 8);
    assert_int_equal(hsy_page_byte_of(&source, 8), 9);
    hsy_page_free_source(&source);
}

static void test_an_empty_page_is_empty(void **state) {
    (void)state;
    const bytes page = {.size = 0};
    hsy_page_source source = decoded(&page, "utf-16");
    assert_int_equal(source.text.size, 0);
    assert_int_equal(hsy_page_byte_of(&source, 0), 0);
    hsy_page_free_source(&source);
    const bytes mark = {.data = "\xEF\xBB\xBF", .size = 3};
    source = decoded(&mark, NULL);
    assert_int_equal(source.text.size, 0);
    assert_int_equal(hsy_page_byte_of(&source, 9), 3);
    hsy_page_free_source(&source);
}

/* --- The map ----------------------------------------------------------------------------------------------------- */

static void test_the_map_copies_what_is_the_page_s_own(void **state) {
    (void)state;
    const bytes page = made_of_text("<p>The caf\xE9 at No\xEBl");
    hsy_page_source source = decoded(&page, "latin1");
    hsy_vector map, led;
    hsy_vector_init(&map, sizeof(hsy_segment), NULL);
    hsy_vector_init(&led, sizeof(hsy_segment), NULL);
    const hsy_segment whole = {
        .clean_start = 0, .length = source.text.size - 3, .given_start = 3, .given_length = source.text.size - 3};
    hsy_vector_push(&map, &whole);
    hsy_page_lead_on(&source, (hsy_str){.data = page.data, .size = page.size}, &map, &led);
    static const hsy_segment expected[] = {
        {0, 7, 3, 7, false}, {7, 2, 10, 1, true}, {9, 6, 11, 6, false}, {15, 2, 17, 1, true}, {17, 1, 18, 1, false}};
    assert_int_equal(led.count, sizeof expected / sizeof *expected);
    for (size_t i = 0; i < led.count; i++) {
        const hsy_segment *found = &HSY_AT(led, hsy_segment, i);
        assert_int_equal(found->clean_start, expected[i].clean_start);
        assert_int_equal(found->length, expected[i].length);
        assert_int_equal(found->given_start, expected[i].given_start);
        assert_int_equal(found->given_length, expected[i].given_length);
        assert_int_equal(found->replaced, expected[i].replaced);
    }
    hsy_vector_free(&led);
    hsy_vector_free(&map);
    hsy_page_free_source(&source);
}

/* In windows-1255 one byte may be two characters, here both a letter and its point: the second has no byte of its own.
 */
static void test_the_map_passes_characters_without_bytes_of_their_own(void **state) {
    (void)state;
    const bytes page = made_of_text("M\xE2\x80\r\xE9\xC4\xF9\xD1\xCC\xE9n");
    hsy_page_source source = decoded(&page, "windows-1255");
    hsy_vector map, led;
    hsy_vector_init(&map, sizeof(hsy_segment), NULL);
    hsy_vector_init(&led, sizeof(hsy_segment), NULL);
    const hsy_segment whole = {.length = source.text.size, .given_length = source.text.size};
    hsy_vector_push(&map, &whole);
    hsy_page_lead_on(&source, (hsy_str){.data = page.data, .size = page.size}, &map, &led);
    size_t clean = 0, given = 0;
    for (size_t i = 0; i < led.count; i++) {
        const hsy_segment *found = &HSY_AT(led, hsy_segment, i);
        assert_true(found->clean_start >= clean && found->given_start == given);
        clean = found->clean_start + found->length;
        given = found->given_start + found->given_length;
        assert_true(clean == source.text.size || ((unsigned char)source.text.data[clean] & 0xC0) != 0x80);
    }
    assert_int_equal(given, page.size);
    hsy_vector_free(&led);
    hsy_vector_free(&map);
    hsy_page_free_source(&source);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_way_back_is_exact_in_every_encoding),
        cmocka_unit_test(test_shifts_belong_to_the_character_behind_them),
        cmocka_unit_test(test_the_way_back_leads_past_damage),
        cmocka_unit_test(test_valid_utf8_beats_a_wrong_declaration),
        cmocka_unit_test(test_http_is_believed_before_the_page),
        cmocka_unit_test(test_a_page_names_its_encoding_in_several_ways),
        cmocka_unit_test(test_labels_mean_what_browsers_take_them_for),
        cmocka_unit_test(test_a_declaration_that_garbles_is_not_believed),
        cmocka_unit_test(test_an_encoding_that_nobody_names_is_guessed),
        cmocka_unit_test(test_controls_become_spaces_and_returns_line_breaks),
        cmocka_unit_test(test_half_a_character_at_the_end_is_damage),
        cmocka_unit_test(test_an_empty_page_is_empty),
        cmocka_unit_test(test_the_map_copies_what_is_the_page_s_own),
        cmocka_unit_test(test_the_map_passes_characters_without_bytes_of_their_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
