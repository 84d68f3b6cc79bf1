/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The running state of the quotation. A paragraph's marks are read twice: first each is judged by what
 * stands on both sides of it (may it open, may it close), then they are paired from left to right over a
 * small stack. The lowest mark of the stack is the outer quotation's; the others are nested in it.
 *
 *     "He   said   ' no     '     today ,    "
 *     OPEN INSIDE  NESTED  NESTED INSIDE ... CLOSE
 *
 * No mark may swallow the story: a quotation that is still open at its paragraph's end goes on only where
 * the next paragraph opens it again. One that another of its kind interrupts ends where a careful reader
 * would end it, or goes on where a sentence ends right before that mark: there the border of two paragraphs
 * was lost.
 */
#include <string.h>

#include "token/internal.h"

/* Marks of different kinds nest, those of one kind pair. */
typedef enum mark_family { FAMILY_DOUBLE, FAMILY_SINGLE, FAMILY_ANGLE } mark_family;

#define NO_MARK UINT32_MAX
enum { NESTING_MAX = 4, TAIL_WORDS_MAX = 6 };

typedef struct quote_mark {
    uint32_t word;
    uint8_t glyph, family;
    bool opens, closes; /* by what stands around it */
    bool weak;          /* a closing mark that may be an apostrophe ("officials' plans") or an inch mark */
    /* Indices of later marks of the paragraph, or NO_MARK. */
    uint32_t next_same;               /* of this family */
    uint32_t next_open;               /* of this family, that can only open */
    uint32_t next_close, next_strong; /* of this family, that can only close; that and is not weak */
    uint32_t next_other;              /* of another family, singles aside */
    uint32_t next_straight;           /* a straight double one */
} quote_mark;

typedef struct open_mark {
    mark_family family;
    uint8_t glyph;
    uint32_t word;
} open_mark;

typedef struct mark_pairing {
    hsy_builder *builder;
    hsy_word *words;
    hsy_note *notes;
    hsy_vector marks;
    open_mark stack[NESTING_MAX];
    size_t depth;
    uint32_t quotation;  /* the one that runs */
    uint8_t next_begins; /* glyph of the mark that begins the next paragraph */
} mark_pairing;

static mark_family family_of(uint8_t glyph) {
    if (glyph >= HSY_GLYPH_SINGLE_STRAIGHT) return FAMILY_SINGLE;
    return glyph == HSY_GLYPH_ANGLE_LEFT || glyph == HSY_GLYPH_ANGLE_RIGHT ? FAMILY_ANGLE : FAMILY_DOUBLE;
}

/* --- What stands around a mark ------------------------------------------------------------------ */

static uint32_t point_before(const mark_pairing *pairing, uint32_t word, uint32_t first) {
    size_t start = pairing->words[word].text.start, length;
    if (word == first || pairing->words[word - 1].text.end != start) return ' ';
    return hsy_utf8_decode_before(pairing->builder->story->text.data, start, &length);
}

static uint32_t point_after(const mark_pairing *pairing, uint32_t word, uint32_t end) {
    size_t at = pairing->words[word].text.end, length;
    if (word + 1 == end || pairing->words[word + 1].text.start != at) return ' ';
    return hsy_utf8_decode(pairing->builder->story->text.data, pairing->words[word + 1].text.end, at, &length);
}

static bool may_open_after(uint32_t point) {
    switch (hsy_token_kind(point)) {
    case HSY_KIND_SPACE:
    case HSY_KIND_OPENER:
    case HSY_KIND_DASH:
    case HSY_KIND_HYPHEN:
    case HSY_KIND_SLASH:
    case HSY_KIND_COLON:
    case HSY_KIND_SILENT:
    case HSY_KIND_UNDERSCORE:
    case HSY_KIND_STAR:
    case HSY_KIND_SYMBOL:
        return true;
    case HSY_KIND_OTHER:
        return point != '%' && point != ';' && point != 0x2026;
    default:
        return false;
    }
}

/* `ellipsis`: the point is the first of "...". */
static bool may_open_before(uint32_t point, bool ellipsis) {
    switch (hsy_token_kind(point)) {
    case HSY_KIND_SPACE:
    case HSY_KIND_COMMA:
    case HSY_KIND_COLON:
    case HSY_KIND_TERMINAL:
    case HSY_KIND_CLOSER:
        return false;
    case HSY_KIND_DOT:
        return ellipsis;
    default:
        return point != ';';
    }
}

static bool may_close_after(uint32_t point) {
    hsy_kind kind = hsy_token_kind(point);
    return kind != HSY_KIND_SPACE && kind != HSY_KIND_OPENER;
}

static bool may_close_before(uint32_t point) {
    hsy_kind kind = hsy_token_kind(point);
    return kind != HSY_KIND_LETTER && kind != HSY_KIND_DIGIT && kind != HSY_KIND_HASH && kind != HSY_KIND_AT;
}

static hsy_str word_text(const mark_pairing *pairing, uint32_t word) {
    hsy_span span = pairing->words[word].text;
    return (hsy_str){pairing->builder->story->text.data + span.start, span.end - span.start};
}

static bool ends_like_plural(hsy_str text) {
    char last = text.data[text.size - 1];
    if (last == 's' || last == 'S' || last == 'x' || last == 'z') return true;
    if (text.size == 1) return last == 'o';
    return last == 'n' && text.data[text.size - 2] == 'i'; /* "goin'" */
}

/* Whether the closing mark at `word` may be no quotation's: what follows it goes on as a phrase would. */
static bool is_weak(const mark_pairing *pairing, uint32_t word, uint32_t first, uint32_t end, uint8_t glyph) {
    if (word == first || word + 1 == end) return false;
    if (pairing->words[word - 1].text.end != pairing->words[word].text.start) return false;
    if (pairing->words[word + 1].text.start == pairing->words[word].text.end) return false;
    hsy_str before = word_text(pairing, word - 1), after = word_text(pairing, word + 1);
    size_t length;
    uint32_t next = hsy_utf8_decode(after.data, after.size, 0, &length);
    bool inch = hsy_point_is_digit((unsigned char)before.data[before.size - 1]);
    if (family_of(glyph) == FAMILY_SINGLE)
        return (inch || ends_like_plural(before)) && (hsy_point_is_letter(next) || hsy_point_is_digit(next));
    return glyph == HSY_GLYPH_DOUBLE_STRAIGHT && inch && hsy_point_is_lower(next);
}

/* --- Collecting -------------------------------------------------------------------------------- */

/* Appends the marks that stand side by side from `word` on; returns the word behind them. */
static uint32_t collect_run(mark_pairing *pairing, uint32_t word, uint32_t first, uint32_t end) {
    uint32_t last = word;
    while (last + 1 < end && pairing->notes[last + 1].glyph != HSY_GLYPH_NONE &&
           pairing->words[last].text.end == pairing->words[last + 1].text.start)
        last++;
    uint32_t before = point_before(pairing, word, first), after = point_after(pairing, last, end);
    bool ellipsis = after == '.' && word_text(pairing, last + 1).size > 1;
    bool opens = may_open_after(before) && may_open_before(after, ellipsis);
    bool closes = may_close_after(before) && may_close_before(after);
    for (uint32_t i = word; i <= last; i++) {
        quote_mark mark = {.word = i, .glyph = pairing->notes[i].glyph, .opens = opens, .closes = closes};
        mark.family = (uint8_t)family_of(mark.glyph);
        mark.weak = i == word && i == last && closes && is_weak(pairing, i, first, end, mark.glyph);
        hsy_vector_push(&pairing->marks, &mark);
    }
    return last + 1;
}

static bool only_opens(const quote_mark *mark) {
    return mark->opens && !mark->closes;
}

static bool only_closes(const quote_mark *mark) {
    return mark->closes && !mark->opens;
}

/* Fills the `next_` fields, from the last mark to the first. */
static void link_marks(mark_pairing *pairing) {
    uint32_t same[3] = {NO_MARK, NO_MARK, NO_MARK}, open[3] = {NO_MARK, NO_MARK, NO_MARK},
             close[3] = {NO_MARK, NO_MARK, NO_MARK}, strong[3] = {NO_MARK, NO_MARK, NO_MARK}, straight = NO_MARK;
    for (size_t i = pairing->marks.count; i > 0; i--) {
        quote_mark *mark = &HSY_AT(pairing->marks, quote_mark, i - 1);
        uint8_t family = mark->family;
        mark->next_same = same[family];
        mark->next_open = open[family];
        mark->next_close = close[family];
        mark->next_strong = strong[family];
        uint32_t doubles = family == FAMILY_DOUBLE ? NO_MARK : same[FAMILY_DOUBLE];
        uint32_t angles = family == FAMILY_ANGLE ? NO_MARK : same[FAMILY_ANGLE];
        mark->next_other = doubles < angles ? doubles : angles;
        mark->next_straight = straight;
        uint32_t index = (uint32_t)(i - 1);
        same[family] = index;
        if (mark->glyph == HSY_GLYPH_DOUBLE_STRAIGHT) straight = index;
        if (only_opens(mark)) open[family] = index;
        if (only_closes(mark)) {
            close[family] = index;
            if (!mark->weak) strong[family] = index;
        }
    }
}

static void collect(mark_pairing *pairing, uint32_t first, uint32_t end) {
    pairing->marks.count = 0;
    for (uint32_t word = first; word < end;) {
        if (pairing->notes[word].glyph == HSY_GLYPH_NONE)
            word++;
        else
            word = collect_run(pairing, word, first, end);
    }
    link_marks(pairing);
}

/* --- Which way a mark turns ---------------------------------------------------------------------- */

/* The place of the topmost open mark of `family` on the stack, or `depth`. */
static size_t find_open(const mark_pairing *pairing, mark_family family) {
    for (size_t i = pairing->depth; i > 0; i--)
        if (pairing->stack[i - 1].family == family) return i - 1;
    return pairing->depth;
}

static hsy_turn turn_of_double(const mark_pairing *pairing, const quote_mark *mark) {
    size_t place = find_open(pairing, mark->family);
    bool open = place < pairing->depth;
    uint8_t opened_by = open ? pairing->stack[place].glyph : HSY_GLYPH_NONE;
    switch (mark->glyph) {
    case HSY_GLYPH_DOUBLE_LOW:
        return HSY_TURN_OPEN;
    case HSY_GLYPH_DOUBLE_OPEN:
    case HSY_GLYPH_ANGLE_LEFT:
        if (open && (!mark->opens || opened_by == HSY_GLYPH_DOUBLE_LOW)) return HSY_TURN_CLOSE;
        return HSY_TURN_OPEN;
    case HSY_GLYPH_DOUBLE_CLOSE:
    case HSY_GLYPH_ANGLE_RIGHT:
        return only_opens(mark) && (!open || opened_by == mark->glyph) ? HSY_TURN_OPEN : HSY_TURN_CLOSE;
    default:
        break;
    }
    if (only_opens(mark)) return HSY_TURN_OPEN;
    if (!only_closes(mark)) return open ? HSY_TURN_CLOSE : HSY_TURN_OPEN;
    if (mark->weak && open && mark->next_close != NO_MARK && mark->next_close < mark->next_open) return HSY_TURN_NONE;
    return HSY_TURN_CLOSE;
}

/* Whether the single mark `mark` finds its fellow in the paragraph. */
static bool closes_later(const mark_pairing *pairing, const quote_mark *mark) {
    if (mark->next_close == NO_MARK || mark->next_open < mark->next_close) return false;
    if (pairing->depth == 0 || mark->next_other == NO_MARK || mark->next_close < mark->next_other) return true;
    /* Within a double quotation the next double mark ends that, unless it opens one more. */
    return only_opens(&HSY_AT(pairing->marks, quote_mark, mark->next_other));
}

/* Whether a quotation in single marks that is open at `mark` may run on into the next paragraph. */
static bool runs_on(const mark_pairing *pairing, const quote_mark *mark) {
    bool opened = pairing->depth > 0 && pairing->stack[0].family == FAMILY_SINGLE;
    uint8_t glyph = opened ? pairing->stack[0].glyph : mark->glyph;
    return (opened || pairing->depth == 0) && mark->next_open == NO_MARK && mark->next_strong == NO_MARK &&
           pairing->next_begins == glyph;
}

static hsy_turn turn_of_single(const mark_pairing *pairing, const quote_mark *mark) {
    size_t place = find_open(pairing, FAMILY_SINGLE);
    bool open = place < pairing->depth;
    bool may_open = only_opens(mark) ||
                    (!mark->closes && mark->glyph >= HSY_GLYPH_SINGLE_OPEN && mark->glyph != HSY_GLYPH_SINGLE_CLOSE);
    if (may_open) return closes_later(pairing, mark) || runs_on(pairing, mark) ? HSY_TURN_OPEN : HSY_TURN_NONE;
    /* A closing mark without a fellow still closes the sentence before it. */
    if (!mark->weak) return only_closes(mark) || open ? HSY_TURN_CLOSE : HSY_TURN_NONE;
    if (!open) return HSY_TURN_NONE;
    if (place + 1 < pairing->depth) return HSY_TURN_NONE;
    bool stronger = mark->next_strong != NO_MARK && mark->next_strong < mark->next_open &&
                    (pairing->depth == 1 || mark->next_strong < mark->next_other);
    return stronger || (place == 0 && runs_on(pairing, mark)) ? HSY_TURN_NONE : HSY_TURN_CLOSE;
}

/* --- Pairing -------------------------------------------------------------------------------------- */

static void set_words(mark_pairing *pairing, uint32_t first, uint32_t end, hsy_quote quote, uint32_t quotation) {
    for (uint32_t i = first; i < end; i++) {
        pairing->words[i].quote = (uint8_t)quote;
        pairing->words[i].quotation = quotation;
    }
}

static void end_quotation(mark_pairing *pairing, uint32_t end, bool closed) {
    hsy_quotation *quotation = &HSY_AT(pairing->builder->quotations, hsy_quotation, pairing->quotation);
    quotation->end_word = end;
    quotation->closed = closed;
    pairing->quotation = HSY_NO_QUOTATION;
    pairing->depth = 0;
}

/* Whether the words behind the pause at `pause` name a speaker: "he", "Nora Whitfield", "said the mayor". */
static bool names_speaker(const mark_pairing *pairing, uint32_t pause, uint32_t verb) {
    if (verb == pause + 1) return true;
    hsy_str first = word_text(pairing, pause + 1);
    if (first.size == 1) return false; /* "I" */
    return pairing->words[pause + 1].kase == HSY_CASE_CAPITALISED || hsy_str_equal(first, hsy_str_of("he")) ||
           hsy_str_equal(first, hsy_str_of("she")) || hsy_str_equal(first, hsy_str_of("they"));
}

/* Where a careful reader ends a quotation that is open from `open` on and broken off by a new one at `end`:
 * before ", he said"; else behind the last stop; else behind the last comma. */
static uint32_t careful_end(const mark_pairing *pairing, uint32_t open, uint32_t end) {
    uint32_t pause = open, stop = open;
    for (uint32_t i = open + 1; i < end; i++) {
        uint8_t kind = pairing->notes[i].stop;
        if (kind == HSY_STOP_TERMINAL) stop = i;
        if (kind == HSY_STOP_TERMINAL || kind == HSY_STOP_INSIDE)
            pause = i;
        else if (pause > open && pause != stop && i - pause <= TAIL_WORDS_MAX &&
                 hsy_token_is_speech_verb(word_text(pairing, i)) && names_speaker(pairing, pause, i))
            return pause + 1;
    }
    uint32_t last = stop > open ? stop : pause;
    if (last == open) return end;
    last++;
    while (last < end && (pairing->notes[last].turn == HSY_TURN_CLOSE || pairing->notes[last].stop == HSY_STOP_CLOSER))
        last++;
    return last;
}

static void start_quotation(mark_pairing *pairing, const quote_mark *mark) {
    hsy_quotation quotation = {.first_word = mark->word, .end_word = mark->word + 1};
    pairing->quotation = (uint32_t)pairing->builder->quotations.count;
    if (hsy_vector_push(&pairing->builder->quotations, &quotation) == NULL) return;
    pairing->stack[0] = (open_mark){(mark_family)mark->family, mark->glyph, mark->word};
    pairing->depth = 1;
    set_words(pairing, mark->word, mark->word + 1, HSY_QUOTE_OPEN, pairing->quotation);
}

/* Whether a mark that opens within a nested quotation its own family's third level: both will be closed. */
static bool opens_third_level(const mark_pairing *pairing, const quote_mark *mark, size_t place) {
    if (place + 1 == pairing->depth || mark->next_same == NO_MARK) return false;
    const quote_mark *next = &HSY_AT(pairing->marks, quote_mark, mark->next_same);
    if (next->opens || next->next_same == NO_MARK) return false;
    return !HSY_AT(pairing->marks, quote_mark, next->next_same).opens;
}

/* Whether a pair of curly marks stands within straight ones, as where a story quotes another story: then the
 * straight ones are closed later, or opened again by the next paragraph. */
static bool opens_within_straight(const mark_pairing *pairing, const quote_mark *mark, size_t place) {
    if (place + 1 != pairing->depth || pairing->stack[place].glyph != HSY_GLYPH_DOUBLE_STRAIGHT) return false;
    if (mark->glyph != HSY_GLYPH_DOUBLE_OPEN || mark->next_same == NO_MARK) return false;
    if (HSY_AT(pairing->marks, quote_mark, mark->next_same).glyph != HSY_GLYPH_DOUBLE_CLOSE) return false;
    if (mark->next_straight == NO_MARK) return pairing->next_begins == HSY_GLYPH_DOUBLE_STRAIGHT;
    return only_closes(&HSY_AT(pairing->marks, quote_mark, mark->next_straight));
}

static void open_nested(mark_pairing *pairing, const quote_mark *mark) {
    if (pairing->depth < NESTING_MAX)
        pairing->stack[pairing->depth++] = (open_mark){(mark_family)mark->family, mark->glyph, mark->word};
    set_words(pairing, mark->word, mark->word + 1, HSY_QUOTE_NESTED, pairing->quotation);
}

/* The running quotation goes on behind the mark at `word`, which opens it again. */
static void reopen(mark_pairing *pairing, uint32_t word) {
    pairing->depth = 1;
    pairing->stack[0].word = word;
    pairing->notes[word].turn = HSY_TURN_OPEN;
    set_words(pairing, word, word + 1, HSY_QUOTE_OPEN, pairing->quotation);
}

/* Whether what stands before `end` is a stop, with what closes behind it. */
static bool ends_sentence(const mark_pairing *pairing, uint32_t open, uint32_t end) {
    uint32_t last = end - 1;
    while (last > open && (pairing->notes[last].turn == HSY_TURN_CLOSE || pairing->notes[last].stop == HSY_STOP_CLOSER))
        last--;
    return last > open && pairing->notes[last].stop == HSY_STOP_TERMINAL;
}

static void take_opening(mark_pairing *pairing, const quote_mark *mark) {
    if (pairing->depth == 0) {
        start_quotation(pairing, mark);
        return;
    }
    size_t place = find_open(pairing, (mark_family)mark->family);
    if (place == pairing->depth || opens_third_level(pairing, mark, place) ||
        opens_within_straight(pairing, mark, place)) {
        open_nested(pairing, mark);
        return;
    }
    open_mark earlier = pairing->stack[place];
    if (earlier.word + 1 == mark->word && place + 1 == pairing->depth) return; /* a doubled mark */
    if (place > 0) {
        pairing->depth = place;
        open_nested(pairing, mark);
        return;
    }
    uint32_t end = careful_end(pairing, earlier.word, mark->word);
    if (end == mark->word && ends_sentence(pairing, earlier.word, end)) {
        reopen(pairing, mark->word);
        return;
    }
    set_words(pairing, end, mark->word, HSY_QUOTE_OUTSIDE, HSY_NO_QUOTATION);
    end_quotation(pairing, end, false);
    start_quotation(pairing, mark);
}

static void take_closing(mark_pairing *pairing, const quote_mark *mark) {
    size_t place = find_open(pairing, (mark_family)mark->family);
    if (place == pairing->depth) return;
    pairing->depth = place;
    pairing->words[mark->word].quote = place > 0 ? HSY_QUOTE_NESTED : HSY_QUOTE_CLOSE;
    if (place == 0) end_quotation(pairing, mark->word + 1, true);
}

static void take_mark(mark_pairing *pairing, const quote_mark *mark) {
    hsy_turn turn = mark->family == FAMILY_SINGLE ? turn_of_single(pairing, mark) : turn_of_double(pairing, mark);
    pairing->notes[mark->word].turn = (uint8_t)turn;
    if (turn == HSY_TURN_OPEN) take_opening(pairing, mark);
    if (turn == HSY_TURN_CLOSE) take_closing(pairing, mark);
}

/* The state of all words from `first` to `end`, which hold no mark. */
static void run_on(mark_pairing *pairing, uint32_t first, uint32_t end) {
    if (pairing->depth == 0) return;
    set_words(pairing, first, end, pairing->depth > 1 ? HSY_QUOTE_NESTED : HSY_QUOTE_INSIDE, pairing->quotation);
}

/* --- Paragraphs ------------------------------------------------------------------------------------ */

static uint32_t paragraph_end(const mark_pairing *pairing, uint32_t first) {
    uint32_t end = first;
    while (end < pairing->builder->words.count && pairing->words[end].paragraph == pairing->words[first].paragraph)
        end++;
    return end;
}

/* Whether the paragraph [first, end), whose marks have been collected, opens the running quotation again. */
static bool reopens(const mark_pairing *pairing, uint32_t first) {
    hsy_span label = pairing->builder->story->paragraphs[pairing->words[first].paragraph].label;
    if (pairing->depth == 0 || pairing->marks.count == 0 || label.end > label.start) return false;
    const quote_mark *mark = &HSY_AT(pairing->marks, quote_mark, 0);
    return mark->word == first && mark->family == pairing->stack[0].family && mark->opens;
}

/* Reads the marks of [first, end) from the `from`th on. */
static void pair_paragraph(mark_pairing *pairing, uint32_t first, uint32_t end, size_t from) {
    uint32_t done = first;
    for (size_t i = from; i < pairing->marks.count && !pairing->builder->quotations.failed; i++) {
        const quote_mark *mark = &HSY_AT(pairing->marks, quote_mark, i);
        run_on(pairing, done, mark->word + 1);
        take_mark(pairing, mark);
        done = mark->word + 1;
    }
    run_on(pairing, done, end);
}

/* The glyph of the mark that the paragraph at `first` opens with, or HSY_GLYPH_NONE. */
static uint8_t opening_glyph(const mark_pairing *pairing, uint32_t first) {
    if (first == pairing->builder->words.count) return HSY_GLYPH_NONE;
    return point_after(pairing, first, paragraph_end(pairing, first)) == ' ' ? HSY_GLYPH_NONE
                                                                             : pairing->notes[first].glyph;
}

static void read_paragraph(mark_pairing *pairing, uint32_t first, uint32_t end) {
    collect(pairing, first, end);
    if (pairing->marks.failed) return;
    pairing->next_begins = opening_glyph(pairing, end);
    if (reopens(pairing, first)) {
        reopen(pairing, first);
        pair_paragraph(pairing, first + 1, end, 1);
        return;
    }
    if (pairing->depth > 0) end_quotation(pairing, first, false);
    pair_paragraph(pairing, first, end, 0);
}

void hsy_token_mark_quotations(hsy_builder *builder) {
    if (builder->words.failed || builder->notes.failed) return;
    mark_pairing pairing = {
        .builder = builder, .words = builder->words.data, .notes = builder->notes.data, .quotation = HSY_NO_QUOTATION};
    hsy_vector_init(&pairing.marks, sizeof(quote_mark), &builder->words.allocator);
    uint32_t count = (uint32_t)builder->words.count;
    for (uint32_t first = 0, end; first < count; first = end) {
        end = paragraph_end(&pairing, first);
        read_paragraph(&pairing, first, end);
        if (pairing.marks.failed || builder->quotations.failed) break;
    }
    if (pairing.depth > 0 && !builder->quotations.failed) end_quotation(&pairing, count, false);
    if (pairing.marks.failed) builder->notes.failed = true;
    hsy_vector_free(&pairing.marks);
}
