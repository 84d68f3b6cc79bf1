/* SPDX-License-Identifier: Apache-2.0 */
/* The names of news agencies, as lists have them. */
#include <string.h>

#include "story/list_agencies.h"
#include "story/list_agency_codes.h"
#include "story/list_credit_words.h"
#include "story/text/credit.h"

enum { NAME_WORDS_MAX = 5 };

/* --- Words --------------------------------------------------------------------------------------------------- */

static bool is_inner(uint32_t point) {
    return point == '-' || point == '.' || point == '\'' || point == 0x2019 || point == '&';
}

static void add_point(char out[HSY_CREDIT_WORD_SIZE], uint32_t point) {
    char bytes[4];
    const size_t size = strlen(out), length = hsy_utf8_encode(point, bytes);
    if (size + length >= HSY_CREDIT_WORD_SIZE) return;
    memcpy(out + size, bytes, length);
    out[size + length] = '\0';
}

static void fold_word(hsy_credit_word *word) {
    const hsy_str written = hsy_str_of(word->written);
    char small[HSY_CREDIT_WORD_SIZE + 4];
    const size_t size = hsy_story_fold(written, small, sizeof small);
    memcpy(word->small, small, size < HSY_CREDIT_WORD_SIZE ? size : HSY_CREDIT_WORD_SIZE - 1);
    word->small[size < HSY_CREDIT_WORD_SIZE ? size : HSY_CREDIT_WORD_SIZE - 1] = '\0';
}

/* The word at text[at]; what may stand inside of words ends none: "A.P." but "Reuters." */
static size_t read_word(hsy_str text, size_t at, hsy_credit_word *word) {
    *word = (hsy_credit_word){.place = {at, at}};
    while (at < text.size) {
        size_t length;
        const uint32_t point = hsy_utf8_decode(text.data, text.size, at, &length);
        const bool letter = hsy_point_is_letter(point) || hsy_point_is_digit(point);
        if (!letter && !is_inner(point)) break;
        at += length;
        if (letter) word->place.end = at;
        if (point != '.') add_point(word->written, point == 0x2019 ? '\'' : point);
    }
    size_t size = strlen(word->written);
    while (size > 0 && strchr("-'&", word->written[size - 1]) != NULL)
        word->written[--size] = '\0';
    fold_word(word);
    return at;
}

void hsy_credit_cut_line(hsy_str text, hsy_credit_line *line) {
    line->text = text;
    line->count = 0;
    line->cut = false;
    for (size_t at = 0; at < text.size;) {
        size_t length;
        const uint32_t point = hsy_utf8_decode(text.data, text.size, at, &length);
        if (!hsy_point_is_letter(point) && !hsy_point_is_digit(point)) {
            at += length;
            continue;
        }
        if (line->count == HSY_CREDIT_WORDS_MAX) {
            line->cut = true;
            return;
        }
        at = read_word(text, at, &line->words[line->count++]);
    }
}

bool hsy_credit_is_beside(const hsy_credit_word *word) {
    return hsy_story_listed(hsy_list_credit_words, HSY_LIST_CREDIT_WORDS_COUNT, hsy_str_of(word->small));
}

/* --- Agencies ---------------------------------------------------------------------------------------------------- */

/* What stands behind "name = " in the sorted list; NULL: the name isn't there. */
static const char *find_entry(const char *const *list, size_t count, const char *name) {
    char key[NAME_WORDS_MAX * HSY_CREDIT_WORD_SIZE + 4];
    const size_t size = strlen(name);
    memcpy(key, name, size);
    memcpy(key + size, " = ", 4);
    size_t low = 0, high = count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order = strncmp(list[middle], key, size + 3);
        if (order == 0) return list[middle] + size + 3;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* Nothing but a space lies between the words of a name. */
static bool are_joined(const hsy_credit_line *line, size_t first) {
    const size_t end = line->words[first].place.end, next = line->words[first + 1].place.start;
    return next - end == 1 && line->text.data[end] == ' ';
}

/* A genitive names it as well: "the AP's". */
static size_t without_genitive(const char *word) {
    const size_t size = strlen(word);
    return size > 2 && (strcmp(word + size - 2, "'s") == 0 || strcmp(word + size - 2, "'S") == 0) ? size - 2 : size;
}

static const char *name_at(const hsy_credit_line *line, size_t at, size_t *length) {
    char name[NAME_WORDS_MAX * HSY_CREDIT_WORD_SIZE] = "";
    size_t size = 0;
    const char *found = NULL;
    for (size_t words = 1; words <= NAME_WORDS_MAX && at + words <= line->count; words++) {
        const char *word = line->words[at + words - 1].small;
        if (words > 1 && !are_joined(line, at + words - 2)) break;
        if (words > 1) name[size++] = ' ';
        memcpy(name + size, word, strlen(word) + 1);
        size += strlen(word);
        const char *entry = find_entry(hsy_list_agencies, HSY_LIST_AGENCIES_COUNT, name);
        const size_t bare = size - strlen(word) + without_genitive(word);
        if (entry == NULL && bare < size) {
            name[bare] = '\0';
            entry = find_entry(hsy_list_agencies, HSY_LIST_AGENCIES_COUNT, name);
            name[bare] = '\'';
        }
        if (entry == NULL) continue;
        found = entry;
        *length = words;
    }
    return found;
}

const char *hsy_credit_agency_at(const hsy_credit_line *line, size_t at, bool codes, size_t *length) {
    const char *found = name_at(line, at, length);
    if (found != NULL || !codes) return found;
    *length = 1;
    char code[HSY_CREDIT_WORD_SIZE];
    const size_t size = without_genitive(line->words[at].written);
    memcpy(code, line->words[at].written, size);
    code[size] = '\0';
    return find_entry(hsy_list_agency_codes, HSY_LIST_AGENCY_CODES_COUNT, code);
}

bool hsy_story_is_agency(hsy_str name) {
    hsy_credit_line line;
    hsy_credit_cut_line(name, &line);
    const size_t first = line.count > 1 && strcmp(line.words[0].small, "the") == 0;
    size_t length;
    return line.count > 0 && !line.cut && hsy_credit_agency_at(&line, first, true, &length) != NULL &&
           length == line.count - first;
}

/* --- Sets -----------------------------------------------------------------------------------------------------------
 */

void hsy_credit_add(hsy_credits *credits, const char *name) {
    for (size_t i = 0; i < credits->count; i++)
        if (strcmp(credits->names[i], name) == 0) return;
    if (credits->count < HSY_CREDITS_MAX) credits->names[credits->count++] = name;
}

bool hsy_credit_add_all(hsy_credits *credits, const hsy_credit_line *line, size_t from, size_t to) {
    hsy_credits found = {.count = 0};
    for (size_t at = from; at < to;) {
        size_t length;
        const char *name = hsy_credit_agency_at(line, at, true, &length);
        if (name == NULL && !hsy_credit_is_beside(&line->words[at])) return false;
        if (name != NULL) hsy_credit_add(&found, name);
        at += name != NULL ? length : 1;
    }
    for (size_t i = 0; i < found.count; i++)
        hsy_credit_add(credits, found.names[i]);
    return found.count > 0;
}

bool hsy_credit_write(const hsy_credits *credits, hsy_arena *arena, hsy_str *names) {
    hsy_buffer joined;
    hsy_buffer_init(&joined, &arena->allocator);
    for (size_t i = 0; i < credits->count; i++) {
        if (i > 0) hsy_buffer_text(&joined, ", ");
        hsy_buffer_text(&joined, credits->names[i]);
    }
    bool done = !joined.failed &&
                (joined.size == 0 || hsy_arena_copy(arena, (hsy_str){.data = joined.data, .size = joined.size}, names));
    hsy_buffer_free(&joined);
    return done;
}
