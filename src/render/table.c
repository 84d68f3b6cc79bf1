/* SPDX-License-Identifier: Apache-2.0 */
/* The table of the ledger: a row an attribution, columns measured first and then shared out. */
#include "render/table.h"
#include "render/ledger.h"
#include "render/wrap.h"

enum { GAP = 2 };

typedef struct ledger_table {
    hsy_ledger ledger;
    hsy_buffer *out;
    bool colour;
    size_t width;
    size_t widths[HSY_COLUMNS]; /* 0: the column is left out */
    hsy_wrap wrap;              /* for the lines between rows */
    hsy_str root;               /* with whom all chains begin, so that no row needs to name it; or absent */
    size_t blanks;              /* due before the next text of the line: no line ends with any */
} ledger_table;

static const hsy_attributions *attributions_of(const ledger_table *table) {
    return table->ledger.reading->attributions;
}

/* --- The columns' widths ----------------------------------------------------------------------- */

static size_t smaller(size_t a, size_t b) {
    return a < b ? a : b;
}

static size_t larger(size_t a, size_t b) {
    return a > b ? a : b;
}

/* What each column would like to have. */
static void measure(ledger_table *table, size_t wanted[HSY_COLUMNS]) {
    bool nested = false;
    for (int column = 0; column < HSY_COLUMNS; column++) {
        hsy_render_ledger_head(&table->ledger, (hsy_column)column);
        wanted[column] = table->ledger.cell.width;
    }
    for (size_t row = 0; row < attributions_of(table)->count; row++) {
        nested = nested || attributions_of(table)->items[row].inside != SIZE_MAX;
        for (int column = 0; column < HSY_COLUMNS; column++) {
            hsy_render_ledger_cell(&table->ledger, row, (hsy_column)column);
            wanted[column] = larger(wanted[column], table->ledger.cell.width);
        }
    }
    if (!nested) wanted[HSY_COLUMN_INSIDE] = 0;
}

/* The width that source, cue and content can share between them. */
static size_t room_for_words(const ledger_table *table, const size_t wanted[HSY_COLUMNS]) {
    size_t used = 0;
    for (int column = 0; column < HSY_COLUMNS; column++) {
        if (column < HSY_COLUMN_SOURCE || column > HSY_COLUMN_CONTENT) used += wanted[column];
        if (column > 0 && wanted[column] > 0) used += GAP;
    }
    return table->width > used ? table->width - used : 0;
}

/* What source, cue and content would like to have between them. */
static size_t wanted_words(const size_t wanted[HSY_COLUMNS]) {
    return wanted[HSY_COLUMN_SOURCE] + wanted[HSY_COLUMN_CUE] + wanted[HSY_COLUMN_CONTENT];
}

/* Of the room for words, the source has at most three tenths and the cue two, but what one of the three does not need
 * goes to the others. Who it is and how it is said tell more than the type, which the content's quotation marks show,
 * and so they come first where it is narrow; a short word for kind or stance is not broken even where it is very. */
static void share(ledger_table *table) {
    enum { ROOM_GOOD = 56, ROOM_MIN = 30, SOURCE_MIN = 10, CUE_MIN = 9 };
    size_t wanted[HSY_COLUMNS];
    measure(table, wanted);
    size_t room = room_for_words(table, wanted);
    if (room < ROOM_GOOD && room < wanted_words(wanted)) wanted[HSY_COLUMN_TYPE] = 0;
    if (room_for_words(table, wanted) < ROOM_MIN) wanted[HSY_COLUMN_INSIDE] = 0;
    room = room_for_words(table, wanted);
    size_t source = smaller(wanted[HSY_COLUMN_SOURCE], larger(room * 3 / 10, SOURCE_MIN));
    size_t cue = smaller(wanted[HSY_COLUMN_CUE], larger(room / 5, CUE_MIN));
    size_t content = smaller(wanted[HSY_COLUMN_CONTENT], room > source + cue ? room - source - cue : 1);
    size_t rest = room > source + cue + content ? room - source - cue - content : 0;
    size_t more = smaller(rest, wanted[HSY_COLUMN_SOURCE] - source);
    for (int column = 0; column < HSY_COLUMNS; column++)
        table->widths[column] = wanted[column];
    table->widths[HSY_COLUMN_SOURCE] = source + more;
    table->widths[HSY_COLUMN_CUE] = cue + smaller(rest - more, wanted[HSY_COLUMN_CUE] - cue);
    table->widths[HSY_COLUMN_CONTENT] = content;
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

/* Writes one line of the cell, which has `lines`; the last is cut where there is more. */
static void write_cell(ledger_table *table, int column, size_t line, size_t lines) {
    hsy_cell_line found = hsy_render_cell_line(&table->ledger.cell, line, lines, table->widths[column]);
    size_t rest = table->widths[column] - found.width;
    bool right = hsy_render_ledger_right((hsy_column)column);
    if (right) table->blanks += rest;
    if (found.width > 0) {
        write_blanks(table);
        hsy_render_cell_write(&table->ledger.cell, found, table->colour, table->out);
    }
    if (!right) table->blanks += rest;
}

static void write_heading(ledger_table *table) {
    for (int column = 0; column < HSY_COLUMNS; column++) {
        if (table->widths[column] == 0) continue;
        if (column > 0) table->blanks += GAP;
        hsy_render_ledger_head(&table->ledger, (hsy_column)column);
        write_cell(table, column, 0, 1);
    }
    end_line(table);
    write_style(table, HSY_STYLE_DIM);
    for (int column = 0; column < HSY_COLUMNS; column++) {
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
    for (int column = HSY_COLUMN_SOURCE; column <= HSY_COLUMN_CUE; column++) {
        hsy_render_ledger_cell(&table->ledger, row, (hsy_column)column);
        lines = larger(lines, hsy_render_cell_lines(&table->ledger.cell, table->widths[column]));
    }
    return lines;
}

/* The story's outlet, or, where that is not known, what two chains or more, and all of them, begin with: not one that
 * is merely the only speaker. */
static hsy_str find_root(const ledger_table *table) {
    hsy_str root = table->ledger.reading->story->outlet;
    if (root.size > 0) return root;
    size_t chains = 0;
    for (size_t row = 0; row < attributions_of(table)->count; row++) {
        const hsy_speaker *speaker = hsy_render_ledger_speaker(&table->ledger, row);
        if (speaker == NULL || speaker->chain_count == 0) continue;
        if (chains > 0 && !hsy_str_equal(root, speaker->chain[0])) return (hsy_str){NULL, 0};
        if (speaker->chain_count == 1 && speaker->kind != HEARSAY_KIND_OUTLET) return (hsy_str){NULL, 0};
        root = speaker->chain[0];
        chains++;
    }
    return chains > 1 ? root : (hsy_str){NULL, 0};
}

/* Says once what no row says; the head has named the outlet. */
static void write_root(ledger_table *table) {
    if (table->root.size == 0 || table->ledger.reading->story->outlet.size > 0) return;
    hsy_render_wrap_text(&table->wrap, hsy_str_of("all via "), HSY_STYLE_DIM);
    hsy_render_wrap_text(&table->wrap, table->root, HSY_STYLE_CYAN);
    hsy_render_wrap_end(&table->wrap);
}

/* Those between the root and the speaker: by whom the story has it. */
static void write_chain(ledger_table *table, const hsy_speaker *speaker) {
    size_t first = 0, behind = speaker->chain_count;
    if (behind > 0 && hsy_str_equal(speaker->chain[behind - 1], speaker->name)) behind--;
    if (first < behind && table->root.size > 0 && hsy_str_equal(speaker->chain[0], table->root)) first++;
    if (first == behind) return;
    size_t indent = table->widths[HSY_COLUMN_NUMBER] + GAP;
    if (table->widths[HSY_COLUMN_INSIDE] > 0) indent += table->widths[HSY_COLUMN_INSIDE] + GAP;
    table->wrap.indent = indent + GAP;
    hsy_render_wrap_begin(&table->wrap, indent);
    hsy_render_wrap_text(&table->wrap, hsy_str_of("via "), HSY_STYLE_DIM);
    for (size_t i = first; i < behind; i++) {
        if (i > first) hsy_render_wrap_text(&table->wrap, hsy_str_of(" > "), HSY_STYLE_DIM);
        hsy_render_wrap_text(&table->wrap, speaker->chain[i], HSY_STYLE_CYAN);
    }
    hsy_render_wrap_end(&table->wrap);
}

static void write_row(ledger_table *table, size_t row) {
    size_t lines = row_lines(table, row);
    for (size_t line = 0; line < lines; line++) {
        for (int column = 0; column < HSY_COLUMNS; column++) {
            if (table->widths[column] == 0) continue;
            if (column > 0) table->blanks += GAP;
            hsy_render_ledger_cell(&table->ledger, row, (hsy_column)column);
            write_cell(table, column, line, lines);
        }
        end_line(table);
    }
    const hsy_speaker *speaker = hsy_render_ledger_speaker(&table->ledger, row);
    if (speaker != NULL) write_chain(table, speaker);
}

void hsy_render_table(const hsy_reading *reading, bool colour, size_t width, hsy_buffer *out) {
    ledger_table table = {.out = out, .colour = colour, .width = width};
    hsy_render_ledger_init(&table.ledger, reading, width, &out->allocator);
    hsy_render_wrap_init(&table.wrap, out, colour, width);
    share(&table);
    table.root = find_root(&table);
    write_root(&table);
    write_heading(&table);
    for (size_t row = 0; row < reading->attributions->count && !out->failed; row++)
        write_row(&table, row);
    if (table.ledger.spans.failed || table.ledger.cell.glyphs.failed) out->failed = true;
    hsy_render_ledger_free(&table.ledger);
    hsy_render_wrap_free(&table.wrap);
}
