#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Fuzzes each target in each of its ways with clang's libFuzzer, one process a core: fuzz.sh SECONDS. Found inputs stay
# in build-fuzz/corpus/, what each run printed in build-fuzz/NAME-WAY.log, and the inputs that break something beside it.
set -eu
cd "$(dirname "$0")/.."
seconds=$1

test -f build-fuzz/build.ninja || CC=clang CXX=clang++ meson setup build-fuzz --buildtype=debugoptimized \
    -Dfuzz=true -Dtests=false -Db_sanitize=address,undefined -Db_lundef=false
ninja -C build-fuzz

failed=0
export LSAN_OPTIONS="suppressions=$PWD/tests/lsan.supp:print_suppressions=0" UBSAN_OPTIONS=halt_on_error=1
printf '%s\n' build-fuzz/fuzz/fuzz-*-plain build-fuzz/fuzz/fuzz-*-threaded build-fuzz/fuzz/fuzz-*-denied |
    xargs -P "$(nproc)" -I TARGET sh -c '
        name=${1##*/fuzz-}
        mkdir -p "build-fuzz/corpus/$name"
        "$1" -max_total_time="$2" -max_len=65536 -print_final_stats=1 -artifact_prefix="build-fuzz/$name-" \
            "build-fuzz/corpus/$name" "fuzz/corpus/${name%-*}" > "build-fuzz/$name.log" 2>&1 &&
            echo "== $name: nothing found" || { echo "== $name: FOUND, see build-fuzz/$name.log"; exit 1; }
    ' sh TARGET "$seconds" || failed=1
exit $failed
