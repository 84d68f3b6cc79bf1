/* SPDX-License-Identifier: Apache-2.0 */
/* CSV as RFC 4180 has it: a row an attribution, lines that end with CR LF. */
#include <string.h>

#include "render/parts.h"

void hsy_render_csv_head(hsy_buffer *out) {
    hsy_buffer_text(out,
                    "id,outlet,date,url,title,index,inside,level,type,confidence,source_spans,source,cue_spans,cue,"
                    "content_spans,content,name,kind,named,anonymous,gender,gender_by,role,reason,knows,stance,hedged,"
                    "negated,chain,about\r\n");
}

/* The inside of a field in quotation marks: a quotation mark is doubled, all else stays as it is. */
static void write_quoted(hsy_str text, hsy_buffer *out) {
    size_t from = 0;
    for (size_t at = 0; at < text.size; at++) {
        if (text.data[at] != '"') continue;
        hsy_buffer_add(out, text.data + from, at + 1 - from);
        from = at;
    }
    if (text.size > from) hsy_buffer_add(out, text.data + from, text.size - from);
}

static bool needs_quotes(hsy_str text) {
    for (size_t at = 0; at < text.size; at++)
        if (text.data[at] != '\0' && strchr(",\"\r\n", text.data[at]) != NULL) return true;
    return false;
}

/* An absent string is an empty field. */
static void write_field(hsy_str text, hsy_buffer *out) {
    bool quotes = needs_quotes(text);
    if (quotes) hsy_buffer_char(out, '"');
    write_quoted(text, out);
    if (quotes) hsy_buffer_char(out, '"');
}

static void write_spans(const hsy_reading *reading, const hsy_words *pieces, size_t count, hsy_buffer *out) {
    bool first = true;
    for (size_t i = 0; i < count; i++) {
        hsy_span given = hsy_render_given(reading, pieces[i]);
        size_t start = hsy_points_at(&reading->points, given.start), end = hsy_points_at(&reading->points, given.end);
        if (start == end) continue;
        hsy_buffer_format(out, "%s%zu-%zu", first ? "" : ";", start, end);
        first = false;
    }
}

/* The pieces' text as it was given, always in quotation marks: it is prose. */
static void write_text(const hsy_reading *reading, const hsy_words *pieces, size_t count, hsy_buffer *out) {
    bool first = true;
    for (size_t i = 0; i < count; i++) {
        hsy_span given = hsy_render_given(reading, pieces[i]);
        if (given.start == given.end) continue;
        hsy_buffer_text(out, first ? "\"" : " … ");
        write_quoted((hsy_str){reading->story->given.data + given.start, given.end - given.start}, out);
        first = false;
    }
    if (!first) hsy_buffer_char(out, '"');
}

/* The names in one field. */
static void write_list(const hsy_str *names, size_t count, const char *between, hsy_buffer *out) {
    bool quotes = false;
    for (size_t i = 0; i < count; i++)
        quotes = quotes || needs_quotes(names[i]);
    if (quotes) hsy_buffer_char(out, '"');
    for (size_t i = 0; i < count; i++) {
        if (i > 0) hsy_buffer_text(out, between);
        write_quoted(names[i], out);
    }
    if (quotes) hsy_buffer_char(out, '"');
}

static const char *yes_or_no(bool value) {
    return value ? "true" : "false";
}

/* The columns of who the source is. Where nothing is known of any source they are empty. */
static void write_speaker(const hsy_reading *reading, const hsy_speaker *speaker, hsy_buffer *out) {
    if (speaker == NULL) {
        hsy_buffer_text(out, ",,,,,,,,,,,,,,");
        return;
    }
    hsy_buffer_char(out, ',');
    write_field(speaker->name, out);
    hsy_buffer_format(out, ",%s,%s,%s,%s,%s", hearsay_kind_name(speaker->kind), yes_or_no(speaker->named),
                      yes_or_no(speaker->anonymous), hearsay_gender_name(speaker->gender),
                      speaker->gender_by == HEARSAY_BY_NOTHING ? "" : hearsay_gender_by_name(speaker->gender_by));
    for (int detail = 0; detail < HEARSAY_DETAILS; detail++) {
        hsy_buffer_char(out, ',');
        write_text(reading, &speaker->detail[detail], 1, out);
    }
    hsy_buffer_format(out, ",%s,%s,%s,", hearsay_stance_name(speaker->stance), yes_or_no(speaker->hedged),
                      yes_or_no(speaker->negated));
    write_list(speaker->chain, speaker->chain_count, " > ", out);
    hsy_buffer_char(out, ',');
    write_list(speaker->about, speaker->about_count, "; ", out);
}

/* 1 for one that stands in no other's content, and one more for each that holds it. */
static size_t level_of(const hsy_attributions *attributions, size_t index) {
    size_t level = 1, parent = attributions->items[index].inside;
    while (parent < attributions->count && level < attributions->count) {
        level++;
        parent = attributions->items[parent].inside;
    }
    return level;
}

static void write_story(const hsy_story *story, hsy_buffer *out) {
    const hsy_str fields[] = {story->id, story->outlet, story->date, story->url, story->title};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        write_field(fields[i], out);
        hsy_buffer_char(out, ',');
    }
}

static void write_row(const hsy_reading *reading, size_t index, hsy_buffer *out) {
    const hsy_attribution *attribution = &reading->attributions->items[index];
    write_story(reading->story, out);
    hsy_buffer_format(out, "%zu,", index);
    if (attribution->inside != SIZE_MAX) hsy_buffer_format(out, "%zu", attribution->inside);
    hsy_buffer_format(out, ",%zu,%s,", level_of(reading->attributions, index), hsy_render_type(attribution->type));
    hsy_render_confidence(attribution->confidence, out);
    for (int role = 0; role < HEARSAY_ROLES; role++) {
        const hsy_words *pieces;
        size_t count = hsy_render_pieces(attribution, (hearsay_role)role, &pieces);
        hsy_buffer_char(out, ',');
        write_spans(reading, pieces, count, out);
        hsy_buffer_char(out, ',');
        write_text(reading, pieces, count, out);
    }
    write_speaker(reading, reading->speakers == NULL ? NULL : &reading->speakers->items[index], out);
    hsy_buffer_text(out, "\r\n");
}

void hsy_render_csv(const hsy_reading *reading, hsy_buffer *out) {
    size_t count = reading->attributions == NULL ? 0 : reading->attributions->count;
    for (size_t i = 0; i < count && !out->failed; i++)
        write_row(reading, i, out);
}
