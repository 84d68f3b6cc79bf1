/* SPDX-License-Identifier: Apache-2.0 */
/* libcurl, loaded when it is needed first. */
#ifndef HSY_STORY_INPUT_CURL_H
#define HSY_STORY_INPUT_CURL_H

#include <curl/curl.h>

/* Its functions, by their names without "curl_". */
typedef struct hsy_curl {
    CURLcode (*global_init)(long flags);
    CURL *(*easy_init)(void);
    CURLcode (*setopt)(CURL *easy, CURLoption option, ...);
    CURLcode (*perform)(CURL *easy);
    CURLcode (*getinfo)(CURL *easy, CURLINFO info, ...);
    CURLHcode (*header)(CURL *easy, const char *name, size_t index, unsigned origin, int request,
                        struct curl_header **header);
    void (*cleanup)(CURL *easy);
    const char *(*strerror)(CURLcode code);
    struct curl_slist *(*slist_append)(struct curl_slist *list, const char *text);
    void (*slist_free)(struct curl_slist *list);
    CURLU *(*url)(void);
    CURLUcode (*url_set)(CURLU *url, CURLUPart part, const char *text, unsigned flags);
    CURLUcode (*url_get)(CURLU *url, CURLUPart part, char **text, unsigned flags);
    void (*url_cleanup)(CURLU *url);
    void (*release)(void *text); /* what url_get gave */
} hsy_curl;

/* NULL: it is not installed, or too old. */
const hsy_curl *hsy_curl_load(void);

#endif
