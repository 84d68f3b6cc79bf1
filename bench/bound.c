/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The bound: how many word pieces a second one thread could read if the encoder were nothing but its matrix products
 * in int8: bench-bound LAYERS WIDTH HEADS INNER WINDOW [MILLISECONDS].
 *
 * Every product is tried in many shapes (rows at a time, heads at a time) and kinds (signed or unsigned rows, what the
 * sums are stored as, how the second matrix lies), and the fastest counts. Both matrices lie in the cache, the second
 * is packed beforehand where that is faster, and nothing else is done: no quantising, no bias, no softmax. So a whole
 * encoder does well to come near it. Attention is taken over windows of WINDOW pieces, each piece counted once.
 *
 * Prints lines of "product", its name, the nanoseconds a piece of all layers, and the shape that was the fastest; and
 * at the end "pieces_per_second". What each try took goes to standard error.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <oneapi/dnnl/dnnl.h>

/* Of the OpenMP that oneDNN runs on; not every compiler has its header. */
void omp_set_num_threads(int count);

enum { ROUNDS = 5, DEFAULT_MILLISECONDS = 8, ALIGNMENT = 64 };

typedef enum layout { PACKED, PLAIN, TRANSPOSED } layout;

/* One way of computing a product: `batch` times [rows, inner] by [inner, columns]. */
typedef struct product_shape {
    long batch, rows, inner, columns;
    dnnl_data_type_t from, to; /* of the first matrix and of the result */
    layout second;
} product_shape;

/* One product of a layer, and the fastest way to compute it that is known so far. */
typedef struct tried_product {
    const char *name;
    double best; /* nanoseconds a piece and layer */
    product_shape shape;
} tried_product;

typedef struct machine {
    dnnl_engine_t engine;
    dnnl_stream_t stream;
    double seconds; /* that one try may take in each round */
} bench_machine;

static void give_up(const char *what) {
    (void)fprintf(stderr, "bench-bound: %s\n", what);
    exit(2);
}

/* This thread's time on a core: what else the machine does counts for little. */
static double now(void) {
    struct timespec time;
    (void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static const char *type_name(dnnl_data_type_t type) {
    switch (type) {
    case dnnl_u8:
        return "u8";
    case dnnl_s8:
        return "s8";
    case dnnl_s32:
        return "s32";
    case dnnl_f32:
        return "f32";
    default:
        return "?";
    }
}

static const char *layout_name(layout kind) {
    return kind == PACKED ? "packed" : kind == PLAIN ? "plain" : "transposed";
}

/* A matrix of a product, or as many of them as the shape's batch; where it is packed, the library chooses how. */
static dnnl_memory_desc_t describe(const product_shape *shape, long rows, long columns, dnnl_data_type_t type,
                                   layout kind) {
    dnnl_memory_desc_t desc;
    bool many = shape->batch > 1;
    dnnl_dims_t dims = {many ? shape->batch : rows, many ? rows : columns, columns};
    dnnl_format_tag_t plain = many ? dnnl_abc : dnnl_ab, transposed = many ? dnnl_acb : dnnl_ba;
    dnnl_format_tag_t tag = kind == PACKED ? dnnl_format_tag_any : kind == PLAIN ? plain : transposed;
    if (dnnl_memory_desc_init_by_tag(&desc, many ? 3 : 2, dims, type, tag) != dnnl_success)
        give_up("a matrix cannot be described");
    return desc;
}

/* Memory of any contents that makes a product's time a usual one: small numbers of both signs. */
static dnnl_memory_t fill(const bench_machine *machine, const dnnl_memory_desc_t *desc, void **bytes) {
    size_t size = (dnnl_memory_desc_get_size(desc) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    dnnl_memory_t memory;
    *bytes = aligned_alloc(ALIGNMENT, size);
    if (*bytes == NULL || dnnl_memory_create(&memory, desc, machine->engine, *bytes) != dnnl_success)
        give_up("out of memory");
    for (size_t i = 0; i < size; i++)
        ((uint8_t *)*bytes)[i] = (uint8_t)(i * 2654435761U >> 13 & 63);
    return memory;
}

/* Seconds that the product takes in this shape, the best of some rounds; below 0 where the library has no kernel. */
static double time_shape(const bench_machine *machine, const product_shape *shape) {
    dnnl_memory_desc_t a = describe(shape, shape->rows, shape->inner, shape->from, PLAIN);
    dnnl_memory_desc_t b = describe(shape, shape->inner, shape->columns, dnnl_s8, shape->second);
    dnnl_memory_desc_t c = describe(shape, shape->rows, shape->columns, shape->to, PLAIN);
    dnnl_matmul_desc_t matmul;
    dnnl_primitive_desc_t kernel_desc;
    dnnl_primitive_t kernel;
    if (dnnl_matmul_desc_init(&matmul, &a, &b, NULL, &c) != dnnl_success) return -1;
    if (dnnl_primitive_desc_create(&kernel_desc, &matmul, NULL, machine->engine, NULL) != dnnl_success) return -1;
    if (dnnl_primitive_create(&kernel, kernel_desc) != dnnl_success) give_up("a kernel cannot be made");
    void *bytes[3];
    dnnl_exec_arg_t arguments[] = {
        {DNNL_ARG_SRC, fill(machine, &a, &bytes[0])},
        {DNNL_ARG_WEIGHTS,
         fill(machine, dnnl_primitive_desc_query_md(kernel_desc, dnnl_query_weights_md, 0), &bytes[1])},
        {DNNL_ARG_DST, fill(machine, &c, &bytes[2])},
    };
    double best = 1e9;
    for (int round = 0; round < ROUNDS; round++) {
        double start = now(), time = 0;
        long runs = 0;
        for (long step = 1; time < machine->seconds; runs += step, step = runs)
            for (long i = 0; i <= step; i++) {
                if (i < step && dnnl_primitive_execute(kernel, machine->stream, 3, arguments) != dnnl_success)
                    give_up("a kernel cannot be run");
                if (i == step) time = now() - start;
            }
        if (time / (double)runs < best) best = time / (double)runs;
    }
    for (int i = 0; i < 3; i++) {
        (void)dnnl_memory_destroy(arguments[i].memory);
        free(bytes[i]);
    }
    (void)dnnl_primitive_destroy(kernel);
    (void)dnnl_primitive_desc_destroy(kernel_desc);
    return best;
}

/* `pieces`: how many pieces' share of the product one run of the shape computes. */
static void try_shape(const bench_machine *machine, tried_product *product, const product_shape *shape, double pieces) {
    double seconds = time_shape(machine, shape);
    if (seconds < 0) return;
    double nanoseconds = 1e9 * seconds / pieces;
    double work = 2e-9 * (double)shape->batch * (double)shape->rows * (double)shape->inner * (double)shape->columns;
    (void)fprintf(stderr, "%-8s %2ld x [%4ld, %4ld] x [%4ld, %4ld] %-3s %-10s %-3s %9.1f ns %8.1f Gop/s\n",
                  product->name, shape->batch, shape->rows, shape->inner, shape->inner, shape->columns,
                  type_name(shape->from), layout_name(shape->second), type_name(shape->to), nanoseconds,
                  work / seconds);
    if (product->best == 0 || nanoseconds < product->best) {
        product->best = nanoseconds;
        product->shape = *shape;
    }
}

static const dnnl_data_type_t from_types[] = {dnnl_u8, dnnl_s8};
static const dnnl_data_type_t to_types[] = {dnnl_s32, dnnl_f32, dnnl_u8};
enum { FROM_TYPES = 2, TO_TYPES = 3 };

/* A product with a matrix of weights. */
static void try_dense(const bench_machine *machine, tried_product *product, long inner, long columns) {
    static const long rows[] = {64, 96, 128, 192, 256, 384, 512, 1024};
    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++)
        for (int from = 0; from < FROM_TYPES; from++)
            for (int to = 0; to < TO_TYPES; to++) {
                product_shape shape = {1, rows[r], inner, columns, from_types[from], to_types[to], PACKED};
                try_shape(machine, product, &shape, (double)rows[r]);
            }
}

/* A product of attention: all heads of a window, or one head; a block of its rows, or all of them. */
static void try_attention(const bench_machine *machine, tried_product *product, long heads, long inner, long columns,
                          long window) {
    static const layout lies[] = {PACKED, PLAIN, TRANSPOSED};
    const long batches[] = {1, heads}, rows[] = {64, 128, window};
    for (int b = 0; b < 2; b++)
        for (int r = 0; r < 3; r++)
            for (int l = 0; l < 3; l++)
                for (int from = 0; from < FROM_TYPES; from++)
                    for (int to = 0; to < TO_TYPES; to++) {
                        product_shape shape = {batches[b],       rows[r],      inner,  columns,
                                               from_types[from], to_types[to], lies[l]};
                        try_shape(machine, product, &shape, (double)(rows[r] * batches[b]) / (double)heads);
                    }
}

static long number(const char *text) {
    char *end;
    long value = strtol(text, &end, 10);
    if (*end != '\0' || value < 1 || value > 1 << 20) give_up("an argument is no number in range");
    return value;
}

int main(int argc, char **argv) {
    if (argc < 6) give_up("usage: bench-bound LAYERS WIDTH HEADS INNER WINDOW [MILLISECONDS]");
    long layers = number(argv[1]), width = number(argv[2]), heads = number(argv[3]), inner = number(argv[4]);
    long window = number(argv[5]);
    bench_machine machine = {.seconds = 1e-3 * (double)(argc > 6 ? number(argv[6]) : DEFAULT_MILLISECONDS)};
    omp_set_num_threads(1);
    if (dnnl_engine_create(&machine.engine, dnnl_cpu, 0) != dnnl_success) give_up("there is no engine");
    if (dnnl_stream_create(&machine.stream, machine.engine, dnnl_stream_default_flags) != dnnl_success)
        give_up("there is no stream");

    tried_product products[] = {{.name = "qkv"},    {.name = "scores"}, {.name = "context"},
                                {.name = "output"}, {.name = "inner"},  {.name = "outer"}};
    enum { PRODUCTS = sizeof products / sizeof products[0] };
    try_dense(&machine, &products[0], width, 3 * width);
    try_attention(&machine, &products[1], heads, width / heads, window, window);
    try_attention(&machine, &products[2], heads, window, width / heads, window);
    try_dense(&machine, &products[3], width, width);
    try_dense(&machine, &products[4], width, inner);
    try_dense(&machine, &products[5], inner, width);

    double sum = 0;
    for (int i = 0; i < PRODUCTS; i++) {
        const product_shape *shape = &products[i].shape;
        if (products[i].best == 0) give_up("the library has no kernel for a product");
        sum += products[i].best;
        (void)printf("product %-8s %8.1f %ld x [%ld, %ld] x [%ld, %ld] %s %s %s\n", products[i].name,
                     products[i].best * (double)layers, shape->batch, shape->rows, shape->inner, shape->inner,
                     shape->columns, type_name(shape->from), layout_name(shape->second), type_name(shape->to));
    }
    (void)printf("pieces_per_second %.1f\n", 1e9 / (sum * (double)layers));
    (void)dnnl_stream_destroy(machine.stream);
    (void)dnnl_engine_destroy(machine.engine);
    return 0;
}
