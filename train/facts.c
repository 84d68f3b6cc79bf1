/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the program itself makes of stories, for training and for measuring:
 *
 *     hearsay-facts MODE STORIES.jsonl       (the model is the one that HEARSAY_MODEL names)
 *     hearsay-facts sizes
 *
 * vectors     for each story two 32-bit numbers, how many words it has and how many floats a word's vector, and then
 *             the vectors as 32-bit floats, all in this machine's order of bytes.
 * pairs       what coreference is learned from, as 32-bit numbers: how many mentions there are and, for each, its first
 *             word, its end, its head, its sort and its form; how many attributions, and for each the mention that
 *             stands for its source or -1. Then as bytes what is known of each mention alone, and of each with those
 *             before it (src/speaker/coreference/pairs.h).
 * sizes       a line of JSON: {"reach": how many mentions back one looks, "name": the form of names, "pair": how many
 *             rows each column of a pair has in the model's table, "alone": the same of a mention alone}.
 * entities    for each story a line of JSON: {"id": ..., "mentions": [[start, end, head, sort, entity], ...]}, found.
 * kinds       for each story a line of JSON: {"id": ..., "sources": [[start, end, head, head of the mention that tells
 * who it is, kind by the rules, how sure they are, form], ...]}, one an attribution, null where it has none. speakers
 * what `hearsay read --format=jsonl` prints, but for the attributions that are given.
 *
 * A story is an object as `hearsay read` takes it, with one more field, which is read as numbers of words, those of
 * `hearsay dump --stage=token`:
 *
 *     "given": {"attributions": [{"source": [start, end] or null, "cue": the same, "content": [[start, end], ...],
 *                                 "inside": index or null}, ...],
 *               "turns": [[[start, end], ...], ...], "mentions": [[start, end, head, sort], ...]}
 *
 * Attributions and mentions are given in the order in which the program would find them. Where none are given, those
 * that the program finds are taken; but not by `speakers`. Turns are who speaks where, all speech of one speaker
 * together; `speakers` does not look at them.
 */
#include "facts.h"

#include <stdio.h>
#include <string.h>

bool facts_complain(const char *what) {
    (void)fprintf(stderr, "hearsay-facts: %s\n", what);
    return false;
}

bool facts_put(const void *data, size_t size) {
    return size == 0 || fwrite(data, size, 1, stdout) == 1;
}

/* --- The modes ------------------------------------------------------------------------------------ */

static bool write_vectors(const facts *of) {
    uint32_t head[2] = {(uint32_t)of->story->tokens->word_count,
                        (uint32_t)(2 * hsy_encoder_width(of->worker->model->encoder))};
    float *row = hsy_arena_array(&of->story->story->arena, head[1], sizeof *row);
    bool good = row != NULL && fwrite(head, sizeof head, 1, stdout) == 1;
    for (uint32_t word = 0; good && word < head[0]; word++) {
        hsy_vectors_read(of->story->vectors, word, row);
        good = fwrite(row, sizeof *row, head[1], stdout) == head[1];
    }
    return good;
}

static bool write_entities(const facts *of) {
    hsy_arena *arena = &of->story->story->arena;
    hearsay_error error = {0};
    hsy_lexicon lexicon;
    hsy_attributions *attributions;
    hsy_entities *entities;
    hearsay_status status = hsy_lexicon_read(of->story->tokens, arena, &lexicon, &error);
    if (status != HEARSAY_OK) return facts_complain(error.message);
    if (!facts_attributions(of, &attributions)) return false;
    status = hsy_entities_read(of->worker->model->resolver, of->worker->scratch, &lexicon, attributions,
                               of->story->vectors, arena, &entities, &error);
    if (status != HEARSAY_OK) return facts_complain(error.message);
    hsy_buffer out;
    hsy_buffer_init(&out, NULL);
    hsy_buffer_text(&out, "{\"id\": ");
    hsy_json_string(&out, of->story->story->id);
    hsy_buffer_text(&out, ", \"mentions\": [");
    for (size_t i = 0; i < entities->count; i++) {
        const hsy_mention *mention = &entities->mentions[i];
        hsy_buffer_format(&out, "%s[%u, %u, %u, %u, %u]", i == 0 ? "" : ", ", (unsigned)mention->words.start,
                          (unsigned)mention->words.end, (unsigned)mention->head, (unsigned)mention->sort,
                          (unsigned)mention->entity);
    }
    hsy_buffer_text(&out, "]}\n");
    bool good = !out.failed && facts_put(out.data, out.size);
    hsy_buffer_free(&out);
    return good;
}

static bool write_speakers(const facts *of) {
    hearsay_story *story = of->story;
    hsy_arena *arena = &story->story->arena;
    hearsay_error error = {0};
    story->attributions = facts_given_attributions(of);
    if (story->attributions == NULL) return facts_complain("the given attributions can't be read");
    hearsay_status status = hsy_speaker_read(of->worker->model->resolver, of->worker->scratch, story->attributions,
                                             story->vectors, arena, &story->speakers, &error);
    if (status != HEARSAY_OK) return facts_complain(error.message);
    story->reading.attributions = story->attributions;
    story->reading.speakers = story->speakers;
    hsy_buffer out;
    hsy_buffer_init(&out, NULL);
    hsy_render_jsonl(&story->reading, &out);
    bool good = !out.failed && fwrite(out.data, 1, out.size, stdout) == out.size;
    hsy_buffer_free(&out);
    return good;
}

static bool write_kinds(const facts *of) {
    hearsay_story *story = of->story;
    hsy_arena *arena = &story->story->arena;
    hearsay_error error = {0};
    hsy_attributions *attributions;
    if (!facts_attributions(of, &attributions)) return false;
    hearsay_status status = hsy_speaker_read(of->worker->model->resolver, of->worker->scratch, attributions,
                                             story->vectors, arena, &story->speakers, &error);
    if (status != HEARSAY_OK) return facts_complain(error.message);
    hsy_buffer out;
    hsy_buffer_init(&out, NULL);
    hsy_buffer_text(&out, "{\"id\": ");
    hsy_json_string(&out, story->story->id);
    hsy_buffer_text(&out, ", \"sources\": [");
    for (size_t i = 0; i < attributions->count; i++) {
        const hsy_kind_basis *by = &story->speakers->items[i].kind_by;
        uint32_t source = story->speakers->entities->source[i];
        hsy_words words = attributions->items[i].source;
        hsy_buffer_text(&out, i == 0 ? "" : ", ");
        if (source == HSY_NONE) {
            hsy_buffer_text(&out, "null");
            continue;
        }
        hsy_buffer_format(&out, "[%u, %u, %u, %u, %u, %u, %u]", (unsigned)words.start, (unsigned)words.end,
                          (unsigned)by->word, (unsigned)by->stands_for, (unsigned)by->guess, (unsigned)by->weight,
                          (unsigned)story->speakers->entities->mentions[source].form);
    }
    hsy_buffer_text(&out, "]}\n");
    bool good = !out.failed && facts_put(out.data, out.size);
    hsy_buffer_free(&out);
    return good;
}

typedef bool write_facts(const facts *of);

static const struct {
    const char *name;
    write_facts *write;
} modes[] = {{"vectors", write_vectors},
             {"pairs", facts_write_pairs},
             {"entities", write_entities},
             {"kinds", write_kinds},
             {"speakers", write_speakers}};

/* --- Stories --------------------------------------------------------------------------------------- */

static bool run_story(hearsay_worker *worker, hearsay_story *story, write_facts *write) {
    hearsay_error error = {0};
    hsy_str extra = story->story->extra;
    json_t *object = json_loadb(extra.data == NULL ? "{}" : extra.data, extra.data == NULL ? 2 : extra.size, 0, NULL);
    const facts of = {.worker = worker, .story = story, .given = json_object_get(object, "given")};
    story->story->extra = (hsy_str){.data = NULL, .size = 0};
    hearsay_status status = hsy_api_point(story, &error);
    if (status == HEARSAY_OK) status = hsy_api_run(worker, story, HSY_UNTIL_ENCODER, &error);
    bool good = status == HEARSAY_OK ? write(&of) : facts_complain(error.message);
    json_decref(object);
    return good;
}

static bool run(const char *path, hearsay_worker *worker, write_facts *write) {
    hearsay_error error = {0};
    hearsay_reader *reader = NULL;
    hearsay_status status = hearsay_reader_open(path, NULL, &reader, &error);
    bool good = true;
    while (good && status == HEARSAY_OK) {
        hearsay_story *story = NULL;
        status = hearsay_reader_next(reader, &story, &error);
        if (status == HEARSAY_OK) good = run_story(worker, story, write);
        hearsay_story_free(&story);
    }
    hearsay_reader_close(&reader);
    if (status != HEARSAY_OK && status != HEARSAY_END) return facts_complain(error.message);
    return (good && fflush(stdout) == 0) || facts_complain("stopped before the end");
}

int main(int count, char **arguments) {
    enum { MODES = sizeof modes / sizeof *modes };
    size_t mode = 0;
    if (count == 2 && strcmp(arguments[1], "sizes") == 0) return facts_write_sizes() ? 0 : 1;
    while (count == 3 && mode < MODES && strcmp(arguments[1], modes[mode].name) != 0)
        mode++;
    if (count != 3 || mode == MODES) {
        (void)facts_complain("usage: hearsay-facts vectors|pairs|entities|kinds|speakers STORIES.jsonl, or sizes");
        return 2;
    }
    hearsay_error error = {0};
    hearsay_model *model = NULL;
    hearsay_worker *worker = NULL;
    hearsay_status status = hearsay_model_load(NULL, NULL, &model, &error);
    if (status == HEARSAY_OK) status = hearsay_worker_new(model, &worker, &error);
    bool good = status == HEARSAY_OK ? run(arguments[2], worker, modes[mode].write) : facts_complain(error.message);
    hearsay_worker_free(&worker);
    hearsay_model_free(&model);
    return good ? 0 : 1;
}
