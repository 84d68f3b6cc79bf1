/* SPDX-License-Identifier: Apache-2.0 */
/* Whose name it is: a person's, a body's, an outlet's. */
#include <string.h>

#include "speaker/kind/kind.h"
#include "speaker/words/use.h"

enum { ACRONYM = 6 }; /* bytes of one: what is longer may be a name in capitals */

/* --- The words of a name ------------------------------------------------------------------------- */

/* Where the name that ends at `head` begins: at the first of the large words before it. */
static uint32_t name_start(const hsy_lexicon *lexicon, hsy_words words, uint32_t head) {
    uint32_t start = head;
    while (start > words.start) {
        uint32_t before = start - 1;
        bool small = hsy_lexicon_is(lexicon, before, HSY_WORD_PARTICLE) && before > words.start &&
                     hsy_lexicon_capital(lexicon, before - 1) && !hsy_lexicon_equals(lexicon, before, "and");
        if (!hsy_lexicon_capital(lexicon, before) && !small) break;
        if (hsy_lexicon_equals(lexicon, before, "the")) break;
        start--;
    }
    return start;
}

/* "StarPatrol.com" */
static bool is_site(hsy_str small) {
    static const char *const endings[] = {".com", ".org", ".net", ".co.uk", ".tv", ".info", ".news"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (hsy_str_ends(small, endings[i])) return true;
    return false;
}

static bool all_large(hsy_str text) {
    size_t letters = 0;
    for (size_t at = 0, length; at < text.size; at += length) {
        uint32_t point = hsy_utf8_decode(text.data, text.size, at, &length);
        if (hsy_point_is_lower(point)) return false;
        letters += hsy_point_is_upper(point);
    }
    return letters >= 2;
}

/* Whether the story writes other names in capitals alone around here: a headline, where they tell nothing. */
static bool is_shouted(const hsy_lexicon *lexicon, uint32_t word) {
    uint32_t beside = word > 0 ? word - 1 : word + 1;
    if (beside >= lexicon->tokens->word_count) return false;
    return lexicon->given[beside].size > 3 && all_large(lexicon->given[beside]);
}

typedef struct source_name {
    const hsy_lexicon *lexicon;
    const hsy_phrase *phrase;
    uint32_t start, end;
    bool article;    /* "the" stands before it */
    bool first_name; /* one of its words but the last is a first name */
    bool title;      /* it begins with a title, or has a short one in it: "Democratic Sen. Nora Whitfield" */
} source_name;

static source_name read_name(const hsy_lexicon *lexicon, const hsy_phrase *phrase) {
    source_name made = {.lexicon = lexicon, .phrase = phrase, .end = phrase->head + 1};
    made.start = name_start(lexicon, phrase->words, phrase->head);
    made.article = made.start > phrase->words.start && hsy_lexicon_equals(lexicon, made.start - 1, "the");
    for (uint32_t word = made.start; word + 1 < made.end; word++) {
        const hsy_entry *entry = hsy_lexicon_at(lexicon, word);
        made.first_name |= entry->first_name != HSY_SEX_UNKNOWN;
        made.title |= (entry->class & HSY_WORD_TITLE) != 0 && (word == made.start || hsy_str_ends(entry->text, "."));
    }
    return made;
}

/* --- By the lists, by its words, by what stands before it ------------------------------------------ */

static const hsy_kind_guess unknown = {HEARSAY_KIND_NONE, 0};

static hsy_kind_guess by_lists(const source_name *name) {
    const hsy_lexicon *lexicon = name->lexicon;
    uint32_t size = name->end - name->start, head = name->end - 1;
    hsy_str first = hsy_lexicon_at(lexicon, name->start)->text, last = hsy_lexicon_at(lexicon, head)->text;
    if (is_site(last)) return (hsy_kind_guess){HEARSAY_KIND_OUTLET, 4};
    /* One word may be a family name too: "Forbes", "Jordan". */
    int sure = size > 1 || name->article || all_large(lexicon->given[head]) ? 4 : 2;
    bool listed = hsy_noun_match(lexicon, HSY_PHRASES_OUTLETS, name->start, name->end) == size;
    bool common = hsy_lexicon_begins(lexicon, name->start) && hsy_lexicon_is(lexicon, name->start, HSY_WORD_SMALL);
    if (listed && (sure == 4 || !common)) /* "Time" need not be the magazine */
        return (hsy_kind_guess){HEARSAY_KIND_OUTLET, sure};
    if (hsy_noun_match(lexicon, HSY_PHRASES_BODIES, name->start, name->end) == size)
        return (hsy_kind_guess){HEARSAY_KIND_ORGANIZATION, sure};
    if (!name->first_name && size > 1 && (hsy_noun_ends_outlet(last) || hsy_noun_begins_outlet(first)))
        return (hsy_kind_guess){HEARSAY_KIND_OUTLET, 3};
    return unknown;
}

static hsy_kind_guess by_words(const source_name *name) {
    const hsy_lexicon *lexicon = name->lexicon;
    const hsy_phrase *phrase = name->phrase;
    const hsy_entry *first = hsy_lexicon_at(lexicon, name->start);
    uint32_t size = name->end - name->start;
    uint32_t others = HSY_NOUN_ORGANIZATION | HSY_NOUN_OUTLET | HSY_NOUN_DOCUMENT;
    if (first->honorific != HSY_SEX_UNKNOWN && size > 1) return (hsy_kind_guess){HEARSAY_KIND_PERSON, 4};
    if (name->title && (phrase->noun & HSY_NOUN_KINDS) == 0) return (hsy_kind_guess){HEARSAY_KIND_PERSON, 4};
    if (size > 1 && hsy_use_has(lexicon, name->end - 1, "firm")) return (hsy_kind_guess){HEARSAY_KIND_ORGANIZATION, 3};
    if (name->first_name && (phrase->noun & others) == 0) return (hsy_kind_guess){HEARSAY_KIND_PERSON, 3};
    if (name->first_name && size == 2) return (hsy_kind_guess){HEARSAY_KIND_PERSON, 2};
    if ((phrase->noun & HSY_NOUN_ORGANIZATION) != 0) return (hsy_kind_guess){HEARSAY_KIND_ORGANIZATION, 4};
    if ((phrase->noun & HSY_NOUN_KINDS) != 0) return (hsy_kind_guess){hsy_kind_of_noun(phrase), 3};
    if (size > 1 && (hsy_noun_class(first->text) & HSY_NOUN_ORGANIZATION) != 0)
        return (hsy_kind_guess){HEARSAY_KIND_ORGANIZATION, 2};
    for (uint32_t word = name->start; word < name->end; word++)
        if (hsy_lexicon_equals(lexicon, word, "&")) return (hsy_kind_guess){HEARSAY_KIND_ORGANIZATION, 3};
    return unknown;
}

/* "nominee Whitfield", "state oil company Varpet", "the Clintons", "AROS" */
static hsy_kind_guess by_place(const source_name *name) {
    const hsy_lexicon *lexicon = name->lexicon;
    hsy_str last = hsy_lexicon_at(lexicon, name->end - 1)->text, given = lexicon->given[name->start];
    uint32_t before = 0;
    if (name->phrase->words.start < name->start)
        before = hsy_noun_class(hsy_lexicon_at(lexicon, name->start - 1)->text);
    bool analysts = (before & HSY_NOUN_PLURAL) != 0 && !name->phrase->joined; /* "market analysts Pell" are a firm */
    if ((before & HSY_NOUN_PERSON) != 0 && analysts) return (hsy_kind_guess){HEARSAY_KIND_ORGANIZATION, 3};
    if ((before & HSY_NOUN_PERSON) != 0) return (hsy_kind_guess){HEARSAY_KIND_PERSON, 3};
    if ((before & HSY_NOUN_ORGANIZATION) != 0) return (hsy_kind_guess){HEARSAY_KIND_ORGANIZATION, 3};
    if (name->end - name->start == 1 && all_large(given) && !is_shouted(lexicon, name->start))
        return (hsy_kind_guess){HEARSAY_KIND_ORGANIZATION, given.size <= ACRONYM ? 2 : 1};
    if (name->article && hsy_str_ends(last, "s")) return (hsy_kind_guess){HEARSAY_KIND_GROUP, 1};
    if (name->article) return (hsy_kind_guess){HEARSAY_KIND_ORGANIZATION, 2};
    return (hsy_kind_guess){HEARSAY_KIND_PERSON, 1};
}

hsy_kind_guess hsy_kind_of_name(const hsy_lexicon *lexicon, const hsy_phrase *phrase) {
    source_name name = read_name(lexicon, phrase);
    hsy_kind_guess found = by_lists(&name);
    if (found.weight == 0) found = by_words(&name);
    return found.weight != 0 ? found : by_place(&name);
}
