/* SPDX-License-Identifier: Apache-2.0 */
/* From what is written as a source to the mention that it stands for. */
#include "speaker/identity/follow.h"

#include "speaker/identity/body.h"
#include "speaker/identity/channel.h"
#include "speaker/identity/headline.h"
#include "speaker/identity/latest.h"
#include "speaker/identity/relative.h"
#include "speaker/words/use.h"

enum {
    FOLLOWED = 4,       /* so many steps at most: "I" in a quotation of "who" in a quotation of "she" */
    SHARED_SUBJECT = 40 /* words between a cue without a source and the cue before it */
};

/* --- Following ---------------------------------------------------------------------------------------------- */

/* The attribution whose speech the mention is spoken in; HSY_NONE. */
static uint32_t speech_of(const hsy_scene *scene, const hsy_mention *mention, size_t attribution) {
    if (mention->speech != HSY_NONE && mention->speech != attribution) return mention->speech;
    size_t inside = scene->attributions->items[attribution].inside;
    return inside < scene->attributions->count ? (uint32_t)inside : HSY_NONE;
}

/* Whether a mention says of itself whom it stands for, or its entity does. */
static bool tells(const hsy_scene *scene, const hsy_mention *mention) {
    return hsy_name_has(scene->names, mention->entity) || scene->names->entities[mention->entity].described != HSY_NONE;
}

/* The mention that the source of `attribution` stands for; HSY_NONE: no mention. */
static uint32_t follow(const hsy_scene *scene, size_t attribution, uint32_t number) {
    const hsy_entities *entities = scene->entities;
    for (int step = 0; step < FOLLOWED && number != HSY_NONE; step++) {
        const hsy_mention *mention = &entities->mentions[number];
        uint32_t speech;
        if (hsy_relative_is(scene->lexicon, mention->words)) {
            uint32_t found = hsy_relative_antecedent(scene, mention->words);
            return found == HSY_NONE ? number : found;
        }
        switch (mention->form) {
        case HSY_FORM_DEMONSTRATIVE:
        case HSY_FORM_OTHER_PRONOUN: {
            uint32_t found = hsy_relative_each(scene, number);
            return found == HSY_NONE ? number : found;
        }
        case HSY_FORM_WE:
            if (tells(scene, mention) && scene->names->entities[mention->entity].person == HSY_NONE) return number;
            /* fall through */
        case HSY_FORM_I: {
            bool we = mention->form == HSY_FORM_WE;
            speech = speech_of(scene, mention, attribution);
            if (speech == HSY_NONE) return we ? number : HSY_NONE;
            uint32_t who = scene->names->who[speech];
            if (who == HSY_NONE) return number;
            uint32_t body = we ? hsy_body_behind(scene, who) : HSY_NONE;
            if (body != HSY_NONE) return body;
            if (we && tells(scene, mention)) return number;
            attribution = speech;
            number = who;
            if (number == entities->source[speech]) break; /* not followed yet */
            return number;
        }
        default: {
            uint32_t found = HSY_NONE;
            if (mention->form > HSY_FORM_NAME && step == 0)
                found = hsy_relative_named(scene, scene->attributions->items[attribution].source, number);
            if (found == HSY_NONE) found = hsy_latest_find(scene, attribution, number);
            if (found == HSY_NONE && !hsy_name_has(scene->names, mention->entity))
                found = hsy_headline_find(scene, attribution, number);
            return found == HSY_NONE ? number : found;
        }
        }
    }
    return number;
}

/* --- Sources that the text leaves out ---------------------------------------------------------------------------- */

static bool spoken(const hsy_attribution *attribution) {
    return attribution->type == HEARSAY_DIRECT;
}

/* "said", "adding": an active form of a verb of saying, which needs somebody who says it. */
static bool is_active(const hsy_lexicon *lexicon, hsy_words cue) {
    if (cue.end - cue.start == 0 || cue.end - cue.start > 2) return false;
    for (uint32_t word = cue.start; word < cue.end; word++)
        if (hsy_lexicon_is(lexicon, word, HSY_WORD_BE)) return false;
    return hsy_use_has(lexicon, cue.start, "active");
}

/* "... and fears a repeat": a second verb without a subject of its own. Other forms ("and considered") may be passive.
 */
static bool goes_on(const hsy_lexicon *lexicon, hsy_words cue) {
    if (cue.start >= cue.end || cue.start == 0) return false;
    hsy_str verb = hsy_lexicon_at(lexicon, cue.start)->text;
    if (hsy_lexicon_is(lexicon, cue.start, HSY_WORD_BE)) return false;
    if (verb.data[verb.size - 1] != 's' && !hsy_use_has(lexicon, cue.start, "active")) return false;
    return hsy_lexicon_equals(lexicon, cue.start - 1, "and") || hsy_lexicon_equals(lexicon, cue.start - 1, "but");
}

/* The attribution whose source also speaks here, though the text does not say so again; HSY_NONE. */
static uint32_t speaks_on(const hsy_scene *scene, size_t number) {
    const hsy_attribution *items = scene->attributions->items;
    const hsy_attribution *here = &items[number];
    const hsy_word *words = scene->tokens->words;
    if (number == 0 || here->content_count == 0) return HSY_NONE;
    uint32_t before = (uint32_t)(number - 1);
    const hsy_attribution *there = &items[before];
    if (goes_on(scene->lexicon, here->cue) && there->cue.end <= here->cue.start && there->cue.start < there->cue.end &&
        words[here->cue.start].sentence == words[there->cue.start].sentence &&
        here->cue.start - there->cue.end <= SHARED_SUBJECT && (there->inside == here->inside || here->inside == before))
        return before;
    if (there->content_count == 0 || there->inside != here->inside) return HSY_NONE;
    uint32_t start = here->content[0].start, end = there->content[there->content_count - 1].end;
    bool no_cue = here->cue.start >= here->cue.end;
    if (no_cue && spoken(here) && spoken(there) && start >= end) {
        uint32_t gap = words[start].paragraph - words[end - 1].paragraph;
        return gap <= 1 ? before : HSY_NONE; /* a quotation that goes on */
    }
    if (!is_active(scene->lexicon, here->cue) || there->cue.start >= there->cue.end) return HSY_NONE;
    bool same = words[here->cue.start].sentence == words[there->cue.start].sentence &&
                there->cue.end <= here->cue.start && here->cue.start - there->cue.end <= SHARED_SUBJECT;
    return same ? before : HSY_NONE;
}

/* --- All together ----------------------------------------------------------------------------------------------- */

/* In the order of the text; who speaks in a quotation is mostly known before what is quoted is looked at. */
void hsy_follow_sources(const hsy_scene *scene) {
    const hsy_entities *entities = scene->entities;
    uint32_t *who = scene->names->who;
    for (size_t i = 0; i < scene->attributions->count; i++) {
        if (entities->source[i] == HSY_NONE) {
            uint32_t other = speaks_on(scene, i);
            who[i] = other == HSY_NONE ? HSY_NONE : who[other];
            continue;
        }
        uint32_t owner = hsy_channel_owner(scene, i);
        who[i] = follow(scene, i, owner == HSY_NONE ? entities->source[i] : owner);
    }
}
