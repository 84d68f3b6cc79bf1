/* SPDX-License-Identifier: Apache-2.0 */
/* `hearsay dump --stage=story`: what the stage hands on, as JSON. */
#include "story/story.h"

static const char *kind_name(hsy_paragraph_kind kind) {
    switch (kind) {
    case HSY_PARAGRAPH_BODY:
        return "body";
    case HSY_PARAGRAPH_HEADLINE:
        return "headline";
    case HSY_PARAGRAPH_PROMO:
        return "promo";
    case HSY_PARAGRAPH_HEADING:
        return "heading";
    case HSY_PARAGRAPH_QUOTE:
        return "quote";
    case HSY_PARAGRAPH_ITEM:
        return "item";
    }
    return "body";
}

static void field(hsy_buffer *out, const char *name, hsy_str value) {
    hsy_buffer_format(out, ", \"%s\": ", name);
    hsy_json_string(out, value);
}

static void strings(hsy_buffer *out, const char *name, const hsy_str *list, size_t count) {
    hsy_buffer_format(out, ", \"%s\": [", name);
    for (size_t i = 0; i < count; i++) {
        if (i > 0) hsy_buffer_text(out, ", ");
        hsy_json_string(out, list[i]);
    }
    hsy_buffer_char(out, ']');
}

static void span(hsy_buffer *out, const char *name, hsy_span value) {
    hsy_buffer_format(out, ", \"%s\": [%zu, %zu]", name, value.start, value.end);
}

static hsy_str part(const hsy_story *story, hsy_span of) {
    return (hsy_str){.data = story->text.data + of.start, .size = of.end - of.start};
}

static void paragraph(hsy_buffer *out, const hsy_story *story, const hsy_paragraph *of) {
    hsy_buffer_format(out, "{\"kind\": \"%s\"", kind_name(of->kind));
    if (of->label.end > of->label.start) field(out, "label", part(story, of->label));
    span(out, "clean", of->text);
    span(out, "given", hsy_story_to_given(story, of->text));
    field(out, "text", part(story, of->text));
    hsy_buffer_char(out, '}');
}

/* All offsets are bytes; a copied segment is [clean, given, length], a replaced one
 * [clean, given, length, given length]. */
static void map(hsy_buffer *out, const hsy_story *story) {
    hsy_buffer_text(out, ", \"map\": [");
    for (size_t i = 0; i < story->map_count; i++) {
        const hsy_segment *segment = &story->map[i];
        hsy_buffer_format(out, "%s[%zu, %zu, %zu", i > 0 ? ", " : "", segment->clean_start, segment->given_start,
                          segment->length);
        if (segment->replaced) hsy_buffer_format(out, ", %zu", segment->given_length);
        hsy_buffer_char(out, ']');
    }
    hsy_buffer_char(out, ']');
}

void hsy_story_dump(const hsy_story *story, hsy_buffer *out) {
    hsy_buffer_text(out, "{\"id\": ");
    hsy_json_string(out, story->id);
    field(out, "title", story->title);
    strings(out, "author", story->authors, story->author_count);
    field(out, "date", story->date);
    field(out, "outlet", story->outlet);
    field(out, "url", story->url);
    field(out, "language", story->language);
    hsy_buffer_format(out, ", \"english\": %s, \"transcript\": %s", story->english ? "true" : "false",
                      story->transcript ? "true" : "false");
    field(out, "given", story->given);
    field(out, "text", story->text);
    hsy_buffer_text(out, ", \"paragraphs\": [");
    for (size_t i = 0; i < story->paragraph_count; i++) {
        if (i > 0) hsy_buffer_text(out, ", ");
        paragraph(out, story, &story->paragraphs[i]);
    }
    hsy_buffer_char(out, ']');
    map(out, story);
    strings(out, "warnings", story->warnings, story->warning_count);
    hsy_buffer_text(out, ", \"extra\": ");
    hsy_buffer_add(out, story->extra.data, story->extra.size);
    hsy_buffer_text(out, "}\n");
}
