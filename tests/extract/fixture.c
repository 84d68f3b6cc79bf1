/* SPDX-License-Identifier: Apache-2.0 */
#include "fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

hsy_weights *fixture_open(const char *name) {
    const char *source = getenv("HEARSAY_SOURCE");
    char path[4096];
    (void)snprintf(path, sizeof path, "%s/model/en/%s", source == NULL ? "." : source, name);
    if (access(path, R_OK) != 0) {
        print_message("skipped: %s is absent\n", path);
        skip();
    }
    hsy_weights *weights = NULL;
    hearsay_error error;
    if (hsy_weights_open(path, NULL, &weights, &error) != HEARSAY_OK) fail_msg("%s", error.message);
    return weights;
}

const float *fixture_values(const hsy_weights *fixture, const char *name, size_t *count) {
    const hsy_tensor *tensor = hsy_weights_find(fixture, name);
    if (tensor == NULL) fail_msg("the fixture has no %s", name);
    *count = tensor->shape[0];
    return tensor->data;
}
