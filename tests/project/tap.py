# SPDX-License-Identifier: Apache-2.0
"""Runs test functions and reports them in the Test Anything Protocol."""

import sys
import traceback


class Skip(Exception):
    """Raised by a case that can't be run here; its text says why."""


def run(cases):
    """Runs each of `cases` (a name and a function without arguments); exits with 1 where one raised."""
    failed = False
    for number, (name, case) in enumerate(cases, 1):
        try:
            case()
        except Skip as reason:
            print(f"ok {number} - {name} # SKIP {reason}", flush=True)
        except Exception:
            failed = True
            print(f"not ok {number} - {name}", flush=True)
            for line in traceback.format_exc().splitlines():
                print(f"# {line}", flush=True)
        else:
            print(f"ok {number} - {name}", flush=True)
    print(f"1..{len(cases)}")
    sys.exit(1 if failed else 0)


def expect(condition, what):
    """Raises, with the sentence `what`, unless the condition holds."""
    if not condition:
        raise AssertionError(what)
