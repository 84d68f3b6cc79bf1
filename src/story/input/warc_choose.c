/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether a record of a WARC file holds a story. Taken are
 *   response    whose HTTP status is 200 and whose type is that of a page (where HTTP names none: which looks like one)
 *   resource    a page or a plain text, as it is
 *   conversion  the same, as in WET files
 * Passed over are revisit (its page is that of the record it refers to, and it has none of its own), continuation,
 * request, metadata, warcinfo, and what is neither page nor text.
 */
#include "story/input/warc.h"

#include <string.h>
#include <strings.h>

#include "story/record/http.h"

static bool is_word(hsy_str text, const char *word) {
    return text.size == strlen(word) && strncasecmp(text.data, word, text.size) == 0;
}

static const hsy_warc_choice PASSED = {.taken = false};

static hsy_warc_choice refuse(const char *why) {
    return (hsy_warc_choice){.why = why};
}

/* --- HTTP -------------------------------------------------------------------------------------------------------- */

/* What no Content-Type is given for: by what the crawler found out, else by how it begins. */
static bool is_page(const hsy_input *input, const hsy_warc_header *header, const hsy_http_head *head, hsy_str body) {
    hsy_str identified = hsy_warc_value(input, header->identified_type);
    if (identified.size > 0) return hsy_http_is_page(identified);
    size_t at = 0, size;
    if (head->chunked && hsy_http_read_chunk_line(body, &at, &size)) body = (hsy_str){body.data + at, body.size - at};
    return hsy_http_is_markup(body);
}

static hsy_warc_choice choose_http(const hsy_input *input, const hsy_warc_header *header, hsy_str block, bool whole) {
    hsy_http_head head;
    switch (hsy_http_parse_head(block, &head)) {
    case HSY_HTTP_REFUSED:
        return refuse("its block is no HTTP response");
    case HSY_HTTP_PARTIAL:
        return refuse(whole ? "its HTTP header is cut off" : "its HTTP header is longer than 65536 bytes, the limit");
    case HSY_HTTP_PARSED:
        break;
    }
    const hsy_str body = {block.data + head.size, block.size - head.size};
    const bool empty = whole && body.size == 0;
    if (head.status != 200 || empty) return PASSED;
    const bool page =
        head.content_type.size > 0 ? hsy_http_is_page(head.content_type) : is_page(input, header, &head, body);
    return (hsy_warc_choice){.taken = page, .kind = HSY_RECORD_HTTP};
}

static bool is_http_response(hsy_str content_type, hsy_str block) {
    if (content_type.size == 0) return block.size >= 5 && memcmp(block.data, "HTTP/", 5) == 0;
    if (!hsy_http_is_type(content_type, "application/http")) return false;
    hsy_str kind = hsy_http_parameter(content_type, "msgtype");
    return kind.data == NULL || is_word(kind, "response");
}

/* --- Others ------------------------------------------------------------------------------------------------------ */

/* What robots may read is no story. */
static bool is_for_robots(hsy_str uri) {
    if (uri.size > 0 && uri.data[uri.size - 1] == '>') uri.size--;
    return hsy_str_ends(uri, "/robots.txt");
}

static hsy_warc_choice choose_plain(const hsy_input *input, const hsy_warc_header *header, hsy_str content_type) {
    if (hsy_http_is_page(content_type)) return (hsy_warc_choice){.taken = true, .kind = HSY_RECORD_PAGE};
    const bool text =
        hsy_http_is_type(content_type, "text/plain") && !is_for_robots(hsy_warc_value(input, header->uri));
    return (hsy_warc_choice){.taken = text, .kind = HSY_RECORD_TEXT};
}

hsy_warc_choice hsy_warc_choose(const hsy_input *input, const hsy_warc_header *header, hsy_str block, bool whole) {
    const hsy_str type = hsy_warc_value(input, header->type);
    const hsy_str content_type = hsy_warc_value(input, header->content_type);
    const bool response = is_word(type, "response");
    if (header->length == 0 || (!response && !is_word(type, "resource") && !is_word(type, "conversion"))) return PASSED;
    if (response && is_http_response(content_type, block)) return choose_http(input, header, block, whole);
    return choose_plain(input, header, content_type);
}
