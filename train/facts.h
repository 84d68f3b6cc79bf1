/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of hearsay-facts share. */
#ifndef HSY_TRAIN_FACTS_H
#define HSY_TRAIN_FACTS_H

#include <jansson.h>

#include "api/model.h"
#include "speaker/coreference/entities.h"

typedef struct facts {
    hearsay_worker *worker;
    hearsay_story *story; /* with its vectors */
    const json_t *given;
} facts;

/* Prints the sentence; always false, as what fails returns. */
bool facts_complain(const char *what);
/* Writes the bytes to standard output. */
bool facts_put(const void *data, size_t size);

/* The attributions that are given; NULL: they can't be read. */
hsy_attributions *facts_given_attributions(const facts *of);
/* The attributions that are given, or else found, and the turns that are given. */
bool facts_attributions(const facts *of, hsy_attributions **attributions);
/* The same of the mentions, with those that stand for sources. */
bool facts_mentions(const facts *of, const hsy_lexicon *lexicon, const hsy_attributions *attributions,
                    hsy_entities *entities);

/* The modes `pairs` and `sizes`. */
bool facts_write_pairs(const facts *of);
bool facts_write_sizes(void);

#endif
