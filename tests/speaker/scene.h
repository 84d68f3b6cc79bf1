/* SPDX-License-Identifier: Apache-2.0 */
/* For the speaker tests: a story with attributions and mentions that the test says itself, without any model. */
#ifndef HSY_TESTS_SPEAKER_SCENE_H
#define HSY_TESTS_SPEAKER_SCENE_H

#include "../extract/made.h"
#include "speaker/identity/naming.h"

enum { SCENE_MAX = 64 };

typedef struct made_scene {
    made_words words;
    hsy_attribution items[SCENE_MAX];
    hsy_words content[SCENE_MAX];
    hsy_attributions attributions;
    hsy_mention mentions[SCENE_MAX];
    size_t mention_count;
    struct hsy_entities entities;
    hsy_lexicon lexicon;
    hsy_speaker speakers[SCENE_MAX];
    hsy_arena work;
    hsy_scene scene;
} made_scene;

/* Reads the story. Phrases below are those of its text, each in its first place at or behind the place of `after`
 * (a phrase too; NULL: the beginning). */
void scene_read(made_scene *made, const char *text);

/* An attribution; `source` NULL: absent. It is inside of the attribution `inside`, or of none: SIZE_MAX. Returns its
 * number. */
size_t scene_say(made_scene *made, const char *after, const char *source, const char *cue, const char *content,
                 size_t inside);

/* A mention of the entity with this number, its head found by rule. */
void scene_mention(made_scene *made, const char *after, const char *phrase, hsy_sort sort, uint32_t entity);

/* Puts the mentions in order, finds their facts and who each source is. Sources must be among the mentions. */
void scene_resolve(made_scene *made);

void scene_free(made_scene *made);

void assert_text(hsy_str found, const char *expected); /* NULL: absent */

#endif
