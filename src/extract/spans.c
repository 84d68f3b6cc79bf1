/* SPDX-License-Identifier: Apache-2.0 */
#include "extract/spans.h"

hsy_span hsy_words_span(const hsy_tokens *tokens, hsy_words words) {
    if (words.start >= words.end) return (hsy_span){0, 0};
    return (hsy_span){tokens->words[words.start].text.start, tokens->words[words.end - 1].text.end};
}

hearsay_status hsy_spans_from_tags(const uint8_t *tags, size_t count, hsy_arena *arena, hsy_role_spans *spans,
                                   hearsay_error *error) {
    for (int role = 0; role < HEARSAY_ROLES; role++) {
        uint8_t begin = hsy_tag_begin((hearsay_role)role);
        size_t found = 0;
        for (size_t word = 0; word < count; word++)
            found += tags[word] == begin;
        hsy_words *items = HSY_NEW(arena, hsy_words, found);
        if (items == NULL) return hsy_fail_memory(error);
        size_t next = 0;
        for (size_t word = 0; word < count; word++) {
            if (tags[word] == begin)
                items[next++] = (hsy_words){(uint32_t)word, (uint32_t)word + 1};
            else if (tags[word] == begin + 1 && next > 0)
                items[next - 1].end = (uint32_t)word + 1;
        }
        spans->items[role] = items;
        spans->count[role] = found;
    }
    return HEARSAY_OK;
}

/* No letter and no digit in it. */
static bool is_punctuation(const hsy_tokens *tokens, uint32_t word) {
    const hsy_story *story = tokens->story;
    hsy_span span = tokens->words[word].text;
    for (size_t at = span.start, length; at < span.end; at += length) {
        uint32_t point = hsy_utf8_decode(story->text.data, story->text.size, at, &length);
        if (hsy_point_is_letter(point) || hsy_point_is_digit(point)) return false;
    }
    return true;
}

bool hsy_spans_is_mark(const hsy_tokens *tokens, hsy_words words) {
    for (uint32_t word = words.start; word < words.end; word++)
        if (!is_punctuation(tokens, word)) return false;
    return true;
}

hsy_words hsy_spans_with_marks(const hsy_tokens *tokens, hsy_words content, uint32_t low, uint32_t high) {
    const hsy_word *words = tokens->words;
    uint32_t paragraph = words[content.start].paragraph;
    uint32_t first = content.start, last = content.end - 1;
    if (first > low && words[first - 1].quote == HSY_QUOTE_OPEN && words[first - 1].paragraph == paragraph &&
        words[first - 1].quotation == words[first].quotation)
        content.start--;
    uint32_t quotation = words[last].quotation;
    if (quotation == HSY_NO_QUOTATION || words[last].quote == HSY_QUOTE_CLOSE) return content;
    uint32_t word = content.end;
    for (; word < high && words[word].paragraph == paragraph; word++) {
        if (words[word].quotation != quotation || !is_punctuation(tokens, word)) return content;
        if (words[word].quote == HSY_QUOTE_CLOSE) break;
    }
    bool closes = word < high && words[word].paragraph == paragraph;
    /* A quotation that the next paragraph takes up again has no mark to close this one with. */
    bool runs_on = word < tokens->word_count && words[word].quotation == quotation;
    if (closes)
        content.end = word + 1;
    else if (runs_on && words[word].paragraph != paragraph)
        content.end = word;
    return content;
}

/* The byte that a word of one byte is, or 0. */
static char single_byte(const hsy_tokens *tokens, uint32_t word) {
    hsy_span span = tokens->words[word].text;
    return span.end - span.start == 1 ? tokens->story->text.data[span.start] : '\0';
}

hsy_words hsy_spans_with_bracket(const hsy_tokens *tokens, hsy_words words, uint32_t high) {
    static const char brackets[][2] = {{'(', ')'}, {'[', ']'}};
    for (size_t kind = 0; kind < 2 && words.start < words.end && words.end < high; kind++) {
        int open = 0;
        for (uint32_t word = words.start; word < words.end; word++) {
            char byte = single_byte(tokens, word);
            open += byte == brackets[kind][0] ? 1 : byte == brackets[kind][1] && open > 0 ? -1 : 0;
        }
        bool same = tokens->words[words.end].paragraph == tokens->words[words.start].paragraph;
        if (open == 1 && same && single_byte(tokens, words.end) == brackets[kind][1]) words.end++;
    }
    return words;
}

hearsay_type hsy_spans_type(const hsy_tokens *tokens, const hsy_words *contents, size_t count) {
    bool quoted = false, unquoted = false;
    for (size_t i = 0; i < count; i++)
        for (uint32_t word = contents[i].start; word < contents[i].end; word++) {
            if (is_punctuation(tokens, word)) continue;
            if (tokens->words[word].quotation != HSY_NO_QUOTATION)
                quoted = true;
            else
                unquoted = true;
        }
    return !quoted ? HEARSAY_INDIRECT : unquoted ? HEARSAY_MIXED : HEARSAY_DIRECT;
}
