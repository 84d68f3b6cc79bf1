/* SPDX-License-Identifier: Apache-2.0 */
/* The dump of this stage: enough of each vector to see that it has changed. */
#include <math.h>

#include "encoder/parts.h"

enum { NUMBERS_SHOWN = 8 };

/* A number with four digits behind the point, whatever the locale; null where it is none. */
static void write_number(hsy_buffer *out, double value) {
    if (!isfinite(value) || fabs(value) > 1e12) {
        hsy_buffer_text(out, "null");
        return;
    }
    long long rounded = llround(fabs(value) * 10000.0);
    if (value < 0 && rounded > 0) hsy_buffer_char(out, '-');
    hsy_buffer_format(out, "%lld.%04lld", rounded / 10000, rounded % 10000);
}

static double norm_of(const float *vector, size_t count) {
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += (double)vector[i] * (double)vector[i];
    return sqrt(sum);
}

static void write_word(hsy_buffer *out, const hsy_story *story, const hsy_points *points, hsy_span text,
                       const float *vector, size_t count) {
    hsy_span given = hsy_story_to_given(story, text);
    hsy_buffer_format(out, "{\"span\": [%zu, %zu], \"vector\": [", hsy_points_at(points, given.start),
                      hsy_points_at(points, given.end));
    for (size_t i = 0; i < count && i < NUMBERS_SHOWN; i++) {
        if (i > 0) hsy_buffer_text(out, ", ");
        write_number(out, (double)vector[i]);
    }
    hsy_buffer_text(out, "], \"norm\": ");
    write_number(out, norm_of(vector, count));
    hsy_buffer_char(out, '}');
}

void hsy_encoder_dump(const hsy_tokens *tokens, const hsy_vectors *vectors, size_t width, hsy_buffer *out) {
    const hsy_story *story = tokens->story;
    hsy_arena arena;
    hsy_points points;
    hsy_arena_init(&arena, &out->allocator);
    float *row = HSY_NEW(&arena, float, 2 * width);
    if (row == NULL || !hsy_points_init(&points, story->given, &arena)) {
        out->failed = true;
        hsy_arena_free(&arena);
        return;
    }
    hsy_buffer_text(out, "{\"id\": ");
    hsy_json_string(out, story->id);
    hsy_buffer_text(out, ", \"words\": [");
    for (size_t i = 0; i < tokens->word_count; i++) {
        if (i > 0) hsy_buffer_text(out, ", ");
        hsy_vectors_read(vectors, i, row);
        write_word(out, story, &points, tokens->words[i].text, row, 2 * width);
    }
    hsy_buffer_text(out, "], \"windows\": [");
    for (size_t i = 0; vectors != NULL && i < vectors->window_count; i++)
        hsy_buffer_format(out, "%s[%zu, %zu]", i > 0 ? ", " : "", vectors->windows[i].first_word,
                          vectors->windows[i].end_word);
    hsy_buffer_text(out, "]}\n");
    hsy_arena_free(&arena);
}
