#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Fuzzes each target with clang's libFuzzer: fuzz.sh SECONDS. Found inputs stay in build-fuzz/corpus/.
set -eu
cd "$(dirname "$0")/.."
seconds=$1

test -f build-fuzz/build.ninja || CC=clang CXX=clang++ meson setup build-fuzz --buildtype=debugoptimized \
    -Dfuzz=true -Dtests=false -Db_sanitize=address,undefined -Db_lundef=false
ninja -C build-fuzz

for target in build-fuzz/fuzz/fuzz-*; do
    test -f "$target" && test -x "$target" || continue
    name=${target##*/fuzz-}
    mkdir -p "build-fuzz/corpus/$name"
    echo "== $name"
    "$target" -max_total_time="$seconds" -max_len=65536 -print_final_stats=1 \
        -artifact_prefix="build-fuzz/$name-" "build-fuzz/corpus/$name" "fuzz/corpus/$name"
done
