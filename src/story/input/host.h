/* SPDX-License-Identifier: Apache-2.0 */
/* The name of a host in any script, as the net's look-up takes it. */
#ifndef HSY_STORY_INPUT_HOST_H
#define HSY_STORY_INPUT_HOST_H

#include "base/base.h"

/* Appends "xn--bcher-kva.example" for "Bücher.example" in UTF-8. false: there can be no such name. An allocation that
 * was refused shows in `ascii` too. */
bool hsy_host_to_ascii(hsy_str host, hsy_buffer *ascii);

#endif
