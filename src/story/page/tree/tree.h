/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A page's elements and text as one array in the order of the page, made from the events of libxml2's HTML parser.
 *
 *     node:   0 document   1 html   2 head   3 title   4 "Dam"   5 body   6 p   7 "The ..."
 *     end:    8            8        5        5         5         8        8     8
 *
 * The nodes below node n are those in (n, nodes[n].end); its first child is n + 1, where that is below `end`, and the
 * next sibling of a child is the child's `end`.
 */
#ifndef HSY_STORY_PAGE_TREE_H
#define HSY_STORY_PAGE_TREE_H

#include "base/base.h"

/* The elements that the code knows by name, in the order of the alphabet. */
#define HSY_TAGS(X)                                                                                                    \
    X(a)                                                                                                               \
    X(abbr)                                                                                                            \
    X(address)                                                                                                         \
    X(area)                                                                                                            \
    X(article)                                                                                                         \
    X(aside)                                                                                                           \
    X(audio)                                                                                                           \
    X(b)                                                                                                               \
    X(base) X(big) X(blockquote) X(body) X(br) X(button) X(canvas) X(caption) X(center) X(cite) X(code) X(col)         \
        X(colgroup) X(data) X(datalist) X(dd) X(del) X(details) X(dfn) X(dialog) X(div) X(dl) X(dt) X(em) X(embed)     \
            X(fieldset) X(figcaption) X(figure) X(font) X(footer) X(form) X(frame) X(frameset) X(h1) X(h2) X(h3) X(h4) \
                X(h5) X(h6) X(head) X(header) X(hgroup) X(hr) X(html) X(i) X(iframe) X(img) X(input) X(ins) X(kbd)     \
                    X(label) X(legend) X(li) X(link) X(main) X(map) X(mark) X(menu) X(meta) X(meter) X(nav)            \
                        X(noframes) X(noscript) X(object) X(ol) X(optgroup) X(option) X(output) X(p) X(param)          \
                            X(picture) X(pre) X(progress) X(q) X(rp) X(rt) X(ruby) X(s) X(samp) X(script) X(section)   \
                                X(select) X(small) X(source) X(span) X(strike) X(strong) X(style) X(sub) X(summary)    \
                                    X(sup) X(svg) X(table) X(tbody) X(td) X(template) X(textarea) X(tfoot) X(th)       \
                                        X(thead) X(time) X(title) X(tr) X(track) X(tt) X(u) X(ul) X(var) X(video)      \
                                            X(wbr)

typedef enum hsy_tag {
    HSY_TAG_DOCUMENT = 0, /* node 0 */
    HSY_TAG_TEXT,
    HSY_TAG_OTHER, /* an element of another name: `text` holds it, in small letters */
#define X(name) HSY_TAG_##name,
    HSY_TAGS(X)
#undef X
        HSY_TAGS_COUNT
} hsy_tag;

typedef struct hsy_attribute {
    hsy_str name, value; /* the name in small letters, the value with its entities decoded; absent: no value */
} hsy_attribute;

typedef struct hsy_node {
    uint32_t parent, end;
    uint32_t block; /* the innermost element around it that is laid out as a block; 0: none */
    uint32_t first_attribute, attribute_count;
    uint16_t tag;   /* hsy_tag */
    uint16_t depth; /* of the document: 0 */
    /* Of text: whether it is one entity or the like, so that the whole stands for the whole of its source; else it is
     * those very bytes. A run of text may be several nodes one behind the other. */
    bool replaced;
    hsy_str text; /* of text, decoded UTF-8, never empty; it may stand in the page */
    /* Bytes of the page's UTF-8, in the order of the nodes: of text, where it stands; of an element, empty, behind its
     * tag, or where an element without one begins. */
    hsy_span source;
} hsy_node;

typedef struct hsy_tree {
    hsy_arena arena; /* owns the strings */
    hsy_str page;    /* the page's UTF-8, which the caller keeps */
    hsy_node *nodes;
    size_t count; /* at least 1 */
    hsy_attribute *attributes;
    size_t attribute_count;
    bool cut; /* it has more than this of something: the rest was left out */
} hsy_tree;

enum {
    HSY_TREE_NODES_MAX = 1000000,
    HSY_TREE_ATTRIBUTES_MAX = 2000000,
    HSY_TREE_DEPTH_MAX = 1000 /* what comes out of hsy_page_scan() is nested less deep */
};

/* Parses `page`, valid UTF-8 without NULs. Comments, styles and scripts but those of JSON-LD are left out. */
hearsay_status hsy_tree_parse(hsy_str page, const hearsay_allocator *allocator, hsy_tree *tree, hearsay_error *error);
void hsy_tree_free(hsy_tree *tree);

/* The value of an attribute; absent: there is none. An attribute without a value gives "". */
hsy_str hsy_tree_attribute(const hsy_tree *tree, size_t node, const char *name);
/* The element of a name in small letters. `memory`, zeroed before the first call, makes it fast; it may be NULL. */
enum { HSY_TAG_NAME_MAX = 12, HSY_TAG_SLOTS = 256 };
typedef struct hsy_tag_memory {
    uint8_t slots[HSY_TAG_SLOTS];
} hsy_tag_memory;
hsy_tag hsy_tag_find(hsy_tag_memory *memory, hsy_str name);
/* The element's name as HTML writes it. "" for text and the document. */
const char *hsy_tag_name(hsy_tag tag);
/* Appends all text below the node, its white space brought to single spaces; elements that are laid out as blocks
 * (paragraphs, cells, line breaks) part words. */
void hsy_tree_add_text(const hsy_tree *tree, size_t node, hsy_buffer *out);
/* Whether the element begins a line of its own. */
bool hsy_tag_is_block(hsy_tag tag);

/* --- place.c, for tree.c: where a text stands ------------------------------------------------------------------ */

typedef struct hsy_tree_place {
    hsy_str page;
    size_t from;   /* the text begins there at the earliest */
    size_t next;   /* and there where nothing is between it and what was told of before */
    size_t passed; /* how far the parser has come: it tells of a text when it has passed it, or all but its last
                      character */
} hsy_tree_place;
/* *replaced: it is an entity, which the parser tells of as the character it stands for. */
hsy_span hsy_tree_find_source(const hsy_tree_place *place, hsy_str text, bool *replaced);

static inline bool hsy_tree_is(const hsy_tree *tree, size_t node, hsy_tag tag) {
    return tree->nodes[node].tag == (uint16_t)tag;
}

#endif
