/* SPDX-License-Identifier: Apache-2.0 */
/* The authors that JSON-LD and <meta> give. */
#include <string.h>

#include "story/page/facts/authors.h"

/* --- JSON-LD -------------------------------------------------------------------------------------------- */

static bool add_linked(hsy_facing *facing, const json_t *value, hsy_authors *to, int depth) {
    if (depth > 3) return true;
    if (json_is_array(value)) {
        for (size_t i = 0; i < json_array_size(value) && i < HSY_AUTHORS_MAX; i++)
            if (!add_linked(facing, json_array_get(value, i), to, depth + 1)) return false;
        return true;
    }
    if (json_is_string(value))
        return hsy_authors_add_value(
            facing, (hsy_str){.data = json_string_value(value), .size = json_string_length(value)}, to);
    if (!json_is_object(value)) return true;
    const json_t *meant = hsy_page_linked_meant(facing->linked, value), *name = json_object_get(meant, "name");
    /* Some give a list of names in the place of a list of persons. */
    const bool personal = to->personal, added = name == NULL || add_linked(facing, name, to, depth + 1);
    /* A firm's name may look like a person's. */
    if (hsy_page_linked_is(meant, "Organization") || hsy_page_linked_is(meant, "NewsMediaOrganization"))
        to->personal = personal;
    return added;
}

bool hsy_authors_find_linked(hsy_facing *facing, const json_t *object, hsy_authors *to) {
    static const char *const keys[] = {"author", "creator"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys && to->count == 0; i++)
        if (!add_linked(facing, json_object_get(object, keys[i]), to, 0)) return false;
    return true;
}

/* --- <meta> --------------------------------------------------------------------------------------------- */

/* The keys of libraries and journals, which put one person in each value, the family's name first as often as not. */
static bool is_catalogue(const char *key) {
    return strncmp(key, "dc", 2) == 0 || strcmp(key, "citation_author") == 0;
}

/* "Whitfield, Nora J." as "Nora J. Whitfield"; else as any value. */
static bool add_entry(hsy_facing *facing, const char *key, hsy_str value, hsy_authors *to) {
    const bool journal = strcmp(key, "citation_author") == 0;
    hsy_str clean;
    if (!hsy_page_clean_value(value, facing->arena, &clean)) return false;
    const char *comma = clean.size == 0 ? NULL : memchr(clean.data, ',', clean.size);
    const size_t at = comma == NULL ? 0 : (size_t)(comma - clean.data);
    const hsy_str family = {.data = clean.data, .size = at};
    hsy_buffer turned;
    if (at == 0 || at + 2 >= clean.size || comma[1] != ' ' || memchr(comma + 1, ',', clean.size - at - 1) != NULL ||
        hsy_story_count_words(family) > (journal ? 3U : 1U) || hsy_page_is_agency(family))
        return hsy_authors_add_value(facing, value, to);
    hsy_buffer_init(&turned, &facing->arena->allocator);
    hsy_buffer_add(&turned, clean.data + at + 2, clean.size - at - 2);
    hsy_buffer_char(&turned, ' ');
    hsy_buffer_add(&turned, family.data, family.size);
    const hsy_str name = {.data = turned.data, .size = turned.size};
    bool done = !turned.failed;
    /* Elsewhere than in a journal what stands behind a comma may be a place or a desk. */
    const bool person = done && hsy_page_is_personal(name) && (journal || hsy_page_has_given_name(name));
    if (done) done = hsy_authors_add_value(facing, person && !hsy_page_has_role(name) ? name : value, to);
    hsy_buffer_free(&turned);
    return done;
}

bool hsy_authors_find_metas(hsy_facing *facing, hsy_authors *to) {
    static const char *const keys[] = {"author",
                                       "article:author",
                                       "article:author_name",
                                       "og:article:author",
                                       "parsely-author",
                                       "sailthru.author",
                                       "byl",
                                       "dc.creator",
                                       "dcterms.creator",
                                       "sailthru.byline_name",
                                       "dc:creator",
                                       "citation_author",
                                       "authors",
                                       "cxenseparse:author",
                                       "vr:author"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys && !to->personal; i++) {
        hsy_authors found = {.count = 0};
        size_t at = 0;
        for (int n = 0; n < HSY_AUTHORS_MAX; n++) {
            const hsy_str value = hsy_page_meta_after(facing->tree, keys[i], &at);
            if (value.data == NULL) break;
            if (!(is_catalogue(keys[i]) ? add_entry(facing, keys[i], value, &found)
                                        : hsy_authors_add_value(facing, value, &found)))
                return false;
        }
        if (found.count > 0 && (to->count == 0 || found.personal)) *to = found;
    }
    return true;
}
