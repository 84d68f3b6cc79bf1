/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whom a content is about: the named persons and bodies that it mentions, by name, by noun or by "he", "she", "it",
 * "they". The speaker is left out, and so are places and things, unless they speak somewhere themselves ("Moscow").
 */
#include <string.h>

#include "speaker/identity/latest.h"
#include "speaker/identity/naming.h"
#include "speaker/words/nouns.h"

typedef struct about_list {
    const hsy_scene *scene;
    uint32_t *stamp;    /* [entities] number + 1 of the last attribution that was seen to mention it */
    const bool *speaks; /* [entities] some attribution has it as its source */
    uint32_t number;    /* the attribution */
    hsy_vector found;   /* hsy_str */
    hsy_buffer name;
} about_list;

/* A person, a body, an outlet, or what speaks as one; not many people at once, not a time. */
static bool counts(const about_list *gathering, uint32_t entity) {
    const hsy_scene *scene = gathering->scene;
    const hsy_naming *naming = &scene->names->entities[entity];
    if (!naming->sure) return false;
    if (naming->person != HSY_NONE) return true;
    if (naming->thing == HSY_NONE) return false;
    if (naming->sort == HSY_SORT_PERSON) return scene->entities->mentions[naming->thing].number != HSY_NUMBER_MANY;
    return naming->sort == HSY_SORT_ORGANIZATION || gathering->speaks[entity];
}

static bool same_name(hsy_str a, hsy_str b) {
    return a.size > 0 && hsy_str_equal(a, b);
}

/* What has been written, if it is neither the speaker nor there already. */
static bool add_name(about_list *gathering) {
    const hsy_scene *scene = gathering->scene;
    hsy_str name = {gathering->name.data, gathering->name.size};
    if (name.size == 0 || same_name(name, scene->speakers[gathering->number].name)) return true;
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

static bool keep_mention(about_list *gathering, uint32_t number) {
    const hsy_entities *entities = gathering->scene->entities;
    const hsy_mention *mention = &entities->mentions[number];
    switch (mention->form) {
    case HSY_FORM_I:
    case HSY_FORM_WE:
    case HSY_FORM_YOU:
    case HSY_FORM_DEMONSTRATIVE:
    case HSY_FORM_OTHER_PRONOUN:
        return true;
    default:
        break;
    }
    if (mention->joined) return true; /* its parts are mentions of their own */
    uint32_t entity = hsy_name_root(gathering->scene->names, mention->entity);
    if (gathering->stamp[entity] == gathering->number + 1 || hsy_name_has(gathering->scene->names, entity))
        return keep(gathering, entity);
    gathering->stamp[entity] = gathering->number + 1;
    uint32_t body = hsy_latest_body(gathering->scene, number);
    if (body != HSY_NONE) return keep(gathering, entities->mentions[body].entity);
    if (!keep_body(gathering, mention)) return false;
    uint32_t joined = gathering->scene->names->entities[entity].joined; /* "Ana and Ivo", for "they" */
    return joined == HSY_NONE || keep_joined(gathering, joined);
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
