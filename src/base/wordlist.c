/* SPDX-License-Identifier: Apache-2.0 */
/* Looking up words in the lists that are compiled in. */
#include "base/wordlist.h"

#include <string.h>

/* Compares the first word of `entry` with `word`. */
static int compare(const char *entry, hsy_str word) {
    size_t i = 0;
    while (i < word.size && entry[i] == word.data[i] && entry[i] != ' ' && entry[i] != '\0')
        i++;
    bool ends = entry[i] == ' ' || entry[i] == '\0';
    if (i == word.size) return ends ? 0 : 1;
    return ends || (unsigned char)entry[i] < (unsigned char)word.data[i] ? -1 : 1;
}

/* The entries are sorted whole; no sign of a word comes before the space, so the order of their first words is the
 * same. */
size_t hsy_word_list_from(const hsy_word_list *list, hsy_str word) {
    size_t low = 0, high = list->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare(list->entries[middle], word) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const char *hsy_word_list_rest(const hsy_word_list *list, size_t at, hsy_str word) {
    if (at >= list->count || compare(list->entries[at], word) != 0) return NULL;
    return list->entries[at] + word.size;
}

const char *hsy_word_list_find(const hsy_word_list *list, hsy_str word) {
    return hsy_word_list_rest(list, hsy_word_list_from(list, word), word);
}

bool hsy_word_list_holds(const char *rest, const char *word) {
    if (rest == NULL) return false;
    size_t size = strlen(word);
    for (; *rest != '\0'; rest += strcspn(rest, " ")) {
        rest++;
        if (strcspn(rest, " ") == size && memcmp(rest, word, size) == 0) return true;
    }
    return false;
}
