/* SPDX-License-Identifier: Apache-2.0 */
#include "api/tiny_model.h"

#include <malloc.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "speaker/coreference/pairs.h"
#include "speaker/mention/mention.h"

static const char pieces[] = "[PAD]\n[UNK]\n[CLS]\n[SEP]\na\nthe\ndam\nhe\nshe\nsaid\nit\n##s\n##t\n##a\nho\n##ld\n"
                             ".\n,\n\"\n“\n”\n:\nq\nyes\n";

enum { PIECES = 24, WIDTH = 64, TAG_HIDDEN = 16, LINK_SIZE = 16, TAGS = 7 };
/* Of the mention heads and of the scores of pairs. */
enum { HIDDEN = 8, SIZE = 8, RANK = 8, MATCH = 4, MIX = 8 };

static void write_file(const char *path, const char *bytes, size_t size) {
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

static void add_head(weights_file *file, const char *name, size_t in, size_t out) {
    char full[FILE_NAME_SIZE];
    (void)snprintf(full, sizeof full, "%s.weight", name);
    file_add(file, full, out, in, false, 0.0F, 2.0F / sqrtf((float)in));
    (void)snprintf(full, sizeof full, "%s.bias", name);
    file_add(file, full, out, 0, false, 0.0F, 0.3F);
}

/* The heads that stand behind the encoder. */
static void add_heads(weights_file *file) {
    size_t size = strlen(file->metadata);
    (void)snprintf(file->metadata + size, sizeof file->metadata - size, ",\"tag_hidden\":\"%d\",\"link_size\":\"%d\"",
                   TAG_HIDDEN, LINK_SIZE);
    add_head(file, "tag.hidden", 2 * (size_t)WIDTH, TAG_HIDDEN);
    add_head(file, "tag.output", TAG_HIDDEN, TAGS);
    file_add(file, "crf.transition", TAGS, TAGS, false, 0.0F, 0.5F);
    file_add(file, "crf.start", TAGS, 0, false, 0.0F, 0.5F);
    file_add(file, "crf.end", TAGS, 0, false, 0.0F, 0.5F);
    add_head(file, "link.begin", 2 * (size_t)WIDTH, LINK_SIZE);
    add_head(file, "link.end", 2 * (size_t)WIDTH, LINK_SIZE);
    add_head(file, "link.content", LINK_SIZE, LINK_SIZE);
    add_head(file, "link.cue", LINK_SIZE, LINK_SIZE);
    add_head(file, "link.none", LINK_SIZE, 2);
    file_add(file, "link.distance", 2, 24, false, 0.0F, 0.5F);
    file_add(file, "link.sentence", 2, 7, false, 0.0F, 0.5F);
    file_add(file, "link.paragraph", 2, 5, false, 0.0F, 0.5F);
    file_add(file, "link.quotation", 2, 5, false, 0.0F, 0.5F);
    file_add(file, "link.rank", 2, 8, false, 0.0F, 0.5F);
    file_add(file, "confidence.weight", 7, 0, false, 0.5F, 0.5F);
    file_add(file, "confidence.bias", 1, 0, false, 0.0F, 0.5F);
}

/* The sum of the sizes of all columns' tables. */
static size_t rows_of(const uint8_t *sizes, size_t columns) {
    size_t rows = 0;
    for (size_t i = 0; i < columns; i++)
        rows += sizes[i];
    return rows;
}

/* The heads for mentions and coreference, which find mentions and join them at random. */
static void add_speaker_heads(weights_file *file) {
    size_t size = strlen(file->metadata);
    (void)snprintf(file->metadata + size, sizeof file->metadata - size,
                   ",\"mention_hidden\":\"%d\",\"mention_size\":\"%d\",\"coref_rank\":\"%d\",\"coref_match\":\"%d\","
                   "\"coref_size\":\"%d\"",
                   HIDDEN, SIZE, RANK, MATCH, MIX);
    add_head(file, "mention.hidden", 2 * (size_t)WIDTH, HIDDEN);
    add_head(file, "mention.conv", 3 * (size_t)HIDDEN, HIDDEN);
    add_head(file, "mention.head", HIDDEN, 2);
    add_head(file, "mention.sort", HIDDEN, HSY_SORTS);
    add_head(file, "mention.query", HIDDEN, 4 * (size_t)SIZE);
    add_head(file, "mention.key", HIDDEN, 2 * (size_t)SIZE);
    add_head(file, "mention.mix_query", HIDDEN, 4 * (size_t)SIZE);
    add_head(file, "mention.mix_key", HIDDEN, 2 * (size_t)SIZE);
    file_add(file, "mention.mix_out", 4, SIZE, false, 0.0F, 0.5F);
    file_add(file, "mention.far", 4, HSY_MENTION_RIGHT, false, 0.0F, 2.0F);
    add_head(file, "coref.span", 6 * (size_t)WIDTH, RANK);
    add_head(file, "coref.match", RANK, 2 * (size_t)MATCH);
    add_head(file, "coref.mix", RANK, 2 * (size_t)MIX);
    add_head(file, "coref.none_hidden", RANK + MIX, MIX);
    add_head(file, "coref.none_out", MIX, 1);
    file_add(file, "coref.table", rows_of(hsy_pair_sizes, HSY_PAIR_COLUMNS), MIX + 1, false, 0.0F, 0.5F);
    file_add(file, "coref.alone", rows_of(hsy_alone_sizes, HSY_ALONE_COLUMNS), MIX, false, 0.0F, 0.5F);
    file_add(file, "coref.out", MIX + 1, 0, false, 0.0F, 0.5F);
}

void tiny_make(tiny_model *model, bool bytes) {
    const model_shape shape = {.layers = 1,
                               .width = WIDTH,
                               .heads = 2,
                               .inner = 64,
                               .positions = 128,
                               .window = 128,
                               .overlap = 16,
                               .vocabulary = PIECES,
                               .bytes = bytes};
    *model = (tiny_model){.folder = "/tmp/hearsay-test-XXXXXX"};
    assert_non_null(mkdtemp(model->folder));
    (void)snprintf(model->weights, sizeof model->weights, "%.60s/model.safetensors", model->folder);
    (void)snprintf(model->vocabulary, sizeof model->vocabulary, "%.60s/vocab.txt", model->folder);
    model_make(&model->file, &shape);
    add_heads(&model->file);
    add_speaker_heads(&model->file);
    write_file(model->vocabulary, pieces, sizeof pieces - 1);
    tiny_write(model);
}

void tiny_write(const tiny_model *model) {
    size_t size;
    char *bytes = file_write(&model->file, &size);
    tiny_write_bytes(model, bytes, size);
    free(bytes);
}

void tiny_write_bytes(const tiny_model *model, const char *bytes, size_t size) {
    write_file(model->weights, bytes, size);
}

void tiny_remove(tiny_model *model) {
    (void)unlink(model->weights);
    (void)unlink(model->vocabulary);
    (void)rmdir(model->folder);
    file_free(&model->file);
}

/* --- Memory --------------------------------------------------------------------------------------- */

static void *count_and_resize(void *data, void *pointer, size_t size) {
    counting_memory *memory = data;
    size_t before = pointer == NULL ? 0 : malloc_usable_size(pointer);
    if (size == 0) {
        memory->live -= pointer != NULL;
        memory->live_bytes -= before;
        free(pointer);
        return NULL;
    }
    size_t number = memory->asked++;
    if (number >= memory->refused_from && number < memory->refused_to) return NULL;
    void *resized = realloc(pointer, size);
    if (resized == NULL) return NULL;
    memory->live += pointer == NULL;
    memory->live_bytes += malloc_usable_size(resized) - before;
    return resized;
}

hearsay_allocator counting_allocator(counting_memory *memory) {
    return (hearsay_allocator){.resize = count_and_resize, .data = memory};
}
