/* SPDX-License-Identifier: Apache-2.0 */
/* What a caller asks about who the source of an attribution is. */
#include "api/model.h"

/* What is answered where there is no such attribution, or the story has not been read. */
static const hsy_speaker nobody = {.kind = HEARSAY_KIND_NONE, .gender = HEARSAY_GENDER_NOT_APPLICABLE};

static const hsy_speaker *speaker_at(const hearsay_story *story, size_t attribution) {
    const hsy_speakers *speakers = story->speakers;
    return speakers != NULL && attribution < speakers->count ? &speakers->items[attribution] : &nobody;
}

hearsay_string hearsay_speaker_name(const hearsay_story *story, size_t attribution) {
    return speaker_at(story, attribution)->name;
}

hearsay_kind hearsay_speaker_kind(const hearsay_story *story, size_t attribution) {
    return speaker_at(story, attribution)->kind;
}

bool hearsay_speaker_named(const hearsay_story *story, size_t attribution) {
    return speaker_at(story, attribution)->named;
}

bool hearsay_speaker_anonymous(const hearsay_story *story, size_t attribution) {
    return speaker_at(story, attribution)->anonymous;
}

hearsay_gender hearsay_speaker_gender(const hearsay_story *story, size_t attribution) {
    return speaker_at(story, attribution)->gender;
}

hearsay_gender_by hearsay_speaker_gender_by(const hearsay_story *story, size_t attribution) {
    return speaker_at(story, attribution)->gender_by;
}

/* The span of the clean text. false: the text does not tell. */
static bool detail_span(const hearsay_story *story, size_t attribution, hearsay_detail detail, hsy_span *span) {
    if ((int)detail < 0 || (int)detail >= HEARSAY_DETAILS) return false;
    hsy_words words = speaker_at(story, attribution)->detail[detail];
    if (words.start >= words.end) return false;
    *span = hsy_words_span(story->tokens, words);
    return true;
}

hearsay_byte_span hearsay_speaker_bytes(const hearsay_story *story, size_t attribution, hearsay_detail detail) {
    hsy_span clean;
    if (!detail_span(story, attribution, detail, &clean)) return (hearsay_byte_span){0, 0};
    hsy_span given = hsy_story_to_given(story->story, clean);
    return (hearsay_byte_span){given.start, given.end};
}

hearsay_point_span hearsay_speaker_points(const hearsay_story *story, size_t attribution, hearsay_detail detail) {
    hsy_span clean;
    if (!detail_span(story, attribution, detail, &clean)) return (hearsay_point_span){0, 0};
    return hsy_reading_points(&story->reading, clean);
}

hearsay_stance hearsay_attribution_stance(const hearsay_story *story, size_t attribution) {
    return speaker_at(story, attribution)->stance;
}

bool hearsay_attribution_hedged(const hearsay_story *story, size_t attribution) {
    return speaker_at(story, attribution)->hedged;
}

bool hearsay_attribution_negated(const hearsay_story *story, size_t attribution) {
    return speaker_at(story, attribution)->negated;
}

size_t hearsay_chain_count(const hearsay_story *story, size_t attribution) {
    return speaker_at(story, attribution)->chain_count;
}

hearsay_string hearsay_chain_name(const hearsay_story *story, size_t attribution, size_t index) {
    const hsy_speaker *speaker = speaker_at(story, attribution);
    return index < speaker->chain_count ? speaker->chain[index] : (hearsay_string){NULL, 0};
}

size_t hearsay_about_count(const hearsay_story *story, size_t attribution) {
    return speaker_at(story, attribution)->about_count;
}

hearsay_string hearsay_about_name(const hearsay_story *story, size_t attribution, size_t index) {
    const hsy_speaker *speaker = speaker_at(story, attribution);
    return index < speaker->about_count ? speaker->about[index] : (hearsay_string){NULL, 0};
}
