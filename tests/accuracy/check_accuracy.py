#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Holds the committed model to what it has reached on annotated texts: no row may fall below its floor.

The corpora are no part of this project: the environment's HEARSAY_CORPORA names the folder that holds them, with the
scorers beside it; without them the tests are skipped. The floors are those that the model was accepted with, in percent.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "project"))
from tap import Skip, expect, run  # noqa: E402

SOURCE = pathlib.Path(os.environ["HEARSAY_SOURCE"])
PROGRAM = os.environ["HEARSAY_PROGRAM"]
CORPORA = pathlib.Path(os.environ.get("HEARSAY_CORPORA") or "/nonexistent")


def corpus(name):
    path = CORPORA / name
    if not path.exists():
        raise Skip(f"the corpus {name} is absent: no HEARSAY_CORPORA names it")
    if not (SOURCE / "model" / "en" / "model.safetensors").exists():
        raise Skip("there is no model")
    return path


def scored(gold, scorer, *arguments):
    """What the scorer prints as JSON for the built program's reading of `gold`."""
    command = [
        sys.executable, str(SOURCE / "bench" / "accuracy"), str(gold), "--scorer", str(CORPORA.parent / scorer),
        "--program", PROGRAM, "--threads", "2", "--", "--json", *arguments,
    ]
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    expect(done.returncode == 0, f"{' '.join(command)} gave {done.returncode}: {done.stderr}")
    return json.loads(done.stdout.strip().splitlines()[-1])


def hold(rows, floors):
    for row, floor in floors.items():
        found = 100 * rows[row]["f1"]
        expect(found >= floor, f"{row}: {found:.1f}, floor {floor}")


def political_news_keeps_its_scores():
    rows = scored(corpus("polnear/dev.jsonl.gz"), "score.py")
    hold(
        rows,
        {
            "attribution overlap": 80.5, "attribution exact": 57.5, "source piece exact": 81.0,
            "cue piece exact": 75.0, "content piece exact": 69.5,
        },
    )


def stories_of_other_kinds_keep_their_scores():
    hold(
        scored(corpus("stories/dev.jsonl"), "score.py"),
        {"attribution overlap": 91.0, "attribution exact": 73.0, "nested overlap": 65.0},
    )


def clauses_of_news_and_interviews_are_found():
    found, of = scored(corpus("gum/dev.jsonl.gz"), "score_clauses.py", "--genre", "news,interview")["all"]
    expect(found >= 28, f"{found} of {of} clauses were found, floor 28")


def the_gossip_story_names_its_sources():
    """Of the outer attributions of the story that the project began with, nearly all with the right source."""
    folder = corpus("seed")
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))["attributions"]
    outer = [item for item in gold if item["inside"] is None]
    with tempfile.TemporaryDirectory() as scratch:
        copy = pathlib.Path(scratch) / "story.txt"
        copy.write_bytes((folder / "story.txt").read_bytes())
        command = [PROGRAM, "read", "--format", "jsonl", str(copy)]
        printed = subprocess.run(command, capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL).stdout
    read = json.loads(printed)["attributions"]

    def touch(a, b):
        return any(x < end and start < y for x, y in a for start, end in b)

    def found(item):
        return any(all(touch(item[role], other[role]) for role in ("source", "cue", "content")) for other in read)

    right = sum(map(found, outer))
    expect(right >= 12, f"{right} of {len(outer)} attributions were found with their source, floor 12")


run(
    [
        ("political news keeps its scores", political_news_keeps_its_scores),
        ("stories of other kinds keep their scores", stories_of_other_kinds_keep_their_scores),
        ("clauses of news and interviews are found", clauses_of_news_and_interviews_are_found),
        ("the gossip story names its sources", the_gossip_story_names_its_sources),
    ]
)
