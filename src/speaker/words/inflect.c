/* SPDX-License-Identifier: Apache-2.0 */
/* Forms of English verbs and nouns by the rules of spelling, and by a list of those that follow none. */
#include <string.h>

#include "speaker/stance/cue.h"

#include "speaker/list_irregular_verbs.h"

static const hsy_word_list irregular = HSY_WORD_LIST(irregular_verbs, IRREGULAR_VERBS);

static bool ends(hsy_str word, const char *ending) {
    size_t size = strlen(ending);
    return word.size >= size && memcmp(word.data + word.size - size, ending, size) == 0;
}

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
    bool silent = ends(base, "e"), changes = ends(base, "y") && !is_vowel(base.data[size - 2]); /* deny, denies */
    doubling twice = doubling_of(base);
    if (changes && (made_of(word, base, size - 1, false, "ies") || made_of(word, base, size - 1, false, "ied")))
        return true;
    if (!changes && twice != DOUBLE_ALWAYS && made_of(word, base, size, false, silent ? "d" : "ed")) return true;
    bool hisses = ends(base, "s") || ends(base, "x") || ends(base, "z") || ends(base, "ch") || ends(base, "sh");
    if (!changes && !hisses && made_of(word, base, size, false, "s")) return true;
    if ((hisses || ends(base, "o")) && made_of(word, base, size, false, "es")) return true;
    if (twice != DOUBLE_NEVER && (made_of(word, base, size, true, "ed") || made_of(word, base, size, true, "ing")))
        return true;
    if (ends(base, "ie")) return made_of(word, base, size - 2, false, "ying");
    bool drops = silent && !ends(base, "ee") && !ends(base, "oe") && !ends(base, "ye");
    return twice != DOUBLE_ALWAYS && made_of(word, base, drops ? size - 1 : size, false, "ing");
}

bool hsy_cue_is_form(hsy_str word, hsy_str base) {
    if (hsy_str_equal(word, base)) return true;
    const char *rest = hsy_word_list_find(&irregular, word);
    if (rest != NULL && *rest == ' ' && hsy_str_equal(hsy_str_of(rest + 1), base)) return true;
    return is_regular_form(word, base);
}

void hsy_cue_bases_of(hsy_str word, hsy_cue_bases *bases) {
    bases->count = 0;
    bases->items[bases->count++] = word;
    const char *rest = hsy_word_list_find(&irregular, word);
    if (rest != NULL && *rest == ' ') bases->items[bases->count++] = hsy_str_of(rest + 1);
    static const struct {
        const char *ending, *put;
        size_t doubled; /* letters that fall with it */
    } rules[] = {{"ies", "y", 0}, {"es", "", 0},  {"s", "", 0},    {"ied", "y", 0}, {"ed", "e", 0},   {"ed", "", 0},
                 {"ed", "", 1},   {"ing", "", 0}, {"ing", "e", 0}, {"ing", "", 1},  {"ying", "ie", 0}};
    for (size_t i = 0; i < sizeof rules / sizeof *rules && bases->count < HSY_CUE_BASES; i++) {
        size_t cut = strlen(rules[i].ending) + rules[i].doubled, put = strlen(rules[i].put);
        if (!ends(word, rules[i].ending) || word.size < cut + 2 || word.size + 1 > HSY_CUE_BASE_SIZE) continue;
        char *made = bases->room[bases->count];
        memcpy(made, word.data, word.size - cut);
        memcpy(made + word.size - cut, rules[i].put, put);
        hsy_str base = {made, word.size - cut + put};
        if (is_regular_form(word, base)) bases->items[bases->count++] = base;
    }
}

const char *hsy_cue_find_form(const hsy_word_list *list, hsy_str word) {
    hsy_cue_bases bases;
    hsy_cue_bases_of(word, &bases);
    const char *rest = NULL;
    for (size_t i = 0; i < bases.count && rest == NULL; i++)
        rest = hsy_word_list_find(list, bases.items[i]);
    return rest;
}
