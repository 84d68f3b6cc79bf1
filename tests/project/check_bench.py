#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs bench/accuracy and bench/speakers with programs and scorers that tell what they were given, and asks
bench/coreference, which needs packages of its own, what it compares."""

import collections
import gzip
import importlib.machinery
import importlib.util
import json
import os
import pathlib
import subprocess
import sys
import tempfile

from tap import expect, run

BENCH = pathlib.Path(os.environ["HEARSAY_SOURCE"]) / "bench"
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
        BENCH / "accuracy",
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


# --- bench/speakers ------------------------------------------------------------------------------------

TOLD = "The dam holds, Ann Lee told Lantern. She denies that it leaks. It is dry, she said."
# Takes the attributions as they come, and names by their letters.
NAMES = """
def align(gold, predicted):
    return [number if number < len(predicted) else None for number in range(len(gold))]

def name_ok(gold, name, shared):
    return gold["source"] == name

def plain(name):
    return name

def person_words(name):
    return name.split()

def parts(name):
    return [name]
"""


def said(source, cue, content, stance, **more):
    speaker = {"name": "Ann Lee", "kind": "person", "named": True, "anonymous": False, "gender": "female"}
    roles = {"source": [source], "cue": [cue], "content": [content], "inside": None}
    return roles | {"stance": stance, "speaker": speaker, "about": [], "chain": ["Dial", "Ann Lee"]} | more


def told():
    return {
        "id": "a",
        "text": TOLD,
        "outlet": "Dial",
        "attributions": [
            said([15, 22], [23, 27], [0, 13], "says"),
            said([37, 40], [41, 47], [48, 61], "denies", about=["Lantern"]),
            said([74, 77], [78, 82], [63, 72], "says"),
        ],
    }


def speakers(folder, printed, *more):
    """Compares `told` with what a program prints."""
    pathlib.Path(folder, "gold.jsonl").write_text(json.dumps(told()) + "\n")
    pathlib.Path(folder, "printed.jsonl").write_text("".join(json.dumps(story) + "\n" for story in printed))
    pathlib.Path(folder, "names.py").write_text(NAMES)
    program = f'#!/bin/sh\nfor last; do :; done\ncp "$last" "{folder}/given.jsonl"\ncat "{folder}/printed.jsonl"\n'
    pathlib.Path(folder, "program").write_text(program)
    os.chmod(pathlib.Path(folder, "program"), 0o755)
    command = [sys.executable, BENCH / "speakers", f"{folder}/gold.jsonl", "--scorer-sources", f"{folder}/names.py"]
    return subprocess.run([*command, "--program", f"{folder}/program", *more], capture_output=True, text=True)


def figures_of(printed):
    with tempfile.TemporaryDirectory() as folder:
        done = speakers(folder, printed, "--json")
        expect(done.returncode == 0, done.stderr)
        return json.loads(done.stdout)


def speakers_shows_no_annotation():
    with tempfile.TemporaryDirectory() as folder:
        done = speakers(folder, [told()])
        expect(done.returncode == 0, done.stderr)
        given = json.loads(pathlib.Path(folder, "given.jsonl").read_text())
        expect(given == {"id": "a", "text": TOLD, "outlet": "Dial"}, f"the program was given {given}")


def the_gold_itself_is_all_right():
    figures = figures_of([told()])
    for key in ("name", "kind", "anonymous", "gender", "stance", "chain", "attributions"):
        expect(figures[key] == {"right": 3, "of": 3}, f"{key}: {figures[key]}")
    expect(figures["about"]["f1"] == 100 and figures["denials read as an assertion"] == 0, f"it gave {figures}")


def a_denial_as_an_assertion_is_counted():
    story = told()
    story["attributions"][1]["stance"] = "claims"
    figures = figures_of([story])
    expect(figures["stance"] == {"right": 2, "of": 3}, f"stance: {figures['stance']}")
    expect(figures["denials read as an assertion"] == 1, f"it gave {figures}")
    story["attributions"][1]["negated"] = True
    expect(figures_of([story])["denials read as an assertion"] == 0, "a negated saying is taken for an assertion")


def only_the_way_that_the_text_names_may_be_in_a_chain():
    story = told()
    story["attributions"][0]["chain"] = ["Dial", "Lantern", "Ann Lee"]
    expect(figures_of([story])["chain"] == {"right": 3, "of": 3}, "the paper that she told is held against it")
    story["attributions"][0]["chain"] = ["Dial", "Harbour Post", "Ann Lee"]
    expect(figures_of([story])["chain"] == {"right": 2, "of": 3}, "a paper from nowhere is right")


def speakers_misses_a_story():
    with tempfile.TemporaryDirectory() as folder:
        done = speakers(folder, [])
        expect(done.returncode != 0 and "a did not come back" in done.stderr, f"it gave {done}")


# --- bench/coreference ---------------------------------------------------------------------------------

Mention = collections.namedtuple("Mention", "start end head entity")
Mention.span = property(lambda mention: (mention.start, mention.end))


def coreference():
    loader = importlib.machinery.SourceFileLoader("coreference", str(BENCH / "coreference"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("coreference", loader))
    sys.dont_write_bytecode = True
    loader.exec_module(module)
    return module


def coreference_says_how_it_is_used():
    done = subprocess.run([sys.executable, BENCH / "coreference", "--help"], capture_output=True, text=True)
    expect(done.returncode == 0 and "GUM [OPTION]..." in done.stdout, f"it gave {done}")
    done = subprocess.run([sys.executable, BENCH / "coreference"], capture_output=True, text=True)
    expect(done.returncode == 2 and "gum" in done.stderr, f"it gave {done}")


def a_mention_is_found_by_its_head_once():
    gold = [Mention(0, 5, 2, 0), Mention(1, 3, 2, 1), Mention(7, 8, 7, 0)]
    found = [Mention(0, 4, 2, 0), Mention(2, 3, 2, 1), Mention(1, 4, 2, 2), Mention(7, 8, 7, 0)]
    stands = coreference().paired(gold, found)
    wanted = {(0, 4): (0, 5), (1, 4): (1, 3), (2, 3): (2, 3), (7, 8): (7, 8)}
    expect(stands == wanted, f"they stand for {stands}")


def what_stands_alone_is_no_cluster():
    found = [Mention(0, 4, 2, 0), Mention(5, 6, 5, 1), Mention(7, 8, 7, 0)]
    clusters = coreference().clusters(found, {(0, 4): (0, 5)})
    expect(clusters == [[(0, 5), (7, 8)]], f"the clusters are {clusters}")


run(
    [
        ("the program is shown no annotation", shows_no_annotation),
        ("arguments behind -- reach the scorer", hands_on_arguments),
        ("a story that does not come back is noticed", misses_a_story),
        ("a program that fails is noticed", program_fails),
        ("confidences are held against the gold", judges_confidence),
        ("bench/speakers shows the program no annotation", speakers_shows_no_annotation),
        ("the gold itself is all right", the_gold_itself_is_all_right),
        ("a denial read as an assertion is counted", a_denial_as_an_assertion_is_counted),
        ("only the way that the text names may be in a chain", only_the_way_that_the_text_names_may_be_in_a_chain),
        ("bench/speakers notices a story that does not come back", speakers_misses_a_story),
        ("bench/coreference says how it is used", coreference_says_how_it_is_used),
        ("a mention is found by its head once", a_mention_is_found_by_its_head_once),
        ("what stands alone is no cluster", what_stands_alone_is_no_cluster),
    ]
)
