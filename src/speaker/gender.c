/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The gender of persons by the story's own evidence. What stands beside the name or in the description ("Ms.",
 * "chairwoman", "his mother") is the story's word; pronouns are as good as coreference is, so that a few stray ones are
 * outvoted; a first name is the last resort. Where the evidence is at odds with itself, nothing is said.
 */
#include <string.h>

#include "speaker/identity/naming.h"

typedef struct sex_count {
    uint32_t male, female;
} sex_count;

typedef struct sex_evidence {
    sex_count pronouns, honorifics, nouns, first_names;
} sex_evidence;

static void count(sex_count *counts, uint8_t sex) {
    counts->male += sex == HSY_SEX_MALE;
    counts->female += sex == HSY_SEX_FEMALE;
}

/* One sex, or by far the more of the two. */
static hsy_sex verdict(sex_count counts) {
    if (counts.male > 3 * counts.female) return HSY_SEX_MALE;
    if (counts.female > 3 * counts.male) return HSY_SEX_FEMALE;
    return HSY_SEX_UNKNOWN;
}

/* What stands in front of a name: "Mrs.", "actress"; and its first word. */
static void count_name(const hsy_lexicon *lexicon, const hsy_mention *mention, sex_evidence *evidence) {
    for (uint32_t word = mention->words.start; word < mention->name.start; word++) {
        const hsy_entry *entry = hsy_lexicon_at(lexicon, word);
        if (word + 1 < mention->name.start && hsy_lexicon_equals(lexicon, word + 1, "'s"))
            continue; /* the king's envoy */
        if (entry->honorific != HSY_SEX_UNKNOWN)
            count(&evidence->honorifics, entry->honorific);
        else
            count(&evidence->nouns, entry->noun);
    }
    if (mention->name.end - mention->name.start > 1)
        count(&evidence->first_names, hsy_lexicon_at(lexicon, hsy_name_bare(lexicon, mention->name).start)->first_name);
}

static void count_mention(const hsy_lexicon *lexicon, const hsy_mention *mention, sex_evidence *evidence) {
    if (mention->joined) return;
    if (mention->form == HSY_FORM_HE || mention->form == HSY_FORM_SHE)
        count(&evidence->pronouns, mention->form == HSY_FORM_HE ? HSY_SEX_MALE : HSY_SEX_FEMALE);
    else if (mention->form == HSY_FORM_NAME && mention->name.end > mention->name.start)
        count_name(lexicon, mention, evidence);
    else if (mention->form > HSY_FORM_NAME)
        count(&evidence->nouns, hsy_lexicon_at(lexicon, mention->head)->noun);
}

/* The sex that the evidence shows and by what; unknown where there is none, or where it is at odds. */
static hsy_sex weigh(const sex_evidence *evidence, hearsay_gender_by *by) {
    hsy_sex pronoun = verdict(evidence->pronouns), honorific = verdict(evidence->honorifics);
    hsy_sex noun = verdict(evidence->nouns), first_name = verdict(evidence->first_names);
    *by = HEARSAY_BY_NOTHING;
    hsy_sex told = honorific != HSY_SEX_UNKNOWN ? honorific : noun;
    if (honorific != HSY_SEX_UNKNOWN && noun != HSY_SEX_UNKNOWN && honorific != noun) return HSY_SEX_UNKNOWN;
    if (pronoun != HSY_SEX_UNKNOWN && (told == HSY_SEX_UNKNOWN || told == pronoun)) {
        uint32_t pronouns = evidence->pronouns.male + evidence->pronouns.female;
        if (told == HSY_SEX_UNKNOWN && first_name != HSY_SEX_UNKNOWN && first_name != pronoun && pronouns < 3)
            return HSY_SEX_UNKNOWN;
        *by = HEARSAY_BY_PRONOUN;
        return pronoun;
    }
    if (told != HSY_SEX_UNKNOWN) {
        *by = told == honorific ? HEARSAY_BY_HONORIFIC : HEARSAY_BY_KINSHIP;
        return told;
    }
    if (evidence->pronouns.male + evidence->pronouns.female > 0)
        return HSY_SEX_UNKNOWN; /* as many of one as the other */
    if (first_name != HSY_SEX_UNKNOWN) *by = HEARSAY_BY_FIRST_NAME;
    return first_name;
}

static hearsay_gender gender_of(hsy_sex sex) {
    return sex == HSY_SEX_MALE     ? HEARSAY_GENDER_MALE
           : sex == HSY_SEX_FEMALE ? HEARSAY_GENDER_FEMALE
                                   : HEARSAY_GENDER_UNKNOWN;
}

/* [entities] what is found of each, made when it is first asked for. */
typedef struct verdicts {
    uint8_t *sex, *by;
    bool *made;
} verdicts;

static hsy_sex sex_of(const hsy_scene *scene, const verdicts *known, uint32_t entity, hearsay_gender_by *by) {
    entity = hsy_name_root(scene->names, entity);
    if (!known->made[entity]) {
        const hsy_entities *entities = scene->entities;
        sex_evidence evidence = {{0}, {0}, {0}, {0}};
        for (uint32_t i = entities->first[entity]; i < entities->first[entity + 1]; i++)
            count_mention(scene->lexicon, &entities->mentions[entities->members[i]], &evidence);
        hearsay_gender_by found = HEARSAY_BY_NOTHING;
        known->sex[entity] = (uint8_t)weigh(&evidence, &found);
        known->by[entity] = (uint8_t)found;
        known->made[entity] = true;
    }
    *by = (hearsay_gender_by)known->by[entity];
    return (hsy_sex)known->sex[entity];
}

/* Several persons by name: what they share. */
static hsy_sex shared_sex(const hsy_scene *scene, const verdicts *known, hsy_words words, hearsay_gender_by *by) {
    const hsy_entities *entities = scene->entities;
    hsy_sex all = HSY_SEX_UNKNOWN;
    uint32_t end = words.start;
    bool first = true;
    for (uint32_t i = hsy_mention_from(entities, words.start);
         i < entities->count && entities->mentions[i].words.start < words.end; i++) {
        const hsy_mention *mention = &entities->mentions[i];
        if (mention->joined || !mention->person || mention->words.start < end) continue;
        end = mention->words.end;
        hearsay_gender_by one = HEARSAY_BY_NOTHING;
        hsy_sex sex = sex_of(scene, known, mention->entity, &one);
        if (!first && sex != all) {
            *by = HEARSAY_BY_NOTHING;
            return HSY_SEX_UNKNOWN;
        }
        if (first || one > *by) *by = one; /* the weaker evidence */
        all = sex;
        first = false;
    }
    return all;
}

/* "Ana Lund and Bo Lund" where the mention that was found is but the first of them. */
static bool is_several(const hsy_speaker *speaker, const hsy_mention *who, hsy_words source) {
    static const char link[] = " and ";
    if (who->joined || who->words.start < source.start || who->words.end >= source.end) return false;
    for (size_t at = 0; at + sizeof link - 1 < speaker->name.size; at++)
        if (memcmp(speaker->name.data + at, link, sizeof link - 1) == 0) return true;
    return false;
}

/* A byline's first name: the author is no mention of the text. */
static hsy_sex byline_sex(const hsy_speaker *speaker, hearsay_gender_by *by) {
    size_t size = 0;
    while (size < speaker->name.size && speaker->name.data[size] != ' ')
        size++;
    hsy_sex sex = hsy_lexicon_first_name((hsy_str){speaker->name.data, size});
    *by = sex == HSY_SEX_UNKNOWN ? HEARSAY_BY_NOTHING : HEARSAY_BY_FIRST_NAME;
    return sex;
}

hearsay_status hsy_speaker_gender(hsy_scene *scene, hearsay_error *error) {
    const hsy_entities *entities = scene->entities;
    verdicts known = {
        .sex = HSY_NEW(scene->work, uint8_t, entities->entity_count),
        .by = HSY_NEW(scene->work, uint8_t, entities->entity_count),
        .made = HSY_NEW(scene->work, bool, entities->entity_count),
    };
    if (known.sex == NULL || known.by == NULL || known.made == NULL) return hsy_fail_memory(error);
    for (size_t i = 0; i < scene->attributions->count; i++) {
        hsy_speaker *speaker = &scene->speakers[i];
        speaker->gender = HEARSAY_GENDER_NOT_APPLICABLE;
        speaker->gender_by = HEARSAY_BY_NOTHING;
        if (speaker->kind != HEARSAY_KIND_PERSON || speaker->name.size == 0) continue;
        uint32_t who = scene->names->who[i];
        hsy_words source = scene->attributions->items[i].source;
        hsy_sex sex;
        if (who == HSY_NONE) {
            sex = byline_sex(speaker, &speaker->gender_by);
        } else if (is_several(speaker, &entities->mentions[who], source)) {
            sex = shared_sex(scene, &known, source, &speaker->gender_by);
        } else if (entities->mentions[who].joined) {
            sex = shared_sex(scene, &known, entities->mentions[who].words, &speaker->gender_by);
        } else {
            sex = sex_of(scene, &known, entities->mentions[who].entity, &speaker->gender_by);
        }
        speaker->gender = gender_of(sex);
    }
    return HEARSAY_OK;
}
