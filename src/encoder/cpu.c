/* SPDX-License-Identifier: Apache-2.0 */
/* Which instructions this machine has, and which of them the user allows. */
#include <stdlib.h>
#include <string.h>

#include "encoder/kernels.h"

static const char *const names[] = {"plain", "float32", "avx2", "avx512"};

const char *hsy_cpu_name(hsy_cpu cpu) {
    return names[cpu];
}

static bool can(hsy_cpu cpu) {
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (cpu == HSY_CPU_AVX512)
        return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
               __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
               __builtin_cpu_supports("avx512vnni");
    if (cpu == HSY_CPU_AVX2) return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#endif
    return cpu == HSY_CPU_PLAIN || cpu == HSY_CPU_FLOAT32;
}

hearsay_status hsy_cpu_choose(hsy_cpu *cpu, hearsay_error *error) {
    const char *wanted = getenv("HEARSAY_CPU");
    if (wanted == NULL || wanted[0] == '\0' || strcmp(wanted, "auto") == 0) {
        *cpu = can(HSY_CPU_AVX512) ? HSY_CPU_AVX512 : can(HSY_CPU_AVX2) ? HSY_CPU_AVX2 : HSY_CPU_FLOAT32;
        return HEARSAY_OK;
    }
    for (int i = 0; i < (int)(sizeof names / sizeof names[0]); i++) {
        if (strcmp(wanted, names[i]) != 0) continue;
        *cpu = (hsy_cpu)i;
        if (can(*cpu)) return HEARSAY_OK;
        return hsy_fail(error, HEARSAY_ERROR_ARGUMENT, "HEARSAY_CPU asks for %s, which this processor does not have",
                        wanted);
    }
    return hsy_fail(error, HEARSAY_ERROR_ARGUMENT,
                    "HEARSAY_CPU is \"%.40s\": auto, avx512, avx2, float32 and plain can be chosen", wanted);
}

const hsy_kernels *hsy_cpu_kernels(hsy_cpu cpu) {
#if defined(__x86_64__)
    if (cpu == HSY_CPU_AVX512) return &hsy_kernels_avx512;
    if (cpu == HSY_CPU_AVX2) return &hsy_kernels_avx2;
#endif
    (void)cpu;
    return NULL;
}

float hsy_cpu_top(hsy_cpu cpu) {
    return cpu == HSY_CPU_AVX2 ? 63.0F : 127.0F;
}
