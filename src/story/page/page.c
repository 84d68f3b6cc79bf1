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
    take(facts->language, &story->declared);
    if (story->author_count > 0) return;
    story->authors = facts->authors;
    story->author_count = facts->author_count;
}

/* --- The text -------------------------------------------------------------------------------------------- */

/* A page as the parser has it. */
typedef struct page {
    hsy_str bytes;
    hsy_page_source source;
    hsy_page_cuts cuts;
    hsy_tree tree;
} page;

/* The map of the draft leads to the page's UTF-8; here it is led on to its bytes. */
static bool keep_map(hsy_story *story, const hsy_draft *draft, const page *from) {
    hsy_vector map;
    hsy_vector_init(&map, sizeof(hsy_segment), &draft->map.allocator);
    hsy_page_lead_on(&from->source, from->bytes, &draft->map, &map);
    story->page_map_count = map.count;
    story->page_map = hsy_vector_to_arena(&map, &story->arena);
    hsy_vector_free(&map);
    return story->page_map != NULL;
}

static bool keep_text(hsy_story *story, const hsy_draft *draft, const hsy_vector *blocks, const hsy_vector *captions,
                      const page *from) {
    story->page = true;
    story->block_count = blocks->count;
    story->blocks = hsy_vector_to_arena(blocks, &story->arena);
    story->caption_count = captions->count;
    story->captions = hsy_vector_to_arena(captions, &story->arena);
    hsy_str text = {.data = draft->text.size == 0 ? "" : draft->text.data, .size = draft->text.size};
    return story->blocks != NULL && story->captions != NULL && !hsy_story_draft_failed(draft) &&
           hsy_arena_copy(&story->arena, text, &story->given) && keep_map(story, draft, from);
}

static bool keep_behind(hsy_story *story, const page *from, const uint8_t *parts, const hearsay_allocator *scratch) {
    hsy_vector lines;
    hsy_vector_init(&lines, sizeof(hsy_str), scratch);
    hsy_page_find_lines_behind(&from->tree, parts, &story->arena, &lines);
    story->behind_count = lines.count;
    story->behind = hsy_vector_to_arena(&lines, &story->arena);
    hsy_vector_free(&lines);
    return story->behind != NULL;
}

static bool write_text(hsy_story *story, const page *from, const uint8_t *parts, const hsy_page_facts *facts,
                       const hearsay_allocator *scratch) {
    hsy_draft draft;
    hsy_vector blocks, captions;
    hsy_story_init_draft(&draft, scratch);
    hsy_vector_init(&blocks, sizeof(hsy_block), scratch);
    hsy_vector_init(&captions, sizeof(hsy_str), scratch);
    hsy_page_write(&from->tree, parts, &story->arena, &draft, &blocks, &captions);
    hsy_page_write_linked(facts->body, &draft, &blocks);
    bool done = keep_text(story, &draft, &blocks, &captions, from) && keep_behind(story, from, parts, scratch);
    hsy_vector_free(&captions);
    hsy_vector_free(&blocks);
    hsy_story_free_draft(&draft);
    return done;
}

/* Why there is nothing to read, where the page shows it. */
static hearsay_status fail_empty(const hsy_tree *tree, const char *place, hearsay_error *error) {
    bool frames = false;
    for (size_t i = 0; i < tree->count; i++)
        frames |= hsy_tree_is(tree, i, HSY_TAG_frameset);
    if (frames)
        return hsy_fail(error, HEARSAY_ERROR_INPUT,
                        "%s: there is no article in the page: its text is in frames, which are pages of their own",
                        place);
    if (hsy_page_meta(tree, "refresh").data != NULL)
        return hsy_fail(error, HEARSAY_ERROR_INPUT, "%s: there is no article in the page: it only leads on to another",
                        place);
    if (tree->cut)
        return hsy_fail(error, HEARSAY_ERROR_INPUT,
                        "%s: there is no article in the first %d tags and pieces of text of the page", place,
                        HSY_TREE_NODES_MAX);
    return hsy_fail(error, HEARSAY_ERROR_INPUT, "%s: there is no article in the page", place);
}

static hearsay_status read_tree(hsy_story *story, const page *from, const hsy_page_hints *hints, const char *place,
                                const hearsay_allocator *scratch, hearsay_error *error) {
    hsy_page_facts facts = {.arena = &story->arena};
    if (!hsy_page_find_facts(&from->tree, hints, &story->arena, &facts)) return hsy_fail_memory(error);
    take_facts(story, &facts);
    hsy_arena parts_arena;
    hsy_arena_init(&parts_arena, scratch);
    uint8_t *parts = hsy_page_find_body(&from->tree, hints, &facts, &parts_arena);
    bool done = parts != NULL && write_text(story, from, parts, &facts, scratch);
    hsy_arena_free(&parts_arena);
    if (!done) return hsy_fail_memory(error);
    if (story->given.size > HEARSAY_STORY_BYTES_MAX) return hsy_story_fail_limit(place, error);
    return story->given.size == 0 ? fail_empty(&from->tree, place, error) : HEARSAY_OK;
}

/* --- What was cut and what was damaged ---------------------------------------------------------------------- */

static const char *plural(size_t count) {
    return count == 1 ? "" : "s";
}

static const char *was(size_t count) {
    return count == 1 ? "was" : "were";
}

static bool warn_of_cuts(hsy_story *story, const hsy_page_cuts *cuts) {
    bool kept = true;
    if (cuts->deep > 0)
        kept &= hsy_story_warn(story, "%zu tag%s nested more than %d deep %s passed over", cuts->deep,
                               plural(cuts->deep), HSY_PAGE_DEPTH_MAX, was(cuts->deep));
    if (cuts->attributes > 0)
        kept &= hsy_story_warn(story, "%zu attribute%s behind the first %d of a tag %s passed over", cuts->attributes,
                               plural(cuts->attributes), HSY_PAGE_ATTRIBUTES_MAX, was(cuts->attributes));
    if (cuts->names > 0)
        kept &= hsy_story_warn(story, "%zu name%s of tags, attributes and entities beyond the first %d %s passed over",
                               cuts->names, plural(cuts->names), HSY_PAGE_NAMES_MAX, was(cuts->names));
    if (cuts->strays > 0)
        kept &= hsy_story_warn(story, "%zu end tag%s without a start tag %s passed over", cuts->strays,
                               plural(cuts->strays), was(cuts->strays));
    return kept;
}

static bool warn(hsy_story *story, const page *from) {
    const size_t damage = from->source.damage;
    bool kept = true;
    if (damage > 0)
        kept &= hsy_story_warn(story, "%zu character%s %s not valid %s and became U+FFFD", damage, plural(damage),
                               was(damage), from->source.charset);
    kept &= warn_of_cuts(story, &from->cuts);
    if (from->tree.cut)
        kept &=
            hsy_story_warn(story,
                           "the page has more than %d tags and pieces of text, or more than %d attributes: the rest "
                           "was not read",
                           HSY_TREE_NODES_MAX, HSY_TREE_ATTRIBUTES_MAX);
    return kept;
}

static hearsay_status read_source(hsy_story *story, page *from, const hsy_page_hints *hints, const char *place,
                                  const hearsay_allocator *scratch, hearsay_error *error) {
    hsy_buffer *decoded = &from->source.text;
    hsy_page_scan(decoded->data, decoded->size, &from->cuts);
    hsy_str text = {.data = decoded->data == NULL ? "" : decoded->data, .size = decoded->size};
    hearsay_status status = hsy_tree_parse(text, scratch, &from->tree, error);
    if (status != HEARSAY_OK) return status;
    status = read_tree(story, from, hints, place, scratch, error);
    if (status == HEARSAY_OK && !warn(story, from)) status = hsy_fail_memory(error);
    hsy_tree_free(&from->tree);
    return status;
}

/* What the bytes look like that are no page at all, or NULL. */
static const char *other_kind(hsy_str bytes) {
    const hsy_form form = hsy_story_find_form(bytes.data, bytes.size);
    return form.width == HSY_WIDTH_8 ? hsy_story_not_text(bytes.data, bytes.size) : NULL;
}

hearsay_status hsy_page_read(hsy_story *story, hsy_str bytes, const hsy_page_hints *hints, const char *place,
                             const hearsay_allocator *scratch, hearsay_error *error) {
    page from = {.bytes = bytes};
    hearsay_status status = HEARSAY_OK;
    const char *kind = other_kind(bytes);
    if (kind != NULL) return hsy_fail(error, HEARSAY_ERROR_INPUT, "%s: is no page but looks like %s", place, kind);
    if (hsy_page_decode(bytes, hints->charset, scratch, &from.source))
        status = read_source(story, &from, hints, place, scratch, error);
    else
        status = hsy_fail_memory(error);
    hsy_page_free_source(&from.source);
    return status;
}
