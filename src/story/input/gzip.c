/* SPDX-License-Identifier: Apache-2.0 */
/* A stream of bytes, inflated where it is gzip (of any number of members); and behind what is damaged in it, the next
 * member. */
#include <limits.h>
#include <string.h>

#define ZLIB_CONST
#include <zlib.h>

#include "story/input/input.h"

/* Damage often shows only behind the end of the member that it is in: of the bytes used up, so many are kept, and the
 * search for the next member begins in them. */
enum { CHUNK_BYTES = 64 << 10, KEPT_BYTES = 32 << 10, MAGIC_BYTES = 3 };
/* What of a member must be seen to know how its text begins: its header and that of its first block. */
enum { PROBE_BYTES = 512, PROBE_TEXT_BYTES = 16 };

typedef enum stream_kind { KIND_UNKNOWN, KIND_PLAIN, KIND_GZIP, KIND_ENDED } stream_kind;

struct hsy_stream {
    hearsay_allocator allocator;
    hsy_bytes bytes;
    stream_kind kind;
    bool stored_end; /* nothing more to come from `bytes` */
    bool left_over;  /* a member was followed by other bytes than another one or NULs */
    const char *damage;
    z_stream inflater;
    uint64_t member, given_member; /* where the member being read begins, and that of the bytes handed out last */
    uint64_t reread;               /* bytes that searches went back, in all */
    size_t at, size;               /* chunk[at, size) is unread */
    char chunk[CHUNK_BYTES + KEPT_BYTES];
};

static voidpf allocate(voidpf data, uInt count, uInt size) {
    hsy_stream *stream = data;
    if (size != 0 && count > SIZE_MAX / size) return Z_NULL;
    return hsy_resize(&stream->allocator, NULL, (size_t)count * size);
}

static void release(voidpf data, voidpf pointer) {
    hsy_stream *stream = data;
    hsy_release(&stream->allocator, pointer);
}

hsy_stream *hsy_story_new_stream(const hsy_bytes *bytes, const hearsay_allocator *allocator) {
    hsy_stream *stream = hsy_resize(allocator, NULL, sizeof *stream);
    if (stream == NULL) return NULL;
    memset(stream, 0, offsetof(hsy_stream, chunk));
    stream->allocator = *allocator;
    stream->bytes = *bytes;
    return stream;
}

void hsy_story_close_stream(hsy_stream *stream, const hearsay_allocator *allocator) {
    if (stream == NULL) return;
    if (stream->inflater.state != NULL) inflateEnd(&stream->inflater);
    hsy_story_close_bytes(&stream->bytes);
    hsy_release(allocator, stream);
}

/* Moves the unread bytes, and those that are kept, to the chunk's front and reads on until `wanted` bytes are unread or
 * all there are. */
static hearsay_status refill(hsy_stream *stream, size_t wanted, hearsay_error *error) {
    size_t kept = stream->at < KEPT_BYTES ? stream->at : KEPT_BYTES;
    size_t from = stream->at - kept;
    memmove(stream->chunk, stream->chunk + from, stream->size - from);
    stream->size -= from;
    stream->at = kept;
    while (stream->size - stream->at < wanted && !stream->stored_end) {
        size_t got;
        hearsay_status status = hsy_story_read_bytes(&stream->bytes, stream->chunk + stream->size,
                                                     sizeof stream->chunk - stream->size, &got, error);
        if (status != HEARSAY_OK) return status;
        stream->size += got;
        stream->stored_end = got == 0;
    }
    return HEARSAY_OK;
}

/* Where chunk[index] stands in the stored bytes. */
static uint64_t stored_at(const hsy_stream *stream, size_t index) {
    return stream->bytes.done - stream->size + index;
}

static bool at_magic(const hsy_stream *stream) {
    return stream->size - stream->at >= MAGIC_BYTES &&
           memcmp(stream->chunk + stream->at, "\x1F\x8B\x08", MAGIC_BYTES) == 0;
}

static hearsay_status recognise(hsy_stream *stream, hearsay_error *error) {
    hearsay_status status = refill(stream, MAGIC_BYTES, error);
    if (status != HEARSAY_OK) return status;
    stream->kind = KIND_PLAIN;
    if (!at_magic(stream)) return HEARSAY_OK;
    stream->inflater = (z_stream){.zalloc = allocate, .zfree = release, .opaque = stream};
    if (inflateInit2(&stream->inflater, MAX_WBITS + 16) != Z_OK) return hsy_fail_memory(error);
    stream->kind = KIND_GZIP;
    return HEARSAY_OK;
}

/* Passes over NULs, and finds out whether anything else follows. */
static hearsay_status look_behind(hsy_stream *stream, hearsay_error *error) {
    for (;;) {
        while (stream->at < stream->size && stream->chunk[stream->at] == '\0')
            stream->at++;
        stream->left_over = stream->at < stream->size;
        stream->member = stored_at(stream, stream->at);
        if (stream->left_over || stream->stored_end) return HEARSAY_OK;
        hearsay_status status = refill(stream, 1, error);
        if (status != HEARSAY_OK) return status;
    }
}

/* Behind a member: another one, or the end. Padding and other bytes behind the last are left, as gzip does. */
static hearsay_status next_member(hsy_stream *stream, hearsay_error *error) {
    if (stream->size - stream->at < MAGIC_BYTES) {
        hearsay_status status = refill(stream, MAGIC_BYTES, error);
        if (status != HEARSAY_OK) return status;
    }
    stream->member = stored_at(stream, stream->at);
    if (at_magic(stream) && inflateReset(&stream->inflater) == Z_OK) return HEARSAY_OK;
    stream->kind = KIND_ENDED;
    return look_behind(stream, error);
}

static hearsay_status inflate_some(hsy_stream *stream, char *out, size_t capacity, size_t *got, hearsay_error *error) {
    z_stream *inflater = &stream->inflater;
    inflater->next_out = (Bytef *)out;
    inflater->avail_out = capacity < UINT_MAX ? (uInt)capacity : UINT_MAX;
    const uInt room = inflater->avail_out;
    while (inflater->avail_out == room && stream->kind == KIND_GZIP) {
        if (stream->at == stream->size) {
            hearsay_status status = refill(stream, 1, error);
            if (status != HEARSAY_OK) return status;
        }
        inflater->next_in = (const Bytef *)stream->chunk + stream->at;
        inflater->avail_in = (uInt)(stream->size - stream->at);
        bool starved = inflater->avail_in == 0;
        int result = inflate(inflater, Z_NO_FLUSH);
        stream->at = stream->size - inflater->avail_in;
        if (inflater->avail_out < room) stream->given_member = stream->member;
        if (result == Z_STREAM_END) {
            hearsay_status status = next_member(stream, error);
            if (status != HEARSAY_OK) return status;
        } else if (result == Z_MEM_ERROR) {
            return hsy_fail_memory(error);
        } else if (result != Z_OK && !(result == Z_BUF_ERROR && !starved)) {
            stream->damage = starved ? "its gzip data are cut off" : "its gzip data are damaged";
            stream->kind = KIND_ENDED;
        }
    }
    *got = room - inflater->avail_out;
    return HEARSAY_OK;
}

hearsay_status hsy_story_read_stream(hsy_stream *stream, char *out, size_t capacity, size_t *got,
                                     hearsay_error *error) {
    *got = 0;
    if (stream->kind == KIND_UNKNOWN) {
        hearsay_status status = recognise(stream, error);
        if (status != HEARSAY_OK) return status;
    }
    if (stream->kind == KIND_GZIP) return inflate_some(stream, out, capacity, got, error);
    if (stream->kind == KIND_ENDED) return HEARSAY_OK;
    if (stream->at < stream->size) {
        size_t left = stream->size - stream->at;
        *got = left < capacity ? left : capacity;
        memcpy(out, stream->chunk + stream->at, *got);
        stream->at += *got;
        return HEARSAY_OK;
    }
    if (stream->stored_end) return HEARSAY_OK;
    hearsay_status status = hsy_story_read_bytes(&stream->bytes, out, capacity, got, error);
    stream->stored_end = status == HEARSAY_OK && *got == 0;
    return status;
}

/* --- Members ------------------------------------------------------------------------------------------------- */

const char *hsy_story_stream_damage(const hsy_stream *stream) {
    return stream->damage;
}

bool hsy_story_stream_member(const hsy_stream *stream, uint64_t *offset) {
    *offset = stream->given_member;
    return stream->kind == KIND_GZIP || stream->kind == KIND_ENDED;
}

const char *hsy_story_stream_stop(const hsy_stream *stream, uint64_t *offset) {
    *offset = stream->member;
    return stream->left_over ? "what stands there is no gzip data" : stream->damage;
}

void hsy_story_break_stream(hsy_stream *stream, const char *why) {
    if (stream->kind != KIND_GZIP) return;
    stream->damage = why;
    stream->kind = KIND_ENDED;
}

/* Whether the bytes at chunk[index] are a member whose text begins so. Leaves the inflater to be reset. */
static hearsay_status probe(hsy_stream *stream, size_t index, hsy_str beginning, bool *found, hearsay_error *error) {
    z_stream *inflater = &stream->inflater;
    char text[PROBE_TEXT_BYTES];
    size_t left = stream->size - index;
    if (inflateReset(inflater) != Z_OK) return HEARSAY_OK;
    inflater->next_in = (const Bytef *)stream->chunk + index;
    inflater->avail_in = (uInt)(left < PROBE_BYTES ? left : PROBE_BYTES);
    inflater->next_out = (Bytef *)text;
    inflater->avail_out = (uInt)beginning.size;
    if (inflate(inflater, Z_SYNC_FLUSH) == Z_MEM_ERROR) return hsy_fail_memory(error);
    *found = inflater->avail_out == 0 && memcmp(text, beginning.data, beginning.size) == 0;
    return HEARSAY_OK;
}

/* Goes back from where the stream has ended, if that does not add up to more than went forward. */
static void go_back(hsy_stream *stream) {
    const uint64_t here = stored_at(stream, stream->at);
    size_t back = stream->at;
    if (here - back <= stream->member) back = here > stream->member ? (size_t)(here - stream->member - 1) : 0;
    if (stream->reread + back > here + KEPT_BYTES) return;
    stream->reread += back;
    stream->at -= back;
}

/* Moves to the next byte that a member can begin with, and reads on until its first bytes are there. */
static hearsay_status next_candidate(hsy_stream *stream, hearsay_error *error) {
    for (;;) {
        const char *next = memchr(stream->chunk + stream->at, 0x1F, stream->size - stream->at);
        stream->at = next == NULL ? stream->size : (size_t)(next - stream->chunk);
        if (stream->size - stream->at >= PROBE_BYTES || stream->stored_end) return HEARSAY_OK;
        hearsay_status status = refill(stream, PROBE_BYTES, error);
        if (status != HEARSAY_OK) return status;
    }
}

hearsay_status hsy_story_seek_member(hsy_stream *stream, const char *beginning, bool *found, hearsay_error *error) {
    const hsy_str begins = hsy_str_of(beginning);
    *found = false;
    if (stream->kind != KIND_ENDED || begins.size > PROBE_TEXT_BYTES) return HEARSAY_OK;
    if (stream->damage != NULL) go_back(stream);
    stream->damage = NULL;
    stream->left_over = false;
    for (;;) {
        hearsay_status status = next_candidate(stream, error);
        if (status == HEARSAY_OK && at_magic(stream)) status = probe(stream, stream->at, begins, found, error);
        if (status != HEARSAY_OK || stream->at == stream->size) return status;
        if (*found) break;
        stream->at++;
    }
    (void)inflateReset(&stream->inflater);
    stream->member = stored_at(stream, stream->at);
    stream->kind = KIND_GZIP;
    return HEARSAY_OK;
}

void hsy_story_stream_progress(const hsy_stream *stream, size_t unread, uint64_t *done, uint64_t *total) {
    uint64_t left = stream->size - stream->at;
    /* What was inflated and not used yet can't be counted in stored bytes; a chunk's worth is passed over. */
    if (stream->kind == KIND_PLAIN) left += unread;
    *done = stream->bytes.done > left ? stream->bytes.done - left : 0;
    *total = stream->bytes.total;
}
