/* SPDX-License-Identifier: Apache-2.0 */
/* The words of dates: names of months and zones, and what stands between the numbers. */
#include <stdlib.h>
#include <string.h>

#include "story/internal.h"
#include "story/list_page_date_words.h"
#include "story/list_page_month_names.h"
#include "story/list_page_time_zones.h"
#include "story/page/dates/date.h"

/* Compares the first word of `entry` with `word`. */
static int compare(const char *entry, hsy_str word) {
    size_t i = 0;
    while (i < word.size && entry[i] == word.data[i] && entry[i] != ' ' && entry[i] != '\0')
        i++;
    bool ends = entry[i] == ' ' || entry[i] == '\0';
    if (i == word.size) return ends ? 0 : 1;
    return ends || (unsigned char)entry[i] < (unsigned char)word.data[i] ? -1 : 1;
}

/* The first of the entries of that word. */
static size_t find_first(const char *const *list, size_t count, hsy_str word) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare(list[middle], word) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const char *hsy_date_listed(const char *const *list, size_t count, hsy_str word) {
    size_t at = find_first(list, count, word);
    if (at == count || compare(list[at], word) != 0) return NULL;
    return list[at] + word.size;
}

bool hsy_date_has(const char *rest, const char *word) {
    if (rest == NULL) return false;
    size_t size = strlen(word);
    for (; *rest != '\0'; rest += strcspn(rest, " ")) {
        rest++;
        if (strcspn(rest, " ") == size && memcmp(rest, word, size) == 0) return true;
    }
    return false;
}

enum { WORD_MAX = 48 };

/* `word` in small letters. */
static hsy_str fold(hsy_str word, char out[WORD_MAX]) {
    return (hsy_str){.data = out, .size = hsy_story_fold(word, out, WORD_MAX)};
}

int hsy_date_month(hsy_str word, const char *language) {
    char room[WORD_MAX];
    hsy_str small = fold(word, room);
    int month = 0;
    for (size_t at = find_first(hsy_list_page_month_names, HSY_LIST_PAGE_MONTH_NAMES_COUNT, small);
         at < HSY_LIST_PAGE_MONTH_NAMES_COUNT && compare(hsy_list_page_month_names[at], small) == 0; at++) {
        char *rest;
        int number = (int)strtol(hsy_list_page_month_names[at] + small.size, &rest, 10);
        if (*rest == '\0' && month == 0) month = number;
        if (*rest != '\0' && hsy_date_has(rest, language)) return number;
    }
    return month;
}

bool hsy_date_word_is(hsy_str word, const char *use) {
    char room[WORD_MAX];
    return hsy_date_has(hsy_date_listed(hsy_list_page_date_words, HSY_LIST_PAGE_DATE_WORDS_COUNT, fold(word, room)),
                        use);
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
    return hsy_date_has(rest, "us") && is_american_summer(date) ? zone + 60 : zone;
}
