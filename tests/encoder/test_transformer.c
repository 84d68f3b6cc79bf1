/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "encoder/parts.h"
#include "encoder/weights_file.h"

enum { PIECES_MAX = 128 };

static const model_shape TINY = {.layers = 2,
                                 .width = 8,
                                 .heads = 2,
                                 .inner = 24,
                                 .positions = PIECES_MAX,
                                 .window = 32,
                                 .overlap = 8,
                                 .vocabulary = 50};

typedef struct window_input {
    uint16_t pieces[PIECES_MAX];
    uint8_t kase[PIECES_MAX], quote[PIECES_MAX], layout[PIECES_MAX];
} window_input;

static window_input random_input(size_t vocabulary) {
    window_input input;
    for (size_t i = 0; i < PIECES_MAX; i++) {
        input.pieces[i] = (uint16_t)random_below((uint32_t)vocabulary);
        input.kase[i] = (uint8_t)random_below(5);
        input.quote[i] = (uint8_t)random_below(5);
        input.layout[i] = (uint8_t)random_below(3);
    }
    return input;
}

static void check_against_reference(const model_shape *shape) {
    running_model model;
    running_start(&model, shape);
    window_input input = random_input(shape->vocabulary);
    float *out = malloc(PIECES_MAX * shape->width * sizeof *out);
    double *wanted = malloc(PIECES_MAX * shape->width * sizeof *wanted);
    assert_true(out != NULL && wanted != NULL);
    /* From long to short and back, so that rows left over from a longer window would be seen. */
    const size_t counts[] = {PIECES_MAX, 3, 1, 16, 17, 100};
    for (size_t c = 0; c < sizeof counts / sizeof counts[0]; c++) {
        model_reference(&model.file, shape, input.pieces, input.kase, input.quote, input.layout, counts[c], wanted);
        assert_int_equal(hsy_encoder_window(model.scratch, input.pieces, input.kase, input.quote, input.layout,
                                            counts[c], out, NULL),
                         HEARSAY_OK);
        for (size_t i = 0; i < counts[c] * shape->width; i++)
            if (!(fabs((double)out[i] - wanted[i]) <= 1e-4))
                fail_msg("width %zu, piece %zu of %zu: %g, not %g", shape->width, i / shape->width, counts[c],
                         (double)out[i], wanted[i]);
    }
    free(out);
    free(wanted);
    running_stop(&model);
}

static void a_window_equals_the_plain_forward_pass(void **state) {
    (void)state;
    model_shape shape = TINY;
    check_against_reference(&shape);
    shape.bytes = true;
    check_against_reference(&shape);
}

static void a_window_equals_the_plain_forward_pass_where_weights_are_packed(void **state) {
    (void)state;
    model_shape shape = TINY;
    shape.width = 64;
    shape.heads = 4;
    shape.inner = 128;
    shape.bytes = true;
    check_against_reference(&shape);
}

static void heads_of_odd_depth_are_no_trouble(void **state) {
    (void)state;
    model_shape shape = TINY;
    shape.width = 15;
    shape.heads = 3;
    shape.inner = 7;
    check_against_reference(&shape);
}

static void what_is_out_of_range_is_refused(void **state) {
    (void)state;
    running_model model;
    running_start(&model, &TINY);
    window_input input = random_input(TINY.vocabulary);
    float out[PIECES_MAX * 8];
    hearsay_error error;
#define RUN(count)                                                                                                     \
    hsy_encoder_window(model.scratch, input.pieces, input.kase, input.quote, input.layout, count, out, &error)
    assert_int_equal(RUN(0), HEARSAY_ERROR_ARGUMENT);
    assert_int_equal(RUN(PIECES_MAX + 1), HEARSAY_ERROR_ARGUMENT);
    assert_string_equal(error.message, "a window of 129 pieces where 1 to 128 can be read");
    input.pieces[4] = 50;
    assert_int_equal(RUN(4), HEARSAY_OK);
    assert_int_equal(RUN(5), HEARSAY_ERROR_ARGUMENT);
    input.pieces[4] = 0;
    input.kase[3] = 5;
    assert_int_equal(RUN(5), HEARSAY_ERROR_ARGUMENT);
    input.kase[3] = 0;
    input.quote[3] = 5;
    assert_int_equal(RUN(5), HEARSAY_ERROR_ARGUMENT);
    input.quote[3] = 0;
    input.layout[3] = 3;
    assert_int_equal(RUN(5), HEARSAY_ERROR_ARGUMENT);
#undef RUN
    running_stop(&model);
}

/* Loads the file with one change to its metadata; gives the message. */
static void assert_refused(const char *from, const char *to, const char *message) {
    weights_file file = {.count = 0};
    model_make(&file, &TINY);
    char *place = strstr(file.metadata, from);
    assert_non_null(place);
    char changed[FILE_METADATA_SIZE];
    (void)snprintf(changed, sizeof changed, "%.*s%s%s", (int)(place - file.metadata), file.metadata, to,
                   place + strlen(from));
    memcpy(file.metadata, changed, sizeof changed);
    size_t size;
    char *bytes = file_write(&file, &size);
    hsy_weights *weights;
    hsy_encoder *encoder;
    hearsay_error error;
    assert_int_equal(hsy_weights_open_memory("m", bytes, size, NULL, &weights, &error), HEARSAY_OK);
    assert_int_equal(hsy_encoder_load(weights, TINY.vocabulary, NULL, &encoder, &error), HEARSAY_ERROR_MODEL);
    assert_string_equal(error.message, message);
    hsy_weights_free(weights);
    free(bytes);
    file_free(&file);
}

static void a_model_whose_parts_contradict_each_other_is_refused(void **state) {
    (void)state;
    assert_refused("hearsay-1", "hearsay-2", "m: its format is not hearsay-1");
    assert_refused("\"layers\":\"2\"", "\"layers\":\"3\"", "m: tensor layer.2.query.weight is missing");
    assert_refused("\"layers\":\"2\",", "", "m: its __metadata__ lacks layers");
    assert_refused("\"width\":\"8\"", "\"width\":\"9\"", "m: 2 attention_heads do not divide a width of 9");
    assert_refused("\"width\":\"8\"", "\"width\":\"10\"",
                   "m: tensor embed.word.weight does not have the shape [50, 10]");
    assert_refused("\"window\":\"32\"", "\"window\":\"129\"",
                   "m: window in its __metadata__ is no whole number from 3 to 128");
    assert_refused("\"overlap\":\"8\"", "\"overlap\":\"17\"",
                   "m: overlap in its __metadata__ is no whole number from 0 to 16");
    assert_refused("\"overlap\":\"8\"", "\"overlap\":\"8.0\"",
                   "m: overlap in its __metadata__ is no whole number from 0 to 16");
    assert_refused("1e-12", "-1", "m: its __metadata__ needs a number above 0 as norm_epsilon");
    assert_refused("1e-12", "small", "m: its __metadata__ needs a number above 0 as norm_epsilon");
}

static void a_vocabulary_of_another_size_is_refused(void **state) {
    (void)state;
    running_model model;
    running_start(&model, &TINY);
    hsy_encoder *encoder;
    hearsay_error error;
    assert_int_equal(hsy_encoder_load(model.weights, 51, NULL, &encoder, &error), HEARSAY_ERROR_MODEL);
    assert_string_equal(error.message, "test: tensor embed.word.weight does not have the shape [51, 8]");
    running_stop(&model);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_window_equals_the_plain_forward_pass),
        cmocka_unit_test(a_window_equals_the_plain_forward_pass_where_weights_are_packed),
        cmocka_unit_test(heads_of_odd_depth_are_no_trouble),
        cmocka_unit_test(what_is_out_of_range_is_refused),
        cmocka_unit_test(a_model_whose_parts_contradict_each_other_is_refused),
        cmocka_unit_test(a_vocabulary_of_another_size_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
