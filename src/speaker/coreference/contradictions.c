/* SPDX-License-Identifier: Apache-2.0 */
/* What contradicts that a mention is one with those of an entity. */
#include "speaker/coreference/groups.h"
#include "speaker/words/nouns.h"

/* Halves the way on each walk, so that none gets long. */
uint32_t hsy_groups_root(const hsy_resolving *state, uint32_t number) {
    hsy_group *groups = state->groups;
    while (groups[number].parent != number) {
        groups[number].parent = groups[groups[number].parent].parent;
        number = groups[number].parent;
    }
    return number;
}

static bool is_sexed(uint8_t sex) {
    return sex == HSY_SEX_MALE || sex == HSY_SEX_FEMALE;
}

bool hsy_groups_has_key(const hsy_group *one, uint32_t key) {
    for (size_t i = 0; i < one->key_count; i++)
        if (one->keys[i] == key) return true;
    return false;
}

bool hsy_groups_is_informant(const hsy_facts *facts, size_t index) {
    const hsy_mention *mention = &facts->mentions[index];
    if (facts->items[index].source_of == HSY_NONE || mention->form <= HSY_FORM_NAME || mention->joined) return false;
    if (mention->number != HSY_NUMBER_ONE || mention->form == HSY_FORM_POSSESSED) return false;
    uint32_t class = hsy_noun_class(hsy_lexicon_at(facts->lexicon, mention->head)->text);
    return (class & HSY_NOUN_INSIDE) != 0;
}

const uint8_t *hsy_groups_row(const hsy_resolving *state, size_t index, size_t other) {
    if (other >= index || index - other > state->reach) return NULL;
    return state->rows + (state->reach - (index - other)) * HSY_PAIR_COLUMNS;
}

/* Whether a name stands in front of a mention's head that the other one does not hold. */
static bool has_other_label(const hsy_lexicon *lexicon, const hsy_mention *one, const hsy_mention *other) {
    bool any = false;
    for (uint32_t word = one->words.start; word < one->head; word++) {
        if (!hsy_lexicon_is_name(lexicon, word)) continue;
        any = true;
        for (uint32_t at = other->words.start; at < other->words.end; at++)
            if (lexicon->number[at] == lexicon->number[word]) return false;
    }
    return any;
}

/* "The Harbury Times poll" is not "the Quill/Lund poll": documents of one sort go by who made them. */
static bool contradicts_label(const hsy_facts *facts, size_t index, size_t other) {
    const hsy_mention *mention = &facts->mentions[index], *before = &facts->mentions[other];
    if (hsy_form_is_pronoun((hsy_form)mention->form) || hsy_form_is_pronoun((hsy_form)before->form)) return false;
    if (facts->items[index].stem != facts->items[other].stem) return false;
    if ((hsy_noun_class(hsy_lexicon_at(facts->lexicon, mention->head)->text) & HSY_NOUN_DOCUMENT) == 0) return false;
    return has_other_label(facts->lexicon, mention, before) && has_other_label(facts->lexicon, before, mention);
}

static bool contradicts_mention(const hsy_resolving *state, size_t index, size_t other) {
    const uint8_t *row = hsy_groups_row(state, index, other);
    if (row == NULL) return false;
    const hsy_mention *mention = &state->facts->mentions[index], *before = &state->facts->mentions[other];
    if (contradicts_label(state->facts, index, other)) return true;
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
static bool contradicts_joined(const hsy_mention *mention, const hsy_group *one) {
    bool single = mention->form <= HSY_FORM_NAME && mention->form != HSY_FORM_WE && mention->form != HSY_FORM_YOU &&
                  mention->form != HSY_FORM_THEY && mention->form != HSY_FORM_OTHER_PRONOUN;
    if (mention->joined) return one->key_count > 0 || one->sexes != 0 || one->other_name;
    return one->joined > 0 && single;
}

/* Looks at the entity's mentions, or, where they are more, at those within reach, since only they can contradict. */
static bool contradicts_mentions(const hsy_resolving *state, size_t index, uint32_t number) {
    const hsy_group *one = &state->groups[number];
    if (one->count <= HSY_PAIRS_REACH) {
        for (uint32_t at = one->first; at != HSY_NONE; at = state->next[at])
            if (contradicts_mention(state, index, at)) return true;
        return false;
    }
    for (size_t at = index - state->reach; at < index; at++) {
        uint32_t entity = state->facts->mentions[at].entity;
        if (entity != HSY_NONE && hsy_groups_root(state, entity) == number && contradicts_mention(state, index, at))
            return true;
    }
    return false;
}

/* Nora Lund saw it differently. "He is wrong," she said: whoever the sentence before a quotation is about, in its
 * paragraph, will mostly be the pronoun behind the quotation, and so nobody who is spoken of in it. A mention, or
 * HSY_NONE. */
static uint32_t presumed_speaker(const hsy_resolving *state, size_t index) {
    const hsy_facts *facts = state->facts;
    const hsy_mention *mention = &facts->mentions[index];
    uint32_t source = mention->speech == HSY_NONE ? HSY_NONE : state->source[mention->speech];
    if (source == HSY_NONE || source < index || facts->mentions[source].form != mention->form) return HSY_NONE;
    uint32_t found = HSY_NONE;
    for (size_t back = 1; back <= state->reach; back++) {
        size_t at = index - back;
        if (facts->items[at].paragraph != facts->items[index].paragraph) break;
        if (facts->mentions[at].speech == mention->speech) continue;
        if (found != HSY_NONE && facts->items[at].sentence != facts->items[found].sentence) break;
        if (facts->mentions[at].speech != HSY_NONE) break;
        found = (uint32_t)at;
    }
    return found;
}

static bool is_presumed_speaker(const hsy_resolving *state, size_t index, uint32_t number) {
    const hsy_mention *mention = &state->facts->mentions[index];
    if (mention->form != HSY_FORM_HE && mention->form != HSY_FORM_SHE) return false;
    uint32_t speaker = presumed_speaker(state, index);
    if (speaker == HSY_NONE || !state->facts->mentions[speaker].person) return false;
    return hsy_groups_root(state, state->facts->mentions[speaker].entity) == number;
}

/* "The fishermen" are no one person. */
static bool contradicts_number(const hsy_mention *mention, const hsy_group *one) {
    bool many = mention->number == HSY_NUMBER_MANY && mention->form > HSY_FORM_NAME && !mention->joined;
    return many && one->key_count > 0 && one->many == 0;
}

/* An insider is nobody who has a name, unless the story says so by a title or an apposition. */
static bool contradicts_informant(const hsy_resolving *state, size_t index, uint32_t number) {
    const hsy_mention *mention = &state->facts->mentions[index];
    const hsy_group *one = &state->groups[number];
    bool informant = hsy_groups_is_informant(state->facts, index) && one->key_count > 0;
    bool named = mention->person && one->informants > 0 && one->key_count == 0;
    if (!informant && !named) return false;
    for (size_t back = 1; back <= state->reach; back++) {
        uint32_t entity = state->facts->mentions[index - back].entity;
        if (entity == HSY_NONE || hsy_groups_root(state, entity) != number) continue;
        if (hsy_groups_row(state, index, index - back)[HSY_PAIR_KNOWN] == HSY_KNOWN_YES) return false;
    }
    return true;
}

bool hsy_groups_contradict(const hsy_resolving *state, size_t index, uint32_t number) {
    const hsy_mention *mention = &state->facts->mentions[index];
    const hsy_group *one = &state->groups[number];
    if (one->author || contradicts_joined(mention, one) || is_presumed_speaker(state, index, number)) return true;
    if (contradicts_informant(state, index, number) || contradicts_number(mention, one)) return true;
    if (mention->person && one->key_count > 0 && !hsy_groups_has_key(one, state->facts->items[index].key)) return true;
    if (is_sexed(mention->name_sex) && one->sexes != 0 && (one->sexes & 1U << mention->name_sex) == 0) return true;
    bool single = mention->form == HSY_FORM_HE || mention->form == HSY_FORM_SHE || mention->form == HSY_FORM_I;
    if (single && (one->other_name || 2 * one->many > one->count)) return true;
    if (mention->form == HSY_FORM_IT && (one->key_count > 0 || one->sexes != 0)) return true;
    if (mention->form == HSY_FORM_THEY && one->key_count > 0 && one->they == 0) return true;
    return contradicts_mentions(state, index, number);
}
