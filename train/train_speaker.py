#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Trains the heads of the stage `speaker` and adds them to a trained model.

    train/train_speaker.py --gum TRAIN.jsonl.gz --measure DEV.jsonl.gz --news STORIES.jsonl.gz \\
        --sources GOLD.jsonl STORIES.jsonl.gz --annotated ANNOTATIONS.jsonl STORIES.jsonl.gz \\
        --model model/en --run FOLDER --export FOLDER

The vectors are those that the built program computes with --model; the encoder and all other heads stay as they are.

Mentions: GUM is small, and little of it is news: --teachers sets of heads learn from it, then one set learns from it
and from what they think, on average, of the news in --news (whose annotations are not looked at).

Coreference: learned from GUM's entities, both of the mentions that GUM annotates and of those that are found by heads
that have not learned from the story; and from what is known of the sources of attributions in news: --sources, whose
attributions are the gold of STORIES, and --annotated, whose attributions are those that the program finds.

Kinds: learned from the kinds that --sources and --annotated tell, once coreference says whom sources stand for.

What is computed is kept in --run, which is for one model and one set of options, and a run that was cut off goes on
behind the last step that is kept there. Remove coreference.pickle to learn coreference alone again.
"""
import argparse
import json
import os
import pickle
import shutil
import subprocess
import sys
import time

import numpy as np
import torch
from safetensors import safe_open

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from hearsay_train import card, coreference, corpus, export, kinds, labels, mentions, speaker_data  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))


def options(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--gum", required=True, help="stories with mentions and entities to learn from, JSON Lines")
    add("--measure", required=True, help="the same to measure on")
    add("--news", help="stories for the teachers to read, JSON Lines")
    add("--news-count", type=int, default=600, help="how many of them")
    add("--sources", nargs=2, metavar=("GOLD", "STORIES"),
        help="whom sources stand for, and the stories with their gold attributions")
    add("--annotated", nargs=2, action="append", default=[], metavar=("ANNOTATIONS", "STORIES"),
        help="files of train/annotations, and the stories that they are of")
    add("--model", required=True, help="folder of the model that the heads are added to")
    add("--run", required=True, help="folder for what is kept of the run")
    add("--export", required=True, help="folder for the model with the heads")
    add("--tokenizer", default=f"{HERE}/../build/hearsay dump --stage=token", help="command that prints a file's words")
    add("--facts", default=f"{HERE}/../build/train/hearsay-facts", help="the program that prints vectors and pairs")
    add("--teachers", type=int, default=4)
    add("--folds", type=int, default=4, help="for what is found in the stories of --gum by heads that never saw them")
    add("--epochs", type=int, default=14)
    add("--taught-epochs", type=int, default=6, help="epochs with what the teachers think; GUM is shown twice in each")
    add("--rate", type=float, default=1.5e-3)
    add("--dropout", type=float, default=0.3)
    add("--taught-dropout", type=float, default=0.15)
    add("--coref-epochs", type=int, default=9)
    add("--coref-rate", type=float, default=2e-3)
    add("--coref-dropout", type=float, default=0.3)
    add("--kind-epochs", type=int, default=20)
    add("--kind-rate", type=float, default=2e-3)
    add("--threads", type=int, default=1)
    add("--seed", type=int, default=1)
    return parser.parse_args(arguments)


def log(text):
    print(time.strftime("%H:%M:%S ") + text, file=sys.stderr, flush=True)


def kept(args, name, make):
    """What is in the run's file, or what make() gives, which is written to it."""
    path = os.path.join(args.run, name + ".pickle")
    if os.path.exists(path):
        with open(path, "rb") as stored:
            return pickle.load(stored)
    made = make()
    with open(path + ".new", "wb") as stored:
        pickle.dump(made, stored, protocol=4)
    os.replace(path + ".new", path)
    return made


def load(args, path, count=None):
    os.environ["HEARSAY_MODEL"] = args.model
    return speaker_data.load(path, args.tokenizer.split(), [args.facts], count)


def load_some(args, path, ids):
    return speaker_data.load_some(path, ids, args.tokenizer.split(), [args.facts])


def fresh(args, documents, seed, dropout):
    torch.manual_seed(seed)
    return mentions.Heads(width=documents[0].vectors.shape[1], dropout=dropout)


def teacher(args, documents, number):
    log(f"teacher {number + 1} of {args.teachers}")
    seed = args.seed + number
    heads = fresh(args, documents, seed, args.dropout)
    examples = [mentions.Example(document) for document in documents]
    return mentions.learn(heads, examples, args.epochs, args.rate, seed, log=log).state_dict()


def taught(args, documents, news, teachers):
    """Heads that learn from the gold and from what the teachers think of the news."""
    log("the heads that are taught")
    heads = fresh(args, documents, args.seed, args.taught_dropout)
    gold = [mentions.Example(document) for document in documents]
    soft = [mentions.Example(document, mentions.teach(teachers, document)) for document in news]
    return mentions.learn(heads, gold * 2 + soft, args.taught_epochs, args.rate, args.seed, log=log).state_dict()


def mention_heads(args, documents):
    def restored(state):
        heads = mentions.Heads(width=documents[0].vectors.shape[1])
        heads.load_state_dict(state)
        return heads.eval()

    states = [
        kept(args, f"mentions-{number}", lambda: teacher(args, documents, number)) for number in range(args.teachers)
    ]
    if not args.news:
        return mentions.quantise(restored(states[0]))
    teachers = [restored(state) for state in states]
    made = lambda: taught(args, documents, load(args, args.news, args.news_count), teachers)
    return mentions.quantise(restored(kept(args, "mentions-taught", made)))


def unseen(args, documents):
    """What is found in each of the documents by heads that have learned from the others: as good as what will be found
    in stories that nobody has learned from, for the heads that learn from it."""
    dice = np.random.default_rng(args.seed)
    fold = dice.permutation(np.arange(len(documents)) % args.folds)
    found = [None] * len(documents)
    for which in range(args.folds):
        its = np.flatnonzero(fold == which)
        made = kept(args, f"unseen-{which}", lambda: unseen_fold(args, documents, fold, which))
        for i, mentions_of_it in zip(its, made, strict=True):
            found[i] = mentions_of_it
    return found


def unseen_fold(args, documents, fold, which):
    log(f"fold {which + 1} of {args.folds}")
    heads = fresh(args, documents, args.seed + which, args.dropout)
    examples = [mentions.Example(document) for document, its in zip(documents, fold) if its != which]
    mentions.learn(heads, examples, args.epochs, args.rate, args.seed + which)
    return [mentions.read(heads, documents[i]) for i in np.flatnonzero(fold == which)]


# --- Coreference --------------------------------------------------------------------------------------------------


def examples_of(documents, pairs, made):
    """Those with something to learn from."""
    found = [
        coreference.Example(its, document.vectors, its_labels)
        for document, its, its_labels in zip(documents, pairs, made, strict=True)
    ]
    return [example for example in found if example.labels.use.any()]


def of_gum(args, documents, sizes):
    """Of each document an example with the gold's mentions and one with those found."""
    rows = lambda found: [[int(x) for x in (m.start, m.end, m.head, m.sort)] for m in found]
    both = []
    for its in ([document.gold for document in documents], unseen(args, documents)):
        given = [{"turns": labels.turns(d), "mentions": rows(found)} for d, found in zip(documents, its, strict=True)]
        pairs = coreference.read_pairs(documents, given, sizes, [args.facts])
        both.append([
            coreference.Example(its, document.vectors, labels.of_entities(document, its))
            for document, its in zip(documents, pairs, strict=True)
        ])
    return [list(group) for group in zip(*both)]


def of_sources(args, sizes):
    judged = {story["id"]: story["judged"] for story in corpus.read_lines(args.sources[0])}
    documents = kept(args, "sources", lambda: load_some(args, args.sources[1], judged))
    given = [labels.given_attributions(document) for document in documents]
    pairs = coreference.read_pairs(documents, [{"attributions": its} for its, _ in given], sizes, [args.facts])
    made = [
        labels.of_sources(document, its, labels.sources_of_gold(its, numbers, judged[document.item["id"]]))
        for document, its, (_, numbers) in zip(documents, pairs, given)
    ]
    return examples_of(documents, pairs, made)


def of_annotations(args, number, sizes):
    annotations, stories = args.annotated[number]
    annotated = {story["id"]: story["sources"] for story in corpus.read_lines(annotations)}
    documents = kept(args, f"annotated-{number}", lambda: load_some(args, stories, annotated))
    pairs = coreference.read_pairs(documents, [{}] * len(documents), sizes, [args.facts])
    made = [
        labels.of_sources(document, its, labels.sources_of_annotation(document, its, annotated[document.item["id"]]))
        for document, its in zip(documents, pairs)
    ]
    return examples_of(documents, pairs, made)


def learn_coreference(args, documents, folder):
    """The heads' weights, what was learned from, for the card, and the sizes. `folder`: the model with the heads that
    find mentions."""
    os.environ["HEARSAY_MODEL"] = folder
    sizes = coreference.read_sizes([args.facts])
    # Twice: it alone knows every antecedent, where the others know those of sources.
    groups, learned = 2 * of_gum(args, documents, sizes), []
    more = [(args.sources[0], lambda: of_sources(args, sizes))] if args.sources else []
    more += [(path, lambda n=n: of_annotations(args, n, sizes)) for n, (path, _) in enumerate(args.annotated)]
    for path, make in more:
        examples = make()
        learned.append((os.path.basename(path), len(examples), sum(int(e.labels.use.sum()) for e in examples)))
        log("{}: {} stories, {} mentions to learn".format(*learned[-1]))
        groups += [[example] for example in examples]
    torch.manual_seed(args.seed)
    heads = coreference.Heads(sizes, width=documents[0].vectors.shape[1], dropout=args.coref_dropout)
    coreference.learn(heads, groups, args.coref_epochs, args.coref_rate, args.seed, log=log)
    return heads.state_dict(), learned, sizes


def coreference_heads(args, documents, folder):
    state, learned, sizes = kept(args, "coreference", lambda: learn_coreference(args, documents, folder))
    if coreference.read_sizes([args.facts]) != sizes:
        sys.exit(f"the program knows other things of pairs now: remove {args.run}/coreference.pickle")
    heads = coreference.Heads(sizes, width=documents[0].vectors.shape[1])
    heads.load_state_dict(state)
    return coreference.quantise(heads.eval()), learned


# --- Kinds --------------------------------------------------------------------------------------------------------


def kind_heads(args):
    """The heads, learned by the mentions and the coreference of the model that is exported (None: there is nothing to
    learn from), and for the card what they reach of each part of the text when they learn from the others."""
    os.environ["HEARSAY_MODEL"] = args.export
    parts, names, figures = [], [], []
    if args.sources:
        judged = {story["id"]: story["judged"] for story in corpus.read_lines(args.sources[0])}
        documents = kept(args, "sources", lambda: load_some(args, args.sources[1], judged))
        parts.append(kinds.of_gold(documents, judged, [args.facts]))
        names.append(os.path.basename(args.sources[0]))
    for number, (annotations, stories) in enumerate(args.annotated):
        annotated = {story["id"]: story["sources"] for story in corpus.read_lines(annotations)}
        documents = kept(args, f"annotated-{number}", lambda: load_some(args, stories, annotated))
        parts.append(kinds.of_annotations(documents, annotated, [args.facts]))
        names.append(os.path.basename(annotations))
    if not parts:
        return None, figures
    if len(parts) > 1:
        reached = kinds.cross_validated(parts, args.kind_epochs, args.kind_rate, args.seed)
        figures = [(name, len(part), *its) for name, part, its in zip(names, parts, reached, strict=True)]
        for row in figures:
            log("{}: kinds of {} sources, not learned from: {:.3f}; by the rules: {:.3f}".format(*row))
    rows = [row for part in parts for row in part]
    return kinds.quantise(kinds.learn(rows, args.kind_epochs, args.kind_rate, args.seed)), figures


def measure_coreference(args):
    """What bench/coreference finds of the exported model."""
    command = [sys.executable, f"{HERE}/../bench/coreference", args.measure, "--model", args.export, "--json"]
    command += ["--facts", args.facts, "--tokenizer", args.tokenizer]
    return json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)


def report(documents, readings):
    rows = []
    for name, genres in (("all genres", None), ("news", ("news",)), ("news and interviews", ("news", "interview"))):
        chosen = [i for i, document in enumerate(documents) if genres is None or document.genre in genres]
        rows.append((name, mentions.measure([documents[i] for i in chosen], [readings[i] for i in chosen])))
        log(f"{name}: {rows[-1][1]}")
    return rows


def write(args, folder, parts):
    """The model's folder with the heads added, and the parts of the fixture that the C tests hold them against. parts:
    module and heads of each set of heads."""
    os.makedirs(folder, exist_ok=True)
    opened = {}
    for name in ("model", "fixture"):
        with safe_open(os.path.join(args.model, name + ".safetensors"), "pt") as file:
            keys = [key for key in file.keys() if not key.startswith(("mention.", "coref.", "kind."))]
            opened[name] = {key: file.get_tensor(key) for key in keys}, file.metadata()
    (weights, metadata), (made, _) = opened["model"], opened["fixture"]
    for module, heads in parts:
        weights |= module.tensors(heads)
        metadata |= module.metadata(heads)
        made |= module.fixture(heads, export.words_of(made))
    export.save(weights, os.path.join(folder, "model.safetensors"), metadata)
    export.save(made, os.path.join(folder, "fixture.safetensors"))
    if not os.path.samefile(args.model, folder):
        for name in ("vocab.txt", "README.md"):
            shutil.copyfile(os.path.join(args.model, name), os.path.join(folder, name))


def main():
    args = options()
    torch.set_num_threads(args.threads)
    os.makedirs(args.run, exist_ok=True)
    documents = kept(args, "gum", lambda: load(args, args.gum))
    measured = kept(args, "measured", lambda: load(args, args.measure))
    heads = mention_heads(args, documents)
    rows = report(measured, [mentions.read(heads, document) for document in measured])
    folder = os.path.join(args.run, "model")
    write(args, folder, [(mentions, heads)])
    joining, learned = coreference_heads(args, documents, folder)
    parts = [(mentions, heads), (coreference, joining)]
    write(args, args.export, parts)
    telling, told = kind_heads(args)
    if telling is not None:
        write(args, args.export, parts + [(kinds, telling)])
    path = os.path.join(args.export, "README.md")
    card.add(path, "Mentions", card.mentions(args, len(documents), args.news_count if args.news else 0, rows))
    card.add(path, "Coreference", card.coreference(args, len(documents), learned, measure_coreference(args)))
    if told:
        card.add(path, "Kinds", card.kinds(args, told))


if __name__ == "__main__":
    main()
