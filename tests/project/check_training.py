#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The annotations that training learns from hold offsets alone, and the same tensors make the same file."""
import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "train" / "hearsay_train"))
import tensor_file  # noqa: E402
from tap import expect, run  # noqa: E402

FOLDER = ROOT / "train" / "annotations"
KINDS = ("person", "organization", "outlet", "document", "group")


def annotations():
    for path in sorted(FOLDER.glob("*.jsonl")):
        yield path.name, [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def is_span(value):
    return isinstance(value, list) and len(value) == 2 and all(isinstance(x, int) for x in value) and value[0] < value[1]


def every_source_is_offsets_and_a_kind():
    for name, stories in annotations():
        expect([s["id"] for s in stories] == sorted({s["id"] for s in stories}), f"{name}: the stories are not in order")
        for story in stories:
            expect(set(story) == {"id", "sources"}, f"{name}: {story['id']} has other fields")
            for source in story["sources"]:
                good = is_span(source["span"]) and set(source) <= {"span", "name", "kind", "anonymous"}
                good = good and (source.get("name") is None or is_span(source["name"]))
                good = good and source.get("kind", "person") in KINDS and source.get("anonymous", True) is True
                expect(good, f"{name}: {story['id']} has {source}")


def their_description_counts_them():
    described = (FOLDER / "README.md").read_text(encoding="utf-8")
    for name, stories in annotations():
        row = re.search(rf"`{re.escape(name)}` \| ([\d,]+) \| ([\d,]+) \|", described)
        expect(row is not None, f"{name} is not described")
        counted = [f"{len(stories):,}", f"{sum(len(story['sources']) for story in stories):,}"]
        expect(list(row.groups()) == counted, f"{name}: {row.groups()} are described, {counted} are there")


def packed(metadata, values=b"\0\0\200?"):
    header = {"__metadata__": metadata, "one": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}
    text = json.dumps(header).encode()
    return len(text).to_bytes(8, "little") + text + values


def the_order_of_metadata_is_not_left_to_chance():
    one, other = packed({"width": "4", "layers": "2"}), packed({"layers": "2", "width": "4"})
    expect(one != other, "the two are the same from the start")
    expect(tensor_file.in_order(one) == tensor_file.in_order(other), "the files differ")


def tensors_stay_what_they_are_and_begin_at_a_multiple_of_eight():
    for width in ("4", "44", "444"):
        made = tensor_file.in_order(packed({"width": width}))
        size = int.from_bytes(made[:8], "little")
        expect(size % 8 == 0 and made[8 + size :] == b"\0\0\200?", "the tensor is moved")
        expect(json.loads(made[8 : 8 + size])["__metadata__"] == {"width": width}, "the metadata is lost")


run(
    [
        (case.__name__, case)
        for case in (
            every_source_is_offsets_and_a_kind,
            their_description_counts_them,
            the_order_of_metadata_is_not_left_to_chance,
            tensors_stay_what_they_are_and_begin_at_a_multiple_of_eight,
        )
    ]
)
