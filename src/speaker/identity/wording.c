/* SPDX-License-Identifier: Apache-2.0 */
/* Noun phrases as words: their borders, their head, and how they are written with full names in them. */
#include "speaker/identity/naming.h"
#include "speaker/words/nouns.h"
#include "speaker/words/phrase.h"
#include "speaker/words/use.h"

enum { ANONYMITY_REACH = 8 }; /* words behind "who" in which a clause shows that it is about not being named */

/* --- Finding mentions -------------------------------------------------------------------------------------- */

uint32_t hsy_mention_from(const hsy_entities *entities, uint32_t word) {
    size_t low = 0, high = entities->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (entities->mentions[middle].words.start < word)
            low = middle + 1;
        else
            high = middle;
    }
    return (uint32_t)low;
}

uint32_t hsy_mention_of(const hsy_entities *entities, hsy_words words) {
    uint32_t near = HSY_NONE;
    for (uint32_t i = hsy_mention_from(entities, words.start);
         i < entities->count && entities->mentions[i].words.start == words.start; i++) {
        uint32_t end = entities->mentions[i].words.end;
        if (end == words.end) return i;
        if (near == HSY_NONE && (end + 1 == words.end || end == words.end + 1)) near = i;
    }
    return near;
}

/* --- Borders ------------------------------------------------------------------------------------------------ */

static const char *const hinges[] = {",", "(", "[", "--", "—", "–", "-", ";", ":", NULL};
static const char *const clause_words[] = {"who", "whom", "which", "whose", "that", "where", "when", NULL};

hsy_words hsy_wording_trim(const hsy_lexicon *lexicon, hsy_words words) {
    while (words.end - words.start > 1 && !hsy_lexicon_is(lexicon, words.start, HSY_WORD_LETTERS))
        words.start++;
    while (words.end - words.start > 1 && (!hsy_lexicon_is(lexicon, words.end - 1, HSY_WORD_LETTERS) ||
                                           hsy_lexicon_is_clitic(lexicon, words.end - 1))) {
        if (hsy_lexicon_equals(lexicon, words.end - 1, ")")) break; /* "Whitfield (D-Ohio)" is cut elsewhere */
        words.end--;
    }
    return words;
}

/* Whether the clause that begins here says that somebody would not be named. */
static bool hides(const hsy_lexicon *lexicon, uint32_t word, uint32_t end) {
    if (!hsy_use_has(lexicon, word, "hides")) return false;
    for (uint32_t at = word + 1; at < end && at < word + ANONYMITY_REACH; at++)
        if (hsy_use_has(lexicon, at, "unnamed")) return true;
    return false;
}

hsy_words hsy_wording_core(const hsy_lexicon *lexicon, hsy_words words, uint32_t head) {
    if (head < words.start || head >= words.end) return hsy_wording_trim(lexicon, words);
    for (uint32_t word = head + 1; word < words.end; word++)
        if (hsy_phrase_is(lexicon, word, hinges) || hides(lexicon, word, words.end)) {
            words.end = word;
            break;
        }
    return hsy_wording_trim(lexicon, words);
}

uint32_t hsy_wording_head(const hsy_lexicon *lexicon, hsy_words words) {
    uint32_t word = words.start + 1;
    while (word < words.end && !hsy_phrase_is(lexicon, word, hinges) && !hsy_phrase_is(lexicon, word, clause_words) &&
           !hsy_lexicon_is(lexicon, word, HSY_WORD_PREPOSITION))
        word++;
    while (word > words.start + 1 &&
           (!hsy_lexicon_is(lexicon, word - 1, HSY_WORD_LETTERS) || hsy_lexicon_is_clitic(lexicon, word - 1)))
        word--;
    return word - 1;
}

/* --- Writing -------------------------------------------------------------------------------------------------- */

uint32_t hsy_wording_letters(const hsy_lexicon *lexicon, hsy_words words) {
    uint32_t count = 0;
    for (uint32_t word = words.start; word < words.end; word++)
        count += hsy_lexicon_is(lexicon, word, HSY_WORD_LETTERS);
    return count;
}

/* "The firm's agent" becomes its name's; "the state's governor" is not the Constitution's. */
static bool may_own(const hsy_mention *mention, const hsy_naming *naming) {
    if (naming->person != HSY_NONE) return mention->sort == HSY_SORT_PERSON;
    return mention->sort == HSY_SORT_ORGANIZATION && naming->sort == HSY_SORT_ORGANIZATION;
}

/* "A Lund family friend" is of the family, not of the one Lund whom the story knows: a name right before a noun. */
static bool modifies(const hsy_lexicon *lexicon, const hsy_mention *mention, uint32_t end) {
    uint32_t next = mention->words.end;
    if (mention->possessive || next >= end || !hsy_lexicon_is(lexicon, next, HSY_WORD_LETTERS)) return false;
    return !hsy_lexicon_is(lexicon, next, HSY_WORD_PREPOSITION | HSY_WORD_BREAK | HSY_WORD_SUFFIX);
}

/* The words of the text up to whose end a mention's name replaces it in a phrase that ends at `end`; its start: nothing
 * replaces it. */
static uint32_t replaced_to(const hsy_scene *scene, const hsy_mention *mention, uint32_t entity, uint32_t end) {
    const hsy_names *names = scene->names;
    uint32_t nothing = mention->words.start;
    if (mention->joined || mention->entity == entity) return nothing;
    const hsy_naming *naming = &names->entities[mention->entity];
    switch (mention->form) {
    case HSY_FORM_HE:
    case HSY_FORM_SHE:
    case HSY_FORM_IT:
    case HSY_FORM_THEY:
        if (hsy_name_has(names, mention->entity)) return mention->words.end;
        return !mention->possessive && naming->described != HSY_NONE ? mention->words.end : nothing; /* "two of them" */
    case HSY_FORM_NAME: {
        if (!mention->person || naming->person == HSY_NONE) return nothing;
        if (modifies(scene->lexicon, mention, end)) return nothing;
        hsy_words full = scene->entities->mentions[naming->person].name;
        return hsy_wording_letters(scene->lexicon, full) > hsy_wording_letters(scene->lexicon, mention->name)
                   ? mention->name.end
                   : nothing;
    }
    default: /* "the firm's agent" */
        if (!mention->possessive || !hsy_name_has(names, mention->entity)) return nothing;
        if (!may_own(mention, naming)) return nothing;
        return hsy_wording_trim(scene->lexicon, mention->words).end;
    }
}

static void write_mention(const hsy_scene *scene, const hsy_mention *mention, hsy_buffer *out) {
    const hsy_naming *naming = &scene->names->entities[mention->entity];
    if (!hsy_name_write_entity(scene, mention->entity, out) && naming->described != HSY_NONE) {
        const hsy_mention *described = &scene->entities->mentions[naming->described];
        hsy_span span =
            hsy_words_span(scene->tokens, hsy_wording_core(scene->lexicon, described->words, described->head));
        hsy_buffer_add(out, scene->story->text.data + span.start, span.end - span.start);
    }
    if (hsy_form_is_pronoun(mention->form) && mention->possessive)
        hsy_buffer_text(out, scene->names->curly ? "\xE2\x80\x99s" : "'s");
}

/* Whether the word has its capital only from the beginning of a sentence. */
static bool is_small(const hsy_lexicon *lexicon, uint32_t word) {
    if (!hsy_lexicon_begins(lexicon, word)) return false;
    if (hsy_lexicon_is(lexicon, word, HSY_WORD_DETERMINER | HSY_WORD_PRONOUN | HSY_WORD_SMALL)) return true;
    hsy_str small = hsy_lexicon_at(lexicon, word)->text;
    return hsy_noun_class(small) != 0 || hsy_noun_amount(small) != HSY_AMOUNT_NONE;
}

void hsy_wording_write(const hsy_scene *scene, hsy_words words, uint32_t entity, bool named, hsy_buffer *out) {
    const hsy_entities *entities = scene->entities;
    const hsy_word *all = scene->tokens->words;
    uint32_t mention = hsy_mention_from(entities, words.start);
    for (uint32_t word = words.start; word < words.end;) {
        if (word > words.start && all[word].text.start > all[word - 1].text.end) hsy_buffer_char(out, ' ');
        uint32_t end = word;
        const hsy_mention *taken = NULL;
        while (mention < entities->count && entities->mentions[mention].words.start < word)
            mention++;
        for (; mention < entities->count && entities->mentions[mention].words.start == word; mention++) {
            if (taken != NULL || entities->mentions[mention].words.end > words.end) continue;
            end = replaced_to(scene, &entities->mentions[mention], entity, words.end);
            if (end > word) taken = &entities->mentions[mention];
        }
        if (taken != NULL) {
            write_mention(scene, taken, out);
            word = end;
            continue;
        }
        hsy_str given = scene->lexicon->given[word];
        bool lower = word == words.start && !named && is_small(scene->lexicon, word);
        hsy_str text = lower ? hsy_lexicon_at(scene->lexicon, word)->text : given;
        hsy_buffer_add(out, text.data, text.size);
        word++;
    }
}
