/* SPDX-License-Identifier: Apache-2.0 */
/* CLD2 behind a C function: it is written in C++ and may throw where memory is refused. */
/* First, since CLD2's header uses FILE without including it: */
#include <cstdio>

#include <cld2/public/compact_lang_det.h>

#include <climits>
#include <cstddef>
#include <cstring>
#include <new>

extern "C" bool hsy_story_detect_language(const char *text, std::size_t size, char *code, std::size_t capacity,
                                          int *percent, bool *reliable) {
    if (size > INT_MAX) size = INT_MAX;
    code[0] = '\0';
    *percent = 0;
    *reliable = false;
    try {
        CLD2::Language languages[3];
        int percents[3], bytes = 0;
        CLD2::DetectLanguageSummary(text, static_cast<int>(size), true, languages, percents, &bytes, reliable);
        /* The summary itself says English where it knows nothing; its list does not. */
        if (languages[0] == CLD2::UNKNOWN_LANGUAGE) return true;
        const char *name = CLD2::LanguageCode(languages[0]);
        if (std::strlen(name) < capacity) std::strcpy(code, name);
        *percent = percents[0];
        return true;
    } catch (const std::bad_alloc &) {
        return false;
    }
}
