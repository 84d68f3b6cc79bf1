#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fits the confidence of attributions, and adds it to a trained model.

    train/calibrate.py --model model/en --gold DEV.jsonl.gz --others STORIES.jsonl --export FOLDER

The built program reads the stories; `hearsay dump --stage=extract` shows what its confidences are made from
(src/extract/confidence.h). A logistic regression learns from it which attributions are right, that is, overlap a gold
one in all roles (bench/judge.py). It is cross-fitted: what is printed of a story comes from a fit on the stories of the
other folds; what is exported is fitted on all. "product" is what a model without the fit says.

A corpus in which attributions are missed makes right ones look wrong, and one kind of news is not like another:
--others names gold stories of other kinds, whose weight in the fit is --share, however few they are. Where the model
has learned from them, --others-model names one that has not, to read them with.

Everything else in the model stays as it is.
"""
import argparse
import collections
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
from safetensors import safe_open
from safetensors.numpy import save

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "train"), str(ROOT / "bench")]
from hearsay_train import calibration, card, tensor_file  # noqa: E402
import judge  # noqa: E402

# In the order of src/extract/confidence.h.
FEATURES = ("cue", "source", "content", "link", "no_source", "direct", "nested")
PROBABILITIES = 4  # so many of them are log-odds

# The attributions of one gold file. `stated`: the confidence of a transcript's labelled speech, which is not fitted;
# NaN for all others.
Rows = collections.namedtuple("Rows", "name stories features stated right")


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--model", required=True, help="folder of the model")
    add("--gold", required=True, help="gold stories, JSON Lines, also gzip's; none that the model has learned from")
    add("--others", help="gold stories of other kinds")
    add("--others-model", help="folder of the model that reads them (default: --model)")
    add("--share", type=float, default=0.4, help="weight of the other kinds in the fit, of 1 (default: 0.4)")
    add("--export", help="folder for the new model.safetensors (default: only print)")
    add("--program", default=ROOT / "build" / "hearsay", help="the program (default: build/hearsay)")
    add("--folds", type=int, default=5)
    add("--penalty", type=float, default=1.0, help="L2, on weights of scaled features (default: 1)")
    add("--seed", type=int, default=1, help="of the folds")
    args = parser.parse_args()
    if not 0 <= args.share < 1:
        parser.error("--share is a number from 0 to below 1")
    return args


def run(program, arguments, out):
    code = subprocess.run([program, *arguments], stdout=out).returncode
    if code != 0:
        sys.exit(f"{program} {' '.join(map(str, arguments))} ended with {code}")


def read(program, model, gold):
    """Has the program read a gold file, as rows and as a dump, and judges the rows."""
    with tempfile.TemporaryDirectory() as folder:
        given, rows, dump = (pathlib.Path(folder, name) for name in ("given.jsonl", "rows.jsonl", "dump.jsonl"))
        judge.strip(gold, given)
        with open(rows, "wb") as out:
            run(program, ["read", "--format=jsonl", "--model", model, given], out)
        with open(dump, "wb") as out:
            run(program, ["dump", "--stage=extract", "--model", model, given], out)
        judged, _ = judge.judged(gold, rows)
        with open(dump, encoding="utf-8") as lines:
            dumped = {story["id"]: story["attributions"] for story in map(json.loads, lines)}
    evidence = [dumped[one.story][one.number]["evidence"] for one in judged]
    if any(item and tuple(item) != FEATURES for item in evidence):
        sys.exit(f"{program} shows other evidence than {', '.join(FEATURES)}")
    none = dict.fromkeys(FEATURES, 0.0)
    return Rows(
        name=pathlib.Path(gold).parent.name + "/" + pathlib.Path(gold).name,
        stories=[one.story for one in judged],
        features=np.array([[(item or none)[name] for name in FEATURES] for item in evidence]),
        stated=np.array([one.confidence if item is None else np.nan for one, item in zip(judged, evidence)]),
        right=np.array([float(one.right) for one in judged]),
    )


def product(rows):
    """The confidence by a model without a fit."""
    p = calibration.sigmoid(rows.features[:, :PROBABILITIES])
    p[:, FEATURES.index("source")][rows.features[:, FEATURES.index("no_source")] == 1] = 1
    return np.where(np.isnan(rows.stated), p.prod(1), rows.stated)


def predict(rows, fitted):
    weight, bias = fitted
    return np.where(np.isnan(rows.stated), calibration.sigmoid(rows.features @ weight + bias), rows.stated)


def fit(parts, kept, share, penalty):
    """One fit on the kept rows of all parts; the second part, if there is one, weighs `share` of 1."""
    kept = [keep & np.isnan(rows.stated) for rows, keep in zip(parts, kept)]
    sizes = [keep.sum() for keep in kept]
    each = [1.0] if len(parts) == 1 else [1.0, share / (1 - share) * sizes[0] / max(sizes[1], 1)]
    return calibration.fit(
        np.concatenate([rows.features[keep] for rows, keep in zip(parts, kept)]),
        np.concatenate([rows.right[keep] for rows, keep in zip(parts, kept)]),
        np.concatenate([np.full(size, weight) for size, weight in zip(sizes, each)]),
        penalty,
    )


def cross_fitted(parts, measured, args):
    """The confidences of `measured`, each by a fit on `parts` without the stories of its fold."""
    dice = np.random.default_rng(args.seed)
    folds = {rows.name: calibration.folds_of(rows.stories, args.folds, dice) for rows in measured}
    found = {rows.name: np.zeros(len(rows.right)) for rows in measured}
    for number in range(args.folds):
        fitted = fit(parts, [folds[rows.name] != number for rows in parts], args.share, args.penalty)
        for rows in measured:
            here = folds[rows.name] == number
            found[rows.name][here] = predict(rows, fitted)[here]
    return [found[rows.name] for rows in measured]


def show(name, p, right):
    """Prints how good the confidences are; gives their error and area."""
    error, area = judge.calibration_error(list(zip(p, right))), calibration.ranking(p, right)
    print(
        f"  {name:26} {error:6.3f} {calibration.log_loss(p, right):9.4f} {calibration.brier(p, right):7.4f} "
        f"{area:6.3f} {p.mean():6.3f}"
    )
    return error, area


def report(measured, args):
    """What the product and both ways of fitting come to, for each gold file and for its nested attributions. Gives the
    figures of the card, which are those of all of a file."""
    figures = []
    ways = [("cross-fitted on the first", cross_fitted(measured[:1], measured, args))]
    if len(measured) > 1:
        ways.append((f"cross-fitted on both, {args.share:g}", cross_fitted(measured, measured, args)))
    for place, rows in enumerate(measured):
        nested = rows.features[:, FEATURES.index("nested")] == 1
        for kind, here in (("outer", ~nested), ("nested", nested), ("all", ~nested | nested)):
            if not here.any() or (kind == "outer" and not nested.any()):
                continue
            right = rows.right[here]
            print(f"{rows.name}, {kind}: {len(right)} attributions, {right.mean():.3f} of them right")
            print(f"  {'':26} {'ECE':>6} {'log loss':>9} {'Brier':>7} {'AUC':>6} {'mean':>6}")
            shown = [show("product", product(rows)[here], right)]
            shown += [show(name, found[place][here], right) for name, found in ways]
        figures.append((rows.name, shown[-1][0], shown[0][0], shown[-1][1], shown[0][1]))
    return figures


def write(fitted, figures, args):
    """The model's tensors as they are, and the fit beside them; and a word of it on the card, where there is one."""
    weight, bias = fitted
    with safe_open(os.path.join(args.model, "model.safetensors"), "np") as opened:
        metadata = opened.metadata()
        kept = {name: opened.get_tensor(name) for name in opened.keys() if not name.startswith("confidence.")}
    kept["confidence.weight"] = weight.astype(np.float32)
    kept["confidence.bias"] = np.array([bias], dtype=np.float32)
    os.makedirs(args.export, exist_ok=True)
    tensor_file.write(save(kept, metadata), os.path.join(args.export, "model.safetensors"))
    if os.path.exists(os.path.join(args.export, "README.md")):
        card.add(os.path.join(args.export, "README.md"), "Confidence", card.confidence(args, figures))


def main():
    args = options()
    measured = [read(args.program, args.model, args.gold)]
    if args.others:
        measured.append(read(args.program, args.others_model or args.model, args.others))
    figures = report(measured, args)
    fitted = fit(measured, [np.ones(len(rows.right), bool) for rows in measured], args.share, args.penalty)
    print("weights: " + ", ".join(f"{name} {value:.3f}" for name, value in zip(FEATURES, fitted[0])), end="")
    print(f", bias {fitted[1]:.3f}")
    if args.export:
        write(fitted, figures, args)


if __name__ == "__main__":
    main()
