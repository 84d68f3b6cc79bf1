/* SPDX-License-Identifier: Apache-2.0 */
/* An item of a feed to a record. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "story/input/feed.h"
#include "story/list_feed_words.h"
#include "story/page/facts/facts.h"

static hsy_str slice(hsy_str text, size_t start, size_t end) {
    return (hsy_str){.data = text.data + start, .size = end - start};
}

/* --- The outlet -------------------------------------------------------------------------------------------------- */

static bool is_feed_word(hsy_str word) {
    char folded[40];
    while (word.size > 0 && strchr(".,:;!()[]", word.data[word.size - 1]) != NULL)
        word.size--;
    while (word.size > 0 && strchr("([", *word.data) != NULL)
        word = slice(word, 1, word.size);
    if (word.size == 0) return true;
    if (word.size > sizeof folded - 4) return false;
    const hsy_str small = {.data = folded, .size = hsy_story_fold(word, folded, sizeof folded)};
    return hsy_story_listed(hsy_list_feed_words, HSY_LIST_FEED_WORDS_COUNT, small);
}

/* Nothing but words that say what feed of the outlet it is: "Latest news", "RSS". */
static bool is_section(hsy_str part) {
    for (size_t at = 0; at < part.size;) {
        size_t end = at;
        while (end < part.size && part.data[end] != ' ')
            end++;
        if (!is_feed_word(slice(part, at, end))) return false;
        at = end + 1;
    }
    return true;
}

static hsy_str trim(hsy_str text) {
    while (text.size > 0 && *text.data == ' ')
        text = slice(text, 1, text.size);
    while (text.size > 0 && text.data[text.size - 1] == ' ')
        text.size--;
    return text;
}

/* The end of the part at `at`, and where the next one begins. */
static size_t part_end(hsy_str title, size_t at, size_t *next) {
    static const char *const marks[] = {" | ", " - ",  " – ", " — ", " · ", " » ",
                                        " « ", " :: ", " • ", " > ", ": ",  " / "};
    for (; at < title.size; at++)
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
            const size_t size = strlen(marks[i]);
            if (title.size - at < size || memcmp(title.data + at, marks[i], size) != 0) continue;
            *next = at + size;
            return at;
        }
    *next = title.size;
    return title.size;
}

/* "The Lantern RSS Feed" without what is said of it as a feed. */
static hsy_str without_ending(hsy_str name) {
    static const char *const endings[] = {" rss feed", " rss feeds", " atom feed", " news feed",
                                          " rss",      " feed",      " atom"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        const size_t size = strlen(endings[i]);
        if (name.size > size && strncasecmp(name.data + name.size - size, endings[i], size) == 0)
            return trim(slice(name, 0, name.size - size));
    }
    return name;
}

bool hsy_feed_find_outlet(hsy_str title, hsy_arena *arena, hsy_str *outlet) {
    hsy_str clean, found = {.data = NULL, .size = 0};
    *outlet = found;
    if (!hsy_page_clean_value(title, arena, &clean)) return false;
    for (size_t at = 0, next; at < clean.size && found.data == NULL; at = next) {
        const hsy_str part = trim(slice(clean, at, part_end(clean, at, &next)));
        if (part.size > 0 && !is_section(part)) found = part;
    }
    if (found.data == NULL) found = clean;
    return found.data == NULL || hsy_arena_copy(arena, without_ending(found), outlet);
}

/* --- Authors ---------------------------------------------------------------------------------------------------------
 */

/* RSS wants an address and, in brackets, the name: "ed@lantern.example (Ada Quill)". */
static hsy_str without_mail(hsy_str author) {
    if (memchr(author.data, '@', author.size) == NULL) return author;
    const char *open = memchr(author.data, '(', author.size);
    const char *close = open == NULL ? NULL : memrchr(open, ')', author.size - (size_t)(open - author.data));
    if (open == NULL || close == NULL) return (hsy_str){.data = NULL, .size = 0};
    const size_t start = (size_t)(open - author.data), end = (size_t)(close - author.data);
    const hsy_str inside = trim(slice(author, start + 1, end)), before = trim(slice(author, 0, start));
    return memchr(inside.data, '@', inside.size) == NULL ? inside : before;
}

static void add_author(hsy_record *record, hsy_str name) {
    for (size_t i = 0; i < record->said.author_count; i++)
        if (hsy_page_same_words(record->said.authors[i], name)) return;
    if (record->said.outlet.data != NULL && hsy_page_same_words(record->said.outlet, name)) return;
    if (record->said.author_count < HSY_FEED_AUTHORS_MAX) record->said.authors[record->said.author_count++] = name;
}

static bool add_byline(hsy_record *record, hsy_str author) {
    const hsy_facing facing = {.outlet_count = 0};
    hsy_str clean;
    if (!hsy_page_clean_value(author, &record->arena, &clean)) return false;
    if (clean.data != NULL) clean = without_mail(clean);
    if (clean.data == NULL || clean.size == 0) return true;
    hsy_byline byline;
    hsy_page_read_byline(&facing, clean, &byline);
    for (size_t i = 0; i < byline.count; i++)
        add_author(record, byline.names[i]);
    if (byline.count == 0) add_author(record, clean);
    return true;
}

static bool add_authors(hsy_record *record, const hsy_feed *feed, const hsy_feed_item *item) {
    record->said.authors = HSY_NEW(&record->arena, hsy_str, HSY_FEED_AUTHORS_MAX);
    if (record->said.authors == NULL) return false;
    for (size_t i = 0; i < item->author_count; i++)
        if (!add_byline(record, item->authors[i])) return false;
    /* An author of the whole feed wrote the item, unless that is an office's name. */
    if (item->author_count > 0 || feed->author.data == NULL || !hsy_page_is_personal(feed->author)) return true;
    return add_byline(record, feed->author);
}

/* --- The record
 * -------------------------------------------------------------------------------------------------------- */

static bool add_date(hsy_arena *arena, hsy_str written, hsy_str *field) {
    char date[HSY_DATE_SIZE];
    if (written.data != NULL && hsy_page_read_date(written, date)) written = hsy_str_of(date);
    return hsy_arena_copy(arena, written, field);
}

/* Atom and some of RSS tell but one of the dates: then it is when the item was published. */
static bool add_dates(hsy_record *record, const hsy_feed_item *item) {
    const bool both = item->published.data != NULL;
    return add_date(&record->arena, both ? item->published : item->modified, &record->said.published) &&
           (!both || hsy_str_equal(item->published, item->modified) ||
            add_date(&record->arena, item->modified, &record->said.modified));
}

/* The source that an item names is the outlet that it was taken from; but an agency is where the outlet has it from. */
static bool add_outlet(hsy_record *record, const hsy_feed *feed, const hsy_feed_item *item) {
    hsy_arena *arena = &record->arena;
    if (item->outlet.data != NULL) {
        if (!hsy_story_name_agencies(item->outlet, arena, &record->said.origin)) return false;
        if (record->said.origin.data == NULL) return hsy_feed_find_outlet(item->outlet, arena, &record->said.outlet);
    }
    return feed->title.data == NULL || hsy_feed_find_outlet(feed->title, arena, &record->said.outlet);
}

/* What an item's link is read against: its own base, that of the feed, the feed's link, where the feed was fetched. */
static bool find_base(const hsy_input *input, const hsy_feed *feed, const hsy_feed_item *item, hsy_arena *arena,
                      hsy_str *base) {
    const hsy_str fetched = {.data = input->url.size == 0 ? NULL : input->url.data, .size = input->url.size};
    const hsy_str links[] = {feed->link, feed->base, item->base};
    *base = fetched;
    for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
        hsy_str found;
        if (!hsy_feed_resolve(*base, links[i], arena, &found)) return false;
        if (found.data != NULL) *base = found;
    }
    return true;
}

/* The guid is read as it stands: most of those that are no addresses are not to be made into some. */
static bool add_address(const hsy_input *input, hsy_record *record, const hsy_feed *feed, const hsy_feed_item *item) {
    hsy_arena *arena = &record->arena;
    const hsy_str none = {.data = NULL, .size = 0}, guid = item->id_is_link ? item->id : none;
    hsy_str base;
    if (!find_base(input, feed, item, arena, &base)) return false;
    if (!hsy_feed_resolve(base, item->link, arena, &record->said.url)) return false;
    if (record->said.url.data == NULL && !hsy_feed_resolve(none, guid, arena, &record->said.url)) return false;
    record->hints.url = record->said.url;
    return (item->id.data == NULL && item->link.data == NULL) ||
           hsy_arena_copy(arena, item->id.data != NULL ? item->id : item->link, &record->id);
}

static bool fill(const hsy_input *input, hsy_record *record, const hsy_feed *feed, const hsy_feed_item *item) {
    record->unicode = true;
    /* Of a feed that is cut off, the items before are whole. */
    record->damage = item->cut ? "the feed is cut off" : NULL;
    record->hints.charset = hsy_str_of("UTF-8");
    record->hints.fragment = true;
    return hsy_page_clean_value(item->title, &record->arena, &record->said.title) && add_dates(record, item) &&
           add_outlet(record, feed, item) && add_authors(record, feed, item) &&
           add_address(input, record, feed, item) &&
           hsy_arena_copy(&record->arena, item->language.data != NULL ? item->language : feed->language,
                          &record->said.language);
}

/* The beginning of the title, for a message. */
static void write_title(const hsy_feed_item *item, char title[80]) {
    size_t size = item->title.size < 60 ? item->title.size : 60;
    while (size < item->title.size && size > 0 && ((unsigned char)item->title.data[size] & 0xC0) == 0x80)
        size--;
    (void)snprintf(title, 80, " (\"%.*s%s\")", (int)size, item->title.data == NULL ? "" : item->title.data,
                   size < item->title.size ? "..." : "");
    if (size == 0) title[0] = '\0';
    for (char *c = title; *c != '\0'; c++)
        if ((unsigned char)*c < ' ') *c = ' ';
}

hearsay_status hsy_feed_make_record(const hsy_input *input, const hsy_feed *feed, const hsy_feed_item *item,
                                    hsy_record **record, hearsay_error *error) {
    char place[HSY_INPUT_PLACE_BYTES], title[80];
    (void)snprintf(place, sizeof place, "%s: item %" PRIu64, input->name, input->count);
    write_title(item, title);
    if (item->text.data == NULL)
        return hsy_fail(error, HEARSAY_ERROR_INPUT, "%s%s: %s", place, title,
                        item->cut ? "the feed is cut off before its text" : "has no text");
    const hsy_str text = hsy_feed_trim_text(feed, item);
    const bool markup = item->form == HSY_FEED_MARKUP || (item->form == HSY_FEED_ANY && hsy_feed_has_tag(item->text));
    hsy_record *made;
    hearsay_status status =
        hsy_input_new_record(input, markup ? HSY_RECORD_PAGE : HSY_RECORD_TEXT, place, text, &made, error);
    if (status != HEARSAY_OK) return status;
    if (hsy_input_numbered_name(input, input->count, &made->arena, &made->id) && fill(input, made, feed, item)) {
        *record = made;
        return HEARSAY_OK;
    }
    hsy_record_free(made);
    return hsy_fail_memory(error);
}
