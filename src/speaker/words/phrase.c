/* SPDX-License-Identifier: Apache-2.0 */
#include "speaker/words/phrase.h"
#include "base/wordlist.h"

#include <string.h>

#include "speaker/list_phrase_words.h"

static const hsy_word_list phrase_words = HSY_WORD_LIST(phrase_words, PHRASE_WORDS);

bool hsy_phrase_does(const hsy_lexicon *lexicon, uint32_t word, const char *use) {
    return hsy_word_list_holds(hsy_word_list_find(&phrase_words, hsy_lexicon_at(lexicon, word)->text), use);
}

bool hsy_phrase_is(const hsy_lexicon *lexicon, uint32_t word, const char *const *texts) {
    for (; *texts != NULL; texts++)
        if (hsy_lexicon_equals(lexicon, word, *texts)) return true;
    return false;
}

/* Words behind a noun with which what is said of it begins; prepositions are in a list of their own. */
static const char *const hinges[] = {"who", "whom", "which", "whose", "that", "where", "when", "including", "(",
                                     "[",   "--",   "—",     "–",     "-",    ";",     ":",    NULL};
static const char *const links[] = {"and", "or", "&", ",", NULL};

static bool is_noun(const hsy_lexicon *lexicon, uint32_t word) {
    const hsy_entry *entry = hsy_lexicon_at(lexicon, word);
    return hsy_noun_class(entry->text) != 0 || (entry->class & HSY_WORD_PRONOUN) != 0;
}

/* Whether a word before "and" or a comma can be the noun; if not, it is an adjective: "current and former officials".
 */
static bool can_be_head(const hsy_lexicon *lexicon, uint32_t word) {
    bool name = hsy_lexicon_is_name(lexicon, word) && !hsy_lexicon_is(lexicon, word, HSY_WORD_NOT_NAME);
    return is_noun(lexicon, word) || name || hsy_lexicon_is_clitic(lexicon, word) ||
           !hsy_lexicon_is(lexicon, word, HSY_WORD_LETTERS);
}

static bool ends_core(const hsy_lexicon *lexicon, uint32_t word) {
    if (hsy_phrase_does(lexicon, word, "behind")) return can_be_head(lexicon, word - 1);
    return hsy_phrase_is(lexicon, word, hinges) || hsy_lexicon_is(lexicon, word, HSY_WORD_PREPOSITION);
}

/* Whether "and" at `word` joins two offices of one who is named behind them: "chairman and chief executive Hugh Hill".
 */
static bool is_double_title(const hsy_lexicon *lexicon, uint32_t word, uint32_t end) {
    uint32_t before = hsy_noun_class(hsy_lexicon_at(lexicon, word - 1)->text);
    if ((before & (HSY_NOUN_PERSON | HSY_NOUN_PLURAL)) != HSY_NOUN_PERSON || hsy_lexicon_equals(lexicon, word, ","))
        return false;
    bool office = false;
    for (uint32_t at = word + 1; at < end && at < word + 6 && !ends_core(lexicon, at); at++) {
        if (hsy_lexicon_is(lexicon, at, HSY_WORD_DETERMINER) || hsy_phrase_is(lexicon, at, links)) return false;
        uint32_t noun = hsy_noun_class(hsy_lexicon_at(lexicon, at)->text);
        if (office && noun == 0 && hsy_lexicon_is_name(lexicon, at)) return true;
        office |= (noun & (HSY_NOUN_PERSON | HSY_NOUN_PLURAL)) == HSY_NOUN_PERSON;
    }
    return false;
}

static uint32_t find_core_end(const hsy_lexicon *lexicon, hsy_words words, bool *joined) {
    *joined = false;
    for (uint32_t word = words.start + 1; word < words.end; word++) {
        if (ends_core(lexicon, word)) return word;
        if (!hsy_phrase_is(lexicon, word, links)) continue;
        if (hsy_lexicon_equals(lexicon, word, "&") && word + 1 < words.end && hsy_lexicon_capital(lexicon, word - 1) &&
            hsy_lexicon_capital(lexicon, word + 1))
            continue; /* "Pell & Nash" */
        bool comma = hsy_lexicon_equals(lexicon, word, ",");
        if (!can_be_head(lexicon, word - 1) && word + 1 < words.end) continue;
        if (is_double_title(lexicon, word, words.end)) continue;
        *joined = !comma;
        if (comma) /* "friends, aides and allies", not "China, its neighbour" */
            for (uint32_t at = word + 1; at < words.end && at < word + 6 && !*joined; at++) {
                if (ends_core(lexicon, at) || hsy_lexicon_is(lexicon, at, HSY_WORD_DETERMINER)) break;
                *joined = hsy_lexicon_equals(lexicon, at, "and");
            }
        return word;
    }
    return words.end;
}

/* The last word of the core that can be a noun. */
static uint32_t find_head(const hsy_lexicon *lexicon, uint32_t start, uint32_t core_end) {
    uint32_t head = core_end - 1;
    while (head > start && (!hsy_lexicon_is(lexicon, head, HSY_WORD_LETTERS) || hsy_lexicon_is_clitic(lexicon, head)))
        head--;
    if (head > start && hsy_noun_amount(hsy_lexicon_at(lexicon, head)->text) == HSY_AMOUNT_SOME &&
        is_noun(lexicon, head - 1))
        return head - 1; /* "Article 21" */
    if (is_noun(lexicon, head) || hsy_lexicon_is_name(lexicon, head)) return head;
    for (uint32_t word = head; word > start && word + 3 > head; word--) /* "people interviewed" */
        if (is_noun(lexicon, word - 1) && !hsy_lexicon_is_name(lexicon, word - 1)) {
            hsy_str text = hsy_lexicon_at(lexicon, head)->text;
            bool participle = text.size > 4 && (memcmp(text.data + text.size - 2, "ed", 2) == 0 ||
                                                memcmp(text.data + text.size - 3, "ing", 3) == 0);
            if (participle) return word - 1;
        }
    return head;
}

/* "Tim Cook", "Mr. King" */
static bool is_person_name_before(const hsy_lexicon *lexicon, hsy_words words, uint32_t head) {
    if (head == words.start || !hsy_lexicon_capital(lexicon, head - 1)) return false;
    const hsy_entry *before = hsy_lexicon_at(lexicon, head - 1);
    return before->first_name != HSY_SEX_UNKNOWN || before->honorific != HSY_SEX_UNKNOWN;
}

static bool is_outlet_name(const hsy_lexicon *lexicon, hsy_words words, uint32_t head) {
    return head > words.start && hsy_noun_ends_outlet(hsy_lexicon_at(lexicon, head)->text) &&
           hsy_lexicon_is_name(lexicon, head - 1) && !hsy_lexicon_is(lexicon, head - 1, HSY_WORD_TITLE);
}

/* "Tim Cook" is no cook; "the President" and "Officials" are no names. */
static bool head_is_name(const hsy_lexicon *lexicon, const hsy_phrase *phrase) {
    if (!hsy_lexicon_capital(lexicon, phrase->head)) return false;
    if (phrase->noun == 0) return hsy_lexicon_is_name(lexicon, phrase->head);
    if (is_person_name_before(lexicon, phrase->words, phrase->head)) return true;
    if (is_outlet_name(lexicon, phrase->words, phrase->head)) return true;
    if ((phrase->noun & HSY_NOUN_PERSON) != 0) return false;
    return phrase->head > phrase->words.start && hsy_lexicon_is_name(lexicon, phrase->head) &&
           hsy_lexicon_is_name(lexicon, phrase->head - 1);
}

static hsy_form form_of(const hsy_lexicon *lexicon, const hsy_phrase *phrase, uint32_t start) {
    const hsy_entry *first = hsy_lexicon_at(lexicon, start);
    if (phrase->head == start && (first->class & HSY_WORD_PRONOUN) != 0) return (hsy_form)first->form;
    if (head_is_name(lexicon, phrase)) return HSY_FORM_NAME;
    for (uint32_t word = start; word < phrase->head; word++)
        if (hsy_lexicon_is_clitic(lexicon, word) || hsy_lexicon_is(lexicon, word, HSY_WORD_POSSESSIVE))
            return HSY_FORM_POSSESSED;
    if (hsy_lexicon_equals(lexicon, start, "the")) return HSY_FORM_DEFINITE;
    static const char *const these[] = {"this", "that", "these", "those", "such", "said", NULL};
    if (phrase->head > start && hsy_phrase_is(lexicon, start, these)) return HSY_FORM_THIS;
    bool indefinite = hsy_lexicon_equals(lexicon, start, "a") || hsy_lexicon_equals(lexicon, start, "an") ||
                      phrase->amount != HSY_AMOUNT_NONE;
    return indefinite ? HSY_FORM_INDEFINITE : HSY_FORM_BARE;
}

/* "27 % of voters" is a share, though 27 voters would be so many certain ones. */
static hsy_amount amount_at(const hsy_lexicon *lexicon, uint32_t word) {
    static const char *const shares[] = {"%", "percent", "per-cent", "pct", NULL};
    if (word + 1 < lexicon->tokens->word_count && hsy_phrase_is(lexicon, word + 1, shares)) return HSY_AMOUNT_SHARE;
    return hsy_noun_amount(hsy_lexicon_at(lexicon, word)->text);
}

/* The word that tells the number stands first, behind an article or behind "about", "at least", "more than". */
static hsy_amount amount_of(const hsy_lexicon *lexicon, uint32_t start, uint32_t head) {
    hsy_amount found = HSY_AMOUNT_NONE;
    for (uint32_t word = start; word <= head && word < start + 5; word++) {
        static const char *const ordinals[] = {"third", "quarter", "fifth", "tenth", NULL};
        if (word < head && hsy_phrase_is(lexicon, word, ordinals)) continue; /* "a third source" */
        hsy_amount amount = amount_at(lexicon, word);
        if (amount == HSY_AMOUNT_NONE && word == head) break;
        if (amount != HSY_AMOUNT_NONE && amount != HSY_AMOUNT_CLUSTER) found = amount;
        if (found == HSY_AMOUNT_SHARE) break;
    }
    return found;
}

static void look_at(const hsy_lexicon *lexicon, uint32_t start, hsy_phrase *phrase) {
    hsy_words words = {start, phrase->words.end};
    phrase->core_end = find_core_end(lexicon, words, &phrase->joined);
    phrase->head = find_head(lexicon, start, phrase->core_end);
    phrase->noun = hsy_noun_class(hsy_lexicon_at(lexicon, phrase->head)->text);
}

/* Behind "of", "one of" and "a group of" say only how many; else the same place. */
static uint32_t behind_of(const hsy_lexicon *lexicon, const hsy_phrase *phrase) {
    uint32_t of = phrase->core_end;
    if (of + 1 >= phrase->words.end || !hsy_lexicon_equals(lexicon, of, "of")) return phrase->words.start;
    hsy_amount amount = amount_at(lexicon, phrase->head);
    return amount == HSY_AMOUNT_NONE ? phrase->words.start : of + 1;
}

hsy_phrase hsy_phrase_read(const hsy_lexicon *lexicon, hsy_words words) {
    enum { LONGEST = 200 }; /* what is longer is no noun phrase, and its beginning tells as much */
    if (words.end - words.start > LONGEST) words.end = words.start + LONGEST;
    hsy_words given = words;
    while (words.end - words.start > 1 &&
           (!hsy_lexicon_is(lexicon, words.start, HSY_WORD_LETTERS) || hsy_phrase_does(lexicon, words.start, "opener")))
        words.start++;
    while (words.end - words.start > 1 &&
           (!hsy_lexicon_is(lexicon, words.end - 1, HSY_WORD_LETTERS) || hsy_lexicon_is_clitic(lexicon, words.end - 1)))
        words.end--;
    if (words.end - words.start == 1 && given.end - given.start > 1 &&
        !hsy_lexicon_is(lexicon, words.start, HSY_WORD_LETTERS))
        words = given;
    hsy_phrase phrase = {.words = words};
    look_at(lexicon, words.start, &phrase);
    phrase.amount = amount_of(lexicon, words.start, phrase.head);
    uint32_t start = behind_of(lexicon, &phrase);
    if (start != words.start) {
        hsy_amount outer = amount_at(lexicon, phrase.head);
        if (phrase.amount != HSY_AMOUNT_SHARE) phrase.amount = outer;
        phrase.partitive = true;
        look_at(lexicon, start, &phrase);
        hsy_amount inner = amount_of(lexicon, start, phrase.head);
        if (outer == HSY_AMOUNT_CLUSTER && inner == HSY_AMOUNT_SHARE) phrase.amount = inner;
    }
    phrase.form = form_of(lexicon, &phrase, start);
    phrase.plural =
        (phrase.noun & HSY_NOUN_PLURAL) != 0 || phrase.joined || hsy_lexicon_is(lexicon, phrase.head, HSY_WORD_MANY);
    if (phrase.amount == HSY_AMOUNT_ONE) phrase.plural = false;
    return phrase;
}
