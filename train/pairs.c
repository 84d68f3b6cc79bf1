/* SPDX-License-Identifier: Apache-2.0 */
/* The modes `pairs` and `sizes`: what coreference knows of mentions. */
#include "facts.h"

#include <stdio.h>

static bool put_mentions(const hsy_facts *known) {
    const int32_t count = (int32_t)known->count;
    bool good = facts_put(&count, sizeof count);
    for (size_t i = 0; good && i < known->count; i++) {
        const hsy_mention *one = &known->mentions[i];
        const int32_t numbers[] = {(int32_t)one->words.start, (int32_t)one->words.end, (int32_t)one->head, one->sort,
                                   one->form};
        good = facts_put(numbers, sizeof numbers);
    }
    return good;
}

static bool put_sources(const hsy_entities *entities, size_t attributions) {
    const int32_t count = (int32_t)attributions;
    bool good = facts_put(&count, sizeof count);
    for (size_t i = 0; good && i < attributions; i++) {
        int32_t source = entities->source[i] == HSY_NONE ? -1 : (int32_t)entities->source[i];
        good = facts_put(&source, sizeof source);
    }
    return good;
}

static bool put_pairs(const hsy_facts *known, hsy_arena *work, hearsay_error *error) {
    uint8_t *alone = HSY_NEW(work, uint8_t, known->count * HSY_ALONE_COLUMNS);
    uint8_t *rows = HSY_NEW(work, uint8_t, HSY_PAIRS_REACH * HSY_PAIR_COLUMNS);
    hsy_pairs pairs;
    if (alone == NULL || rows == NULL) return facts_complain("out of memory");
    hearsay_status status = hsy_pairs_alone(known, work, alone, error);
    if (status == HEARSAY_OK) status = hsy_pairs_new(known, work, &pairs, error);
    if (status != HEARSAY_OK) return facts_complain(error->message);
    bool good = facts_put(alone, known->count * HSY_ALONE_COLUMNS);
    for (size_t i = 0; good && i < known->count; i++)
        good = facts_put(rows, hsy_pairs_row(&pairs, i, rows) * HSY_PAIR_COLUMNS);
    return good;
}

bool facts_write_pairs(const facts *of) {
    hsy_arena *arena = &of->story->story->arena;
    hearsay_error error = {0};
    hsy_lexicon lexicon;
    hsy_attributions *attributions;
    hsy_entities entities = {.lexicon = &lexicon};
    hsy_facts known;
    hearsay_status status = hsy_lexicon_read(of->story->tokens, arena, &lexicon, &error);
    if (status != HEARSAY_OK) return facts_complain(error.message);
    if (!facts_attributions(of, &attributions)) return false;
    if (!facts_mentions(of, &lexicon, attributions, &entities)) return false;
    status = hsy_facts_read(&lexicon, attributions, entities.mentions, entities.count, entities.source, arena, &known,
                            &error);
    if (status != HEARSAY_OK) return facts_complain(error.message);
    return put_mentions(&known) && put_sources(&entities, attributions->count) && put_pairs(&known, arena, &error);
}

static void put_rows(hsy_buffer *out, const char *name, const uint8_t *rows, size_t count) {
    hsy_buffer_format(out, ", \"%s\": [", name);
    for (size_t i = 0; i < count; i++)
        hsy_buffer_format(out, "%s%u", i == 0 ? "" : ", ", (unsigned)rows[i]);
    hsy_buffer_text(out, "]");
}

bool facts_write_sizes(void) {
    hsy_buffer out;
    hsy_buffer_init(&out, NULL);
    hsy_buffer_format(&out, "{\"reach\": %d, \"name\": %d", (int)HSY_PAIRS_REACH, (int)HSY_FORM_NAME);
    put_rows(&out, "pair", hsy_pair_sizes, HSY_PAIR_COLUMNS);
    put_rows(&out, "alone", hsy_alone_sizes, HSY_ALONE_COLUMNS);
    hsy_buffer_text(&out, "}\n");
    bool good = !out.failed && facts_put(out.data, out.size) && fflush(stdout) == 0;
    hsy_buffer_free(&out);
    return good;
}
