/* SPDX-License-Identifier: Apache-2.0 */
/* Which addresses of the network are public ones. */
#ifndef HSY_STORY_INPUT_ADDRESS_H
#define HSY_STORY_INPUT_ADDRESS_H

#include <stdbool.h>
#include <sys/socket.h>

enum { HSY_ADDRESS_TEXT_BYTES = 48 };

/* What an address is that no server of the public web can have ("an address of this machine"), a constant; NULL: it is
 * a public one. `size` bytes are read at most. */
const char *hsy_address_judge(const struct sockaddr *address, socklen_t size);

/* Writes an address as it is usually written, "127.0.0.1" or "fe80::1". */
void hsy_address_print(const struct sockaddr *address, socklen_t size, char text[HSY_ADDRESS_TEXT_BYTES]);

#endif
