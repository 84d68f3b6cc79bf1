/* SPDX-License-Identifier: Apache-2.0 */
#include "speaker/identity/outlet.h"

#include <string.h>

#include "speaker/words/nouns.h"

enum { NAME = 6 }; /* words of the longest name: "Wall Street Journal" */

/* "RadarOnline.com", but not "3.5" or an e-mail address. */
static bool is_address(hsy_str small) {
    static const char *const ends[] = {".com", ".org", ".net", ".co.uk", ".tv", ".info", ".co.in", ".com.au"};
    if (memchr(small.data, '@', small.size) != NULL || memchr(small.data, '/', small.size) != NULL) return false;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t size = strlen(ends[i]);
        if (small.size > size && memcmp(small.data + small.size - size, ends[i], size) == 0) return true;
    }
    return false;
}

uint32_t hsy_outlet_at(const hsy_lexicon *lexicon, uint32_t word, uint32_t end) {
    if (word >= end || !hsy_lexicon_capital(lexicon, word)) {
        bool address = word < end && is_address(hsy_lexicon_at(lexicon, word)->text);
        return address ? 1 : 0;
    }
    if (is_address(hsy_lexicon_at(lexicon, word)->text)) return 1;
    uint32_t listed = hsy_noun_match(lexicon, HSY_PHRASES_OUTLETS, word, end);
    uint32_t named = 0;
    for (uint32_t at = word; at < end && at < word + NAME; at++) {
        bool noun = at > word && (hsy_noun_class(hsy_lexicon_at(lexicon, at)->text) & HSY_NOUN_OUTLET) != 0;
        if (noun) named = at + 1 - word;
        bool inner = hsy_lexicon_capital(lexicon, at) || hsy_lexicon_is(lexicon, at, HSY_WORD_PARTICLE) ||
                     hsy_lexicon_equals(lexicon, at, "-");
        if (!inner || hsy_lexicon_equals(lexicon, at, "and")) break;
    }
    return named > listed ? named : listed;
}

hsy_words hsy_outlet_in(const hsy_lexicon *lexicon, hsy_words source) {
    if (source.start < source.end && hsy_lexicon_equals(lexicon, source.start, "the")) source.start++;
    uint32_t size = source.start < source.end ? hsy_outlet_at(lexicon, source.start, source.end) : 0;
    bool whole = size > 0 &&
                 (source.start + size == source.end || !hsy_lexicon_is(lexicon, source.start + size, HSY_WORD_LETTERS));
    return whole ? (hsy_words){source.start, source.start + size} : (hsy_words){source.start, source.start};
}
