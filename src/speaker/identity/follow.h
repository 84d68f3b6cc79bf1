/* SPDX-License-Identifier: Apache-2.0 */
/* From what is written as a source to the mention that it stands for. */
#ifndef HSY_SPEAKER_FOLLOW_H
#define HSY_SPEAKER_FOLLOW_H

#include "speaker/identity/naming.h"

/* Sets scene->names->who: "who" is what it hangs on, "I" in a quotation whoever is quoted, "its editor, Josef Tann"
 * is Tann, "her statement" she, and a quotation that goes on has the speaker of the one before. */
void hsy_follow_sources(const hsy_scene *scene);

#endif
