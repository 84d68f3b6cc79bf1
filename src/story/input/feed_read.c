/* SPDX-License-Identifier: Apache-2.0 */
/* A feed's items and their fields. */
#include <string.h>
#include <strings.h>

#include "story/input/feed.h"

static bool is(hsy_str text, const char *word) {
    return text.size == strlen(word) && strncasecmp(text.data, word, text.size) == 0;
}

static bool is_item(hsy_str name) {
    return is(name, "item") || is(name, "entry");
}

static bool is_root(hsy_str name) {
    return is(name, "rss") || is(name, "feed") || is(name, "RDF");
}

/* --- An element's content -------------------------------------------------------------------------------------- */

/* A tag as markup, without the prefix that it may have. */
static void add_tag(hsy_buffer *out, const hsy_feed_token *tag) {
    hsy_buffer_text(out, tag->kind == HSY_FEED_END ? "</" : "<");
    hsy_buffer_add(out, tag->name.data, tag->name.size);
    if (tag->kind == HSY_FEED_START) {
        hsy_buffer_add(out, tag->attributes.data, tag->attributes.size);
        if (tag->closed) hsy_buffer_text(out, "/");
    }
    hsy_buffer_char(out, '>');
}

static bool same_tag(const hsy_feed_token *a, const hsy_feed_token *b) {
    return hsy_str_equal(a->name, b->name) && hsy_str_equal(a->prefix, b->prefix);
}

/* Whether an element that was not ended ends here all the same: at its item's end, or where the next item begins. */
static bool ends_item(const hsy_feed_token *token, const hsy_feed_token *element) {
    return (token->kind == HSY_FEED_START || token->kind == HSY_FEED_END) && is_item(token->name) &&
           !is_item(element->name) && hsy_str_equal(token->prefix, element->prefix);
}

/* Reads on to the end of `element`: its text to `plain`, and the same with its tags to `markup`. *tagged: it has
 * elements in it. false: the document ends before. */
static bool read_content(hsy_feed *feed, const hsy_feed_token *element, bool *tagged) {
    size_t depth = 0, before = feed->at;
    hsy_feed_token token;
    feed->plain.size = feed->markup.size = 0;
    *tagged = false;
    if (element->closed) return true;
    for (; hsy_feed_next(feed->text, &feed->at, &token); before = feed->at) {
        if (token.kind == HSY_FEED_TEXT) {
            hsy_feed_add_text(&feed->plain, token.text);
            hsy_buffer_add(&feed->markup, token.text.data, token.text.size);
            continue;
        }
        if (token.kind == HSY_FEED_DATA) {
            hsy_buffer_add(&feed->plain, token.text.data, token.text.size);
            hsy_buffer_add(&feed->markup, token.text.data, token.text.size);
            continue;
        }
        const bool same = same_tag(&token, element);
        if (same && token.kind == HSY_FEED_END && depth-- == 0) return true;
        if (!same && ends_item(&token, element)) {
            feed->at = before;
            return true;
        }
        if (same && token.kind == HSY_FEED_START && !token.closed) depth++;
        *tagged = true;
        add_tag(&feed->markup, &token);
    }
    return false;
}

static hsy_str text_of(const hsy_buffer *buffer) {
    size_t start = 0, end = buffer->size;
    while (start < end && strchr(" \t\r\n", buffer->data[start]) != NULL)
        start++;
    while (end > start && strchr(" \t\r\n", buffer->data[end - 1]) != NULL)
        end--;
    return end == start ? (hsy_str){.data = NULL, .size = 0} : (hsy_str){buffer->data + start, end - start};
}

/* --- Fields ------------------------------------------------------------------------------------------------------ */

/* The first of a field counts. */
static bool keep(hsy_arena *arena, hsy_str text, hsy_str *field) {
    return field->data != NULL || text.data == NULL || hsy_arena_copy(arena, text, field);
}

static bool keep_author(hsy_feed_item *item, hsy_str name) {
    if (name.data == NULL || item->author_count == HSY_FEED_AUTHORS_MAX) return true;
    return hsy_arena_copy(&item->arena, name, &item->authors[item->author_count++]);
}

/* What the attribute "type" of Atom says. false: it says that the content is no text. */
static bool read_form(const hsy_feed_token *element, bool tagged, hsy_feed_form *form) {
    const hsy_str type = hsy_feed_attribute(element->attributes, "type");
    *form = tagged ? HSY_FEED_MARKUP : HSY_FEED_ANY;
    if (type.data == NULL || type.size == 0 || tagged) return true;
    if (memmem(type.data, type.size, "html", 4) != NULL || memmem(type.data, type.size, "xml", 3) != NULL) {
        *form = HSY_FEED_MARKUP;
        return true;
    }
    if (is(type, "text") || is(type, "text/plain")) *form = HSY_FEED_PLAIN;
    return memchr(type.data, '/', type.size) == NULL || (type.size > 5 && strncasecmp(type.data, "text/", 5) == 0);
}

static bool keep_text(hsy_feed *feed, hsy_feed_item *item, const hsy_feed_token *element, bool tagged, int rank) {
    hsy_feed_form form;
    if (!read_form(element, tagged, &form)) return true;
    const hsy_str text = text_of(tagged ? &feed->markup : &feed->plain);
    if (text.data == NULL || rank <= item->rank || !hsy_feed_shows_text(text)) return true;
    item->rank = rank;
    item->form = form;
    return hsy_arena_copy(&item->arena, text, &item->text);
}

/* An attribute with its entities decoded. */
static bool keep_attribute(hsy_arena *arena, const hsy_feed_token *element, const char *name, hsy_str *field) {
    const hsy_str value = hsy_feed_attribute(element->attributes, name);
    if (field->data != NULL || value.data == NULL || value.size == 0) return true;
    hsy_buffer decoded;
    hsy_buffer_init(&decoded, &arena->allocator);
    hsy_feed_add_text(&decoded, value);
    const bool kept = !decoded.failed && keep(arena, text_of(&decoded), field);
    hsy_buffer_free(&decoded);
    return kept;
}

/* Atom's <link>: the own address of a story or a feed is the alternate one. */
static bool keep_address(hsy_arena *arena, const hsy_feed_token *element, hsy_str *link) {
    const hsy_str rel = hsy_feed_attribute(element->attributes, "rel");
    return (rel.data != NULL && !is(rel, "alternate")) || keep_attribute(arena, element, "href", link);
}

static bool keep_id(hsy_feed *feed, hsy_feed_item *item, const hsy_feed_token *element) {
    const hsy_str permanent = hsy_feed_attribute(element->attributes, "isPermaLink");
    if (item->id.data == NULL) item->id_is_link = is(element->name, "guid") && !is(permanent, "false");
    return keep(&item->arena, text_of(&feed->plain), &item->id);
}

/* The child of that name in a person or a source of Atom. */
static bool read_child(hsy_feed *feed, const hsy_feed_token *parent, const char *child, hsy_arena *arena,
                       hsy_str *found, bool *whole) {
    hsy_feed_token token;
    *found = (hsy_str){.data = NULL, .size = 0};
    if (parent->closed) return true;
    for (size_t before = feed->at; hsy_feed_next(feed->text, &feed->at, &token); before = feed->at) {
        if (token.kind == HSY_FEED_END && same_tag(&token, parent)) return true;
        if (ends_item(&token, parent)) {
            feed->at = before;
            return true;
        }
        if (token.kind != HSY_FEED_START) continue;
        bool tagged;
        *whole = read_content(feed, &token, &tagged);
        if (is(token.name, child) && !keep(arena, text_of(&feed->plain), found)) return false;
        if (!*whole) return true;
    }
    *whole = false;
    return true;
}

static bool keep_content(hsy_feed *feed, hsy_feed_item *item, const hsy_feed_token *element, hsy_feed_field field,
                         bool tagged) {
    const hsy_str text = text_of(&feed->plain);
    switch (field) {
    case HSY_FEED_TITLE:
        return keep(&item->arena, text, &item->title);
    case HSY_FEED_LINK:
        return keep(&item->arena, text, &item->link);
    case HSY_FEED_ID:
        return keep_id(feed, item, element);
    case HSY_FEED_PUBLISHED:
        return keep(&item->arena, text, &item->published);
    case HSY_FEED_MODIFIED:
        return keep(&item->arena, text, &item->modified);
    case HSY_FEED_AUTHOR:
        return keep_author(item, text);
    case HSY_FEED_OUTLET:
        return keep(&item->arena, text, &item->outlet);
    case HSY_FEED_LANGUAGE:
        return keep(&item->arena, text, &item->language);
    case HSY_FEED_CONTENT:
        return keep_text(feed, item, element, tagged, 3);
    case HSY_FEED_SUMMARY:
        return keep_text(feed, item, element, tagged, 2);
    case HSY_FEED_LAST_SUMMARY:
        return keep_text(feed, item, element, tagged, 1);
    default:
        return true;
    }
}

/* An element of an item. *whole: the document did not end inside. false: refused. */
static bool read_element(hsy_feed *feed, hsy_feed_item *item, const hsy_feed_token *element, bool *whole) {
    hsy_feed_declare(&feed->names, element, false);
    const hsy_feed_field field = hsy_feed_find_field(hsy_feed_space_of(&feed->names, element), element->name);
    hsy_str found;
    *whole = true;
    if (field == HSY_FEED_PERSON)
        return read_child(feed, element, "name", &item->arena, &found, whole) && keep_author(item, found);
    if (field == HSY_FEED_SOURCE)
        return read_child(feed, element, "title", &item->arena, &found, whole) &&
               keep(&item->arena, found, &item->outlet);
    if (field == HSY_FEED_ADDRESS && !keep_address(&item->arena, element, &item->link)) return false;
    bool tagged;
    *whole = read_content(feed, element, &tagged);
    return !feed->plain.failed && !feed->markup.failed && keep_content(feed, item, element, field, tagged);
}

/* --- Items ---------------------------------------------------------------------------------------------------------
 */

/* Its other fields come before what its own tag says. */
static bool keep_of_tag(hsy_feed_item *item, const hsy_feed_token *start) {
    return keep_attribute(&item->arena, start, "rdf:about", &item->id) &&
           keep_attribute(&item->arena, start, "xml:base", &item->base);
}

static bool read_fields(hsy_feed *feed, hsy_feed_item *item, const hsy_feed_token *start) {
    hsy_feed_token token;
    for (size_t before = feed->at; hsy_feed_next(feed->text, &feed->at, &token); before = feed->at) {
        const bool item_tag = is_item(token.name) && hsy_str_equal(token.prefix, start->prefix);
        if (token.kind == HSY_FEED_END && item_tag) return keep_of_tag(item, start);
        if (token.kind != HSY_FEED_START) continue;
        if (item_tag) {
            feed->at = before;
            return keep_of_tag(item, start);
        }
        bool whole;
        if (!read_element(feed, item, &token, &whole)) return false;
        item->cut |= !whole;
    }
    item->cut = true;
    return keep_of_tag(item, start);
}

hearsay_status hsy_feed_read_item(hsy_feed *feed, hsy_feed_item *item) {
    hsy_feed_token token;
    const hearsay_allocator allocator = feed->arena.allocator;
    *item = (hsy_feed_item){.rank = 0};
    hsy_arena_init(&item->arena, &allocator);
    while (hsy_feed_next(feed->text, &feed->at, &token)) {
        if (token.kind != HSY_FEED_START || !is_item(token.name)) continue;
        if (hsy_feed_space_of(&feed->names, &token) == HSY_SPACE_OTHER) continue;
        if (!token.closed && !read_fields(feed, item, &token)) return HEARSAY_ERROR_MEMORY;
        return HEARSAY_OK;
    }
    return HEARSAY_END;
}

/* --- The feed itself -------------------------------------------------------------------------------------------------
 */

static bool keep_of_feed(hsy_feed *feed, const hsy_feed_token *element) {
    const hsy_feed_field field = hsy_feed_find_field(hsy_feed_space_of(&feed->names, element), element->name);
    bool whole, tagged;
    hsy_str found;
    if (field == HSY_FEED_PERSON)
        return read_child(feed, element, "name", &feed->arena, &found, &whole) &&
               keep(&feed->arena, found, &feed->author);
    if (field == HSY_FEED_ADDRESS && !keep_address(&feed->arena, element, &feed->link)) return false;
    (void)read_content(feed, element, &tagged);
    if (field == HSY_FEED_LINK) return keep(&feed->arena, text_of(&feed->plain), &feed->link);
    if (field == HSY_FEED_TITLE) return keep(&feed->arena, text_of(&feed->plain), &feed->title);
    return field != HSY_FEED_LANGUAGE || keep(&feed->arena, text_of(&feed->plain), &feed->language);
}

static bool keep_root(hsy_feed *feed, const hsy_feed_token *root) {
    const bool first = !feed->root;
    feed->root = true;
    hsy_feed_declare(&feed->names, root, first);
    const hsy_str language = hsy_feed_attribute(root->attributes, "xml:lang");
    return (language.size == 0 || keep(&feed->arena, language, &feed->language)) &&
           keep_attribute(&feed->arena, root, "xml:base", &feed->base);
}

bool hsy_feed_read_head(hsy_feed *feed) {
    hsy_feed_token token;
    bool tagged;
    while (hsy_feed_next(feed->text, &feed->at, &token)) {
        if (token.kind != HSY_FEED_START) continue;
        bool kept = true;
        if (is_root(token.name) || is(token.name, "channel")) {
            kept = keep_root(feed, &token);
        } else {
            hsy_feed_declare(&feed->names, &token, false);
            if (is_item(token.name))
                (void)read_content(feed, &token, &tagged);
            else
                kept = keep_of_feed(feed, &token);
        }
        if (!kept || feed->plain.failed || feed->markup.failed) return false;
    }
    feed->at = 0;
    return true;
}
