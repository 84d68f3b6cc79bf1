/* SPDX-License-Identifier: Apache-2.0 */
/* Words without their capitals, each looked up once in the lists of data/speaker. */
#include <string.h>

#include <utf8proc.h>

#include "speaker/parts.h"
#include "base/wordlist.h"

#include "speaker/list_be.h"
#include "speaker/list_between_be.h"
#include "speaker/list_determiners.h"
#include "speaker/list_first_names.h"
#include "speaker/list_gendered_nouns.h"
#include "speaker/list_honorifics.h"
#include "speaker/list_name_particles.h"
#include "speaker/list_name_suffixes.h"
#include "speaker/list_not_names.h"
#include "speaker/list_phrase_breaks.h"
#include "speaker/list_plural_nouns.h"
#include "speaker/list_possessives.h"
#include "speaker/list_prepositions.h"
#include "speaker/list_pronouns.h"
#include "speaker/list_titles.h"

/* --- The lists ------------------------------------------------------------------------------ */

static uint8_t sex_of(const char *rest) {
    if (hsy_word_list_holds(rest, "male")) return HSY_SEX_MALE;
    if (hsy_word_list_holds(rest, "female")) return HSY_SEX_FEMALE;
    return hsy_word_list_holds(rest, "neuter") ? HSY_SEX_NEUTER : HSY_SEX_UNKNOWN;
}

static const hsy_word_list determiners = HSY_WORD_LIST(determiners, DETERMINERS);
static const hsy_word_list first_names = HSY_WORD_LIST(first_names, FIRST_NAMES);
static const hsy_word_list gendered_nouns = HSY_WORD_LIST(gendered_nouns, GENDERED_NOUNS);
static const hsy_word_list honorifics = HSY_WORD_LIST(honorifics, HONORIFICS);
static const hsy_word_list pronouns = HSY_WORD_LIST(pronouns, PRONOUNS);

static void look_up_pronoun(hsy_entry *entry) {
    static const char *const forms[] = {"i", "we", "you", "he", "she", "it", "they", "demonstrative", "other"};
    const char *rest = hsy_word_list_find(&pronouns, entry->text);
    if (rest == NULL) return;
    entry->class |= HSY_WORD_PRONOUN;
    size_t form = 0;
    while (form < HSY_FORM_OTHER_PRONOUN && !hsy_word_list_holds(rest, forms[form]))
        form++;
    entry->form = (uint8_t)form;
    entry->pronoun_sex = sex_of(rest);
    entry->pronoun_number = hsy_word_list_holds(rest, "one")    ? HSY_NUMBER_ONE
                            : hsy_word_list_holds(rest, "many") ? HSY_NUMBER_MANY
                                                                : HSY_NUMBER_UNKNOWN;
}

static void look_up_determiner(hsy_entry *entry) {
    const char *rest = hsy_word_list_find(&determiners, entry->text);
    entry->determiner = HSY_FORM_BARE;
    if (rest == NULL) return;
    entry->class |= HSY_WORD_DETERMINER;
    entry->determiner = hsy_word_list_holds(rest, "definite")    ? HSY_FORM_DEFINITE
                        : hsy_word_list_holds(rest, "this")      ? HSY_FORM_THIS
                        : hsy_word_list_holds(rest, "possessed") ? HSY_FORM_POSSESSED
                                                                 : HSY_FORM_INDEFINITE;
}

/* What a first name in small letters says; a double one what both say: "anna-maria", but not "jean-claude". */
static hsy_sex first_name_of(hsy_str text) {
    uint8_t whole = sex_of(hsy_word_list_find(&first_names, text));
    const char *hyphen = whole == HSY_SEX_UNKNOWN ? memchr(text.data, '-', text.size) : NULL;
    if (hyphen == NULL) return (hsy_sex)whole;
    size_t front = (size_t)(hyphen - text.data);
    uint8_t first = sex_of(hsy_word_list_find(&first_names, (hsy_str){text.data, front}));
    uint8_t second = sex_of(hsy_word_list_find(&first_names, (hsy_str){hyphen + 1, text.size - front - 1}));
    return first == second ? (hsy_sex)first : HSY_SEX_UNKNOWN;
}

static void look_up(hsy_entry *entry) {
    static const struct {
        hsy_word_list list;
        uint32_t class;
    } lists[] = {
        {HSY_WORD_LIST(titles, TITLES), HSY_WORD_TITLE},
        {HSY_WORD_LIST(not_names, NOT_NAMES), HSY_WORD_NOT_NAME},
        {HSY_WORD_LIST(name_particles, NAME_PARTICLES), HSY_WORD_PARTICLE},
        {HSY_WORD_LIST(name_suffixes, NAME_SUFFIXES), HSY_WORD_SUFFIX},
        {HSY_WORD_LIST(prepositions, PREPOSITIONS), HSY_WORD_PREPOSITION},
        {HSY_WORD_LIST(be, BE), HSY_WORD_BE},
        {HSY_WORD_LIST(between_be, BETWEEN_BE), HSY_WORD_BETWEEN},
        {HSY_WORD_LIST(plural_nouns, PLURAL_NOUNS), HSY_WORD_MANY},
        {HSY_WORD_LIST(possessives, POSSESSIVES), HSY_WORD_POSSESSIVE},
        {HSY_WORD_LIST(phrase_breaks, PHRASE_BREAKS), HSY_WORD_BREAK},
    };
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (hsy_word_list_find(&lists[i].list, entry->text) != NULL) entry->class |= lists[i].class;
    entry->honorific = sex_of(hsy_word_list_find(&honorifics, entry->text));
    entry->noun = sex_of(hsy_word_list_find(&gendered_nouns, entry->text));
    entry->first_name = (uint8_t)first_name_of(entry->text);
    look_up_pronoun(entry);
    look_up_determiner(entry);
    for (size_t at = 0, length; at < entry->text.size; at += length) {
        uint32_t point = hsy_utf8_decode(entry->text.data, entry->text.size, at, &length);
        if (hsy_point_is_letter(point) || hsy_point_is_digit(point)) entry->class |= HSY_WORD_LETTERS;
    }
}

/* --- The words of a story ------------------------------------------------------------------------ */

/* Writes `text` without its capitals and with a straight apostrophe to `out`, which has room for `text.size` bytes and
 * three more; returns the size. A code point whose small form takes more bytes than itself stays as it is. */
static size_t lower(hsy_str text, char *out) {
    size_t size = 0;
    for (size_t at = 0, length; at < text.size; at += length) {
        uint32_t point = hsy_utf8_decode(text.data, text.size, at, &length);
        char small[4];
        size_t bytes =
            hsy_utf8_encode(point == 0x2019 ? '\'' : (uint32_t)utf8proc_tolower((utf8proc_int32_t)point), small);
        bool fits = bytes <= length;
        memcpy(out + size, fits ? small : text.data + at, fits ? bytes : length);
        size += fits ? bytes : length;
    }
    return size;
}

/* The number of an entry of this text, made where there is none. `slots` [mask + 1]: number + 1, or 0. */
static uint32_t intern(hsy_lexicon *lexicon, hsy_str text, uint32_t *slots, uint32_t mask) {
    uint32_t slot = (uint32_t)hsy_str_hash(text) & mask;
    while (slots[slot] != 0 && !hsy_str_equal(lexicon->entries[slots[slot] - 1].text, text))
        slot = (slot + 1) & mask;
    if (slots[slot] == 0) {
        hsy_entry *entry = &lexicon->entries[lexicon->entry_count++];
        *entry = (hsy_entry){.text = text};
        look_up(entry);
        slots[slot] = (uint32_t)lexicon->entry_count;
    }
    return slots[slot] - 1;
}

static bool has_upper(hsy_str text) {
    for (size_t at = 0, length; at < text.size; at += length)
        if (hsy_point_is_upper(hsy_utf8_decode(text.data, text.size, at, &length))) return true;
    return false;
}

static void fill(hsy_lexicon *lexicon, char *room, uint32_t *slots, uint32_t mask) {
    const hsy_tokens *tokens = lexicon->tokens;
    for (size_t word = 0; word < tokens->word_count; word++) {
        hsy_span span = tokens->words[word].text;
        hsy_str given = {tokens->story->text.data + span.start, span.end - span.start};
        size_t before = lexicon->entry_count;
        hsy_str small = {room, lower(given, room)};
        uint32_t number = intern(lexicon, small, slots, mask);
        if (lexicon->entry_count > before) room += small.size; /* kept; else the room is used again */
        lexicon->given[word] = given;
        lexicon->number[word] = number;
        if ((lexicon->entries[number].class & HSY_WORD_LETTERS) != 0 && !has_upper(given))
            lexicon->entries[number].class |= HSY_WORD_SMALL;
    }
}

hearsay_status hsy_lexicon_read(const hsy_tokens *tokens, hsy_arena *arena, hsy_lexicon *lexicon,
                                hearsay_error *error) {
    size_t count = tokens->word_count, bytes = 4;
    for (size_t word = 0; word < count; word++)
        bytes += tokens->words[word].text.end - tokens->words[word].text.start;
    size_t slot_count = 16;
    while (slot_count < 2 * count)
        slot_count *= 2;
    hsy_arena work;
    hsy_arena_init(&work, &arena->allocator);
    uint32_t *slots = HSY_NEW(&work, uint32_t, slot_count);
    char *room = HSY_NEW(arena, char, bytes);
    *lexicon = (hsy_lexicon){
        .tokens = tokens,
        .number = HSY_NEW(arena, uint32_t, count),
        .entries = HSY_NEW(arena, hsy_entry, count),
        .given = HSY_NEW(arena, hsy_str, count),
    };
    bool have = slots != NULL && room != NULL && lexicon->number != NULL && lexicon->entries != NULL &&
                lexicon->given != NULL && slot_count <= UINT32_MAX;
    if (have) fill(lexicon, room, slots, (uint32_t)(slot_count - 1));
    hsy_arena_free(&work);
    return have ? HEARSAY_OK : hsy_fail_memory(error);
}

/* --- Questions about a word ------------------------------------------------------------------------ */

bool hsy_lexicon_equals(const hsy_lexicon *lexicon, uint32_t word, const char *text) {
    return hsy_str_equal(hsy_lexicon_at(lexicon, word)->text, hsy_str_of(text));
}

bool hsy_lexicon_is_clitic(const hsy_lexicon *lexicon, uint32_t word) {
    return hsy_lexicon_equals(lexicon, word, "'s") || hsy_lexicon_equals(lexicon, word, "'");
}

bool hsy_lexicon_capital(const hsy_lexicon *lexicon, uint32_t word) {
    hsy_str given = lexicon->given[word];
    size_t length;
    if (hsy_point_is_upper(hsy_utf8_decode(given.data, given.size, 0, &length))) return true;
    if (given.size > 3 && has_upper(given)) return true; /* "iPhone", "al-Hassan" */
    hsy_str small = hsy_lexicon_at(lexicon, word)->text;
    return small.size > 3 && (memcmp(small.data, "al-", 3) == 0 || memcmp(small.data, "el-", 3) == 0);
}

bool hsy_lexicon_begins(const hsy_lexicon *lexicon, uint32_t word) {
    const hsy_word *words = lexicon->tokens->words;
    if (word == 0 || words[word].sentence != words[word - 1].sentence ||
        words[word].paragraph != words[word - 1].paragraph)
        return true;
    static const char *const openers[] = {"“", "\"", "‘", ":"};
    for (size_t i = 0; i < sizeof openers / sizeof *openers; i++)
        if (hsy_str_equal(lexicon->given[word - 1], hsy_str_of(openers[i]))) return true;
    return false;
}

bool hsy_lexicon_is_name(const hsy_lexicon *lexicon, uint32_t word) {
    if (!hsy_lexicon_capital(lexicon, word)) return false;
    uint32_t class = hsy_lexicon_at(lexicon, word)->class;
    if ((class & (HSY_WORD_PRONOUN | HSY_WORD_DETERMINER)) != 0) return false;
    bool loose = hsy_lexicon_begins(lexicon, word) || lexicon->tokens->words[word].paragraph == 0;
    return (class & HSY_WORD_SMALL) == 0 || !loose;
}

hsy_words hsy_lexicon_sentence(const hsy_lexicon *lexicon, uint32_t word) {
    enum { REACH = 200 };
    const hsy_word *words = lexicon->tokens->words;
    size_t count = lexicon->tokens->word_count, low = word > REACH ? word - REACH : 0;
    if (count > word + REACH) count = word + REACH;
    hsy_words range = {word, word + 1};
    while (range.start > low && words[range.start - 1].sentence == words[word].sentence &&
           words[range.start - 1].paragraph == words[word].paragraph)
        range.start--;
    while (range.end < count && words[range.end].sentence == words[word].sentence &&
           words[range.end].paragraph == words[word].paragraph)
        range.end++;
    return range;
}

hsy_sex hsy_lexicon_first_name(hsy_str name) {
    char small[64];
    if (name.size == 0 || name.size > sizeof small - 4) return HSY_SEX_UNKNOWN;
    hsy_str text = {small, lower(name, small)};
    return first_name_of(text);
}
