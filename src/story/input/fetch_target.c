/* SPDX-License-Identifier: Apache-2.0 */
/* The address that is to be asked for: of the web, without a password, its host's name in ASCII. */
#include <string.h>
#include <strings.h>

#include "story/input/fetch.h"
#include "story/input/host.h"

enum { URL_FLAGS = CURLU_NON_SUPPORT_SCHEME | CURLU_URLENCODE | CURLU_ALLOW_SPACE };

static bool has_part(const hsy_fetch *fetch, CURLUPart part) {
    char *text;
    if (fetch->curl->url_get(fetch->url, part, &text, 0) != CURLUE_OK) return false;
    fetch->curl->release(text);
    return true;
}

static bool is_web_scheme(const hsy_fetch *fetch) {
    char *scheme;
    if (fetch->curl->url_get(fetch->url, CURLUPART_SCHEME, &scheme, 0) != CURLUE_OK) return false;
    const bool web = strcasecmp(scheme, "http") == 0 || strcasecmp(scheme, "https") == 0;
    fetch->curl->release(scheme);
    return web;
}

static bool is_ascii(const char *text) {
    while (*text != '\0' && (unsigned char)*text < 0x80)
        text++;
    return *text == '\0';
}

static CURLUcode write_host_in_ascii(hsy_fetch *fetch) {
    char *host;
    CURLUcode code = fetch->curl->url_get(fetch->url, CURLUPART_HOST, &host, 0);
    if (code != CURLUE_OK) return code;
    if (!is_ascii(host)) {
        hsy_buffer ascii;
        hsy_buffer_init(&ascii, &fetch->input->allocator);
        const bool made = hsy_host_to_ascii(hsy_str_of(host), &ascii);
        hsy_buffer_char(&ascii, '\0');
        if (ascii.failed)
            code = CURLUE_OUT_OF_MEMORY;
        else
            code = made ? fetch->curl->url_set(fetch->url, CURLUPART_HOST, ascii.data, 0) : CURLUE_BAD_HOSTNAME;
        hsy_buffer_free(&ascii);
    }
    fetch->curl->release(host);
    return code;
}

/* Keeps the address as the input's, and hands it to libcurl. */
static hearsay_status keep_target(hsy_fetch *fetch, hearsay_error *error) {
    hsy_buffer *kept = &fetch->input->url;
    char *text;
    CURLUcode code = fetch->curl->url_set(fetch->url, CURLUPART_FRAGMENT, NULL, 0);
    if (code == CURLUE_OK) code = fetch->curl->url_get(fetch->url, CURLUPART_URL, &text, 0);
    if (code != CURLUE_OK) return hsy_fail_memory(error);
    kept->size = 0;
    hsy_buffer_text(kept, text);
    const CURLcode set = fetch->curl->setopt(fetch->easy, CURLOPT_URL, text);
    fetch->curl->release(text);
    return kept->failed || set != CURLE_OK ? hsy_fail_memory(error) : HEARSAY_OK;
}

hearsay_status hsy_fetch_check_target(hsy_fetch *fetch, const char *address, hearsay_error *error) {
    CURLUcode code = fetch->curl->url_set(fetch->url, CURLUPART_URL, address, URL_FLAGS);
    if (code == CURLUE_OK) {
        if (!is_web_scheme(fetch)) return hsy_fetch_fail_scheme(fetch, error);
        if (has_part(fetch, CURLUPART_USER) || has_part(fetch, CURLUPART_PASSWORD))
            return hsy_fetch_fail_login(fetch, error);
        code = write_host_in_ascii(fetch);
    }
    if (code == CURLUE_OUT_OF_MEMORY) return hsy_fail_memory(error);
    if (code != CURLUE_OK) return hsy_fetch_fail_address(fetch, error);
    return keep_target(fetch, error);
}
