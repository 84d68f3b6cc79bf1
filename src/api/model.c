/* SPDX-License-Identifier: Apache-2.0 */
/* Loading a model, and the workers that read with it. */
#include "api/model.h"

#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "hsy_config.h"

const char *hearsay_version(void) {
    return HSY_VERSION;
}

static bool is_folder(const char *path) {
    struct stat found;
    return stat(path, &found) == 0 && S_ISDIR(found.st_mode);
}

/* The folder to load from, or NULL: there is none. */
static const char *find_folder(const char *asked) {
    if (asked != NULL) return asked;
    const char *environment = getenv("HEARSAY_MODEL");
    if (environment != NULL && environment[0] != '\0') return environment;
    if (is_folder(HSY_MODEL_INSTALLED)) return HSY_MODEL_INSTALLED;
    if (is_folder(HSY_MODEL_BUILT)) return HSY_MODEL_BUILT;
    return NULL;
}

static char *join(const hearsay_allocator *allocator, const char *folder, const char *name) {
    size_t first = strlen(folder), second = strlen(name);
    char *path = hsy_resize(allocator, NULL, first + second + 2);
    if (path == NULL) return NULL;
    memcpy(path, folder, first);
    path[first] = '/';
    memcpy(path + first + 1, name, second + 1);
    return path;
}

static hearsay_status load_parts(hearsay_model *model, hearsay_error *error) {
    const hearsay_allocator *memory = &model->allocator;
    char *weights = join(memory, model->folder, "model.safetensors");
    char *vocabulary = join(memory, model->folder, "vocab.txt");
    hearsay_status status = HEARSAY_OK;
    if (weights == NULL || vocabulary == NULL) status = hsy_fail_memory(error);
    if (status == HEARSAY_OK) status = hsy_vocabulary_load(vocabulary, memory, &model->vocabulary, error);
    if (status == HEARSAY_OK) status = hsy_weights_open(weights, memory, &model->weights, error);
    if (status == HEARSAY_OK)
        status =
            hsy_encoder_load(model->weights, hsy_vocabulary_size(model->vocabulary), memory, &model->encoder, error);
    if (status == HEARSAY_OK)
        status =
            hsy_extractor_load(model->weights, hsy_encoder_width(model->encoder), memory, &model->extractor, error);
    if (status == HEARSAY_OK)
        status = hsy_resolver_load(model->weights, hsy_encoder_width(model->encoder), memory, &model->resolver, error);
    hsy_release(memory, weights);
    hsy_release(memory, vocabulary);
    return status;
}

hearsay_status hearsay_model_load(const char *folder, const hearsay_allocator *allocator, hearsay_model **model,
                                  hearsay_error *error) {
    if (model == NULL) return hsy_fail(error, HEARSAY_ERROR_ARGUMENT, "hearsay_model_load: model is NULL");
    *model = NULL;
    const char *found = find_folder(folder);
    if (found == NULL)
        return hsy_fail(error, HEARSAY_ERROR_MODEL,
                        "no model found: neither %s nor %s exists; name a folder, or set HEARSAY_MODEL",
                        HSY_MODEL_INSTALLED, HSY_MODEL_BUILT);
    hearsay_allocator memory = hsy_allocator_or_default(allocator);
    size_t size = strlen(found) + 1;
    hearsay_model *made = hsy_resize(&memory, NULL, sizeof *made);
    if (made == NULL) return hsy_fail_memory(error);
    *made = (hearsay_model){.allocator = memory, .folder = hsy_resize(&memory, NULL, size)};
    atomic_init(&made->references, 1);
    hearsay_status status = HEARSAY_OK;
    if (made->folder == NULL)
        status = hsy_fail_memory(error);
    else {
        memcpy(made->folder, found, size);
        status = load_parts(made, error);
    }
    if (status != HEARSAY_OK) {
        hearsay_model_free(&made);
        return status;
    }
    *model = made;
    return HEARSAY_OK;
}

static void release(hearsay_model *model) {
    if (atomic_fetch_sub(&model->references, 1) != 1) return;
    hsy_resolver_free(model->resolver);
    hsy_extractor_free(model->extractor);
    hsy_encoder_free(model->encoder);
    hsy_weights_free(model->weights);
    hsy_vocabulary_free(model->vocabulary);
    hearsay_allocator memory = model->allocator;
    hsy_release(&memory, model->folder);
    hsy_release(&memory, model);
}

void hearsay_model_free(hearsay_model **model) {
    if (model == NULL || *model == NULL) return;
    release(*model);
    *model = NULL;
}

const char *hearsay_model_folder(const hearsay_model *model) {
    return model->folder;
}

void hearsay_model_hash(const hearsay_model *model, char hash[HEARSAY_HASH_SIZE]) {
    hsy_str bytes = hsy_weights_bytes(model->weights);
    struct sha256_ctx context;
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_init(&context);
    sha256_update(&context, bytes.size, (const uint8_t *)bytes.data);
    sha256_digest(&context, sizeof digest, digest);
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < sizeof digest; i++) {
        hash[2 * i] = digits[digest[i] >> 4];
        hash[2 * i + 1] = digits[digest[i] & 15];
    }
    hash[HEARSAY_HASH_SIZE - 1] = '\0';
}

hearsay_status hearsay_worker_new(hearsay_model *model, hearsay_worker **worker, hearsay_error *error) {
    if (model == NULL || worker == NULL)
        return hsy_fail(error, HEARSAY_ERROR_ARGUMENT, "hearsay_worker_new: an argument is NULL");
    *worker = hsy_resize(&model->allocator, NULL, sizeof **worker);
    if (*worker == NULL) return hsy_fail_memory(error);
    **worker = (hearsay_worker){.model = model};
    atomic_fetch_add(&model->references, 1);
    hearsay_status status = hsy_scratch_new(model->encoder, &(*worker)->scratch, error);
    if (status != HEARSAY_OK) hearsay_worker_free(worker);
    return status;
}

void hearsay_worker_free(hearsay_worker **worker) {
    if (worker == NULL || *worker == NULL) return;
    hearsay_model *model = (*worker)->model;
    hsy_scratch_free((*worker)->scratch);
    hearsay_allocator memory = model->allocator;
    hsy_release(&memory, *worker);
    release(model);
    *worker = NULL;
}
