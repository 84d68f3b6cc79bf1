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

#include "story/page/date.h"

typedef struct finder {
    hsy_str text;
    const hsy_date_custom *custom;
    hsy_date date;
    size_t at; /* behind what was read */
} finder;

static const hsy_date nothing = {.hour = -1, .zone = HSY_DATE_NO_ZONE};

/* --- Small steps --------------------------------------------------------------------------------------------- */

static char sign_at(const finder *f, size_t at) {
    return at < f->text.size ? f->text.data[at] : '\0';
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_plain_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static void skip_space(finder *f) {
    f->at = hsy_date_skip_space(f->text, f->at);
}

static bool take(finder *f, const char *text) {
    size_t size = strlen(text);
    if (f->text.size - f->at < size || memcmp(f->text.data + f->at, text, size) != 0) return false;
    f->at += size;
    return true;
}

static bool number(finder *f, size_t least, size_t most, int *value) {
    return hsy_date_digits(f->text, &f->at, least, most, value);
}

static hsy_str word(const finder *f) {
    return (hsy_str){.data = f->text.data + f->at, .size = hsy_date_word_end(f->text, f->at) - f->at};
}

/* A month's name and the full stop that shortens it. */
static bool month(finder *f, int *value) {
    hsy_str name = word(f);
    if (name.size == 0) return false;
    *value = hsy_date_month(name, f->custom->language);
    if (*value == 0) return false;
    f->at += name.size;
    (void)take(f, ".");
    return true;
}

/* White space, commas, and words as "of" and "de". */
static void pass_between(finder *f) {
    for (int i = 0; i < 4; i++) {
        skip_space(f);
        if (take(f, ",") || take(f, "'") || take(f, "\u2019")) continue;
        hsy_str next = word(f);
        if (next.size == 0 || !hsy_date_word_is(next, "between")) return;
        f->at += next.size;
    }
}

/* What makes a day's number an ordinal: "18th", "18.", "1er", "1º". */
static void pass_ordinal(finder *f) {
    static const char *const endings[] = {"st", "nd", "rd", "th", "er", "re", "ème", "e",  "ste", "de",
                                          "º",  "ª",  "°",  "o",  "a",  "η",  "ης",  "го", "й",   "-го"};
    if (take(f, ".")) return;
    const size_t start = f->at;
    if (sign_at(f, f->at) == ' ') f->at++; /* "18 th", as where the ending is raised */
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        if (!take(f, endings[i])) continue;
        if (word(f).size == 0 && (f->at - start > 2 || sign_at(f, start) != ' ')) {
            (void)take(f, ".");
            return;
        }
        f->at = start + (sign_at(f, start) == ' ');
    }
    f->at = start;
}

static bool settle(finder *f, int year, int month_number, int day) {
    if (year < 1900 || year > 2199 || !hsy_date_is_real(year, month_number, day)) return false;
    f->date.year = year;
    f->date.month = month_number;
    f->date.day = day;
    return true;
}

/* Of the centuries that the web has seen. */
static int widen(int short_year) {
    return short_year >= 90 ? 1900 + short_year : 2000 + short_year;
}

/* --- The year behind day and month --------------------------------------------------------------------------- */

/* "2019", "'19", "19"; two digits alone count only where they can be no other number. */
static bool read_year(finder *f, int *year) {
    const size_t start = f->at;
    pass_between(f);
    const bool mark =
        f->at > start && (f->text.data[f->at - 1] == '\'' || (unsigned char)f->text.data[f->at - 1] == 0x99);
    if (number(f, 4, 4, year)) return true;
    if (!number(f, 2, 2, year)) return false;
    const char next = sign_at(f, f->at);
    const size_t after = hsy_date_skip_space(f->text, f->at);
    const bool worded = hsy_date_word_end(f->text, after) > after;
    if (!mark && (next == ':' || next == '.' || next == '%' || is_plain_letter(next) || worded)) return false;
    *year = widen(*year);
    f->date.short_year = true;
    return true;
}

/* The year; or the time of day and then the year. */
static bool read_year_or_time(finder *f, int *year) {
    const finder start = *f;
    if (read_year(f, year)) return true;
    *f = start;
    skip_space(f);
    f->date.year = 2000;
    if (!hsy_date_read_time(f->text, &f->at, &f->date)) return false;
    pass_between(f);
    return number(f, 4, 4, year);
}

/* --- Year first ---------------------------------------------------------------------------------------------- */

static bool read_ideographs(finder *f, int year) {
    int month_number, day;
    skip_space(f);
    if (!take(f, "\u5E74") && !take(f, "\uB144")) return false;
    skip_space(f);
    if (!number(f, 1, 2, &month_number)) return false;
    skip_space(f);
    if (!take(f, "\u6708") && !take(f, "\uC6D4")) return false;
    skip_space(f);
    if (!number(f, 1, 2, &day)) return false;
    skip_space(f);
    if (!take(f, "\u65E5") && !take(f, "\uC77C") && !take(f, "\u53F7")) return false;
    return settle(f, year, month_number, day);
}

/* "2019-11-18", "2019/11/18", "2019. 11. 18". */
static bool read_parts(finder *f, int year) {
    int month_number, day;
    const char part[2] = {sign_at(f, f->at), '\0'};
    if (strchr("-/.", part[0]) == NULL || part[0] == '\0') return false;
    f->at++;
    if (part[0] == '.') skip_space(f);
    if (!number(f, 1, 2, &month_number) || !take(f, part)) return false;
    if (part[0] == '.') skip_space(f);
    if (!number(f, 1, 2, &day)) return false;
    if (sign_at(f, f->at) == part[0] && is_digit(sign_at(f, f->at + 1))) return false;
    return settle(f, year, month_number, day);
}

/* "2019. november 18", "2019-Nov-18". */
static bool read_year_name(finder *f, int year) {
    int month_number, day;
    if (!take(f, "-") && !take(f, "/")) {
        (void)take(f, ".");
        pass_between(f);
    }
    if (!month(f, &month_number)) return false;
    if (!take(f, "-") && !take(f, "/")) pass_between(f);
    if (!number(f, 1, 2, &day) || sign_at(f, f->at) == ':') return false;
    return settle(f, year, month_number, day);
}

static bool try_year_first(finder *f, int year) {
    const finder start = *f;
    f->date.clear = true;
    if (read_parts(f, year)) return true;
    *f = start;
    f->date.clear = true;
    if (read_ideographs(f, year)) return true;
    *f = start;
    f->date.clear = true;
    return read_year_name(f, year);
}

/* --- Nothing but digits -------------------------------------------------------------------------------------- */

static int digits_value(const finder *f, size_t at, size_t count) {
    int value = 0;
    for (size_t i = 0; i < count; i++)
        value = value * 10 + (f->text.data[at + i] - '0');
    return value;
}

static bool stands_alone(const finder *f, size_t start, size_t end) {
    return hsy_date_skip_space(f->text, 0) == start && hsy_date_skip_space(f->text, end) == f->text.size;
}

static bool try_seconds(finder *f, size_t start, size_t count) {
    if (!stands_alone(f, start, start + count)) return false;
    int64_t seconds = digits_value(f, start, 9);
    if (count == 10 || count == 13) seconds = seconds * 10 + digits_value(f, start + 9, 1);
    hsy_date_from_seconds(seconds, 0, &f->date);
    f->date.compact = true;
    f->at = start + count;
    return f->date.year >= 1991;
}

/* "20191118", and "20191118140500" with the time. */
static bool try_compact(finder *f, size_t start, size_t count) {
    f->date.clear = f->date.compact = true;
    if (!settle(f, digits_value(f, start, 4), digits_value(f, start + 4, 2), digits_value(f, start + 6, 2)))
        return false;
    f->at = start + count;
    if (count == 8) return true;
    f->date.hour = digits_value(f, start + 8, 2);
    f->date.minute = digits_value(f, start + 10, 2);
    f->date.second = count == 14 ? digits_value(f, start + 12, 2) : 0;
    return f->date.hour <= 23 && f->date.minute <= 59 && f->date.second <= 59;
}

/* --- Day or month first -------------------------------------------------------------------------------------- */

/* Where both orders can be, the custom decides; between full stops the day is always first. */
static bool settle_order(finder *f, int first, int second, int year, char part) {
    bool month_first = part != '.' && f->custom->month_first;
    if (first > 12) month_first = false;
    if (second > 12) month_first = true;
    return month_first ? settle(f, year, first, second) : settle(f, year, second, first);
}

/* "18.11.2019", "11/18/19", "18. 11. 2019". */
static bool read_numbers(finder *f, int first) {
    int second, year;
    skip_space(f);
    const char part[2] = {sign_at(f, f->at), '\0'};
    if (strchr("-/.", part[0]) == NULL || part[0] == '\0') return false;
    f->at++;
    skip_space(f);
    if (!number(f, 1, 2, &second)) return false;
    skip_space(f);
    if (!take(f, part)) return false;
    skip_space(f);
    if (!number(f, 4, 4, &year)) {
        if (!number(f, 2, 2, &year)) return false;
        year = widen(year);
        f->date.short_year = true;
    }
    const char next = sign_at(f, f->at);
    if (strchr("-/.", next) != NULL && next != '\0' && is_digit(sign_at(f, f->at + 1)) &&
        (next != '-' || f->date.short_year))
        return false;
    return settle_order(f, first, second, year, part[0]);
}

/* "18. November 2019", "18th of November, 2019", "18-Nov-19", "18 Nov 14:05:00 2019". */
static bool read_day_name(finder *f, int day) {
    int month_number, year;
    if (!take(f, "-") && !take(f, "/")) {
        pass_ordinal(f);
        pass_between(f);
    }
    if (!month(f, &month_number)) return false;
    if (take(f, "-") || take(f, "/")) {
        if (!number(f, 4, 4, &year)) {
            if (!number(f, 2, 2, &year)) return false;
            year = widen(year);
            f->date.short_year = true;
        }
        if (sign_at(f, f->at) == ':') f->at++; /* "18/Nov/2019:14:05:00" */
    } else {
        f->date.month = month_number;
        f->date.day = day;
        if (!read_year_or_time(f, &year)) return false;
    }
    f->date.clear = true;
    return settle(f, year, month_number, day);
}

static bool try_day_first(finder *f, int first) {
    const finder start = *f;
    if (read_numbers(f, first)) return true;
    *f = start;
    return read_day_name(f, first);
}

/* "Nov. 18, 2019", "Nov-18-2019", "Nov 18 14:05:00 CET 2019". */
static bool try_month_first(finder *f) {
    int month_number, day, year;
    if (!month(f, &month_number)) return false;
    if (!take(f, "-") && !take(f, "/")) pass_between(f);
    if (!number(f, 1, 2, &day) || sign_at(f, f->at) == ':') return false;
    if (!take(f, "-") && !take(f, "/")) pass_ordinal(f);
    f->date.month = month_number;
    f->date.day = day;
    if (!read_year_or_time(f, &year)) return false;
    f->date.clear = true;
    return settle(f, year, month_number, day);
}

/* --- The search ---------------------------------------------------------------------------------------------- */

/* Whether a number at `at` begins there, and is no part of a version, an address or a file's name. */
static bool begins_number(const finder *f, size_t at) {
    if (at == 0) return true;
    const char before = f->text.data[at - 1];
    if (is_digit(before) || is_plain_letter(before) || before == '_') return false;
    if (strchr(".-/,:=&+", before) == NULL || at == 1) return true;
    const char further = f->text.data[at - 2];
    if (before == ':' || before == ',') return !is_digit(further);
    return !is_digit(further) && !is_plain_letter(further);
}

static bool try_number(finder *f, size_t start, size_t count) {
    int value;
    f->at = start;
    if (count == 4 && number(f, 4, 4, &value)) return try_year_first(f, value);
    if (count <= 2 && number(f, 1, 2, &value)) return value > 0 && value <= 31 && try_day_first(f, value);
    if (count == 8 || count == 12 || count == 14) return try_compact(f, start, count);
    return (count == 9 || count == 10 || count == 13) && try_seconds(f, start, count);
}

static size_t count_digits(const finder *f, size_t at) {
    size_t end = at;
    while (is_digit(sign_at(f, end)))
        end++;
    return end - at;
}

/* Passes over what begins at *at, trying whether it is a date. */
static bool step(finder *f, size_t *at) {
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
    return end > f->at && try_month_first(f);
}

bool hsy_date_find(hsy_str text, size_t from, const hsy_date_custom *custom, hsy_date *date, hsy_span *where) {
    static const hsy_date_custom common = {.language = "", .month_first = false};
    finder f = {.text = text, .custom = custom == NULL ? &common : custom};
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
