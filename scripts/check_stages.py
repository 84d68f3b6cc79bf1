#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks that every stage under src/ includes only what the table below lets it include, and prints what does not."""

import pathlib
import re
import sys

# Stage: the stages whose headers it may include, besides its own and base's. The program has none: it lives
# on the public header, like any other program.
STAGES = {
    "base": [],
    "story": [],
    "token": ["story"],
    "encoder": ["token"],
    "extract": ["encoder", "token", "story"],
    "speaker": ["extract", "encoder", "token", "story"],
    "render": ["speaker", "extract", "token", "story"],
    "api": ["story", "token", "encoder", "extract", "speaker", "render"],
    "cli": [],
}
PUBLIC_HEADER = "hearsay/hearsay.h"
USES_PUBLIC_HEADER_ONLY = "cli"
# Libraries that only one stage may see: a pattern of the header's name, and the stage.
OWNED = {r"(oneapi/)?dnnl.*|omp\.h": "encoder", r"(libxml|curl|brotli)/.*|zlib\.h": "story", r"cmocka\.h": None}

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)


def complaint(stage, header, quoted):
    """What is wrong with `stage` including `header`, or None."""
    for pattern, owner in OWNED.items():
        if re.fullmatch(pattern, header) and owner != stage:
            return f"only {owner} may include it" if owner else "only tests may include it"
    folder = header.partition("/")[0] if "/" in header else ""  # how a stage divides itself is its own affair
    # A bare name is a header that the build makes, or one of the stage's own.
    if not quoted or header == PUBLIC_HEADER or folder in ("", stage):
        return None
    if stage == USES_PUBLIC_HEADER_ONLY:
        return "the program may include only its own headers and the public one"
    if folder == "base" or folder in STAGES[stage]:
        return None
    return f"{stage} may include only {', '.join(['base', *STAGES[stage]])}"


def main():
    source = pathlib.Path(__file__).resolve().parent.parent / "src"
    wrong = 0
    for folder in sorted(path for path in source.iterdir() if path.is_dir()):
        stage = folder.name
        if stage not in STAGES:
            print(f"{folder}: no such stage in the table of scripts/check_stages.py")
            wrong += 1
            continue
        for path in sorted([*folder.rglob("*.c"), *folder.rglob("*.h")]):
            for mark, header in INCLUDE.findall(path.read_text(encoding="utf-8")):
                problem = complaint(stage, header, mark == '"')
                if problem:
                    print(f"{path.relative_to(source.parent)}: {header}: {problem}")
                    wrong += 1
    return 1 if wrong else 0


sys.exit(main())
