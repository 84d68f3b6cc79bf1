/* SPDX-License-Identifier: Apache-2.0 */
/* What a caller asks of a story. */
#include "api/model.h"

hearsay_string hearsay_story_id(const hearsay_story *story) {
    return story->story->id;
}

hearsay_string hearsay_story_place(const hearsay_story *story) {
    return story->story->place;
}

hearsay_string hearsay_story_modified(const hearsay_story *story) {
    return story->story->modified;
}

hearsay_string hearsay_story_origin(const hearsay_story *story) {
    return story->story->origin;
}

hearsay_string hearsay_story_title(const hearsay_story *story) {
    return story->story->title;
}

hearsay_string hearsay_story_date(const hearsay_story *story) {
    return story->story->date;
}

hearsay_string hearsay_story_outlet(const hearsay_story *story) {
    return story->story->outlet;
}

hearsay_string hearsay_story_url(const hearsay_story *story) {
    return story->story->url;
}

size_t hearsay_story_author_count(const hearsay_story *story) {
    return story->story->author_count;
}

hearsay_string hearsay_story_author(const hearsay_story *story, size_t index) {
    return index < story->story->author_count ? story->story->authors[index] : (hearsay_string){NULL, 0};
}

hearsay_string hearsay_story_language(const hearsay_story *story) {
    return story->story->language;
}

hearsay_string hearsay_story_text(const hearsay_story *story) {
    return story->story->given;
}

size_t hearsay_story_warning_count(const hearsay_story *story) {
    return story->story->warning_count;
}

hearsay_string hearsay_story_warning(const hearsay_story *story, size_t index) {
    return index < story->story->warning_count ? story->story->warnings[index] : (hearsay_string){NULL, 0};
}

size_t hearsay_story_word_count(const hearsay_story *story) {
    return story->tokens == NULL ? 0 : story->tokens->word_count;
}

size_t hearsay_attribution_count(const hearsay_story *story) {
    return story->attributions == NULL ? 0 : story->attributions->count;
}

static const hsy_attribution *attribution_at(const hearsay_story *story, size_t index) {
    return index < hearsay_attribution_count(story) ? &story->attributions->items[index] : NULL;
}

/* The pieces of a role: a source and a cue have one or none. */
static size_t role_words(const hsy_attribution *item, hearsay_role role, const hsy_words **words) {
    *words = role == HEARSAY_SOURCE ? &item->source : role == HEARSAY_CUE ? &item->cue : item->content;
    return role == HEARSAY_CONTENT ? item->content_count : (*words)->start < (*words)->end;
}

size_t hearsay_attribution_span_count(const hearsay_story *story, size_t attribution, hearsay_role role) {
    const hsy_attribution *item = attribution_at(story, attribution);
    const hsy_words *words;
    return item == NULL ? 0 : role_words(item, role, &words);
}

/* The span of the clean text, or an empty one. */
static hsy_span clean_span(const hearsay_story *story, size_t attribution, hearsay_role role, size_t index) {
    const hsy_attribution *item = attribution_at(story, attribution);
    const hsy_words *words = NULL;
    if (item == NULL || index >= role_words(item, role, &words)) return (hsy_span){0, 0};
    return hsy_words_span(story->tokens, words[index]);
}

hearsay_byte_span hearsay_attribution_bytes(const hearsay_story *story, size_t attribution, hearsay_role role,
                                            size_t index) {
    hsy_span given = hsy_story_to_given(story->story, clean_span(story, attribution, role, index));
    return (hearsay_byte_span){given.start, given.end};
}

hearsay_point_span hearsay_attribution_points(const hearsay_story *story, size_t attribution, hearsay_role role,
                                              size_t index) {
    if (attribution >= hearsay_attribution_count(story)) return (hearsay_point_span){0, 0};
    return hsy_reading_points(&story->reading, clean_span(story, attribution, role, index));
}

hearsay_type hearsay_attribution_type(const hearsay_story *story, size_t attribution) {
    const hsy_attribution *item = attribution_at(story, attribution);
    return item == NULL ? HEARSAY_INDIRECT : item->type;
}

double hearsay_attribution_confidence(const hearsay_story *story, size_t attribution) {
    const hsy_attribution *item = attribution_at(story, attribution);
    return item == NULL ? 0 : (double)item->confidence;
}

size_t hearsay_attribution_inside(const hearsay_story *story, size_t attribution) {
    const hsy_attribution *item = attribution_at(story, attribution);
    return item == NULL ? SIZE_MAX : item->inside;
}
