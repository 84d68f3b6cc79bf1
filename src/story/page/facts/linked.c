/* SPDX-License-Identifier: Apache-2.0 */
/* What a page's scripts of JSON-LD say, and which of their objects is the article. */
#include <string.h>

#include "story/list_page_article_types.h"
#include "story/list_page_page_types.h"
#include "story/page/page.h"

/* --- Asking an object ----------------------------------------------------------------------------------- */

static hsy_str string_of(const json_t *value) {
    if (json_is_object(value)) value = json_object_get(value, "@value");
    if (!json_is_string(value)) return (hsy_str){.data = NULL, .size = 0};
    return (hsy_str){.data = json_string_value(value), .size = json_string_length(value)};
}

hsy_str hsy_page_linked_string(const json_t *object, const char *key) {
    const json_t *value = json_object_get(object, key);
    if (!json_is_array(value)) return string_of(value);
    for (size_t i = 0; i < json_array_size(value); i++) {
        const hsy_str found = string_of(json_array_get(value, i));
        if (found.data != NULL) return found;
    }
    return (hsy_str){.data = NULL, .size = 0};
}

/* "http://schema.org/NewsArticle" and "schema:NewsArticle" are NewsArticle. */
static hsy_str bare_type(hsy_str type) {
    size_t start = type.size;
    while (start > 0 && strchr("/:#", type.data[start - 1]) == NULL)
        start--;
    return (hsy_str){.data = type.data + start, .size = type.size - start};
}

/* A type's name; absent: the object has no type of that number. */
static hsy_str type_at(const json_t *object, size_t index) {
    const json_t *type = json_object_get(object, "@type");
    const json_t *value = json_is_array(type) ? json_array_get(type, index) : index == 0 ? type : NULL;
    return json_is_string(value) ? bare_type(string_of(value)) : (hsy_str){.data = NULL, .size = 0};
}

enum { HSY_TYPES_MAX = 8 };

static bool is_any(const json_t *object, const char *const *list, size_t count) {
    for (size_t i = 0; i < HSY_TYPES_MAX; i++) {
        const hsy_str type = type_at(object, i);
        if (type.data != NULL && hsy_story_listed(list, count, type)) return true;
    }
    return false;
}

bool hsy_page_linked_is(const json_t *object, const char *type) {
    return is_any(object, &type, 1);
}

static bool is_article(const json_t *object) {
    return is_any(object, hsy_list_page_article_types, HSY_LIST_PAGE_ARTICLE_TYPES_COUNT);
}

const json_t *hsy_page_linked_meant(const hsy_linked *linked, const json_t *value) {
    const hsy_str id = hsy_page_linked_string(value, "@id");
    if (id.data == NULL || json_object_size(value) > 2) return value;
    for (size_t i = 0; i < json_array_size(linked->root); i++) {
        const json_t *object = json_array_get(linked->root, i);
        if (json_object_size(object) > 2 && hsy_str_equal(hsy_page_linked_string(object, "@id"), id)) return object;
    }
    return value;
}

/* --- Reading the scripts -------------------------------------------------------------------------------- */

/* How deep objects are looked for in others, and how many are kept. */
enum { HSY_LINKED_DEPTH_MAX = 6, HSY_LINKED_OBJECTS_MAX = 10000 };

static bool gather(json_t *root, json_t *value, int depth);

static bool gather_list(json_t *root, json_t *list, int depth) {
    for (size_t i = 0; i < json_array_size(list); i++)
        if (!gather(root, json_array_get(list, i), depth)) return false;
    return true;
}

/* The object and those it says that the page is about. */
static bool gather(json_t *root, json_t *value, int depth) {
    static const char *const keys[] = {"@graph", "mainEntity", "mainEntityOfPage"};
    if (depth > HSY_LINKED_DEPTH_MAX || json_array_size(root) >= HSY_LINKED_OBJECTS_MAX) return true;
    if (json_is_array(value)) return gather_list(root, value, depth + 1);
    if (!json_is_object(value)) return true;
    if (json_array_append(root, value) != 0) return false;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (!gather(root, json_object_get(value, keys[i]), depth + 1)) return false;
    return true;
}

/* All values that stand one behind the other, a comma between them or not. *whole: nothing else was there. */
static bool load(hsy_str text, json_t *root, bool *whole) {
    *whole = false;
    for (size_t at = 0; at < text.size;) {
        if (strchr(" \t\r\n,", text.data[at]) != NULL) {
            at++;
            continue;
        }
        json_error_t error;
        json_t *value = json_loadb(text.data + at, text.size - at, JSON_DISABLE_EOF_CHECK, &error);
        if (value == NULL) return json_error_code(&error) != json_error_out_of_memory;
        const bool kept = gather(root, value, 0);
        json_decref(value);
        if (!kept) return false;
        if (error.position <= 0) return true;
        at += (size_t)error.position;
    }
    *whole = true;
    return true;
}

/* A script that is no JSON is mended and tried again. */
static bool load_script(hsy_str script, const hearsay_allocator *allocator, json_t *root) {
    bool whole;
    const size_t before = json_array_size(root);
    if (!load(script, root, &whole)) return false;
    if (whole) return true;
    while (json_array_size(root) > before)
        json_array_remove(root, json_array_size(root) - 1);
    hsy_buffer mended;
    hsy_buffer_init(&mended, allocator);
    hsy_page_mend_json(script, &mended);
    bool done = !mended.failed;
    if (done && mended.size > 0) done = load((hsy_str){.data = mended.data, .size = mended.size}, root, &whole);
    hsy_buffer_free(&mended);
    return done;
}

static bool load_all(const hsy_tree *tree, json_t *root) {
    bool done = true;
    for (size_t i = 1; done && i < tree->count; i++) {
        if (!hsy_tree_is(tree, i, HSY_TAG_script)) continue;
        hsy_buffer script;
        hsy_buffer_init(&script, &tree->arena.allocator);
        for (size_t j = i + 1; j < tree->nodes[i].end; j++)
            if (hsy_tree_is(tree, j, HSY_TAG_TEXT))
                hsy_buffer_add(&script, tree->nodes[j].text.data, tree->nodes[j].text.size);
        done = !script.failed;
        if (done && script.size > 0)
            done = load_script((hsy_str){.data = script.data, .size = script.size}, &tree->arena.allocator, root);
        hsy_buffer_free(&script);
        i = tree->nodes[i].end - 1;
    }
    return done;
}

/* --- Which is the article ------------------------------------------------------------------------------- */

static hsy_str bare_address(hsy_str url) {
    size_t start = 0, end = 0;
    for (size_t i = 0; i + 1 < url.size && start == 0; i++)
        if (url.data[i] == '/' && url.data[i + 1] == '/') start = i + 2;
    if (url.size - start >= 4 && memcmp(url.data + start, "www.", 4) == 0) start += 4;
    for (end = start; end < url.size && url.data[end] != '?' && url.data[end] != '#';)
        end++;
    while (end > start && url.data[end - 1] == '/')
        end--;
    return (hsy_str){.data = url.data + start, .size = end - start};
}

bool hsy_page_same_address(hsy_str a, hsy_str b) {
    if (a.data == NULL || b.data == NULL) return false;
    const hsy_str bare_a = bare_address(a), bare_b = bare_address(b);
    return bare_a.size > 0 && hsy_str_equal(bare_a, bare_b);
}

/* What the page calls itself. */
typedef struct self {
    hsy_str url, shared_url, title;
    hsy_buffer headline; /* the first h1's */
} self;

static bool is_own_address(const self *own, const json_t *article) {
    const hsy_str urls[] = {hsy_page_linked_string(article, "url"), hsy_page_linked_string(article, "@id"),
                            hsy_page_linked_string(article, "mainEntityOfPage"),
                            hsy_page_linked_string(json_object_get(article, "mainEntityOfPage"), "@id")};
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++)
        if (hsy_page_same_address(urls[i], own->url) || hsy_page_same_address(urls[i], own->shared_url)) return true;
    return false;
}

/* How much speaks for the page being about this article. */
static int weigh_article(const self *own, const json_t *article) {
    const hsy_str headline = hsy_page_linked_string(article, "headline");
    const hsy_str name = headline.data != NULL ? headline : hsy_page_linked_string(article, "name");
    const hsy_str shown = {.data = own->headline.data, .size = own->headline.size};
    int weight = 0;
    if (is_own_address(own, article)) weight += 4;
    if (hsy_page_same_words(name, shown) || hsy_page_same_words(name, own->title)) weight += 3;
    if (headline.data != NULL) weight += 1;
    if (json_object_get(article, "datePublished") != NULL) weight += 1;
    if (json_object_get(article, "author") != NULL) weight += 1;
    return weight;
}

static void choose(const self *own, hsy_linked *linked) {
    int best = -1;
    for (size_t i = 0; i < json_array_size(linked->root); i++) {
        const json_t *object = json_array_get(linked->root, i);
        if (is_article(object)) {
            const int weight = weigh_article(own, object);
            if (weight <= best) continue;
            best = weight;
            linked->article = object;
        } else if (linked->page == NULL && is_any(object, hsy_list_page_page_types, HSY_LIST_PAGE_PAGE_TYPES_COUNT)) {
            linked->page = object;
        }
    }
}

static bool choose_article(const hsy_tree *tree, hsy_linked *linked) {
    self own = {.url = hsy_page_link(tree, "canonical"),
                .shared_url = hsy_page_meta(tree, "og:url"),
                .title = hsy_page_meta(tree, "og:title")};
    hsy_buffer_init(&own.headline, &tree->arena.allocator);
    size_t at = 1;
    while (at < tree->count && !hsy_tree_is(tree, at, HSY_TAG_h1))
        at++;
    if (at < tree->count) hsy_tree_add_text(tree, at, &own.headline);
    choose(&own, linked);
    const bool done = !own.headline.failed;
    hsy_buffer_free(&own.headline);
    return done;
}

bool hsy_page_open_linked(const hsy_tree *tree, hsy_linked *linked) {
    *linked = (hsy_linked){.root = json_array()};
    if (linked->root == NULL) return false;
    if (load_all(tree, linked->root) && choose_article(tree, linked)) return true;
    hsy_page_close_linked(linked);
    return false;
}

void hsy_page_close_linked(hsy_linked *linked) {
    json_decref(linked->root);
    *linked = (hsy_linked){.root = NULL};
}
