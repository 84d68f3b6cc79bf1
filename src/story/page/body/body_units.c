/* SPDX-License-Identifier: Apache-2.0 */
/* A page's text as units, and what of it is prose. */
#include "story/page/body/body.h"

/* --- What a character says ------------------------------------------------------------------------------------ */

/* Of a script whose words are short or stand without spaces: Hangul, Han, Kana, Thai, Khmer ... */
static bool is_dense(uint32_t point) {
    return (point >= 0x0E00 && point < 0x0F00) || (point >= 0x1000 && point < 0x1200) ||
           (point >= 0x1780 && point < 0x1800) || (point >= 0x2E80 && point < 0xD7B0) ||
           (point >= 0xF900 && point < 0xFB00) || (point >= 0x20000 && point < 0x32000);
}

static bool ends_sentence(uint32_t point) {
    switch (point) {
    case '.':
    case '!':
    case '?':
    case 0x2026: /* ... */
    case 0x3002: /* the full stop of Chinese and Japanese */
    case 0xFF01:
    case 0xFF0E:
    case 0xFF1F:
    case 0x0964: /* danda */
    case 0x06D4: /* of Urdu */
    case 0x061F: /* of Arabic */
    case 0x0589: /* of Armenian */
    case 0x1362: /* of Ethiopic */
    case 0x17D4: /* of Khmer */
        return true;
    default:
        return false;
    }
}

/* What may stand behind the end of a sentence. */
static bool closes(uint32_t point) {
    return hsy_story_is_quote(point) || point == ')' || point == ']' || point == 0x300D || point == 0x300F ||
           point == 0xFF09;
}

enum {
    SHORT_LINE = 20, /* a line of less width is one of a list, an address, a poem */
    LONG_LINE = 50   /* one of more is one of a paragraph, if it does not end like one */
};

/* --- Measuring ------------------------------------------------------------------------------------------------ */

typedef struct measure {
    hsy_unit *unit;
    uint32_t breaks; /* line breaks behind it */
    uint32_t last;   /* the last point but space and closing quotation marks */
    bool in_word;
} measure;

/* A full stop in a name ("e.g", "3.5", "example.org") has no space behind it: a sentence ends where a word does. */
static void end_word(measure *m) {
    /* Those of scripts without spaces were counted where they stood. */
    const bool counted = m->last >= 0x3000;
    if (m->in_word && m->unit != NULL && m->unit->ended && !counted && m->unit->sentences < UINT16_MAX)
        m->unit->sentences++;
    m->in_word = false;
}

static void measure_text(measure *m, hsy_str text, bool linked) {
    hsy_unit *unit = m->unit;
    for (size_t at = 0, length; at < text.size; at += length) {
        const unsigned char byte = (unsigned char)text.data[at];
        uint32_t point = byte;
        length = 1;
        if (byte >= 0x80) point = hsy_utf8_decode(text.data, text.size, at, &length);
        if (byte < 0x80 ? byte <= ' ' : hsy_point_is_space(point)) {
            end_word(m);
            continue;
        }
        const uint32_t width = point >= 0x0E00 && is_dense(point) ? 2 : 1;
        unit->width += width;
        if (linked) unit->linked += width;
        if (!m->in_word) unit->words++;
        m->in_word = true;
        if (closes(point)) continue;
        unit->ended = ends_sentence(point);
        unit->colon = point == ':' || point == 0xFF1A;
        if (point >= 0x3000 && unit->ended && unit->sentences < UINT16_MAX) unit->sentences++;
        m->last = point;
    }
}

/* --- Cutting -------------------------------------------------------------------------------------------------- */

bool hsy_body_is_blank(hsy_str text) {
    for (size_t at = 0, length; at < text.size; at += length)
        if (!hsy_point_is_space(hsy_utf8_decode(text.data, text.size, at, &length))) return false;
    return true;
}

/* Whether a line goes on behind a line break: a text that was set in lines, whose sentence has not come to its end. */
static bool goes_on(const measure *m, hsy_str next) {
    if (m->breaks > 1 || m->unit->ended || m->unit->width < SHORT_LINE) return false;
    if (m->last == ',' || m->last == '-' || m->unit->width >= LONG_LINE) return m->last != ':';
    size_t at = 0, length;
    uint32_t point = ' ';
    for (; at < next.size && hsy_point_is_space(point); at += length)
        point = hsy_utf8_decode(next.data, next.size, at, &length);
    return hsy_point_is_lower(point);
}

bool hsy_body_find_units(hsy_body *body) {
    const hsy_tree *tree = body->tree;
    hsy_vector units;
    hsy_vector_init(&units, sizeof(hsy_unit), &body->arena->allocator);
    measure m = {.unit = NULL};
    uint32_t link_end = 0;
    bool fresh = true; /* a block or a line ended */
    for (uint32_t i = 1; i < tree->count; i++) {
        const hsy_node *node = &tree->nodes[i];
        if (node->tag != HSY_TAG_TEXT) {
            if (node->tag == HSY_TAG_a && i >= link_end) link_end = node->end;
            if (node->tag == HSY_TAG_script || node->tag == HSY_TAG_style)
                i = node->end - 1;
            else if (node->tag == HSY_TAG_br && m.unit != NULL) {
                end_word(&m);
                m.breaks++;
            } else if (hsy_tag_is_block((hsy_tag)node->tag))
                fresh = true;
            continue;
        }
        if (m.unit != NULL && m.breaks > 0 && m.unit->block == node->block && !fresh) {
            if (hsy_body_is_blank(node->text)) continue;
            fresh = !goes_on(&m, node->text);
            m.breaks = 0;
        }
        if (!fresh && m.unit != NULL && m.unit->block != node->block) fresh = true;
        if (fresh || m.unit == NULL) {
            if (hsy_body_is_blank(node->text)) continue;
            hsy_unit unit = {.first = i, .end = i + 1, .block = node->block, .in_link = i < link_end};
            end_word(&m);
            m = (measure){.unit = hsy_vector_push(&units, &unit)};
            if (m.unit == NULL) break;
            fresh = false;
        }
        m.unit->end = i + 1;
        measure_text(&m, node->text, i < link_end);
    }
    end_word(&m);
    body->unit_count = units.count;
    body->units = hsy_vector_to_arena(&units, body->arena);
    hsy_vector_free(&units);
    return body->units != NULL;
}

void hsy_body_measure(const hsy_body *body, hsy_unit *unit, bool whole) {
    const hsy_tree *tree = body->tree;
    measure m = {.unit = unit};
    uint32_t link_end = 0;
    unit->width = unit->linked = unit->words = unit->sentences = 0;
    unit->ended = unit->colon = false;
    for (uint32_t i = unit->first; i < unit->end; i++) {
        const hsy_node *node = &tree->nodes[i];
        if (node->tag == HSY_TAG_a && i >= link_end) link_end = node->end;
        if (node->tag == HSY_TAG_br) end_word(&m);
        if (!whole && (body->flags[i] & HSY_BODY_BESIDE) != 0) i = node->end - 1;
        if (node->tag == HSY_TAG_TEXT) measure_text(&m, node->text, unit->in_link || i < link_end);
    }
    end_word(&m);
}

/* --- Prose ---------------------------------------------------------------------------------------------------- */

uint32_t hsy_body_unit_prose(const hsy_body *body, const hsy_unit *unit) {
    const hsy_tag tag = (hsy_tag)body->tree->nodes[unit->block].tag;
    if (tag >= HSY_TAG_h1 && tag <= HSY_TAG_h6) return 0;
    const uint32_t plain = unit->width - unit->linked;
    if (unit->linked > plain) return 0;
    if (unit->width >= 80 && unit->sentences > 0) return plain;
    if (unit->width >= 30 && (unit->ended || unit->colon)) return plain;
    if (unit->width >= 120) return plain / 2;
    return 0;
}

void hsy_body_sum_prose(hsy_body *body) {
    uint32_t prose = 0, good = 0, plain = 0, good_end = 0;
    size_t i = 0;
    for (uint32_t node = 0; node < body->tree->count; node++) {
        body->prose[node] = prose;
        body->good[node] = good;
        body->plain[node] = plain;
        if ((body->flags[node] & HSY_BODY_GOOD) != 0 && node >= good_end) good_end = body->tree->nodes[node].end;
        if (i == body->unit_count || body->units[i].first != node) continue;
        const hsy_unit *unit = &body->units[i++];
        if (unit->left_out) continue;
        const uint32_t own = hsy_body_unit_prose(body, unit);
        prose += own;
        if (node < good_end) good += own;
        plain += body->mode == HSY_BODY_ALL ? unit->width : unit->width - unit->linked;
    }
    body->prose[body->tree->count] = prose;
    body->good[body->tree->count] = good;
    body->plain[body->tree->count] = plain;
}
