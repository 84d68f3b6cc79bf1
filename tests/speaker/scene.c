/* SPDX-License-Identifier: Apache-2.0 */
#include "scene.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "speaker/coreference/entities.h"
#include "speaker/coreference/facts.h"

void scene_read(made_scene *made, const char *text) {
    *made = (made_scene){.mention_count = 0};
    made_read(&made->words, text);
    made->attributions = (hsy_attributions){.tokens = made->words.tokens, .items = made->items};
    hsy_arena_init(&made->work, NULL);
    hearsay_error error;
    assert_int_equal(hsy_lexicon_read(made->words.tokens, &made->words.story->arena, &made->lexicon, &error),
                     HEARSAY_OK);
}

static hsy_words find(const made_scene *made, const char *after, const char *phrase) {
    const char *text = made->words.story->text.data;
    const char *from = after == NULL ? text : strstr(text, after);
    assert_non_null(from);
    const char *found = strstr(from, phrase);
    assert_non_null(found);
    size_t start = (size_t)(found - text), end = start + strlen(phrase);
    hsy_words words = {UINT32_MAX, 0};
    const hsy_tokens *tokens = made->words.tokens;
    for (uint32_t word = 0; word < tokens->word_count; word++) {
        if (tokens->words[word].text.start == start) words.start = word;
        if (tokens->words[word].text.end == end) words.end = word + 1;
    }
    assert_true(words.start < words.end);
    return words;
}

size_t scene_say(made_scene *made, const char *after, const char *source, const char *cue, const char *content,
                 size_t inside) {
    size_t number = made->attributions.count++;
    assert_true(number < SCENE_MAX);
    made->content[number] = find(made, after, content);
    made->items[number] = (hsy_attribution){
        .content = &made->content[number],
        .content_count = 1,
        .inside = inside,
        .type = HEARSAY_INDIRECT,
    };
    if (source != NULL) made->items[number].source = find(made, after, source);
    if (cue != NULL) made->items[number].cue = find(made, after, cue);
    const hsy_word *words = made->words.tokens->words;
    if (words[made->content[number].start].quotation != HSY_NO_QUOTATION) made->items[number].type = HEARSAY_DIRECT;
    return number;
}

void scene_mention(made_scene *made, const char *after, const char *phrase, hsy_sort sort, uint32_t entity) {
    assert_true(made->mention_count < SCENE_MAX);
    hsy_words words = find(made, after, phrase);
    made->mentions[made->mention_count++] = (hsy_mention){
        .words = words,
        .head = hsy_entities_head(&made->lexicon, words),
        .sort = (uint8_t)sort,
        .entity = entity,
        .speech = HSY_NONE,
    };
}

static int compare(const void *a, const void *b) {
    const hsy_mention *one = a, *other = b;
    if (one->words.start != other->words.start) return one->words.start < other->words.start ? -1 : 1;
    return (one->words.end < other->words.end) - (one->words.end > other->words.end);
}

static void gather_members(made_scene *made) {
    hsy_entities *entities = &made->entities;
    hsy_arena *arena = &made->work;
    for (size_t i = 0; i < made->mention_count; i++)
        if (made->mentions[i].entity >= entities->entity_count)
            entities->entity_count = (size_t)made->mentions[i].entity + 1;
    entities->members = HSY_NEW(arena, uint32_t, made->mention_count);
    entities->first = HSY_NEW(arena, uint32_t, entities->entity_count + 1);
    assert_non_null(entities->members);
    assert_non_null(entities->first);
    uint32_t count = 0;
    for (uint32_t entity = 0; entity < entities->entity_count; entity++) {
        entities->first[entity] = count;
        for (uint32_t i = 0; i < made->mention_count; i++)
            if (made->mentions[i].entity == entity) entities->members[count++] = i;
    }
    entities->first[entities->entity_count] = count;
}

void scene_resolve(made_scene *made) {
    hearsay_error error;
    if (made->mention_count > 0) qsort(made->mentions, made->mention_count, sizeof *made->mentions, compare);
    uint32_t entity_of[SCENE_MAX];
    for (size_t i = 0; i < made->mention_count; i++)
        entity_of[i] = made->mentions[i].entity;
    made->entities =
        (hsy_entities){.lexicon = &made->lexicon, .mentions = made->mentions, .count = made->mention_count};
    made->entities.source = HSY_NEW(&made->work, uint32_t, made->attributions.count);
    assert_non_null(made->entities.source);
    for (size_t i = 0; i < made->attributions.count; i++) {
        hsy_words source = made->items[i].source;
        made->entities.source[i] = source.start < source.end ? hsy_mention_of(&made->entities, source) : HSY_NONE;
        if (source.start < source.end) assert_int_not_equal(made->entities.source[i], HSY_NONE);
    }
    hsy_facts facts;
    assert_int_equal(hsy_facts_read(&made->lexicon, &made->attributions, made->mentions, made->mention_count,
                                    made->entities.source, &made->work, &facts, &error),
                     HEARSAY_OK);
    for (size_t i = 0; i < made->mention_count; i++)
        made->mentions[i].entity = entity_of[i];
    gather_members(made);
    made->scene = (hsy_scene){
        .story = made->words.story,
        .tokens = made->words.tokens,
        .lexicon = &made->lexicon,
        .attributions = &made->attributions,
        .entities = &made->entities,
        .speakers = made->speakers,
        .arena = &made->words.story->arena,
        .work = &made->work,
    };
    assert_int_equal(hsy_speaker_identity(&made->scene, &error), HEARSAY_OK);
}

void scene_free(made_scene *made) {
    hsy_arena_free(&made->work);
    made_free(&made->words);
}

void assert_text(hsy_str found, const char *expected) {
    if (expected == NULL) {
        assert_null(found.data);
        return;
    }
    char text[512];
    (void)snprintf(text, sizeof text, "%.*s", (int)found.size, found.data == NULL ? "" : found.data);
    assert_string_equal(text, expected);
}
