/* SPDX-License-Identifier: Apache-2.0 */
/* Which names are persons', and which of them name the same one: "Lamar Odom", "Mr. Odom", "Lamar". */
#include "speaker/coreference/facts.h"

/* --- Two names ------------------------------------------------------------------------------- */

static hsy_str without_stop(hsy_str text) {
    while (text.size > 0 && text.data[text.size - 1] == '.')
        text.size--;
    return text;
}

bool hsy_names_initial(const hsy_lexicon *lexicon, uint32_t one, uint32_t other) {
    hsy_str a = without_stop(lexicon->entries[one].text), b = without_stop(lexicon->entries[other].text);
    size_t shorter = a.size < b.size ? a.size : b.size;
    for (size_t i = 0; i < shorter; i++)
        if (a.data[i] != b.data[i]) return false;
    return true;
}

static bool has(const hsy_fact *fact, uint32_t number) {
    for (uint32_t i = 0; i < fact->name_count; i++)
        if (fact->name[i] == number) return true;
    return false;
}

/* Whether all words of one name are in the other. */
static bool within(const hsy_fact *one, const hsy_fact *other) {
    for (uint32_t i = 0; i < one->name_count; i++)
        if (!has(other, one->name[i])) return false;
    return true;
}

/* "IOC" and "International Olympic Committee"; small words may be left out. */
static bool is_acronym(const hsy_lexicon *lexicon, const hsy_fact *brief, const hsy_fact *full) {
    enum { LONGEST = 6 };
    if (brief->name_count != 1 || full->name_count < 2) return false;
    hsy_str letters = lexicon->entries[brief->name[0]].text;
    for (int small_words = 0; small_words < 2; small_words++) {
        size_t at = 0, used = 0;
        bool fits = true;
        for (uint32_t i = 0; i < full->name_count && fits; i++) {
            const hsy_entry *word = &lexicon->entries[full->name[i]];
            if (small_words == 0 && (word->class & HSY_WORD_PARTICLE) != 0) continue;
            while (at < letters.size && letters.data[at] == '.')
                at++;
            fits = at < letters.size && letters.data[at] == word->text.data[0];
            at++;
            used++;
        }
        while (fits && at < letters.size && letters.data[at] == '.')
            at++;
        if (fits && at == letters.size && used >= 2 && used <= LONGEST) return true;
    }
    return false;
}

static bool share_word(const hsy_lexicon *lexicon, const hsy_fact *one, const hsy_fact *other) {
    for (uint32_t i = 0; i < one->name_count; i++)
        if (lexicon->entries[one->name[i]].text.size > 3 && has(other, one->name[i])) return true;
    return false;
}

static bool equal(const hsy_fact *one, const hsy_fact *other) {
    if (one->name_count != other->name_count) return false;
    for (uint32_t i = 0; i < one->name_count; i++)
        if (one->name[i] != other->name[i]) return false;
    return true;
}

static uint32_t last(const hsy_fact *fact) {
    return fact->name[fact->name_count - 1];
}

hsy_name_relation hsy_names_relation(const hsy_facts *facts, size_t later, size_t earlier) {
    const hsy_fact *a = &facts->items[later], *b = &facts->items[earlier];
    if (a->name_count == 0 || b->name_count == 0) return HSY_NAMES_NOT_BOTH;
    if (equal(a, b)) return HSY_NAMES_SAME;
    if (a->name_count == 1 && b->name_count > 1) {
        if (a->name[0] == last(b)) return HSY_NAMES_SURNAME_OF;
        if (a->name[0] == b->name[0]) return HSY_NAMES_FIRST_NAME_OF;
    }
    if (b->name_count == 1 && a->name_count > 1) {
        if (b->name[0] == last(a)) return HSY_NAMES_HAS_AS_SURNAME;
        if (b->name[0] == a->name[0]) return HSY_NAMES_HAS_AS_FIRST_NAME;
    }
    if (a->name_count > 1 && b->name_count > 1 && last(a) == last(b))
        return hsy_names_initial(facts->lexicon, a->name[0], b->name[0]) ? HSY_NAMES_FIT : HSY_NAMES_CONFLICT;
    if (within(a, b)) return HSY_NAMES_INSIDE;
    if (within(b, a)) return HSY_NAMES_CONTAINS;
    if (is_acronym(facts->lexicon, a, b) || is_acronym(facts->lexicon, b, a)) return HSY_NAMES_ACRONYM;
    return share_word(facts->lexicon, a, b) ? HSY_NAMES_SHARE_A_WORD : HSY_NAMES_OTHER;
}

/* --- Persons ------------------------------------------------------------------------------------ */

typedef struct name_vote {
    uint32_t persons, all;
} name_vote;

/* The head may take one mention of a name for a person and another not: most of those that share the last word decide.
 */
static hearsay_status vote(hsy_facts *facts, hsy_arena *work, hearsay_error *error) {
    name_vote *votes = HSY_NEW(work, name_vote, facts->lexicon->entry_count);
    if (votes == NULL) return hsy_fail_memory(error);
    for (size_t i = 0; i < facts->count; i++) {
        const hsy_fact *fact = &facts->items[i];
        const hsy_mention *mention = &facts->mentions[i];
        if (fact->name_count == 0) continue;
        bool sexed = mention->sex == HSY_SEX_MALE || mention->sex == HSY_SEX_FEMALE;
        votes[last(fact)].all++;
        if (mention->sort == HSY_SORT_PERSON || sexed) votes[last(fact)].persons++;
    }
    for (size_t i = 0; i < facts->count; i++) {
        const hsy_fact *fact = &facts->items[i];
        facts->mentions[i].person = fact->name_count > 0 && 2 * votes[last(fact)].persons >= votes[last(fact)].all;
    }
    return HEARSAY_OK;
}

static bool is_sexed(uint8_t sex) {
    return sex == HSY_SEX_MALE || sex == HSY_SEX_FEMALE;
}

/* What the story, or a first name, says of the sex of those who bear a surname: name_sex. */
static hearsay_status spread_sex(hsy_facts *facts, hsy_arena *work, hearsay_error *error) {
    uint8_t *seen = HSY_NEW(work, uint8_t, facts->lexicon->entry_count); /* bits 1 << sex, by surname */
    if (seen == NULL) return hsy_fail_memory(error);
    for (size_t i = 0; i < facts->count; i++) {
        hsy_mention *mention = &facts->mentions[i];
        const hsy_fact *fact = &facts->items[i];
        mention->name_sex = mention->sex;
        if (fact->name_count > 1 && mention->sex == HSY_SEX_UNKNOWN)
            mention->name_sex = facts->lexicon->entries[fact->name[0]].first_name;
        if (fact->name_count > 0 && is_sexed(mention->name_sex))
            seen[last(fact)] = (uint8_t)(seen[last(fact)] | 1U << mention->name_sex);
    }
    for (size_t i = 0; i < facts->count; i++) {
        hsy_mention *mention = &facts->mentions[i];
        const hsy_fact *fact = &facts->items[i];
        if (fact->name_count == 0 || mention->name_sex != HSY_SEX_UNKNOWN) continue;
        if (seen[last(fact)] == 1U << HSY_SEX_MALE) mention->name_sex = HSY_SEX_MALE;
        if (seen[last(fact)] == 1U << HSY_SEX_FEMALE) mention->name_sex = HSY_SEX_FEMALE;
    }
    return HEARSAY_OK;
}

/* --- Keys ----------------------------------------------------------------------------------------- */

enum {
    HSY_NAMES_BUCKET = 64, /* how many names that share a word are compared: the latest ones */
    FAMILIAR = 2,          /* so many times at least by the first name alone, and it is what the story calls somebody */
};

/* One person by name: the fullest form so far. Listed under its first and its last word. */
typedef struct full_name {
    size_t mention; /* whose name it is */
    uint32_t key;
    uint8_t sexes;         /* bits, by what stands before it */
    uint32_t count, alone; /* mentions, twice for full names; by the first name alone, outside of speech */
    bool familiar;         /* more often by the first name alone than in full */
    size_t first_mention, last_paragraph;
    uint32_t next[2]; /* the next one with that first, that last word; HSY_NONE */
} full_name;

typedef struct name_book {
    hsy_facts *facts;
    full_name *names;
    uint32_t count;
    uint32_t *by_first, *by_last; /* [entries] the latest one; HSY_NONE */
    uint32_t *bare, *things;      /* [entries] keys of lone names of persons, by word; HSY_NONE */
} name_book;

/* "Gabriel Lund" before "Gabriel Lund Marques"; but "Larry Lund Now" is no person if the story knows "now". */
static bool continues(const hsy_facts *facts, const hsy_fact *brief, const hsy_fact *full) {
    if (brief->name_count < 2 || brief->name_count >= full->name_count || !within(brief, full)) return false;
    return (facts->lexicon->entries[last(full)].class & HSY_WORD_SMALL) == 0;
}

static bool same_person(const hsy_facts *facts, const hsy_fact *one, const hsy_fact *other) {
    if (last(one) == last(other) && hsy_names_initial(facts->lexicon, one->name[0], other->name[0])) return true;
    if (one->name[0] != other->name[0]) return false;
    return continues(facts, one, other) || continues(facts, other, one);
}

/* The earliest person whom a name of several words fits. */
static uint32_t find_full(const name_book *book, const hsy_fact *name) {
    uint32_t found = HSY_NONE;
    const uint32_t starts[2] = {book->by_first[name->name[0]], book->by_last[last(name)]};
    for (int list = 0; list < 2; list++) {
        uint32_t at = starts[list];
        for (size_t steps = 0; at != HSY_NONE && steps < HSY_NAMES_BUCKET; at = book->names[at].next[list], steps++)
            if (at < found && same_person(book->facts, &book->facts->items[book->names[at].mention], name)) found = at;
    }
    return found;
}

static void list_full(name_book *book, uint32_t number) {
    full_name *full = &book->names[number];
    const hsy_fact *fact = &book->facts->items[full->mention];
    full->next[0] = book->by_first[fact->name[0]];
    full->next[1] = book->by_last[last(fact)];
    book->by_first[fact->name[0]] = number;
    book->by_last[last(fact)] = number;
}

static void join_full(name_book *book, size_t index) {
    hsy_fact *fact = &book->facts->items[index];
    uint32_t number = find_full(book, fact);
    if (number == HSY_NONE) {
        number = book->count++;
        book->names[number] = (full_name){.mention = index,
                                          .key = (uint32_t)book->facts->key_count++,
                                          .first_mention = index,
                                          .last_paragraph = fact->paragraph};
        list_full(book, number);
    }
    full_name *full = &book->names[number];
    const hsy_fact *known = &book->facts->items[full->mention];
    /* A fuller form that has the same first and last word takes its place. */
    if (fact->name_count > known->name_count && fact->name[0] == known->name[0] && last(fact) == last(known))
        full->mention = index;
    full->count += 2;
    full->sexes = (uint8_t)(full->sexes | 1U << book->facts->mentions[index].sex);
    fact->key = full->key;
}

static bool contradicts_sex(uint8_t sexes, uint8_t sex) {
    uint8_t other = sex == HSY_SEX_MALE ? HSY_SEX_FEMALE : HSY_SEX_MALE;
    return is_sexed(sex) && (sexes & 1U << other) != 0;
}

/* Whether a full name is named by mention `index` with one word alone: a full name that only comes later explains
 * nothing but a headline and what stands right below it. */
static bool may_name(const name_book *book, const full_name *full, size_t index) {
    const hsy_fact *fact = &book->facts->items[index];
    if (fact->paragraph >= 2 && full->first_mention > index) return false;
    uint8_t sex = book->facts->mentions[index].sex, first_name = book->facts->mentions[full->mention].name_sex;
    /* Of two of one surname "Mr. Lund" is not Anna-Maria, though nothing but her first name says so. */
    if ((full->sexes & (1U << HSY_SEX_MALE | 1U << HSY_SEX_FEMALE)) == 0 && is_sexed(first_name))
        return !contradicts_sex((uint8_t)(1U << first_name), sex);
    return !contradicts_sex(full->sexes, sex);
}

/* How well a person goes with a bare name. */
typedef struct bare_fit {
    bool familiar; /* the story calls him by his first name alone: the bare surname is for another one of the family */
    bool here;     /* named in full in this paragraph before */
    bool before;   /* named in full before */
    uint32_t count;
} bare_fit;

static bool fits_better(const bare_fit *a, const bare_fit *b) {
    if (a->familiar != b->familiar) return b->familiar;
    if (a->here != b->here) return a->here;
    if (a->before != b->before) return a->before;
    return a->count > b->count;
}

/* Of several who bear the name: the one named in full in this paragraph before, else the one named most. */
static uint32_t find_bare(const name_book *book, const hsy_fact *fact, size_t index, int list) {
    uint32_t best = HSY_NONE, at = list == 0 ? book->by_first[fact->name[0]] : book->by_last[fact->name[0]];
    bare_fit best_fit = {0};
    for (size_t steps = 0; at != HSY_NONE && steps < HSY_NAMES_BUCKET; at = book->names[at].next[list], steps++) {
        const full_name *full = &book->names[at];
        if (!may_name(book, full, index)) continue;
        bare_fit fit = {
            .familiar = list == 1 && full->familiar,
            .here = full->first_mention < index && full->last_paragraph == fact->paragraph,
            .before = full->first_mention < index,
            .count = full->count,
        };
        bool tie = best != HSY_NONE && !fits_better(&fit, &best_fit) && !fits_better(&best_fit, &fit);
        if (best == HSY_NONE || fits_better(&fit, &best_fit) || (tie && !fit.here && at < best)) {
            best = at;
            best_fit = fit;
        }
    }
    return best;
}

/* Who is called by the first name alone, outside of speech, where nobody has that as a surname. */
static void count_alone(name_book *book) {
    const hsy_facts *facts = book->facts;
    for (size_t i = 0; i < facts->count; i++) {
        const hsy_fact *fact = &facts->items[i];
        if (!facts->mentions[i].person || fact->name_count != 1 || facts->mentions[i].speech != HSY_NONE) continue;
        if (book->by_last[fact->name[0]] != HSY_NONE) continue;
        uint32_t at = book->by_first[fact->name[0]];
        for (size_t steps = 0; at != HSY_NONE && steps < HSY_NAMES_BUCKET; at = book->names[at].next[0], steps++)
            book->names[at].alone++;
    }
    for (uint32_t i = 0; i < book->count; i++)
        book->names[i].familiar = book->names[i].alone >= FAMILIAR && 2 * book->names[i].alone > book->names[i].count;
}

static void join_bare(name_book *book, size_t index) {
    hsy_fact *fact = &book->facts->items[index];
    uint32_t number = find_bare(book, fact, index, 1);
    if (number == HSY_NONE) number = find_bare(book, fact, index, 0);
    if (number == HSY_NONE) {
        uint32_t *key = &book->bare[fact->name[0]];
        if (*key == HSY_NONE) *key = (uint32_t)book->facts->key_count++;
        fact->key = *key;
        return;
    }
    full_name *full = &book->names[number];
    full->count++;
    full->sexes = (uint8_t)(full->sexes | 1U << book->facts->mentions[index].sex);
    fact->key = full->key;
}

/* Persons' full names first, since a bare surname in a headline may stand for one that comes later. */
static void join_persons(name_book *book) {
    hsy_facts *facts = book->facts;
    for (size_t i = 0; i < facts->count; i++)
        if (facts->mentions[i].person && facts->items[i].name_count > 1) join_full(book, i);
    count_alone(book);
    for (uint32_t i = 0; i < book->count; i++)
        book->names[i].last_paragraph = SIZE_MAX;
    for (size_t i = 0; i < facts->count; i++) {
        if (!facts->mentions[i].person) continue;
        if (facts->items[i].name_count == 1)
            join_bare(book, i);
        else {
            uint32_t number = find_full(book, &facts->items[i]);
            if (number != HSY_NONE) book->names[number].last_paragraph = facts->items[i].paragraph;
        }
    }
}

/* --- Bodies, places, works --------------------------------------------------------------------------- */

typedef struct thing_name {
    size_t mention;
    uint32_t key;
    uint32_t next, next_first; /* the next one with that last, that first word; HSY_NONE */
} thing_name;

/* Whether two names have the same words, small ones left out. */
static bool same_words(const hsy_lexicon *lexicon, const hsy_fact *one, const hsy_fact *other) {
    uint32_t i = 0, k = 0;
    for (;;) {
        while (i < one->name_count && (lexicon->entries[one->name[i]].class & HSY_WORD_PARTICLE) != 0)
            i++;
        while (k < other->name_count && (lexicon->entries[other->name[k]].class & HSY_WORD_PARTICLE) != 0)
            k++;
        if (i == one->name_count || k == other->name_count) return i == one->name_count && k == other->name_count;
        if (one->name[i++] != other->name[k++]) return false;
    }
}

static bool is_small(const hsy_lexicon *lexicon, const hsy_fact *fact) {
    for (uint32_t i = 0; i < fact->name_count; i++)
        if ((lexicon->entries[fact->name[i]].class & HSY_WORD_PARTICLE) == 0) return false;
    return true;
}

/* The key of an earlier name that this is the acronym of, among the latest ones. */
static uint32_t find_acronym(const hsy_facts *facts, const thing_name *things, uint32_t count, const hsy_fact *fact) {
    if (fact->name_count != 1) return HSY_NONE;
    for (uint32_t back = 1; back <= count && back <= HSY_NAMES_BUCKET; back++)
        if (is_acronym(facts->lexicon, fact, &facts->items[things[count - back].mention]))
            return things[count - back].key;
    return HSY_NONE;
}

/* "Lagoon" after "Lagoon Films": a body may be called by the first words of its name, if no other begins so. */
static uint32_t find_beginning(const name_book *book, const thing_name *things, size_t index) {
    const hsy_facts *facts = book->facts;
    const hsy_fact *fact = &facts->items[index];
    uint32_t found = HSY_NONE, at = book->by_first[fact->name[0]];
    if (facts->mentions[index].sort != HSY_SORT_ORGANIZATION) return HSY_NONE;
    for (size_t steps = 0; at != HSY_NONE && steps < HSY_NAMES_BUCKET; at = things[at].next_first, steps++) {
        const hsy_fact *full = &facts->items[things[at].mention];
        bool begins =
            full->name_count > fact->name_count && facts->mentions[things[at].mention].sort == HSY_SORT_ORGANIZATION;
        for (uint32_t i = 0; begins && i < fact->name_count; i++)
            begins = full->name[i] == fact->name[i];
        if (!begins) continue;
        if (found != HSY_NONE && found != things[at].key) return HSY_NONE;
        found = things[at].key;
    }
    return found;
}

static void join_thing(name_book *book, thing_name *things, uint32_t *count, size_t index) {
    hsy_facts *facts = book->facts;
    hsy_fact *fact = &facts->items[index];
    uint32_t at = book->things[last(fact)];
    for (size_t steps = 0; at != HSY_NONE && steps < HSY_NAMES_BUCKET; at = things[at].next, steps++)
        if (same_words(facts->lexicon, fact, &facts->items[things[at].mention])) {
            fact->key = things[at].key;
            return;
        }
    uint32_t key = find_acronym(facts, things, *count, fact);
    if (key == HSY_NONE) key = find_beginning(book, things, index);
    fact->key = key != HSY_NONE ? key : (uint32_t)facts->key_count++;
    things[*count] = (thing_name){
        .mention = index,
        .key = fact->key,
        .next = book->things[last(fact)],
        .next_first = book->by_first[fact->name[0]],
    };
    book->things[last(fact)] = *count;
    book->by_first[fact->name[0]] = (*count)++;
}

hearsay_status hsy_names_join(hsy_facts *facts, hsy_arena *work, hearsay_error *error) {
    size_t entries = facts->lexicon->entry_count;
    hearsay_status status = vote(facts, work, error);
    if (status == HEARSAY_OK) status = spread_sex(facts, work, error);
    if (status != HEARSAY_OK) return status;
    uint32_t *room = HSY_NEW(work, uint32_t, 4 * entries);
    name_book book = {.facts = facts, .names = HSY_NEW(work, full_name, facts->count)};
    thing_name *things = HSY_NEW(work, thing_name, facts->count);
    if (room == NULL || book.names == NULL || things == NULL) return hsy_fail_memory(error);
    for (size_t i = 0; i < 4 * entries; i++)
        room[i] = HSY_NONE;
    book.by_first = room;
    book.by_last = room + entries;
    book.bare = room + 2 * entries;
    book.things = room + 3 * entries;
    join_persons(&book);
    for (size_t i = 0; i < entries; i++)
        book.by_first[i] = HSY_NONE;
    uint32_t count = 0;
    for (size_t i = 0; i < facts->count; i++) {
        const hsy_fact *fact = &facts->items[i];
        if (fact->name_count == 0 || facts->mentions[i].person || facts->mentions[i].sort == HSY_SORT_TIME) continue;
        if (!is_small(facts->lexicon, fact)) join_thing(&book, things, &count, i);
    }
    return HEARSAY_OK;
}
