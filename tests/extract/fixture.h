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

#endif
