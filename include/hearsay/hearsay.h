/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libhearsay: who said what in a news story, on whose authority.
 *
 * The whole way, in the order in which a caller walks it:
 *
 *     hearsay_model  *model;                       loaded once, shared by all threads
 *     hearsay_worker *worker;                      one a thread
 *     hearsay_reader *reader;                      cuts an input (a file) into stories
 *     hearsay_story  *story;                       one story: its text, and after
 *                                                  hearsay_read() its attributions
 *
 *     hearsay_model_load(NULL, NULL, &model, &error);
 *     hearsay_worker_new(model, &worker, &error);
 *     hearsay_reader_open("story.txt", NULL, &reader, &error);
 *     while (hearsay_reader_next(reader, &story, &error) == HEARSAY_OK) {
 *         hearsay_read(worker, story, false, &error);
 *         hearsay_write(story, HEARSAY_FORMAT_JSONL, NULL, sink, sink_data, &error);
 *         hearsay_story_free(&story);
 *     }
 *
 * examples/read.c is that as a program.
 *
 * Ownership in two rules. What a `_new`, `_open`, `_load`, `_next`, `_take` or
 * `hearsay_record_read` hands out is the caller's, until the `_free` or `_close` of the same family, which takes the
 * address, sets it to NULL and accepts a NULL. Every pointer that is read from a story (strings, spans) belongs to the
 * story and lives as long as it.
 *
 * Threads: the library starts none, but that libcurl, which fetches addresses, looks up
 * names in one of its own. A model may be used by any number of threads at once; a worker
 * and a reader belong to one thread at a time; a record is never changed and may be read
 * by any; a story belongs to one thread until hearsay_read() has returned and may be read
 * by many after.
 *
 * Nothing here aborts, exits or prints.
 */
#ifndef HEARSAY_HEARSAY_H
#define HEARSAY_HEARSAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(_WIN32)
#define HEARSAY_API
#else
#define HEARSAY_API __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* --- Status and errors ------------------------------------------------------------ */

/* What a call came to. The numbers are pinned: new ones are appended, none is reused. */
typedef enum hearsay_status {
    HEARSAY_OK = 0,
    HEARSAY_END = 1,             /* hearsay_reader_next: the input holds no further story */
    HEARSAY_ERROR_MEMORY = -1,   /* an allocation failed */
    HEARSAY_ERROR_ARGUMENT = -2, /* the caller passed something that can't be */
    HEARSAY_ERROR_IO = -3,       /* the system refused to open, read or write */
    HEARSAY_ERROR_INPUT = -4,    /* the bytes are no story that can be read */
    HEARSAY_ERROR_LIMIT = -5,    /* larger than a documented limit */
    HEARSAY_ERROR_MODEL = -6,    /* no model found, or a damaged one */
    HEARSAY_ERROR_ENGINE = -7    /* the matrix library failed */
} hearsay_status;

enum { HEARSAY_ERROR_MESSAGE_SIZE = 512 };

/* Filled by a call that fails, left alone by one that succeeds. Every function that
 * takes one accepts NULL. `message` is one sentence in English, NUL-terminated,
 * which names the input and the place. */
typedef struct hearsay_error {
    hearsay_status status;
    char message[HEARSAY_ERROR_MESSAGE_SIZE];
} hearsay_error;

/* The name of a status: "ok", "out of memory". A constant. */
HEARSAY_API const char *hearsay_status_name(hearsay_status status);

/* The library's version, "0.1.0". A constant. */
HEARSAY_API const char *hearsay_version(void);

/* --- Limits ------------------------------------------------------------------------ */

/* A story's text may have at most so many bytes; a longer one is refused with
 * HEARSAY_ERROR_LIMIT (an input of many stories may be of any length). */
#define HEARSAY_STORY_BYTES_MAX ((size_t)16 << 20)

/* The same for a page or another document that a story is taken out of, uncompressed. */
#define HEARSAY_PAGE_BYTES_MAX ((size_t)32 << 20)

/* What is fetched from an address may take so many seconds in all, and be redirected so many times. */
enum { HEARSAY_FETCH_SECONDS_MAX = 60, HEARSAY_FETCH_REDIRECTS_MAX = 10 };

/* --- Memory ------------------------------------------------------------------------ */

/* Where memory comes from. `resize` is called as resize(data, pointer, size): with a
 * NULL pointer it gives new memory, with a size of 0 it frees, else it resizes as
 * realloc does; NULL means that it could not. It must be safe to call from every
 * thread that uses the library. */
typedef struct hearsay_allocator {
    void *(*resize)(void *data, void *pointer, size_t size);
    void *data;
} hearsay_allocator;

/* --- Model and workers -------------------------------------------------------------- */

typedef struct hearsay_model hearsay_model;
typedef struct hearsay_worker hearsay_worker;

/* Loads the model in the folder `folder` (model.safetensors, vocab.txt). With NULL it is
 * looked for in the folder that the environment's HEARSAY_MODEL names, then where
 * `install` put it, then in the tree that the library was built from; the first folder
 * that exists is taken, and one that is damaged is an error, never passed over.
 * `allocator` may be NULL (malloc); what it points to is copied. */
HEARSAY_API hearsay_status hearsay_model_load(const char *folder, const hearsay_allocator *allocator,
                                              hearsay_model **model, hearsay_error *error);

/* Frees the model once the last worker that uses it is freed as well. */
HEARSAY_API void hearsay_model_free(hearsay_model **model);

/* The folder the model was loaded from. */
HEARSAY_API const char *hearsay_model_folder(const hearsay_model *model);

enum { HEARSAY_HASH_SIZE = 65 };

/* Writes the SHA-256 of model.safetensors to `hash`, 64 hexadecimal digits and a NUL. */
HEARSAY_API void hearsay_model_hash(const hearsay_model *model, char hash[HEARSAY_HASH_SIZE]);

/* A worker holds one thread's working memory for reading stories with `model`, which it
 * keeps alive. */
HEARSAY_API hearsay_status hearsay_worker_new(hearsay_model *model, hearsay_worker **worker, hearsay_error *error);
HEARSAY_API void hearsay_worker_free(hearsay_worker **worker);

/* --- Inputs -------------------------------------------------------------------------- */

typedef struct hearsay_reader hearsay_reader;
typedef struct hearsay_record hearsay_record;
typedef struct hearsay_story hearsay_story;

/* What an input is. */
typedef enum hearsay_input {
    HEARSAY_INPUT_ANY = 0,  /* what its first bytes say */
    HEARSAY_INPUT_TEXT = 1, /* plain text: one story */
    HEARSAY_INPUT_HTML = 2, /* a page: one story */
    HEARSAY_INPUT_JSON =
        3, /* JSON Lines, an object or a list of them: a story each; IPTC's ninjs is known by its fields */
    HEARSAY_INPUT_FEED = 4, /* RSS or Atom: a story an entry */
    HEARSAY_INPUT_WARC = 5  /* an archive of the web: a story a page */
} hearsay_input;

/* How to read an input. Zero it with hearsay_reader_defaults() and set what you need;
 * the strings are copied by the open call. */
typedef struct hearsay_reader_settings {
    const char *date;            /* for stories that bear no date themselves: "2016-10-04"; NULL: none */
    const char *outlet;          /* likewise, the outlet's name; NULL: none */
    hearsay_input input;         /* what the input is taken for */
    int64_t now;                 /* seconds since 1970, before which all was published; 0: the clock */
    bool allow_private;          /* addresses of this machine and of private networks may be fetched */
    hearsay_allocator allocator; /* `resize` NULL: malloc */
} hearsay_reader_settings;

HEARSAY_API void hearsay_reader_defaults(hearsay_reader_settings *settings);

/* Opens `path`, or standard input for "-". A path that begins with "http://" or "https://" is
 * fetched, within the limits above; no other scheme is. gzip is recognised by its first bytes,
 * and the input's form by what it begins with; what is of no other form is one story of plain
 * text in whatever encoding it is found to be. `settings` may be NULL. */
HEARSAY_API hearsay_status hearsay_reader_open(const char *path, const hearsay_reader_settings *settings,
                                               hearsay_reader **reader, hearsay_error *error);

/* The same for `size` bytes in memory, which must live as long as the reader. `name`
 * stands for the path in messages and ids. */
HEARSAY_API hearsay_status hearsay_reader_open_memory(const char *name, const void *bytes, size_t size,
                                                      const hearsay_reader_settings *settings, hearsay_reader **reader,
                                                      hearsay_error *error);

/* Hands on the next story, or HEARSAY_END. After HEARSAY_ERROR_INPUT or
 * HEARSAY_ERROR_LIMIT the reader stands behind the bad story and the next call goes on;
 * after any other error it is at its end. */
HEARSAY_API hearsay_status hearsay_reader_next(hearsay_reader *reader, hearsay_story **story, hearsay_error *error);

/* The same in two steps, of which the first is quick and the reader's thread's, and the second may be
 * any thread's, for any number of records at once, after the reader is closed as well. The errors of
 * the first are those of the input, the errors of the second those of the one story. */
HEARSAY_API hearsay_status hearsay_reader_take(hearsay_reader *reader, hearsay_record **record, hearsay_error *error);
HEARSAY_API hearsay_status hearsay_record_read(const hearsay_record *record, hearsay_story **story,
                                               hearsay_error *error);
HEARSAY_API void hearsay_record_free(hearsay_record **record);

/* Bytes of the input (as stored: compressed, if it is) that have been consumed, and their number in
 * all, or 0 where that is not known (a pipe). For a progress bar. */
HEARSAY_API void hearsay_reader_progress(const hearsay_reader *reader, uint64_t *done, uint64_t *total);

HEARSAY_API void hearsay_reader_close(hearsay_reader **reader);

/* --- Reading a story ------------------------------------------------------------------- */

/* Finds the story's attributions. A story that is not in English is left without any
 * and gets a warning, unless `force`. Reading the same story a second time is an
 * HEARSAY_ERROR_ARGUMENT. */
HEARSAY_API hearsay_status hearsay_read(hearsay_worker *worker, hearsay_story *story, bool force, hearsay_error *error);

HEARSAY_API void hearsay_story_free(hearsay_story **story);

/* --- What is in a story ------------------------------------------------------------------ */

/* A string: `size` bytes of UTF-8, not NUL-terminated. Absent: `data` NULL. */
typedef struct hearsay_string {
    const char *data;
    size_t size;
} hearsay_string;

/* Half-open ranges into the story's text as it was given. Three types, so that the
 * compiler keeps them apart: bytes of its UTF-8, and Unicode code points. */
typedef struct hearsay_byte_span {
    size_t start, end;
} hearsay_byte_span;
typedef struct hearsay_point_span {
    size_t start, end;
} hearsay_point_span;

typedef enum hearsay_role { HEARSAY_SOURCE = 0, HEARSAY_CUE = 1, HEARSAY_CONTENT = 2 } hearsay_role;
enum { HEARSAY_ROLES = 3 };

/* Direct: the content stands in quotation marks of its own; indirect: none of it does;
 * mixed: a part of it does. */
typedef enum hearsay_type { HEARSAY_DIRECT = 0, HEARSAY_INDIRECT = 1, HEARSAY_MIXED = 2 } hearsay_type;

HEARSAY_API hearsay_string hearsay_story_id(const hearsay_story *story);
/* The input's name and, where it holds many stories, the place in it: "archive.jsonl: line 12". */
HEARSAY_API hearsay_string hearsay_story_place(const hearsay_story *story);
HEARSAY_API hearsay_string hearsay_story_title(const hearsay_story *story);
HEARSAY_API size_t hearsay_story_author_count(const hearsay_story *story);
HEARSAY_API hearsay_string hearsay_story_author(const hearsay_story *story, size_t index);
/* When it was published, and when it was last changed: "2019-11-18", or with a time and, where it is known, a
 * zone: "2019-11-18T14:05:00-05:00". */
HEARSAY_API hearsay_string hearsay_story_date(const hearsay_story *story);
HEARSAY_API hearsay_string hearsay_story_modified(const hearsay_story *story);
HEARSAY_API hearsay_string hearsay_story_outlet(const hearsay_story *story);
/* The agency whose story it is, or that helped: "Reuters". */
HEARSAY_API hearsay_string hearsay_story_origin(const hearsay_story *story);
HEARSAY_API hearsay_string hearsay_story_url(const hearsay_story *story);

/* The code of the story's language, "en"; "und" where it can't be told. */
HEARSAY_API hearsay_string hearsay_story_language(const hearsay_story *story);

/* The text as it was given, in UTF-8; all spans count in it. Of a page it is the article's paragraphs, parted by
 * empty lines. */
HEARSAY_API hearsay_string hearsay_story_text(const hearsay_story *story);

HEARSAY_API size_t hearsay_story_warning_count(const hearsay_story *story);
HEARSAY_API hearsay_string hearsay_story_warning(const hearsay_story *story, size_t index);

/* How many words the story has (0 before hearsay_read). */
HEARSAY_API size_t hearsay_story_word_count(const hearsay_story *story);

/* Attributions in the order of the text (0 before hearsay_read). */
HEARSAY_API size_t hearsay_attribution_count(const hearsay_story *story);

/* The number of pieces of a role (0 where it is absent), and one of them. An index out of
 * range gives an empty span. */
HEARSAY_API size_t hearsay_attribution_span_count(const hearsay_story *story, size_t attribution, hearsay_role role);
HEARSAY_API hearsay_byte_span hearsay_attribution_bytes(const hearsay_story *story, size_t attribution,
                                                        hearsay_role role, size_t index);
HEARSAY_API hearsay_point_span hearsay_attribution_points(const hearsay_story *story, size_t attribution,
                                                          hearsay_role role, size_t index);
HEARSAY_API hearsay_type hearsay_attribution_type(const hearsay_story *story, size_t attribution);

/* How sure the program is that all three roles are right, from 0 to 1: of those with 0.8, about four in five are. */
HEARSAY_API double hearsay_attribution_confidence(const hearsay_story *story, size_t attribution);

/* The index of the attribution whose content this one stands in; SIZE_MAX: none. */
HEARSAY_API size_t hearsay_attribution_inside(const hearsay_story *story, size_t attribution);

/* --- Who a source is ------------------------------------------------------------------------ */

/* What the source is. None: the text names no source, or what is no speaker (a fact, an event). */
typedef enum hearsay_kind {
    HEARSAY_KIND_NONE = 0,
    HEARSAY_KIND_PERSON = 1,
    HEARSAY_KIND_ORGANIZATION = 2,
    HEARSAY_KIND_OUTLET = 3, /* a newspaper, an agency, a network, a journal */
    HEARSAY_KIND_DOCUMENT = 4,
    HEARSAY_KIND_GROUP = 5 /* people without a body: "critics", "three officials" */
} hearsay_kind;

/* What the story shows of a person's gender; not applicable: the source is not one person. */
typedef enum hearsay_gender {
    HEARSAY_GENDER_NOT_APPLICABLE = 0,
    HEARSAY_GENDER_UNKNOWN = 1,
    HEARSAY_GENDER_FEMALE = 2,
    HEARSAY_GENDER_MALE = 3
} hearsay_gender;

/* What shows it. A first name is the last resort: it tells what is usual, not what is so. */
typedef enum hearsay_gender_by {
    HEARSAY_BY_NOTHING = 0,
    HEARSAY_BY_PRONOUN = 1,
    HEARSAY_BY_HONORIFIC = 2,
    HEARSAY_BY_KINSHIP = 3, /* "mother", "chairwoman", "widow" */
    HEARSAY_BY_FIRST_NAME = 4
} hearsay_gender_by;

/* What the cue says of the content. */
typedef enum hearsay_stance {
    HEARSAY_SAYS = 0,
    HEARSAY_CLAIMS = 1, /* insists, argues, swears */
    HEARSAY_ALLEGES = 2,
    HEARSAY_DENIES = 3,
    HEARSAY_CONFIRMS = 4,
    HEARSAY_ADMITS = 5,
    HEARSAY_ASKS = 6,
    HEARSAY_PROMISES = 7,
    HEARSAY_BELIEVES = 8,
    HEARSAY_WANTS = 9,
    HEARSAY_REPORTS = 10,
    HEARSAY_DECLINES = 11 /* refused to comment, did not say */
} hearsay_stance;

/* What the text says about a source beside its name, as spans. */
typedef enum hearsay_detail {
    HEARSAY_DETAIL_ROLE = 0,   /* who it is: "the chief engineer" */
    HEARSAY_DETAIL_REASON = 1, /* why it is not named: "because she was not authorised to speak" */
    HEARSAY_DETAIL_KNOWS = 2   /* how it knows: "who was briefed on the talks" */
} hearsay_detail;
enum { HEARSAY_DETAILS = 3 };

/* The fullest name that the story gives the source; of an unnamed one the fullest description;
 * absent where the text names none. */
HEARSAY_API hearsay_string hearsay_speaker_name(const hearsay_story *story, size_t attribution);
HEARSAY_API hearsay_kind hearsay_speaker_kind(const hearsay_story *story, size_t attribution);
/* Whether the story gives the source's own name anywhere. */
HEARSAY_API bool hearsay_speaker_named(const hearsay_story *story, size_t attribution);
/* Whether it is a concrete person (or several) whose identity the story withholds. */
HEARSAY_API bool hearsay_speaker_anonymous(const hearsay_story *story, size_t attribution);
HEARSAY_API hearsay_gender hearsay_speaker_gender(const hearsay_story *story, size_t attribution);
HEARSAY_API hearsay_gender_by hearsay_speaker_gender_by(const hearsay_story *story, size_t attribution);
/* Empty where the text does not tell. */
HEARSAY_API hearsay_byte_span hearsay_speaker_bytes(const hearsay_story *story, size_t attribution,
                                                    hearsay_detail detail);
HEARSAY_API hearsay_point_span hearsay_speaker_points(const hearsay_story *story, size_t attribution,
                                                      hearsay_detail detail);

HEARSAY_API hearsay_stance hearsay_attribution_stance(const hearsay_story *story, size_t attribution);
/* Whether the cue or the content bears a hedge: "allegedly", "reportedly". */
HEARSAY_API bool hearsay_attribution_hedged(const hearsay_story *story, size_t attribution);
/* Whether the cue is negated: "did not say", "never claimed". */
HEARSAY_API bool hearsay_attribution_negated(const hearsay_story *story, size_t attribution);

/* The path of authorities, from the story's outlet (where it is known) to the speaker. */
HEARSAY_API size_t hearsay_chain_count(const hearsay_story *story, size_t attribution);
HEARSAY_API hearsay_string hearsay_chain_name(const hearsay_story *story, size_t attribution, size_t index);

/* The named persons and bodies that the content speaks of, by their fullest names. */
HEARSAY_API size_t hearsay_about_count(const hearsay_story *story, size_t attribution);
HEARSAY_API hearsay_string hearsay_about_name(const hearsay_story *story, size_t attribution, size_t index);

/* The words that the outputs use: "person", "female", "first name", "denies". Constants. "n/a" and
 * "none" stand for HEARSAY_GENDER_NOT_APPLICABLE and HEARSAY_BY_NOTHING. */
HEARSAY_API const char *hearsay_kind_name(hearsay_kind kind);
HEARSAY_API const char *hearsay_gender_name(hearsay_gender gender);
HEARSAY_API const char *hearsay_gender_by_name(hearsay_gender_by by);
HEARSAY_API const char *hearsay_stance_name(hearsay_stance stance);

/* --- Writing ------------------------------------------------------------------------------ */

typedef enum hearsay_format {
    HEARSAY_FORMAT_JSONL = 0,    /* one line of JSON */
    HEARSAY_FORMAT_TERMINAL = 1, /* the marked story and below it the ledger as a table */
    HEARSAY_FORMAT_CSV = 2,      /* a row an attribution; hearsay_write_head() gives the names of the columns */
    HEARSAY_FORMAT_BRAT = 3,     /* brat's .ann, for a .txt that holds hearsay_story_text() */
    /* These need no reading: */
    HEARSAY_FORMAT_TEXT = 4,      /* the body's paragraphs, parted by empty lines */
    HEARSAY_FORMAT_TEXT_JSON = 5, /* one line of JSON: that text, and what is known of the story */
    HEARSAY_FORMAT_MARKDOWN = 6   /* headline, byline and body, with headings, quotations and lists marked */
} hearsay_format;

/* What is written, and how the terminal format looks. All zero: everything, in brackets, 80 columns wide. */
typedef struct hearsay_write_settings {
    bool colour;    /* mark with colours, else with brackets */
    unsigned width; /* columns to wrap at; 0: 80 */
    /* Attributions of lower confidence (0 to 1) are left out, and the others numbered anew. One inside of one that is
     * left out is written as inside of the nearest one around it that is not. */
    double min_confidence;
} hearsay_write_settings;

/* Takes `size` bytes; returns false to stop the writing. */
typedef bool (*hearsay_sink)(void *data, const char *bytes, size_t size);

/* Writes the story as `format`. `settings` may be NULL. HEARSAY_ERROR_IO where the sink
 * returned false. */
HEARSAY_API hearsay_status hearsay_write(const hearsay_story *story, hearsay_format format,
                                         const hearsay_write_settings *settings, hearsay_sink sink, void *data,
                                         hearsay_error *error);

/* Writes what stands once before all stories of a format: the row of names for CSV, nothing for the others. */
HEARSAY_API hearsay_status hearsay_write_head(hearsay_format format, hearsay_sink sink, void *data,
                                              hearsay_error *error);

/* Writes what the stage `stage` ("story", "token", "encoder", "extract", "speaker") handed on, as JSON,
 * running the stages up to it. For tests, and for those who want to see why a story was
 * read as it was. `worker` may be NULL for "story". */
HEARSAY_API hearsay_status hearsay_dump(hearsay_worker *worker, hearsay_story *story, const char *stage,
                                        hearsay_sink sink, void *data, hearsay_error *error);

#ifdef __cplusplus
}
#endif

#endif
