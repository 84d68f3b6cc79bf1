/* SPDX-License-Identifier: Apache-2.0 */
#include "extract/confidence.h"

#include <math.h>

/* Probabilities are held this far from 0 and 1: beyond it float32 and the sums of the tagger tell nothing apart. */
static const float nearest = 1e-4F;

const char *hsy_feature_name(hsy_feature feature) {
    static const char *const names[HSY_FEATURES] = {"cue",       "source", "content", "link",
                                                    "no_source", "direct", "nested"};
    return names[feature];
}

hearsay_status hsy_confidence_load(const hsy_weights *weights, hsy_confidence *confidence, hearsay_error *error) {
    *confidence = (hsy_confidence){.weight = NULL};
    if (hsy_weights_find(weights, "confidence.weight") == NULL && hsy_weights_find(weights, "confidence.bias") == NULL)
        return HEARSAY_OK;
    const float *weight = NULL, *bias = NULL;
    hearsay_status status = hsy_weights_floats(weights, "confidence.weight", HSY_FEATURES, 0, &weight, error);
    if (status == HEARSAY_OK) status = hsy_weights_floats(weights, "confidence.bias", 1, 0, &bias, error);
    if (status == HEARSAY_OK) *confidence = (hsy_confidence){.weight = weight, .bias = bias[0]};
    return status;
}

static float log_odds(float probability) {
    float held = fminf(fmaxf(probability, nearest), 1 - nearest);
    return logf(held / (1 - held));
}

void hsy_confidence_features(const hsy_evidence *evidence, float features[HSY_FEATURES]) {
    features[HSY_FEATURE_CUE] = log_odds(evidence->cue);
    features[HSY_FEATURE_SOURCE] = evidence->has_source ? log_odds(evidence->source) : 0;
    features[HSY_FEATURE_CONTENT] = log_odds(evidence->content);
    features[HSY_FEATURE_LINK] = log_odds(evidence->link);
    features[HSY_FEATURE_NO_SOURCE] = evidence->has_source ? 0 : 1;
    features[HSY_FEATURE_DIRECT] = evidence->direct ? 1 : 0;
    features[HSY_FEATURE_NESTED] = evidence->nested ? 1 : 0;
}

static float product(const hsy_evidence *evidence) {
    return evidence->cue * evidence->link * (evidence->has_source ? evidence->source : 1) * evidence->content;
}

float hsy_confidence_of(const hsy_confidence *confidence, const hsy_evidence *evidence) {
    if (confidence->weight == NULL) return product(evidence);
    float features[HSY_FEATURES];
    hsy_confidence_features(evidence, features);
    /* In double, in which no finite weights add up to what is not a number. */
    double sum = (double)confidence->bias;
    for (size_t i = 0; i < HSY_FEATURES; i++)
        sum += (double)confidence->weight[i] * (double)features[i];
    return (float)(1 / (1 + exp(-sum)));
}
