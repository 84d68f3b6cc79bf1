/* SPDX-License-Identifier: Apache-2.0 */
/* Namespaces and elements of feeds. */
#include <string.h>
#include <strings.h>

#include "story/input/feed.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

static bool is(hsy_str text, const char *word) {
    return text.size == strlen(word) && strncasecmp(text.data, word, text.size) == 0;
}

/* --- Namespaces ------------------------------------------------------------------------------------------------ */

static hsy_feed_space space_of_uri(hsy_str uri) {
    static const struct {
        const char *uri;
        hsy_feed_space space;
    } known[] = {{"http://www.w3.org/2005/Atom", HSY_SPACE_ATOM},
                 {"https://www.w3.org/2005/Atom", HSY_SPACE_ATOM},
                 {"http://purl.org/atom/ns#", HSY_SPACE_ATOM},
                 {"http://purl.org/rss/1.0/modules/content/", HSY_SPACE_CONTENT},
                 {"http://purl.org/dc/elements/1.1/", HSY_SPACE_DC},
                 {"http://purl.org/dc/terms/", HSY_SPACE_DC},
                 {"http://purl.org/rss/1.0/", HSY_SPACE_RSS},
                 {"http://my.netscape.com/rdf/simple/0.9/", HSY_SPACE_RSS},
                 {"http://channel.netscape.com/rdf/simple/0.9/", HSY_SPACE_RSS},
                 {"http://backend.userland.com/rss2", HSY_SPACE_RSS},
                 {"http://www.w3.org/1999/xhtml", HSY_SPACE_XHTML}};
    for (size_t i = 0; i < COUNT(known); i++)
        if (is(uri, known[i].uri)) return known[i].space;
    return HSY_SPACE_OTHER;
}

/* What a prefix means that nothing declares. */
static hsy_feed_space space_of_custom(hsy_str prefix) {
    static const struct {
        const char *prefix;
        hsy_feed_space space;
    } known[] = {{"atom", HSY_SPACE_ATOM},  {"a10", HSY_SPACE_ATOM},   {"content", HSY_SPACE_CONTENT},
                 {"dc", HSY_SPACE_DC},      {"dcterms", HSY_SPACE_DC}, {"rss", HSY_SPACE_RSS},
                 {"html", HSY_SPACE_XHTML}, {"xhtml", HSY_SPACE_XHTML}};
    for (size_t i = 0; i < COUNT(known); i++)
        if (is(prefix, known[i].prefix)) return known[i].space;
    return HSY_SPACE_OTHER;
}

static void declare_prefix(hsy_feed_names *names, hsy_str prefix, hsy_feed_space space) {
    for (size_t i = 0; i < names->count; i++)
        if (hsy_str_equal(names->prefixes[i].prefix, prefix)) return;
    if (names->count == HSY_FEED_PREFIXES_MAX) return;
    names->prefixes[names->count].prefix = prefix;
    names->prefixes[names->count++].space = space;
}

void hsy_feed_declare(hsy_feed_names *names, const hsy_feed_token *start, bool root) {
    hsy_str name, value;
    if (root) names->plain = is(start->name, "feed") ? HSY_SPACE_ATOM : HSY_SPACE_RSS;
    for (size_t at = 0; hsy_feed_next_attribute(start->attributes, &at, &name, &value);) {
        const hsy_feed_space space = space_of_uri(value);
        if (name.size > 6 && memcmp(name.data, "xmlns:", 6) == 0)
            declare_prefix(names, (hsy_str){.data = name.data + 6, .size = name.size - 6}, space);
        else if (root && is(name, "xmlns") && (space == HSY_SPACE_ATOM || space == HSY_SPACE_RSS))
            names->plain = space;
    }
}

hsy_feed_space hsy_feed_space_of(const hsy_feed_names *names, const hsy_feed_token *tag) {
    if (tag->prefix.size > 0) {
        for (size_t i = 0; i < names->count; i++)
            if (hsy_str_equal(names->prefixes[i].prefix, tag->prefix)) return names->prefixes[i].space;
        return space_of_custom(tag->prefix);
    }
    const hsy_str own = hsy_feed_attribute(tag->attributes, "xmlns");
    return own.data != NULL && own.size > 0 ? space_of_uri(own) : names->plain;
}

/* --- Elements ------------------------------------------------------------------------------------------------------
 */

typedef struct element {
    const char *name;
    hsy_feed_space space;
    hsy_feed_field field;
} element;

hsy_feed_field hsy_feed_find_field(hsy_feed_space space, hsy_str name) {
    static const element elements[] = {
        {"title", HSY_SPACE_RSS, HSY_FEED_TITLE},
        {"link", HSY_SPACE_RSS, HSY_FEED_LINK},
        {"guid", HSY_SPACE_RSS, HSY_FEED_ID},
        {"pubDate", HSY_SPACE_RSS, HSY_FEED_PUBLISHED},
        {"lastBuildDate", HSY_SPACE_RSS, HSY_FEED_MODIFIED},
        {"author", HSY_SPACE_RSS, HSY_FEED_AUTHOR},
        {"source", HSY_SPACE_RSS, HSY_FEED_OUTLET},
        {"language", HSY_SPACE_RSS, HSY_FEED_LANGUAGE},
        {"description", HSY_SPACE_RSS, HSY_FEED_SUMMARY},
        {"full-text", HSY_SPACE_RSS, HSY_FEED_CONTENT},
        {"fulltext", HSY_SPACE_RSS, HSY_FEED_CONTENT},
        {"full-text", HSY_SPACE_OTHER, HSY_FEED_CONTENT},
        {"encoded", HSY_SPACE_CONTENT, HSY_FEED_CONTENT},
        {"title", HSY_SPACE_DC, HSY_FEED_TITLE},
        {"creator", HSY_SPACE_DC, HSY_FEED_AUTHOR},
        {"date", HSY_SPACE_DC, HSY_FEED_PUBLISHED},
        {"issued", HSY_SPACE_DC, HSY_FEED_PUBLISHED},
        {"created", HSY_SPACE_DC, HSY_FEED_PUBLISHED},
        {"modified", HSY_SPACE_DC, HSY_FEED_MODIFIED},
        {"publisher", HSY_SPACE_DC, HSY_FEED_OUTLET},
        {"language", HSY_SPACE_DC, HSY_FEED_LANGUAGE},
        {"description", HSY_SPACE_DC, HSY_FEED_LAST_SUMMARY},
        {"title", HSY_SPACE_ATOM, HSY_FEED_TITLE},
        {"id", HSY_SPACE_ATOM, HSY_FEED_ID},
        {"link", HSY_SPACE_ATOM, HSY_FEED_ADDRESS},
        {"published", HSY_SPACE_ATOM, HSY_FEED_PUBLISHED},
        {"issued", HSY_SPACE_ATOM, HSY_FEED_PUBLISHED},
        {"updated", HSY_SPACE_ATOM, HSY_FEED_MODIFIED},
        {"modified", HSY_SPACE_ATOM, HSY_FEED_MODIFIED},
        {"author", HSY_SPACE_ATOM, HSY_FEED_PERSON},
        {"source", HSY_SPACE_ATOM, HSY_FEED_SOURCE},
        {"content", HSY_SPACE_ATOM, HSY_FEED_CONTENT},
        {"summary", HSY_SPACE_ATOM, HSY_FEED_SUMMARY},
    };
    for (size_t i = 0; i < COUNT(elements); i++)
        if (elements[i].space == space && is(name, elements[i].name)) return elements[i].field;
    return HSY_FEED_NO_FIELD;
}
