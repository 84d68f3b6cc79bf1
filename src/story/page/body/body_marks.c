/* SPDX-License-Identifier: Apache-2.0 */
/* What is beside the article, by its tag, its attributes and the words of its class: left out. */
#include <string.h>

#include "story/page/body/body.h"

enum {
    FORM_PROSE = 250,   /* a box around a form has no more prose */
    NOTICE_PROSE = 1000 /* a notice has less, though it may be all the prose of a page */
};

typedef struct marker {
    hsy_body *body;
    const struct hsy_words *words;
    uint32_t whole;                     /* prose of the page */
    uint32_t caption_prose;             /* of what was taken for captions */
    uint32_t hidden_prose;              /* of what was left out since it is hidden */
    uint32_t headline;                  /* the first <h1>, or 0 */
    uint32_t first_anchor, last_anchor; /* elements that stand by the article: <article>, <main>, <h1>; 0: none */
} marker;

/* --- Attributes ----------------------------------------------------------------------------------------------- */

typedef struct looks {
    unsigned kinds;
    bool hidden, beside, body, main;
} looks;

static bool has(hsy_str value, const char *word) {
    const size_t size = strlen(word);
    for (size_t i = 0; i + size <= value.size; i++)
        if (memcmp(value.data + i, word, size) == 0) return true;
    return false;
}

static bool is_hiding(hsy_str style) {
    for (size_t i = 0; i + 12 <= style.size; i++) {
        if (memcmp(style.data + i, "display:", 8) != 0) continue;
        i += 8;
        while (i < style.size && style.data[i] == ' ')
            i++;
        return i + 4 <= style.size && memcmp(style.data + i, "none", 4) == 0;
    }
    return false;
}

static bool is_role_beside(hsy_str role) {
    static const char *const roles[] = {"alert",  "alertdialog", "banner",  "complementary", "contentinfo",
                                        "dialog", "menu",        "menubar", "navigation",    "search",
                                        "status", "tablist",     "toolbar"};
    return hsy_story_listed(roles, sizeof roles / sizeof *roles, role);
}

/* What a page whose classes are made by a machine calls its parts: for its tests, its statistics, its scripts. */
static bool names_part(hsy_str name) {
    static const char *const names[] = {"data-component", "data-component-name", "data-module",
                                        "data-qa",        "data-test-id",        "data-testid"};
    return hsy_story_listed(names, sizeof names / sizeof *names, name);
}

static looks look_at(const marker *m, uint32_t node) {
    const hsy_tree *tree = m->body->tree;
    const hsy_node *of = &tree->nodes[node];
    looks found = {.kinds = 0};
    for (uint32_t i = 0; i < of->attribute_count; i++) {
        const hsy_attribute *attribute = &tree->attributes[of->first_attribute + i];
        const hsy_str name = attribute->name, value = attribute->value;
        switch (name.size) {
        case 2:
            if (memcmp(name.data, "id", 2) == 0) found.kinds |= hsy_body_kinds(m->words, value);
            break;
        case 4:
            if (memcmp(name.data, "name", 4) == 0) found.body |= hsy_str_equal(value, hsy_str_of("articleBody"));
            if (memcmp(name.data, "role", 4) == 0) {
                found.beside |= is_role_beside(value);
                found.main |= hsy_str_equal(value, hsy_str_of("main"));
            }
            break;
        case 5:
            if (memcmp(name.data, "class", 5) == 0) found.kinds |= hsy_body_kinds(m->words, value);
            if (memcmp(name.data, "style", 5) == 0) found.hidden |= is_hiding(value);
            break;
        case 6:
            if (memcmp(name.data, "hidden", 6) == 0) found.hidden = true;
            break;
        case 8:
            if (memcmp(name.data, "itemprop", 8) == 0) found.body |= has(value, "articleBody");
            break;
        case 11:
            if (memcmp(name.data, "aria-hidden", 11) == 0) found.hidden |= hsy_str_equal(value, hsy_str_of("true"));
            break;
        default:
            break;
        }
        if (name.size >= 7 && memcmp(name.data, "data-", 5) == 0 && names_part(name))
            found.kinds |= hsy_body_kinds(m->words, value);
    }
    return found;
}

/* --- Tags ----------------------------------------------------------------------------------------------------- */

/* Elements of AMP whose text is no reader's: shown until something is there, or on demand. */
static bool is_never_amp(hsy_str name) {
    static const char *const names[] = {"amp-ad",
                                        "amp-app-banner",
                                        "amp-audio",
                                        "amp-consent",
                                        "amp-embed",
                                        "amp-iframe",
                                        "amp-list",
                                        "amp-next-page",
                                        "amp-sidebar",
                                        "amp-social-share",
                                        "amp-state",
                                        "amp-sticky-ad",
                                        "amp-user-notification",
                                        "amp-video",
                                        "amp-youtube"};
    return name.size > 4 && memcmp(name.data, "amp-", 4) == 0 &&
           hsy_story_listed(names, sizeof names / sizeof *names, name);
}

/* No part of an article's text, whatever they hold. */
static bool is_never_text(hsy_tag tag, hsy_str name) {
    switch (tag) {
    case HSY_TAG_audio:
    case HSY_TAG_button:
    case HSY_TAG_canvas:
    case HSY_TAG_datalist:
    case HSY_TAG_embed:
    case HSY_TAG_head:
    case HSY_TAG_iframe:
    case HSY_TAG_input:
    case HSY_TAG_label:
    case HSY_TAG_map:
    case HSY_TAG_noframes:
    case HSY_TAG_noscript:
    case HSY_TAG_object:
    case HSY_TAG_option:
    case HSY_TAG_progress:
    case HSY_TAG_rp:
    case HSY_TAG_rt:
    case HSY_TAG_script:
    case HSY_TAG_select:
    case HSY_TAG_style:
    case HSY_TAG_svg:
    case HSY_TAG_template:
    case HSY_TAG_textarea:
    case HSY_TAG_title:
    case HSY_TAG_video:
        return true;
    case HSY_TAG_OTHER:
        return is_never_amp(name);
    default:
        return false;
    }
}

/* Beside the article, unless most of the page's prose is in it. */
static bool is_beside(hsy_tag tag) {
    switch (tag) {
    case HSY_TAG_aside:
    case HSY_TAG_dialog:
    case HSY_TAG_fieldset:
    case HSY_TAG_footer:
    case HSY_TAG_form:
    case HSY_TAG_header:
    case HSY_TAG_menu:
    case HSY_TAG_nav:
        return true;
    default:
        return false;
    }
}

/* Elements inside a line: their classes speak of looks. */
static bool is_wording(hsy_tag tag) {
    switch (tag) {
    case HSY_TAG_a:
    case HSY_TAG_abbr:
    case HSY_TAG_b:
    case HSY_TAG_big:
    case HSY_TAG_br:
    case HSY_TAG_em:
    case HSY_TAG_font:
    case HSY_TAG_i:
    case HSY_TAG_img:
    case HSY_TAG_mark:
    case HSY_TAG_strong:
    case HSY_TAG_u:
        return true;
    default:
        return false;
    }
}

/* --- Marking -------------------------------------------------------------------------------------------------- */

static bool is_page(hsy_tag tag) {
    return tag == HSY_TAG_html || tag == HSY_TAG_body || tag == HSY_TAG_frameset;
}

/* Whether an <article>, a <main> or a headline stands outside of `node` and none of the first and the last inside. */
static bool is_apart(const marker *m, uint32_t node) {
    const uint32_t end = m->body->tree->nodes[node].end;
    return m->first_anchor != 0 && (m->last_anchor < node || m->first_anchor >= end);
}

/* Whether the headline is in it with a good part of the page's prose: then its class says what else is in it. */
static bool holds_headline(const marker *m, uint32_t node, uint32_t prose) {
    return m->headline > node && m->headline < m->body->tree->nodes[node].end && prose > m->whole / 8;
}

static uint16_t flags_of(const marker *m, uint32_t node) {
    const hsy_node *of = &m->body->tree->nodes[node];
    const hsy_tag tag = (hsy_tag)of->tag;
    if (is_page(tag)) return 0;
    if (is_never_text(tag, of->text)) return HSY_BODY_OUT;
    if (is_wording(tag)) return 0;
    if (tag == HSY_TAG_span && hsy_body_is_box_of_links(m->body->tree, node)) return HSY_BODY_OUT;
    if (tag == HSY_TAG_sup) return hsy_body_is_note_mark(m->body->tree, node) ? HSY_BODY_OUT : 0;
    const looks found = look_at(m, node);
    uint16_t flags = 0;
    if (found.body) return HSY_BODY_GOOD | HSY_BODY_ITEM;
    if ((found.kinds & HSY_WORD_GOOD) != 0) flags |= HSY_BODY_GOOD;
    if (tag == HSY_TAG_article || tag == HSY_TAG_main || found.main) flags |= HSY_BODY_ARTICLE;
    const hsy_body_mode mode = m->body->mode;
    const uint32_t prose = hsy_body_prose(m->body, node);
    if (mode == HSY_BODY_ALL) return tag == HSY_TAG_nav ? HSY_BODY_OUT : flags;
    /* Whether its class may be a reason. */
    const bool named = !holds_headline(m, node, prose);
    if (named && (found.kinds & HSY_WORD_NEVER) != 0 &&
        (prose <= m->whole / 10 * 8 || (prose < NOTICE_PROSE && is_apart(m, node))))
        return HSY_BODY_OUT;
    const bool by_nature = is_beside(tag) || found.beside;
    if (by_nature && (prose <= m->whole / 2 || (mode == HSY_BODY_STRICT && is_apart(m, node)))) return HSY_BODY_OUT;
    if (mode != HSY_BODY_STRICT) return flags;
    const bool kept = (found.kinds & HSY_WORD_KEEP) != 0;
    if (named && !kept && (found.kinds & HSY_WORD_DROP) != 0 && prose <= m->whole / 2 &&
        !hsy_body_is_quotation(m->body->tree, node))
        return HSY_BODY_OUT;
    if ((tag == HSY_TAG_div || tag == HSY_TAG_section) && prose <= FORM_PROSE && prose <= m->whole / 8 &&
        hsy_body_is_box_of_form(m->body->tree, node))
        return HSY_BODY_OUT;
    if (found.hidden && prose <= m->whole / 2) return HSY_BODY_HIDDEN;
    const bool caption =
        !kept && (tag == HSY_TAG_figcaption || tag == HSY_TAG_figure || (found.kinds & HSY_WORD_CAPTION) != 0);
    return caption && prose <= m->whole / 4 ? HSY_BODY_CAPTION : flags;
}

/* Leaves out the units whose text is all beside the article, and what of the others is. */
static void leave_out(hsy_body *body) {
    const hsy_node *nodes = body->tree->nodes;
    uint32_t node = 0, out_end = 0;
    for (size_t i = 0; i < body->unit_count; i++) {
        hsy_unit *unit = &body->units[i];
        bool kept = false, out = false;
        for (; node < unit->end; node++) {
            if (node >= out_end && (body->flags[node] & HSY_BODY_BESIDE) != 0) out_end = nodes[node].end;
            if (node < unit->first || nodes[node].tag != HSY_TAG_TEXT) continue;
            if (node < out_end)
                out = true;
            else
                kept = true;
        }
        unit->left_out = !kept;
        if (!kept || (!out && !unit->partial)) continue;
        hsy_body_measure(body, unit, false);
        unit->partial = out;
    }
}

static void find_anchors(marker *m) {
    const hsy_tree *tree = m->body->tree;
    for (uint32_t node = 1; node < tree->count; node++) {
        const uint16_t tag = tree->nodes[node].tag;
        if (tag != HSY_TAG_article && tag != HSY_TAG_main && tag != HSY_TAG_h1) continue;
        if (m->first_anchor == 0) m->first_anchor = node;
        if (tag == HSY_TAG_h1 && m->headline == 0) m->headline = node;
        m->last_anchor = node;
    }
}

/* Where most of the prose is hidden until the reader asks for it, or stands under pictures, it is the article's text.
 */
static void free_text(const marker *m) {
    hsy_body_sum_prose(m->body);
    const uint32_t rest = m->body->prose[m->body->tree->count];
    unsigned freed = 0;
    if (m->caption_prose / 2 > rest) freed |= HSY_BODY_CAPTION;
    if (m->hidden_prose / 2 > rest) freed |= HSY_BODY_HIDDEN;
    if (freed == 0) return;
    for (uint32_t node = 0; node < m->body->tree->count; node++)
        m->body->flags[node] &= (uint16_t)~freed;
    leave_out(m->body);
}

void hsy_body_mark(hsy_body *body, const struct hsy_words *words) {
    marker m = {.body = body, .words = words, .whole = body->prose[body->tree->count]};
    find_anchors(&m);
    uint32_t caption_end = 0;
    for (uint32_t node = 1; node < body->tree->count; node++) {
        const hsy_node *of = &body->tree->nodes[node];
        if (of->tag == HSY_TAG_TEXT || of->end == node + 1) continue;
        uint16_t flags = flags_of(&m, node);
        if (node < caption_end) flags &= HSY_BODY_OUT | HSY_BODY_HIDDEN;
        body->flags[node] = flags;
        if ((flags & HSY_BODY_HIDDEN) != 0) m.hidden_prose += hsy_body_prose(body, node);
        if ((flags & HSY_BODY_CAPTION) != 0) {
            m.caption_prose += hsy_body_prose(body, node);
            caption_end = of->end;
        } else if ((flags & HSY_BODY_BESIDE) != 0) {
            node = of->end - 1;
        }
    }
    leave_out(body);
    free_text(&m);
}
