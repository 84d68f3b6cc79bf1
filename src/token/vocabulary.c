/* SPDX-License-Identifier: Apache-2.0 */
/* The WordPiece vocabulary: a file of pieces, held in one block of text and a hash table over it. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "token/internal.h"

enum { PIECES_MAX = 65536, FILE_BYTES_MAX = 16 << 20, TABLE_SLOTS = PIECES_MAX * 2, SLOT_FREE = -1 };

typedef struct vocabulary_piece {
    uint32_t start, size; /* in the file's text, without the "##" of one that goes on */
    uint32_t hash;
    bool continues;
} vocabulary_piece;

struct hsy_vocabulary {
    hearsay_allocator allocator;
    char *text;
    size_t text_size;
    vocabulary_piece *pieces;
    size_t count;
    int32_t *slots; /* ids; open addressing, never more than half full */
    size_t longest;
    uint16_t unknown, cls, sep;
};

uint32_t hsy_vocabulary_seed(bool continues) {
    return continues ? 0x9E3779B9u : 0x811C9DC5u;
}

uint32_t hsy_vocabulary_hash(uint32_t hash, const char *text, size_t size) {
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ (unsigned char)text[i]) * 0x01000193u;
    return hash;
}

/* FNV's low bits are its good ones only after the high ones are folded in. */
static size_t first_slot(uint32_t hash) {
    return (hash ^ hash >> 15) % TABLE_SLOTS;
}

int32_t hsy_vocabulary_find(const hsy_vocabulary *vocabulary, bool continues, uint32_t hash, const char *text,
                            size_t size) {
    for (size_t slot = first_slot(hash);; slot = (slot + 1) % TABLE_SLOTS) {
        int32_t id = vocabulary->slots[slot];
        if (id == SLOT_FREE) return -1;
        const vocabulary_piece *candidate = &vocabulary->pieces[id];
        if (candidate->hash == hash && candidate->size == size && candidate->continues == continues &&
            memcmp(vocabulary->text + candidate->start, text, size) == 0)
            return id;
    }
}

static int32_t find_whole(const hsy_vocabulary *vocabulary, const char *text) {
    size_t size = strlen(text);
    return hsy_vocabulary_find(vocabulary, false, hsy_vocabulary_hash(hsy_vocabulary_seed(false), text, size), text,
                               size);
}

static hearsay_status read_file(hsy_vocabulary *vocabulary, const char *path, hearsay_error *error) {
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        hearsay_status absent = errno == ENOENT || errno == ENOTDIR ? HEARSAY_ERROR_MODEL : HEARSAY_ERROR_IO;
        return hsy_fail(error, absent, "can't open the vocabulary %s: %s", path, strerror(errno));
    }
    hearsay_status status = HEARSAY_OK;
    size_t capacity = 0;
    while (status == HEARSAY_OK) {
        if (vocabulary->text_size == capacity) {
            capacity = capacity == 0 ? 256 << 10 : capacity * 2;
            char *text =
                capacity > FILE_BYTES_MAX ? NULL : hsy_resize(&vocabulary->allocator, vocabulary->text, capacity);
            if (capacity > FILE_BYTES_MAX)
                status =
                    hsy_fail(error, HEARSAY_ERROR_MODEL, "the vocabulary %s is larger than a vocabulary can be", path);
            else if (text == NULL)
                status = hsy_fail_memory(error);
            if (status != HEARSAY_OK) break;
            vocabulary->text = text;
        }
        size_t got = fread(vocabulary->text + vocabulary->text_size, 1, capacity - vocabulary->text_size, file);
        vocabulary->text_size += got;
        if (got == 0) break;
    }
    if (status == HEARSAY_OK && ferror(file))
        status = hsy_fail(error, HEARSAY_ERROR_IO, "can't read the vocabulary %s: %s", path, strerror(errno));
    fclose(file);
    return status;
}

/* Takes the line [start, end) as the next piece. */
static hearsay_status add_piece(hsy_vocabulary *vocabulary, const char *path, size_t start, size_t end,
                                hearsay_error *error) {
    size_t line = vocabulary->count + 1;
    const char *text = vocabulary->text;
    if (end > start && text[end - 1] == '\r') end--;
    if (end == start) return hsy_fail(error, HEARSAY_ERROR_MODEL, "line %zu of the vocabulary %s is empty", line, path);
    if (vocabulary->count == PIECES_MAX)
        return hsy_fail(error, HEARSAY_ERROR_MODEL, "the vocabulary %s has more than %d pieces", path, PIECES_MAX);
    bool continues = end - start > 2 && text[start] == '#' && text[start + 1] == '#';
    if (continues) start += 2;
    size_t size = end - start;
    uint32_t hash = hsy_vocabulary_hash(hsy_vocabulary_seed(continues), text + start, size);
    if (hsy_vocabulary_find(vocabulary, continues, hash, text + start, size) >= 0)
        return hsy_fail(error, HEARSAY_ERROR_MODEL, "line %zu of the vocabulary %s repeats a piece", line, path);
    size_t slot = first_slot(hash);
    while (vocabulary->slots[slot] != SLOT_FREE)
        slot = (slot + 1) % TABLE_SLOTS;
    vocabulary->slots[slot] = (int32_t)vocabulary->count;
    vocabulary->pieces[vocabulary->count++] =
        (vocabulary_piece){.start = (uint32_t)start, .size = (uint32_t)size, .hash = hash, .continues = continues};
    if (size > vocabulary->longest) vocabulary->longest = size;
    return HEARSAY_OK;
}

static hearsay_status add_pieces(hsy_vocabulary *vocabulary, const char *path, hearsay_error *error) {
    size_t valid = hsy_utf8_valid(vocabulary->text, vocabulary->text_size);
    if (valid != vocabulary->text_size)
        return hsy_fail(error, HEARSAY_ERROR_MODEL, "the vocabulary %s is not valid UTF-8 at byte %zu", path, valid);
    for (size_t start = 0; start < vocabulary->text_size;) {
        const char *line_break = memchr(vocabulary->text + start, '\n', vocabulary->text_size - start);
        size_t end = line_break == NULL ? vocabulary->text_size : (size_t)(line_break - vocabulary->text);
        hearsay_status status = add_piece(vocabulary, path, start, end, error);
        if (status != HEARSAY_OK) return status;
        start = end + 1;
    }
    return HEARSAY_OK;
}

static hearsay_status find_special(hsy_vocabulary *vocabulary, const char *path, hearsay_error *error) {
    static const char *const names[] = {"[UNK]", "[CLS]", "[SEP]", "[PAD]"};
    int32_t ids[4];
    for (size_t i = 0; i < 4; i++) {
        ids[i] = find_whole(vocabulary, names[i]);
        if (ids[i] < 0)
            return hsy_fail(error, HEARSAY_ERROR_MODEL, "the vocabulary %s has no piece %s", path, names[i]);
    }
    vocabulary->unknown = (uint16_t)ids[0];
    vocabulary->cls = (uint16_t)ids[1];
    vocabulary->sep = (uint16_t)ids[2];
    return HEARSAY_OK;
}

static hearsay_status load(hsy_vocabulary *vocabulary, const char *path, hearsay_error *error) {
    hearsay_status status = read_file(vocabulary, path, error);
    if (status != HEARSAY_OK) return status;
    vocabulary->pieces = hsy_resize(&vocabulary->allocator, NULL, PIECES_MAX * sizeof(vocabulary_piece));
    vocabulary->slots = hsy_resize(&vocabulary->allocator, NULL, TABLE_SLOTS * sizeof(int32_t));
    if (vocabulary->pieces == NULL || vocabulary->slots == NULL) return hsy_fail_memory(error);
    for (size_t i = 0; i < TABLE_SLOTS; i++)
        vocabulary->slots[i] = SLOT_FREE;
    status = add_pieces(vocabulary, path, error);
    if (status != HEARSAY_OK) return status;
    return find_special(vocabulary, path, error);
}

hearsay_status hsy_vocabulary_load(const char *path, const hearsay_allocator *allocator, hsy_vocabulary **vocabulary,
                                   hearsay_error *error) {
    hearsay_allocator chosen = hsy_allocator_or_default(allocator);
    hsy_vocabulary *loaded = hsy_resize(&chosen, NULL, sizeof(*loaded));
    if (loaded == NULL) return hsy_fail_memory(error);
    *loaded = (hsy_vocabulary){.allocator = chosen};
    hearsay_status status = load(loaded, path, error);
    if (status != HEARSAY_OK) {
        hsy_vocabulary_free(loaded);
        return status;
    }
    *vocabulary = loaded;
    return HEARSAY_OK;
}

void hsy_vocabulary_free(hsy_vocabulary *vocabulary) {
    if (vocabulary == NULL) return;
    hearsay_allocator allocator = vocabulary->allocator;
    hsy_release(&allocator, vocabulary->text);
    hsy_release(&allocator, vocabulary->pieces);
    hsy_release(&allocator, vocabulary->slots);
    hsy_release(&allocator, vocabulary);
}

size_t hsy_vocabulary_size(const hsy_vocabulary *vocabulary) {
    return vocabulary->count;
}

size_t hsy_vocabulary_longest(const hsy_vocabulary *vocabulary) {
    return vocabulary->longest;
}

uint16_t hsy_vocabulary_unknown(const hsy_vocabulary *vocabulary) {
    return vocabulary->unknown;
}

uint16_t hsy_vocabulary_cls(const hsy_vocabulary *vocabulary) {
    return vocabulary->cls;
}

uint16_t hsy_vocabulary_sep(const hsy_vocabulary *vocabulary) {
    return vocabulary->sep;
}
