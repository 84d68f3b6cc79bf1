/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a cue says of its content. cues.txt gives the stance of its first word that is listed; then, in this order,
 *
 *   - a negation before that word makes silence of an utterance ("did not say");
 *   - who the source is makes a report of it ("the paper said") or an allegation ("the lawsuit says");
 *   - the content makes a question or a denial of a plain saying ("“That is a lie,” he said").
 */
#include <string.h>

#include "speaker/stance/denial.h"

#include "speaker/list_cue_sources.h"

static const hsy_word_list sources = HSY_WORD_LIST(cue_sources, CUE_SOURCES);

/* --- The source ------------------------------------------------------------------------------------------ */

enum { SOURCE_WORDS = 24, NAME_BYTES = 48, MENTIONS = 12 };

typedef struct source_facts {
    bool accuses, answers, measures;
    bool self;  /* I, we */
    bool state; /* the word noted last is of an office of the state */
} source_facts;

/* A word of the source. "District attorney": the attorney of the state accuses. */
static void note(source_facts *facts, hsy_str word) {
    const char *rest = hsy_word_list_find(&sources, word);
    bool answers = hsy_word_list_holds(rest, "answers");
    facts->accuses = facts->accuses || hsy_word_list_holds(rest, "accuses") || (answers && facts->state);
    facts->answers = facts->answers || (answers && !facts->state);
    facts->measures = facts->measures || hsy_word_list_holds(rest, "measures");
    facts->state = hsy_word_list_holds(rest, "state");
}

/* The words of the name, for a source that is a pronoun or "the centre". */
static void note_name(source_facts *facts, hsy_str name) {
    size_t count = 0;
    for (size_t at = 0; at < name.size && count < SOURCE_WORDS; count++) {
        char word[NAME_BYTES];
        size_t size = 0;
        for (; at < name.size && name.data[at] != ' '; at++)
            if (size < sizeof word) {
                char letter = name.data[at];
                word[size++] = letter >= 'A' && letter <= 'Z' ? (char)(letter - 'A' + 'a') : letter;
            }
        while (at < name.size && name.data[at] == ' ')
            at++;
        note(facts, (hsy_str){word, size});
        if (size == 2 && (memcmp(word, "of", 2) == 0)) break;
    }
}

/* "claims in a federal lawsuit". */
static void note_cue(source_facts *facts, const hsy_cue *cue, size_t from) {
    for (size_t at = from; at < cue->end; at++)
        if (hsy_word_list_holds(hsy_word_list_find(&sources, cue->words[at]), "accuses")) facts->accuses = true;
}

static source_facts facts_of(const hsy_scene *scene, const hsy_attribution *attribution, const hsy_speaker *speaker) {
    source_facts facts = {0};
    const hsy_lexicon *lexicon = scene->lexicon;
    uint32_t start = attribution->source.start, end = attribution->source.end;
    for (uint32_t word = start; word < end && word < start + SOURCE_WORDS; word++) {
        static const char *const stops[] = {"who", "which", "that", "whose", "of", "after"};
        bool stop = false;
        for (size_t i = 0; i < sizeof stops / sizeof *stops; i++)
            stop = stop || (word > start && hsy_lexicon_equals(lexicon, word, stops[i]));
        if (stop) break;
        bool owner = word + 1 < end && hsy_lexicon_equals(lexicon, word + 1, "'s"); /* "the lawyer's client" */
        if (!owner) note(&facts, hsy_lexicon_at(lexicon, word)->text);
    }
    if (end == start + 1) {
        const hsy_entry *entry = hsy_lexicon_at(lexicon, start);
        bool pronoun = (entry->class & HSY_WORD_PRONOUN) != 0;
        facts.self = pronoun && (entry->form == HSY_FORM_I || entry->form == HSY_FORM_WE);
    }
    facts.state = false;
    if (speaker->name.data != NULL) note_name(&facts, speaker->name);
    return facts;
}

/* What the story says elsewhere of one who is but "she" or a name here: "Lund's lawyer, Ada Quist ... Quist said". */
static void note_mentions(const hsy_scene *scene, size_t index, source_facts *facts) {
    const hsy_entities *entities = scene->entities;
    if (entities->source[index] == HSY_NONE) return;
    const hsy_mention *source = &entities->mentions[entities->source[index]];
    if (!hsy_form_is_pronoun((hsy_form)source->form) && source->form != HSY_FORM_NAME) return;
    uint32_t first = entities->first[source->entity], end = entities->first[source->entity + 1];
    for (uint32_t at = first; at < end && at < first + MENTIONS; at++) {
        const hsy_mention *mention = &entities->mentions[entities->members[at]];
        if (hsy_form_is_pronoun((hsy_form)mention->form) || mention->joined) continue;
        facts->state = false;
        if (mention->head > mention->words.start) note(facts, hsy_lexicon_at(scene->lexicon, mention->head - 1)->text);
        note(facts, hsy_lexicon_at(scene->lexicon, mention->head)->text);
    }
}

/* --- The cue ----------------------------------------------------------------------------------------------- */

/* The first sense that is not weak, else the first; a plain saying gives way to what a participle behind it tells:
 * "hit out, denying". */
static hsy_cue_sense sense_of(const hsy_cue *cue) {
    hsy_cue_sense first = {.stance = HEARSAY_SAYS, .end = cue->end};
    bool found = false;
    for (size_t at = 0; at < cue->end;) {
        hsy_cue_sense sense;
        if (!hsy_cue_sense_at(cue, at, &sense)) {
            at++;
            continue;
        }
        hsy_str word = cue->words[at];
        bool participle = word.size > 4 && memcmp(word.data + word.size - 3, "ing", 3) == 0;
        if (!found || ((first.flags & HSY_CUE_WEAK) != 0 && (sense.flags & HSY_CUE_WEAK) == 0))
            first = sense;
        else if (first.stance == HEARSAY_SAYS && sense.stance != HEARSAY_SAYS && participle)
            first = sense;
        found = true;
        at = sense.end;
    }
    return first;
}

/* "No one said", "none of them": the source itself negates. */
static bool is_nobody(const hsy_scene *scene, hsy_words source) {
    static const char *const none[] = {"no", "nobody", "none", "neither"};
    for (size_t i = 0; source.start < source.end && i < sizeof none / sizeof *none; i++)
        if (hsy_lexicon_equals(scene->lexicon, source.start, none[i])) return true;
    return false;
}

static bool is_negated(const hsy_scene *scene, const hsy_attribution *attribution, const hsy_cue *cue, size_t end) {
    for (size_t at = 0; at < end; at++)
        if (hsy_cue_negates(cue, at)) return true;
    return is_nobody(scene, attribution->source);
}

/* Whether one says of oneself, or is said, never to have said this very thing: "I never said that", "he had not written
 * it". Silence would be no contradiction; this is. */
static bool disowns(const hsy_scene *scene, const hsy_attribution *attribution, const hsy_cue *cue, bool self) {
    if (attribution->inside == SIZE_MAX) return false;
    bool past = false;
    for (size_t at = 0; at < cue->end; at++)
        past = past || hsy_str_equal(cue->words[at], hsy_str_of("did")) ||
               hsy_str_equal(cue->words[at], hsy_str_of("never")) ||
               hsy_inflect_is_form(cue->words[at], hsy_str_of("have"));
    if (self || !past) return past;
    static const char *const it[] = {"it", "that", "this", "them", "so", "anything"};
    if (attribution->content_count != 1 || attribution->content[0].end != attribution->content[0].start + 1)
        return false;
    bool pronoun = false;
    for (size_t i = 0; i < sizeof it / sizeof *it; i++)
        pronoun = pronoun || hsy_lexicon_equals(scene->lexicon, attribution->content[0].start, it[i]);
    return pronoun;
}

static hearsay_stance negated_stance(const hsy_cue_sense *sense) {
    switch (sense->stance) {
    case HEARSAY_SAYS:
        return (sense->flags & HSY_CUE_SPEAKS) != 0 ? HEARSAY_DECLINES : HEARSAY_SAYS;
    case HEARSAY_CLAIMS:
    case HEARSAY_ALLEGES:
    case HEARSAY_CONFIRMS:
    case HEARSAY_ADMITS:
    case HEARSAY_PROMISES:
        return HEARSAY_DECLINES;
    case HEARSAY_DENIES: /* "did not deny" denies nothing, and asserts nothing */
        return HEARSAY_DECLINES;
    case HEARSAY_DECLINES:
        return HEARSAY_SAYS;
    default:
        return sense->stance;
    }
}

/* --- The content --------------------------------------------------------------------------------------------- */

static bool is_question(const hsy_scene *scene, const hsy_attribution *attribution) {
    if (attribution->content_count == 0 || attribution->type == HEARSAY_INDIRECT) return false;
    hsy_words last = attribution->content[attribution->content_count - 1];
    for (uint32_t word = last.end; word-- > last.start;) {
        hsy_str text = scene->lexicon->given[word];
        if (memchr(text.data, '?', text.size) != NULL) return true;
        if (hsy_lexicon_is(scene->lexicon, word, HSY_WORD_LETTERS)) return false;
    }
    return false;
}

static bool is_report(const hsy_speaker *speaker, const source_facts *facts, const hsy_cue_sense *sense,
                      const hsy_content *content) {
    if ((sense->flags & HSY_CUE_INFORMS) == 0) return false;
    if (speaker->kind == HEARSAY_KIND_OUTLET || speaker->kind == HEARSAY_KIND_DOCUMENT) return true;
    if (sense->stance != HEARSAY_SAYS || speaker->kind == HEARSAY_KIND_PERSON) return false;
    return (facts->measures && content->foreign) ||
           (speaker->kind == HEARSAY_KIND_ORGANIZATION && content->foreign && hsy_content_is_result(content));
}

static bool is_denial(const hsy_cue *cue, const hsy_cue_sense *sense, const hsy_content *content,
                      const source_facts *facts) {
    if ((sense->flags & HSY_CUE_NAMES) != 0) return hsy_content_calls_false(content);
    bool speaks = cue->count == 0 || (sense->flags & (HSY_CUE_SPEAKS | HSY_CUE_WEAK)) != 0;
    bool answers = facts->answers || (sense->flags & HSY_CUE_COUNTERS) != 0;
    return speaks && hsy_content_denies(content, answers);
}

/* --- All together ------------------------------------------------------------------------------------------------ */

static hearsay_stance stance_of(const hsy_scene *scene, size_t number, const hsy_cue *cue, const hsy_cue_sense *sense,
                                const hsy_content *content) {
    const hsy_attribution *attribution = &scene->attributions->items[number];
    const hsy_speaker *speaker = &scene->speakers[number];
    source_facts facts = facts_of(scene, attribution, speaker);
    note_mentions(scene, (size_t)(attribution - scene->attributions->items), &facts);
    if (is_negated(scene, attribution, cue, sense->start)) {
        bool speaks = (sense->flags & HSY_CUE_SPEAKS) != 0 && sense->stance == HEARSAY_SAYS;
        return speaks && disowns(scene, attribution, cue, facts.self) ? HEARSAY_DENIES : negated_stance(sense);
    }
    note_cue(&facts, cue, sense->end);
    hearsay_stance stance = sense->stance;
    if ((sense->flags & HSY_CUE_ALOUD) != 0 && content->own) stance = HEARSAY_SAYS;
    if ((sense->flags & HSY_CUE_THINGS) != 0 && speaker->kind == HEARSAY_KIND_PERSON) stance = HEARSAY_SAYS;
    bool plain = stance == HEARSAY_SAYS || stance == HEARSAY_CLAIMS;
    if (plain && facts.accuses) return HEARSAY_ALLEGES;
    /* A study or a letter that finds something untrue denies nothing. */
    if (plain && speaker->kind != HEARSAY_KIND_DOCUMENT && is_denial(cue, sense, content, &facts))
        return HEARSAY_DENIES;
    if (is_report(speaker, &facts, sense, content)) return HEARSAY_REPORTS;
    if (plain && (sense->flags & HSY_CUE_NAMES) != 0 && hsy_content_calls_culprit(content)) return HEARSAY_ALLEGES;
    return stance == HEARSAY_SAYS && is_question(scene, attribution) ? HEARSAY_ASKS : stance;
}

hearsay_status hsy_speaker_stance(hsy_scene *scene, hearsay_error *error) {
    uint32_t *owners = NULL;
    hearsay_status status = hsy_content_owners(scene, &owners, error);
    if (status != HEARSAY_OK) return status;
    for (size_t i = 0; i < scene->attributions->count; i++) {
        hsy_cue cue;
        hsy_content content;
        hsy_cue_read(scene, &scene->attributions->items[i], &cue);
        hsy_content_read(scene, owners, i, &content);
        hsy_cue_sense sense = sense_of(&cue);
        hsy_speaker *speaker = &scene->speakers[i];
        /* "did not touch": a weak word is but an auxiliary of what follows. */
        size_t end = (sense.flags & HSY_CUE_WEAK) != 0 ? cue.end : sense.end;
        speaker->negated = is_negated(scene, &scene->attributions->items[i], &cue, end);
        speaker->hedged = hsy_cue_hedged(&cue) || hsy_content_hedged(&content);
        speaker->stance = stance_of(scene, i, &cue, &sense, &content);
    }
    return HEARSAY_OK;
}
