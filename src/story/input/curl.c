/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libcurl, loaded when it is needed first. Linked, it and the 28 libraries that it brings along would take every start
 * of the program 6 ms longer (49 instead of 43 ms for `hearsay version`), and few runs fetch anything. What is loaded
 * stays loaded, and its functions are the one thing here that the library keeps for all threads: libcurl wants to be
 * set up once a process.
 */
#include "story/input/curl.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* With OpenSSL, as most systems have it, and with GnuTLS, as Debian has it besides. */
static const char *const libraries[] = {"libcurl.so.4", "libcurl-gnutls.so.4"};

static pthread_once_t once = PTHREAD_ONCE_INIT;
static hsy_curl functions;
static bool loaded;

#define ENTRY(member, name)                                                                                            \
    { offsetof(hsy_curl, member), name }
static const struct {
    size_t offset;
    const char *name;
} entries[] = {
    ENTRY(global_init, "curl_global_init"),
    ENTRY(easy_init, "curl_easy_init"),
    ENTRY(setopt, "curl_easy_setopt"),
    ENTRY(perform, "curl_easy_perform"),
    ENTRY(getinfo, "curl_easy_getinfo"),
    ENTRY(header, "curl_easy_header"),
    ENTRY(cleanup, "curl_easy_cleanup"),
    ENTRY(strerror, "curl_easy_strerror"),
    ENTRY(slist_append, "curl_slist_append"),
    ENTRY(slist_free, "curl_slist_free_all"),
    ENTRY(url, "curl_url"),
    ENTRY(url_set, "curl_url_set"),
    ENTRY(url_get, "curl_url_get"),
    ENTRY(url_cleanup, "curl_url_cleanup"),
    ENTRY(release, "curl_free"),
};

static bool find_functions(void *library) {
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
        /* The C standard knows no way from a data pointer to a function; POSIX says that they are stored alike. */
        void *function = dlsym(library, entries[i].name);
        if (function == NULL) return false;
        memcpy((char *)&functions + entries[i].offset, &function, sizeof function);
    }
    return true;
}

static void load(void) {
    for (size_t i = 0; i < sizeof libraries / sizeof *libraries && !loaded; i++) {
        void *library = dlopen(libraries[i], RTLD_NOW | RTLD_LOCAL);
        if (library == NULL) continue;
        loaded = find_functions(library) && functions.global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
        if (!loaded) (void)dlclose(library);
    }
}

const hsy_curl *hsy_curl_load(void) {
    return pthread_once(&once, load) == 0 && loaded ? &functions : NULL;
}
