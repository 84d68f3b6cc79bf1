#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes a manual page: make_man.py PROGRAM COMMAND INPUT OUTPUT

Copies INPUT and puts the options of `hearsay COMMAND` in place of the line @OPTIONS@, as the program itself
lists them in mdoc, so that the page and the parser can't differ.
"""

import subprocess
import sys


def main():
    program, command, source, target = sys.argv[1:]
    with open(source, encoding="utf-8") as file:
        page = file.read()
    if page.count("\n@OPTIONS@\n") != 1:
        sys.exit(f"{source}: expected the line @OPTIONS@ once")
    options = subprocess.run([program, "--options-mdoc", command], check=True, capture_output=True, text=True).stdout
    with open(target, "w", encoding="utf-8") as file:
        file.write(page.replace("@OPTIONS@\n", options.rstrip("\n") + "\n"))


main()
