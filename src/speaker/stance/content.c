/* SPDX-License-Identifier: Apache-2.0 */
/* A content's own words. */
#include "speaker/stance/denial.h"

enum { DEPTH_MAX = 16 };

static size_t depth_of(const hsy_attributions *attributions, size_t attribution) {
    size_t depth = 0;
    for (size_t at = attributions->items[attribution].inside; at < attributions->count && depth < DEPTH_MAX;
         at = attributions->items[at].inside)
        depth++;
    return depth;
}

static bool is_first_person(const hsy_scene *scene, hsy_words source) {
    if (source.end != source.start + 1) return false;
    const hsy_entry *entry = hsy_lexicon_at(scene->lexicon, source.start);
    return (entry->class & HSY_WORD_PRONOUN) != 0 && (entry->form == HSY_FORM_I || entry->form == HSY_FORM_WE);
}

hearsay_status hsy_content_owners(const hsy_scene *scene, uint32_t **owners, hearsay_error *error) {
    const hsy_attributions *attributions = scene->attributions;
    size_t count = scene->tokens->word_count;
    uint32_t *made = HSY_NEW(scene->work, uint32_t, count);
    size_t *depth = HSY_NEW(scene->work, size_t, attributions->count);
    if (made == NULL || depth == NULL) return hsy_fail_memory(error);
    for (size_t word = 0; word < count; word++)
        made[word] = HSY_NONE;
    for (size_t i = 0; i < attributions->count; i++) {
        const hsy_attribution *attribution = &attributions->items[i];
        depth[i] = depth_of(attributions, i);
        if (depth[i] == 0 || is_first_person(scene, attribution->source)) continue;
        for (size_t k = 0; k < attribution->content_count; k++)
            for (uint32_t word = attribution->content[k].start; word < attribution->content[k].end; word++)
                if (made[word] == HSY_NONE || depth[made[word]] < depth[i]) made[word] = (uint32_t)i;
    }
    *owners = made;
    return HEARSAY_OK;
}

static bool is_own(const hsy_scene *scene, const uint32_t *owners, size_t attribution, uint32_t word) {
    if (owners[word] == HSY_NONE || owners[word] == attribution) return true;
    return depth_of(scene->attributions, owners[word]) <= depth_of(scene->attributions, attribution);
}

void hsy_content_read(const hsy_scene *scene, const uint32_t *owners, size_t attribution, hsy_content *content) {
    const hsy_attribution *from = &scene->attributions->items[attribution];
    const hsy_word *words = scene->tokens->words;
    *content = (hsy_content){
        .own = from->type != HEARSAY_INDIRECT || from->labelled,
        .foreign = from->type != HEARSAY_DIRECT && !from->labelled,
    };
    for (size_t k = 0; k < from->content_count; k++) {
        bool begins = true;
        for (uint32_t word = from->content[k].start; word < from->content[k].end; word++) {
            if (content->count == HSY_CONTENT_WORDS) return;
            begins = begins || words[word].sentence != words[word - 1].sentence;
            if (!hsy_lexicon_is(scene->lexicon, word, HSY_WORD_LETTERS)) continue;
            if (!is_own(scene, owners, attribution, word)) {
                content->cut = true;
                continue;
            }
            content->words[content->count] = hsy_lexicon_at(scene->lexicon, word)->text;
            content->begins[content->count++] = begins;
            begins = false;
        }
    }
}

bool hsy_content_hedged(const hsy_content *content) {
    for (size_t i = 0; i < content->count; i++)
        if (hsy_cue_is_hedge(content->words[i])) return true;
    return false;
}
