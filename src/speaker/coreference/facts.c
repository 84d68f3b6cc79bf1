/* SPDX-License-Identifier: Apache-2.0 */
/* A mention's form, number, sex, name and place. */
#include <string.h>

#include "speaker/coreference/facts.h"

/* --- Small questions ---------------------------------------------------------------------- */

static bool is_and(const hsy_lexicon *lexicon, uint32_t word) {
    return hsy_lexicon_equals(lexicon, word, "and") || hsy_lexicon_equals(lexicon, word, "&") ||
           hsy_lexicon_equals(lexicon, word, "or");
}

static bool is_article(const hsy_lexicon *lexicon, uint32_t word) {
    return hsy_lexicon_equals(lexicon, word, "the") || hsy_lexicon_equals(lexicon, word, "a") ||
           hsy_lexicon_equals(lexicon, word, "an");
}

/* A plural by its spelling alone: not "bus", "crisis" or "loss". */
static bool is_plural(hsy_str text) {
    return text.size > 3 && text.data[text.size - 1] == 's' && memchr("sui", text.data[text.size - 2], 3) == NULL;
}

/* "Fishermen", "women"; not "specimen", "abdomen". */
static bool is_men(hsy_str text) {
    if (text.size < 5 || !hsy_str_ends(text, "men")) return false;
    return hsy_str_ends(text, "women") || memchr("iuo", text.data[text.size - 4], 3) == NULL;
}

/* The text of a noun's singular, as far as its spelling tells, hashed. */
static uint64_t stem(hsy_str text) {
    bool plural = is_plural(text), ies = plural && hsy_str_ends(text, "ies");
    size_t size = ies ? text.size - 3 : plural ? text.size - 1 : text.size;
    uint64_t hash = hsy_str_hash((hsy_str){text.data, size});
    return ies ? hsy_hash_add(hash, 'y') : hash;
}

/* --- Names ------------------------------------------------------------------------------------ */

/* Small words, one or several, or a full stop that stand inside of a name: "Ulla van der Berg". */
static bool joins_left(const hsy_lexicon *lexicon, uint32_t word, uint32_t low) {
    if (word <= low) return false;
    if (hsy_str_equal(lexicon->given[word], hsy_str_of("."))) return true;
    while (word > low && hsy_lexicon_is(lexicon, word, HSY_WORD_PARTICLE) && !hsy_lexicon_is_name(lexicon, word))
        word--;
    return hsy_lexicon_is_name(lexicon, word) && hsy_lexicon_is(lexicon, word + 1, HSY_WORD_PARTICLE);
}

static bool joins_right(const hsy_lexicon *lexicon, uint32_t word, uint32_t high) {
    if (!hsy_lexicon_is(lexicon, word, HSY_WORD_PARTICLE) || is_and(lexicon, word)) return false;
    while (word < high && hsy_lexicon_is(lexicon, word, HSY_WORD_PARTICLE) && !is_and(lexicon, word) &&
           !hsy_lexicon_is_name(lexicon, word))
        word++;
    return word < high && hsy_lexicon_is_name(lexicon, word);
}

/* "of", "the", "for": in front of a person's name they part it from an office ("Secretary of State John Kerry"). */
static bool parts_office(const hsy_lexicon *lexicon, uint32_t word) {
    return is_and(lexicon, word) || hsy_lexicon_equals(lexicon, word, "of") ||
           hsy_lexicon_equals(lexicon, word, "the") || hsy_lexicon_equals(lexicon, word, "for");
}

static uint32_t next_letters(const hsy_lexicon *lexicon, uint32_t word, uint32_t end) {
    while (word < end && !hsy_lexicon_is(lexicon, word, HSY_WORD_LETTERS))
        word++;
    return word;
}

/* Leaves off titles in front and suffixes behind; always leaves a word. */
static hsy_words bare_name(const hsy_lexicon *lexicon, hsy_words name, bool person) {
    for (;;) {
        name.start = next_letters(lexicon, name.start, name.end);
        uint32_t next = next_letters(lexicon, name.start + 1, name.end);
        if (next >= name.end || !hsy_lexicon_is(lexicon, name.start, HSY_WORD_TITLE)) break;
        hsy_str text = hsy_lexicon_at(lexicon, name.start)->text;
        if (!person && text.data[text.size - 1] != '.') break;
        name.start = next;
    }
    while (name.end > name.start + 1 && (!hsy_lexicon_is(lexicon, name.end - 1, HSY_WORD_LETTERS) ||
                                         hsy_lexicon_is(lexicon, name.end - 1, HSY_WORD_SUFFIX)))
        name.end--;
    for (uint32_t word = name.end - 1; person && word-- > name.start;)
        if (hsy_lexicon_is(lexicon, word, HSY_WORD_TITLE | HSY_WORD_NOT_NAME)) {
            name.start = next_letters(lexicon, word + 1, name.end);
            break;
        }
    return name;
}

/* The words of the name that the head stands in; empty where it is no name. */
static hsy_words name_of(const hsy_lexicon *lexicon, const hsy_mention *mention) {
    uint32_t low = mention->words.start, high = mention->words.end;
    if (!hsy_lexicon_is_name(lexicon, mention->head)) return (hsy_words){0, 0};
    hsy_words name = {mention->head, mention->head + 1};
    while (name.start > low &&
           (hsy_lexicon_is_name(lexicon, name.start - 1) || joins_left(lexicon, name.start - 1, low)))
        name.start--;
    bool person = mention->sort == HSY_SORT_PERSON;
    if (person)
        for (uint32_t word = mention->head; word-- > name.start;)
            if (parts_office(lexicon, word)) {
                name.start = word + 1;
                break;
            }
    while (name.end < high &&
           (hsy_lexicon_is_name(lexicon, name.end) || (!person && joins_right(lexicon, name.end, high))))
        name.end++;
    return bare_name(lexicon, name, person);
}

/* --- Mentions with others in them ----------------------------------------------------------------- */

/* "Sam and his wife" has the head of "Sam": of mentions with one head only the shortest is not joined. */
static bool is_wider(const hsy_mention *mentions, size_t count, size_t index) {
    enum { NEAR = 16 }; /* mentions that share a head stand close together */
    const hsy_mention *mention = &mentions[index];
    uint32_t size = mention->words.end - mention->words.start;
    size_t from = index > NEAR ? index - NEAR : 0, to = index + NEAR < count ? index + NEAR : count;
    for (size_t i = from; i < to; i++)
        if (mentions[i].head == mention->head && mentions[i].words.end - mentions[i].words.start < size) return true;
    return false;
}

static bool has_and(const hsy_lexicon *lexicon, uint32_t from, uint32_t to) {
    for (uint32_t word = from; word < to; word++)
        if (is_and(lexicon, word)) return true;
    return false;
}

/* Names up to an "and", and another mention from there to the end: "Ana Lund and Bo Lund". */
static bool coordinates(const hsy_lexicon *lexicon, const hsy_mention *mentions, size_t count, size_t index) {
    enum { NEAR = 16 };
    const hsy_mention *mention = &mentions[index];
    uint32_t at = mention->head + 1;
    while (at < mention->words.end && !is_and(lexicon, at)) {
        if (!hsy_lexicon_capital(lexicon, at) && !hsy_str_equal(lexicon->given[at], hsy_str_of(","))) return false;
        at++;
    }
    if (at >= mention->words.end) return false;
    if (mention->sort == HSY_SORT_ORGANIZATION && hsy_lexicon_equals(lexicon, at, "&") &&
        hsy_lexicon_capital(lexicon, mention->head))
        return false; /* "Marks & Spencer" */
    for (size_t i = index; i < count && i < index + NEAR; i++)
        if (mentions[i].words.start == at + 1 && mentions[i].words.end == mention->words.end) return true;
    return false;
}

/* --- Form, number, sex ------------------------------------------------------------------------------ */

static bool has_owner(const hsy_lexicon *lexicon, hsy_words words) {
    for (uint32_t word = words.start; word + 1 < words.end; word++)
        if (hsy_lexicon_is_clitic(lexicon, word)) return true;
    return false;
}

static hsy_form form_of(const hsy_lexicon *lexicon, const hsy_mention *mention, hsy_words words) {
    const hsy_entry *first = hsy_lexicon_at(lexicon, words.start);
    if (words.end - words.start == 1 && (first->class & HSY_WORD_PRONOUN) != 0) return (hsy_form)first->form;
    if (mention->name.start < mention->name.end) return HSY_FORM_NAME;
    if (first->determiner == HSY_FORM_BARE || first->determiner == HSY_FORM_INDEFINITE)
        return has_owner(lexicon, words) ? HSY_FORM_POSSESSED : (hsy_form)first->determiner;
    return (hsy_form)first->determiner;
}

/* "the mayor and two of her aides", where the head is the first one's. */
static bool is_sum(const hsy_lexicon *lexicon, const hsy_mention *mention, hsy_words words) {
    if (words.end - words.start >= 8) return false;
    for (uint32_t word = words.start + 1; word < words.end && word < words.start + 6; word++)
        if (mention->head < word && hsy_lexicon_equals(lexicon, word, "and")) return true;
    return false;
}

static hsy_number number_of(const hsy_lexicon *lexicon, const hsy_mention *mention, hsy_words words) {
    if (mention->joined) return HSY_NUMBER_MANY;
    const hsy_entry *head = hsy_lexicon_at(lexicon, mention->head);
    if ((head->class & HSY_WORD_MANY) != 0) return HSY_NUMBER_MANY;
    if (mention->name.start < mention->name.end) return HSY_NUMBER_ONE;
    if ((is_plural(head->text) || is_men(head->text)) && mention->sort != HSY_SORT_TIME) return HSY_NUMBER_MANY;
    return is_sum(lexicon, mention, words) ? HSY_NUMBER_MANY : HSY_NUMBER_ONE;
}

static hsy_sex sex_of(const hsy_lexicon *lexicon, const hsy_mention *mention, hsy_words words) {
    if (mention->name.start < mention->name.end)
        for (uint32_t word = words.start; word < words.end && word < words.start + 3; word++) {
            uint8_t sex = hsy_lexicon_at(lexicon, word)->honorific;
            if (sex != HSY_SEX_UNKNOWN) return (hsy_sex)sex;
        }
    return (hsy_sex)hsy_lexicon_at(lexicon, mention->head)->noun;
}

static void read_words(const hsy_lexicon *lexicon, hsy_mention *mentions, size_t count, size_t index) {
    hsy_mention *mention = &mentions[index];
    hsy_words words = mention->words;
    while (words.end > words.start + 1 && hsy_lexicon_is_clitic(lexicon, words.end - 1))
        words.end--;
    mention->joined = (is_wider(mentions, count, index) && has_and(lexicon, mention->head, mention->words.end)) ||
                      coordinates(lexicon, mentions, count, index);
    bool single = words.end - words.start == 1;
    mention->possessive =
        words.end < mention->words.end || (single && hsy_lexicon_is(lexicon, words.start, HSY_WORD_POSSESSIVE));
    const hsy_entry *first = hsy_lexicon_at(lexicon, words.start);
    bool pronoun = single && (first->class & HSY_WORD_PRONOUN) != 0;
    mention->name = pronoun || mention->joined ? (hsy_words){0, 0} : name_of(lexicon, mention);
    mention->form = (uint8_t)form_of(lexicon, mention, words);
    mention->sex = pronoun ? first->pronoun_sex : (uint8_t)sex_of(lexicon, mention, words);
    mention->number = pronoun ? first->pronoun_number : (uint8_t)number_of(lexicon, mention, words);
}

/* --- Where it stands ------------------------------------------------------------------------------------ */

static hsy_place place_of(const hsy_facts *facts, size_t index) {
    enum { NEAR = 6 };
    const hsy_mention *mention = &facts->mentions[index];
    const hsy_fact *fact = &facts->items[index];
    const hsy_fact *before = index > 0 ? fact - 1 : NULL;
    if (before == NULL || before->sentence != fact->sentence || before->paragraph != fact->paragraph)
        return HSY_PLACE_FIRST;
    for (size_t i = index > NEAR ? index - NEAR : 0; i < index; i++)
        if (facts->mentions[i].words.start <= mention->words.start &&
            mention->words.end <= facts->mentions[i].words.end)
            return HSY_PLACE_WITHIN;
    if (mention->words.start > 0 && hsy_lexicon_is(facts->lexicon, mention->words.start - 1, HSY_WORD_PREPOSITION))
        return HSY_PLACE_BEHIND;
    return HSY_PLACE_ELSE;
}

static hearsay_status read_name(const hsy_lexicon *lexicon, const hsy_mention *mention, hsy_fact *fact,
                                hsy_arena *arena, hearsay_error *error) {
    uint32_t *name = HSY_NEW(arena, uint32_t, mention->name.end - mention->name.start);
    if (name == NULL) return hsy_fail_memory(error);
    for (uint32_t word = mention->name.start; word < mention->name.end; word++)
        if (hsy_lexicon_is(lexicon, word, HSY_WORD_LETTERS)) name[fact->name_count++] = lexicon->number[word];
    fact->name = name;
    return HEARSAY_OK;
}

static hearsay_status read_fact(hsy_facts *facts, size_t index, const hsy_speeches *speeches, hsy_arena *arena,
                                hearsay_error *error) {
    const hsy_lexicon *lexicon = facts->lexicon;
    hsy_mention *mention = &facts->mentions[index];
    hsy_fact *fact = &facts->items[index];
    const hsy_word *head = &lexicon->tokens->words[mention->head];
    *fact = (hsy_fact){.text = HSY_HASH_START,
                       .stem = stem(hsy_lexicon_at(lexicon, mention->head)->text),
                       .sentence = head->sentence,
                       .paragraph = head->paragraph,
                       .quotation = head->quotation,
                       .source_of = HSY_NONE,
                       .key = HSY_NONE};
    mention->speech = speeches->speech[mention->head];
    fact->content = speeches->content[mention->head];
    if (mention->name.start < mention->name.end) {
        hearsay_status status = read_name(lexicon, mention, fact, arena, error);
        if (status != HEARSAY_OK) return status;
    }
    fact->look = fact->name_count > 0 ? fact->name[fact->name_count - 1] : lexicon->number[mention->head];
    for (uint32_t word = mention->words.start; word < mention->words.end; word++)
        if (hsy_lexicon_is(lexicon, word, HSY_WORD_LETTERS) && !is_article(lexicon, word) &&
            !hsy_lexicon_is_clitic(lexicon, word))
            fact->text = hsy_hash_add(fact->text, lexicon->number[word] + 1);
    fact->place = (uint8_t)place_of(facts, index);
    return HEARSAY_OK;
}

static hearsay_status read_all(hsy_facts *facts, const hsy_attributions *attributions, const uint32_t *source,
                               hsy_arena *arena, hsy_arena *work, hearsay_error *error) {
    hsy_speeches speeches;
    hearsay_status status = hsy_speech_find(attributions, work, &speeches, error);
    for (size_t i = 0; i < facts->count; i++)
        read_words(facts->lexicon, facts->mentions, facts->count, i);
    for (size_t i = 0; i < facts->count && status == HEARSAY_OK; i++)
        status = read_fact(facts, i, &speeches, arena, error);
    if (status != HEARSAY_OK) return status;
    for (size_t i = attributions->count; i-- > 0;)
        if (source[i] != HSY_NONE) facts->items[source[i]].source_of = (uint32_t)i;
    return hsy_names_join(facts, work, error);
}

hearsay_status hsy_facts_read(const hsy_lexicon *lexicon, const hsy_attributions *attributions, hsy_mention *mentions,
                              size_t count, const uint32_t *source, hsy_arena *arena, hsy_facts *facts,
                              hearsay_error *error) {
    *facts =
        (hsy_facts){.lexicon = lexicon, .mentions = mentions, .items = HSY_NEW(arena, hsy_fact, count), .count = count};
    if (facts->items == NULL) return hsy_fail_memory(error);
    hsy_arena work;
    hsy_arena_init(&work, &arena->allocator);
    hearsay_status status = read_all(facts, attributions, source, arena, &work, error);
    hsy_arena_free(&work);
    return status;
}
