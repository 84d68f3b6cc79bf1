#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Holds the committed model to what it has reached on annotated texts: no row may fall below its floor.

The corpora are no part of this project: the environment's HEARSAY_CORPORA names the folder that holds them, with the
scorers beside it; without them the tests are skipped. The floors are those that the model was accepted with, in percent.
"""
import atexit
import json
import os
import pathlib
import shutil
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


def read_stripped(gold, ids=None):
    """The program's reading of the stories of `gold` that are in `ids`, as one who knows no annotation would have it: the
    path of its JSON Lines, in a folder that goes with the process."""
    sys.path.insert(0, str(SOURCE / "bench"))
    from judge import SEEN, opened

    folder = pathlib.Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with opened(gold) as lines, open(folder / "stories.jsonl", "w", encoding="utf-8") as out:
        for story in map(json.loads, lines):
            if ids is None or story["id"] in ids:
                out.write(json.dumps({key: story[key] for key in SEEN if story.get(key) is not None}) + "\n")
    with open(folder / "read.jsonl", "wb") as out:
        command = [PROGRAM, "read", "--format", "jsonl", "--threads", "2", str(folder / "stories.jsonl")]
        expect(subprocess.run(command, stdout=out, stdin=subprocess.DEVNULL).returncode == 0, "the program failed")
    return folder / "read.jsonl"


def told(scorer, attributions, sources):
    """What a scorer of sources prints of the program's own attributions."""
    ids = {json.loads(line)["id"] for line in open(sources, encoding="utf-8")}
    read = read_stripped(attributions, ids)
    command = [sys.executable, str(CORPORA.parent / scorer), str(attributions), str(sources), str(read), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    expect(done.returncode == 0, f"{' '.join(command)} gave {done.returncode}: {done.stderr}")
    return json.loads(done.stdout)


def political_news_knows_its_sources():
    rows = told("score_sources.py", corpus("polnear/dev.jsonl.gz"), corpus("sources/dev.jsonl"))["aligned"]
    floors = {"name": 80.0, "name, mention: name": 90.0, "name, mention: pronoun": 74.0, "kind": 87.0, "gender (persons)": 87.0}
    for row, floor in floors.items():
        found = 100 * rows[row]["accuracy"]
        expect(found >= floor, f"{row}: {found:.1f}, floor {floor}")


def anonymous_sources_are_told_with_what_is_said_of_them():
    """These articles were among those that the heads learned names from; their anonymity was not learned."""
    rows = told("score_anonymous.py", corpus("polnear/train.jsonl.gz"), corpus("sources/anonymous.train.jsonl"))
    hold(
        rows,
        {"anonymous, aligned": 80.0, "role, overlap": 78.0, "reason, overlap": 70.0, "knows, overlap": 75.0},
    )


def stories_of_other_kinds_know_their_sources():
    command = [
        sys.executable, str(SOURCE / "bench" / "speakers"), str(corpus("stories/dev.jsonl")), "--scorer-sources",
        str(CORPORA.parent / "score_sources.py"), "--program", PROGRAM, "--json",
    ]
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    expect(done.returncode == 0, f"{' '.join(command)} gave {done.returncode}: {done.stderr}")
    rows = json.loads(done.stdout)
    for row, floor in {"name": 77.0, "kind": 85.0, "stance": 87.0, "chain": 77.0}.items():
        found = 100 * rows[row]["right"] / rows[row]["of"]
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
        ("political news knows its sources", political_news_knows_its_sources),
        ("anonymous sources are told with what is said of them", anonymous_sources_are_told_with_what_is_said_of_them),
        ("stories of other kinds know their sources", stories_of_other_kinds_know_their_sources),
        ("the gossip story names its sources", the_gossip_story_names_its_sources),
    ]
)
