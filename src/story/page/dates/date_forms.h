/* SPDX-License-Identifier: Apache-2.0 */
/* The forms of a date, for the search in date_find.c. */
#ifndef HSY_STORY_PAGE_DATE_FORMS_H
#define HSY_STORY_PAGE_DATE_FORMS_H

#include "story/page/dates/date.h"

typedef struct hsy_date_finder {
    hsy_str text;
    const hsy_date_custom *custom;
    hsy_date date; /* of which no more than the time is known to begin with */
    size_t at;     /* behind what was read */
} hsy_date_finder;

/* All these read on from finder->at and say whether there is a date of that form; if not, the finder is spoilt. */

/* Behind the year: "-11-18", ". november 18", "年11月18日". */
bool hsy_date_try_year_first(hsy_date_finder *f, int year);
/* Behind a number that is the day, or the month: ".11.2019", "/18/2019", "th of November, 2019", "-Nov-19". */
bool hsy_date_try_day_first(hsy_date_finder *f, int first);
/* At a word: "Nov. 18, 2019", "Nov 18 14:05:00 CET 2019". */
bool hsy_date_try_month_first(hsy_date_finder *f);
/* Sets the day. false: there was no such day. */
bool hsy_date_settle(hsy_date_finder *f, int year, int month, int day);

static inline char sign_at(const hsy_date_finder *f, size_t at) {
    return at < f->text.size ? f->text.data[at] : '\0';
}

static inline bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static inline bool is_plain_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

#endif
