/* SPDX-License-Identifier: Apache-2.0 */
/* The headline: of the page's headings the one that its metadata confirms, else the best of both. */
#include <string.h>

#include "story/list_page_headline_classes.h"
#include "story/page/facts/facts.h"

/* --- What the metadata claims --------------------------------------------------------------------------- */

enum { HSY_CLAIMS_MAX = 16, HSY_PARTS_MAX = 8 };

typedef struct claim {
    hsy_str text;
    int weight;   /* of a heading that says the same */
    bool colon;   /* of a part: it is parted by one, which may be the headline's own */
    bool element; /* it is <title> */
} claim;

typedef struct titling {
    hsy_facing *facing;
    claim claims[HSY_CLAIMS_MAX]; /* whole values, the most trusted first */
    size_t claim_count;
    claim parts[HSY_CLAIMS_MAX * HSY_PARTS_MAX]; /* what stands before or behind a separator in them */
    size_t part_count;
    hsy_vector headings; /* of heading */
} titling;

/* How long the separator of a title's parts is that begins at text[at]; 0: there is none. */
static size_t separator_at(hsy_str text, size_t at) {
    static const char *const marks[] = {" | ", " - ", " – ", " — ", " · ", " » ",  " « ", " :: ", " • ",
                                        " / ", " > ", " ~ ", " ‹ ", " › ", " || ", "|",   " -- ", ": "};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        const size_t size = strlen(marks[i]);
        if (text.size - at > size && memcmp(text.data + at, marks[i], size) == 0) return size;
    }
    return 0;
}

static hsy_str slice(hsy_str text, size_t start, size_t end) {
    while (start < end && text.data[start] == ' ')
        start++;
    while (end > start && text.data[end - 1] == ' ')
        end--;
    return (hsy_str){.data = text.data + start, .size = end - start};
}

static void add_part(titling *t, hsy_str text, int weight, bool colon) {
    if (text.size == 0 || t->part_count >= HSY_CLAIMS_MAX * HSY_PARTS_MAX) return;
    if (hsy_page_is_outlet(t->facing, text)) return;
    t->parts[t->part_count++] = (claim){.text = text, .weight = weight, .colon = colon};
}

static void add_parts(titling *t, hsy_str text) {
    size_t parts = 0;
    for (size_t at = 1; at < text.size && parts < HSY_PARTS_MAX / 2; at++) {
        const size_t size = separator_at(text, at);
        if (size == 0) continue;
        /* What stands first is the headline more often than what stands last. */
        const bool colon = text.data[at] == ':';
        add_part(t, slice(text, 0, at), 2, colon);
        add_part(t, slice(text, at + size, text.size), 1, colon);
        at += size - 1;
        parts++;
    }
}

static bool claim_title(titling *t, hsy_str value, int weight) {
    hsy_str clean;
    if (!hsy_page_clean_value(value, t->facing->arena, &clean)) return false;
    if (clean.size == 0 || clean.size > HSY_ELEMENT_SIZE_MAX || t->claim_count >= HSY_CLAIMS_MAX) return true;
    t->claims[t->claim_count++] = (claim){.text = clean, .weight = weight};
    return true;
}

static bool find_claims(titling *t) {
    const hsy_tree *tree = t->facing->tree;
    const json_t *article = t->facing->linked->article;
    const hsy_str headline = hsy_page_linked_string(article, "headline");
    size_t node = 1;
    while (node < tree->count && !hsy_tree_is(tree, node, HSY_TAG_title))
        node++;
    hsy_str title = {.data = NULL, .size = 0};
    if (node < tree->count && !hsy_page_read_element(t->facing, node, true, &title)) return false;
    const bool done =
        claim_title(t, headline.data != NULL ? headline : hsy_page_linked_string(article, "name"), 4) &&
        claim_title(t, hsy_page_meta(tree, "og:title"), 4) && claim_title(t, hsy_page_meta(tree, "twitter:title"), 3) &&
        claim_title(t, hsy_page_meta(tree, "headline"), 3) && claim_title(t, hsy_page_meta(tree, "parsely-title"), 3) &&
        claim_title(t, hsy_page_meta(tree, "sailthru.title"), 3) &&
        claim_title(t, hsy_page_meta(tree, "dc.title"), 3) &&
        claim_title(t, hsy_page_linked_string(article, "alternativeHeadline"), 2) && claim_title(t, title, 3);
    if (t->claim_count > 0 && title.size > 0) {
        claim *last = &t->claims[t->claim_count - 1];
        last->element = hsy_str_equal(last->text, title);
    }
    for (size_t i = 0; i < t->claim_count; i++)
        add_parts(t, t->claims[i].text);
    return done;
}

/* --- Headings ------------------------------------------------------------------------------------------- */

typedef struct heading {
    hsy_str text;
    size_t node;
    bool first_rank; /* an h1, or marked as the headline */
    int claimed;     /* the weight of the claims that it confirms */
} heading;

enum { HSY_HEADINGS_MAX = 60 };

/* Whether a class or id has a word of the list, or two that make one: "entry-title". */
static bool has_headline_class(hsy_str classes) {
    char word[HSY_CLASS_WORD_SIZE], pair[2 * HSY_CLASS_WORD_SIZE];
    size_t size, before = 0, at = 0;
    while (hsy_page_next_class_word(classes, &at, word, &size)) {
        memcpy(pair + before, word, size);
        if (hsy_story_listed(hsy_list_page_headline_classes, HSY_LIST_PAGE_HEADLINE_CLASSES_COUNT,
                             (hsy_str){.data = pair, .size = before + size}))
            return true;
        memcpy(pair, word, size);
        before = size;
    }
    return false;
}

static bool is_marked(const hsy_tree *tree, size_t node) {
    const hsy_str property = hsy_tree_attribute(tree, node, "itemprop");
    if (property.data != NULL && hsy_page_has_word(property, "headline")) return true;
    const hsy_str classes = hsy_tree_attribute(tree, node, "class");
    return classes.data != NULL && has_headline_class(classes);
}

static bool is_hidden(const hsy_tree *tree, size_t node) {
    const hsy_str style = hsy_tree_attribute(tree, node, "style");
    return hsy_tree_attribute(tree, node, "hidden").data != NULL ||
           (style.data != NULL && strstr(style.data, "display:none") != NULL);
}

static bool is_root(hsy_str href) {
    size_t slashes = 0;
    for (size_t i = 0; i < href.size; i++) {
        if (href.data[i] == '?' || href.data[i] == '#') break;
        slashes += href.data[i] == '/';
    }
    return hsy_str_equal(href, hsy_str_of("/")) || (slashes == 3 && href.data[href.size - 1] == '/') ||
           (slashes == 2 && href.size > 8 && memcmp(href.data, "http", 4) == 0);
}

/* The site's logo leads to its front page, and is a heading on many. */
static bool is_logo(const hsy_tree *tree, size_t node) {
    for (size_t i = node; i < tree->nodes[node].end; i++) {
        const hsy_str href = hsy_tree_is(tree, i, HSY_TAG_a) ? hsy_tree_attribute(tree, i, "href") : hsy_str_of("");
        if (href.size > 0 && is_root(href)) return true;
    }
    const size_t parent = tree->nodes[node].parent;
    const hsy_str around = hsy_tree_attribute(tree, parent, "href");
    return hsy_tree_is(tree, parent, HSY_TAG_a) && around.size > 0 && is_root(around);
}

static int claimed_weight(const titling *t, hsy_str text) {
    int weight = 0, part = 0;
    for (size_t i = 0; i < t->claim_count; i++)
        if (hsy_page_same_words(t->claims[i].text, text)) weight += t->claims[i].weight;
    for (size_t i = 0; i < t->part_count; i++)
        if (t->parts[i].weight > part && hsy_page_same_words(t->parts[i].text, text)) part = t->parts[i].weight;
    return weight + part;
}

static bool add_heading(titling *t, size_t node, bool first_rank) {
    hsy_str whole, text;
    if (t->headings.count >= HSY_HEADINGS_MAX) return true;
    if (is_hidden(t->facing->tree, node)) return true;
    if (!hsy_page_read_element(t->facing, node, true, &whole)) return false;
    if (whole.size == 0 || whole.size > HSY_ELEMENT_SIZE_MAX) return true;
    if (hsy_page_is_outlet(t->facing, whole) || is_logo(t->facing->tree, node)) return true;
    heading made = {.text = whole, .node = node, .first_rank = first_rank, .claimed = claimed_weight(t, whole)};
    if (!hsy_page_read_element(t->facing, node, false, &text)) return false;
    if (text.size > 0 && text.size < whole.size) {
        const int weight = claimed_weight(t, text);
        if (weight >= made.claimed) {
            made.text = text;
            made.claimed = weight;
        }
    }
    return hsy_vector_push(&t->headings, &made) != NULL;
}

static bool find_headings(titling *t) {
    const hsy_tree *tree = t->facing->tree;
    for (size_t i = 1; i < tree->count; i++) {
        const uint16_t tag = tree->nodes[i].tag;
        if (tag == HSY_TAG_TEXT || tag == HSY_TAG_meta || tag == HSY_TAG_head) continue;
        if (t->facing->aside[i] && tag != HSY_TAG_h1) continue;
        const bool ranked = tag >= HSY_TAG_h1 && tag <= HSY_TAG_h4;
        const bool text = ranked || tag == HSY_TAG_div || tag == HSY_TAG_span || tag == HSY_TAG_p;
        if (!text) continue;
        const bool marked = is_marked(tree, i);
        if (!ranked && !marked) continue;
        if (!add_heading(t, i, tag == HSY_TAG_h1 || (ranked && marked))) return false;
    }
    return true;
}

/* --- Choosing ------------------------------------------------------------------------------------------- */

/* The heading that the metadata confirms best; of the same, an h1, then the first. */
static const heading *find_confirmed(const titling *t, bool likely) {
    const heading *best = NULL;
    int most = 0;
    for (size_t i = 0; i < t->headings.count; i++) {
        const heading *at = &HSY_AT(t->headings, heading, i);
        /* A lower heading that is but a part of a title may be any. */
        if (at->claimed <= 2 && !at->first_rank && likely) continue;
        const int weight = at->claimed == 0 ? 0 : at->claimed * 2 + at->first_rank * 3;
        if (weight <= most) continue;
        most = weight;
        best = at;
    }
    return best;
}

/* A heading that runs a kicker or a date into the headline has one of the claims at an end. */
static hsy_str inside_of(const titling *t, const heading *of) {
    for (size_t i = 0; i < t->claim_count; i++) {
        const hsy_str claimed = t->claims[i].text;
        if (hsy_story_count_words(claimed) >= 3 && claimed.size * 3 >= of->text.size &&
            hsy_page_is_at_end(of->text, claimed))
            return claimed;
    }
    for (size_t i = 0; i < t->part_count; i++) {
        const hsy_str part = t->parts[i].text;
        if (!t->parts[i].colon && hsy_story_count_words(part) >= 4 && part.size * 5 >= of->text.size * 2 &&
            hsy_page_is_at_end(of->text, part))
            return part;
    }
    return of->text;
}

/* Whether a claim begins or ends with the heading, which is most of it. */
static bool is_part_of_claim(const titling *t, const heading *of) {
    for (size_t i = 0; i < t->claim_count; i++) {
        const hsy_str claimed = t->claims[i].text;
        if (hsy_story_count_words(of->text) >= 3 && of->text.size * 2 >= claimed.size &&
            hsy_page_is_at_end(claimed, of->text))
            return true;
    }
    return false;
}

/* How many words of `text` are in any claim, in per cent. */
static int shared_words(const titling *t, hsy_str text) {
    int best = 0;
    for (size_t i = 0; i < t->claim_count; i++) {
        const int shared = hsy_page_shared_words(text, t->claims[i].text);
        if (shared > best) best = shared;
    }
    return best;
}

/* An h1 that no claim repeats word for word: the one that shares most with them, or the only one. */
static const heading *find_likely(const titling *t) {
    const heading *best = NULL;
    int most = -1;
    size_t count = 0;
    for (size_t i = 0; i < t->headings.count; i++) {
        const heading *at = &HSY_AT(t->headings, heading, i);
        if (is_part_of_claim(t, at)) return at;
        if (!at->first_rank || t->facing->aside[at->node]) continue;
        count++;
        const int shared = shared_words(t, at->text);
        if (shared <= most) continue;
        most = shared;
        best = at;
    }
    if (best == NULL || most >= 30 || t->claim_count == 0) return best;
    return count == 1 && hsy_story_count_words(best->text) > 2 ? best : NULL;
}

/* A claim without the outlet's name at its ends. */
static hsy_str without_outlet(const titling *t, hsy_str text) {
    for (size_t at = 1; at < text.size; at++) {
        const size_t size = separator_at(text, at);
        if (size == 0) continue;
        if (hsy_page_is_outlet(t->facing, slice(text, at + size, text.size))) return slice(text, 0, at);
        if (hsy_page_is_outlet(t->facing, slice(text, 0, at)))
            return without_outlet(t, slice(text, at + size, text.size));
    }
    return text;
}

/* <title> alone: a last part of few words behind a longer one is the outlet, whose name nothing else gives. */
static hsy_str without_tail(hsy_str text) {
    for (size_t at = text.size; at-- > 1;) {
        const size_t size = separator_at(text, at);
        if (size == 0 || text.data[at] == ':') continue;
        const hsy_str head = slice(text, 0, at), tail = slice(text, at + size, text.size);
        const bool small = hsy_story_count_words(tail) <= 3 && tail.size * 3 <= head.size * 2;
        return small && hsy_story_count_words(head) >= 3 ? head : text;
    }
    return text;
}

static hsy_str choose_claim(const titling *t) {
    for (size_t i = 0; i < t->claim_count; i++) {
        const hsy_str whole = t->claims[i].text, cut = without_outlet(t, whole);
        const bool alone = t->claim_count == 1 && t->claims[i].element && cut.size == whole.size;
        const hsy_str text = alone ? without_tail(cut) : cut;
        if (text.size > 0 && !hsy_page_is_outlet(t->facing, text)) return text;
    }
    return (hsy_str){.data = NULL, .size = 0};
}

static void choose(titling *t) {
    const heading *likely = find_likely(t), *chosen = find_confirmed(t, likely != NULL && likely->first_rank);
    hsy_str title = {.data = NULL, .size = 0};
    if (chosen != NULL) {
        title = chosen->text;
    } else if ((chosen = likely) != NULL) {
        title = inside_of(t, chosen);
    } else {
        title = choose_claim(t);
    }
    if (chosen != NULL) t->facing->headline = chosen->node;
    t->facing->facts->title = title;
}

bool hsy_page_find_title(hsy_facing *facing) {
    titling t = {.facing = facing};
    hsy_vector_init(&t.headings, sizeof(heading), &facing->arena->allocator);
    const bool done = find_claims(&t) && find_headings(&t);
    if (done) choose(&t);
    hsy_vector_free(&t.headings);
    return done;
}
