/* SPDX-License-Identifier: Apache-2.0 */
/* Sentences on standard error. */
#ifndef CLI_MESSAGE_H
#define CLI_MESSAGE_H

/* Prints "hearsay: " and the sentence. */
void cli_complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Appends such a line to `*lines` (memory of malloc, NULL at first), to be printed later. Where memory is short, the
 * line is lost. */
void cli_message_add(char **lines, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Prints what cli_message_add() has gathered. */
void cli_message_print(const char *lines);

#endif
