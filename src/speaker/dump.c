/* SPDX-License-Identifier: Apache-2.0 */
/* The stage's result as JSON, for tests and for the curious: the mentions with their entities, then the sources. */
#include <math.h>

#include "speaker/parts.h"

static const char *const form_names[HSY_FORMS] = {
    [HSY_FORM_I] = "I",
    [HSY_FORM_WE] = "we",
    [HSY_FORM_YOU] = "you",
    [HSY_FORM_HE] = "he",
    [HSY_FORM_SHE] = "she",
    [HSY_FORM_IT] = "it",
    [HSY_FORM_THEY] = "they",
    [HSY_FORM_DEMONSTRATIVE] = "demonstrative",
    [HSY_FORM_OTHER_PRONOUN] = "other pronoun",
    [HSY_FORM_NAME] = "name",
    [HSY_FORM_DEFINITE] = "definite",
    [HSY_FORM_THIS] = "this",
    [HSY_FORM_POSSESSED] = "possessed",
    [HSY_FORM_INDEFINITE] = "indefinite",
    [HSY_FORM_BARE] = "bare",
};

static const char *const sort_names[HSY_SORTS] = {
    [HSY_SORT_ABSTRACT] = "abstract", [HSY_SORT_PERSON] = "person",       [HSY_SORT_PLACE] = "place",
    [HSY_SORT_EVENT] = "event",       [HSY_SORT_TIME] = "time",           [HSY_SORT_ORGANIZATION] = "organization",
    [HSY_SORT_OBJECT] = "object",     [HSY_SORT_SUBSTANCE] = "substance", [HSY_SORT_ANIMAL] = "animal",
    [HSY_SORT_PLANT] = "plant",
};

static const char *const sex_names[HSY_SEXES] = {
    [HSY_SEX_UNKNOWN] = "unknown",
    [HSY_SEX_MALE] = "male",
    [HSY_SEX_FEMALE] = "female",
    [HSY_SEX_NEUTER] = "neuter",
};

static const char *const number_names[HSY_NUMBERS] = {
    [HSY_NUMBER_UNKNOWN] = "unknown",
    [HSY_NUMBER_ONE] = "one",
    [HSY_NUMBER_MANY] = "many",
};

/* --- Fields ------------------------------------------------------------------------------------ */

static void dump_name(const char *name, hsy_buffer *out) {
    hsy_buffer_format(out, ", \"%s\": ", name);
}

static void dump_string(const char *name, hsy_str value, hsy_buffer *out) {
    dump_name(name, out);
    hsy_json_string(out, value);
}

static void dump_word(const char *name, const char *word, hsy_buffer *out) {
    dump_string(name, hsy_str_of(word), out);
}

static void dump_bool(const char *name, bool value, hsy_buffer *out) {
    hsy_buffer_format(out, ", \"%s\": %s", name, value ? "true" : "false");
}

/* HSY_NONE is null. */
static void dump_index(const char *name, uint32_t index, hsy_buffer *out) {
    dump_name(name, out);
    if (index == HSY_NONE)
        hsy_buffer_text(out, "null");
    else
        hsy_buffer_format(out, "%lu", (unsigned long)index);
}

/* The text of the words, or null. */
static void dump_words(const char *name, const hsy_tokens *tokens, hsy_words words, hsy_buffer *out) {
    hsy_str text = {NULL, 0};
    if (words.start < words.end) {
        hsy_span span = hsy_words_span(tokens, words);
        text = (hsy_str){tokens->story->text.data + span.start, span.end - span.start};
    }
    dump_string(name, text, out);
}

static void dump_strings(const char *name, const hsy_str *strings, size_t count, hsy_buffer *out) {
    dump_name(name, out);
    hsy_buffer_char(out, '[');
    for (size_t i = 0; i < count; i++) {
        if (i > 0) hsy_buffer_text(out, ", ");
        hsy_json_string(out, strings[i]);
    }
    hsy_buffer_char(out, ']');
}

/* With four digits, from a whole number, since printf's point is the locale's. */
static void dump_number(const char *name, float value, hsy_buffer *out) {
    dump_name(name, out);
    if (!isfinite(value) || fabsf(value) > 1e9F) {
        hsy_buffer_text(out, "null");
        return;
    }
    long long scaled = llroundf(value * 10000);
    if (scaled < 0) hsy_buffer_char(out, '-');
    if (scaled < 0) scaled = -scaled;
    hsy_buffer_format(out, "%lld.%04lld", scaled / 10000, scaled % 10000);
}

/* --- Mentions and sources ------------------------------------------------------------------------ */

static void dump_mention(const hsy_tokens *tokens, const hsy_mention *mention, hsy_buffer *out) {
    hsy_buffer_format(out, "{\"words\": [%lu, %lu]", (unsigned long)mention->words.start,
                      (unsigned long)mention->words.end);
    dump_words("text", tokens, mention->words, out);
    dump_words("head", tokens, (hsy_words){mention->head, mention->head + 1}, out);
    dump_word("sort", mention->sort < HSY_SORTS ? sort_names[mention->sort] : NULL, out);
    dump_word("form", mention->form < HSY_FORMS ? form_names[mention->form] : NULL, out);
    dump_word("number", mention->number < HSY_NUMBERS ? number_names[mention->number] : NULL, out);
    dump_word("sex", mention->sex < HSY_SEXES ? sex_names[mention->sex] : NULL, out);
    dump_words("name", tokens, mention->name, out);
    dump_bool("joined", mention->joined, out);
    dump_bool("possessive", mention->possessive, out);
    dump_index("speech", mention->speech, out);
    dump_number("score", mention->score, out);
    dump_index("entity", mention->entity, out);
    hsy_buffer_char(out, '}');
}

static void dump_speaker(const hsy_speakers *speakers, size_t index, hsy_buffer *out) {
    static const char *const details[HEARSAY_DETAILS] = {"role", "reason", "knows"};
    const hsy_tokens *tokens = speakers->attributions->tokens;
    const hsy_attribution *attribution = &speakers->attributions->items[index];
    const hsy_speaker *speaker = &speakers->items[index];
    const hsy_entities *entities = speakers->entities;
    hsy_buffer_format(out, "{\"attribution\": %zu", index);
    dump_words("source", tokens, attribution->source, out);
    dump_words("cue", tokens, attribution->cue, out);
    dump_index("mention", entities == NULL || entities->source == NULL ? HSY_NONE : entities->source[index], out);
    dump_string("name", speaker->name, out);
    dump_word("kind", hearsay_kind_name(speaker->kind), out);
    dump_bool("named", speaker->named, out);
    dump_bool("anonymous", speaker->anonymous, out);
    dump_word("gender", hearsay_gender_name(speaker->gender), out);
    dump_word("gender_by", hearsay_gender_by_name(speaker->gender_by), out);
    for (int detail = 0; detail < HEARSAY_DETAILS; detail++)
        dump_words(details[detail], tokens, speaker->detail[detail], out);
    dump_word("stance", hearsay_stance_name(speaker->stance), out);
    dump_bool("hedged", speaker->hedged, out);
    dump_bool("negated", speaker->negated, out);
    dump_strings("chain", speaker->chain, speaker->chain_count, out);
    dump_strings("about", speaker->about, speaker->about_count, out);
    hsy_buffer_char(out, '}');
}

void hsy_speaker_dump(const hsy_speakers *speakers, hsy_buffer *out) {
    const hsy_tokens *tokens = speakers->attributions->tokens;
    size_t mentions = speakers->entities == NULL ? 0 : speakers->entities->count;
    hsy_buffer_text(out, "{\"id\": ");
    hsy_json_string(out, tokens->story->id);
    hsy_buffer_text(out, ", \"mentions\": [");
    for (size_t i = 0; i < mentions; i++) {
        if (i > 0) hsy_buffer_text(out, ", ");
        dump_mention(tokens, &speakers->entities->mentions[i], out);
    }
    hsy_buffer_text(out, "], \"speakers\": [");
    for (size_t i = 0; i < speakers->count; i++) {
        if (i > 0) hsy_buffer_text(out, ", ");
        dump_speaker(speakers, i, out);
    }
    hsy_buffer_text(out, "]}\n");
}
