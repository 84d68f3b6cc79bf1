#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compiles a file that holds nothing but one #include, twice over: compile_alone.py FOLDER HEADER COMPILER..."""

import subprocess
import sys


def main():
    folder, header, *compiler = sys.argv[1:]
    source = f'#include "{header}"\n#include "{header}"\n'
    command = [*compiler, "-fsyntax-only", "-I", folder, "-"]
    return subprocess.run(command, input=source, text=True).returncode


sys.exit(main())
