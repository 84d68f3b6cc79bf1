/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A date in a text, whatever its form:
 *
 *     year first    2019-11-18   2019/11/18   20191118   2019. november 18   2019年11月18日
 *     day first     18.11.2019   18/11/2019   18. November 2019   18th of November, 2019   18-Nov-19
 *     month first   11/18/2019   Nov. 18, 2019   Mon Nov 18 14:05:00 CET 2019
 *     seconds       1574085900   1574085900000
 *
 * Each place where a number or a word begins is tried once, and each try looks a bounded number of words ahead.
 */
#include <string.h>

#include "story/page/dates/date_forms.h"

static const hsy_date nothing = {.hour = -1, .zone = HSY_DATE_NO_ZONE};

/* --- Nothing but digits -------------------------------------------------------------------------------------- */

static int digits_value(const hsy_date_finder *f, size_t at, size_t count) {
    int value = 0;
    for (size_t i = 0; i < count; i++)
        value = value * 10 + (f->text.data[at + i] - '0');
    return value;
}

static bool stands_alone(const hsy_date_finder *f, size_t start, size_t end) {
    enum { INDENT_MAX = 64 };
    return start <= INDENT_MAX && hsy_date_skip_space(f->text, 0) == start &&
           hsy_date_skip_space(f->text, end) == f->text.size;
}

static bool try_seconds(hsy_date_finder *f, size_t start, size_t count) {
    if (!stands_alone(f, start, start + count)) return false;
    int64_t seconds = digits_value(f, start, 9);
    if (count == 10 || count == 13) seconds = seconds * 10 + digits_value(f, start + 9, 1);
    hsy_date_from_seconds(seconds, 0, &f->date);
    f->date.compact = true;
    f->at = start + count;
    return f->date.year >= 1991;
}

/* "20191118", and "20191118140500" with the time. */
static bool try_compact(hsy_date_finder *f, size_t start, size_t count) {
    f->date.compact = true;
    if (!hsy_date_settle(f, digits_value(f, start, 4), digits_value(f, start + 4, 2), digits_value(f, start + 6, 2)))
        return false;
    f->at = start + count;
    if (count == 8) return true;
    f->date.hour = digits_value(f, start + 8, 2);
    f->date.minute = digits_value(f, start + 10, 2);
    f->date.second = count == 14 ? digits_value(f, start + 12, 2) : 0;
    return f->date.hour <= 23 && f->date.minute <= 59 && f->date.second <= 59;
}

/* --- The search ---------------------------------------------------------------------------------------------- */

/* Whether a number at `at` begins there, and is no part of a version, an address or a file's name. */
static bool begins_number(const hsy_date_finder *f, size_t at) {
    if (at == 0) return true;
    const char before = f->text.data[at - 1];
    if (is_digit(before) || is_plain_letter(before) || before == '_') return false;
    if (strchr(".-/,:=&+", before) == NULL || at == 1) return true;
    const char further = f->text.data[at - 2];
    if (before == ':' || before == ',') return !is_digit(further);
    return !is_digit(further) && !is_plain_letter(further);
}

static bool try_number(hsy_date_finder *f, size_t start, size_t count) {
    int value;
    f->at = start;
    if (count == 4 && hsy_date_digits(f->text, &f->at, 4, 4, &value)) return hsy_date_try_year_first(f, value);
    if (count <= 2 && hsy_date_digits(f->text, &f->at, 1, 2, &value))
        return value > 0 && value <= 31 && hsy_date_try_day_first(f, value);
    if (count == 8 || count == 12 || count == 14) return try_compact(f, start, count);
    return (count == 9 || count == 10 || count == 13) && try_seconds(f, start, count);
}

static size_t count_digits(const hsy_date_finder *f, size_t at) {
    size_t end = at;
    while (is_digit(sign_at(f, end)))
        end++;
    return end - at;
}

/* Whether a word that ends at `at` can be a month before its day: most words of a text need not be looked up. */
static bool is_digit_near(const hsy_date_finder *f, size_t at) {
    enum { NEAR = 8 };
    for (size_t i = at; i < f->text.size && i < at + NEAR; i++)
        if (is_digit(f->text.data[i])) return true;
    return false;
}

/* Passes over what begins at *at, trying whether it is a date. */
static bool step(hsy_date_finder *f, size_t *at) {
    const char c = f->text.data[*at];
    f->date = nothing;
    if (is_digit(c)) {
        const size_t start = *at, count = count_digits(f, start);
        *at += count;
        return begins_number(f, start) && try_number(f, start, count);
    }
    if (!is_plain_letter(c) && (unsigned char)c < 0x80) {
        ++*at;
        return false;
    }
    const size_t end = hsy_date_word_end(f->text, *at);
    size_t length = 1;
    f->at = *at;
    if (end == *at)
        (void)hsy_utf8_decode(f->text.data, f->text.size, *at, &length);
    else
        length = end - *at;
    *at += length;
    return end > f->at && is_digit_near(f, end) && hsy_date_try_month_first(f);
}

bool hsy_date_find(hsy_str text, size_t from, const hsy_date_custom *custom, hsy_date *date, hsy_span *where) {
    static const hsy_date_custom common = {.language = "", .month_first = false};
    hsy_date_finder f = {.text = text, .custom = custom == NULL ? &common : custom};
    for (size_t at = from; at < text.size;) {
        const size_t start = at;
        if (!step(&f, &at)) continue;
        size_t end = f.at;
        if (f.date.hour < 0) (void)hsy_date_read_time(text, &end, &f.date);
        if (f.date.hour < 0) hsy_date_read_time_before(text, from, start, &f.date);
        *date = f.date;
        *where = (hsy_span){start, end};
        return true;
    }
    return false;
}
