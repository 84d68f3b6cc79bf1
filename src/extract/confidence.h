/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How sure an attribution is: from what the heads said of it to one number from 0 to 1, of which training has seen to
 * it that of those with 0.8 about four in five are right in all roles.
 *
 *     confidence = 1 / (1 + exp(-(weight . features + bias)))
 *
 * Tensors: confidence.weight F32 [HSY_FEATURES], confidence.bias F32 [1]. A model without them gives the product of the
 * probabilities, which orders attributions and promises nothing else.
 */
#ifndef HSY_EXTRACT_CONFIDENCE_H
#define HSY_EXTRACT_CONFIDENCE_H

#include "extract/extract.h"

/* In the order of the weights. The first four are log-odds of probabilities, the others 0 or 1. */
typedef enum hsy_feature {
    HSY_FEATURE_CUE = 0,
    HSY_FEATURE_SOURCE = 1, /* 0 where there is no source */
    HSY_FEATURE_CONTENT = 2,
    HSY_FEATURE_LINK = 3,
    HSY_FEATURE_NO_SOURCE = 4,
    HSY_FEATURE_DIRECT = 5,
    HSY_FEATURE_NESTED = 6
} hsy_feature;
enum { HSY_FEATURES = 7 };

/* Their names: "cue", "no_source". Constants. */
const char *hsy_feature_name(hsy_feature feature);

typedef struct hsy_confidence {
    const float *weight; /* in the weights; NULL: the model has none */
    float bias;
} hsy_confidence;

hearsay_status hsy_confidence_load(const hsy_weights *weights, hsy_confidence *confidence, hearsay_error *error);

void hsy_confidence_features(const hsy_evidence *evidence, float features[HSY_FEATURES]);

float hsy_confidence_of(const hsy_confidence *confidence, const hsy_evidence *evidence);

#endif
