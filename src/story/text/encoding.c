/* SPDX-License-Identifier: Apache-2.0 */
/* Any encoding to UTF-8: byte order marks, patterns of NULs, UTF-8, and what a guess finds. */
#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <strings.h>

#include "story/internal.h"

/* --- What the first bytes say ---------------------------------------------------------------- */

static bool starts(const char *bytes, size_t size, const char *with, size_t length) {
    return size >= length && memcmp(bytes, with, length) == 0;
}

static hsy_form form_by_pattern(const char *head, size_t size) {
    size_t nuls[4] = {0, 0, 0, 0}, units = size / 4;
    for (size_t i = 0; i < units * 4; i++)
        nuls[i % 4] += head[i] == '\0';
    /* A text in Latin letters has nearly all its NULs in the same places of a unit. */
    size_t most = units - units / 8;
    if (units > 0 && nuls[2] >= most && nuls[3] >= most && nuls[0] <= units / 8) {
        if (nuls[1] >= units / 4) return (hsy_form){HSY_WIDTH_32LE, 0, true};
    }
    if (units > 0 && nuls[0] >= most && nuls[1] >= most && nuls[3] <= units / 8) {
        if (nuls[2] >= units / 4) return (hsy_form){HSY_WIDTH_32BE, 0, true};
    }
    size_t pairs = size / 2, even = nuls[0] + nuls[2], odd = nuls[1] + nuls[3];
    for (size_t i = units * 4; i < pairs * 2; i++)
        *(i % 2 == 0 ? &even : &odd) += head[i] == '\0';
    if (pairs > 0 && odd * 2 >= pairs && even <= pairs / 16) return (hsy_form){HSY_WIDTH_16LE, 0, true};
    if (pairs > 0 && even * 2 >= pairs && odd <= pairs / 16) return (hsy_form){HSY_WIDTH_16BE, 0, true};
    return (hsy_form){HSY_WIDTH_8, 0, false};
}

hsy_form hsy_story_find_form(const char *head, size_t size) {
    if (starts(head, size, "\xEF\xBB\xBF", 3)) return (hsy_form){HSY_WIDTH_8, 3, true};
    if (starts(head, size, "\xFF\xFE\0\0", 4)) return (hsy_form){HSY_WIDTH_32LE, 4, true};
    if (starts(head, size, "\0\0\xFE\xFF", 4)) return (hsy_form){HSY_WIDTH_32BE, 4, true};
    if (starts(head, size, "\xFF\xFE", 2)) return (hsy_form){HSY_WIDTH_16LE, 2, true};
    if (starts(head, size, "\xFE\xFF", 2)) return (hsy_form){HSY_WIDTH_16BE, 2, true};
    return form_by_pattern(head, size < 4096 ? size : 4096);
}

/* --- UTF-16 and UTF-32 ----------------------------------------------------------------------- */

static uint32_t unit_of(hsy_width width, const char *in) {
    const unsigned char *bytes = (const unsigned char *)in;
    switch (width) {
    case HSY_WIDTH_16LE:
        return (uint32_t)bytes[1] << 8 | bytes[0];
    case HSY_WIDTH_16BE:
        return (uint32_t)bytes[0] << 8 | bytes[1];
    case HSY_WIDTH_32LE:
        return (uint32_t)bytes[3] << 24 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[1] << 8 | bytes[0];
    case HSY_WIDTH_32BE:
        return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
    case HSY_WIDTH_8:
        break;
    }
    return bytes[0];
}

size_t hsy_story_narrow(hsy_width width, const char *in, size_t size, bool last, hsy_buffer *out) {
    const size_t unit_size = width == HSY_WIDTH_32LE || width == HSY_WIDTH_32BE ? 4 : 2;
    size_t at = 0;
    while (size - at >= unit_size) {
        uint32_t point = unit_of(width, in + at);
        size_t used = unit_size;
        if (unit_size == 2 && point >= 0xD800 && point < 0xDC00) {
            if (size - at < 4 && !last) break;
            uint32_t low = size - at < 4 ? 0 : unit_of(width, in + at + 2);
            if (low >= 0xDC00 && low < 0xE000) {
                point = 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
                used = 4;
            }
        }
        char bytes[4];
        if (point > 0x10FFFF || (point >= 0xD800 && point < 0xE000))
            hsy_buffer_char(out, '\xFF');
        else
            hsy_buffer_add(out, bytes, hsy_utf8_encode(point, bytes));
        at += used;
    }
    if (last && at < size) {
        hsy_buffer_char(out, '\xFF');
        at = size;
    }
    return at;
}

/* --- What is no text ---------------------------------------------------------------------------- */

static const char *known_kind(const char *bytes, size_t size) {
    static const struct {
        const char *magic;
        size_t length;
        const char *kind;
    } kinds[] = {
        {"%PDF-", 5, "a PDF document"},
        {"{\\rtf", 5, "an RTF document"},
        {"PK\x03\x04", 4, "a zip archive or an office document"},
        {"\xD0\xCF\x11\xE0", 4, "an office document"},
        {"\x89PNG", 4, "an image"},
        {"\xFF\xD8\xFF", 3, "an image"},
        {"GIF8", 4, "an image"},
        {"BZh", 3, "compressed with bzip2"},
        {"\xFD"
         "7zXZ",
         5, "compressed with xz"},
        {"\x28\xB5\x2F\xFD", 4, "compressed with zstd"},
        {"SQLite format 3", 15, "a database"},
        {"\x7F"
         "ELF",
         4, "a program"},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (starts(bytes, size, kinds[i].magic, kinds[i].length)) return kinds[i].kind;
    return NULL;
}

static bool is_alphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool is_control(unsigned char byte) {
    if (byte >= ' ') return byte == 0x7F;
    /* ESC belongs to ISO-2022, SUB to files of DOS. */
    return !(byte >= '\t' && byte <= '\r') && byte != '\0' && byte != 0x1B && byte != 0x1A;
}

/* A header as e-mail has it, which holds the form "MIME-Version": a letter, or a page that a browser saved as one file.
 */
static bool is_mime(const char *bytes, size_t size) {
    enum { HEADER_BYTES_MAX = 8192 };
    size_t colon = 0;
    while (colon < size && colon < 64 && (is_alphanumeric(bytes[colon]) || bytes[colon] == '-'))
        colon++;
    if (colon == 0 || colon == size || bytes[colon] != ':') return false;
    if (size > HEADER_BYTES_MAX) size = HEADER_BYTES_MAX;
    const char *end = memmem(bytes, size, "\n\n", 2), *end_of_crlf = memmem(bytes, size, "\r\n\r\n", 4);
    if (end == NULL || (end_of_crlf != NULL && end_of_crlf < end)) end = end_of_crlf;
    const size_t length = end == NULL ? size : (size_t)(end - bytes);
    for (const char *at = bytes; at != NULL && (size_t)(at - bytes) < length;) {
        const size_t left = length - (size_t)(at - bytes);
        if (left > 13 && strncasecmp(at, "MIME-Version:", 13) == 0) return true;
        at = memchr(at, '\n', left);
        if (at != NULL) at++;
    }
    return false;
}

static const char *container_kind(const char *bytes, size_t size) {
    enum { TAR_MAGIC_AT = 257 };
    if (size > TAR_MAGIC_AT + 5 && memcmp(bytes + TAR_MAGIC_AT, "ustar", 5) == 0) return "a tar archive";
    return is_mime(bytes, size) ? "an e-mail or a page saved in one file (MHT)" : NULL;
}

const char *hsy_story_not_text(const char *bytes, size_t size) {
    const char *kind = known_kind(bytes, size);
    if (kind == NULL) kind = container_kind(bytes, size);
    if (kind != NULL) return kind;
    /* Some programs pad with NULs: those at the end are no sign. */
    size_t end = size;
    while (end > 0 && bytes[end - 1] == '\0')
        end--;
    if (end == 0 && size > 0) return "nothing but NUL bytes";
    size_t controls = 0, nuls = 0;
    for (size_t i = 0; i < end; i++) {
        controls += is_control((unsigned char)bytes[i]);
        nuls += bytes[i] == '\0';
    }
    if ((controls >= 4 && controls * 50 > end) || controls * 4 > end || nuls * 4 > end) return "binary data";
    return NULL;
}

static const char WINDOWS_1252[] = "windows-1252";

/* --- 8-bit encodings ------------------------------------------------------------------------------ */

static const uint16_t c1_in_windows_1252[32] = {
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
};

uint32_t hsy_story_windows_1252(unsigned char byte) {
    return byte >= 0x80 && byte < 0xA0 ? c1_in_windows_1252[byte - 0x80] : byte;
}

int hsy_story_windows_1252_byte(uint32_t point) {
    if (point < 0x100) return (int)point;
    for (int i = 0; i < 32; i++)
        if (c1_in_windows_1252[i] == point && point != 0xFFFD) return 0x80 + i;
    return -1;
}

static void add_point(hsy_buffer *out, uint32_t point) {
    char bytes[4];
    hsy_buffer_add(out, bytes, hsy_utf8_encode(point, bytes));
}

static size_t decode_windows_1252(const char *bytes, size_t size, hsy_buffer *out) {
    size_t damage = 0;
    for (size_t i = 0; i < size; i++) {
        uint32_t point = hsy_story_windows_1252((unsigned char)bytes[i]);
        damage += point == 0xFFFD;
        add_point(out, point);
    }
    return damage;
}

/* Damaged UTF-8: each run of bytes that could have been one character becomes one U+FFFD. */
static size_t decode_utf8(const char *bytes, size_t size, hsy_buffer *out) {
    size_t damage = 0, at = 0;
    while (at < size) {
        size_t valid = hsy_utf8_valid(bytes + at, size - at);
        hsy_buffer_add(out, bytes + at, valid);
        at += valid;
        if (at == size) break;
        unsigned char lead = (unsigned char)bytes[at++];
        size_t more = lead >= 0xF0 && lead < 0xF5 ? 2 : lead >= 0xE0 && lead < 0xF0 ? 1 : 0;
        while (more-- > 0 && at < size && ((unsigned char)bytes[at] & 0xC0) == 0x80)
            at++;
        add_point(out, 0xFFFD);
        damage++;
    }
    return damage;
}

/* Is it UTF-8 with damage, rather than another encoding? */
static bool is_damaged_utf8(const char *bytes, size_t size) {
    size_t good = 0, bad = 0, at = 0;
    while (at < size) {
        size_t length;
        bool broken = hsy_utf8_decode(bytes, size, at, &length) == 0xFFFD && length == 1;
        /* A last character that was cut off, but for its lead alone, which may be a letter of Latin-1. */
        if (broken && bad == 0 && size - at >= 2 && size - at < 4 && (unsigned char)bytes[at] >= 0xE0) {
            size_t tail = at + 1;
            while (tail < size && ((unsigned char)bytes[tail] & 0xC0) == 0x80)
                tail++;
            if (tail == size) return true;
        }
        bad += broken;
        good += length > 1;
        at += length;
    }
    return good > 0 && good >= bad;
}

typedef struct high_bytes {
    size_t high, letters; /* bytes from 80 on, and ASCII letters */
    size_t mac_marks;     /* bytes that are quotation marks in Mac Roman where such a mark would stand */
} high_bytes;

static bool is_ascii_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static high_bytes count_high(const char *bytes, size_t size) {
    high_bytes counts = {0, 0, 0};
    for (size_t i = 0; i < size; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        counts.high += byte >= 0x80;
        counts.letters += is_ascii_letter(bytes[i]);
        bool letter_before = i > 0 && is_ascii_letter(bytes[i - 1]);
        bool letter_after = i + 1 < size && is_ascii_letter(bytes[i + 1]);
        bool space_before = i == 0 || bytes[i - 1] == ' ' || bytes[i - 1] == '\n';
        bool stop_before = i > 0 && strchr(".,?!", bytes[i - 1]) != NULL && bytes[i - 1] != '\0';
        counts.mac_marks += (byte == 0xD5 && letter_before && letter_after) ||
                            (byte == 0xD2 && space_before && letter_after) || (byte == 0xD3 && stop_before);
    }
    return counts;
}

static bool is_latin_charset(const char *name) {
    static const char *const names[] = {"ISO-8859-1",   "ISO-8859-2",   "ISO-8859-3",   "ISO-8859-4",
                                        "ISO-8859-9",   "ISO-8859-10",  "ISO-8859-13",  "ISO-8859-14",
                                        "ISO-8859-15",  "ISO-8859-16",  "WINDOWS-1250", "WINDOWS-1252",
                                        "WINDOWS-1254", "WINDOWS-1257", "WINDOWS-1258", "VISCII",
                                        "IBM850",       "IBM852",       "IBM865",       "MAC-CENTRALEUROPE"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcasecmp(name, names[i]) == 0) return true;
    return false;
}

/* Chooses a charset; leaves windows-1252 where nothing else is likely. */
static bool choose_charset(const char *bytes, size_t size, char *name, size_t capacity) {
    const size_t sample = size < (256 << 10) ? size : (256 << 10);
    if (!hsy_story_guess_charset(bytes, sample, name, capacity)) return false;
    high_bytes counts = count_high(bytes, sample);
    /* The guesser is led astray where the only marks are a few quotation marks or names, as in English: a
     * language whose letters are not in windows-1252 has many more. */
    bool few = counts.high * 33 < counts.letters;
    bool same = strcasecmp(name, "ISO-8859-1") == 0 || strcasecmp(name, "ISO-8859-15") == 0;
    if (counts.mac_marks >= 2 && counts.mac_marks * 2 > counts.high)
        strcpy(name, "MACINTOSH");
    else if (name[0] == '\0' || same || strcasecmp(name, "UTF-8") == 0 || strcasecmp(name, "ASCII") == 0 ||
             (few && strncasecmp(name, "ISO-2022", 8) != 0) ||
             (is_latin_charset(name) && counts.high * 12 < counts.letters))
        strcpy(name, WINDOWS_1252);
    return true;
}

/* false: iconv knows no such charset. */
static bool decode_by_iconv(const char *bytes, size_t size, const char *charset, hsy_buffer *out, size_t *damage) {
    iconv_t converter = iconv_open("UTF-8", charset);
    if (converter == (iconv_t)-1) return false;
    char *in = (char *)(uintptr_t)bytes; /* iconv's type lacks a const; it does not write there */
    size_t left = size;
    while (left > 0) {
        char chunk[4096], *to = chunk;
        size_t room = sizeof chunk;
        size_t result = iconv(converter, &in, &left, &to, &room);
        int number = errno;
        hsy_buffer_add(out, chunk, sizeof chunk - room);
        if (result == (size_t)-1 && number != E2BIG) {
            add_point(out, 0xFFFD);
            ++*damage;
            in++;
            left--;
        }
    }
    iconv_close(converter);
    return true;
}

static bool has_shifts(const char *bytes, size_t size) {
    for (const char *at = bytes; (at = memchr(at, 0x1B, size - (size_t)(at - bytes))) != NULL; at++)
        if ((size_t)(at - bytes) + 1 < size && (at[1] == '$' || at[1] == '(')) return true;
    return false;
}

bool hsy_story_decode(const char *bytes, size_t size, bool unicode, hsy_buffer *out, hsy_decoded *decoded) {
    *decoded = (hsy_decoded){.text = {.data = bytes, .size = size}, .name = "UTF-8"};
    const size_t from = out->size;
    bool whole = hsy_utf8_valid(bytes, size) == size;
    if (whole && (unicode || !has_shifts(bytes, size))) return true;
    if (unicode || (!whole && is_damaged_utf8(bytes, size))) {
        decoded->damage = decode_utf8(bytes, size, out);
    } else {
        char *name = decoded->name;
        if (!choose_charset(bytes, size, name, sizeof decoded->name)) return false;
        /* Valid UTF-8 with escapes in it that shift nothing. */
        if (whole && strncasecmp(name, "ISO-2022", 8) != 0) {
            strcpy(name, "UTF-8");
            return true;
        }
        /* A guess by which nothing is left of something is a wrong one. */
        if (strcmp(name, WINDOWS_1252) == 0 || !decode_by_iconv(bytes, size, name, out, &decoded->damage) ||
            out->size == from) {
            strcpy(name, WINDOWS_1252);
            decoded->damage = decode_windows_1252(bytes, size, out);
        }
    }
    if (out->failed) return false;
    decoded->text = (hsy_str){.data = out->data + from, .size = out->size - from};
    return true;
}

bool hsy_story_is_legible(hsy_str text) {
    size_t points = 0, good = 0, at = 0;
    while (at < text.size) {
        size_t length;
        uint32_t point = hsy_utf8_decode(text.data, text.size, at, &length);
        good += hsy_point_is_letter(point) || hsy_point_is_digit(point) || hsy_point_is_space(point);
        points++;
        at += length;
    }
    /* Prose has nine in ten and more, tables eight in ten, random bytes three in five. A few bytes prove nothing. */
    return points < 32 || good * 10 >= points * 7;
}
