/* SPDX-License-Identifier: Apache-2.0 */
/* A folder of stories as the annotation tool brat takes it: a .txt and an .ann for each. */
#ifndef CLI_BRAT_H
#define CLI_BRAT_H

#include "hearsay/hearsay.h"

typedef struct cli_brat {
    const char *path;
    int folder; /* descriptor */
} cli_brat;

/* Makes the folder if there is none, and in it annotation.conf and visual.conf where they are missing. false: printed.
 */
bool cli_brat_open(cli_brat *brat, const char *path);
void cli_brat_close(cli_brat *brat);

/* Writes both files of a story; `annotations` is the .ann. A file that is there already is never touched:
 * HEARSAY_ERROR_INPUT. HEARSAY_ERROR_IO: the folder takes no more. In either case neither file is left. */
hearsay_status cli_brat_store(const cli_brat *brat, const hearsay_story *story, hearsay_string annotations,
                              hearsay_error *error);

#endif
