/* SPDX-License-Identifier: Apache-2.0 */
/* Who the story says that a source is, of those who are not anonymous: "the chief engineer". */
#ifndef HSY_SPEAKER_ROLES_H
#define HSY_SPEAKER_ROLES_H

#include "speaker/anonymity/informant.h"

typedef struct hsy_roles {
    hsy_words *of; /* [entities] of those with a name, by hsy_name_root; empty: none. NULL: no entity has any */
} hsy_roles;

/* What the story calls those whom it names, where it brings them in. In the scene's `work`. */
hearsay_status hsy_roles_read(const hsy_scene *scene, hsy_roles *roles, hearsay_error *error);

/* Of a source that is a person or several; empty: not told. */
hsy_words hsy_roles_find(const hsy_scene *scene, const hsy_roles *roles, const hsy_informants *informants,
                         size_t number);

#endif
