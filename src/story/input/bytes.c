/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes of a file, of standard input or of memory, in chunks. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "story/input/input.h"

/* Not strerror(): its words depend on the locale, and it need not be safe between threads. */
static const char *reason(int number) {
    switch (number) {
    case ENOENT:
        return "there is no such file";
    case ENOTDIR:
        return "a part of the path is no directory";
    case EACCES:
    case EPERM:
        return "permission denied";
    case EISDIR:
        return "it is a directory";
    case EMFILE:
    case ENFILE:
        return "too many open files";
    case ELOOP:
        return "too many symbolic links";
    case ENAMETOOLONG:
        return "the name is too long";
    case EIO:
        return "the device failed";
    case EBADF:
        return "it is not open for reading";
    case ENXIO:
    case ENODEV:
        return "there is no such device";
    default:
        return NULL;
    }
}

static hearsay_status fail_io(hearsay_error *error, const char *name, const char *what, int number) {
    const char *why = reason(number);
    if (why != NULL) return hsy_fail(error, HEARSAY_ERROR_IO, "%s: %s: %s", name, what, why);
    return hsy_fail(error, HEARSAY_ERROR_IO, "%s: %s: the system's error %d", name, what, number);
}

static void find_total(hsy_bytes *bytes, const struct stat *status) {
    if (!S_ISREG(status->st_mode)) return;
    off_t at = lseek(bytes->file, 0, SEEK_CUR);
    if (at >= 0 && at < status->st_size) bytes->total = (uint64_t)(status->st_size - at);
}

hearsay_status hsy_story_open_bytes(const char *path, const char *name, hsy_bytes *bytes, hearsay_error *error) {
    *bytes = (hsy_bytes){.name = name, .file = -1};
    if (strcmp(path, "-") == 0) {
        bytes->file = STDIN_FILENO;
    } else {
        do
            bytes->file = open(path, O_RDONLY | O_CLOEXEC);
        while (bytes->file < 0 && errno == EINTR);
        if (bytes->file < 0) return fail_io(error, name, "can't be opened", errno);
        bytes->owned = true;
    }
    struct stat status;
    int number = fstat(bytes->file, &status) != 0 ? errno : S_ISDIR(status.st_mode) ? EISDIR : 0;
    if (number != 0) {
        hsy_story_close_bytes(bytes);
        return fail_io(error, name, "can't be read", number);
    }
    find_total(bytes, &status);
    return HEARSAY_OK;
}

void hsy_story_open_memory_bytes(const char *name, const void *memory, size_t size, hsy_bytes *bytes) {
    *bytes = (hsy_bytes){.name = name, .memory = size == 0 ? "" : memory, .file = -1, .total = size};
}

hearsay_status hsy_story_read_bytes(hsy_bytes *bytes, char *out, size_t capacity, size_t *got, hearsay_error *error) {
    *got = 0;
    if (bytes->memory != NULL) {
        uint64_t left = bytes->total - bytes->done;
        *got = left < capacity ? (size_t)left : capacity;
        if (*got > 0) memcpy(out, bytes->memory + bytes->done, *got);
    } else {
        ssize_t count;
        do
            count = read(bytes->file, out, capacity);
        while (count < 0 && errno == EINTR);
        if (count < 0) return fail_io(error, bytes->name, "can't be read", errno);
        *got = (size_t)count;
    }
    bytes->done += *got;
    return HEARSAY_OK;
}

void hsy_story_close_bytes(hsy_bytes *bytes) {
    if (bytes->owned) close(bytes->file);
    bytes->owned = false;
    bytes->file = -1;
}
