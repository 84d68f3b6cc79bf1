/* SPDX-License-Identifier: Apache-2.0 */
/* Errors: a status and a sentence. */
#include <stdio.h>
#include <string.h>

#include "base/base.h"

hearsay_status hsy_fail(hearsay_error *error, hearsay_status status, const char *format, ...) {
    if (error != NULL) {
        va_list arguments;
        va_start(arguments, format);
        error->status = status;
        int length = vsnprintf(error->message, sizeof error->message, format, arguments);
        va_end(arguments);
        if (length < 0) error->message[0] = '\0';
        /* A sentence that was cut must not end inside a code point. */
        if (length >= (int)sizeof error->message) {
            size_t end = strlen(error->message);
            while (end > 0 && ((unsigned char)error->message[end - 1] & 0xC0) == 0x80)
                end--;
            if (end > 0 && ((unsigned char)error->message[end - 1] & 0x80) != 0) end--;
            error->message[end] = '\0';
        }
    }
    return status;
}

hearsay_status hsy_fail_memory(hearsay_error *error) {
    return hsy_fail(error, HEARSAY_ERROR_MEMORY, "out of memory");
}

const char *hearsay_status_name(hearsay_status status) {
    switch (status) {
    case HEARSAY_OK:
        return "ok";
    case HEARSAY_END:
        return "end of input";
    case HEARSAY_ERROR_MEMORY:
        return "out of memory";
    case HEARSAY_ERROR_ARGUMENT:
        return "bad argument";
    case HEARSAY_ERROR_IO:
        return "input or output failed";
    case HEARSAY_ERROR_INPUT:
        return "bad input";
    case HEARSAY_ERROR_LIMIT:
        return "over a limit";
    case HEARSAY_ERROR_MODEL:
        return "no usable model";
    case HEARSAY_ERROR_ENGINE:
        return "matrix library failed";
    }
    return "unknown status";
}
