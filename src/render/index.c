/* SPDX-License-Identifier: Apache-2.0 */
/* Rows are put together by name with a sort, so that a long story stays quick. */
#include <stdlib.h>
#include <string.h>

#include "render/index.h"

static int compare_names(hsy_str a, hsy_str b) {
    if (a.data == NULL || b.data == NULL) return (a.data == NULL) - (b.data == NULL);
    size_t shorter = a.size < b.size ? a.size : b.size;
    int order = shorter == 0 ? 0 : memcmp(a.data, b.data, shorter);
    return order != 0 ? order : (a.size > b.size) - (a.size < b.size);
}

static int compare_rows(const void *left, const void *right) {
    const hsy_index_row *a = left, *b = right;
    int order = compare_names(a->name, b->name);
    return order != 0 ? order : (a->row > b->row) - (a->row < b->row);
}

/* An entry as it is sorted. */
typedef struct entry_key {
    hsy_index_entry entry;
    size_t row; /* its first; SIZE_MAX: it has no name */
} entry_key;

static int compare_entries(const void *left, const void *right) {
    const entry_key *a = left, *b = right;
    if (a->row != b->row) return a->row < b->row ? -1 : 1;
    return a->entry.first < b->entry.first ? -1 : a->entry.first > b->entry.first;
}

static void init(hsy_index *index, const hearsay_allocator *allocator) {
    hsy_vector_init(&index->rows, sizeof(hsy_index_row), allocator);
    hsy_vector_init(&index->entries, sizeof(hsy_index_entry), allocator);
}

static void add(hsy_index *index, hsy_str name, size_t row) {
    hsy_index_row added = {.name = name.size == 0 ? (hsy_str){NULL, 0} : name, .row = row};
    hsy_vector_push(&index->rows, &added);
}

static void collect_keys(const hsy_index *index, hsy_vector *keys) {
    for (size_t i = 0; i < index->rows.count; i++) {
        hsy_index_row row = HSY_AT(index->rows, hsy_index_row, i);
        if (i > 0 && compare_names(row.name, HSY_AT(index->rows, hsy_index_row, i - 1).name) == 0) {
            HSY_AT(*keys, entry_key, keys->count - 1).entry.count++;
            continue;
        }
        entry_key key = {.entry = {.first = i, .count = 1}, .row = row.name.data == NULL ? SIZE_MAX : row.row};
        if (hsy_vector_push(keys, &key) == NULL) return;
    }
}

static void group(hsy_index *index) {
    if (index->rows.failed || index->rows.count == 0) return;
    qsort(index->rows.data, index->rows.count, sizeof(hsy_index_row), compare_rows);
    hsy_vector keys;
    hsy_vector_init(&keys, sizeof(entry_key), &index->rows.allocator);
    collect_keys(index, &keys);
    if (keys.failed)
        index->entries.failed = true;
    else
        qsort(keys.data, keys.count, sizeof(entry_key), compare_entries);
    for (size_t i = 0; i < keys.count; i++)
        hsy_vector_push(&index->entries, &HSY_AT(keys, entry_key, i).entry);
    hsy_vector_free(&keys);
}

void hsy_render_index_speakers(const hsy_speakers *speakers, const hearsay_allocator *allocator, hsy_index *index) {
    init(index, allocator);
    for (size_t row = 0; row < speakers->count; row++)
        add(index, speakers->items[row].name, row);
    group(index);
}

void hsy_render_index_about(const hsy_speakers *speakers, const hearsay_allocator *allocator, hsy_index *index) {
    init(index, allocator);
    for (size_t row = 0; row < speakers->count; row++)
        for (size_t i = 0; i < speakers->items[row].about_count; i++)
            if (speakers->items[row].about[i].size > 0) add(index, speakers->items[row].about[i], row);
    group(index);
}

void hsy_render_index_free(hsy_index *index) {
    hsy_vector_free(&index->rows);
    hsy_vector_free(&index->entries);
}
