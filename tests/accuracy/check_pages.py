#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Holds the reading of pages to what it has reached on pages with gold: no figure may fall below its floor.

The pages are no part of this project: the environment's HEARSAY_CORPORA names the folder that holds them, with the
scorers beside it; without them the tests are skipped.
"""
import json
import os
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "project"))
from tap import Skip, expect, run  # noqa: E402

SOURCE = pathlib.Path(os.environ["HEARSAY_SOURCE"])
PROGRAM = os.environ["HEARSAY_PROGRAM"]
CORPORA = pathlib.Path(os.environ.get("HEARSAY_CORPORA") or "/nonexistent")


def scored(corpus, gold, scorer, *options):
    folder = CORPORA / corpus
    if not folder.exists():
        raise Skip(f"the pages {corpus} are absent: no HEARSAY_CORPORA names them")
    command = [
        sys.executable, str(SOURCE / "bench" / "articles"), str(folder / "html"), str(folder / gold), "--scorer",
        str(CORPORA.parent / scorer), "--program", PROGRAM, "--threads", "2", *options,
    ]
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    expect(done.returncode == 0, f"{' '.join(command)} gave {done.returncode}: {done.stderr}")
    return json.loads(done.stdout)


def articles_are_found_whole_and_alone():
    found = scored("pages", "ground-truth.json", "score_pages.py", "--bodies", "--", "--missing", "--json")
    for name, floor in {"f1": 0.975, "precision": 0.965, "recall": 0.975}.items():
        expect(found[name] >= floor, f"{name}: {found[name]:.3f}, floor {floor}")


def headline_authors_and_day_are_those_of_the_page():
    found = scored("pages-meta", "gold.json", "score_meta.py", "--", "--json")
    for name, floor in {"date": 136, "title": 136, "author": 85}.items():
        expect(found[name]["right"] >= floor, f"{name}: {found[name]['right']} right, floor {floor}")


run(
    [
        ("articles are found whole and alone", articles_are_found_whole_and_alone),
        ("headline, authors and day are those of the page", headline_authors_and_day_are_those_of_the_page),
    ]
)
