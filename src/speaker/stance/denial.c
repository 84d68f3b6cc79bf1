/* SPDX-License-Identifier: Apache-2.0 */
/* Contents that deny. Each rule reads one clause: it looks a few words ahead and never over the end of a sentence. */
#include "speaker/stance/denial.h"

#include "speaker/list_cue_contents.h"

static const hsy_word_list contents = HSY_WORD_LIST(cue_contents, CUE_CONTENTS);

enum {
    REACH = 5,
    DENIAL_SENTENCES = 2, /* who denies outright does so at once */
    CALLED_WORDS = 16
};

static bool is(const hsy_content *content, size_t at, const char *word) {
    return at < content->count && hsy_str_equal(content->words[at], hsy_str_of(word));
}

static bool is_any(const hsy_content *content, size_t at, const char *const words[]) {
    for (; *words != NULL; words++)
        if (is(content, at, *words)) return true;
    return false;
}

static bool has(const hsy_content *content, size_t at, const char *kind) {
    return at < content->count && hsy_word_list_holds(hsy_word_list_find(&contents, content->words[at]), kind);
}

static bool has_form(const hsy_content *content, size_t at, const char *kind) {
    return at < content->count && hsy_word_list_holds(hsy_inflect_find(&contents, content->words[at]), kind);
}

static bool is_form(const hsy_content *content, size_t at, const char *base) {
    return at < content->count && hsy_inflect_is_form(content->words[at], hsy_str_of(base));
}

static bool negates(const hsy_content *content, size_t at) {
    static const char *const words[] = {"not", "n't", "never", NULL};
    return is_any(content, at, words);
}

/* The end of the words that belong to the clause of word `at`: at most `reach` further ones. */
static size_t clause_end(const hsy_content *content, size_t at, size_t reach) {
    size_t end = at + 1;
    while (end < content->count && end <= at + reach && !content->begins[end])
        end++;
    return end;
}

/* "is (completely) untrue", "is not (at all) true": of the form of "be" at `at`. `noun`: the subject is one such as
 * "story". */
static bool is_false_predicate(const hsy_content *content, size_t at, bool noun) {
    static const char *const stops[] = {"that", "to", "who", "which", "because", "if", "when", NULL};
    size_t end = clause_end(content, at, REACH);
    bool negated = false;
    for (size_t i = at + 1; i < end && !is_any(content, i, stops); i++) {
        negated = negated || negates(content, i) || is(content, i, "no");
        if (negated) {
            if (has(content, i, "true") && !is(content, i + 1, "that")) return true;
            if (is(content, i, "case") && is(content, i - 1, "the")) return true;
            continue;
        }
        if (has(content, i, "false") || (noun && has(content, i, "silly"))) return true;
        if (is(content, i, "made") && is(content, i + 1, "up")) return true;
        if (is(content, i, "wide") && is(content, i + 1, "of") && is(content, i + 3, "mark")) return true;
        if ((is(content, i, "without") || is(content, i, "no")) && has(content, i + 1, "ground")) return true;
    }
    return false;
}

/* Whether the sentence sets a condition before word `at`: "if it is a forgery, ...". */
static bool is_conditional(const hsy_content *content, size_t at) {
    static const char *const conditions[] = {"if", "whether", "unless", "until", "long", NULL};
    for (size_t i = at, seen = 0; seen < 2 * REACH; i--, seen++) {
        if (is_any(content, i, conditions)) return true;
        if (i == 0 || content->begins[i]) return false;
    }
    return false;
}

/* "None of it is true": of the form of "be" at `at`. */
static bool is_none_true(const hsy_content *content, size_t at) {
    if (at < 3 || !is(content, at - 3, "none") || !is(content, at - 2, "of")) return false;
    size_t end = clause_end(content, at, 2);
    for (size_t i = at + 1; i < end; i++)
        if (has(content, i, "true")) return true;
    return false;
}

/* "The story is rubbish", "That was made up". */
static bool calls_claim_false(const hsy_content *content, size_t at) {
    static const char *const subjects[] = {"this", "that", "it", "these", "those", "they", "all", NULL};
    if (!is_form(content, at, "be") || at == 0 || content->begins[at]) return false;
    if (is_none_true(content, at)) return true;
    size_t subject = at - 1;
    while (subject > 0 && !content->begins[subject] && content->words[subject].size > 4 &&
           !has(content, subject, "claim"))
        subject--; /* "the claims published yesterday are", "this simply is" */
    if (at - subject > REACH || is_conditional(content, subject)) return false;
    bool noun = has(content, subject, "claim");
    return (noun || is_any(content, subject, subjects)) && is_false_predicate(content, at, noun);
}

/* "There is no truth in it", "the case has no merit", "without foundation", "nothing to it", "no such plan exists". */
static bool has_no_ground(const hsy_content *content, size_t at) {
    static const char *const lead[] = {"is",       "are",    "was",   "were", "be",         "been",       "has",
                                       "have",     "had",    "'s",    "'ve",  "absolutely", "completely", "totally",
                                       "entirely", "wholly", "there", "that", NULL};
    if (is(content, at, "no") || is(content, at, "without")) {
        bool led = is(content, at, "without") || (at > 0 && is_any(content, at - 1, lead));
        size_t end = clause_end(content, at, 3);
        for (size_t i = at + 1; led && i < end; i++) {
            /* "There is no evidence" may be a finding; "without evidence" speaks of a claim. */
            if (has(content, i, "ground") && !is(content, i, "evidence")) return true;
            if (is(content, i, "such")) return true;
        }
        return false;
    }
    /* "not a shred of truth" */
    if (negates(content, at) && is(content, at + 1, "a") && is(content, at + 3, "of") && has(content, at + 4, "ground"))
        return !is(content, at + 4, "evidence");
    static const char *const objects[] = {"it", "this", "that", "them", "these", "hide", NULL};
    if (!is(content, at, "nothing")) return false;
    if (is(content, at + 1, "to") && is_any(content, at + 2, objects) && at > 0) return true;
    if (is(content, at + 1, "of") && is(content, at + 2, "the") &&
        (is(content, at + 3, "sort") || is(content, at + 3, "kind")))
        return true;
    if (is(content, at + 1, "happened") && (at == 0 || content->begins[at] || is(content, at - 1, "that"))) return true;
    if (is(content, at + 1, "wrong") || is(content, at + 1, "improper") || is(content, at + 1, "illegal"))
        return at > 0 && is_form(content, at - 1, "do");
    return false;
}

/* Whether the word is a pronoun by which the speaker speaks of himself. */
static bool is_self(const hsy_content *content, size_t at) {
    static const char *const own[] = {"i", "we", NULL}, *const told[] = {"he", "she", "they", NULL};
    return (content->own && is_any(content, at, own)) || (content->foreign && is_any(content, at, told));
}

/* "I had nothing to do with it". */
static bool had_no_part(const hsy_content *content, size_t at, bool answers) {
    if (!is(content, at, "nothing") || !is(content, at + 1, "to") || !is(content, at + 2, "do")) return false;
    if (at < 2 || !is(content, at + 3, "with") || !is_form(content, at - 1, "have")) return false;
    return answers || is_self(content, at - 2);
}

/* "I am innocent", "he is not guilty"; with `answers` of anyone. */
static bool is_innocent(const hsy_content *content, size_t at, bool answers) {
    if (!is_form(content, at, "be") || at == 0 || content->begins[at]) return false;
    if (!answers && !is_self(content, at - 1)) return false;
    size_t end = clause_end(content, at, 3);
    for (size_t i = at + 1; i < end; i++) {
        if (has(content, i, "innocent")) return !negates(content, i - 1);
        if (negates(content, i) && is(content, i + 1, "guilty")) return true;
    }
    return false;
}

/* "I never took a cent", "we did not pay anyone", "he had not written it", "I didn't do it". */
static bool denies_deed(const hsy_content *content, size_t at, bool answers) {
    static const char *const it[] = {"it", "this", "that", "anything", "these", "any", NULL};
    if (!negates(content, at) || at == 0 || content->begins[at]) return false;
    size_t subject = at - 1;
    if (subject > 0 && !content->begins[subject] &&
        (is_form(content, subject, "have") || is_form(content, subject, "do") || is_form(content, subject, "be")))
        subject--;
    if (!is_self(content, subject) && !answers) return false;
    if (is_conditional(content, subject)) return false;
    bool never = is(content, at, "never");
    size_t end = clause_end(content, at, 4);
    for (size_t i = at + 1; i < end; i++) {
        if (is(content, i, "going") || (is(content, i, "to") && !never)) return false; /* "we do not want to say" */
        if (has_form(content, i, "wrong") || (never && has_form(content, i, "never"))) return true;
        if (is_form(content, i, "do") && is_any(content, i + 1, it)) return true;
    }
    return false;
}

/* A spokesman's first sentence with a negated verb: "Nora is not leaving", "the firm never met him". */
static bool denies_plainly(const hsy_content *content) {
    size_t end = clause_end(content, 0, 8);
    for (size_t i = 1; i < end; i++) {
        if (!negates(content, i)) continue;
        bool plain = is(content, i, "never") || is_form(content, i - 1, "be") || is_form(content, i - 1, "have") ||
                     is_form(content, i - 1, "do");
        size_t reach = clause_end(content, i, 3);
        for (size_t k = i + 1; k < reach; k++)
            plain = plain && !has(content, k, "open");
        return plain;
    }
    return false;
}

/* Whether what stands at `at` makes the whole a denial. */
static bool denies_at(const hsy_content *content, size_t at, bool answers) {
    if (calls_claim_false(content, at) || has_no_ground(content, at)) return true;
    if (is_innocent(content, at, answers) || denies_deed(content, at, answers) || had_no_part(content, at, answers))
        return true;
    if (is(content, at, "never") && is(content, at + 1, "happened")) return true;
    return is(content, at, "did") && negates(content, at + 1) && is(content, at + 2, "happen");
}

/* The whole of it is an answer: "No", "Never", "Absolutely not", "Not at all", "Not true", "No way". */
static bool is_brief_denial(const hsy_content *content) {
    enum { LONGEST = 4 };
    size_t last = content->count - 1;
    if (content->cut || content->count > LONGEST) return false;
    if (last == 0) return is(content, 0, "no") || is(content, 0, "never");
    if (is(content, last, "not")) return has(content, last - 1, "firm");
    if (is(content, 0, "no") && last == 1) return is(content, 1, "way") || is(content, 1, "no");
    size_t at = has(content, 0, "firm") ? 1 : 0;
    if (!is(content, at, "not")) return false;
    if (at + 1 == last) return has(content, last, "true") || is(content, last, "guilty");
    return at + 2 == last && is(content, at + 1, "at") && is(content, last, "all");
}

bool hsy_content_denies(const hsy_content *content, bool answers) {
    if (content->count == 0) return false;
    if (is_brief_denial(content)) return true;
    size_t sentences = 0;
    for (size_t at = 0; at < content->count; at++) {
        sentences += content->begins[at];
        if (sentences > DENIAL_SENTENCES) break;
        if (denies_at(content, at, answers)) return true;
    }
    return answers && denies_plainly(content);
}

bool hsy_content_calls_false(const hsy_content *content) {
    static const char *const pronouns[] = {"it", "this", "that", "them", "these", "those", NULL};
    size_t end = content->count > 0 ? clause_end(content, 0, CALLED_WORDS) : 0;
    bool claim = false, called = false;
    for (size_t at = 0; at < end; at++) {
        bool noun = has(content, at, "claim");
        bool word = has(content, at, "false") || (claim && has(content, at, "silly"));
        if (word && (called || claim || noun) && !(at > 0 && negates(content, at - 1))) return true;
        claim = claim || noun;
        called = called || is_any(content, at, pronouns);
    }
    return false;
}

bool hsy_content_calls_culprit(const hsy_content *content) {
    size_t end = content->count > 0 ? clause_end(content, 0, CALLED_WORDS) : 0;
    for (size_t at = 1; at < end; at++)
        if (has(content, at, "culprit") && !negates(content, at - 1)) return true;
    return false;
}

bool hsy_content_is_result(const hsy_content *content) {
    static const char *const ahead[] = {"will", "'ll", "would", "could", "may", "might", "should", "expects", NULL};
    bool figure = false, moves = false, number = false;
    size_t end = content->count > 0 ? clause_end(content, 0, 24) : 0;
    for (size_t at = 0; at < end; at++) {
        if (is_any(content, at, ahead)) return false;
        figure = figure || has(content, at, "figure");
        moves = moves || has_form(content, at, "moves");
        char first = content->words[at].data[0];
        number = number || (first >= '0' && first <= '9') || first == '$';
    }
    return figure && moves && number;
}
