#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the tests of a build folder and counts their cases: check.py BUILD

A program that reports its cases in the Test Anything Protocol counts as so many, any other as one. The last line is
"N passed, N failed", with ", N skipped" where there are any. The exit code is 1 where anything failed, or
where nothing passed.
"""

import json
import pathlib
import re
import subprocess
import sys

CASE = re.compile(r"(not ok|ok)\b *\d* *-? *([^#]*)(#.*\bskip\b)?.*", re.IGNORECASE)
RESULTS = {"OK": "passed", "EXPECTEDFAIL": "passed", "SKIP": "skipped"}  # any other is a failure
SHOWN_LINES = 100


def cases(program):
    """The cases of one program as (name, "passed" | "failed" | "skipped")."""
    result = RESULTS.get(program["result"], "failed")
    found = []
    for line in program.get("stdout", "").splitlines():
        match = CASE.fullmatch(line)
        if match:
            state = "skipped" if match[3] else "passed" if match[1] == "ok" else "failed"
            found.append((match[2].strip(), state))
    if not found:
        return [("", result)]
    # One that died, leaked or ran out of time need not have reported a case that failed.
    if result == "failed" and all(state != "failed" for _, state in found):
        found.append((program["result"].lower(), "failed"))
    return found


def show(program):
    """What a failed program printed: the end of its results, and the beginning of its messages."""
    print(f"\n--- {program['name']}: {program['result'].lower()} (exit code {program['returncode']})")
    print(*program.get("stdout", "").splitlines()[-SHOWN_LINES:], sep="\n")
    print(*program.get("stderr", "").splitlines()[:SHOWN_LINES], sep="\n")


def main():
    build = pathlib.Path(sys.argv[1])
    log = build / "meson-logs" / "testlog.json"
    log.unlink(missing_ok=True)
    run = subprocess.run(["meson", "test", "-C", str(build)], stdin=subprocess.DEVNULL)
    programs = []
    if log.exists():
        with open(log, encoding="utf-8") as lines:
            programs = [json.loads(line) for line in lines if line.strip()]

    count = {"passed": 0, "failed": 0, "skipped": 0}
    failures = []
    for program in programs:
        found = cases(program)
        for name, state in found:
            count[state] += 1
            if state == "failed":
                failures.append(f"FAILED  {program['name']}{': ' if name else ''}{name}")
        if any(state == "failed" for _, state in found):
            show(program)
    if run.returncode != 0 and not failures:
        failures.append("FAILED  the test runner itself")
        count["failed"] = 1

    print("", *failures, sep="\n")
    skipped = f", {count['skipped']} skipped" if count["skipped"] else ""
    print(f"{count['passed']} passed, {count['failed']} failed{skipped}")
    return 1 if failures or count["passed"] == 0 else 0


sys.exit(main())
