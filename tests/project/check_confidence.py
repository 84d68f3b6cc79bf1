#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Works out confidences from what `hearsay dump` shows of them and from the model's tensors, and compares."""

import json
import math
import os
import pathlib
import struct
import subprocess
import tempfile

from tap import Skip, expect, run

SOURCE = pathlib.Path(os.environ["HEARSAY_SOURCE"])
PROGRAM = os.environ["HEARSAY_PROGRAM"]
MODEL = SOURCE / "model" / "en"
NAMES = ("confidence.weight", "confidence.bias")
FEATURES = ["cue", "source", "content", "link", "no_source", "direct", "nested"]
WEIGHTS, BIAS = [0.5, 0.25, 0.125, -0.25, -1.0, 1.5, -0.75], 0.375
TEXT = """The bridge will open in June, said Nora Hale, who runs the ferry.

“We think it is late,” the mayor told reporters on Monday. He was expected to say more.

According to the port, the council was warned that the piers are too thin.
"""


def parts(path):
    """The header of a safetensors file, and the tensors behind it."""
    data = path.read_bytes()
    size = struct.unpack("<Q", data[:8])[0]
    return json.loads(data[8 : 8 + size]), data[8 + size :]


def write(path, header, data):
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def hide(header):
    """Gives the tensors of the confidence names that nobody knows."""
    for name in NAMES:
        if name in header:
            header["hidden." + name] = header.pop(name)


def add(header, data):
    """Puts the tensors of this test in front of all others."""
    own = struct.pack(f"<{len(WEIGHTS) + 1}f", *WEIGHTS, BIAS)
    for name, tensor in header.items():
        if name != "__metadata__":
            tensor["data_offsets"] = [offset + len(own) for offset in tensor["data_offsets"]]
    border = 4 * len(WEIGHTS)
    header[NAMES[0]] = {"dtype": "F32", "shape": [len(WEIGHTS)], "data_offsets": [0, border]}
    header[NAMES[1]] = {"dtype": "F32", "shape": [1], "data_offsets": [border, border + 4]}
    return own + data


def attributions(folder, calibrated):
    """What the program dumps, with a model that has this test's tensors or none; it prints the same confidences."""
    if not (MODEL / "model.safetensors").exists():
        raise Skip("there is no model")
    header, data = parts(MODEL / "model.safetensors")
    hide(header)
    if calibrated:
        data = add(header, data)
    folder = pathlib.Path(folder)
    write(folder / "model.safetensors", header, data)
    (folder / "vocab.txt").write_bytes((MODEL / "vocab.txt").read_bytes())
    (folder / "story.txt").write_text(TEXT, encoding="utf-8")
    story = lambda *command: json.loads(
        subprocess.run(
            [PROGRAM, *command, "--model", folder, folder / "story.txt"], check=True, capture_output=True
        ).stdout
    )["attributions"]
    dumped, printed = story("dump", "--stage=extract"), story("read", "--format=jsonl")
    expect(len(dumped) > 3, f"only {len(dumped)} attributions were found")
    expect(len(dumped) == len(printed), f"{len(dumped)} are dumped and {len(printed)} printed")
    for one, other in zip(dumped, printed):
        expect(abs(one["confidence"] - other["confidence"]) < 6e-4, f"{other['confidence']} is printed of {one}")
    return dumped


def logistic():
    with tempfile.TemporaryDirectory() as folder:
        for item in attributions(folder, calibrated=True):
            evidence = item["evidence"]
            expect(list(evidence) == FEATURES, f"the evidence is {evidence}")
            total = BIAS + sum(weight * evidence[name] for weight, name in zip(WEIGHTS, FEATURES))
            wanted = 1 / (1 + math.exp(-total))
            expect(abs(item["confidence"] - wanted) < 2e-4, f"{item} should have {wanted}")


def product():
    with tempfile.TemporaryDirectory() as folder:
        for item in attributions(folder, calibrated=False):
            wanted = 1.0
            for name in FEATURES[:4]:
                if name != "source" or not item["evidence"]["no_source"]:
                    wanted /= 1 + math.exp(-item["evidence"][name])
            # A log-odds stops at 1 in 10,000.
            expect(abs(item["confidence"] - wanted) < 6e-4, f"{item} should have {wanted}")


def flags():
    with tempfile.TemporaryDirectory() as folder:
        for item in attributions(folder, calibrated=False):
            evidence = item["evidence"]
            expect(evidence["no_source"] == (not item["source"]), f"no_source: {item}")
            expect(evidence["direct"] == (item["type"] == "direct"), f"direct: {item}")
            expect(evidence["nested"] == (item["inside"] is not None), f"nested: {item}")


run(
    [
        ("a confidence is the logistic of its evidence, weighted by the model", logistic),
        ("a model without weights for the evidence gives the product of the probabilities", product),
        ("the flags of the evidence say what the attribution shows", flags),
    ]
)
