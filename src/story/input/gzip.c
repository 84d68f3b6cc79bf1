/* SPDX-License-Identifier: Apache-2.0 */
/* A stream of bytes, inflated where it is gzip (of any number of members). */
#include <limits.h>
#include <string.h>

#define ZLIB_CONST
#include <zlib.h>

#include "story/internal.h"

enum { CHUNK_BYTES = 64 << 10, MAGIC_BYTES = 3 };

typedef enum stream_kind { KIND_UNKNOWN, KIND_PLAIN, KIND_GZIP, KIND_ENDED } stream_kind;

struct hsy_stream {
    hearsay_allocator allocator;
    hsy_bytes bytes;
    stream_kind kind;
    bool stored_end; /* nothing more to come from `bytes` */
    const char *damage;
    z_stream inflater;
    size_t at, size; /* chunk[at, size) is unread */
    char chunk[CHUNK_BYTES];
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

/* Moves the unread bytes to the chunk's front and reads on until it holds `wanted` or all there is. */
static hearsay_status refill(hsy_stream *stream, size_t wanted, hearsay_error *error) {
    memmove(stream->chunk, stream->chunk + stream->at, stream->size - stream->at);
    stream->size -= stream->at;
    stream->at = 0;
    while (stream->size < wanted && !stream->stored_end) {
        size_t got;
        hearsay_status status =
            hsy_story_read_bytes(&stream->bytes, stream->chunk + stream->size, CHUNK_BYTES - stream->size, &got, error);
        if (status != HEARSAY_OK) return status;
        stream->size += got;
        stream->stored_end = got == 0;
    }
    return HEARSAY_OK;
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

/* Behind a member: another one, or the end. Padding and other bytes behind the last are left, as gzip does. */
static hearsay_status next_member(hsy_stream *stream, hearsay_error *error) {
    hearsay_status status = refill(stream, MAGIC_BYTES, error);
    if (status != HEARSAY_OK) return status;
    if (at_magic(stream) && inflateReset(&stream->inflater) == Z_OK) return HEARSAY_OK;
    stream->kind = KIND_ENDED;
    return HEARSAY_OK;
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

const char *hsy_story_stream_damage(const hsy_stream *stream) {
    return stream->damage;
}

void hsy_story_stream_progress(const hsy_stream *stream, size_t unread, uint64_t *done, uint64_t *total) {
    uint64_t left = stream->size - stream->at;
    /* What was inflated and not used yet can't be counted in stored bytes; a chunk's worth is passed over. */
    if (stream->kind == KIND_PLAIN) left += unread;
    *done = stream->bytes.done > left ? stream->bytes.done - left : 0;
    *total = stream->bytes.total;
}
