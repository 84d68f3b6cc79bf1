/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whom a content is about: the named persons and bodies that it mentions, by name, by noun or by "he", "she", "it",
 * "they". The speaker is left out, and so are places and things, unless they speak somewhere themselves ("Moscow").
 */
#include <string.h>

#include "speaker/kind/kind.h"
#include "speaker/meant.h"
#include "speaker/words/nouns.h"

typedef struct about_list {
    const hsy_scene *scene;
    uint32_t *stamp;    /* [entities] number + 1 of the last attribution that was seen to mention it */
    const bool *speaks; /* [entities] some attribution has it as its source */
    uint32_t number;    /* the attribution */
    hsy_vector found;   /* hsy_str */
    hsy_buffer name;
} about_list;

/* --- Who counts --------------------------------------------------------------------------------------------------- */

/* "In Playa Dorada", "Osk": a name that the mention heads take for a person's, but that is a place's by most mentions,
 * or stands behind "in" or "near" alone, and whose words tell nothing else. */
static bool is_place(const hsy_scene *scene, uint32_t entity) {
    enum { MEMBERS = 32 };
    static const char *const where[] = {"in",     "near",   "outside", "across", "through",
                                        "around", "toward", "towards", "into",   NULL};
    const hsy_entities *entities = scene->entities;
    uint32_t end = entities->first[entity + 1], names = 0, places = 0, behind = 0;
    if (end > entities->first[entity] + MEMBERS) end = entities->first[entity] + MEMBERS;
    for (uint32_t i = entities->first[entity]; i < end; i++) {
        const hsy_mention *mention = &entities->mentions[entities->members[i]];
        if (mention->form == HSY_FORM_HE || mention->form == HSY_FORM_SHE) return false;
        if (mention->form != HSY_FORM_NAME) continue;
        names++;
        places += mention->sort == HSY_SORT_PLACE;
        behind += mention->words.start > 0 && hsy_phrase_is(scene->lexicon, mention->words.start - 1, where);
    }
    if (names == 0 || (2 * places < names && behind < names)) return false;
    const hsy_naming *naming = &scene->names->entities[entity];
    uint32_t named = naming->person != HSY_NONE ? naming->person : naming->thing;
    hsy_phrase phrase = hsy_phrase_read(scene->lexicon, entities->mentions[named].name);
    return hsy_kind_of_name(scene->lexicon, &phrase).weight < 3;
}

/* "The Public Works Minister" is an office, and "M" too short for a name. */
static bool is_bad_name(const hsy_scene *scene, hsy_words name) {
    const hsy_lexicon *lexicon = scene->lexicon;
    if (name.start >= name.end) return true;
    if (name.end - name.start == 1 && lexicon->given[name.start].size < 2) return true;
    bool single = name.end - name.start == 1;
    if (single || hsy_lexicon_at(lexicon, name.start)->first_name != HSY_SEX_UNKNOWN) return false;
    return (hsy_noun_class(hsy_lexicon_at(lexicon, name.end - 1)->text) & HSY_NOUN_PERSON) != 0 &&
           hsy_lexicon_is(lexicon, name.end - 1, HSY_WORD_TITLE);
}

/* "She plays barmaid Viv": a character. */
static bool is_part_played(const hsy_scene *scene, uint32_t entity) {
    enum { MEMBERS = 32 };
    static const char *const plays[] = {"play",     "plays",     "played",     "playing",
                                        "portrays", "portrayed", "portraying", NULL};
    const hsy_entities *entities = scene->entities;
    const hsy_lexicon *lexicon = scene->lexicon;
    uint32_t end = entities->first[entity + 1];
    if (end > entities->first[entity] + MEMBERS) end = entities->first[entity] + MEMBERS;
    for (uint32_t i = entities->first[entity]; i < end; i++) {
        hsy_words name = entities->mentions[entities->members[i]].name;
        if (name.start >= name.end || name.start < 3) continue;
        if ((hsy_noun_class(hsy_lexicon_at(lexicon, name.start - 1)->text) & HSY_NOUN_PERSON) == 0) continue;
        if (hsy_phrase_is(lexicon, name.start - 2, plays) ||
            (hsy_lexicon_is(lexicon, name.start - 2, HSY_WORD_DETERMINER) &&
             hsy_phrase_is(lexicon, name.start - 3, plays)))
            return true;
    }
    return false;
}

/* A person, a body, an outlet, or what speaks as one; not many people at once, not a time. */
static bool counts(const about_list *gathering, uint32_t entity) {
    const hsy_scene *scene = gathering->scene;
    const hsy_naming *naming = &scene->names->entities[entity];
    uint32_t named = naming->person != HSY_NONE ? naming->person : naming->thing;
    if (!naming->sure || named == HSY_NONE || is_bad_name(scene, scene->entities->mentions[named].name)) return false;
    if (gathering->speaks[entity]) return true;
    if ((naming->person != HSY_NONE || naming->sort == HSY_SORT_PERSON) && is_place(scene, entity)) return false;
    if (naming->person != HSY_NONE) return !is_part_played(scene, entity);
    if (naming->sort == HSY_SORT_PERSON) return scene->entities->mentions[naming->thing].number != HSY_NUMBER_MANY;
    return naming->sort == HSY_SORT_ORGANIZATION;
}

/* --- What is kept ------------------------------------------------------------------------------------------------- */

static bool same_name(hsy_str a, hsy_str b) {
    return a.size > 0 && hsy_str_equal(a, b);
}

/* "Hedge fund Cold Spring" ends with "Cold Spring". */
static bool ends_with_name(hsy_str longer, hsy_str name) {
    if (longer.size < name.size + 2 || name.size == 0) return false;
    size_t start = longer.size - name.size;
    return longer.data[start - 1] == ' ' && memcmp(longer.data + start, name.data, name.size) == 0;
}

/* What has been written, if it is neither the speaker nor there already. */
static bool add_name(about_list *gathering) {
    const hsy_scene *scene = gathering->scene;
    hsy_str name = {gathering->name.data, gathering->name.size};
    hsy_str speaker = scene->speakers[gathering->number].name;
    if (name.size == 0 || same_name(name, speaker)) return true;
    uint32_t who = scene->names->who[gathering->number];
    const hsy_mention *source = who == HSY_NONE ? NULL : &scene->entities->mentions[who];
    if (source != NULL && source->form == HSY_FORM_NAME && source->head + 1 == source->words.end &&
        ends_with_name(speaker, name))
        return true;
    enum { LATEST = 256 }; /* of a content without end only these are compared */
    for (size_t i = gathering->found.count > LATEST ? gathering->found.count - LATEST : 0; i < gathering->found.count;
         i++)
        if (same_name(name, HSY_AT(gathering->found, hsy_str, i))) return true;
    hsy_str copy;
    return hsy_arena_copy(scene->arena, name, &copy) && hsy_vector_push(&gathering->found, &copy) != NULL;
}

static bool keep(about_list *gathering, uint32_t entity) {
    const hsy_scene *scene = gathering->scene;
    entity = hsy_name_root(scene->names, entity);
    if (gathering->stamp[entity] == gathering->number + 1) return true;
    gathering->stamp[entity] = gathering->number + 1;
    if (!counts(gathering, entity)) return true;
    gathering->name.size = 0;
    (void)hsy_name_write_entity(scene, entity, &gathering->name);
    if (gathering->name.failed) return false;
    return add_name(gathering);
}

/* "The Varestian government": a body whose description has a name in it, though the whole is none. */
static bool is_named_body(const hsy_scene *scene, const hsy_mention *mention, hsy_words words) {
    if (mention->form <= HSY_FORM_NAME || mention->sort == HSY_SORT_PERSON) return false;
    if (mention->form == HSY_FORM_POSSESSED || mention->form == HSY_FORM_INDEFINITE) return false;
    if ((hsy_noun_class(hsy_lexicon_at(scene->lexicon, mention->head)->text) & HSY_NOUN_ORGANIZATION) == 0)
        return false;
    for (uint32_t word = words.start; word < mention->head; word++)
        if (hsy_lexicon_is_name(scene->lexicon, word)) return true;
    return false;
}

static bool keep_body(about_list *gathering, const hsy_mention *mention) {
    const hsy_scene *scene = gathering->scene;
    hsy_words words = hsy_wording_core(scene->lexicon, mention->words, mention->head);
    if (!is_named_body(scene, mention, words)) return true;
    if (hsy_lexicon_is(scene->lexicon, words.start, HSY_WORD_DETERMINER)) words.start++;
    gathering->name.size = 0;
    hsy_wording_write(scene, words, mention->entity, true, &gathering->name);
    return !gathering->name.failed && add_name(gathering);
}

static bool keep_joined(about_list *gathering, uint32_t number) {
    const hsy_entities *entities = gathering->scene->entities;
    hsy_words words = entities->mentions[number].words;
    for (uint32_t i = number + 1; i < entities->count && entities->mentions[i].words.start < words.end; i++)
        if (!entities->mentions[i].joined && !keep(gathering, entities->mentions[i].entity)) return false;
    return true;
}

/* A name that only stands before another noun is not spoken of where that noun is a name, a place or a thing itself:
 * "Lund Tower", "the Osk road". */
static bool is_part(const hsy_scene *scene, uint32_t number) {
    enum { NEAR = 4 };
    const hsy_entities *entities = scene->entities;
    const hsy_mention *mention = &entities->mentions[number];
    if (mention->form != HSY_FORM_NAME || mention->possessive) return false;
    for (uint32_t i = number > NEAR ? number - NEAR : 0; i < entities->count && i <= number + NEAR; i++) {
        const hsy_mention *wide = &entities->mentions[i];
        if (wide->words.start > mention->words.start || wide->words.end < mention->words.end || i == number) continue;
        if (wide->head < mention->words.end || wide->joined || wide->head > mention->words.end + 1) continue;
        if (wide->form == HSY_FORM_NAME && wide->name.start <= mention->words.start) return true;
        if (wide->sort == HSY_SORT_PLACE || wide->sort == HSY_SORT_OBJECT || wide->sort == HSY_SORT_ABSTRACT)
            return (hsy_noun_class(hsy_lexicon_at(scene->lexicon, wide->head)->text) & HSY_NOUN_KINDS) == 0;
    }
    return false;
}

static bool keep_meant(about_list *gathering, uint32_t number) {
    const hsy_mention *mention = &gathering->scene->entities->mentions[number];
    return mention->joined ? keep_joined(gathering, number) : keep(gathering, mention->entity);
}

static bool keep_mention(about_list *gathering, uint32_t number) {
    const hsy_scene *scene = gathering->scene;
    const hsy_mention *mention = &scene->entities->mentions[number];
    if (mention->joined || is_part(scene, number)) return true; /* the parts of A and B are mentions of their own */
    uint32_t found[HSY_MEANT];
    size_t count = hsy_meant_find(scene, gathering->number, number, found);
    for (size_t i = 0; i < count; i++)
        if (!keep_meant(gathering, found[i])) return false;
    if (count > 0 && (found[0] != number || hsy_name_has(scene->names, hsy_name_root(scene->names, mention->entity))))
        return true;
    return mention->form <= HSY_FORM_NAME || keep_body(gathering, mention);
}

/* The speaker is not spoken of: marked as seen, and so are those that make it up. One with a name is left out by that
 * (keep), since what coreference joins to it need not be it. */
static void leave_out_speaker(about_list *gathering) {
    const hsy_scene *scene = gathering->scene;
    const hsy_entities *entities = scene->entities;
    uint32_t who = scene->names->who[gathering->number];
    if (who == HSY_NONE) return;
    uint32_t entity = hsy_name_root(scene->names, entities->mentions[who].entity);
    if (!hsy_name_has(scene->names, entity)) gathering->stamp[entity] = gathering->number + 1;
    if (!entities->mentions[who].joined) return;
    hsy_words words = entities->mentions[who].words;
    for (uint32_t i = hsy_mention_from(entities, words.start);
         i < entities->count && entities->mentions[i].words.start < words.end; i++)
        gathering->stamp[hsy_name_root(scene->names, entities->mentions[i].entity)] = gathering->number + 1;
}

static bool gather(about_list *gathering) {
    const hsy_scene *scene = gathering->scene;
    const hsy_attribution *attribution = &scene->attributions->items[gathering->number];
    gathering->found.count = 0;
    leave_out_speaker(gathering);
    for (size_t piece = 0; piece < attribution->content_count; piece++) {
        hsy_words words = attribution->content[piece];
        for (uint32_t i = hsy_mention_from(scene->entities, words.start);
             i < scene->entities->count && scene->entities->mentions[i].words.start < words.end; i++)
            if (scene->entities->mentions[i].head < words.end && !keep_mention(gathering, i)) return false;
    }
    hsy_speaker *speaker = &scene->speakers[gathering->number];
    speaker->about_count = gathering->found.count;
    speaker->about = hsy_vector_to_arena(&gathering->found, scene->arena);
    return speaker->about != NULL;
}

hearsay_status hsy_speaker_about(hsy_scene *scene, hearsay_error *error) {
    const hsy_entities *entities = scene->entities;
    bool *speaks = HSY_NEW(scene->work, bool, entities->entity_count);
    about_list gathering = {
        .scene = scene,
        .stamp = HSY_NEW(scene->work, uint32_t, entities->entity_count),
        .speaks = speaks,
    };
    if (gathering.stamp == NULL || speaks == NULL) return hsy_fail_memory(error);
    for (size_t i = 0; i < scene->attributions->count; i++)
        if (scene->names->who[i] != HSY_NONE)
            speaks[hsy_name_root(scene->names, entities->mentions[scene->names->who[i]].entity)] = true;
    hsy_vector_init(&gathering.found, sizeof(hsy_str), &scene->work->allocator);
    hsy_buffer_init(&gathering.name, &scene->work->allocator);
    bool kept = true;
    for (size_t i = 0; i < scene->attributions->count && kept; i++) {
        gathering.number = (uint32_t)i;
        kept = gather(&gathering);
    }
    hsy_vector_free(&gathering.found);
    hsy_buffer_free(&gathering.name);
    return kept ? HEARSAY_OK : hsy_fail_memory(error);
}
