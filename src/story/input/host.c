/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The name of a host in any script, as the net's look-up takes it: normalised, in lower case, and each label that is
 * not ASCII in Punycode (RFC 3492). libcurl can do that too, but takes the name to be in the locale's encoding.
 */
#include "story/input/host.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum { NAME_BYTES_MAX = 253, LABEL_BYTES_MAX = 63, ASCII_END = 0x80, IDEOGRAPHIC_STOP = 0x3002 };
/* Of Punycode, by their names in its definition. */
enum { BASE = 36, T_MIN = 1, T_MAX = 26, SKEW = 38, DAMP = 700, INITIAL_BIAS = 72 };

typedef struct label {
    uint32_t points[NAME_BYTES_MAX];
    size_t count;
} label;

static char digit(uint32_t value) {
    return (char)(value < 26 ? 'a' + value : '0' + (value - 26));
}

static uint32_t adapt(uint32_t delta, uint32_t count, bool first) {
    delta = first ? delta / DAMP : delta / 2;
    delta += delta / count;
    uint32_t k = 0;
    for (; delta > (BASE - T_MIN) * T_MAX / 2; k += BASE)
        delta /= BASE - T_MIN;
    return k + (BASE - T_MIN + 1) * delta / (delta + SKEW);
}

static void add_number(uint32_t number, uint32_t bias, hsy_buffer *out) {
    for (uint32_t k = BASE;; k += BASE) {
        const uint32_t t = k <= bias ? T_MIN : k >= bias + T_MAX ? T_MAX : k - bias;
        if (number < t) break;
        hsy_buffer_char(out, digit(t + (number - t) % (BASE - t)));
        number = (number - t) / (BASE - t);
    }
    hsy_buffer_char(out, digit(number));
}

/* The least code point that is not below `low`; the caller knows that there is one. */
static uint32_t least_from(const label *of, uint32_t low) {
    uint32_t least = UINT32_MAX;
    for (size_t i = 0; i < of->count; i++)
        if (of->points[i] >= low && of->points[i] < least) least = of->points[i];
    return least;
}

/* The ASCII of a label, then a number for each other letter, in the order of the letters' code points, which tells the
 * letter and its place by how far it is from the last. Nothing overflows: a label is short. */
static void add_punycode(const label *of, size_t ascii, hsy_buffer *out) {
    uint32_t next = ASCII_END, delta = 0, bias = INITIAL_BIAS, done = (uint32_t)ascii;
    while (done < of->count) {
        const uint32_t least = least_from(of, next);
        delta += (least - next) * (done + 1);
        next = least;
        for (size_t i = 0; i < of->count; i++) {
            if (of->points[i] < next) delta++;
            if (of->points[i] != next) continue;
            add_number(delta, bias, out);
            bias = adapt(delta, done + 1, done == ascii);
            delta = 0;
            done++;
        }
        delta++;
        next++;
    }
}

static bool add_label(const label *of, hsy_buffer *out) {
    const size_t start = out->size;
    size_t ascii = 0;
    for (size_t i = 0; i < of->count; i++)
        ascii += of->points[i] < ASCII_END;
    if (ascii < of->count) hsy_buffer_text(out, "xn--");
    for (size_t i = 0; i < of->count; i++)
        if (of->points[i] < ASCII_END) hsy_buffer_char(out, (char)of->points[i]);
    if (ascii < of->count) {
        if (ascii > 0) hsy_buffer_char(out, '-');
        add_punycode(of, ascii, out);
    }
    return !out->failed && out->size - start <= LABEL_BYTES_MAX;
}

static bool add_labels(hsy_str name, hsy_buffer *out) {
    label current = {.count = 0};
    for (size_t at = 0, length; at < name.size; at += length) {
        uint32_t point = hsy_utf8_decode(name.data, name.size, at, &length);
        if (point == '.' || point == IDEOGRAPHIC_STOP) {
            if (!add_label(&current, out)) return false;
            hsy_buffer_char(out, '.');
            current.count = 0;
        } else if (current.count == NAME_BYTES_MAX) {
            return false;
        } else {
            current.points[current.count++] = (uint32_t)utf8proc_tolower((utf8proc_int32_t)point);
        }
    }
    return add_label(&current, out) && out->size <= NAME_BYTES_MAX;
}

bool hsy_host_to_ascii(hsy_str host, hsy_buffer *ascii) {
    if (host.size > (size_t)NAME_BYTES_MAX * 4) return false;
    utf8proc_uint8_t *normal = NULL;
    const utf8proc_ssize_t size =
        utf8proc_map((const utf8proc_uint8_t *)host.data, (utf8proc_ssize_t)host.size, &normal,
                     UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_IGNORE);
    if (size == UTF8PROC_ERROR_NOMEM) ascii->failed = true;
    const bool made = size > 0 && add_labels((hsy_str){(const char *)normal, (size_t)size}, ascii);
    free(normal);
    return made;
}
