/* SPDX-License-Identifier: Apache-2.0 */
/* The time of day and its zone, as they stand behind or before a date. */
#include <string.h>

#include "story/page/dates/date.h"

/* --- Signs, words, numbers ----------------------------------------------------------------------------------- */

static bool is_digit_at(hsy_str text, size_t at) {
    return at < text.size && text.data[at] >= '0' && text.data[at] <= '9';
}

size_t hsy_date_skip_space(hsy_str text, size_t at) {
    while (at < text.size) {
        size_t length;
        uint32_t point = hsy_utf8_decode(text.data, text.size, at, &length);
        if (!hsy_point_is_space(point) && !(point >= '\t' && point <= '\r')) break;
        at += length;
    }
    return at;
}

enum { WORD_MAX = 40 };

size_t hsy_date_word_end(hsy_str text, size_t at) {
    size_t end = at;
    while (end < text.size && end - at < WORD_MAX) {
        size_t length;
        uint32_t point = hsy_utf8_decode(text.data, text.size, end, &length);
        if (!hsy_point_is_letter(point)) break;
        end += length;
    }
    return end;
}

static hsy_str word_at(hsy_str text, size_t at) {
    return (hsy_str){.data = text.data + at, .size = hsy_date_word_end(text, at) - at};
}

bool hsy_date_digits(hsy_str text, size_t *at, size_t least, size_t most, int *value) {
    size_t end = *at;
    int number = 0;
    for (; is_digit_at(text, end); end++) {
        if (end - *at == most) return false;
        number = number * 10 + (text.data[end] - '0');
    }
    if (end - *at < least) return false;
    *at = end;
    *value = number;
    return true;
}

static bool take(hsy_str text, size_t *at, const char *sign) {
    size_t size = strlen(sign);
    if (text.size - *at < size || memcmp(text.data + *at, sign, size) != 0) return false;
    *at += size;
    return true;
}

/* --- The zone ------------------------------------------------------------------------------------------------ */

/* "+01:00", "-0500", "+01"; behind "GMT", where the `least` digits are fewer, "+1". */
static bool read_shift(hsy_str text, size_t *at, size_t least, int *zone) {
    size_t end = *at;
    int sign = 1, hours, minutes = 0;
    if (take(text, &end, "-") || take(text, &end, "\u2212"))
        sign = -1;
    else if (!take(text, &end, "+"))
        return false;
    if (hsy_date_digits(text, &end, 4, 4, &hours)) {
        minutes = hours % 100;
        hours /= 100;
    } else {
        if (!hsy_date_digits(text, &end, least, 2, &hours)) return false;
        size_t more = end;
        if (take(text, &more, ":") && hsy_date_digits(text, &more, 2, 2, &minutes)) end = more;
    }
    if (hours > 14 || minutes > 59) return false;
    *zone = sign * (hours * 60 + minutes);
    *at = end;
    return true;
}

/* The names are in capitals: in small letters many are words. */
static bool read_zone_name(hsy_str text, size_t *at, const hsy_date *date, int *zone) {
    hsy_str word = word_at(text, *at);
    size_t end = *at + word.size;
    int shift = 0;
    if (word.size == 1 && (word.data[0] == 'Z' || word.data[0] == 'z')) {
        *zone = 0;
    } else {
        if (word.size < 2) return false;
        *zone = hsy_date_zone(word, date);
        if (*zone == HSY_DATE_NO_ZONE) return false;
        if (*zone == 0 && read_shift(text, &end, 1, &shift)) *zone = shift;
    }
    *at = end;
    return true;
}

static void read_zone(hsy_str text, size_t *at, hsy_date *date) {
    size_t end = hsy_date_skip_space(text, *at);
    int zone;
    bool bracket = take(text, &end, "(");
    if (!read_zone_name(text, &end, date, &zone) && !read_shift(text, &end, 2, &zone)) return;
    if (bracket) (void)take(text, &end, ")");
    date->zone = zone;
    *at = end;
}

/* --- The clock ----------------------------------------------------------------------------------------------- */

typedef struct day_time {
    int hour, minute, second;
    bool whole; /* it is a time of day without a word for it behind */
} day_time;

/* ":05:59.123" behind an hour. */
static bool read_minutes(hsy_str text, size_t *at, day_time *time) {
    size_t end = *at;
    bool colon = take(text, &end, ":") || take(text, &end, "\u2236");
    if (!colon && !take(text, &end, ".")) {
        end = hsy_date_skip_space(text, end);
        if (!take(text, &end, "h") && !take(text, &end, "H")) return false;
        end = hsy_date_skip_space(text, end);
    }
    if (!hsy_date_digits(text, &end, 2, 2, &time->minute)) return false;
    size_t more = end;
    if (colon && take(text, &more, ":") && hsy_date_digits(text, &more, 2, 2, &time->second)) {
        end = more;
        if ((take(text, &more, ".") || take(text, &more, ",")) && is_digit_at(text, more)) {
            while (is_digit_at(text, more))
                more++;
            end = more;
        }
    }
    if (!colon && end + 1 < text.size && text.data[end] == '.' && is_digit_at(text, end + 1)) return false;
    *at = end;
    return true;
}

/* "1405", "140559" as ISO 8601's basic form writes it behind a "T". */
static bool read_basic(hsy_str text, size_t *at, day_time *time) {
    int number;
    if (hsy_date_digits(text, at, 4, 4, &number)) {
        *time = (day_time){.hour = number / 100, .minute = number % 100};
    } else {
        if (!hsy_date_digits(text, at, 6, 6, &number)) return false;
        *time = (day_time){.hour = number / 10000, .minute = number / 100 % 100, .second = number % 100};
    }
    size_t end = *at;
    if (take(text, &end, ".") && is_digit_at(text, end)) {
        while (is_digit_at(text, end))
            end++;
        *at = end;
    }
    time->whole = true;
    return true;
}

/* "p.m.", "PM", "p. m." -> 'p'; 0: nothing of the kind. */
static char read_half(hsy_str text, size_t *at) {
    size_t end = hsy_date_skip_space(text, *at);
    if (end >= text.size) return 0;
    char half = (char)(text.data[end] | 0x20);
    if (half != 'a' && half != 'p') return 0;
    end++;
    bool stop = take(text, &end, ".");
    if (stop) end = hsy_date_skip_space(text, end);
    if (end >= text.size || (text.data[end] | 0x20) != 'm') return 0;
    end++;
    if (hsy_date_word_end(text, end) > end) return 0;
    if (stop) (void)take(text, &end, ".");
    *at = end;
    return half;
}

/* "Uhr", "hrs", "h": whether there is one that makes a lone hour a time. */
static bool read_clock_word(hsy_str text, size_t *at) {
    size_t begin = hsy_date_skip_space(text, *at);
    hsy_str word = word_at(text, begin);
    if (word.size == 0 || !hsy_date_word_is(word, "clock")) return false;
    *at = begin + word.size;
    (void)take(text, at, ".");
    return hsy_date_word_is(word, "hour");
}

/* Twelve o'clock is the hour 0 of its half. A half that the hour is too late for was a word, as German "am". */
static bool settle(day_time *time, char half) {
    if (half != 0 && time->hour >= 1 && time->hour <= 12) {
        time->hour %= 12;
        if (half == 'p') time->hour += 12;
    }
    /* A leap second is told as the one before. */
    if (time->second == 60) time->second = 59;
    return time->hour <= 23 && time->minute <= 59 && time->second <= 59;
}

static bool read_clock(hsy_str text, size_t *at, bool basic, hsy_date *date) {
    size_t end = *at;
    day_time time = {.hour = 0};
    if (!basic || !read_basic(text, &end, &time)) {
        if (!hsy_date_digits(text, &end, 1, 2, &time.hour)) return false;
        time.whole = read_minutes(text, &end, &time);
    }
    char half = read_half(text, &end);
    bool hour = read_clock_word(text, &end);
    if ((!time.whole && half == 0 && !hour) || !settle(&time, half)) return false;
    date->hour = time.hour;
    date->minute = time.minute;
    date->second = time.second;
    read_zone(text, &end, date);
    *at = end;
    return true;
}

bool hsy_date_read_clock(hsy_str text, size_t *at, hsy_date *date) {
    return read_clock(text, at, false, date);
}

/* --- Around a date ------------------------------------------------------------------------------------------- */

/* Passes over a sign or a word that may stand between a date and its time. */
static bool pass(hsy_str text, size_t *at) {
    static const char *const signs[] = {",",      "|",      "-",      "/",      "(",      "@",      ";",
                                        ":",      ".",      "\u2013", "\u2014", "\u00B7", "\u2022", "\u2219",
                                        "\u22C5", "\u00BB", "\u203A", "\uFF0C", "\u3001"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (take(text, at, signs[i])) return true;
    hsy_str word = word_at(text, *at);
    if (word.size == 0 || !hsy_date_word_is(word, "time")) return false;
    *at += word.size;
    return true;
}

bool hsy_date_read_time(hsy_str text, size_t *at, hsy_date *date) {
    enum { PASSED_MAX = 4 };
    size_t end = *at;
    if (end + 1 < text.size && (text.data[end] == 'T' || text.data[end] == 't') && is_digit_at(text, end + 1)) {
        end++;
        if (!read_clock(text, &end, true, date)) return false;
        *at = end;
        return true;
    }
    for (int passed = 0; passed <= PASSED_MAX; passed++) {
        end = hsy_date_skip_space(text, end);
        if (is_digit_at(text, end)) {
            if (!hsy_date_read_clock(text, &end, date)) return false;
            *at = end;
            return true;
        }
        if (!pass(text, &end)) return false;
    }
    return false;
}

/* Whether nothing but space, signs and at most two short words stands in text[from, to). */
static bool leads_on(hsy_str text, size_t from, size_t to) {
    int words = 0;
    while ((from = hsy_date_skip_space(text, from)) < to) {
        size_t end = hsy_date_word_end(text, from);
        if (end > from) {
            if (++words > 2) return false;
            from = end;
            (void)take(text, &from, ".");
        } else if (!pass(text, &from)) {
            return false;
        }
    }
    return true;
}

void hsy_date_read_time_before(hsy_str text, size_t from, size_t at, hsy_date *date) {
    enum { BEFORE_MAX = 40 };
    if (at - from > BEFORE_MAX) from = at - BEFORE_MAX;
    const hsy_str before = {.data = text.data, .size = at};
    for (size_t i = from; i < at; i++) {
        if (!is_digit_at(before, i) || (i > 0 && is_digit_at(before, i - 1))) continue;
        hsy_date tried = *date;
        size_t end = i;
        if (hsy_date_read_clock(before, &end, &tried) && leads_on(before, end, at)) {
            *date = tried;
            return;
        }
    }
}
