/* SPDX-License-Identifier: Apache-2.0 */
/* The date in a page's URL, and in the data of its scripts. */
#include <string.h>

#include "story/list_page_date_keys.h"
#include "story/page/dates/published.h"

/* --- The URL --------------------------------------------------------------------------------------------------- */

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static char sign_at(hsy_str text, size_t at) {
    return at < text.size ? text.data[at] : '\0';
}

static bool is_part(char c) {
    return c == '/' || c == '-' || c == '_' || c == '.';
}

/* The number of the month: "11", or "nov" as a folder's name. */
static bool read_month(hsy_str path, size_t *at, int *month) {
    if (hsy_date_digits(path, at, 1, 2, month)) return true;
    const size_t end = hsy_date_word_end(path, *at);
    if (end == *at) return false;
    *month = hsy_date_month((hsy_str){.data = path.data + *at, .size = end - *at}, "en");
    *at = end;
    return *month > 0;
}

/* "2019/11/18", "2019-11-18", "2019-11/18", "2019/1118", "201911/18". */
static bool read_parts(hsy_str path, size_t *at, int year, hsy_date *date) {
    int month, day, both;
    size_t end = *at;
    if (!is_part(sign_at(path, end))) return false;
    end++;
    if (hsy_date_digits(path, &end, 4, 4, &both)) {
        month = both / 100;
        day = both % 100;
    } else {
        if (!read_month(path, &end, &month) || !is_part(sign_at(path, end))) return false;
        end++;
        if (!hsy_date_digits(path, &end, 1, 2, &day)) return false;
    }
    if (!hsy_date_is_real(year, month, day)) return false;
    *date = (hsy_date){.year = year, .month = month, .day = day, .hour = -1, .zone = HSY_DATE_NO_ZONE};
    *at = end;
    return true;
}

/* "18-11-2019", with the day first. */
static bool read_reversed(hsy_str path, size_t *at, int day, hsy_date *date) {
    int month, year;
    size_t end = *at;
    if (!is_part(sign_at(path, end))) return false;
    end++;
    if (!read_month(path, &end, &month) || !is_part(sign_at(path, end))) return false;
    end++;
    if (!hsy_date_digits(path, &end, 4, 4, &year) || !hsy_date_is_real(year, month, day)) return false;
    *date = (hsy_date){.year = year, .month = month, .day = day, .hour = -1, .zone = HSY_DATE_NO_ZONE};
    *at = end;
    return true;
}

static bool read_number(hsy_str path, size_t *at, hsy_date *date) {
    int value;
    if (hsy_date_digits(path, at, 4, 4, &value)) return read_parts(path, at, value, date);
    if (hsy_date_digits(path, at, 1, 2, &value)) return read_reversed(path, at, value, date);
    if (hsy_date_digits(path, at, 6, 6, &value)) {
        int day;
        if (sign_at(path, *at) != '/') return false;
        ++*at;
        if (!hsy_date_digits(path, at, 1, 2, &day) || !hsy_date_is_real(value / 100, value % 100, day)) return false;
        *date = (hsy_date){.year = value / 100, .month = value % 100, .day = day, .hour = -1, .zone = HSY_DATE_NO_ZONE};
        return true;
    }
    if (!hsy_date_digits(path, at, 8, 8, &value)) return false;
    *date = (hsy_date){
        .year = value / 10000, .month = value / 100 % 100, .day = value % 100, .hour = -1, .zone = HSY_DATE_NO_ZONE};
    return hsy_date_is_real(date->year, date->month, date->day);
}

/* Whether the date text[start, end) is made of whole folders, and not of a part of the file's name. */
static bool is_folders(hsy_str path, size_t start, size_t end) {
    return path.data[start - 1] == '/' && sign_at(path, end) == '/';
}

/* An archive's URL holds that of the page, which stands last. */
static hsy_str path_of(hsy_str url) {
    size_t start = 0;
    for (size_t i = 0; i + 2 < url.size && sign_at(url, i) != '?'; i++)
        if (memcmp(url.data + i, "://", 3) == 0) start = i + 3;
    while (start < url.size && url.data[start] != '/')
        start++;
    size_t end = start;
    while (end < url.size && url.data[end] != '?' && url.data[end] != '#')
        end++;
    return (hsy_str){.data = url.data + start, .size = end - start};
}

void hsy_dating_read_url(hsy_dating *dating) {
    if (dating->url.data == NULL) return;
    const hsy_str path = path_of(dating->url);
    for (size_t at = 1; at < path.size;) {
        const char before = path.data[at - 1];
        size_t end = at;
        hsy_date date;
        if (!is_digit(path.data[at]) || is_digit(before)) {
            at++;
            continue;
        }
        if (read_number(path, &end, &date) && !is_digit(sign_at(path, end)))
            hsy_dating_offer(dating, dating->published, is_folders(path, at, end) ? HSY_DATE_PATH : HSY_DATE_FILE,
                             &date);
        while (at < path.size && is_digit(path.data[at]))
            at++;
    }
}

/* --- Data in scripts --------------------------------------------------------------------------------------------- */

/* A date behind a key of JSON, which may stand in a string of JSON: `"key":"`, `\"key\": \"`, `&quot;key&quot;:&quot;`.
 */
static bool read_value(const hsy_dating *dating, size_t at, hsy_date *date) {
    enum { BETWEEN_MAX = 16, VALUE_MAX = 40 };
    const hsy_str page = dating->tree->page;
    size_t start = at, colons = 0;
    while (start < page.size && start - at < BETWEEN_MAX && !is_digit(page.data[start])) {
        if (page.data[start] == ',' || page.data[start] == '}' || page.data[start] == '[') return false;
        colons += page.data[start] == ':';
        start++;
    }
    if (colons != 1) return false;
    size_t end = start;
    while (end < page.size && end - start < VALUE_MAX && strchr("\"\\&,}", page.data[end]) == NULL)
        end++;
    hsy_span where;
    return hsy_date_find((hsy_str){.data = page.data + start, .size = end - start}, 0, &dating->custom, date, &where) &&
           where.start == 0;
}

/* Whether the key is in quotation marks as data has them. */
static bool is_key(hsy_str page, size_t start, size_t end) {
    if (start == 0 || end >= page.size) return false;
    const char before = page.data[start - 1], after = page.data[end];
    return (before == '"' || before == ';' || before == '\'') &&
           (after == '"' || after == '\\' || after == '&' || after == '\'');
}

static void find_key(hsy_dating *dating, const char *key) {
    enum { TRIED_MAX = 50 };
    const hsy_str page = dating->tree->page;
    const size_t size = strlen(key);
    const char *from = page.data, *end = page.data + page.size;
    for (int tried = 0; tried < TRIED_MAX && !dating->published[HSY_DATE_DATA].known; tried++) {
        const char *place = memmem(from, (size_t)(end - from), key, size);
        if (place == NULL) return;
        const size_t start = (size_t)(place - page.data);
        hsy_date date;
        if (is_key(page, start, start + size) && read_value(dating, start + size, &date))
            hsy_dating_offer(dating, dating->published, HSY_DATE_DATA, &date);
        from = place + size;
    }
}

void hsy_dating_read_data(hsy_dating *dating) {
    for (size_t i = 0; i < HSY_LIST_PAGE_DATE_KEYS_COUNT; i++)
        find_key(dating, hsy_list_page_date_keys[i]);
}
