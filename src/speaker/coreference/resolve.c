/* SPDX-License-Identifier: Apache-2.0 */
/* From scores of pairs to entities, one mention after another. */
#include <math.h>

#include "speaker/coreference/groups.h"
#include "speaker/words/nouns.h"

static bool is_sexed(uint8_t sex) {
    return sex == HSY_SEX_MALE || sex == HSY_SEX_FEMALE;
}

static void add_key(hsy_group *one, uint32_t key) {
    if (key != HSY_NONE && one->key_count < HSY_GROUP_KEYS && !hsy_groups_has_key(one, key))
        one->keys[one->key_count++] = key;
}

static void put(hsy_resolving *state, size_t index, uint32_t number) {
    hsy_mention *mention = &state->facts->mentions[index];
    hsy_group *to = &state->groups[number];
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
    to->informants += hsy_groups_is_informant(state->facts, index);
    if (mention->person) add_key(to, state->facts->items[index].key);
    if (mention->form == HSY_FORM_NAME && !mention->person) to->other_name = true;
    if (is_sexed(mention->name_sex) && mention->form != HSY_FORM_POSSESSED)
        to->sexes = (uint8_t)(to->sexes | 1U << mention->name_sex);
}

static uint32_t make(hsy_resolving *state) {
    uint32_t number = (uint32_t)state->group_count++;
    state->groups[number] = (hsy_group){.parent = number, .first = HSY_NONE, .last = HSY_NONE};
    return number;
}

static void merge(hsy_resolving *state, uint32_t into, uint32_t from) {
    hsy_group *a = &state->groups[into], *b = &state->groups[from];
    state->next[a->last] = b->first;
    a->last = b->last;
    a->count += b->count;
    a->many += b->many;
    a->they += b->they;
    a->joined += b->joined;
    a->informants += b->informants;
    a->sexes |= b->sexes;
    a->other_name = a->other_name || b->other_name;
    for (size_t i = 0; i < b->key_count; i++)
        add_key(a, b->keys[i]);
    b->parent = into;
}

/* --- Joining ------------------------------------------------------------------------------------------- */

/* The logarithm of the sum of the exponents of the scores with each entity's mentions. Returns how many entities. */
static size_t add_up(hsy_resolving *state, size_t index) {
    size_t count = 0, first = index - state->reach;
    for (size_t k = 0; k < state->reach; k++) {
        if (state->facts->mentions[first + k].entity == HSY_NONE) continue;
        hsy_group *one = &state->groups[hsy_groups_root(state, state->facts->mentions[first + k].entity)];
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
        hsy_group *one = &state->groups[hsy_groups_root(state, state->facts->mentions[first + k].entity)];
        one->total += exp((double)state->scores[k] - one->most);
    }
    for (size_t i = 0; i < count; i++) {
        hsy_group *one = &state->groups[state->touched[i]];
        one->total = one->most + log(one->total);
    }
    return count;
}

/* Who spoke last goes on speaking: "he said ..., he added". */
static void favour_last(hsy_resolving *state, size_t index) {
    const double bonus = 1.0;
    const hsy_mention *mention = &state->facts->mentions[index];
    const hsy_fact *fact = &state->facts->items[index];
    bool third = mention->form == HSY_FORM_HE || mention->form == HSY_FORM_SHE;
    if (!third || fact->source_of == HSY_NONE || state->last_source == HSY_NONE) return;
    uint32_t entity = state->facts->mentions[state->last_source].entity;
    if (entity == HSY_NONE) return;
    hsy_group *one = &state->groups[hsy_groups_root(state, entity)];
    if (one->stamp == index + 1) one->total += bonus;
}

/* "My grandfather called it the Drop," he said. "He told me": in speech a pronoun goes on with whom the sentence of the
 * same speaker before was about. */
static void favour_subject(hsy_resolving *state, size_t index) {
    const double bonus = 1.0;
    const hsy_facts *facts = state->facts;
    const hsy_mention *mention = &facts->mentions[index];
    if (mention->speech == HSY_NONE || (mention->form != HSY_FORM_HE && mention->form != HSY_FORM_SHE)) return;
    for (size_t back = 1; back <= state->reach; back++) {
        const hsy_mention *other = &facts->mentions[index - back];
        if (facts->items[index - back].paragraph != facts->items[index].paragraph) break;
        if (other->speech != mention->speech || facts->items[index - back].place != HSY_PLACE_FIRST) continue;
        if (facts->items[index - back].sentence == facts->items[index].sentence) continue;
        if (other->form <= HSY_FORM_YOU || other->entity == HSY_NONE || other->sort != HSY_SORT_PERSON) break;
        hsy_group *one = &state->groups[hsy_groups_root(state, other->entity)];
        if (one->stamp == index + 1) one->total += bonus;
        break;
    }
}

/* The best entity that beats none and is not contradicted. */
static uint32_t choose(hsy_resolving *state, size_t index, size_t count, double none) {
    for (;;) {
        size_t best = SIZE_MAX;
        for (size_t i = 0; i < count; i++) {
            if (state->touched[i] == HSY_NONE || state->groups[state->touched[i]].total <= none) continue;
            if (best == SIZE_MAX || state->groups[state->touched[i]].total > state->groups[state->touched[best]].total)
                best = i;
        }
        if (best == SIZE_MAX) return HSY_NONE;
        if (!hsy_groups_contradict(state, index, state->touched[best])) return state->touched[best];
        state->touched[best] = HSY_NONE;
    }
}

/* An apposition or a copula joins what was apart: "The director, Nora Lund". */
static void join_apposed(hsy_resolving *state, size_t index, uint32_t own, double none) {
    for (size_t back = 1; back <= state->reach; back++) {
        size_t other = index - back;
        const uint8_t *row = hsy_groups_row(state, index, other);
        uint8_t pattern = row[HSY_PAIR_PATTERN];
        bool apposed = pattern == HSY_PATTERN_COMMA || pattern == HSY_PATTERN_ADJACENT || pattern == HSY_PATTERN_COPULA;
        if (!apposed || state->facts->mentions[other].entity == HSY_NONE) continue;
        uint32_t number = hsy_groups_root(state, state->facts->mentions[other].entity);
        if (number == own || (double)state->scores[state->reach - back] <= none) continue;
        const hsy_group *one = &state->groups[number], *to = &state->groups[own];
        bool sexes = one->sexes == 0 || to->sexes == 0 || one->sexes == to->sexes;
        if (one->key_count == 0 && sexes && !hsy_groups_contradict(state, index, number)) merge(state, own, number);
    }
}

/* "I" in speech is settled last, once its source is. */
static bool waits(const hsy_resolving *state, size_t index) {
    const hsy_mention *mention = &state->facts->mentions[index];
    return mention->form == HSY_FORM_I && mention->speech != HSY_NONE && state->source[mention->speech] != HSY_NONE;
}

/* "A friend of the couple said ... The source adds": of whom coreference makes nobody is the informant quoted last, if
 * the noun is the same or says nothing. A group, or HSY_NONE. */
static uint32_t known_informant(const hsy_resolving *state, size_t index) {
    const hsy_facts *facts = state->facts;
    const hsy_mention *mention = &facts->mentions[index];
    if (state->informant == HSY_NONE || !hsy_groups_is_informant(facts, index)) return HSY_NONE;
    if (mention->form != HSY_FORM_DEFINITE) return HSY_NONE;
    uint32_t class = hsy_noun_class(hsy_lexicon_at(facts->lexicon, mention->head)->text);
    bool same = facts->items[index].stem == facts->items[state->informant].stem;
    uint32_t last = hsy_noun_class(hsy_lexicon_at(facts->lexicon, facts->mentions[state->informant].head)->text);
    if (!same && ((class | last) & HSY_NOUN_BARE) == 0) return HSY_NONE;
    uint32_t number = hsy_groups_root(state, facts->mentions[state->informant].entity);
    return hsy_groups_contradict(state, index, number) ? HSY_NONE : number;
}

static void settle(hsy_resolving *state, size_t index, double none) {
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
        uint32_t own = hsy_groups_root(state, state->of_key[key]);
        put(state, index, own);
        join_apposed(state, index, own, none);
        return;
    }
    size_t count = add_up(state, index);
    favour_last(state, index);
    favour_subject(state, index);
    uint32_t number = choose(state, index, count, none);
    if (number == HSY_NONE) number = known_informant(state, index);
    if (number == HSY_NONE) number = make(state);
    put(state, index, number);
    if (key != HSY_NONE) state->of_key[key] = number;
}

static void settle_speakers(hsy_resolving *state) {
    const hsy_facts *facts = state->facts;
    for (size_t i = 0; i < facts->count; i++) {
        if (facts->mentions[i].entity != HSY_NONE) continue;
        const hsy_mention *speaker = &facts->mentions[state->source[facts->mentions[i].speech]];
        /* The source may be an "I" itself, that of a speech around this one; and that again. */
        for (size_t steps = 0; speaker->entity == HSY_NONE && steps < 4; steps++)
            speaker = &facts->mentions[state->source[speaker->speech]];
        put(state, i, speaker->entity == HSY_NONE ? make(state) : hsy_groups_root(state, speaker->entity));
    }
}

/* --- The whole -------------------------------------------------------------------------------------------- */

/* Entities in the order of their first mentions. */
static void number_entities(hsy_resolving *state, uint32_t *numbers, size_t *entity_count) {
    const hsy_facts *facts = state->facts;
    *entity_count = 0;
    for (size_t i = 0; i < state->group_count; i++)
        numbers[i] = HSY_NONE;
    for (size_t i = 0; i < facts->count; i++) {
        uint32_t *number = &numbers[hsy_groups_root(state, facts->mentions[i].entity)];
        if (*number == HSY_NONE) *number = (uint32_t)(*entity_count)++;
    }
    for (size_t i = 0; i < facts->count; i++)
        facts->mentions[i].entity = numbers[hsy_groups_root(state, facts->mentions[i].entity)];
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

static hearsay_status settle_all(hsy_resolving *state, const hsy_ranking *ranking, hsy_scratch *scratch,
                                 hsy_arena *work, hearsay_error *error) {
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
        if (hsy_groups_is_informant(facts, i)) state->informant = (uint32_t)i;
    }
    settle_speakers(state);
    return HEARSAY_OK;
}

hearsay_status hsy_entities_resolve(const hsy_facts *facts, const hsy_attributions *attributions,
                                    const uint32_t *source, const hsy_ranking *ranking, hsy_scratch *scratch,
                                    hsy_arena *work, size_t *entity_count, hearsay_error *error) {
    (void)attributions;
    hsy_resolving state = {
        .facts = facts,
        .source = source,
        .groups = HSY_NEW(work, hsy_group, facts->count),
        .next = HSY_NEW(work, uint32_t, facts->count),
        .of_key = HSY_NEW(work, uint32_t, facts->key_count),
        .touched = HSY_NEW(work, uint32_t, HSY_PAIRS_REACH),
        .rows = HSY_NEW(work, uint8_t, HSY_PAIRS_REACH * HSY_PAIR_COLUMNS),
        .scores = HSY_NEW(work, float, HSY_PAIRS_REACH),
        .author = HSY_NONE,
        .last_source = HSY_NONE,
        .informant = HSY_NONE,
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
