/* SPDX-License-Identifier: Apache-2.0 */
/* Reading a story: the stages in their order. */
#include "api/model.h"

#include <string.h>

hearsay_status hsy_api_point(hearsay_story *story, hearsay_error *error) {
    if (story->pointed) return HEARSAY_OK;
    if (!hsy_points_init(&story->reading.points, story->story->given, &story->story->arena))
        return hsy_fail_memory(error);
    story->pointed = true;
    return HEARSAY_OK;
}

hearsay_status hsy_api_run(hearsay_worker *worker, hearsay_story *story, hsy_until until, hearsay_error *error) {
    const hearsay_model *model = worker->model;
    hsy_arena *arena = &story->story->arena;
    hearsay_status status = HEARSAY_OK;
    if (story->tokens == NULL) status = hsy_token_read(story->story, model->vocabulary, &story->tokens, error);
    if (status != HEARSAY_OK || until == HSY_UNTIL_TOKEN) return status;
    /* The vectors are by far the largest thing that a story has; in an arena of their own they go as soon as they
     * are read. */
    hsy_arena vectors_arena;
    bool keep = until == HSY_UNTIL_ENCODER;
    hsy_arena_init(&vectors_arena, &arena->allocator);
    hsy_vectors *vectors = NULL;
    if (keep || story->tokens->word_count >= HSY_EXTRACT_WORDS)
        status = hsy_encoder_run(worker->scratch, story->tokens, hsy_vocabulary_cls(model->vocabulary),
                                 hsy_vocabulary_sep(model->vocabulary), keep ? arena : &vectors_arena, &vectors, error);
    if (keep) story->vectors = vectors;
    if (status == HEARSAY_OK && until >= HSY_UNTIL_EXTRACT)
        status =
            hsy_extract(model->extractor, worker->scratch, story->tokens, vectors, arena, &story->attributions, error);
    if (status == HEARSAY_OK && until >= HSY_UNTIL_SPEAKER)
        status = hsy_speaker_read(model->resolver, worker->scratch, story->attributions, vectors, arena,
                                  &story->speakers, error);
    hsy_arena_free(&vectors_arena);
    if (status != HEARSAY_OK) return status;
    story->reading.attributions = story->attributions;
    story->reading.speakers = story->speakers;
    return status;
}

hearsay_status hearsay_read(hearsay_worker *worker, hearsay_story *story, bool force, hearsay_error *error) {
    if (worker == NULL || story == NULL)
        return hsy_fail(error, HEARSAY_ERROR_ARGUMENT, "hearsay_read: an argument is NULL");
    if (story->read) return hsy_fail(error, HEARSAY_ERROR_ARGUMENT, "hearsay_read: the story has been read already");
    story->read = true;
    hearsay_status status = hsy_api_point(story, error);
    if (status != HEARSAY_OK) return status;
    hsy_story *text = story->story;
    if (!text->english && !force) {
        bool kept = hsy_story_warn(text, "the language is \"%.*s\", not English: no attributions were looked for",
                                   (int)text->language.size, text->language.data);
        return kept ? HEARSAY_OK : hsy_fail_memory(error);
    }
    return hsy_api_run(worker, story, HSY_UNTIL_SPEAKER, error);
}

void hearsay_story_free(hearsay_story **story) {
    if (story == NULL || *story == NULL) return;
    hsy_story_free((*story)->story); /* the hearsay_story lies in its arena */
    *story = NULL;
}
