/* SPDX-License-Identifier: Apache-2.0 */
/* What training exported: the files of model/en, for the tests that hold the heads against them. */
#ifndef HSY_TESTS_EXTRACT_FIXTURE_H
#define HSY_TESTS_EXTRACT_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "encoder/encoder.h"

/* model/en/NAME; skips the test where it is absent. The caller frees it. */
hsy_weights *fixture_open(const char *name);
/* A tensor's numbers, which stay the file's, and how many rows it has; fails the test where there is none. */
const float *fixture_values(const hsy_weights *fixture, const char *name, size_t *count);

/* The model with what its encoder made of the fixture's words. */
typedef struct fixture_model {
    hsy_weights *weights, *fixture;
    hsy_encoder *encoder;
    hsy_scratch *scratch;
    size_t width, words;
    float *rows;          /* [words, 2 width] */
    hsy_vectors *vectors; /* the same */
    hsy_arena arena;      /* for these, and for the test */
} fixture_model;

/* Skips the test where the model is absent. */
void fixture_load(fixture_model *made);
void fixture_free(fixture_model *made);

#endif
