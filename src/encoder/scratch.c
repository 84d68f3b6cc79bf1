/* SPDX-License-Identifier: Apache-2.0 */
/* One thread's working memory. */
#include "encoder/parts.h"

static bool allocate_inputs(hsy_scratch *scratch) {
    size_t window = scratch->encoder->window;
    scratch->pieces = hsy_resize(&scratch->allocator, NULL, window * sizeof *scratch->pieces);
    scratch->kase = hsy_resize(&scratch->allocator, NULL, window);
    scratch->quote = hsy_resize(&scratch->allocator, NULL, window);
    scratch->layout = hsy_resize(&scratch->allocator, NULL, window);
    return scratch->pieces != NULL && scratch->kase != NULL && scratch->quote != NULL && scratch->layout != NULL;
}

hearsay_status hsy_scratch_new(const hsy_encoder *encoder, hsy_scratch **scratch, hearsay_error *error) {
    hsy_scratch *made = hsy_resize(&encoder->allocator, NULL, sizeof *made);
    if (made == NULL) return hsy_fail_memory(error);
    *made = (hsy_scratch){.allocator = encoder->allocator, .encoder = encoder};
    hearsay_status status = allocate_inputs(made) ? HEARSAY_OK : hsy_fail_memory(error);
    if (status == HEARSAY_OK) status = hsy_products_new(encoder->cpu, &made->allocator, &made->products, error);
    if (status != HEARSAY_OK) {
        hsy_scratch_free(made);
        return status;
    }
    *scratch = made;
    return HEARSAY_OK;
}

void hsy_scratch_free(hsy_scratch *scratch) {
    if (scratch == NULL) return;
    hearsay_allocator allocator = scratch->allocator;
    hsy_products_free(scratch->products);
    hsy_floats_free(&scratch->floats, &allocator);
    hsy_floats_free(&scratch->tail, &allocator);
    hsy_release(&allocator, scratch->pieces);
    hsy_release(&allocator, scratch->kase);
    hsy_release(&allocator, scratch->quote);
    hsy_release(&allocator, scratch->layout);
    hsy_release(&allocator, scratch);
}

/* Memory that is being shared out; without a base it is only counted. */
typedef struct room_left {
    char *base;
    size_t used;
} room_left;

/* Hands out the next `bytes` bytes: whole cache lines, since all counts are multiples of HSY_STEP_ROWS and what they
 * count are rows of them, or numbers of four bytes. */
static void *take(room_left *room, size_t bytes) {
    enum { LINE = 64 };
    void *taken = room->base == NULL ? NULL : room->base + room->used;
    room->used += (bytes + LINE - 1) / LINE * LINE;
    return taken;
}

static void set_floats(hsy_scratch *scratch, room_left *room, size_t rows) {
    const hsy_encoder *encoder = scratch->encoder;
    size_t states = rows * encoder->width * sizeof(float);
    scratch->query = take(room, states);
    scratch->key = take(room, states);
    scratch->inner = take(room, HSY_BLOCK_ROWS * encoder->inner * sizeof(float));
    scratch->scores = take(room, rows * rows * sizeof(float));
}

static void set_bytes(hsy_scratch *scratch, room_left *room, size_t rows) {
    const hsy_encoder *encoder = scratch->encoder;
    hsy_byte_scratch *bytes = &scratch->bytes;
    size_t width = encoder->width, heads = encoder->heads, widest = encoder->inner > width ? encoder->inner : width;
    size_t block = HSY_BYTE_ROWS < rows ? HSY_BYTE_ROWS : rows;
    size_t attended = HSY_ATTENTION_ROWS < rows ? HSY_ATTENTION_ROWS : rows;
    size_t sums = block * widest, scores = attended * rows;
    bytes->x = take(room, rows * width);
    bytes->x_scale = take(room, rows * sizeof(float));
    bytes->query = take(room, rows * width);
    bytes->query_scale = take(room, rows * heads * sizeof(float));
    bytes->key = take(room, rows * width);
    bytes->key_scale = take(room, heads * rows * sizeof(float));
    bytes->key_offset = take(room, heads * rows * sizeof(float));
    bytes->value = take(room, rows * width);
    bytes->value_scale = take(room, width * sizeof(float));
    bytes->context = take(room, block * width);
    bytes->context_scale = take(room, block * sizeof(float));
    bytes->inner = take(room, block * encoder->inner);
    bytes->inner_scale = take(room, block * sizeof(float));
    bytes->weights = take(room, scores);
    bytes->sums = take(room, (sums > scores ? sums : scores) * sizeof(int32_t));
}

/* x, value, context and inverse serve both ways. */
static void set_all(hsy_scratch *scratch, room_left *room, size_t rows) {
    size_t states = rows * scratch->encoder->width * sizeof(float);
    scratch->x = take(room, states);
    scratch->value = take(room, states);
    scratch->context = take(room, states);
    scratch->inverse = take(room, rows * sizeof(float));
    (scratch->encoder->bytes ? set_bytes : set_floats)(scratch, room, rows);
}

hearsay_status hsy_scratch_reserve(hsy_scratch *scratch, size_t count, hearsay_error *error) {
    if (count <= scratch->rows) return HEARSAY_OK;
    size_t rows = (count + HSY_STEP_ROWS - 1) / HSY_STEP_ROWS * HSY_STEP_ROWS;
    /* Counted first, then shared out. */
    hsy_scratch measured = {.encoder = scratch->encoder};
    room_left room = {.base = NULL};
    set_all(&measured, &room, rows);
    if (!hsy_floats_reserve(&scratch->floats, room.used / sizeof(float), &scratch->allocator))
        return hsy_fail_memory(error);
    room = (room_left){.base = (char *)scratch->floats.data};
    set_all(scratch, &room, rows);
    scratch->rows = rows;
    return HEARSAY_OK;
}
