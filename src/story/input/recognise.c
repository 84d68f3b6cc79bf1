/* SPDX-License-Identifier: Apache-2.0 */
/* What an input is, by its first bytes. */
#include <string.h>
#include <strings.h>

#include "story/input/objects.h"

/* White space at the front is passed over, as far as HEAD_BYTES go. */
enum { FORM_BYTES = 4, HEAD_BYTES = 1 << 20, ROOT_BYTES = 16 };

/* The first bytes as 8-bit text, white space at their front left out. */
typedef struct head {
    const char *bytes;
    size_t size;
} head;

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f';
}

static head skip_space(head at) {
    while (at.size > 0 && is_space(*at.bytes)) {
        at.bytes++;
        at.size--;
    }
    return at;
}

static bool begins(head at, const char *with) {
    size_t length = strlen(with);
    return at.size >= length && strncasecmp(at.bytes, with, length) == 0;
}

/* --- JSON ---------------------------------------------------------------------------------------------------- */

/* Does the object at the head go on behind its first line? */
static bool runs_over_lines(head at) {
    size_t depth = 0;
    bool quoted = false;
    for (size_t i = 0; i < at.size && at.bytes[i] != '\n'; i++) {
        const char c = at.bytes[i];
        if (quoted && c == '\\')
            i++;
        else if (c == '"')
            quoted = !quoted;
        else if (!quoted && (c == '{' || c == '['))
            depth++;
        else if (!quoted && (c == '}' || c == ']') && --depth == 0)
            return false;
    }
    return depth > 0 && memchr(at.bytes, '\n', at.size) != NULL;
}

/* An object that merely wraps a list of stories is no line of JSON Lines, though it may well be written on one. */
static bool is_wrapper(head at) {
    size_t depth;
    return hsy_object_find_list((hsy_str){.data = at.bytes, .size = at.size}, &depth) > 0;
}

static const hsy_input_format *find_json(head at) {
    head inside = skip_space((head){at.bytes + 1, at.size - 1});
    if (*at.bytes == '[')
        return inside.size > 0 && (*inside.bytes == '{' || *inside.bytes == ']') ? &hsy_input_objects : NULL;
    if (inside.size == 0 || (*inside.bytes != '"' && *inside.bytes != '}')) return NULL;
    return runs_over_lines(at) || is_wrapper(at) ? &hsy_input_objects : &hsy_input_lines;
}

/* --- Markup ---------------------------------------------------------------------------------------------------- */

/* The end of a document type, which may have declarations in brackets. */
static const char *declaration_end(head at) {
    size_t depth = 0;
    for (size_t i = 0; i < at.size; i++) {
        depth += at.bytes[i] == '[';
        depth -= at.bytes[i] == ']' && depth > 0;
        if (at.bytes[i] == '>' && depth == 0) return at.bytes + i;
    }
    return NULL;
}

/* Behind an XML declaration, comments, processing instructions and a document type, if there are any. */
static head skip_prolog(head at) {
    for (;;) {
        at = skip_space(at);
        const char *ending = begins(at, "<?") ? "?>" : begins(at, "<!--") ? "-->" : begins(at, "<!") ? ">" : NULL;
        if (ending == NULL) return at;
        const char *end = *ending == '>' ? declaration_end(at) : memmem(at.bytes, at.size, ending, strlen(ending));
        if (end == NULL) return (head){at.bytes + at.size, 0};
        end += strlen(ending);
        at = (head){end, at.size - (size_t)(end - at.bytes)};
    }
}

static bool is_feed(head root) {
    return begins(root, "<rss") || begins(root, "<feed") || begins(root, "<rdf:RDF") || begins(root, "<atom:feed");
}

/* Whether an element stands there, or a prolog that has no end within the head. */
static bool is_markup(head at) {
    if (begins(at, "<!doctype") || begins(at, "<!--") || begins(at, "<?xml")) return true;
    if (at.size < 2 || *at.bytes != '<') return false;
    const char next = at.bytes[1];
    return (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z');
}

static const hsy_input_format *find_by_head(head at) {
    if (begins(at, "WARC/")) return &hsy_input_warc;
    at = skip_space(at);
    if (at.size == 0) return &hsy_input_text;
    const hsy_input_format *found = NULL;
    if (*at.bytes == '{' || *at.bytes == '[')
        found = find_json(at);
    else if (is_feed(skip_prolog(at)))
        found = &hsy_input_feed;
    else if (is_markup(at))
        found = &hsy_input_page;
    return found != NULL ? found : &hsy_input_text;
}

const char *hsy_input_no_page(hsy_str body) {
    const size_t size = body.size < HEAD_BYTES ? body.size : HEAD_BYTES;
    if (size == 0) return NULL;
    const hsy_input_format *format = find_by_head((head){body.data, size});
    if (format == &hsy_input_feed) return "a feed";
    return format == &hsy_input_lines || format == &hsy_input_objects ? "JSON" : NULL;
}

static const hsy_input_format *find_forced(hearsay_input forced, head at) {
    switch (forced) {
    case HEARSAY_INPUT_TEXT:
        return &hsy_input_text;
    case HEARSAY_INPUT_HTML:
        return &hsy_input_page;
    case HEARSAY_INPUT_JSON:
        at = skip_space(at);
        return at.size > 0 && (*at.bytes == '[' || runs_over_lines(at) || is_wrapper(at)) ? &hsy_input_objects
                                                                                          : &hsy_input_lines;
    case HEARSAY_INPUT_FEED:
        return &hsy_input_feed;
    case HEARSAY_INPUT_WARC:
        return &hsy_input_warc;
    case HEARSAY_INPUT_ANY:
        break;
    }
    return find_by_head(at);
}

/* --- The whole --------------------------------------------------------------------------------------------------- */

/* An 8-bit view of what has been read. A refused allocation shows in `narrow`. */
static head look(const hsy_input *input, hsy_buffer *narrow) {
    const size_t mark = input->form.mark < hsy_input_unread(input) ? input->form.mark : 0;
    head at = {hsy_input_bytes(input) + mark, hsy_input_unread(input) - mark};
    if (input->form.width == HSY_WIDTH_8) return at;
    (void)hsy_story_narrow(input->form.width, at.bytes, at.size, false, narrow);
    return (head){narrow->size == 0 ? "" : narrow->data, narrow->size};
}

/* Whether the head says all that is needed. A line may be all that comes for a while. */
static bool is_enough(head at) {
    at = skip_space(at);
    if (at.size == 0) return false;
    if (*at.bytes == '{' || *at.bytes == '[') return memchr(at.bytes, '\n', at.size) != NULL;
    return *at.bytes != '<' || skip_prolog(at).size >= ROOT_BYTES;
}

/* Whether the head is looked at again, after it has grown from `before` to `now` bytes. Looking costs as much as the
 * head is long, and it may grow by a byte at a time: so it has to double, but for a few times at first, since a line
 * may be all that comes for a while. */
static bool is_due(size_t looks, size_t before, size_t now) {
    enum { LOOKS_AT_ONCE = 64 };
    return looks < LOOKS_AT_ONCE || now >= 2 * before;
}

static hearsay_status look_for_format(hsy_input *input, hearsay_error *error) {
    hsy_buffer narrow;
    hsy_buffer_init(&narrow, &input->allocator);
    head at = look(input, &narrow);
    if (input->end || hsy_input_unread(input) > HEAD_BYTES || is_enough(at))
        input->format = find_forced(input->forced, at);
    bool failed = narrow.failed;
    hsy_buffer_free(&narrow);
    return failed ? hsy_fail_memory(error) : HEARSAY_OK;
}

static hearsay_status find_format(hsy_input *input, hearsay_error *error) {
    size_t looked = 0;
    for (size_t looks = 0; input->format == NULL;) {
        const size_t now = hsy_input_unread(input);
        hearsay_status status = HEARSAY_OK;
        if (input->end || now > HEAD_BYTES || is_due(looks, looked, now)) {
            status = look_for_format(input, error);
            looked = now;
            looks++;
        }
        if (status == HEARSAY_OK && input->format == NULL) status = hsy_input_fill(input, error);
        if (status != HEARSAY_OK) return status;
    }
    return HEARSAY_OK;
}

hearsay_status hsy_input_recognise(hsy_input *input, hearsay_error *error) {
    hearsay_status status = hsy_input_fill_to(input, FORM_BYTES - 1, error);
    if (status != HEARSAY_OK) return status;
    input->form = hsy_story_find_form(hsy_input_bytes(input), hsy_input_unread(input));
    status = find_format(input, error);
    if (status != HEARSAY_OK || input->format->wide) return status;
    input->at += input->form.mark;
    return hsy_input_narrow(input, error);
}
