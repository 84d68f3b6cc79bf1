/* SPDX-License-Identifier: Apache-2.0 */
/* Forms of English verbs and nouns by the rules of spelling, and by a list of those that follow none. */
#include <string.h>

#include "speaker/words/inflect.h"

#include "speaker/list_irregular_verbs.h"

static const hsy_word_list irregular = HSY_WORD_LIST(irregular_verbs, IRREGULAR_VERBS);

static bool is_vowel(char letter) {
    return letter != '\0' && strchr("aeiou", letter) != NULL;
}

static size_t count_vowels(hsy_str word) {
    size_t vowels = 0;
    for (size_t i = 0; i < word.size; i++)
        vowels += is_vowel(word.data[i]) || word.data[i] == 'y';
    return vowels;
}

/* How often a last consonant stands before "ed" and "ing": twice in "plan" and other words of one syllable with one
 * vowel letter, once or twice in longer ones ("admit", "offer"), once behind two vowels ("fear"). */
typedef enum doubling { DOUBLE_NEVER, DOUBLE_PERHAPS, DOUBLE_ALWAYS } doubling;

static doubling doubling_of(hsy_str base) {
    if (base.size < 3) return DOUBLE_NEVER;
    char last = base.data[base.size - 1], before = base.data[base.size - 2];
    if (last < 'a' || last > 'z' || is_vowel(last) || strchr("wxy", last) != NULL || !is_vowel(before))
        return DOUBLE_NEVER;
    bool quit = base.size > 3 && base.data[base.size - 4] == 'q';
    if (is_vowel(base.data[base.size - 3]) && !quit) return DOUBLE_NEVER;
    return count_vowels(base) == 1 ? DOUBLE_ALWAYS : DOUBLE_PERHAPS;
}

/* Whether `word` is base[0, keep), then the base's last letter again where `twice`, then `ending`. */
static bool made_of(hsy_str word, hsy_str base, size_t keep, bool twice, const char *ending) {
    size_t size = strlen(ending);
    if (keep > base.size || word.size != keep + (twice ? 1 : 0) + size || memcmp(word.data, base.data, keep) != 0)
        return false;
    if (twice && word.data[keep] != base.data[base.size - 1]) return false;
    return memcmp(word.data + word.size - size, ending, size) == 0;
}

static bool is_regular_form(hsy_str word, hsy_str base) {
    size_t size = base.size;
    if (size < 2 || count_vowels(base) == 0) return false;
    bool silent = hsy_str_ends(base, "e"),
         changes = hsy_str_ends(base, "y") && !is_vowel(base.data[size - 2]); /* deny, denies */
    doubling twice = doubling_of(base);
    if (changes && (made_of(word, base, size - 1, false, "ies") || made_of(word, base, size - 1, false, "ied")))
        return true;
    if (!changes && twice != DOUBLE_ALWAYS && made_of(word, base, size, false, silent ? "d" : "ed")) return true;
    bool hisses = hsy_str_ends(base, "s") || hsy_str_ends(base, "x") || hsy_str_ends(base, "z") ||
                  hsy_str_ends(base, "ch") || hsy_str_ends(base, "sh");
    if (!changes && !hisses && made_of(word, base, size, false, "s")) return true;
    if ((hisses || hsy_str_ends(base, "o")) && made_of(word, base, size, false, "es")) return true;
    if (twice != DOUBLE_NEVER && (made_of(word, base, size, true, "ed") || made_of(word, base, size, true, "ing")))
        return true;
    if (hsy_str_ends(base, "ie")) return made_of(word, base, size - 2, false, "ying");
    bool drops = silent && !hsy_str_ends(base, "ee") && !hsy_str_ends(base, "oe") && !hsy_str_ends(base, "ye");
    return twice != DOUBLE_ALWAYS && made_of(word, base, drops ? size - 1 : size, false, "ing");
}

bool hsy_inflect_is_form(hsy_str word, hsy_str base) {
    if (hsy_str_equal(word, base)) return true;
    const char *rest = hsy_word_list_find(&irregular, word);
    if (rest != NULL && *rest == ' ' && hsy_str_equal(hsy_str_of(rest + 1), base)) return true;
    return is_regular_form(word, base);
}

void hsy_inflect_bases_of(hsy_str word, hsy_inflect_bases *bases) {
    bases->count = 0;
    bases->items[bases->count++] = word;
    const char *rest = hsy_word_list_find(&irregular, word);
    if (rest != NULL && *rest == ' ') bases->items[bases->count++] = hsy_str_of(rest + 1);
    static const struct {
        const char *ending, *put;
        size_t doubled; /* letters that fall with it */
    } rules[] = {{"ies", "y", 0}, {"es", "", 0},  {"s", "", 0},    {"ied", "y", 0}, {"ed", "e", 0},   {"ed", "", 0},
                 {"ed", "", 1},   {"ing", "", 0}, {"ing", "e", 0}, {"ing", "", 1},  {"ying", "ie", 0}};
    for (size_t i = 0; i < sizeof rules / sizeof *rules && bases->count < HSY_INFLECT_BASES; i++) {
        size_t cut = strlen(rules[i].ending) + rules[i].doubled, put = strlen(rules[i].put);
        if (!hsy_str_ends(word, rules[i].ending) || word.size < cut + 2 || word.size + 1 > HSY_INFLECT_SIZE) continue;
        char *made = bases->room[bases->count];
        memcpy(made, word.data, word.size - cut);
        memcpy(made + word.size - cut, rules[i].put, put);
        hsy_str base = {made, word.size - cut + put};
        if (is_regular_form(word, base)) bases->items[bases->count++] = base;
    }
}

const char *hsy_inflect_find(const hsy_word_list *list, hsy_str word) {
    hsy_inflect_bases bases;
    hsy_inflect_bases_of(word, &bases);
    const char *rest = NULL;
    for (size_t i = 0; i < bases.count && rest == NULL; i++)
        rest = hsy_word_list_find(list, bases.items[i]);
    return rest;
}
