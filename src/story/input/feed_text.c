/* SPDX-License-Identifier: Apache-2.0 */
/* The text of a feed's item, without what the feed's program puts at its end. */
#include <string.h>
#include <strings.h>

#include "story/input/feed.h"

static hsy_str slice(hsy_str text, size_t start, size_t end) {
    return (hsy_str){.data = text.data + start, .size = end - start};
}

bool hsy_feed_shows_text(hsy_str text) {
    bool inside = false;
    for (size_t at = 0; at < text.size;) {
        const char next = at + 1 < text.size ? text.data[at + 1] : ' ';
        if (text.data[at] == '<' && (next == '/' || next == '!' || ((next | 0x20) >= 'a' && (next | 0x20) <= 'z')))
            inside = true;
        if (inside) {
            inside = text.data[at++] != '>';
            continue;
        }
        const hsy_character character = hsy_story_character_at(text, at);
        if (character.point > ' ' && !hsy_point_is_space(character.point)) return true;
        at += character.length;
    }
    return false;
}

bool hsy_feed_has_tag(hsy_str text) {
    for (size_t at = 0; at < text.size; at++) {
        const char *open = memchr(text.data + at, '<', text.size - at);
        if (open == NULL) return false;
        at = (size_t)(open - text.data);
        const char next = at + 1 < text.size ? text.data[at + 1] : ' ';
        if (next == '/' || ((next | 0x20) >= 'a' && (next | 0x20) <= 'z')) return true;
    }
    return false;
}

/* --- Its end ----------------------------------------------------------------------------------------------------- */

enum { LAST_BYTES = 4096, ROUNDS_MAX = 4, BESIDE_BYTES_MAX = 160 };

static bool ends(hsy_str text, const char *with) {
    const size_t size = strlen(with);
    return text.size >= size && strncasecmp(text.data + text.size - size, with, size) == 0;
}

/* Whether a tag, from "<" to ">", shows nothing where nothing follows it. */
static bool is_empty_tag(hsy_str tag) {
    static const char *const names[] = {"p", "br", "div", "span"};
    if (tag.size > 2 && tag.data[1] == '/') return true;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const size_t size = strlen(names[i]);
        if (tag.size > size + 1 && strncasecmp(tag.data + 1, names[i], size) == 0 &&
            strchr(" \t\r\n/>", tag.data[size + 1]) != NULL)
            return true;
    }
    return false;
}

/* The text up to the last thing that it shows. */
static hsy_str without_empty_end(hsy_str text, bool markup) {
    static const char *const spaces[] = {" ", "\n", "\t", "\r", "\xC2\xA0", "&nbsp;", "&#160;"};
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
            if (ends(text, spaces[i])) {
                text.size -= strlen(spaces[i]);
                more = true;
            }
        if (!markup || more || !ends(text, ">")) continue;
        const size_t floor = text.size > LAST_BYTES ? text.size - LAST_BYTES : 0;
        const char *open = memrchr(text.data + floor, '<', text.size - floor);
        if (open == NULL || !is_empty_tag(slice(text, (size_t)(open - text.data), text.size))) continue;
        text.size = (size_t)(open - text.data);
        more = true;
    }
    return text;
}

/* Where the last start of a tag of that name is, not too far from the end; the text's size: nowhere. */
static size_t find_last_tag(hsy_str text, const char *name) {
    const size_t size = strlen(name), floor = text.size > LAST_BYTES ? text.size - LAST_BYTES : 0;
    for (size_t at = text.size; at-- > floor;)
        if (text.data[at] == '<' && text.size - at > size + 1 && strncasecmp(text.data + at + 1, name, size) == 0 &&
            strchr(" \t\r\n>", text.data[at + size + 1]) != NULL)
            return at;
    return text.size;
}

typedef struct anchor {
    hsy_str href, text;
} anchor;

/* The links of a paragraph that has no more than two, and how many bytes of text stand beside them. */
static size_t read_anchors(hsy_str paragraph, anchor anchors[2], size_t *beside) {
    hsy_feed_token token;
    size_t count = 0;
    bool inside = false;
    *beside = 0;
    for (size_t at = 0; hsy_feed_next(paragraph, &at, &token);) {
        const bool link = token.kind <= HSY_FEED_END && token.name.size == 1 && (*token.name.data | 0x20) == 'a';
        if (link && token.kind == HSY_FEED_START) {
            if (count == 2 || inside) return 0;
            anchors[count++] = (anchor){hsy_feed_attribute(token.attributes, "href"), {.data = NULL, .size = 0}};
        }
        if (link) inside = token.kind == HSY_FEED_START;
        if (token.kind != HSY_FEED_TEXT) continue;
        if (!inside)
            *beside += token.text.size;
        else if (anchors[count - 1].text.data == NULL)
            anchors[count - 1].text = token.text;
    }
    return count;
}

static bool same_words(hsy_str a, hsy_str b) {
    return a.data != NULL && b.data != NULL && hsy_page_same_words(a, b);
}

static hsy_str without_slash(hsy_str url) {
    while (url.size > 0 && url.data[url.size - 1] == '/')
        url.size--;
    return url;
}

/* Whether `home` is where the site of `url` begins. */
static bool is_home_of(hsy_str home, hsy_str url) {
    home = without_slash(home);
    return home.data != NULL && url.data != NULL && home.size > 8 && url.size > home.size &&
           strncasecmp(home.data, url.data, home.size) == 0 && url.data[home.size] == '/';
}

/* "The post STORY appeared first on SITE.", which WordPress says in many languages: a short paragraph that links to
 * the story itself and then to its site. */
static bool is_appeared_first(const hsy_feed *feed, const hsy_feed_item *item, hsy_str paragraph) {
    anchor anchors[2];
    size_t beside;
    if (read_anchors(paragraph, anchors, &beside) != 2 || beside == 0 || beside > BESIDE_BYTES_MAX) return false;
    const bool story = (item->link.data != NULL && anchors[0].href.data != NULL &&
                        hsy_page_same_address(item->link, anchors[0].href)) ||
                       same_words(anchors[0].text, item->title);
    return story && (is_home_of(anchors[1].href, anchors[0].href) || same_words(anchors[1].text, feed->title));
}

/* The same in a text that has lost its links. */
static size_t find_appeared_first(const hsy_feed_item *item, hsy_str text) {
    static const char lead[] = "The post ", middle[] = " appeared first on ";
    const size_t floor = text.size > LAST_BYTES ? text.size - LAST_BYTES : 0, size = sizeof lead - 1;
    if (!ends(text, ".")) return text.size;
    for (size_t at = text.size; at-- > floor;) {
        if (text.size - at < size || memcmp(text.data + at, lead, size) != 0) continue;
        const char *found = memmem(text.data + at, text.size - at, middle, sizeof middle - 1);
        if (found == NULL) continue;
        const size_t place = (size_t)(found - text.data);
        return same_words(slice(text, at + size, place), item->title) && text.size - place <= BESIDE_BYTES_MAX
                   ? at
                   : text.size;
    }
    return text.size;
}

/* A link whose words begin with "Continue reading" or "Read more", at the very end. */
static size_t find_reading_on(hsy_str text) {
    static const char *const words[] = {"continue reading", "read more", "read the rest"};
    const size_t at = find_last_tag(text, "a");
    const char *end = at == text.size ? NULL : memchr(text.data + at, '>', text.size - at);
    if (end == NULL) return text.size;
    size_t start = (size_t)(end - text.data) + 1;
    while (start < text.size && strchr(" \t\r\n", text.data[start]) != NULL)
        start++;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const size_t size = strlen(words[i]);
        if (text.size - start < size || strncasecmp(text.data + start, words[i], size) != 0) continue;
        /* Nothing that is no part of the link may stand behind it. */
        const char *close = memmem(text.data + start, text.size - start, "</a", 3);
        return close == NULL ? at : text.size;
    }
    return text.size;
}

static size_t find_end(const hsy_feed *feed, const hsy_feed_item *item, hsy_str text, bool markup) {
    static const char *const marks[] = {"[...]",      "[\xE2\x80\xA6]",   "[&#8230;]", "[&hellip;]",
                                        "[&#x2026;]", "Continue reading", "Read more", "Read more\xE2\x80\xA6"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        const size_t size = strlen(marks[i]);
        const bool words = i >= 5;
        /* Words are a line of their own: a sentence may end with them. */
        if (ends(text, marks[i]) && (!words || (text.size > size && strchr("\n>", text.data[text.size - size - 1]))))
            return text.size - size;
    }
    if (!markup) return find_appeared_first(item, text);
    const size_t paragraph = find_last_tag(text, "p");
    if (paragraph < text.size && is_appeared_first(feed, item, slice(text, paragraph, text.size))) return paragraph;
    return find_reading_on(text);
}

hsy_str hsy_feed_trim_text(const hsy_feed *feed, const hsy_feed_item *item) {
    const bool markup = item->form == HSY_FEED_MARKUP || (item->form == HSY_FEED_ANY && hsy_feed_has_tag(item->text));
    hsy_str text = item->text;
    for (int i = 0; i < ROUNDS_MAX; i++) {
        const hsy_str shown = without_empty_end(text, markup);
        const size_t end = find_end(feed, item, shown, markup);
        if (end == shown.size) break;
        text = slice(text, 0, end);
    }
    /* What is nothing else stays. */
    return text.size < item->text.size && hsy_feed_shows_text(text) ? text : item->text;
}
