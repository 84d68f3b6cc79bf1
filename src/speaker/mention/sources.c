/* SPDX-License-Identifier: Apache-2.0 */
/* The mention that stands for each source: found by the heads, or made. */
#include <stdlib.h>
#include <string.h>

#include "speaker/coreference/entities.h"

/* "Secretary of State John F. Kerry": an office with "of" before a name of two words or more. */
static uint32_t behind_office(const hsy_lexicon *lexicon, hsy_words words, uint32_t of) {
    uint32_t name = of + 1;
    if (name < words.end && hsy_lexicon_equals(lexicon, name, "the")) name++;
    uint32_t end = name;
    while (end < words.end && hsy_lexicon_capital(lexicon, end))
        end++;
    return end >= name + 3 ? end : of;
}

uint32_t hsy_entities_head(const hsy_lexicon *lexicon, hsy_words words) {
    uint32_t end = words.start + 1;
    while (end < words.end && !hsy_lexicon_is(lexicon, end, HSY_WORD_BREAK | HSY_WORD_PREPOSITION))
        end++;
    if (end < words.end && hsy_lexicon_equals(lexicon, end, "of") && hsy_lexicon_is(lexicon, end - 1, HSY_WORD_TITLE))
        end = behind_office(lexicon, words, end);
    while (end > words.start + 1 &&
           (!hsy_lexicon_is(lexicon, end - 1, HSY_WORD_LETTERS) || hsy_lexicon_equals(lexicon, end - 1, "'s")))
        end--;
    return end - 1;
}

/* --- Found ------------------------------------------------------------------------------------- */

/* How well a mention stands for a source, 0: not at all. The same words; all but a mark or two at the end; the same
 * beginning and head; the same head alone. */
static int fits(const hsy_mention *mention, hsy_words source, uint32_t head) {
    hsy_words words = mention->words;
    if (words.start == source.start && words.end == source.end) return 4;
    if (words.end > source.end + 1) return 0;
    if (words.start == source.start && words.end + 1 >= source.end && source.end - source.start > 2) return 3;
    if (mention->head != head) return 0;
    return words.start == source.start ? 2 : 1;
}

/* The first mention that begins at `word` or later. */
static size_t first_from(const hsy_mention *mentions, size_t count, uint32_t word) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (mentions[middle].words.start < word)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Of those that fit equally well the longest. In a source without end only so many are looked at; one with the same
 * words is among the first. */
static uint32_t find(const hsy_mention *mentions, size_t count, hsy_words source, uint32_t head) {
    enum { MOST = 256 };
    uint32_t best = HSY_NONE;
    int best_fit = 0;
    size_t first = first_from(mentions, count, source.start);
    for (size_t i = first; i < count && i < first + MOST && mentions[i].words.start < source.end; i++) {
        int fit = fits(&mentions[i], source, head);
        if (fit > best_fit || (fit > 0 && fit == best_fit && mentions[i].words.end > mentions[best].words.end)) {
            best = (uint32_t)i;
            best_fit = fit;
        }
    }
    return best;
}

/* "China, the country's only ally and its neighbour": a name with an apposition hangs on the name, whatever the head
 * says. What may be the first of a list ("Britain, France and Italy") is left as it is. */
static void straighten(const hsy_lexicon *lexicon, hsy_mention *mention) {
    uint32_t comma = mention->words.start;
    while (comma < mention->words.end && !hsy_str_equal(lexicon->given[comma], hsy_str_of(",")))
        comma++;
    if (comma == mention->words.start || comma >= mention->head || comma + 2 >= mention->words.end) return;
    if (!hsy_lexicon_is_name(lexicon, comma - 1)) return;
    bool apposed = hsy_lexicon_is(lexicon, comma + 1, HSY_WORD_DETERMINER) ||
                   !hsy_lexicon_capital(lexicon, comma + 1) || hsy_lexicon_equals(lexicon, comma + 2, "'s");
    if (apposed) mention->head = comma - 1;
}

/* "Victor Lund and his brother Dale": two, whose mention hangs on the first. */
static void straighten_sum(const hsy_lexicon *lexicon, hsy_mention *mention) {
    uint32_t and = mention->words.start;
    while (and < mention->head && !hsy_lexicon_equals(lexicon, and, "and"))
        and++;
    if (and == mention->words.start || and >= mention->head) return;
    bool second = hsy_lexicon_is(lexicon, and+1, HSY_WORD_POSSESSIVE) || hsy_lexicon_is_name(lexicon, and+1);
    for (uint32_t word = mention->words.start; word < and; word++)
        if (!hsy_lexicon_is_name(lexicon, word) && !hsy_lexicon_is(lexicon, word, HSY_WORD_TITLE)) return;
    if (second && mention->sort == HSY_SORT_PERSON) mention->head = and-1;
}

/* --- Made ------------------------------------------------------------------------------------------ */

static int compare(const void *a, const void *b) {
    const hsy_mention *one = a, *other = b;
    if (one->words.start != other->words.start) return one->words.start < other->words.start ? -1 : 1;
    if (one->words.end != other->words.end) return one->words.end > other->words.end ? -1 : 1;
    return (one->head > other->head) - (one->head < other->head);
}

static bool has_source(const hsy_attribution *item) {
    return item->source.start < item->source.end;
}

static hearsay_status add(const hsy_lexicon *lexicon, const hsy_attributions *attributions, const hsy_mention *found,
                          size_t count, hsy_arena *arena, hsy_entities *entities, hearsay_error *error) {
    hsy_mention *all = HSY_NEW(arena, hsy_mention, count + attributions->count);
    if (all == NULL) return hsy_fail_memory(error);
    if (count > 0) memcpy(all, found, count * sizeof *all);
    size_t total = count;
    for (size_t i = 0; i < attributions->count; i++) {
        hsy_words source = attributions->items[i].source;
        if (!has_source(&attributions->items[i])) continue;
        uint32_t head = hsy_entities_head(lexicon, source);
        if (find(found, count, source, head) != HSY_NONE) continue;
        all[total++] = (hsy_mention){.words = source, .head = head, .sort = HSY_SORT_PERSON};
    }
    if (total > 0) qsort(all, total, sizeof *all, compare);
    /* Several attributions may have one source. */
    size_t kept = 0;
    for (size_t i = 0; i < total; i++)
        if (kept == 0 || all[kept - 1].words.start != all[i].words.start || all[kept - 1].words.end != all[i].words.end)
            all[kept++] = all[i];
    entities->mentions = all;
    entities->count = kept;
    return HEARSAY_OK;
}

hearsay_status hsy_entities_sources(const hsy_lexicon *lexicon, const hsy_attributions *attributions,
                                    const hsy_mention *found, size_t count, hsy_arena *arena, hsy_entities *entities,
                                    hearsay_error *error) {
    hearsay_status status = add(lexicon, attributions, found, count, arena, entities, error);
    if (status != HEARSAY_OK) return status;
    entities->source = HSY_NEW(arena, uint32_t, attributions->count);
    if (entities->source == NULL) return hsy_fail_memory(error);
    for (size_t i = 0; i < attributions->count; i++) {
        hsy_words source = attributions->items[i].source;
        entities->source[i] = HSY_NONE;
        if (!has_source(&attributions->items[i])) continue;
        entities->source[i] = find(entities->mentions, entities->count, source, hsy_entities_head(lexicon, source));
    }
    /* Not before all are found: by their heads, among others. */
    for (size_t i = 0; i < attributions->count; i++)
        if (entities->source[i] != HSY_NONE) {
            straighten(lexicon, &entities->mentions[entities->source[i]]);
            straighten_sum(lexicon, &entities->mentions[entities->source[i]]);
        }
    return HEARSAY_OK;
}

hearsay_status hsy_entities_mentions(const hsy_resolver *resolver, hsy_scratch *scratch, const hsy_lexicon *lexicon,
                                     const hsy_attributions *attributions, const hsy_vectors *vectors, hsy_arena *arena,
                                     hsy_entities *entities, hearsay_error *error) {
    hsy_mention *found = NULL;
    size_t count = 0;
    hearsay_status status =
        hsy_spotter_read(&resolver->spotter, scratch, lexicon, vectors, resolver->width, arena, &found, &count, error);
    if (status == HEARSAY_OK) status = hsy_entities_firms(lexicon, arena, &found, &count, error);
    if (status == HEARSAY_OK)
        status = hsy_entities_sources(lexicon, attributions, found, count, arena, entities, error);
    return status;
}
