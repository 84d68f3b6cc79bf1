/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names of firms that the heads take apart: "Lund & Daughters", "Pell & Nash", "Garland and Son", "M/s Lund Infracon".
 * Each becomes one mention.
 */
#include <stdlib.h>
#include <string.h>

#include "speaker/coreference/entities.h"
#include "speaker/words/use.h"

enum { SIDE = 4 }; /* words on one side of the "&" */

typedef struct firm {
    hsy_words words;
    hsy_words whole; /* with what a mention has before it: "the brewer Pell & Nash" */
    bool seen;       /* some mention is about it: it is not made up of nothing */
    float score;
} firm;

/* --- Finding them ------------------------------------------------------------------------------------------------- */

static bool is_first_name(const hsy_lexicon *lexicon, uint32_t word) {
    return hsy_lexicon_at(lexicon, word)->first_name != HSY_SEX_UNKNOWN;
}

static bool is_kin(const hsy_lexicon *lexicon, uint32_t word) {
    static const char *const kin[] = {"son",   "sons",   "daughter", "daughters", "brother", "brothers", "bros",
                                      "bros.", "sister", "sisters",  "co",        "co.",     "company",  NULL};
    for (const char *const *text = kin; *text != NULL; text++)
        if (hsy_lexicon_equals(lexicon, word, *text)) return hsy_lexicon_capital(lexicon, word);
    return false;
}

/* The words of the firm whose "&" or "and" this is; empty: it is none. */
static hsy_words around(const hsy_lexicon *lexicon, uint32_t link) {
    hsy_words none = {link, link}, words = {link, link + 1};
    hsy_words sentence = hsy_lexicon_sentence(lexicon, link);
    while (words.start > sentence.start && link - words.start < SIDE && hsy_lexicon_capital(lexicon, words.start - 1) &&
           !hsy_lexicon_is(lexicon, words.start - 1, HSY_WORD_DETERMINER))
        words.start--;
    while (words.end < sentence.end && words.end - link <= SIDE && hsy_lexicon_capital(lexicon, words.end))
        words.end++;
    uint32_t left = link - words.start, right = words.end - link - 1;
    if (left == 0 || right == 0) return none;
    if (is_kin(lexicon, link + 1)) return (hsy_words){words.start, link + 2};
    if (!hsy_lexicon_equals(lexicon, link, "&")) return none;
    if (hsy_use_has(lexicon, words.end - 1, "firm")) return words;
    bool persons = is_first_name(lexicon, words.start) || is_first_name(lexicon, link + 1);
    return !persons && right == 1 ? (hsy_words){link - 1, words.end} : none; /* "Pell & Nash" */
}

/* "M/s Lund Infracon", as firms are called in India. */
static hsy_words behind_messrs(const hsy_lexicon *lexicon, uint32_t word) {
    hsy_words sentence = hsy_lexicon_sentence(lexicon, word);
    hsy_words words = {word, word + 3};
    if (words.end >= sentence.end || !hsy_lexicon_equals(lexicon, word, "m") ||
        !hsy_lexicon_equals(lexicon, word + 1, "/") || !hsy_lexicon_equals(lexicon, word + 2, "s"))
        return (hsy_words){word, word};
    while (words.end < sentence.end && words.end - word < 3 + SIDE && hsy_lexicon_capital(lexicon, words.end))
        words.end++;
    return words.end > word + 3 ? words : (hsy_words){word, word};
}

static bool find(const hsy_lexicon *lexicon, hsy_vector *firms) {
    uint32_t count = (uint32_t)lexicon->tokens->word_count;
    for (uint32_t word = 0; word < count; word++) {
        hsy_words words = {word, word};
        if (hsy_lexicon_equals(lexicon, word, "m"))
            words = behind_messrs(lexicon, word);
        else if (hsy_lexicon_equals(lexicon, word, "&") ||
                 (hsy_lexicon_equals(lexicon, word, "and") && word + 1 < count && is_kin(lexicon, word + 1)))
            words = around(lexicon, word);
        if (words.start >= words.end) continue;
        if (firms->count > 0 && HSY_AT(*firms, firm, firms->count - 1).words.end > words.start) continue;
        firm made = {.words = words, .whole = words};
        if (hsy_vector_push(firms, &made) == NULL) return false;
        word = words.end - 1;
    }
    return true;
}

/* --- Putting them together ---------------------------------------------------------------------------------------- */

/* The firm that the mention's head stands in; NULL: none. */
static firm *firm_of(const hsy_vector *firms, uint32_t head) {
    size_t low = 0, high = firms->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (HSY_AT(*firms, firm, middle).words.end <= head)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == firms->count || HSY_AT(*firms, firm, low).words.start > head) return NULL;
    return &HSY_AT(*firms, firm, low);
}

static int compare(const void *a, const void *b) {
    const hsy_mention *one = a, *other = b;
    if (one->words.start != other->words.start) return one->words.start < other->words.start ? -1 : 1;
    return (one->words.end < other->words.end) - (one->words.end > other->words.end);
}

/* Mentions whose head is a word of a firm's name go; the firm takes what the longest of them had before the name. */
static hearsay_status put_together(const hsy_vector *firms, hsy_mention *found, size_t count, hsy_arena *arena,
                                   hsy_mention **mentions, size_t *mention_count, hearsay_error *error) {
    hsy_mention *all = HSY_NEW(arena, hsy_mention, count + firms->count);
    if (all == NULL) return hsy_fail_memory(error);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        firm *of = firm_of(firms, found[i].head);
        if (of == NULL) {
            all[kept++] = found[i];
            continue;
        }
        of->seen = true;
        if (found[i].score < of->score) of->score = found[i].score;
        if (found[i].words.start < of->whole.start) of->whole.start = found[i].words.start;
        if (found[i].words.start <= of->words.start && found[i].words.end > of->whole.end &&
            found[i].words.end <= of->words.end + 1) /* "Pell & Nash's" */
            of->whole.end = found[i].words.end;
    }
    for (size_t i = 0; i < firms->count; i++) {
        const firm *of = &HSY_AT(*firms, firm, i);
        if (!of->seen) continue;
        all[kept++] = (hsy_mention){
            .words = of->whole, .head = of->words.end - 1, .sort = HSY_SORT_ORGANIZATION, .score = of->score};
    }
    qsort(all, kept, sizeof *all, compare);
    *mentions = all;
    *mention_count = kept;
    return HEARSAY_OK;
}

hearsay_status hsy_entities_firms(const hsy_lexicon *lexicon, hsy_arena *arena, hsy_mention **mentions, size_t *count,
                                  hearsay_error *error) {
    hsy_vector firms;
    hsy_vector_init(&firms, sizeof(firm), &arena->allocator);
    hearsay_status status = find(lexicon, &firms) ? HEARSAY_OK : hsy_fail_memory(error);
    if (status == HEARSAY_OK && firms.count > 0)
        status = put_together(&firms, *mentions, *count, arena, mentions, count, error);
    hsy_vector_free(&firms);
    return status;
}
