/* SPDX-License-Identifier: Apache-2.0 */
/* The head of an HTTP response. */
#include "story/record/http.h"

#include <string.h>
#include <strings.h>

/* --- Tokens ------------------------------------------------------------------------------------------------------ */

/* A folded line's break counts as white space. */
static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static hsy_str trim(hsy_str text) {
    while (text.size > 0 && is_space(*text.data)) {
        text.data++;
        text.size--;
    }
    while (text.size > 0 && is_space(text.data[text.size - 1]))
        text.size--;
    return text;
}

static bool is_word(hsy_str text, const char *word) {
    return text.size == strlen(word) && strncasecmp(text.data, word, text.size) == 0;
}

static bool begins(hsy_str text, const char *with) {
    const size_t length = strlen(with);
    return text.size >= length && strncasecmp(text.data, with, length) == 0;
}

/* Takes what stands before `mark`, trimmed, off the front of `list`. false: nothing is left. */
static bool take_item(hsy_str *list, char mark, hsy_str *item) {
    if (list->size == 0) return false;
    const char *end = memchr(list->data, mark, list->size);
    const size_t size = end == NULL ? list->size : (size_t)(end - list->data);
    const size_t used = end == NULL ? size : size + 1;
    *item = trim((hsy_str){list->data, size});
    *list = (hsy_str){list->data + used, list->size - used};
    return true;
}

/* --- Content-Type ------------------------------------------------------------------------------------------------ */

bool hsy_http_is_type(hsy_str content_type, const char *type) {
    hsy_str named;
    return take_item(&content_type, ';', &named) && is_word(named, type);
}

bool hsy_http_is_page(hsy_str content_type) {
    return hsy_http_is_type(content_type, "text/html") || hsy_http_is_type(content_type, "application/xhtml+xml");
}

hsy_str hsy_http_parameter(hsy_str content_type, const char *name) {
    hsy_str item;
    (void)take_item(&content_type, ';', &item);
    while (take_item(&content_type, ';', &item)) {
        hsy_str key;
        if (!take_item(&item, '=', &key) || !is_word(key, name)) continue;
        item = trim(item);
        while (item.size > 0 && (*item.data == '"' || *item.data == '\'')) {
            item.data++;
            item.size--;
        }
        while (item.size > 0 && (item.data[item.size - 1] == '"' || item.data[item.size - 1] == '\''))
            item.size--;
        if (item.size > 0) return item;
    }
    return (hsy_str){.data = NULL, .size = 0};
}

bool hsy_http_is_markup(hsy_str body) {
    if (begins(body, "\xEF\xBB\xBF")) body = (hsy_str){body.data + 3, body.size - 3};
    body = trim(body);
    if (body.size < 2 || *body.data != '<') return false;
    const char next = body.data[1];
    return next == '!' || next == '?' || (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z');
}

/* --- Fields ------------------------------------------------------------------------------------------------------ */

static hsy_coding coding_of(hsy_str name) {
    if (is_word(name, "gzip") || is_word(name, "x-gzip")) return HSY_CODING_GZIP;
    if (is_word(name, "deflate")) return HSY_CODING_DEFLATE;
    if (is_word(name, "br")) return HSY_CODING_BROTLI;
    return HSY_CODING_UNKNOWN;
}

typedef struct coding_list {
    hsy_http_coding codings[HSY_HTTP_CODINGS_MAX];
    size_t count;
} coding_list;

static void add_codings(hsy_str value, coding_list *list, bool *chunked) {
    hsy_str name;
    while (take_item(&value, ',', &name)) {
        if (name.size == 0 || is_word(name, "identity")) continue;
        if (chunked != NULL && is_word(name, "chunked")) {
            *chunked = true;
            continue;
        }
        if (list->count < HSY_HTTP_CODINGS_MAX)
            list->codings[list->count] = (hsy_http_coding){.coding = coding_of(name), .name = name};
        list->count++;
    }
}

/* A message being read. */
typedef struct reading {
    hsy_http_head *head;
    coding_list content, transfer; /* both may be given in several fields */
} reading;

static void take_field(reading *to, hsy_str field) {
    hsy_str name, value = field;
    if (memchr(field.data, ':', field.size) == NULL || !take_item(&value, ':', &name)) return;
    value = trim(value);
    if (is_word(name, "Content-Type") && value.size > 0)
        to->head->content_type = value; /* the last one counts, as in browsers */
    else if (is_word(name, "Content-Encoding"))
        add_codings(value, &to->content, NULL);
    else if (is_word(name, "Transfer-Encoding"))
        add_codings(value, &to->transfer, &to->head->chunked);
}

/* What was applied to the content comes first, what was applied for the transfer behind it. */
static void keep_codings(reading *from) {
    hsy_http_head *head = from->head;
    const coding_list *lists[] = {&from->content, &from->transfer};
    for (size_t i = 0; i < 2; i++) {
        for (size_t j = 0; j < lists[i]->count && j < HSY_HTTP_CODINGS_MAX; j++)
            if (head->coding_count + j < HSY_HTTP_CODINGS_MAX)
                head->codings[head->coding_count + j] = lists[i]->codings[j];
        head->coding_count += lists[i]->count;
    }
}

/* --- Lines ------------------------------------------------------------------------------------------------------- */

/* "HTTP/1.1 200 OK" */
static bool read_status(hsy_str line, int *status) {
    hsy_str version;
    if (!begins(line, "HTTP/") || !take_item(&line, ' ', &version)) return false;
    line = trim(line);
    if (line.size < 3) return false;
    *status = 0;
    for (size_t i = 0; i < 3; i++) {
        if (line.data[i] < '0' || line.data[i] > '9') return false;
        *status = *status * 10 + (line.data[i] - '0');
    }
    return line.size == 3 || is_space(line.data[3]);
}

/* The line at message[*at], without its end; *at is moved behind it. false: it has no end. */
static bool take_line(hsy_str message, size_t *at, hsy_str *line) {
    const char *start = message.data + *at;
    const char *newline = *at < message.size ? memchr(start, '\n', message.size - *at) : NULL;
    if (newline == NULL) return false;
    *line = (hsy_str){start, (size_t)(newline - start)};
    *at += line->size + 1;
    if (line->size > 0 && line->data[line->size - 1] == '\r') line->size--;
    return true;
}

/* The same with the folded lines that go on it. */
static bool take_folded(hsy_str message, size_t *at, hsy_str *line) {
    if (!take_line(message, at, line)) return false;
    hsy_str more;
    while (line->size > 0 && *at < message.size && (message.data[*at] == ' ' || message.data[*at] == '\t')) {
        if (!take_line(message, at, &more)) return false;
        line->size = (size_t)(more.data + more.size - line->data);
    }
    return true;
}

static hsy_http_parsed parse_fields(hsy_str message, size_t *at, reading *to) {
    for (;;) {
        hsy_str line;
        /* The page itself: the empty line was left out. */
        if (*at < message.size && message.data[*at] == '<') return HSY_HTTP_PARSED;
        if (!take_folded(message, at, &line)) return HSY_HTTP_PARTIAL;
        if (line.size == 0) return HSY_HTTP_PARSED;
        take_field(to, line);
    }
}

/* Whether what is left may be the beginning of a response. */
static bool is_cut_off(hsy_str rest) {
    static const char name[] = "HTTP/";
    const size_t size = rest.size < sizeof name - 1 ? rest.size : sizeof name - 1;
    return rest.size > 0 && strncasecmp(rest.data, name, size) == 0;
}

hsy_http_parsed hsy_http_parse_head(hsy_str message, hsy_http_head *head) {
    size_t at = 0;
    for (;;) {
        hsy_str line;
        reading to = {.head = head};
        *head = (hsy_http_head){.size = 0};
        if (!take_line(message, &at, &line))
            return is_cut_off((hsy_str){message.data + at, message.size - at}) ? HSY_HTTP_PARTIAL : HSY_HTTP_REFUSED;
        if (!read_status(line, &head->status)) return HSY_HTTP_REFUSED;
        if (parse_fields(message, &at, &to) == HSY_HTTP_PARTIAL) return HSY_HTTP_PARTIAL;
        head->size = at;
        keep_codings(&to);
        /* "100 Continue" and its kin come before the response itself. */
        if (head->status < 100 || head->status > 199 || head->status == 101) return HSY_HTTP_PARSED;
    }
}
