/* SPDX-License-Identifier: Apache-2.0 */
/*
 * "The senator" is the one senator whom the story names. A named person is known by the words that stand with the name:
 * in front of it ("Republican nominee Ivo Lund"), behind it ("Ana Weiss, a surgeon"), or in descriptions that
 * coreference has joined; a body also by those of its name. The story is walked from its beginning: names tell what
 * they are known by, descriptions without a name look for their head among it, the latest first.
 */
#include "speaker/identity/offices.h"

#include <string.h>

#include "speaker/identity/known.h"
#include "speaker/words/nouns.h"
#include "speaker/words/use.h"

enum {
    APPOSED = 14,   /* words behind a name that are looked at */
    NEAR = 8,       /* mentions before a name among which the description that it explains is */
    PAIR_BACK = 80, /* mentions before "the couple" */
    SUFFIXES = 3,   /* words that the short name of a body leaves off */
    LEDE = 2,       /* paragraphs, the headline's among them, that may speak of somebody who is named later */
};

typedef struct walker {
    const hsy_scene *scene;
    hsy_names *names;
    hsy_known known;
    uint32_t *described; /* [lexicon's entries] the latest full description with this head: mention; HSY_NONE */
} walker;

static bool is_nameless(const hsy_names *names, uint32_t entity) {
    return names->same[entity] == entity && !hsy_name_has(names, entity);
}

static void same(walker *walk, uint32_t entity, uint32_t as) {
    walk->names->same[entity] = as;
    walk->names->entities[entity] = walk->names->entities[as];
}

/* The apposition behind a name: ", a surgeon at St. Anne's,"; empty: none. */
static hsy_words apposition(const hsy_scene *scene, uint32_t from) {
    const hsy_lexicon *lexicon = scene->lexicon;
    uint32_t count = (uint32_t)scene->tokens->word_count;
    hsy_words none = {from, from};
    if (from + 2 >= count || !hsy_lexicon_equals(lexicon, from, ",")) return none;
    uint32_t end = from + 1;
    while (end < count && end < from + APPOSED && !hsy_lexicon_is(lexicon, end, HSY_WORD_BREAK) &&
           scene->tokens->words[end].sentence == scene->tokens->words[from].sentence)
        end++;
    if (end == count || end == from + 1 || end == from + APPOSED) return none;
    uint32_t class = hsy_noun_class(hsy_lexicon_at(lexicon, end - 1)->text);
    return (class & HSY_NOUN_PERSON) != 0 ? (hsy_words){from + 1, end} : none;
}

/* A name that an "and" or another name follows may be one of a list. */
uint32_t hsy_offices_explained(const hsy_scene *scene, uint32_t number) {
    const hsy_lexicon *lexicon = scene->lexicon;
    const hsy_mention *name = &scene->entities->mentions[number];
    uint32_t comma = name->words.start - 1, after = name->name.end, count = (uint32_t)scene->tokens->word_count;
    if (name->words.start == 0 || !hsy_lexicon_equals(lexicon, comma, ",")) return HSY_NONE;
    if (after < count && hsy_lexicon_is(lexicon, after, HSY_WORD_LETTERS)) return HSY_NONE;
    if (after + 1 < count && hsy_lexicon_equals(lexicon, after + 1, "and")) return HSY_NONE;
    for (uint32_t i = number, tried = 0; i > 0 && tried < NEAR; tried++) {
        const hsy_mention *mention = &scene->entities->mentions[--i];
        bool holds = mention->head < comma && mention->words.start < comma && mention->words.end >= after;
        if ((mention->words.end != comma && !holds) || mention->joined || mention->form <= HSY_FORM_NAME) continue;
        if (mention->number == HSY_NUMBER_MANY || !hsy_known_is_person(lexicon, mention->head)) continue;
        return i;
    }
    return HSY_NONE;
}

static bool learn_mention(walker *walk, uint32_t number) {
    const hsy_scene *scene = walk->scene;
    const hsy_mention *mention = &scene->entities->mentions[number];
    uint32_t entity = walk->names->same[mention->entity];
    if (mention->joined || hsy_form_is_pronoun((hsy_form)mention->form)) return true;
    hsy_words words = hsy_wording_core(scene->lexicon, mention->words, mention->head);
    if (!mention->person) return hsy_known_learn(&walk->known, words, entity);
    if (words.start < mention->name.start &&
        !hsy_known_learn(&walk->known, (hsy_words){words.start, mention->name.start}, entity))
        return false;
    uint32_t before = hsy_offices_explained(scene, number);
    if (before != HSY_NONE) {
        const hsy_mention *other = &scene->entities->mentions[before];
        if (!hsy_known_learn(&walk->known, hsy_wording_core(scene->lexicon, other->words, other->head), entity))
            return false;
        if (is_nameless(walk->names, other->entity)) same(walk, other->entity, entity);
    }
    hsy_words behind = apposition(scene, mention->name.end);
    return behind.start == behind.end || hsy_known_learn(&walk->known, behind, entity);
}

/* --- Short names of bodies ---------------------------------------------------------------------------------- */

static bool is_body_name(const hsy_naming *naming) {
    return naming->person == HSY_NONE && naming->thing != HSY_NONE && naming->sort == HSY_SORT_ORGANIZATION;
}

/* Whether the longer name begins with the shorter one: "Hartwell", "Hartwell Foods". */
static bool begins_with(const hsy_lexicon *lexicon, hsy_words longer, hsy_words shorter) {
    if (longer.end - longer.start <= shorter.end - shorter.start) return false;
    for (uint32_t i = 0; i < shorter.end - shorter.start; i++)
        if (lexicon->number[longer.start + i] != lexicon->number[shorter.start + i]) return false;
    return true;
}

/* "Hartwell" is Hartwell Foods; the United Nations are not their Security Council, nor is Harbury its court. */
static bool shortens(const hsy_lexicon *lexicon, hsy_words shorter, hsy_words longer) {
    if (!begins_with(lexicon, longer, shorter) || longer.end - longer.start > shorter.end - shorter.start + SUFFIXES)
        return false;
    return !hsy_use_has(lexicon, longer.end - 1, "organ");
}

/* "Lagoon": one word that no person of the story has as a longer name's last. It may be short for a body's name, though
 * the mention heads take it for a person's. */
static bool is_bare_name(const walker *walk, uint32_t entity) {
    const hsy_scene *scene = walk->scene;
    const hsy_naming *naming = &walk->names->entities[entity];
    if (naming->person == HSY_NONE) return false;
    const hsy_mention *person = &scene->entities->mentions[naming->person];
    if (person->name.end - person->name.start != 1 || person->name_sex != HSY_SEX_UNKNOWN) return false;
    return walk->names->surname[scene->lexicon->number[person->name.start]] == entity;
}

/* A body is called by the first words of its name once it has been named in full. */
static void join_short_names(walker *walk) {
    const hsy_scene *scene = walk->scene;
    uint32_t *latest = walk->described; /* [lexicon's entries] the body whose name begins with the word */
    for (uint32_t entity = 0; entity < scene->entities->entity_count; entity++) {
        const hsy_naming *naming = &walk->names->entities[entity];
        bool bare = is_bare_name(walk, entity);
        if (!is_body_name(naming) && !bare) continue;
        hsy_words name = scene->entities->mentions[bare ? naming->person : naming->thing].name;
        uint32_t *other = &latest[scene->lexicon->number[name.start]];
        if (bare && *other == HSY_NONE) continue;
        if (*other != HSY_NONE) {
            hsy_words before = scene->entities->mentions[walk->names->entities[*other].thing].name;
            if (shortens(scene->lexicon, name, before)) {
                same(walk, entity, *other);
                continue;
            }
            if (bare) continue;
            if (shortens(scene->lexicon, before, name)) same(walk, *other, entity); /* the headline has the short one */
        }
        *other = entity;
    }
    memset(latest, 0xFF, scene->lexicon->entry_count * sizeof *latest);
}

/* --- Abbreviations ------------------------------------------------------------------------------------------------ */

/* Whether the letters of a word are the first ones of a name: "NRA", "B&B". Small words may be left out. */
static bool abbreviates(const hsy_lexicon *lexicon, uint32_t word, hsy_words full) {
    hsy_str letters = hsy_lexicon_at(lexicon, word)->text;
    for (int small = 0; small < 2; small++) {
        size_t at = 0;
        bool fits = true;
        for (uint32_t other = full.start; other < full.end && fits; other++) {
            hsy_str text = hsy_lexicon_at(lexicon, other)->text;
            bool sign = text.data[0] == '&';
            if (!sign && !hsy_lexicon_is(lexicon, other, HSY_WORD_LETTERS)) continue;
            if (hsy_lexicon_equals(lexicon, other, "'s")) continue;
            if (small == 0 && hsy_lexicon_is(lexicon, other, HSY_WORD_PARTICLE)) continue;
            while (at < letters.size && letters.data[at] == '.')
                at++;
            if (sign && at < letters.size && letters.data[at] != '&') continue;
            fits = at < letters.size && letters.data[at] == text.data[0];
            at++;
        }
        while (fits && at < letters.size && letters.data[at] == '.')
            at++;
        if (fits && at == letters.size) return true;
    }
    return false;
}

/* "The RNC" in the headline is the Republican National Committee of the text; names of one word are looked up by
 * their first letter among the names of several. */
static void join_abbreviations(walker *walk) {
    enum { SHORTEST = 2, LONGEST = 12, TRIED = 64 };
    const hsy_scene *scene = walk->scene;
    uint32_t count = (uint32_t)scene->entities->entity_count;
    uint32_t full[TRIED], full_count = 0;
    for (uint32_t entity = 0; entity < count && full_count < TRIED; entity++) {
        const hsy_naming *naming = &walk->names->entities[entity];
        if (naming->person != HSY_NONE || naming->thing == HSY_NONE || walk->names->same[entity] != entity) continue;
        hsy_words name = scene->entities->mentions[naming->thing].name;
        if (name.end - name.start > 1 && naming->sort != HSY_SORT_PERSON) full[full_count++] = entity;
    }
    for (uint32_t entity = 0; entity < count; entity++) {
        const hsy_naming *naming = &walk->names->entities[entity];
        uint32_t named = naming->thing != HSY_NONE ? naming->thing : naming->person;
        if (named == HSY_NONE || walk->names->same[entity] != entity) continue;
        hsy_words name = scene->entities->mentions[named].name;
        size_t size = scene->lexicon->given[name.start].size;
        if (name.end - name.start != 1 || size < SHORTEST || size > LONGEST) continue;
        bool upper = scene->tokens->words[name.start].kase == HSY_CASE_UPPER;
        if (!upper && size != 3 && size != 4) continue; /* "Bat", "Nato" */
        for (uint32_t i = 0; i < full_count; i++)
            if (abbreviates(scene->lexicon, name.start,
                            scene->entities->mentions[walk->names->entities[full[i]].thing].name)) {
                same(walk, entity, full[i]);
                break;
            }
    }
}

/* --- Walking ---------------------------------------------------------------------------------------------- */

/* Whether a mention describes one whose name is to be looked for. */
static bool describe(const walker *walk, uint32_t number, hsy_description *looked) {
    const hsy_scene *scene = walk->scene;
    const hsy_mention *mention = &scene->entities->mentions[number];
    if (mention->form < HSY_FORM_NAME || mention->joined || mention->number == HSY_NUMBER_MANY) return false;
    if (mention->form == HSY_FORM_NAME && !hsy_name_is_office(scene, mention)) return false;
    if (!is_nameless(walk->names, mention->entity)) return false;
    if (mention->sort == HSY_SORT_TIME || mention->sort == HSY_SORT_PLACE) return false;
    hsy_words words = hsy_wording_core(scene->lexicon, mention->words, mention->head);
    *looked = (hsy_description){
        .mention = number,
        .head = mention->head,
        .owner = mention->form == HSY_FORM_POSSESSED ? hsy_known_owner(scene, words) : HSY_NONE,
        .words = words,
        .mark = number + 1,
    };
    for (uint32_t word = words.start; word < mention->head; word++)
        looked->deputy = looked->deputy || hsy_known_is_deputy(scene->lexicon, word);
    return mention->form != HSY_FORM_POSSESSED || looked->owner != HSY_NONE;
}

/* "The couple" is the two who were last named together. */
static void join_pair(walker *walk, uint32_t number) {
    const hsy_entities *entities = walk->scene->entities;
    const hsy_mention *mention = &entities->mentions[number];
    hsy_naming *naming = &walk->names->entities[mention->entity];
    if (mention->form != HSY_FORM_DEFINITE || !is_nameless(walk->names, mention->entity)) return;
    if (naming->joined != HSY_NONE) return;
    bool pair = hsy_use_has(walk->scene->lexicon, mention->head, "pair");
    for (uint32_t i = number, tried = 0; pair && i > 0 && tried < PAIR_BACK; tried++)
        if (entities->mentions[--i].joined && entities->mentions[i].sort == HSY_SORT_PERSON) {
            naming->joined = i;
            return;
        }
}

static bool is_lede(const hsy_scene *scene, uint32_t word) {
    return scene->tokens->words[word].paragraph < LEDE;
}

/* "The report" is the report that was described before. */
static void join_described(walker *walk, const hsy_description *looked) {
    const hsy_scene *scene = walk->scene;
    const hsy_mention *mention = &scene->entities->mentions[looked->mention];
    uint32_t *latest = &walk->described[scene->lexicon->number[looked->head]];
    uint32_t size = looked->words.end - looked->words.start;
    if (size > 2) {
        *latest = looked->mention;
        return;
    }
    if ((mention->form != HSY_FORM_DEFINITE && mention->form != HSY_FORM_THIS) || *latest == HSY_NONE) return;
    uint32_t entity = mention->entity, other = walk->names->same[scene->entities->mentions[*latest].entity];
    if (other == entity) return;
    const hsy_naming *naming = &walk->names->entities[entity];
    const hsy_mention *own = naming->described == HSY_NONE ? mention : &scene->entities->mentions[naming->described];
    if (own->words.end - own->words.start <= 2) same(walk, entity, other);
}

static bool walk_all(walker *walk) {
    const hsy_scene *scene = walk->scene;
    for (uint32_t i = 0; i < scene->entities->count; i++) {
        hsy_description looked;
        const hsy_mention *mention = &scene->entities->mentions[i];
        if (describe(walk, i, &looked)) {
            uint32_t found =
                mention->form == HSY_FORM_BARE ? HSY_NONE : hsy_known_look_up(&walk->known, &looked, false);
            if (found != HSY_NONE)
                same(walk, mention->entity, found);
            else
                join_described(walk, &looked);
        }
        join_pair(walk, i);
        if (hsy_name_has(walk->names, mention->entity) && !learn_mention(walk, i)) return false;
    }
    /* The headline and the first paragraph speak of those who are named later; "Lund's lawyer" may be named anywhere.
     */
    for (uint32_t i = 0; i < scene->entities->count; i++) {
        hsy_description looked;
        if (!describe(walk, i, &looked)) continue;
        if (looked.owner == HSY_NONE && !is_lede(scene, scene->entities->mentions[i].words.start)) continue;
        looked.mark += (uint32_t)scene->entities->count;
        uint32_t found = hsy_known_look_up(&walk->known, &looked, true);
        if (found != HSY_NONE) same(walk, scene->entities->mentions[i].entity, found);
    }
    return true;
}

hearsay_status hsy_offices_join(const hsy_scene *scene, hsy_names *names, hearsay_error *error) {
    size_t words = scene->lexicon->entry_count;
    walker walk = {.scene = scene, .names = names, .described = HSY_NEW(scene->work, uint32_t, words)};
    if (walk.described == NULL) return hsy_fail_memory(error);
    memset(walk.described, 0xFF, words * sizeof *walk.described);
    hearsay_status status = hsy_known_new(scene, names, &walk.known, error);
    if (status != HEARSAY_OK) return status;
    join_abbreviations(&walk);
    join_short_names(&walk);
    bool kept = walk_all(&walk);
    hsy_known_free(&walk.known);
    return kept ? HEARSAY_OK : hsy_fail_memory(error);
}
