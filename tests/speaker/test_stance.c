/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "scene.h"
#include "speaker/stance/cue.h"

enum { ATTRIBUTIONS_MAX = 4 };

/* An attribution by the words of its parts, each "" where it is absent. */
typedef struct given {
    const char *source, *cue, *content;
    hearsay_kind kind;
    size_t inside; /* number + 1 of the one that holds it */
} given;

static hsy_words words_of(const made_words *made, const char *phrase) {
    return *phrase == '\0' ? (hsy_words){0} : made_find(made, phrase);
}

static hearsay_type type_of(const char *content) {
    return content[0] == '"' ? HEARSAY_DIRECT : strchr(content, '"') != NULL ? HEARSAY_MIXED : HEARSAY_INDIRECT;
}

/* Reads the stances of `count` attributions of `text` into `speakers`. */
static void read_all(const char *text, const given *attributions, size_t count, hsy_speaker *speakers) {
    made_words made;
    made_read(&made, text);
    hsy_attribution items[ATTRIBUTIONS_MAX];
    hsy_words contents[ATTRIBUTIONS_MAX];
    hsy_arena arena;
    hsy_lexicon lexicon;
    hearsay_error error;
    hearsay_allocator memory = hsy_allocator_or_default(NULL);
    hsy_arena_init(&arena, &memory);
    assert_int_equal(hsy_lexicon_read(made.tokens, &arena, &lexicon, &error), HEARSAY_OK);
    for (size_t i = 0; i < count; i++) {
        const given *from = &attributions[i];
        contents[i] = words_of(&made, from->content);
        items[i] = (hsy_attribution){
            .source = words_of(&made, from->source),
            .cue = words_of(&made, from->cue),
            .content = &contents[i],
            .content_count = 1,
            .inside = from->inside == 0 ? SIZE_MAX : from->inside - 1,
            .type = type_of(from->content),
        };
        speakers[i] =
            (hsy_speaker){.kind = from->kind, .name = hsy_str_of(*from->source != '\0' ? from->source : NULL)};
    }
    hsy_attributions found = {.tokens = made.tokens, .items = items, .count = count};
    uint32_t sources[ATTRIBUTIONS_MAX];
    for (size_t i = 0; i < ATTRIBUTIONS_MAX; i++)
        sources[i] = HSY_NONE; /* no mention stands for it */
    const hsy_entities entities = {.lexicon = &lexicon, .source = sources};
    hsy_scene scene = {
        .story = made.story,
        .entities = &entities,
        .tokens = made.tokens,
        .lexicon = &lexicon,
        .attributions = &found,
        .speakers = speakers,
        .arena = &arena,
        .work = &arena,
    };
    assert_int_equal(hsy_speaker_stance(&scene, &error), HEARSAY_OK);
    for (size_t i = 0; i < count; i++)
        speakers[i].name = (hsy_str){0}; /* of the story, which goes */
    hsy_arena_free(&arena);
    made_free(&made);
}

/* The stance of the last attribution of a scene with the mentions that the story names its source by. */
static hearsay_stance stance_in(made_scene *made) {
    hearsay_error error;
    scene_resolve(made);
    assert_int_equal(hsy_speaker_stance(&made->scene, &error), HEARSAY_OK);
    return made->speakers[made->attributions.count - 1].stance;
}

static hsy_speaker read_one(hearsay_kind kind, const char *text, const char *source, const char *cue,
                            const char *content) {
    hsy_speaker speaker;
    read_all(text, &(given){source, cue, content, kind, 0}, 1, &speaker);
    return speaker;
}

static void assert_stance(hearsay_stance wanted, const char *text, const char *source, const char *cue,
                          const char *content) {
    hsy_speaker speaker = read_one(HEARSAY_KIND_PERSON, text, source, cue, content);
    assert_string_equal(hearsay_stance_name(speaker.stance), hearsay_stance_name(wanted));
}

/* --- The cue's words ---------------------------------------------------------------------------------- */

static void every_form_of_a_verb_has_its_stance(void **state) {
    (void)state;
    assert_stance(HEARSAY_DENIES, "Orla Finch denies the theft.", "Orla Finch", "denies", "the theft");
    assert_stance(HEARSAY_DENIES, "Orla Finch is denying the theft.", "Orla Finch", "is denying", "the theft");
    assert_stance(HEARSAY_ADMITS, "Orla Finch admitted the theft.", "Orla Finch", "admitted", "the theft");
    assert_stance(HEARSAY_CLAIMS, "Orla Finch swore it was hers.", "Orla Finch", "swore", "it was hers");
    assert_stance(HEARSAY_BELIEVES, "Orla Finch thought it was hers.", "Orla Finch", "thought", "it was hers");
    assert_stance(HEARSAY_WANTS, "Orla Finch hoped to return.", "Orla Finch", "hoped", "to return");
    assert_stance(HEARSAY_BELIEVES, "Orla Finch is worried about rain.", "Orla Finch", "is worried about", "rain");
}

static void a_noun_has_the_stance_of_its_verb(void **state) {
    (void)state;
    assert_stance(HEARSAY_CLAIMS, "Finch repeated her claim that it leaks.", "her", "claim", "that it leaks");
    assert_stance(HEARSAY_ALLEGES, "The firm met allegations that it leaks.", "", "allegations", "that it leaks");
    assert_stance(HEARSAY_DENIES, "A denial of theft came late.", "", "denial of", "theft");
}

static void what_follows_the_verb_may_change_its_stance(void **state) {
    (void)state;
    assert_stance(HEARSAY_SAYS, "Finch called the bridge a wonder.", "Finch", "called", "the bridge a wonder");
    assert_stance(HEARSAY_ASKS, "Finch called for a new bridge.", "Finch", "called", "for a new bridge");
    assert_stance(HEARSAY_ASKS, "Finch called on Friday for a new bridge.", "Finch", "called on Friday for",
                  "a new bridge");
    assert_stance(HEARSAY_SAYS, "Finch agreed that it leaks.", "Finch", "agreed", "that it leaks");
    assert_stance(HEARSAY_PROMISES, "Finch agreed to pay.", "Finch", "agreed", "to pay");
    assert_stance(HEARSAY_WANTS, "Finch would like to pay.", "Finch", "would like", "to pay");
    assert_stance(HEARSAY_CLAIMS, "Finch insisted it was safe.", "Finch", "insisted", "it was safe");
    assert_stance(HEARSAY_WANTS, "Finch insisted on a lawyer.", "Finch", "insisted on", "a lawyer");
}

static void a_light_verb_leaves_the_stance_to_its_noun(void **state) {
    (void)state;
    assert_stance(HEARSAY_BELIEVES, "Finch voiced fears of a flood.", "Finch", "voiced fears of", "a flood");
    assert_stance(HEARSAY_DENIES, "Finch issued a denial of the deal.", "Finch", "issued a denial of", "the deal");
}

static void an_unlisted_cue_and_a_colon_say(void **state) {
    (void)state;
    assert_stance(HEARSAY_SAYS, "Finch blorped that it leaks.", "Finch", "blorped", "that it leaks");
    assert_stance(HEARSAY_SAYS, "Finch: it leaks", "Finch", "", "it leaks");
}

/* --- Negation ------------------------------------------------------------------------------------------- */

static void silence_is_no_saying(void **state) {
    (void)state;
    hsy_speaker speaker = read_one(HEARSAY_KIND_PERSON, "Finch did not say when.", "Finch", "did not say", "when");
    assert_int_equal(speaker.stance, HEARSAY_DECLINES);
    assert_true(speaker.negated);
    assert_stance(HEARSAY_DECLINES, "Finch declined to comment.", "Finch", "declined", "to comment");
    assert_stance(HEARSAY_DECLINES, "Finch failed to say when.", "Finch", "failed to say", "when");
    assert_stance(HEARSAY_DECLINES, "Finch left without saying when.", "Finch", "without saying", "when");
    assert_stance(HEARSAY_DECLINES, "Finch would not confirm the deal.", "Finch", "would not confirm", "the deal");
    assert_stance(HEARSAY_DECLINES, "Finch had no comment on the deal.", "Finch", "had no comment on", "the deal");
    assert_stance(HEARSAY_DECLINES, "Finch could not be reached for comment.", "Finch", "could not be reached",
                  "for comment");
}

static void pleading_not_guilty_is_no_admission(void **state) {
    (void)state;
    assert_stance(HEARSAY_ADMITS, "Finch pleaded guilty to theft.", "Finch", "pleaded guilty to", "theft");
    assert_stance(HEARSAY_DENIES, "Finch pleaded not guilty to theft.", "Finch", "pleaded", "not guilty to theft");
}

static void a_negated_denial_denies_nothing(void **state) {
    (void)state;
    hsy_speaker speaker =
        read_one(HEARSAY_KIND_PERSON, "Finch did not deny the theft.", "Finch", "did not deny", "the theft");
    assert_int_equal(speaker.stance, HEARSAY_DECLINES);
    assert_true(speaker.negated);
}

static void a_negation_outside_the_cue_as_tagged_counts(void **state) {
    (void)state;
    hsy_speaker speaker = read_one(HEARSAY_KIND_PERSON, "Finch didn't say when.", "Finch", "say", "when");
    assert_int_equal(speaker.stance, HEARSAY_DECLINES);
    assert_true(speaker.negated);
}

static void a_negated_belief_or_wish_stays_one(void **state) {
    (void)state;
    hsy_speaker speaker =
        read_one(HEARSAY_KIND_PERSON, "Finch no longer believes it.", "Finch", "no longer believes", "it");
    assert_int_equal(speaker.stance, HEARSAY_BELIEVES);
    assert_true(speaker.negated);
    assert_stance(HEARSAY_WANTS, "Finch never wanted to go.", "Finch", "never wanted", "to go");
}

static void not_only_negates_nothing(void **state) {
    (void)state;
    hsy_speaker speaker =
        read_one(HEARSAY_KIND_PERSON, "Finch not only said it leaks.", "Finch", "not only said", "it leaks");
    assert_int_equal(speaker.stance, HEARSAY_SAYS);
    assert_false(speaker.negated);
}

static void nobody_as_the_source_negates(void **state) {
    (void)state;
    assert_true(read_one(HEARSAY_KIND_GROUP, "Nobody said it leaks.", "Nobody", "said", "it leaks").negated);
}

static void who_says_never_to_have_said_it_denies(void **state) {
    (void)state;
    hsy_speaker speakers[2];
    const given both[] = {
        {"Finch", "said", "\"I never said it was safe,\"", HEARSAY_KIND_PERSON, 0},
        {"I", "never said", "it was safe", HEARSAY_KIND_PERSON, 1},
    };
    read_all("\"I never said it was safe,\" Finch said.", both, 2, speakers);
    assert_int_equal(speakers[0].stance, HEARSAY_DENIES);
    assert_int_equal(speakers[1].stance, HEARSAY_DENIES);
}

/* --- Denials in the content --------------------------------------------------------------------------------- */

static void a_quotation_that_calls_a_claim_false_denies(void **state) {
    (void)state;
    assert_stance(HEARSAY_DENIES, "\"That is a lie,\" Finch said.", "Finch", "said", "\"That is a lie,\"");
    assert_stance(HEARSAY_DENIES, "\"It's just not true,\" said Finch.", "Finch", "said", "\"It's just not true,\"");
    assert_stance(HEARSAY_DENIES, "Finch said the rumours were completely unfounded.", "Finch", "said",
                  "the rumours were completely unfounded");
    assert_stance(HEARSAY_DENIES, "Finch said there was no truth in it.", "Finch", "said", "there was no truth in it");
    assert_stance(HEARSAY_DENIES, "Finch called the story rubbish.", "Finch", "called", "the story rubbish");
    assert_stance(HEARSAY_DENIES, "\"I am innocent,\" Finch said.", "Finch", "said", "\"I am innocent,\"");
    assert_stance(HEARSAY_DENIES, "\"We have never paid a bribe,\" Finch said.", "Finch", "said",
                  "\"We have never paid a bribe,\"");
    assert_stance(HEARSAY_DENIES, "Finch swears nothing happened.", "Finch", "swears", "nothing happened");
    assert_stance(HEARSAY_DENIES, "\"No,\" said Finch.", "Finch", "said", "\"No,\"");
}

static void other_negative_sentences_deny_nothing(void **state) {
    (void)state;
    assert_stance(HEARSAY_SAYS, "\"I didn't see it coming,\" Finch said.", "Finch", "said",
                  "\"I didn't see it coming,\"");
    assert_stance(HEARSAY_SAYS, "\"If it is a lie, it is a good lie,\" Finch said.", "Finch", "said",
                  "\"If it is a lie, it is a good lie,\"");
    assert_stance(HEARSAY_SAYS, "\"It will not be easy,\" Finch said.", "Finch", "said", "\"It will not be easy,\"");
    assert_stance(HEARSAY_SAYS, "Finch said the alarm was false.", "Finch", "said", "the alarm was false");
    assert_stance(HEARSAY_SAYS, "Finch called the delay ridiculous.", "Finch", "called", "the delay ridiculous");
}

static void a_brief_no_denies(void **state) {
    (void)state;
    static const char *const answers[] = {"Absolutely not", "Of course not", "Never",
                                          "Not at all",     "Not true",      "No way"};
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
        char text[64];
        (void)snprintf(text, sizeof text, "“%s,” Orla Finch said.", answers[i]);
        assert_stance(HEARSAY_DENIES, text, "Orla Finch", "said", answers[i]);
    }
    assert_stance(HEARSAY_SAYS, "“Perhaps not,” Orla Finch said.", "Orla Finch", "said", "Perhaps not");
    assert_stance(HEARSAY_SAYS, "“Not today,” Orla Finch said.", "Orla Finch", "said", "Not today");
    assert_stance(HEARSAY_DENIES, "“None of it is true,” Finch said.", "Finch", "said", "None of it is true");
    assert_stance(HEARSAY_DENIES, "“There is not a shred of truth in it,” Finch said.", "Finch", "said",
                  "There is not a shred of truth in it");
    assert_stance(HEARSAY_SAYS, "“There is not a shred of evidence,” Finch said.", "Finch", "said",
                  "There is not a shred of evidence");
}

/* "Did" and "have" are verbs of their own elsewhere: "did the sums". */
static void a_negation_behind_an_auxiliary_counts(void **state) {
    (void)state;
    const char *text = "“Finch did not light the fire,” said her lawyer. “She did the sums.”";
    assert_true(read_one(HEARSAY_KIND_PERSON, text, "Finch", "did not light", "the fire").negated);
    assert_false(read_one(HEARSAY_KIND_PERSON, text, "She", "did", "the sums").negated);
}

static void a_spokesman_denies_by_a_plain_not(void **state) {
    (void)state;
    const char *text = "\"Orla is not leaving the show,\" her publicist said.";
    assert_stance(HEARSAY_DENIES, text, "her publicist", "said", "\"Orla is not leaving the show,\"");
    text = "\"Orla is not aware of the report,\" her publicist said.";
    assert_stance(HEARSAY_SAYS, text, "her publicist", "said", "\"Orla is not aware of the report,\"");
    text = "\"Orla is not leaving the show,\" her brother said.";
    assert_stance(HEARSAY_SAYS, text, "her brother", "said", "\"Orla is not leaving the show,\"");
}

static void who_clarifies_that_something_is_not_so_denies(void **state) {
    (void)state;
    assert_stance(HEARSAY_DENIES, "Finch clarified that no such fee was paid.", "Finch", "clarified",
                  "that no such fee was paid");
    assert_stance(HEARSAY_DENIES, "Finch countered that she was not there.", "Finch", "countered",
                  "that she was not there");
    assert_stance(HEARSAY_SAYS, "Finch clarified that the fee was small.", "Finch", "clarified",
                  "that the fee was small");
}

static void anothers_denial_is_left_to_him(void **state) {
    (void)state;
    hsy_speaker speakers[2];
    const given both[] = {
        {"a neighbour", "said", "\"Finch swears that is a lie,\"", HEARSAY_KIND_PERSON, 0},
        {"Finch", "swears", "that is a lie", HEARSAY_KIND_PERSON, 1},
    };
    read_all("\"Finch swears that is a lie,\" a neighbour said.", both, 2, speakers);
    assert_int_equal(speakers[0].stance, HEARSAY_SAYS);
    assert_int_equal(speakers[1].stance, HEARSAY_DENIES);
}

/* --- The source -------------------------------------------------------------------------------------------- */

static void outlets_and_papers_report(void **state) {
    (void)state;
    const char *text = "The Gazette said the bridge leaks.";
    assert_int_equal(read_one(HEARSAY_KIND_OUTLET, text, "The Gazette", "said", "the bridge leaks").stance,
                     HEARSAY_REPORTS);
    text = "The Gazette has learned that the bridge leaks.";
    assert_int_equal(read_one(HEARSAY_KIND_OUTLET, text, "The Gazette", "has learned", "that the bridge leaks").stance,
                     HEARSAY_REPORTS);
    text = "According to a survey, the bridge leaks.";
    assert_int_equal(read_one(HEARSAY_KIND_DOCUMENT, text, "a survey", "According to", "the bridge leaks").stance,
                     HEARSAY_REPORTS);
    text = "According to Finch, the bridge leaks.";
    assert_stance(HEARSAY_SAYS, text, "Finch", "According to", "the bridge leaks");
    text = "The Gazette praised the bridge.";
    assert_int_equal(read_one(HEARSAY_KIND_OUTLET, text, "The Gazette", "praised", "the bridge").stance, HEARSAY_SAYS);
}

static void an_outlet_may_deny_and_a_study_reports(void **state) {
    (void)state;
    const char *text = "The Gazette said the claims were baseless.";
    assert_int_equal(read_one(HEARSAY_KIND_OUTLET, text, "The Gazette", "said", "the claims were baseless").stance,
                     HEARSAY_DENIES);
    text = "A study said the claims were baseless.";
    assert_int_equal(read_one(HEARSAY_KIND_DOCUMENT, text, "A study", "said", "the claims were baseless").stance,
                     HEARSAY_REPORTS);
}

static void a_company_reports_its_results(void **state) {
    (void)state;
    const char *text = "Ash Mills said net profit rose 4 percent.";
    assert_int_equal(read_one(HEARSAY_KIND_ORGANIZATION, text, "Ash Mills", "said", "net profit rose 4 percent").stance,
                     HEARSAY_REPORTS);
    text = "Ash Mills said the mill would close.";
    assert_int_equal(read_one(HEARSAY_KIND_ORGANIZATION, text, "Ash Mills", "said", "the mill would close").stance,
                     HEARSAY_SAYS);
}

static void a_body_that_measures_reports(void **state) {
    (void)state;
    const char *text = "The National Weather Office said 40 mm of rain fell.";
    assert_int_equal(
        read_one(HEARSAY_KIND_ORGANIZATION, text, "The National Weather Office", "said", "40 mm of rain fell").stance,
        HEARSAY_REPORTS);
}

static void accusers_allege(void **state) {
    (void)state;
    assert_stance(HEARSAY_ALLEGES, "Prosecutors said Finch took the money.", "Prosecutors", "said",
                  "Finch took the money");
    assert_stance(HEARSAY_ALLEGES, "A cook claims in a lawsuit that Finch fired her.", "A cook", "claims in a lawsuit",
                  "that Finch fired her");
    assert_stance(HEARSAY_ALLEGES, "Finch called him a thief.", "Finch", "called", "him a thief");
}

static void what_the_court_heard_is_reported(void **state) {
    (void)state;
    assert_stance(HEARSAY_REPORTS, "The court heard that Finch fled.", "The court", "heard", "that Finch fled");
}

/* --- Questions and hedges ------------------------------------------------------------------------------------ */

static void a_quoted_question_asks(void **state) {
    (void)state;
    assert_stance(HEARSAY_ASKS, "\"Who will pay?\" Finch said.", "Finch", "said", "\"Who will pay?\"");
    assert_stance(HEARSAY_SAYS, "\"Who? Us. We will pay,\" Finch said.", "Finch", "said", "\"Who? Us. We will pay,\"");
}

static void a_thought_in_quotation_marks_is_said(void **state) {
    (void)state;
    assert_stance(HEARSAY_BELIEVES, "Finch reckons it leaks.", "Finch", "reckons", "it leaks");
    assert_stance(HEARSAY_SAYS, "\"It leaks,\" Finch reckons.", "Finch", "reckons", "\"It leaks,\"");
}

static void hedges_are_noted(void **state) {
    (void)state;
    assert_true(read_one(HEARSAY_KIND_PERSON, "Finch reportedly said it leaks.", "Finch", "reportedly said", "it leaks")
                    .hedged);
    assert_true(read_one(HEARSAY_KIND_NONE, "Finch is said to be ill.", "", "is said", "Finch").hedged);
    assert_true(
        read_one(HEARSAY_KIND_PERSON, "Police said he allegedly fled.", "Police", "said", "he allegedly fled").hedged);
    assert_false(read_one(HEARSAY_KIND_PERSON, "Finch was saying it leaks.", "Finch", "was saying", "it leaks").hedged);
    assert_false(read_one(HEARSAY_KIND_PERSON, "Finch was told it leaks.", "", "was told", "it leaks").hedged);
}

/* --- Forms ------------------------------------------------------------------------------------------------------- */

static void forms_follow_the_rules_of_spelling(void **state) {
    (void)state;
    static const char *const right[][2] = {
        {"denies", "deny"},   {"denied", "deny"},    {"denying", "deny"},  {"admitted", "admit"}, {"offered", "offer"},
        {"planned", "plan"},  {"hoped", "hope"},     {"hoping", "hope"},   {"lying", "lie"},      {"agreeing", "agree"},
        {"pressed", "press"}, {"presses", "press"},  {"vetoes", "veto"},   {"said", "say"},       {"thought", "think"},
        {"claims", "claim"},  {"labelled", "label"}, {"labeled", "label"}, {"fears", "fear"},     {"worries", "worry"},
    };
    static const char *const wrong[][2] = {
        {"noted", "not"}, {"hoped", "hop"}, {"planed", "plan"},  {"denyed", "deny"},  {"pressd", "press"},
        {"says", "sa"},   {"thing", "th"},  {"hopeing", "hope"}, {"fearred", "fear"},
    };
    for (size_t i = 0; i < sizeof right / sizeof *right; i++)
        assert_true(hsy_inflect_is_form(hsy_str_of(right[i][0]), hsy_str_of(right[i][1])));
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(hsy_inflect_is_form(hsy_str_of(wrong[i][0]), hsy_str_of(wrong[i][1])));
}

/* --- What the story says of the source elsewhere ------------------------------------------------------- */

static void a_lawyer_stays_one_when_only_her_name_or_she_is_left(void **state) {
    (void)state;
    made_scene made;
    scene_read(&made, "The lawyer, Ada Quist, came late. \"He did not set this fire,\" she said.");
    scene_say(&made, "late", "she", "said", "\"He did not set this fire,\"", SIZE_MAX);
    scene_mention(&made, NULL, "The lawyer", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "Ada Quist", HSY_SORT_PERSON, 0);
    scene_mention(&made, "late", "she", HSY_SORT_PERSON, 0);
    assert_int_equal(stance_in(&made), HEARSAY_DENIES);
    scene_free(&made);
    scene_read(&made, "The plumber, Ada Quist, came late. \"He did not set this fire,\" she said.");
    scene_say(&made, "late", "she", "said", "\"He did not set this fire,\"", SIZE_MAX);
    scene_mention(&made, NULL, "The plumber", HSY_SORT_PERSON, 0);
    scene_mention(&made, NULL, "Ada Quist", HSY_SORT_PERSON, 0);
    scene_mention(&made, "late", "she", HSY_SORT_PERSON, 0);
    assert_int_equal(stance_in(&made), HEARSAY_SAYS);
    scene_free(&made);
}

static void an_attorney_of_the_state_accuses_and_one_of_a_client_answers(void **state) {
    (void)state;
    assert_stance(HEARSAY_ALLEGES, "The district attorney said he burned it.", "The district attorney", "said",
                  "he burned it");
    assert_stance(HEARSAY_DENIES, "His attorney said he did not burn it.", "His attorney", "said",
                  "he did not burn it");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_lawyer_stays_one_when_only_her_name_or_she_is_left),
        cmocka_unit_test(an_attorney_of_the_state_accuses_and_one_of_a_client_answers),
        cmocka_unit_test(every_form_of_a_verb_has_its_stance),
        cmocka_unit_test(a_noun_has_the_stance_of_its_verb),
        cmocka_unit_test(what_follows_the_verb_may_change_its_stance),
        cmocka_unit_test(a_light_verb_leaves_the_stance_to_its_noun),
        cmocka_unit_test(an_unlisted_cue_and_a_colon_say),
        cmocka_unit_test(silence_is_no_saying),
        cmocka_unit_test(pleading_not_guilty_is_no_admission),
        cmocka_unit_test(a_negated_denial_denies_nothing),
        cmocka_unit_test(a_negation_outside_the_cue_as_tagged_counts),
        cmocka_unit_test(a_negated_belief_or_wish_stays_one),
        cmocka_unit_test(not_only_negates_nothing),
        cmocka_unit_test(nobody_as_the_source_negates),
        cmocka_unit_test(who_says_never_to_have_said_it_denies),
        cmocka_unit_test(a_quotation_that_calls_a_claim_false_denies),
        cmocka_unit_test(other_negative_sentences_deny_nothing),
        cmocka_unit_test(a_brief_no_denies),
        cmocka_unit_test(a_negation_behind_an_auxiliary_counts),
        cmocka_unit_test(a_spokesman_denies_by_a_plain_not),
        cmocka_unit_test(who_clarifies_that_something_is_not_so_denies),
        cmocka_unit_test(anothers_denial_is_left_to_him),
        cmocka_unit_test(outlets_and_papers_report),
        cmocka_unit_test(an_outlet_may_deny_and_a_study_reports),
        cmocka_unit_test(a_company_reports_its_results),
        cmocka_unit_test(a_body_that_measures_reports),
        cmocka_unit_test(accusers_allege),
        cmocka_unit_test(what_the_court_heard_is_reported),
        cmocka_unit_test(a_quoted_question_asks),
        cmocka_unit_test(a_thought_in_quotation_marks_is_said),
        cmocka_unit_test(hedges_are_noted),
        cmocka_unit_test(forms_follow_the_rules_of_spelling),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
