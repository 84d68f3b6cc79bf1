/* SPDX-License-Identifier: Apache-2.0 */
/*
 * brat's standoff annotations, the .ann beside a .txt that holds the text as it was given.
 *
 *     T3  Source 21 35     Nora Whitfield            a role: a discontinuous span, if it has several fragments
 *     R1  Source-of Arg1:T3 Arg2:T1                  what ties the roles of one attribution together
 *     A1  Type T1 direct                             what is said of the attribution, at its anchor
 *     #1  AnnotatorNotes T1    confidence 0.97
 *     A2  Kind T3 person                             what is known of the source, at its span
 *     #2  AnnotatorNotes T3    Nora Whitfield
 *
 * The anchor of an attribution is its content; without one its cue, and without that its source. A source or a cue that
 * several attributions have is one T; an anchor belongs to one attribution alone. What is known of a source that has no
 * span of its own stands at the anchor. What is told of a source beside its name is a note, not a T: it often covers
 * the same words as the source, and readers refuse two Ts of one span.
 */
#include "render/parts.h"

/* A role that was written and may be referred to again. */
typedef struct brat_shared {
    hsy_words words;
    hearsay_role role;
    size_t number;
} brat_shared;

/* How far back one is looked for: who share a source stand near each other, and a long story stays quick. */
enum { SHARED_BACK = 64 };

typedef struct brat_page {
    const hsy_reading *reading;
    hsy_buffer *out;
    hsy_vector fragments; /* hsy_span of the given text; of the role that is being written */
    hsy_vector anchors;   /* size_t; the number of each attribution's anchor, 0: it has none */
    hsy_vector shared;    /* brat_shared */
    size_t entities, relations, attributes, notes;
} brat_page;

/* --- Fragments ------------------------------------------------------------------------------- */

/* What ends a line for one of brat's readers or another (Python's str.splitlines ends one at each of these), and the
 * tab, which parts the fields of a line. */
static bool breaks(uint32_t point) {
    return (point >= 0x09 && point <= 0x0D) || (point >= 0x1C && point <= 0x1E) || point == 0x85 || point == 0x2028 ||
           point == 0x2029;
}

/* Adds a fragment without the spaces at its ends, or none where it is nothing else. */
static void add_fragment(brat_page *page, hsy_span span) {
    const char *text = page->reading->story->given.data;
    size_t length;
    while (span.start < span.end && hsy_point_is_space(hsy_utf8_decode(text, span.end, span.start, &length)))
        span.start += length;
    while (span.end > span.start && hsy_point_is_space(hsy_utf8_decode_before(text, span.end, &length)))
        span.end -= length;
    if (span.start < span.end) hsy_vector_push(&page->fragments, &span);
}

static void cut_piece(brat_page *page, hsy_span piece) {
    const char *text = page->reading->story->given.data;
    size_t from = piece.start, length;
    for (size_t at = piece.start; at < piece.end; at += length) {
        if (!breaks(hsy_utf8_decode(text, piece.end, at, &length))) continue;
        add_fragment(page, (hsy_span){from, at});
        from = at + length;
    }
    add_fragment(page, (hsy_span){from, piece.end});
}

/* Fragments come in order and share nothing, also where two pieces stand for one run of the given text. */
static void cut_role(brat_page *page, const hsy_words *pieces, size_t count) {
    page->fragments.count = 0;
    size_t behind = 0;
    for (size_t i = 0; i < count; i++) {
        hsy_span given = hsy_render_given(page->reading, pieces[i]);
        if (given.start < behind) given.start = behind;
        if (given.start >= given.end) continue;
        cut_piece(page, given);
        behind = given.end;
    }
}

/* --- Lines ----------------------------------------------------------------------------------- */

static void write_fragments(brat_page *page) {
    const hsy_reading *reading = page->reading;
    for (size_t i = 0; i < page->fragments.count; i++) {
        hsy_span span = HSY_AT(page->fragments, hsy_span, i);
        hsy_buffer_format(page->out, "%s%zu %zu", i == 0 ? " " : ";", hsy_points_at(&reading->points, span.start),
                          hsy_points_at(&reading->points, span.end));
    }
    for (size_t i = 0; i < page->fragments.count; i++) {
        hsy_span span = HSY_AT(page->fragments, hsy_span, i);
        hsy_buffer_char(page->out, i == 0 ? '\t' : ' ');
        hsy_buffer_add(page->out, reading->story->given.data + span.start, span.end - span.start);
    }
}

/* Writes a role. Returns its number, 0: the role is absent. */
static size_t write_role(brat_page *page, const hsy_attribution *attribution, hearsay_role role) {
    static const char *const names[HEARSAY_ROLES] = {"Source", "Cue", "Content"};
    const hsy_words *pieces;
    size_t count = hsy_render_pieces(attribution, role, &pieces);
    cut_role(page, pieces, count);
    if (page->fragments.count == 0) return 0;
    hsy_buffer_format(page->out, "T%zu\t%s", ++page->entities, names[role]);
    write_fragments(page);
    hsy_buffer_char(page->out, '\n');
    return page->entities;
}

/* The same for a source or a cue that is no anchor, which may have been written for an attribution before. `fresh`: it
 * was not. */
static size_t write_shared(brat_page *page, const hsy_attribution *attribution, hearsay_role role, bool *fresh) {
    const hsy_words *words;
    (void)hsy_render_pieces(attribution, role, &words);
    *fresh = false;
    for (size_t back = 1; back <= page->shared.count && back <= SHARED_BACK; back++) {
        const brat_shared *known = &HSY_AT(page->shared, brat_shared, page->shared.count - back);
        if (known->role == role && known->words.start == words->start && known->words.end == words->end)
            return known->number;
    }
    brat_shared made = {.words = *words, .role = role, .number = write_role(page, attribution, role)};
    if (made.number != 0) hsy_vector_push(&page->shared, &made);
    *fresh = made.number != 0;
    return made.number;
}

static void write_relation(brat_page *page, const char *name, size_t from, size_t to) {
    if (from == 0 || to == 0 || from == to) return;
    hsy_buffer_format(page->out, "R%zu\t%s Arg1:T%zu Arg2:T%zu\n", ++page->relations, name, from, to);
}

/* --- What is said of spans --------------------------------------------------------------------- */

/* An attribute with a value, or, where that is NULL, one that is there or not. */
static void write_attribute(brat_page *page, const char *name, size_t at, const char *value) {
    hsy_buffer_format(page->out, "A%zu\t%s T%zu%s%s\n", ++page->attributes, name, at, value == NULL ? "" : " ",
                      value == NULL ? "" : value);
}

static void begin_note(brat_page *page, size_t at) {
    hsy_buffer_format(page->out, "#%zu\tAnnotatorNotes T%zu\t", ++page->notes, at);
}

/* Text of the story in a note, in which nothing may end the line. */
static void write_name(brat_page *page, hsy_str name) {
    size_t length;
    for (size_t at = 0; at < name.size; at += length) {
        if (breaks(hsy_utf8_decode(name.data, name.size, at, &length)))
            hsy_buffer_char(page->out, ' ');
        else
            hsy_buffer_add(page->out, name.data + at, length);
    }
}

static void write_names(brat_page *page, const char *lead, const hsy_str *names, size_t count, const char *between) {
    for (size_t i = 0; i < count; i++) {
        hsy_buffer_text(page->out, i == 0 ? lead : between);
        write_name(page, names[i]);
    }
}

/* Of the attribution, at its anchor. */
static void write_saying(brat_page *page, const hsy_attribution *attribution, const hsy_speaker *speaker,
                         size_t anchor) {
    write_attribute(page, "Type", anchor, hsy_render_type(attribution->type));
    if (speaker != NULL) {
        write_attribute(page, "Stance", anchor, hearsay_stance_name(speaker->stance));
        if (speaker->hedged) write_attribute(page, "Hedged", anchor, NULL);
        if (speaker->negated) write_attribute(page, "Negated", anchor, NULL);
    }
    begin_note(page, anchor);
    hsy_buffer_text(page->out, "confidence ");
    hsy_render_confidence(attribution->confidence, page->out);
    if (speaker != NULL) {
        write_names(page, "; chain: ", speaker->chain, speaker->chain_count, " > ");
        write_names(page, "; about: ", speaker->about, speaker->about_count, ", ");
    }
    hsy_buffer_char(page->out, '\n');
}

/* Of the source, at its span or else at the anchor. */
static void write_speaker(brat_page *page, const hsy_speaker *speaker, size_t at) {
    static const char *const labels[HEARSAY_DETAILS] = {"role", "reason", "knows"};
    if (speaker->kind == HEARSAY_KIND_NONE && speaker->name.size == 0) return;
    write_attribute(page, "Kind", at, hearsay_kind_name(speaker->kind));
    if (speaker->named) write_attribute(page, "Named", at, NULL);
    if (speaker->anonymous) write_attribute(page, "Anonymous", at, NULL);
    if (speaker->gender != HEARSAY_GENDER_NOT_APPLICABLE)
        write_attribute(page, "Gender", at, hearsay_gender_name(speaker->gender));
    if (speaker->name.size == 0) return;
    begin_note(page, at);
    write_name(page, speaker->name);
    if (speaker->gender_by != HEARSAY_BY_NOTHING)
        hsy_buffer_format(page->out, "; gender by %s", hearsay_gender_by_name(speaker->gender_by));
    for (int detail = 0; detail < HEARSAY_DETAILS; detail++) {
        hsy_span given = hsy_render_given(page->reading, speaker->detail[detail]);
        if (given.start == given.end) continue;
        hsy_buffer_format(page->out, "; %s: ", labels[detail]);
        write_name(page, (hsy_str){page->reading->story->given.data + given.start, given.end - given.start});
    }
    hsy_buffer_char(page->out, '\n');
}

static void write_attribution(brat_page *page, size_t index) {
    const hsy_attribution *attribution = &page->reading->attributions->items[index];
    const hsy_speaker *speaker = page->reading->speakers == NULL ? NULL : &page->reading->speakers->items[index];
    bool fresh, fresh_source = true;
    size_t content = write_role(page, attribution, HEARSAY_CONTENT);
    size_t cue = content != 0 ? write_shared(page, attribution, HEARSAY_CUE, &fresh)
                              : write_role(page, attribution, HEARSAY_CUE);
    size_t source = content != 0 || cue != 0 ? write_shared(page, attribution, HEARSAY_SOURCE, &fresh_source)
                                             : write_role(page, attribution, HEARSAY_SOURCE);
    size_t anchor = content != 0 ? content : cue != 0 ? cue : source;
    hsy_vector_push(&page->anchors, &anchor);
    if (anchor == 0) return;
    write_relation(page, "Source-of", source, anchor);
    write_relation(page, "Cue-of", cue, anchor);
    write_saying(page, attribution, speaker, anchor);
    if (speaker != NULL && (source == 0 || fresh_source)) write_speaker(page, speaker, source != 0 ? source : anchor);
}

/* Last, since one that holds another may stand behind it in the list. */
static void write_nesting(brat_page *page, const hsy_attributions *attributions) {
    for (size_t i = 0; i < attributions->count && !page->anchors.failed; i++) {
        size_t parent = attributions->items[i].inside;
        if (parent >= attributions->count) continue;
        write_relation(page, "Inside", HSY_AT(page->anchors, size_t, i), HSY_AT(page->anchors, size_t, parent));
    }
}

void hsy_render_brat(const hsy_reading *reading, hsy_buffer *out) {
    const hsy_attributions *attributions = reading->attributions;
    if (attributions == NULL) return;
    brat_page page = {.reading = reading, .out = out};
    hsy_vector_init(&page.fragments, sizeof(hsy_span), &out->allocator);
    hsy_vector_init(&page.shared, sizeof(brat_shared), &out->allocator);
    hsy_vector_init(&page.anchors, sizeof(size_t), &out->allocator);
    for (size_t i = 0; i < attributions->count && !out->failed; i++)
        write_attribution(&page, i);
    if (!out->failed) write_nesting(&page, attributions);
    if (page.fragments.failed || page.anchors.failed || page.shared.failed) out->failed = true;
    hsy_vector_free(&page.fragments);
    hsy_vector_free(&page.shared);
    hsy_vector_free(&page.anchors);
}
