/* SPDX-License-Identifier: Apache-2.0 */
/* An object's fields to those of a story, by the names that the crawls and services of news give them. */
#include <string.h>
#include <strings.h>

#include "story/list_output_names.h"
#include "story/page/dates/date.h"
#include "story/page/facts/facts.h"
#include "story/record/json.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* The names of a field, the most trusted one first: our own, which each list begins with, then the plainest. */
static const char *const title_names[] = {"title", "headline", "title_page", "title_rss"};
static const char *const author_names[] = {"author", "authors", "byline", "creator"};
static const char *const date_names[] = {
    "date",         "published",      "date_publish",    "datePublished",    "date_published", "publishedAt",
    "published_at", "published_date", "publish_date",    "publication_date", "publishDate",    "publicationDate",
    "pub_date",     "pubDate",        "first_published", "created_at",       "dateCreated"};
static const char *const modified_names[] = {
    "modified",      "date_modify",  "dateModified", "date_modified", "modified_date", "modified_at",  "modifiedAt",
    "last_modified", "lastModified", "updated",      "updated_at",    "updatedAt",     "date_updated", "last_updated"};
static const char *const outlet_names[] = {"outlet",     "publisher", "site_name",   "sitename",       "source_name",
                                           "media_name", "source",    "publication", "source-hostname"};
/* Where nothing names the outlet, its domain stands for it. */
static const char *const domain_names[] = {"source_domain", "hostname", "domain"};
static const char *const url_names[] = {"url",     "link", "canonical_url", "canonical", "permalink",
                                        "web_url", "guid", "source_url",    "source",    "external_url"};
static const char *const id_names[] = {"id", "guid", "_id", "stories_id", "article_id", "uuid"};
static const char *const agency_names[] = {"agency", "news_agency", "creditline",        "credit_line",
                                           "credit", "provider",    "sourceOrganization"};

/* --- Values ------------------------------------------------------------------------------------------------ */

static bool is_blank(hsy_str text) {
    for (size_t i = 0; i < text.size; i++)
        if (strchr(" \t\r\n", text.data[i]) == NULL || text.data[i] == '\0') return false;
    return true;
}

static hsy_str own_string_of(const json_t *value) {
    hsy_str text = {.data = json_string_value(value), .size = json_string_length(value)};
    return text.data == NULL || is_blank(text) ? (hsy_str){.data = NULL, .size = 0} : text;
}

hsy_str hsy_json_string_of(const json_t *value) {
    static const char *const keys[] = {"rendered", "name", "value", "title", "#text", "$t"};
    if (!json_is_object(value)) return own_string_of(value);
    hsy_str found = {.data = NULL, .size = 0};
    for (size_t i = 0; i < COUNT(keys) && found.data == NULL; i++)
        found = own_string_of(json_object_get(value, keys[i]));
    return found;
}

static bool is_output_name(const char *name) {
    return hsy_story_listed(hsy_list_output_names, HSY_LIST_OUTPUT_NAMES_COUNT, hsy_str_of(name));
}

const json_t *hsy_json_get(const hsy_json *in, const char *name) {
    const json_t *value = json_object_get(in->root, name);
    if (json_is_null(value)) return NULL;
    /* When it was changed is a field of a story as well. */
    if (in->own && strcmp(name, "modified") != 0 && is_output_name(name)) return NULL;
    return value;
}

void hsy_json_mark_taken(hsy_json *in, const char *name) {
    if (in->taken_count < HSY_JSON_TAKEN_MAX) in->taken[in->taken_count++] = name;
}

/* --- Strings ------------------------------------------------------------------------------------------------- */

bool hsy_json_take_string(hsy_json *in, const char *name, hsy_str *field) {
    if (field->data != NULL) return true;
    const json_t *value = hsy_json_get(in, name);
    const hsy_str text = hsy_json_string_of(value);
    if (text.data == NULL) return true;
    hsy_json_mark_taken(in, name);
    /* What a page's title is rendered to has its entities and tags. */
    if (json_is_object(value) && json_is_string(json_object_get(value, "rendered")))
        return hsy_page_clean_value(text, &in->story->arena, field);
    return hsy_arena_copy(&in->story->arena, text, field);
}

/* Our own name for a field is warned of where it holds something else. */
static bool warn_of_type(hsy_json *in, const char *name, hsy_str field) {
    const json_t *value = hsy_json_get(in, name);
    if (field.data != NULL || value == NULL || json_is_string(value)) return true;
    return hsy_story_warn(in->story, "the field \"%s\" is not a string and was not read", name);
}

static bool take_first_string(hsy_json *in, const char *const *names, size_t count, hsy_str *field) {
    const bool filled = field->data != NULL;
    for (size_t i = 0; i < count && field->data == NULL; i++)
        if (!hsy_json_take_string(in, names[i], field)) return false;
    return filled || warn_of_type(in, names[0], *field);
}

/* --- Dates ---------------------------------------------------------------------------------------------------- */

/* "2019", "2019-11", "2019-11-18", "2019-11-18T...": as it should be, whatever follows. */
static bool is_plain_date(hsy_str text) {
    static const char form[] = "dddd-dd-ddT";
    size_t i = 0;
    while (i < text.size && form[i] != '\0') {
        if (form[i] == 'd' ? text.data[i] < '0' || text.data[i] > '9' : text.data[i] != form[i]) return false;
        i++;
    }
    return i == 4 || i == 7 || i == 10 || form[i] == '\0';
}

/* Seconds or thousandths since 1970, within the age of the web. */
static bool write_seconds(double value, char date[HSY_DATE_SIZE]) {
    if (value > 1e11) value /= 1000;
    if (!(value > 6e8 && value < 8e9)) return false;
    hsy_date moment;
    hsy_date_from_seconds((int64_t)value, 0, &moment);
    hsy_date_write(&moment, date);
    return true;
}

bool hsy_json_take_date(hsy_json *in, const char *name, hsy_str *field) {
    if (field->data != NULL) return true;
    const json_t *value = hsy_json_get(in, name);
    char date[HSY_DATE_SIZE];
    hsy_str text = hsy_json_string_of(value);
    if (json_is_number(value) && write_seconds(json_number_value(value), date))
        text = hsy_str_of(date);
    else if (text.data != NULL && !is_plain_date(text) && hsy_page_read_date(text, date))
        text = hsy_str_of(date);
    if (text.data == NULL) return true;
    hsy_json_mark_taken(in, name);
    return hsy_arena_copy(&in->story->arena, text, field);
}

static bool take_first_date(hsy_json *in, const char *const *names, size_t count, hsy_str *field) {
    for (size_t i = 0; i < count && field->data == NULL; i++)
        if (!hsy_json_take_date(in, names[i], field)) return false;
    return warn_of_type(in, names[0], *field);
}

/* --- Authors --------------------------------------------------------------------------------------------------- */

static bool add_author(hsy_json *in, hsy_str name) {
    return hsy_arena_copy(&in->story->arena, name, &in->story->authors[in->story->author_count++]);
}

bool hsy_json_take_names(hsy_json *in, const char *name) {
    hsy_story *story = in->story;
    const json_t *value = hsy_json_get(in, name);
    if (story->author_count > 0 || value == NULL) return true;
    const bool list = json_is_array(value);
    const size_t count = list ? json_array_size(value) : 1;
    bool odd = false;
    story->authors = HSY_NEW(&story->arena, hsy_str, count);
    if (story->authors == NULL) return false;
    for (size_t i = 0; i < count; i++) {
        const json_t *author = list ? json_array_get(value, i) : value;
        const hsy_str text = hsy_json_string_of(author);
        if (text.data == NULL)
            odd |= !json_is_string(author) && !json_is_null(author);
        else if (!add_author(in, text))
            return false;
    }
    if (story->author_count > 0) hsy_json_mark_taken(in, name);
    return !odd || hsy_story_warn(story, "the field \"%s\" is neither a name nor a list of names", name);
}

bool hsy_json_take_byline(hsy_json *in, const char *name) {
    const json_t *value = hsy_json_get(in, name);
    if (!json_is_string(value) || in->story->author_count > 0) return hsy_json_take_names(in, name);
    const hsy_facing facing = {.outlet_count = 0};
    hsy_str text;
    if (!hsy_page_clean_value(own_string_of(value), &in->story->arena, &text)) return false;
    if (text.data == NULL) return true;
    hsy_byline byline;
    hsy_page_read_byline(&facing, text, &byline);
    if (byline.count == 0) return hsy_json_take_names(in, name);
    in->story->authors = HSY_NEW(&in->story->arena, hsy_str, byline.count);
    if (in->story->authors == NULL) return false;
    for (size_t i = 0; i < byline.count; i++)
        if (!add_author(in, byline.names[i])) return false;
    hsy_json_mark_taken(in, name);
    return true;
}

static bool take_authors(hsy_json *in) {
    for (size_t i = 0; i < COUNT(author_names) && in->story->author_count == 0; i++) {
        const char *name = author_names[i];
        const bool byline = strncmp(name, "by", 2) == 0;
        if (!(byline ? hsy_json_take_byline(in, name) : hsy_json_take_names(in, name))) return false;
    }
    return true;
}

/* --- Outlet, URL, id, origin ---------------------------------------------------------------------------------------
 */

static bool is_address(hsy_str text) {
    return text.size > 8 && (strncasecmp(text.data, "http://", 7) == 0 || strncasecmp(text.data, "https://", 8) == 0);
}

static bool is_domain(hsy_str text) {
    return memchr(text.data, '.', text.size) != NULL && memchr(text.data, ' ', text.size) == NULL;
}

/* A name, not an address. */
static bool take_outlet(hsy_json *in) {
    hsy_story *story = in->story;
    for (size_t i = 0; i < COUNT(outlet_names) && story->outlet.data == NULL; i++) {
        if (i > 0 && is_address(hsy_json_string_of(hsy_json_get(in, outlet_names[i])))) continue;
        if (!hsy_json_take_string(in, outlet_names[i], &story->outlet)) return false;
    }
    if (!warn_of_type(in, "outlet", story->outlet)) return false;
    for (size_t i = 0; i < COUNT(domain_names) && story->outlet.data == NULL; i++) {
        const hsy_str domain = hsy_json_string_of(hsy_json_get(in, domain_names[i]));
        if (domain.data == NULL || !is_domain(domain)) continue;
        if (!hsy_json_take_string(in, domain_names[i], &story->outlet)) return false;
    }
    if (story->outlet.size > 4 && strncasecmp(story->outlet.data, "www.", 4) == 0)
        story->outlet = (hsy_str){.data = story->outlet.data + 4, .size = story->outlet.size - 4};
    return true;
}

/* trafilatura calls a story's address its source. A string under that name is none of our outputs. */
static bool take_source_address(hsy_json *in) {
    const hsy_str address = own_string_of(json_object_get(in->root, "source"));
    if (in->story->url.data != NULL || address.data == NULL || !is_address(address)) return true;
    if (json_object_get(in->root, "source-hostname") == NULL) return true;
    return hsy_arena_copy(&in->story->arena, address, &in->story->url);
}

/* Under another name than "url" there may be something else than an address. */
static bool take_url(hsy_json *in) {
    for (size_t i = 0; i < COUNT(url_names) && in->story->url.data == NULL; i++) {
        const json_t *value = hsy_json_get(in, url_names[i]);
        if (i > 0 && (!json_is_string(value) || !is_address(own_string_of(value)))) continue;
        if (!hsy_json_take_string(in, url_names[i], &in->story->url)) return false;
    }
    return take_source_address(in) && warn_of_type(in, "url", in->story->url);
}

/* A string, or a number as it is written (it may have more digits than a number can hold). */
static bool take_id(hsy_json *in) {
    for (size_t i = 0; i < COUNT(id_names) && in->story->id.data == NULL; i++) {
        if (!json_is_number(hsy_json_get(in, id_names[i]))) {
            if (!hsy_json_take_string(in, id_names[i], &in->story->id)) return false;
            continue;
        }
        const hsy_str written = hsy_json_member_as_written(in->line, id_names[i]);
        if (!hsy_arena_copy(&in->story->arena, written, &in->story->id)) return false;
        hsy_json_mark_taken(in, id_names[i]);
    }
    return warn_of_type(in, "id", in->story->id);
}

bool hsy_json_take_agency(hsy_json *in, const char *name) {
    if (in->story->origin.data != NULL) return true;
    const hsy_str text = hsy_json_string_of(hsy_json_get(in, name));
    if (text.data == NULL) return true;
    if (!hsy_story_name_agencies(text, &in->story->arena, &in->story->origin)) return false;
    if (in->story->origin.data != NULL) hsy_json_mark_taken(in, name);
    return true;
}

static bool take_origin(hsy_json *in) {
    if (!hsy_json_take_string(in, "origin", &in->story->origin)) return false;
    for (size_t i = 0; i < COUNT(agency_names); i++)
        if (!hsy_json_take_agency(in, agency_names[i])) return false;
    return true;
}

/* --- All
 * -------------------------------------------------------------------------------------------------------------- */

bool hsy_json_take_fields(hsy_json *in) {
    hsy_story *story = in->story;
    return take_id(in) && take_first_string(in, title_names, COUNT(title_names), &story->title) &&
           take_first_date(in, date_names, COUNT(date_names), &story->date) &&
           take_first_date(in, modified_names, COUNT(modified_names), &story->modified) && take_authors(in) &&
           take_outlet(in) && take_url(in) && take_origin(in);
}
