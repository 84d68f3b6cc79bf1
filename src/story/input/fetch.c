/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An address of the web, fetched by libcurl.
 *
 *     address --> check_target --> ask --> decode --> page
 *                      ^            |
 *                      +- Location -+
 *
 * Redirects are followed here, not by libcurl, so that each address is checked like the first one: its scheme, that it
 * bears no password, its host's name. Where it truly leads is seen last, when the connection is made: open_socket()
 * has the address that was looked up and that will be connected to, whatever the name meant a moment ago.
 */
#include "story/input/fetch.h"

#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

enum { CONNECT_SECONDS = 10, SECOND = 1000, LEFT_OUT_BYTES_MAX = 64 << 10, CHARSET_BYTES_MAX = 40 };
enum { STATUS_OK = 200, STATUS_GOOD_END = 204, STATUS_REDIRECT = 300, STATUS_SAME = 304, STATUS_ERROR = 400 };

bool hsy_input_is_address(const char *path) {
    size_t scheme = strspn(path, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");
    return scheme > 1 && strncmp(path + scheme, "://", 3) == 0;
}

static uint64_t milliseconds_now(void) {
    struct timespec now = {.tv_sec = 0};
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * SECOND + (uint64_t)now.tv_nsec / 1000000;
}

/* --- What libcurl calls ------------------------------------------------------------------------------------------- */

static curl_socket_t open_socket(void *data, curlsocktype purpose, struct curl_sockaddr *address) {
    hsy_fetch *fetch = data;
    (void)purpose;
    if (fetch->settings->judge != NULL) {
        const char *kind = fetch->settings->judge(&address->addr, address->addrlen);
        if (kind != NULL) {
            fetch->refused_kind = kind;
            hsy_address_print(&address->addr, address->addrlen, fetch->refused);
            return CURL_SOCKET_BAD;
        }
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static bool is_empty_line(const char *line, size_t size) {
    return size > 0 && (*line == '\r' || *line == '\n');
}

/* A line of an answer's head, the empty one behind the last included. Any number but `size` ends the transfer. */
static size_t take_head(char *line, size_t one, size_t size, void *data) {
    (void)one;
    hsy_fetch *fetch = data;
    fetch->head_bytes += size;
    fetch->head_whole = is_empty_line(line, size);
    return fetch->head_bytes > HSY_FETCH_HEAD_BYTES_MAX ? 0 : size;
}

static size_t take_bytes(char *bytes, size_t one, size_t size, void *data) {
    (void)one;
    hsy_fetch *fetch = data;
    hsy_buffer *fetched = &fetch->input->fetched;
    long status = 0;
    (void)fetch->curl->getinfo(fetch->easy, CURLINFO_RESPONSE_CODE, &status);
    if (status >= STATUS_REDIRECT) {
        /* A short one is let come, since the connection can be used again then. */
        fetch->left_out += size;
        return fetch->left_out > LEFT_OUT_BYTES_MAX ? 0 : size;
    }
    fetch->too_long = size > fetch->settings->bytes - fetched->size;
    if (fetch->too_long) return 0;
    hsy_buffer_add(fetched, bytes, size);
    return fetched->failed ? 0 : size;
}

/* --- The handle --------------------------------------------------------------------------------------------------- */

static bool add_header(hsy_fetch *fetch, const char *header) {
    struct curl_slist *longer = fetch->curl->slist_append(fetch->headers, header);
    if (longer != NULL) fetch->headers = longer;
    return longer != NULL;
}

static bool add_headers(hsy_fetch *fetch) {
    return add_header(fetch, "Accept: text/html, application/xhtml+xml, application/xml;q=0.9, application/json;q=0.9, "
                             "text/plain;q=0.8, */*;q=0.5") &&
           add_header(fetch, "Accept-Language: en, *;q=0.5") && add_header(fetch, "Accept-Encoding: gzip, deflate, br");
}

#define SET(option, value)                                                                                             \
    if (code == CURLE_OK) code = fetch->curl->setopt(fetch->easy, (option), (value))

/* What libcurl does unasked is little: it keeps no cookies, reads no .netrc, sends no referrer. An option that it does
 * not know is no reason to go on without it: the address would be less well guarded. */
static CURLcode set_options(hsy_fetch *fetch) {
    char agent[64];
    (void)snprintf(agent, sizeof agent, "hearsay/%s", hearsay_version());
    CURLcode code = CURLE_OK;
    SET(CURLOPT_PROTOCOLS_STR, "http,https");
    SET(CURLOPT_FOLLOWLOCATION, 0L);
    SET(CURLOPT_NOSIGNAL, 1L);
    SET(CURLOPT_QUICK_EXIT, 1L); /* a look-up that hangs is not waited for */
    SET(CURLOPT_CONNECTTIMEOUT_MS, (long)fetch->settings->connect_milliseconds);
    SET(CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)fetch->settings->bytes);
    SET(CURLOPT_USERAGENT, agent);
    SET(CURLOPT_HTTPHEADER, fetch->headers);
    SET(CURLOPT_OPENSOCKETFUNCTION, open_socket);
    SET(CURLOPT_OPENSOCKETDATA, fetch);
    SET(CURLOPT_HEADERFUNCTION, take_head);
    SET(CURLOPT_HEADERDATA, fetch);
    SET(CURLOPT_WRITEFUNCTION, take_bytes);
    SET(CURLOPT_WRITEDATA, fetch);
    /* A proxy looks names up itself, and where they lead is not seen then. */
    if (fetch->settings->judge != NULL) SET(CURLOPT_PROXY, "");
    return code;
}

static hearsay_status prepare(hsy_fetch *fetch, hearsay_error *error) {
    fetch->curl = hsy_curl_load();
    if (fetch->curl == NULL)
        return hsy_fail(
            error, HEARSAY_ERROR_IO,
            "%s: addresses are fetched by the library libcurl (libcurl.so.4), which is not installed, or too "
            "old",
            fetch->input->name);
    fetch->easy = fetch->curl->easy_init();
    fetch->url = fetch->curl->url();
    if (fetch->easy == NULL || fetch->url == NULL || !add_headers(fetch)) return hsy_fail_memory(error);
    const CURLcode code = set_options(fetch);
    if (code == CURLE_OK) return HEARSAY_OK;
    if (code == CURLE_OUT_OF_MEMORY) return hsy_fail_memory(error);
    return hsy_fail(error, HEARSAY_ERROR_IO, "%s: the libcurl that is installed is too old; 7.87 or later is needed",
                    fetch->input->name);
}

static void release(hsy_fetch *fetch) {
    if (fetch->easy != NULL) fetch->curl->cleanup(fetch->easy);
    if (fetch->url != NULL) fetch->curl->url_cleanup(fetch->url);
    if (fetch->headers != NULL) fetch->curl->slist_free(fetch->headers);
}

/* --- Asking ------------------------------------------------------------------------------------------------------- */

/* A write to a connection that the other side has closed must not end the program, which it would by SIGPIPE. */
static CURLcode perform_without_signal(const hsy_fetch *fetch) {
    sigset_t pipe, pending, before;
    (void)sigemptyset(&pipe);
    (void)sigaddset(&pipe, SIGPIPE);
    (void)sigemptyset(&pending);
    (void)sigpending(&pending);
    const bool waiting = sigismember(&pending, SIGPIPE) == 1;
    const bool blocked = pthread_sigmask(SIG_BLOCK, &pipe, &before) == 0;
    const CURLcode code = fetch->curl->perform(fetch->easy);
    if (blocked) {
        const struct timespec none = {.tv_sec = 0};
        if (!waiting) (void)sigtimedwait(&pipe, NULL, &none);
        (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    }
    return code;
}

uint64_t hsy_fetch_time_left(const hsy_fetch *fetch) {
    const uint64_t spent = milliseconds_now() - fetch->start;
    return spent < fetch->settings->milliseconds ? fetch->settings->milliseconds - spent : 0;
}

static CURLcode ask(hsy_fetch *fetch, uint64_t milliseconds) {
    const CURLcode code = fetch->curl->setopt(fetch->easy, CURLOPT_TIMEOUT_MS, (long)milliseconds);
    if (code != CURLE_OK) return code;
    fetch->input->fetched.size = 0;
    fetch->left_out = 0;
    fetch->head_bytes = 0;
    fetch->head_whole = false;
    fetch->refused_kind = NULL;
    const CURLcode done = perform_without_signal(fetch);
    /* libcurl has nothing against a head that breaks off. */
    return done == CURLE_OK && !fetch->head_whole ? CURLE_PARTIAL_FILE : done;
}

/* Where the answer leads, or NULL; valid until the next transfer. */
static const char *location(const hsy_fetch *fetch, long status) {
    struct curl_header *header;
    if (status < STATUS_REDIRECT || status >= STATUS_ERROR || status == STATUS_SAME) return NULL;
    if (fetch->curl->header(fetch->easy, "Location", 0, CURLH_HEADER, -1, &header) != CURLHE_OK) return NULL;
    return header->value;
}

static hsy_coding coding_of(const char *name) {
    static const struct {
        const char *name;
        hsy_coding coding;
    } names[] = {{"gzip", HSY_CODING_GZIP},
                 {"x-gzip", HSY_CODING_GZIP},
                 {"deflate", HSY_CODING_DEFLATE},
                 {"br", HSY_CODING_BROTLI}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcasecmp(name, names[i].name) == 0) return names[i].coding;
    return HSY_CODING_UNKNOWN;
}

/* Undoes what the server did to make the page smaller. Not by libcurl, which takes a gzip body that is cut off for a
 * whole one. Some servers say gzip of what is none. */
static hearsay_status decode(hsy_fetch *fetch, hearsay_error *error) {
    hsy_buffer *fetched = &fetch->input->fetched;
    const hsy_str coded = {fetched->data, fetched->size};
    struct curl_header *header;
    if (fetch->curl->header(fetch->easy, "Content-Encoding", 0, CURLH_HEADER, -1, &header) != CURLHE_OK)
        return HEARSAY_OK;
    const hsy_coding coding = coding_of(header->value);
    if (coded.size == 0 || strcasecmp(header->value, "identity") == 0) return HEARSAY_OK;
    if (coding == HSY_CODING_GZIP && !hsy_coding_is_gzip(coded)) return HEARSAY_OK;
    if (coding == HSY_CODING_UNKNOWN || header->amount > 1) return hsy_fetch_fail_coding(fetch, header->value, error);
    hsy_buffer decoded;
    hsy_buffer_init(&decoded, &fetched->allocator);
    const hsy_decoding came_to = hsy_coding_decode(coding, coded, fetch->settings->bytes, &decoded);
    if (came_to != HSY_DECODED) {
        hsy_buffer_free(&decoded);
        return hsy_fetch_fail_decoding(fetch, came_to, error);
    }
    hsy_buffer_free(fetched);
    *fetched = decoded;
    return HEARSAY_OK;
}

static void keep_charset(hsy_fetch *fetch) {
    const char *type = NULL;
    if (fetch->curl->getinfo(fetch->easy, CURLINFO_CONTENT_TYPE, &type) != CURLE_OK || type == NULL) return;
    const char *parameter = strcasestr(type, "charset=");
    if (parameter == NULL) return;
    parameter += strlen("charset=");
    parameter += strspn(parameter, "\"' ");
    const size_t size = strspn(parameter, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-._:");
    if (size <= CHARSET_BYTES_MAX) hsy_buffer_add(&fetch->input->charset, parameter, size);
}

static hearsay_status follow(hsy_fetch *fetch, const char *address, hearsay_error *error) {
    fetch->redirects++;
    hearsay_status status = hsy_fetch_check_target(fetch, address, error);
    if (status != HEARSAY_OK || fetch->redirects <= fetch->settings->redirects) return status;
    return hsy_fetch_fail_redirects(fetch, error);
}

/* One answer. *again: it leads on, to what `fetch` has as its address now. */
static hearsay_status take_answer(hsy_fetch *fetch, bool *again, hearsay_error *error) {
    *again = false;
    const uint64_t left = hsy_fetch_time_left(fetch);
    if (left == 0) return hsy_fetch_fail_transfer(fetch, CURLE_OPERATION_TIMEDOUT, error);
    const CURLcode code = ask(fetch, left);
    if (fetch->input->fetched.failed) return hsy_fail_memory(error);
    long status = 0;
    (void)fetch->curl->getinfo(fetch->easy, CURLINFO_RESPONSE_CODE, &status);
    /* The head of an answer that is not the page says all, even where its body did not come. */
    const char *target = location(fetch, status);
    *again = target != NULL;
    if (target != NULL) return follow(fetch, target, error);
    if (status >= STATUS_REDIRECT) return hsy_fetch_fail_answer(fetch, status, error);
    if (code != CURLE_OK) return hsy_fetch_fail_transfer(fetch, code, error);
    if (status < STATUS_OK || status >= STATUS_GOOD_END) return hsy_fetch_fail_answer(fetch, status, error);
    keep_charset(fetch);
    return fetch->input->charset.failed ? hsy_fail_memory(error) : decode(fetch, error);
}

hearsay_status hsy_input_fetch_within(hsy_input *input, const hsy_fetch_settings *settings, hearsay_error *error) {
    hsy_fetch fetch = {.input = input, .settings = settings, .start = milliseconds_now()};
    if (strncasecmp(input->path, "http://", 7) != 0 && strncasecmp(input->path, "https://", 8) != 0)
        return hsy_fetch_fail_scheme(&fetch, error);
    hearsay_status status = prepare(&fetch, error);
    if (status == HEARSAY_OK) status = hsy_fetch_check_target(&fetch, input->path, error);
    for (bool again = true; again && status == HEARSAY_OK;)
        status = take_answer(&fetch, &again, error);
    release(&fetch);
    return status;
}

hearsay_status hsy_input_fetch(hsy_input *input, bool allow_private, hearsay_error *error) {
    const hsy_fetch_settings settings = {
        .milliseconds = HEARSAY_FETCH_SECONDS_MAX * SECOND,
        .connect_milliseconds = CONNECT_SECONDS * SECOND,
        .redirects = HEARSAY_FETCH_REDIRECTS_MAX,
        .bytes = HEARSAY_PAGE_BYTES_MAX,
        .judge = allow_private ? NULL : hsy_address_judge,
    };
    return hsy_input_fetch_within(input, &settings, error);
}
