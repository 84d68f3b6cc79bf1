#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Tests of the program as its user meets it: run.py [--update] [CASE...]

A case is a folder under tests/cli/cases/:

    cmd             a script for sh, which finds the program as `hearsay`
    expected.out    what it must print to standard output,
    expected.err    to standard error,
    expected.code   and the exit code; a file that is missing stands for nothing printed, or for 0
    ...             any other file: the script finds it in its working folder, which is a fresh copy

The environment is bare, HOME is the working folder, and SOURCE is the project's folder. In what is printed, the
working folder reads as @HERE@ and the project's folder as @SOURCE@. A script that ends with 77 is skipped; its last
line on standard error says why. --update writes what was printed instead of comparing it: review it with `git diff`.
"""

import difflib
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = HERE.parent.parent
PROGRAM = pathlib.Path(os.environ.get("HEARSAY_PROGRAM", SOURCE / "build" / "hearsay"))
SKIPPED = 77
KEPT = ("ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS", "HEARSAY_CORPORA", "OMP_NUM_THREADS")
TIMEOUT = 300


def execute(case):
    """Runs a case; gives its exit code and what it printed to standard output and standard error."""
    with tempfile.TemporaryDirectory() as scratch:
        bin_folder, work = pathlib.Path(scratch, "bin"), pathlib.Path(scratch, "work")
        bin_folder.mkdir()
        (bin_folder / "hearsay").symlink_to(PROGRAM.resolve())
        shutil.copytree(case, work, ignore=shutil.ignore_patterns("cmd", "expected.*"))
        environment = {name: os.environ[name] for name in KEPT if name in os.environ}
        environment |= {
            "PATH": f"{bin_folder}:/usr/local/bin:/usr/bin:/bin",
            "HOME": str(work),
            "LC_ALL": "C.UTF-8",
            "SOURCE": str(SOURCE),
        }
        running = subprocess.Popen(
            ["sh", str(case / "cmd")],
            cwd=work,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        try:
            out, err = running.communicate(timeout=TIMEOUT)
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)  # the shell and what it started
            running.communicate()
            raise

        def general(printed):
            return printed.replace(os.fsencode(work), b"@HERE@").replace(os.fsencode(SOURCE), b"@SOURCE@")

        return running.returncode, general(out), general(err)


def expected(case):
    def content(name):
        path = case / ("expected." + name)
        return path.read_bytes() if path.exists() else b""

    return int(content("code").strip() or b"0"), content("out"), content("err")


def write(case, result):
    code, out, err = result
    for name, content in (("code", b"%d\n" % code if code else b""), ("out", out), ("err", err)):
        path = case / ("expected." + name)
        if content:
            path.write_bytes(content)
        else:
            path.unlink(missing_ok=True)


def differences(wanted, found):
    """Lines that tell how a result differs from the expected one; none where it does not."""
    lines = []
    if wanted[0] != found[0]:
        lines.append(f"exit code {found[0]}, expected {wanted[0]}")
    for stream, want, have in (("out", wanted[1], found[1]), ("err", wanted[2], found[2])):
        if want != have:
            texts = [text.decode("utf-8", "backslashreplace").splitlines() for text in (want, have)]
            lines += difflib.unified_diff(*texts, f"expected.{stream}", "printed", lineterm="", n=1)
    return lines


def main():
    names = [name for name in sys.argv[1:] if name != "--update"]
    cases = sorted(path.parent for path in (HERE / "cases").glob("*/cmd") if not names or path.parent.name in names)
    failed = 0
    for number, case in enumerate(cases, 1):
        try:
            found = execute(case)
        except subprocess.TimeoutExpired:
            print(f"not ok {number} - {case.name}\n# not done after {TIMEOUT} seconds", flush=True)
            failed += 1
            continue
        if found[0] == SKIPPED:
            reason = found[2].decode("utf-8", "replace").strip().splitlines() or ["no reason given"]
            print(f"ok {number} - {case.name} # SKIP {reason[-1]}", flush=True)
            continue
        if "--update" in sys.argv:
            write(case, found)
        lines = differences(expected(case), found)
        print(f"{'not ok' if lines else 'ok'} {number} - {case.name}", flush=True)
        for line in lines:
            print(f"# {line}", flush=True)
        failed += bool(lines)
    print(f"1..{len(cases)}")
    return 1 if failed else 0


sys.exit(main())
