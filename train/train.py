#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Trains hearsay's model and exports it.

    train/train.py --train TRAIN.jsonl[.gz] --dev DEV.jsonl[.gz] --run FOLDER --export model/en

A run that was cut off goes on from FOLDER's last checkpoint. Story words come from the built program
(--tokenizer). --help lists all options.
"""
import argparse
import copy
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
from hearsay_train.model import IMPOSSIBLE, Reader  # noqa: E402

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
    add("--cycles", type=int, default=3, help="further epochs, each with a rate of its own that falls to nothing")
    add("--cycle-rate", type=float, default=0.4, help="the rate a cycle begins with, over that of the epochs")
    add("--mask", type=float, default=0.08, help="share of the word pieces that are hidden in the cycles")
    add("--window", type=int, default=256, help="word pieces in a window")
    add("--overlap", type=int, default=64, help="word pieces that neighbouring windows share")
    add("--read-window", type=int, default=448, help="the same when a story is read: more context reads better")
    add("--read-overlap", type=int, default=32)
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


def epoch_rate(step, steps):
    """The learning rate over its highest in the epochs: up in the first 6 % of all steps, then down to nothing."""
    return min(1.0, (step + 1) / (0.06 * steps)) * max(0.0, 1 - step / steps)


def cycle_rate(done, args):
    """The same in a cycle of which the part `done` is done: up at once, then down to nothing."""
    return args.cycle_rate * min(1.0, done / 0.05) * (1 - done)


def averaged(average, reader, count):
    """The mean of the weights at the end of each cycle: it reads better than any of them (Izmailov et al., UAI 2018).
    `count`: how many are in `average`."""
    state = reader.state_dict()
    if count == 0:
        return {name: tensor.clone() for name, tensor in state.items()}
    return {name: average[name] + (tensor - average[name]) / (count + 1) for name, tensor in state.items()}


def make_batch(group, device, mask, args, dice):
    data = windows.batch(
        [windows.inputs(story, a, b, args.window) | windows.targets(story, a, b, dice) for story, a, b in group]
    )
    if mask > 0:
        hidden = (torch.rand(data["pieces"].shape) < mask) & (data["pieces"] > windows.SEP)
        data["pieces"] = data["pieces"].masked_fill(hidden, windows.MASK)
    return {name: tensor.to(device) for name, tensor in data.items()}


def loss_of(reader, data):
    words = reader.words(data)
    emissions = reader.emissions(words)
    tags = reader.crf.loss(emissions, data["tags"], data["word_counts"], data["paragraph_start"])
    represented = {role: reader.links.represent(words, data[role]) for role in ("contents", "cues", "sources")}
    links = torch.zeros((), device=words.device)
    for kind, (child, children, parent) in enumerate((("content", "contents", "cues"), ("cue", "cues", "sources"))):
        target = data[child + "_target"]
        if target.numel() == 0 or (target == windows.IGNORED).all():
            continue
        scores = reader.links.scores(kind, represented[children], represented[parent], data[child + "_features"])
        number = torch.arange(scores.shape[-1] - 1, device=words.device)
        absent = F.pad(number[None] >= data[parent + "_count"][:, None], (0, 1))  # "none" is never absent
        scores = scores.masked_fill(absent[:, None], IMPOSSIBLE)
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
        for story, vectors, emissions in found or decode.emissions_of(reader, dev, args.read_window, args.read_overlap):
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
    found = list(decode.emissions_of(reader, dev, args.read_window, args.read_overlap))
    target = lambda rows: rows["attribution exact"] + rows["attribution overlap"]
    best = target(score_dev(reader, dev, args, bias, found))
    for tag in (5, 1, 3, 5, 1, 3):  # B-content, B-source, B-cue, and once more
        for value in (-0.2, 0.2, -0.4, 0.4, -0.6, 0.6, -0.8, 0.8, -1.0, 1.0):
            trial = bias.copy()
            trial[tag] = value
            score = target(score_dev(reader, dev, args, trial, found))
            if score > best + 0.15:  # a larger bias must be worth it
                best, bias = score, trial
    log(args, f"bias {bias.tolist()} gives exact + overlap {best:.1f}")
    return bias


def log(args, text):
    line = time.strftime("%H:%M:%S ") + text
    print(line, flush=True)
    with open(os.path.join(args.run, "log.txt"), "a", encoding="utf-8") as out:
        out.write(line + "\n")


def learn(reader, optimizer, batches, dice, rate_of, mask, name, args):
    """One epoch over `batches` (lists of windows); rate_of(number of the batch) gives the rate, `mask` the
    share of the word pieces that are hidden. On a GPU where there is
    one; the reader is back on the CPU after it."""
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    reader.to(device).train()
    sums, start = [0.0, 0.0], time.time()
    for number, group in enumerate(batches):
        for parameters in optimizer.param_groups:
            parameters["lr"] = parameters["initial"] * rate_of(number)
        data = make_batch(group, device, mask, args, dice)
        with torch.autocast(device.type, dtype=torch.bfloat16):
            tags, links = loss_of(reader, data)
        optimizer.zero_grad(set_to_none=True)
        (tags + links).backward()
        norm = torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
        if math.isfinite(float(norm)):
            optimizer.step()
        sums[0] += float(tags.detach())
        sums[1] += float(links.detach())
        if (number + 1) % 50 == 0:
            pace = (time.time() - start) / (number + 1)
            log(
                args, f"{name} batch {number + 1}/{len(batches)} tags {sums[0] / 50:.4f} links {sums[1] / 50:.4f} "
                f"{pace:.2f} s a batch",
            )
            sums = [0.0, 0.0]
    reader.to("cpu")


def finish(reader, stories, dev, minutes, args):
    """Quantises, tunes the bias of what is shipped, scores both and exports."""
    full = copy.deepcopy(reader)
    export.quantise(reader)
    bias = tune_bias(reader, dev, args)
    before = score_dev(full, dev, args, bias)
    after = score_dev(reader, dev, args, bias)
    log(args, "float32 " + json.dumps(before))
    log(args, "int8    " + json.dumps(after))
    export.write(reader, args, bias, card.text(reader, args, stories, bias, before, after, minutes))
    log(args, f"exported to {args.export}")


class Checkpoint:
    """What a run goes on from: written behind every epoch."""

    def __init__(self, folder, reader, optimizer):
        self.path = os.path.join(folder, "checkpoint.pt")
        self.reader, self.optimizer = reader, optimizer
        self.epoch, self.average, self.in_average, self.minutes = 0, None, 0, 0.0

    def load(self):
        if not os.path.exists(self.path):
            return False
        state = torch.load(self.path, weights_only=True)
        self.reader.load_state_dict(state["reader"])
        self.optimizer.load_state_dict(state["optimizer"])
        for name in ("epoch", "average", "in_average", "minutes"):
            setattr(self, name, state.get(name, getattr(self, name)))
        return True

    def save(self, epoch, averaging, minutes):
        self.epoch = epoch
        self.minutes += minutes
        if averaging:
            self.average = averaged(self.average, self.reader, self.in_average)
            self.in_average += 1
        names = ("epoch", "average", "in_average", "minutes")
        state = {"reader": self.reader.state_dict(), "optimizer": self.optimizer.state_dict()}
        torch.save(state | {name: getattr(self, name) for name in names}, self.path + ".new")
        os.replace(self.path + ".new", self.path)


def main():
    args = options()
    os.makedirs(args.run, exist_ok=True)
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    np.random.seed(args.seed)
    gold = [story for path in args.train for story in corpus.read_lines(path)]
    stories = tokenized(gold, args, "train")
    dev = tokenized(corpus.read_lines(args.dev), args, "dev")
    reader = Reader(pretrained.load_weights(), args.dropout)
    optimizer = torch.optim.AdamW(parameter_groups(reader, args), betas=(0.9, 0.98), eps=1e-6)
    checkpoint = Checkpoint(args.run, reader, optimizer)
    if checkpoint.load():
        log(args, f"goes on behind epoch {checkpoint.epoch}")
    lengths = [len(epoch_windows(stories, stories, args, epoch)[0]) for epoch in range(args.epochs)]
    for epoch in range(checkpoint.epoch, args.epochs + args.cycles):
        began = time.time()
        noisy = stories
        if args.noise > 0:
            noisy = tokenized(noise.variants(gold, args.seed * 100 + epoch), args, f"noisy-{epoch}")
        torch.manual_seed(args.seed * 1000 + epoch)
        batches, dice = epoch_windows(stories, noisy, args, epoch)
        if epoch < args.epochs:
            rate_of = lambda number: epoch_rate(sum(lengths[:epoch]) + number, sum(lengths))
        else:
            rate_of = lambda number: cycle_rate(number / len(batches), args)
        mask = 0.0 if epoch < args.epochs else args.mask
        learn(reader, optimizer, batches, dice, rate_of, mask, f"epoch {epoch + 1}", args)
        averaging = epoch >= args.epochs or args.cycles == 0
        checkpoint.save(epoch + 1, averaging, (time.time() - began) / 60)
        log(args, f"epoch {epoch + 1} " + json.dumps(score_dev(reader, dev, args)))
        if args.minutes and checkpoint.minutes > args.minutes and epoch + 1 < args.epochs + args.cycles:
            log(args, "stopped: out of minutes")
            return
    if args.export:
        reader.load_state_dict(checkpoint.average)
        finish(reader, stories, dev, checkpoint.minutes, args)


if __name__ == "__main__":
    main()
