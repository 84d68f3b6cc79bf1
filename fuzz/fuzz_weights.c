/* SPDX-License-Identifier: Apache-2.0 */
/* The weights file: any bytes must give a good file or an error, and every tensor of a good one must lie inside it. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "speaker/speaker.h"
#include "target.h"

/* Touches the first and the last byte, so that the sanitizer sees a tensor that is not where it claims to be. */
static void touch(const hsy_tensor *tensor) {
    size_t count = tensor->dtype == HSY_F32 ? sizeof(float) : 1;
    for (uint32_t i = 0; i < tensor->rank; i++)
        count *= tensor->shape[i];
    const volatile uint8_t *data = tensor->data;
    if (count == 0 || (uintptr_t)data % (tensor->dtype == HSY_F32 ? sizeof(float) : 1) != 0) abort();
    (void)data[0];
    (void)data[count - 1];
}

/* How a call ended, for the comparison, and whether memory was denied. */
static bool note(hearsay_status status, const hearsay_error *error, hsy_buffer *result) {
    hsy_buffer_format(result, "%d %s\n", (int)status, status == HEARSAY_OK ? "" : error->message);
    return status == HEARSAY_ERROR_MEMORY;
}

static hearsay_status use(const hsy_weights *weights, const hearsay_allocator *allocator, hsy_buffer *result) {
    static const char *const names[] = {"a", "b", "embed.word.weight", "embed.norm.bias", "layer.0.query.weight"};
    const float *floats;
    long value;
    hearsay_error error = {.message = ""};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const hsy_tensor *tensor = hsy_weights_find(weights, names[i]);
        if (tensor != NULL) touch(tensor);
        (void)note(hsy_weights_floats(weights, names[i], 2, 3, &floats, &error), &error, result);
    }
    (void)note(hsy_weights_integer(weights, "layers", 1, 48, &value, &error), &error, result);
    hsy_encoder *encoder = NULL;
    hearsay_status status = hsy_encoder_load(weights, 4, allocator, &encoder, &error);
    if (note(status, &error, result)) return status;
    if (status == HEARSAY_OK) hsy_encoder_free(encoder);
    hsy_resolver *resolver = NULL;
    status = hsy_resolver_load(weights, 2, allocator, &resolver, &error);
    if (note(status, &error, result)) return status;
    if (status == HEARSAY_OK) hsy_resolver_free(resolver);
    return HEARSAY_OK;
}

hearsay_status fuzz_read(const uint8_t *bytes, size_t size, const hearsay_allocator *allocator, hsy_buffer *result) {
    hsy_weights *weights = NULL;
    hearsay_error error = {.message = ""};
    uint8_t *exact = malloc(size > 0 ? size : 1);
    require(exact != NULL);
    if (size > 0) memcpy(exact, bytes, size);
    hearsay_status status = hsy_weights_open_memory("fuzz", exact, size, allocator, &weights, &error);
    free(exact);
    if (note(status, &error, result)) return status;
    if (status != HEARSAY_OK) return HEARSAY_OK;
    status = use(weights, allocator, result);
    hsy_weights_free(weights);
    return status;
}
