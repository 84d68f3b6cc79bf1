/* SPDX-License-Identifier: Apache-2.0 */
/* Why an address could not be fetched: one sentence each, with what to do where something can be done. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "story/input/fetch.h"

enum { SECOND = 1000, MEBIBYTE = 1 << 20, STATUS_NO_SUCCESS = 300, STATUS_SERVER_ERROR = 500, SHOWN_BYTES = 120 };

/* --- An answer that is no page ------------------------------------------------------------------------------------ */

static const char later[] = "; try again later";
static const char saved[] = "; where a browser may see the page, save it there and read the file";

/* The names are those of HTTP's registry. What the server itself calls its status is not repeated. */
static const struct {
    long status;
    const char *name, *advice;
} answers[] = {
    {204, "No Content", NULL},
    {205, "Reset Content", NULL},
    {206, "Partial Content", NULL},
    {300, "Multiple Choices", NULL},
    {301, "Moved Permanently, without saying where to", NULL},
    {302, "Found, without saying where", NULL},
    {303, "See Other, without saying where", NULL},
    {304, "Not Modified", NULL},
    {307, "Temporary Redirect, without saying where to", NULL},
    {308, "Permanent Redirect, without saying where to", NULL},
    {400, "Bad Request", NULL},
    {401, "Unauthorized", saved},
    {402, "Payment Required", saved},
    {403, "Forbidden", saved},
    {404, "Not Found", NULL},
    {405, "Method Not Allowed", NULL},
    {406, "Not Acceptable", NULL},
    {407, "Proxy Authentication Required", NULL},
    {408, "Request Timeout", later},
    {410, "Gone", NULL},
    {414, "URI Too Long", NULL},
    {418, "I'm a teapot", NULL},
    {421, "Misdirected Request", NULL},
    {425, "Too Early", later},
    {429, "Too Many Requests", later},
    {451, "Unavailable For Legal Reasons", NULL},
    {500, "Internal Server Error", later},
    {501, "Not Implemented", NULL},
    {502, "Bad Gateway", later},
    {503, "Service Unavailable", later},
    {504, "Gateway Timeout", later},
};

static hearsay_status fail_answer(const hsy_fetch *fetch, const char *who, long status, hearsay_error *error) {
    const char *name = NULL, *advice = status >= STATUS_SERVER_ERROR ? later : NULL;
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
        if (answers[i].status == status) {
            name = answers[i].name;
            advice = answers[i].advice;
        }
    return hsy_fail(error, HEARSAY_ERROR_IO, "%s: the %s answered %ld%s%s%s", fetch->input->name, who, status,
                    name == NULL ? "" : " ", name == NULL ? "" : name, advice == NULL ? "" : advice);
}

hearsay_status hsy_fetch_fail_answer(const hsy_fetch *fetch, long status, hearsay_error *error) {
    return fail_answer(fetch, "server", status, error);
}

/* --- An address that can't be asked for --------------------------------------------------------------------------- */

/* "NAME: HEAD ADDRESS TAIL", with what is to be asked for next. */
static hearsay_status fail_with_target(const hsy_fetch *fetch, hearsay_status status, const char *head,
                                       const char *tail, hearsay_error *error) {
    char *text;
    if (fetch->curl->url_get(fetch->url, CURLUPART_URL, &text, CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK)
        return hsy_fail_memory(error);
    size_t size = strlen(text);
    if (size > SHOWN_BYTES)
        for (size = SHOWN_BYTES; size > 0 && ((unsigned char)text[size] & 0xC0) == 0x80;)
            size--; /* no letter is cut in two */
    (void)hsy_fail(error, status, "%s: %s %.*s%s%s", fetch->input->name, head, (int)size, text,
                   text[size] == '\0' ? "" : "...", tail);
    fetch->curl->release(text);
    return status;
}

hearsay_status hsy_fetch_fail_scheme(const hsy_fetch *fetch, hearsay_error *error) {
    if (fetch->redirects > 0)
        return fail_with_target(fetch, HEARSAY_ERROR_INPUT, "it redirects to",
                                ", and only http and https addresses can be read", error);
    return hsy_fail(error, HEARSAY_ERROR_INPUT, "%s: only http and https addresses can be read", fetch->input->name);
}

/* The address itself is not shown: it bears a secret. */
hearsay_status hsy_fetch_fail_login(const hsy_fetch *fetch, hearsay_error *error) {
    if (fetch->redirects > 0)
        return hsy_fail(error, HEARSAY_ERROR_INPUT,
                        "%s: it redirects to an address with a user name or a password in it, which is not read",
                        fetch->input->name);
    return hsy_fail(error, HEARSAY_ERROR_INPUT,
                    "an address with a user name or a password in it is not read, since both would stand in what is "
                    "printed; leave them out, or save the page and read the file");
}

hearsay_status hsy_fetch_fail_address(const hsy_fetch *fetch, hearsay_error *error) {
    return hsy_fail(error, HEARSAY_ERROR_INPUT, "%s: %s", fetch->input->name,
                    fetch->redirects > 0 ? "it redirects to what is no valid address" : "that is no valid address");
}

hearsay_status hsy_fetch_fail_redirects(const hsy_fetch *fetch, hearsay_error *error) {
    char tail[64];
    (void)snprintf(tail, sizeof tail, " and so on, more than %u times", fetch->settings->redirects);
    return fail_with_target(fetch, HEARSAY_ERROR_LIMIT, "it redirects to", tail, error);
}

/* --- A transfer without an answer --------------------------------------------------------------------------------- */

static const struct {
    CURLcode code;
    const char *sentence;
} transfers[] = {
    {CURLE_UNSUPPORTED_PROTOCOL, "what answers there does not speak HTTP"},
    {CURLE_WEIRD_SERVER_REPLY, "what answers there does not speak HTTP"},
    {CURLE_URL_MALFORMAT, "that is no valid address"},
    {CURLE_COULDNT_RESOLVE_PROXY, "the proxy's name leads nowhere"},
    {CURLE_HTTP2, "the connection broke before the whole page had come; try again"},
    {CURLE_HTTP2_STREAM, "the connection broke before the whole page had come; try again"},
    {CURLE_PARTIAL_FILE, "the connection broke before the whole page had come; try again"},
    {CURLE_RECV_ERROR, "the connection broke before the whole page had come; try again"},
    {CURLE_SEND_ERROR, "the connection broke before the whole page had come; try again"},
    {CURLE_GOT_NOTHING, "the server closed the connection without an answer; try again later"},
    {CURLE_SSL_CONNECT_ERROR, "no secure connection came about; the server may speak http alone"},
    {CURLE_SSL_CIPHER, "no secure connection came about: the server offers none that is safe enough"},
    {CURLE_PEER_FAILED_VERIFICATION, "the server's certificate is not to be trusted: it has run out, belongs to "
                                     "another name, or nobody known vouches for it"},
    {CURLE_SSL_CACERT_BADFILE, "no certificate can be checked, since the list of authorities is missing; install "
                               "ca-certificates"},
};

/* Behind what may be because no proxy was used. */
static const char *proxy_advice(const hsy_fetch *fetch) {
    static const char *const names[] = {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"};
    if (fetch->settings->judge == NULL) return "";
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *proxy = getenv(names[i]);
        if (proxy != NULL && *proxy != '\0') return "; the environment's proxy is used with --allow-private alone";
    }
    return "";
}

static hearsay_status fail_connect(const hsy_fetch *fetch, hearsay_error *error) {
    const char *name = fetch->input->name;
    if (fetch->refused_kind != NULL)
        return hsy_fail(error, HEARSAY_ERROR_INPUT, "%s: leads to %s, %s; --allow-private lets it be read", name,
                        fetch->refused, fetch->refused_kind);
    long number = 0;
    (void)fetch->curl->getinfo(fetch->easy, CURLINFO_OS_ERRNO, &number);
    return hsy_fail(error, HEARSAY_ERROR_IO, "%s: %s%s", name,
                    number == ECONNREFUSED ? "the server refuses the connection" : "the server can't be reached",
                    proxy_advice(fetch));
}

static hearsay_status fail_time(const hsy_fetch *fetch, hearsay_error *error) {
    double connected = 0;
    (void)fetch->curl->getinfo(fetch->easy, CURLINFO_PRETRANSFER_TIME, &connected);
    if (hsy_fetch_time_left(fetch) == 0 || connected > 0)
        return hsy_fail(error, HEARSAY_ERROR_LIMIT, "%s: the whole page did not come within %u seconds",
                        fetch->input->name, (fetch->settings->milliseconds + SECOND - 1) / SECOND);
    return hsy_fail(error, HEARSAY_ERROR_IO, "%s: no connection came about within %u seconds%s", fetch->input->name,
                    (fetch->settings->connect_milliseconds + SECOND - 1) / SECOND, proxy_advice(fetch));
}

static hearsay_status fail_size(const hsy_fetch *fetch, hearsay_error *error) {
    const size_t bytes = fetch->settings->bytes;
    const bool whole = bytes % MEBIBYTE == 0;
    return hsy_fail(error, HEARSAY_ERROR_LIMIT, "%s: is larger than %zu %s, which is the most that is fetched",
                    fetch->input->name, whole ? bytes / MEBIBYTE : bytes, whole ? "MiB" : "bytes");
}

hearsay_status hsy_fetch_fail_coding(const hsy_fetch *fetch, const char *name, hearsay_error *error) {
    return hsy_fail(error, HEARSAY_ERROR_INPUT, "%s: its content coding \"%.40s\" can't be read", fetch->input->name,
                    name);
}

hearsay_status hsy_fetch_fail_decoding(const hsy_fetch *fetch, hsy_decoding came_to, hearsay_error *error) {
    if (came_to == HSY_DECODED_REFUSED) return hsy_fail_memory(error);
    if (came_to == HSY_DECODED_TOO_LONG) return fail_size(fetch, error);
    return hsy_fail(error, HEARSAY_ERROR_IO, "%s: %s", fetch->input->name,
                    came_to == HSY_DECODED_CUT_OFF ? "its compressed bytes are cut off; try again"
                                                   : "its compressed bytes are damaged");
}

/* Of a line that is too long, libcurl says that memory is. */
static bool is_head_too_long(const hsy_fetch *fetch, CURLcode code) {
    long status = 0;
    (void)fetch->curl->getinfo(fetch->easy, CURLINFO_RESPONSE_CODE, &status);
    return fetch->head_bytes > HSY_FETCH_HEAD_BYTES_MAX ||
           (code == CURLE_OUT_OF_MEMORY && status != 0 && !fetch->head_whole);
}

hearsay_status hsy_fetch_fail_transfer(const hsy_fetch *fetch, CURLcode code, hearsay_error *error) {
    long proxy = 0;
    (void)fetch->curl->getinfo(fetch->easy, CURLINFO_HTTP_CONNECTCODE, &proxy);
    if (proxy >= STATUS_NO_SUCCESS) return fail_answer(fetch, "proxy", proxy, error);
    if (fetch->too_long || code == CURLE_FILESIZE_EXCEEDED) return fail_size(fetch, error);
    if (is_head_too_long(fetch, code))
        return hsy_fail(error, HEARSAY_ERROR_LIMIT, "%s: the head of the server's answer has no end",
                        fetch->input->name);
    switch (code) {
    case CURLE_OUT_OF_MEMORY:
        return hsy_fail_memory(error);
    case CURLE_COULDNT_CONNECT:
        return fail_connect(fetch, error);
    case CURLE_OPERATION_TIMEDOUT:
        return fail_time(fetch, error);
    case CURLE_COULDNT_RESOLVE_HOST:
        return hsy_fail(error, HEARSAY_ERROR_IO, "%s: its name leads to no server, or there is no network%s",
                        fetch->input->name, proxy_advice(fetch));
    default:
        break;
    }
    for (size_t i = 0; i < sizeof transfers / sizeof *transfers; i++)
        if (transfers[i].code == code)
            return hsy_fail(error, HEARSAY_ERROR_IO, "%s: %s", fetch->input->name, transfers[i].sentence);
    return hsy_fail(error, HEARSAY_ERROR_IO, "%s: can't be fetched: libcurl says \"%s\" (%d)", fetch->input->name,
                    fetch->curl->strerror(code), (int)code);
}
