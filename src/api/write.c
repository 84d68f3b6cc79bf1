/* SPDX-License-Identifier: Apache-2.0 */
/* Writing a story in a format, and dumping what a stage made of it. */
#include "api/model.h"

#include <string.h>

static hearsay_status flush(hsy_buffer *buffer, hearsay_sink sink, void *data, hearsay_error *error) {
    hearsay_status status = HEARSAY_OK;
    if (buffer->failed)
        status = hsy_fail_memory(error);
    else if (!sink(data, buffer->data == NULL ? "" : buffer->data, buffer->size))
        status = hsy_fail(error, HEARSAY_ERROR_IO, "the output could not be written");
    hsy_buffer_free(buffer);
    return status;
}

hearsay_status hearsay_write(const hearsay_story *story, hearsay_format format, const hearsay_write_settings *settings,
                             hearsay_sink sink, void *data, hearsay_error *error) {
    if (story == NULL || sink == NULL)
        return hsy_fail(error, HEARSAY_ERROR_ARGUMENT, "hearsay_write: an argument is NULL");
    if (!story->read) return hsy_fail(error, HEARSAY_ERROR_ARGUMENT, "hearsay_write: the story has not been read");
    const hearsay_write_settings defaults = {0};
    hsy_buffer buffer;
    hsy_buffer_init(&buffer, &story->story->arena.allocator);
    switch (format) {
    case HEARSAY_FORMAT_JSONL:
        hsy_render_jsonl(&story->reading, &buffer);
        break;
    case HEARSAY_FORMAT_TERMINAL:
        hsy_render_terminal(&story->reading, settings == NULL ? &defaults : settings, &buffer);
        break;
    default:
        return hsy_fail(error, HEARSAY_ERROR_ARGUMENT, "hearsay_write: there is no format %d", (int)format);
    }
    return flush(&buffer, sink, data, error);
}

hearsay_status hearsay_dump(hearsay_worker *worker, hearsay_story *story, const char *stage, hearsay_sink sink,
                            void *data, hearsay_error *error) {
    static const char *const stages[] = {"story", "token", "encoder", "extract"};
    enum { STAGES = sizeof stages / sizeof *stages };
    if (story == NULL || stage == NULL || sink == NULL)
        return hsy_fail(error, HEARSAY_ERROR_ARGUMENT, "hearsay_dump: an argument is NULL");
    size_t wanted = 0;
    while (wanted < STAGES && strcmp(stage, stages[wanted]) != 0)
        wanted++;
    if (wanted == STAGES)
        return hsy_fail(error, HEARSAY_ERROR_ARGUMENT, "there is no stage \"%s\": story, token, encoder, extract",
                        stage);
    if (wanted > 0 && worker == NULL)
        return hsy_fail(error, HEARSAY_ERROR_ARGUMENT, "hearsay_dump: the stage %s needs a worker", stage);
    hearsay_status status = hsy_api_point(story, error);
    if (status == HEARSAY_OK && wanted > 0)
        status = hsy_api_run(worker, story, (hsy_until)(HSY_UNTIL_TOKEN + (wanted - 1)), error);
    if (status != HEARSAY_OK) return status;
    hsy_buffer buffer;
    hsy_buffer_init(&buffer, &story->story->arena.allocator);
    switch (wanted) {
    case 0:
        hsy_story_dump(story->story, &buffer);
        break;
    case 1:
        hsy_token_dump(story->tokens, &buffer);
        break;
    case 2:
        hsy_encoder_dump(story->tokens, story->vectors, hsy_encoder_width(worker->model->encoder), &buffer);
        break;
    default:
        hsy_extract_dump(story->attributions, &buffer);
        break;
    }
    return flush(&buffer, sink, data, error);
}
