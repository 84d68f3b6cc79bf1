/* SPDX-License-Identifier: Apache-2.0 */
/* Where a story comes from, in JSON: the record of an archive, and the way back to a page's bytes. */
#include <inttypes.h>

#include "render/parts.h"

static void add_member(hsy_buffer *out, const char *name, hsy_str value) {
    hsy_buffer_format(out, ", \"%s\": ", name);
    hsy_json_string(out, value);
}

void hsy_render_provenance(const hsy_story *story, hsy_buffer *out) {
    const hsy_provenance *from = &story->provenance;
    if (from->record.data == NULL && from->uri.data == NULL && from->date.data == NULL && from->digest.data == NULL)
        return;
    hsy_buffer_text(out, ", \"record\": {\"id\": ");
    hsy_json_string(out, from->record);
    add_member(out, "uri", from->uri);
    add_member(out, "date", from->date);
    add_member(out, "digest", from->digest);
    hsy_buffer_format(out, ", \"offset\": %" PRIu64 "}", from->offset);
}

/* Of a run that only as a whole stands for the whole, that is said where its lengths don't show it. */
void hsy_render_page_map(const hsy_reading *reading, hsy_buffer *out) {
    const hsy_story *story = reading->story;
    if (!story->page) return;
    hsy_buffer_text(out, ", \"map\": [");
    for (size_t i = 0; i < story->page_map_count; i++) {
        const hsy_segment *segment = &story->page_map[i];
        size_t start = hsy_points_at(&reading->points, segment->clean_start);
        size_t end = hsy_points_at(&reading->points, segment->clean_start + segment->length);
        const bool hidden = segment->replaced && segment->length == segment->given_length && segment->length > 1;
        hsy_buffer_format(out, "%s[%zu, %zu, %zu, %zu%s]", i > 0 ? ", " : "", start, end, segment->given_start,
                          segment->given_start + segment->given_length, hidden ? ", true" : "");
    }
    hsy_buffer_char(out, ']');
}
