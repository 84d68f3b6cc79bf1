/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "speaker/words/nouns.h"

#include "speaker/list_amounts.h"
#include "speaker/list_anonymity_phrases.h"
#include "speaker/list_anonymity_reasons.h"
#include "speaker/list_bodies.h"
#include "speaker/list_channel_nouns.h"
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

typedef struct word_list {
    const char *const *entries; /* sorted by their bytes */
    size_t count;
} word_list;

#define LIST(name, NAME) ((const word_list){hsy_list_##name, HSY_LIST_##NAME##_COUNT})

enum { LONGEST = 40 }; /* no noun of the lists is longer */

/* --- Entries of a word and what is said of it ------------------------------------------------ */

/* What stands behind the word in its entry, from the space on ("" where nothing does); NULL: it is not in the list. */
static const char *find(const word_list *list, hsy_str text) {
    size_t low = 0, high = list->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const char *entry = list->entries[middle];
        size_t size = strcspn(entry, " ");
        int order = memcmp(text.data, entry, text.size < size ? text.size : size);
        if (order == 0) order = text.size < size ? -1 : text.size > size;
        if (order == 0) return entry + size;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

static bool holds(const char *rest, const char *word) {
    size_t size = strlen(word);
    for (; *rest != '\0'; rest += strcspn(rest, " ")) {
        rest++;
        if (strcspn(rest, " ") == size && memcmp(rest, word, size) == 0) return true;
    }
    return false;
}

static uint32_t person_class(hsy_str singular) {
    static const struct {
        const char *word;
        uint32_t class;
    } attributes[] = {
        {"inside", HSY_NOUN_INSIDE}, {"class", HSY_NOUN_CLASS}, {"office", HSY_NOUN_OFFICE}, {"voice", HSY_NOUN_VOICE},
        {"kin", HSY_NOUN_KIN},       {"bare", HSY_NOUN_BARE},   {"knows", HSY_NOUN_KNOWS},
    };
    const char *rest = find(&LIST(person_nouns, PERSON_NOUNS), singular);
    if (rest == NULL) return 0;
    uint32_t class = HSY_NOUN_PERSON;
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++)
        if (holds(rest, attributes[i].word)) class |= attributes[i].class;
    return class;
}

static uint32_t singular_class(hsy_str singular) {
    const struct {
        word_list list;
        uint32_t class;
    } lists[] = {
        {LIST(group_nouns, GROUP_NOUNS), HSY_NOUN_GROUP},
        {LIST(organization_nouns, ORGANIZATION_NOUNS), HSY_NOUN_ORGANIZATION},
        {LIST(outlet_nouns, OUTLET_NOUNS), HSY_NOUN_OUTLET},
        {LIST(document_nouns, DOCUMENT_NOUNS), HSY_NOUN_DOCUMENT},
        {LIST(channel_nouns, CHANNEL_NOUNS), HSY_NOUN_CHANNEL},
    };
    uint32_t class = person_class(singular);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (find(&lists[i].list, singular) != NULL) class |= lists[i].class;
    return class;
}

/* --- Plurals and other forms -------------------------------------------------------------------- */

static bool ends(hsy_str text, const char *ending) {
    size_t size = strlen(ending);
    return text.size > size && memcmp(text.data + text.size - size, ending, size) == 0;
}

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
    const char *odd = find(&LIST(noun_plurals, NOUN_PLURALS), plural);
    if (odd != NULL) {
        bool brief = strncmp(odd + 1, plural.data, plural.size) == 0; /* "doc" for "doctor" */
        return singular_class(hsy_str_of(odd + 1)) | (brief ? 0 : HSY_NOUN_PLURAL);
    }
    char room[LONGEST + 4];
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        if (!ends(plural, endings[i].plural)) continue;
        uint32_t class = singular_class(replace(plural, strlen(endings[i].plural), endings[i].singular, room));
        if (class != 0) return class | HSY_NOUN_PLURAL;
    }
    return 0;
}

/* Endings of nouns for persons: "chocolatier" is in no list, "chartist" need not be. */
static uint32_t ending_class(hsy_str word) {
    static const char *const one[] = {"ist", "man", "woman", "person", "ologist", "crat"};
    static const char *const many[] = {"ists", "men", "women", "crats"};
    for (size_t i = 0; i < sizeof one / sizeof *one; i++)
        if (word.size > 5 && ends(word, one[i])) return HSY_NOUN_PERSON;
    for (size_t i = 0; i < sizeof many / sizeof *many; i++)
        if (word.size > 5 && ends(word, many[i])) return HSY_NOUN_PERSON | HSY_NOUN_PLURAL;
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
    const char *rest = find(&LIST(amounts, AMOUNTS), small);
    if (rest == NULL) {
        if (small.size == 0 || small.data[0] < '0' || small.data[0] > '9') return HSY_AMOUNT_NONE;
        char last = small.data[small.size - 1];
        if (last >= 'a' && last <= 'z' && memchr(small.data, '-', small.size) != NULL)
            return HSY_AMOUNT_NONE; /* "the 68-year-old mayor" */
        if (small.size == 4 && (small.data[0] == '1' || small.data[0] == '2')) return HSY_AMOUNT_NONE; /* a year */
        return small.size <= 2 ? HSY_AMOUNT_SOME : HSY_AMOUNT_SHARE; /* of "140 members" nobody is meant by himself */
    }
    return holds(rest, "one")     ? HSY_AMOUNT_ONE
           : holds(rest, "share") ? HSY_AMOUNT_SHARE
           : holds(rest, "some")  ? HSY_AMOUNT_SOME
                                  : HSY_AMOUNT_CLUSTER;
}

bool hsy_noun_ends_outlet(hsy_str small) {
    return find(&LIST(outlet_name_words, OUTLET_NAME_WORDS), small) != NULL;
}

bool hsy_noun_begins_outlet(hsy_str small) {
    const char *rest = find(&LIST(outlet_name_words, OUTLET_NAME_WORDS), small);
    return rest != NULL && holds(rest, "first");
}

bool hsy_noun_is_saying(hsy_str small) {
    static const struct {
        const char *form, *plain;
    } endings[] = {{"s", ""}, {"es", ""}, {"ies", "y"}, {"ied", "y"}, {"d", ""}, {"ed", ""}, {"ing", ""}, {"ing", "e"}};
    const word_list words = LIST(saying_words, SAYING_WORDS);
    if (small.size > LONGEST) return false;
    if (find(&words, small) != NULL) return true;
    char room[LONGEST + 4];
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (ends(small, endings[i].form) &&
            find(&words, replace(small, strlen(endings[i].form), endings[i].plain, room)) != NULL)
            return true;
    return false;
}

/* --- Entries of several words ----------------------------------------------------------------------- */

/* The first entry that is not before `text`. */
static size_t lower_bound(const word_list *list, hsy_str text) {
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
    const word_list lists[HSY_PHRASES] = {
        [HSY_PHRASES_BODIES] = LIST(bodies, BODIES),
        [HSY_PHRASES_OUTLETS] = LIST(outlets, OUTLETS),
        [HSY_PHRASES_KNOWING] = LIST(knowing_phrases, KNOWING_PHRASES),
        [HSY_PHRASES_ANONYMITY] = LIST(anonymity_phrases, ANONYMITY_PHRASES),
        [HSY_PHRASES_REASONS] = LIST(anonymity_reasons, ANONYMITY_REASONS),
    };
    const word_list *list = &lists[phrases];
    char room[80];
    hsy_str text = {room, 0};
    uint32_t best = 0;
    for (uint32_t at = word; at < end; at++) {
        hsy_str next = hsy_lexicon_at(lexicon, at)->text;
        if (text.size + next.size + 1 > sizeof room) break;
        if (text.size > 0) room[text.size++] = ' ';
        memcpy(room + text.size, next.data, next.size);
        text.size += next.size;
        size_t found = lower_bound(list, text);
        if (found == list->count || strncmp(list->entries[found], text.data, text.size) != 0) break;
        if (list->entries[found][text.size] == '\0') best = at + 1 - word;
    }
    return best;
}
