/* SPDX-License-Identifier: Apache-2.0 */
/* Addresses of feeds that may be relative (RFC 3986, section 5). */
#include <string.h>
#include <strings.h>

#include "story/input/feed.h"

static hsy_str slice(hsy_str text, size_t start, size_t end) {
    return (hsy_str){.data = text.data + start, .size = end - start};
}

/* Of the web, with a host. */
static bool is_absolute(hsy_str url) {
    const size_t scheme = url.size > 7 && strncasecmp(url.data, "http://", 7) == 0    ? 7
                          : url.size > 8 && strncasecmp(url.data, "https://", 8) == 0 ? 8
                                                                                      : 0;
    return scheme > 0 && strchr("/?#", url.data[scheme]) == NULL;
}

static bool has_scheme(hsy_str link) {
    for (size_t i = 0; i < link.size; i++) {
        const char c = link.data[i], small = (char)(c | 0x20);
        if (c == ':') return i > 0;
        const bool letter = small >= 'a' && small <= 'z', other = (c >= '0' && c <= '9') || strchr("+-.", c) != NULL;
        if (!letter && (i == 0 || !other || c == '\0')) return false;
    }
    return false;
}

/* Up to the first of these signs, from `at` on. */
static size_t find_sign(hsy_str text, size_t at, const char *signs) {
    while (at < text.size && (text.data[at] == '\0' || strchr(signs, text.data[at]) == NULL))
        at++;
    return at;
}

/* Appends a path that begins with "/", without its segments "." and "..". `root`: what `out` has before the path. */
static void add_path(hsy_buffer *out, hsy_str path) {
    const size_t root = out->size;
    for (size_t at = 0; at < path.size;) {
        const size_t end = find_sign(path, at + 1, "/");
        const hsy_str segment = slice(path, at + 1, end);
        const bool up = hsy_str_equal(segment, hsy_str_of("..")), dots = up || hsy_str_equal(segment, hsy_str_of("."));
        while (up && out->size > root && out->data[--out->size] != '/')
            ;
        if (!dots)
            hsy_buffer_add(out, path.data + at, end - at);
        else if (end == path.size)
            hsy_buffer_char(out, '/');
        at = end;
    }
}

static void merge(hsy_buffer *out, hsy_str base, hsy_str link) {
    const size_t host = (size_t)((const char *)memchr(base.data, ':', base.size) - base.data) + 3;
    const size_t host_end = find_sign(base, host, "/?#"), path_end = find_sign(base, host_end, "?#");
    const size_t own_end = find_sign(link, 0, "?#");
    if (link.size > 1 && link.data[0] == '/' && link.data[1] == '/') {
        hsy_buffer_add(out, base.data, host - 2);
        hsy_buffer_add(out, link.data, link.size);
        return;
    }
    if (own_end == 0) {
        hsy_buffer_add(out, base.data, link.data[0] == '#' ? find_sign(base, path_end, "#") : path_end);
        hsy_buffer_add(out, link.data, link.size);
        return;
    }
    hsy_buffer path;
    hsy_buffer_init(&path, &out->allocator);
    if (link.data[0] != '/') {
        size_t folder = path_end;
        while (folder > host_end && base.data[folder - 1] != '/')
            folder--;
        hsy_buffer_add(&path, base.data + host_end, folder - host_end);
        if (path.size == 0) hsy_buffer_char(&path, '/');
    }
    hsy_buffer_add(&path, link.data, own_end);
    hsy_buffer_add(out, base.data, host_end);
    if (!path.failed) add_path(out, (hsy_str){.data = path.data, .size = path.size});
    out->failed |= path.failed;
    hsy_buffer_free(&path);
    hsy_buffer_add(out, link.data + own_end, link.size - own_end);
}

bool hsy_feed_resolve(hsy_str base, hsy_str link, hsy_arena *arena, hsy_str *url) {
    *url = (hsy_str){.data = NULL, .size = 0};
    if (link.data == NULL || link.size == 0) return true;
    if (has_scheme(link)) return !is_absolute(link) || hsy_arena_copy(arena, link, url);
    if (base.data == NULL || !is_absolute(base)) return true;
    hsy_buffer out;
    hsy_buffer_init(&out, &arena->allocator);
    merge(&out, base, link);
    const hsy_str merged = {.data = out.data, .size = out.size};
    const bool done = !out.failed && (!is_absolute(merged) || hsy_arena_copy(arena, merged, url));
    hsy_buffer_free(&out);
    return done;
}
