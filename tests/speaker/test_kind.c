/* SPDX-License-Identifier: Apache-2.0 */
/* Of what kind a source is by its words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "sourced.h"

typedef struct expected {
    const char *source;
    hearsay_kind kind;
} expected;

/* Each source in a sentence of its own, in the middle of it, since a capital says nothing at its beginning. */
static void assert_kinds(const expected *all, size_t count) {
    for (size_t i = 0; i < count; i++) {
        char text[256];
        snprintf(text, sizeof text, "On Friday, according to %s, the dam broke.", all[i].source);
        sourced_given given[] = {{all[i].source, "according to", "the dam broke"}, {NULL, NULL, NULL}};
        sourced read;
        sourced_read(&read, text, given);
        assert_int_equal(hsy_speaker_kind(&read.scene, NULL), HEARSAY_OK);
        if (read.speakers[0].kind != all[i].kind)
            print_error("%s: %s, not %s\n", all[i].source, hearsay_kind_name(read.speakers[0].kind),
                        hearsay_kind_name(all[i].kind));
        assert_int_equal(read.speakers[0].kind, all[i].kind);
        sourced_free(&read);
    }
}

#define ASSERT_KINDS(...)                                                                                              \
    do {                                                                                                               \
        static const expected all[] = {__VA_ARGS__};                                                                   \
        assert_kinds(all, sizeof all / sizeof *all);                                                                   \
    } while (0)

static void a_persons_name_is_a_person(void **state) {
    (void)state;
    ASSERT_KINDS({"Nora Whitfield", HEARSAY_KIND_PERSON}, {"Mr. Odom", HEARSAY_KIND_PERSON},
                 {"Whitfield", HEARSAY_KIND_PERSON}, {"Nora Cook", HEARSAY_KIND_PERSON},
                 {"Mr. King", HEARSAY_KIND_PERSON}, {"Senator Hale", HEARSAY_KIND_PERSON},
                 {"chairman and chief executive Hugh Hill", HEARSAY_KIND_PERSON});
}

static void a_bodys_name_is_an_organization_by_its_last_word_or_by_the_list(void **state) {
    (void)state;
    ASSERT_KINDS({"the Justice Department", HEARSAY_KIND_ORGANIZATION}, {"the Kremlin", HEARSAY_KIND_ORGANIZATION},
                 {"Russia", HEARSAY_KIND_ORGANIZATION}, {"the United Nations", HEARSAY_KIND_ORGANIZATION},
                 {"Hartwell Foods Inc", HEARSAY_KIND_ORGANIZATION}, {"the F.B.I.", HEARSAY_KIND_ORGANIZATION},
                 {"Pell & Nash", HEARSAY_KIND_ORGANIZATION}, {"the Odom campaign", HEARSAY_KIND_ORGANIZATION},
                 {"AROS", HEARSAY_KIND_ORGANIZATION});
}

static void a_papers_name_is_an_outlet(void **state) {
    (void)state;
    ASSERT_KINDS({"the Washington Post", HEARSAY_KIND_OUTLET}, {"the Brennik Courier", HEARSAY_KIND_OUTLET},
                 {"StarPatrol.com", HEARSAY_KIND_OUTLET}, {"Reuters", HEARSAY_KIND_OUTLET},
                 {"Glimmer magazine", HEARSAY_KIND_OUTLET}, {"the Sunday Lantern", HEARSAY_KIND_OUTLET});
}

static void a_description_is_what_its_head_noun_is(void **state) {
    (void)state;
    ASSERT_KINDS({"a senior aide to the mayor", HEARSAY_KIND_PERSON}, {"her campaign", HEARSAY_KIND_ORGANIZATION},
                 {"the company that built it", HEARSAY_KIND_ORGANIZATION},
                 {"a letter from the mayor", HEARSAY_KIND_DOCUMENT}, {"the weekly", HEARSAY_KIND_OUTLET},
                 {"two people close to the talks", HEARSAY_KIND_GROUP}, {"the police", HEARSAY_KIND_ORGANIZATION},
                 {"the 36-year-old", HEARSAY_KIND_PERSON}, {"an inside source", HEARSAY_KIND_PERSON},
                 {"a third source", HEARSAY_KIND_PERSON}, {"the flood of last year", HEARSAY_KIND_NONE});
}

static void several_are_a_group_and_one_of_several_is_a_person(void **state) {
    (void)state;
    ASSERT_KINDS({"current and former officials", HEARSAY_KIND_GROUP}, {"companies", HEARSAY_KIND_GROUP},
                 {"one of those officials", HEARSAY_KIND_PERSON}, {"a group of doctors", HEARSAY_KIND_GROUP},
                 {"any taxpayer", HEARSAY_KIND_GROUP}, {"most of them", HEARSAY_KIND_GROUP},
                 {"Odom and other engineers", HEARSAY_KIND_GROUP}, {"one of them", HEARSAY_KIND_PERSON});
}

static void a_share_of_people_is_a_group(void **state) {
    (void)state;
    ASSERT_KINDS({"one in four", HEARSAY_KIND_GROUP}, {"three-quarters", HEARSAY_KIND_GROUP},
                 {"Odom, her aides and other guests", HEARSAY_KIND_GROUP});
}

static void an_age_does_not_make_one_many(void **state) {
    (void)state;
    ASSERT_KINDS({"the 68-year-old sculptor", HEARSAY_KIND_PERSON}, {"a 71-year-old resident", HEARSAY_KIND_PERSON});
}

static void figures_are_numbers_unless_they_are_people(void **state) {
    (void)state;
    ASSERT_KINDS({"the latest figures", HEARSAY_KIND_DOCUMENT}, {"senior party figures", HEARSAY_KIND_GROUP},
                 {"a white paper", HEARSAY_KIND_DOCUMENT});
}

static void a_title_before_a_name_makes_it_a_persons(void **state) {
    (void)state;
    ASSERT_KINDS({"Dr Nobles", HEARSAY_KIND_PERSON}, {"Mr Cook", HEARSAY_KIND_PERSON});
}

static void several_analysts_by_one_name_are_a_firm(void **state) {
    (void)state;
    ASSERT_KINDS({"market analysts Varpet", HEARSAY_KIND_ORGANIZATION}, {"analyst Odom", HEARSAY_KIND_PERSON});
}

static void a_pronoun_alone_tells_person_from_group(void **state) {
    (void)state;
    ASSERT_KINDS({"her", HEARSAY_KIND_PERSON}, {"them", HEARSAY_KIND_GROUP}, {"it", HEARSAY_KIND_NONE},
                 {"nobody", HEARSAY_KIND_GROUP});
}

static void an_absent_source_is_none(void **state) {
    (void)state;
    sourced_given given[] = {{"", "is expected", "The dam"}, {NULL, NULL, NULL}};
    sourced read;
    sourced_read(&read, "The dam is expected to hold.", given);
    assert_int_equal(hsy_speaker_kind(&read.scene, NULL), HEARSAY_OK);
    assert_int_equal(read.speakers[0].kind, HEARSAY_KIND_NONE);
    sourced_free(&read);
}

static void a_statement_is_of_the_kind_of_whoever_spoke_before(void **state) {
    (void)state;
    sourced_given given[] = {
        {"the ministry", "said", "The dam broke"}, {"The statement", "noted", "it was old"}, {NULL, NULL, NULL}};
    sourced read;
    sourced_read(&read, "The dam broke, the ministry said. The statement noted that it was old.", given);
    assert_int_equal(hsy_speaker_kind(&read.scene, NULL), HEARSAY_OK);
    assert_int_equal(read.speakers[1].kind, HEARSAY_KIND_ORGANIZATION);
    sourced_free(&read);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_persons_name_is_a_person),
        cmocka_unit_test(a_bodys_name_is_an_organization_by_its_last_word_or_by_the_list),
        cmocka_unit_test(a_papers_name_is_an_outlet),
        cmocka_unit_test(a_description_is_what_its_head_noun_is),
        cmocka_unit_test(several_are_a_group_and_one_of_several_is_a_person),
        cmocka_unit_test(a_share_of_people_is_a_group),
        cmocka_unit_test(an_age_does_not_make_one_many),
        cmocka_unit_test(figures_are_numbers_unless_they_are_people),
        cmocka_unit_test(a_title_before_a_name_makes_it_a_persons),
        cmocka_unit_test(several_analysts_by_one_name_are_a_firm),
        cmocka_unit_test(a_pronoun_alone_tells_person_from_group),
        cmocka_unit_test(an_absent_source_is_none),
        cmocka_unit_test(a_statement_is_of_the_kind_of_whoever_spoke_before),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
