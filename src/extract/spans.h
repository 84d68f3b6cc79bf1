/* SPDX-License-Identifier: Apache-2.0 */
/* Tagged words as spans, and spans as readers expect them. */
#ifndef HSY_EXTRACT_SPANS_H
#define HSY_EXTRACT_SPANS_H

#include "extract/tag.h"

/* The spans of each role, in the order of the text. In the arena. */
typedef struct hsy_role_spans {
    hsy_words *items[HEARSAY_ROLES];
    size_t count[HEARSAY_ROLES];
} hsy_role_spans;

hearsay_status hsy_spans_from_tags(const uint8_t *tags, size_t count, hsy_arena *arena, hsy_role_spans *spans,
                                   hearsay_error *error);

/* No letter and no digit in any of the words. */
bool hsy_spans_is_mark(const hsy_tokens *tokens, hsy_words words);

/* Training trims punctuation from the ends of spans; a reader wants a quotation with its marks. Takes in the quotation
 * mark that opens in front of the content, and what punctuation there is up to the mark that closes behind it, or up to
 * the paragraph's end where the quotation runs on. Stops at `low` and `high`, the ends of the neighbours. */
hsy_words hsy_spans_with_marks(const hsy_tokens *tokens, hsy_words content, uint32_t low, uint32_t high);

/* Training trims a closing bracket too: "(R-IN" takes in the ")" that follows it. */
hsy_words hsy_spans_with_bracket(const hsy_tokens *tokens, hsy_words words, uint32_t high);

/* Direct, where all words of the contents stand in quotation marks, indirect where none does. */
hearsay_type hsy_spans_type(const hsy_tokens *tokens, const hsy_words *contents, size_t count);

#endif
