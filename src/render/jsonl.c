/* SPDX-License-Identifier: Apache-2.0 */
/* JSON Lines: one story a line. What no stage has found out yet has no field. */
#include "render/parts.h"

static void write_field(hsy_buffer *out, const char *name, hsy_str value) {
    hsy_buffer_format(out, ", \"%s\": ", name);
    hsy_json_string(out, value);
}

static void write_strings(hsy_buffer *out, const char *name, const hsy_str *strings, size_t count) {
    hsy_buffer_format(out, ", \"%s\": [", name);
    for (size_t i = 0; i < count; i++) {
        if (i > 0) hsy_buffer_text(out, ", ");
        hsy_json_string(out, strings[i]);
    }
    hsy_buffer_char(out, ']');
}

/* A role's pieces. One that stands nowhere in the given text is left out. */
static void write_spans(const hsy_reading *reading, const char *name, const hsy_words *pieces, size_t count,
                        hsy_buffer *out) {
    hsy_buffer_format(out, "\"%s\": [", name);
    bool first = true;
    for (size_t i = 0; i < count; i++) {
        if (pieces[i].start >= pieces[i].end) continue;
        hsy_span clean = hsy_words_span(reading->attributions->tokens, pieces[i]);
        hearsay_point_span span = hsy_reading_points(reading, clean);
        if (span.start == span.end) continue;
        hsy_buffer_format(out, "%s[%zu, %zu]", first ? "" : ", ", span.start, span.end);
        first = false;
    }
    hsy_buffer_text(out, "], ");
}

static void write_attribution(const hsy_reading *reading, const hsy_attribution *attribution, hsy_buffer *out) {
    hsy_buffer_char(out, '{');
    write_spans(reading, "source", &attribution->source, 1, out);
    write_spans(reading, "cue", &attribution->cue, 1, out);
    write_spans(reading, "content", attribution->content, attribution->content_count, out);
    if (attribution->inside == SIZE_MAX)
        hsy_buffer_text(out, "\"inside\": null, ");
    else
        hsy_buffer_format(out, "\"inside\": %zu, ", attribution->inside);
    hsy_buffer_format(out, "\"type\": \"%s\", \"confidence\": ", hsy_render_type(attribution->type));
    hsy_render_confidence(attribution->confidence, out);
    hsy_buffer_char(out, '}');
}

static void write_attributions(const hsy_reading *reading, hsy_buffer *out) {
    hsy_buffer_text(out, ", \"attributions\": [");
    size_t count = reading->attributions == NULL ? 0 : reading->attributions->count;
    for (size_t i = 0; i < count; i++) {
        if (i > 0) hsy_buffer_text(out, ", ");
        write_attribution(reading, &reading->attributions->items[i], out);
    }
    hsy_buffer_char(out, ']');
}

void hsy_render_jsonl(const hsy_reading *reading, hsy_buffer *out) {
    const hsy_story *story = reading->story;
    hsy_buffer_text(out, "{\"id\": ");
    hsy_json_string(out, story->id);
    write_field(out, "title", story->title);
    write_strings(out, "author", story->authors, story->author_count);
    write_field(out, "date", story->date);
    hsy_buffer_text(out, ", \"modified\": null");
    write_field(out, "outlet", story->outlet);
    write_field(out, "url", story->url);
    write_field(out, "language", story->language);
    write_attributions(reading, out);
    write_strings(out, "warnings", story->warnings, story->warning_count);
    hsy_buffer_text(out, ", \"extra\": ");
    if (story->extra.data == NULL)
        hsy_buffer_text(out, "{}");
    else
        hsy_buffer_add(out, story->extra.data, story->extra.size);
    hsy_buffer_text(out, "}\n");
}
