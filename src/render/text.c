/* SPDX-License-Identifier: Apache-2.0 */
/* A story's text alone: plain, and as a line of JSON with what is known of the story. */
#include "render/parts.h"

static bool is_body(const hsy_paragraph *paragraph) {
    return paragraph->kind != HSY_PARAGRAPH_HEADLINE && paragraph->kind != HSY_PARAGRAPH_PROMO;
}

static void add_paragraphs(const hsy_story *story, hsy_buffer *out) {
    const size_t start = out->size;
    for (size_t i = 0; i < story->paragraph_count; i++) {
        const hsy_paragraph *paragraph = &story->paragraphs[i];
        if (!is_body(paragraph)) continue;
        if (out->size > start) hsy_buffer_text(out, "\n\n");
        hsy_buffer_add(out, story->text.data + paragraph->text.start, paragraph->text.end - paragraph->text.start);
    }
}

/* Of a page the given text is the body, in which its spans count; of a text the headline and promos are left out. */
static void add_body(const hsy_story *story, hsy_buffer *out) {
    if (story->page)
        hsy_buffer_add(out, story->given.data, story->given.size);
    else
        add_paragraphs(story, out);
}

void hsy_render_text(const hsy_reading *reading, hsy_buffer *out) {
    add_body(reading->story, out);
    hsy_buffer_char(out, '\n');
}

static void add_field(hsy_buffer *out, const char *name, hsy_str value) {
    hsy_buffer_format(out, ", \"%s\": ", name);
    hsy_json_string(out, value);
}

void hsy_render_text_json(const hsy_reading *reading, hsy_buffer *out) {
    const hsy_story *story = reading->story;
    hsy_buffer body;
    hsy_buffer_init(&body, &out->allocator);
    add_body(story, &body);
    out->failed |= body.failed;
    hsy_buffer_text(out, "{\"id\": ");
    hsy_json_string(out, story->id);
    add_field(out, "text", (hsy_str){.data = body.size == 0 ? "" : body.data, .size = body.size});
    add_field(out, "title", story->title);
    hsy_render_json_strings(out, "author", story->authors, story->author_count);
    add_field(out, "published", story->date);
    add_field(out, "modified", story->modified);
    add_field(out, "outlet", story->outlet);
    add_field(out, "origin", story->origin);
    add_field(out, "url", story->url);
    add_field(out, "language", story->language);
    hsy_render_json_strings(out, "captions", story->captions, story->caption_count);
    hsy_render_provenance(story, out);
    hsy_render_json_strings(out, "warnings", story->warnings, story->warning_count);
    hsy_buffer_text(out, "}\n");
    hsy_buffer_free(&body);
}
