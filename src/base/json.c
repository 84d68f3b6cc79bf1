/* SPDX-License-Identifier: Apache-2.0 */
/* JSON out. */
#include "base/base.h"

static void escape(hsy_buffer *buffer, uint32_t point) {
    switch (point) {
    case '"':
        hsy_buffer_text(buffer, "\\\"");
        return;
    case '\\':
        hsy_buffer_text(buffer, "\\\\");
        return;
    case '\n':
        hsy_buffer_text(buffer, "\\n");
        return;
    case '\r':
        hsy_buffer_text(buffer, "\\r");
        return;
    case '\t':
        hsy_buffer_text(buffer, "\\t");
        return;
    default:
        hsy_buffer_format(buffer, "\\u%04x", (unsigned)point);
        return;
    }
}

/* U+2028 and U+2029 are valid in JSON, but many a line reader breaks lines at them; and some terminals obey the control
 * characters behind U+0080. */
static bool must_escape(uint32_t point) {
    bool control = point < 0x20 || (point >= 0x7F && point < 0xA0);
    return control || point == '"' || point == '\\' || point == 0x2028 || point == 0x2029;
}

void hsy_json_string(hsy_buffer *buffer, hsy_str text) {
    if (text.data == NULL) {
        hsy_buffer_text(buffer, "null");
        return;
    }
    hsy_buffer_char(buffer, '"');
    size_t plain = 0, at = 0;
    while (at < text.size) {
        size_t length;
        uint32_t point = hsy_utf8_decode(text.data, text.size, at, &length);
        bool broken = point == 0xFFFD && length == 1;
        if (broken || must_escape(point)) {
            hsy_buffer_add(buffer, text.data + plain, at - plain);
            if (broken)
                hsy_buffer_text(buffer, "\xEF\xBF\xBD");
            else
                escape(buffer, point);
            plain = at + length;
        }
        at += length;
    }
    hsy_buffer_add(buffer, text.data + plain, text.size - plain);
    hsy_buffer_char(buffer, '"');
}
