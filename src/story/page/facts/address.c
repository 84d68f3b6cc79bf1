/* SPDX-License-Identifier: Apache-2.0 */
/* Where a page lives, and its language. */
#include <string.h>

#include "story/list_page_shared_hosts.h"
#include "story/page/facts/facts.h"

enum { HSY_ADDRESS_SIZE_MAX = 2000 };

static bool begins(hsy_str text, const char *with) {
    const size_t size = strlen(with);
    if (text.size < size) return false;
    for (size_t i = 0; i < size; i++) {
        const char c = text.data[i];
        if ((c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c) != with[i]) return false;
    }
    return true;
}

/* What follows "https://"; empty: it is no absolute address. */
static hsy_str behind_scheme(hsy_str url) {
    const size_t skip = begins(url, "https://") ? 8 : begins(url, "http://") ? 7 : url.size;
    return (hsy_str){.data = url.data == NULL ? "" : url.data + skip, .size = url.size - skip};
}

static size_t host_size(hsy_str rest) {
    size_t size = 0;
    while (size < rest.size && strchr("/?#", rest.data[size]) == NULL)
        size++;
    return size;
}

static bool is_address(hsy_str url) {
    if (url.data == NULL || url.size > HSY_ADDRESS_SIZE_MAX || host_size(behind_scheme(url)) == 0) return false;
    for (size_t i = 0; i < url.size; i++)
        if ((unsigned char)url.data[i] <= ' ' || strchr("<>\"{}\\^`", url.data[i]) != NULL) return false;
    return true;
}

/* The address of a site's front page is often given, by mistake, for all its pages. */
static bool is_front(hsy_str url) {
    const hsy_str rest = behind_scheme(url);
    return rest.size - host_size(rest) <= 1;
}

bool hsy_page_find_address(hsy_facing *facing) {
    const json_t *article = facing->linked->article, *page = facing->linked->page;
    const hsy_str found[] = {hsy_page_link(facing->tree, "canonical"),
                             hsy_page_meta(facing->tree, "og:url"),
                             hsy_page_linked_string(article, "url"),
                             hsy_page_linked_string(article, "mainEntityOfPage"),
                             hsy_page_linked_string(json_object_get(article, "mainEntityOfPage"), "@id"),
                             hsy_page_linked_string(page, "url"),
                             facing->hints->url};
    hsy_str front = {.data = NULL, .size = 0};
    for (size_t i = 0; i < sizeof found / sizeof *found; i++) {
        if (!is_address(found[i])) continue;
        if (!is_front(found[i])) return hsy_arena_copy(facing->arena, found[i], &facing->facts->url);
        if (front.data == NULL) front = found[i];
    }
    return hsy_arena_copy(facing->arena, front, &facing->facts->url);
}

/* --- The domain ----------------------------------------------------------------------------------------- */

/* Cuts the last label off `host`, which is left without it. */
static hsy_str pop_label(hsy_str *host) {
    size_t start = host->size;
    while (start > 0 && host->data[start - 1] != '.')
        start--;
    const hsy_str label = {.data = host->data + start, .size = host->size - start};
    host->size = start == 0 ? 0 : start - 1;
    return label;
}

/* Labels under which countries register names: "co.uk", "com.br". */
static bool is_shared_label(hsy_str label) {
    static const char *const labels[] = {"ac",   "co", "com", "edu", "gob", "gouv", "gov",
                                         "govt", "gv", "ne",  "net", "nom", "or",   "org"};
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (hsy_str_equal(label, hsy_str_of(labels[i]))) return true;
    return false;
}

hsy_str hsy_page_domain_name(hsy_str url) {
    const hsy_str none = {.data = "", .size = 0};
    if (!is_address(url)) return none;
    hsy_str host = behind_scheme(url);
    host.size = host_size(host);
    for (size_t i = 0; i < host.size; i++)
        if (host.data[i] == ':') host.size = i;
    if (host.size == 0) return none;
    const hsy_str top = pop_label(&host);
    if (top.size == 0 || (top.data[0] >= '0' && top.data[0] <= '9')) return none;
    hsy_str name = pop_label(&host);
    const bool shared = (top.size == 2 && is_shared_label(name)) ||
                        hsy_story_listed(hsy_list_page_shared_hosts, HSY_LIST_PAGE_SHARED_HOSTS_COUNT, name);
    if (shared && host.size > 0) name = pop_label(&host);
    if (shared && name.size <= 2 && host.size > 0) name = pop_label(&host);
    return name.size == 0 ? top : name;
}

/* --- Language ------------------------------------------------------------------------------------------- */

static bool is_language(hsy_str tag) {
    if (tag.size < 2 || tag.size > 35) return false;
    for (size_t i = 0; i < tag.size; i++) {
        const char c = tag.data[i], small = (char)(c | 0x20);
        const bool letter = small >= 'a' && small <= 'z', rest = (c >= '0' && c <= '9') || c == '-' || c == '_';
        if (!letter && (i < 2 || !rest)) return false;
    }
    return true;
}

/* The first tag that is one, with hyphens ("de_DE" is the way of Open Graph). */
bool hsy_page_find_language(hsy_facing *facing) {
    size_t html = 1;
    while (html < facing->tree->count && !hsy_tree_is(facing->tree, html, HSY_TAG_html))
        html++;
    const bool has = html < facing->tree->count;
    const hsy_str none = {.data = NULL, .size = 0};
    const hsy_str found[] = {has ? hsy_tree_attribute(facing->tree, html, "lang") : none,
                             has ? hsy_tree_attribute(facing->tree, html, "xml:lang") : none,
                             hsy_page_meta(facing->tree, "og:locale"),
                             hsy_page_meta(facing->tree, "content-language"),
                             hsy_page_linked_string(facing->linked->article, "inLanguage"),
                             hsy_page_meta(facing->tree, "dc.language"),
                             hsy_page_meta(facing->tree, "language")};
    for (size_t i = 0; i < sizeof found / sizeof *found; i++) {
        hsy_str tag = found[i];
        if (tag.data == NULL) continue;
        if (!hsy_page_clean_value(tag, facing->arena, &tag)) return false;
        if (!is_language(tag)) continue;
        char written[36];
        for (size_t j = 0; j < tag.size; j++)
            written[j] = tag.data[j] == '_' ? '-' : tag.data[j];
        return hsy_arena_copy(facing->arena, (hsy_str){.data = written, .size = tag.size}, &facing->facts->language);
    }
    return true;
}
