/* SPDX-License-Identifier: Apache-2.0 */
#include "render/made.h"

#include <stdlib.h>
#include <string.h>

#include "render/render.h"

static void add_paragraphs(made_reading *made, const char *text) {
    hsy_vector paragraphs;
    hsy_vector_init(&paragraphs, sizeof(hsy_paragraph), NULL);
    const char *at = text;
    for (;;) {
        const char *end = strstr(at, "\n\n");
        size_t length = end == NULL ? strlen(at) : (size_t)(end - at);
        size_t start = (size_t)(at - text);
        hsy_paragraph paragraph = {
            .text = {start, start + length},
            .kind = strncmp(at, "PHOTOS", 6) == 0 ? HSY_PARAGRAPH_PROMO
                    : strncmp(at, "# ", 2) == 0   ? HSY_PARAGRAPH_HEADLINE
                                                  : HSY_PARAGRAPH_BODY,
        };
        if (length > 0) hsy_vector_push(&paragraphs, &paragraph);
        if (end == NULL) break;
        at = end + 2;
    }
    made->story.paragraphs = hsy_vector_to_arena(&paragraphs, &made->story.arena);
    made->story.paragraph_count = paragraphs.count;
    hsy_vector_free(&paragraphs);
}

static bool in_word(uint32_t point) {
    return hsy_point_is_letter(point) || hsy_point_is_digit(point);
}

static void add_words(made_reading *made) {
    hsy_vector words;
    hsy_vector_init(&words, sizeof(hsy_word), NULL);
    const char *text = made->story.text.data;
    for (size_t i = 0; i < made->story.paragraph_count; i++) {
        const hsy_paragraph *paragraph = &made->story.paragraphs[i];
        if (paragraph->kind == HSY_PARAGRAPH_PROMO) continue;
        size_t at = paragraph->text.start, end = paragraph->text.end, length;
        while (at < end) {
            hsy_word word = {.text.start = at, .paragraph = (uint32_t)i};
            uint32_t point = hsy_utf8_decode(text, end, at, &length);
            at += length;
            if (hsy_point_is_space(point)) continue;
            while (in_word(point) && at < end && in_word(hsy_utf8_decode(text, end, at, &length)))
                at += length;
            word.text.end = at;
            hsy_vector_push(&words, &word);
        }
    }
    made->tokens.words = hsy_vector_to_arena(&words, &made->story.arena);
    made->tokens.word_count = words.count;
    hsy_vector_free(&words);
}

void made_story(made_reading *made, const char *text) {
    memset(made, 0, sizeof *made);
    hsy_arena_init(&made->story.arena, NULL);
    made->story.id = hsy_str_of("story-1");
    made->story.language = hsy_str_of("en");
    made->story.english = true;
    made->story.extra = hsy_str_of("{}");
    made->story.given = made->story.text = hsy_str_of(text);
    add_paragraphs(made, text);
    made->story.map = HSY_NEW(&made->story.arena, hsy_segment, 1);
    made->story.map[0] = (hsy_segment){.length = strlen(text), .given_length = strlen(text)};
    made->story.map_count = 1;
    made->tokens.story = &made->story;
    add_words(made);
    made->attributions = (hsy_attributions){.tokens = &made->tokens, .items = made->items};
    made->reading = (hsy_reading){.story = &made->story, .attributions = &made->attributions};
    if (!hsy_points_init(&made->reading.points, made->story.given, &made->story.arena)) abort();
}

void made_free(made_reading *made) {
    hsy_arena_free(&made->story.arena);
}

hsy_words made_words(const made_reading *made, const char *phrase) {
    if (phrase == NULL) return (hsy_words){0, 0};
    for (uint32_t first = 0; first < made->tokens.word_count; first++) {
        size_t start = made->tokens.words[first].text.start, end = start + strlen(phrase);
        if (strncmp(made->story.text.data + start, phrase, strlen(phrase)) != 0) continue;
        uint32_t behind = first;
        while (behind < made->tokens.word_count && made->tokens.words[behind].text.end <= end)
            behind++;
        return (hsy_words){first, behind};
    }
    abort();
}

hsy_attribution *made_attribution(made_reading *made, const char *source, const char *cue, const char *content) {
    hsy_attribution *item = &made->items[made->attributions.count++];
    *item = (hsy_attribution){
        .source = made_words(made, source),
        .cue = made_words(made, cue),
        .content = HSY_NEW(&made->story.arena, hsy_words, 2),
        .content_count = content == NULL ? 0 : 1,
        .inside = SIZE_MAX,
        .type = HEARSAY_DIRECT,
        .confidence = 0.9F,
    };
    item->content[0] = made_words(made, content);
    return item;
}

hsy_speaker *made_speaker(made_reading *made, const char *name, hearsay_kind kind) {
    made->speakers =
        (hsy_speakers){.attributions = &made->attributions, .items = made->who, .count = made->attributions.count};
    made->reading.speakers = &made->speakers;
    hsy_speaker *speaker = &made->who[made->attributions.count - 1];
    *speaker = (hsy_speaker){.name = hsy_str_of(name), .kind = kind};
    return speaker;
}

static size_t split(made_reading *made, const char *names, hsy_str **strings) {
    hsy_vector parts;
    hsy_vector_init(&parts, sizeof(hsy_str), NULL);
    for (const char *at = names, *end; at != NULL; at = end == NULL ? NULL : end + 2) {
        end = strstr(at, ", ");
        hsy_str part = {at, end == NULL ? strlen(at) : (size_t)(end - at)};
        hsy_vector_push(&parts, &part);
    }
    size_t count = parts.count;
    *strings = hsy_vector_to_arena(&parts, &made->story.arena);
    hsy_vector_free(&parts);
    return count;
}

void made_chain(made_reading *made, hsy_speaker *speaker, const char *names) {
    speaker->chain_count = split(made, names, &speaker->chain);
}

void made_about(made_reading *made, hsy_speaker *speaker, const char *names) {
    speaker->about_count = split(made, names, &speaker->about);
}

/* The buffer's bytes with a NUL; the buffer's memory is malloc's. */
static char *finish(hsy_buffer *out) {
    hsy_buffer_char(out, '\0');
    if (out->failed) abort();
    return out->data;
}

char *made_jsonl(const made_reading *made) {
    hsy_buffer out;
    hsy_buffer_init(&out, NULL);
    hsy_render_jsonl(&made->reading, &out);
    return finish(&out);
}

char *made_csv(const made_reading *made) {
    hsy_buffer out;
    hsy_buffer_init(&out, NULL);
    hsy_render_csv(&made->reading, &out);
    return finish(&out);
}

char *made_brat(const made_reading *made) {
    hsy_buffer out;
    hsy_buffer_init(&out, NULL);
    hsy_render_brat(&made->reading, &out);
    return finish(&out);
}

char *made_terminal(const made_reading *made, bool colour, unsigned width) {
    hsy_buffer out;
    hsy_buffer_init(&out, NULL);
    hearsay_write_settings settings = {.colour = colour, .width = width};
    hsy_render_terminal(&made->reading, &settings, &out);
    return finish(&out);
}

/* `data` counts down to the refusal. */
static void *refuse_one(void *data, void *pointer, size_t size) {
    size_t *left = data;
    if (size == 0) {
        free(pointer);
        return NULL;
    }
    if ((*left)-- == 0) return NULL;
    return realloc(pointer, size);
}

char *made_terminal_refused(const made_reading *made, size_t number) {
    hearsay_allocator allocator = {.resize = refuse_one, .data = &number};
    hsy_buffer out;
    hsy_buffer_init(&out, &allocator);
    hearsay_write_settings settings = {.colour = true, .width = 60};
    hsy_render_terminal(&made->reading, &settings, &out);
    if (!out.failed) return finish(&out);
    hsy_buffer_free(&out);
    return NULL;
}
