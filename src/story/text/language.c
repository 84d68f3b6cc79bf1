/* SPDX-License-Identifier: Apache-2.0 */
/* The story's language, and whether it can be read as English. */
#include <string.h>

#include "story/internal.h"

/* A detector is often wrong about a sentence or two, and all that is asked is whether to refuse. */
enum {
    SAMPLE_BYTES = 64 << 10,
    SHORT_WORDS = 20,
    SHORTEST_WORDS = 5, /* names alone */
    SURE_PERCENT = 60,  /* so much of a text in another language: it is no English story */
    SURE_SHORT_PERCENT = 90
};

/* The beginning of the text, not cut inside a character. */
static hsy_str sample_of(hsy_str text) {
    if (text.size <= SAMPLE_BYTES) return text;
    size_t end = SAMPLE_BYTES;
    while (end > 0 && ((unsigned char)text.data[end] & 0xC0) == 0x80)
        end--;
    return (hsy_str){.data = text.data, .size = end};
}

/* The first part of a language tag by BCP 47, in small letters: "en" of "en-GB"; "" for what is none. Codes of three
 * letters are those of languages that have none of two, or mistakes: "eng". */
static void find_primary(hsy_str tag, char code[3]) {
    size_t length = 0;
    while (length < tag.size && tag.data[length] != '-' && tag.data[length] != '_')
        length++;
    code[0] = '\0';
    if (length != 2) return;
    for (size_t i = 0; i < length; i++) {
        const char c = (char)(tag.data[i] | 0x20);
        if (c < 'a' || c > 'z') return;
    }
    for (size_t i = 0; i < length; i++)
        code[i] = (char)(tag.data[i] | 0x20);
    code[length] = '\0';
}

/* Where the text does not tell: what the input says, if it says anything. */
static bool take_declared(hsy_story *story) {
    char code[3];
    find_primary(story->declared, code);
    if (code[0] == '\0') {
        story->language = hsy_str_of("und");
        return true;
    }
    story->english = strcmp(code, "en") == 0;
    return hsy_arena_copy(&story->arena, hsy_str_of(code), &story->language);
}

bool hsy_story_find_language(hsy_story *story) {
    hsy_str sample = sample_of(story->text);
    char code[12];
    int percent;
    bool reliable;
    if (!hsy_story_detect_language(sample.data, sample.size, code, sizeof code, &percent, &reliable)) return false;
    /* Some languages write no spaces. */
    size_t words = hsy_story_count_words(sample);
    if (words < sample.size / 10) words = sample.size / 10;
    const bool is_short = words < SHORT_WORDS;
    bool sure = reliable && words >= SHORTEST_WORDS && percent >= (is_short ? SURE_SHORT_PERCENT : SURE_PERCENT);
    bool named_english = strcmp(code, "en") == 0;
    story->english = named_english || code[0] == '\0' || !sure;
    if (named_english || sure)
        return hsy_arena_copy(&story->arena, hsy_str_of(code[0] == '\0' ? "und" : code), &story->language);
    return take_declared(story);
}
