/* SPDX-License-Identifier: Apache-2.0 */
/* The elements of HTML by name. */
#include <string.h>

#include "story/page/tree/tree.h"

static const char *const names[HSY_TAGS_COUNT] = {"", "", "",
#define X(name) #name,
                                                  HSY_TAGS(X)
#undef X
};
_Static_assert(HSY_TAGS_COUNT <= UINT8_MAX, "a tag is kept in a byte");

const char *hsy_tag_name(hsy_tag tag) {
    return names[tag];
}

static bool is_named(hsy_tag tag, hsy_str name) {
    return strncmp(names[tag], name.data, name.size) == 0 && names[tag][name.size] == '\0';
}

static hsy_tag find(hsy_str name) {
    size_t low = HSY_TAG_OTHER + 1, high = HSY_TAGS_COUNT;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        int order = strncmp(name.data, names[middle], name.size);
        if (order == 0 && names[middle][name.size] == '\0') return (hsy_tag)middle;
        /* A name stands before those that begin with it. */
        if (order <= 0)
            high = middle;
        else
            low = middle + 1;
    }
    return HSY_TAG_OTHER;
}

hsy_tag hsy_tag_find(hsy_tag_memory *memory, hsy_str name) {
    if (name.size == 0 || name.size > HSY_TAG_NAME_MAX) return HSY_TAG_OTHER;
    if (memory == NULL) return find(name);
    const unsigned char first = (unsigned char)name.data[0], second = (unsigned char)name.data[name.size / 2],
                        last = (unsigned char)name.data[name.size - 1];
    uint8_t *slot = &memory->slots[(first * 7U + second * 31U + last * 3U + name.size) % HSY_TAG_SLOTS];
    if (*slot > HSY_TAG_OTHER && is_named((hsy_tag)*slot, name)) return (hsy_tag)*slot;
    const hsy_tag found = find(name);
    if (found != HSY_TAG_OTHER) *slot = (uint8_t)found;
    return found;
}

bool hsy_tag_is_block(hsy_tag tag) {
    switch (tag) {
    case HSY_TAG_address:
    case HSY_TAG_article:
    case HSY_TAG_aside:
    case HSY_TAG_blockquote:
    case HSY_TAG_body:
    case HSY_TAG_br:
    case HSY_TAG_caption:
    case HSY_TAG_center:
    case HSY_TAG_dd:
    case HSY_TAG_details:
    case HSY_TAG_dialog:
    case HSY_TAG_div:
    case HSY_TAG_dl:
    case HSY_TAG_dt:
    case HSY_TAG_fieldset:
    case HSY_TAG_figcaption:
    case HSY_TAG_figure:
    case HSY_TAG_footer:
    case HSY_TAG_form:
    case HSY_TAG_h1:
    case HSY_TAG_h2:
    case HSY_TAG_h3:
    case HSY_TAG_h4:
    case HSY_TAG_h5:
    case HSY_TAG_h6:
    case HSY_TAG_head:
    case HSY_TAG_header:
    case HSY_TAG_hgroup:
    case HSY_TAG_hr:
    case HSY_TAG_html:
    case HSY_TAG_iframe:
    case HSY_TAG_legend:
    case HSY_TAG_li:
    case HSY_TAG_main:
    case HSY_TAG_menu:
    case HSY_TAG_nav:
    case HSY_TAG_noscript:
    case HSY_TAG_ol:
    case HSY_TAG_option:
    case HSY_TAG_p:
    case HSY_TAG_pre:
    case HSY_TAG_script:
    case HSY_TAG_section:
    case HSY_TAG_summary:
    case HSY_TAG_table:
    case HSY_TAG_tbody:
    case HSY_TAG_td:
    case HSY_TAG_textarea:
    case HSY_TAG_tfoot:
    case HSY_TAG_th:
    case HSY_TAG_thead:
    case HSY_TAG_title:
    case HSY_TAG_tr:
    case HSY_TAG_ul:
        return true;
    default:
        return false;
    }
}
