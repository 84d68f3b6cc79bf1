/* SPDX-License-Identifier: Apache-2.0 */
/* What `hearsay dump --stage=speaker` shows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../extract/made.h"
#include "speaker/parts.h"

static void assert_dumped(const hsy_speakers *speakers, const char *wanted) {
    hsy_buffer out;
    hsy_buffer_init(&out, NULL);
    hsy_speaker_dump(speakers, &out);
    hsy_buffer_char(&out, '\0');
    assert_false(out.failed);
    assert_string_equal(out.data, wanted);
    hsy_buffer_free(&out);
}

static void a_source_is_shown_with_the_mention_that_stands_for_it(void **state) {
    (void)state;
    made_words made;
    made_read(&made, "She denied it, the chief engineer.");
    hsy_words content = made_find(&made, "it");
    hsy_attribution item = {
        .source = made_find(&made, "She"), .cue = made_find(&made, "denied"), .content = &content, .content_count = 1};
    hsy_attributions all = {.tokens = made.tokens, .items = &item, .count = 1};
    hsy_mention mention = {
        .words = item.source,
        .head = item.source.start,
        .sort = HSY_SORT_PERSON,
        .score = -0.25F,
        .form = HSY_FORM_SHE,
        .number = HSY_NUMBER_ONE,
        .sex = HSY_SEX_FEMALE,
        .speech = HSY_NONE,
        .entity = 3,
    };
    uint32_t source = 0;
    struct hsy_entities entities = {.mentions = &mention, .count = 1, .entity_count = 4, .source = &source};
    hsy_str chain[] = {hsy_str_of("Dial Weekly"), hsy_str_of("Nora \"Nell\" Hale")};
    hsy_speaker speaker = {
        .name = chain[1],
        .kind = HEARSAY_KIND_PERSON,
        .named = true,
        .gender = HEARSAY_GENDER_FEMALE,
        .gender_by = HEARSAY_BY_PRONOUN,
        .detail = {made_find(&made, "the chief engineer")},
        .stance = HEARSAY_DENIES,
        .hedged = true,
        .chain = chain,
        .chain_count = 2,
    };
    hsy_speakers speakers = {.attributions = &all, .items = &speaker, .count = 1, .entities = &entities};
    made.story->id = hsy_str_of("s");
    assert_dumped(
        &speakers,
        "{\"id\": \"s\", \"mentions\": [{\"words\": [0, 1], \"text\": \"She\", \"head\": \"She\", \"sort\": "
        "\"person\", "
        "\"form\": \"she\", \"number\": \"one\", \"sex\": \"female\", \"name\": null, \"joined\": false, "
        "\"possessive\": false, \"speech\": null, \"score\": -0.2500, \"entity\": 3}], \"speakers\": [{"
        "\"attribution\": 0, \"source\": \"She\", \"cue\": \"denied\", \"mention\": 0, "
        "\"name\": \"Nora \\\"Nell\\\" Hale\", \"kind\": \"person\", \"named\": true, \"anonymous\": false, "
        "\"gender\": \"female\", \"gender_by\": \"pronoun\", \"role\": \"the chief engineer\", \"reason\": null, "
        "\"knows\": null, \"stance\": \"denies\", \"hedged\": true, \"negated\": false, "
        "\"chain\": [\"Dial Weekly\", \"Nora \\\"Nell\\\" Hale\"], \"about\": []}]}\n");
    made_free(&made);
}

static void an_attribution_without_a_source_has_no_mention(void **state) {
    (void)state;
    made_words made;
    made_read(&made, "It is feared.");
    hsy_attribution item = {.cue = made_find(&made, "is feared")};
    hsy_attributions all = {.tokens = made.tokens, .items = &item, .count = 1};
    uint32_t source = HSY_NONE;
    struct hsy_entities entities = {.source = &source};
    hsy_speaker speaker = {.stance = HEARSAY_BELIEVES};
    hsy_speakers speakers = {.attributions = &all, .items = &speaker, .count = 1, .entities = &entities};
    made.story->id = hsy_str_of("s");
    assert_dumped(&speakers,
                  "{\"id\": \"s\", \"mentions\": [], \"speakers\": [{\"attribution\": 0, \"source\": null, "
                  "\"cue\": \"is feared\", \"mention\": null, \"name\": null, \"kind\": \"none\", \"named\": false, "
                  "\"anonymous\": false, \"gender\": \"n/a\", \"gender_by\": \"none\", \"role\": null, "
                  "\"reason\": null, \"knows\": null, \"stance\": \"believes\", \"hedged\": false, \"negated\": false, "
                  "\"chain\": [], \"about\": []}]}\n");
    made_free(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_source_is_shown_with_the_mention_that_stands_for_it),
        cmocka_unit_test(an_attribution_without_a_source_has_no_mention),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
