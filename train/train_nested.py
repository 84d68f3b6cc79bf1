#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Trains the heads that find attributions inside the contents of others, and adds them to a trained model.

    train/train_nested.py --checkpoint RUN/checkpoint.pt --stories RUN/train.pickle --gold TRAIN.jsonl.gz \\
        --model model/en/model.safetensors --run FOLDER --export FOLDER [--scorer SCORER --nested-gold FILE...]

No large corpus annotates them. The heads learn from two sources instead:

- The first level reads each gold content as a passage of its own; what it finds there is what the nested heads learn to
  find from the vectors of the whole story.
- Sentences with gold attributions become somebody's words, so that what they hold is nested (hearsay_train/wrapped.py).

Two sets of heads, made from the first level's, learn from such sentences alone and from both; what is written is the mean
of their weights, which depends less on chance than either.
Where there are stories with nested gold, they are learned from at last. Before that, each is read by heads that have
learned from the others only; the score of that is what the model card gives. Everything of the first level stays as it is,
in the file too. A run that was cut off goes on: vectors and labels are kept in --run, which is for one set of options.
"""
import argparse
import copy
import json
import os
import pickle
import subprocess
import sys
import time

import numpy as np
import torch
from safetensors import safe_open
from safetensors.torch import save_file

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from hearsay_train import card, corpus, decode, export, nested, passages, pretrained, wrapped  # noqa: E402
from hearsay_train.model import Reader  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
CHUNK = 60  # stories whose vectors and labels are kept in one file


def options(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--checkpoint", required=True, help="what train.py keeps of its run")
    add("--stories", required=True, help="the stories' words, as train.py keeps them in its run's folder")
    add("--gold", required=True, nargs="+", help="the same stories with their attributions, JSON Lines")
    add("--model", required=True, help="the model.safetensors that the heads are added to")
    add("--run", required=True, help="folder for what is kept of the run")
    add("--export", required=True, help="folder for the model with the heads")
    add("--nested-gold", nargs="*", default=[], help="stories with nested attributions to learn from, JSON Lines")
    add("--measure", nargs="*", default=[], help="such stories that are measured on only")
    add("--scorer", help="the scorer, called as SCORER GOLD PREDICTED --json")
    add("--tokenizer", default=f"{HERE}/../build/hearsay dump --stage=token", help="command that prints a file's words")
    add("--count", type=int, default=840, help="how many stories")
    add("--folds", type=int, default=6, help="into how many parts the nested gold is cut")
    add("--epochs", type=int, default=3)
    add("--rate", type=float, default=1e-3)
    add("--dropout", type=float, default=0.1)
    add("--gold-epochs", type=int, default=3, help="epochs with the nested gold")
    add("--gold-rate", type=float, default=3e-4)
    add("--gold-copies", type=int, default=3, help="how often an epoch shows a content of the nested gold")
    add("--beside", type=float, default=2, help="how many others are learned from beside one of the nested gold")
    add("--empty", type=float, default=0.4, help="share of the contents with nothing in them that are learned from")
    add("--variants", type=int, default=1, help="how often the stories are read so, each time with other sentences")
    add("--share", type=float, default=0.6, help="share of the fitting sentences that become somebody's words")
    add("--outside", type=float, nargs="+", default=[-0.1, 0.0],
        help="added to the score of words outside all spans: which of these reads best what is measured, or the first")
    add("--threads", type=int, default=os.cpu_count())
    add("--seed", type=int, default=1)
    return parser.parse_args(arguments)


def log(text):
    print(time.strftime("%H:%M:%S ") + text, file=sys.stderr, flush=True)


def kept(path, make):
    """What is in the file, or what make() gives, which is written to it."""
    if os.path.exists(path):
        with open(path, "rb") as stored:
            return pickle.load(stored)
    made = make()
    with open(path + ".new", "wb") as stored:
        pickle.dump(made, stored, protocol=4)
    os.replace(path + ".new", path)
    return made


def in_chunks(name, count, make, args):
    """make(first, end) for the stories by chunks, each kept in a file of its own."""
    found, began, fresh = [], time.time(), 0
    for first in range(0, count, CHUNK):
        end, path = min(first + CHUNK, count), os.path.join(args.run, f"{name}-{first:04}.pickle")
        fresh += 0 if os.path.exists(path) else end - first
        found += kept(path, lambda: make(first, end))
        left = (time.time() - began) / fresh * (count - end) / 60 if fresh else 0
        log(f"{name}: {end} of {count} stories, {len(found)} contents, about {left:.0f} minutes left")
    return found


def windows_of(args):
    """How the program reads a story: the model says it."""
    with safe_open(args.model, "pt") as opened:
        metadata = opened.metadata()
    return int(metadata["window"]), int(metadata["overlap"])


def read_contents(reader, stories, gold, args):
    """The gold contents with what the first level finds in each by itself."""
    windows = windows_of(args)

    def make(first, end):
        parts = []
        for story, item in zip(stories[first:end], gold[first:end]):
            outer = [attribution for attribution in item["attributions"] if attribution.get("inside") is None]
            parts += nested.gold_parts(story, passages.vectors_of(reader, story, *windows), outer)
        read = passages.read_alone(reader, parts, args.bias)
        return nested.examples([nested.label(part, one) for part, one in zip(parts, read) if one is not None])

    return in_chunks("read", len(stories), make, args)


def wrapped_sentences(reader, stories, gold, number, args):
    """Sentences that have become somebody's words, with the gold that is inside them now. `number`: of the variant."""
    windows = windows_of(args)

    def make(first, end):
        pairs = zip(stories[first:end], gold[first:end])
        variants = [wrapped.variant(*pair, args.seed + number, args.share) for pair in pairs]
        variants = [item for item in variants if item["attributions"]]
        parts = []
        for story, item in zip(corpus.tokenize(variants, args.tokenizer.split()), variants):
            vectors = passages.vectors_of(reader, story, *windows)
            parts += [part for part in nested.gold_parts(story, vectors, item["attributions"]) if part.level == 1]
        return nested.examples(parts)

    return in_chunks(f"wrapped-{number}", len(stories), make, args)


class Measured:
    """Stories with nested gold: their words, their vectors, and what the first level finds in them."""

    def __init__(self, path, reader, args):
        self.path, self.gold = path, corpus.read_lines(path)
        self.stories = corpus.tokenize(self.gold, args.tokenizer.split())
        self.vectors = [decode.story_words(reader, story, *windows_of(args)) for story in self.stories]
        self.outer = []
        for story, vectors in zip(self.stories, self.vectors):
            with torch.no_grad():
                emissions = reader.emissions(torch.from_numpy(vectors)).numpy() + args.bias
            self.outer.append(nested.decoded(reader, story, vectors, emissions))

    def examples(self, number):
        """What there is to learn from one of the stories."""
        parts = nested.gold_parts(self.stories[number], self.vectors[number], self.gold[number]["attributions"])
        return nested.examples(parts)

    def read(self, heads, number, outside):
        """The story's attributions as the program gives them."""
        story = self.stories[number]
        points = lambda words: [[int(story.span[words[0], 0]), int(story.span[words[1] - 1, 1])]]
        written = lambda item, inside: {
            "source": points(item[0]) if item[0] else [], "cue": points(item[1]),
            "content": [points(content)[0] for content in item[2]], "inside": inside,
        }
        bias = export.zero_bias()
        bias[0] = outside
        items = [written(item, None) for item in self.outer[number]]
        for holder, (_, cue, contents) in enumerate(self.outer[number]):
            base, part = len(items), nested.Part(story, self.vectors[number], contents, cue, 1)
            for item, parent in nested.read_all(heads, part, bias):
                items.append(written(item, holder if parent < 0 else base + parent))
        return {"id": story.id, "attributions": items}

    def score(self, readings, args):
        """The scorer's row "nested overlap": precision, recall, F1 in percent."""
        path = os.path.join(args.run, "read.jsonl")
        with open(path, "w", encoding="utf-8") as out:
            out.writelines(json.dumps(reading) + "\n" for reading in readings)
        command = [sys.executable, args.scorer, self.path, path, "--json"]
        row = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)["nested overlap"]
        return tuple(round(100 * row[name], 1) for name in ("p", "r", "f1"))


def learn_all(reader, read, made, args):
    """The mean of the weights of heads that have learned from `made` and of heads that have learned from both."""
    states = []
    for name, known in (("wrapped", made), ("both", read + made)):
        log(f"heads that learn from: {name}")
        fresh = lambda: nested.learn(
            nested.Heads(reader, args.dropout), known, args.epochs, args.rate, args.seed, log=log
        )
        states.append(kept(os.path.join(args.run, f"heads-{name}.pickle"), lambda: fresh().state_dict()))
    heads = nested.Heads(reader, args.dropout)
    heads.load_state_dict({name: sum(state[name] for state in states) / len(states) for name in states[0]})
    return export.quantise_heads(heads.eval())


def learn_gold(heads, examples, others, args):
    """Goes on with examples of the nested gold, and others beside them, so that what was learned before is not lost."""
    dice = np.random.default_rng(args.seed)
    beside = dice.permutation(len(others))[: int(args.beside * len(examples))]
    made = examples * args.gold_copies + [others[i] for i in beside]
    return export.quantise_heads(nested.learn(copy.deepcopy(heads), made, args.gold_epochs, args.gold_rate, args.seed))


def cross_validated(heads, measured, others, args):
    """For each story, by file and number, heads that have learned from the stories of the other folds, not from it."""
    numbers = [(which, number) for which, item in enumerate(measured) for number in range(len(item.stories))]
    found = {}
    for fold in range(args.folds):
        log(f"cross-validation: fold {fold + 1} of {args.folds}")
        others_of = [place for at, place in enumerate(numbers) if at % args.folds != fold]
        learned = [measured[which].examples(number) for which, number in others_of]
        taught = learn_gold(heads, sum(learned, []), others, args)
        found |= {place: taught for place in numbers[fold :: args.folds]}
    return found


def score(measured, heads_of, outside, args):
    """Of each file what the scorer gives. heads_of(number of the file, number of the story): the heads that read it."""
    found = []
    for which, item in enumerate(measured):
        readings = [item.read(heads_of(which, number), number, outside) for number in range(len(item.stories))]
        found.append(item.score(readings, args))
        name = os.path.basename(item.path)
        log("{}, outside {:+.2f}: precision {}, recall {}, F1 {}".format(name, outside, *found[-1]))
    return found


def best_outside(measured, heads_of, args):
    """The value of --outside with the highest F1, and its scores. A file's weight is its number of nested attributions."""
    if not measured or not args.scorer:
        return args.outside[0], []
    weights = [sum(a.get("inside") is not None for s in item.gold for a in s["attributions"]) for item in measured]
    scored = [(outside, score(measured, heads_of, outside, args)) for outside in args.outside]
    return max(scored, key=lambda one: sum(weight * row[2] for weight, row in zip(weights, one[1])))


def examples(args, reader):
    """Contents that were read alone, and sentences that have become somebody's words; and how many there are."""
    with open(args.stories, "rb") as stored:
        stories = pickle.load(stored)[: args.count]
    gold = [item for path in args.gold for item in corpus.read_lines(path)][: args.count]
    dice = np.random.default_rng(args.seed)
    read = read_contents(reader, stories, gold, args)
    used = [item for item in read if item["tags"].any() or dice.random() < args.empty]
    made = sum((wrapped_sentences(reader, stories, gold, number, args) for number in range(args.variants)), [])
    return used, made, {"stories": len(stories), "read": len(read), "used": len(used), "wrapped": len(made)}


def first_level(args):
    reader = Reader(pretrained.load_weights())
    reader.load_state_dict(torch.load(args.checkpoint, weights_only=True)["average"])
    with safe_open(args.model, "pt") as opened:
        args.bias = (opened.get_tensor("tag.output.bias") - reader.tag_output.bias.detach()).numpy()
    export.quantise(reader)
    return reader.eval()


def write(reader, heads, outside, folder, args, text):
    bias = export.zero_bias()
    bias[0] = outside
    export.write_nested(reader, heads, os.path.dirname(args.model), folder, bias)
    card.add(os.path.join(folder, "README.md"), "Nested heads", text)


def main():
    args = options()
    os.makedirs(args.run, exist_ok=True)
    torch.set_num_threads(args.threads)
    reader = first_level(args)
    read, made, counts = examples(args, reader)
    heads = learn_all(reader, read, made, args)
    made = read + made
    seen, unseen = ([Measured(path, reader, args) for path in paths] for paths in (args.nested_gold, args.measure))
    outside, rows = best_outside(seen + unseen, lambda *_: heads, args)
    section = lambda: card.nested(args, counts, outside, zip(args.nested_gold + args.measure, rows))
    if seen:
        write(reader, heads, outside, os.path.join(args.run, "without-nested-gold"), args, section())
        parted = cross_validated(heads, seen, made, args)
        learned = [item.examples(number) for item in seen for number in range(len(item.stories))]
        heads = learn_gold(heads, sum(learned, []), made, args)
        outside, rows = best_outside(seen + unseen, lambda which, number: parted.get((which, number), heads), args)
    write(reader, heads, outside, args.export, args, section())


if __name__ == "__main__":
    main()
