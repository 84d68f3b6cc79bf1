/* SPDX-License-Identifier: Apache-2.0 */
/* The stage's result as JSON, for tests and for the curious. */
#include <math.h>
#include <stdlib.h>

#include "extract/confidence.h"

static void dump_role(const hsy_tokens *tokens, const char *name, const hsy_words *words, size_t count,
                      hsy_buffer *out) {
    hsy_buffer_format(out, "\"%s\": [", name);
    for (size_t i = 0; i < count; i++) {
        hsy_span span = hsy_words_span(tokens, words[i]);
        if (i > 0) hsy_buffer_text(out, ", ");
        hsy_json_string(out, (hsy_str){tokens->story->text.data + span.start, span.end - span.start});
    }
    hsy_buffer_text(out, "], ");
}

/* With four digits, from a whole number, since printf's point is the locale's. */
static void dump_number(float value, hsy_buffer *out) {
    if (!isfinite(value)) {
        hsy_buffer_text(out, "null");
        return;
    }
    long scaled = lroundf(value * 10000);
    if (scaled < 0) hsy_buffer_text(out, "-");
    long size = labs(scaled);
    hsy_buffer_format(out, "%ld.%04ld", size / 10000, size % 10000);
}

/* What its confidence is made from, as training wants it: the features by their names. */
static void dump_evidence(const hsy_attribution *item, hsy_buffer *out) {
    hsy_buffer_text(out, "\"evidence\": ");
    if (item->labelled) {
        hsy_buffer_text(out, "null, ");
        return;
    }
    float features[HSY_FEATURES];
    hsy_confidence_features(&item->evidence, features);
    for (int i = 0; i < HSY_FEATURES; i++) {
        hsy_buffer_format(out, "%s\"%s\": ", i > 0 ? ", " : "{", hsy_feature_name((hsy_feature)i));
        dump_number(features[i], out);
    }
    hsy_buffer_text(out, "}, ");
}

void hsy_extract_dump(const hsy_attributions *attributions, hsy_buffer *out) {
    static const char *const types[] = {"direct", "indirect", "mixed"};
    const hsy_tokens *tokens = attributions->tokens;
    hsy_buffer_text(out, "{\"id\": ");
    hsy_json_string(out, tokens->story->id);
    hsy_buffer_text(out, ", \"attributions\": [");
    for (size_t i = 0; i < attributions->count; i++) {
        const hsy_attribution *item = &attributions->items[i];
        hsy_buffer_text(out, i > 0 ? ", {" : "{");
        dump_role(tokens, "source", &item->source, item->source.start < item->source.end, out);
        dump_role(tokens, "cue", &item->cue, item->cue.start < item->cue.end, out);
        dump_role(tokens, "content", item->content, item->content_count, out);
        if (item->inside == SIZE_MAX)
            hsy_buffer_text(out, "\"inside\": null, ");
        else
            hsy_buffer_format(out, "\"inside\": %zu, ", item->inside);
        hsy_buffer_format(out, "\"type\": \"%s\", ", types[item->type]);
        dump_evidence(item, out);
        hsy_buffer_text(out, "\"confidence\": ");
        dump_number(item->confidence, out);
        hsy_buffer_text(out, "}");
    }
    hsy_buffer_text(out, "]}\n");
}
