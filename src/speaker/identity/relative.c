/* SPDX-License-Identifier: Apache-2.0 */
#include "speaker/identity/relative.h"

#include "speaker/words/use.h"

enum {
    LOOK_BACK = 80, /* mentions before a relative pronoun among which its noun is looked for */
    SHORT = 3,      /* words of "most of whom" */
    PARAGRAPHS = 1  /* between two people and "each" of them */
};

/* --- Relative pronouns ------------------------------------------------------------------------------- */

bool hsy_relative_is(const hsy_lexicon *lexicon, hsy_words words) {
    if (hsy_use_has(lexicon, words.start, "relative")) {
        /* "that man", "which paper": no clause */
        return words.end - words.start == 1 || hsy_lexicon_equals(lexicon, words.start, "who");
    }
    return words.end - words.start <= SHORT && hsy_use_has(lexicon, words.end - 1, "relative") &&
           !hsy_lexicon_equals(lexicon, words.end - 1, "that");
}

static bool is_of_people(const hsy_lexicon *lexicon, hsy_words pronoun) {
    for (uint32_t word = pronoun.start; word < pronoun.end; word++)
        if (hsy_lexicon_equals(lexicon, word, "who") || hsy_lexicon_equals(lexicon, word, "whom")) return true;
    return false;
}

/* How well a noun goes with the pronoun, 0: not at all. "who" is people, or a body of people. */
static int goes_with(const hsy_mention *mention, bool people) {
    bool person = mention->sort == HSY_SORT_PERSON || mention->person;
    if (mention->sort == HSY_SORT_TIME || (hsy_form_is_pronoun((hsy_form)mention->form) && mention->possessive))
        return 0;
    if (!people) return 2;
    if (person) return 3;
    return mention->sort == HSY_SORT_ORGANIZATION ? 2 : 1;
}

/* A noun before the pronoun, as what its clause hangs on. */
typedef struct hanging {
    uint32_t mention;
    int fit;
    bool holds; /* the clause is in it */
    bool named; /* a person by name right before the pronoun's comma */
    uint32_t head, size;
} hanging;

/* "Ana Weiss, the head of the lab that ..., who": behind a comma the clause is a name's rather than that of what it is
 * somewhere in. Else the innermost that holds it, and the nearest head; of one head the outer one for "the captain of
 * the ship", since "of the ship" belongs to it. */
static bool hangs_better(const hanging *a, const hanging *b) {
    if (b->mention == HSY_NONE) return true;
    if (a->fit != b->fit) return a->fit > b->fit;
    if (a->named != b->named && a->head > b->head) return a->named;
    if (a->named != b->named && b->head > a->head) return !b->named;
    if (a->holds != b->holds) return a->holds;
    if (a->head != b->head) return a->head > b->head;
    return a->size < b->size;
}

/* The name of which a description is the apposition: "Ana Weiss" of "a surgeon" in "Ana Weiss, a surgeon who said". */
static uint32_t explained(const hsy_scene *scene, uint32_t number) {
    const hsy_entities *entities = scene->entities;
    const hsy_mention *mention = &entities->mentions[number];
    uint32_t start = mention->words.start;
    if (mention->form <= HSY_FORM_NAME || start == 0 || !hsy_lexicon_equals(scene->lexicon, start - 1, ","))
        return HSY_NONE;
    uint32_t found = HSY_NONE;
    for (uint32_t i = number, tried = 0; i > 0 && tried < LOOK_BACK; tried++) {
        const hsy_mention *other = &entities->mentions[--i];
        bool ends = other->words.end == start - 1 || other->words.end == start;
        bool holds = other->words.start < start && other->words.end >= mention->words.end && other->head < start - 1;
        if ((!ends && !holds) || other->head >= start) continue;
        bool many = mention->number == HSY_NUMBER_MANY;
        if (many ? !other->joined : other->joined || other->form != HSY_FORM_NAME) continue;
        if (!many && other->person != (mention->sort == HSY_SORT_PERSON)) continue;
        if (scene->tokens->words[other->head].sentence != scene->tokens->words[start].sentence) break;
        if (found == HSY_NONE || other->head > entities->mentions[found].head ||
            (other->head == entities->mentions[found].head && holds))
            found = i;
    }
    return found;
}

/* "Even Varestia, its only ally, said": the source was found without the name that its description explains. Another
 * comma or the cue has to follow, as behind any apposition. */
static uint32_t cut_off(const hsy_scene *scene, hsy_words source, uint32_t number) {
    const hsy_lexicon *lexicon = scene->lexicon;
    bool closed = source.end < scene->tokens->word_count &&
                  (hsy_lexicon_equals(lexicon, source.end, ",") || hsy_lexicon_equals(lexicon, source.end - 1, ","));
    if (!closed || scene->entities->mentions[number].number == HSY_NUMBER_MANY) return HSY_NONE;
    uint32_t found = explained(scene, number);
    if (found == HSY_NONE || scene->entities->mentions[found].words.end < source.start - 1) return HSY_NONE;
    return found;
}

uint32_t hsy_relative_antecedent(const hsy_scene *scene, hsy_words pronoun) {
    const hsy_entities *entities = scene->entities;
    const hsy_word *words = scene->tokens->words;
    bool people = is_of_people(scene->lexicon, pronoun);
    uint32_t before = pronoun.start;
    while (before > 0 && !hsy_lexicon_is(scene->lexicon, before - 1, HSY_WORD_LETTERS))
        before--; /* the end of the words before the comma */
    hanging best = {.mention = HSY_NONE};
    uint32_t i = hsy_mention_from(entities, pronoun.start);
    for (uint32_t tried = 0; i > 0 && tried < LOOK_BACK; tried++) {
        const hsy_mention *mention = &entities->mentions[--i];
        if (words[mention->head].sentence != words[pronoun.start].sentence || mention->head >= pronoun.start) continue;
        bool touches = mention->words.end == before || mention->words.end == pronoun.start;
        hanging now = {
            .mention = i,
            .fit = goes_with(mention, people),
            .holds = mention->words.end >= pronoun.end,
            .named = touches && before < pronoun.start && mention->form == HSY_FORM_NAME,
            .head = mention->head,
            .size = mention->words.end - mention->words.start,
        };
        if ((now.holds || touches) && now.fit > 0 && hangs_better(&now, &best)) best = now;
    }
    if (best.mention == HSY_NONE) return HSY_NONE;
    uint32_t name = explained(scene, best.mention);
    return name == HSY_NONE ? best.mention : name;
}

/* --- Appositions ------------------------------------------------------------------------------------------ */

static bool is_name(const hsy_scene *scene, const hsy_mention *mention) {
    return mention->form == HSY_FORM_NAME && !mention->joined && !hsy_name_is_office(scene, mention) &&
           mention->name.end > mention->name.start;
}

/* The name that begins at `start` and goes to `end`, or to one word before it. */
static uint32_t name_at(const hsy_scene *scene, uint32_t start, uint32_t end) {
    const hsy_entities *entities = scene->entities;
    for (uint32_t i = hsy_mention_from(entities, start);
         i < entities->count && entities->mentions[i].words.start <= start; i++) {
        const hsy_mention *name = &entities->mentions[i];
        if (is_name(scene, name) && name->name.end + 1 >= end && name->name.end <= end) return i;
    }
    return HSY_NONE;
}

/* "The critic Basil Rowe", "joint administrator Keith Obi of Larch": a person's name right behind the head. */
static uint32_t name_behind(const hsy_scene *scene, const hsy_mention *mention) {
    const hsy_entities *entities = scene->entities;
    uint32_t start = mention->head + 1;
    if (mention->number == HSY_NUMBER_MANY || start >= mention->words.end) return HSY_NONE;
    for (uint32_t i = hsy_mention_from(entities, start);
         i < entities->count && entities->mentions[i].words.start == start; i++) {
        const hsy_mention *name = &entities->mentions[i];
        if (is_name(scene, name) && name->person && !name->possessive && name->name.start == start) return i;
    }
    return HSY_NONE;
}

uint32_t hsy_relative_named(const hsy_scene *scene, hsy_words source, uint32_t number) {
    const hsy_mention *mention = &scene->entities->mentions[number];
    uint32_t found = name_behind(scene, mention);
    if (found == HSY_NONE && mention->words.start == source.start) found = cut_off(scene, source, number);
    if (found != HSY_NONE) return found;
    uint32_t comma = source.start + 1;
    while (comma < source.end && !hsy_lexicon_equals(scene->lexicon, comma, ","))
        comma++;
    if (comma + 1 >= source.end || mention->head >= comma) return HSY_NONE;
    uint32_t end = comma + 1;
    while (end < source.end && !hsy_lexicon_equals(scene->lexicon, end, ","))
        end++;
    return name_at(scene, comma + 1, end);
}

/* --- "Each" ------------------------------------------------------------------------------------------------ */

uint32_t hsy_relative_each(const hsy_scene *scene, uint32_t number) {
    const hsy_entities *entities = scene->entities;
    const hsy_word *words = scene->tokens->words;
    const hsy_mention *mention = &entities->mentions[number];
    if (mention->words.end - mention->words.start != 1 || !hsy_use_has(scene->lexicon, mention->head, "each"))
        return HSY_NONE;
    for (uint32_t i = number, tried = 0; i > 0 && tried < LOOK_BACK; tried++) {
        const hsy_mention *other = &entities->mentions[--i];
        if (words[mention->head].paragraph - words[other->head].paragraph > PARAGRAPHS) break;
        if (other->joined && other->words.end <= mention->words.start &&
            (other->sort == HSY_SORT_PERSON || other->sort == HSY_SORT_ORGANIZATION))
            return i;
    }
    return HSY_NONE;
}
