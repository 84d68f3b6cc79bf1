# The commands that a newcomer needs; all the building is Meson's.
#
#   make          builds a release: build/hearsay
#   make try      installs what is missing, builds, and reads the stories of examples/
#   make check    installs what is missing, builds with sanitizers, and runs all tests
#   make install  installs to PREFIX (/usr/local), under DESTDIR
#   make lint     static analysis     make format  formats the C sources
#   make fuzz     fuzzes each target for FUZZ_SECONDS     make clean  removes what was built

PREFIX ?= /usr/local
# The folder of the annotated corpora, with their scorers beside it, that some tests need.
CORPORA ?=
FUZZ_SECONDS ?= 60
C_SOURCES = $(wildcard src/*/*.[ch] src/*/*/*.[ch] src/*/*/*/*.[ch] include/*/*.h tests/*/*.[ch] fuzz/*.c examples/*.c bench/*.c train/*.[ch])

.PHONY: all try check install lint format fuzz clean
.DEFAULT_GOAL := all

all:
	@command -v meson >/dev/null && command -v ninja >/dev/null || \
	    { echo "Meson and Ninja are missing; scripts/install_packages.sh build installs what is needed." >&2; exit 2; }
	@test -f build/build.ninja || meson setup build --buildtype=release -Ddefault_library=both -Dtests=false
	@test "$$(cat build/prefix.txt 2>/dev/null)" = "$(PREFIX)" || \
	    { meson configure build -Dprefix="$(PREFIX)" && echo "$(PREFIX)" > build/prefix.txt; }
	@ninja -C build
	@ln -sf src/cli/hearsay build/hearsay

try:
	@scripts/install_packages.sh build
	@$(MAKE) --no-print-directory all
	@build/hearsay read --format terminal examples/stories/*.txt

check:
	@scripts/install_packages.sh build check
	@test -f build-check/build.ninja || \
	    meson setup build-check -Db_sanitize=address,undefined -Ddefault_library=both
	@meson configure build-check -Dcorpora="$(abspath $(CORPORA))"
	@ninja -C build-check
	@scripts/check.py build-check

install: all
	@DESTDIR="$(DESTDIR)" meson install -C build --no-rebuild
	@if [ -z "$(DESTDIR)" ] && [ "$$(id -u)" -eq 0 ]; then ldconfig; fi

lint:
	@scripts/install_packages.sh build check lint
	@scripts/lint.sh

format:
	@scripts/install_packages.sh lint
	clang-format -i $(C_SOURCES)

fuzz:
	@scripts/install_packages.sh build check fuzz
	@scripts/fuzz.sh $(FUZZ_SECONDS)

clean:
	rm -rf build build-bench build-check build-lint build-fuzz
