/* SPDX-License-Identifier: Apache-2.0 */
/* Sentences on standard error. They hold names of files and stories, so whatever could command a terminal is taken
 * out of them. */
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "message.h"

/* The length of the UTF-8 sequence at `text` (which ends with a NUL), or 0 for bytes that are none. */
static size_t sequence_length(const unsigned char *text) {
    size_t length = text[0] < 0x80   ? 1
                    : text[0] < 0xC2 ? 0
                    : text[0] < 0xE0 ? 2
                    : text[0] < 0xF0 ? 3
                    : text[0] < 0xF5 ? 4
                                     : 0;
    for (size_t i = 1; i < length; i++)
        if ((text[i] & 0xC0) != 0x80) return 0;
    return length;
}

static bool is_control(const unsigned char *text, size_t length) {
    return length == 0 || text[0] < 0x20 || text[0] == 0x7F || (text[0] == 0xC2 && text[1] < 0xA0);
}

static void clean(char *text) {
    unsigned char *from = (unsigned char *)text, *to = from;
    while (*from != '\0') {
        size_t length = sequence_length(from);
        if (is_control(from, length)) {
            *to++ = '?';
            from += length == 0 ? 1 : length;
        } else {
            memmove(to, from, length);
            to += length;
            from += length;
        }
    }
    *to = '\0';
}

void cli_complain(const char *format, ...) {
    char *text;
    va_list arguments;
    va_start(arguments, format);
    int length = vasprintf(&text, format, arguments);
    va_end(arguments);
    if (length < 0) {
        (void)fputs("hearsay: out of memory\n", stderr);
        return;
    }
    clean(text);
    (void)fprintf(stderr, "hearsay: %s\n", text);
    free(text);
}

void cli_message_add(char **lines, const char *format, ...) {
    char *text, *longer;
    va_list arguments;
    va_start(arguments, format);
    int length = vasprintf(&text, format, arguments);
    va_end(arguments);
    if (length < 0) return;
    clean(text);
    if (asprintf(&longer, "%shearsay: %s\n", *lines == NULL ? "" : *lines, text) >= 0) {
        free(*lines);
        *lines = longer;
    }
    free(text);
}

void cli_message_print(const char *lines) {
    (void)fputs(lines, stderr);
}
