/* SPDX-License-Identifier: Apache-2.0 */
/* What the words of a content tell of the stance: an outright denial, a question, a result in figures. */
#ifndef HSY_SPEAKER_DENIAL_H
#define HSY_SPEAKER_DENIAL_H

#include "speaker/stance/cue.h"

enum { HSY_CONTENT_WORDS = 96 }; /* more of a content is not looked at */

/* The first words of a content without marks; what another than the speaker says in it is left out. */
typedef struct hsy_content {
    hsy_str words[HSY_CONTENT_WORDS];
    bool begins[HSY_CONTENT_WORDS]; /* a sentence or a piece */
    size_t count;
    bool cut;     /* something was left out */
    bool own;     /* in the speaker's own words: a quotation or a transcript's speech */
    bool foreign; /* in the writer's words, or partly so */
} hsy_content;

/* For each word the innermost attribution in whose content another than the holding attribution's speaker speaks
 * ("adds another insider: Nora swears ..."), or HSY_NONE. In scene->work. */
hearsay_status hsy_content_owners(const hsy_scene *scene, uint32_t **owners, hearsay_error *error);

/* `attribution`: its number. */
void hsy_content_read(const hsy_scene *scene, const uint32_t *owners, size_t attribution, hsy_content *content);

/* Whether it denies what somebody says: "That is untrue", "I never took a cent", "No". `answers`: the source speaks for
 * somebody else, so that its plain "she is not leaving" is a denial as well. */
bool hsy_content_denies(const hsy_content *content, bool answers);

/* Whether it says of a claim that it is false where the cue says what it is called: called | the story rubbish. */
bool hsy_content_calls_false(const hsy_content *content);

/* Whether the cue calls somebody a wrongdoer with it: called | him a thief. */
bool hsy_content_calls_culprit(const hsy_content *content);

/* Whether it is a result: "net income fell 12 percent". */
bool hsy_content_is_result(const hsy_content *content);

/* Whether a hedge stands in it. */
bool hsy_content_hedged(const hsy_content *content);

#endif
