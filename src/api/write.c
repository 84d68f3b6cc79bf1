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

/* The forms of the text alone, for which no reading is needed. */
static bool is_text_format(hearsay_format format) {
    return format == HEARSAY_FORMAT_TEXT || format == HEARSAY_FORMAT_TEXT_JSON || format == HEARSAY_FORMAT_MARKDOWN;
}

static bool is_format(hearsay_format format) {
    return format == HEARSAY_FORMAT_JSONL || format == HEARSAY_FORMAT_TERMINAL || format == HEARSAY_FORMAT_CSV ||
           format == HEARSAY_FORMAT_BRAT || is_text_format(format);
}

static hearsay_status fail_format(const char *function, hearsay_format format, hearsay_error *error) {
    return hsy_fail(error, HEARSAY_ERROR_ARGUMENT, "%s: there is no format %d", function, (int)format);
}

static void render(const hsy_reading *reading, hearsay_format format, const hearsay_write_settings *settings,
                   hsy_buffer *out) {
    switch (format) {
    case HEARSAY_FORMAT_JSONL:
        hsy_render_jsonl(reading, out);
        break;
    case HEARSAY_FORMAT_TERMINAL:
        hsy_render_terminal(reading, settings, out);
        break;
    case HEARSAY_FORMAT_CSV:
        hsy_render_csv(reading, out);
        break;
    case HEARSAY_FORMAT_BRAT:
        hsy_render_brat(reading, out);
        break;
    case HEARSAY_FORMAT_TEXT:
        hsy_render_text(reading, out);
        break;
    case HEARSAY_FORMAT_TEXT_JSON:
        hsy_render_text_json(reading, out);
        break;
    case HEARSAY_FORMAT_MARKDOWN:
        hsy_render_markdown(reading, out);
        break;
    }
}

/* The story may be written by several threads at once, so what is kept of it lives in an arena of its own. */
static void render_kept(const hsy_reading *reading, hearsay_format format, const hearsay_write_settings *settings,
                        hsy_buffer *out) {
    hsy_arena arena;
    hsy_reading view;
    hsy_arena_init(&arena, &out->allocator);
    if (hsy_render_keep(reading, settings->min_confidence, &arena, &view))
        render(&view, format, settings, out);
    else
        out->failed = true;
    hsy_arena_free(&arena);
}

hearsay_status hearsay_write(const hearsay_story *story, hearsay_format format, const hearsay_write_settings *settings,
                             hearsay_sink sink, void *data, hearsay_error *error) {
    if (story == NULL || sink == NULL)
        return hsy_fail(error, HEARSAY_ERROR_ARGUMENT, "hearsay_write: an argument is NULL");
    if (!story->read && !is_text_format(format))
        return hsy_fail(error, HEARSAY_ERROR_ARGUMENT, "hearsay_write: the story has not been read");
    const hearsay_write_settings defaults = {0};
    if (settings == NULL) settings = &defaults;
    if (!is_format(format)) return fail_format("hearsay_write", format, error);
    if (!(settings->min_confidence >= 0 && settings->min_confidence <= 1))
        return hsy_fail(error, HEARSAY_ERROR_ARGUMENT, "hearsay_write: min_confidence is not between 0 and 1");
    hsy_buffer buffer;
    hsy_buffer_init(&buffer, &story->story->arena.allocator);
    if (settings->min_confidence > 0 && story->reading.attributions != NULL)
        render_kept(&story->reading, format, settings, &buffer);
    else
        render(&story->reading, format, settings, &buffer);
    return flush(&buffer, sink, data, error);
}

hearsay_status hearsay_write_head(hearsay_format format, hearsay_sink sink, void *data, hearsay_error *error) {
    if (sink == NULL) return hsy_fail(error, HEARSAY_ERROR_ARGUMENT, "hearsay_write_head: an argument is NULL");
    if (!is_format(format)) return fail_format("hearsay_write_head", format, error);
    if (format != HEARSAY_FORMAT_CSV) return HEARSAY_OK;
    hsy_buffer buffer;
    hsy_buffer_init(&buffer, NULL);
    hsy_render_csv_head(&buffer);
    return flush(&buffer, sink, data, error);
}

hearsay_status hearsay_dump(hearsay_worker *worker, hearsay_story *story, const char *stage, hearsay_sink sink,
                            void *data, hearsay_error *error) {
    static const char *const stages[] = {"story", "token", "encoder", "extract", "speaker"};
    enum { STAGES = sizeof stages / sizeof *stages };
    if (story == NULL || stage == NULL || sink == NULL)
        return hsy_fail(error, HEARSAY_ERROR_ARGUMENT, "hearsay_dump: an argument is NULL");
    size_t wanted = 0;
    while (wanted < STAGES && strcmp(stage, stages[wanted]) != 0)
        wanted++;
    if (wanted == STAGES)
        return hsy_fail(error, HEARSAY_ERROR_ARGUMENT,
                        "there is no stage \"%s\": story, token, encoder, extract, speaker", stage);
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
    case 3:
        hsy_extract_dump(story->attributions, &buffer);
        break;
    default:
        hsy_speaker_dump(story->speakers, &buffer);
        break;
    }
    return flush(&buffer, sink, data, error);
}
