/* SPDX-License-Identifier: Apache-2.0 */
/* Whom a source points back to where coreference has found nobody: "he", "it", "the firm", "the 30-year-old". */
#ifndef HSY_SPEAKER_LATEST_H
#define HSY_SPEAKER_LATEST_H

#include "speaker/identity/naming.h"

/* The mention that the mention `number`, the source of `attribution`, takes up; HSY_NONE: it says best itself whom it
 * means, or nobody fits. The sources of earlier attributions have been followed. */
uint32_t hsy_latest_find(const hsy_scene *scene, size_t attribution, uint32_t number);

/* The body by name that "the firm", "the paper" takes up, wherever the mention stands; HSY_NONE: it is none of these
 * words, or none was named. */
uint32_t hsy_latest_body(const hsy_scene *scene, uint32_t number);

/* The body by name, but no outlet, that was mentioned most not far before a mention; HSY_NONE. */
uint32_t hsy_latest_named(const hsy_scene *scene, uint32_t number);

#endif
