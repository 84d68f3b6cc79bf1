/* SPDX-License-Identifier: Apache-2.0 */
/* uchardet behind a C function: it is written in C++ and may throw where memory is refused. */
#include <cstddef>
#include <cstring>
#include <new>
#include <uchardet/uchardet.h>

extern "C" bool hsy_story_guess_charset(const char *bytes, std::size_t size, char *name, std::size_t capacity) {
    name[0] = '\0';
    uchardet_t detector = nullptr;
    bool done = false;
    try {
        detector = uchardet_new();
        if (detector != nullptr && uchardet_handle_data(detector, bytes, size) == 0) {
            uchardet_data_end(detector);
            const char *charset = uchardet_get_charset(detector);
            if (std::strlen(charset) < capacity) std::strcpy(name, charset);
            done = true;
        }
    } catch (const std::bad_alloc &) {
        done = false;
    }
    if (detector != nullptr) uchardet_delete(detector);
    return done;
}
