/* SPDX-License-Identifier: Apache-2.0 */
/* Where on the page the article at hand is: its headline, and what is about something else. */
#include <string.h>

#include "story/page/dates/published.h"

/* --- The headline ------------------------------------------------------------------------------------------------ */

/* The first of the headings that say the same as the title. */
static size_t find_headline(const hsy_tree *tree, hsy_str title, const hearsay_allocator *allocator, bool *failed) {
    enum { HEADINGS_MAX = 100 };
    hsy_buffer text;
    size_t first = 0, found = 0, headings = 0;
    hsy_buffer_init(&text, allocator);
    for (size_t i = 1; i < tree->count && found == 0 && headings < HEADINGS_MAX; i++) {
        if (hsy_tree_is(tree, i, HSY_TAG_nav)) i = tree->nodes[i].end - 1;
        if (tree->nodes[i].tag < HSY_TAG_h1 || tree->nodes[i].tag > HSY_TAG_h4) continue;
        headings++;
        text.size = 0;
        hsy_tree_add_text(tree, i, &text);
        if (text.failed) break;
        const hsy_str heading = {.data = text.data, .size = text.size};
        if (first == 0 && text.size > 0 && hsy_tree_is(tree, i, HSY_TAG_h1)) first = i;
        const bool inside =
            title.size >= 12 && text.size > 0 && memmem(heading.data, heading.size, title.data, title.size);
        const bool around =
            text.size >= 12 && title.size > 0 && memmem(title.data, title.size, heading.data, heading.size);
        if (inside || around || (text.size > 0 && hsy_page_same_words(heading, title))) found = i;
        if (tree->nodes[i].end > i + 1) i = tree->nodes[i].end - 1;
    }
    *failed = text.failed;
    hsy_buffer_free(&text);
    return found > 0 ? found : first;
}

static uint32_t find_story(const hsy_tree *tree, size_t headline) {
    for (uint32_t at = (uint32_t)headline; at > 0; at = tree->nodes[at].parent)
        if (hsy_tree_is(tree, at, HSY_TAG_article)) return at;
    return 0;
}

/* --- What is passed over --- */

static bool holds_headline(const hsy_date_place *place, size_t node) {
    if (place->headline > 0) return node <= place->headline && place->headline < place->tree->nodes[node].end;
    return place->tree->nodes[node].end - node > place->tree->count / 2;
}

bool hsy_dating_passes(const hsy_date_place *place, size_t node, hsy_date_region region) {
    switch (place->tree->nodes[node].tag) {
    case HSY_TAG_script:
    case HSY_TAG_style:
    case HSY_TAG_head:
    case HSY_TAG_select:
    case HSY_TAG_textarea:
    case HSY_TAG_template:
    case HSY_TAG_button:
    case HSY_TAG_blockquote:
        return true;
    case HSY_TAG_nav:
    case HSY_TAG_dialog:
        return !holds_headline(place, node);
    case HSY_TAG_article:
        /* Another story's, or a comment. */
        return place->story > 0 && !holds_headline(place, node);
    default:
        /* Without a headline to go by, nothing is sure enough to be passed. */
        return place->headline > 0 && region == HSY_REGION_OTHER && !holds_headline(place, node);
    }
}

bool hsy_dating_doubts(const hsy_date_place *place, size_t node, hsy_date_region region) {
    const uint16_t tag = place->tree->nodes[node].tag;
    if (tag == HSY_TAG_footer) {
        /* An article has one of its own, with its date. */
        return node >= place->article_end;
    }
    const bool dim = tag == HSY_TAG_aside || tag == HSY_TAG_figure || tag == HSY_TAG_figcaption ||
                     (tag == HSY_TAG_table && place->headline > 0) || region != HSY_REGION_NONE;
    return dim && !holds_headline(place, node);
}

bool hsy_dating_is_foreign(const hsy_tree *tree, size_t node) {
    static const char *const types[] = {"Comment",     "UserComments", "Review", "VideoObject", "ImageObject",
                                        "AudioObject", "Person",       "Event",  "Offer",       "Organization"};
    const hsy_str type = hsy_tree_attribute(tree, node, "itemtype");
    for (size_t i = 0; type.data != NULL && i < sizeof types / sizeof *types; i++)
        if (hsy_str_ends(type, types[i])) return true;
    return false;
}

bool hsy_dating_find_place(const hsy_dating *dating, hsy_date_place *place) {
    bool failed;
    *place = (hsy_date_place){.tree = dating->tree};
    place->headline = find_headline(dating->tree, dating->facts->title, &dating->tree->arena.allocator, &failed);
    place->story = find_story(dating->tree, place->headline);
    return !failed;
}
