/* SPDX-License-Identifier: Apache-2.0 */
#include "speaker/identity/headline.h"

#include "speaker/identity/outlet.h"
#include "speaker/words/nouns.h"

enum {
    BELOW = 2,    /* paragraphs below the headline in which the person is named */
    MENTIONS = 80 /* that are looked at */
};

/* "Lawmaker", "Member of panel", "An artist", "Popular website": one, not by name, in the first line or what goes on
 * from it. */
static bool is_description(const hsy_scene *scene, const hsy_mention *mention) {
    if (scene->tokens->words[mention->head].paragraph > 1 || mention->number == HSY_NUMBER_MANY) return false;
    bool bare =
        mention->form == HSY_FORM_BARE || (mention->form == HSY_FORM_NAME && hsy_name_is_office(scene, mention));
    if (!bare && mention->form != HSY_FORM_INDEFINITE) return false;
    uint32_t class = hsy_noun_class(hsy_lexicon_at(scene->lexicon, mention->head)->text);
    if ((class & (HSY_NOUN_PLURAL | HSY_NOUN_VOICE)) != 0) return false;
    /* "A friend" stays one; without an article, as headlines have it, it may be anybody. */
    return (class & HSY_NOUN_INSIDE) == 0 || bare;
}

/* "The Harbury Times poll": a document of that sort, called after somebody. */
static bool labels(const hsy_scene *scene, const hsy_mention *described, const hsy_mention *other) {
    const hsy_lexicon *lexicon = scene->lexicon;
    if (lexicon->number[other->head] != lexicon->number[described->head]) return false;
    for (uint32_t word = other->words.start; word < other->head; word++)
        if (hsy_lexicon_is_name(lexicon, word)) return true;
    return false;
}

static uint32_t class_of(const hsy_scene *scene, const hsy_mention *mention) {
    return hsy_noun_class(hsy_lexicon_at(scene->lexicon, mention->head)->text) & HSY_NOUN_KINDS;
}

/* Whether a name can be that of what is described: a person's, an outlet's, or that of a document of the same sort. */
static bool may_name(const hsy_scene *scene, const hsy_mention *described, const hsy_mention *other) {
    uint32_t class = class_of(scene, described);
    if (class == HSY_NOUN_DOCUMENT) return labels(scene, described, other);
    if (other->form != HSY_FORM_NAME || other->possessive || other->joined) return false;
    const hsy_naming *naming = &scene->names->entities[hsy_name_root(scene->names, other->entity)];
    if ((class & HSY_NOUN_PERSON) != 0)
        return other->person && naming->person != HSY_NONE && other->name.end - other->name.start > 1;
    hsy_words outlet = hsy_outlet_in(scene->lexicon, other->name);
    return class == HSY_NOUN_OUTLET && naming->person == HSY_NONE && outlet.start < outlet.end;
}

static bool speaks(const hsy_scene *scene, size_t attribution, uint32_t entity) {
    const hsy_attributions *attributions = scene->attributions;
    enum { AHEAD = 6 };
    for (size_t i = attribution + 1; i < attributions->count && i <= attribution + AHEAD; i++) {
        uint32_t source = scene->entities->source[i];
        if (source != HSY_NONE && attributions->items[i].inside >= attributions->count &&
            hsy_name_root(scene->names, scene->entities->mentions[source].entity) == entity)
            return true;
    }
    return false;
}

uint32_t hsy_headline_find(const hsy_scene *scene, size_t attribution, uint32_t number) {
    const hsy_entities *entities = scene->entities;
    const hsy_word *words = scene->tokens->words;
    const hsy_mention *mention = &entities->mentions[number];
    if (!is_description(scene, mention)) return HSY_NONE;
    for (uint32_t i = number + 1, tried = 0; i < entities->count && tried < MENTIONS; i++, tried++) {
        const hsy_mention *other = &entities->mentions[i];
        if (words[other->head].paragraph - words[mention->head].paragraph > BELOW) break;
        if (words[other->head].paragraph == words[mention->head].paragraph) continue;
        if (!may_name(scene, mention, other)) continue;
        if (class_of(scene, mention) == HSY_NOUN_DOCUMENT) return i;
        uint8_t own = hsy_lexicon_at(scene->lexicon, mention->head)->noun, sex = other->name_sex;
        if (own != HSY_SEX_UNKNOWN && sex != HSY_SEX_UNKNOWN && own != sex) return HSY_NONE;
        return speaks(scene, attribution, hsy_name_root(scene->names, other->entity)) ? i : HSY_NONE;
    }
    return HSY_NONE;
}
