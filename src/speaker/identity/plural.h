/* SPDX-License-Identifier: Apache-2.0 */
/* Whom "they" takes up where coreference has found nobody. */
#ifndef HSY_SPEAKER_PLURAL_H
#define HSY_SPEAKER_PLURAL_H

#include "speaker/identity/naming.h"

/* The mention of several people or bodies that "they", the mention `number`, takes up: the subject of its sentence,
 * else of the sentence before; HSY_NONE. */
uint32_t hsy_plural_before(const hsy_scene *scene, uint32_t number);

#endif
