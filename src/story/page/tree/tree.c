/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A page to its tree, by the events of libxml2's HTML parser.
 *
 * libxml2 takes its memory from malloc(), not from the allocator of ours, which it has no way to be given for one
 * parser alone: about as much as the page is long, and what a tag's attributes are.
 */
#include <limits.h>
#include <string.h>

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <pthread.h>

#include "story/page/tree/tree.h"

/* --- Building ---------------------------------------------------------------------------------------------- */

/* Names are one string each to a parser, so that where it stands tells which it is. */
enum { NAME_SLOTS = 256 };
typedef struct name_slot {
    const xmlChar *name;
    hsy_str copy; /* of an attribute */
    hsy_tag tag;  /* of an element */
} name_slot;

typedef struct builder {
    hsy_tree *tree;
    htmlParserCtxtPtr parser;
    hsy_vector nodes, attributes;
    uint32_t open;   /* the innermost element that is open */
    size_t depth;    /* elements that the parser has open */
    size_t skipping; /* open elements whose text is left out: styles and scripts */
    size_t text_end; /* of the last text */
    size_t next;     /* where text stands that follows at once */
    bool data;       /* inside a script of JSON-LD */
    bool failed;
    name_slot elements[NAME_SLOTS], attribute_names[NAME_SLOTS];
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

/* Makes the parser end. It may step over one more character before it sees that. */
static void stop(builder *b) {
    static const xmlChar nothing[8] = {0};
    xmlStopParser(b->parser);
    xmlParserInput *input = b->parser->input;
    if (input != NULL) input->base = input->cur = input->end = nothing;
}

static bool fail(builder *b) {
    b->failed = true;
    stop(b);
    return false;
}

static bool cut(builder *b) {
    b->tree->cut = true;
    stop(b);
    return false;
}

static bool is_ended(const builder *b) {
    return b->failed || b->tree->cut;
}

static hsy_node *add_node(builder *b, hsy_tag tag) {
    if (b->nodes.count >= HSY_TREE_NODES_MAX) {
        cut(b);
        return NULL;
    }
    const hsy_node *parent = node_at(b, b->open);
    hsy_node node = {.parent = b->open, .tag = (uint16_t)tag, .end = (uint32_t)b->nodes.count + 1};
    node.block = hsy_tag_is_block((hsy_tag)parent->tag) ? b->open : parent->block;
    node.depth = parent->depth == UINT16_MAX ? UINT16_MAX : (uint16_t)(parent->depth + 1);
    hsy_node *made = hsy_vector_push(&b->nodes, &node);
    if (made == NULL) fail(b);
    return made;
}

/* --- Elements ---------------------------------------------------------------------------------------------- */

static bool copy(builder *b, const xmlChar *text, hsy_str *to) {
    const hsy_str from = {.data = (const char *)text, .size = strlen((const char *)text)};
    return hsy_arena_copy(&b->tree->arena, from, to) || fail(b);
}

static name_slot *slot_of(name_slot *slots, const xmlChar *name) {
    return &slots[((uintptr_t)name ^ (uintptr_t)name >> 8) % NAME_SLOTS];
}

static hsy_tag tag_of(builder *b, const xmlChar *name) {
    name_slot *slot = slot_of(b->elements, name);
    if (slot->name != name) {
        slot->name = name;
        slot->tag = hsy_tag_find(NULL, hsy_str_of((const char *)name));
    }
    return slot->tag;
}

static bool copy_name(builder *b, const xmlChar *name, hsy_str *to) {
    name_slot *slot = slot_of(b->attribute_names, name);
    if (slot->name != name) {
        if (!copy(b, name, &slot->copy)) return false;
        slot->name = name;
    }
    *to = slot->copy;
    return true;
}

static bool add_attributes(builder *b, const xmlChar **list) {
    for (size_t i = 0; list != NULL && list[i] != NULL; i += 2) {
        hsy_attribute attribute = {.value = {.data = NULL, .size = 0}};
        if (b->attributes.count >= HSY_TREE_ATTRIBUTES_MAX) return cut(b);
        if (!copy_name(b, list[i], &attribute.name)) return false;
        if (list[i + 1] != NULL && !copy(b, list[i + 1], &attribute.value)) return false;
        if (hsy_vector_push(&b->attributes, &attribute) == NULL) return fail(b);
    }
    return true;
}

static bool is_data_script(const xmlChar **list) {
    for (size_t i = 0; list != NULL && list[i] != NULL; i += 2)
        if (strcmp((const char *)list[i], "type") == 0)
            return list[i + 1] != NULL && strstr((const char *)list[i + 1], "ld+json") != NULL;
    return false;
}

/* Elements without content. The parser does not know all of them to be such and would have what follows in them. */
static bool is_void(hsy_tag tag) {
    switch (tag) {
    case HSY_TAG_area:
    case HSY_TAG_base:
    case HSY_TAG_br:
    case HSY_TAG_col:
    case HSY_TAG_embed:
    case HSY_TAG_frame:
    case HSY_TAG_hr:
    case HSY_TAG_img:
    case HSY_TAG_input:
    case HSY_TAG_link:
    case HSY_TAG_meta:
    case HSY_TAG_param:
    case HSY_TAG_source:
    case HSY_TAG_track:
    case HSY_TAG_wbr:
        return true;
    default:
        return false;
    }
}

/* The parser tells of a start tag before it has passed its ">". */
static size_t behind_tag(const builder *b) {
    const hsy_str page = b->tree->page;
    size_t at = position(b);
    if (at + 1 < page.size && page.data[at] == '/' && page.data[at + 1] == '>') at++;
    return at < page.size && page.data[at] == '>' ? at + 1 : at;
}

static void open_element(builder *b, uint32_t index, hsy_tag tag, const xmlChar **list) {
    b->open = index;
    b->data = tag == HSY_TAG_script && is_data_script(list);
    if (tag == HSY_TAG_style || (tag == HSY_TAG_script && !b->data)) b->skipping++;
}

static void start_element(void *data, const xmlChar *name, const xmlChar **list) {
    builder *b = data;
    if (is_ended(b)) return;
    if (++b->depth > HSY_TREE_DEPTH_MAX) {
        cut(b);
        return;
    }
    const hsy_tag tag = tag_of(b, name);
    const uint32_t first = (uint32_t)b->attributes.count, index = (uint32_t)b->nodes.count;
    if (add_node(b, tag) == NULL || !add_attributes(b, list)) return;
    hsy_node *node = node_at(b, index);
    if (tag == HSY_TAG_OTHER && !copy(b, name, &node->text)) return;
    node->first_attribute = first;
    node->attribute_count = (uint32_t)b->attributes.count - first;
    b->next = behind_tag(b);
    node->source = (hsy_span){b->next, b->next};
    if (!is_void(tag)) open_element(b, index, tag, list);
}

static void end_element(void *data, const xmlChar *name) {
    builder *b = data;
    if (is_ended(b)) return;
    if (b->depth > 0) b->depth--;
    if (b->open == 0 || is_void(tag_of(b, name))) return;
    hsy_node *node = node_at(b, b->open);
    if (node->tag == HSY_TAG_style || (node->tag == HSY_TAG_script && !b->data)) b->skipping--;
    if (node->tag == HSY_TAG_script) b->data = false;
    node->end = (uint32_t)b->nodes.count;
    b->open = node->parent;
}

/* --- Text -------------------------------------------------------------------------------------------------- */

/* The parser may have told of elements that it takes to be there around a text when it had passed the text. */
static void move_elements(builder *b, size_t to) {
    for (size_t i = b->nodes.count; i > 0 && node_at(b, i - 1)->tag != HSY_TAG_TEXT; i--) {
        hsy_node *node = node_at(b, i - 1);
        if (node->source.start <= to) return;
        node->source = (hsy_span){to, to};
    }
}

/* Whether the text goes on where the last node ends. */
static bool continues(builder *b, hsy_span source) {
    const hsy_node *last = node_at(b, b->nodes.count - 1);
    return last->tag == HSY_TAG_TEXT && last->parent == b->open && !last->replaced && last->source.end == source.start;
}

static void add_text(void *data, const xmlChar *text, int size) {
    builder *b = data;
    if (is_ended(b) || b->skipping > 0 || size <= 0) return;
    hsy_str own = {.data = (const char *)text, .size = (size_t)size};
    bool replaced;
    const hsy_tree_place place = {.page = b->tree->page, .from = b->text_end, .next = b->next, .passed = position(b)};
    const hsy_span source = hsy_tree_find_source(&place, own, &replaced);
    b->text_end = b->next = source.end;
    if (!replaced && continues(b, source)) {
        hsy_node *last = node_at(b, b->nodes.count - 1);
        last->text.size += own.size;
        last->source.end = source.end;
        return;
    }
    if (replaced && !hsy_arena_copy(&b->tree->arena, own, &own)) {
        fail(b);
        return;
    }
    if (!replaced) own.data = b->tree->page.data + source.start;
    move_elements(b, source.start);
    hsy_node *node = add_node(b, HSY_TAG_TEXT);
    if (node == NULL) return;
    node->text = own;
    node->replaced = replaced;
    node->source = source;
}

static void add_data(void *data, const xmlChar *text, int size) {
    builder *b = data;
    if (b->data) add_text(data, text, size);
}

/* --- Parsing ----------------------------------------------------------------------------------------------- */

/* Takes the parser's complaints, so that they are not printed. */
static void ignore(void *data, xmlErrorPtr complaint) {
    (void)data;
    (void)complaint;
}

static void prepare(builder *b, htmlParserCtxtPtr parser) {
    b->parser = parser;
    /* What is not set here is not told: comments, processing instructions. */
    memset(parser->sax, 0, sizeof *parser->sax);
    parser->sax->initialized = XML_SAX2_MAGIC;
    parser->sax->startElement = start_element;
    parser->sax->endElement = end_element;
    parser->sax->characters = add_text;
    parser->sax->ignorableWhitespace = add_text;
    parser->sax->cdataBlock = add_data;
    parser->sax->serror = ignore;
    parser->userData = b;
    htmlCtxtUseOptions(parser, HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
    /* No conversion: positions are those of the page. */
    xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8);
}

static bool parse(builder *b, hsy_str page) {
    /* Several threads may come here at once. */
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    (void)pthread_once(&once, xmlInitParser);
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

static bool build(builder *b, hsy_str page) {
    const hsy_node document = {.tag = HSY_TAG_DOCUMENT, .end = 1};
    if (hsy_vector_push(&b->nodes, &document) == NULL) return false;
    if (page.size > INT_MAX) return false;
    return page.size == 0 || (parse(b, page) && !b->failed);
}

hearsay_status hsy_tree_parse(hsy_str page, const hearsay_allocator *allocator, hsy_tree *tree, hearsay_error *error) {
    *tree = (hsy_tree){.page = page};
    hsy_arena_init(&tree->arena, allocator);
    builder b = {.tree = tree};
    hsy_vector_init(&b.nodes, sizeof(hsy_node), allocator);
    hsy_vector_init(&b.attributes, sizeof(hsy_attribute), allocator);
    if (build(&b, page)) {
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
