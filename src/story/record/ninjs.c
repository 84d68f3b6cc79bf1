/* SPDX-License-Identifier: Apache-2.0 */
/*
 * News in JSON, the form of the IPTC: 1.x with a field a form ("body_html"), 2.x with lists of objects ("bodies") and
 * 3.x, whose names have capitals ("versionCreated"). The agencies' own varieties are read likewise.
 */
#include <string.h>

#include "story/record/json.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* --- Fields ------------------------------------------------------------------------------------------------- */

static const json_t *get_string(const json_t *root, const char *name) {
    const json_t *value = json_object_get(root, name);
    return json_is_string(value) ? value : NULL;
}

static bool has_objects(const json_t *root, const char *name) {
    return json_is_object(json_array_get(json_object_get(root, name), 0));
}

/* By its fields: no other form has them. */
bool hsy_json_is_ninjs(const json_t *root) {
    static const char *const names[] = {"versioncreated", "versionCreated", "pubstatus",          "pubStatus",
                                        "firstcreated",   "firstCreated",   "representationtype", "representationType"};
    if (hsy_json_string_of(json_object_get(root, "text")).data != NULL) return false;
    for (size_t i = 0; i < COUNT(names); i++)
        if (get_string(root, names[i]) != NULL) return true;
    if (has_objects(root, "bodies") || has_objects(root, "headlines")) return true;
    return get_string(root, "uri") != NULL &&
           (get_string(root, "body_xhtml") != NULL || get_string(root, "body_html") != NULL ||
            get_string(root, "body_text") != NULL || get_string(root, "headline") != NULL);
}

static bool is_role(const json_t *object, const char *role) {
    const char *found = json_string_value(json_object_get(object, "role"));
    return found != NULL && strcmp(found, role) == 0;
}

static bool take_headline(hsy_json *in) {
    const json_t *list = hsy_json_get(in, "headlines");
    hsy_str found = {.data = NULL, .size = 0};
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *headline = json_array_get(list, i);
        const hsy_str value = hsy_json_string_of(headline);
        if (value.data != NULL && (found.data == NULL || is_role(headline, "main"))) found = value;
    }
    if (found.data == NULL)
        return hsy_json_take_string(in, "headline", &in->story->title) &&
               hsy_json_take_string(in, "title", &in->story->title);
    hsy_json_mark_taken(in, "headlines");
    return hsy_page_clean_value(found, &in->story->arena, &in->story->title);
}

static bool take_bylines(hsy_json *in) {
    static const char *const names[] = {"byline", "by", "bylines"};
    for (size_t i = 0; i < COUNT(names); i++)
        if (!hsy_json_take_byline(in, names[i])) return false;
    return true;
}

static bool take_first_date(hsy_json *in, const char *const *names, size_t count, hsy_str *field) {
    for (size_t i = 0; i < count; i++)
        if (!hsy_json_take_date(in, names[i], field)) return false;
    return true;
}

/* An item's first version is its publication, this one its last change; where there is but one date, it is the former.
 */
static bool take_dates(hsy_json *in) {
    static const char *const first[] = {"firstcreated", "firstCreated", "firstpublished", "contentcreated",
                                        "contentCreated"};
    static const char *const this[] = {"versioncreated", "versionCreated"};
    hsy_story *story = in->story;
    if (!take_first_date(in, first, COUNT(first), &story->date)) return false;
    const bool both = story->date.data != NULL;
    if (!take_first_date(in, this, COUNT(this), both ? &story->modified : &story->date)) return false;
    if (both && story->modified.data != NULL && hsy_str_equal(story->date, story->modified))
        story->modified = (hsy_str){.data = NULL, .size = 0};
    return true;
}

/* The parties that the content comes from. One that is no agency counts where none is. */
static bool take_sources(hsy_json *in, const char *name) {
    const json_t *list = hsy_json_get(in, name);
    hsy_story *story = in->story;
    hsy_str first = {.data = NULL, .size = 0};
    if (story->origin.data != NULL || !json_is_array(list)) return true;
    for (size_t i = 0; i < json_array_size(list) && story->origin.data == NULL; i++) {
        const hsy_str source = hsy_json_string_of(json_array_get(list, i));
        if (source.data == NULL) continue;
        if (first.data == NULL) first = source;
        if (!hsy_story_name_agencies(source, &story->arena, &story->origin)) return false;
    }
    if (first.data == NULL) return true;
    hsy_json_mark_taken(in, name);
    return story->origin.data != NULL || hsy_arena_copy(&story->arena, first, &story->origin);
}

/* Who holds the rights of an item puts it out. Its name stays among the fields that were not read where it is told by
 * another. */
static bool take_outlet(hsy_json *in) {
    static const char *const names[] = {"outlet", "publisher", "copyrightholder", "copyrightHolder"};
    for (size_t i = 0; i < COUNT(names); i++)
        if (!hsy_json_take_string(in, names[i], &in->story->outlet)) return false;
    return true;
}

static bool take_origin(hsy_json *in) {
    static const char *const names[] = {"creditline", "creditLine", "credit", "copyrightholder", "copyrightHolder"};
    if (!take_sources(in, "infosources") || !take_sources(in, "infosource") || !take_sources(in, "infoSources"))
        return false;
    for (size_t i = 0; i < COUNT(names); i++)
        if (!hsy_json_take_agency(in, names[i])) return false;
    return true;
}

static bool take_address(hsy_json *in) {
    static const char *const ids[] = {"uri", "guid", "id"}, *const urls[] = {"url", "canonical", "link"};
    for (size_t i = 0; i < COUNT(ids); i++)
        if (!hsy_json_take_string(in, ids[i], &in->story->id)) return false;
    for (size_t i = 0; i < COUNT(urls); i++)
        if (!hsy_json_take_string(in, urls[i], &in->story->url)) return false;
    return true;
}

static bool warn_of_status(hsy_json *in) {
    const hsy_str old = hsy_json_string_of(hsy_json_get(in, "pubstatus"));
    const hsy_str status = old.data != NULL ? old : hsy_json_string_of(hsy_json_get(in, "pubStatus"));
    if (hsy_str_equal(status, hsy_str_of("canceled")) || hsy_str_equal(status, hsy_str_of("cancelled")))
        return hsy_story_warn(in->story, "its publisher has cancelled the story");
    return !hsy_str_equal(status, hsy_str_of("withheld")) ||
           hsy_story_warn(in->story, "its publisher withholds the story");
}

bool hsy_json_take_ninjs(hsy_json *in) {
    return take_address(in) && take_headline(in) && take_dates(in) && take_bylines(in) && take_origin(in) &&
           take_outlet(in) && warn_of_status(in);
}

/* --- The body -------------------------------------------------------------------------------------------------- */

/* How good a body of this type or name is: markup has the paragraphs; other than HTML, it can't be read. */
static int rank_type(const char *type) {
    if (type == NULL) return 1;
    if (strstr(type, "html") != NULL) return 3;
    return strstr(type, "plain") != NULL || strstr(type, "text") != NULL ? 2 : 0;
}

static const char *type_of(const json_t *body) {
    const char *type = json_string_value(json_object_get(body, "contenttype"));
    return type != NULL ? type : json_string_value(json_object_get(body, "contentType"));
}

static hsy_json_text find_in_bodies(hsy_json *in) {
    const json_t *list = hsy_json_get(in, "bodies");
    hsy_json_text best = {.value = {.data = NULL, .size = 0}};
    int best_rank = 0;
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *body = json_array_get(list, i);
        const hsy_str value = hsy_json_string_of(body);
        /* What is the caption or the summary is no body. */
        if (value.data == NULL || is_role(body, "caption") || is_role(body, "summary")) continue;
        int rank = 2 * rank_type(type_of(body));
        if (rank > 0 && is_role(body, "main")) rank++;
        if (rank <= best_rank) continue;
        best_rank = rank;
        best = (hsy_json_text){value, rank >= 6 || hsy_json_is_markup(value)};
    }
    if (best.value.data != NULL) hsy_json_mark_taken(in, "bodies");
    return best;
}

/* "body_html", "body_text" and whatever else begins so. */
static hsy_json_text find_in_fields(hsy_json *in) {
    hsy_json_text best = {.value = {.data = NULL, .size = 0}};
    int best_rank = 0;
    const char *best_name = NULL;
    void *at = json_object_iter((json_t *)(uintptr_t)in->root);
    for (; at != NULL; at = json_object_iter_next((json_t *)(uintptr_t)in->root, at)) {
        const char *name = json_object_iter_key(at);
        const hsy_str value = hsy_json_string_of(json_object_iter_value(at));
        if (strncmp(name, "body_", 5) != 0 || value.data == NULL) continue;
        const int rank = rank_type(name + 5);
        /* In the order of their names where they are as good, so that it is always the same. */
        if (rank < best_rank || rank == 0 || (rank == best_rank && strcmp(name, best_name) > 0)) continue;
        best_rank = rank;
        best_name = name;
        best = (hsy_json_text){value, rank == 3 || hsy_json_is_markup(value)};
    }
    if (best_name != NULL) hsy_json_mark_taken(in, best_name);
    return best;
}

hsy_json_text hsy_json_find_ninjs_text(hsy_json *in) {
    hsy_json_text found = find_in_bodies(in);
    if (found.value.data == NULL) found = find_in_fields(in);
    return found.value.data != NULL ? found : hsy_json_find_text(in);
}

hearsay_status hsy_json_fail_ninjs(const hsy_json *in, hearsay_error *error) {
    static const char *const types[][2] = {{"picture", "a picture"},
                                           {"graphic", "a graphic"},
                                           {"audio", "audio"},
                                           {"video", "a video"},
                                           {"event", "an event"},
                                           {"planning", "a plan"},
                                           {"composite", "a package of items"}};
    const char *type = json_string_value(json_object_get(in->root, "type"));
    for (size_t i = 0; type != NULL && i < COUNT(types); i++)
        if (strcmp(type, types[i][0]) == 0)
            return hsy_fail(error, HEARSAY_ERROR_INPUT, "%s: is %s without a text", in->record->place, types[i][1]);
    return hsy_fail(error, HEARSAY_ERROR_INPUT, "%s: the news item has no body", in->record->place);
}
