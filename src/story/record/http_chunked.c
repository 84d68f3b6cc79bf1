/* SPDX-License-Identifier: Apache-2.0 */
/* A body that was sent in chunks. */
#include "story/record/http.h"

#include <string.h>

static int digit_of(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool hsy_http_read_chunk_line(hsy_str body, size_t *at, size_t *size) {
    size_t i = *at;
    *size = 0;
    for (int digit; i < body.size && (digit = digit_of(body.data[i])) >= 0; i++)
        *size = *size > (SIZE_MAX >> 4) ? SIZE_MAX : *size << 4 | (size_t)digit;
    if (i == *at) return false;
    /* Blanks and an extension may follow. */
    const char *newline = memchr(body.data + i, '\n', body.size - i);
    if (newline == NULL) return false;
    while (body.data[i] == ' ' || body.data[i] == '\t')
        i++;
    if (body.data[i] != ';' && body.data[i] != '\r' && body.data[i] != '\n') return false;
    *at = (size_t)(newline - body.data) + 1;
    return true;
}

/* Moves *at behind a line break. false: none stands there. */
static bool skip_break(hsy_str body, size_t *at) {
    if (*at < body.size && body.data[*at] == '\r') ++*at;
    if (*at == body.size || body.data[*at] != '\n') return false;
    ++*at;
    return true;
}

bool hsy_http_join_chunks(hsy_str body, hsy_buffer *out, const char **damage) {
    static const char cut_off[] = "its chunked body is cut off", damaged[] = "its chunked body is damaged";
    size_t at = 0, size;
    *damage = NULL;
    for (bool first = true;; first = false) {
        if (!hsy_http_read_chunk_line(body, &at, &size)) {
            *damage = memchr(body.data + at, '\n', body.size - at) == NULL ? cut_off : damaged;
            return !first;
        }
        if (size == 0) return true; /* what follows is a trailer */
        const size_t left = body.size - at;
        size_t end = at + (size < left ? size : left);
        const size_t behind = end;
        if (size <= left && end < body.size && !skip_break(body, &end)) {
            *damage = damaged;
            if (first) return false;
        }
        hsy_buffer_add(out, body.data + at, behind - at);
        at = end;
        if (*damage == NULL && at == body.size) *damage = cut_off;
        if (*damage != NULL) return true;
    }
}
