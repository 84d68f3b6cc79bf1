/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The kind of each source. Where the rules of kind.c have more than a default they stand; else the head has its say, by
 * the source's own word and by that of the mention that tells who it is.
 */
#include "speaker/kind/kind.h"
#include "speaker/kind/kind_head.h"

enum {
    DEFAULT = 1,    /* weight of a guess from which on the head has its say */
    NEIGHBOURS = 32 /* attributions on either side among which one with the same name is looked for */
};

/* --- By the rules ------------------------------------------------------------------------------- */

static void guess(hsy_scene *scene, size_t number) {
    hsy_speaker *speaker = &scene->speakers[number];
    uint32_t source = scene->entities->source[number], stands_for;
    hsy_kind_guess found = hsy_kind_of_source(scene, number, &stands_for);
    speaker->kind = found.kind;
    speaker->kind_by = (hsy_kind_basis){
        .word = scene->entities->mentions[source].head,
        .stands_for = scene->entities->mentions[stands_for].head,
        .guess = (uint8_t)found.kind,
        .weight = (uint8_t)found.weight,
    };
}

/* The text leaves the source out, but its name is known: of the kind that it has elsewhere. */
static hearsay_kind kind_of_absent(const hsy_scene *scene, size_t number) {
    const hsy_speaker *speakers = scene->speakers;
    if (speakers[number].name.data == NULL) return HEARSAY_KIND_NONE;
    size_t first = number > NEIGHBOURS ? number - NEIGHBOURS : 0;
    for (size_t i = first; i < scene->attributions->count && i < number + NEIGHBOURS; i++)
        if (speakers[i].kind != HEARSAY_KIND_NONE && speakers[i].name.data != NULL &&
            hsy_str_equal(speakers[i].name, speakers[number].name))
            return speakers[i].kind;
    bool outlet = hsy_str_equal(speakers[number].name, scene->story->outlet);
    return outlet ? HEARSAY_KIND_OUTLET : HEARSAY_KIND_PERSON;
}

/* --- By the head ---------------------------------------------------------------------------------- */

/* Whether a source that begins so can be of a kind: "it" is nobody, "they" are not one. */
static bool can_be(hsy_form form, hearsay_kind kind) {
    switch (form) {
    case HSY_FORM_I:
    case HSY_FORM_HE:
    case HSY_FORM_SHE:
        return kind == HEARSAY_KIND_PERSON;
    case HSY_FORM_IT:
        return kind != HEARSAY_KIND_PERSON && kind != HEARSAY_KIND_GROUP;
    case HSY_FORM_YOU:
        return kind == HEARSAY_KIND_PERSON || kind == HEARSAY_KIND_GROUP;
    case HSY_FORM_WE:
        return kind != HEARSAY_KIND_DOCUMENT && kind != HEARSAY_KIND_NONE;
    case HSY_FORM_THEY:
        return kind != HEARSAY_KIND_PERSON;
    default:
        return true;
    }
}

static hearsay_kind choose(const hsy_kinder *kinder, const hsy_kind_basis *by, hsy_form form, const float *own,
                           const float *told) {
    hearsay_kind best = (hearsay_kind)by->guess;
    float most = 0;
    bool any = false;
    for (int kind = 0; kind < HSY_KINDS; kind++) {
        if (!can_be(form, (hearsay_kind)kind)) continue;
        float score = (own[kind] + told[kind]) / 2 + (kind == by->guess ? kinder->trust[by->weight] : 0);
        if (any && score <= most) continue;
        best = (hearsay_kind)kind;
        most = score;
        any = true;
    }
    return best;
}

static hearsay_status judge(hsy_scene *scene, hearsay_error *error) {
    size_t count = scene->attributions->count, asked = 0;
    uint32_t *number = HSY_NEW(scene->work, uint32_t, count), *words = HSY_NEW(scene->work, uint32_t, 2 * count);
    float *scores = HSY_NEW(scene->work, float, 2 * count * HSY_KINDS);
    if (number == NULL || words == NULL || scores == NULL) return hsy_fail_memory(error);
    for (size_t i = 0; i < count; i++) {
        if (scene->entities->source[i] == HSY_NONE || scene->speakers[i].kind_by.weight > DEFAULT) continue;
        words[2 * asked] = scene->speakers[i].kind_by.word;
        words[2 * asked + 1] = scene->speakers[i].kind_by.stands_for;
        number[asked++] = (uint32_t)i;
    }
    hearsay_status status = hsy_kinder_score(scene->kinder, scene->scratch, scene->vectors, scene->width, words,
                                             2 * asked, scene->work, scores, error);
    for (size_t i = 0; status == HEARSAY_OK && i < asked; i++) {
        hsy_speaker *speaker = &scene->speakers[number[i]];
        hsy_form form = (hsy_form)scene->entities->mentions[scene->entities->source[number[i]]].form;
        const float *own = scores + 2 * i * HSY_KINDS;
        speaker->kind = choose(scene->kinder, &speaker->kind_by, form, own, own + HSY_KINDS);
    }
    return status;
}

hearsay_status hsy_speaker_kind(hsy_scene *scene, hearsay_error *error) {
    size_t count = scene->attributions->count;
    for (size_t i = 0; i < count; i++) {
        scene->speakers[i].kind_by = (hsy_kind_basis){.word = HSY_NONE, .stands_for = HSY_NONE};
        if (scene->entities->source[i] != HSY_NONE) guess(scene, i);
    }
    hearsay_status status = scene->kinder == NULL ? HEARSAY_OK : judge(scene, error);
    for (size_t i = 0; status == HEARSAY_OK && i < count; i++)
        if (scene->entities->source[i] == HSY_NONE) scene->speakers[i].kind = kind_of_absent(scene, i);
    return status;
}
