# SPDX-License-Identifier: Apache-2.0
"""The head that tells of what kind a source is where the rules do not (src/speaker/kind/kind_head.h).

It reads vectors that stay as they are: that of the source's head word, and that of the head word of the mention that
tells who the source is."""
import collections
import json
import subprocess
import tempfile

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from . import labels
from .export import put_dense, quantise_dense, stored

# The program's hearsay_kind.
KINDS = ("none", "person", "organization", "outlet", "document", "group")
# What is added to the score of the rules' guess, by how sure they are. Chosen by cross-validation over the annotated
# stories, of 0 to 3.
TRUST = (0.0, 2.0)
SETTLED = 4  # how sure the rules are where grammar or a list decides
GENERIC = {"we", "us", "our", "you", "your", "one", "nobody", "everyone"}

# A source as the program sees it. head, telling: words. guess: index into KINDS, by the rules. form: the program's.
Source = collections.namedtuple("Source", "start end head telling guess sure form")


def read_sources(documents, given, facts):
    """Of each document the Sources of its attributions, None where one has none; `given` and `facts` as
    coreference.read_pairs() takes them."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as out:
        for number, (document, more) in enumerate(zip(documents, given, strict=True)):
            out.write(json.dumps({"id": str(number), "text": document.item["text"], "given": more}) + "\n")
        out.flush()
        lines = subprocess.run(facts + ["kinds", out.name], stdout=subprocess.PIPE, check=True).stdout.splitlines()
    rows = [json.loads(line)["sources"] for line in lines]
    return [[row and Source(*row) for row in story] for story in rows]


class Examples:
    """vectors: [sources, 2, width]. kind, guess, sure: [sources]."""

    def __init__(self, rows):
        self.vectors = torch.from_numpy(np.stack([row[0] for row in rows]).astype(np.float32))
        self.kind, self.guess, self.sure = (torch.tensor([row[i] for row in rows]) for i in (1, 2, 3))


def row_of(document, source, kind):
    return document.vectors[[source.head, source.telling]], KINDS.index(kind), source.guess, source.sure


def of_gold(documents, judged, facts):
    """Rows for Examples. judged: {story: [{"attribution", "kind"}]} of the gold attributions."""
    given = [labels.given_attributions(document) for document in documents]
    found = read_sources(documents, [{"attributions": its} for its, _ in given], facts)
    rows = []
    for document, (_, numbers), sources in zip(documents, given, found, strict=True):
        kind = {one["attribution"]: one["kind"] for one in judged[document.item["id"]]}
        for number, source in zip(numbers, sources, strict=True):
            if source is not None and number in kind:
                rows.append(row_of(document, source, kind[number]))
    return rows


def of_annotations(documents, annotated, facts):
    """The same of train/annotations, whose sources are those that the program finds."""
    found = read_sources(documents, [{}] * len(documents), facts)
    rows = []
    for document, sources in zip(documents, found, strict=True):
        at = {(source.start, source.end): source for source in reversed(sources) if source is not None}
        for one in annotated[document.item["id"]]:
            source = at.get(document.words_of(*one["span"]))
            if source is not None:
                said = document.item["text"][slice(*one["span"])]
                rows.append(row_of(document, source, told(one.get("kind", "none"), said, source)))
    return rows


def told(kind, said, source):
    """As the program has it: several bodies are a group ("countries"), and so are all of us. The annotators were not
    asked to tell these from bodies and from nobody."""
    group = KINDS.index("group")
    if kind == "organization" and source.sure == SETTLED and source.guess == group:
        return "group"
    return "group" if kind == "none" and said.lower() in GENERIC else kind


class Heads(nn.Module):
    def __init__(self, width=768, size=64, dropout=0.5):
        super().__init__()
        self.size = size
        self.drop = nn.Dropout(dropout)
        self.hidden = nn.Linear(width, size)
        self.out = nn.Linear(size, len(KINDS))

    def forward(self, vectors):
        return self.out(self.drop(F.gelu(self.hidden(self.drop(vectors))))).log_softmax(-1)


def learn(rows, epochs, rate, seed, batch=32):
    examples = Examples(rows)
    torch.manual_seed(seed)
    heads = Heads(width=examples.vectors.shape[-1])
    count = len(rows)
    optimiser = torch.optim.AdamW(heads.parameters(), lr=rate, weight_decay=0.05)
    steps = epochs * -(-count // batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, total_steps=steps, pct_start=0.15)
    for _ in range(epochs):
        heads.train()
        for its in torch.randperm(count).split(batch):
            scores = heads(examples.vectors[its])
            loss = F.nll_loss(scores.flatten(0, 1), examples.kind[its].repeat_interleave(2))
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
    return heads.eval()


@torch.no_grad()
def right(heads, rows, trust=TRUST):
    """The share of the sources whose kind is right, with the head and by the rules alone."""
    examples = Examples(rows)
    scores = heads(examples.vectors).mean(1)
    sure = examples.sure.clamp(max=len(trust) - 1)
    scores[torch.arange(len(rows)), examples.guess] += torch.tensor(trust)[sure]
    chosen = torch.where(examples.sure < len(trust), scores.argmax(1), examples.guess)
    return float((chosen == examples.kind).float().mean()), float((examples.guess == examples.kind).float().mean())


def cross_validated(parts, epochs, rate, seed):
    """right() of each part by heads that have learned from the others."""
    rest = lambda which: [row for number, part in enumerate(parts) if number != which for row in part]
    return [right(learn(rest(which), epochs, rate, seed), part) for which, part in enumerate(parts)]


def quantise(heads):
    """As export.quantise() does it: what is scored is what is shipped."""
    with torch.no_grad():
        quantise_dense(heads.hidden)
    return heads


def tensors(heads):
    found = {"kind.trust": torch.tensor(TRUST)}
    put_dense(found, "kind.hidden", heads.hidden)
    put_dense(found, "kind.out", heads.out, eight_bits=False)
    return stored(found)


def metadata(heads):
    return {"kind_hidden": str(heads.size)}


@torch.no_grad()
def fixture(heads, words):
    """The scores of all words of the fixture's window."""
    return {"kind.scores": heads(words)}
