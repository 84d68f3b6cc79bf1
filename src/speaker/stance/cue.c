/* SPDX-License-Identifier: Apache-2.0 */
#include "speaker/stance/cue.h"

#include <string.h>

#include "speaker/list_auxiliaries.h"
#include "speaker/list_cue_adverbs.h"
#include "speaker/list_cues.h"
#include "speaker/list_hedges.h"
#include "speaker/list_negations.h"

static const hsy_word_list cues = HSY_WORD_LIST(cues, CUES);
static const hsy_word_list adverbs = HSY_WORD_LIST(cue_adverbs, CUE_ADVERBS);
static const hsy_word_list auxiliaries = HSY_WORD_LIST(auxiliaries, AUXILIARIES);
static const hsy_word_list negations = HSY_WORD_LIST(negations, NEGATIONS);
static const hsy_word_list hedges = HSY_WORD_LIST(hedges, HEDGES);

static bool in_list(const hsy_word_list *list, hsy_str word) {
    return hsy_word_list_find(list, word) != NULL;
}

static bool is_not(hsy_str word) {
    return hsy_str_equal(word, hsy_str_of("not")) || hsy_str_equal(word, hsy_str_of("n't"));
}

/* "also", "immediately": no word of an entry, nor an auxiliary. */
static bool is_adverb(hsy_str word) {
    if (in_list(&adverbs, word)) return true;
    return word.size > 4 && memcmp(word.data + word.size - 2, "ly", 2) == 0 && !in_list(&cues, word);
}

/* --- The words of a cue ------------------------------------------------------------------------------ */

static void add(const hsy_lexicon *lexicon, uint32_t word, hsy_cue *cue) {
    if (cue->count == HSY_CUE_WORDS || !hsy_lexicon_is(lexicon, word, HSY_WORD_LETTERS)) return;
    cue->words[cue->count++] = hsy_lexicon_at(lexicon, word)->text;
}

static bool holds(hsy_words words, uint32_t word) {
    return words.start <= word && word < words.end;
}

static bool in_content(const hsy_attribution *attribution, uint32_t word) {
    for (size_t i = 0; i < attribution->content_count; i++)
        if (holds(attribution->content[i], word)) return true;
    return false;
}

/* Where the auxiliaries begin that stand before the cue and that the model left out of it. */
static uint32_t begin_of(const hsy_scene *scene, const hsy_attribution *attribution) {
    uint32_t first = attribution->cue.start;
    const hsy_word *words = scene->tokens->words;
    for (uint32_t word = first; word-- > 0 && attribution->cue.start - word <= HSY_CUE_BEFORE;) {
        hsy_str text = hsy_lexicon_at(scene->lexicon, word)->text;
        if (words[word].sentence != words[first].sentence || holds(attribution->source, word) ||
            in_content(attribution, word))
            break;
        if (in_list(&auxiliaries, text) || is_not(text) || hsy_str_equal(text, hsy_str_of("never")))
            first = word;
        else if (!is_adverb(text))
            break;
    }
    return first;
}

/* The first word of the content that follows the cue with no mark between them; UINT32_MAX: none does. */
static uint32_t content_behind(const hsy_scene *scene, const hsy_attribution *attribution) {
    for (size_t i = 0; i < attribution->content_count; i++) {
        uint32_t start = attribution->content[i].start;
        if (start == attribution->cue.end && hsy_lexicon_is(scene->lexicon, start, HSY_WORD_LETTERS)) return start;
    }
    return UINT32_MAX;
}

void hsy_cue_read(const hsy_scene *scene, const hsy_attribution *attribution, hsy_cue *cue) {
    *cue = (hsy_cue){0};
    if (attribution->cue.start == attribution->cue.end) return;
    const hsy_lexicon *lexicon = scene->lexicon;
    for (uint32_t word = begin_of(scene, attribution); word < attribution->cue.end; word++)
        if (!holds(attribution->source, word)) add(lexicon, word, cue);
    cue->end = cue->count;
    uint32_t behind = content_behind(scene, attribution);
    if (behind == UINT32_MAX) return;
    const hsy_word *words = scene->tokens->words;
    for (uint32_t word = behind; word < scene->tokens->word_count && word < behind + HSY_CUE_BEHIND; word++)
        if (in_content(attribution, word) && words[word].sentence == words[behind].sentence) add(lexicon, word, cue);
}

/* --- Phrases ------------------------------------------------------------------------------------------- */

static bool fits(hsy_str word, hsy_str element) {
    if (is_not(word)) word = hsy_str_of("not");
    return hsy_inflect_is_form(word, element);
}

/* Adverbs, and "not" behind an auxiliary: "would not like to", but not "pleaded not guilty". */
static bool may_skip(const hsy_cue *cue, size_t at) {
    if (is_not(cue->words[at])) return in_list(&auxiliaries, cue->words[at - 1]);
    return is_adverb(cue->words[at]);
}

/* How many words from `at` on make the phrase whose first word has been found to fit; 0: it is not there. `rest` stands
 * behind that word in the entry. */
static size_t phrase_words(const hsy_cue *cue, size_t at, const char *rest) {
    size_t next = at + 1;
    while (*rest == '_') {
        rest++;
        hsy_str element = {rest, strcspn(rest, "_ ")};
        rest += element.size;
        while (next < cue->count && !fits(cue->words[next], element) && may_skip(cue, next))
            next++;
        if (next == cue->count || !fits(cue->words[next], element)) return 0;
        next++;
    }
    return *rest == ' ' ? next - at : 0;
}

static hearsay_stance stance_of(const char *rest) {
    for (hearsay_stance stance = HEARSAY_SAYS; stance < HEARSAY_DECLINES; stance++)
        if (hsy_word_list_holds(rest, hearsay_stance_name(stance))) return stance;
    return HEARSAY_DECLINES;
}

static unsigned flags_of(const char *rest) {
    static const char *const names[] = {"speaks", "informs", "names", "aloud", "things", "weak", "counters"};
    unsigned flags = 0;
    for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
        if (hsy_word_list_holds(rest, names[i])) flags |= 1U << i;
    return flags;
}

bool hsy_cue_sense_at(const hsy_cue *cue, size_t at, hsy_cue_sense *sense) {
    hsy_inflect_bases bases;
    hsy_inflect_bases_of(is_not(cue->words[at]) ? hsy_str_of("not") : cue->words[at], &bases);
    size_t longest = 0;
    for (size_t i = 0; i < bases.count; i++) {
        hsy_str base = bases.items[i];
        for (size_t k = hsy_word_list_from(&cues, base); k < cues.count; k++) {
            const char *entry = cues.entries[k];
            if (strncmp(entry, base.data, base.size) != 0 || entry[base.size] > '_') break;
            if (entry[base.size] != ' ' && entry[base.size] != '_') continue;
            size_t words = phrase_words(cue, at, entry + base.size);
            if (words <= longest) continue;
            longest = words;
            const char *rest = strchr(entry, ' ');
            *sense = (hsy_cue_sense){stance_of(rest), flags_of(rest), at, at + words};
        }
    }
    return longest > 0;
}

/* --- Negation and hedges ----------------------------------------------------------------------------------- */

bool hsy_cue_negates(const hsy_cue *cue, size_t at) {
    hsy_str next = at + 1 < cue->count ? cue->words[at + 1] : (hsy_str){"", 0};
    if (is_not(cue->words[at])) { /* "not only said" */
        static const char *const affirming[] = {"only", "just", "merely", "simply"};
        for (size_t i = 0; i < sizeof affirming / sizeof *affirming; i++)
            if (hsy_str_equal(next, hsy_str_of(affirming[i]))) return false;
        return true;
    }
    const char *rest = hsy_word_list_find(&negations, cue->words[at]);
    if (rest != NULL && *rest == '\0') return true;
    rest = hsy_inflect_find(&negations, cue->words[at]);
    return hsy_word_list_holds(rest, "to") && hsy_str_equal(next, hsy_str_of("to"));
}

bool hsy_cue_is_hedge(hsy_str word) {
    const char *rest = hsy_word_list_find(&hedges, word);
    return rest != NULL && *rest == '\0';
}

/* A form of "be" and adverbs, and behind them no form in -ing. */
static bool is_passive(const hsy_cue *cue, size_t at) {
    hsy_str word = cue->words[at];
    if (word.size > 3 && memcmp(word.data + word.size - 3, "ing", 3) == 0) return false;
    while (at > 0 && is_adverb(cue->words[at - 1]))
        at--;
    return at > 0 && hsy_inflect_is_form(cue->words[at - 1], hsy_str_of("be"));
}

bool hsy_cue_hedged(const hsy_cue *cue) {
    for (size_t at = 0; at < cue->end; at++) {
        if (hsy_cue_is_hedge(cue->words[at])) return true;
        const char *rest = hsy_inflect_find(&hedges, cue->words[at]);
        if (hsy_word_list_holds(rest, "cue")) return true;
        if (hsy_word_list_holds(rest, "passive") && is_passive(cue, at)) return true;
    }
    return false;
}
