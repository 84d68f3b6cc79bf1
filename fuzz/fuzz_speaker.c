/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any text with any attributions and mentions in it through the stage `speaker`, all but the heads. The bytes up to the
 * first zero are the story; behind it every eight are an attribution or a mention (read_records). What comes out must
 * hold together: mentions in order, each in one entity, spans inside the text, names and other strings valid UTF-8.
 */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "render/render.h"
#include "speaker/coreference/entities.h"
#include "target.h"

enum { RECORD = 8, PIECES = 2 };

/* Loaded once and shared by all. */
static hsy_vocabulary *vocabulary;

static void load_vocabulary(void) {
    static const char pieces[] = "[PAD]\n[UNK]\n[CLS]\n[SEP]\na\n";
    char path[] = "/tmp/hearsay-fuzz-XXXXXX";
    int file = mkstemp(path);
    require(file >= 0 && write(file, pieces, sizeof pieces - 1) == (ssize_t)(sizeof pieces - 1));
    close(file);
    require(hsy_vocabulary_load(path, NULL, &vocabulary, NULL) == HEARSAY_OK);
    unlink(path);
}

/* --- Attributions and mentions ------------------------------------------------------------------------- */

/* What the records give. Made without denials, since it is not what is looked at. */
typedef struct given {
    hsy_attribution *items;
    hsy_words (*content)[PIECES];
    size_t item_count;
    hsy_mention *mentions;
    size_t mention_count;
} given;

/* Up to `length` words from the `start`th on, counted around; empty for length 0. */
static hsy_words words_at(const hsy_tokens *tokens, uint32_t start, uint32_t length) {
    uint32_t count = (uint32_t)tokens->word_count;
    if (length == 0 || count == 0) return (hsy_words){0, 0};
    start %= count;
    return (hsy_words){start, length < count - start ? start + length : count};
}

/* Bytes of an attribution: bits (1: a mention instead, 2: labelled, 4 and 8: the type, from 16 on: how many
 * attributions before it the one is that it stands in, 0: none), the source's place in two bytes and its length, the
 * cue's place behind the source's and its length, the first content's place behind that and its length; a second one
 * follows the first with a word between them where the type is mixed. */
static void add_attribution(given *made, const hsy_tokens *tokens, const uint8_t *record) {
    uint32_t start = record[1] | (uint32_t)record[2] << 8;
    hsy_words *content = made->content[made->item_count];
    hsy_attribution *item = &made->items[made->item_count];
    uint32_t cue = start + record[3] + (record[4] >> 4), behind = cue + (record[4] & 15) + (record[5] & 7);
    *item = (hsy_attribution){
        .source = words_at(tokens, start, record[3]),
        .cue = words_at(tokens, cue, record[4] & 15),
        .content = content,
        .labelled = (record[0] & 2) != 0,
        .type = (hearsay_type)((record[0] >> 2 & 3) % 3),
        .inside = SIZE_MAX,
        .confidence = 0.5F,
    };
    size_t back = record[0] >> 4;
    if (back > 0 && back <= made->item_count) item->inside = made->item_count - back;
    content[item->content_count++] = words_at(tokens, behind, (uint32_t)record[6] + 1);
    hsy_words second = words_at(tokens, content[0].end + 1, record[7]);
    if (item->type == HEARSAY_MIXED && second.start > content[0].end && second.start < second.end)
        content[item->content_count++] = second;
    made->item_count++;
}

/* Bytes of a mention: bits, its place in two bytes, its length, its head's place in it, its sort. */
static void add_mention(given *made, const hsy_tokens *tokens, const uint8_t *record) {
    hsy_words words = words_at(tokens, record[1] | (uint32_t)record[2] << 8, (uint32_t)record[3] + 1);
    if (words.start == words.end) return;
    made->mentions[made->mention_count++] = (hsy_mention){
        .words = words,
        .head = words.start + record[4] % (words.end - words.start),
        .sort = record[5] % HSY_SORTS,
        .score = -(float)record[6],
    };
}

static int compare(const void *left, const void *right) {
    const hsy_mention *a = left, *b = right;
    if (a->words.start != b->words.start) return a->words.start < b->words.start ? -1 : 1;
    if (a->words.end != b->words.end) return a->words.end > b->words.end ? -1 : 1;
    return (a->head > b->head) - (a->head < b->head);
}

/* As the heads give them: in order, and none twice. */
static void settle_mentions(given *made) {
    size_t kept = 0;
    if (made->mention_count > 0) qsort(made->mentions, made->mention_count, sizeof *made->mentions, compare);
    for (size_t i = 0; i < made->mention_count; i++) {
        const hsy_words *before = kept > 0 ? &made->mentions[kept - 1].words : NULL, *now = &made->mentions[i].words;
        if (before == NULL || before->start != now->start || before->end != now->end)
            made->mentions[kept++] = made->mentions[i];
    }
    made->mention_count = kept;
}

static void read_records(given *made, const hsy_tokens *tokens, const uint8_t *bytes, size_t size, hsy_arena *arena) {
    size_t count = tokens->word_count == 0 ? 0 : size / RECORD;
    *made = (given){
        .items = HSY_NEW(arena, hsy_attribution, count),
        .content = hsy_arena_array(arena, count, sizeof *made->content),
        .mentions = HSY_NEW(arena, hsy_mention, count),
    };
    require(made->items != NULL && made->content != NULL && made->mentions != NULL);
    for (size_t i = 0; i < count; i++) {
        const uint8_t *record = bytes + i * RECORD;
        if ((record[0] & 1) != 0)
            add_mention(made, tokens, record);
        else
            add_attribution(made, tokens, record);
    }
    settle_mentions(made);
}

/* --- What must hold ------------------------------------------------------------------------------------ */

static void check_entities(const hsy_entities *entities, const hsy_attributions *attributions) {
    size_t words = attributions->tokens->word_count;
    for (size_t i = 0; i < entities->count; i++) {
        const hsy_mention *mention = &entities->mentions[i];
        require(mention->words.start < mention->words.end && mention->words.end <= words);
        require(mention->words.start <= mention->head && mention->head < mention->words.end);
        require(i == 0 || mention->words.start >= entities->mentions[i - 1].words.start);
        require(mention->name.start <= mention->name.end && mention->name.end <= words);
        require(mention->form < HSY_FORMS && mention->number < HSY_NUMBERS && mention->sex < HSY_SEXES);
        require(mention->speech == HSY_NONE || mention->speech < attributions->count);
        require(mention->entity < entities->entity_count);
    }
    for (size_t i = 0; i < attributions->count; i++) {
        bool present = attributions->items[i].source.start < attributions->items[i].source.end;
        require(present == (entities->source[i] != HSY_NONE));
        require(!present || entities->source[i] < entities->count);
    }
}

static void check_string(hsy_str string) {
    require(hsy_utf8_valid(string.data, string.size) == string.size);
}

static void check_speaker(const hsy_speaker *speaker, const hsy_tokens *tokens) {
    check_string(speaker->name);
    require(speaker->kind <= HEARSAY_KIND_GROUP && speaker->stance <= HEARSAY_DECLINES);
    require(speaker->gender <= HEARSAY_GENDER_MALE && speaker->gender_by <= HEARSAY_BY_FIRST_NAME);
    for (int detail = 0; detail < HEARSAY_DETAILS; detail++)
        require(speaker->detail[detail].start <= speaker->detail[detail].end &&
                speaker->detail[detail].end <= tokens->word_count);
    for (size_t i = 0; i < speaker->chain_count; i++)
        check_string(speaker->chain[i]);
    for (size_t i = 0; i < speaker->about_count; i++)
        check_string(speaker->about[i]);
}

/* --- The stage ------------------------------------------------------------------------------------------ */

static hearsay_status resolve(const hsy_lexicon *lexicon, const hsy_attributions *attributions, const given *made,
                              hsy_arena *arena, hsy_arena *work, hsy_entities *entities) {
    hsy_facts facts;
    hearsay_status status =
        hsy_entities_sources(lexicon, attributions, made->mentions, made->mention_count, arena, entities, NULL);
    if (status == HEARSAY_OK)
        status = hsy_facts_read(lexicon, attributions, entities->mentions, entities->count, entities->source, work,
                                &facts, NULL);
    if (status == HEARSAY_OK)
        status = hsy_entities_resolve(&facts, attributions, entities->source, NULL, NULL, work, &entities->entity_count,
                                      NULL);
    if (status == HEARSAY_OK) status = hsy_entities_members(entities, arena, NULL);
    return status;
}

static hearsay_status describe(hsy_scene *scene) {
    static hearsay_status (*const steps[])(hsy_scene *, hearsay_error *) = {
        hsy_speaker_identity,  hsy_speaker_kind,  hsy_speaker_stance, hsy_speaker_gender,
        hsy_speaker_anonymity, hsy_speaker_chain, hsy_speaker_about,
    };
    hearsay_status status = HEARSAY_OK;
    for (size_t i = 0; i < sizeof steps / sizeof *steps && status == HEARSAY_OK; i++)
        status = steps[i](scene, NULL);
    return status;
}

static hearsay_status write_all(const hsy_speakers *speakers, const hearsay_allocator *allocator, hsy_buffer *result) {
    hsy_story *story = (hsy_story *)(uintptr_t)speakers->attributions->tokens->story;
    hsy_reading reading = {.story = story, .attributions = speakers->attributions, .speakers = speakers};
    if (!hsy_points_init(&reading.points, story->given, &story->arena)) return HEARSAY_ERROR_MEMORY;
    hsy_buffer out;
    hsy_buffer_init(&out, allocator);
    hsy_speaker_dump(speakers, &out);
    hsy_render_jsonl(&reading, &out);
    hsy_render_csv(&reading, &out);
    require(!out.failed || allocator != NULL);
    hearsay_status status = out.failed ? HEARSAY_ERROR_MEMORY : HEARSAY_OK;
    if (!out.failed) {
        require(hsy_utf8_valid(out.data, out.size) == out.size);
        hsy_buffer_add(result, out.data, out.size);
    }
    hsy_buffer_free(&out);
    return status;
}

static hearsay_status read_speakers(hsy_story *story, const hsy_attributions *attributions, const given *made,
                                    hsy_arena *work, hsy_speakers *speakers) {
    static const hsy_entities none;
    hsy_lexicon *lexicon = HSY_NEW(&story->arena, hsy_lexicon, 1);
    hsy_entities *entities = HSY_NEW(&story->arena, hsy_entities, 1);
    speakers->items = HSY_NEW(&story->arena, hsy_speaker, attributions->count);
    if (lexicon == NULL || entities == NULL || speakers->items == NULL) return HEARSAY_ERROR_MEMORY;
    *entities = none;
    entities->lexicon = lexicon;
    hearsay_status status = hsy_lexicon_read(attributions->tokens, &story->arena, lexicon, NULL);
    if (status == HEARSAY_OK) status = resolve(lexicon, attributions, made, &story->arena, work, entities);
    if (status != HEARSAY_OK) return status;
    check_entities(entities, attributions);
    hsy_scene scene = {
        .story = story,
        .tokens = attributions->tokens,
        .lexicon = lexicon,
        .attributions = attributions,
        .entities = entities,
        .speakers = speakers->items,
        .arena = &story->arena,
        .work = work,
    };
    status = describe(&scene);
    if (status != HEARSAY_OK) return status;
    for (size_t i = 0; i < attributions->count; i++)
        check_speaker(&speakers->items[i], attributions->tokens);
    *speakers = (hsy_speakers){
        .attributions = attributions, .items = speakers->items, .count = attributions->count, .entities = entities};
    return HEARSAY_OK;
}

static hearsay_status read_story(hsy_story *story, const uint8_t *records, size_t size,
                                 const hearsay_allocator *allocator, hsy_buffer *result) {
    hsy_tokens *tokens = NULL;
    hearsay_status status = hsy_token_read(story, vocabulary, &tokens, NULL);
    if (status != HEARSAY_OK) return status;
    hsy_arena free_of_denials, work;
    hsy_arena_init(&free_of_denials, NULL);
    hsy_arena_init(&work, allocator);
    given made;
    read_records(&made, tokens, records, size, &free_of_denials);
    const hsy_attributions attributions = {.tokens = tokens, .items = made.items, .count = made.item_count};
    hsy_speakers speakers = {.attributions = &attributions};
    status = read_speakers(story, &attributions, &made, &work, &speakers);
    if (status == HEARSAY_OK) status = write_all(&speakers, allocator, result);
    hsy_arena_free(&work);
    hsy_arena_free(&free_of_denials);
    return status;
}

hearsay_status fuzz_read(const uint8_t *bytes, size_t size, const hearsay_allocator *allocator, hsy_buffer *result) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    require(pthread_once(&once, load_vocabulary) == 0);
    const uint8_t *zero = size == 0 ? NULL : memchr(bytes, 0, size);
    size_t text = zero == NULL ? size : (size_t)(zero - bytes), records = zero == NULL ? 0 : size - text - 1;
    /* Half of the stories say whose they are. */
    const hearsay_reader_settings settings = {.allocator = hsy_allocator_or_default(allocator),
                                              .outlet = text % 2 == 0 ? "Bay Post" : NULL};
    hsy_input *input = NULL;
    hsy_story *story = NULL;
    hearsay_status status = hsy_input_open_memory("fuzz.txt", bytes, text, &settings, &input, NULL);
    if (status == HEARSAY_OK) status = hsy_input_next(input, &story, NULL);
    if (status == HEARSAY_OK) status = read_story(story, bytes + size - records, records, allocator, result);
    hsy_story_free(story);
    if (input != NULL) hsy_input_close(input);
    require(status != HEARSAY_ERROR_MEMORY || allocator != NULL);
    return status == HEARSAY_ERROR_MEMORY ? status : HEARSAY_OK;
}
