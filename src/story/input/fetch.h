/* SPDX-License-Identifier: Apache-2.0 */
/* Fetching an address of the web: what its files share, and what its tests set. */
#ifndef HSY_STORY_INPUT_FETCH_H
#define HSY_STORY_INPUT_FETCH_H

#include "story/input/address.h"
#include "story/input/curl.h"
#include "story/input/input.h"
#include "story/record/http.h"

enum { HSY_FETCH_HEAD_BYTES_MAX = 256 << 10 };

typedef struct hsy_fetch_settings {
    unsigned milliseconds;         /* for all, look-ups and redirects included */
    unsigned connect_milliseconds; /* until a connection stands */
    unsigned redirects;
    size_t bytes; /* decoded */
    /* As hsy_address_judge(); asked for every connection that is made. NULL: any may be. */
    const char *(*judge)(const struct sockaddr *address, socklen_t size);
} hsy_fetch_settings;

/* hsy_input_fetch() with other limits. */
hearsay_status hsy_input_fetch_within(hsy_input *input, const hsy_fetch_settings *settings, hearsay_error *error);

/* A fetch under way. */
typedef struct hsy_fetch {
    hsy_input *input;
    const hsy_fetch_settings *settings;
    const hsy_curl *curl;
    CURL *easy;
    CURLU *url; /* the address that is asked for now */
    struct curl_slist *headers;
    uint64_t start;     /* in milliseconds of a clock that only goes on */
    unsigned redirects; /* followed so far */
    bool too_long;      /* more than settings->bytes came */
    size_t head_bytes;  /* of the answer's head */
    bool head_whole;    /* it has come to its end */
    size_t left_out;    /* bytes of an answer that is not the page */
    /* The last address that `judge` refused; `refused_kind` NULL: none was. */
    char refused[HSY_ADDRESS_TEXT_BYTES];
    const char *refused_kind;
} hsy_fetch;

/* What is left of the time, in milliseconds (fetch.c). */
uint64_t hsy_fetch_time_left(const hsy_fetch *fetch);

/* --- fetch_target.c: what is asked for ---------------------------------------------------------------------------- */

/* Makes `address`, which may be relative to the one before, the next to be asked for, and keeps it as the input's. */
hearsay_status hsy_fetch_check_target(hsy_fetch *fetch, const char *address, hearsay_error *error);

/* --- fetch_failure.c: why it failed, in a sentence ---------------------------------------------------------------- */

/* What `code` means, after a transfer without an answer. */
hearsay_status hsy_fetch_fail_transfer(const hsy_fetch *fetch, CURLcode code, hearsay_error *error);
/* An answer that is no page, by its HTTP status. */
hearsay_status hsy_fetch_fail_answer(const hsy_fetch *fetch, long status, hearsay_error *error);
/* A page that can't be decoded: its coding, or what came of it. */
hearsay_status hsy_fetch_fail_coding(const hsy_fetch *fetch, const char *name, hearsay_error *error);
hearsay_status hsy_fetch_fail_decoding(const hsy_fetch *fetch, hsy_decoding came_to, hearsay_error *error);
/* What `fetch->url` holds, the input's own address or one that it redirects to, can't be asked for: it is not of the
 * web, it bears a user's name or password, it is no address at all, or there were too many before. */
hearsay_status hsy_fetch_fail_scheme(const hsy_fetch *fetch, hearsay_error *error);
hearsay_status hsy_fetch_fail_login(const hsy_fetch *fetch, hearsay_error *error);
hearsay_status hsy_fetch_fail_address(const hsy_fetch *fetch, hearsay_error *error);
hearsay_status hsy_fetch_fail_redirects(const hsy_fetch *fetch, hearsay_error *error);

#endif
