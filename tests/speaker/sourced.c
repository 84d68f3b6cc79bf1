/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "sourced.h"

static hsy_words words_of(const made_words *made, const char *phrase) {
    return *phrase == '\0' ? (hsy_words){0} : made_find(made, phrase);
}

void sourced_read(sourced *all, const char *text, const sourced_given *given) {
    hearsay_error error;
    *all = (sourced){0};
    hearsay_allocator memory = hsy_allocator_or_default(NULL);
    hsy_arena_init(&all->arena, &memory);
    made_read(&all->made, text);
    assert_int_equal(hsy_lexicon_read(all->made.tokens, &all->arena, &all->lexicon, &error), HEARSAY_OK);
    size_t count = 0, found = 0;
    for (; given[count].source != NULL; count++) {
        assert_true(count < SOURCED_MAX);
        hsy_attribution *item = &all->items[count];
        all->contents[count] = words_of(&all->made, given[count].content);
        *item = (hsy_attribution){.source = words_of(&all->made, given[count].source),
                                  .cue = words_of(&all->made, given[count].cue),
                                  .content = &all->contents[count],
                                  .content_count = 1,
                                  .inside = SIZE_MAX};
        all->source[count] = HSY_NONE;
        if (item->source.start >= item->source.end) continue;
        all->mentions[found] = (hsy_mention){
            .words = item->source, .head = item->source.end - 1, .speech = HSY_NONE, .entity = (uint32_t)found};
        all->source[count] = all->members[found] = (uint32_t)found;
        found++;
        all->first[found] = (uint32_t)found;
    }
    all->attributions = (hsy_attributions){.tokens = all->made.tokens, .items = all->items, .count = count};
    all->entities = (struct hsy_entities){.lexicon = &all->lexicon,
                                          .mentions = all->mentions,
                                          .count = found,
                                          .entity_count = found,
                                          .source = all->source,
                                          .members = all->members,
                                          .first = all->first};
    all->scene = (hsy_scene){.story = all->made.story,
                             .tokens = all->made.tokens,
                             .lexicon = &all->lexicon,
                             .attributions = &all->attributions,
                             .entities = &all->entities,
                             .speakers = all->speakers,
                             .arena = &all->arena,
                             .work = &all->arena};
}

void sourced_join(sourced *all, uint32_t earlier, uint32_t later) {
    assert_true(all->first[later + 1] == all->entities.count);
    all->mentions[later].entity = all->mentions[earlier].entity;
}

void sourced_free(sourced *all) {
    hsy_arena_free(&all->arena);
    made_free(&all->made);
}
