/* SPDX-License-Identifier: Apache-2.0 */
/* A small story made by hand, with words and attributions, for the tests of what is written. */
#ifndef TESTS_RENDER_MADE_H
#define TESTS_RENDER_MADE_H

#include "render/render.h"

enum { MADE_ATTRIBUTIONS_MAX = 16 };

typedef struct made_reading {
    hsy_story story;
    hsy_tokens tokens;
    hsy_attributions attributions;
    hsy_attribution items[MADE_ATTRIBUTIONS_MAX];
    hsy_speakers speakers;
    hsy_speaker who[MADE_ATTRIBUTIONS_MAX];
    hsy_reading reading;
} made_reading;

/* A story whose given text is its clean text. Paragraphs are parted by an empty line; one that begins with "PHOTOS"
 * is a promo, one that begins with "# " a headline. Words are runs of letters and digits, and single other marks. */
void made_story(made_reading *made, const char *text);
void made_free(made_reading *made);

/* The words at the first place where `phrase` stands, from the beginning of a word on; a NULL gives no words. */
hsy_words made_words(const made_reading *made, const char *phrase);

/* Adds an attribution with one piece of content, direct, of confidence 0.9, inside none. */
hsy_attribution *made_attribution(made_reading *made, const char *source, const char *cue, const char *content);

/* Describes the source of the attribution that was made last: its name, NULL: it has none, and its kind. Those made
 * before it without a description have none of either. */
hsy_speaker *made_speaker(made_reading *made, const char *name, hearsay_kind kind);

/* Sets the names of a chain, or of those spoken of, which stand in `names` with ", " between them. */
void made_chain(made_reading *made, hsy_speaker *speaker, const char *names);
void made_about(made_reading *made, hsy_speaker *speaker, const char *names);

/* What is written, with a NUL behind it, to be freed with free(). */
char *made_jsonl(const made_reading *made);
char *made_csv(const made_reading *made);
char *made_brat(const made_reading *made);
char *made_terminal(const made_reading *made, bool colour, unsigned width);

/* The same with an allocator that refuses the allocation of this number, from 0 on. NULL: the writing says that it
 * failed, as it must, but for numbers that are never reached. */
char *made_terminal_refused(const made_reading *made, size_t number);

#endif
