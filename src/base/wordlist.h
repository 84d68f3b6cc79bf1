/* SPDX-License-Identifier: Apache-2.0 */
/* A list of data/ as scripts/embed_list.py makes it: a word a line, behind it what is to be known of it. */
#ifndef HSY_BASE_WORDLIST_H
#define HSY_BASE_WORDLIST_H

#include "base/base.h"

typedef struct hsy_word_list {
    const char *const *entries; /* sorted by their bytes */
    size_t count;
} hsy_word_list;

#define HSY_WORD_LIST(name, NAME)                                                                                      \
    { hsy_list_##name, HSY_LIST_##NAME##_COUNT }

/* What stands behind `word` in its entry, from the space on ("" where nothing does); NULL: it is not in the list. */
const char *hsy_word_list_find(const hsy_word_list *list, hsy_str word);

/* The first entry that is not before `word`; list->count: all are. Those that begin with it follow. */
size_t hsy_word_list_from(const hsy_word_list *list, hsy_str word);

/* What stands behind `word` in the entry `at`; NULL: that is the entry of another word, or there is none. */
const char *hsy_word_list_rest(const hsy_word_list *list, size_t at, hsy_str word);

/* Whether the words behind an entry's first, as find gives them (or NULL), hold `word`. */
bool hsy_word_list_holds(const char *rest, const char *word);

#endif
