/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Matrix products on oneDNN. No other file sees it.
 *
 * Threads: an engine, a stream and kernels belong to one hsy_products, which belongs to one thread at a time. Debian's
 * oneDNN runs on OpenMP; every call here holds the calling thread's team to one thread and restores it
 * afterwards, since the caller may have uses of its own for OpenMP. Kernels get their working memory
 * from us (scratchpad mode "user"): the library's own is bound to the thread that made the kernel.
 */
#include <oneapi/dnnl/dnnl.h>

#include "encoder/parts.h"

/* libgomp's. Its header belongs to GCC alone, and clang must find these as well. */
extern void omp_set_num_threads(int count);
extern int omp_get_max_threads(void);

static int team_hold(void) {
    int before = omp_get_max_threads();
    omp_set_num_threads(1);
    return before;
}

static void team_restore(int before) {
    omp_set_num_threads(before);
}

static hearsay_status engine_failed(dnnl_status_t status, const char *doing, hearsay_error *error) {
    if (status == dnnl_out_of_memory) return hsy_fail_memory(error);
    return hsy_fail(error, HEARSAY_ERROR_ENGINE, "oneDNN failed with status %d when %s", (int)status, doing);
}

/* What a path may use of the processor is a matter of the whole process, and settled by the first call: it goes with
 * the environment's HEARSAY_CPU, which is the process's too. */
static void hold_instructions(hsy_cpu cpu) {
    if (cpu == HSY_CPU_PLAIN) (void)dnnl_set_max_cpu_isa(dnnl_cpu_isa_sse41);
    if (cpu == HSY_CPU_AVX2) (void)dnnl_set_max_cpu_isa(dnnl_cpu_isa_avx2);
}

/* --- One kernel ----------------------------------------------------------------------------- */

enum { ARGUMENTS_MAX = 5 };

/* A product that is ready to run: where its operands lie is set for every run. */
typedef struct ready_kernel {
    hsy_product product;
    dnnl_primitive_t primitive;
    dnnl_memory_t a, b, bias, c, work;
    size_t work_floats;
} ready_kernel;

struct hsy_products {
    hearsay_allocator allocator;
    dnnl_engine_t engine;
    dnnl_stream_t stream;
    hsy_vector kernels; /* of ready_kernel */
    hsy_floats work;    /* as much as the neediest kernel asks for */
};

static void kernel_free(ready_kernel *kernel) {
    dnnl_memory_t memories[] = {kernel->a, kernel->b, kernel->bias, kernel->c, kernel->work};
    for (size_t i = 0; i < sizeof memories / sizeof memories[0]; i++)
        if (memories[i] != NULL) (void)dnnl_memory_destroy(memories[i]);
    if (kernel->primitive != NULL) (void)dnnl_primitive_destroy(kernel->primitive);
}

static dnnl_status_t describe(dnnl_memory_desc_t *description, dnnl_data_type_t type, size_t rows, size_t columns,
                              size_t row_stride, size_t column_stride) {
    dnnl_dims_t shape = {(dnnl_dim_t)rows, (dnnl_dim_t)columns};
    dnnl_dims_t strides = {(dnnl_dim_t)row_stride, (dnnl_dim_t)column_stride};
    return dnnl_memory_desc_init_by_strides(description, 2, shape, type, strides);
}

/* The types of a product's three matrices. */
typedef struct product_types {
    dnnl_data_type_t a, b, c;
} product_types;

static product_types types_of(bool bytes) {
    if (bytes) return (product_types){dnnl_u8, dnnl_s8, dnnl_s32};
    return (product_types){dnnl_f32, dnnl_f32, dnnl_f32};
}

/* Asks the library which form of b it likes best for this product. Always asked for a full block, so that all kernels
 * of a layer, and the packing, get the same answer. A form with padding is passed over for plain rows: the library
 * would write zeros to the padding of what other threads are reading. */
static dnnl_status_t best_form(dnnl_engine_t engine, bool bytes, size_t inner, size_t columns, dnnl_memory_desc_t *b,
                               bool *packed) {
    product_types types = types_of(bytes);
    dnnl_memory_desc_t a, c;
    dnnl_dims_t shape = {(dnnl_dim_t)inner, (dnnl_dim_t)columns};
    dnnl_matmul_desc_t operation;
    dnnl_primitive_desc_t chosen = NULL;
    dnnl_status_t status = describe(&a, types.a, HSY_BLOCK_ROWS, inner, inner, 1);
    if (status == dnnl_success) status = describe(&c, types.c, HSY_BLOCK_ROWS, columns, columns, 1);
    if (status == dnnl_success) status = dnnl_memory_desc_init_by_tag(b, 2, shape, types.b, dnnl_format_tag_any);
    if (status == dnnl_success) status = dnnl_matmul_desc_init(&operation, &a, b, NULL, &c);
    if (status == dnnl_success) status = dnnl_primitive_desc_create(&chosen, &operation, NULL, engine, NULL);
    if (status != dnnl_success) return status;
    const dnnl_memory_desc_t *form = dnnl_primitive_desc_query_md(chosen, dnnl_query_weights_md, 0);
    *packed = form != NULL && form->format_kind == dnnl_blocked && form->format_desc.blocking.inner_nblks > 0 &&
              form->padded_dims[0] == form->dims[0] && form->padded_dims[1] == form->dims[1];
    if (*packed)
        *b = *form;
    else
        status = describe(b, types.b, inner, columns, columns, 1);
    (void)dnnl_primitive_desc_destroy(chosen);
    return status;
}

static dnnl_status_t describe_b(dnnl_engine_t engine, const hsy_product *product, dnnl_memory_desc_t *b) {
    bool packed = false;
    if (product->b_row_stride == 0)
        return best_form(engine, product->bytes, product->inner, product->columns, b, &packed);
    return describe(b, types_of(product->bytes).b, product->inner, product->columns, product->b_row_stride,
                    product->b_column_stride);
}

/* The attributes that a product asks for; the caller destroys them. */
static dnnl_status_t attributes_for(const hsy_product *product, dnnl_primitive_attr_t *attributes) {
    dnnl_post_ops_t after = NULL;
    dnnl_status_t status = dnnl_primitive_attr_create(attributes);
    if (status == dnnl_success)
        status = dnnl_primitive_attr_set_scratchpad_mode(*attributes, dnnl_scratchpad_mode_user);
    if (status == dnnl_success && product->activation == HSY_GELU) {
        status = dnnl_post_ops_create(&after);
        if (status == dnnl_success)
            status = dnnl_post_ops_append_eltwise(after, 1.0F, dnnl_eltwise_gelu_erf, 0.0F, 0.0F);
        if (status == dnnl_success) status = dnnl_primitive_attr_set_post_ops(*attributes, after);
        if (after != NULL) (void)dnnl_post_ops_destroy(after);
    }
    return status;
}

static dnnl_status_t memory_for(dnnl_engine_t engine, const dnnl_memory_desc_t *description, dnnl_memory_t *memory) {
    return dnnl_memory_create(memory, description, engine, DNNL_MEMORY_NONE);
}

/* Makes the kernel; on failure what there is of it is still the caller's to free. */
static dnnl_status_t kernel_make(dnnl_engine_t engine, const hsy_product *product, ready_kernel *made) {
    dnnl_memory_desc_t a, b, bias, c;
    dnnl_matmul_desc_t operation;
    dnnl_primitive_attr_t attributes = NULL;
    dnnl_primitive_desc_t chosen = NULL;
    *made = (ready_kernel){.product = *product};
    product_types types = types_of(product->bytes);
    dnnl_status_t status = describe(&a, types.a, product->rows, product->inner, product->a_stride, 1);
    if (status == dnnl_success) status = describe_b(engine, product, &b);
    if (status == dnnl_success) status = describe(&bias, dnnl_f32, 1, product->columns, product->columns, 1);
    if (status == dnnl_success) status = describe(&c, types.c, product->rows, product->columns, product->c_stride, 1);
    if (status == dnnl_success) status = dnnl_matmul_desc_init(&operation, &a, &b, product->bias ? &bias : NULL, &c);
    if (status == dnnl_success) status = attributes_for(product, &attributes);
    if (status == dnnl_success) status = dnnl_primitive_desc_create(&chosen, &operation, attributes, engine, NULL);
    if (status == dnnl_success) {
        const dnnl_memory_desc_t *work = dnnl_primitive_desc_query_md(chosen, dnnl_query_scratchpad_md, 0);
        made->work_floats = (dnnl_memory_desc_get_size(work) + sizeof(float) - 1) / sizeof(float);
        status = dnnl_primitive_create(&made->primitive, chosen);
        if (status == dnnl_success) status = memory_for(engine, &a, &made->a);
        if (status == dnnl_success) status = memory_for(engine, &b, &made->b);
        if (status == dnnl_success && product->bias) status = memory_for(engine, &bias, &made->bias);
        if (status == dnnl_success) status = memory_for(engine, &c, &made->c);
        if (status == dnnl_success) status = memory_for(engine, work, &made->work);
    }
    if (chosen != NULL) (void)dnnl_primitive_desc_destroy(chosen);
    if (attributes != NULL) (void)dnnl_primitive_attr_destroy(attributes);
    return status;
}

/* oneDNN writes through none but c and work. */
static dnnl_status_t kernel_place(ready_kernel *kernel, const void *a, const void *b, const float *bias, void *c,
                                  float *work) {
    union {
        const void *given;
        void *taken;
    } operand[] = {{.given = a}, {.given = b}, {.given = bias}};
    dnnl_status_t status = dnnl_memory_set_data_handle(kernel->a, operand[0].taken);
    if (status == dnnl_success) status = dnnl_memory_set_data_handle(kernel->b, operand[1].taken);
    if (status == dnnl_success && kernel->bias != NULL)
        status = dnnl_memory_set_data_handle(kernel->bias, operand[2].taken);
    if (status == dnnl_success) status = dnnl_memory_set_data_handle(kernel->c, c);
    if (status == dnnl_success) status = dnnl_memory_set_data_handle(kernel->work, work);
    return status;
}

static dnnl_status_t kernel_run(const ready_kernel *kernel, dnnl_stream_t stream) {
    dnnl_exec_arg_t arguments[ARGUMENTS_MAX] = {{DNNL_ARG_SRC, kernel->a},
                                                {DNNL_ARG_WEIGHTS, kernel->b},
                                                {DNNL_ARG_DST, kernel->c},
                                                {DNNL_ARG_SCRATCHPAD, kernel->work},
                                                {DNNL_ARG_BIAS, kernel->bias}};
    int count = kernel->bias != NULL ? ARGUMENTS_MAX : ARGUMENTS_MAX - 1;
    dnnl_status_t status = dnnl_primitive_execute(kernel->primitive, stream, count, arguments);
    if (status == dnnl_success) status = dnnl_stream_wait(stream);
    return status;
}

/* --- A thread's kernels ----------------------------------------------------------------------- */

static dnnl_status_t engine_start(hsy_cpu cpu, dnnl_engine_t *engine, dnnl_stream_t *stream) {
    hold_instructions(cpu);
    dnnl_status_t status = dnnl_engine_create(engine, dnnl_cpu, 0);
    if (status == dnnl_success) status = dnnl_stream_create(stream, *engine, dnnl_stream_default_flags);
    return status;
}

static void engine_stop(dnnl_engine_t engine, dnnl_stream_t stream) {
    if (stream != NULL) (void)dnnl_stream_destroy(stream);
    if (engine != NULL) (void)dnnl_engine_destroy(engine);
}

hearsay_status hsy_products_new(hsy_cpu cpu, const hearsay_allocator *allocator, hsy_products **products,
                                hearsay_error *error) {
    hsy_products *made = hsy_resize(allocator, NULL, sizeof *made);
    if (made == NULL) return hsy_fail_memory(error);
    *made = (hsy_products){.allocator = *allocator};
    hsy_vector_init(&made->kernels, sizeof(ready_kernel), allocator);
    int team = team_hold();
    dnnl_status_t status = engine_start(cpu, &made->engine, &made->stream);
    team_restore(team);
    if (status != dnnl_success) {
        hsy_products_free(made);
        return engine_failed(status, "starting", error);
    }
    *products = made;
    return HEARSAY_OK;
}

void hsy_products_free(hsy_products *products) {
    if (products == NULL) return;
    for (size_t i = 0; i < products->kernels.count; i++)
        kernel_free(&HSY_AT(products->kernels, ready_kernel, i));
    hsy_vector_free(&products->kernels);
    hearsay_allocator allocator = products->allocator;
    hsy_floats_free(&products->work, &allocator);
    engine_stop(products->engine, products->stream);
    hsy_release(&allocator, products);
}

static bool same_product(const hsy_product *a, const hsy_product *b) {
    return a->rows == b->rows && a->inner == b->inner && a->columns == b->columns && a->a_stride == b->a_stride &&
           a->c_stride == b->c_stride && a->b_row_stride == b->b_row_stride &&
           a->b_column_stride == b->b_column_stride && a->bytes == b->bytes && a->bias == b->bias &&
           a->activation == b->activation;
}

static ready_kernel *find_kernel(const hsy_products *products, const hsy_product *product) {
    for (size_t i = 0; i < products->kernels.count; i++) {
        ready_kernel *known = &HSY_AT(products->kernels, ready_kernel, i);
        if (same_product(&known->product, product)) return known;
    }
    return NULL;
}

static hearsay_status add_kernel(hsy_products *products, const hsy_product *product, ready_kernel **added,
                                 hearsay_error *error) {
    ready_kernel made;
    dnnl_status_t status = kernel_make(products->engine, product, &made);
    if (status != dnnl_success) {
        kernel_free(&made);
        return engine_failed(status, "preparing a matrix product", error);
    }
    bool room = products->work.data != NULL && products->work.count >= made.work_floats;
    if (!room && !hsy_floats_reserve(&products->work, made.work_floats, &products->allocator)) {
        kernel_free(&made);
        return hsy_fail_memory(error);
    }
    *added = hsy_vector_push(&products->kernels, &made);
    if (*added == NULL) {
        products->kernels.failed = false; /* the kernels so far are good, and the next story may fare better */
        kernel_free(&made);
        return hsy_fail_memory(error);
    }
    return HEARSAY_OK;
}

hearsay_status hsy_products_run(hsy_products *products, const hsy_product *product, const void *a, const void *b,
                                const float *bias, void *c, hearsay_error *error) {
    int team = team_hold();
    hearsay_status status = HEARSAY_OK;
    ready_kernel *kernel = find_kernel(products, product);
    if (kernel == NULL) status = add_kernel(products, product, &kernel, error);
    if (status == HEARSAY_OK) {
        dnnl_status_t came = kernel_place(kernel, a, b, bias, c, products->work.data);
        if (came == dnnl_success) came = kernel_run(kernel, products->stream);
        if (came != dnnl_success) status = engine_failed(came, "multiplying matrices", error);
    }
    team_restore(team);
    return status;
}

/* --- Packing -------------------------------------------------------------------------------------- */

/* Copies `weight` to `b`, described by `form`. */
static dnnl_status_t reorder(dnnl_engine_t engine, dnnl_stream_t stream, const void *weight,
                             const dnnl_memory_desc_t *form, void *b) {
    union {
        const void *given;
        void *taken;
    } from = {.given = weight};
    dnnl_memory_desc_t stored;
    dnnl_primitive_desc_t chosen = NULL;
    dnnl_primitive_t primitive = NULL;
    dnnl_memory_t source = NULL, target = NULL;
    dnnl_status_t status =
        describe(&stored, form->data_type, (size_t)form->dims[0], (size_t)form->dims[1], 1, (size_t)form->dims[0]);
    if (status == dnnl_success) status = dnnl_memory_create(&source, &stored, engine, from.taken);
    if (status == dnnl_success) status = dnnl_memory_create(&target, form, engine, b);
    if (status == dnnl_success)
        status = dnnl_reorder_primitive_desc_create(&chosen, &stored, engine, form, engine, NULL);
    if (status == dnnl_success) status = dnnl_primitive_create(&primitive, chosen);
    if (status == dnnl_success) {
        dnnl_exec_arg_t arguments[] = {{DNNL_ARG_FROM, source}, {DNNL_ARG_TO, target}};
        status = dnnl_primitive_execute(primitive, stream, 2, arguments);
        if (status == dnnl_success) status = dnnl_stream_wait(stream);
    }
    if (primitive != NULL) (void)dnnl_primitive_destroy(primitive);
    if (chosen != NULL) (void)dnnl_primitive_desc_destroy(chosen);
    if (source != NULL) (void)dnnl_memory_destroy(source);
    if (target != NULL) (void)dnnl_memory_destroy(target);
    return status;
}

hearsay_status hsy_products_pack(hsy_cpu cpu, bool bytes, const void *weight, size_t columns, size_t inner,
                                 const hearsay_allocator *allocator, hsy_floats *b, size_t *b_row_stride,
                                 size_t *b_column_stride, hearsay_error *error) {
    size_t floats = bytes ? (columns * inner + sizeof(float) - 1) / sizeof(float) : columns * inner;
    if (!hsy_floats_reserve(b, floats, allocator)) return hsy_fail_memory(error);
    int team = team_hold();
    dnnl_engine_t engine = NULL;
    dnnl_stream_t stream = NULL;
    dnnl_memory_desc_t form;
    bool packed = false;
    dnnl_status_t status = engine_start(cpu, &engine, &stream);
    if (status == dnnl_success) status = best_form(engine, bytes, inner, columns, &form, &packed);
    if (status == dnnl_success) status = reorder(engine, stream, weight, &form, b->data);
    engine_stop(engine, stream);
    team_restore(team);
    if (status != dnnl_success) {
        hsy_floats_free(b, allocator);
        return engine_failed(status, "packing weights", error);
    }
    *b_row_stride = packed ? 0 : columns;
    *b_column_stride = packed ? 0 : 1;
    return HEARSAY_OK;
}
