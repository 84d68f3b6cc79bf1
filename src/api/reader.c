/* SPDX-License-Identifier: Apache-2.0 */
/* Readers: the story stage behind the public names. */
#include "api/model.h"

struct hearsay_reader {
    hearsay_allocator allocator;
    hsy_input *input;
};

void hearsay_reader_defaults(hearsay_reader_settings *settings) {
    if (settings != NULL) *settings = (hearsay_reader_settings){0};
}

/* A reader without its input. */
static hearsay_status reader_new(const hearsay_reader_settings *settings, hearsay_reader **reader,
                                 hearsay_error *error) {
    hearsay_allocator memory = hsy_allocator_or_default(settings == NULL ? NULL : &settings->allocator);
    *reader = hsy_resize(&memory, NULL, sizeof **reader);
    if (*reader == NULL) return hsy_fail_memory(error);
    **reader = (hearsay_reader){.allocator = memory};
    return HEARSAY_OK;
}

static hearsay_status or_free(hearsay_status status, hearsay_reader **reader) {
    if (status != HEARSAY_OK) hearsay_reader_close(reader);
    return status;
}

hearsay_status hearsay_reader_open(const char *path, const hearsay_reader_settings *settings, hearsay_reader **reader,
                                   hearsay_error *error) {
    if (path == NULL || reader == NULL)
        return hsy_fail(error, HEARSAY_ERROR_ARGUMENT, "hearsay_reader_open: an argument is NULL");
    hearsay_status status = reader_new(settings, reader, error);
    if (status != HEARSAY_OK) return status;
    return or_free(hsy_input_open(path, settings, &(*reader)->input, error), reader);
}

hearsay_status hearsay_reader_open_memory(const char *name, const void *bytes, size_t size,
                                          const hearsay_reader_settings *settings, hearsay_reader **reader,
                                          hearsay_error *error) {
    if (name == NULL || reader == NULL || (bytes == NULL && size > 0))
        return hsy_fail(error, HEARSAY_ERROR_ARGUMENT, "hearsay_reader_open_memory: an argument is NULL");
    hearsay_status status = reader_new(settings, reader, error);
    if (status != HEARSAY_OK) return status;
    return or_free(hsy_input_open_memory(name, bytes, size, settings, &(*reader)->input, error), reader);
}

/* Gives the story stage's story its public face, or frees it. */
static hearsay_status wrap(hsy_story *next, hearsay_story **story, hearsay_error *error) {
    *story = HSY_NEW(&next->arena, hearsay_story, 1);
    if (*story == NULL) {
        hsy_story_free(next);
        return hsy_fail_memory(error);
    }
    **story = (hearsay_story){.story = next, .reading = {.story = next}};
    return HEARSAY_OK;
}

hearsay_status hearsay_reader_next(hearsay_reader *reader, hearsay_story **story, hearsay_error *error) {
    if (reader == NULL || story == NULL)
        return hsy_fail(error, HEARSAY_ERROR_ARGUMENT, "hearsay_reader_next: an argument is NULL");
    *story = NULL;
    hsy_story *next = NULL;
    hearsay_status status = hsy_input_next(reader->input, &next, error);
    return status == HEARSAY_OK ? wrap(next, story, error) : status;
}

hearsay_status hearsay_reader_take(hearsay_reader *reader, hearsay_record **record, hearsay_error *error) {
    if (reader == NULL || record == NULL)
        return hsy_fail(error, HEARSAY_ERROR_ARGUMENT, "hearsay_reader_take: an argument is NULL");
    hsy_record *taken = NULL;
    hearsay_status status = hsy_input_take(reader->input, &taken, error);
    *record = (hearsay_record *)taken;
    return status;
}

hearsay_status hearsay_record_read(const hearsay_record *record, hearsay_story **story, hearsay_error *error) {
    if (record == NULL || story == NULL)
        return hsy_fail(error, HEARSAY_ERROR_ARGUMENT, "hearsay_record_read: an argument is NULL");
    *story = NULL;
    hsy_story *next = NULL;
    hearsay_status status = hsy_record_read((const hsy_record *)record, &next, error);
    return status == HEARSAY_OK ? wrap(next, story, error) : status;
}

void hearsay_record_free(hearsay_record **record) {
    if (record == NULL) return;
    hsy_record_free((hsy_record *)*record);
    *record = NULL;
}

void hearsay_reader_progress(const hearsay_reader *reader, uint64_t *done, uint64_t *total) {
    hsy_input_progress(reader->input, done, total);
}

void hearsay_reader_close(hearsay_reader **reader) {
    if (reader == NULL || *reader == NULL) return;
    hsy_input_close((*reader)->input);
    hearsay_allocator memory = (*reader)->allocator;
    hsy_release(&memory, *reader);
    *reader = NULL;
}
