/* SPDX-License-Identifier: Apache-2.0 */
/* Standard output, where a full disk is an error and a closed pipe is none. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "message.h"
#include "output.h"

bool cli_output_write(cli_output *output, const char *bytes, size_t size) {
    while (size > 0 && !output->closed && output->error == 0) {
        ssize_t written = write(STDOUT_FILENO, bytes, size);
        if (written >= 0) {
            bytes += written;
            size -= (size_t)written;
        } else if (errno == EPIPE) {
            output->closed = true;
        } else if (errno != EINTR) {
            output->error = errno;
        }
    }
    return !output->closed && output->error == 0;
}

bool cli_output_text(cli_output *output, const char *text) {
    return cli_output_write(output, text, strlen(text));
}

bool cli_output_finish(cli_output *output) {
    /* Some file systems tell of a full disk only here. */
    if (close(STDOUT_FILENO) != 0 && output->error == 0 && !output->closed) output->error = errno;
    if (output->error == 0) return true;
    cli_complain("standard output: %s", strerror(output->error));
    return false;
}
