/* SPDX-License-Identifier: Apache-2.0 */
/* A page to its tree, by the events of libxml2's HTML parser. */
#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <string.h>

#include "story/page/tree.h"

/* --- Names ---------------------------------------------------------------------------------------------- */

static const char *const names[HSY_TAGS_COUNT] = {"", "", "",
#define X(name) #name,
                                                  HSY_TAGS(X)
#undef X
};

const char *hsy_tag_name(hsy_tag tag) {
    return names[tag];
}

static hsy_tag find_tag(const char *name) {
    size_t low = HSY_TAG_OTHER + 1, high = HSY_TAGS_COUNT;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(name, names[middle]);
        if (order == 0) return (hsy_tag)middle;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return HSY_TAG_OTHER;
}

/* --- Building ---------------------------------------------------------------------------------------------- */

typedef struct builder {
    hsy_tree *tree;
    htmlParserCtxtPtr parser;
    hsy_vector nodes, attributes;
    uint32_t open;   /* the innermost element that is open */
    size_t skipping; /* open elements whose text is left out: styles and scripts */
    size_t text_end; /* where in the page the last text that was seen ends */
    bool data;       /* inside a script of JSON-LD */
    bool failed;
} builder;

static hsy_node *node_at(builder *b, size_t index) {
    return &HSY_AT(b->nodes, hsy_node, index);
}

/* How far in the page the parser has come. */
static size_t position(const builder *b) {
    const xmlParserInput *input = b->parser->input;
    size_t at = input == NULL ? 0 : (size_t)input->consumed + (size_t)(input->cur - input->base);
    return at < b->tree->page.size ? at : b->tree->page.size;
}

static void stop(builder *b) {
    xmlStopParser(b->parser);
}

static hsy_node *add_node(builder *b, hsy_tag tag) {
    if (b->nodes.count >= HSY_TREE_NODES_MAX) {
        b->tree->cut = true;
        stop(b);
        return NULL;
    }
    const hsy_node *parent = node_at(b, b->open);
    hsy_node node = {.parent = b->open, .tag = (uint16_t)tag, .end = (uint32_t)b->nodes.count + 1};
    node.block = hsy_tag_is_block((hsy_tag)parent->tag) ? b->open : parent->block;
    node.depth = parent->depth == UINT16_MAX ? UINT16_MAX : (uint16_t)(parent->depth + 1);
    hsy_node *made = hsy_vector_push(&b->nodes, &node);
    if (made == NULL) {
        b->failed = true;
        stop(b);
    }
    return made;
}

static bool copy(builder *b, const xmlChar *text, size_t size, hsy_str *to) {
    if (hsy_arena_copy(&b->tree->arena, (hsy_str){.data = (const char *)text, .size = size}, to)) return true;
    b->failed = true;
    stop(b);
    return false;
}

static bool add_attributes(builder *b, const xmlChar **list) {
    for (size_t i = 0; list != NULL && list[i] != NULL; i += 2) {
        hsy_attribute attribute = {.value = {.data = NULL, .size = 0}};
        if (!copy(b, list[i], strlen((const char *)list[i]), &attribute.name)) return false;
        if (list[i + 1] != NULL && !copy(b, list[i + 1], strlen((const char *)list[i + 1]), &attribute.value))
            return false;
        if (hsy_vector_push(&b->attributes, &attribute) == NULL) {
            b->failed = true;
            stop(b);
            return false;
        }
    }
    return true;
}

static bool is_data_script(const xmlChar **list) {
    for (size_t i = 0; list != NULL && list[i] != NULL; i += 2)
        if (strcmp((const char *)list[i], "type") == 0)
            return list[i + 1] != NULL && strstr((const char *)list[i + 1], "ld+json") != NULL;
    return false;
}

static void start_element(void *data, const xmlChar *name, const xmlChar **list) {
    builder *b = data;
    if (b->failed || b->tree->cut) return;
    const hsy_tag tag = find_tag((const char *)name);
    const uint32_t first = (uint32_t)b->attributes.count;
    const uint32_t index = (uint32_t)b->nodes.count;
    if (add_node(b, tag) == NULL) return;
    hsy_str own_name = {.data = NULL, .size = 0};
    if (!add_attributes(b, list)) return;
    if (tag == HSY_TAG_OTHER && !copy(b, name, strlen((const char *)name), &own_name)) return;
    hsy_node *node = node_at(b, index);
    node->first_attribute = first;
    node->attribute_count = (uint32_t)b->attributes.count - first;
    node->text = own_name;
    node->source = (hsy_span){position(b), position(b)};
    b->open = index;
    b->text_end = position(b);
    b->data = tag == HSY_TAG_script && is_data_script(list);
    if (tag == HSY_TAG_style || (tag == HSY_TAG_script && !b->data)) b->skipping++;
}

static void end_element(void *data, const xmlChar *name) {
    builder *b = data;
    (void)name; /* the parser balances what it tells */
    if (b->failed || b->tree->cut || b->open == 0) return;
    hsy_node *node = node_at(b, b->open);
    if (node->tag == HSY_TAG_style || (node->tag == HSY_TAG_script && !b->data)) b->skipping--;
    if (node->tag == HSY_TAG_script) b->data = false;
    node->end = (uint32_t)b->nodes.count;
    b->open = node->parent;
    b->text_end = position(b);
}

/* Text of `size` bytes that ends where the parser stands. It is copied from there, or is an entity's character. */
static void add_text(void *data, const xmlChar *text, int size) {
    builder *b = data;
    if (b->failed || b->tree->cut || b->skipping > 0 || size <= 0) return;
    const size_t length = (size_t)size, end = position(b);
    const uint32_t index = (uint32_t)b->nodes.count;
    if (add_node(b, HSY_TAG_TEXT) == NULL) return;
    hsy_str own;
    if (!copy(b, text, length, &own)) return;
    hsy_node *node = node_at(b, index);
    node->text = own;
    bool same = length <= end && memcmp(b->tree->page.data + end - length, text, length) == 0;
    size_t start = b->text_end < end ? b->text_end : end;
    if (same)
        start = end - length;
    else
        node->replaced = true;
    node->source = (hsy_span){start, end};
    b->text_end = end;
}

static void add_data(void *data, const xmlChar *text, int size) {
    builder *b = data;
    if (b->data) add_text(data, text, size);
}

/* --- Parsing ----------------------------------------------------------------------------------------------- */

static void prepare(builder *b, htmlParserCtxtPtr parser) {
    b->parser = parser;
    /* What is not set here is not told: comments, processing instructions, errors. */
    memset(parser->sax, 0, sizeof *parser->sax);
    parser->sax->startElement = start_element;
    parser->sax->endElement = end_element;
    parser->sax->characters = add_text;
    parser->sax->ignorableWhitespace = add_text;
    parser->sax->cdataBlock = add_data;
    parser->userData = b;
    htmlCtxtUseOptions(parser, HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
    /* No conversion: positions are those of the page. */
    xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8);
}

static bool parse(builder *b, hsy_str page) {
    htmlParserCtxtPtr parser = htmlCreateMemoryParserCtxt(page.data, (int)page.size);
    if (parser == NULL) return false;
    prepare(b, parser);
    (void)htmlParseDocument(parser);
    bool whole = parser->lastError.code != XML_ERR_NO_MEMORY;
    htmlFreeParserCtxt(parser);
    return whole;
}

/* Elements that the parser left open end where the page does. */
static void close_all(builder *b) {
    for (uint32_t at = b->open;; at = node_at(b, at)->parent) {
        node_at(b, at)->end = (uint32_t)b->nodes.count;
        if (at == 0) return;
    }
}

hearsay_status hsy_tree_parse(hsy_str page, const hearsay_allocator *allocator, hsy_tree *tree, hearsay_error *error) {
    *tree = (hsy_tree){.page = page};
    hsy_arena_init(&tree->arena, allocator);
    builder b = {.tree = tree};
    hsy_vector_init(&b.nodes, sizeof(hsy_node), allocator);
    hsy_vector_init(&b.attributes, sizeof(hsy_attribute), allocator);
    const hsy_node document = {.tag = HSY_TAG_DOCUMENT, .end = 1};
    bool done = hsy_vector_push(&b.nodes, &document) != NULL && (page.size == 0 || parse(&b, page)) && !b.failed;
    if (done) {
        close_all(&b);
        tree->nodes = b.nodes.data;
        tree->count = b.nodes.count;
        tree->attributes = b.attributes.data;
        tree->attribute_count = b.attributes.count;
        return HEARSAY_OK;
    }
    hsy_vector_free(&b.nodes);
    hsy_vector_free(&b.attributes);
    hsy_arena_free(&tree->arena);
    *tree = (hsy_tree){.page = page};
    return hsy_fail_memory(error);
}

void hsy_tree_free(hsy_tree *tree) {
    if (tree->count == 0) return;
    hearsay_allocator allocator = tree->arena.allocator;
    hsy_release(&allocator, tree->nodes);
    hsy_release(&allocator, tree->attributes);
    hsy_arena_free(&tree->arena);
    *tree = (hsy_tree){.page = tree->page};
}

/* --- Asking ------------------------------------------------------------------------------------------------ */

hsy_str hsy_tree_attribute(const hsy_tree *tree, size_t node, const char *name) {
    const hsy_node *of = &tree->nodes[node];
    for (uint32_t i = 0; i < of->attribute_count; i++) {
        const hsy_attribute *attribute = &tree->attributes[of->first_attribute + i];
        if (!hsy_str_equal(attribute->name, hsy_str_of(name))) continue;
        return attribute->value.data == NULL ? hsy_str_of("") : attribute->value;
    }
    return (hsy_str){.data = NULL, .size = 0};
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

/* Appends a piece of text; *space: white space waits before it. */
static void add_squeezed(hsy_str text, bool *space, size_t start, hsy_buffer *out) {
    for (size_t at = 0; at < text.size;) {
        size_t length;
        uint32_t point = hsy_utf8_decode(text.data, text.size, at, &length);
        if (hsy_point_is_space(point)) {
            *space = true;
        } else {
            if (*space && out->size > start) hsy_buffer_char(out, ' ');
            *space = false;
            hsy_buffer_add(out, text.data + at, length);
        }
        at += length;
    }
}

void hsy_tree_add_text(const hsy_tree *tree, size_t node, hsy_buffer *out) {
    const size_t start = out->size;
    bool space = false;
    uint32_t block = 0;
    for (size_t i = node; i < tree->nodes[node].end; i++) {
        const hsy_node *at = &tree->nodes[i];
        if (at->tag == HSY_TAG_script || at->tag == HSY_TAG_style) {
            i = at->end - 1;
            continue;
        }
        space |= at->tag == HSY_TAG_br;
        if (at->tag != HSY_TAG_TEXT) continue;
        space |= at->block != block;
        block = at->block;
        add_squeezed(at->text, &space, start, out);
    }
}
