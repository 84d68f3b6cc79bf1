#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs a cmocka program and hands on its results in the Test Anything Protocol as others read it: run_cmocka.py PROGRAM

cmocka marks a case that is skipped as "not ok N # SKIP name", which others take for a failure; and what a test
prints beside its results must not be mistaken for one.
"""

import os
import re
import subprocess
import sys


def main():
    environment = {**os.environ, "CMOCKA_MESSAGE_OUTPUT": "TAP"}
    with subprocess.Popen(
        sys.argv[1:], stdout=subprocess.PIPE, env=environment, encoding="utf-8", errors="replace"
    ) as run:
        for line in run.stdout:
            skipped = re.fullmatch(r"not ok (\d+) # SKIP (.*)\n?", line)
            if skipped:
                line = f"ok {skipped[1]} - {skipped[2]} # SKIP\n"
            elif not re.match(r"(not ok|ok) \d+ - |1\.\.\d+$|#", line):
                line = "# " + line
            print(line, end="", flush=True)
    return run.returncode if run.returncode >= 0 else 128 - run.returncode


sys.exit(main())
