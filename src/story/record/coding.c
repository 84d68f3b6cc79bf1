/* SPDX-License-Identifier: Apache-2.0 */
/* Content codings undone: gzip, deflate, brotli. */
#include <brotli/decode.h>
#include <limits.h>
#include <string.h>

#define ZLIB_CONST
#include <zlib.h>

#include "story/record/http.h"

enum { PIECE_BYTES = 16 << 10 };

static void *allocate(void *data, size_t size) {
    return size == 0 ? NULL : hsy_resize(data, NULL, size);
}

static void release(void *data, void *pointer) {
    hsy_release(data, pointer);
}

/* --- zlib -------------------------------------------------------------------------------------------------------- */

static voidpf allocate_items(voidpf data, uInt count, uInt size) {
    return size != 0 && count > SIZE_MAX / size ? Z_NULL : allocate(data, (size_t)count * size);
}

bool hsy_coding_is_gzip(hsy_str bytes) {
    return bytes.size >= 3 && memcmp(bytes.data, "\x1F\x8B\x08", 3) == 0;
}

static bool is_zlib(hsy_str bytes) {
    if (bytes.size < 2) return false;
    const unsigned first = (unsigned char)bytes.data[0], second = (unsigned char)bytes.data[1];
    return (first & 0x0F) == Z_DEFLATED && (first >> 4) <= 7 && (first << 8 | second) % 31 == 0;
}

/* Keeps what was decoded. false: it is too long. */
static bool keep(hsy_buffer *out, const char *piece, size_t size, size_t *room) {
    if (size > *room) return false;
    *room -= size;
    hsy_buffer_add(out, piece, size);
    return true;
}

static hsy_decoding inflate_all(z_stream *inflater, size_t room, hsy_buffer *out) {
    char piece[PIECE_BYTES];
    for (;;) {
        inflater->next_out = (Bytef *)piece;
        inflater->avail_out = sizeof piece;
        const int result = inflate(inflater, Z_NO_FLUSH);
        const size_t got = sizeof piece - inflater->avail_out;
        if (result == Z_MEM_ERROR) return HSY_DECODED_REFUSED;
        if (!keep(out, piece, got, &room)) return HSY_DECODED_TOO_LONG;
        if (out->failed) return HSY_DECODED_REFUSED;
        if (result == Z_STREAM_END) {
            /* A gzip body may have several members; what else follows is left. */
            const hsy_str rest = {(const char *)inflater->next_in, inflater->avail_in};
            if (!hsy_coding_is_gzip(rest) || inflateReset(inflater) != Z_OK) return HSY_DECODED;
        } else if (result == Z_BUF_ERROR || (result == Z_OK && got == 0 && inflater->avail_in == 0)) {
            return HSY_DECODED_CUT_OFF;
        } else if (result != Z_OK) {
            return HSY_DECODED_DAMAGED;
        }
    }
}

static hsy_decoding decode_zlib(hsy_str bytes, size_t limit, hsy_buffer *out) {
    const int window = hsy_coding_is_gzip(bytes) ? MAX_WBITS + 16 : is_zlib(bytes) ? MAX_WBITS : -MAX_WBITS;
    z_stream inflater = {.zalloc = allocate_items, .zfree = release, .opaque = &out->allocator};
    if (bytes.size > UINT_MAX) return HSY_DECODED_TOO_LONG;
    inflater.next_in = (const Bytef *)bytes.data;
    inflater.avail_in = (uInt)bytes.size;
    if (inflateInit2(&inflater, window) != Z_OK) return HSY_DECODED_REFUSED;
    hsy_decoding decoding = inflate_all(&inflater, limit, out);
    inflateEnd(&inflater);
    return decoding;
}

/* --- Brotli ------------------------------------------------------------------------------------------------------ */

static bool is_refusal(BrotliDecoderErrorCode code) {
    return code <= BROTLI_DECODER_ERROR_ALLOC_CONTEXT_MODES && code >= BROTLI_DECODER_ERROR_ALLOC_BLOCK_TYPE_TREES;
}

static hsy_decoding decompress_all(BrotliDecoderState *decoder, hsy_str bytes, size_t room, hsy_buffer *out) {
    char piece[PIECE_BYTES];
    const uint8_t *next_in = (const uint8_t *)bytes.data;
    size_t left_in = bytes.size;
    for (;;) {
        uint8_t *next_out = (uint8_t *)piece;
        size_t left_out = sizeof piece;
        const BrotliDecoderResult result =
            BrotliDecoderDecompressStream(decoder, &left_in, &next_in, &left_out, &next_out, NULL);
        if (!keep(out, piece, sizeof piece - left_out, &room)) return HSY_DECODED_TOO_LONG;
        if (out->failed) return HSY_DECODED_REFUSED;
        switch (result) {
        case BROTLI_DECODER_RESULT_SUCCESS:
            return HSY_DECODED;
        case BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT:
            return HSY_DECODED_CUT_OFF;
        case BROTLI_DECODER_RESULT_ERROR:
            return is_refusal(BrotliDecoderGetErrorCode(decoder)) ? HSY_DECODED_REFUSED : HSY_DECODED_DAMAGED;
        case BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT:
            break;
        }
    }
}

static hsy_decoding decode_brotli(hsy_str bytes, size_t limit, hsy_buffer *out) {
    BrotliDecoderState *decoder = BrotliDecoderCreateInstance(allocate, release, &out->allocator);
    if (decoder == NULL) return HSY_DECODED_REFUSED;
    hsy_decoding decoding = decompress_all(decoder, bytes, limit, out);
    BrotliDecoderDestroyInstance(decoder);
    return decoding;
}

hsy_decoding hsy_coding_decode(hsy_coding coding, hsy_str bytes, size_t limit, hsy_buffer *out) {
    if (coding == HSY_CODING_BROTLI) return decode_brotli(bytes, limit, out);
    return decode_zlib(bytes, limit, out);
}
