/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as a page, behind one that picks what is known of the page; what the page's story promises is checked. */
#include <string.h>

#include "story/internal.h"
#include "story/page/page.h"
#include "target.h"

static bool is_boundary(hsy_str text, size_t at) {
    return at == text.size || ((unsigned char)text.data[at] & 0xC0) != 0x80;
}

static hsy_page_hints hints_of(uint8_t first) {
    static const char *const charsets[] = {NULL,        "utf-8",       "iso-8859-1", "windows-1251",
                                           "shift_jis", "iso-2022-jp", "gb18030",    "big5",
                                           "euc-kr",    "utf-16le",    "utf-16",     "no-such-charset"};
    const size_t count = sizeof charsets / sizeof *charsets;
    return (hsy_page_hints){.url = hsy_str_of((first & 0x40) != 0 ? "https://bay.example/2019/03/05/dam.html" : NULL),
                            .charset = hsy_str_of(charsets[(first & 0x3F) % count]),
                            .now = 1700000000,
                            .fragment = (first & 0x80) != 0};
}

/* The map leads from the given text to the page; what it says is copied is the very same. */
static void check_map(const hsy_story *story, hsy_str page) {
    size_t given = 0, byte = 0;
    for (size_t i = 0; i < story->page_map_count; i++) {
        const hsy_segment *segment = &story->page_map[i];
        require(segment->length > 0 && segment->given_length > 0);
        require(segment->clean_start >= given && segment->given_start >= byte);
        given = segment->clean_start + segment->length;
        byte = segment->given_start + segment->given_length;
        require(given <= story->given.size && byte <= page.size);
        require(is_boundary(story->given, segment->clean_start) && is_boundary(story->given, given));
        if (segment->replaced) continue;
        require(segment->length == segment->given_length);
        require(memcmp(story->given.data + segment->clean_start, page.data + segment->given_start, segment->length) ==
                0);
    }
}

static void check_blocks(const hsy_story *story) {
    size_t end = 0;
    for (size_t i = 0; i < story->block_count; i++) {
        const hsy_block *block = &story->blocks[i];
        require(block->given.start >= end && block->given.end > block->given.start);
        require(block->given.end <= story->given.size);
        require(is_boundary(story->given, block->given.start) && is_boundary(story->given, block->given.end));
        require(block->kind != HSY_PARAGRAPH_HEADING || (block->level >= 1 && block->level <= 6));
        end = block->given.end;
    }
}

/* A fact is absent or some valid UTF-8. */
static void add_fact(hsy_str fact, hsy_buffer *result) {
    require(fact.data == NULL ? fact.size == 0 : hsy_utf8_valid(fact.data, fact.size) == fact.size);
    if (fact.data != NULL) hsy_buffer_add(result, fact.data, fact.size);
    hsy_buffer_char(result, '\n');
}

static void check_story(const hsy_story *story, hsy_str page, hsy_buffer *result) {
    require(story->page && story->given.size > 0);
    check_map(story, page);
    check_blocks(story);
    add_fact(story->given, result);
    const hsy_str facts[] = {story->title, story->date, story->modified, story->outlet, story->url, story->origin};
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
        add_fact(facts[i], result);
    for (size_t i = 0; i < story->author_count; i++)
        add_fact(story->authors[i], result);
    for (size_t i = 0; i < story->caption_count; i++)
        add_fact(story->captions[i], result);
    for (size_t i = 0; i < story->warning_count; i++)
        add_fact(story->warnings[i], result);
}

static hearsay_status read_page(hsy_str page, const hsy_page_hints *hints, const hearsay_allocator *allocator,
                                hsy_buffer *result) {
    hsy_story *story = hsy_story_new(allocator);
    if (story == NULL) return HEARSAY_ERROR_MEMORY;
    hearsay_error error = {.status = HEARSAY_OK, .message = ""};
    const hearsay_status status = hsy_page_read(story, page, hints, "fuzz", allocator, &error);
    require(status == HEARSAY_OK || (error.status == status && error.message[0] != '\0'));
    if (status == HEARSAY_OK) check_story(story, page, result);
    hsy_story_free(story);
    return status;
}

hearsay_status fuzz_read(const uint8_t *bytes, size_t size, const hearsay_allocator *allocator, hsy_buffer *result) {
    if (size == 0) return HEARSAY_OK;
    const hsy_page_hints hints = hints_of(bytes[0]);
    /* A buffer of the exact size, so that a read behind its end is seen. */
    char *copy = malloc(size == 1 ? 1 : size - 1);
    require(copy != NULL);
    memcpy(copy, bytes + 1, size - 1);
    const hearsay_status status = read_page((hsy_str){.data = copy, .size = size - 1}, &hints, allocator, result);
    free(copy);
    require(status == HEARSAY_OK || status == HEARSAY_ERROR_INPUT || status == HEARSAY_ERROR_MEMORY);
    return status == HEARSAY_ERROR_INPUT ? HEARSAY_OK : status;
}
