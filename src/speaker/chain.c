/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The path by which a statement came to the reader: the story's outlet, an agency that the story is from, the outlets
 * that the source spoke to, those in whose words it stands, the source.
 *
 *     story's outlet ▶ (agency) ▶ chain of the attribution that this one is inside of ▶ outlet spoken to ▶ source
 */
#include <string.h>

#include "speaker/identity/naming.h"
#include "speaker/identity/outlet.h"
#include "speaker/told.h"
#include "speaker/words/phrase.h"
#include "speaker/words/use.h"

enum {
    LINKS = 12,       /* no chain is longer: nesting is two deep, and of the outlets spoken to so many are taken */
    SPOKEN_TO = 3,    /* outlets, at most, that one source spoke to in one sentence */
    BEHIND_CUE = 4,   /* words between the cue and "to the BBC" */
    NEIGHBOURS = 3,   /* attributions before and behind that may share the sentence */
    DATELINE = 14,    /* words in which "BRENNIK (Reuters) -" stands */
    HOME_MENTIONS = 3 /* so often must sources speak to an outlet for the story to be its own */
};

typedef struct path {
    hsy_str names[LINKS];
    size_t count;
} path;

typedef struct chain_maker {
    hsy_scene *scene;
    hsy_str home, agency; /* absent: not known */
    bool *speaks;         /* [entities] it is a source somewhere */
    hsy_buffer text;
} chain_maker;

/* --- Names ------------------------------------------------------------------------------------------- */

static char small(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static hsy_str without_the(hsy_str name) {
    bool article = name.size > 4 && small(name.data[0]) == 't' && small(name.data[1]) == 'h' &&
                   small(name.data[2]) == 'e' && name.data[3] == ' ';
    return article ? (hsy_str){name.data + 4, name.size - 4} : name;
}

/* Apart from capitals and "the". */
static bool same_link(hsy_str a, hsy_str b) {
    a = without_the(a), b = without_the(b);
    if (a.size != b.size) return false;
    for (size_t i = 0; i < a.size; i++)
        if (small(a.data[i]) != small(b.data[i])) return false;
    return true;
}

/* An outlet that stands there already is not put in again. */
static void add_outlet(path *links, hsy_str name) {
    if (name.size == 0 || links->count == LINKS) return;
    for (size_t i = 0; i < links->count; i++)
        if (same_link(links->names[i], name)) return;
    links->names[links->count++] = name;
}

/* Equal neighbours are one: what an outlet itself has learned. */
static void add_speaker(path *links, hsy_str name) {
    if (name.size == 0 || links->count == LINKS) return;
    if (links->count > 0 && same_link(links->names[links->count - 1], name)) return;
    links->names[links->count++] = name;
}

/* The words of an outlet, fuller where its entity has a fuller name. In the result's arena. */
static bool outlet_name(chain_maker *maker, hsy_words words, hsy_str *name) {
    const hsy_scene *scene = maker->scene;
    maker->text.size = 0;
    uint32_t mention = hsy_mention_of(scene->entities, words);
    if (mention == HSY_NONE && words.start > 0)
        mention = hsy_mention_of(scene->entities, (hsy_words){words.start - 1, words.end}); /* "the BBC" */
    if (mention == HSY_NONE || !hsy_name_write_entity(scene, scene->entities->mentions[mention].entity, &maker->text)) {
        maker->text.size = 0;
        hsy_span span = hsy_words_span(scene->tokens, words);
        hsy_buffer_add(&maker->text, scene->story->text.data + span.start, span.end - span.start);
    }
    return !maker->text.failed && hsy_arena_copy(scene->arena, (hsy_str){maker->text.data, maker->text.size}, name);
}

/* --- Where the story is from ------------------------------------------------------------------------------- */

/* "(Reuters)" in the first words. */
static bool find_agency(chain_maker *maker) {
    const hsy_scene *scene = maker->scene;
    const hsy_lexicon *lexicon = scene->lexicon;
    uint32_t count = (uint32_t)scene->tokens->word_count;
    uint32_t body = 0; /* the first paragraph may be the headline */
    for (int paragraph = 0; paragraph < 3 && body < count; paragraph++) {
        for (uint32_t word = body; word < count && word < body + DATELINE; word++) {
            if (!hsy_lexicon_equals(lexicon, word, "(")) continue;
            uint32_t size = hsy_outlet_at(lexicon, word + 1, count);
            if (size == 0 || word + 1 + size >= count || !hsy_lexicon_equals(lexicon, word + 1 + size, ")")) continue;
            return outlet_name(maker, (hsy_words){word + 1, word + 1 + size}, &maker->agency);
        }
        uint32_t now = scene->tokens->words[body].paragraph;
        while (body < count && scene->tokens->words[body].paragraph == now)
            body++;
    }
    return true;
}

/* "X has learned", "X can reveal", "tells X exclusively": only of itself does an outlet write so. */
static bool boasts(const hsy_lexicon *lexicon, hsy_words cue) {
    for (uint32_t word = cue.start; word < cue.end; word++)
        if (hsy_use_has(lexicon, word, "boast")) return true;
    return false;
}

static bool is_telling(const hsy_lexicon *lexicon, uint32_t word) {
    return hsy_use_has(lexicon, word, "telling");
}

/* Where the story's outlet isn't known, the story may still show whose it is. */
static bool find_home(chain_maker *maker) {
    const hsy_scene *scene = maker->scene;
    const hsy_lexicon *lexicon = scene->lexicon;
    hsy_words told = {0, 0};
    uint32_t votes = 0;
    for (size_t i = 0; i < scene->attributions->count; i++) {
        const hsy_attribution *attribution = &scene->attributions->items[i];
        if (attribution->inside != SIZE_MAX || attribution->cue.start >= attribution->cue.end) continue;
        hsy_words source = hsy_outlet_in(lexicon, attribution->source);
        if (source.start < source.end && boasts(lexicon, attribution->cue))
            return outlet_name(maker, source, &maker->home);
        hsy_words sentence = hsy_lexicon_sentence(lexicon, attribution->cue.start);
        for (uint32_t word = attribution->cue.start; word < attribution->cue.end; word++) {
            if (!is_telling(lexicon, word)) continue;
            hsy_words words = hsy_told_outlet(lexicon, word, sentence.end);
            if (words.start == words.end) continue;
            if (words.end < sentence.end && hsy_lexicon_equals(lexicon, words.end, "exclusively"))
                return outlet_name(maker, words, &maker->home);
            if (votes == 0) told = words; /* the majority's, if there is one */
            votes += lexicon->number[told.start] == lexicon->number[words.start] ? 1 : UINT32_MAX;
        }
    }
    return votes == UINT32_MAX || votes < HOME_MENTIONS || outlet_name(maker, told, &maker->home);
}

/* --- Whom the source spoke to --------------------------------------------------------------------------------- */

static bool inside_content(const hsy_attribution *attribution, uint32_t word, uint32_t *end) {
    for (size_t i = 0; i < attribution->content_count; i++)
        if (attribution->content[i].start <= word && word < attribution->content[i].end) {
            *end = attribution->content[i].end;
            return true;
        }
    return false;
}

/* A preposition that leads to where something is said, close behind the cue, or behind a noun for talking: "said on
 * Fox News", "in an interview with the BBC". */
static bool leads(const hsy_lexicon *lexicon, uint32_t word, hsy_words cue) {
    bool preposition = hsy_use_has(lexicon, word, "toward");
    bool talk =
        (word >= cue.end && word - cue.end <= BEHIND_CUE) || (word > 0 && hsy_use_has(lexicon, word - 1, "talk"));
    return is_telling(lexicon, word) || (preposition && talk);
}

/* Whether the word stands in what this one says, or in what one of its neighbours says in the same breath. */
static bool is_said(const hsy_scene *scene, size_t number, uint32_t word, uint32_t *end) {
    const hsy_attributions *all = scene->attributions;
    size_t first = number < NEIGHBOURS ? 0 : number - NEIGHBOURS;
    for (size_t i = first; i < all->count && i <= number + NEIGHBOURS; i++)
        if (i != all->items[number].inside && inside_content(&all->items[i], word, end) &&
            (i == number || all->items[i].inside == all->items[number].inside))
            return true;
    return false;
}

/* A link for one that no list knows: "Lantern", "a local paper". */
static bool add_unknown(chain_maker *maker, uint32_t word, uint32_t end, path *links, int *found) {
    const hsy_scene *scene = maker->scene;
    if (!is_telling(scene->lexicon, word) && !(word > 0 && hsy_use_has(scene->lexicon, word - 1, "talk"))) return true;
    uint32_t number = hsy_told_unknown(scene, word, end, maker->speaks);
    if (number == HSY_NONE) return true;
    hsy_str name;
    maker->text.size = 0;
    (void)hsy_name_write(scene, number, scene->entities->mentions[number].words, &maker->text);
    if (maker->text.failed || !hsy_arena_copy(scene->arena, (hsy_str){maker->text.data, maker->text.size}, &name))
        return false;
    add_outlet(links, name);
    ++*found;
    return true;
}

/* The outlets in the sentence of the cue, outside of source and content, that something was said to or in. */
static bool add_spoken_to(chain_maker *maker, size_t number, path *links) {
    const hsy_scene *scene = maker->scene;
    const hsy_attribution *attribution = &scene->attributions->items[number];
    if (attribution->cue.start >= attribution->cue.end) return true;
    hsy_words sentence = hsy_lexicon_sentence(scene->lexicon, attribution->cue.start);
    int found = 0;
    for (uint32_t word = sentence.start; word + 1 < sentence.end && found < SPOKEN_TO; word++) {
        uint32_t end = 0;
        if (is_said(scene, number, word, &end)) {
            word = end - 1;
            continue;
        }
        if (word >= attribution->source.start && word < attribution->source.end) continue;
        if (!leads(scene->lexicon, word, attribution->cue)) continue;
        hsy_words outlet = hsy_told_outlet(scene->lexicon, word, sentence.end);
        if (inside_content(attribution, outlet.start, &end)) continue;
        if (outlet.start == outlet.end) {
            if (!add_unknown(maker, word, sentence.end, links, &found)) return false;
            continue;
        }
        hsy_str name;
        if (!outlet_name(maker, outlet, &name)) return false;
        add_outlet(links, name);
        found++;
    }
    return true;
}

/* "NBC's Dante Chinni": whose he is. */
static bool add_employer(chain_maker *maker, size_t number, path *links) {
    const hsy_scene *scene = maker->scene;
    const hsy_attribution *attribution = &scene->attributions->items[number];
    if (scene->speakers[number].kind != HEARSAY_KIND_PERSON || !scene->speakers[number].named) return true;
    hsy_words source = attribution->source;
    uint32_t start = source.start;
    if (start < source.end && hsy_lexicon_equals(scene->lexicon, start, "the")) start++;
    uint32_t size = start < source.end ? hsy_outlet_at(scene->lexicon, start, source.end) : 0;
    if (size == 0 || start + size >= source.end || !hsy_lexicon_equals(scene->lexicon, start + size, "'s")) return true;
    if (size == 1 && hsy_told_is_surname(scene, start)) return true; /* "Bloomberg's pollster", if he is in the story */
    hsy_str name;
    if (!outlet_name(maker, (hsy_words){start, start + size}, &name)) return false;
    add_outlet(links, name);
    return true;
}

/* --- All together -------------------------------------------------------------------------------------------- */

static bool make(chain_maker *maker, size_t number) {
    hsy_speaker *speakers = maker->scene->speakers;
    size_t inside = maker->scene->attributions->items[number].inside;
    path links = {.count = 0};
    if (inside < number && speakers[inside].chain_count > 0) { /* those around it stand before it */
        for (size_t i = 0; i < speakers[inside].chain_count; i++)
            add_speaker(&links, speakers[inside].chain[i]);
    } else {
        add_outlet(&links, maker->home);
        add_outlet(&links, maker->agency);
    }
    if (!add_spoken_to(maker, number, &links) || !add_employer(maker, number, &links)) return false;
    add_speaker(&links, speakers[number].name);
    speakers[number].chain = HSY_NEW(maker->scene->arena, hsy_str, links.count);
    if (speakers[number].chain == NULL) return false;
    if (links.count > 0) memcpy(speakers[number].chain, links.names, links.count * sizeof *links.names);
    speakers[number].chain_count = links.count;
    return true;
}

hearsay_status hsy_speaker_chain(hsy_scene *scene, hearsay_error *error) {
    chain_maker maker = {.scene = scene, .home = scene->story->outlet};
    maker.speaks = HSY_NEW(scene->work, bool, scene->entities->entity_count);
    if (maker.speaks == NULL) return hsy_fail_memory(error);
    for (size_t i = 0; i < scene->attributions->count; i++)
        if (scene->names->who[i] != HSY_NONE)
            maker.speaks[hsy_name_root(scene->names, scene->entities->mentions[scene->names->who[i]].entity)] = true;
    hsy_buffer_init(&maker.text, &scene->work->allocator);
    bool kept = find_agency(&maker) && (maker.home.size > 0 || find_home(&maker));
    for (size_t i = 0; i < scene->attributions->count && kept; i++)
        kept = make(&maker, i);
    hsy_buffer_free(&maker.text);
    return kept ? HEARSAY_OK : hsy_fail_memory(error);
}
