#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs bench/accuracy with a program and a scorer that tell what they were given."""

import gzip
import json
import os
import pathlib
import subprocess
import sys
import tempfile

from tap import expect, run

ACCURACY = pathlib.Path(os.environ["HEARSAY_SOURCE"]) / "bench" / "accuracy"
GOLD = [
    {
        "id": "a",
        "title": "Dam",
        "text": "The dam holds, Ann Lee said.",
        "date": "2016-10-04",
        "outlet": "Dial",
        "attributions": [{"source": [[15, 22]], "cue": [[23, 27]], "content": [[0, 13]]}],
        "speaker": "Ann Lee",
    },
    {"id": "b", "text": "Nobody spoke.", "attributions": []},
]
# Gives back each story as it was given.
ECHO = '#!/bin/sh\nfor last; do :; done\ncat "$last"\n'
DROPS_ONE = '#!/bin/sh\nfor last; do :; done\nhead -n 1 "$last"\n'
FAILS = "#!/bin/sh\nexit 1\n"
SCORER = "import sys\nprint(*sys.argv[1:], sep='\\n')\n"


def accuracy(folder, program, *more):
    gold = pathlib.Path(folder, "gold.jsonl.gz")
    gold.write_bytes(gzip.compress("".join(json.dumps(story) + "\n" for story in GOLD).encode()))
    pathlib.Path(folder, "scorer.py").write_text(SCORER)
    pathlib.Path(folder, "program").write_text(program)
    os.chmod(pathlib.Path(folder, "program"), 0o755)
    command = [
        sys.executable,
        ACCURACY,
        gold,
        "--scorer",
        f"{folder}/scorer.py",
        "--program",
        f"{folder}/program",
        *more,
    ]
    return subprocess.run(command, capture_output=True, text=True)


def shows_no_annotation():
    with tempfile.TemporaryDirectory() as folder:
        done = accuracy(folder, ECHO, "--keep", f"{folder}/kept.jsonl")
        expect(done.returncode == 0, done.stderr)
        given = [json.loads(line) for line in pathlib.Path(folder, "kept.jsonl").read_text().splitlines()]
        seen = [{key: story[key] for key in story if key not in ("attributions", "speaker")} for story in GOLD]
        expect(given == seen, f"the program was given {given}")


def hands_on_arguments():
    with tempfile.TemporaryDirectory() as folder:
        done = accuracy(folder, ECHO, "--keep", f"{folder}/kept.jsonl", "--", "--json", "x")
        wanted = [f"{folder}/gold.jsonl.gz", f"{folder}/kept.jsonl", "--json", "x"]
        expect(done.stdout.splitlines() == wanted, f"the scorer was given {done.stdout}{done.stderr}")


def misses_a_story():
    with tempfile.TemporaryDirectory() as folder:
        done = accuracy(folder, DROPS_ONE)
        expect(done.returncode != 0 and "2 stories were given, 1 came back" in done.stderr, f"it gave {done}")


def program_fails():
    with tempfile.TemporaryDirectory() as folder:
        done = accuracy(folder, FAILS)
        expect(done.returncode != 0 and "ended with 1" in done.stderr, f"it gave {done}")


def judges_confidence():
    story = GOLD[0] | {"attributions": [GOLD[0]["attributions"][0] | {"confidence": 0.75}]}
    program = f"#!/bin/sh\ncat <<'END'\n{json.dumps(story)}\n{json.dumps(GOLD[1])}\nEND\n"
    with tempfile.TemporaryDirectory() as folder:
        done = accuracy(folder, program, "--confidence")
        lines = done.stdout.splitlines()
        expect("expected calibration error 0.250 in 10 bins, 1 attributions" in lines, f"it gave {done}")
        expect(lines[-3].split() == ["0.7", "100.0", "100.0", "100.0"], f"it gave {done.stdout}")
        expect(lines[-2].split() == ["0.8", "0.0", "0.0", "0.0"], f"it gave {done.stdout}")


run(
    [
        ("the program is shown no annotation", shows_no_annotation),
        ("arguments behind -- reach the scorer", hands_on_arguments),
        ("a story that does not come back is noticed", misses_a_story),
        ("a program that fails is noticed", program_fails),
        ("confidences are held against the gold", judges_confidence),
    ]
)
