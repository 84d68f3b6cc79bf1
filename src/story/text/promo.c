/* SPDX-License-Identifier: Apache-2.0 */
/* Promo lines: links to other pieces and calls to click, which stand between paragraphs as if they were some. */
#include <string.h>

#include "story/internal.h"
#include "story/list_promo_labels.h"
#include "story/list_promo_labels_doubtful.h"
#include "story/list_promo_phrases.h"
#include "story/list_speech_verbs.h"

enum { PROMO_WORDS_MAX = 25, PROMO_BYTES_MAX = 400, LABEL_BYTES_MAX = 40 };

/* --- Signs of a sentence ---------------------------------------------------------------------------------- */

static bool has_quotation(hsy_str text) {
    for (size_t at = 0; at < text.size;) {
        size_t length;
        uint32_t point = hsy_utf8_decode(text.data, text.size, at, &length);
        if (point == '"' || (point >= 0x201C && point <= 0x201F) || point == 0xAB || point == 0xBB) return true;
        /* A single mark that opens: ‘ or ' before a word. */
        bool opens = at == 0 || text.data[at - 1] == ' ';
        if (opens && (point == 0x2018 || point == '\'') && at + length < text.size) return true;
        at += length;
    }
    return false;
}

/* A verb of speech that is none of the words of `entry`. Small letters only: a headline's "Says" proves nothing. */
static bool has_speech_verb(hsy_str text, const char *entry) {
    size_t start = 0;
    for (size_t at = 0; at <= text.size; at++) {
        bool letter = at < text.size && text.data[at] >= 'a' && text.data[at] <= 'z';
        if (letter) continue;
        hsy_str word = {.data = text.data + start, .size = at - start};
        if (word.size > 0 && hsy_story_listed(hsy_list_speech_verbs, HSY_LIST_SPEECH_VERBS_COUNT, word) &&
            memmem(entry, strlen(entry), word.data, word.size) == NULL)
            return true;
        start = at + 1;
    }
    return false;
}

static bool has_full_stop(hsy_str text) {
    if (hsy_story_final_point(text) != '.') return false;
    return !(text.size >= 3 && memcmp(text.data + text.size - 3, "...", 3) == 0);
}

/* --- "PHOTOS: ..." ---------------------------------------------------------------------------------------- */

/* The length of a sign that parts a label from what follows, at text[at]; *colon where it is one. */
static size_t parting_sign(hsy_str text, size_t at, bool *colon) {
    static const char *const signs[] = {": ", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " | ", " >> ", " \xC2\xBB "};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        size_t length = strlen(signs[i]);
        *colon = i == 0;
        if (text.size - at >= length && memcmp(text.data + at, signs[i], length) == 0) return length;
    }
    *colon = text.data[at] == ':';
    return *colon && at + 1 == text.size ? 1 : 0;
}

static bool is_all_capitals(hsy_str text) {
    for (size_t i = 0; i < text.size; i++)
        if (text.data[i] >= 'a' && text.data[i] <= 'z') return false;
    return true;
}

static bool begins_small(hsy_str text) {
    size_t length;
    return text.size > 0 && hsy_point_is_lower(hsy_utf8_decode(text.data, text.size, 0, &length));
}

static bool is_promo_after(hsy_str rest, bool sure) {
    bool speech = has_speech_verb(rest, ""), stop = has_full_stop(rest);
    if (sure) return !(stop && (speech || has_quotation(rest)));
    return !stop && !(speech && (has_quotation(rest) || begins_small(rest)));
}

static hsy_promo find_label(hsy_str text) {
    size_t end = 0, sign = 0;
    bool colon = false;
    while (end < text.size && end < LABEL_BYTES_MAX && (sign = parting_sign(text, end, &colon)) == 0)
        end++;
    if (sign == 0 || end == 0) return HSY_PROMO_NONE;
    hsy_str label = {.data = text.data, .size = end};
    if (begins_small(label) || (!colon && !is_all_capitals(label))) return HSY_PROMO_NONE;
    char folded[LABEL_BYTES_MAX * 2];
    hsy_str name = {.data = folded, .size = hsy_story_fold(label, folded, sizeof folded)};
    bool sure = hsy_story_listed(hsy_list_promo_labels, HSY_LIST_PROMO_LABELS_COUNT, name);
    if (!sure && !hsy_story_listed(hsy_list_promo_labels_doubtful, HSY_LIST_PROMO_LABELS_DOUBTFUL_COUNT, name))
        return HSY_PROMO_NONE;
    if (!is_promo_after((hsy_str){.data = text.data + end + sign, .size = text.size - end - sign}, sure))
        return HSY_PROMO_NONE;
    return sure ? HSY_PROMO_SURE : HSY_PROMO_DOUBTFUL;
}

/* --- "Click here to ..." ------------------------------------------------------------------------------------ */

/* Does `text` say what `entry` says, where each "..." stands for any words? */
static bool matches(hsy_str text, const char *entry) {
    size_t at = 0;
    for (bool first = true;; first = false) {
        const char *gap = strstr(entry, "...");
        size_t length = gap != NULL ? (size_t)(gap - entry) : strlen(entry);
        if (text.size - at < length) return false;
        if (first) {
            if (memcmp(text.data, entry, length) != 0) return false;
            at = length;
        } else if (gap == NULL) {
            return memcmp(text.data + text.size - length, entry, length) == 0;
        } else {
            const char *found = memmem(text.data + at, text.size - at, entry, length);
            if (found == NULL) return false;
            at = (size_t)(found - text.data) + length;
        }
        if (gap == NULL) return at == text.size;
        entry = gap + 3;
        if (*entry == '\0') return true;
    }
}

static hsy_str without_final_punctuation(hsy_str text) {
    while (text.size > 0) {
        size_t length;
        uint32_t point = hsy_utf8_decode_before(text.data, text.size, &length);
        if (hsy_point_is_letter(point) || hsy_point_is_digit(point)) break;
        text.size -= length;
    }
    return text;
}

static bool is_phrase(hsy_str text) {
    if (has_quotation(text)) return false;
    char folded[PROMO_BYTES_MAX + 8];
    hsy_str small = {.data = folded, .size = hsy_story_fold(text, folded, sizeof folded)};
    small = without_final_punctuation(small);
    /* "(Subscribe to ...)", "> Read more": what stands before the words says nothing. */
    while (small.size > 0 && strchr("([>*-+ ", small.data[0]) != NULL && small.data[0] != '\0') {
        small.data++;
        small.size--;
    }
    for (size_t i = 0; i < HSY_LIST_PROMO_PHRASES_COUNT; i++)
        if (matches(small, hsy_list_promo_phrases[i])) return !has_speech_verb(text, hsy_list_promo_phrases[i]);
    return false;
}

hsy_promo hsy_story_find_promo(hsy_str text) {
    if (text.size > PROMO_BYTES_MAX || hsy_story_count_words(text) > PROMO_WORDS_MAX) return HSY_PROMO_NONE;
    hsy_promo label = find_label(text);
    if (label != HSY_PROMO_NONE) return label;
    return is_phrase(text) ? HSY_PROMO_SURE : HSY_PROMO_NONE;
}
