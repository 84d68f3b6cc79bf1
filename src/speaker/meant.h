/* SPDX-License-Identifier: Apache-2.0 */
/* Whom a content speaks of with a word: what coreference says of it, where nothing speaks against that, or else rules.
 */
#ifndef HSY_SPEAKER_MEANT_H
#define HSY_SPEAKER_MEANT_H

#include "speaker/identity/naming.h"

enum { HSY_MEANT = 2 }; /* two, for "the couple" */

/* The mentions that tell of whom the mention `number` in the content of `attribution` speaks: itself, or others whose
 * entities have names; one of them may be joined ("Ana and Ivo"). Returns how many, 0: of nobody by name. */
size_t hsy_meant_find(const hsy_scene *scene, size_t attribution, uint32_t number, uint32_t found[HSY_MEANT]);

#endif
