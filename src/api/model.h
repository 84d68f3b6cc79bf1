/* SPDX-License-Identifier: Apache-2.0 */
/* What stands behind the opaque types of the public header. */
#ifndef HSY_API_MODEL_H
#define HSY_API_MODEL_H

#include <stdatomic.h>

#include "render/render.h"

struct hearsay_model {
    hearsay_allocator allocator;
    atomic_size_t references; /* the caller's and one a worker */
    char *folder;
    hsy_weights *weights;
    hsy_vocabulary *vocabulary;
    hsy_encoder *encoder;
    hsy_extractor *extractor;
    hsy_resolver *resolver;
};

struct hearsay_worker {
    hearsay_model *model;
    hsy_scratch *scratch;
};

struct hearsay_story {
    hsy_story *story;
    bool read; /* hearsay_read has been called */
    bool pointed;
    hsy_tokens *tokens;
    hsy_vectors *vectors; /* only while the stages run and for the dump */
    hsy_attributions *attributions;
    hsy_speakers *speakers;
    hsy_reading reading;
};

/* How far the stages are run. */
typedef enum hsy_until { HSY_UNTIL_TOKEN, HSY_UNTIL_ENCODER, HSY_UNTIL_EXTRACT, HSY_UNTIL_SPEAKER } hsy_until;
hearsay_status hsy_api_run(hearsay_worker *worker, hearsay_story *story, hsy_until until, hearsay_error *error);

/* Makes the index of code points that every output needs. */
hearsay_status hsy_api_point(hearsay_story *story, hearsay_error *error);

#endif
