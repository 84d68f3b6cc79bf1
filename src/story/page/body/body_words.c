/* SPDX-License-Identifier: Apache-2.0 */
/* What the words of a class or an id say of what is in an element. */
#include <string.h>

#include "story/list_page_body_captions.h"
#include "story/list_page_body_drop.h"
#include "story/list_page_body_good.h"
#include "story/list_page_body_keep.h"
#include "story/list_page_body_never.h"
#include "story/page/body/body.h"

enum {
    TABLE_SIZE = 2048, /* a power of two, more than twice the words of all lists */
    WORD_SIZE = 32     /* a longer word is in no list */
};

_Static_assert(HSY_LIST_PAGE_BODY_DROP_COUNT + HSY_LIST_PAGE_BODY_NEVER_COUNT + HSY_LIST_PAGE_BODY_GOOD_COUNT +
                       HSY_LIST_PAGE_BODY_CAPTIONS_COUNT + HSY_LIST_PAGE_BODY_KEEP_COUNT <
                   TABLE_SIZE / 2,
               "the table of words is too small for the lists");

typedef struct word_entry {
    const char *word; /* NULL: free */
    unsigned kinds;
} word_entry;

struct hsy_words {
    word_entry table[TABLE_SIZE];
};

static size_t find_word(const word_entry *table, const char *word, size_t size) {
    size_t at = (size_t)hsy_str_hash((hsy_str){.data = word, .size = size}) & (TABLE_SIZE - 1);
    while (table[at].word != NULL && (strncmp(table[at].word, word, size) != 0 || table[at].word[size] != 0))
        at = (at + 1) & (TABLE_SIZE - 1);
    return at;
}

static void add_words(word_entry *table, const char *const *list, size_t count, unsigned kind) {
    for (size_t i = 0; i < count; i++) {
        word_entry *entry = &table[find_word(table, list[i], strlen(list[i]))];
        entry->word = list[i];
        entry->kinds |= kind;
    }
}

struct hsy_words *hsy_body_new_words(hsy_arena *arena) {
    struct hsy_words *words = HSY_NEW(arena, struct hsy_words, 1);
    if (words == NULL) return NULL;
    add_words(words->table, hsy_list_page_body_drop, HSY_LIST_PAGE_BODY_DROP_COUNT, HSY_WORD_DROP);
    add_words(words->table, hsy_list_page_body_never, HSY_LIST_PAGE_BODY_NEVER_COUNT, HSY_WORD_NEVER);
    add_words(words->table, hsy_list_page_body_good, HSY_LIST_PAGE_BODY_GOOD_COUNT, HSY_WORD_GOOD);
    add_words(words->table, hsy_list_page_body_captions, HSY_LIST_PAGE_BODY_CAPTIONS_COUNT, HSY_WORD_CAPTION);
    add_words(words->table, hsy_list_page_body_keep, HSY_LIST_PAGE_BODY_KEEP_COUNT, HSY_WORD_KEEP);
    return words;
}

/* The two words that were read last, one behind the other with a space between. */
typedef struct pair {
    char text[2 * WORD_SIZE + 1];
    size_t first, size; /* of the word before, and of both */
} pair;

static unsigned look_up(const struct hsy_words *words, pair *p, const char *word, size_t size) {
    if (size == 0) return 0;
    if (size >= WORD_SIZE) {
        p->first = p->size = 0;
        return 0;
    }
    /* The last word of the pair becomes its first. */
    const size_t before = p->size - p->first;
    memmove(p->text, p->text + p->first, before);
    size_t at = before;
    if (before > 0) p->text[at++] = ' ';
    memcpy(p->text + at, word, size);
    p->first = at;
    p->size = at + size;
    const word_entry *table = words->table;
    unsigned kinds = table[find_word(table, word, size)].kinds;
    if (before > 0) kinds |= table[find_word(table, p->text, p->size)].kinds;
    return kinds;
}

unsigned hsy_body_kinds(const struct hsy_words *words, hsy_str value) {
    unsigned kinds = 0;
    char word[WORD_SIZE];
    size_t size = 0;
    bool small = false, digit = false;
    pair p = {.first = 0, .size = 0};
    for (size_t i = 0; i < value.size; i++) {
        const char c = value.data[i];
        const bool upper = c >= 'A' && c <= 'Z', lower = c >= 'a' && c <= 'z';
        if (!lower && !(upper && !small)) {
            kinds |= look_up(words, &p, word, size);
            size = 0;
        }
        /* Another class: its words make no pair with those before. */
        if (c == ' ' || c == '\n' || c == '\t') p.first = p.size = 0;
        small = lower;
        /* Letters behind a digit are part of a number ("7109ad"). */
        if (c >= '0' && c <= '9') digit = true;
        if (!upper && !lower) {
            if (c < '0' || c > '9') digit = false;
            continue;
        }
        if (digit) continue;
        if (size < WORD_SIZE) word[size++] = (char)(upper ? c - 'A' + 'a' : c);
    }
    return kinds | look_up(words, &p, word, size);
}
