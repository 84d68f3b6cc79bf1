/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the folders of the stage `story` call of each other; no other stage includes this.
 *
 *     input/                          record/                        page/          text/
 *     bytes.c --> gzip.c --> input.c  --> record.c --> text.c, json.c ------------> clean.c --> paragraphs.c
 *     fetch.c                lines.c ...           --> http.c ----> page.c ------> (draft)     (headline, promo,
 *     (chunks)  (inflated)   (records)                                                           transcript, language)
 */
#ifndef HSY_STORY_INTERNAL_H
#define HSY_STORY_INTERNAL_H

#include "story/story.h"

/* --- encoding.c: any encoding to UTF-8 --------------------------------------------------------- */

typedef enum hsy_width { HSY_WIDTH_8, HSY_WIDTH_16LE, HSY_WIDTH_16BE, HSY_WIDTH_32LE, HSY_WIDTH_32BE } hsy_width;

typedef struct hsy_form {
    hsy_width width;
    size_t mark;  /* bytes of the byte order mark */
    bool unicode; /* a mark or the pattern of NULs says so: no guessing from here on */
} hsy_form;

/* What the first bytes of an input say. */
hsy_form hsy_story_find_form(const char *head, size_t size);

/* Appends whole units of `width` (not 8) as UTF-8 and returns how many bytes it took; all of them
 * where `last`. A unit that is no character becomes the byte FF, which decoding counts as damage. */
size_t hsy_story_narrow(hsy_width width, const char *in, size_t size, bool last, hsy_buffer *out);

/* NULL where the bytes, narrow by now, can be text; else what they look like: "a PDF document". */
const char *hsy_story_not_text(const char *bytes, size_t size);

typedef struct hsy_decoded {
    hsy_str text;  /* valid UTF-8: the bytes that were given, or those in `out` */
    size_t damage; /* U+FFFD put in */
    char name[32]; /* the encoding that it was decoded from */
} hsy_decoded;

/* Decodes 8-bit bytes; with `unicode` they are UTF-8 whatever they look like. false: refused memory. */
bool hsy_story_decode(const char *bytes, size_t size, bool unicode, hsy_buffer *out, hsy_decoded *decoded);

/* Can `text`, which was decoded from a guessed encoding, be anything people wrote? */
bool hsy_story_is_legible(hsy_str text);

/* The code point of a byte in windows-1252; 0xFFFD for the five that have none. */
uint32_t hsy_story_windows_1252(unsigned char byte);
/* Its byte, -1 for none; a C1 control is its own byte. */
int hsy_story_windows_1252_byte(uint32_t point);

/* charset.cc: the name of a charset that iconv knows, "" for none. false: refused memory. */
bool hsy_story_guess_charset(const char *bytes, size_t size, char *name, size_t capacity);

/* --- draft.c: a clean text in the making ----------------------------------------------------------- */

typedef struct hsy_draft {
    hsy_buffer text;
    hsy_vector map; /* of hsy_segment */
} hsy_draft;

void hsy_story_init_draft(hsy_draft *draft, const hearsay_allocator *allocator);
void hsy_story_free_draft(hsy_draft *draft);
bool hsy_story_draft_failed(const hsy_draft *draft);
/* Appends given[start, start + length), which stands at `bytes`. */
void hsy_story_add_copied(hsy_draft *draft, const char *bytes, size_t start, size_t length);
/* Appends `bytes` in the place of given[given_start, given_start + given_length). */
void hsy_story_add_replaced(hsy_draft *draft, const char *bytes, size_t length, size_t given_start,
                            size_t given_length);
/* Appends bytes that come from nowhere. */
void hsy_story_add_put_in(hsy_draft *draft, const char *bytes);
/* Appends a span of another draft's text, with what it maps to. */
void hsy_story_add_slice(hsy_draft *draft, const hsy_draft *from, hsy_span span);

/* --- character.c: the character that a place of the given text stands for ------------------------ */

typedef struct hsy_character {
    uint32_t point;
    size_t length; /* bytes of the given text */
    bool literal;  /* those bytes are the character itself, not an entity or a broken sequence */
} hsy_character;

/* The character at text[at], at < size: entities decoded, UTF-8 that was read as windows-1252 repaired,
 * C1 controls taken for windows-1252. */
hsy_character hsy_story_character_at(hsy_str text, size_t at);

/* --- clean.c: the given text without the marks of crawling --------------------------------------- */

/* A line of a cleaned draft: no white space at its ends, single spaces inside. */
typedef struct hsy_line {
    hsy_span text;
    bool indented; /* it began with a tab or two spaces or more */
} hsy_line;

/* `lines` gets each line of `given`, empty ones too. The draft's text holds them one after the other,
 * without anything between. A failure shows in the draft and the vector. */
void hsy_story_clean(hsy_str given, hsy_draft *draft, hsy_vector *lines);

/* --- paragraphs.c -------------------------------------------------------------------------------- */

/* Cleans story->given and fills text, map, paragraphs, transcript and language. */
bool hsy_story_cut(hsy_story *story, const hearsay_allocator *scratch);

/* --- headline.c ------------------------------------------------------------------------------------ */

/* Where in `text` a beginning that says the same as `title` ends, punctuation behind it included;
 * 0: it does not begin with it. Case, spaces, styles of quotation marks and dashes are one. */
size_t hsy_story_match_title(hsy_str text, hsy_str title);
/* Where to cut a headline off that was run into `text`, else 0. */
size_t hsy_story_find_headline_end(hsy_str text, hsy_str title);
/* Is the first paragraph `text` a headline? `more`: others follow. */
bool hsy_story_is_headline(hsy_str text, hsy_str title, bool more);

/* --- promo.c ----------------------------------------------------------------------------------------- */

typedef enum hsy_promo {
    HSY_PROMO_NONE,
    HSY_PROMO_DOUBTFUL, /* "VIDEO: ...": between paragraphs one, above them a headline */
    HSY_PROMO_SURE      /* "PHOTOS: ...", "Click here to ..." */
} hsy_promo;
hsy_promo hsy_story_find_promo(hsy_str text);

/* --- transcript.c ------------------------------------------------------------------------------------ */

/* The label at the head of `text`, without its colon; 0: none. */
size_t hsy_story_find_label(hsy_str text);
/* Does a line begin like a turn of speech beyond doubt: "TAPPER: ", "Q: "? */
bool hsy_story_begins_turn(hsy_str text);
/* Labels the paragraphs where the whole is a transcript. false: refused. */
bool hsy_story_label_speakers(hsy_story *story, const hearsay_allocator *scratch);

/* --- credit.c: the agencies that a story is credited to --------------------------------------------- */

/* Fills story->origin from its authors and from datelines and notes in its text; an origin that it has is written as
 * these are. The text stays as it is. false: refused. */
bool hsy_story_find_credit(hsy_story *story);
/* The agencies that `credit`, which names those who provide a story, names: "AP, Reuters". Where there is none, *names
 * stays. false: refused. */
bool hsy_story_name_agencies(hsy_str credit, hsy_arena *arena, hsy_str *names);

/* --- language.c, detect.cc -------------------------------------------------------------------------- */

bool hsy_story_find_language(hsy_story *story); /* false: refused */

/* The language of most of `text`, which must be valid UTF-8: its code ("" where it can't be told), the share of
 * the text that is in it, and whether the detector is sure. false: refused memory. */
bool hsy_story_detect_language(const char *text, size_t size, char *code, size_t capacity, int *percent,
                               bool *reliable);

/* --- agency.c ---------------------------------------------------------------------------------------------- */

/* Whether a name is one of a news agency and nothing else: "AFP", "The Associated Press". */
bool hsy_story_is_agency(hsy_str name);

/* --- story.c ------------------------------------------------------------------------------------------- */

hsy_story *hsy_story_new(const hearsay_allocator *allocator); /* NULL: refused */
bool hsy_story_warn_of_damage(hsy_story *story, const hsy_decoded *decoded);
hearsay_status hsy_story_fail_limit(const char *place, hearsay_error *error);

/* --- text.c: small questions about a text --------------------------------------------------------- */

bool hsy_story_is_line_break(uint32_t point);
/* Is `entry` (bytes) in the sorted list? */
bool hsy_story_listed(const char *const *list, size_t count, hsy_str entry);
/* `text` in small letters, into `out`; cut at `capacity`. */
size_t hsy_story_fold(hsy_str text, char *out, size_t capacity);
/* The number of words: runs of anything but space. */
size_t hsy_story_count_words(hsy_str text);
bool hsy_story_is_quote(uint32_t point);
/* The last code point of `text` that is no closing quotation mark or bracket; 0: none. */
uint32_t hsy_story_final_point(hsy_str text);

#endif
