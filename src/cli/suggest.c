/* SPDX-License-Identifier: Apache-2.0 */
/* Nearness of words: single letters put in, left out, changed or swapped with the next. */
#include <stdint.h>
#include <string.h>

#include "suggest.h"

enum { LENGTH_MAX = 32 };

static size_t smallest(size_t a, size_t b, size_t c) {
    size_t least = a < b ? a : b;
    return least < c ? least : c;
}

static size_t distance(const char *a, size_t a_length, const char *b, size_t b_length) {
    size_t rows[LENGTH_MAX + 1][LENGTH_MAX + 1];
    if (a_length > LENGTH_MAX || b_length > LENGTH_MAX) return SIZE_MAX;
    for (size_t i = 0; i <= a_length; i++) {
        for (size_t j = 0; j <= b_length; j++) {
            if (i == 0 || j == 0) {
                rows[i][j] = i + j;
                continue;
            }
            size_t changed = rows[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
            rows[i][j] = smallest(rows[i - 1][j] + 1, rows[i][j - 1] + 1, changed);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && rows[i - 2][j - 2] + 1 < rows[i][j])
                rows[i][j] = rows[i - 2][j - 2] + 1;
        }
    }
    return rows[a_length][b_length];
}

cli_suggestion cli_suggest_for(const char *word, size_t length) {
    return (cli_suggestion){.word = word, .length = length, .distance = SIZE_MAX};
}

void cli_suggest_try(cli_suggestion *suggestion, const char *known) {
    size_t known_length = strlen(known);
    size_t found = distance(suggestion->word, suggestion->length, known, known_length);
    /* The beginning of a word means that word. */
    if (suggestion->length >= 2 && suggestion->length < known_length &&
        strncmp(suggestion->word, known, suggestion->length) == 0)
        found = 1;
    /* A third of its letters wrong, and it is another word. */
    size_t allowed = known_length < 6 ? 1 : known_length / 3;
    if (found > allowed || found >= suggestion->distance) return;
    suggestion->best = known;
    suggestion->distance = found;
}
