/* SPDX-License-Identifier: Apache-2.0 */
/* From what the heads said of an attribution to its confidence; expected numbers are worked out by hand. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "encoder/weights_file.h"
#include "extract/confidence.h"

static const float some_weights[HSY_FEATURES] = {0.5F, 0.25F, 1, -0.5F, -2, 1.5F, -1};
static const hsy_evidence with_source = {
    .cue = 0.9F, .source = 0.8F, .content = 0.5F, .link = 0.95F, .has_source = true, .direct = true};
static const hsy_evidence without_source = {.cue = 0.9F, .content = 0.5F, .link = 0.95F, .nested = true};

static void assert_near(float found, double wanted) {
    if (!(fabs((double)found - wanted) < 1e-5)) fail_msg("%g instead of %g", (double)found, wanted);
}

static void features_are_log_odds_and_flags(void **state) {
    (void)state;
    float found[HSY_FEATURES];
    hsy_confidence_features(&with_source, found);
    const double wanted[HSY_FEATURES] = {2.197225, 1.386294, 0, 2.944439, 0, 1, 0};
    for (size_t i = 0; i < HSY_FEATURES; i++)
        assert_near(found[i], wanted[i]);
    hsy_confidence_features(&without_source, found);
    const double others[HSY_FEATURES] = {2.197225, 0, 0, 2.944439, 1, 0, 1};
    for (size_t i = 0; i < HSY_FEATURES; i++)
        assert_near(found[i], others[i]);
}

static void certainty_has_finite_log_odds(void **state) {
    (void)state;
    float found[HSY_FEATURES];
    const hsy_evidence certain = {.cue = 1, .content = 0, .link = NAN};
    hsy_confidence_features(&certain, found);
    assert_true(fabsf(found[HSY_FEATURE_CUE] - 9.21024F) < 0.01F);
    assert_true(fabsf(found[HSY_FEATURE_CONTENT] + 9.21024F) < 0.01F);
    assert_true(isfinite(found[HSY_FEATURE_LINK]));
}

static void every_feature_has_a_name_of_its_own(void **state) {
    (void)state;
    for (int i = 0; i < HSY_FEATURES; i++)
        for (int k = 0; k < i; k++)
            assert_string_not_equal(hsy_feature_name((hsy_feature)i), hsy_feature_name((hsy_feature)k));
}

static void the_confidence_is_the_logistic_of_the_weighted_features(void **state) {
    (void)state;
    const hsy_confidence confidence = {.weight = some_weights, .bias = 0.1F};
    assert_near(hsy_confidence_of(&confidence, &with_source), 0.828206);
    assert_near(hsy_confidence_of(&confidence, &without_source), 0.036488);
}

static void without_weights_it_is_the_product_of_the_probabilities(void **state) {
    (void)state;
    const hsy_confidence none = {.weight = NULL};
    assert_near(hsy_confidence_of(&none, &with_source), 0.342);
    assert_near(hsy_confidence_of(&none, &without_source), 0.4275);
}

static void nothing_that_grows_more_likely_makes_it_less_sure(void **state) {
    (void)state;
    const float positive[HSY_FEATURES] = {1, 0.5F, 0.25F, 0.125F, -1, 1, -1};
    const hsy_confidence confidence = {.weight = positive, .bias = -1};
    hsy_evidence evidence = with_source;
    float *const parts[] = {&evidence.cue, &evidence.source, &evidence.content, &evidence.link};
    for (size_t part = 0; part < sizeof parts / sizeof *parts; part++) {
        evidence = with_source;
        float before = 0;
        for (int step = 0; step <= 100; step++) {
            *parts[part] = (float)step / 100;
            float now = hsy_confidence_of(&confidence, &evidence);
            assert_true(step == 0 || now > before);
            before = now;
        }
    }
}

static void weights_as_large_as_can_be_still_give_a_number_from_0_to_1(void **state) {
    (void)state;
    const float huge[HSY_FEATURES] = {3.4e38F, -3.4e38F, 3.4e38F, -3.4e38F, 3.4e38F, -3.4e38F, 3.4e38F};
    for (int sign = -1; sign <= 1; sign += 2) {
        const hsy_confidence confidence = {.weight = huge, .bias = (float)sign * 3.4e38F};
        float found = hsy_confidence_of(&confidence, &with_source);
        assert_true(found >= 0 && found <= 1);
        found = hsy_confidence_of(&confidence, &without_source);
        assert_true(found >= 0 && found <= 1);
    }
}

/* --- The tensors ------------------------------------------------------------------------------------------ */

/* Loads from a file of these tensors; a size of 0 leaves one out. `damage` replaces the first weight. */
static hearsay_status load(size_t weights, size_t biases, bool bytes, float damage, hsy_confidence *confidence,
                           hsy_weights **opened, hearsay_error *error) {
    weights_file file = {.count = 0};
    (void)file_add(&file, "other", 2, 0, false, 0, 1);
    if (weights > 0) {
        file_tensor *tensor = file_add(&file, "confidence.weight", weights, bytes ? 1 : 0, bytes, 0, 1);
        for (size_t i = 0; i < weights && i < HSY_FEATURES; i++)
            tensor->values[i] = some_weights[i];
        if (damage != 0) tensor->values[0] = damage;
    }
    if (biases > 0) file_add(&file, "confidence.bias", biases, 0, false, 0, 1)->values[0] = 0.1F;
    size_t size;
    char *written = file_write(&file, &size);
    if (hsy_weights_open_memory("made", written, size, NULL, opened, error) != HEARSAY_OK)
        fail_msg("%s", error->message);
    free(written);
    file_free(&file);
    return hsy_confidence_load(*opened, confidence, error);
}

static void a_model_with_both_tensors_is_calibrated(void **state) {
    (void)state;
    hsy_confidence confidence;
    hsy_weights *weights = NULL;
    hearsay_error error;
    assert_int_equal(load(HSY_FEATURES, 1, false, 0, &confidence, &weights, &error), HEARSAY_OK);
    assert_near(hsy_confidence_of(&confidence, &with_source), 0.828206);
    hsy_weights_free(weights);
}

static void a_model_without_the_tensors_loads_and_gives_the_product(void **state) {
    (void)state;
    hsy_confidence confidence;
    hsy_weights *weights = NULL;
    hearsay_error error;
    assert_int_equal(load(0, 0, false, 0, &confidence, &weights, &error), HEARSAY_OK);
    assert_null(confidence.weight);
    assert_near(hsy_confidence_of(&confidence, &with_source), 0.342);
    hsy_weights_free(weights);
}

static void damaged_tensors_are_refused_by_name(void **state) {
    (void)state;
    static const struct {
        size_t weights, biases;
        bool bytes;
        float damage;
        const char *named;
    } cases[] = {
        {HSY_FEATURES - 1, 1, false, 0, "confidence.weight"},
        {HSY_FEATURES + 1, 1, false, 0, "confidence.weight"},
        {HSY_FEATURES, 2, false, 0, "confidence.bias"},
        {HSY_FEATURES, 0, false, 0, "confidence.bias"},
        {0, 1, false, 0, "confidence.weight"},
        {HSY_FEATURES, 1, true, 0, "confidence.weight"},
        {HSY_FEATURES, 1, false, NAN, "confidence.weight"},
        {HSY_FEATURES, 1, false, INFINITY, "confidence.weight"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        hsy_confidence confidence;
        hsy_weights *weights = NULL;
        hearsay_error error = {.message = ""};
        hearsay_status status =
            load(cases[i].weights, cases[i].biases, cases[i].bytes, cases[i].damage, &confidence, &weights, &error);
        assert_int_equal(status, HEARSAY_ERROR_MODEL);
        if (strstr(error.message, cases[i].named) == NULL) fail_msg("case %zu: %s", i, error.message);
        assert_null(confidence.weight);
        hsy_weights_free(weights);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(features_are_log_odds_and_flags),
        cmocka_unit_test(certainty_has_finite_log_odds),
        cmocka_unit_test(every_feature_has_a_name_of_its_own),
        cmocka_unit_test(the_confidence_is_the_logistic_of_the_weighted_features),
        cmocka_unit_test(without_weights_it_is_the_product_of_the_probabilities),
        cmocka_unit_test(nothing_that_grows_more_likely_makes_it_less_sure),
        cmocka_unit_test(weights_as_large_as_can_be_still_give_a_number_from_0_to_1),
        cmocka_unit_test(a_model_with_both_tensors_is_calibrated),
        cmocka_unit_test(a_model_without_the_tensors_loads_and_gives_the_product),
        cmocka_unit_test(damaged_tensors_are_refused_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
