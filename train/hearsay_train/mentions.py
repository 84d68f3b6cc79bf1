# SPDX-License-Identifier: Apache-2.0
"""The heads that find mentions (src/speaker/mention/mention.h), on vectors that stay as they are."""
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from .export import put_dense, quantise_dense, stored
from .speaker_data import SORTS, Mention

LEFT, RIGHT = 16, 32  # how many words from its head a mention's first and last word may be, the head counted
THRESHOLD = -0.3  # a word is a head where its score is higher: found a little too often is better than missed
NEVER = -1e4


class Heads(nn.Module):
    def __init__(self, width=768, hidden=256, size=64, dropout=0.3, vector_dropout=None):
        super().__init__()
        self.size = size
        self.drop = nn.Dropout(dropout)
        self.drop_vector = nn.Dropout(dropout if vector_dropout is None else vector_dropout)
        self.hidden = nn.Linear(width, hidden)
        self.conv = nn.Linear(3 * hidden, hidden)
        self.head = nn.Linear(hidden, 2)  # of a mention; of a second, wider one
        self.sort = nn.Linear(hidden, len(SORTS))
        self.query, self.key = nn.Linear(hidden, 4 * size), nn.Linear(hidden, 2 * size)
        self.mix_query, self.mix_key = nn.Linear(hidden, 4 * size), nn.Linear(hidden, 2 * size)
        self.mix_out = nn.Parameter(torch.randn(4, size) * 0.1)
        self.far = nn.Parameter(torch.zeros(4, RIGHT))

    def trunk(self, vectors):
        """[words, hidden]"""
        g = self.drop(F.gelu(self.hidden(self.drop_vector(vectors))))
        padded = F.pad(g, (0, 0, 1, 1))
        around = torch.cat([padded[:-2], g, padded[2:]], -1)
        return g + self.drop(F.gelu(self.conv(around)))

    def pointers(self, h, heads, low, high):
        """Four matrices of scores, [heads, LEFT or RIGHT]: of the word so far before or behind the head."""
        shape = lambda x, count: x.view(-1, count, self.size)
        key, mix_key = shape(self.key(h), 2), shape(self.mix_key(h), 2)
        query, mix_query = shape(self.query(h[heads]), 4), shape(self.mix_query(h[heads]), 4)
        found = []
        for which in range(4):
            side = which % 2
            steps = torch.arange(RIGHT) if side else -torch.arange(LEFT)
            at = heads[:, None] + steps[None]
            allowed = (at >= low[heads][:, None]) & (at < high[heads][:, None])
            at = at.clamp(0, len(h) - 1)
            score = torch.einsum("hs,hds->hd", query[:, which], key[at, side]) / 8
            mixed = F.relu(mix_query[:, which, None] + mix_key[at, side])
            score = score + mixed @ self.mix_out[which] + self.far[which, : len(steps)]
            found.append(torch.where(allowed, score, torch.tensor(NEVER)))
        return found


class Targets:
    """What the gold of a document asks of the heads. Of a head with several mentions, the narrowest and the widest."""

    def __init__(self, document):
        groups = {}
        for mention in document.gold:
            groups.setdefault(mention.head, []).append(mention)
        self.heads = torch.tensor(sorted(groups), dtype=torch.long)
        self.is_head, self.two = torch.zeros(len(document)), torch.zeros(len(groups))
        self.far = torch.full((4, len(groups)), -1)
        self.sort = torch.zeros(len(groups), dtype=torch.long)
        for i, head in enumerate(self.heads.tolist()):
            group = sorted(groups[head], key=lambda m: m.end - m.start)
            self.is_head[head] = 1
            self.two[i] = len(group) > 1
            self.sort[i] = group[0].sort
            for which, mention in enumerate((group[0], group[-1])[: len(group)]):
                for side, far in enumerate((mention.head - mention.start, mention.end - 1 - mention.head)):
                    if far < (LEFT, RIGHT)[side]:
                        self.far[2 * which + side, i] = far


class Example:
    def __init__(self, document, soft=None):
        self.vectors = document.vectors
        self.low, self.high = torch.from_numpy(document.low), torch.from_numpy(document.high)
        self.targets = Targets(document) if soft is None else None
        self.soft = soft

    def __len__(self):
        return len(self.vectors)


def loss_of(heads, example):
    h = heads.trunk(torch.from_numpy(example.vectors).float())
    both = heads.head(h)
    if example.soft is not None:
        return soft_loss(heads, h, both, example)
    gold = example.targets
    loss = F.binary_cross_entropy_with_logits(both[:, 0], gold.is_head, reduction="sum")
    if not len(gold.heads):
        return loss
    loss = loss + F.binary_cross_entropy_with_logits(both[gold.heads, 1], gold.two, reduction="sum")
    pointed = heads.pointers(h, gold.heads, example.low, example.high)
    for scores, far in zip(pointed, gold.far):
        if (far >= 0).any():
            loss = loss + F.cross_entropy(scores, far, ignore_index=-1, reduction="sum")
    return loss + F.cross_entropy(heads.sort(h[gold.heads]), gold.sort, reduction="sum")


def soft_loss(heads, h, both, example):
    """What several teachers think on average, in place of a gold."""
    soft = example.soft
    loss = F.binary_cross_entropy_with_logits(both[:, 0], soft["head"], reduction="sum")
    at = soft["heads"]
    if not len(at):
        return loss
    weight = soft["head"][at]
    loss = loss + (F.binary_cross_entropy_with_logits(both[at, 1], soft["two"], reduction="none") * weight).sum()
    pointed = heads.pointers(h, at, example.low, example.high)
    for which, (scores, wanted) in enumerate(zip(pointed, soft["far"])):
        share = weight if which < 2 else weight * soft["two"]
        loss = loss - ((scores.log_softmax(-1) * wanted).sum(-1) * share).sum()
    return loss - ((heads.sort(h[at]).log_softmax(-1) * soft["sort"]).sum(-1) * weight).sum()


@torch.no_grad()
def teach(teachers, document, least=0.1):
    """The mean of what the teachers think of a document, as a soft gold."""
    example = Example(document, soft={})
    vectors = torch.from_numpy(document.vectors).float()
    trunks = [teacher.trunk(vectors) for teacher in teachers]
    mean = lambda found: torch.stack(found).mean(0)
    both = mean([teacher.head(h).sigmoid() for teacher, h in zip(teachers, trunks)])
    at = torch.nonzero(both[:, 0] > least)[:, 0]
    soft = {"head": both[:, 0], "heads": at, "two": both[at, 1]}
    if len(at):
        pointed = [
            [scores.softmax(-1) for scores in teacher.pointers(h, at, example.low, example.high)]
            for teacher, h in zip(teachers, trunks)
        ]
        soft["far"] = [mean([one[which] for one in pointed]) for which in range(4)]
        soft["sort"] = mean([teacher.sort(h[at]).softmax(-1) for teacher, h in zip(teachers, trunks)])
    return soft


def learn(heads, examples, epochs, rate, seed, group=2, log=None):
    torch.manual_seed(seed)
    dice = np.random.default_rng(seed)
    optimiser = torch.optim.AdamW(heads.parameters(), lr=rate, weight_decay=0.02)
    steps = epochs * ((len(examples) + group - 1) // group)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, total_steps=steps, pct_start=0.15)
    for epoch in range(epochs):
        heads.train()
        order, total = dice.permutation(len(examples)), 0.0
        for first in range(0, len(order), group):
            chosen = [examples[k] for k in order[first : first + group]]
            loss = sum(loss_of(heads, example) for example in chosen) / sum(len(example) for example in chosen)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(heads.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += float(loss.detach()) * group / len(examples)
        if log:
            log(f"epoch {epoch + 1} of {epochs}: loss {total:.3f}")
    return heads.eval()


@torch.no_grad()
def read(heads, document, threshold=THRESHOLD):
    """The mentions as the program finds them."""
    h = heads.trunk(torch.from_numpy(document.vectors).float())
    both = heads.head(h)
    at = torch.nonzero(both[:, 0] > threshold)[:, 0]
    if not len(at):
        return []
    low, high = torch.from_numpy(document.low), torch.from_numpy(document.high)
    best = [scores.log_softmax(-1).max(-1) for scores in heads.pointers(h, at, low, high)]
    sorts = heads.sort(h[at]).argmax(-1).tolist()
    found = {}
    for i, head in enumerate(at.tolist()):
        for k in (0, 2) if both[head, 1] > 0 else (0,):
            start, end = head - int(best[k].indices[i]), head + int(best[k + 1].indices[i]) + 1
            score = float(F.logsigmoid(both[head, 0]) + best[k].values[i] + best[k + 1].values[i])
            if (start, end) not in found or found[start, end].score < score:
                found[start, end] = Mention(start, end, head, sorts[i], score=score)
    return sorted(found.values(), key=lambda m: (m.start, -m.end))


def measure(documents, readings):
    """Percents: of exact mentions, of head words; of exact ones, how often sort and head are right."""
    count = np.zeros(8)
    for document, found in zip(documents, readings):
        gold = {m.span: m for m in document.gold}
        right = [m for m in found if m.span in gold]
        gold_heads, heads = {m.head for m in document.gold}, {m.head for m in found}
        count += [
            len(right), len(found), len(gold), len(gold_heads & heads), len(heads), len(gold_heads),
            sum(m.sort == gold[m.span].sort for m in right), sum(m.head == gold[m.span].head for m in right),
        ]
    share = lambda a, b: round(100 * float(a) / max(float(b), 1), 1)
    return {
        "precision": share(count[0], count[1]), "recall": share(count[0], count[2]),
        "f1": share(2 * count[0], count[1] + count[2]), "heads": share(2 * count[3], count[4] + count[5]),
        "sort": share(count[6], count[0]), "head": share(count[7], count[0]),
    }


def quantise(heads):
    """As export.quantise() does it: what is scored is what is shipped."""
    for name in ("hidden", "conv", "query", "key", "mix_query", "mix_key"):
        with torch.no_grad():
            quantise_dense(getattr(heads, name))
    return heads


def tensors(heads):
    found = {}
    for name in ("hidden", "conv", "query", "key", "mix_query", "mix_key"):
        put_dense(found, "mention." + name, getattr(heads, name))
    for name in ("head", "sort"):
        put_dense(found, "mention." + name, getattr(heads, name), eight_bits=False)
    found["mention.mix_out"], found["mention.far"] = heads.mix_out, heads.far
    return stored(found)


def metadata(heads):
    return {"mention_hidden": str(heads.hidden.out_features), "mention_size": str(heads.size)}


@torch.no_grad()
def fixture(heads, words, sentence=24):
    """The mentions of made words, [mentions, 5]: first word, end, head, sort, score. A sentence has `sentence` words."""
    numbers = np.arange(len(words)) // sentence * sentence
    made = type("Made", (), {})()
    made.vectors, made.low = words.numpy(), numbers
    made.high = np.minimum(numbers + sentence, len(words))
    both = heads.head(heads.trunk(words))
    found = read(heads, made)
    rows = [[m.start, m.end, m.head, m.sort, m.score] for m in found]
    return {"mention.heads": both, "mention.found": torch.tensor(rows, dtype=torch.float32).reshape(-1, 5)}
