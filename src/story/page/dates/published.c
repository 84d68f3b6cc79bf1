/* SPDX-License-Identifier: Apache-2.0 */
/*
 * When the article was published and changed. The order of trust, published:
 *
 *      1  JSON-LD, "datePublished" of the article
 *      2  <meta> that says just this: article:published_time, pubdate, dc.date.issued ...
 *      3  microdata, itemprop="datePublished", of the article
 *      4  JSON-LD, "datePublished" of the page
 *      5  shown at the headline, and marked as its date: <time>, a class, words as "Published"
 *      6  the folders of the URL, "/2019/11/18/"
 *      7  <meta> of any date: date, dc.date, dcterms.date: now and then it is the one of a change
 *      8  shown at the headline, likely its date
 *      9  the name of the file in the URL, "...-2019-11-18"
 *     10  a key as "datePublished" in the data of the page's scripts
 *     11  when the text was made: "dateCreated", "uploadDate", dcterms.created
 *     12  a lone date elsewhere
 *     13  when it was changed, where nothing tells more
 *
 * and changed: "dateModified" of the article, <meta> as article:modified_time and last-modified, microdata,
 * "dateModified" of the page, shown with words as "Updated" or "Stand".
 *
 * A date before the web or after the page was fetched is passed over, as if it were not there. The time of day, where
 * the chosen date has none, is taken from the first that tells one for the same day. A time in UTC is led to the day
 * that another <meta>, the headline or the URL tells, where that can be the same moment elsewhere on the earth: a
 * paper's day is that of its readers.
 */
#include "story/page/dates/published.h"

#include <string.h>

void hsy_dating_offer(hsy_dating *dating, hsy_date_found *into, hsy_date_origin origin, const hsy_date *date) {
    if (into[origin].known || !hsy_date_in_bounds(date, dating->hints->now)) return;
    into[origin] = (hsy_date_found){.date = *date, .known = true};
}

bool hsy_dating_read(const hsy_dating *dating, hsy_str value, hsy_date *date) {
    enum { VALUE_MAX = 200 };
    hsy_span where;
    if (value.data == NULL) return false;
    if (value.size > VALUE_MAX) value.size = VALUE_MAX;
    return hsy_date_find(value, 0, &dating->custom, date, &where);
}

/* --- How the page writes dates ------------------------------------------------------------------------------- */

static char small(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* "en-GB", "en_US" -> "en" and its region in small letters. */
static void read_tag(hsy_str tag, char language[3], char region[3]) {
    language[0] = region[0] = '\0';
    if (tag.data == NULL || tag.size < 2) return;
    language[0] = small(tag.data[0]);
    language[1] = small(tag.data[1]);
    language[2] = region[2] = '\0';
    if (tag.size < 5 || (tag.data[2] != '-' && tag.data[2] != '_')) return;
    region[0] = small(tag.data[3]);
    region[1] = small(tag.data[4]);
}

/* The last part of the URL's host, where it is a country's. */
static void read_country(hsy_str url, char region[3]) {
    size_t start = 0, end = 0;
    for (size_t i = 0; i + 2 < url.size && start == 0; i++)
        if (memcmp(url.data + i, "://", 3) == 0) start = i + 3;
    for (end = start; end < url.size && strchr("/:?#", url.data[end]) == NULL;)
        end++;
    if (start == 0 || end < start + 4 || url.data[end - 3] != '.') return;
    region[0] = small(url.data[end - 2]);
    region[1] = small(url.data[end - 1]);
    region[2] = '\0';
}

static bool is_one_of(const char *code, const char *list) {
    return code[0] != '\0' && strstr(list, code) != NULL;
}

/* The United States and the Philippines put the month first, and so do pages in English of no country. */
static void find_custom(hsy_dating *dating) {
    char region[3] = "", language[3] = "", other[3] = "";
    hsy_str tag = {.data = NULL, .size = 0};
    for (size_t i = 1; i < dating->tree->count && i < 4 && tag.data == NULL; i++)
        if (hsy_tree_is(dating->tree, i, HSY_TAG_html)) tag = hsy_tree_attribute(dating->tree, i, "lang");
    read_tag(tag, language, region);
    hsy_str locale = hsy_page_meta(dating->tree, "og:locale");
    if (region[0] == '\0') read_tag(locale, other, region);
    if (language[0] == '\0') memcpy(language, other, sizeof language);
    if (language[0] == '\0') read_tag(dating->facts->language, language, other);
    read_country(dating->url, other);
    memcpy(dating->custom.language, language, sizeof language);
    const bool english = strcmp(language, "en") == 0 || language[0] == '\0';
    /* What a system sets by itself is "en-US": the country of the address knows better. */
    static const char day_first[] = "uk gb ie au nz in za ng ke gh pk lk sg my hk mt ae eu de at ch fr es it nl be se "
                                    "no dk fi pl pt br mx ar tr ru";
    dating->custom.month_first =
        english && !is_one_of(other, day_first) && (region[0] == '\0' || is_one_of(region, "us ph"));
    if (language[0] == '\0') dating->custom.month_first = false;
}

/* --- Choosing ------------------------------------------------------------------------------------------------- */

static bool is_same_day(const hsy_date *a, const hsy_date *b) {
    return a->year == b->year && a->month == b->month && a->day == b->day;
}

/* The day's time from another origin that tells one for it. */
static void add_time(hsy_date *date, const hsy_date_found *found) {
    for (size_t i = 0; i < HSY_DATE_ORIGINS && date->hour < 0; i++)
        if (found[i].known && found[i].date.hour >= 0 && is_same_day(date, &found[i].date)) *date = found[i].date;
}

/* A date in UTC to the day and the clock of the readers, where `own` is the same moment as they have it. */
static bool lead_to(const hsy_date_found *found, hsy_date *date) {
    enum { QUARTER = 15 * 60, MOST_WEST = -12 * 3600, MOST_EAST = 14 * 3600 };
    const hsy_date *own = &found->date;
    if (!found->known || date->hour < 0 || date->zone != 0) return false;
    const int64_t ahead = hsy_date_days(own) - hsy_date_days(date);
    if (ahead < -1 || ahead > 1) return false;
    if (own->hour < 0) {
        /* Without a clock only the hours at which it is the next day in Europe, or still the last one in America. */
        if (!(ahead == 1 && date->hour >= 21) && !(ahead == -1 && date->hour < 8)) return false;
        *date = *own;
        return true;
    }
    hsy_date clock = *own;
    if (own->zone == HSY_DATE_NO_ZONE) clock.zone = 0;
    const int64_t shift = hsy_date_seconds(&clock) - (hsy_date_seconds(date) - date->second) - own->second;
    if (own->zone != HSY_DATE_NO_ZONE || shift == 0 || shift < MOST_WEST || shift > MOST_EAST || shift % QUARTER != 0)
        return false;
    clock.second = date->second;
    clock.zone = (int)(shift / 60);
    *date = clock;
    return true;
}

static void lead_to_readers(const hsy_dating *dating, hsy_date *date) {
    if (!lead_to(&dating->local, date) && !lead_to(&dating->shown, date))
        (void)lead_to(&dating->published[HSY_DATE_PATH], date);
}

static bool choose(const hsy_dating *dating, const hsy_date_found *found, hsy_date *date) {
    for (size_t i = 0; i < HSY_DATE_ORIGINS; i++) {
        if (!found[i].known) continue;
        *date = found[i].date;
        add_time(date, found);
        if (i <= HSY_DATE_LINKED_PAGE) lead_to_readers(dating, date);
        return true;
    }
    return false;
}

static bool keep(const hsy_date *date, hsy_arena *arena, hsy_str *field) {
    char text[HSY_DATE_SIZE];
    hsy_date_write(date, text);
    return hsy_arena_copy(arena, hsy_str_of(text), field);
}

bool hsy_page_find_dates(const hsy_tree *tree, const hsy_linked *linked, const hsy_page_hints *hints,
                         hsy_page_facts *facts) {
    hsy_dating dating = {.tree = tree, .linked = linked, .hints = hints, .facts = facts, .url = facts->url};
    if (dating.url.size == 0) dating.url = hints->url;
    if (dating.url.size == 0) dating.url = hsy_page_link(tree, "canonical");
    if (dating.url.size == 0) dating.url = hsy_page_meta(tree, "og:url");
    find_custom(&dating);
    hsy_dating_read_linked(&dating);
    hsy_dating_read_metas(&dating);
    hsy_dating_read_url(&dating);
    if (!hsy_dating_read_shown(&dating)) return false;
    hsy_date published, modified;
    if (!choose(&dating, dating.published, &published)) hsy_dating_read_data(&dating);
    const bool has_modified = choose(&dating, dating.modified, &modified);
    const bool has_published = choose(&dating, dating.published, &published);
    if (has_modified && !keep(&modified, facts->arena, &facts->modified)) return false;
    if (!has_published && !has_modified) return true;
    return keep(has_published ? &published : &modified, facts->arena, &facts->published);
}
