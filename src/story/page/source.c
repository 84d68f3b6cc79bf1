/* SPDX-License-Identifier: Apache-2.0 */
/* A page's bytes as UTF-8, with the way back. */
#include <string.h>

#include "story/page/page.h"

bool hsy_page_decode(hsy_str bytes, hsy_str http_charset, const hearsay_allocator *allocator, hsy_page_source *source) {
    (void)http_charset;
    *source = (hsy_page_source){.skipped = 0};
    hsy_buffer_init(&source->text, allocator);
    hsy_vector_init(&source->marks, sizeof(hsy_source_mark), allocator);
    hsy_decoded decoded;
    hsy_buffer out;
    hsy_buffer_init(&out, allocator);
    bool done = hsy_story_decode(bytes.data, bytes.size, false, &out, &decoded);
    if (done) {
        hsy_buffer_add(&source->text, decoded.text.data, decoded.text.size);
        source->damage = decoded.damage;
        strcpy(source->charset, decoded.name);
    }
    hsy_buffer_free(&out);
    return done && !source->text.failed;
}

size_t hsy_page_byte_of(const hsy_page_source *source, size_t at) {
    return at + source->skipped;
}

void hsy_page_free_source(hsy_page_source *source) {
    hsy_buffer_free(&source->text);
    hsy_vector_free(&source->marks);
}
