/* SPDX-License-Identifier: Apache-2.0 */
/* What a line of a page says of itself. */
#include <string.h>

#include "story/list_page_body_bylines.h"
#include "story/list_page_body_credits.h"
#include "story/list_page_body_ends.h"
#include "story/list_page_body_labels.h"
#include "story/list_page_body_lead_ins.h"
#include "story/list_page_body_notices.h"
#include "story/list_page_body_tails.h"
#include "story/page/body/body.h"

enum {
    LINE_WIDTH = 300, /* a longer line is read as it stands */
    LINE_SIZE = 1024, /* bytes that such a line may have */
    LABEL_WIDTH = 80,
    AUTHORS_MAX = 20,
    HEADING_WIDTH = 100,
    CREDIT_SIZE = 60,  /* how far from the end of a caption its credit stands */
    POINTER_WORDS = 5, /* stand before what a line points at */
    LINKED_WORDS = 3,  /* has that, at least */
    BYLINE_WORDS = 10  /* of a line with a date and no more */
};

/* --- What a line says ----------------------------------------------------------------------------------------- */

typedef struct line {
    char text[LINE_SIZE]; /* in small letters, with single spaces and without signs in front */
    size_t size;
} line;

static void add_line(hsy_str text, bool *space, char *out, size_t *size) {
    for (size_t at = 0, length; at < text.size && *size + 8 < LINE_SIZE; at += length) {
        const uint32_t point = hsy_utf8_decode(text.data, text.size, at, &length);
        if (hsy_point_is_space(point)) {
            *space = *size > 0;
            continue;
        }
        const bool sign = !hsy_point_is_letter(point) && !hsy_point_is_digit(point);
        if (*size == 0 && sign && point != 0xA9 && point != '(') continue;
        if (*space) out[(*size)++] = ' ';
        *space = false;
        memcpy(out + *size, text.data + at, length);
        *size += length;
    }
}

static void read_line(const hsy_body *body, const hsy_unit *unit, line *to) {
    char text[LINE_SIZE];
    size_t size = 0;
    bool space = false;
    for (uint32_t i = unit->first; i < unit->end; i++) {
        const hsy_node *node = &body->tree->nodes[i];
        if ((body->flags[i] & HSY_BODY_BESIDE) != 0)
            i = node->end - 1;
        else if (node->tag == HSY_TAG_br)
            space = size > 0;
        else if (node->tag == HSY_TAG_TEXT)
            add_line(node->text, &space, text, &size);
    }
    to->size = hsy_story_fold((hsy_str){.data = text, .size = size}, to->text, sizeof to->text);
}

static bool is_label(const line *l) {
    size_t size = l->size;
    while (size > 0 && strchr(".:!?>-| ", l->text[size - 1]) != NULL)
        size--;
    return hsy_story_listed(hsy_list_page_body_labels, HSY_LIST_PAGE_BODY_LABELS_COUNT,
                            (hsy_str){.data = l->text, .size = size});
}

static bool ends_with_letter(const char *entry) {
    const unsigned char last = (unsigned char)entry[strlen(entry) - 1];
    return last >= 0x80 || (last >= 'a' && last <= 'z');
}

/* The entry of a list that the text begins with, at whose end a word ends; NULL: none. */
static const char *beginning(const line *l, const char *const *list, size_t count) {
    const char *found = NULL;
    for (size_t i = 0; i < count && l->size > 0; i++) {
        if (list[i][0] != l->text[0]) continue;
        const size_t length = strlen(list[i]);
        size_t next;
        if (length > l->size || memcmp(list[i], l->text, length) != 0) continue;
        if (length < l->size && ends_with_letter(list[i]) &&
            hsy_point_is_letter(hsy_utf8_decode(l->text, l->size, length, &next)))
            continue;
        /* Of several the last, which is the longest. */
        found = list[i];
    }
    return found;
}

/* Whether a year of the web stands in the text. */
static bool has_year(const char *text, size_t size) {
    for (size_t i = 0; i + 4 <= size; i++) {
        if (memcmp(text + i, "19", 2) != 0 && memcmp(text + i, "20", 2) != 0) continue;
        if (i > 0 && text[i - 1] >= '0' && text[i - 1] <= '9') continue;
        if (text[i + 2] < '0' || text[i + 2] > '9' || text[i + 3] < '0' || text[i + 3] > '9') continue;
        if (i + 4 == size || text[i + 4] < '0' || text[i + 4] > '9') return true;
    }
    return false;
}

/* The name of one of the authors and little else. */
static bool begins_with_author(const hsy_body *body, const line *l) {
    for (size_t i = 0; i < body->facts->author_count && i < AUTHORS_MAX; i++) {
        char name[LINE_SIZE];
        const size_t size = hsy_story_fold(body->facts->authors[i], name, sizeof name);
        if (size > 0 && size <= l->size && memcmp(name, l->text, size) == 0) return true;
    }
    return false;
}

bool hsy_body_is_byline(const hsy_body *body, const hsy_unit *unit) {
    if (unit->width > LINE_WIDTH) return false;
    line l;
    read_line(body, unit, &l);
    const hsy_str text = {.data = l.text, .size = l.size};
    if (body->facts->title.size > 0 && hsy_story_match_title(text, body->facts->title) == l.size) return true;
    if (unit->width > LABEL_WIDTH || unit->ended) return false;
    return beginning(&l, hsy_list_page_body_bylines, HSY_LIST_PAGE_BODY_BYLINES_COUNT) != NULL ||
           (unit->words <= BYLINE_WORDS && (has_year(l.text, l.size) || begins_with_author(body, &l)));
}

bool hsy_body_ends_article(const hsy_body *body, const hsy_unit *unit) {
    if (unit->width > HEADING_WIDTH || unit->ended || unit->width == 0) return false;
    line l;
    read_line(body, unit, &l);
    return beginning(&l, hsy_list_page_body_ends, HSY_LIST_PAGE_BODY_ENDS_COUNT) != NULL;
}

/* Whether an entry of a list stands in the text from `from` on, at the beginning of a word. */
static bool holds(const line *l, size_t from, const char *const *list, size_t count) {
    for (size_t at = from; at < l->size; at++) {
        if (at > 0 && l->text[at - 1] >= 'a' && l->text[at - 1] <= 'z') continue;
        for (size_t i = 0; i < count; i++)
            if (list[i][0] == l->text[at] && strlen(list[i]) <= l->size - at &&
                memcmp(l->text + at, list[i], strlen(list[i])) == 0)
                return true;
    }
    return false;
}

static bool has_credit(const line *l) {
    const size_t from = l->size > CREDIT_SIZE ? l->size - CREDIT_SIZE : 0;
    return holds(l, from, hsy_list_page_body_credits, HSY_LIST_PAGE_BODY_CREDITS_COUNT);
}

bool hsy_body_is_tail(const hsy_body *body, const hsy_unit *unit) {
    if (unit->width > LINE_WIDTH) return false;
    line l;
    read_line(body, unit, &l);
    const bool leads_on = unit->linked > 0 || memchr(l.text, '@', l.size) != NULL;
    return leads_on && holds(&l, 0, hsy_list_page_body_tails, HSY_LIST_PAGE_BODY_TAILS_COUNT);
}

bool hsy_body_is_notice(const hsy_body *body, const hsy_unit *unit) {
    line l;
    read_line(body, unit, &l);
    return holds(&l, 0, hsy_list_page_body_notices, HSY_LIST_PAGE_BODY_NOTICES_COUNT);
}

/* Text of a script that a page's mistake made visible. */
static bool is_code(const line *l) {
    static const char *const signs[] = {"function(", "function (", "document.", "window."};
    bool brace = false, sign = false;
    for (size_t at = 0; at < l->size; at++) {
        brace |= l->text[at] == '{' || l->text[at] == ';';
        for (size_t i = 0; i < sizeof signs / sizeof *signs && !sign; i++)
            sign = l->size - at >= strlen(signs[i]) && memcmp(l->text + at, signs[i], strlen(signs[i])) == 0;
    }
    return brace && sign;
}

/* "Read more: ...", "Photo: ...". Words that a sentence may begin with, too, count where there is a link or no
 * sentence. */
static bool leads_away(const hsy_unit *unit, const line *l) {
    if (unit->sentences > 2) return false;
    const char *entry = beginning(l, hsy_list_page_body_lead_ins, HSY_LIST_PAGE_BODY_LEAD_INS_COUNT);
    return entry != NULL && (!ends_with_letter(entry) || unit->linked > 0 || !unit->ended);
}

/* "Read this: a link" in the words of any language: a few words, a sign that says that something follows, and a link of
 * several words up to the end. */
static bool points_at_link(const hsy_body *body, const hsy_unit *unit) {
    if (unit->in_link || unit->linked * 2 < unit->width || unit->width > LINE_WIDTH) return false;
    const hsy_tree *tree = body->tree;
    uint32_t words = 0, links = 0, link_end = 0;
    bool in_word = false, linked_word = false;
    unsigned linked_words = 0;
    char last = 0;
    for (uint32_t i = unit->first; i < unit->end; i++) {
        const hsy_node *node = &tree->nodes[i];
        if (node->tag == HSY_TAG_a) {
            link_end = node->end;
            if (links++ > 0) return false;
        }
        if (node->tag != HSY_TAG_TEXT) continue;
        if (i >= link_end && links > 0 && !hsy_body_is_blank(node->text)) return false;
        for (size_t at = 0; at < node->text.size; at++) {
            const char c = node->text.data[at];
            const bool space = c == ' ' || (c >= '\t' && c <= '\r');
            if (i < link_end) {
                linked_words += !space && !linked_word;
                linked_word = !space;
            } else {
                words += !space && !in_word;
                in_word = !space;
                if (!space) last = c;
            }
        }
    }
    return links == 1 && words <= POINTER_WORDS && linked_words >= LINKED_WORDS && strchr(":|>", last) != NULL;
}

void hsy_body_judge_line(const hsy_body *body, hsy_unit *unit) {
    const hsy_tag tag = (hsy_tag)body->tree->nodes[unit->block].tag;
    const bool may_be_code = tag != HSY_TAG_pre && tag != HSY_TAG_p;
    unit->left_out = unit->width == 0;
    if (unit->left_out || (unit->width > LINE_WIDTH && !may_be_code)) return;
    line l;
    read_line(body, unit, &l);
    unit->left_out = may_be_code && is_code(&l);
    if (unit->width > LINE_WIDTH) return;
    unit->left_out |= is_label(&l) || leads_away(unit, &l) ||
                      (tag != HSY_TAG_li && tag != HSY_TAG_td && tag != HSY_TAG_dd && points_at_link(body, unit));
    const bool heading = tag >= HSY_TAG_h1 && tag <= HSY_TAG_h6;
    if (unit->left_out || heading || (unit->ended && unit->width > LABEL_WIDTH) || !has_credit(&l)) return;
    unit->left_out = unit->caption = true;
}
