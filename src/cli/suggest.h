/* SPDX-License-Identifier: Apache-2.0 */
/* Which known word a mistyped one may have meant. */
#ifndef CLI_SUGGEST_H
#define CLI_SUGGEST_H

#include <stddef.h>

typedef struct cli_suggestion {
    const char *word; /* the mistyped one */
    size_t length;
    const char *best; /* the nearest so far; NULL: none is near */
    size_t distance;
} cli_suggestion;

cli_suggestion cli_suggest_for(const char *word, size_t length);
void cli_suggest_try(cli_suggestion *suggestion, const char *known);

#endif
