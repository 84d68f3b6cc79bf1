/* SPDX-License-Identifier: Apache-2.0 */
/* Records: cut by one thread, read by any, whether the reader is still there or not. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "hearsay/hearsay.h"

enum { PAGES = 60, THREADS = 4, PAGE_BYTES = 1024 };

/* An archive of pages, each with a number in its headline. */
static char *made_archive(size_t *size) {
    const size_t capacity = (size_t)PAGES * 2 * PAGE_BYTES;
    char *archive = malloc(capacity);
    assert_non_null(archive);
    *size = 0;
    for (int i = 0; i < PAGES; i++) {
        char page[PAGE_BYTES];
        int length =
            snprintf(page, sizeof page,
                     "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<!doctype html><html><head><title>Dam %d"
                     "</title></head><body><article><h1>Dam %d</h1><p>The dam number %d held for the whole of "
                     "the night, the engineer said on Monday.</p></article></body></html>",
                     i, i, i);
        *size += (size_t)snprintf(archive + *size, capacity - *size,
                                  "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:x:%d>\r\nWARC-Date: "
                                  "2019-11-18T10:00:00Z\r\nWARC-Target-URI: http://dam.example/%d\r\nContent-Type: "
                                  "application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
                                  i, i, length, page);
    }
    return archive;
}

typedef struct share {
    hearsay_record **records;
    size_t first; /* every so many from here on: THREADS */
    bool right;
} share;

static bool is_title(const hearsay_story *story, size_t number) {
    char title[32];
    (void)snprintf(title, sizeof title, "Dam %zu", number);
    const hearsay_string found = hearsay_story_title(story);
    return found.size == strlen(title) && memcmp(found.data, title, found.size) == 0;
}

static void *read_share(void *data) {
    share *own = data;
    own->right = true;
    for (size_t i = own->first; i < PAGES; i += THREADS) {
        hearsay_story *story;
        own->right = own->right && hearsay_record_read(own->records[i], &story, NULL) == HEARSAY_OK;
        if (!own->right) return NULL;
        own->right = is_title(story, i) && hearsay_story_text(story).size > 0;
        hearsay_story_free(&story);
    }
    return NULL;
}

static void take_all(const char *archive, size_t size, hearsay_record *records[PAGES]) {
    hearsay_reader *reader;
    hearsay_record *behind;
    assert_int_equal(hearsay_reader_open_memory("dams.warc", archive, size, NULL, &reader, NULL), HEARSAY_OK);
    for (size_t i = 0; i < PAGES; i++)
        assert_int_equal(hearsay_reader_take(reader, &records[i], NULL), HEARSAY_OK);
    assert_int_equal(hearsay_reader_take(reader, &behind, NULL), HEARSAY_END);
    assert_null(behind);
    hearsay_reader_close(&reader);
}

static void records_are_read_by_many_threads_after_their_reader_is_closed(void **state) {
    (void)state;
    size_t size;
    char *archive = made_archive(&size);
    hearsay_record *records[PAGES];
    take_all(archive, size, records);
    free(archive);
    share shares[THREADS];
    pthread_t threads[THREADS];
    for (size_t i = 0; i < THREADS; i++) {
        shares[i] = (share){.records = records, .first = i};
        assert_int_equal(pthread_create(&threads[i], NULL, read_share, &shares[i]), 0);
    }
    for (size_t i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_true(shares[i].right);
    }
    for (size_t i = 0; i < PAGES; i++) {
        hearsay_record_free(&records[i]);
        assert_null(records[i]);
    }
}

static void one_record_gives_the_same_story_every_time(void **state) {
    (void)state;
    static const char text[] = "The dam held, the engineer said.";
    hearsay_reader *reader;
    hearsay_record *record;
    assert_int_equal(hearsay_reader_open_memory("dam.txt", text, sizeof text - 1, NULL, &reader, NULL), HEARSAY_OK);
    assert_int_equal(hearsay_reader_take(reader, &record, NULL), HEARSAY_OK);
    for (int i = 0; i < 3; i++) {
        hearsay_story *story;
        assert_int_equal(hearsay_record_read(record, &story, NULL), HEARSAY_OK);
        assert_int_equal(hearsay_story_text(story).size, sizeof text - 1);
        hearsay_story_free(&story);
    }
    hearsay_record_free(&record);
    hearsay_record_free(&record);
    hearsay_record_free(NULL);
    hearsay_reader_close(&reader);
}

static void a_missing_argument_is_an_error(void **state) {
    (void)state;
    hearsay_record *record;
    hearsay_story *story;
    hearsay_error error;
    assert_int_equal(hearsay_reader_take(NULL, &record, &error), HEARSAY_ERROR_ARGUMENT);
    assert_int_equal(hearsay_record_read(NULL, &story, &error), HEARSAY_ERROR_ARGUMENT);
    assert_int_equal(error.status, HEARSAY_ERROR_ARGUMENT);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_are_read_by_many_threads_after_their_reader_is_closed),
        cmocka_unit_test(one_record_gives_the_same_story_every_time),
        cmocka_unit_test(a_missing_argument_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
