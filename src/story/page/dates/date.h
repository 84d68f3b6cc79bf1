/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Dates as the files date*.c and published*.c hand them to each other.
 *
 *     date_words.c (names of months and zones) --> date_time.c (a time of day) --> date_forms.c, date_find.c
 *                                                                                        |
 *                                                  date.c (written, compared, bounded) <-+
 */
#ifndef HSY_STORY_PAGE_DATE_H
#define HSY_STORY_PAGE_DATE_H

#include "base/wordlist.h"

enum { HSY_DATE_NO_ZONE = 100000 };

typedef struct hsy_date {
    int year, month, day;
    int hour, minute, second; /* hour -1: no time of day is known */
    int zone;                 /* minutes that its clocks are before Greenwich, or HSY_DATE_NO_ZONE */
    bool short_year;          /* of two digits */
    bool compact;             /* nothing but digits: "20191118", "1574085900" */
} hsy_date;

/* How a page writes dates. */
typedef struct hsy_date_custom {
    char language[3];
    bool month_first; /* "11/8/2019" is in November */
} hsy_date_custom;

/* --- date_words.c -------------------------------------------------------------------------------------------- */

/* What stands behind the first word of an entry of a sorted list, " 11 pl"; NULL: there is none. With several entries
 * of that word, the first. */
const char *hsy_date_listed(const char *const *list, size_t count, hsy_str word);
/* 1 to 12; 0: it is no month's name. In any case. */
int hsy_date_month(hsy_str word, const char *language);
/* Whether the word has this use in date-words.txt. */
bool hsy_date_word_is(hsy_str word, const char *use);
/* The zone that a word in capitals names, at this date; HSY_DATE_NO_ZONE: none. */
int hsy_date_zone(hsy_str word, const hsy_date *date);

/* --- date_time.c --------------------------------------------------------------------------------------------- */

size_t hsy_date_skip_space(hsy_str text, size_t at);
/* The end of the run of letters at `at`, which is `at` where there is none. Long runs are cut. */
size_t hsy_date_word_end(hsy_str text, size_t at);
/* Reads a run of `least` to `most` digits. false: there is none, and *at stays. */
bool hsy_date_digits(hsy_str text, size_t *at, size_t least, size_t most, int *value);
/* Reads "14:05:59.123 +01:00", "2:05 p.m. ET", "14 Uhr". false: there is none, and *at and `date` stay. */
bool hsy_date_read_clock(hsy_str text, size_t *at, hsy_date *date);
/* The same behind what stands between a date and its time: "T", ", ", " | ", " um ". */
bool hsy_date_read_time(hsy_str text, size_t *at, hsy_date *date);
/* The same before a date that begins at `at`, not before `from`. */
void hsy_date_read_time_before(hsy_str text, size_t from, size_t at, hsy_date *date);

/* --- date_find.c --------------------------------------------------------------------------------------------- */

/* The first date of the calendar in `text` from `from` on. false: there is none. */
bool hsy_date_find(hsy_str text, size_t from, const hsy_date_custom *custom, hsy_date *date, hsy_span *where);

/* --- date.c -------------------------------------------------------------------------------------------------- */

bool hsy_date_is_real(int year, int month, int day);
int64_t hsy_date_days(const hsy_date *date);    /* since 1970-01-01, of its day */
int64_t hsy_date_seconds(const hsy_date *date); /* since 1970; a day without a time begins at 0:00, of no zone in UTC */
void hsy_date_from_seconds(int64_t seconds, int zone, hsy_date *date);
/* Whether it is neither before the web nor later than `now` and a day. */
bool hsy_date_in_bounds(const hsy_date *date, int64_t now);
void hsy_date_write(const hsy_date *date, char out[32]);

#endif
