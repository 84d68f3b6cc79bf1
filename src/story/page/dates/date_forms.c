/* SPDX-License-Identifier: Apache-2.0 */
/* The forms in which a day, a month and a year stand together. */
#include <string.h>

#include "story/page/dates/date_forms.h"

/* --- Small steps --------------------------------------------------------------------------------------------- */

static void skip_space(hsy_date_finder *f) {
    f->at = hsy_date_skip_space(f->text, f->at);
}

static bool take(hsy_date_finder *f, const char *text) {
    size_t size = strlen(text);
    if (f->text.size - f->at < size || memcmp(f->text.data + f->at, text, size) != 0) return false;
    f->at += size;
    return true;
}

static bool number(hsy_date_finder *f, size_t least, size_t most, int *value) {
    return hsy_date_digits(f->text, &f->at, least, most, value);
}

static hsy_str word(const hsy_date_finder *f) {
    return (hsy_str){.data = f->text.data + f->at, .size = hsy_date_word_end(f->text, f->at) - f->at};
}

/* A month's name and the full stop that shortens it. */
static bool month(hsy_date_finder *f, int *value) {
    hsy_str name = word(f);
    if (name.size == 0) return false;
    *value = hsy_date_month(name, f->custom->language);
    if (*value == 0) return false;
    f->at += name.size;
    (void)take(f, ".");
    return true;
}

/* White space, commas, and words as "of" and "de". */
static void pass_between(hsy_date_finder *f) {
    for (int i = 0; i < 4; i++) {
        skip_space(f);
        if (take(f, ",") || take(f, "'") || take(f, "\u2019")) continue;
        hsy_str next = word(f);
        if (next.size == 0 || !hsy_date_word_is(next, "between")) return;
        f->at += next.size;
    }
}

/* What makes a day's number an ordinal: "18th", "18.", "1er", "1º". */
static void pass_ordinal(hsy_date_finder *f) {
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

bool hsy_date_settle(hsy_date_finder *f, int year, int month_number, int day) {
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
static bool read_year(hsy_date_finder *f, int *year) {
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
static bool read_year_or_time(hsy_date_finder *f, int *year) {
    const hsy_date_finder start = *f;
    if (read_year(f, year)) return true;
    *f = start;
    skip_space(f);
    f->date.year = 2000;
    if (!hsy_date_read_time(f->text, &f->at, &f->date)) return false;
    pass_between(f);
    return number(f, 4, 4, year);
}

/* --- Year first ---------------------------------------------------------------------------------------------- */

static bool read_ideographs(hsy_date_finder *f, int year) {
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
    return hsy_date_settle(f, year, month_number, day);
}

/* "2019-11-18", "2019/11/18", "2019. 11. 18". */
static bool read_parts(hsy_date_finder *f, int year) {
    int month_number, day;
    const char part[2] = {sign_at(f, f->at), '\0'};
    if (strchr("-/.", part[0]) == NULL || part[0] == '\0') return false;
    f->at++;
    if (part[0] == '.') skip_space(f);
    if (!number(f, 1, 2, &month_number) || !take(f, part)) return false;
    if (part[0] == '.') skip_space(f);
    if (!number(f, 1, 2, &day)) return false;
    if (sign_at(f, f->at) == part[0] && is_digit(sign_at(f, f->at + 1))) return false;
    return hsy_date_settle(f, year, month_number, day);
}

/* "2019. november 18", "2019-Nov-18". */
static bool read_year_name(hsy_date_finder *f, int year) {
    int month_number, day;
    if (!take(f, "-") && !take(f, "/")) {
        (void)take(f, ".");
        pass_between(f);
    }
    if (!month(f, &month_number)) return false;
    if (!take(f, "-") && !take(f, "/")) pass_between(f);
    if (!number(f, 1, 2, &day) || sign_at(f, f->at) == ':') return false;
    return hsy_date_settle(f, year, month_number, day);
}

bool hsy_date_try_year_first(hsy_date_finder *f, int year) {
    const hsy_date_finder start = *f;
    if (read_parts(f, year)) return true;
    *f = start;
    if (read_ideographs(f, year)) return true;
    *f = start;
    return read_year_name(f, year);
}

/* --- Day or month first -------------------------------------------------------------------------------------- */

/* Where both orders can be, the custom decides; between full stops the day is always first. */
static bool settle_order(hsy_date_finder *f, int first, int second, int year, char part) {
    bool month_first = part != '.' && f->custom->month_first;
    if (first > 12) month_first = false;
    if (second > 12) month_first = true;
    return month_first ? hsy_date_settle(f, year, first, second) : hsy_date_settle(f, year, second, first);
}

/* "18.11.2019", "11/18/19", "18. 11. 2019". */
static bool read_numbers(hsy_date_finder *f, int first) {
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
static bool read_day_name(hsy_date_finder *f, int day) {
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
    return hsy_date_settle(f, year, month_number, day);
}

bool hsy_date_try_day_first(hsy_date_finder *f, int first) {
    const hsy_date_finder start = *f;
    if (read_numbers(f, first)) return true;
    *f = start;
    return read_day_name(f, first);
}

/* "Nov. 18, 2019", "Nov-18-2019", "Nov 18 14:05:00 CET 2019". */
bool hsy_date_try_month_first(hsy_date_finder *f) {
    int month_number, day, year;
    if (!month(f, &month_number)) return false;
    if (!take(f, "-") && !take(f, "/")) pass_between(f);
    if (!number(f, 1, 2, &day) || sign_at(f, f->at) == ':') return false;
    if (!take(f, "-") && !take(f, "/")) pass_ordinal(f);
    f->date.month = month_number;
    f->date.day = day;
    if (!read_year_or_time(f, &year)) return false;
    return hsy_date_settle(f, year, month_number, day);
}
