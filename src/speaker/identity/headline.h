/* SPDX-License-Identifier: Apache-2.0 */
/* Headlines that tell of somebody without the name. */
#ifndef HSY_SPEAKER_HEADLINE_H
#define HSY_SPEAKER_HEADLINE_H

#include "speaker/identity/naming.h"

/* The mention of the person, the outlet, the document by name whom a description in the headline or the paragraph below
 * it, the source of `attribution`, stands for: whoever is the first to be named after it, and speaks; HSY_NONE: the
 * mention `number` is no such description, or the first one does not speak. */
uint32_t hsy_headline_find(const hsy_scene *scene, size_t attribution, uint32_t number);

#endif
