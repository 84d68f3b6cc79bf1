/* SPDX-License-Identifier: Apache-2.0 */
/* Looking words up in the lists of data/ that this stage needs. */
#include <string.h>

#include "token/internal.h"

#include "token/list_abbreviations.h"
#include "token/list_elisions.h"
#include "token/list_sentence_starters.h"
#include "token/list_speech_verbs.h"

/* Compares `text` with the part of `entry` before its first space. */
static int compare(hsy_str text, const char *entry) {
    size_t size = strcspn(entry, " ");
    size_t shorter = text.size < size ? text.size : size;
    int order = memcmp(text.data, entry, shorter);
    if (order != 0) return order;
    return text.size < size ? -1 : text.size > size;
}

static const char *find(hsy_str text, const char *const *list, size_t count) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare(text, list[middle]);
        if (order == 0) return list[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

bool hsy_token_is_starter(hsy_str text) {
    return find(text, hsy_list_sentence_starters, HSY_LIST_SENTENCE_STARTERS_COUNT) != NULL;
}

bool hsy_token_is_speech_verb(hsy_str text) {
    return find(text, hsy_list_speech_verbs, HSY_LIST_SPEECH_VERBS_COUNT) != NULL;
}

bool hsy_token_is_elision(hsy_str text) {
    return find(text, hsy_list_elisions, HSY_LIST_ELISIONS_COUNT) != NULL;
}

enum { ABBREVIATION_BYTES_MAX = 16 };

hsy_abbreviation hsy_token_abbreviation(hsy_str text) {
    if (text.size > ABBREVIATION_BYTES_MAX || text.size < 2) return HSY_ABBREVIATION_NONE;
    const char *entry = find(text, hsy_list_abbreviations, HSY_LIST_ABBREVIATIONS_COUNT);
    if (entry == NULL && text.data[1] >= 'A' && text.data[1] <= 'Z') {
        /* "SEN." is looked up as "Sen." */
        char lowered[ABBREVIATION_BYTES_MAX];
        for (size_t i = 0; i < text.size; i++) {
            if (i > 0 && text.data[i] >= 'a' && text.data[i] <= 'z') return HSY_ABBREVIATION_NONE;
            lowered[i] =
                i > 0 && text.data[i] >= 'A' && text.data[i] <= 'Z' ? (char)(text.data[i] | 0x20) : text.data[i];
        }
        entry = find((hsy_str){lowered, text.size}, hsy_list_abbreviations, HSY_LIST_ABBREVIATIONS_COUNT);
    }
    if (entry == NULL) return HSY_ABBREVIATION_NONE;
    const char *space = strrchr(entry, ' ');
    if (space == NULL) return HSY_ABBREVIATION_PLAIN;
    return space[1] == 'n' ? HSY_ABBREVIATION_NUMBER : HSY_ABBREVIATION_ENDING;
}
