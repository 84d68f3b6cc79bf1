/* SPDX-License-Identifier: Apache-2.0 */
/* What is given with a story, and what is found where nothing is. */
#include "facts.h"

#include <string.h>

#include "extract/spans.h"

/* Numbers as words; they may be written as reals. An absent range is empty. false: no such words. */
static bool take_words(const json_t *value, const hsy_tokens *tokens, hsy_words *words) {
    *words = (hsy_words){0, 0};
    if (value == NULL || json_is_null(value)) return true;
    double start = json_number_value(json_array_get(value, 0)), end = json_number_value(json_array_get(value, 1));
    if (!(start >= 0 && start <= end && end <= (double)tokens->word_count)) return false;
    *words = (hsy_words){(uint32_t)start, (uint32_t)end};
    return true;
}

/* The speech behind a transcript's label is told from others by the words of its source. */
static bool is_label(const hsy_tokens *tokens, const hsy_attribution *item) {
    if (item->source.start == item->source.end || item->cue.start < item->cue.end) return false;
    hsy_span source = hsy_words_span(tokens, item->source);
    const hsy_paragraph *paragraph = &tokens->story->paragraphs[tokens->words[item->source.start].paragraph];
    return paragraph->label.start < paragraph->label.end && source.start < paragraph->label.end;
}

static bool take_attribution(const json_t *given, const hsy_tokens *tokens, hsy_arena *arena, hsy_attribution *item) {
    const json_t *pieces = json_object_get(given, "content"), *inside = json_object_get(given, "inside");
    item->content_count = json_array_size(pieces);
    item->content = HSY_NEW(arena, hsy_words, item->content_count);
    if (item->content == NULL) return false;
    for (size_t i = 0; i < item->content_count; i++)
        if (!take_words(json_array_get(pieces, i), tokens, &item->content[i])) return false;
    item->inside = json_is_number(inside) ? (size_t)json_number_value(inside) : SIZE_MAX;
    item->confidence = 1;
    if (!take_words(json_object_get(given, "source"), tokens, &item->source) ||
        !take_words(json_object_get(given, "cue"), tokens, &item->cue))
        return false;
    item->type = hsy_spans_type(tokens, item->content, item->content_count);
    item->labelled = is_label(tokens, item);
    return true;
}

hsy_attributions *facts_given_attributions(const facts *of) {
    const hsy_tokens *tokens = of->story->tokens;
    hsy_arena *arena = &of->story->story->arena;
    const json_t *list = json_object_get(of->given, "attributions");
    hsy_attributions *all = HSY_NEW(arena, hsy_attributions, 1);
    if (all == NULL) return NULL;
    *all = (hsy_attributions){.tokens = tokens, .count = json_array_size(list)};
    all->items = HSY_NEW(arena, hsy_attribution, all->count);
    if (all->items == NULL) return NULL;
    for (size_t i = 0; i < all->count; i++) {
        hsy_attribution *item = &all->items[i];
        if (!take_attribution(json_array_get(list, i), tokens, arena, item)) return NULL;
        if (item->inside != SIZE_MAX && item->inside >= all->count) return NULL;
        item->number = i;
        item->evidence.nested = item->inside != SIZE_MAX;
        item->evidence.has_source = item->source.start < item->source.end;
    }
    return all;
}

static bool take_mention(const json_t *given, const hsy_tokens *tokens, hsy_mention *mention) {
    double head = json_number_value(json_array_get(given, 2)), sort = json_number_value(json_array_get(given, 3));
    *mention = (hsy_mention){.speech = HSY_NONE};
    if (!take_words(given, tokens, &mention->words)) return false;
    if (!(head >= mention->words.start && head < mention->words.end && sort >= 0 && sort < HSY_SORTS)) return false;
    mention->head = (uint32_t)head;
    mention->sort = (uint8_t)sort;
    return true;
}

static bool take_mentions(const json_t *list, const hsy_tokens *tokens, hsy_arena *arena, hsy_mention **mentions,
                          size_t *count) {
    *count = json_array_size(list);
    *mentions = HSY_NEW(arena, hsy_mention, *count);
    if (*mentions == NULL) return false;
    for (size_t i = 0; i < *count; i++)
        if (!take_mention(json_array_get(list, i), tokens, &(*mentions)[i])) return false;
    return true;
}

/* The attributions and behind them one for each turn: who speaks where, not by whose words. */
static bool add_turns(const facts *of, hsy_attributions *all) {
    const json_t *turns = json_object_get(of->given, "turns");
    hsy_arena *arena = &of->story->story->arena;
    if (json_array_size(turns) == 0) return true;
    hsy_attribution *items = HSY_NEW(arena, hsy_attribution, all->count + json_array_size(turns));
    if (items == NULL) return false;
    if (all->count > 0) memcpy(items, all->items, all->count * sizeof *items);
    all->items = items;
    for (size_t i = 0; i < json_array_size(turns); i++) {
        hsy_attribution *item = &all->items[all->count++];
        const json_t *pieces = json_array_get(turns, i);
        *item = (hsy_attribution){.labelled = true, .inside = SIZE_MAX, .content_count = json_array_size(pieces)};
        item->content = HSY_NEW(arena, hsy_words, item->content_count);
        if (item->content == NULL) return false;
        for (size_t k = 0; k < item->content_count; k++)
            if (!take_words(json_array_get(pieces, k), of->story->tokens, &item->content[k])) return false;
    }
    return true;
}

bool facts_attributions(const facts *of, hsy_attributions **attributions) {
    hearsay_error error = {0};
    hearsay_story *story = of->story;
    if (json_object_get(of->given, "attributions") != NULL) {
        *attributions = facts_given_attributions(of);
        if (*attributions == NULL) return facts_complain("the given attributions can't be read");
    } else {
        const hsy_vectors *vectors = story->tokens->word_count >= HSY_EXTRACT_WORDS ? story->vectors : NULL;
        hearsay_status status = hsy_extract(of->worker->model->extractor, of->worker->scratch, story->tokens, vectors,
                                            &story->story->arena, attributions, &error);
        if (status != HEARSAY_OK) return facts_complain(error.message);
    }
    return add_turns(of, *attributions) || facts_complain("the given turns can't be read");
}

bool facts_mentions(const facts *of, const hsy_lexicon *lexicon, const hsy_attributions *attributions,
                    hsy_entities *entities) {
    hearsay_error error = {0};
    const hsy_resolver *resolver = of->worker->model->resolver;
    hsy_arena *arena = &of->story->story->arena;
    const json_t *list = json_object_get(of->given, "mentions");
    hearsay_status status;
    if (list == NULL) {
        status = hsy_entities_mentions(resolver, of->worker->scratch, lexicon, attributions, of->story->vectors, arena,
                                       entities, &error);
    } else {
        hsy_mention *given;
        size_t count;
        if (!take_mentions(list, of->story->tokens, arena, &given, &count))
            return facts_complain("the given mentions can't be read");
        status = hsy_entities_sources(lexicon, attributions, given, count, arena, entities, &error);
    }
    return status == HEARSAY_OK || facts_complain(error.message);
}
