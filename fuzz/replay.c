/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Runs a fuzz target over the files of folders, without any fuzzer: replay FOLDER... Each file is
 * given whole, and then cut off at sixteen places, since a cut-off file is the commonest damage. Prints a line a file
 * in the Test Anything Protocol; what the target trips over ends the program.
 */
#include <dirent.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CUTS = 16, PATH_SIZE = 4096 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* The file's bytes, for the caller to free; NULL where it can't be read. */
static uint8_t *read_file(const char *path, size_t *size) {
    FILE *file = fopen(path, "rb");
    if (file == NULL) return NULL;
    uint8_t *bytes = NULL;
    if (fseek(file, 0, SEEK_END) == 0) {
        long end = ftell(file);
        if (end >= 0 && fseek(file, 0, SEEK_SET) == 0) {
            *size = (size_t)end;
            bytes = malloc(*size + 1);
            if (bytes != NULL && fread(bytes, 1, *size, file) != *size) {
                free(bytes);
                bytes = NULL;
            }
        }
    }
    fclose(file);
    return bytes;
}

static bool replay_file(const char *path) {
    size_t size = 0;
    uint8_t *bytes = read_file(path, &size);
    if (bytes == NULL) return false;
    for (size_t cut = 0; cut <= CUTS; cut++)
        LLVMFuzzerTestOneInput(bytes, size * cut / CUTS);
    free(bytes);
    return true;
}

static int by_name(const struct dirent **a, const struct dirent **b) {
    return strcmp((*a)->d_name, (*b)->d_name);
}

static int is_input(const struct dirent *entry) {
    return entry->d_name[0] != '.';
}

int main(int argc, char **argv) {
    int count = 0;
    bool good = true;
    for (int i = 1; i < argc; i++) {
        struct dirent **entries = NULL;
        int found = scandir(argv[i], &entries, is_input, by_name);
        for (int k = 0; k < found; k++) {
            char path[PATH_SIZE];
            int length = snprintf(path, sizeof path, "%s/%s", argv[i], entries[k]->d_name);
            bool read = length > 0 && length < PATH_SIZE && replay_file(path);
            good = good && read;
            printf("%s %d - %s\n", read ? "ok" : "not ok", ++count, entries[k]->d_name);
            fflush(stdout);
            free(entries[k]);
        }
        free(entries);
    }
    /* A folder of inputs that is missing or empty tests nothing, and that is a failure. */
    if (count == 0) printf("not ok 1 - no inputs found\n");
    printf("1..%d\n", count > 0 ? count : 1);
    return good && count > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
