/* SPDX-License-Identifier: Apache-2.0 */
/* Dates in all the forms that pages write. */
#include "made.h"

#include "story/page/dates/date.h"
#include "story/page/page.h"

typedef struct row {
    const char *text, *date; /* NULL: there is none in it */
} row;

static void assert_rows(const row *rows, size_t count, const hsy_date_custom *custom) {
    for (size_t i = 0; i < count; i++) {
        char date[HSY_DATE_SIZE] = "none";
        const char *expected = rows[i].date == NULL ? "none" : rows[i].date;
        hsy_date found;
        hsy_span where;
        if (hsy_date_find(hsy_str_of(rows[i].text), 0, custom, &found, &where)) hsy_date_write(&found, date);
        if (strcmp(date, expected) != 0) fail_msg("\"%s\" gives %s instead of %s", rows[i].text, date, expected);
    }
}

#define ASSERT_ROWS(rows, custom) assert_rows(rows, sizeof(rows) / sizeof *(rows), custom)

static void test_dates_for_programs(void **state) {
    (void)state;
    static const row rows[] = {
        {"2019-11-18", "2019-11-18"},
        {"2019-11-18T14:05", "2019-11-18T14:05:00"},
        {"2019-11-18T14:05:09Z", "2019-11-18T14:05:09Z"},
        {"2019-11-18T14:05:09.123Z", "2019-11-18T14:05:09Z"},
        {"2019-11-18T14:05:09,5+01:00", "2019-11-18T14:05:09+01:00"},
        {"2019-11-18T14:05:09+0100", "2019-11-18T14:05:09+01:00"},
        {"2019-11-18T14:05:09-05", "2019-11-18T14:05:09-05:00"},
        {"2019-11-18T14:05-0500", "2019-11-18T14:05:00-05:00"},
        {"2019-11-18 14:05:09", "2019-11-18T14:05:09"},
        {"2019-11-18 14:05:09.000000", "2019-11-18T14:05:09"},
        {"2019-11-18 14:05:09 -0500", "2019-11-18T14:05:09-05:00"},
        {"2019-11-18 14:05:09 UTC", "2019-11-18T14:05:09Z"},
        {"2019-11-18t14:05:09z", "2019-11-18T14:05:09Z"},
        {"20191118", "2019-11-18"},
        {"20191118T140509Z", "2019-11-18T14:05:09Z"},
        {"20191118T1405+0100", "2019-11-18T14:05:00+01:00"},
        {"20191118140509", "2019-11-18T14:05:09"},
        {"2019/11/18", "2019-11-18"},
        {"2019/11/18 14:05", "2019-11-18T14:05:00"},
        {"2019.11.18", "2019-11-18"},
        {"Mon, 18 Nov 2019 14:05:09 GMT", "2019-11-18T14:05:09Z"},
        {"Mon, 18 Nov 2019 14:05:09 +0100", "2019-11-18T14:05:09+01:00"},
        {"Mon, 18 Nov 19 14:05:09 EST", "2019-11-18T14:05:09-05:00"},
        {"Monday, 18-Nov-19 14:05:09 GMT", "2019-11-18T14:05:09Z"},
        {"Mon Nov 18 14:05:09 2019", "2019-11-18T14:05:09"},
        {"Mon Nov 18 14:05:09 CET 2019", "2019-11-18T14:05:09+01:00"},
        {"Mon Nov 18 2019 14:05:09 GMT+0100 (CET)", "2019-11-18T14:05:09+01:00"},
        {"18/Nov/2019:14:05:09 +0100", "2019-11-18T14:05:09+01:00"},
        {"1574085909", "2019-11-18T14:05:09Z"},
        {"1574085909000", "2019-11-18T14:05:09Z"},
        {" 1574085909 ", "2019-11-18T14:05:09Z"},
        {"1574085909 readers", NULL},
        {"2019-11-18T23:59:60Z", "2019-11-18T23:59:59Z"},
        {"2019-W47-1", NULL},
        {"2019-11", NULL},
        {"", NULL},
    };
    ASSERT_ROWS(rows, NULL);
}

static void test_dates_in_english(void **state) {
    (void)state;
    static const row rows[] = {
        {"Nov. 18, 2019, 2:05 p.m. ET", "2019-11-18T14:05:00-05:00"},
        {"July 18, 2019 2:05 pm ET", "2019-07-18T14:05:00-04:00"},
        {"18th November 2019 at 14:05", "2019-11-18T14:05:00"},
        {"Monday, 18 Nov 2019", "2019-11-18"},
        {"November 18 2019", "2019-11-18"},
        {"November 18th, 2019", "2019-11-18"},
        {"November 18 th 2019", "2019-11-18"},
        {"the 18th of November, 2019", "2019-11-18"},
        {"NOVEMBER 18, 2019", "2019-11-18"},
        {"Nov 18, 2019 | 9am", "2019-11-18T09:00:00"},
        {"Nov 18, 2019 12:05 AM", "2019-11-18T00:05:00"},
        {"Nov 18, 2019 12:05 PM", "2019-11-18T12:05:00"},
        {"Nov 18, 2019 / 04:43 PM CST", "2019-11-18T16:43:00-06:00"},
        {"Published 14:05 GMT, 18 November 2019", "2019-11-18T14:05:00Z"},
        {"2:05 PM, Mon 18 Nov 2019", "2019-11-18T14:05:00"},
        {"18 Nov 2019 14:05 BST", "2019-11-18T14:05:00+01:00"},
        {"Sept 9, 2019", "2019-09-09"},
        {"18 Nov '19", "2019-11-18"},
        {"18 NOV 19", "2019-11-18"},
        {"18-Nov-2019", "2019-11-18"},
        {"Nov-18-2019", "2019-11-18"},
        {"2019 November 18", "2019-11-18"},
        {"Posted on November 18, 2019 by Nora Whitfield", "2019-11-18"},
        {"November 18, 2019 - 5 comments", "2019-11-18"},
        {"By Nora Whitfield November 18, 2019", "2019-11-18"},
        {"November 2019", NULL},
        {"18 November", NULL},
        {"May 5 people died", NULL},
        {"the march of 2019 people", NULL},
        {"Copyright 2019", NULL},
    };
    ASSERT_ROWS(rows, NULL);
}

static void test_dates_in_other_languages(void **state) {
    (void)state;
    static const row rows[] = {
        {"18. November 2019 | 14:05 Uhr", "2019-11-18T14:05:00"},
        {"18.11.2019", "2019-11-18"},
        {"18.11.19", "2019-11-18"},
        {"Mo 18. Nov 2019", "2019-11-18"},
        {"18.11.2019, 14.05 Uhr", "2019-11-18T14:05:00"},
        {"Stand: 18.11.2019 14:05 Uhr MEZ", "2019-11-18T14:05:00+01:00"},
        {"vom 1. März 2019, 9 Uhr", "2019-03-01T09:00:00"},
        {"28.01.2020-15:49", "2020-01-28T15:49:00"},
        {"18. 11. 2019", "2019-11-18"},
        {"18 Dezember, 2019", "2019-12-18"},
        {"14:05 Uhr, 18. Jänner 2019", "2019-01-18T14:05:00"},
        {"18 novembre 2019 à 14h05", "2019-11-18T14:05:00"},
        {"1er août 2019", "2019-08-01"},
        {"le 18 févr. 2019 à 9 h 05", "2019-02-18T09:05:00"},
        {"lun. 18 nov. 2019", "2019-11-18"},
        {"mar. 19 nov. 2019", "2019-11-19"},
        {"18 de noviembre de 2019", "2019-11-18"},
        {"18 de noviembre del 2019 a las 02:05 p. m.", "2019-11-18T14:05:00"},
        {"noviembre 18, 2019", "2019-11-18"},
        {"18 de novembro de 2019 às 14h05", "2019-11-18T14:05:00"},
        {"18 novembre 2019 alle ore 14:05", "2019-11-18T14:05:00"},
        {"18 maart 2019 om 14:05", "2019-03-18T14:05:00"},
        {"18 ноября 2019 г. в 14:05", "2019-11-18T14:05:00"},
        {"18 листопада 2019, 14:05", "2019-11-18T14:05:00"},
        {"18 listopada 2019, godz. 14:05", "2019-11-18T14:05:00"},
        {"18 maj 2019 kl. 14:05", "2019-05-18T14:05:00"},
        {"18. oktober 2019", "2019-10-18"},
        {"18. marraskuuta 2019 klo 14.05", "2019-11-18T14:05:00"},
        {"18. listopadu 2019", "2019-11-18"},
        {"2019. november 18. 14:05", "2019-11-18T14:05:00"},
        {"18 Kasım 2019", "2019-11-18"},
        {"18 Νοεμβρίου 2019", "2019-11-18"},
        {"18 نوفمبر 2019", "2019-11-18"},
        {"18 בנובמבר 2019", "2019-11-18"},
        {"18 नवंबर 2019", "2019-11-18"},
        {"2019年11月18日", "2019-11-18"},
        {"2019年11月18日 14:05", "2019-11-18T14:05:00"},
        {"发布于2019年11月18日", "2019-11-18"},
        {"2019년 11월 18일", "2019-11-18"},
    };
    ASSERT_ROWS(rows, NULL);
}

static void test_a_name_that_two_languages_have_is_read_in_the_language_of_the_page(void **state) {
    (void)state;
    static const row croatian[] = {{"18. listopada 2019.", "2019-10-18"}};
    static const row portuguese[] = {{"18 out 2019", "2019-10-18"}, {"18 set 2019", "2019-09-18"}};
    static const row others[] = {{"18 listopada 2019", "2019-11-18"}, {"18 out 2019", NULL}};
    ASSERT_ROWS(croatian, (&(hsy_date_custom){.language = "hr"}));
    ASSERT_ROWS(portuguese, (&(hsy_date_custom){.language = "pt"}));
    ASSERT_ROWS(others, NULL);
}

static void test_the_custom_of_the_page_decides_what_the_numbers_leave_open(void **state) {
    (void)state;
    static const row month_first[] = {
        {"11/8/2019", "2019-11-08"},  {"11/08/19 5:19pm", "2019-11-08T17:19:00"},
        {"18/11/2019", "2019-11-18"}, {"11-08-2019", "2019-11-08"},
        {"8.11.2019", "2019-11-08"},
    };
    static const row day_first[] = {
        {"11/8/2019", "2019-08-11"},
        {"11/18/2019", "2019-11-18"},
        {"11-08-2019", "2019-08-11"},
    };
    ASSERT_ROWS(month_first, (&(hsy_date_custom){.language = "en", .month_first = true}));
    ASSERT_ROWS(day_first, NULL);
}

static void test_numbers_that_are_no_dates(void **state) {
    (void)state;
    static const row rows[] = {
        {"31.11.2019", NULL},
        {"29 February 2019", NULL},
        {"29 February 2020", "2020-02-29"},
        {"30.2.2020", NULL},
        {"2019-13-18", NULL},
        {"2019-11-31", NULL},
        {"10.1016/j.dam.2013.09.013", NULL},
        {"version 2.6.29.1", NULL},
        {"/img/2019-11-18.png", NULL},
        {"1/2/3/2019", NULL},
        {"18.11.201", NULL},
        {"0.11.2019", NULL},
        {"192.168.11.19", NULL},
    };
    ASSERT_ROWS(rows, NULL);
}

static void test_a_time_of_day_must_be_one(void **state) {
    (void)state;
    static const row rows[] = {
        {"18.11.2019 25:05", "2019-11-18"},
        {"18.11.2019 14:65", "2019-11-18"},
        {"18.11.2019 19.11.2019", "2019-11-18"},
        {"18.11.2019 3 Minuten", "2019-11-18"},
        {"2019-11-18T14:05:09-16:00", "2019-11-18T14:05:09"},
        {"18. November 2019 um 14:05 Uhr am Damm", "2019-11-18T14:05:00"},
    };
    ASSERT_ROWS(rows, NULL);
}

static void test_no_date_is_before_the_web_or_behind_the_present(void **state) {
    (void)state;
    const int64_t now = 1574085909; /* 2019-11-18T14:05:09Z */
    assert_true(hsy_page_date_holds("1991-08-06", now));
    assert_false(hsy_page_date_holds("1991-08-05", now));
    assert_true(hsy_page_date_holds("2019-11-18T14:05:09Z", now));
    assert_true(hsy_page_date_holds("2019-11-19", now));
    assert_true(hsy_page_date_holds("2019-11-19T14:05:09Z", now));
    assert_false(hsy_page_date_holds("2019-11-19T14:05:10Z", now));
    assert_true(hsy_page_date_holds("2019-11-20T03:00:00+13:00", now));
    assert_false(hsy_page_date_holds("2019-11-20", now));
    assert_false(hsy_page_date_holds("2019-02-29", now));
    assert_false(hsy_page_date_holds("soon", now));
}

static void test_seconds_and_days_lead_to_each_other(void **state) {
    (void)state;
    static const int64_t seconds[] = {0, 951782400, 1574085909, 4102444799, -86401};
    for (size_t i = 0; i < sizeof seconds / sizeof *seconds; i++) {
        hsy_date date;
        hsy_date_from_seconds(seconds[i], 0, &date);
        assert_int_equal(hsy_date_seconds(&date), seconds[i]);
        hsy_date_from_seconds(seconds[i], -330, &date);
        assert_int_equal(hsy_date_seconds(&date), seconds[i]);
    }
}

static void test_the_plain_form_of_reading_takes_the_first_date(void **state) {
    (void)state;
    char date[HSY_DATE_SIZE];
    assert_true(hsy_page_read_date(hsy_str_of("Mon, 18 Nov 2019 14:05:09 +0100, then 19 Nov 2019"), date));
    assert_string_equal(date, "2019-11-18T14:05:09+01:00");
    assert_false(hsy_page_read_date(hsy_str_of("no date"), date));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dates_for_programs),
        cmocka_unit_test(test_dates_in_english),
        cmocka_unit_test(test_dates_in_other_languages),
        cmocka_unit_test(test_a_name_that_two_languages_have_is_read_in_the_language_of_the_page),
        cmocka_unit_test(test_the_custom_of_the_page_decides_what_the_numbers_leave_open),
        cmocka_unit_test(test_numbers_that_are_no_dates),
        cmocka_unit_test(test_a_time_of_day_must_be_one),
        cmocka_unit_test(test_no_date_is_before_the_web_or_behind_the_present),
        cmocka_unit_test(test_seconds_and_days_lead_to_each_other),
        cmocka_unit_test(test_the_plain_form_of_reading_takes_the_first_date),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
