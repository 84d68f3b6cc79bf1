/* SPDX-License-Identifier: Apache-2.0 */
/* Who publishes a page, and who is credited with the article. */
#include <string.h>

#include "story/page/facts/facts.h"

/* --- Names in one form ---------------------------------------------------------------------------------- */

enum { HSY_REDUCED_SIZE = 96 };

/* The letters and digits alone, small, without "the" before and ".com" or the like behind. Returns how many bytes. */
static size_t reduce(hsy_str text, char out[HSY_REDUCED_SIZE]) {
    char folded[HSY_REDUCED_SIZE];
    hsy_str small = {.data = folded, .size = hsy_story_fold(text, folded, sizeof folded)};
    if (small.size > 4 && memcmp(folded, "the ", 4) == 0) small = (hsy_str){folded + 4, small.size - 4};
    if (small.size > 4 && memcmp(small.data, "www.", 4) == 0) small = (hsy_str){small.data + 4, small.size - 4};
    size_t dot = small.size;
    while (dot > 0 && small.data[dot - 1] != '.' && small.data[dot - 1] != ' ')
        dot--;
    const bool domain = dot > 1 && small.data[dot - 1] == '.' && small.size - dot >= 2 && small.size - dot <= 4;
    if (domain) small.size = dot - 1;
    size_t size = 0;
    for (size_t at = 0; at < small.size;) {
        size_t length;
        const uint32_t point = hsy_utf8_decode(small.data, small.size, at, &length);
        if (hsy_point_is_letter(point) || hsy_point_is_digit(point)) {
            memcpy(out + size, small.data + at, length);
            size += length;
        }
        at += length;
    }
    return size;
}

static bool is_same_name(hsy_str a, hsy_str b) {
    char reduced_a[HSY_REDUCED_SIZE], reduced_b[HSY_REDUCED_SIZE];
    const size_t size = reduce(a, reduced_a);
    return size > 0 && size == reduce(b, reduced_b) && memcmp(reduced_a, reduced_b, size) == 0;
}

bool hsy_page_is_outlet(const hsy_facing *facing, hsy_str text) {
    for (size_t i = 0; i < facing->outlet_count; i++)
        if (is_same_name(facing->outlets[i], text)) return true;
    return false;
}

/* --- Finding -------------------------------------------------------------------------------------------- */

/* A name with a motto behind it without that: "The Herald | News, Sport and Weather from the Valley". */
static hsy_str first_part(hsy_str name) {
    static const char *const marks[] = {" | ", " - ", " – ", " — ", ": ", " • "};
    if (hsy_story_count_words(name) < 6) return name;
    for (size_t at = 3; at < name.size; at++)
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
            const size_t size = strlen(marks[i]);
            if (name.size - at > size && memcmp(name.data + at, marks[i], size) == 0)
                return (hsy_str){.data = name.data, .size = at};
        }
    return name;
}

/* Some give the title once more in the place of the site's name. */
static bool is_title(const hsy_facing *facing, hsy_str name) {
    const hsy_str titles[] = {hsy_page_meta(facing->tree, "og:title"), hsy_page_meta(facing->tree, "twitter:title"),
                              hsy_page_linked_string(facing->linked->article, "headline")};
    const bool long_name = hsy_story_count_words(name) >= 4;
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        if (hsy_page_same_words(titles[i], name)) return true;
        if (long_name && titles[i].size > name.size && memcmp(titles[i].data, name.data, name.size) == 0) return true;
    }
    return false;
}

/* Keeps a name, unless it is none: an address, a handle, a sentence. */
static bool add_name(hsy_facing *facing, hsy_str name) {
    hsy_str clean;
    if (!hsy_page_clean_value(name, facing->arena, &clean)) return false;
    if (clean.size > 0 && clean.data[0] == '@') clean = (hsy_str){.data = clean.data + 1, .size = clean.size - 1};
    clean = first_part(clean);
    const bool address = clean.size > 4 && memcmp(clean.data, "http", 4) == 0;
    if (clean.size == 0 || clean.size >= HSY_REDUCED_SIZE || address || hsy_story_count_words(clean) > 9) return true;
    if (is_title(facing, clean)) return true;
    if (facing->outlet_count < HSY_OUTLET_NAMES_MAX) facing->outlets[facing->outlet_count++] = clean;
    return true;
}

/* The name of an organization, or the string that stands in its place. */
static hsy_str name_of(const hsy_facing *facing, const json_t *object, const char *key) {
    const json_t *value = json_object_get(object, key);
    if (json_is_array(value)) value = json_array_get(value, 0);
    if (!json_is_object(value)) return hsy_page_linked_string(object, key);
    return hsy_page_linked_string(hsy_page_linked_meant(facing->linked, value), "name");
}

/* The object of the page's scripts that is the site itself. */
static const json_t *find_site(const hsy_linked *linked) {
    for (size_t i = 0; i < json_array_size(linked->root); i++)
        if (hsy_page_linked_is(json_array_get(linked->root, i), "WebSite")) return json_array_get(linked->root, i);
    return NULL;
}

static size_t find_element(const hsy_tree *tree, hsy_tag tag) {
    size_t at = 1;
    while (at < tree->count && !hsy_tree_is(tree, at, tag))
        at++;
    return at < tree->count ? at : 0;
}

/* Behind which byte the last part of a title begins: "A dam breaks | The Herald". 0: it has no parts. */
static size_t last_part(hsy_str title) {
    static const char *const marks[] = {" | ", " - ", " – ", " — ", " · ", " » ", " « ", " :: ", " • "};
    for (size_t at = title.size; at > 0; at--)
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
            const size_t size = strlen(marks[i]);
            if (at >= size && memcmp(title.data + at - size, marks[i], size) == 0) return at;
        }
    return 0;
}

/* The last part of <title>, where the domain confirms it: "The Daily Herald" and dailyherald.com, or one in the
 * other. */
static bool add_title_part(hsy_facing *facing, hsy_str domain) {
    const size_t node = find_element(facing->tree, HSY_TAG_title);
    if (node == 0 || domain.size < 3) return true;
    hsy_buffer text;
    hsy_buffer_init(&text, &facing->arena->allocator);
    hsy_tree_add_text(facing->tree, node, &text);
    hsy_str title = {.data = text.data, .size = text.size};
    const size_t start = title.size == 0 || title.size > 1000 ? 0 : last_part(title);
    bool done = !text.failed;
    if (done && start > 0) {
        const hsy_str part = {.data = title.data + start, .size = title.size - start};
        char own[HSY_REDUCED_SIZE], named[HSY_REDUCED_SIZE + 1];
        const size_t size = reduce(part, named), domain_size = reduce(domain, own);
        named[size] = '\0';
        own[domain_size < HSY_REDUCED_SIZE ? domain_size : HSY_REDUCED_SIZE - 1] = '\0';
        const bool same = (strstr(named, own) != NULL && size <= 3 * domain_size) || strstr(own, named) != NULL;
        if (size >= 3 && same && hsy_story_count_words(part) <= 4) done = add_name(facing, part);
    }
    hsy_buffer_free(&text);
    return done;
}

/* "herald" to "Herald", "bbc" to "BBC". */
static bool add_domain(hsy_facing *facing, hsy_str domain) {
    char name[64];
    const bool encoded = domain.size > 4 && memcmp(domain.data, "xn--", 4) == 0;
    if (domain.size == 0 || domain.size > sizeof name || encoded) return true;
    for (size_t i = 0; i < domain.size; i++) {
        const char c = domain.data[i];
        const bool first = i == 0 || domain.data[i - 1] == '-';
        const bool large = (first || domain.size <= 3) && c >= 'a' && c <= 'z';
        name[i] = large ? (char)(c - 'a' + 'A') : c == '-' ? ' ' : c;
    }
    return add_name(facing, (hsy_str){.data = name, .size = domain.size});
}

static bool is_domain(hsy_str name) {
    size_t dot = name.size;
    while (dot > 0 && name.data[dot - 1] != '.' && name.data[dot - 1] != ' ')
        dot--;
    return dot > 1 && name.data[dot - 1] == '.' && name.size - dot <= 6 && memchr(name.data, ' ', name.size) == NULL;
}

static bool has_capital(hsy_str name) {
    for (size_t at = 0; at < name.size;) {
        size_t length;
        const uint32_t point = hsy_utf8_decode(name.data, name.size, at, &length);
        if (hsy_point_is_letter(point) && !hsy_point_is_lower(point)) return true;
        at += length;
    }
    return false;
}

/* The first name; where that is a domain or all in small letters, the first of the others that writes the same name
 * better, "The Herald" for "theherald.com"; then, for a domain, the first that is none. */
static void choose(hsy_facing *facing) {
    const hsy_str *names = facing->outlets;
    if (facing->outlet_count == 0) return;
    facing->facts->outlet = names[0];
    if (!is_domain(names[0]) && has_capital(names[0])) return;
    for (size_t i = 1; i < facing->outlet_count; i++)
        if (is_same_name(names[0], names[i]) && !is_domain(names[i]) && has_capital(names[i])) {
            facing->facts->outlet = names[i];
            return;
        }
    for (size_t i = 1; i < facing->outlet_count && is_domain(facing->facts->outlet); i++)
        if (!is_domain(names[i])) facing->facts->outlet = names[i];
}

static bool find_credit(hsy_facing *facing) {
    const json_t *article = facing->linked->article;
    const hsy_str found[] = {
        name_of(facing, article, "sourceOrganization"), name_of(facing, article, "provider"),
        hsy_page_linked_string(article, "creditText"),  hsy_page_meta(facing->tree, "dc.source"),
        hsy_page_meta(facing->tree, "dcterms.source"),  hsy_page_meta(facing->tree, "article:source")};
    for (size_t i = 0; i < sizeof found / sizeof *found && facing->facts->credit.data == NULL; i++) {
        hsy_str clean;
        if (!hsy_page_clean_value(found[i], facing->arena, &clean)) return false;
        if (hsy_page_has_digit(clean)) continue;
        const bool name =
            clean.size > 1 && clean.size < HSY_REDUCED_SIZE && memchr(clean.data, '/', clean.size) == NULL;
        if (name && hsy_story_count_words(clean) <= 6 && !hsy_page_is_outlet(facing, clean))
            facing->facts->credit = clean;
    }
    return true;
}

bool hsy_page_find_outlet(hsy_facing *facing) {
    const hsy_str domain = hsy_page_domain_name(facing->facts->url);
    const hsy_tree *tree = facing->tree;
    if (!add_name(facing, hsy_page_meta(tree, "og:site_name")) ||
        !add_name(facing, name_of(facing, facing->linked->article, "publisher")) ||
        !add_name(facing, hsy_page_linked_string(find_site(facing->linked), "name")) ||
        !add_name(facing, hsy_page_meta(tree, "application-name")) ||
        !add_name(facing, hsy_page_meta(tree, "apple-mobile-web-app-title")) || !add_title_part(facing, domain) ||
        !add_domain(facing, domain))
        return false;
    choose(facing);
    return add_name(facing, hsy_page_meta(tree, "twitter:site")) && find_credit(facing);
}
