#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs examples/read.c's program and `hearsay read` over the example stories: check_examples.py READ STORY..."""

import gzip
import json
import os
import pathlib
import subprocess
import sys
import tempfile

from tap import Skip, expect, run

READ, *STORIES = sys.argv[1:]
PROGRAM = os.environ["HEARSAY_PROGRAM"]
MODEL = pathlib.Path(os.environ["HEARSAY_SOURCE"]) / "model" / "en" / "model.safetensors"


def call(*command):
    if not MODEL.exists():
        raise Skip("there is no model")
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    expect(done.returncode == 0, f"{command} gave {done.returncode}: {done.stderr}")
    return done.stdout


def stories_of(path):
    """The text of each story of a file, as it stands there."""
    text = pathlib.Path(path).read_text(encoding="utf-8")
    return [json.loads(line)["text"] for line in text.splitlines()] if path.endswith(".jsonl") else [text]


def line_of(attribution, text):
    """An attribution as examples/read.c prints it."""
    roles = [attribution.get(role) or [] for role in ("source", "cue", "content")]
    return " / ".join(" ... ".join(text[a:b] for a, b in spans) or "-" for spans in roles) + "\n"


def same_as_program(path):
    found = [json.loads(line) for line in call(PROGRAM, "read", "--format", "jsonl", path).splitlines()]
    texts = stories_of(path)
    expect(len(found) == len(texts), f"{len(texts)} stories gave {len(found)} lines")
    lines = [line_of(attribution, text) for story, text in zip(found, texts) for attribution in story["attributions"]]
    expect(len(lines) >= 3 * len(texts), f"only {len(lines)} attributions were found")
    expect(call(READ, path) == "".join(lines), "the example and the program differ")


def order_is_kept():
    one = call(PROGRAM, "read", "--format", "jsonl", "--threads", "1", *STORIES)
    expect(call(PROGRAM, "read", "--format", "jsonl", "--threads", "3", *STORIES) == one, "threads change the output")


def compressed_is_the_same():
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / pathlib.Path(STORIES[0]).name
        path.write_bytes(gzip.compress(pathlib.Path(STORIES[0]).read_bytes()))
        expect(call(READ, str(path)) == call(READ, STORIES[0]), "a gzip file reads otherwise than its content")


def missing_file():
    if not MODEL.exists():
        raise Skip("there is no model")
    done = subprocess.run([READ, "/nonexistent/story.txt"], capture_output=True, text=True)
    expect(done.returncode == 1 and "/nonexistent/story.txt" in done.stderr, f"it gave {done}")


run(
    [
        (f"the example reads {pathlib.Path(path).name} as the program does", lambda path=path: same_as_program(path))
        for path in STORIES
    ]
    + [
        ("three threads print what one prints", order_is_kept),
        ("a compressed story reads as the plain one", compressed_is_the_same),
        ("the example names a file that is missing", missing_file),
    ]
)
