/* SPDX-License-Identifier: Apache-2.0 */
/* Pieces of roles, names and figures, written the same in every form. */
#include <string.h>

#include "render/parts.h"

size_t hsy_render_pieces(const hsy_attribution *attribution, hearsay_role role, const hsy_words **pieces) {
    if (role == HEARSAY_CONTENT) {
        *pieces = attribution->content;
        return attribution->content_count;
    }
    *pieces = role == HEARSAY_SOURCE ? &attribution->source : &attribution->cue;
    return 1;
}

hsy_span hsy_render_given(const hsy_reading *reading, hsy_words piece) {
    if (piece.start >= piece.end) return (hsy_span){0, 0};
    hsy_span given = hsy_story_to_given(reading->story, hsy_words_span(reading->attributions->tokens, piece));
    if (given.end < given.start) given.end = given.start;
    return given;
}

const char *hsy_render_type(hearsay_type type) {
    switch (type) {
    case HEARSAY_DIRECT:
        return "direct";
    case HEARSAY_INDIRECT:
        return "indirect";
    case HEARSAY_MIXED:
        return "mixed";
    }
    return "indirect";
}

unsigned hsy_render_thousandths(float confidence) {
    if (!(confidence > 0)) return 0; /* not a number as well */
    if (confidence > 1) return 1000;
    return (unsigned)((double)confidence * 1000 + 0.5);
}

/* Written from a whole number, since printf's point is the locale's. */
void hsy_render_confidence(float confidence, hsy_buffer *out) {
    unsigned thousandths = hsy_render_thousandths(confidence);
    hsy_buffer_format(out, "%u.%03u", thousandths / 1000, thousandths % 1000);
    while (!out->failed && out->data[out->size - 1] == '0' && out->data[out->size - 2] != '.')
        out->size--;
}

void hsy_render_json_strings(hsy_buffer *out, const char *name, const hsy_str *strings, size_t count) {
    hsy_buffer_format(out, ", \"%s\": [", name);
    for (size_t i = 0; i < count; i++) {
        if (i > 0) hsy_buffer_text(out, ", ");
        hsy_json_string(out, strings[i]);
    }
    hsy_buffer_char(out, ']');
}

hsy_str hsy_render_day(hsy_str date) {
    const char *time = date.size == 0 ? NULL : memchr(date.data, 'T', date.size);
    if (time != NULL) date.size = (size_t)(time - date.data);
    return date;
}
