/* SPDX-License-Identifier: Apache-2.0 */
/* From a page's UTF-8 back to its bytes. */
#include <string.h>

#include "story/page/page.h"

/* --- Bytes of characters ----------------------------------------------------------------------------------- */

/* A byte of the text, and where those of its character are. */
typedef struct place {
    size_t text, bytes;
    size_t mark; /* the next mark, which sets it right: a length may be more than is kept of it */
} place;

/* The place of the last mark at or before text byte `at`: the first one stands at 0. */
static place mark_before(const hsy_vector *marks, size_t at) {
    size_t low = 0, high = marks->count;
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        if (HSY_AT(*marks, hsy_source_mark, middle).text <= at)
            low = middle;
        else
            high = middle;
    }
    const hsy_source_mark *mark = &HSY_AT(*marks, hsy_source_mark, low);
    return (place){mark->text, mark->bytes, low + 1};
}

/* Steps over `length` bytes of the text. */
static void step(const hsy_page_source *source, place *at, size_t length) {
    if (source->marks.count == 0) {
        at->text += length;
        at->bytes += length;
        return;
    }
    for (size_t end = at->text + length; at->text < end; at->text++) {
        at->bytes += (unsigned char)source->lengths.data[at->text];
        if (at->mark >= source->marks.count) continue;
        const hsy_source_mark *mark = &HSY_AT(source->marks, hsy_source_mark, at->mark);
        if (mark->text != at->text + 1) continue;
        at->bytes = mark->bytes;
        at->mark++;
    }
}

static size_t length_at(const hsy_page_source *source, size_t at) {
    size_t length;
    hsy_utf8_decode(source->text.data, source->text.size, at, &length);
    return length;
}

static place find(const hsy_page_source *source, size_t text) {
    if (source->marks.count == 0) return (place){.text = text, .bytes = text + source->skipped};
    place at = mark_before(&source->marks, text);
    step(source, &at, text - at.text);
    return at;
}

size_t hsy_page_byte_of(const hsy_page_source *source, size_t at) {
    return find(source, at < source->text.size ? at : source->text.size).bytes;
}

/* --- The map ------------------------------------------------------------------------------------------------ */

/* So many characters of another encoding than UTF-8 are one segment at most. */
enum { RUN_MAX = 8 };

typedef struct mapper {
    const hsy_page_source *source;
    hsy_str bytes;
    hsy_vector *map;
    size_t run; /* characters of the last segment, where it is open and replaced; 0: none */
} mapper;

/* Whether the piece goes on with the last segment: of copied ones that needs no more than touching it, of replaced ones
 * what is between them, a character without bytes of its own, becomes part of it. */
static bool goes_on(const mapper *m, const hsy_segment *last, const hsy_segment *piece) {
    if (last->replaced != piece->replaced) return false;
    if (piece->replaced) return m->run > 0 && m->run < RUN_MAX;
    return last->clean_start + last->length == piece->clean_start &&
           last->given_start + last->given_length == piece->given_start;
}

/* Adds a piece of a segment that was copied from the text. `inner`: it is not the segment's first one. */
static void add_piece(mapper *m, const hsy_segment *piece, bool inner) {
    hsy_segment *last = m->map->count == 0 ? NULL : &HSY_AT(*m->map, hsy_segment, m->map->count - 1);
    const bool joins = inner && last != NULL && goes_on(m, last, piece);
    m->run = piece->replaced ? (joins ? m->run + 1 : 1) : 0;
    if (joins) {
        last->length = piece->clean_start + piece->length - last->clean_start;
        last->given_length = piece->given_start + piece->given_length - last->given_start;
    } else {
        hsy_vector_push(m->map, piece);
    }
}

/* A segment that is the text's own: those of its characters that are the page's bytes as well are copied, all others
 * replaced. */
static void add_copied(mapper *m, const hsy_segment *segment) {
    const hsy_page_source *source = m->source;
    const size_t end = segment->given_start + segment->length;
    place at = find(source, segment->given_start);
    m->run = 0;
    for (bool inner = false; at.text < end;) {
        const size_t length = length_at(source, at.text);
        place next = at;
        step(source, &next, length);
        const size_t given = next.bytes - at.bytes;
        const bool same = given == length && memcmp(source->text.data + at.text, m->bytes.data + at.bytes, length) == 0;
        const hsy_segment piece = {.clean_start = segment->clean_start + (at.text - segment->given_start),
                                   .length = length,
                                   .given_start = at.bytes,
                                   .given_length = given,
                                   .replaced = !same};
        if (given > 0) {
            add_piece(m, &piece, inner);
            inner = true;
        }
        at = next;
    }
}

static void add_replaced(mapper *m, const hsy_segment *segment) {
    hsy_segment led = *segment;
    led.given_start = hsy_page_byte_of(m->source, segment->given_start);
    led.given_length = hsy_page_byte_of(m->source, segment->given_start + segment->given_length) - led.given_start;
    led.replaced = true;
    if (led.given_length > 0) hsy_vector_push(m->map, &led);
}

static bool is_same(const mapper *m, const hsy_segment *segment) {
    const size_t skipped = m->source->skipped;
    return m->source->marks.count == 0 && !segment->replaced &&
           memcmp(m->source->text.data + segment->given_start, m->bytes.data + skipped + segment->given_start,
                  segment->length) == 0;
}

void hsy_page_lead_on(const hsy_page_source *source, hsy_str bytes, const hsy_vector *map, hsy_vector *out) {
    mapper m = {.source = source, .bytes = bytes, .map = out};
    for (size_t i = 0; i < map->count; i++) {
        const hsy_segment *segment = &HSY_AT(*map, hsy_segment, i);
        if (is_same(&m, segment)) {
            hsy_segment led = *segment;
            led.given_start += source->skipped;
            hsy_vector_push(out, &led);
        } else if (segment->replaced) {
            add_replaced(&m, segment);
        } else {
            add_copied(&m, segment);
        }
    }
}
