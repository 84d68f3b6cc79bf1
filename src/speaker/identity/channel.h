/* SPDX-License-Identifier: Apache-2.0 */
/* Sources that are no speakers, but what somebody speaks with: "her statement", "the ministry's announcement". */
#ifndef HSY_SPEAKER_CHANNEL_H
#define HSY_SPEAKER_CHANNEL_H

#include "speaker/identity/naming.h"

/* The mention of whoever speaks with the source of `attribution`; HSY_NONE: the source is no such thing, or the text
 * does not say whose it is. The sources of earlier attributions have been found. */
uint32_t hsy_channel_owner(const hsy_scene *scene, size_t attribution);

#endif
