/* SPDX-License-Identifier: Apache-2.0 */
/* JSON Lines: one story a line. What no stage has found out yet has no field. */
#include "render/parts.h"

static void write_field(hsy_buffer *out, const char *name, hsy_str value) {
    hsy_buffer_format(out, ", \"%s\": ", name);
    hsy_json_string(out, value);
}

static void write_bool(hsy_buffer *out, const char *name, bool value) {
    hsy_buffer_format(out, ", \"%s\": %s", name, value ? "true" : "false");
}

/* One of our own words. */
static void write_word(hsy_buffer *out, const char *name, const char *word) {
    hsy_buffer_format(out, ", \"%s\": \"%s\"", name, word);
}

/* The list of the pieces' spans. One that stands nowhere in the given text is left out. */
static void write_spans(const hsy_reading *reading, const hsy_words *pieces, size_t count, hsy_buffer *out) {
    hsy_buffer_char(out, '[');
    bool first = true;
    for (size_t i = 0; i < count; i++) {
        if (pieces[i].start >= pieces[i].end) continue;
        hsy_span clean = hsy_words_span(reading->attributions->tokens, pieces[i]);
        hearsay_point_span span = hsy_reading_points(reading, clean);
        if (span.start == span.end) continue;
        hsy_buffer_format(out, "%s[%zu, %zu]", first ? "" : ", ", span.start, span.end);
        first = false;
    }
    hsy_buffer_char(out, ']');
}

/* A role that is absent is an empty list; a reason, or how the source knows, that is not told is null. */
static void write_detail(const hsy_reading *reading, const hsy_speaker *speaker, hearsay_detail detail,
                         hsy_buffer *out) {
    static const char *const names[HEARSAY_DETAILS] = {"role", "reason", "knows"};
    const hsy_words *words = &speaker->detail[detail];
    hsy_span given = hsy_render_given(reading, *words);
    hsy_buffer_format(out, ", \"%s\": ", names[detail]);
    if (given.start == given.end && detail != HEARSAY_DETAIL_ROLE)
        hsy_buffer_text(out, "null");
    else
        write_spans(reading, words, 1, out);
}

static void write_speaker(const hsy_reading *reading, const hsy_speaker *speaker, hsy_buffer *out) {
    write_word(out, "stance", hearsay_stance_name(speaker->stance));
    write_bool(out, "hedged", speaker->hedged);
    write_bool(out, "negated", speaker->negated);
    hsy_buffer_text(out, ", \"speaker\": {\"name\": ");
    hsy_json_string(out, speaker->name);
    write_word(out, "kind", hearsay_kind_name(speaker->kind));
    write_bool(out, "named", speaker->named);
    write_bool(out, "anonymous", speaker->anonymous);
    write_word(out, "gender", hearsay_gender_name(speaker->gender));
    if (speaker->gender_by == HEARSAY_BY_NOTHING)
        hsy_buffer_text(out, ", \"gender_by\": null");
    else
        write_word(out, "gender_by", hearsay_gender_by_name(speaker->gender_by));
    for (int detail = 0; detail < HEARSAY_DETAILS; detail++)
        write_detail(reading, speaker, (hearsay_detail)detail, out);
    hsy_buffer_char(out, '}');
    hsy_render_json_strings(out, "chain", speaker->chain, speaker->chain_count);
    hsy_render_json_strings(out, "about", speaker->about, speaker->about_count);
}

static void write_attribution(const hsy_reading *reading, size_t index, hsy_buffer *out) {
    const hsy_attribution *attribution = &reading->attributions->items[index];
    static const char *const names[HEARSAY_ROLES] = {"source", "cue", "content"};
    for (int role = 0; role < HEARSAY_ROLES; role++) {
        const hsy_words *pieces;
        size_t count = hsy_render_pieces(attribution, (hearsay_role)role, &pieces);
        hsy_buffer_format(out, "%s\"%s\": ", role == 0 ? "{" : ", ", names[role]);
        write_spans(reading, pieces, count, out);
    }
    if (attribution->inside == SIZE_MAX)
        hsy_buffer_text(out, ", \"inside\": null");
    else
        hsy_buffer_format(out, ", \"inside\": %zu", attribution->inside);
    write_word(out, "type", hsy_render_type(attribution->type));
    hsy_buffer_text(out, ", \"confidence\": ");
    hsy_render_confidence(attribution->confidence, out);
    if (reading->speakers != NULL) write_speaker(reading, &reading->speakers->items[index], out);
    hsy_buffer_char(out, '}');
}

static void write_attributions(const hsy_reading *reading, hsy_buffer *out) {
    hsy_buffer_text(out, ", \"attributions\": [");
    size_t count = reading->attributions == NULL ? 0 : reading->attributions->count;
    for (size_t i = 0; i < count; i++) {
        if (i > 0) hsy_buffer_text(out, ", ");
        write_attribution(reading, i, out);
    }
    hsy_buffer_char(out, ']');
}

void hsy_render_jsonl(const hsy_reading *reading, hsy_buffer *out) {
    const hsy_story *story = reading->story;
    hsy_buffer_text(out, "{\"id\": ");
    hsy_json_string(out, story->id);
    write_field(out, "title", story->title);
    hsy_render_json_strings(out, "author", story->authors, story->author_count);
    write_field(out, "date", story->date);
    write_field(out, "modified", story->modified);
    write_field(out, "outlet", story->outlet);
    write_field(out, "origin", story->origin);
    write_field(out, "url", story->url);
    write_field(out, "language", story->language);
    write_attributions(reading, out);
    hsy_render_page_map(reading, out);
    hsy_render_provenance(story, out);
    hsy_render_json_strings(out, "warnings", story->warnings, story->warning_count);
    hsy_buffer_text(out, ", \"extra\": ");
    if (story->extra.data == NULL)
        hsy_buffer_text(out, "{}");
    else
        hsy_buffer_add(out, story->extra.data, story->extra.size);
    hsy_buffer_text(out, "}\n");
}
