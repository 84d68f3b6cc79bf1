/* SPDX-License-Identifier: Apache-2.0 */
/* The words of dates: names of months and zones, and what stands between the numbers. */
#include <stdlib.h>
#include <string.h>

#include "base/wordlist.h"
#include "story/internal.h"
#include "story/list_page_date_words.h"
#include "story/list_page_month_names.h"
#include "story/list_page_time_zones.h"
#include "story/page/dates/date.h"

const char *hsy_date_listed(const char *const *list, size_t count, hsy_str word) {
    return hsy_word_list_find(&(const hsy_word_list){list, count}, word);
}

enum { WORD_MAX = 48 };

/* `word` in small letters. */
static hsy_str fold(hsy_str word, char out[WORD_MAX]) {
    return (hsy_str){.data = out, .size = hsy_story_fold(word, out, WORD_MAX)};
}

int hsy_date_month(hsy_str word, const char *language) {
    char room[WORD_MAX];
    hsy_str small = fold(word, room);
    const hsy_word_list months = HSY_WORD_LIST(page_month_names, PAGE_MONTH_NAMES);
    int month = 0;
    const char *entry;
    for (size_t at = hsy_word_list_from(&months, small); (entry = hsy_word_list_rest(&months, at, small)) != NULL;
         at++) {
        char *rest;
        int number = (int)strtol(entry, &rest, 10);
        if (*rest == '\0' && month == 0) month = number;
        if (*rest != '\0' && hsy_word_list_holds(rest, language)) return number;
    }
    return month;
}

bool hsy_date_word_is(hsy_str word, const char *use) {
    char room[WORD_MAX];
    return hsy_word_list_holds(
        hsy_date_listed(hsy_list_page_date_words, HSY_LIST_PAGE_DATE_WORDS_COUNT, fold(word, room)), use);
}

/* The day of the month that is its `nth` Sunday. */
static int find_sunday(int year, int month, int nth) {
    hsy_date first = {.year = year, .month = month, .day = 1};
    int weekday = (int)((hsy_date_days(&first) + 4) % 7); /* 1 January 1970 was a Thursday */
    return 1 + (7 - weekday) % 7 + 7 * (nth - 1);
}

/* By the law of 2007, for all years. */
static bool is_american_summer(const hsy_date *date) {
    if (date->month == 3) return date->day >= find_sunday(date->year, 3, 2);
    if (date->month == 11) return date->day < find_sunday(date->year, 11, 1);
    return date->month > 3 && date->month < 11;
}

int hsy_date_zone(hsy_str word, const hsy_date *date) {
    const char *found = hsy_date_listed(hsy_list_page_time_zones, HSY_LIST_PAGE_TIME_ZONES_COUNT, word);
    if (found == NULL) return HSY_DATE_NO_ZONE;
    char *rest;
    int zone = (int)strtol(found, &rest, 10);
    return hsy_word_list_holds(rest, "us") && is_american_summer(date) ? zone + 60 : zone;
}
