#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Reads what `hearsay read --format=brat` writes with pybrat, a reader that is not ours: check_brat.py STORY...

Needs pybrat (scripts/brat_reader.txt) for the Python that HEARSAY_BRAT_PYTHON names, or else for the one that runs
this; without it, the case that uses it is skipped. The files themselves are checked in any case.
"""

import csv
import io
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

from tap import Skip, expect, run

STORIES = sys.argv[1:]
PROGRAM = os.environ["HEARSAY_PROGRAM"]
SOURCE = pathlib.Path(os.environ["HEARSAY_SOURCE"])
MODEL = SOURCE / "model" / "en" / "model.safetensors"
HOSTILE = [
    {"id": "../up", "text": "\u201cThe dam\nwill hold,\u201d said Ann Lee.\r\nBo Hale said\tthat \u202eit would \x01not."},
    {"id": "", "text": "It will\u2028rain, the mayor said. \u201cYes,\u201d she said, \u201cit\x85will \U0001f600 rain.\u201d"},
    {"id": "=1+1", "title": 'One, "two"\nthree', "text": 'He said, "It, and \\"that\\", is so,\nand stays so."'},
]
READER = """
import sys
try:
    from pybrat.parser import BratParser
except ImportError:
    raise SystemExit(77)
import json
examples = BratParser().parse(sys.argv[1])
print(json.dumps([[[e.type, [[s.start, s.end] for s in e.spans], e.mention] for e in x.entities]
    + [[r.type, r.arg1.id, r.arg2.id] for r in x.relations] for x in examples]))
"""


def call(*command):
    if not MODEL.exists():
        raise Skip("there is no model")
    done = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL)
    expect(done.returncode == 0, f"{command} gave {done.returncode}: {done.stderr}")
    return done.stdout.decode()


def with_folder(check):
    """A case that calls `check` with the inputs and a fresh folder's path."""

    def case():
        with tempfile.TemporaryDirectory() as scratch:
            hostile = pathlib.Path(scratch, "hostile.jsonl")
            hostile.write_text("".join(json.dumps(story) + "\n" for story in HOSTILE), encoding="utf-8")
            check([*STORIES, str(hostile)], pathlib.Path(scratch, "brat"))

    return case


def read_raw(path):
    """The file's text without any change to its line breaks."""
    return path.read_bytes().decode("utf-8")


def check_entity(line, text):
    found = re.fullmatch(r"T\d+\t(Source|Cue|Content) (\d+ \d+(?:;\d+ \d+)*)\t([^\t\n]+)", line)
    expect(found, f"brat has no such line: {line!r}")
    spans = [tuple(map(int, span.split())) for span in found[2].split(";")]
    parts = [text[start:end] for start, end in spans]
    expect(all(len(part.splitlines()) == 1 for part in parts), f"a fragment holds the end of a line: {line!r}")
    expect(" ".join(parts) == found[3], f"{line!r} does not cover {parts}")
    flat = [point for span in spans for point in span]
    expect(flat == sorted(flat), f"fragments are not in order: {line!r}")


def every_span_is_its_slice(inputs, folder):
    call(PROGRAM, "read", "--format=brat", f"--output={folder}", *inputs)
    entities = 0
    for path in folder.glob("*.ann"):
        text = read_raw(path.with_suffix(".txt"))
        lines = read_raw(path).split("\n")
        expect(lines.pop() == "" and lines == read_raw(path).splitlines(), f"{path} has lines that readers end elsewhere")
        for line in lines:
            if line.startswith("T"):
                check_entity(line, text)
                entities += 1
    expect(entities >= 20, f"only {entities} spans were found")


def texts_are_as_given(inputs, folder):
    call(PROGRAM, "read", "--format=brat", f"--output={folder}", inputs[-1])
    texts = sorted(read_raw(path) for path in folder.glob("*.txt"))
    expect(texts == sorted(story["text"] for story in HOSTILE), f"the texts are {texts}")


def pybrat_reads_it(inputs, folder):
    call(PROGRAM, "read", "--format=brat", f"--output={folder}", *inputs)
    python = os.environ.get("HEARSAY_BRAT_PYTHON", sys.executable)
    done = subprocess.run([python, "-c", READER, str(folder)], capture_output=True, text=True)
    if done.returncode == 77:
        raise Skip("pybrat is not installed")
    expect(done.returncode == 0, done.stderr)
    found = sum(map(len, json.loads(done.stdout)))
    lines = sum(len(re.findall(r"^[TR]", read_raw(path), re.M)) for path in folder.glob("*.ann"))
    expect(found == lines, f"pybrat finds {found} spans and relations, not {lines}")


def csv_says_what_json_lines_say(inputs, folder):
    rows = list(csv.DictReader(io.StringIO(call(PROGRAM, "read", "--format=csv", *inputs), newline=""), strict=True))
    stories = [json.loads(line) for line in call(PROGRAM, "read", "--format=jsonl", *inputs).splitlines()]
    wanted = [(story, index, item) for story in stories for index, item in enumerate(story["attributions"])]
    expect(len(rows) == len(wanted), f"{len(rows)} rows, {len(wanted)} attributions")
    for row, (story, index, item) in zip(rows, wanted):
        known = {name: story[name] or "" for name in ("id", "outlet", "date", "url", "title")}
        known |= {"index": str(index), "type": item["type"], "confidence": str(item["confidence"])}
        known["inside"] = "" if item["inside"] is None else str(item["inside"])
        for role in ("source", "cue", "content"):
            known[role + "_spans"] = ";".join(f"{start}-{end}" for start, end in item[role])
        known |= {name: str(item[name]).lower() for name in ("stance", "hedged", "negated")}
        known |= {"chain": " > ".join(item["chain"]), "about": "; ".join(item["about"])}
        known |= {name: str(item["speaker"][name] or "") for name in ("name", "kind", "gender", "gender_by")}
        known |= {name: str(item["speaker"][name]).lower() for name in ("named", "anonymous")}
        differ = {name: (row[name], value) for name, value in known.items() if row[name] != value}
        expect(not differ, f"the row of {story['id']} differs from its JSON: {differ}")


run(
    [
        ("every span for brat is its slice of the text", with_folder(every_span_is_its_slice)),
        ("the texts for brat are as they were given", with_folder(texts_are_as_given)),
        ("pybrat reads the folder", with_folder(pybrat_reads_it)),
        ("CSV says what JSON Lines say", with_folder(csv_says_what_json_lines_say)),
    ]
)
