/* SPDX-License-Identifier: Apache-2.0 */
/* Dates written in one form, counted and bounded. */
#include "story/page/dates/date.h"

#include <stdio.h>

#include "story/page/page.h"

enum { DAY = 24 * 60 * 60 };
/* The day on which the web was made public: 6 August 1991. */
static const hsy_date first_day = {.year = 1991, .month = 8, .day = 6, .hour = -1, .zone = HSY_DATE_NO_ZONE};

bool hsy_date_is_real(int year, int month, int day) {
    static const int lengths[12] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < 1000 || year > 9999 || month < 1 || month > 12 || day < 1 || day > lengths[month - 1]) return false;
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month != 2 || day < 29 || leap;
}

/* A year is counted from March, so that the day that some years lack is its last. */
int64_t hsy_date_days(const hsy_date *date) {
    int64_t year = date->month > 2 ? date->year : date->year - 1;
    int64_t month = (date->month + 9) % 12;
    int64_t in_year = (153 * month + 2) / 5 + date->day - 1;
    return year * 365 + year / 4 - year / 100 + year / 400 + in_year - 719468;
}

int64_t hsy_date_seconds(const hsy_date *date) {
    int64_t seconds = hsy_date_days(date) * DAY;
    if (date->hour < 0) return seconds;
    seconds += (int64_t)date->hour * 3600 + date->minute * 60 + date->second;
    return date->zone == HSY_DATE_NO_ZONE ? seconds : seconds - (int64_t)date->zone * 60;
}

void hsy_date_from_seconds(int64_t seconds, int zone, hsy_date *date) {
    seconds += (int64_t)zone * 60;
    int64_t days = seconds / DAY, rest = seconds % DAY;
    if (rest < 0) {
        rest += DAY;
        days--;
    }
    int64_t shifted = days + 719468;
    int64_t era = shifted / 146097, of_era = shifted % 146097;
    int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t in_year = of_era - (365 * year + year / 4 - year / 100);
    int64_t month = (5 * in_year + 2) / 153;
    *date = (hsy_date){.zone = zone};
    date->day = (int)(in_year - (153 * month + 2) / 5 + 1);
    date->month = (int)(month < 10 ? month + 3 : month - 9);
    date->year = (int)(year + era * 400 + (date->month <= 2));
    date->hour = (int)(rest / 3600);
    date->minute = (int)(rest / 60 % 60);
    date->second = (int)(rest % 60);
}

bool hsy_date_in_bounds(const hsy_date *date, int64_t now) {
    if (hsy_date_days(date) < hsy_date_days(&first_day)) return false;
    return hsy_date_seconds(date) <= now + DAY;
}

/* The fields are within their bounds: the numbers asked for keep the compiler sure of the size. */
void hsy_date_write(const hsy_date *date, char out[HSY_DATE_SIZE]) {
    unsigned year = (unsigned)date->year % 10000, month = (unsigned)date->month % 100, day = (unsigned)date->day % 100;
    int size = snprintf(out, HSY_DATE_SIZE, "%04u-%02u-%02u", year, month, day);
    if (date->hour < 0) return;
    size += snprintf(out + size, (size_t)(HSY_DATE_SIZE - size), "T%02u:%02u:%02u", (unsigned)date->hour % 100,
                     (unsigned)date->minute % 100, (unsigned)date->second % 100);
    if (date->zone == HSY_DATE_NO_ZONE) return;
    if (date->zone == 0) {
        (void)snprintf(out + size, (size_t)(HSY_DATE_SIZE - size), "Z");
        return;
    }
    unsigned zone = (unsigned)(date->zone < 0 ? -date->zone : date->zone);
    (void)snprintf(out + size, (size_t)(HSY_DATE_SIZE - size), "%c%02u:%02u", date->zone < 0 ? '-' : '+',
                   zone / 60 % 100, zone % 60);
}

bool hsy_page_read_date(hsy_str text, char date[HSY_DATE_SIZE]) {
    hsy_date found;
    hsy_span where;
    if (!hsy_date_find(text, 0, NULL, &found, &where)) return false;
    hsy_date_write(&found, date);
    return true;
}

bool hsy_page_date_holds(const char *date, int64_t now) {
    hsy_date found;
    hsy_span where;
    return hsy_date_find(hsy_str_of(date), 0, NULL, &found, &where) && hsy_date_in_bounds(&found, now);
}
