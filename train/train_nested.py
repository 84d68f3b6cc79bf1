#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Trains the heads that find attributions inside the contents of others, and adds them to a trained model.

    train/train_nested.py --checkpoint RUN/checkpoint.pt --stories RUN/train.pickle --gold TRAIN.jsonl.gz \\
        --model model/en/model.safetensors --export FOLDER

No corpus of news annotates them. The first level therefore reads each gold content as a passage of its own; what it finds
there is what the nested heads learn to find from the vectors of the whole story. Everything of the first level stays as it
is, in the file too.
"""
import argparse
import os
import pickle
import sys

import numpy as np
import torch
from safetensors import safe_open
from safetensors.torch import save_file

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from hearsay_train import corpus, decode, export, nested, pretrained  # noqa: E402
from hearsay_train.model import Reader  # noqa: E402


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--checkpoint", required=True, help="what train.py keeps of its run")
    add("--stories", required=True, help="the stories' words, as train.py keeps them in its run's folder")
    add("--gold", required=True, help="the same stories with their attributions, JSON Lines")
    add("--model", required=True, help="the model.safetensors that the heads are added to")
    add("--export", required=True, help="folder for the new model.safetensors")
    add("--count", type=int, default=840, help="how many stories")
    add("--epochs", type=int, default=6)
    add("--rate", type=float, default=1e-3)
    add("--empty", type=float, default=0.4, help="share of the contents with nothing in them that are learned from")
    add("--read-window", type=int, default=384)
    add("--read-overlap", type=int, default=96)
    add("--bias", type=float, nargs=7, default=[0, 1, 0, -0.2, 0, -0.2, 0], help="of the first level's tags")
    add("--outside", type=float, default=-0.5, help="added to the score of words outside all spans")
    add("--threads", type=int, default=os.cpu_count())
    add("--seed", type=int, default=1)
    return parser.parse_args()


def labelled_parts(reader, args):
    """What the first level finds in each gold content by itself, as labels on the whole story's vectors."""
    with open(args.stories, "rb") as stored:
        stories = pickle.load(stored)[: args.count]
    parts = []
    for story, gold in zip(stories, corpus.read_lines(args.gold)):
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            vectors = decode.story_words(reader, story, args.read_window, args.read_overlap).astype(np.float16)
        outer = [item for item in gold["attributions"] if item.get("inside") is None]
        parts += nested.gold_parts(story, vectors, outer)
    found = nested.read_alone(reader, parts, np.array(args.bias, dtype=np.float32))
    return [nested.label(part, inner) for part, inner in zip(parts, found)]


def write(heads, args):
    """The model's tensors as they are, and the heads' beside them."""
    with safe_open(args.model, "pt") as opened:
        metadata = opened.metadata()
        kept = {name: opened.get_tensor(name) for name in opened.keys() if not name.startswith("nested.")}
    os.makedirs(args.export, exist_ok=True)
    path = os.path.join(args.export, "model.safetensors")
    save_file(kept | export.nested_tensors(heads, args.outside), path, metadata)
    os.chmod(path, 0o644)


def main():
    args = options()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    reader = Reader(pretrained.load_weights())
    reader.load_state_dict(torch.load(args.checkpoint, weights_only=True)["average"])
    export.quantise(reader)
    reader.eval()
    dice = np.random.default_rng(args.seed)
    made = nested.examples(labelled_parts(reader, args))
    made = [item for item in made if item["tags"].any() or dice.random() < args.empty]
    write(nested.learn(nested.Heads(reader), made, args.epochs, args.rate, args.seed), args)


if __name__ == "__main__":
    main()
