/* SPDX-License-Identifier: Apache-2.0 */
/* Transcripts: paragraphs that begin with the name of who speaks. */
#include <stdlib.h>
#include <string.h>

#include "story/internal.h"
#include "story/list_not_speakers.h"
#include "story/list_speech_verbs.h"

enum { LABEL_WORDS_MAX = 5, LABEL_BYTES_MAX = 80 };

/* --- One label ------------------------------------------------------------------------------------------ */

static bool is_word_point(uint32_t point) {
    return hsy_point_is_letter(point) || hsy_point_is_digit(point) || point == '.' || point == '\'' ||
           point == 0x2019 || point == '-' || point == '&';
}

static size_t word_end(hsy_str text, size_t at) {
    while (at < text.size) {
        size_t length;
        if (!is_word_point(hsy_utf8_decode(text.data, text.size, at, &length))) break;
        at += length;
    }
    return at;
}

static bool is_particle(hsy_str word) {
    static const char *const particles[] = {"al", "and", "bin", "da", "de", "del", "der", "di", "du",
                                            "el", "for", "la",  "le", "of", "the", "van", "von"};
    return hsy_story_listed(particles, sizeof particles / sizeof *particles, word);
}

/* A word of a name: with a capital first letter, or, but for the first, a particle or a number. */
static bool is_name_word(hsy_str word, bool first) {
    size_t length;
    uint32_t point = hsy_utf8_decode(word.data, word.size, 0, &length);
    if (hsy_point_is_upper(point)) return true;
    return !first && (is_particle(word) || hsy_point_is_digit(point));
}

static size_t skip_bracket(hsy_str text, size_t at) {
    while (at < text.size && at < LABEL_BYTES_MAX && text.data[at] != ')')
        at++;
    return at < text.size && text.data[at] == ')' ? at + 1 : 0;
}

/* "Stated Whitfield:" tells who speaks, but as a sentence does; "PRICE:" is nobody. */
static bool is_nobody(hsy_str label) {
    char folded[LABEL_BYTES_MAX * 3];
    hsy_str name = {.data = folded, .size = hsy_story_fold(label, folded, sizeof folded)};
    if (hsy_story_listed(hsy_list_not_speakers, HSY_LIST_NOT_SPEAKERS_COUNT, name)) return true;
    for (size_t at = 0; at < name.size; at++) {
        hsy_str word = {.data = name.data + at, .size = word_end(name, at) - at};
        if (word.size == 0) continue;
        if (hsy_story_listed(hsy_list_speech_verbs, HSY_LIST_SPEECH_VERBS_COUNT, word)) return true;
        at += word.size - 1;
    }
    return false;
}

static bool has_letter(hsy_str text, size_t at) {
    while (at < text.size) {
        size_t length;
        if (hsy_point_is_letter(hsy_utf8_decode(text.data, text.size, at, &length))) return true;
        at += length;
    }
    return false;
}

/* What follows the colon: words, or nothing. Figures make it a table, a letter at once an address. */
static bool is_followed_by_speech(hsy_str text, size_t at) {
    if (at == text.size) return true;
    return text.data[at] == ' ' && has_letter(text, at);
}

size_t hsy_story_find_label(hsy_str text) {
    /* "Q." and "A." */
    if (text.size > 3 && (text.data[0] == 'Q' || text.data[0] == 'A') && text.data[1] == '.' && text.data[2] == ' ')
        return 1;
    size_t at = 0, words = 0;
    while (at < text.size && at < LABEL_BYTES_MAX) {
        size_t end = word_end(text, at);
        if (end == at || words == LABEL_WORDS_MAX) return 0;
        if (!is_name_word((hsy_str){.data = text.data + at, .size = end - at}, words == 0)) return 0;
        words++;
        at = end;
        if (at + 1 < text.size && text.data[at] == ' ' && text.data[at + 1] == '(') {
            at = skip_bracket(text, at + 2);
            if (at == 0) return 0;
        }
        if (at < text.size && text.data[at] == ':') {
            bool turn = is_followed_by_speech(text, at + 1) && !is_nobody((hsy_str){.data = text.data, .size = at});
            return turn ? at : 0;
        }
        if (at < text.size && text.data[at] == ',') at++;
        if (at >= text.size || text.data[at] != ' ') return 0;
        at++;
    }
    return 0;
}

bool hsy_story_begins_turn(hsy_str text) {
    size_t end = hsy_story_find_label(text);
    if (end == 0 || end >= text.size || text.data[end] != ':') return false;
    bool capitals = end > 1 || text.data[0] == 'Q' || text.data[0] == 'A';
    for (size_t i = 0; i < end && capitals; i++)
        capitals = !(text.data[i] >= 'a' && text.data[i] <= 'z');
    return capitals;
}

/* --- All labels ------------------------------------------------------------------------------------------- */

/* What a label is compared by: its name without what stands behind a comma or a bracket, and that name's last word. */
typedef struct label_key {
    uint64_t last, name;
    bool single; /* the name is one word */
} label_key;

static uint64_t hash_of(hsy_str text) {
    char folded[LABEL_BYTES_MAX * 3];
    size_t size = hsy_story_fold(text, folded, sizeof folded);
    return hsy_str_hash((hsy_str){folded, size});
}

static label_key key_of(hsy_str label) {
    size_t end = 0, start;
    while (end < label.size && label.data[end] != ',' && label.data[end] != '(')
        end++;
    while (end > 0 && label.data[end - 1] == ' ')
        end--;
    for (start = end; start > 0 && label.data[start - 1] != ' ';)
        start--;
    return (label_key){.last = hash_of((hsy_str){.data = label.data + start, .size = end - start}),
                       .name = hash_of((hsy_str){.data = label.data, .size = end}),
                       .single = start == 0};
}

static int compare(const void *a, const void *b) {
    const label_key *left = a, *right = b;
    if (left->last != right->last) return left->last < right->last ? -1 : 1;
    return left->name < right->name ? -1 : left->name > right->name;
}

typedef struct label_counts {
    size_t labels, distinct, most; /* in all, different ones, and of the speaker who is there most */
    bool question, answer;         /* "Q" and "A" are there */
} label_counts;

/* How often the speaker of keys[0, count), which share the last word, is there. "TAPPER" and "JAKE TAPPER" are one,
 * "Upper Quarry" and "Lower Quarry" are not. */
static size_t most_in_group(const label_key *keys, size_t count) {
    size_t most = 0, run = 0;
    for (size_t i = 0; i < count; i++) {
        if (keys[i].single) return count;
        run = i > 0 && keys[i].name == keys[i - 1].name ? run + 1 : 1;
        if (run > most) most = run;
    }
    return most;
}

static label_counts count_labels(label_key *keys, size_t count) {
    label_counts counts = {.labels = count};
    const uint64_t question = hash_of(hsy_str_of("Q")), answer = hash_of(hsy_str_of("A"));
    if (count > 0) qsort(keys, count, sizeof *keys, compare);
    size_t start = 0;
    for (size_t i = 1; i <= count; i++) {
        if (i < count && keys[i].last == keys[start].last) continue;
        size_t most = most_in_group(keys + start, i - start);
        if (most > counts.most) counts.most = most;
        counts.distinct++;
        counts.question |= keys[start].name == question;
        counts.answer |= keys[start].name == answer;
        start = i;
    }
    return counts;
}

/* Names that come again, or questions with answers. One name alone must come thrice or fill a third of the text. */
static bool is_transcript(const label_counts *counts, size_t paragraphs) {
    if (counts->labels < 2) return false;
    if (counts->question && counts->answer) return true;
    if (counts->most < 2) return false;
    return counts->distinct > 1 || counts->most > 2 || counts->labels * 3 >= paragraphs;
}

/* Bytes of the quotation mark that a paragraph opens with: a transcript that is quoted as a whole has one on each. */
static size_t opening_mark(hsy_str text) {
    static const char *const marks[] = {"\"", "\xE2\x80\x9C"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t size = strlen(marks[i]);
        if (text.size > size && memcmp(text.data, marks[i], size) == 0) return size;
    }
    return 0;
}

/* Where a label of the paragraph would begin. */
static size_t turn_start(const hsy_story *story, size_t paragraph) {
    hsy_span span = story->paragraphs[paragraph].text;
    return span.start + opening_mark((hsy_str){.data = story->text.data + span.start, .size = span.end - span.start});
}

static hsy_str text_of(const hsy_story *story, size_t paragraph) {
    size_t start = turn_start(story, paragraph);
    return (hsy_str){.data = story->text.data + start, .size = story->paragraphs[paragraph].text.end - start};
}

/* A first question looks like a headline: it is a turn where the same label comes again, and no title says it. */
static bool is_turn_as_headline(const hsy_story *story, size_t paragraph) {
    hsy_str text = text_of(story, paragraph);
    size_t label = hsy_story_find_label(text);
    if (label == 0 || hsy_story_match_title(text, story->title) > 0) return false;
    for (size_t i = 0; i < story->paragraph_count; i++) {
        hsy_str other = text_of(story, i);
        if (i != paragraph && other.size > label && memcmp(other.data, text.data, label + 1) == 0) return true;
    }
    return false;
}

static void free_headline(hsy_story *story) {
    for (size_t i = 0; i < story->paragraph_count; i++) {
        if (story->paragraphs[i].kind != HSY_PARAGRAPH_HEADLINE) continue;
        if (is_turn_as_headline(story, i)) story->paragraphs[i].kind = HSY_PARAGRAPH_BODY;
        return;
    }
}

/* "A. Whitfield" is a name: the full stop counts in a text that has both letters with it. */
static size_t label_of(const hsy_story *story, size_t paragraph) {
    return story->paragraphs[paragraph].kind == HSY_PARAGRAPH_BODY ? hsy_story_find_label(text_of(story, paragraph))
                                                                   : 0;
}

static bool has_full_stop(const hsy_story *story, size_t paragraph, size_t label) {
    return label == 1 && text_of(story, paragraph).data[1] == '.';
}

/* A "Q" that lost its colon and the space behind it: "QWhat happened?" */
static bool is_glued_question(hsy_str text) {
    return text.size > 2 && text.data[0] == 'Q' && text.data[1] >= 'A' && text.data[1] <= 'Z' &&
           !(text.data[2] >= 'A' && text.data[2] <= 'Z');
}

static void set_labels(hsy_story *story, bool full_stops, bool answers_only) {
    for (size_t i = 0; i < story->paragraph_count; i++) {
        size_t label = label_of(story, i);
        if (label > 0 && !full_stops && has_full_stop(story, i, label)) label = 0;
        bool read = story->paragraphs[i].kind != HSY_PARAGRAPH_PROMO;
        if (label == 0 && answers_only && read && is_glued_question(text_of(story, i))) label = 1;
        if (label > 0) story->paragraphs[i].kind = HSY_PARAGRAPH_BODY;
        size_t start = turn_start(story, i);
        if (label > 0) story->paragraphs[i].label = (hsy_span){start, start + label};
    }
}

bool hsy_story_label_speakers(hsy_story *story, const hearsay_allocator *scratch) {
    hsy_vector keys;
    hsy_vector_init(&keys, sizeof(label_key), scratch);
    free_headline(story);
    bool question = false, answer = false;
    for (size_t i = 0; i < story->paragraph_count; i++) {
        size_t label = label_of(story, i);
        if (label == 0 || !has_full_stop(story, i, label)) continue;
        question |= text_of(story, i).data[0] == 'Q';
        answer |= text_of(story, i).data[0] == 'A';
    }
    const bool full_stops = question && answer;
    for (size_t i = 0; i < story->paragraph_count; i++) {
        size_t label = label_of(story, i);
        if (label == 0 || (has_full_stop(story, i, label) && !full_stops)) continue;
        label_key key = key_of((hsy_str){.data = text_of(story, i).data, .size = label});
        hsy_vector_push(&keys, &key);
    }
    bool done = !keys.failed;
    if (done) {
        label_counts counts = count_labels(keys.data, keys.count);
        story->transcript = is_transcript(&counts, story->paragraph_count);
        if (story->transcript) set_labels(story, full_stops, counts.answer && !counts.question);
    }
    hsy_vector_free(&keys);
    return done;
}
