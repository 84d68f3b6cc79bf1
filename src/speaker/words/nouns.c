/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "speaker/words/nouns.h"
#include "base/wordlist.h"

#include "speaker/list_amounts.h"
#include "speaker/list_anonymity_phrases.h"
#include "speaker/list_anonymity_reasons.h"
#include "speaker/list_bodies.h"
#include "speaker/list_channel_nouns.h"
#include "speaker/list_deed_phrases.h"
#include "speaker/list_document_nouns.h"
#include "speaker/list_group_nouns.h"
#include "speaker/list_knowing_phrases.h"
#include "speaker/list_noun_plurals.h"
#include "speaker/list_organization_nouns.h"
#include "speaker/list_outlet_name_words.h"
#include "speaker/list_outlet_nouns.h"
#include "speaker/list_outlets.h"
#include "speaker/list_person_nouns.h"
#include "speaker/list_saying_words.h"

enum { LONGEST = 40 }; /* no noun of the lists is longer */

static const hsy_word_list amounts = HSY_WORD_LIST(amounts, AMOUNTS);
static const hsy_word_list noun_plurals = HSY_WORD_LIST(noun_plurals, NOUN_PLURALS);
static const hsy_word_list outlet_name_words = HSY_WORD_LIST(outlet_name_words, OUTLET_NAME_WORDS);
static const hsy_word_list person_nouns = HSY_WORD_LIST(person_nouns, PERSON_NOUNS);
static const hsy_word_list saying_words = HSY_WORD_LIST(saying_words, SAYING_WORDS);

/* --- Entries of a word and what is said of it ------------------------------------------------ */

static uint32_t person_class(hsy_str singular) {
    static const struct {
        const char *word;
        uint32_t class;
    } attributes[] = {
        {"inside", HSY_NOUN_INSIDE}, {"class", HSY_NOUN_CLASS}, {"office", HSY_NOUN_OFFICE}, {"voice", HSY_NOUN_VOICE},
        {"kin", HSY_NOUN_KIN},       {"bare", HSY_NOUN_BARE},   {"knows", HSY_NOUN_KNOWS},
    };
    const char *rest = hsy_word_list_find(&person_nouns, singular);
    if (rest == NULL) return 0;
    uint32_t class = HSY_NOUN_PERSON;
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++)
        if (hsy_word_list_holds(rest, attributes[i].word)) class |= attributes[i].class;
    return class;
}

static uint32_t singular_class(hsy_str singular) {
    static const struct {
        hsy_word_list list;
        uint32_t class;
    } lists[] = {
        {HSY_WORD_LIST(group_nouns, GROUP_NOUNS), HSY_NOUN_GROUP},
        {HSY_WORD_LIST(organization_nouns, ORGANIZATION_NOUNS), HSY_NOUN_ORGANIZATION},
        {HSY_WORD_LIST(outlet_nouns, OUTLET_NOUNS), HSY_NOUN_OUTLET},
        {HSY_WORD_LIST(document_nouns, DOCUMENT_NOUNS), HSY_NOUN_DOCUMENT},
        {HSY_WORD_LIST(channel_nouns, CHANNEL_NOUNS), HSY_NOUN_CHANNEL},
    };
    uint32_t class = person_class(singular);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (hsy_word_list_find(&lists[i].list, singular) != NULL) class |= lists[i].class;
    return class;
}

/* --- Plurals and other forms -------------------------------------------------------------------- */

/* `text` with its last `cut` bytes replaced by `ending`, in `out`; it must fit. */
static hsy_str replace(hsy_str text, size_t cut, const char *ending, char out[LONGEST + 4]) {
    size_t kept = text.size - cut, size = strlen(ending);
    memcpy(out, text.data, kept);
    memcpy(out + kept, ending, size);
    return (hsy_str){out, kept + size};
}

static uint32_t plural_class(hsy_str plural) {
    static const struct {
        const char *plural, *singular;
    } endings[] = {{"ies", "y"}, {"men", "man"}, {"es", ""}, {"s", ""}};
    const char *odd = hsy_word_list_find(&noun_plurals, plural);
    if (odd != NULL) {
        bool brief = strncmp(odd + 1, plural.data, plural.size) == 0; /* "doc" for "doctor" */
        return singular_class(hsy_str_of(odd + 1)) | (brief ? 0 : HSY_NOUN_PLURAL);
    }
    char room[LONGEST + 4];
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        if (!hsy_str_ends(plural, endings[i].plural)) continue;
        uint32_t class = singular_class(replace(plural, strlen(endings[i].plural), endings[i].singular, room));
        if (class != 0) return class | HSY_NOUN_PLURAL;
    }
    return 0;
}

/* Endings of nouns for persons, "man" also of "woman": "chocolatier" is in no list, "chartist" need not be. */
static uint32_t ending_class(hsy_str word) {
    static const char *const one[] = {"ist", "man", "person", "crat"};
    static const char *const many[] = {"ists", "men", "crats"};
    for (size_t i = 0; i < sizeof one / sizeof *one; i++)
        if (word.size > 5 && hsy_str_ends(word, one[i])) return HSY_NOUN_PERSON;
    for (size_t i = 0; i < sizeof many / sizeof *many; i++)
        if (word.size > 5 && hsy_str_ends(word, many[i])) return HSY_NOUN_PERSON | HSY_NOUN_PLURAL;
    return 0;
}

static uint32_t listed_class(hsy_str word) {
    uint32_t class = singular_class(word);
    return class != 0 ? class : plural_class(word);
}

uint32_t hsy_noun_class(hsy_str small) {
    if (small.size < 2 || small.size > LONGEST) return 0;
    uint32_t class = listed_class(small);
    if (class != 0) return class;
    for (size_t i = small.size - 1; i > 0; i--) /* "lawmaker-turned-lobbyist" */
        if (small.data[i - 1] == '-') return listed_class((hsy_str){small.data + i, small.size - i});
    return ending_class(small);
}

hsy_amount hsy_noun_amount(hsy_str small) {
    const char *rest = hsy_word_list_find(&amounts, small);
    if (rest == NULL) {
        if (small.size == 0 || small.data[0] < '0' || small.data[0] > '9') return HSY_AMOUNT_NONE;
        char last = small.data[small.size - 1];
        if (last >= 'a' && last <= 'z' && memchr(small.data, '-', small.size) != NULL)
            return HSY_AMOUNT_NONE; /* "the 68-year-old mayor" */
        if (small.size == 4 && (small.data[0] == '1' || small.data[0] == '2')) return HSY_AMOUNT_NONE; /* a year */
        return small.size <= 2 ? HSY_AMOUNT_SOME : HSY_AMOUNT_SHARE; /* of "140 members" nobody is meant by himself */
    }
    return hsy_word_list_holds(rest, "one")     ? HSY_AMOUNT_ONE
           : hsy_word_list_holds(rest, "share") ? HSY_AMOUNT_SHARE
           : hsy_word_list_holds(rest, "some")  ? HSY_AMOUNT_SOME
                                                : HSY_AMOUNT_CLUSTER;
}

bool hsy_noun_ends_outlet(hsy_str small) {
    return hsy_word_list_find(&outlet_name_words, small) != NULL;
}

bool hsy_noun_begins_outlet(hsy_str small) {
    const char *rest = hsy_word_list_find(&outlet_name_words, small);
    return rest != NULL && hsy_word_list_holds(rest, "first");
}

bool hsy_noun_is_saying(hsy_str small) {
    static const struct {
        const char *form, *plain;
    } endings[] = {{"s", ""}, {"es", ""}, {"ies", "y"}, {"ied", "y"}, {"d", ""}, {"ed", ""}, {"ing", ""}, {"ing", "e"}};
    if (small.size > LONGEST) return false;
    if (hsy_word_list_find(&saying_words, small) != NULL) return true;
    char room[LONGEST + 4];
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (hsy_str_ends(small, endings[i].form) &&
            hsy_word_list_find(&saying_words, replace(small, strlen(endings[i].form), endings[i].plain, room)) != NULL)
            return true;
    return false;
}

/* --- Entries of several words ----------------------------------------------------------------------- */

/* The first entry that does not come before `text`, nor does one that begins with it. */
static size_t first_from(const hsy_word_list *list, hsy_str text) {
    size_t low = 0, high = list->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strncmp(list->entries[middle], text.data, text.size) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

uint32_t hsy_noun_match(const hsy_lexicon *lexicon, hsy_phrases phrases, uint32_t word, uint32_t end) {
    static const hsy_word_list lists[HSY_PHRASES] = {
        [HSY_PHRASES_BODIES] = HSY_WORD_LIST(bodies, BODIES),
        [HSY_PHRASES_OUTLETS] = HSY_WORD_LIST(outlets, OUTLETS),
        [HSY_PHRASES_KNOWING] = HSY_WORD_LIST(knowing_phrases, KNOWING_PHRASES),
        [HSY_PHRASES_ANONYMITY] = HSY_WORD_LIST(anonymity_phrases, ANONYMITY_PHRASES),
        [HSY_PHRASES_REASONS] = HSY_WORD_LIST(anonymity_reasons, ANONYMITY_REASONS),
        [HSY_PHRASES_DEEDS] = HSY_WORD_LIST(deed_phrases, DEED_PHRASES),
    };
    const hsy_word_list *list = &lists[phrases];
    char room[80];
    hsy_str text = {room, 0};
    uint32_t best = 0;
    for (uint32_t at = word; at < end; at++) {
        hsy_str next = hsy_lexicon_at(lexicon, at)->text;
        if (text.size + next.size + 1 > sizeof room) break;
        if (text.size > 0) room[text.size++] = ' ';
        memcpy(room + text.size, next.data, next.size);
        text.size += next.size;
        size_t found = first_from(list, text);
        if (found == list->count || strncmp(list->entries[found], text.data, text.size) != 0) break;
        if (list->entries[found][text.size] == '\0') best = at + 1 - word;
    }
    return best;
}
