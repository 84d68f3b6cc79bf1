/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "encoder/weights_file.h"

/* A file of this header, padded with spaces, and `data_size` zero bytes; the caller frees it. */
static char *raw_file(const char *header, size_t data_size, size_t *size) {
    size_t length = (strlen(header) + 7) / 8 * 8;
    *size = 8 + length + data_size;
    char *bytes = calloc(*size, 1);
    assert_non_null(bytes);
    for (size_t i = 0; i < 8; i++)
        bytes[i] = (char)(length >> 8 * i & 0xFF);
    memset(bytes + 8, ' ', length);
    memcpy(bytes + 8, header, strlen(header));
    return bytes;
}

static hearsay_status open_bytes(const char *bytes, size_t size, hearsay_error *error) {
    hsy_weights *weights;
    hearsay_status status = hsy_weights_open_memory("m", bytes, size, NULL, &weights, error);
    if (status == HEARSAY_OK) hsy_weights_free(weights);
    return status;
}

static void assert_header(const char *header, size_t data_size, const char *message) {
    size_t size;
    hearsay_error error = {.message = ""};
    char *bytes = raw_file(header, data_size, &size);
    hearsay_status status = open_bytes(bytes, size, &error);
    free(bytes);
    assert_string_equal(error.message, message == NULL ? "" : message);
    assert_int_equal(status, message == NULL ? HEARSAY_OK : HEARSAY_ERROR_MODEL);
}

#define F32(name, shape, start, end)                                                                                   \
    "\"" name "\":{\"dtype\":\"F32\",\"shape\":" shape ",\"data_offsets\":[" start "," end "]}"
#define I8(name, shape, start, end)                                                                                    \
    "\"" name "\":{\"dtype\":\"I8\",\"shape\":" shape ",\"data_offsets\":[" start "," end "]}"

static void tensors_and_metadata_are_found_by_name(void **state) {
    (void)state;
    size_t size;
    char *bytes = raw_file("{\"__metadata__\":{\"layers\":\"6\",\"empty\":\"\"}," F32("b", "[2,3]", "0", "24") "," I8(
                               "a", "[5]", "24", "29") "}",
                           29, &size);
    memcpy(bytes + size - 5, "\1\2\3\4\377", 5);
    hsy_weights *weights;
    assert_int_equal(hsy_weights_open_memory("m", bytes, size, NULL, &weights, NULL), HEARSAY_OK);
    const hsy_tensor *a = hsy_weights_find(weights, "a"), *b = hsy_weights_find(weights, "b");
    assert_non_null(a);
    assert_int_equal(a->dtype, HSY_I8);
    assert_int_equal(a->rank, 1);
    assert_int_equal(a->shape[0], 5);
    assert_int_equal(((const int8_t *)a->data)[4], -1);
    assert_non_null(b);
    assert_int_equal(b->dtype, HSY_F32);
    assert_int_equal(b->rank, 2);
    assert_int_equal(b->shape[1], 3);
    assert_int_equal((uintptr_t)b->data % sizeof(float), 0);
    assert_null(hsy_weights_find(weights, "c"));
    assert_true(hsy_str_equal(hsy_weights_metadata(weights, "layers"), hsy_str_of("6")));
    assert_int_equal(hsy_weights_metadata(weights, "empty").size, 0);
    assert_non_null(hsy_weights_metadata(weights, "empty").data);
    assert_null(hsy_weights_metadata(weights, "heads").data);
    assert_int_equal(hsy_weights_bytes(weights).size, size);
    assert_memory_equal(hsy_weights_bytes(weights).data, bytes, size);
    hsy_weights_free(weights);
    free(bytes);
}

static void numbers_in_metadata_are_whole_and_in_range(void **state) {
    (void)state;
    const struct {
        const char *text;
        bool good;
    } cases[] = {{"7", true},    {"-3", true},
                 {"10", true},   {"-5", true},
                 {"11", false},  {"-6", false},
                 {"", false},    {"-", false},
                 {" 7", false},  {"7 ", false},
                 {"+7", false},  {"7.0", false},
                 {"0x7", false}, {"9999999999999999999999", false},
                 {"007", true}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char header[200];
        size_t size;
        (void)snprintf(header, sizeof header, "{\"__metadata__\":{\"n\":\"%s\"},%s}", cases[i].text,
                       I8("a", "[1]", "0", "1"));
        char *bytes = raw_file(header, 1, &size);
        hsy_weights *weights;
        long value;
        hearsay_error error = {.message = ""};
        assert_int_equal(hsy_weights_open_memory("m", bytes, size, NULL, &weights, NULL), HEARSAY_OK);
        hearsay_status status = hsy_weights_integer(weights, "n", -5, 10, &value, &error);
        assert_int_equal(status, cases[i].good ? HEARSAY_OK : HEARSAY_ERROR_MODEL);
        if (cases[i].good)
            assert_int_equal(value, strtol(cases[i].text, NULL, 10));
        else
            assert_string_equal(error.message, "m: n in its __metadata__ is no whole number from -5 to 10");
        hsy_weights_free(weights);
        free(bytes);
    }
}

static void places_must_follow_each_other_without_gap_or_overlap(void **state) {
    (void)state;
    assert_header("{" F32("a", "[2]", "0", "8") "," F32("b", "[1]", "8", "12") "}", 12, NULL);
    assert_header("{" F32("a", "[1]", "8", "12") "," F32("b", "[2]", "0", "8") "}", 12, NULL);
    assert_header("{" F32("a", "[2]", "0", "8") "," F32("b", "[1]", "4", "8") "}", 8, "m: tensor b overlaps another");
    assert_header("{" F32("a", "[1]", "0", "4") "," I8("b", "[4]", "0", "4") "}", 4, "m: tensor b overlaps another");
    assert_header("{" F32("a", "[2]", "0", "8") "," F32("b", "[1]", "12", "16") "}", 16,
                  "m: tensor b comes after bytes of no tensor");
    assert_header("{" F32("a", "[1]", "4", "8") "}", 8, "m: tensor a comes after bytes of no tensor");
    assert_header("{" F32("a", "[1]", "0", "4") "}", 8, "m: bytes follow its last tensor");
    assert_header("{" F32("a", "[2]", "0", "8") "}", 7, "m: tensor a reaches beyond the end of the file");
    assert_header("{" F32("a", "[1]", "8", "4") "}", 8, "m: tensor a reaches beyond the end of the file");
    assert_header("{" I8("a", "[3]", "0", "3") "," F32("b", "[1]", "3", "7") "}", 7,
                  "m: tensor b is not aligned for its type");
}

static void shape_and_type_must_give_the_number_of_bytes(void **state) {
    (void)state;
    const char *wrong = "m: tensor a has another number of bytes than its shape gives";
    const char *impossible = "m: tensor a has a shape that can't be";
    assert_header("{" I8("a", "[2,2,2,1]", "0", "8") "}", 8, NULL);
    assert_header("{" F32("a", "[]", "0", "4") "}", 4, NULL);
    assert_header("{" F32("a", "[3]", "0", "8") "}", 8, wrong);
    assert_header("{" I8("a", "[2,3]", "0", "8") "}", 8, wrong);
    assert_header("{" I8("a", "[1,1,2,2,2]", "0", "8") "}", 8, impossible);
    assert_header("{" I8("a", "[-8]", "0", "8") "}", 8, impossible);
    assert_header("{" I8("a", "[8.0]", "0", "8") "}", 8, impossible);
    assert_header("{" I8("a", "[\"8\"]", "0", "8") "}", 8, impossible);
    assert_header("{" I8("a", "8", "0", "8") "}", 8, impossible);
    assert_header("{" I8("a", "[0]", "0", "0") "}", 0, impossible);
    assert_header("{" I8("a", "[4294967296,4294967296,2]", "0", "8") "}", 8, impossible);
    assert_header("{" F32("a", "[4611686018427387904]", "0", "8") "}", 8, impossible);
    assert_header("{\"a\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,4]}}", 4,
                  "m: tensor a is neither I8 nor F32");
    assert_header("{\"a\":{\"dtype\":8,\"shape\":[2],\"data_offsets\":[0,4]}}", 4, "m: tensor a is neither I8 nor F32");
}

static void an_entry_must_have_its_three_parts(void **state) {
    (void)state;
    const char *parts = "m: tensor a must have dtype, shape and data_offsets and nothing else";
    const char *range = "m: tensor a lacks its pair of data_offsets";
    assert_header("{\"a\":7}", 4, parts);
    assert_header("{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}", 4, parts);
    assert_header("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4],\"more\":1}}", 4, parts);
    assert_header("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"offsets\":[0,4]}}", 4, range);
    assert_header("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}}", 4, range);
    assert_header("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4,8]}}", 4, range);
    assert_header("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[-4,0]}}", 4, range);
    assert_header("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,\"4\"]}}", 4, range);
}

static void names_must_be_single_and_printable(void **state) {
    (void)state;
    assert_header("{" F32("a", "[1]", "0", "4") "," F32("a", "[1]", "4", "8") "}", 8,
                  "m: a name comes twice in its header");
    assert_header("{" F32("a\\nb", "[1]", "0", "4") "}", 4, "m: a tensor has an impossible name");
    assert_header("{" F32("a b", "[1]", "0", "4") "}", 4, "m: a tensor has an impossible name");
    assert_header("{" F32("", "[1]", "0", "4") "}", 4, "m: a tensor has an impossible name");
}

static void metadata_must_hold_strings(void **state) {
    (void)state;
    assert_header("{\"__metadata__\":{\"a\":1}," I8("a", "[1]", "0", "1") "}", 1,
                  "m: its __metadata__ holds what is not a string");
    assert_header("{\"__metadata__\":[]," I8("a", "[1]", "0", "1") "}", 1, "m: its __metadata__ is no object");
    assert_header("{\"__metadata__\":{}}", 0, "m: there is no tensor in it");
}

static void a_header_that_is_no_json_object_is_refused(void **state) {
    (void)state;
    assert_header("{}", 0, "m: there is no tensor in it");
    assert_header("", 0, "m: its header is no JSON object");
    assert_header("[1]", 0, "m: its header is no JSON object");
    assert_header(" {}", 0, "m: its header is no JSON object");
    assert_header("{} {}", 0, "m: its header is broken JSON at byte 12");
    assert_header("{\"a\":", 0, "m: its header is broken JSON at byte 16");
}

static void a_header_longer_than_the_file_or_all_reason_is_refused(void **state) {
    (void)state;
    const unsigned char lengths[][8] = {{9, 0, 0, 0, 0, 0, 0, 0},
                                        {0, 0, 0, 2, 0, 0, 0, 0},
                                        {2, 0, 0, 0, 0, 0, 0, 1},
                                        {0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F},
                                        {0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF}};
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        size_t size;
        hearsay_error error;
        char *bytes = raw_file("{}", 0, &size);
        memcpy(bytes, lengths[i], 8);
        assert_int_equal(open_bytes(bytes, size, &error), HEARSAY_ERROR_MODEL);
        assert_string_equal(error.message, i == 0 ? "m: its header reaches beyond the end of the file"
                                                  : "m: not a safetensors file, or its header is too long");
        free(bytes);
    }
}

static char *tiny_file(size_t *size) {
    weights_file file = {.metadata = "\"format\":\"hearsay-1\""};
    file_add(&file, "embed.word.weight", 7, 4, true, 0, 1);
    file_add(&file, "embed.norm.weight", 4, 0, false, 1, 1);
    file_add(&file, "layer.0.inner.weight", 3, 4, true, 0, 1);
    char *bytes = file_write(&file, size);
    file_free(&file);
    return bytes;
}

/* Copies to memory of the exact size, so that the sanitizer sees a look behind the end. */
static void a_file_cut_off_anywhere_is_refused(void **state) {
    (void)state;
    size_t size;
    char *bytes = tiny_file(&size);
    hearsay_error error;
    assert_int_equal(open_bytes(bytes, size, &error), HEARSAY_OK);
    for (size_t cut = 0; cut < size; cut++) {
        char *copy = malloc(cut + (cut == 0));
        assert_non_null(copy);
        memcpy(copy, bytes, cut);
        error.message[0] = '\0';
        assert_int_equal(open_bytes(copy, cut, &error), HEARSAY_ERROR_MODEL);
        assert_memory_equal(error.message, "m: ", 3);
        free(copy);
    }
    free(bytes);
}

/* A flipped bit may leave a good file (another name). It must never be worse than an error. */
static void a_flipped_bit_of_the_header_gives_an_error_or_a_good_file(void **state) {
    (void)state;
    size_t size, refused = 0;
    char *bytes = tiny_file(&size);
    size_t header = 8 + (unsigned char)bytes[0] + ((size_t)(unsigned char)bytes[1] << 8);
    for (size_t bit = 0; bit < header * 8; bit++) {
        bytes[bit / 8] ^= (char)(1 << bit % 8);
        hearsay_error error;
        hearsay_status status = open_bytes(bytes, size, &error);
        assert_true(status == HEARSAY_OK || status == HEARSAY_ERROR_MODEL);
        refused += status != HEARSAY_OK;
        bytes[bit / 8] ^= (char)(1 << bit % 8);
    }
    assert_true(refused > header * 8 / 2);
    free(bytes);
}

/* --- Files ------------------------------------------------------------------------------------- */

static void write_whole(const char *path, const char *bytes, size_t size) {
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

static void assert_path(const char *path, hearsay_status wanted, const char *message) {
    hsy_weights *weights = NULL;
    hearsay_error error = {.message = ""};
    hearsay_status status = hsy_weights_open(path, NULL, &weights, &error);
    if (status == HEARSAY_OK) hsy_weights_free(weights);
    assert_int_equal(status, wanted);
    assert_non_null(strstr(error.message, message));
}

static void a_file_is_mapped_and_what_is_no_file_is_refused(void **state) {
    (void)state;
    char folder[] = "/tmp/hearsay-weights-XXXXXX", path[64];
    assert_non_null(mkdtemp(folder));
    (void)snprintf(path, sizeof path, "%s/model", folder);
    assert_path(path, HEARSAY_ERROR_MODEL, "can't open it: No such file");
    assert_path(folder, HEARSAY_ERROR_MODEL, "not a file");
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_path(path, HEARSAY_ERROR_MODEL, "not a file");
    assert_int_equal(unlink(path), 0);
    write_whole(path, "", 0);
    assert_path(path, HEARSAY_ERROR_MODEL, "too short to be a safetensors file");
    size_t size;
    char *bytes = tiny_file(&size);
    write_whole(path, bytes, size);
    assert_path(path, HEARSAY_OK, "");
    write_whole(path, bytes, size - 1);
    assert_path(path, HEARSAY_ERROR_MODEL, path);
    free(bytes);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(rmdir(folder), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tensors_and_metadata_are_found_by_name),
        cmocka_unit_test(numbers_in_metadata_are_whole_and_in_range),
        cmocka_unit_test(places_must_follow_each_other_without_gap_or_overlap),
        cmocka_unit_test(shape_and_type_must_give_the_number_of_bytes),
        cmocka_unit_test(an_entry_must_have_its_three_parts),
        cmocka_unit_test(names_must_be_single_and_printable),
        cmocka_unit_test(metadata_must_hold_strings),
        cmocka_unit_test(a_header_that_is_no_json_object_is_refused),
        cmocka_unit_test(a_header_longer_than_the_file_or_all_reason_is_refused),
        cmocka_unit_test(a_file_cut_off_anywhere_is_refused),
        cmocka_unit_test(a_flipped_bit_of_the_header_gives_an_error_or_a_good_file),
        cmocka_unit_test(a_file_is_mapped_and_what_is_no_file_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
