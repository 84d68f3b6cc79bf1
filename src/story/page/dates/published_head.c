/* SPDX-License-Identifier: Apache-2.0 */
/* The dates of a page's metadata: JSON-LD and <meta>. */
#include "story/internal.h"
#include "story/list_page_date_metas.h"
#include "story/page/dates/published.h"

/* --- JSON-LD -------------------------------------------------------------------------------------------------- */

static void offer_key(hsy_dating *dating, const json_t *object, const char *key, hsy_date_found *into,
                      hsy_date_origin origin) {
    hsy_date date;
    if (object != NULL && hsy_dating_read(dating, hsy_page_linked_string(object, key), &date))
        hsy_dating_offer(dating, into, origin, &date);
}

void hsy_dating_read_linked(hsy_dating *dating) {
    const json_t *article = dating->linked->article, *page = dating->linked->page;
    offer_key(dating, article, "datePublished", dating->published, HSY_DATE_LINKED);
    offer_key(dating, article, "dateModified", dating->modified, HSY_DATE_LINKED);
    offer_key(dating, page, "datePublished", dating->published, HSY_DATE_LINKED_PAGE);
    offer_key(dating, page, "dateModified", dating->modified, HSY_DATE_LINKED_PAGE);
    offer_key(dating, article, "dateCreated", dating->published, HSY_DATE_CREATED);
    offer_key(dating, article, "uploadDate", dating->published, HSY_DATE_CREATED);
    offer_key(dating, page, "dateCreated", dating->published, HSY_DATE_CREATED);
}

/* --- <meta> ---------------------------------------------------------------------------------------------------- */

enum { NAME_MAX = 64 };

static void offer_meta(hsy_dating *dating, const char *uses, hsy_str content) {
    hsy_date date;
    if (!hsy_dating_read(dating, content, &date)) return;
    if (hsy_word_list_holds(uses, "published")) hsy_dating_offer(dating, dating->published, HSY_DATE_META, &date);
    if (hsy_word_list_holds(uses, "published") && date.hour >= 0 && date.zone == HSY_DATE_NO_ZONE &&
        !dating->local.known)
        dating->local = (hsy_date_found){.date = date, .known = true};
    if (hsy_word_list_holds(uses, "date")) hsy_dating_offer(dating, dating->published, HSY_DATE_META_ANY, &date);
    if (hsy_word_list_holds(uses, "created")) hsy_dating_offer(dating, dating->published, HSY_DATE_CREATED, &date);
    if (hsy_word_list_holds(uses, "modified")) hsy_dating_offer(dating, dating->modified, HSY_DATE_META, &date);
}

static void read_meta(hsy_dating *dating, size_t node, const char *key) {
    hsy_str name = hsy_tree_attribute(dating->tree, node, key);
    char room[NAME_MAX + 4];
    if (name.data == NULL || name.size > NAME_MAX) return;
    while (name.size > 0 && name.data[0] == ' ')
        name = (hsy_str){.data = name.data + 1, .size = name.size - 1};
    while (name.size > 0 && name.data[name.size - 1] == ' ')
        name.size--;
    const hsy_str small = {.data = room, .size = hsy_story_fold(name, room, sizeof room)};
    const char *uses = hsy_date_listed(hsy_list_page_date_metas, HSY_LIST_PAGE_DATE_METAS_COUNT, small);
    if (uses == NULL) return;
    hsy_str content = hsy_tree_attribute(dating->tree, node, "content");
    if (content.data == NULL) content = hsy_tree_attribute(dating->tree, node, "value");
    offer_meta(dating, uses, content);
}

/* An itemprop is of the page where it stands in its head; one of its body is of whatever it stands in, and is read
 * with what is shown. */
void hsy_dating_read_metas(hsy_dating *dating) {
    bool head = true;
    for (size_t i = 1; i < dating->tree->count; i++) {
        if (hsy_tree_is(dating->tree, i, HSY_TAG_body)) head = false;
        if (!hsy_tree_is(dating->tree, i, HSY_TAG_meta)) continue;
        read_meta(dating, i, "property");
        read_meta(dating, i, "name");
        read_meta(dating, i, "http-equiv");
        if (head) read_meta(dating, i, "itemprop");
    }
}
