/* SPDX-License-Identifier: Apache-2.0 */
/* Escapes of JSON that are half a character. */
#include <string.h>

#include "story/record/json.h"

static int hex4(const char *digits) {
    int value = 0;
    for (int i = 0; i < 4; i++) {
        char c = digits[i];
        int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;
        if (digit < 0) return -1;
        value = value * 16 + digit;
    }
    return value;
}

/* The value of an escape \uXXXX at line[at], else -1. */
static int escape_at(const char *line, size_t size, size_t at) {
    if (size - at < 6 || line[at] != '\\' || line[at + 1] != 'u') return -1;
    return hex4(line + at + 2);
}

/* The next escape from *at on that is a surrogate without its other half; steps behind it. false: none. */
static bool next_lone(const char *line, size_t size, size_t *at, size_t *lone) {
    while (*at < size) {
        const char *slash = memchr(line + *at, '\\', size - *at);
        if (slash == NULL) break;
        size_t here = (size_t)(slash - line);
        int value = escape_at(line, size, here);
        if (value < 0xD800 || value > 0xDFFF) {
            *at = size - here < 2 ? size : here + 2;
            continue;
        }
        int low = here + 6 < size ? escape_at(line, size, here + 6) : -1;
        if (value < 0xDC00 && low >= 0xDC00 && low <= 0xDFFF) {
            *at = here + 12;
            continue;
        }
        *lone = here;
        *at = here + 6;
        return true;
    }
    *at = size;
    return false;
}

hsy_str hsy_json_mend_surrogates(hsy_str line, hsy_buffer *copy, size_t *count) {
    size_t at = 0, lone;
    *count = 0;
    while (next_lone(line.data, line.size, &at, &lone)) {
        if (copy->size == 0) hsy_buffer_add(copy, line.data, line.size);
        if (copy->failed) return line;
        memcpy(copy->data + lone, "\\ufffd", 6);
        ++*count;
    }
    return *count == 0 ? line : (hsy_str){.data = copy->data, .size = copy->size};
}
