/* SPDX-License-Identifier: Apache-2.0 */
/* How fast the records of a WARC file are gone through, without reading any to a story: bench-warc FILE. One thread,
 * processor time; prints the number of records that were handed out and the seconds. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "hearsay/hearsay.h"

static double now(void) {
    struct timespec at;
    (void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &at);
    return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

static void stop_unless(hearsay_status status, const hearsay_error *error) {
    if (status == HEARSAY_OK || status == HEARSAY_END) return;
    (void)fprintf(stderr, "bench-warc: %s\n", error->message);
    exit(EXIT_FAILURE);
}

int main(int count, char **arguments) {
    hearsay_error error;
    hearsay_reader *reader;
    hearsay_record *record;
    hearsay_status status;
    unsigned long records = 0;
    if (count != 2) {
        (void)fprintf(stderr, "usage: bench-warc FILE\n");
        return EXIT_FAILURE;
    }
    const double start = now();
    stop_unless(hearsay_reader_open(arguments[1], NULL, &reader, &error), &error);
    while ((status = hearsay_reader_take(reader, &record, &error)) == HEARSAY_OK) {
        hearsay_record_free(&record);
        records++;
    }
    stop_unless(status, &error);
    hearsay_reader_close(&reader);
    (void)printf("%lu %.6f\n", records, now() - start);
    return EXIT_SUCCESS;
}
