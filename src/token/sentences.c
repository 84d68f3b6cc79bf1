/* SPDX-License-Identifier: Apache-2.0 */
/* The sentences of a story: where a stop, with the marks and brackets that close behind it, is followed by a
 * word that can begin a sentence. */
#include "token/internal.h"

enum { NAME_WORDS_MAX = 4 };

typedef struct sentence_cutter {
    hsy_builder *builder;
    hsy_word *words;
    const hsy_note *notes;
} sentence_cutter;

static hsy_str text_of(const sentence_cutter *cutter, size_t word) {
    hsy_span span = cutter->words[word].text;
    return (hsy_str){cutter->builder->story->text.data + span.start, span.end - span.start};
}

static uint32_t first_point(const sentence_cutter *cutter, size_t word) {
    hsy_str text = text_of(cutter, word);
    size_t length;
    return hsy_utf8_decode(text.data, text.size, 0, &length);
}

static bool is_dash(uint32_t point) {
    hsy_kind kind = hsy_token_kind(point);
    return kind == HSY_KIND_DASH || kind == HSY_KIND_HYPHEN;
}

/* The word behind the opening marks, brackets and dashes that stand at `word`. */
static size_t skip_openers(const sentence_cutter *cutter, size_t word, size_t end) {
    while (word < end && (cutter->notes[word].turn == HSY_TURN_OPEN || is_dash(first_point(cutter, word)) ||
                          hsy_token_kind(first_point(cutter, word)) == HSY_KIND_OPENER))
        word++;
    return word;
}

/* Whether a name and a verb of saying follow: "“Why?” Nora Whitfield asked." */
static bool speaker_follows(const sentence_cutter *cutter, size_t word, size_t end) {
    for (size_t i = word; i < end && i - word < NAME_WORDS_MAX; i++) {
        if (i > word && hsy_token_is_speech_verb(text_of(cutter, i))) return true;
        if (!hsy_point_is_upper(first_point(cutter, i))) return false;
    }
    return false;
}

/* Whether a sentence ends between the stop at `stop` and `next`, the first word behind what closes there. */
static bool ends_at(const sentence_cutter *cutter, size_t stop, size_t next, size_t end) {
    if (next == end) return true;
    uint8_t kind = cutter->notes[next].stop;
    if (kind == HSY_STOP_INSIDE || kind == HSY_STOP_TERMINAL || kind == HSY_STOP_CLOSER) return false;
    size_t begin = skip_openers(cutter, next, end);
    if (begin == end) return false;
    uint32_t point = first_point(cutter, begin);
    bool closed = next > stop + 1 && cutter->notes[next - 1].turn == HSY_TURN_CLOSE;
    if (cutter->notes[stop].stop == HSY_STOP_ABBREVIATION && !closed)
        return hsy_token_is_starter(text_of(cutter, begin));
    bool full_stop = text_of(cutter, stop).size == 1 && first_point(cutter, stop) == '.';
    if (hsy_point_is_lower(point) && (begin == next || !full_stop || is_dash(first_point(cutter, begin - 1))))
        return cutter->words[begin].kase == HSY_CASE_MIXED; /* "iPhone" */
    return full_stop || !closed || !speaker_follows(cutter, begin, end);
}

/* Whether "[12]", a reference as encyclopedias set it behind the stop, stands at `word`. */
static bool is_reference(const sentence_cutter *cutter, size_t word, size_t end) {
    return end - word >= 3 && first_point(cutter, word) == '[' && first_point(cutter, word + 2) == ']' &&
           hsy_point_is_digit(first_point(cutter, word + 1));
}

/* The first word behind the stop at `stop` and the further stops, marks, brackets and references there. */
static size_t skip_closers(const sentence_cutter *cutter, size_t stop, size_t end) {
    size_t next = stop + 1;
    while (next < end) {
        const hsy_note *note = &cutter->notes[next];
        if (is_reference(cutter, next, end))
            next += 3;
        else if (note->stop == HSY_STOP_TERMINAL || note->stop == HSY_STOP_CLOSER || note->turn == HSY_TURN_CLOSE)
            next++;
        else
            break;
    }
    return next;
}

static void push_sentence(sentence_cutter *cutter, size_t first, size_t end, bool begins_paragraph) {
    hsy_sentence sentence = {.first_word = (uint32_t)first,
                             .word_count = (uint32_t)(end - first),
                             .paragraph = cutter->words[first].paragraph};
    for (size_t i = first; i < end; i++)
        cutter->words[i].sentence = (uint32_t)cutter->builder->sentences.count;
    cutter->words[first].layout = begins_paragraph ? HSY_LAYOUT_PARAGRAPH : HSY_LAYOUT_SENTENCE;
    hsy_vector_push(&cutter->builder->sentences, &sentence);
}

/* Cuts the paragraph whose words are [first, end). */
static void cut_paragraph(sentence_cutter *cutter, size_t first, size_t end) {
    size_t begin = first;
    for (size_t word = first; word < end;) {
        uint8_t stop = cutter->notes[word].stop;
        if (stop != HSY_STOP_TERMINAL && stop != HSY_STOP_ABBREVIATION) {
            word++;
            continue;
        }
        size_t next = skip_closers(cutter, word, end);
        if (ends_at(cutter, word, next, end)) {
            push_sentence(cutter, begin, next, begin == first);
            begin = next;
        }
        word = next;
    }
    if (begin < end) push_sentence(cutter, begin, end, begin == first);
}

void hsy_token_cut_sentences(hsy_builder *builder) {
    if (builder->words.failed || builder->notes.failed) return;
    sentence_cutter cutter = {.builder = builder, .words = builder->words.data, .notes = builder->notes.data};
    size_t count = builder->words.count;
    for (size_t first = 0, end; first < count; first = end) {
        end = first;
        while (end < count && cutter.words[end].paragraph == cutter.words[first].paragraph)
            end++;
        cut_paragraph(&cutter, first, end);
    }
}
