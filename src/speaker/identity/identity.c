/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who the source of each attribution is, by name. What is written as the source is followed to what it stands for:
 * "who" to what it hangs on, "I" in a quotation to whoever is quoted, "her statement" to her; the rest is
 * coreference's.
 */
#include <string.h>

#include "speaker/identity/follow.h"
#include "speaker/identity/naming.h"
#include "speaker/words/use.h"

/* --- The author and the outlet ---------------------------------------------------------------------------------- */

/* The byline without "By"; absent: none. */
static hsy_str byline(const hsy_story *story) {
    for (size_t i = 0; i < story->author_count; i++) {
        hsy_str author = story->authors[i];
        if (author.size > 3 && (author.data[0] | 0x20) == 'b' && (author.data[1] | 0x20) == 'y' &&
            author.data[2] == ' ')
            author = (hsy_str){author.data + 3, author.size - 3};
        if (author.size > 0 && !hsy_str_equal(author, hsy_str_of("None"))) return author;
    }
    return (hsy_str){0};
}

/* "JAMES B. STEWART" as "James B. Stewart"; other bylines stay as they are. ASCII letters alone. */
static void write_byline(hsy_str author, hsy_buffer *out) {
    bool small = false;
    for (size_t i = 0; i < author.size; i++)
        small |= author.data[i] >= 'a' && author.data[i] <= 'z';
    bool begins = true;
    for (size_t i = 0; i < author.size; i++) {
        char c = author.data[i];
        bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c & 0x80) != 0;
        if (!small && !begins && c >= 'A' && c <= 'Z') c = (char)(c | 0x20);
        hsy_buffer_char(out, c);
        begins = !letter;
    }
}

/* "we have learned", "we asked": the outlet speaks of its own work. */
static bool is_reporting(const hsy_lexicon *lexicon, hsy_words cue) {
    for (uint32_t word = cue.start; word < cue.end; word++)
        if (hsy_use_has(lexicon, word, "reporting")) return true;
    return false;
}

/* --- Two by name ------------------------------------------------------------------------------------------------- */

/* The mention that names the person whose surname ends these words, where the heads found none in this place. */
static uint32_t of_surname(const hsy_scene *scene, hsy_words words) {
    for (uint32_t word = words.start; word < words.end; word++)
        if (!hsy_lexicon_capital(scene->lexicon, word)) return HSY_NONE;
    uint32_t entity = scene->names->surname[scene->lexicon->number[words.end - 1]];
    return entity == HSY_NONE ? HSY_NONE : scene->names->entities[entity].person;
}

static bool is_same(const hsy_scene *scene, uint32_t one, uint32_t other) {
    return hsy_name_root(scene->names, scene->entities->mentions[one].entity) ==
           hsy_name_root(scene->names, scene->entities->mentions[other].entity);
}

/* "Nora Lund, a tax lawyer and fellow at the institute": one, and what she is. */
static bool is_apposition(const hsy_scene *scene, const hsy_words *parts, size_t count) {
    const hsy_lexicon *lexicon = scene->lexicon;
    if (!hsy_lexicon_capital(lexicon, parts[0].end - 1)) return false;
    hsy_form form = (hsy_form)hsy_lexicon_at(lexicon, parts[1].start)->determiner;
    if (count < 3 || form != HSY_FORM_INDEFINITE) return false;
    for (size_t i = 1; i < count; i++)
        if (hsy_lexicon_capital(lexicon, parts[i].start) ||
            hsy_lexicon_capital(lexicon, hsy_wording_head(lexicon, parts[i])))
            return false;
    return true;
}

/* "A and B", each by the fullest name. False and nothing written: it isn't that. */
static bool write_joined(const hsy_scene *scene, hsy_words source, hsy_buffer *out, bool *named) {
    const hsy_entities *entities = scene->entities;
    source = hsy_wording_trim(scene->lexicon, source);
    enum { PARTS = 8 };
    hsy_words parts[PARTS];
    size_t count = 0;
    uint32_t from = source.start;
    bool joined = false, ampersand = false;
    for (uint32_t word = source.start; word <= source.end; word++) {
        bool end = word == source.end;
        bool link =
            !end && (hsy_lexicon_equals(scene->lexicon, word, "and") || hsy_lexicon_equals(scene->lexicon, word, "&"));
        bool comma = !end && hsy_lexicon_equals(scene->lexicon, word, ",");
        if (!end && !link && !comma) continue;
        if (comma && joined) end = true; /* an apposition of both */
        if (word > from) {
            if (count == PARTS) return false;
            parts[count++] = (hsy_words){from, word};
        }
        from = word + 1;
        joined |= link;
        ampersand |= link && hsy_lexicon_equals(scene->lexicon, word, "&");
        if (end) break;
    }
    if (!joined || count < 2 || is_apposition(scene, parts, count)) return false;
    uint32_t mentions[PARTS];
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        mentions[i] = hsy_mention_of(entities, parts[i]);
        if (mentions[i] == HSY_NONE || entities->mentions[mentions[i]].joined)
            mentions[i] = of_surname(scene, parts[i]);
        if (mentions[i] == HSY_NONE) return false;
        uint32_t entity = entities->mentions[mentions[i]].entity;
        if (ampersand && scene->names->entities[entity].person == HSY_NONE) return false; /* a firm */
        any |= entities->mentions[mentions[i]].form == HSY_FORM_NAME ||
               hsy_name_has(scene->names, entities->mentions[mentions[i]].entity);
    }
    for (size_t i = 1; i < count; i++)
        for (size_t k = 0; k < i; k++)
            if (is_same(scene, mentions[i], mentions[k])) return false; /* one and what he is */
    if (!any) return false;
    *named = false;
    for (size_t i = 0; i < count; i++) {
        if (i > 0) hsy_buffer_text(out, i + 1 < count ? ", " : " and ");
        *named |= hsy_name_write(scene, mentions[i], parts[i], out);
    }
    return true;
}

/* --- All together --------------------------------------------------------------------------------------------------
 */

static void write_words(const hsy_scene *scene, hsy_words words, hsy_buffer *out) {
    hsy_span span = hsy_words_span(scene->tokens, hsy_wording_trim(scene->lexicon, words));
    hsy_buffer_add(out, scene->story->text.data + span.start, span.end - span.start);
}

/* A description counts as named where it is no person and a name stands in it: "a Quinnipiac University poll". */
static bool holds_name(const hsy_scene *scene, const hsy_mention *mention) {
    if (mention->sort == HSY_SORT_PERSON || hsy_form_is_pronoun(mention->form)) return false;
    hsy_words core = hsy_wording_core(scene->lexicon, mention->words, mention->head);
    for (uint32_t word = core.start; word < core.end; word++)
        if (hsy_lexicon_is_name(scene->lexicon, word)) return true;
    return false;
}

/* "I" and "we" outside of quotations. Returns whether they stand for the author or the outlet. */
static bool write_author(const hsy_scene *scene, size_t number, hsy_form form, hsy_buffer *out) {
    hsy_str author = byline(scene->story);
    if (form == HSY_FORM_I && author.size > 0) {
        write_byline(author, out);
        return true;
    }
    if (form != HSY_FORM_WE || scene->story->outlet.size == 0 ||
        !is_reporting(scene->lexicon, scene->attributions->items[number].cue))
        return false;
    hsy_buffer_add(out, scene->story->outlet.data, scene->story->outlet.size);
    return true;
}

static bool write_source(const hsy_scene *scene, size_t number, hsy_buffer *out) {
    const hsy_attribution *attribution = &scene->attributions->items[number];
    uint32_t source = scene->entities->source[number], who = scene->names->who[number];
    hsy_form form = source == HSY_NONE ? HSY_FORM_BARE : (hsy_form)scene->entities->mentions[source].form;
    if (form <= HSY_FORM_WE && (who == HSY_NONE || who == source) && write_author(scene, number, form, out))
        return true;
    if (who == HSY_NONE) {
        if (source != HSY_NONE) write_words(scene, attribution->source, out);
        return false;
    }
    const hsy_mention *mention = &scene->entities->mentions[who];
    hsy_words words = who == source ? attribution->source : mention->words;
    bool named = false;
    if (write_joined(scene, words, out, &named)) return named;
    named = hsy_name_write(scene, who, words, out);
    return named || holds_name(scene, mention);
}

hearsay_status hsy_speaker_identity(hsy_scene *scene, hearsay_error *error) {
    hearsay_status status = hsy_names_read(scene, &scene->names, error);
    if (status != HEARSAY_OK) return status;
    hsy_follow_sources(scene);
    hsy_buffer name;
    hsy_buffer_init(&name, &scene->work->allocator);
    bool kept = true;
    for (size_t i = 0; i < scene->attributions->count && kept; i++) {
        hsy_speaker *speaker = &scene->speakers[i];
        name.size = 0;
        speaker->named = write_source(scene, i, &name);
        kept = !name.failed &&
               (name.size == 0 || hsy_arena_copy(scene->arena, (hsy_str){name.data, name.size}, &speaker->name));
        if (name.size == 0) speaker->named = false;
    }
    hsy_buffer_free(&name);
    return kept ? HEARSAY_OK : hsy_fail_memory(error);
}
