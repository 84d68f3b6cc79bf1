/* SPDX-License-Identifier: Apache-2.0 */
/* A record to a story. */
#include "story/record/record.h"

#include <string.h>

hsy_record *hsy_record_new(hsy_record_kind kind, const char *place, const hearsay_allocator *allocator) {
    hsy_arena arena;
    hsy_arena_init(&arena, allocator);
    hsy_record *record = hsy_arena_alloc(&arena, sizeof *record);
    hsy_str copy = {.data = NULL, .size = 0};
    if (record == NULL || !hsy_arena_copy(&arena, hsy_str_of(place), &copy)) {
        hsy_arena_free(&arena);
        return NULL;
    }
    *record = (hsy_record){.arena = arena, .kind = kind, .place = copy.data};
    return record;
}

void hsy_record_free(hsy_record *record) {
    if (record == NULL) return;
    hsy_arena arena = record->arena;
    hsy_arena_free(&arena);
}

/* --- What is known of the story beside its bytes ------------------------------------------------------------- */

static bool copy(hsy_story *story, hsy_str from, hsy_str *to) {
    return from.data == NULL || hsy_arena_copy(&story->arena, from, to);
}

static bool copy_authors(hsy_story *story, const hsy_record *record) {
    if (record->said.author_count == 0) return true;
    story->authors = HSY_NEW(&story->arena, hsy_str, record->said.author_count);
    if (story->authors == NULL) return false;
    for (size_t i = 0; i < record->said.author_count; i++)
        if (!copy(story, record->said.authors[i], &story->authors[i])) return false;
    story->author_count = record->said.author_count;
    return true;
}

static bool take_said(hsy_story *story, const hsy_record *record) {
    const hsy_provenance *from = &record->provenance;
    story->provenance.offset = from->offset;
    return copy(story, hsy_str_of(record->place), &story->place) && copy(story, record->said.title, &story->title) &&
           copy(story, record->said.published, &story->date) && copy(story, record->said.modified, &story->modified) &&
           copy(story, record->said.outlet, &story->outlet) && copy(story, record->said.url, &story->url) &&
           copy(story, record->said.origin, &story->origin) && copy(story, record->said.language, &story->declared) &&
           copy_authors(story, record) && copy(story, from->record, &story->provenance.record) &&
           copy(story, from->uri, &story->provenance.uri) && copy(story, from->date, &story->provenance.date) &&
           copy(story, from->digest, &story->provenance.digest);
}

/* What was fetched is a list of stories unless it is a page, which finds its address itself, or a text. */
static bool take_defaults(hsy_story *story, const hsy_record *record) {
    return (story->id.data != NULL || copy(story, record->id, &story->id)) &&
           (story->date.data != NULL || copy(story, record->date, &story->date)) &&
           (story->outlet.data != NULL || copy(story, record->outlet, &story->outlet)) &&
           (story->url.data != NULL || record->kind != HSY_RECORD_TEXT || copy(story, record->hints.url, &story->url));
}

/* --- The text ---------------------------------------------------------------------------------------------------- */

static size_t count_nuls(hsy_str text) {
    size_t count = 0;
    for (size_t i = 0; i < text.size; i++)
        count += text.data[i] == '\0';
    return count;
}

static bool warn(hsy_story *story, const hsy_record *record) {
    size_t nuls = count_nuls(story->given);
    return (record->damage == NULL || hsy_story_warn(story, "the text may end too early: %s", record->damage)) &&
           (nuls == 0 || hsy_story_warn(story, "%zu NUL %s passed over", nuls, nuls == 1 ? "byte was" : "bytes were"));
}

static hearsay_status read_bytes(const hsy_record *record, hsy_story *story, hearsay_error *error) {
    switch (record->kind) {
    case HSY_RECORD_TEXT:
        return hsy_record_read_text(record, story, error);
    case HSY_RECORD_PAGE:
        return hsy_page_read(story, record->bytes, &record->hints, record->place, &record->arena.allocator, error);
    case HSY_RECORD_HTTP:
        return hsy_record_read_http(record, story, error);
    case HSY_RECORD_JSON:
        return hsy_record_read_json(record, story, error);
    }
    return HEARSAY_ERROR_ARGUMENT;
}

static hearsay_status fill(const hsy_record *record, hsy_story *story, hearsay_error *error) {
    if (!take_said(story, record)) return hsy_fail_memory(error);
    hearsay_status status = read_bytes(record, story, error);
    if (status != HEARSAY_OK) return status;
    if (!take_defaults(story, record) || !warn(story, record) || !hsy_story_cut(story, &record->arena.allocator) ||
        !hsy_story_find_credit(story))
        return hsy_fail_memory(error);
    if (story->paragraph_count == 0) return hsy_fail(error, HEARSAY_ERROR_INPUT, "%s: is empty", record->place);
    return HEARSAY_OK;
}

hearsay_status hsy_record_read(const hsy_record *record, hsy_story **story, hearsay_error *error) {
    *story = NULL;
    hsy_story *made = hsy_story_new(&record->arena.allocator);
    if (made == NULL) return hsy_fail_memory(error);
    hearsay_status status = fill(record, made, error);
    if (status == HEARSAY_OK)
        *story = made;
    else
        hsy_story_free(made);
    return status;
}
