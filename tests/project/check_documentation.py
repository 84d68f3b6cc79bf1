#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Holds the documentation to what is there: the links lead somewhere, the manual pages are well formed, every
command and option of the program is in them, and the commands of README.md run and print what it shows.

--update writes what the program prints now into README.md instead; review it with `git diff`.
"""

import os
import pathlib
import re
import subprocess
import sys

from tap import Skip, expect, run

SOURCE = pathlib.Path(os.environ.get("HEARSAY_SOURCE", pathlib.Path(__file__).resolve().parents[2]))
PROGRAM = os.environ.get("HEARSAY_PROGRAM", str(SOURCE / "build" / "hearsay"))
PAGES = [SOURCE / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")] + sorted(
    (SOURCE / "docs").glob("*.md")
)
STAGES = [
    path.name
    for path in sorted((SOURCE / "src").iterdir())
    if path.is_dir() and path.name not in ("api", "base", "cli")
]


def links(page):
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            expect((page.parent / target).exists(), f"{page.name} links to {target}, which is not there")


def stage_page(stage):
    expect((SOURCE / "docs" / (stage + ".md")).exists(), f"docs/{stage}.md is missing")


def listed_paths():
    """Paths of the tree which the documentation names in code font."""
    for page in PAGES:
        for path in re.findall(
            r"`((?:src|docs|tests|fuzz|scripts|examples|bench|train|model|man|data)/[\w./-]*\w)`",
            page.read_text(encoding="utf-8"),
        ):
            expect((SOURCE / path).exists(), f"{page.name} names {path}, which is not there")


def readme_example():
    """The C program in README.md compiles."""
    blocks = re.findall(
        r"^```c\n(.*?)^```", (SOURCE / "README.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    expect(blocks, "README.md shows no C")
    for block in blocks:
        head = (
            "#include <hearsay/hearsay.h>\n"
            "bool sink(void *data, const char *bytes, size_t size);\n"
            "int example(void);\n"
            "int example(void)\n{\n"
        )
        text = block if "#include" in block else head + block + "\nreturn 0;\n}\n"
        done = subprocess.run(
            [
                "cc",
                "-std=c17",
                "-Wall",
                "-Wextra",
                "-Werror",
                "-fsyntax-only",
                "-I",
                str(SOURCE / "include"),
                "-x",
                "c",
                "-",
            ],
            input=text,
            capture_output=True,
            text=True,
        )
        expect(done.returncode == 0, done.stderr)


def readme_commands():
    """The `hearsay` commands of README.md, each after a `$`, take the options that they are given."""
    if not (SOURCE / "model" / "en" / "model.safetensors").exists():
        raise Skip("there is no model")
    text = (SOURCE / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"^\$ (build/hearsay .*)$", text, re.MULTILINE)
    expect(commands, "README.md shows no command")
    for command in commands:
        done = subprocess.run(
            ["sh", "-c", command.replace("build/hearsay", PROGRAM)],
            cwd=SOURCE,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
        )
        expect(done.returncode == 0, f"{command} gave {done.returncode}: {done.stderr}")


def readme_sample():
    """Blocks that begin with ```console show a command and what it prints."""
    if not (SOURCE / "model" / "en" / "model.safetensors").exists():
        raise Skip("there is no model")
    page = SOURCE / "README.md"
    text = page.read_text(encoding="utf-8")

    def printed_now(block):
        command = block[1].replace("build/hearsay", PROGRAM)
        return f"```console\n$ {block[1]}\n{subprocess.check_output(command, shell=True, cwd=SOURCE, text=True)}```\n"

    now = re.sub(r"^```console\n\$ (.*)\n(?:.*\n)*?```\n", printed_now, text, flags=re.MULTILINE)
    expect("```console" in text, "README.md shows no sample")
    if "--update" in sys.argv:
        page.write_text(now, encoding="utf-8")
    else:
        # Another processor may round a confidence otherwise.
        now, text = (re.sub(r"\b[01]\.\d\d$", "N", page, flags=re.MULTILINE) for page in (now, text))
        expect(now == text, "README.md shows otherwise; see --update of tests/project/check_documentation.py")


def version():
    found = subprocess.run([PROGRAM, "version"], capture_output=True, text=True).stdout
    number = re.search(r"^## \[?(\d+\.\d+\.\d+)", (SOURCE / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    expect(
        number and number.group(1) in found,
        f"CHANGELOG.md ends with {number and number.group(1)}, the program says {found!r}",
    )


cases = [(f"the links of {page.name} lead somewhere", lambda page=page: links(page)) for page in PAGES]
cases += [(f"the stage {stage} has its page", lambda stage=stage: stage_page(stage)) for stage in STAGES]
cases += [
    ("the paths that are named exist", listed_paths),
    ("the C of README.md compiles", readme_example),
    ("the commands of README.md run", readme_commands),
    ("the sample of README.md is what the program prints", readme_sample),
    ("the change log knows the program's version", version),
]
run(cases)
