/* SPDX-License-Identifier: Apache-2.0 */
/* The weights file: any bytes must give a good file or an error, and every tensor of a good one must lie inside it. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "encoder/encoder.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

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

static void use(const hsy_weights *weights) {
    static const char *const names[] = {"a", "b", "embed.word.weight", "embed.norm.bias", "layer.0.query.weight"};
    const float *floats;
    long value;
    hearsay_error error;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const hsy_tensor *tensor = hsy_weights_find(weights, names[i]);
        if (tensor != NULL) touch(tensor);
        (void)hsy_weights_floats(weights, names[i], 2, 3, &floats, &error);
    }
    (void)hsy_weights_integer(weights, "layers", 1, 48, &value, &error);
    hsy_encoder *encoder;
    if (hsy_encoder_load(weights, 4, NULL, &encoder, &error) == HEARSAY_OK) hsy_encoder_free(encoder);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    hsy_weights *weights;
    hearsay_error error;
    uint8_t *exact = malloc(size > 0 ? size : 1);
    if (exact == NULL) return 0;
    if (size > 0) memcpy(exact, bytes, size);
    hearsay_status status = hsy_weights_open_memory("fuzz", exact, size, NULL, &weights, &error);
    free(exact);
    if (status != HEARSAY_OK) return 0;
    use(weights);
    hsy_weights_free(weights);
    return 0;
}
