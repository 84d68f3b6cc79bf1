/* SPDX-License-Identifier: Apache-2.0 */
/* From scores of pairs to entities, one mention after another. */
#include <math.h>

#include "speaker/coreference/entities.h"

enum { KEYS_MAX = 4 };

/* An entity while it grows; one that was merged into another has a parent. */
typedef struct group {
    uint32_t parent; /* itself: it stands */
    uint32_t first, last;
    uint32_t count, many, they; /* mentions; those in the plural; "they" */
    uint32_t joined;            /* "A and B" */
    uint32_t keys[KEYS_MAX];    /* of its persons' names */
    uint8_t key_count;
    uint8_t sexes;   /* bits 1 << sex, of names and pronouns */
    bool other_name; /* a name that is no person's */
    bool author;     /* who writes "I" outside all speech */
    double total;    /* for the mention in hand, where stamp is its number + 1 */
    double most;
    size_t stamp;
} group;

typedef struct resolving {
    const hsy_facts *facts;
    const uint32_t *source; /* [attributions] */
    group *groups;
    size_t group_count;
    uint32_t *next;    /* [mentions] the next mention of its entity; HSY_NONE */
    uint32_t *of_key;  /* [keys] a group; HSY_NONE */
    uint32_t *touched; /* groups that the mention in hand may join */
    uint8_t *rows;     /* the mention in hand with those before it */
    float *scores;
    size_t reach;         /* how many of them */
    uint32_t author;      /* a group; HSY_NONE */
    uint32_t last_source; /* the latest mention that is a source; HSY_NONE */
} resolving;

/* Halves the way on each walk, so that none gets long. */
static uint32_t root(const resolving *state, uint32_t number) {
    group *groups = state->groups;
    while (groups[number].parent != number) {
        groups[number].parent = groups[groups[number].parent].parent;
        number = groups[number].parent;
    }
    return number;
}

static bool is_sexed(uint8_t sex) {
    return sex == HSY_SEX_MALE || sex == HSY_SEX_FEMALE;
}

static bool has_key(const group *one, uint32_t key) {
    for (size_t i = 0; i < one->key_count; i++)
        if (one->keys[i] == key) return true;
    return false;
}

static void add_key(group *one, uint32_t key) {
    if (key != HSY_NONE && one->key_count < KEYS_MAX && !has_key(one, key)) one->keys[one->key_count++] = key;
}

static void put(resolving *state, size_t index, uint32_t number) {
    hsy_mention *mention = &state->facts->mentions[index];
    group *to = &state->groups[number];
    mention->entity = number;
    state->next[index] = HSY_NONE;
    if (to->count == 0)
        to->first = (uint32_t)index;
    else
        state->next[to->last] = (uint32_t)index;
    to->last = (uint32_t)index;
    to->count++;
    to->many += mention->number == HSY_NUMBER_MANY;
    to->they += mention->form == HSY_FORM_THEY;
    to->joined += mention->joined;
    if (mention->person) add_key(to, state->facts->items[index].key);
    if (mention->form == HSY_FORM_NAME && !mention->person) to->other_name = true;
    if (is_sexed(mention->name_sex) && mention->form != HSY_FORM_POSSESSED)
        to->sexes = (uint8_t)(to->sexes | 1U << mention->name_sex);
}

static uint32_t make(resolving *state) {
    uint32_t number = (uint32_t)state->group_count++;
    state->groups[number] = (group){.parent = number, .first = HSY_NONE, .last = HSY_NONE};
    return number;
}

static void merge(resolving *state, uint32_t into, uint32_t from) {
    group *a = &state->groups[into], *b = &state->groups[from];
    state->next[a->last] = b->first;
    a->last = b->last;
    a->count += b->count;
    a->many += b->many;
    a->they += b->they;
    a->joined += b->joined;
    a->sexes |= b->sexes;
    a->other_name = a->other_name || b->other_name;
    for (size_t i = 0; i < b->key_count; i++)
        add_key(a, b->keys[i]);
    b->parent = into;
}

/* --- What contradicts ---------------------------------------------------------------------------- */

static const uint8_t *row_of(const resolving *state, size_t index, size_t other) {
    if (other >= index || index - other > state->reach) return NULL;
    return state->rows + (state->reach - (index - other)) * HSY_PAIR_COLUMNS;
}

static bool contradicts_mention(const resolving *state, size_t index, size_t other) {
    const uint8_t *row = row_of(state, index, other);
    if (row == NULL) return false;
    const hsy_mention *mention = &state->facts->mentions[index], *before = &state->facts->mentions[other];
    uint8_t pattern = row[HSY_PAIR_PATTERN], speech = row[HSY_PAIR_SPEECH];
    if ((pattern == HSY_PATTERN_INSIDE || pattern == HSY_PATTERN_HOLDS || pattern == HSY_PATTERN_POSSESSOR) &&
        mention->head != before->head)
        return true;
    bool third = mention->form == HSY_FORM_HE || mention->form == HSY_FORM_SHE;
    if (third && speech == HSY_SPEECH_OTHER_SPEAKER) return true;
    if (speech == HSY_SPEECH_FIRST_OTHER || speech == HSY_SPEECH_MIXED_SAME) return true;
    return !hsy_form_is_pronoun((hsy_form)mention->form) && before->form <= HSY_FORM_YOU && before->speech == HSY_NONE;
}

/* "A and B" is neither A nor somebody else: only a plural, or a noun like "the couple", goes with it. */
static bool contradicts_joined(const hsy_mention *mention, const group *one) {
    bool single = mention->form <= HSY_FORM_NAME && mention->form != HSY_FORM_WE && mention->form != HSY_FORM_YOU &&
                  mention->form != HSY_FORM_THEY && mention->form != HSY_FORM_OTHER_PRONOUN;
    if (mention->joined) return one->key_count > 0 || one->sexes != 0 || one->other_name;
    return one->joined > 0 && single;
}

/* Looks at the entity's mentions, or, where they are more, at those within reach, since only they can contradict. */
static bool contradicts_mentions(const resolving *state, size_t index, uint32_t number) {
    const group *one = &state->groups[number];
    if (one->count <= HSY_PAIRS_REACH) {
        for (uint32_t at = one->first; at != HSY_NONE; at = state->next[at])
            if (contradicts_mention(state, index, at)) return true;
        return false;
    }
    for (size_t at = index - state->reach; at < index; at++) {
        uint32_t entity = state->facts->mentions[at].entity;
        if (entity != HSY_NONE && root(state, entity) == number && contradicts_mention(state, index, at)) return true;
    }
    return false;
}

static bool contradicts(const resolving *state, size_t index, uint32_t number) {
    const hsy_mention *mention = &state->facts->mentions[index];
    const group *one = &state->groups[number];
    if (one->author || contradicts_joined(mention, one)) return true;
    if (mention->person && one->key_count > 0 && !has_key(one, state->facts->items[index].key)) return true;
    if (is_sexed(mention->name_sex) && one->sexes != 0 && (one->sexes & 1U << mention->name_sex) == 0) return true;
    bool single = mention->form == HSY_FORM_HE || mention->form == HSY_FORM_SHE || mention->form == HSY_FORM_I;
    if (single && (one->other_name || 2 * one->many > one->count)) return true;
    if (mention->form == HSY_FORM_IT && (one->key_count > 0 || one->sexes != 0)) return true;
    if (mention->form == HSY_FORM_THEY && one->key_count > 0 && one->they == 0) return true;
    return contradicts_mentions(state, index, number);
}

/* --- Joining ------------------------------------------------------------------------------------------- */

/* The logarithm of the sum of the exponents of the scores with each entity's mentions. Returns how many entities. */
static size_t add_up(resolving *state, size_t index) {
    size_t count = 0, first = index - state->reach;
    for (size_t k = 0; k < state->reach; k++) {
        if (state->facts->mentions[first + k].entity == HSY_NONE) continue;
        group *one = &state->groups[root(state, state->facts->mentions[first + k].entity)];
        double score = (double)state->scores[k];
        if (one->stamp != index + 1) {
            one->stamp = index + 1;
            one->most = score;
            state->touched[count++] = (uint32_t)(one - state->groups);
        } else if (score > one->most)
            one->most = score;
        one->total = 0;
    }
    for (size_t k = 0; k < state->reach; k++) {
        if (state->facts->mentions[first + k].entity == HSY_NONE) continue;
        group *one = &state->groups[root(state, state->facts->mentions[first + k].entity)];
        one->total += exp((double)state->scores[k] - one->most);
    }
    for (size_t i = 0; i < count; i++) {
        group *one = &state->groups[state->touched[i]];
        one->total = one->most + log(one->total);
    }
    return count;
}

/* Who spoke last goes on speaking: "he said ..., he added". */
static void favour_last(resolving *state, size_t index) {
    const double bonus = 1.0;
    const hsy_mention *mention = &state->facts->mentions[index];
    const hsy_fact *fact = &state->facts->items[index];
    bool third = mention->form == HSY_FORM_HE || mention->form == HSY_FORM_SHE;
    if (!third || fact->source_of == HSY_NONE || state->last_source == HSY_NONE) return;
    uint32_t entity = state->facts->mentions[state->last_source].entity;
    if (entity == HSY_NONE) return;
    group *one = &state->groups[root(state, entity)];
    if (one->stamp == index + 1) one->total += bonus;
}

/* The best entity that beats none and is not contradicted. */
static uint32_t choose(resolving *state, size_t index, size_t count, double none) {
    for (;;) {
        size_t best = SIZE_MAX;
        for (size_t i = 0; i < count; i++) {
            if (state->touched[i] == HSY_NONE || state->groups[state->touched[i]].total <= none) continue;
            if (best == SIZE_MAX || state->groups[state->touched[i]].total > state->groups[state->touched[best]].total)
                best = i;
        }
        if (best == SIZE_MAX) return HSY_NONE;
        if (!contradicts(state, index, state->touched[best])) return state->touched[best];
        state->touched[best] = HSY_NONE;
    }
}

/* An apposition or a copula joins what was apart: "The director, Nora Lund". */
static void join_apposed(resolving *state, size_t index, uint32_t own, double none) {
    for (size_t back = 1; back <= state->reach; back++) {
        size_t other = index - back;
        const uint8_t *row = row_of(state, index, other);
        uint8_t pattern = row[HSY_PAIR_PATTERN];
        bool apposed = pattern == HSY_PATTERN_COMMA || pattern == HSY_PATTERN_ADJACENT || pattern == HSY_PATTERN_COPULA;
        if (!apposed || state->facts->mentions[other].entity == HSY_NONE) continue;
        uint32_t number = root(state, state->facts->mentions[other].entity);
        if (number == own || (double)state->scores[state->reach - back] <= none) continue;
        const group *one = &state->groups[number], *to = &state->groups[own];
        bool sexes = one->sexes == 0 || to->sexes == 0 || one->sexes == to->sexes;
        if (one->key_count == 0 && sexes && !contradicts(state, index, number)) merge(state, own, number);
    }
}

/* "I" in speech is settled last, once its source is. */
static bool waits(const resolving *state, size_t index) {
    const hsy_mention *mention = &state->facts->mentions[index];
    return mention->form == HSY_FORM_I && mention->speech != HSY_NONE && state->source[mention->speech] != HSY_NONE;
}

static void settle(resolving *state, size_t index, double none) {
    const hsy_mention *mention = &state->facts->mentions[index];
    uint32_t key = state->facts->items[index].key;
    if (mention->form == HSY_FORM_I && mention->speech == HSY_NONE) {
        if (state->author == HSY_NONE) {
            state->author = make(state);
            state->groups[state->author].author = true;
        }
        put(state, index, state->author);
        return;
    }
    if (key != HSY_NONE && state->of_key[key] != HSY_NONE) {
        uint32_t own = root(state, state->of_key[key]);
        put(state, index, own);
        join_apposed(state, index, own, none);
        return;
    }
    size_t count = add_up(state, index);
    favour_last(state, index);
    uint32_t number = choose(state, index, count, none);
    if (number == HSY_NONE) number = make(state);
    put(state, index, number);
    if (key != HSY_NONE) state->of_key[key] = number;
}

static void settle_speakers(resolving *state) {
    const hsy_facts *facts = state->facts;
    for (size_t i = 0; i < facts->count; i++) {
        if (facts->mentions[i].entity != HSY_NONE) continue;
        const hsy_mention *speaker = &facts->mentions[state->source[facts->mentions[i].speech]];
        /* The source may be an "I" itself, that of a speech around this one; and that again. */
        for (size_t steps = 0; speaker->entity == HSY_NONE && steps < 4; steps++)
            speaker = &facts->mentions[state->source[speaker->speech]];
        put(state, i, speaker->entity == HSY_NONE ? make(state) : root(state, speaker->entity));
    }
}

/* --- The whole -------------------------------------------------------------------------------------------- */

/* Entities in the order of their first mentions. */
static void number_entities(resolving *state, uint32_t *numbers, size_t *entity_count) {
    const hsy_facts *facts = state->facts;
    *entity_count = 0;
    for (size_t i = 0; i < state->group_count; i++)
        numbers[i] = HSY_NONE;
    for (size_t i = 0; i < facts->count; i++) {
        uint32_t *number = &numbers[root(state, facts->mentions[i].entity)];
        if (*number == HSY_NONE) *number = (uint32_t)(*entity_count)++;
    }
    for (size_t i = 0; i < facts->count; i++)
        facts->mentions[i].entity = numbers[root(state, facts->mentions[i].entity)];
}

/* The scores of having none before: of all mentions, since they come out of one layer together. */
static hearsay_status find_none(const hsy_facts *facts, const hsy_ranking *ranking, hsy_scratch *scratch,
                                hsy_arena *work, float *none, hearsay_error *error) {
    uint8_t *alone = HSY_NEW(work, uint8_t, facts->count * HSY_ALONE_COLUMNS);
    if (alone == NULL) return hsy_fail_memory(error);
    hearsay_status status = hsy_pairs_alone(facts, work, alone, error);
    if (status != HEARSAY_OK) return status;
    return hsy_ranking_none(ranking, scratch, alone, facts->count, work, none, error);
}

static hearsay_status settle_all(resolving *state, const hsy_ranking *ranking, hsy_scratch *scratch, hsy_arena *work,
                                 hearsay_error *error) {
    const hsy_facts *facts = state->facts;
    float *none = HSY_NEW(work, float, facts->count);
    hsy_pairs pairs;
    if (none == NULL) return hsy_fail_memory(error);
    hearsay_status status = hsy_pairs_new(facts, work, &pairs, error);
    if (status == HEARSAY_OK && ranking != NULL) status = find_none(facts, ranking, scratch, work, none, error);
    if (status != HEARSAY_OK) return status;
    for (size_t i = 0; i < facts->count; i++) {
        state->reach = hsy_pairs_row(&pairs, i, state->rows);
        if (ranking != NULL)
            hsy_ranking_row(ranking, i, state->rows, state->reach, state->scores);
        else
            for (size_t k = 0; k < state->reach; k++)
                state->scores[k] = -1e4F; /* names alone join */
        if (!waits(state, i)) settle(state, i, (double)none[i]);
        if (facts->items[i].source_of != HSY_NONE) state->last_source = (uint32_t)i;
    }
    settle_speakers(state);
    return HEARSAY_OK;
}

hearsay_status hsy_entities_resolve(const hsy_facts *facts, const hsy_attributions *attributions,
                                    const uint32_t *source, const hsy_ranking *ranking, hsy_scratch *scratch,
                                    hsy_arena *work, size_t *entity_count, hearsay_error *error) {
    (void)attributions;
    resolving state = {
        .facts = facts,
        .source = source,
        .groups = HSY_NEW(work, group, facts->count),
        .next = HSY_NEW(work, uint32_t, facts->count),
        .of_key = HSY_NEW(work, uint32_t, facts->key_count),
        .touched = HSY_NEW(work, uint32_t, HSY_PAIRS_REACH),
        .rows = HSY_NEW(work, uint8_t, HSY_PAIRS_REACH * HSY_PAIR_COLUMNS),
        .scores = HSY_NEW(work, float, HSY_PAIRS_REACH),
        .author = HSY_NONE,
        .last_source = HSY_NONE,
    };
    uint32_t *numbers = HSY_NEW(work, uint32_t, facts->count);
    if (state.groups == NULL || state.next == NULL || state.of_key == NULL || state.touched == NULL ||
        state.rows == NULL || state.scores == NULL || numbers == NULL)
        return hsy_fail_memory(error);
    for (size_t i = 0; i < facts->key_count; i++)
        state.of_key[i] = HSY_NONE;
    for (size_t i = 0; i < facts->count; i++)
        facts->mentions[i].entity = HSY_NONE;
    hearsay_status status = settle_all(&state, ranking, scratch, work, error);
    if (status == HEARSAY_OK) number_entities(&state, numbers, entity_count);
    return status;
}
