/* SPDX-License-Identifier: Apache-2.0 */
/* For the story tests: a story made of bytes, and what it should be. */
#ifndef HSY_TESTS_STORY_MADE_H
#define HSY_TESTS_STORY_MADE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "story/story.h"

/* The only story of an input named "made.txt" with these bytes. */
hsy_story *made_of_bytes(const void *bytes, size_t size);
hsy_story *made_of(const char *text);
/* The same for the story of one line of JSON. */
hsy_story *made_of_json(const char *line);

/* The first call of an input with these bytes comes to `status` with `message`. */
void assert_refused(const void *bytes, size_t size, hearsay_status status, const char *message);

void assert_string(hsy_str found, const char *expected);
/* The clean text, and the paragraph of a number; `expected` NULL: there is no such paragraph. */
void assert_text(const hsy_story *story, const char *expected);
void assert_paragraph(const hsy_story *story, size_t number, hsy_paragraph_kind kind, const char *expected);
void assert_label(const hsy_story *story, size_t number, const char *expected);
/* The given text that the first place of `clean` in the clean text stands for. */
void assert_given(const hsy_story *story, const char *clean, const char *expected);
/* The story's only warning; NULL: it has none. */
void assert_warning(const hsy_story *story, const char *expected);

/* As what the clean text of `given`, on its own, comes out. */
void assert_cleaned(const char *given, const char *expected);

#endif
