#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Trains hearsay's model and exports it.

    train/train.py --train TRAIN.jsonl[.gz] --dev DEV.jsonl[.gz] --run FOLDER --export model/en

A run that was cut off goes on from FOLDER's last checkpoint. Story words come from the built program
(--tokenizer). --help lists all options.
"""
import argparse
import json
import math
import os
import pickle
import random
import subprocess
import sys
import time

import numpy as np
import torch
from torch.nn import functional as F

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from hearsay_train import card, corpus, decode, export, noise, pretrained, windows  # noqa: E402
from hearsay_train.model import Reader  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--train", required=True, nargs="+", help="gold stories, JSON Lines")
    add("--dev", required=True, help="gold stories to score after each epoch")
    add("--run", required=True, help="folder for tokenized stories, checkpoints and the log")
    add("--export", help="folder to write model.safetensors, vocab.txt and fixture.safetensors to")
    add("--scorer", help="the scorer, called as SCORER GOLD PREDICTED --json after each epoch")
    add("--tokenizer", default=f"{HERE}/../build/hearsay dump --stage=token", help="command that prints a file's words")
    add("--epochs", type=int, default=5)
    add("--window", type=int, default=256, help="word pieces in a window")
    add("--overlap", type=int, default=64, help="word pieces that neighbouring windows share")
    add("--batch", type=int, default=8, help="windows in a batch")
    add("--rate", type=float, default=3e-4, help="learning rate of the encoder's last layer")
    add("--decay", type=float, default=0.9, help="learning rate of a layer over that of the next")
    add("--head-rate", type=float, default=1e-3)
    add("--noise", type=float, default=0.2, help="share of stories read in a noisy variant")
    add("--dropout", type=float, default=0.1)
    add("--seed", type=int, default=1)
    add("--threads", type=int, default=os.cpu_count())
    add("--minutes", type=float, help="stop after so many minutes (a checkpoint is kept)")
    return parser.parse_args()


def tokenized(stories, args, name):
    path = os.path.join(args.run, name + ".pickle")
    if os.path.exists(path):
        with open(path, "rb") as stored:
            return pickle.load(stored)
    found = corpus.tokenize(stories, args.tokenizer.split())
    with open(path, "wb") as stored:
        pickle.dump(found, stored)
    return found


def parameter_groups(reader, args):
    """Layer by layer, the learning rate falls by `decay` towards the input; biases and norms have no weight decay."""
    depth = len(reader.encoder.layers)
    groups = {}
    for name, parameter in reader.named_parameters():
        if name.startswith("encoder.layers."):
            rate = args.rate * args.decay ** (depth - 1 - int(name.split(".")[2]))
        elif name.startswith("encoder."):
            rate = args.rate * args.decay**depth
        else:
            rate = args.head_rate
        weight_decay = 0.01 if parameter.ndim > 1 and "norm" not in name else 0.0
        groups.setdefault((rate, weight_decay), []).append(parameter)
    return [
        {"params": parameters, "lr": rate, "initial": rate, "weight_decay": weight_decay}
        for (rate, weight_decay), parameters in groups.items()
    ]


def epoch_windows(stories, noisy, args, epoch):
    """The epoch's windows in random order, of about one length in a batch."""
    dice = random.Random(args.seed * 1000 + epoch)
    items = []
    for story, variant in zip(stories, noisy):
        chosen = variant if dice.random() < args.noise and len(variant) else story
        if len(chosen):
            first = dice.randint(40, args.window - 2)
            items += [(chosen, *part) for part in windows.cut(chosen, args.window, args.overlap // 2, first)]
    dice.shuffle(items)
    groups = [items[i : i + args.batch] for i in range(0, len(items), args.batch)]
    return groups, dice


def make_batch(group, args, dice):
    return windows.batch(
        [
            windows.inputs(story, a, b, args.window) | windows.targets(story, a, b, dice)
            for story, a, b in group
        ]
    )


def loss_of(reader, data):
    words = reader.words(data)
    emissions = reader.emissions(words)
    tags = reader.crf.loss(emissions, data["tags"], data["word_counts"], data["paragraph_start"])
    represented = {role: reader.links.represent(words, data[role]) for role in ("contents", "cues", "sources")}
    links = torch.zeros(())
    for kind, (child, children, parent) in enumerate((("content", "contents", "cues"), ("cue", "cues", "sources"))):
        target = data[child + "_target"]
        if target.numel() == 0 or (target == windows.IGNORED).all():
            continue
        scores = reader.links.scores(kind, represented[children], represented[parent], data[child + "_features"])
        present = torch.arange(scores.shape[-1] - 1)[None] < data[parent + "_count"][:, None]
        present = torch.cat([present, torch.ones(len(present), 1, dtype=torch.bool)], 1)
        scores = scores.masked_fill(~present[:, None], -1e4)
        links = links + F.cross_entropy(
            scores.flatten(0, 1), target.flatten(), ignore_index=windows.IGNORED, reduction="sum"
        )
    count = data["word_counts"].sum()
    return tags / count, links / count


def score_dev(reader, dev, args, bias=None, found=None):
    """Writes the predictions on dev and returns the scorer's rows (F1 by name). `found`: what decode.emissions_of gave
    before."""
    path = os.path.join(args.run, "dev.jsonl")
    with open(path, "w", encoding="utf-8") as out:
        for story, vectors, emissions in found or decode.emissions_of(reader, dev, args.window, args.overlap):
            read = decode.attributions(reader, story, vectors, emissions, bias)
            out.write(json.dumps({"id": story.id, "attributions": read}) + "\n")
    if not args.scorer:
        return {}
    printed = subprocess.run(
        [sys.executable, args.scorer, args.dev, path, "--json"], stdout=subprocess.PIPE, check=True
    ).stdout
    return {name: round(100 * row["f1"], 1) for name, row in json.loads(printed).items()}


def tune_bias(reader, dev, args):
    """A bias on the scores of the tags that begin a span: the one of a few that reads dev best. The tagger cuts contents
    in two more often than a reader would."""
    bias = export.zero_bias()
    if not args.scorer:
        return bias
    found = list(decode.emissions_of(reader, dev, args.window, args.overlap))
    target = lambda rows: rows["attribution exact"] + rows["attribution overlap"]
    best = target(score_dev(reader, dev, args, bias, found))
    for tag in (5, 3, 1):  # B-content, B-cue, B-source
        for value in (-1.0, -0.7, -0.4, 0.4, 0.8):
            trial = bias.copy()
            trial[tag] = value
            score = target(score_dev(reader, dev, args, trial, found))
            if score > best + 0.1:
                best, bias = score, trial
    log(args, f"bias {bias.tolist()} gives exact + overlap {best:.1f}")
    return bias


def log(args, text):
    line = time.strftime("%H:%M:%S ") + text
    print(line, flush=True)
    with open(os.path.join(args.run, "log.txt"), "a", encoding="utf-8") as out:
        out.write(line + "\n")


def main():
    args = options()
    began = time.time()
    os.makedirs(args.run, exist_ok=True)
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    np.random.seed(args.seed)
    gold = [story for path in args.train for story in corpus.read_lines(path)]
    stories = tokenized(gold, args, "train")
    dev = tokenized(corpus.read_lines(args.dev), args, "dev")
    reader = Reader(pretrained.load_weights(), args.dropout)
    groups = parameter_groups(reader, args)
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), eps=1e-6)
    checkpoint = os.path.join(args.run, "checkpoint.pt")
    first_epoch = 0
    if os.path.exists(checkpoint):
        state = torch.load(checkpoint, weights_only=True)
        reader.load_state_dict(state["reader"])
        optimizer.load_state_dict(state["optimizer"])
        first_epoch = state["epoch"]
        log(args, f"goes on behind epoch {first_epoch}")
    steps = sum(len(epoch_windows(stories, stories, args, epoch)[0]) for epoch in range(args.epochs))
    step = sum(len(epoch_windows(stories, stories, args, epoch)[0]) for epoch in range(first_epoch))
    for epoch in range(first_epoch, args.epochs):
        noisy = stories
        if args.noise > 0:
            noisy = tokenized(noise.variants(gold, args.seed * 100 + epoch), args, f"noisy-{epoch}")
        torch.manual_seed(args.seed * 1000 + epoch)
        batches, dice = epoch_windows(stories, noisy, args, epoch)
        reader.train()
        sums, start = [0.0, 0.0], time.time()
        for number, group in enumerate(batches):
            warm = min(1.0, (step + 1) / (0.06 * steps))
            rest = max(0.0, 1 - step / steps)
            for parameters in optimizer.param_groups:
                parameters["lr"] = parameters["initial"] * warm * rest
            data = make_batch(group, args, dice)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                tags, links = loss_of(reader, data)
            loss = tags + links
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            norm = torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            if math.isfinite(float(norm)):
                optimizer.step()
            sums[0] += float(tags.detach())
            sums[1] += float(links.detach())
            step += 1
            if (number + 1) % 50 == 0:
                pace = (time.time() - start) / (number + 1)
                log(
                    args, f"epoch {epoch + 1} batch {number + 1}/{len(batches)} tags {sums[0] / 50:.4f} "
                    f"links {sums[1] / 50:.4f} {pace:.2f} s a batch",
                )
                sums = [0.0, 0.0]
        torch.save({"reader": reader.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch + 1}, checkpoint)
        rows = score_dev(reader, dev, args)
        log(args, f"epoch {epoch + 1} " + json.dumps(rows))
        if args.minutes and time.time() - began > 60 * args.minutes and epoch + 1 < args.epochs:
            log(args, "stopped: out of minutes")
            return
    if args.export:
        minutes = (time.time() - began) / 60
        bias = tune_bias(reader, dev, args)
        before = score_dev(reader, dev, args, bias)
        export.quantise(reader)
        after = score_dev(reader, dev, args, bias)
        log(args, "float32 " + json.dumps(before))
        log(args, "int8    " + json.dumps(after))
        export.write(reader, args, bias, card.text(reader, args, stories, bias, before, after, minutes))
        log(args, f"exported to {args.export}")


if __name__ == "__main__":
    main()
