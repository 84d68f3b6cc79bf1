/* SPDX-License-Identifier: Apache-2.0 */
/* For whom a person says "we". */
#ifndef HSY_SPEAKER_BODY_H
#define HSY_SPEAKER_BODY_H

#include "speaker/identity/naming.h"

/* The mention of the body that `speaker` speaks for by office, where "we" is said: the company of its chairman, the
 * police of an inspector, the researchers of an author; HSY_NONE: the speaker is nobody's voice, or the text does not
 * say whose. */
uint32_t hsy_body_behind(const hsy_scene *scene, uint32_t speaker);

#endif
