/* SPDX-License-Identifier: Apache-2.0 */
/* Names of files made from the ids of stories. */
#ifndef CLI_FILE_NAME_H
#define CLI_FILE_NAME_H

#include <stddef.h>

enum {
    CLI_FILE_NAME_SIZE = 224
}; /* with its NUL; leaves room for an ending in the 255 bytes that file systems allow */

/* Makes a name that leads nowhere else and is hidden nowhere: ASCII letters, digits, '_', '-' and '.' stand for
 * themselves ('-' and '.' not at the beginning), every other byte is '=' and two hexadecimal digits. Two ids never have
 * one name; where it would be too long, it ends with a hash of the id. */
void cli_file_name(const char *id, size_t size, char name[CLI_FILE_NAME_SIZE]);

#endif
