# SPDX-License-Identifier: Apache-2.0
"""The heads that choose each mention's antecedent (src/speaker/coreference/rank.h), on vectors that stay as they are.

What is known of a pair comes from the program itself (hearsay-facts), so that it is learned as it will be read.
"""
import collections
import json
import subprocess
import tempfile

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from .export import put_dense, quantise_dense, stored

NEVER = -1e4
FEW = 60  # mentions to learn from in a story
EIGHT_BITS = ("span", "match", "mix")

# reach: how many mentions back one looks. name: the form of names. pair, alone: rows of each column's table.
Sizes = collections.namedtuple("Sizes", "reach name pair alone")


def read_sizes(facts):
    """From `facts` (the command that runs hearsay-facts)."""
    return Sizes(**json.loads(subprocess.run(facts + ["sizes"], stdout=subprocess.PIPE, check=True).stdout))


class Pairs:
    """A story's mentions, and what is known of each and of each with those before it.

    start, end, head: [mentions] words. alone: [mentions, columns]. later, earlier: [pairs] mentions. rows: [pairs,
    columns]. Of a story that is read also named: [mentions] whether it is a name; source: [attributions] a mention or
    -1."""

    def __init__(self, sizes, start, end, head, alone, rows):
        self.start, self.end, self.head = start, end, head
        self.count, self.alone, self.rows = len(start), alone, rows
        self.later, self.earlier = pairs_of(self.count, sizes.reach)

    @staticmethod
    def read(stream, sizes):
        numbers = lambda count: np.frombuffer(stream.read(4 * count), dtype=np.int32)
        table = lambda rows, width: np.frombuffer(stream.read(rows * width), dtype=np.uint8).reshape(rows, width)
        count = int(numbers(1)[0])
        start, end, head, _, form = numbers(5 * count).reshape(-1, 5).T.astype(np.int64)
        source = numbers(int(numbers(1)[0])).copy()
        alone = table(count, len(sizes.alone))
        rows = table(len(pairs_of(count, sizes.reach)[0]), len(sizes.pair))
        made = Pairs(sizes, start, end, head, alone, rows)
        made.named, made.source = form == sizes.name, source
        return made


def pairs_of(count, reach):
    """The later and the earlier mention of all pairs, in the program's order."""
    far = np.minimum(np.arange(count), reach)
    earlier = np.concatenate([np.zeros(0, np.int64)] + [np.arange(i - n, i) for i, n in enumerate(far)])
    return np.repeat(np.arange(count), far), earlier


def read_pairs(documents, given, sizes, facts):
    """The Pairs of each document with what is given of it, by `facts` (the command that runs hearsay-facts)."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as out:
        for number, (document, more) in enumerate(zip(documents, given, strict=True)):
            out.write(json.dumps({"id": str(number), "text": document.item["text"], "given": more}) + "\n")
        out.flush()
        with subprocess.Popen(facts + ["pairs", out.name], stdout=subprocess.PIPE) as running:
            found = [Pairs.read(running.stdout, sizes) for _ in documents]
        if running.returncode != 0:
            raise RuntimeError(f"{facts[0]} ended with {running.returncode}")
        return found


class Example:
    """Pairs with what is right of them (labels.py says what labels are), as the heads take them.

    target: [mentions, 1 + mentions] which antecedents are right, column 0 none. use: [mentions] whether the mention is
    learned from. allowed: [pairs] whether the pair may be chosen at all; None: all may be."""

    def __init__(self, pairs, vectors, labels):
        self.pairs, self.vectors, self.labels = pairs, vectors, labels

    @property
    def allowed(self):
        known = self.labels.known
        return None if known.all() else torch.from_numpy(known[self.pairs.earlier])

    @property
    def use(self):
        return torch.from_numpy(self.labels.use)

    @property
    def target(self):
        pairs, labels = self.pairs, self.labels
        hit = (labels.entity[pairs.later] == labels.entity[pairs.earlier]) & labels.known[pairs.earlier]
        target = np.zeros((pairs.count, 1 + pairs.count), dtype=bool)
        target[pairs.later[hit], 1 + pairs.earlier[hit]] = True
        target[:, 0] = ~target.any(1)
        return torch.from_numpy(target)


class Heads(nn.Module):
    def __init__(self, sizes, width=768, rank=128, match=64, size=32, dropout=0.3):
        super().__init__()
        self.rank, self.match_size, self.size, self.sizes = rank, match, size, sizes
        self.drop = nn.Dropout(dropout)
        self.span = nn.Linear(3 * width, rank)
        self.match = nn.Linear(rank, 2 * match)  # the later mention's rows, the earlier one's
        self.mix = nn.Linear(rank, 2 * size)
        rows = sum(sizes.pair)  # their last number goes straight to the score
        self.table = nn.Parameter(torch.cat([torch.randn(rows, size) * 0.05, torch.zeros(rows, 1)], 1))
        self.out = nn.Linear(size, 1)
        self.alone = nn.Parameter(torch.randn(sum(sizes.alone), size) * 0.05)
        self.none_hidden = nn.Linear(rank + size, size)
        self.none_out = nn.Linear(size, 1)

    def span_rows(self, example):
        """[mentions, 3 width]: first word, last word, head."""
        pairs, vectors = example.pairs, torch.from_numpy(example.vectors.astype(np.float32))
        return torch.cat([vectors[pairs.start], vectors[pairs.end - 1], vectors[pairs.head]], -1)

    def both_scores(self, example):
        """[mentions] of none; [pairs]."""
        pairs = example.pairs
        r = self.drop(F.gelu(self.span(self.drop(self.span_rows(example)))))
        later, earlier = torch.from_numpy(pairs.later), torch.from_numpy(pairs.earlier)
        known = F.embedding_bag(table_rows(pairs.rows, self.sizes.pair), self.table, mode="sum")
        mix_later, mix_earlier = self.mix(r).split(self.size, -1)
        match_later, match_earlier = self.match(r).split(self.match_size, -1)
        mixed = F.relu(mix_later[later] + mix_earlier[earlier] + known[:, :-1])
        near = (match_later @ match_earlier.T)[later, earlier] / 8
        score = self.out(self.drop(mixed))[:, 0] + known[:, -1] + near
        alone = F.embedding_bag(table_rows(pairs.alone, self.sizes.alone), self.alone, mode="sum")
        none = self.none_out(self.drop(F.relu(self.none_hidden(torch.cat([r, alone], -1)))))[:, 0]
        return none, score

    def scores(self, example):
        """[mentions, 1 + mentions]: column 0 is none."""
        none, score = self.both_scores(example)
        pairs, allowed = example.pairs, example.allowed
        if allowed is not None:
            score = torch.where(allowed, score, torch.tensor(NEVER))
        at = torch.from_numpy(pairs.later), torch.from_numpy(pairs.earlier)
        full = torch.full((pairs.count, pairs.count), NEVER).index_put(at, score)
        return torch.cat([none[:, None], full], 1)

    def loss(self, example):
        """The mean over the mentions of what is missing to all probability on what is right. A story of which little is
        known counts less."""
        score, use = self.scores(example), example.use
        right = torch.where(example.target, score, torch.tensor(NEVER))
        lost = torch.logsumexp(score, 1) - torch.logsumexp(right, 1)
        return (lost * use).sum() / max(int(use.sum()), FEW)


def table_rows(columns, sizes):
    """Columns of small numbers as rows of the one table that holds those of all columns."""
    return torch.from_numpy(columns.astype(np.int64) + np.cumsum((0,) + tuple(sizes)[:-1]))


def learn(heads, groups, epochs, rate, seed, log=None):
    """groups: lists of examples; one of each group, drawn anew, is learned from in every epoch."""
    torch.manual_seed(seed)
    optimiser = torch.optim.AdamW(heads.parameters(), lr=rate, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, total_steps=epochs * len(groups), pct_start=0.15)
    dice = np.random.default_rng(seed)
    for epoch in range(epochs):
        heads.train()
        total = 0.0
        for number in dice.permutation(len(groups)):
            group = groups[number]
            loss = heads.loss(group[int(dice.integers(len(group)))])
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(heads.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += float(loss.detach())
        if log:
            log(f"epoch {epoch + 1} of {epochs}: loss {total / len(groups):.3f}")
    return heads.eval()


@torch.no_grad()
def right(heads, examples):
    """How many of the mentions that are asked about have a right antecedent, or rightly none; and how many there are."""
    count = np.zeros(2, dtype=int)
    for example in examples:
        chosen = heads.scores(example).argmax(1)
        hit = example.target[torch.arange(len(chosen)), chosen] & example.use
        count += int(hit.sum()), int(example.use.sum())
    return tuple(count.tolist())


def quantise(heads):
    """As export.quantise() does it: what is scored is what is shipped."""
    with torch.no_grad():
        for name in EIGHT_BITS:
            quantise_dense(getattr(heads, name))
    return heads


def tensors(heads):
    found = {}
    for name in EIGHT_BITS:
        put_dense(found, "coref." + name, getattr(heads, name))
    for name in ("none_hidden", "none_out"):
        put_dense(found, "coref." + name, getattr(heads, name), eight_bits=False)
    found["coref.table"], found["coref.alone"] = heads.table, heads.alone
    found["coref.out"] = torch.cat([heads.out.weight[0], heads.out.bias])
    return stored(found)


def metadata(heads):
    return {"coref_rank": str(heads.rank), "coref_match": str(heads.match_size), "coref_size": str(heads.size)}


@torch.no_grad()
def fixture(heads, words, count=24, seed=7):
    """The scores of made mentions of made words: mentions [mentions, 3] (first word, end, head), what is known of
    them alone and of all pairs, and the scores of none and of the pairs."""
    dice = np.random.default_rng(seed)
    start = np.sort(dice.integers(0, len(words) - 4, count))
    end = start + dice.integers(1, 5, count)
    head = start + dice.integers(0, end - start)
    draw = lambda rows, sizes: dice.integers(0, sizes, (rows, len(sizes))).astype(np.uint8)
    rows = draw(count * (count - 1) // 2, heads.sizes.pair)
    pairs = Pairs(heads.sizes, start, end, head, draw(count, heads.sizes.alone), rows)
    none, scores = heads.both_scores(Example(pairs, words.numpy(), None))
    numbers = lambda values: torch.from_numpy(np.ascontiguousarray(values)).float()
    return {
        "coref.mentions": numbers(np.stack([start, end, head], 1)), "coref.known_alone": numbers(pairs.alone),
        "coref.known_pairs": numbers(pairs.rows), "coref.none": none, "coref.scores": scores,
    }
