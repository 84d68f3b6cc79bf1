/* SPDX-License-Identifier: Apache-2.0 */
/* The header of a WARC record. */
#include "story/input/warc.h"

#include <string.h>
#include <strings.h>

/* --- Lines ------------------------------------------------------------------------------------------------------- */

static bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* bytes[*at, ...) up to the line's end, which may be a line feed alone; *at is moved behind it. false: it has none. */
static bool take_line(const char *bytes, size_t size, size_t *at, hsy_span *line) {
    const char *newline = *at < size ? memchr(bytes + *at, '\n', size - *at) : NULL;
    if (newline == NULL) return false;
    *line = (hsy_span){*at, (size_t)(newline - bytes)};
    *at = line->end + 1;
    if (line->end > line->start && bytes[line->end - 1] == '\r') line->end--;
    return true;
}

static hsy_span trim(const char *bytes, hsy_span span) {
    while (span.start < span.end && is_blank(bytes[span.start]))
        span.start++;
    while (span.end > span.start && (is_blank(bytes[span.end - 1]) || bytes[span.end - 1] == '\r'))
        span.end--;
    return span;
}

/* Joins the lines that go on the one before *at to it. false: the line behind is not there yet. */
static bool unfold(char *bytes, size_t size, size_t *at, hsy_span *line) {
    for (;;) {
        if (*at == size) return false;
        if (!is_blank(bytes[*at])) return true;
        const size_t before = *at;
        hsy_span more;
        if (!take_line(bytes, size, at, &more)) return false;
        memset(bytes + line->end, ' ', before - line->end);
        line->end = more.end;
    }
}

/* "WARC/1.0" */
static bool is_version(const char *bytes, hsy_span line) {
    static const char name[] = "WARC/";
    line = trim(bytes, line);
    if (line.end - line.start < sizeof name + 2 || memcmp(bytes + line.start, name, sizeof name - 1) != 0) return false;
    size_t at = line.start + sizeof name - 1;
    if (!is_digit(bytes[at]) || bytes[at + 1] != '.') return false;
    for (at += 2; at < line.end; at++)
        if (!is_digit(bytes[at])) return false;
    return true;
}

/* --- Fields ------------------------------------------------------------------------------------------------------ */

static bool is_named(const char *bytes, hsy_span name, const char *as) {
    size_t length = strlen(as);
    return name.end - name.start == length && strncasecmp(bytes + name.start, as, length) == 0;
}

/* Decimal digits alone; false also where the number is too large to be one. */
static bool read_length(const char *bytes, hsy_span text, uint64_t *length) {
    *length = 0;
    for (size_t i = text.start; i < text.end; i++) {
        if (!is_digit(bytes[i]) || *length > (INT64_MAX - 9) / 10) return false;
        *length = *length * 10 + (uint64_t)(bytes[i] - '0');
    }
    return text.end > text.start;
}

/* Of a field that comes again, the first counts, but two lengths are one too many. NULL: all is well. */
static const char *take_length(const char *bytes, hsy_span value, hsy_warc_header *header) {
    uint64_t length;
    if (!read_length(bytes, value, &length)) return "its Content-Length is no length";
    if (header->has_length && header->length != length) return "it has two Content-Lengths";
    header->has_length = true;
    header->length = length;
    return NULL;
}

static const char *take_field(const char *bytes, hsy_span name, hsy_span value, hsy_warc_header *header) {
    const struct {
        const char *name;
        hsy_span *value;
    } fields[] = {
        {"WARC-Type", &header->type},
        {"WARC-Record-ID", &header->id},
        {"WARC-Date", &header->date},
        {"WARC-Target-URI", &header->uri},
        {"Content-Type", &header->content_type},
        {"WARC-Identified-Payload-Type", &header->identified_type},
        {"WARC-Payload-Digest", &header->payload_digest},
        {"WARC-Block-Digest", &header->block_digest},
        {"WARC-Truncated", &header->truncated},
        {"WARC-Segment-Number", &header->segment},
    };
    if (is_named(bytes, name, "Content-Length")) return take_length(bytes, value, header);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (!is_named(bytes, name, fields[i].name)) continue;
        if (fields[i].value->end == fields[i].value->start) *fields[i].value = value;
        break;
    }
    return NULL;
}

static const char *take_line_of_field(const char *bytes, hsy_span line, hsy_warc_header *header) {
    const char *colon = memchr(bytes + line.start, ':', line.end - line.start);
    if (colon == NULL) return "its header has a line that is no field";
    hsy_span name = trim(bytes, (hsy_span){line.start, (size_t)(colon - bytes)});
    hsy_span value = trim(bytes, (hsy_span){(size_t)(colon - bytes) + 1, line.end});
    if (name.end == name.start) return "its header has a field without a name";
    return take_field(bytes, name, value, header);
}

static const char *find_lack(const hsy_warc_header *header) {
    if (header->type.end == header->type.start) return "its header has no WARC-Type";
    return header->has_length ? NULL : "its header has no Content-Length";
}

/* --- The whole --------------------------------------------------------------------------------------------------- */

hsy_warc_parsed hsy_warc_parse_header(char *bytes, size_t size, hsy_warc_header *header, const char **why) {
    *header = (hsy_warc_header){.size = 0};
    *why = NULL;
    size_t at = 0;
    hsy_span line;
    if (!take_line(bytes, size, &at, &line)) return HSY_WARC_PARTIAL;
    if (!is_version(bytes, line)) {
        *why = "its first line names no version of WARC";
        return HSY_WARC_REFUSED;
    }
    for (;;) {
        if (!take_line(bytes, size, &at, &line)) return HSY_WARC_PARTIAL;
        if (line.end == line.start) break;
        if (!unfold(bytes, size, &at, &line)) return HSY_WARC_PARTIAL;
        *why = take_line_of_field(bytes, line, header);
        if (*why != NULL) return HSY_WARC_REFUSED;
    }
    header->size = at;
    *why = find_lack(header);
    return *why == NULL ? HSY_WARC_PARSED : HSY_WARC_REFUSED;
}

hearsay_status hsy_warc_read_header(hsy_input *input, hsy_warc_header *header, hsy_warc_parsed *parsed,
                                    const char **why, hearsay_error *error) {
    for (;;) {
        /* The window is the reader's own, and so may be written to. */
        const size_t unread = hsy_input_unread(input);
        char *bytes = unread == 0 ? NULL : input->pending.data + input->at;
        const size_t size = unread < HSY_WARC_HEADER_BYTES_MAX ? unread : HSY_WARC_HEADER_BYTES_MAX;
        *parsed = unread == 0 ? HSY_WARC_PARTIAL : hsy_warc_parse_header(bytes, size, header, why);
        if (*parsed != HSY_WARC_PARTIAL || unread > HSY_WARC_HEADER_BYTES_MAX || input->end) return HEARSAY_OK;
        /* Twice as much each time: it is parsed anew, and bytes may come one by one. */
        hearsay_status status = hsy_warc_fill_to(input, 2 * unread + 1, error);
        if (status != HEARSAY_OK) return status;
    }
}

/* --- Dates ------------------------------------------------------------------------------------------------------- */

/* Digits at text[*at], and the character before them where they are not the first; false: others stand there. */
static bool take_number(hsy_str text, size_t *at, char before, size_t digits, int *number) {
    size_t i = *at;
    if (i > 0 && (i == text.size || text.data[i++] != before)) return false;
    if (text.size - i < digits) return false;
    *number = 0;
    for (size_t end = i + digits; i < end; i++) {
        if (!is_digit(text.data[i])) return false;
        *number = *number * 10 + (text.data[i] - '0');
    }
    *at = i;
    return true;
}

/* Days from 1 January 1970 to that day of the Gregorian calendar, whose years are counted from March here. */
static int64_t days_to(int year, int month, int day) {
    const int64_t y = month > 2 ? year : year - 1;
    const int64_t in_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    return 365 * y + y / 4 - y / 100 + y / 400 + in_year - 719468;
}

bool hsy_warc_read_date(hsy_str text, int64_t *seconds) {
    static const char before[] = {'\0', '-', '-', 'T', ':', ':'};
    int parts[] = {0, 1, 1, 0, 0, 0};
    size_t at = 0, count = 0;
    /* WARC 1.1 may leave out what is not known, from the seconds on up to the month. */
    while (count < 6 && take_number(text, &at, before[count], count == 0 ? 4 : 2, &parts[count]))
        count++;
    if (count == 0 || parts[1] < 1 || parts[1] > 12 || parts[2] < 1 || parts[2] > 31) return false;
    *seconds = ((days_to(parts[0], parts[1], parts[2]) * 24 + parts[3]) * 60 + parts[4]) * 60 + parts[5];
    return true;
}
