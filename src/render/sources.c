/* SPDX-License-Identifier: Apache-2.0 */
/*
 *     Sources: 2, 1 of them anonymous
 *       Nora Whitfield · person · female · #1 #4
 *         role: the chief engineer
 *       a town official · person · anonymous · #2
 *         reason: because she was not authorised to speak
 *
 * The numbers are rows of the ledger.
 */
#include <stdio.h>
#include <string.h>

#include "render/marks.h"
#include "render/sources.h"
#include "render/wrap.h"

enum { INDENT = 2, INDENT_DETAIL = 4, INDENT_MORE = 2 };

typedef struct sources_list {
    const hsy_reading *reading;
    hsy_wrap wrap;
    hsy_vector spans; /* hsy_span; scratch */
} sources_list;

static void list_init(sources_list *list, const hsy_reading *reading, bool colour, size_t width, hsy_buffer *out) {
    list->reading = reading;
    hsy_render_wrap_init(&list->wrap, out, colour, width);
    hsy_vector_init(&list->spans, sizeof(hsy_span), &out->allocator);
}

static void list_free(sources_list *list) {
    if (list->spans.failed) list->wrap.out->failed = true;
    hsy_render_wrap_free(&list->wrap);
    hsy_vector_free(&list->spans);
}

static void write_text(sources_list *list, const char *text, unsigned style) {
    hsy_render_wrap_text(&list->wrap, hsy_str_of(text), style);
}

static void begin_line(sources_list *list, size_t indent) {
    hsy_render_wrap_begin(&list->wrap, indent);
    list->wrap.indent = indent + INDENT_MORE;
}

static void write_heading(sources_list *list, const char *heading) {
    hsy_buffer_char(list->wrap.out, '\n');
    begin_line(list, 0);
    write_text(list, heading, HSY_STYLE_BOLD);
    hsy_render_wrap_end(&list->wrap);
}

static void write_fact(sources_list *list, const char *fact, unsigned style) {
    write_text(list, " · ", HSY_STYLE_DIM);
    write_text(list, fact, style);
}

static const hsy_speaker *speaker_of(const hsy_speakers *speakers, const hsy_index *index, size_t row) {
    return &speakers->items[HSY_AT(index->rows, hsy_index_row, row).row];
}

bool hsy_render_anonymous(const hsy_index *index, hsy_index_entry entry, const hsy_speakers *speakers) {
    for (size_t i = 0; i < entry.count; i++)
        if (speaker_of(speakers, index, entry.first + i)->anonymous) return true;
    return false;
}

hsy_source_count hsy_render_count_sources(const hsy_index *index, const hsy_speakers *speakers) {
    hsy_source_count count = {0};
    for (size_t i = 0; i < index->entries.count; i++) {
        hsy_index_entry entry = HSY_AT(index->entries, hsy_index_entry, i);
        if (HSY_AT(index->rows, hsy_index_row, entry.first).name.data == NULL) continue;
        count.sources++;
        count.anonymous += hsy_render_anonymous(index, entry, speakers);
    }
    return count;
}

/* --- One source -------------------------------------------------------------------------------- */

/* "#1 #4 #7". One that has the same number as the one before it is left out. */
static void write_rows(sources_list *list, const hsy_index *index, hsy_index_entry entry) {
    write_text(list, " · ", HSY_STYLE_DIM);
    for (size_t i = 0; i < entry.count; i++) {
        size_t row = HSY_AT(index->rows, hsy_index_row, entry.first + i).row;
        if (i > 0 && row == HSY_AT(index->rows, hsy_index_row, entry.first + i - 1).row) continue;
        char number[32];
        (void)snprintf(number, sizeof number, "%s#%zu", i == 0 ? "" : " ", row + 1);
        write_text(list, number, HSY_STYLE_PLAIN);
    }
    hsy_render_wrap_end(&list->wrap);
}

static bool is_known(hearsay_gender gender) {
    return gender == HEARSAY_GENDER_FEMALE || gender == HEARSAY_GENDER_MALE;
}

/* Whichever attribution of the entry tells the most. */
static const hsy_speaker *who_tells_gender(const sources_list *list, const hsy_index *index, hsy_index_entry entry) {
    const hsy_speaker *best = speaker_of(list->reading->speakers, index, entry.first);
    for (size_t i = 1; i < entry.count; i++) {
        const hsy_speaker *other = speaker_of(list->reading->speakers, index, entry.first + i);
        if (!is_known(other->gender)) continue;
        if (!is_known(best->gender) || best->gender_by == HEARSAY_BY_FIRST_NAME) best = other;
    }
    return best;
}

/* A gender that only the first name tells is no fact of the story. */
static void write_gender(sources_list *list, const hsy_index *index, hsy_index_entry entry) {
    const hsy_speaker *speaker = who_tells_gender(list, index, entry);
    if (!is_known(speaker->gender)) return;
    bool guess = speaker->gender_by == HEARSAY_BY_FIRST_NAME;
    write_fact(list, guess ? "perhaps " : "", HSY_STYLE_PLAIN);
    write_text(list, hearsay_gender_name(speaker->gender), HSY_STYLE_PLAIN);
    if (guess) write_text(list, ", by the first name", HSY_STYLE_PLAIN);
}

static void write_detail(sources_list *list, hsy_words words, const char *label) {
    const hsy_tokens *tokens = list->reading->attributions->tokens;
    begin_line(list, INDENT_DETAIL);
    write_text(list, label, HSY_STYLE_DIM);
    list->spans.count = 0;
    hsy_render_cut(tokens->story, hsy_words_span(tokens, words), &list->spans);
    for (size_t i = 0; i < list->spans.count; i++) {
        hsy_span span = HSY_AT(list->spans, hsy_span, i);
        if (i > 0) write_text(list, " ", HSY_STYLE_PLAIN);
        hsy_render_wrap_text(&list->wrap, (hsy_str){tokens->story->text.data + span.start, span.end - span.start},
                             HSY_STYLE_PLAIN);
    }
    hsy_render_wrap_end(&list->wrap);
}

/* "critics" are critics: a role that is the name itself, but for a capital, tells nothing more. */
static bool is_name_itself(const sources_list *list, hsy_words words, hsy_str name) {
    const hsy_tokens *tokens = list->reading->attributions->tokens;
    hsy_span span = hsy_words_span(tokens, words);
    const char *text = tokens->story->text.data + span.start;
    if (span.end - span.start != name.size || name.size == 0) return false;
    if ((text[0] | 0x20) != (name.data[0] | 0x20)) return false;
    return memcmp(text + 1, name.data + 1, name.size - 1) == 0;
}

/* Each detail once, from the first attribution that has it. */
static void write_details(sources_list *list, const hsy_index *index, hsy_index_entry entry) {
    static const char *const labels[HEARSAY_DETAILS] = {"role: ", "reason: ", "knows: "};
    for (int detail = 0; detail < HEARSAY_DETAILS; detail++) {
        for (size_t i = 0; i < entry.count; i++) {
            hsy_words words = speaker_of(list->reading->speakers, index, entry.first + i)->detail[detail];
            if (words.start >= words.end) continue;
            hsy_str name = HSY_AT(index->rows, hsy_index_row, entry.first).name;
            if (detail == HEARSAY_DETAIL_ROLE && is_name_itself(list, words, name)) continue;
            write_detail(list, words, labels[detail]);
            break;
        }
    }
}

static void write_source(sources_list *list, const hsy_index *index, hsy_index_entry entry) {
    const hsy_speaker *speaker = speaker_of(list->reading->speakers, index, entry.first);
    hsy_str name = HSY_AT(index->rows, hsy_index_row, entry.first).name;
    bool anonymous = hsy_render_anonymous(index, entry, list->reading->speakers);
    begin_line(list, INDENT);
    if (name.data == NULL) {
        write_text(list, "no source given", HSY_STYLE_DIM);
        write_rows(list, index, entry);
        return;
    }
    hsy_render_wrap_text(&list->wrap, name, HSY_STYLE_BOLD | HSY_STYLE_CYAN);
    if (speaker->kind != HEARSAY_KIND_NONE) write_fact(list, hearsay_kind_name(speaker->kind), HSY_STYLE_PLAIN);
    if (anonymous)
        write_fact(list, "anonymous", HSY_STYLE_BOLD | HSY_STYLE_RED);
    else if (!speaker->named && speaker->kind == HEARSAY_KIND_PERSON)
        write_fact(list, "not named", HSY_STYLE_PLAIN);
    write_gender(list, index, entry);
    write_rows(list, index, entry);
    write_details(list, index, entry);
}

void hsy_render_sources(const hsy_reading *reading, const hsy_index *index, bool colour, size_t width,
                        hsy_buffer *out) {
    hsy_source_count count = hsy_render_count_sources(index, reading->speakers);
    if (count.sources == 0) return;
    char heading[96];
    (void)snprintf(heading, sizeof heading,
                   count.anonymous == 0 ? "Sources: %zu" : "Sources: %zu, %zu of them anonymous", count.sources,
                   count.anonymous);
    sources_list list;
    list_init(&list, reading, colour, width, out);
    write_heading(&list, heading);
    for (size_t i = 0; i < index->entries.count && !out->failed; i++)
        write_source(&list, index, HSY_AT(index->entries, hsy_index_entry, i));
    list_free(&list);
}

void hsy_render_about(const hsy_reading *reading, bool colour, size_t width, hsy_buffer *out) {
    hsy_index index;
    hsy_render_index_about(reading->speakers, &out->allocator, &index);
    if (hsy_render_index_failed(&index)) out->failed = true;
    sources_list list;
    list_init(&list, reading, colour, width, out);
    if (index.entries.count > 0) write_heading(&list, "Spoken of");
    for (size_t i = 0; i < index.entries.count && !out->failed; i++) {
        hsy_index_entry entry = HSY_AT(index.entries, hsy_index_entry, i);
        begin_line(&list, INDENT);
        hsy_render_wrap_text(&list.wrap, HSY_AT(index.rows, hsy_index_row, entry.first).name, HSY_STYLE_BOLD);
        write_rows(&list, &index, entry);
    }
    list_free(&list);
    hsy_render_index_free(&index);
}
