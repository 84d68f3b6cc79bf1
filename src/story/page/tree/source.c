/* SPDX-License-Identifier: Apache-2.0 */
/* A page's bytes as UTF-8, with the way back from each character to its bytes. */
#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "story/page/page.h"

/* --- Putting characters ---------------------------------------------------------------------------------- */

/* So many bytes of text are stepped over at most to find the byte of one, a character aside; so long may a character
 * have been, or a mark follows it. */
enum { MARK_STRIDE = 64, LENGTH_MAX = 255 };
static const uint32_t REPLACEMENT = 0xFFFD;

typedef struct decoder {
    hsy_page_source *source;
    size_t bytes;  /* where the next character begins */
    size_t marked; /* where in the text the last mark stands */
    bool mark;     /* the next character needs one */
} decoder;

/* What HTML takes for white space, and what no text has, becomes a space; what Unicode says is no character, U+FFFD.
 * All of these keep their length. */
static uint32_t tame(uint32_t point) {
    if (point < 0x20 && point != '\t' && point != '\n' && point != '\r') return ' ';
    return point == 0xFFFE || point == 0xFFFF ? REPLACEMENT : point;
}

/* Appends a character that was `length` bytes. */
static void put(decoder *d, uint32_t point, size_t length) {
    hsy_page_source *source = d->source;
    if (d->mark || source->text.size - d->marked >= MARK_STRIDE) {
        const hsy_source_mark mark = {source->text.size, d->bytes};
        hsy_vector_push(&source->marks, &mark);
        d->marked = source->text.size;
    }
    char bytes[4], lengths[4] = {(char)(unsigned char)(length > LENGTH_MAX ? LENGTH_MAX : length)};
    const size_t size = hsy_utf8_encode(tame(point), bytes);
    hsy_buffer_add(&source->text, bytes, size);
    hsy_buffer_add(&source->lengths, lengths, size);
    d->mark = length > LENGTH_MAX;
    d->bytes += length;
}

static void put_damage(decoder *d, size_t length) {
    put(d, REPLACEMENT, length);
    d->source->damage++;
}

/* --- UTF-8 ------------------------------------------------------------------------------------------------ */

/* The length of the valid UTF-8 at the head of `text`; *wide: whether it has more than ASCII. */
static size_t valid_utf8(hsy_str text, bool *wide) {
    size_t at = 0;
    while (at < text.size) {
        uint64_t eight;
        if (text.size - at >= sizeof eight) {
            memcpy(&eight, text.data + at, sizeof eight);
            if ((eight & UINT64_C(0x8080808080808080)) == 0) {
                at += sizeof eight;
                continue;
            }
        }
        size_t length;
        if (hsy_utf8_decode(text.data, text.size, at, &length) == REPLACEMENT && length == 1) return at;
        *wide |= length > 1;
        at += length;
    }
    return at;
}

/* Of damaged UTF-8 each run of bytes that could have been one character becomes one U+FFFD. */
static void decode_utf8(decoder *d, hsy_str bytes) {
    for (size_t at = 0; at < bytes.size;) {
        size_t length;
        const uint32_t point = hsy_utf8_decode(bytes.data, bytes.size, at, &length);
        if (point != REPLACEMENT || length > 1) {
            put(d, point, length);
        } else {
            const unsigned char lead = (unsigned char)bytes.data[at];
            size_t more = lead >= 0xF0 && lead < 0xF5 ? 2 : lead >= 0xE0 && lead < 0xF0 ? 1 : 0;
            while (more-- > 0 && at + length < bytes.size && ((unsigned char)bytes.data[at + length] & 0xC0) == 0x80)
                length++;
            put_damage(d, length);
        }
        at += length;
    }
}

/* Whether it is UTF-8 beyond doubt, some bytes apart. */
static bool is_mostly_utf8(hsy_str bytes) {
    size_t good = 0, bad = 0;
    for (size_t at = 0; at < bytes.size;) {
        size_t length;
        bad += hsy_utf8_decode(bytes.data, bytes.size, at, &length) == REPLACEMENT && length == 1;
        good += length > 1;
        at += length;
    }
    return good >= 4 && good >= 8 * bad;
}

/* --- UTF-16 and UTF-32 --------------------------------------------------------------------------------------- */

static uint32_t unit_at(hsy_width width, hsy_str bytes, size_t at) {
    const bool little = width == HSY_WIDTH_16LE || width == HSY_WIDTH_32LE;
    const size_t size = width == HSY_WIDTH_16LE || width == HSY_WIDTH_16BE ? 2 : 4;
    uint32_t unit = 0;
    for (size_t i = 0; i < size; i++)
        unit = unit << 8 | (unsigned char)bytes.data[at + (little ? size - 1 - i : i)];
    return unit;
}

static void decode_wide(decoder *d, hsy_width width, hsy_str bytes) {
    const size_t size = width == HSY_WIDTH_16LE || width == HSY_WIDTH_16BE ? 2 : 4;
    size_t at = 0;
    while (bytes.size - at >= size) {
        uint32_t point = unit_at(width, bytes, at);
        size_t length = size;
        if (size == 2 && point >= 0xD800 && point < 0xDC00 && bytes.size - at >= 4) {
            const uint32_t second = unit_at(width, bytes, at + 2);
            if (second >= 0xDC00 && second < 0xE000) {
                point = 0x10000 + ((point - 0xD800) << 10) + (second - 0xDC00);
                length = 4;
            }
        }
        if (point > 0x10FFFF || (point >= 0xD800 && point < 0xE000))
            put_damage(d, length);
        else
            put(d, point, length);
        at += length;
    }
    if (at < bytes.size) put_damage(d, bytes.size - at);
}

/* --- All others ------------------------------------------------------------------------------------------------ */

static void decode_windows_1252(decoder *d, hsy_str bytes) {
    for (size_t i = 0; i < bytes.size; i++) {
        const uint32_t point = hsy_story_windows_1252((unsigned char)bytes.data[i]);
        if (point == REPLACEMENT)
            put_damage(d, 1);
        else
            put(d, point, 1);
    }
}

/* Converts as little as there is to convert: at most `given` bytes, of which *taken were, to *size bytes of `out`. */
static int convert(iconv_t converter, const char *in, size_t given, size_t *taken, char out[64], size_t *size) {
    char *from = (char *)(uintptr_t)in, *to = out; /* iconv's type lacks a const; it does not write there */
    size_t left = given, room = 64;
    errno = 0;
    const size_t result = iconv(converter, &from, &left, &to, &room);
    *taken = given - left;
    *size = 64 - room;
    return result == (size_t)-1 ? errno : 0;
}

/* Puts the characters of `text`, the first of which was `length` bytes and the others none of their own. */
static void put_all(decoder *d, const char *text, size_t size, size_t *length) {
    for (size_t at = 0; at < size;) {
        size_t step;
        put(d, hsy_utf8_decode(text, size, at, &step), *length);
        *length = 0;
        at += step;
    }
}

/* Decodes byte by byte until there is a character, so that it is known which bytes it was. `ascii`: bytes below 80 that
 * do not follow a lead byte are themselves. */
static void decode_by_iconv(decoder *d, iconv_t converter, hsy_str bytes, bool ascii) {
    enum { TRY_MAX = 8 };       /* bytes that one character may have, escapes that are told apart from it aside */
    size_t at = 0, pending = 0; /* bytes that were taken and gave no character yet */
    char out[64];
    size_t size;
    while (at < bytes.size) {
        if (ascii && pending == 0 && (unsigned char)bytes.data[at] < 0x80) {
            put(d, (unsigned char)bytes.data[at++], 1);
            continue;
        }
        size_t given = 1, taken;
        const size_t left = bytes.size - at;
        int number = convert(converter, bytes.data + at, given, &taken, out, &size);
        while (number == EINVAL && taken == 0 && size == 0 && given < left && given < TRY_MAX)
            number = convert(converter, bytes.data + at, ++given, &taken, out, &size);
        at += taken;
        pending += taken;
        put_all(d, out, size, &pending);
        if (taken > 0 || size > 0) continue;
        put_damage(d, pending + 1);
        pending = 0;
        at++;
    }
    char *to = out;
    size_t room = sizeof out;
    (void)iconv(converter, NULL, NULL, &to, &room);
    put_all(d, out, sizeof out - room, &pending);
    d->bytes += pending;
}

/* false: iconv knows no such encoding, or nothing comes of the bytes. */
static bool decode_named(decoder *d, hsy_str bytes, const char *name) {
    iconv_t converter = iconv_open("UTF-8", name);
    if (converter == (iconv_t)-1) return false;
    decode_by_iconv(d, converter, bytes, strncmp(name, "ISO-2022", 8) != 0 && strncmp(name, "UTF-", 4) != 0);
    iconv_close(converter);
    return d->source->text.size > 0;
}

/* --- Choosing --------------------------------------------------------------------------------------------------- */

static void start_over(decoder *d) {
    hsy_page_source *source = d->source;
    source->text.size = source->lengths.size = source->marks.count = source->damage = 0;
    *d = (decoder){.source = source, .bytes = source->skipped, .mark = true};
}

static void name_it(decoder *d, const char *name) {
    const size_t size = strlen(name), capacity = sizeof d->source->charset;
    memcpy(d->source->charset, name, size < capacity ? size + 1 : capacity);
    d->source->charset[capacity - 1] = '\0';
}

/* Decodes from the encoding of that name. false: nothing came of it. */
static bool decode_as(decoder *d, hsy_str bytes, const char *name) {
    start_over(d);
    name_it(d, name);
    if (strcmp(name, "UTF-8") == 0)
        decode_utf8(d, bytes);
    else if (strcmp(name, "UTF-16LE") == 0)
        decode_wide(d, HSY_WIDTH_16LE, bytes);
    else if (strcmp(name, "UTF-16BE") == 0)
        decode_wide(d, HSY_WIDTH_16BE, bytes);
    else if (strcmp(name, "windows-1252") == 0)
        decode_windows_1252(d, bytes);
    else
        return decode_named(d, bytes, name);
    return true;
}

/* By the statistics of its letters. false: refused memory. */
static bool decode_guessed(decoder *d, hsy_str bytes) {
    hsy_buffer out;
    hsy_decoded decoded;
    hsy_buffer_init(&out, &d->source->text.allocator);
    const bool done = hsy_story_decode(bytes.data, bytes.size, false, &out, &decoded);
    hsy_buffer_free(&out);
    if (!done) return false;
    const char *name = hsy_page_charset_of_label(hsy_str_of(decoded.name));
    if (!decode_as(d, bytes, name == NULL ? decoded.name : name)) (void)decode_as(d, bytes, "windows-1252");
    return true;
}

/* Whether more than one in eight of the characters beyond ASCII is damaged: the name was a wrong one. */
static bool is_garbled(const decoder *d) {
    const hsy_buffer *text = &d->source->text;
    size_t leads = 0;
    for (size_t i = 0; i < text->size; i++)
        leads += (unsigned char)text->data[i] >= 0xC0;
    return d->source->damage * 8 > leads;
}

/* Decodes what is no valid UTF-8. false: refused memory. */
static bool decode_other(decoder *d, hsy_str bytes, hsy_str http_charset) {
    if (is_mostly_utf8(bytes)) return decode_as(d, bytes, "UTF-8");
    const char *names[] = {hsy_page_charset_of_label(http_charset), hsy_page_own_charset(bytes)};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (names[i] == NULL || strcmp(names[i], "UTF-8") == 0) continue;
        if (decode_as(d, bytes, names[i]) && !is_garbled(d)) return true;
    }
    return decode_guessed(d, bytes);
}

/* Valid UTF-8 is taken as it is, but for characters of the same length. */
static void copy_utf8(hsy_page_source *source, hsy_str bytes) {
    hsy_buffer_add(&source->text, bytes.data, bytes.size);
    if (source->text.failed) return;
    char *text = source->text.data;
    for (size_t i = 0; i < bytes.size; i++)
        text[i] = (unsigned char)text[i] < 0x20 ? (char)tame((unsigned char)text[i]) : text[i];
    char *at = text, *const end = text + bytes.size;
    while (at != NULL && (at = memchr(at, 0xEF, (size_t)(end - at))) != NULL) {
        if ((unsigned char)at[1] == 0xBF && (unsigned char)at[2] >= 0xBE) at[2] = (char)0xBD;
        at += 3;
    }
}

/* A CR is a line break by itself and nothing before another; the parser would take it for text. */
static void tame_returns(hsy_buffer *text) {
    char *at = text->data, *const end = at == NULL ? NULL : at + text->size;
    while (at != NULL && (at = memchr(at, '\r', (size_t)(end - at))) != NULL) {
        *at = at + 1 < end && at[1] == '\n' ? ' ' : '\n';
        at++;
    }
}

bool hsy_page_decode(hsy_str bytes, hsy_str http_charset, const hearsay_allocator *allocator, hsy_page_source *source) {
    *source = (hsy_page_source){.charset = "UTF-8"};
    hsy_buffer_init(&source->text, allocator);
    hsy_buffer_init(&source->lengths, allocator);
    hsy_vector_init(&source->marks, sizeof(hsy_source_mark), allocator);
    if (bytes.size == 0) return true;
    const hsy_form form = hsy_story_find_form(bytes.data, bytes.size);
    source->skipped = form.mark;
    bytes = (hsy_str){.data = bytes.data + form.mark, .size = bytes.size - form.mark};
    decoder d = {.source = source};
    bool wide = false, done = true;
    if (form.width != HSY_WIDTH_8) {
        start_over(&d);
        name_it(&d, form.width == HSY_WIDTH_32LE || form.width == HSY_WIDTH_32BE ? "UTF-32" : "UTF-16");
        decode_wide(&d, form.width, bytes);
    } else if (valid_utf8(bytes, &wide) == bytes.size &&
               (form.unicode || wide || memchr(bytes.data, 0x1B, bytes.size) == NULL)) {
        copy_utf8(source, bytes);
    } else if (form.unicode) {
        (void)decode_as(&d, bytes, "UTF-8");
    } else {
        done = decode_other(&d, bytes, http_charset);
    }
    if (source->marks.count > 0) {
        const hsy_source_mark last = {source->text.size, d.bytes};
        hsy_vector_push(&source->marks, &last);
    }
    tame_returns(&source->text);
    return done && !source->text.failed && !source->lengths.failed && !source->marks.failed;
}

void hsy_page_free_source(hsy_page_source *source) {
    hsy_buffer_free(&source->text);
    hsy_buffer_free(&source->lengths);
    hsy_vector_free(&source->marks);
}
