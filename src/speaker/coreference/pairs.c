/* SPDX-License-Identifier: Apache-2.0 */
#include "speaker/coreference/pairs.h"

#include <string.h>

const uint8_t hsy_pair_sizes[HSY_PAIR_COLUMNS] = {
    [HSY_PAIR_FORM] = HSY_FORMS * HSY_FORMS,
    [HSY_PAIR_SORT] = HSY_SORTS * HSY_SORTS,
    [HSY_PAIR_SEX] = HSY_SEXES * HSY_SEXES,
    [HSY_PAIR_NUMBER] = HSY_NUMBERS * HSY_NUMBERS,
    [HSY_PAIR_NAME] = HSY_NAME_RELATIONS,
    [HSY_PAIR_HEAD] = HSY_HEAD_RELATIONS,
    [HSY_PAIR_STRING] = 2,
    [HSY_PAIR_PATTERN] = HSY_PATTERNS,
    [HSY_PAIR_SENTENCES] = 9,
    [HSY_PAIR_MENTIONS] = 11,
    [HSY_PAIR_PARAGRAPH] = 4,
    [HSY_PAIR_QUOTE] = 5,
    [HSY_PAIR_SPEECH] = HSY_SPEECHES,
    [HSY_PAIR_RANK] = 6,
    [HSY_PAIR_SALIENCE] = 6,
    [HSY_PAIR_PLACE] = 4,
    [HSY_PAIR_NAME_SEX] = HSY_SEXES * HSY_SEXES,
    [HSY_PAIR_SOURCE] = 4,
    [HSY_PAIR_ROLE] = HSY_PLACES * HSY_PLACES,
    [HSY_PAIR_KNOWN] = HSY_KNOWNS,
};

const uint8_t hsy_alone_sizes[HSY_ALONE_COLUMNS] = {
    [HSY_ALONE_FORM] = HSY_FORMS, [HSY_ALONE_SORT] = HSY_SORTS, [HSY_ALONE_SEEN_HEAD] = 3, [HSY_ALONE_SEEN_STRING] = 3,
    [HSY_ALONE_FIRST] = 2,        [HSY_ALONE_PARAGRAPH] = 3,    [HSY_ALONE_SPEECH] = 3,
};

/* --- A mention's side of a pair ------------------------------------------------------------------------- */

/* What every pair asks of a mention, worked out once and held together: there are many pairs. */
struct hsy_side {
    uint64_t words; /* a bit for each word that holds() looks at, by its number in the lexicon */
    uint32_t head;  /* its head's number in the lexicon */
    bool pronoun, noun, named_person;
};

enum { HELD_LONGEST = 24 };

static uint64_t bit_of(uint32_t number) {
    return (uint64_t)1 << number % 64;
}

static bool is_noun(const hsy_mention *mention) {
    return mention->form > HSY_FORM_NAME && !mention->joined;
}

static bool is_named_person(const hsy_facts *facts, size_t index) {
    return facts->mentions[index].person && facts->items[index].key != HSY_NONE;
}

/* The words that are looked at to see whether one stands in the mention: of a very long one only its beginning. */
static hsy_words held_words(const hsy_mention *mention) {
    hsy_words words = mention->words;
    if (words.end > words.start + HELD_LONGEST) words.end = words.start + HELD_LONGEST;
    return words;
}

static struct hsy_side side_of(const hsy_facts *facts, size_t index) {
    const hsy_mention *mention = &facts->mentions[index];
    struct hsy_side side = {
        .head = facts->lexicon->number[mention->head],
        .pronoun = hsy_form_is_pronoun((hsy_form)mention->form),
        .noun = is_noun(mention),
        .named_person = is_named_person(facts, index),
    };
    hsy_words held = held_words(mention);
    for (uint32_t word = held.start; word < held.end; word++)
        side.words |= bit_of(facts->lexicon->number[word]);
    return side;
}

static uint8_t bucket(size_t value, const uint8_t *borders, uint8_t count) {
    uint8_t found = 0;
    while (found + 1 < count && value >= borders[found + 1])
        found++;
    return found;
}

static void fill_buckets(hsy_pairs *pairs) {
    static const uint8_t sentences[] = {0, 1, 2, 3, 4, 6, 9, 16, HSY_SENTENCES_MOST};
    static const uint8_t mentions[] = {1, 2, 3, 4, 5, 7, 11, 21, 41, 81, 161};
    static const uint8_t counts[] = {0, 1, 2, 4, HSY_SEEN_MOST};
    for (size_t i = 0; i <= HSY_SENTENCES_MOST; i++)
        pairs->sentences[i] = bucket(i, sentences, sizeof sentences);
    for (size_t i = 0; i <= HSY_PAIRS_REACH; i++)
        pairs->mentions[i] = bucket(i, mentions, sizeof mentions);
    for (size_t i = 0; i <= HSY_SEEN_MOST; i++)
        pairs->counts[i] = bucket(i, counts, sizeof counts);
}

static uint8_t count_bucket(const hsy_pairs *pairs, size_t count) {
    return pairs->counts[count < HSY_SEEN_MOST ? count : HSY_SEEN_MOST];
}

/* --- What names are known for ---------------------------------------------------------------------- */

struct hsy_noun {
    uint32_t noun; /* number in the lexicon */
    uint32_t next; /* in the pool; HSY_NONE */
};

/* Of very many nouns only the latest count. */
static bool is_known_for(const hsy_pairs *pairs, uint32_t key, uint32_t noun) {
    enum { MOST = 64 };
    uint32_t at = pairs->nouns[key];
    for (int tried = 0; at != HSY_NONE && tried < MOST; at = pairs->pool[at].next, tried++)
        if (pairs->pool[at].noun == noun) return true;
    return false;
}

static void learn_noun(hsy_pairs *pairs, uint32_t key, uint32_t noun) {
    if (pairs->pool_count == pairs->pool_room || is_known_for(pairs, key, noun)) return;
    pairs->pool[pairs->pool_count] = (struct hsy_noun){.noun = noun, .next = pairs->nouns[key]};
    pairs->nouns[key] = pairs->pool_count++;
    pairs->known[noun] = true;
}

/* "director Yusuf Devereaux": the words before the name. */
static void learn_titles(hsy_pairs *pairs, size_t index) {
    enum { LONGEST = 8 };
    const hsy_facts *facts = pairs->facts;
    const hsy_mention *mention = &facts->mentions[index];
    uint32_t start = mention->words.start;
    if (mention->name.start > start + LONGEST) start = mention->name.start - LONGEST;
    for (uint32_t word = start; word < mention->name.start; word++) {
        const hsy_entry *entry = hsy_lexicon_at(facts->lexicon, word);
        if ((entry->class & HSY_WORD_LETTERS) == 0 ||
            (entry->class & (HSY_WORD_DETERMINER | HSY_WORD_PREPOSITION | HSY_WORD_PRONOUN)) != 0)
            continue;
        learn_noun(pairs, facts->items[index].key, facts->lexicon->number[word]);
    }
}

static hsy_pattern pattern_of(const hsy_facts *facts, size_t later, size_t earlier);

/* "Yusuf Devereaux, the director", "the director, Yusuf Devereaux", "Devereaux is the director". */
static void learn_appositions(hsy_pairs *pairs, size_t index) {
    enum { NEAR = 6 };
    const hsy_facts *facts = pairs->facts;
    for (size_t i = index > NEAR ? index - NEAR : 0; i < index; i++) {
        if (facts->items[i].sentence != facts->items[index].sentence) continue;
        const hsy_mention *later = &facts->mentions[index], *earlier = &facts->mentions[i];
        bool name_first = is_named_person(facts, i) && is_noun(later);
        bool noun_first = is_named_person(facts, index) && is_noun(earlier);
        if ((!name_first && !noun_first) || later->number == HSY_NUMBER_MANY || earlier->number == HSY_NUMBER_MANY)
            continue;
        hsy_pattern pattern = pattern_of(facts, index, i);
        /* Inside: the apposition is a part of the name's own mention. */
        bool apposed = pattern == HSY_PATTERN_INSIDE && name_first && later->words.start > earlier->name.end &&
                       hsy_str_equal(facts->lexicon->given[later->words.start - 1], hsy_str_of(","));
        if (pattern != HSY_PATTERN_COMMA && pattern != HSY_PATTERN_ADJACENT && pattern != HSY_PATTERN_COPULA &&
            !apposed)
            continue;
        if (name_first)
            learn_noun(pairs, facts->items[i].key, facts->lexicon->number[later->head]);
        else
            learn_noun(pairs, facts->items[index].key, facts->lexicon->number[earlier->head]);
    }
}

hearsay_status hsy_pairs_new(const hsy_facts *facts, hsy_arena *work, hsy_pairs *pairs, hearsay_error *error) {
    size_t entries = facts->lexicon->entry_count;
    *pairs = (hsy_pairs){
        .facts = facts,
        .sides = HSY_NEW(work, struct hsy_side, facts->count),
        .seen = HSY_NEW(work, uint32_t, entries),
        .nouns = HSY_NEW(work, uint32_t, facts->key_count),
        .known = HSY_NEW(work, bool, entries),
        .pool = HSY_NEW(work, struct hsy_noun, 4 * facts->count),
        .pool_room = (uint32_t)(4 * facts->count),
    };
    if (pairs->sides == NULL || pairs->seen == NULL || pairs->nouns == NULL || pairs->known == NULL ||
        pairs->pool == NULL)
        return hsy_fail_memory(error);
    fill_buckets(pairs);
    for (size_t i = 0; i < facts->count; i++)
        pairs->sides[i] = side_of(facts, i);
    for (size_t i = 0; i < facts->key_count; i++)
        pairs->nouns[i] = HSY_NONE;
    for (size_t i = 0; i < facts->count; i++) {
        if (is_named_person(facts, i)) learn_titles(pairs, i);
        learn_appositions(pairs, i);
    }
    return HEARSAY_OK;
}

/* Of a noun and a person's name. */
static hsy_known known(const hsy_pairs *pairs, size_t noun, size_t name) {
    uint32_t key = pairs->facts->items[name].key, word = pairs->sides[noun].head;
    if (is_known_for(pairs, key, word)) return HSY_KNOWN_YES;
    if (pairs->known[word]) return HSY_KNOWN_OTHERS;
    return pairs->nouns[key] != HSY_NONE ? HSY_KNOWN_NO : HSY_KNOWN_UNTOLD;
}

/* A noun is no name: one way round at most. */
static hsy_known known_of(const hsy_pairs *pairs, size_t later, size_t earlier) {
    const struct hsy_side *i = &pairs->sides[later], *j = &pairs->sides[earlier];
    if (i->noun && j->named_person) return known(pairs, later, earlier);
    return j->noun && i->named_person ? known(pairs, earlier, later) : HSY_KNOWN_UNTOLD;
}

/* --- Two mentions ------------------------------------------------------------------------------------- */

static hsy_pattern between(const hsy_facts *facts, const hsy_mention *later, const hsy_mention *earlier) {
    enum { WIDEST = 3 };
    const hsy_lexicon *lexicon = facts->lexicon;
    hsy_words a = later->words, b = earlier->words;
    if (b.start <= a.start && a.end <= b.end)
        return later->possessive && a.start == b.start ? HSY_PATTERN_POSSESSOR : HSY_PATTERN_INSIDE;
    if (a.start <= b.start && b.end <= a.end) return HSY_PATTERN_HOLDS;
    if (a.start < b.end || a.start - b.end > WIDEST) return HSY_PATTERN_NONE;
    if (a.start == b.end) return HSY_PATTERN_ADJACENT;
    if (a.start - b.end == 1) {
        static const struct {
            const char *mark;
            hsy_pattern pattern;
        } marks[] = {{",", HSY_PATTERN_COMMA}, {"(", HSY_PATTERN_BRACKET}, {":", HSY_PATTERN_COLON},
                     {"—", HSY_PATTERN_COLON}, {"–", HSY_PATTERN_COLON},   {"-", HSY_PATTERN_COLON}};
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
            if (hsy_str_equal(lexicon->given[b.end], hsy_str_of(marks[i].mark))) return marks[i].pattern;
    }
    bool be = false;
    for (uint32_t word = b.end; word < a.start; word++) {
        if (!hsy_lexicon_is(lexicon, word, HSY_WORD_BE | HSY_WORD_BETWEEN)) return HSY_PATTERN_NONE;
        be = be || hsy_lexicon_is(lexicon, word, HSY_WORD_BE);
    }
    return be ? HSY_PATTERN_COPULA : HSY_PATTERN_NONE;
}

/* The comma of "... a lawyer, an insider claims" parts a content from its source and joins nothing. */
static hsy_pattern pattern_of(const hsy_facts *facts, size_t later, size_t earlier) {
    hsy_pattern pattern = between(facts, &facts->mentions[later], &facts->mentions[earlier]);
    bool within = pattern == HSY_PATTERN_INSIDE || pattern == HSY_PATTERN_HOLDS || pattern == HSY_PATTERN_POSSESSOR;
    return within || facts->items[later].content == facts->items[earlier].content ? pattern : HSY_PATTERN_NONE;
}

/* Whether a word stands in a mention, articles left out. */
static bool holds(const hsy_facts *facts, const struct hsy_side *side, const hsy_mention *mention, uint32_t number) {
    if ((side->words & bit_of(number)) == 0) return false; /* mostly */
    hsy_words held = held_words(mention);
    for (uint32_t word = held.start; word < held.end; word++)
        if (facts->lexicon->number[word] == number) return true;
    return false;
}

/* The words before a head that say which one is meant. */
static hsy_words modifiers(const hsy_mention *mention) {
    if (mention->form == HSY_FORM_NAME) return (hsy_words){0, 0};
    return (hsy_words){mention->words.start, mention->head};
}

static bool modifies(const hsy_lexicon *lexicon, uint32_t word) {
    return hsy_lexicon_is(lexicon, word, HSY_WORD_LETTERS) && !hsy_lexicon_is(lexicon, word, HSY_WORD_DETERMINER);
}

static bool all_within(const hsy_lexicon *lexicon, hsy_words some, hsy_words others) {
    for (uint32_t word = some.start; word < some.end; word++) {
        if (!modifies(lexicon, word)) continue;
        bool found = false;
        for (uint32_t other = others.start; other < others.end && !found; other++)
            found = lexicon->number[other] == lexicon->number[word];
        if (!found) return false;
    }
    return true;
}

static hsy_head_relation heads(const hsy_pairs *pairs, size_t later, size_t earlier) {
    const hsy_facts *facts = pairs->facts;
    const hsy_lexicon *lexicon = facts->lexicon;
    const hsy_mention *i = &facts->mentions[later], *j = &facts->mentions[earlier];
    const struct hsy_side *side_i = &pairs->sides[later], *side_j = &pairs->sides[earlier];
    if (side_i->head == side_j->head) {
        bool fewer = all_within(lexicon, modifiers(i), modifiers(j));
        bool more = all_within(lexicon, modifiers(j), modifiers(i));
        return fewer && more ? HSY_HEADS_SAME_AGREE
               : fewer       ? HSY_HEADS_SAME_FEWER
               : more        ? HSY_HEADS_SAME_MORE
                             : HSY_HEADS_SAME_DIFFER;
    }
    if (facts->items[later].stem == facts->items[earlier].stem) return HSY_HEADS_NUMBER;
    if (holds(facts, side_j, j, side_i->head)) return HSY_HEADS_IN;
    return holds(facts, side_i, i, side_j->head) ? HSY_HEADS_HAS : HSY_HEADS_OTHER;
}

static bool is_first_person(const hsy_mention *mention) {
    return mention->form == HSY_FORM_I || mention->form == HSY_FORM_WE;
}

static hsy_speech speech(const hsy_facts *facts, size_t later, size_t earlier) {
    const hsy_mention *i = &facts->mentions[later], *j = &facts->mentions[earlier];
    bool first_i = is_first_person(i), first_j = is_first_person(j);
    bool second_i = i->form == HSY_FORM_YOU, second_j = j->form == HSY_FORM_YOU;
    bool same = i->speech == j->speech && i->speech != HSY_NONE;
    if (first_i && first_j) {
        if (same) return HSY_SPEECH_FIRST_SAME;
        if (i->speech != HSY_NONE && j->speech != HSY_NONE) return HSY_SPEECH_FIRST_OTHER;
        return i->speech == j->speech ? HSY_SPEECH_FIRST_OUTSIDE : HSY_SPEECH_FIRST_UNSURE;
    }
    if ((first_i && second_j) || (second_i && first_j)) return same ? HSY_SPEECH_MIXED_SAME : HSY_SPEECH_MIXED_OTHER;
    if (second_i && second_j) return same ? HSY_SPEECH_SECOND_SAME : HSY_SPEECH_SECOND_OTHER;
    uint32_t source_i = facts->items[later].source_of, source_j = facts->items[earlier].source_of;
    if (source_i != HSY_NONE && source_i == j->speech)
        return first_j ? HSY_SPEECH_FIRST_SPEAKER : HSY_SPEECH_OTHER_SPEAKER;
    if (source_j != HSY_NONE && source_j == i->speech)
        return first_i ? HSY_SPEECH_FIRST_SPEAKER : HSY_SPEECH_OTHER_SPEAKER;
    return HSY_SPEECH_NONE;
}

static uint8_t quote(const hsy_fact *later, const hsy_fact *earlier) {
    bool i = later->quotation != HSY_NO_QUOTATION, j = earlier->quotation != HSY_NO_QUOTATION;
    if (!i) return j ? 2 : 0;
    if (!j) return 1;
    return later->quotation == earlier->quotation ? 3 : 4;
}

static uint8_t paragraph(const hsy_fact *later, const hsy_fact *earlier) {
    if (later->paragraph == earlier->paragraph) return 0;
    if (earlier->paragraph == 0) return 3;
    return later->paragraph - earlier->paragraph == 1 ? 1 : 2;
}

static bool agree(const hsy_mention *later, const hsy_mention *earlier) {
    if (later->name_sex != HSY_SEX_UNKNOWN && earlier->name_sex != HSY_SEX_UNKNOWN &&
        later->name_sex != earlier->name_sex)
        return false;
    if (later->number != HSY_NUMBER_UNKNOWN && earlier->number != HSY_NUMBER_UNKNOWN &&
        later->number != earlier->number)
        return false;
    bool personal = later->form == HSY_FORM_HE || later->form == HSY_FORM_SHE || later->form == HSY_FORM_I;
    return !personal || earlier->sort == HSY_SORT_PERSON;
}

/* --- Rows ------------------------------------------------------------------------------------------------ */

/* All but the columns that count what stands between. */
static void fill(const hsy_pairs *pairs, size_t later, size_t earlier, uint8_t *row) {
    const hsy_facts *facts = pairs->facts;
    const hsy_mention *i = &facts->mentions[later], *j = &facts->mentions[earlier];
    const hsy_fact *a = &facts->items[later], *b = &facts->items[earlier];
    bool pronoun_i = pairs->sides[later].pronoun, pronoun_j = pairs->sides[earlier].pronoun;
    uint32_t sentences = a->sentence > b->sentence ? a->sentence - b->sentence : b->sentence - a->sentence;
    bool nouns = !pronoun_i && !pronoun_j;
    row[HSY_PAIR_FORM] = (uint8_t)(i->form * HSY_FORMS + j->form);
    row[HSY_PAIR_SORT] = (uint8_t)(i->sort * HSY_SORTS + j->sort);
    row[HSY_PAIR_SEX] = (uint8_t)(i->sex * HSY_SEXES + j->sex);
    row[HSY_PAIR_NUMBER] = (uint8_t)(i->number * HSY_NUMBERS + j->number);
    row[HSY_PAIR_NAME_SEX] = (uint8_t)(i->name_sex * HSY_SEXES + j->name_sex);
    row[HSY_PAIR_NAME] = nouns ? (uint8_t)hsy_names_relation(facts, later, earlier) : HSY_NAMES_NOT_BOTH;
    row[HSY_PAIR_HEAD] = nouns ? (uint8_t)heads(pairs, later, earlier) : HSY_HEADS_OTHER;
    row[HSY_PAIR_STRING] = pronoun_i == pronoun_j && a->text == b->text;
    bool near = a->sentence == b->sentence && (i->words.start < j->words.end || i->words.start - j->words.end < 4);
    row[HSY_PAIR_PATTERN] = near ? (uint8_t)pattern_of(facts, later, earlier) : HSY_PATTERN_NONE;
    row[HSY_PAIR_SENTENCES] = pairs->sentences[sentences < HSY_SENTENCES_MOST ? sentences : HSY_SENTENCES_MOST];
    row[HSY_PAIR_MENTIONS] = pairs->mentions[later - earlier];
    row[HSY_PAIR_PARAGRAPH] = paragraph(a, b);
    row[HSY_PAIR_QUOTE] = quote(a, b);
    row[HSY_PAIR_SPEECH] = (uint8_t)speech(facts, later, earlier);
    row[HSY_PAIR_PLACE] = (uint8_t)((a->place == HSY_PLACE_FIRST) * 2 + (b->place == HSY_PLACE_FIRST));
    row[HSY_PAIR_SOURCE] = (uint8_t)((a->source_of != HSY_NONE) * 2 + (b->source_of != HSY_NONE));
    row[HSY_PAIR_ROLE] = (uint8_t)(a->place * HSY_PLACES + b->place);
    row[HSY_PAIR_KNOWN] = (uint8_t)known_of(pairs, later, earlier);
}

size_t hsy_pairs_row(hsy_pairs *pairs, size_t later, uint8_t *rows) {
    const hsy_facts *facts = pairs->facts;
    size_t count = later < HSY_PAIRS_REACH ? later : HSY_PAIRS_REACH;
    size_t agreeing = 0;
    for (size_t back = 1; back <= count; back++) {
        size_t earlier = later - back;
        uint8_t *row = rows + (count - back) * HSY_PAIR_COLUMNS;
        fill(pairs, later, earlier, row);
        const hsy_mention *j = &facts->mentions[earlier];
        bool agrees = agree(&facts->mentions[later], j);
        bool pronoun = pairs->sides[earlier].pronoun;
        row[HSY_PAIR_RANK] = agrees ? count_bucket(pairs, agreeing) : 5;
        row[HSY_PAIR_SALIENCE] = pronoun ? 5 : count_bucket(pairs, pairs->seen[facts->items[earlier].look]);
        agreeing += agrees;
    }
    pairs->seen[facts->items[later].look]++;
    return count;
}

/* --- One mention alone ---------------------------------------------------------------------------------- */

/* What stood before the mention in hand. */
typedef struct seen_before {
    bool *heads, *names; /* [entries] heads; first and last words of names */
    uint64_t *texts;     /* [mask + 1] by open addressing; 0: free */
    size_t mask;
} seen_before;

/* Whether the text stood before; from now on it did. */
static bool see_text(seen_before *before, uint64_t text) {
    if (text == 0) text = 1;
    size_t slot = (size_t)(text ^ text >> 32) & before->mask;
    while (before->texts[slot] != 0 && before->texts[slot] != text)
        slot = (slot + 1) & before->mask;
    bool seen = before->texts[slot] == text;
    before->texts[slot] = text;
    return seen;
}

static bool see_name(seen_before *before, const hsy_fact *fact) {
    if (fact->name_count == 0) return false;
    bool *first = &before->names[fact->name[0]], *last = &before->names[fact->name[fact->name_count - 1]];
    bool seen = *first || *last;
    *first = *last = true;
    return seen;
}

static void fill_alone(const hsy_facts *facts, size_t index, seen_before *before, uint8_t *alone) {
    const hsy_mention *mention = &facts->mentions[index];
    const hsy_fact *fact = &facts->items[index];
    bool pronoun = hsy_form_is_pronoun((hsy_form)mention->form);
    uint32_t head = facts->lexicon->number[mention->head];
    alone[HSY_ALONE_FORM] = mention->form;
    alone[HSY_ALONE_SORT] = mention->sort;
    alone[HSY_ALONE_SEEN_HEAD] = pronoun ? 2 : before->heads[head];
    alone[HSY_ALONE_SEEN_STRING] = 2;
    alone[HSY_ALONE_FIRST] = fact->place == HSY_PLACE_FIRST;
    alone[HSY_ALONE_PARAGRAPH] = (uint8_t)(fact->paragraph < 2 ? fact->paragraph : 2);
    alone[HSY_ALONE_SPEECH] = mention->speech == HSY_NONE ? 0 : is_first_person(mention) ? 2 : 1;
    if (pronoun) return;
    bool text = see_text(before, fact->text), name = see_name(before, fact);
    alone[HSY_ALONE_SEEN_STRING] = text || name;
    before->heads[head] = true;
}

hearsay_status hsy_pairs_alone(const hsy_facts *facts, hsy_arena *work, uint8_t *alone, hearsay_error *error) {
    size_t slots = 16;
    while (slots < 2 * facts->count)
        slots *= 2;
    seen_before before = {
        .heads = HSY_NEW(work, bool, facts->lexicon->entry_count),
        .names = HSY_NEW(work, bool, facts->lexicon->entry_count),
        .texts = HSY_NEW(work, uint64_t, slots),
        .mask = slots - 1,
    };
    if (before.heads == NULL || before.names == NULL || before.texts == NULL) return hsy_fail_memory(error);
    for (size_t i = 0; i < facts->count; i++)
        fill_alone(facts, i, &before, alone + i * HSY_ALONE_COLUMNS);
    return HEARSAY_OK;
}
