/* SPDX-License-Identifier: Apache-2.0 */
/* A news page's bytes to a story. */
#include "story/page/page.h"

/* --- The facts ------------------------------------------------------------------------------------------- */

static void take(hsy_str found, hsy_str *field) {
    if (field->data == NULL && found.size > 0) *field = found;
}

/* What the story has of its own stands. */
static void take_facts(hsy_story *story, const hsy_page_facts *facts) {
    take(facts->title, &story->title);
    take(facts->outlet, &story->outlet);
    take(facts->url, &story->url);
    take(facts->published, &story->date);
    take(facts->modified, &story->modified);
    take(facts->credit, &story->origin);
    if (story->author_count > 0) return;
    story->authors = facts->authors;
    story->author_count = facts->author_count;
}

/* --- The text -------------------------------------------------------------------------------------------- */

/* The map of the draft leads to the page's UTF-8; here it is led on to its bytes. */
static bool keep_map(hsy_story *story, const hsy_draft *draft, const hsy_page_source *source) {
    story->page_map_count = draft->map.count;
    story->page_map = hsy_vector_to_arena(&draft->map, &story->arena);
    if (story->page_map == NULL) return false;
    for (size_t i = 0; i < story->page_map_count; i++) {
        hsy_segment *segment = &story->page_map[i];
        size_t start = hsy_page_byte_of(source, segment->given_start);
        size_t end = hsy_page_byte_of(source, segment->given_start + segment->given_length);
        segment->given_start = start;
        segment->given_length = end - start;
        if (segment->given_length != segment->length) segment->replaced = true;
    }
    return true;
}

static bool keep_text(hsy_story *story, const hsy_draft *draft, const hsy_vector *blocks, const hsy_vector *captions,
                      const hsy_page_source *source) {
    story->page = true;
    story->block_count = blocks->count;
    story->blocks = hsy_vector_to_arena(blocks, &story->arena);
    story->caption_count = captions->count;
    story->captions = hsy_vector_to_arena(captions, &story->arena);
    hsy_str text = {.data = draft->text.size == 0 ? "" : draft->text.data, .size = draft->text.size};
    return story->blocks != NULL && story->captions != NULL && !hsy_story_draft_failed(draft) &&
           hsy_arena_copy(&story->arena, text, &story->given) && keep_map(story, draft, source);
}

static bool write_text(hsy_story *story, const hsy_tree *tree, const uint8_t *parts, const hsy_page_source *source,
                       const hearsay_allocator *scratch) {
    hsy_draft draft;
    hsy_vector blocks, captions;
    hsy_story_init_draft(&draft, scratch);
    hsy_vector_init(&blocks, sizeof(hsy_block), scratch);
    hsy_vector_init(&captions, sizeof(hsy_str), scratch);
    hsy_page_write(tree, parts, &story->arena, &draft, &blocks, &captions);
    bool done = keep_text(story, &draft, &blocks, &captions, source);
    hsy_vector_free(&captions);
    hsy_vector_free(&blocks);
    hsy_story_free_draft(&draft);
    return done;
}

static hearsay_status fail_empty(const char *place, hearsay_error *error) {
    return hsy_fail(error, HEARSAY_ERROR_INPUT, "%s: there is no article in the page", place);
}

static hearsay_status read_tree(hsy_story *story, const hsy_tree *tree, const hsy_page_source *source,
                                const hsy_page_hints *hints, const char *place, const hearsay_allocator *scratch,
                                hearsay_error *error) {
    hsy_page_facts facts = {.arena = &story->arena};
    if (!hsy_page_find_facts(tree, hints, &story->arena, &facts)) return hsy_fail_memory(error);
    take_facts(story, &facts);
    hsy_arena parts_arena;
    hsy_arena_init(&parts_arena, scratch);
    uint8_t *parts = hsy_page_find_body(tree, &facts, &parts_arena);
    bool done = parts != NULL && write_text(story, tree, parts, source, scratch);
    hsy_arena_free(&parts_arena);
    if (!done) return hsy_fail_memory(error);
    return story->given.size == 0 ? fail_empty(place, error) : HEARSAY_OK;
}

/* --- What was cut and what was damaged ---------------------------------------------------------------------- */

static bool warn(hsy_story *story, const hsy_page_source *source, const hsy_page_cuts *cuts, const hsy_tree *tree) {
    bool kept = true;
    if (source->damage > 0)
        kept &= hsy_story_warn(story, "%zu %s not valid %s and became U+FFFD", source->damage,
                               source->damage == 1 ? "character was" : "characters were", source->charset);
    if (cuts->deep > 0)
        kept &= hsy_story_warn(story, "%zu tags that were nested more than %d deep were passed over", cuts->deep,
                               HSY_PAGE_DEPTH_MAX);
    if (cuts->attributes > 0)
        kept &= hsy_story_warn(story, "%zu attributes behind the first %d of a tag were passed over", cuts->attributes,
                               HSY_PAGE_ATTRIBUTES_MAX);
    if (tree->cut)
        kept &= hsy_story_warn(story, "the page has more than %d tags and pieces of text: the rest was not read",
                               HSY_TREE_NODES_MAX);
    return kept;
}

static hearsay_status read_source(hsy_story *story, hsy_page_source *source, const hsy_page_hints *hints,
                                  const char *place, const hearsay_allocator *scratch, hearsay_error *error) {
    hsy_page_cuts cuts = {.deep = 0};
    hsy_page_scan(source->text.data, source->text.size, &cuts);
    hsy_tree tree;
    hsy_str text = {.data = source->text.data == NULL ? "" : source->text.data, .size = source->text.size};
    hearsay_status status = hsy_tree_parse(text, scratch, &tree, error);
    if (status != HEARSAY_OK) return status;
    status = read_tree(story, &tree, source, hints, place, scratch, error);
    if (status == HEARSAY_OK && !warn(story, source, &cuts, &tree)) status = hsy_fail_memory(error);
    hsy_tree_free(&tree);
    return status;
}

hearsay_status hsy_page_read(hsy_story *story, hsy_str bytes, const hsy_page_hints *hints, const char *place,
                             const hearsay_allocator *scratch, hearsay_error *error) {
    hsy_page_source source;
    hearsay_status status = HEARSAY_OK;
    if (hsy_page_decode(bytes, hints->charset, scratch, &source))
        status = read_source(story, &source, hints, place, scratch, error);
    else
        status = hsy_fail_memory(error);
    hsy_page_free_source(&source);
    return status;
}
