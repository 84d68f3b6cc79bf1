/* SPDX-License-Identifier: Apache-2.0 */
/* Names of files. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "file_name.h"

enum { HASH_LENGTH = 17 }; /* '~' and 16 digits */

static bool is_plain(char byte, bool first) {
    bool letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
    bool digit = byte >= '0' && byte <= '9';
    return letter || digit || byte == '_' || (!first && (byte == '-' || byte == '.'));
}

/* FNV-1a, in 64 bits. */
static uint64_t hash_of(const char *id, size_t size) {
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ (unsigned char)id[i]) * UINT64_C(0x100000001b3);
    return hash;
}

void cli_file_name(const char *id, size_t size, char name[CLI_FILE_NAME_SIZE]) {
    size_t used = 0, cut = 0; /* `cut`: how much of the name a hash leaves room for */
    for (size_t i = 0; i < size; i++) {
        bool plain = is_plain(id[i], i == 0);
        size_t needed = plain ? 1 : 3;
        if (used + needed >= CLI_FILE_NAME_SIZE) {
            (void)snprintf(name + cut, CLI_FILE_NAME_SIZE - cut, "~%016llx", (unsigned long long)hash_of(id, size));
            return;
        }
        if (plain)
            name[used] = id[i];
        else
            (void)snprintf(name + used, 4, "=%02X", (unsigned)(unsigned char)id[i]);
        used += needed;
        if (used + HASH_LENGTH < CLI_FILE_NAME_SIZE) cut = used;
    }
    if (used == 0) name[used++] = '=';
    name[used] = '\0';
}
