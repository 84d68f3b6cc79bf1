/* SPDX-License-Identifier: Apache-2.0 */
/* The stage's result as JSON, for tests and for the curious. */
#include "extract/extract.h"

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
        hsy_buffer_format(out, "\"type\": \"%s\", \"confidence\": %.3f}", types[item->type], (double)item->confidence);
    }
    hsy_buffer_text(out, "]}\n");
}
