/* SPDX-License-Identifier: Apache-2.0 */
/* How deep a page's tags are nested, in the way of libxml2. */
#include <string.h>

#include "story/page/tree/nest.h"

uint16_t hsy_nest_name(hsy_tag tag, uint64_t hash) {
    return (uint16_t)(tag == HSY_TAG_OTHER ? HSY_TAGS_COUNT + hash % HSY_NEST_OTHERS : tag);
}

/* --- What is known of names -------------------------------------------------------------------------------- */

/* An end tag ends open elements up to its own, if none of them has a higher priority. */
static unsigned priority_of(uint16_t name) {
    switch (name) {
    case HSY_TAG_div:
        return 150;
    case HSY_TAG_td:
    case HSY_TAG_th:
        return 160;
    case HSY_TAG_tr:
        return 170;
    case HSY_TAG_thead:
    case HSY_TAG_tbody:
    case HSY_TAG_tfoot:
        return 180;
    case HSY_TAG_table:
        return 190;
    case HSY_TAG_head:
    case HSY_TAG_body:
        return 200;
    case HSY_TAG_html:
        return 220;
    default:
        return 100;
    }
}

/* Elements that have no end tag; those of HTML 5 the parser doesn't know. */
static bool is_empty(uint16_t name) {
    switch (name) {
    case HSY_TAG_area:
    case HSY_TAG_base:
    case HSY_TAG_br:
    case HSY_TAG_col:
    case HSY_TAG_frame:
    case HSY_TAG_hr:
    case HSY_TAG_img:
    case HSY_TAG_input:
    case HSY_TAG_link:
    case HSY_TAG_meta:
    case HSY_TAG_param:
        return true;
    default:
        return false;
    }
}

#define T(name) HSY_TAG_##name
/* Which start tags end an open element of a name. */
static const uint8_t ends_a[] = {T(a), T(fieldset), T(table), T(td), T(th)};
static const uint8_t ends_address[] = {T(dd), T(dl), T(dt), T(form), T(li), T(ul)};
static const uint8_t ends_style_of_cell[] = {T(center), T(p), T(td), T(th)};
static const uint8_t ends_style[] = {T(p)};
static const uint8_t ends_u[] = {T(p), T(td), T(th)};
static const uint8_t ends_font[] = {T(center), T(td), T(th)};
static const uint8_t ends_span[] = {T(td), T(th)};
static const uint8_t ends_caption[] = {T(col), T(colgroup), T(tbody), T(tfoot), T(thead), T(tr)};
static const uint8_t ends_colgroup[] = {T(colgroup), T(tbody), T(tfoot), T(thead), T(tr)};
static const uint8_t ends_dd[] = {T(dt)};
static const uint8_t ends_dt[] = {T(dd), T(dl)};
static const uint8_t ends_dl[] = {T(form), T(li)};
static const uint8_t ends_form[] = {T(form)};
static const uint8_t ends_heading[] = {T(fieldset), T(form), T(li), T(p), T(table)};
static const uint8_t ends_head[] = {
    T(a),    T(abbr), T(address),  T(b),   T(big),  T(blockquote), T(body), T(br),     T(center),
    T(cite), T(code), T(dd),       T(dfn), T(div),  T(dl),         T(dt),   T(em),     T(fieldset),
    T(font), T(form), T(frameset), T(h1),  T(h2),   T(h3),         T(h4),   T(h5),     T(h6),
    T(hr),   T(i),    T(iframe),   T(img), T(kbd),  T(li),         T(map),  T(menu),   T(ol),
    T(p),    T(pre),  T(q),        T(s),   T(samp), T(small),      T(span), T(strike), T(strong),
    T(sub),  T(sup),  T(table),    T(tt),  T(u),    T(ul),         T(var)};
static const uint8_t ends_legend[] = {T(fieldset)};
static const uint8_t ends_li[] = {T(li)};
static const uint8_t ends_of_head[] = {T(body), T(frameset)};
static const uint8_t ends_menu[] = {T(dd), T(dl), T(dt), T(form), T(ul)};
static const uint8_t ends_ol[] = {T(form), T(ul)};
static const uint8_t ends_option[] = {T(optgroup), T(option)};
static const uint8_t ends_p[] = {T(address), T(blockquote), T(body),  T(caption), T(center),   T(col),  T(colgroup),
                                 T(dd),      T(div),        T(dl),    T(dt),      T(fieldset), T(form), T(frameset),
                                 T(h1),      T(h2),         T(h3),    T(h4),      T(h5),       T(h6),   T(head),
                                 T(hr),      T(li),         T(menu),  T(ol),      T(p),        T(pre),  T(table),
                                 T(tbody),   T(td),         T(tfoot), T(th),      T(title),    T(tr),   T(ul)};
static const uint8_t ends_pre[] = {T(dd), T(dl), T(dt), T(fieldset), T(form), T(li), T(table), T(ul)};
static const uint8_t ends_script[] = {T(noscript)};
static const uint8_t ends_tbody[] = {T(tbody), T(tfoot)};
static const uint8_t ends_td[] = {T(tbody), T(td), T(tfoot), T(th), T(tr)};
static const uint8_t ends_tfoot[] = {T(tbody)};
static const uint8_t ends_tr[] = {T(tbody), T(tfoot), T(tr)};
static const uint8_t ends_ul[] = {T(address), T(form), T(menu), T(ol), T(pre)};
#undef T

#define AMONG(list) (memchr(list, start, sizeof(list)) != NULL)
static bool ends_by(uint16_t open, uint16_t start) {
    if (start >= HSY_TAGS_COUNT) return false;
    switch (open) {
    case HSY_TAG_a:
        return AMONG(ends_a);
    case HSY_TAG_address:
        return AMONG(ends_address);
    case HSY_TAG_b:
    case HSY_TAG_i:
        return AMONG(ends_style_of_cell);
    case HSY_TAG_big:
    case HSY_TAG_s:
    case HSY_TAG_small:
    case HSY_TAG_strike:
    case HSY_TAG_tt:
        return AMONG(ends_style);
    case HSY_TAG_u:
        return AMONG(ends_u);
    case HSY_TAG_font:
        return AMONG(ends_font);
    case HSY_TAG_span:
        return AMONG(ends_span);
    case HSY_TAG_caption:
        return AMONG(ends_caption);
    case HSY_TAG_colgroup:
        return AMONG(ends_colgroup);
    case HSY_TAG_dd:
        return AMONG(ends_dd);
    case HSY_TAG_dt:
        return AMONG(ends_dt);
    case HSY_TAG_dl:
        return AMONG(ends_dl);
    case HSY_TAG_form:
        return AMONG(ends_form);
    case HSY_TAG_h1:
    case HSY_TAG_h2:
    case HSY_TAG_h3:
    case HSY_TAG_h4:
    case HSY_TAG_h5:
    case HSY_TAG_h6:
        return AMONG(ends_heading);
    case HSY_TAG_head:
        return AMONG(ends_head);
    case HSY_TAG_legend:
        return AMONG(ends_legend);
    case HSY_TAG_li:
        return AMONG(ends_li);
    case HSY_TAG_style:
    case HSY_TAG_title:
        return AMONG(ends_of_head);
    case HSY_TAG_menu:
        return AMONG(ends_menu);
    case HSY_TAG_ol:
        return AMONG(ends_ol);
    case HSY_TAG_option:
        return AMONG(ends_option);
    case HSY_TAG_p:
        return AMONG(ends_p);
    case HSY_TAG_pre:
        return AMONG(ends_pre);
    case HSY_TAG_script:
        return AMONG(ends_script);
    case HSY_TAG_tbody:
        return AMONG(ends_tbody);
    case HSY_TAG_td:
    case HSY_TAG_th:
        return AMONG(ends_td);
    case HSY_TAG_tfoot:
    case HSY_TAG_thead:
        return open == HSY_TAG_thead ? AMONG(ends_tbody) : AMONG(ends_tfoot);
    case HSY_TAG_tr:
        return AMONG(ends_tr);
    case HSY_TAG_ul:
        return AMONG(ends_ul);
    default:
        return false;
    }
}
#undef AMONG

/* --- Open elements ------------------------------------------------------------------------------------------ */

static void pop(hsy_nest *nest) {
    const hsy_nest_element *element = &nest->open[--nest->count];
    nest->last[element->name] = element->same;
    /* What was hidden inside it has ended with it. */
    nest->closings++;
}

/* The innermost open element of a higher priority, from 1 on; 0: none. */
static uint16_t find_higher(const hsy_nest *nest, unsigned priority) {
    size_t at = nest->count;
    while (at > 0 && priority_of(nest->open[at - 1].name) <= priority)
        at = nest->open[at - 1].higher;
    return (uint16_t)at;
}

static void push(hsy_nest *nest, uint16_t name) {
    nest->head_seen |= name == HSY_TAG_head || name == HSY_TAG_body;
    nest->body_seen |= name == HSY_TAG_body;
    nest->open[nest->count] =
        (hsy_nest_element){.name = name, .same = nest->last[name], .higher = find_higher(nest, priority_of(name))};
    nest->last[name] = (uint16_t)++nest->count;
}

static void end_by(hsy_nest *nest, uint16_t start) {
    while (nest->count > 0 && ends_by(nest->open[nest->count - 1].name, start))
        pop(nest);
}

/* Opens what the parser takes to be there around an element. */
static void imply(hsy_nest *nest, uint16_t name) {
    if (name == HSY_TAG_html) return;
    if (nest->count == 0) push(nest, HSY_TAG_html);
    const bool of_head = name == HSY_TAG_script || name == HSY_TAG_style || name == HSY_TAG_meta ||
                         name == HSY_TAG_link || name == HSY_TAG_title || name == HSY_TAG_base;
    if (name == HSY_TAG_body || name == HSY_TAG_head) return;
    if (nest->count <= 1 && of_head) {
        if (!nest->head_seen) push(nest, HSY_TAG_head);
    } else if (name != HSY_TAG_noframes && name != HSY_TAG_frame && name != HSY_TAG_frameset) {
        if (!nest->body_seen && nest->last[HSY_TAG_body] == 0 && nest->last[HSY_TAG_head] == 0)
            push(nest, HSY_TAG_body);
    }
}

static bool is_misplaced(const hsy_nest *nest, uint16_t name) {
    return (name == HSY_TAG_html && nest->count > 0) || (name == HSY_TAG_head && nest->count != 1) ||
           (name == HSY_TAG_body && nest->last[HSY_TAG_body] != 0);
}

static uint32_t hidden(const hsy_nest *nest, uint16_t name) {
    return nest->hidden_since[name] == nest->closings ? nest->hidden[name] : 0;
}

static void hide(hsy_nest *nest, uint16_t name, uint32_t count) {
    nest->hidden[name] = count;
    nest->hidden_since[name] = nest->closings;
}

bool hsy_nest_start(hsy_nest *nest, uint16_t name, bool empty) {
    end_by(nest, name);
    imply(nest, name);
    if (is_misplaced(nest, name)) {
        nest->misplaced++;
        return true;
    }
    if (is_empty(name)) return true;
    /* The text of a script must not become the page's. */
    const bool raw = name == HSY_TAG_script || name == HSY_TAG_style;
    const size_t most = HSY_PAGE_DEPTH_MAX + (raw ? 1 : 0);
    if (nest->count >= most) {
        if (!empty) hide(nest, name, hidden(nest, name) + 1);
        return false;
    }
    if (!empty) push(nest, name);
    return true;
}

void hsy_nest_text(hsy_nest *nest) {
    if (nest->count > 0) {
        const uint16_t inner = nest->open[nest->count - 1].name;
        if (inner != HSY_TAG_html && inner != HSY_TAG_head) return;
    }
    end_by(nest, HSY_TAG_p);
    imply(nest, HSY_TAG_p);
    push(nest, HSY_TAG_p);
}

hsy_nest_end hsy_nest_end_tag(hsy_nest *nest, uint16_t name) {
    if (nest->misplaced > 0 && (name == HSY_TAG_html || name == HSY_TAG_body || name == HSY_TAG_head)) {
        nest->misplaced--;
        return HSY_NEST_ENDS;
    }
    const uint32_t waiting = hidden(nest, name);
    if (waiting > 0) {
        hide(nest, name, waiting - 1);
        return HSY_NEST_HIDDEN;
    }
    if (nest->last[name] <= find_higher(nest, priority_of(name))) return HSY_NEST_STRAY;
    const size_t keep = (size_t)nest->last[name] - 1;
    while (nest->count > keep)
        pop(nest);
    return HSY_NEST_ENDS;
}
