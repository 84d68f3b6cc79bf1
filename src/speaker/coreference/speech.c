/* SPDX-License-Identifier: Apache-2.0 */
/* Whose speech, and whose content, each word of a story is. */
#include "speaker/coreference/facts.h"

/* How many words of a quotation the attributions have, and which has most. */
typedef struct speech_count {
    uint32_t best, most;
    uint32_t now, last; /* of the attribution that was counted last: how many words, and its number + 1 */
} speech_count;

static void count_content(const hsy_tokens *tokens, const hsy_attribution *item, uint32_t number,
                          speech_count *counts) {
    for (size_t k = 0; k < item->content_count; k++)
        for (uint32_t word = item->content[k].start; word < item->content[k].end; word++) {
            uint32_t quotation = tokens->words[word].quotation;
            if (quotation == HSY_NO_QUOTATION) continue;
            speech_count *count = &counts[quotation];
            if (count->last != number + 1) count->now = 0;
            count->last = number + 1;
            if (++count->now > count->most) {
                count->most = count->now;
                count->best = number;
            }
        }
}

static void set_content(const hsy_attribution *item, uint32_t number, uint32_t *of_word) {
    for (size_t k = 0; k < item->content_count; k++)
        for (uint32_t word = item->content[k].start; word < item->content[k].end; word++)
            of_word[word] = number;
}

static void find_speech(const hsy_attributions *attributions, speech_count *counts, uint32_t *speech) {
    const hsy_tokens *tokens = attributions->tokens;
    for (size_t i = 0; i < attributions->count; i++)
        if (attributions->items[i].inside == SIZE_MAX && !attributions->items[i].labelled)
            count_content(tokens, &attributions->items[i], (uint32_t)i, counts);
    for (size_t word = 0; word < tokens->word_count; word++) {
        uint32_t quotation = tokens->words[word].quotation;
        bool spoken = quotation != HSY_NO_QUOTATION && counts[quotation].most > 0;
        speech[word] = spoken ? counts[quotation].best : HSY_NONE;
    }
    for (size_t i = 0; i < attributions->count; i++)
        if (attributions->items[i].labelled) set_content(&attributions->items[i], (uint32_t)i, speech);
}

/* The outer ones first, so that those inside of them stay. */
static void find_content(const hsy_attributions *attributions, uint32_t *content) {
    enum { DEEPEST = 4 };
    for (size_t word = 0; word < attributions->tokens->word_count; word++)
        content[word] = HSY_NONE;
    for (size_t depth = 0; depth < DEEPEST; depth++)
        for (size_t i = 0; i < attributions->count; i++) {
            size_t held = 0;
            for (size_t at = attributions->items[i].inside; at < attributions->count && held < DEEPEST; held++)
                at = attributions->items[at].inside;
            if (held == depth) set_content(&attributions->items[i], (uint32_t)i, content);
        }
}

hearsay_status hsy_speech_find(const hsy_attributions *attributions, hsy_arena *arena, hsy_speeches *speeches,
                               hearsay_error *error) {
    const hsy_tokens *tokens = attributions->tokens;
    speech_count *counts = HSY_NEW(arena, speech_count, tokens->quotation_count);
    *speeches = (hsy_speeches){
        .speech = HSY_NEW(arena, uint32_t, tokens->word_count),
        .content = HSY_NEW(arena, uint32_t, tokens->word_count),
    };
    if (counts == NULL || speeches->speech == NULL || speeches->content == NULL) return hsy_fail_memory(error);
    find_speech(attributions, counts, speeches->speech);
    find_content(attributions, speeches->content);
    return HEARSAY_OK;
}
