/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Windows: how a long story is cut, and from which window a word's vector is taken.
 *
 * A story is cut between paragraphs, where little is lost, and windows share nothing. Only a paragraph that is too long
 * for a window is cut in its middle, into windows that overlap:
 *
 *     pieces   |-----------------------------------------------------|
 *     windows  [------------------]
 *                            [------------------]
 *                                    [---------------(moved back)----]
 *     taken    ................|...........|.........................
 */
#include "encoder/parts.h"

/* Where word `index` begins; for the index behind the last word, where the story ends. */
static size_t piece_start(const hsy_word *words, size_t word_count, size_t index) {
    if (index < word_count) return words[index].first_piece;
    return (size_t)words[word_count - 1].first_piece + words[word_count - 1].piece_count;
}

/* The first index, up to word_count, that begins at or after `piece`. */
static size_t first_at(const hsy_word *words, size_t word_count, size_t piece) {
    size_t low = 0, high = word_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (piece_start(words, word_count, middle) < piece)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static size_t less(size_t a, size_t b) {
    return a > b ? a - b : 0;
}

/* The end of a window that begins with `start`: as many words as there is room for, but one at least. */
static size_t window_end(const hsy_word *words, size_t word_count, size_t start, size_t room) {
    size_t end = first_at(words, word_count, piece_start(words, word_count, start) + room);
    if (piece_start(words, word_count, end) > piece_start(words, word_count, start) + room) end--;
    return end > start ? end : start + 1;
}

/* The start of the window after one that ends at `end`: so far back as `overlap` allows, but not so far that the word
 * at `end` would have no room again. */
static size_t next_start(const hsy_word *words, size_t word_count, size_t end, size_t room, size_t overlap) {
    size_t wanted = first_at(words, word_count, less(piece_start(words, word_count, end), overlap));
    size_t needed = first_at(words, word_count, less(piece_start(words, word_count, end + 1), room));
    size_t start = wanted > needed ? wanted : needed;
    return start < end ? start : end;
}

/* As many windows as there must be, all of about one length: short ones cost less, and a last one of full length would
 * read again what the others have read. SLACK: what the borders of words may cost a window, at least; a step of rows
 * that has begun costs as much as a whole one. */
static size_t even_room(size_t pieces, size_t room, size_t overlap) {
    enum { SLACK = 2 };
    if (pieces <= room || room <= overlap) return room;
    size_t fresh = room - overlap;
    size_t count = (pieces - overlap + fresh - 1) / fresh;
    size_t even = (pieces + (count - 1) * overlap + count - 1) / count + SLACK;
    size_t steps = (even + HSY_SPECIAL_PIECES + HSY_STEP_ROWS - 1) / HSY_STEP_ROWS;
    even = steps * HSY_STEP_ROWS - HSY_SPECIAL_PIECES;
    return even < room ? even : room;
}

/* Cuts the words [start, end), of one paragraph, into windows that overlap. */
static void cut_paragraph(const hsy_word *words, size_t start, size_t end, size_t room, size_t overlap,
                          hsy_vector *windows) {
    size_t first = start;
    room = even_room(piece_start(words, end, end) - piece_start(words, end, start), room, overlap);
    while (start < end) {
        hsy_window window = {.first_word = start, .end_word = window_end(words, end, start, room)};
        bool last = window.end_word == end;
        /* A last window of a few words would see little: it is moved back to be full. */
        if (last && start > first) {
            size_t full = first_at(words, end, less(piece_start(words, end, end), room));
            if (full < start) window.first_word = full;
        }
        if (hsy_vector_push(windows, &window) == NULL || last) return;
        start = next_start(words, end, window.end_word, room, overlap);
    }
}

/* --- Paragraphs that share a window ------------------------------------------------------------------ */

/* The beginning of a paragraph, or the story's end: the best way to cut all that stands before it. */
typedef struct border {
    size_t word, piece;
    uint64_t cost;
    size_t from; /* the border at which the last window begins */
} border;

uint64_t hsy_window_cost(size_t pieces, size_t room) {
    /* By itself a row costs as much as a pair of it with each of PAIR others. The context's share is such that windows
     * of WANTED rows are the cheapest a piece. */
    enum { PAIR = 900, WANTED = 224 };
    uint64_t rows = (pieces + HSY_SPECIAL_PIECES + HSY_STEP_ROWS - 1) / HSY_STEP_ROWS * HSY_STEP_ROWS;
    uint64_t wanted = room < WANTED ? room : WANTED;
    return rows * (rows + PAIR) + wanted * wanted;
}

static void push_border(const hsy_word *words, size_t word_count, size_t word, hsy_vector *borders) {
    border made = {.word = word, .piece = piece_start(words, word_count, word), .cost = UINT64_MAX};
    (void)hsy_vector_push(borders, &made); /* what was refused is seen by the caller */
}

/* Finds the cheapest way to each border from the costs of all before it. */
static void weigh_borders(hsy_vector *borders, size_t room) {
    border *at = borders->data;
    at[0].cost = 0;
    for (size_t end = 1; end < borders->count; end++)
        for (size_t start = end; start-- > 0;) {
            size_t pieces = at[end].piece - at[start].piece;
            /* A paragraph that is longer than a window is in one by itself, for the time being. */
            if (pieces > room && start + 1 < end) break;
            uint64_t cost = at[start].cost + hsy_window_cost(pieces, room);
            if (cost < at[end].cost) {
                at[end].cost = cost;
                at[end].from = start;
            }
        }
}

/* Turns the way to the last border round, so that it can be followed from the first: `from` then leads on. */
static void turn_round(hsy_vector *borders) {
    border *at = borders->data;
    size_t next = borders->count - 1, here = at[next].from;
    while (next > 0) {
        size_t before = at[here].from;
        at[here].from = next;
        next = here;
        here = before;
    }
}

void hsy_windows_cut(const hsy_word *words, size_t word_count, size_t room, size_t overlap, hsy_vector *windows) {
    hsy_vector borders;
    if (word_count == 0) return;
    hsy_vector_init(&borders, sizeof(border), &windows->allocator);
    for (size_t word = 0; word <= word_count; word++)
        if (word == 0 || word == word_count || words[word].paragraph != words[word - 1].paragraph)
            push_border(words, word_count, word, &borders);
    windows->failed = windows->failed || borders.failed;
    if (!windows->failed) {
        weigh_borders(&borders, room);
        turn_round(&borders);
        const border *at = borders.data;
        for (size_t i = 0; i + 1 < borders.count; i = at[i].from)
            cut_paragraph(words, at[i].word, at[at[i].from].word, room, overlap, windows);
    }
    hsy_vector_free(&borders);
}

/* --- The choice of a window ------------------------------------------------------------------------- */

/* Pieces between the word and the nearer edge of the window. */
static size_t poorer_side(const hsy_word *words, size_t word_count, const hsy_window *window, size_t index) {
    size_t before = piece_start(words, word_count, index) - piece_start(words, word_count, window->first_word);
    size_t after = piece_start(words, word_count, window->end_word) - piece_start(words, word_count, index + 1);
    return before < after ? before : after;
}

void hsy_windows_choose(const hsy_word *words, size_t word_count, const hsy_window *windows, size_t window_count,
                        uint32_t *choice) {
    size_t done = 0; /* words that have been in a window */
    for (size_t w = 0; w < window_count; w++) {
        const hsy_window *window = &windows[w];
        for (size_t i = window->first_word; i < window->end_word; i++)
            if (i >= done ||
                poorer_side(words, word_count, window, i) > poorer_side(words, word_count, &windows[choice[i]], i))
                choice[i] = (uint32_t)w;
        done = window->end_word;
    }
}
