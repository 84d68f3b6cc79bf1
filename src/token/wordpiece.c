/* SPDX-License-Identifier: Apache-2.0 */
/*
 * WordPiece ids, equal to those of the reference tokenizer for uncased BERT. It cuts words of its own (at
 * white space, at every punctuation mark, around every Chinese character), which are not ours: "isn't" is
 * "isn ' t" to it and "is n't" to us. So the pieces are found over the whole paragraph, and each belongs to
 * the word in which its first character stands.
 */
#include <string.h>
#include <utf8proc.h>

#include "token/internal.h"

/* Longer words are [UNK] to the reference. */
enum { RUN_POINTS_MAX = 100, DECOMPOSED_MAX = 18 };

/* One word of the reference's, normalised. */
typedef struct normal_run {
    char bytes[RUN_POINTS_MAX * 4];
    uint16_t ends[RUN_POINTS_MAX];    /* of each code point, in bytes */
    uint32_t origins[RUN_POINTS_MAX]; /* where in the clean text each came from */
    size_t points;                    /* may be more than are held */
} normal_run;

typedef struct piece_writer {
    hsy_builder *builder;
    size_t word; /* the one that the next piece may belong to */
    normal_run run;
} piece_writer;

static bool is_chinese(uint32_t point) {
    return (point >= 0x4E00 && point <= 0x9FFF) || (point >= 0x3400 && point <= 0x4DBF) ||
           (point >= 0x20000 && point <= 0x2A6DF) || (point >= 0x2A700 && point <= 0x2B73F) ||
           (point >= 0x2B740 && point <= 0x2B81F) || (point >= 0x2B920 && point <= 0x2CEAF) ||
           (point >= 0xF900 && point <= 0xFAFF) || (point >= 0x2F800 && point <= 0x2FA1F);
}

static bool is_punctuation(uint32_t point) {
    if (point < 0x80)
        return (point >= '!' && point <= '/') || (point >= ':' && point <= '@') || (point >= '[' && point <= '`') ||
               (point >= '{' && point <= '~');
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)point);
    return category >= UTF8PROC_CATEGORY_PC && category <= UTF8PROC_CATEGORY_PO;
}

static bool is_dropped(uint32_t point) {
    if (point < 0x80) return point < 0x20 ? point != '\t' && point != '\n' && point != '\r' : point == 0x7F;
    if (point == 0xFFFD) return true;
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)point);
    return category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_CF || category == UTF8PROC_CATEGORY_CO ||
           category == UTF8PROC_CATEGORY_CS;
}

static bool is_space(uint32_t point) {
    if (point < 0x80) return point == ' ' || point == '\t' || point == '\n' || point == '\r';
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)point);
    return category >= UTF8PROC_CATEGORY_ZS && category <= UTF8PROC_CATEGORY_ZP;
}

static hsy_word *word_at(const piece_writer *writer, size_t index) {
    return &HSY_AT(writer->builder->words, hsy_word, index);
}

static void push_piece(piece_writer *writer, uint16_t id) {
    hsy_builder *builder = writer->builder;
    if (hsy_vector_push(&builder->pieces, &id) == NULL) return;
    word_at(writer, writer->word)->piece_count++;
}

/* Moves on to the word that holds byte `origin`; words left behind without a piece get [UNK]. */
static void move_to(piece_writer *writer, size_t origin) {
    while (true) {
        hsy_word *word = word_at(writer, writer->word);
        if (origin < word->text.end || writer->word + 1 == writer->builder->words.count) return;
        if (word->piece_count == 0) push_piece(writer, hsy_vocabulary_unknown(writer->builder->vocabulary));
        writer->word++;
        word_at(writer, writer->word)->first_piece = (uint32_t)writer->builder->pieces.count;
    }
}

/* The longest piece at point `from` of the run: its id and where it ends, or -1. */
static int32_t longest_piece(const piece_writer *writer, size_t from, size_t *end) {
    const normal_run *run = &writer->run;
    const hsy_vocabulary *vocabulary = writer->builder->vocabulary;
    uint32_t hashes[RUN_POINTS_MAX];
    size_t start = from == 0 ? 0 : run->ends[from - 1], at = start;
    uint32_t hash = hsy_vocabulary_seed(from > 0);
    size_t last = from;
    for (; last < run->points && run->ends[last] - start <= hsy_vocabulary_longest(vocabulary); last++) {
        hash = hsy_vocabulary_hash(hash, run->bytes + at, run->ends[last] - at);
        hashes[last] = hash;
        at = run->ends[last];
    }
    for (; last > from; last--) {
        int32_t id = hsy_vocabulary_find(vocabulary, from > 0, hashes[last - 1], run->bytes + start,
                                         (size_t)run->ends[last - 1] - start);
        if (id >= 0) {
            *end = last;
            return id;
        }
    }
    return -1;
}

/* Ends the run and hands its pieces on. */
static void end_run(piece_writer *writer) {
    normal_run *run = &writer->run;
    if (run->points == 0) return;
    uint16_t ids[RUN_POINTS_MAX], starts[RUN_POINTS_MAX];
    size_t count = 0;
    bool known = run->points <= RUN_POINTS_MAX;
    for (size_t from = 0; known && from < run->points;) {
        size_t end = from;
        int32_t id = longest_piece(writer, from, &end);
        known = id >= 0;
        if (!known) break;
        ids[count] = (uint16_t)id;
        starts[count++] = (uint16_t)from;
        from = end;
    }
    if (!known) {
        ids[0] = hsy_vocabulary_unknown(writer->builder->vocabulary);
        starts[0] = 0;
        count = 1;
    }
    for (size_t i = 0; i < count; i++) {
        move_to(writer, run->origins[starts[i]]);
        push_piece(writer, ids[i]);
    }
    run->points = 0;
}

static void add_point(piece_writer *writer, uint32_t point, uint32_t origin) {
    normal_run *run = &writer->run;
    if (run->points < RUN_POINTS_MAX) {
        size_t at = run->points == 0 ? 0 : run->ends[run->points - 1];
        run->ends[run->points] = (uint16_t)(at + hsy_utf8_encode(point, run->bytes + at));
        run->origins[run->points] = origin;
    }
    run->points++;
}

static void add_alone(piece_writer *writer, uint32_t point, uint32_t origin) {
    end_run(writer);
    add_point(writer, point, origin);
    end_run(writer);
}

/* A point beyond ASCII: decomposed, its accents dropped, lower-cased. */
static void add_decomposed(piece_writer *writer, uint32_t point, uint32_t origin) {
    utf8proc_int32_t parts[DECOMPOSED_MAX];
    int boundary = 0;
    utf8proc_ssize_t count =
        utf8proc_decompose_char((utf8proc_int32_t)point, parts, DECOMPOSED_MAX, UTF8PROC_DECOMPOSE, &boundary);
    if (count < 0 || count > DECOMPOSED_MAX) {
        parts[0] = (utf8proc_int32_t)point;
        count = 1;
    }
    for (utf8proc_ssize_t i = 0; i < count; i++) {
        if (utf8proc_category(parts[i]) == UTF8PROC_CATEGORY_MN) continue;
        uint32_t lower = (uint32_t)utf8proc_tolower(parts[i]);
        if (is_punctuation(lower))
            add_alone(writer, lower, origin);
        else
            add_point(writer, lower, origin);
    }
}

static void add_letter(piece_writer *writer, const hsy_letter *letter) {
    uint32_t point = letter->point;
    if (is_dropped(point)) return;
    if (is_space(point)) {
        end_run(writer);
    } else if (point < 0x80) {
        if (is_punctuation(point))
            add_alone(writer, point, letter->start);
        else
            add_point(writer, point >= 'A' && point <= 'Z' ? point | 0x20 : point, letter->start);
    } else if (is_chinese(point)) {
        end_run(writer);
        add_decomposed(writer, point, letter->start);
        end_run(writer);
    } else {
        add_decomposed(writer, point, letter->start);
    }
}

void hsy_token_cut_pieces(hsy_builder *builder, size_t first_word) {
    if (builder->words.count == first_word || builder->words.failed) return;
    piece_writer writer = {.builder = builder, .word = first_word};
    word_at(&writer, first_word)->first_piece = (uint32_t)builder->pieces.count;
    for (size_t i = 0; i < builder->letters.count; i++)
        add_letter(&writer, &HSY_AT(builder->letters, hsy_letter, i));
    end_run(&writer);
    move_to(&writer, SIZE_MAX);
    if (word_at(&writer, writer.word)->piece_count == 0)
        push_piece(&writer, hsy_vocabulary_unknown(builder->vocabulary));
}
