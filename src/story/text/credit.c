/* SPDX-License-Identifier: Apache-2.0 */
/* The agencies that a story is credited to, in its authors and at the head and the end of its text. */
#include <string.h>

#include "story/page/facts/facts.h"
#include "story/text/credit.h"

enum { HEAD_PARAGRAPHS = 4, TAIL_PARAGRAPHS = 5, TAIL_BYTES = 400, NOTE_BYTES_MAX = 600 };

static hsy_str text_of(const hsy_story *story, size_t index) {
    const hsy_span span = story->paragraphs[index].text;
    return (hsy_str){.data = story->text.data + span.start, .size = span.end - span.start};
}

/* Speech is no credit: "Reuters contributed to this mess," he said. */
static bool begins_with_quote(hsy_str text) {
    size_t length;
    return text.size > 0 && hsy_story_is_quote(hsy_utf8_decode(text.data, text.size, 0, &length));
}

static void read_notes(hsy_credits *credits, hsy_str text) {
    if (begins_with_quote(text)) return;
    if (!hsy_credit_read_line(credits, text) && text.size <= NOTE_BYTES_MAX) (void)hsy_credit_read_note(credits, text);
}

/* In a text without paragraphs the notes are the last of many sentences. */
static void read_last_sentences(hsy_credits *credits, hsy_str text) {
    size_t start = text.size > TAIL_BYTES ? text.size - TAIL_BYTES : text.size;
    for (size_t at = start; at + 1 < text.size; at++) {
        if (text.data[at] != '.' || text.data[at + 1] != ' ') continue;
        if (start > text.size - TAIL_BYTES) read_notes(credits, (hsy_str){text.data + start, at + 1 - start});
        start = at + 2;
    }
    if (start > text.size - TAIL_BYTES && start < text.size)
        read_notes(credits, (hsy_str){text.data + start, text.size - start});
}

static void read_head(hsy_credits *credits, const hsy_story *story) {
    bool dateline = false;
    for (size_t i = 0; i < story->paragraph_count && i < HEAD_PARAGRAPHS; i++) {
        if (!dateline) dateline = hsy_credit_read_dateline(credits, text_of(story, i));
        if (!dateline) read_notes(credits, text_of(story, i));
    }
}

static void read_tail(hsy_credits *credits, const hsy_story *story) {
    const size_t count = story->paragraph_count;
    for (size_t i = count > TAIL_PARAGRAPHS ? count - TAIL_PARAGRAPHS : 0; i < count; i++)
        read_notes(credits, text_of(story, i));
    if (count == 0) return;
    const hsy_str last = text_of(story, count - 1);
    (void)hsy_credit_read_ending(credits, last);
    if (last.size > NOTE_BYTES_MAX) read_last_sentences(credits, last);
}

/* An origin that was told is written as all others are; the outlet itself is none. */
static bool normalise(hsy_story *story) {
    hsy_str names = {.data = NULL, .size = 0};
    if (!hsy_story_name_agencies(story->origin, &story->arena, &names)) return false;
    if (names.data != NULL)
        story->origin = names;
    else if (story->outlet.data != NULL && hsy_page_same_words(story->origin, story->outlet))
        story->origin = (hsy_str){.data = NULL, .size = 0};
    return true;
}

/* --- Authors ----------------------------------------------------------------------------------------------------- */

/* Whether an author is nothing but agencies, each of them named in the origin. */
static bool is_of_origin(const hsy_story *story, hsy_str author) {
    hsy_credit_line line;
    hsy_credits found = {.count = 0};
    hsy_credit_cut_line(author, &line);
    if (line.cut || story->origin.data == NULL || !hsy_credit_add_all(&found, &line, 0, line.count)) return false;
    for (size_t i = 0; i < found.count; i++)
        if (memmem(story->origin.data, story->origin.size, found.names[i], strlen(found.names[i])) == NULL)
            return false;
    return true;
}

/* What is told as the origin or the outlet already. */
static bool is_told(const hsy_story *story, hsy_str author) {
    return (story->outlet.data != NULL && hsy_page_same_words(author, story->outlet)) || is_of_origin(story, author);
}

/* Beside a person who is named, the agency and the outlet are no authors. */
static void drop_told_authors(hsy_story *story) {
    bool named = false;
    for (size_t i = 0; i < story->author_count && !named; i++)
        named = hsy_page_is_personal(story->authors[i]) && !hsy_page_is_agency(story->authors[i]) &&
                !is_told(story, story->authors[i]);
    size_t kept = 0;
    for (size_t i = 0; i < story->author_count; i++)
        if (!named || !is_told(story, story->authors[i])) story->authors[kept++] = story->authors[i];
    story->author_count = kept;
}

/* --- All ------------------------------------------------------------------------------------------------------- */

static bool find_origin(hsy_story *story) {
    if (story->origin.data != NULL && !normalise(story)) return false;
    if (story->origin.data != NULL) return true;
    hsy_credits credits = {.count = 0};
    read_head(&credits, story);
    for (size_t i = 0; i < story->author_count; i++)
        (void)hsy_credit_read_author(&credits, story->authors[i]);
    read_tail(&credits, story);
    for (size_t i = 0; i < story->behind_count; i++)
        read_notes(&credits, story->behind[i]);
    return hsy_credit_write(&credits, &story->arena, &story->origin);
}

bool hsy_story_find_credit(hsy_story *story) {
    if (!find_origin(story)) return false;
    drop_told_authors(story);
    return true;
}

bool hsy_story_name_agencies(hsy_str credit, hsy_arena *arena, hsy_str *names) {
    hsy_credit_line line;
    hsy_credits credits = {.count = 0};
    hsy_credit_cut_line(credit, &line);
    if (hsy_credit_is_of_picture(&line)) return true;
    for (size_t at = 0; at < line.count;) {
        size_t length;
        const char *name = hsy_credit_agency_at(&line, at, true, &length);
        if (name != NULL) hsy_credit_add(&credits, name);
        at += name != NULL ? length : 1;
    }
    return hsy_credit_write(&credits, arena, names);
}
