/* SPDX-License-Identifier: Apache-2.0 */
/* The cells of the ledger: who it is, how it is said, what is said. */
#include <stdio.h>
#include <string.h>

#include "render/ledger.h"
#include "render/marks.h"
#include "render/parts.h"

/* What a column looks like. */
static const struct {
    const char *title;
    bool right; /* set to the right: figures */
    unsigned style;
} columns[HSY_COLUMNS] = {
    [HSY_COLUMN_NUMBER] = {"#", true, HSY_STYLE_DIM},
    [HSY_COLUMN_INSIDE] = {"in", true, HSY_STYLE_DIM},
    [HSY_COLUMN_SOURCE] = {"source", false, HSY_STYLE_BOLD | HSY_STYLE_CYAN},
    [HSY_COLUMN_CUE] = {"cue", false, HSY_STYLE_YELLOW},
    [HSY_COLUMN_CONTENT] = {"content", false, HSY_STYLE_GREEN},
    [HSY_COLUMN_TYPE] = {"type", false, HSY_STYLE_PLAIN},
    [HSY_COLUMN_SURE] = {"conf.", true, HSY_STYLE_PLAIN},
};

static const hsy_attribution *attribution_of(const hsy_ledger *ledger, size_t row) {
    return &ledger->reading->attributions->items[row];
}

static void cell_text(hsy_ledger *ledger, const char *text, unsigned style) {
    hsy_render_cell_add(&ledger->cell, hsy_str_of(text), style);
}

/* The words of the pieces, or a dash. */
static void cell_words(hsy_ledger *ledger, const hsy_words *pieces, size_t count, unsigned style) {
    const hsy_tokens *tokens = ledger->reading->attributions->tokens;
    bool first = true;
    for (size_t i = 0; i < count; i++) {
        if (pieces[i].start >= pieces[i].end) continue;
        if (!first) cell_text(ledger, " … ", style);
        first = false;
        ledger->spans.count = 0;
        hsy_render_cut(tokens->story, hsy_words_span(tokens, pieces[i]), &ledger->spans);
        for (size_t part = 0; part < ledger->spans.count; part++) {
            hsy_span span = HSY_AT(ledger->spans, hsy_span, part);
            if (part > 0) cell_text(ledger, " ", style);
            hsy_render_cell_add(&ledger->cell, (hsy_str){tokens->story->text.data + span.start, span.end - span.start},
                                style);
        }
    }
    if (first) cell_text(ledger, "—", HSY_STYLE_DIM);
}

static void cell_number(hsy_ledger *ledger, size_t number, unsigned style) {
    char digits[24];
    (void)snprintf(digits, sizeof digits, "%zu", number);
    cell_text(ledger, digits, style);
}

static void cell_confidence(hsy_ledger *ledger, float confidence, unsigned style) {
    if (!(confidence > 0)) confidence = 0;
    if (confidence > 1) confidence = 1;
    unsigned hundredths = (unsigned)((double)confidence * 100 + 0.5);
    char digits[24];
    (void)snprintf(digits, sizeof digits, "%u.%02u", hundredths / 100, hundredths % 100);
    cell_text(ledger, digits, style);
}

/* What a source is, where it is anything but a person whose identity is open. */
static void cell_kind(hsy_ledger *ledger, const hsy_speaker *speaker) {
    static const struct {
        hearsay_kind kind;
        const char *word;
    } words[] = {
        {HEARSAY_KIND_ORGANIZATION, "(org.)"},
        {HEARSAY_KIND_OUTLET, "(outlet)"},
        {HEARSAY_KIND_DOCUMENT, "(doc.)"},
        {HEARSAY_KIND_GROUP, "(group)"},
    };
    if (speaker->anonymous) {
        hsy_render_cell_tail(&ledger->cell, "(anon.)", HSY_STYLE_RED);
        return;
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (words[i].kind == speaker->kind) hsy_render_cell_tail(&ledger->cell, words[i].word, HSY_STYLE_DIM);
}

/* Who it is, by the fullest name; without one, the words that stand for the source. */
static void cell_source(hsy_ledger *ledger, size_t row, unsigned style) {
    const hsy_speaker *speaker = hsy_render_ledger_speaker(ledger, row);
    if (speaker == NULL || speaker->name.size == 0)
        cell_words(ledger, &attribution_of(ledger, row)->source, 1, style);
    else
        hsy_render_cell_add(&ledger->cell, speaker->name, style);
    if (speaker != NULL) cell_kind(ledger, speaker);
}

/* What must be seen of the saying before its words are read: a plain "said" has nothing. A denial and a "not" are in
 * capitals, since not every terminal has colours; a stance that says no by itself ("did not respond" declines) is not
 * turned around by a "not". Returns whether there was anything. */
static bool cell_stance(hsy_ledger *ledger, const hsy_speaker *speaker) {
    unsigned plain = HSY_STYLE_BOLD | HSY_STYLE_YELLOW, loud = HSY_STYLE_BOLD | HSY_STYLE_RED;
    bool more = false;
    if (speaker->negated && speaker->stance != HEARSAY_DENIES && speaker->stance != HEARSAY_DECLINES) {
        cell_text(ledger, "NOT", loud);
        more = true;
    }
    if (speaker->stance != HEARSAY_SAYS) {
        bool denial = speaker->stance == HEARSAY_DENIES;
        if (more) cell_text(ledger, " ", plain);
        cell_text(ledger, denial ? "DENIES" : hearsay_stance_name(speaker->stance), denial ? loud : plain);
        more = true;
    }
    if (speaker->hedged) {
        cell_text(ledger, more ? ", hedged" : "hedged", plain);
        more = true;
    }
    return more;
}

/* Whether the cue is one word that the word for its stance repeats: "denied", "claims". */
static bool repeats(const hsy_ledger *ledger, hsy_words cue, hearsay_stance stance) {
    static const char *const stems[] = {
        [HEARSAY_SAYS] = "say",   [HEARSAY_CLAIMS] = "claim",     [HEARSAY_ALLEGES] = "alleg",
        [HEARSAY_DENIES] = "den", [HEARSAY_CONFIRMS] = "confirm", [HEARSAY_ADMITS] = "admit",
        [HEARSAY_ASKS] = "ask",   [HEARSAY_PROMISES] = "promis",  [HEARSAY_BELIEVES] = "believ",
        [HEARSAY_WANTS] = "want", [HEARSAY_REPORTS] = "report",   [HEARSAY_DECLINES] = "declin",
    };
    if (cue.end != cue.start + 1 || (size_t)stance >= sizeof stems / sizeof *stems) return false;
    hsy_span span = hsy_words_span(ledger->reading->attributions->tokens, cue);
    size_t size = strlen(stems[stance]);
    return span.end - span.start >= size &&
           memcmp(ledger->reading->story->text.data + span.start, stems[stance], size) == 0;
}

static void cell_cue(hsy_ledger *ledger, size_t row, unsigned style) {
    hsy_words cue = attribution_of(ledger, row)->cue;
    const hsy_speaker *speaker = hsy_render_ledger_speaker(ledger, row);
    bool more = speaker != NULL && cell_stance(ledger, speaker);
    if (more && (cue.start >= cue.end || repeats(ledger, cue, speaker->stance))) return;
    if (more) cell_text(ledger, ": ", style);
    cell_words(ledger, &cue, 1, style);
}

void hsy_render_ledger_cell(hsy_ledger *ledger, size_t row, hsy_column column) {
    const hsy_attribution *attribution = attribution_of(ledger, row);
    unsigned style = columns[column].style;
    hsy_render_cell_clear(&ledger->cell);
    switch (column) {
    case HSY_COLUMN_NUMBER:
        cell_number(ledger, row + 1, style);
        break;
    case HSY_COLUMN_INSIDE:
        if (attribution->inside != SIZE_MAX) cell_number(ledger, attribution->inside + 1, style);
        break;
    case HSY_COLUMN_SOURCE:
        cell_source(ledger, row, style);
        break;
    case HSY_COLUMN_CUE:
        cell_cue(ledger, row, style);
        break;
    case HSY_COLUMN_CONTENT:
        cell_words(ledger, attribution->content, attribution->content_count, style);
        break;
    case HSY_COLUMN_TYPE:
        cell_text(ledger, hsy_render_type(attribution->type), style);
        break;
    case HSY_COLUMN_SURE:
    case HSY_COLUMNS:
        cell_confidence(ledger, attribution->confidence, style);
        break;
    }
}

void hsy_render_ledger_head(hsy_ledger *ledger, hsy_column column) {
    hsy_render_cell_clear(&ledger->cell);
    cell_text(ledger, columns[column].title, HSY_STYLE_BOLD);
}

bool hsy_render_ledger_right(hsy_column column) {
    return columns[column].right;
}

void hsy_render_ledger_init(hsy_ledger *ledger, const hsy_reading *reading, size_t width,
                            const hearsay_allocator *allocator) {
    ledger->reading = reading;
    hsy_vector_init(&ledger->spans, sizeof(hsy_span), allocator);
    hsy_render_cell_init(&ledger->cell, width, allocator);
}

void hsy_render_ledger_free(hsy_ledger *ledger) {
    hsy_vector_free(&ledger->spans);
    hsy_render_cell_free(&ledger->cell);
}
