/* SPDX-License-Identifier: Apache-2.0 */
/* RSS and Atom: each item is a record. */
#include "story/input/feed.h"

#include <string.h>

/* What a feed's input owns. */
typedef struct open_feed {
    hsy_page_source source;
    hsy_feed feed;
} open_feed;

static void close_feed(hsy_input *input) {
    open_feed *own = input->own;
    if (own == NULL) return;
    hsy_buffer_free(&own->feed.plain);
    hsy_buffer_free(&own->feed.markup);
    hsy_arena_free(&own->feed.arena);
    hsy_page_free_source(&own->source);
    hsy_release(&input->allocator, own);
    input->own = NULL;
}

/* The encoding that the XML declaration names; absent: none. */
static hsy_str declared_charset(hsy_str bytes) {
    const hsy_str none = {.data = NULL, .size = 0};
    const char *end = memmem(bytes.data, bytes.size < 200 ? bytes.size : 200, "?>", 2);
    if (end == NULL) return none;
    const size_t size = (size_t)(end - bytes.data);
    const char *start = memmem(bytes.data, size, "<?xml", 5);
    if (start == NULL) return none;
    start += 5;
    return hsy_feed_attribute((hsy_str){.data = start, .size = (size_t)(end - start)}, "encoding");
}

static bool decode(const hsy_input *input, open_feed *own) {
    const hsy_str bytes = {.data = hsy_input_bytes(input), .size = hsy_input_unread(input)};
    hsy_str charset = {.data = input->charset.data, .size = input->charset.size};
    if (charset.size == 0) charset = declared_charset(bytes);
    if (input->form.unicode) charset = hsy_str_of("UTF-8");
    return hsy_page_decode(bytes, charset, &input->allocator, &own->source);
}

static bool open_document(hsy_input *input) {
    open_feed *own = hsy_resize(&input->allocator, NULL, sizeof *own);
    if (own == NULL) return false;
    memset(own, 0, sizeof *own);
    hsy_arena_init(&own->feed.arena, &input->allocator);
    hsy_buffer_init(&own->feed.plain, &input->allocator);
    hsy_buffer_init(&own->feed.markup, &input->allocator);
    const bool decoded = decode(input, own);
    input->own = own; /* from here on it is closed with the input */
    if (!decoded) return false;
    own->feed.text =
        (hsy_str){.data = own->source.text.data == NULL ? "" : own->source.text.data, .size = own->source.text.size};
    input->at = input->pending.size;
    return hsy_feed_read_head(&own->feed);
}

static hearsay_status open_feed_of(hsy_input *input, hearsay_error *error) {
    hearsay_status status = hsy_input_fill_to(input, HEARSAY_PAGE_BYTES_MAX, error);
    if (status != HEARSAY_OK) return status;
    if (hsy_input_unread(input) > HEARSAY_PAGE_BYTES_MAX) {
        input->ended = true;
        return hsy_fail(error, HEARSAY_ERROR_LIMIT, "%s: the feed is longer than %zu bytes, the limit for a feed",
                        input->name, HEARSAY_PAGE_BYTES_MAX);
    }
    if (hsy_input_unread(input) == 0) {
        input->ended = true;
        return hsy_input_fail_empty(input, error);
    }
    if (!open_document(input)) return hsy_fail_memory(error);
    const open_feed *own = input->own;
    if (own->feed.root) return HEARSAY_OK;
    input->ended = true;
    return hsy_fail(error, HEARSAY_ERROR_INPUT, "%s: is no feed, neither of RSS nor of Atom", input->name);
}

static hearsay_status finish(hsy_input *input, hearsay_error *error) {
    const char *damage = hsy_story_stream_damage(input->stream);
    input->ended = true;
    if (damage != NULL) return hsy_fail(error, HEARSAY_ERROR_INPUT, "%s: %s", input->name, damage);
    if (input->count == 0) return hsy_fail(error, HEARSAY_ERROR_INPUT, "%s: the feed has no items", input->name);
    return HEARSAY_END;
}

static hearsay_status take(hsy_input *input, hsy_record **record, hearsay_error *error) {
    hearsay_status status = input->own == NULL ? open_feed_of(input, error) : HEARSAY_OK;
    if (status != HEARSAY_OK) return status;
    open_feed *own = input->own;
    hsy_feed_item item;
    status = hsy_feed_read_item(&own->feed, &item);
    if (status == HEARSAY_OK) {
        input->count++;
        status = hsy_feed_make_record(input, &own->feed, &item, record, error);
    } else if (status == HEARSAY_END) {
        status = finish(input, error);
    } else {
        status = hsy_fail_memory(error);
    }
    hsy_arena_free(&item.arena);
    return status;
}

const hsy_input_format hsy_input_feed = {.take = take, .close = close_feed};
