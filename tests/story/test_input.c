/* SPDX-License-Identifier: Apache-2.0 */
/* Files, gzip, limits: how an input comes in. */
#include "made.h"
#include "memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

/* --- Files made for a test ------------------------------------------------------------------------------- */

static char folder[] = "/tmp/hearsay-test-XXXXXX";

static int make_folder(void **state) {
    (void)state;
    return mkdtemp(folder) == NULL;
}

static int drop_folder(void **state) {
    (void)state;
    return rmdir(folder);
}

static const char *path_of(const char *name) {
    static char path[200];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static const char *write_file(const char *name, const void *bytes, size_t size) {
    const char *path = path_of(name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
    return path;
}

/* `text` as one gzip member behind bytes[*size]. */
static void add_member(unsigned char *bytes, size_t capacity, size_t *size, const char *text) {
    z_stream deflater = {.next_in = (Bytef *)(uintptr_t)text, .avail_in = (uInt)strlen(text)};
    assert_int_equal(deflateInit2(&deflater, 9, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    deflater.next_out = bytes + *size;
    deflater.avail_out = (uInt)(capacity - *size);
    assert_int_equal(deflate(&deflater, Z_FINISH), Z_STREAM_END);
    *size += deflater.total_out;
    deflateEnd(&deflater);
}

static void assert_next(hsy_input *input, hearsay_status status, const char *said) {
    hsy_story *story;
    hearsay_error error = {.message = ""};
    assert_int_equal(hsy_input_next(input, &story, &error), status);
    if (status == HEARSAY_OK)
        assert_string(story->given, said);
    else if (status != HEARSAY_END)
        assert_string_equal(error.message, said);
    hsy_story_free(story);
}

static void assert_not_opened(const char *path, const char *why) {
    hsy_input *input;
    hearsay_error error = {.message = ""};
    assert_int_equal(hsy_input_open(path, NULL, &input, &error), HEARSAY_ERROR_IO);
    assert_null(input);
    char message[300];
    (void)snprintf(message, sizeof message, "%s: %s", path, why);
    assert_string_equal(error.message, message);
}

/* --- Files ------------------------------------------------------------------------------------------------- */

static void test_a_file_is_a_story_named_by_its_last_part_without_its_ending(void **state) {
    (void)state;
    const char *path = write_file("dam.txt", "The dam held.\n", 14);
    hsy_input *input;
    hsy_story *story;
    assert_int_equal(hsy_input_open(path, NULL, &input, NULL), HEARSAY_OK);
    assert_int_equal(hsy_input_next(input, &story, NULL), HEARSAY_OK);
    assert_string(story->id, "dam");
    assert_string(story->given, "The dam held.\n");
    hsy_story_free(story);
    uint64_t done, total;
    hsy_input_progress(input, &done, &total);
    assert_int_equal(done, 14);
    assert_int_equal(total, 14);
    assert_next(input, HEARSAY_END, "");
    hsy_input_close(input);
    assert_int_equal(unlink(path), 0);
}

static void test_what_cannot_be_opened_says_why(void **state) {
    (void)state;
    assert_not_opened(folder, "can't be read: it is a directory");
    assert_not_opened(path_of("none.txt"), "can't be opened: there is no such file");
    const char *path = write_file("secret.txt", "x", 1);
    if (geteuid() != 0) {
        assert_int_equal(chmod(path, 0), 0);
        assert_not_opened(path, "can't be opened: permission denied");
    }
    char below[300];
    (void)snprintf(below, sizeof below, "%s/below.txt", path);
    assert_not_opened(below, "can't be opened: a part of the path is no directory");
    assert_int_equal(unlink(path), 0);
}

static void test_standard_input_is_named_by_its_dash(void **state) {
    (void)state;
    int ends[2], kept = dup(STDIN_FILENO);
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "The dam held.", 13), 13);
    close(ends[1]);
    assert_int_equal(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
    close(ends[0]);
    hsy_input *input;
    hsy_story *story;
    assert_int_equal(hsy_input_open("-", NULL, &input, NULL), HEARSAY_OK);
    assert_int_equal(hsy_input_next(input, &story, NULL), HEARSAY_OK);
    assert_string(story->id, "-");
    uint64_t done, total;
    hsy_input_progress(input, &done, &total);
    assert_int_equal(total, 0);
    hsy_story_free(story);
    hsy_input_close(input);
    assert_true(kept < 0 || dup2(kept, STDIN_FILENO) == STDIN_FILENO);
    if (kept >= 0) close(kept);
}

static void test_a_long_path_leaves_room_for_the_reason(void **state) {
    (void)state;
    char path[600];
    memset(path, 'x', sizeof path - 1);
    path[sizeof path - 1] = '\0';
    hsy_input *input;
    hearsay_error error;
    assert_int_equal(hsy_input_open(path, NULL, &input, &error), HEARSAY_ERROR_IO);
    assert_non_null(strstr(error.message, "xxx: can't be opened: the name is too long"));
}

/* --- Little or nothing --------------------------------------------------------------------------------------- */

static void test_nothing_is_empty(void **state) {
    (void)state;
    assert_refused("", 0, HEARSAY_ERROR_INPUT, "made.txt: is empty");
    assert_refused(NULL, 0, HEARSAY_ERROR_INPUT, "made.txt: is empty");
    assert_refused(" \n\t\r\n \xC2\xA0", 8, HEARSAY_ERROR_INPUT, "made.txt: is empty");
    assert_refused("\xEF\xBB\xBF", 3, HEARSAY_ERROR_INPUT, "made.txt: is empty");
    assert_refused("\xC2\xAD\n/n", 5, HEARSAY_ERROR_INPUT, "made.txt: is empty");
}

static void test_one_byte_is_a_story(void **state) {
    (void)state;
    assert_cleaned("a", "a");
    hsy_story *story = made_of("\xE9");
    assert_string(story->given, "é");
    hsy_story_free(story);
}

static void test_a_text_of_quotation_marks_alone_is_a_story(void **state) {
    (void)state;
    char marks[10001];
    memset(marks, '"', 10000);
    marks[10000] = '\0';
    assert_cleaned(marks, marks);
}

/* --- gzip ------------------------------------------------------------------------------------------------------ */

static void test_gzip_is_known_by_its_first_bytes_and_may_have_members(void **state) {
    (void)state;
    unsigned char bytes[1000];
    size_t size = 0;
    add_member(bytes, sizeof bytes, &size, "{\"text\": \"One.\"}\n{\"te");
    add_member(bytes, sizeof bytes, &size, "");
    add_member(bytes, sizeof bytes, &size, "xt\": \"Two.\"}\n");
    memcpy(bytes + size, "\0\0\0\0", 4);
    hsy_input *input;
    assert_int_equal(hsy_input_open_memory("a.gz", bytes, size + 4, NULL, &input, NULL), HEARSAY_OK);
    assert_next(input, HEARSAY_OK, "One.");
    assert_next(input, HEARSAY_OK, "Two.");
    assert_next(input, HEARSAY_END, "");
    hsy_input_close(input);
}

static void test_a_text_whose_gzip_is_cut_off_is_read_with_a_warning(void **state) {
    (void)state;
    unsigned char bytes[1000];
    size_t size = 0;
    add_member(bytes, sizeof bytes, &size,
               "The dam held, and nobody in the valley below it was hurt, Nora Whitfield said.");
    hsy_story *story = made_of_bytes(bytes, size - 10);
    assert_true(story->given.size > 20);
    assert_warning(story, "the text may end too early: its gzip data are cut off");
    hsy_story_free(story);
    assert_refused(bytes, 12, HEARSAY_ERROR_INPUT, "made.txt: its gzip data are cut off");
    memset(bytes + 10, 0xFF, size - 10);
    assert_refused(bytes, size, HEARSAY_ERROR_INPUT, "made.txt: its gzip data are damaged");
}

static void test_json_lines_whose_gzip_is_cut_off_end_with_an_error(void **state) {
    (void)state;
    unsigned char bytes[1000];
    size_t size = 0;
    add_member(bytes, sizeof bytes, &size, "{\"text\": \"One.\"}\n");
    hsy_input *input;
    assert_int_equal(hsy_input_open_memory("a.gz", bytes, size - 6, NULL, &input, NULL), HEARSAY_OK);
    assert_next(input, HEARSAY_OK, "One.");
    assert_next(input, HEARSAY_ERROR_INPUT, "a.gz: behind line 1, its gzip data are cut off");
    assert_next(input, HEARSAY_END, "");
    hsy_input_close(input);
    size = 0;
    add_member(bytes, sizeof bytes, &size, "{\"text\": \"One.\"}");
    assert_int_equal(hsy_input_open_memory("a.gz", bytes, size - 6, NULL, &input, NULL), HEARSAY_OK);
    assert_next(input, HEARSAY_ERROR_INPUT, "a.gz: line 1: its gzip data are cut off");
    assert_next(input, HEARSAY_END, "");
    hsy_input_close(input);
}

/* --- Limits ------------------------------------------------------------------------------------------------------ */

/* `size` bytes of prose. */
static char *prose(size_t size) {
    static const char sentence[] = "The dam held, she said.\n\n";
    char *text = malloc(size);
    assert_non_null(text);
    for (size_t i = 0; i < size; i++)
        text[i] = sentence[i % (sizeof sentence - 1)];
    return text;
}

static void test_a_text_over_the_limit_is_refused_unread(void **state) {
    (void)state;
    const size_t size = 4 * HEARSAY_STORY_BYTES_MAX;
    char *text = prose(size);
    meter counts = {0, 0};
    hearsay_reader_settings settings = {.allocator = {metered, &counts}};
    hsy_input *input;
    assert_int_equal(hsy_input_open_memory("big.txt", text, size, &settings, &input, NULL), HEARSAY_OK);
    assert_next(input, HEARSAY_ERROR_LIMIT, "big.txt: the text is longer than 16777216 bytes, the limit for a story");
    assert_next(input, HEARSAY_END, "");
    uint64_t done, total;
    hsy_input_progress(input, &done, &total);
    assert_true(done < 2 * HEARSAY_STORY_BYTES_MAX);
    hsy_input_close(input);
    free(text);
    assert_true(counts.most < 4 * HEARSAY_STORY_BYTES_MAX);
    assert_int_equal(counts.now, 0);
}

static void test_a_page_whose_text_is_over_the_limit_is_refused(void **state) {
    (void)state;
    static const char head[] = "<html><body><p>";
    const size_t size = HEARSAY_STORY_BYTES_MAX + (1 << 20);
    char *page = prose(size);
    memcpy(page, head, sizeof head - 1);
    assert_refused(page, size, HEARSAY_ERROR_LIMIT,
                   "made.txt: the text is longer than 16777216 bytes, the limit for a story");
    free(page);
}

/* Each is looked at once for its form, and not the whole head again for each. */
static void test_members_of_one_byte_are_no_burden(void **state) {
    (void)state;
    enum { MEMBERS = 30000, MEMBER_BYTES = 32 };
    unsigned char *bytes = malloc((size_t)MEMBERS * MEMBER_BYTES);
    assert_non_null(bytes);
    size_t size = 0;
    for (size_t i = 0; i < MEMBERS; i++)
        add_member(bytes, (size_t)MEMBERS * MEMBER_BYTES, &size, i + 1 < MEMBERS ? " " : "Held.");
    hsy_story *story = made_of_bytes(bytes, size);
    assert_text(story, "Held.");
    hsy_story_free(story);
    free(bytes);
}

static void test_what_is_no_story_says_what_it_looks_like(void **state) {
    (void)state;
    static const char letter[] = "From: Nora <n@dam.example>\r\nMIME-Version: 1.0\r\nSubject: Dam\r\n\r\nIt held.\r\n";
    static const char speech[] = "Nora: MIME-Version: is a line of a letter.\n\nMIME-Version: 1.0 is another.\n";
    char archive[512] = "dam.txt";
    memcpy(archive + 257, "ustar", 5);
    assert_refused(letter, sizeof letter - 1, HEARSAY_ERROR_INPUT,
                   "made.txt: is not text but looks like an e-mail or a page saved in one file (MHT)");
    assert_refused(archive, sizeof archive, HEARSAY_ERROR_INPUT, "made.txt: is not text but looks like a tar archive");
    assert_refused("[]", 2, HEARSAY_ERROR_INPUT, "made.txt: is empty");
    hsy_story *story = made_of(speech);
    hsy_story_free(story);
}

static void test_behind_a_line_over_the_limit_the_reading_goes_on(void **state) {
    (void)state;
    const size_t size = 6 * HEARSAY_STORY_BYTES_MAX;
    static const char head[] = "{\"text\": \"One.\"}\n{\"text\": \"", tail[] = "\"}\n{\"text\": \"Three.\"}\n";
    char *lines = malloc(size);
    assert_non_null(lines);
    memset(lines, 'x', size);
    memcpy(lines, head, sizeof head - 1);
    memcpy(lines + size - (sizeof tail - 1), tail, sizeof tail - 1);
    meter counts = {0, 0};
    hearsay_reader_settings settings = {.allocator = {metered, &counts}};
    hsy_input *input;
    assert_int_equal(hsy_input_open_memory("big.jsonl", lines, size, &settings, &input, NULL), HEARSAY_OK);
    assert_next(input, HEARSAY_OK, "One.");
    assert_next(input, HEARSAY_ERROR_LIMIT,
                "big.jsonl: line 2: the text is longer than 16777216 bytes, the limit for a story");
    assert_next(input, HEARSAY_OK, "Three.");
    assert_next(input, HEARSAY_END, "");
    hsy_input_close(input);
    free(lines);
    assert_true(counts.most < 10 * HEARSAY_STORY_BYTES_MAX);
    assert_int_equal(counts.now, 0);
}

static void test_a_large_file_of_small_stories_needs_little_memory(void **state) {
    (void)state;
    static const char line[] = "{\"text\": \"The dam held, she said.\", \"id\": \"x\"}\n";
    const size_t length = sizeof line - 1, count = 200000;
    char *lines = malloc(count * length);
    assert_non_null(lines);
    for (size_t i = 0; i < count; i++)
        memcpy(lines + i * length, line, length);
    meter counts = {0, 0};
    hearsay_reader_settings settings = {.allocator = {metered, &counts}};
    hsy_input *input;
    assert_int_equal(hsy_input_open_memory("many.jsonl", lines, count * length, &settings, &input, NULL), HEARSAY_OK);
    for (size_t i = 0; i < 5000; i++)
        assert_next(input, HEARSAY_OK, "The dam held, she said.");
    uint64_t done, total;
    hsy_input_progress(input, &done, &total);
    assert_int_equal(done, 5000 * length);
    assert_int_equal(total, count * length);
    hsy_input_close(input);
    free(lines);
    assert_true(counts.most < ((size_t)1 << 20));
}

/* --- Memory refused -------------------------------------------------------------------------------------------------
 */

static bool read_with(size_t allocations, const char *text, size_t size) {
    countdown count = {allocations};
    hearsay_reader_settings settings = {.date = "2016-10-04", .allocator = {failing, &count}};
    hsy_input *input;
    hearsay_status status = hsy_input_open_memory("a", text, size, &settings, &input, NULL);
    hsy_story *story = NULL;
    if (status == HEARSAY_OK) {
        status = hsy_input_next(input, &story, NULL);
        hsy_story_free(story);
        hsy_input_close(input);
    }
    if (status != HEARSAY_OK) assert_int_equal(status, HEARSAY_ERROR_MEMORY);
    return status == HEARSAY_OK;
}

static void test_every_refused_allocation_is_an_error_and_no_leak(void **state) {
    (void)state;
    static const char text[] = "Dam held\n\nQ: It\xC2\xA0held?\n\nA: It did &amp; will.\n\nPHOTOS: The dam";
    static const char line[] = "{\"id\": 7, \"title\": \"Dam held\", \"author\": [\"A\"], \"x\": 1, "
                               "\"text\": \"Dam held It held\\u0000, \\uD800 she said.\"}";
    unsigned char packed[1000];
    size_t size = 0;
    add_member(packed, sizeof packed, &size, text);
    size_t allocations = 0;
    while (!read_with(allocations, text, sizeof text - 1))
        allocations++;
    assert_true(allocations > 10);
    for (allocations = 0; !read_with(allocations, line, sizeof line - 1);)
        allocations++;
    for (allocations = 0; !read_with(allocations, (const char *)packed, size);)
        allocations++;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_file_is_a_story_named_by_its_last_part_without_its_ending),
        cmocka_unit_test(test_what_cannot_be_opened_says_why),
        cmocka_unit_test(test_standard_input_is_named_by_its_dash),
        cmocka_unit_test(test_a_long_path_leaves_room_for_the_reason),
        cmocka_unit_test(test_nothing_is_empty),
        cmocka_unit_test(test_one_byte_is_a_story),
        cmocka_unit_test(test_a_text_of_quotation_marks_alone_is_a_story),
        cmocka_unit_test(test_gzip_is_known_by_its_first_bytes_and_may_have_members),
        cmocka_unit_test(test_a_text_whose_gzip_is_cut_off_is_read_with_a_warning),
        cmocka_unit_test(test_json_lines_whose_gzip_is_cut_off_end_with_an_error),
        cmocka_unit_test(test_a_text_over_the_limit_is_refused_unread),
        cmocka_unit_test(test_a_page_whose_text_is_over_the_limit_is_refused),
        cmocka_unit_test(test_members_of_one_byte_are_no_burden),
        cmocka_unit_test(test_what_is_no_story_says_what_it_looks_like),
        cmocka_unit_test(test_behind_a_line_over_the_limit_the_reading_goes_on),
        cmocka_unit_test(test_a_large_file_of_small_stories_needs_little_memory),
        cmocka_unit_test(test_every_refused_allocation_is_an_error_and_no_leak),
    };
    return cmocka_run_group_tests(tests, make_folder, drop_folder);
}
