/* SPDX-License-Identifier: Apache-2.0 */
/* The ledger: a row an attribution, columns measured first and then shared out. */
#include <stdio.h>
#include <string.h>

#include "render/glyph.h"
#include "render/marks.h"
#include "render/table.h"

enum { COLUMN_NUMBER, COLUMN_INSIDE, COLUMN_SOURCE, COLUMN_CUE, COLUMN_CONTENT, COLUMN_TYPE, COLUMN_SURE, COLUMNS };

/* What a column looks like. */
static const struct {
    const char *title;
    bool right; /* set to the right: figures */
    unsigned style;
} columns[COLUMNS] = {
    [COLUMN_NUMBER] = {"#", true, HSY_STYLE_DIM},
    [COLUMN_INSIDE] = {"in", true, HSY_STYLE_DIM},
    [COLUMN_SOURCE] = {"source", false, HSY_STYLE_BOLD | HSY_STYLE_CYAN},
    [COLUMN_CUE] = {"cue", false, HSY_STYLE_YELLOW},
    [COLUMN_CONTENT] = {"content", false, HSY_STYLE_GREEN},
    [COLUMN_TYPE] = {"type", false, HSY_STYLE_PLAIN},
    [COLUMN_SURE] = {"conf.", true, HSY_STYLE_PLAIN},
};

enum { GAP = 2, LINES_MAX = 2, ROOM_MIN = 30 };

typedef struct ledger_table {
    const hsy_attributions *attributions;
    hsy_buffer *out;
    bool colour;
    size_t width;
    size_t widths[COLUMNS]; /* 0: the column is left out */
    hsy_vector spans;       /* hsy_span; scratch */
    hsy_vector cell;        /* hsy_glyph; the cell being laid out */
    size_t cell_width;
    size_t blanks; /* due before the next text of the line: no line ends with any */
} ledger_table;

/* --- One cell -------------------------------------------------------------------------------- */

static void cell_clear(ledger_table *table) {
    table->cell.count = 0;
    table->cell_width = 0;
}

/* Appends text to the cell, as much as its lines can hold and a little more, by which a cut is known. */
static void cell_add(ledger_table *table, hsy_str text) {
    for (size_t at = 0; at < text.size && table->cell_width <= table->width * LINES_MAX;) {
        hsy_glyph glyph = hsy_render_glyph(text, &at);
        if (glyph.size == 0) continue;
        bool space = glyph.kind == HSY_GLYPH_SPACE;
        if (space &&
            (table->cell.count == 0 || HSY_AT(table->cell, hsy_glyph, table->cell.count - 1).kind == HSY_GLYPH_SPACE))
            continue;
        if (hsy_vector_push(&table->cell, &glyph) == NULL) return;
        table->cell_width += glyph.width;
    }
}

static void cell_add_words(ledger_table *table, const hsy_words *pieces, size_t count) {
    const hsy_tokens *tokens = table->attributions->tokens;
    bool first = true;
    for (size_t i = 0; i < count; i++) {
        if (pieces[i].start >= pieces[i].end) continue;
        if (!first) cell_add(table, hsy_str_of(" … "));
        first = false;
        table->spans.count = 0;
        hsy_render_cut(tokens->story, hsy_words_span(tokens, pieces[i]), &table->spans);
        for (size_t part = 0; part < table->spans.count; part++) {
            hsy_span span = HSY_AT(table->spans, hsy_span, part);
            if (part > 0) cell_add(table, hsy_str_of(" "));
            cell_add(table, (hsy_str){tokens->story->text.data + span.start, span.end - span.start});
        }
    }
    if (first) cell_add(table, hsy_str_of("—"));
}

static const char *type_name(hearsay_type type) {
    return type == HEARSAY_DIRECT ? "direct" : type == HEARSAY_MIXED ? "mixed" : "indirect";
}

static void cell_add_number(ledger_table *table, size_t number) {
    char digits[24];
    (void)snprintf(digits, sizeof digits, "%zu", number);
    cell_add(table, hsy_str_of(digits));
}

static void cell_add_confidence(ledger_table *table, float confidence) {
    if (!(confidence > 0)) confidence = 0;
    if (confidence > 1) confidence = 1;
    unsigned hundredths = (unsigned)((double)confidence * 100 + 0.5);
    char digits[24];
    (void)snprintf(digits, sizeof digits, "%u.%02u", hundredths / 100, hundredths % 100);
    cell_add(table, hsy_str_of(digits));
}

static void cell_fill(ledger_table *table, size_t row, int column) {
    const hsy_attribution *attribution = &table->attributions->items[row];
    cell_clear(table);
    switch (column) {
    case COLUMN_NUMBER:
        cell_add_number(table, row + 1);
        break;
    case COLUMN_INSIDE:
        if (attribution->inside != SIZE_MAX) cell_add_number(table, attribution->inside + 1);
        break;
    case COLUMN_SOURCE:
        cell_add_words(table, &attribution->source, 1);
        break;
    case COLUMN_CUE:
        cell_add_words(table, &attribution->cue, 1);
        break;
    case COLUMN_CONTENT:
        cell_add_words(table, attribution->content, attribution->content_count);
        break;
    case COLUMN_TYPE:
        cell_add(table, hsy_str_of(type_name(attribution->type)));
        break;
    default:
        cell_add_confidence(table, attribution->confidence);
        break;
    }
}

/* --- The columns' widths ----------------------------------------------------------------------- */

static size_t smaller(size_t a, size_t b) {
    return a < b ? a : b;
}

static size_t larger(size_t a, size_t b) {
    return a > b ? a : b;
}

/* What each column would like to have. */
static void measure(ledger_table *table, size_t wanted[COLUMNS]) {
    bool nested = false;
    for (int column = 0; column < COLUMNS; column++)
        wanted[column] = hsy_render_width(hsy_str_of(columns[column].title));
    for (size_t row = 0; row < table->attributions->count; row++) {
        nested = nested || table->attributions->items[row].inside != SIZE_MAX;
        for (int column = 0; column < COLUMNS; column++) {
            cell_fill(table, row, column);
            wanted[column] = larger(wanted[column], table->cell_width);
        }
    }
    if (!nested) wanted[COLUMN_INSIDE] = 0;
}

/* The width that source, cue and content can share between them. */
static size_t room_for_words(const ledger_table *table, const size_t wanted[COLUMNS]) {
    size_t used = 0;
    for (int column = 0; column < COLUMNS; column++) {
        if (column < COLUMN_SOURCE || column > COLUMN_CONTENT) used += wanted[column];
        if (column > 0 && wanted[column] > 0) used += GAP;
    }
    return table->width > used ? table->width - used : 0;
}

/* Of the room for words, the source has at most three tenths and the cue two, but what one of the three does not need
 * goes to the others. Where it is narrow, other columns are given up. */
static void share(ledger_table *table) {
    size_t wanted[COLUMNS];
    measure(table, wanted);
    if (room_for_words(table, wanted) < ROOM_MIN) wanted[COLUMN_TYPE] = 0;
    if (room_for_words(table, wanted) < ROOM_MIN) wanted[COLUMN_INSIDE] = 0;
    size_t room = room_for_words(table, wanted);
    size_t source = smaller(wanted[COLUMN_SOURCE], larger(room * 3 / 10, 6));
    size_t cue = smaller(wanted[COLUMN_CUE], larger(room / 5, 3));
    size_t content = smaller(wanted[COLUMN_CONTENT], room > source + cue ? room - source - cue : 1);
    size_t rest = room > source + cue + content ? room - source - cue - content : 0;
    size_t more = smaller(rest, wanted[COLUMN_SOURCE] - source);
    for (int column = 0; column < COLUMNS; column++)
        table->widths[column] = wanted[column];
    table->widths[COLUMN_SOURCE] = source + more;
    table->widths[COLUMN_CUE] = cue + smaller(rest - more, wanted[COLUMN_CUE] - cue);
    table->widths[COLUMN_CONTENT] = content;
}

/* --- Writing ----------------------------------------------------------------------------------- */

static void write_style(ledger_table *table, unsigned style) {
    if (table->colour) hsy_render_style(table->out, style);
}

static void write_blanks(ledger_table *table) {
    for (; table->blanks > 0; table->blanks--)
        hsy_buffer_char(table->out, ' ');
}

static void end_line(ledger_table *table) {
    table->blanks = 0;
    hsy_buffer_char(table->out, '\n');
}

static hsy_glyph cell_glyph(const ledger_table *table, size_t index) {
    return HSY_AT(table->cell, hsy_glyph, index);
}

static bool is_space(const ledger_table *table, size_t index) {
    return cell_glyph(table, index).kind == HSY_GLYPH_SPACE;
}

static size_t skip_spaces(const ledger_table *table, size_t from) {
    while (from < table->cell.count && is_space(table, from))
        from++;
    return from;
}

/* Where a line of the cell that begins at glyph `from` and has `room` columns ends: behind the last word that fits, or
 * inside a word that no line could hold. `anywhere`: inside any word. */
static size_t line_end(const ledger_table *table, size_t from, size_t room, bool anywhere) {
    size_t at = from, used = 0;
    while (at < table->cell.count && used + cell_glyph(table, at).width <= room)
        used += cell_glyph(table, at++).width;
    size_t end = at;
    if (at < table->cell.count && !anywhere)
        while (end > from && !is_space(table, end))
            end--;
    if (end == from) end = at;
    while (end > from && is_space(table, end - 1))
        end--;
    return end;
}

/* How many lines the cell takes, as far as LINES_MAX. */
static size_t count_lines(const ledger_table *table, size_t room) {
    size_t lines = 0, at = 0;
    while (at < table->cell.count && lines < LINES_MAX) {
        at = skip_spaces(table, line_end(table, at, room, false));
        lines++;
    }
    return lines;
}

/* Where the line that has no room for the rest of the cell ends, before an ellipsis. */
static size_t cut_end(const ledger_table *table, size_t from, size_t room) {
    size_t end = line_end(table, from, room - 1, true);
    while (end > from && (is_space(table, end - 1) || memcmp(cell_glyph(table, end - 1).bytes, "…", 3) == 0))
        end--;
    return end;
}

/* Writes one line of the cell, which has `lines`; the last is cut where there is more. */
static void write_cell(ledger_table *table, int column, size_t line, size_t lines, unsigned style) {
    size_t room = table->widths[column], from = 0, used = 0;
    for (size_t i = 0; i < line; i++)
        from = skip_spaces(table, line_end(table, from, room, false));
    size_t end = line_end(table, from, room, false);
    bool cut = line + 1 == lines && end < table->cell.count;
    if (cut) end = cut_end(table, from, room);
    for (size_t i = from; i < end; i++)
        used += cell_glyph(table, i).width;
    if (cut) used++;
    if (columns[column].right) table->blanks += room - used;
    if (used > 0) {
        write_blanks(table);
        if (style != HSY_STYLE_PLAIN) write_style(table, style);
        for (size_t i = from; i < end; i++) {
            hsy_glyph glyph = cell_glyph(table, i);
            hsy_buffer_add(table->out, glyph.bytes, glyph.size);
        }
        if (cut) hsy_buffer_text(table->out, "…");
        if (style != HSY_STYLE_PLAIN) write_style(table, HSY_STYLE_PLAIN);
    }
    if (!columns[column].right) table->blanks += room - used;
}

static void write_heading(ledger_table *table) {
    for (int column = 0; column < COLUMNS; column++) {
        if (table->widths[column] == 0) continue;
        if (column > 0) table->blanks += GAP;
        cell_clear(table);
        cell_add(table, hsy_str_of(columns[column].title));
        write_cell(table, column, 0, 1, HSY_STYLE_BOLD);
    }
    end_line(table);
    write_style(table, HSY_STYLE_DIM);
    for (int column = 0; column < COLUMNS; column++) {
        if (table->widths[column] == 0) continue;
        if (column > 0) table->blanks += GAP;
        write_blanks(table);
        for (size_t i = 0; i < table->widths[column]; i++)
            hsy_buffer_text(table->out, "─");
    }
    write_style(table, HSY_STYLE_PLAIN);
    end_line(table);
}

/* Source and cue may take a second line, since they are the heart of a row; the content then has it too. */
static size_t row_lines(ledger_table *table, size_t row) {
    size_t lines = 1;
    for (int column = COLUMN_SOURCE; column <= COLUMN_CUE; column++) {
        cell_fill(table, row, column);
        lines = larger(lines, count_lines(table, table->widths[column]));
    }
    return lines;
}

static unsigned cell_style(const hsy_attribution *attribution, int column) {
    bool absent = (column == COLUMN_SOURCE && attribution->source.start >= attribution->source.end) ||
                  (column == COLUMN_CUE && attribution->cue.start >= attribution->cue.end);
    return absent ? HSY_STYLE_DIM : columns[column].style;
}

static void write_row(ledger_table *table, size_t row) {
    size_t lines = row_lines(table, row);
    for (size_t line = 0; line < lines; line++) {
        for (int column = 0; column < COLUMNS; column++) {
            if (table->widths[column] == 0) continue;
            if (column > 0) table->blanks += GAP;
            cell_fill(table, row, column);
            write_cell(table, column, line, lines, cell_style(&table->attributions->items[row], column));
        }
        end_line(table);
    }
}

void hsy_render_table(const hsy_attributions *attributions, bool colour, size_t width, hsy_buffer *out) {
    ledger_table table = {.attributions = attributions, .out = out, .colour = colour, .width = width};
    hsy_vector_init(&table.spans, sizeof(hsy_span), &out->allocator);
    hsy_vector_init(&table.cell, sizeof(hsy_glyph), &out->allocator);
    share(&table);
    write_heading(&table);
    for (size_t row = 0; row < attributions->count && !out->failed; row++)
        write_row(&table, row);
    if (table.spans.failed || table.cell.failed) out->failed = true;
    hsy_vector_free(&table.spans);
    hsy_vector_free(&table.cell);
}
