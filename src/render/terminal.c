/* SPDX-License-Identifier: Apache-2.0 */
/* A story for a reader at a terminal: what it is, what to beware of, its marked text, its ledger. */
#include <stdio.h>

#include "render/glyph.h"
#include "render/marks.h"
#include "render/parts.h"
#include "render/sources.h"
#include "render/table.h"
#include "render/wrap.h"

enum { WIDTH_DEFAULT = 80, WIDTH_MIN = 40 };

/* A mark that is open where the writing stands; several attributions may share it ("she denied and condemned"). */
typedef struct open_mark {
    hsy_span text;
    hearsay_role role;
    size_t first, count; /* in `marks` */
    bool due;            /* its bracket is still to be written, before the next letter */
} open_mark;

typedef struct story_page {
    const hsy_reading *reading;
    hsy_buffer *out;
    hsy_wrap wrap;
    bool colour;
    size_t width;
    hsy_vector marks; /* hsy_mark */
    size_t next_mark;
    hsy_vector open;   /* open_mark, the outermost first */
    bool after_number; /* a raised number was the last thing written */
    hsy_index index;   /* of the speakers; nothing where the reading has none */
} story_page;

static bool is_present(hsy_str text) {
    return text.data != NULL && text.size > 0;
}

static void write_text(story_page *page, const char *text, unsigned style) {
    hsy_render_wrap_text(&page->wrap, hsy_str_of(text), style);
}

/* --- Head -------------------------------------------------------------------------------- */

/* Words as an editor counts them: what stands between spaces and has a letter or a digit. */
static size_t count_words(const hsy_story *story) {
    size_t count = 0;
    for (size_t i = 0; i < story->paragraph_count; i++) {
        const hsy_paragraph *paragraph = &story->paragraphs[i];
        if (paragraph->kind == HSY_PARAGRAPH_PROMO) continue;
        bool counted = false;
        for (size_t at = paragraph->text.start; at < paragraph->text.end;) {
            size_t length;
            uint32_t point = hsy_utf8_decode(story->text.data, paragraph->text.end, at, &length);
            at += length;
            if (hsy_point_is_space(point)) {
                counted = false;
            } else if (!counted && (hsy_point_is_letter(point) || hsy_point_is_digit(point))) {
                counted = true;
                count++;
            }
        }
    }
    return count;
}

/* One fact of the head, parted from the one before by a dot. */
static void write_fact(story_page *page, const char *lead, hsy_str fact) {
    if (!is_present(fact)) return;
    if (page->wrap.begun || page->wrap.word.count > 0) write_text(page, " · ", HSY_STYLE_DIM);
    write_text(page, lead, HSY_STYLE_DIM);
    hsy_render_wrap_text(&page->wrap, fact, HSY_STYLE_DIM);
}

static void write_count(story_page *page, size_t count, const char *one, const char *many) {
    char fact[64];
    (void)snprintf(fact, sizeof fact, "%zu %s", count, count == 1 ? one : many);
    write_fact(page, "", hsy_str_of(fact));
}

static void write_source_count(story_page *page) {
    hsy_source_count count = hsy_render_count_sources(&page->index, page->reading->speakers);
    if (count.sources == 0) return;
    write_count(page, count.sources, "source", "sources");
    if (count.anonymous == 0) return;
    char fact[64];
    (void)snprintf(fact, sizeof fact, " (%zu anonymous)", count.anonymous);
    write_text(page, fact, HSY_STYLE_DIM);
}

static void write_head(story_page *page) {
    const hsy_story *story = page->reading->story;
    hsy_render_wrap_text(&page->wrap, is_present(story->title) ? story->title : story->id, HSY_STYLE_BOLD);
    hsy_render_wrap_end(&page->wrap);
    for (size_t i = 0; i < story->author_count; i++)
        write_fact(page, i == 0 ? "by " : "", story->authors[i]);
    write_fact(page, "", story->outlet);
    write_fact(page, "", hsy_render_day(story->date));
    bool english = hsy_str_equal(story->language, hsy_str_of("en"));
    bool unknown = hsy_str_equal(story->language, hsy_str_of("und"));
    if (!english && !unknown) write_fact(page, "language: ", story->language);
    write_count(page, count_words(story), "word", "words");
    if (page->reading->attributions != NULL)
        write_count(page, page->reading->attributions->count, "attribution", "attributions");
    if (page->reading->speakers != NULL) write_source_count(page);
    hsy_render_wrap_end(&page->wrap);
}

static void write_rule(story_page *page) {
    if (page->colour) hsy_render_style(page->out, HSY_STYLE_DIM);
    for (size_t i = 0; i < page->width; i++)
        hsy_buffer_text(page->out, "─");
    if (page->colour) hsy_render_style(page->out, HSY_STYLE_PLAIN);
    hsy_buffer_char(page->out, '\n');
}

static void write_warnings(story_page *page) {
    const hsy_story *story = page->reading->story;
    page->wrap.indent = sizeof "warning: " - 1;
    for (size_t i = 0; i < story->warning_count; i++) {
        write_text(page, "warning: ", HSY_STYLE_BOLD | HSY_STYLE_RED);
        hsy_render_wrap_text(&page->wrap, story->warnings[i], HSY_STYLE_PLAIN);
        hsy_render_wrap_end(&page->wrap);
    }
    page->wrap.indent = 0;
    if (story->warning_count > 0) hsy_buffer_char(page->out, '\n');
}

/* --- Marks -------------------------------------------------------------------------------- */

static unsigned role_style(hearsay_role role) {
    switch (role) {
    case HEARSAY_SOURCE:
        return HSY_STYLE_BOLD | HSY_STYLE_CYAN;
    case HEARSAY_CUE:
        return HSY_STYLE_YELLOW;
    case HEARSAY_CONTENT:
        return HSY_STYLE_GREEN;
    }
    return HSY_STYLE_PLAIN;
}

/* The innermost open mark gives the colour; what is said inside of something said is underlined. */
static unsigned current_style(const story_page *page, unsigned base) {
    size_t contents = 0;
    for (size_t i = 0; i < page->open.count; i++)
        contents += HSY_AT(page->open, open_mark, i).role == HEARSAY_CONTENT;
    unsigned style = base;
    if (page->open.count > 0) style |= role_style(HSY_AT(page->open, open_mark, page->open.count - 1).role);
    if (contents > 1) style |= HSY_STYLE_UNDERLINE;
    return style;
}

/* [S1 a source], [C1 its cue], [1 the content]. */
static void write_bracket(story_page *page, const open_mark *mark) {
    static const char *const letters[HEARSAY_ROLES] = {
        [HEARSAY_SOURCE] = "S", [HEARSAY_CUE] = "C", [HEARSAY_CONTENT] = ""};
    for (size_t i = 0; i < mark->count; i++) {
        char label[32];
        (void)snprintf(label, sizeof label, "%s%u", i == 0 ? letters[mark->role] : ",",
                       (unsigned)HSY_AT(page->marks, hsy_mark, mark->first + i).number);
        if (i == 0) hsy_render_wrap_glue(&page->wrap, "[", HSY_STYLE_PLAIN);
        hsy_render_wrap_glue(&page->wrap, label, HSY_STYLE_PLAIN);
    }
    hsy_render_wrap_glue(&page->wrap, " ", HSY_STYLE_PLAIN);
}

static void write_raised(story_page *page, size_t number, unsigned style) {
    static const char *const raised[10] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    char digits[24];
    (void)snprintf(digits, sizeof digits, "%zu", number);
    for (const char *digit = digits; *digit != '\0'; digit++)
        hsy_render_wrap_glue(&page->wrap, raised[*digit - '0'], style);
}

/* Two numbers at one place are parted, lest 1 and 2 read as 12. */
static void write_numbers(story_page *page, const open_mark *mark) {
    unsigned style = role_style(mark->role);
    for (size_t i = 0; i < mark->count; i++) {
        if (page->after_number) hsy_render_wrap_glue(&page->wrap, "·", style);
        write_raised(page, HSY_AT(page->marks, hsy_mark, mark->first + i).number, style);
        page->after_number = true;
    }
}

static void write_due_brackets(story_page *page) {
    for (size_t i = 0; i < page->open.count; i++) {
        open_mark *mark = &HSY_AT(page->open, open_mark, i);
        if (mark->due) write_bracket(page, mark);
        mark->due = false;
    }
}

/* Brackets have to nest. So a mark that ends while one inside it runs on closes that one too, and opens it again. */
static void close_brackets(story_page *page, size_t at) {
    size_t lowest = 0;
    while (lowest < page->open.count && HSY_AT(page->open, open_mark, lowest).text.end != at)
        lowest++;
    size_t kept = lowest;
    for (size_t i = lowest; i < page->open.count; i++) {
        open_mark mark = HSY_AT(page->open, open_mark, i);
        if (!mark.due) hsy_render_wrap_glue(&page->wrap, "]", HSY_STYLE_PLAIN);
        mark.due = true;
        if (mark.text.end != at) HSY_AT(page->open, open_mark, kept++) = mark;
    }
    page->open.count = kept;
}

static void close_colours(story_page *page, size_t at) {
    for (size_t i = page->open.count; i > 0; i--) {
        open_mark mark = HSY_AT(page->open, open_mark, i - 1);
        if (mark.text.end == at) write_numbers(page, &mark);
    }
    size_t kept = 0;
    for (size_t i = 0; i < page->open.count; i++) {
        open_mark mark = HSY_AT(page->open, open_mark, i);
        if (mark.text.end != at) HSY_AT(page->open, open_mark, kept++) = mark;
    }
    page->open.count = kept;
}

static void open_at(story_page *page, size_t at) {
    while (page->next_mark < page->marks.count) {
        hsy_mark mark = HSY_AT(page->marks, hsy_mark, page->next_mark);
        if (mark.text.start > at) return;
        open_mark opened = {
            .text = mark.text, .role = (hearsay_role)mark.role, .first = page->next_mark, .due = !page->colour};
        /* Those of one place and role are one mark. */
        while (page->next_mark < page->marks.count) {
            hsy_mark other = HSY_AT(page->marks, hsy_mark, page->next_mark);
            if (other.text.start != mark.text.start || other.text.end != mark.text.end || other.role != mark.role)
                break;
            page->next_mark++;
            opened.count++;
        }
        hsy_vector_push(&page->open, &opened);
    }
}

/* Where the next mark opens or closes, at most `end`. */
static size_t next_change(const story_page *page, size_t end) {
    size_t change = end;
    if (page->next_mark < page->marks.count) {
        size_t start = HSY_AT(page->marks, hsy_mark, page->next_mark).text.start;
        if (start < change) change = start;
    }
    for (size_t i = 0; i < page->open.count; i++) {
        size_t closes = HSY_AT(page->open, open_mark, i).text.end;
        if (closes < change) change = closes;
    }
    return change;
}

/* --- Body --------------------------------------------------------------------------------- */

static void write_promo(story_page *page, hsy_str text) {
    if (!page->colour) write_text(page, "(not read) ", HSY_STYLE_PLAIN);
    hsy_render_wrap_text(&page->wrap, text, HSY_STYLE_DIM);
    hsy_render_wrap_end(&page->wrap);
}

/* Text in which no mark opens or closes. */
static void write_stretch(story_page *page, hsy_str text, unsigned style) {
    size_t spaces = 0;
    for (size_t at = 0; at < text.size && hsy_render_glyph(text, &at).kind == HSY_GLYPH_SPACE;)
        spaces = at;
    hsy_render_wrap_text(&page->wrap, (hsy_str){text.data, spaces}, style);
    if (spaces == text.size) return;
    write_due_brackets(page);
    hsy_render_wrap_text(&page->wrap, (hsy_str){text.data + spaces, text.size - spaces}, style);
}

static void write_paragraph(story_page *page, const hsy_paragraph *paragraph) {
    const char *text = page->reading->story->text.data;
    hsy_span span = paragraph->text;
    if (paragraph->kind == HSY_PARAGRAPH_PROMO) {
        write_promo(page, (hsy_str){text + span.start, span.end - span.start});
        return;
    }
    const bool heading = paragraph->kind == HSY_PARAGRAPH_HEADLINE || paragraph->kind == HSY_PARAGRAPH_HEADING;
    unsigned base = heading ? HSY_STYLE_BOLD : HSY_STYLE_PLAIN;
    if (paragraph->kind == HSY_PARAGRAPH_ITEM) write_text(page, "• ", HSY_STYLE_PLAIN);
    if (paragraph->kind == HSY_PARAGRAPH_QUOTE) write_text(page, "│ ", HSY_STYLE_DIM);
    size_t at = span.start;
    while (at < span.end) {
        open_at(page, at);
        size_t change = next_change(page, span.end);
        write_stretch(page, (hsy_str){text + at, change - at}, current_style(page, base));
        at = change;
        page->after_number = false;
        if (page->colour)
            close_colours(page, at);
        else
            close_brackets(page, at);
    }
    hsy_render_wrap_end(&page->wrap);
}

static bool has_nested(const hsy_attributions *attributions) {
    for (size_t i = 0; i < attributions->count; i++)
        if (attributions->items[i].inside != SIZE_MAX) return true;
    return false;
}

/* What the marks mean. */
static void write_legend(story_page *page) {
    static const char *const coloured[HEARSAY_ROLES] = {"source¹", "cue¹", "content¹"};
    static const char *const bracketed[HEARSAY_ROLES] = {"[S1 source]", "[C1 cue]", "[1 content]"};
    for (int role = 0; role < HEARSAY_ROLES; role++) {
        if (role > 0) write_text(page, " ", HSY_STYLE_PLAIN);
        hsy_render_wrap_glue(&page->wrap, page->colour ? coloured[role] : bracketed[role],
                             role_style((hearsay_role)role));
    }
    if (page->colour && has_nested(page->reading->attributions)) {
        write_text(page, " ", HSY_STYLE_PLAIN);
        hsy_render_wrap_glue(&page->wrap, "inside a content²", role_style(HEARSAY_CONTENT) | HSY_STYLE_UNDERLINE);
    }
    write_text(page, " · numbers are rows of the ledger below", HSY_STYLE_DIM);
    hsy_render_wrap_end(&page->wrap);
    hsy_buffer_char(page->out, '\n');
}

static void write_body(story_page *page) {
    const hsy_story *story = page->reading->story;
    for (size_t i = 0; i < story->paragraph_count && !page->out->failed; i++) {
        if (i > 0) hsy_buffer_char(page->out, '\n');
        write_paragraph(page, &story->paragraphs[i]);
    }
}

static void write_ledger(story_page *page) {
    const hsy_attributions *attributions = page->reading->attributions;
    if (attributions == NULL || attributions->count == 0) return;
    hsy_buffer_char(page->out, '\n');
    write_rule(page);
    hsy_render_table(page->reading, page->colour, page->width, page->out);
    if (page->reading->speakers == NULL) return;
    hsy_render_sources(page->reading, &page->index, page->colour, page->width, page->out);
    hsy_render_about(page->reading, page->colour, page->width, page->out);
}

void hsy_render_terminal(const hsy_reading *reading, const hearsay_write_settings *settings, hsy_buffer *out) {
    size_t width = settings->width == 0 ? WIDTH_DEFAULT : settings->width;
    if (width < WIDTH_MIN) width = WIDTH_MIN;
    story_page page = {.reading = reading, .out = out, .colour = settings->colour, .width = width};
    hsy_render_wrap_init(&page.wrap, out, settings->colour, width);
    hsy_vector_init(&page.marks, sizeof(hsy_mark), &out->allocator);
    hsy_vector_init(&page.open, sizeof(open_mark), &out->allocator);

    if (reading->attributions != NULL) hsy_render_marks(reading->attributions, &page.marks);
    if (reading->speakers != NULL) hsy_render_index_speakers(reading->speakers, &out->allocator, &page.index);
    write_head(&page);
    write_rule(&page);
    write_warnings(&page);
    if (page.marks.count > 0) write_legend(&page);
    write_body(&page);
    write_ledger(&page);

    if (page.marks.failed || page.open.failed || hsy_render_index_failed(&page.index)) out->failed = true;
    if (reading->speakers != NULL) hsy_render_index_free(&page.index);
    hsy_render_wrap_free(&page.wrap);
    hsy_vector_free(&page.marks);
    hsy_vector_free(&page.open);
}
