#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Static analysis of all C sources: clang-tidy (.clang-tidy) and cppcheck. Fails on any finding.
set -eu
cd "$(dirname "$0")/.."

# clang reads its own flags better than gcc's; building once also makes the generated headers.
test -f build-lint/build.ninja || CC=clang CXX=clang++ meson setup build-lint
ninja -C build-lint

# Tests are spared what does not fit them: the analyzer does not know that cmocka's assertions end a test, and a test
# may start commands, show text that misleads, and split long strings in a list.
sources=$(sed -n 's,^ *"file": "\.\./\(.*\)".*,\1,p' build-lint/compile_commands.json | sort -u)
found=no
tidy() {
    xargs -r -P "$(nproc)" -n 4 clang-tidy -p build-lint --quiet "$@" 2>/dev/null || found=yes
}
echo "$sources" | grep -v '^tests/' >build-lint/sources.txt
echo "$sources" | grep '^tests/' >build-lint/tests.txt || true
tidy <build-lint/sources.txt
tidy --checks='-clang-analyzer-*,-misc-misleading-bidirectional,-cert-env33-c,-bugprone-suspicious-missing-comma' \
    <build-lint/tests.txt

cppcheck --quiet --enable=warning,performance,portability --inline-suppr --error-exitcode=1 --std=c11 \
    --suppress=missingIncludeSystem -D_GNU_SOURCE -I include -I src -j "$(nproc)" src examples || found=yes
[ "$found" = no ] || exit 1
echo "Static analysis found nothing."
