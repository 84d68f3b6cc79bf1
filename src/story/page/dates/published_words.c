/* SPDX-License-Identifier: Apache-2.0 */
/* What words say of a date: those of classes, and those that stand before it. */
#include <string.h>

#include "story/internal.h"
#include "story/list_page_date_classes.h"
#include "story/list_page_date_dim_regions.h"
#include "story/list_page_date_labels.h"
#include "story/list_page_date_regions.h"
#include "story/page/dates/published.h"
#include "story/page/facts/facts.h"

static const char *const senses[HSY_SENSES] = {"none", "published", "modified", "date", "head", "other"};

/* --- Classes --------------------------------------------------------------------------------------------------- */

static const char *const class_keys[] = {"class", "id", "data-testid", "rel"};

unsigned hsy_dating_class_senses(const hsy_tree *tree, size_t node) {
    unsigned found = 0;
    for (size_t key = 0; key < sizeof class_keys / sizeof *class_keys; key++) {
        const hsy_str classes = hsy_tree_attribute(tree, node, class_keys[key]);
        char word[HSY_CLASS_WORD_SIZE];
        size_t at = 0, size;
        while (classes.data != NULL && hsy_page_next_class_word(classes, &at, word, &size)) {
            const char *uses = hsy_date_listed(hsy_list_page_date_classes, HSY_LIST_PAGE_DATE_CLASSES_COUNT,
                                               (hsy_str){.data = word, .size = size});
            for (unsigned sense = 1; uses != NULL && sense < HSY_SENSES; sense++)
                if (hsy_word_list_holds(uses, senses[sense])) found |= 1U << sense;
        }
    }
    return found;
}

static hsy_date_region region_of(hsy_str word) {
    if (hsy_story_listed(hsy_list_page_date_regions, HSY_LIST_PAGE_DATE_REGIONS_COUNT, word)) return HSY_REGION_OTHER;
    return hsy_story_listed(hsy_list_page_date_dim_regions, HSY_LIST_PAGE_DATE_DIM_REGIONS_COUNT, word)
               ? HSY_REGION_DIM
               : HSY_REGION_NONE;
}

static hsy_date_region further(hsy_date_region a, hsy_date_region b) {
    return a > b ? a : b;
}

/* Two words in a row are looked up too. */
static hsy_date_region region_of_words(hsy_str classes) {
    char pair[2 * HSY_CLASS_WORD_SIZE + 1], word[HSY_CLASS_WORD_SIZE];
    size_t at = 0, size, before = 0;
    hsy_date_region region = HSY_REGION_NONE;
    while (hsy_page_next_class_word(classes, &at, word, &size)) {
        region = further(region, region_of((hsy_str){.data = word, .size = size}));
        if (before > 0) {
            pair[before] = ' ';
            memcpy(pair + before + 1, word, size);
            region = further(region, region_of((hsy_str){.data = pair, .size = before + 1 + size}));
        }
        memcpy(pair, word, size);
        before = size;
    }
    return region;
}

hsy_date_region hsy_dating_region(const hsy_tree *tree, size_t node) {
    hsy_date_region region = HSY_REGION_NONE;
    for (size_t key = 0; key < 2; key++) {
        const hsy_str classes = hsy_tree_attribute(tree, node, class_keys[key]);
        if (classes.data != NULL) region = further(region, region_of_words(classes));
    }
    return region;
}

/* --- Labels ------------------------------------------------------------------------------------------------------ */

/* Whether the entry's words, which stand before " = ", are those at the head of `text`; their size, 0: no. */
static size_t match_label(const char *entry, hsy_str text) {
    const char *end = strstr(entry, " = ");
    const size_t size = end == NULL ? 0 : (size_t)(end - entry);
    if (size == 0 || size > text.size || memcmp(entry, text.data, size) != 0) return 0;
    return hsy_date_word_end(text, size) == size || (unsigned char)text.data[size] >= 0xE0 ? size : 0;
}

/* The first entry whose first word is not before `word`. */
static size_t find_labels(hsy_str word) {
    size_t low = 0, high = HSY_LIST_PAGE_DATE_LABELS_COUNT;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const char *entry = hsy_list_page_date_labels[middle];
        if (strncmp(entry, word.data, word.size) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static hsy_date_sense sense_at(hsy_str text, size_t *size) {
    const size_t end = hsy_date_word_end(text, 0);
    const hsy_str word = {.data = text.data, .size = end > 0 ? end : 1};
    hsy_date_sense sense = HSY_SENSE_NONE;
    *size = 0;
    for (size_t i = find_labels(word); i < HSY_LIST_PAGE_DATE_LABELS_COUNT; i++) {
        const char *entry = hsy_list_page_date_labels[i];
        if (strncmp(entry, word.data, word.size) != 0) break;
        const size_t matched = match_label(entry, text);
        if (matched <= *size) continue;
        *size = matched;
        for (unsigned s = 1; s < HSY_SENSES; s++)
            if (strcmp(entry + matched + 3, senses[s]) == 0) sense = (hsy_date_sense)s;
    }
    return sense;
}

hsy_date_sense hsy_dating_label(hsy_str before) {
    enum { BEFORE_MAX = 60 };
    char room[2 * BEFORE_MAX];
    if (before.size > BEFORE_MAX) {
        size_t cut = before.size - BEFORE_MAX;
        while (cut < before.size && ((unsigned char)before.data[cut] & 0xC0) == 0x80)
            cut++;
        before = (hsy_str){.data = before.data + cut, .size = before.size - cut};
    }
    const hsy_str text = {.data = room, .size = hsy_story_fold(before, room, sizeof room)};
    hsy_date_sense last = HSY_SENSE_NONE;
    for (size_t at = 0; at < text.size;) {
        const hsy_str rest = {.data = text.data + at, .size = text.size - at};
        size_t size, length;
        const hsy_date_sense sense = sense_at(rest, &size);
        if (sense != HSY_SENSE_NONE) last = sense;
        const size_t end = size > 0 ? size : hsy_date_word_end(rest, 0);
        (void)hsy_utf8_decode(rest.data, rest.size, 0, &length);
        at += end > 0 ? end : length;
    }
    return last;
}
