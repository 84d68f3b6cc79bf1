/* SPDX-License-Identifier: Apache-2.0 */
#include "speaker/words/use.h"
#include "base/wordlist.h"

#include "speaker/list_word_uses.h"

static const hsy_word_list uses = HSY_WORD_LIST(word_uses, WORD_USES);

bool hsy_use_has(const hsy_lexicon *lexicon, uint32_t word, const char *use) {
    return hsy_word_list_holds(hsy_word_list_find(&uses, hsy_lexicon_at(lexicon, word)->text), use);
}
