/* SPDX-License-Identifier: Apache-2.0 */
/* Descriptions that point at somebody whom the story names elsewhere. */
#ifndef HSY_SPEAKER_OFFICES_H
#define HSY_SPEAKER_OFFICES_H

#include "speaker/identity/naming.h"

/* Sets names->same of entities without a name whose description fits a named one: "the senator" where one senator is
 * named, "the alliance" for the "Alliance for Dams"; and of "the report" where a report was described before. */
hearsay_status hsy_offices_join(const hsy_scene *scene, hsy_names *names, hearsay_error *error);

/* The mention of the description that a name, the mention `number`, explains: "her attorney" in "her attorney, Ivo
 * Lund,"; HSY_NONE. */
uint32_t hsy_offices_explained(const hsy_scene *scene, uint32_t number);

#endif
