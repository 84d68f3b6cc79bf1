# SPDX-License-Identifier: Apache-2.0
"""Attributions inside the contents of others: the heads that find them, and what they learn from.

The encoder and the heads of the first level stay as they are. The nested heads see the vectors that the encoder made of
the whole story; their conditional random field runs over one piece of content at a time, and their links stay within the
contents of one attribution.
"""
import copy
import time

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from . import decode
from .corpus import BEGIN, ROLES
from .model import Crf, Links, MaskPool
from .pairs import pair_features

DEPTH = 2  # how deep attributions may stand in others


class Slice:
    """Words of a story as a story of its own, as far as pair_features and words_of look at it."""

    def __init__(self, story, words):
        for name in ("sentence", "paragraph", "quotation", "paragraph_start"):
            setattr(self, name, getattr(story, name)[words])


class Heads(nn.Module):
    """Made from the first level's, which are a good beginning."""

    def __init__(self, reader, dropout=0.1):
        super().__init__()
        self.tag_hidden = copy.deepcopy(reader.tag_hidden)
        self.tag_output = copy.deepcopy(reader.tag_output)
        self.crf = Crf()
        self.crf.load_state_dict(reader.crf.state_dict())
        self.dropout = MaskPool(dropout)
        self.links = Links(reader.encoder.width, self.dropout)
        self.links.load_state_dict(reader.links.state_dict())
        self.enclosing = nn.Linear(self.tag_hidden.in_features, self.tag_hidden.out_features)
        with torch.no_grad():
            self.enclosing.weight.zero_()
            self.enclosing.bias.zero_()

    def emissions(self, words, cue):
        """words [.., 2 width]; cue: the vector of the first word of the enclosing cue, zeros where there is none."""
        drop = lambda x: self.dropout(x, self.training)
        return self.tag_output(drop(F.gelu(self.tag_hidden(drop(words)) + self.enclosing(drop(cue)))))


class Part:
    """One attribution's contents and what was found in them. pieces, cue: words of the story; tags: word -> tag."""

    def __init__(self, story, vectors, pieces, cue, level):
        self.story, self.vectors, self.pieces, self.cue, self.level = story, vectors, pieces, cue, level
        self.found = []  # (source or None, cue, [contents]) as ranges of words

    def words(self):
        return np.concatenate([np.arange(*piece) for piece in self.pieces])

    def starts(self):
        """Of each word, whether a piece begins with it: pieces are parted as paragraphs are."""
        found = np.zeros(sum(end - start for start, end in self.pieces), dtype=bool)
        found[np.cumsum([0] + [end - start for start, end in self.pieces[:-1]])] = True
        return found


def label(part, found):
    """Keeps what of `found` fits into the part without overlap: tags and links."""
    tags = np.zeros(len(part.story), dtype=np.int64)
    kept, inside = [], np.zeros(len(part.story), dtype=bool)
    inside[part.words()] = True
    spans = {role: [] for role in ROLES}

    def place(role, span):
        if span in spans[role]:
            return True
        if not inside[span[0] : span[1]].all() or tags[span[0] : span[1]].any():
            return False
        tags[span[0] : span[1]] = BEGIN[role] + 1
        tags[span[0]] = BEGIN[role]
        spans[role].append(span)
        return True

    for source, cue, contents in found:
        if cue is None or not contents or not place("cue", cue):
            continue
        contents = [content for content in contents if place("content", content)]
        source = source if source is not None and place("source", source) else None
        kept.append((source, cue, contents))
    part.found = kept
    part.tags = tags[part.words()]
    part.spans = {role: sorted(spans[role]) for role in ROLES}
    place_of = {role: {span: i for i, span in enumerate(part.spans[role])} for role in ROLES}
    part.content_cue = [-1] * len(part.spans["content"])
    part.cue_source = [-1] * len(part.spans["cue"])
    for source, cue, contents in kept:
        for content in contents:
            part.content_cue[place_of["content"][content]] = place_of["cue"][cue]
        if source is not None:
            part.cue_source[place_of["cue"][cue]] = place_of["source"][source]
    return part


def decoded(heads, story, vectors, emissions):
    """(source or None, cue, [contents]) in words of `story`; `heads`: what has a crf and links."""
    crf = heads.crf
    tags = decode.viterbi(
        emissions, story.paragraph_start, crf.transitions().detach().numpy(), crf.start.detach().numpy(),
        crf.end.detach().numpy(),
    )
    spans = decode.tagged_spans(tags)
    content_cue, cue_source = decode.link(heads, story, vectors, spans)
    found = []
    for number, cue in enumerate(spans["cue"]):
        contents = [spans["content"][i] for i, chosen in enumerate(content_cue) if chosen == number]
        if contents:
            found.append((spans["source"][cue_source[number]] if cue_source[number] >= 0 else None, cue, contents))
    return found


def cue_vector(part):
    width = part.vectors.shape[1]
    if part.cue is None:
        return np.zeros(width, dtype=np.float32)
    return part.vectors[part.cue[0]].astype(np.float32)


@torch.no_grad()
def read(heads, part, bias=0.0):
    """What the nested heads find in a part."""
    words = part.words()
    vectors = part.vectors[words].astype(np.float32)
    cue = torch.from_numpy(cue_vector(part))
    emissions = heads.emissions(torch.from_numpy(vectors), cue[None]).numpy() + bias
    alone = Slice(part.story, words)
    alone.paragraph_start = part.starts()
    found = decoded(heads, alone, vectors, emissions)
    back = lambda span: (int(words[span[0]]), int(words[span[1] - 1]) + 1)
    return [(back(s) if s else None, back(c), [back(x) for x in xs]) for s, c, xs in found]


def read_all(heads, part, bias=0.0):
    """[(what was found, index of its parent in this list or -1)], all levels below `part`."""
    out, fresh = [], [(part, -1)]
    while fresh:
        holder, parent = fresh.pop(0)
        for item in read(heads, holder, bias):
            out.append((item, parent))
            if holder.level < DEPTH:
                inner = Part(part.story, part.vectors, item[2], item[1], holder.level + 1)
                fresh.append((inner, len(out) - 1))
    return out


def examples(parts):
    """Arrays and tensors of one part each, for training."""
    made = []
    for part in parts:
        words = part.words()
        place = {int(word): i for i, word in enumerate(words)}
        local = {role: [(place[a], place[b - 1] + 1) for a, b in part.spans[role]] for role in ROLES}
        alone = Slice(part.story, words)
        target = lambda values, none: torch.tensor([none if value < 0 else value for value in values])
        made.append(
            {
                "vectors": part.vectors[words], "cue": cue_vector(part), "tags": part.tags, "starts": part.starts(),
                "spans": {role: torch.tensor(local[role], dtype=torch.long).view(1, -1, 2) for role in ROLES},
                "features": [
                    torch.from_numpy(pair_features(alone, local[c], local[p]))
                    for c, p in (("content", "cue"), ("cue", "source"))
                ],
                "targets": [
                    target(part.content_cue, len(local["cue"])), target(part.cue_source, len(local["source"])),
                ],
            }
        )
    return made


def loss(heads, group):
    longest = max(len(item["tags"]) for item in group)
    width = group[0]["vectors"].shape[1]
    vectors = torch.zeros(len(group), longest, width)
    tags = torch.zeros(len(group), longest, dtype=torch.long)
    starts = torch.zeros(len(group), longest)
    for row, item in enumerate(group):
        count = len(item["tags"])
        vectors[row, :count] = torch.from_numpy(item["vectors"].astype(np.float32))
        tags[row, :count] = torch.from_numpy(item["tags"])
        starts[row, :count] = torch.from_numpy(item["starts"].astype(np.float32))
    cues = torch.from_numpy(np.stack([item["cue"] for item in group]))[:, None]
    lengths = torch.tensor([len(item["tags"]) for item in group])
    total = heads.crf.loss(heads.emissions(vectors, cues), tags, lengths, starts)
    for row, item in enumerate(group):
        spans = item["spans"]
        if spans["cue"].shape[1] == 0:
            continue
        represented = {role: heads.links.represent(vectors[row : row + 1], spans[role]) for role in ROLES}
        for kind, (child, parent) in enumerate((("content", "cue"), ("cue", "source"))):
            if spans[child].shape[1] == 0:
                continue
            scores = heads.links.scores(kind, represented[child], represented[parent], item["features"][kind][None])
            total = total + F.cross_entropy(scores[0], item["targets"][kind], reduction="sum")
    return total / lengths.sum()


def learn(heads, made, epochs, rate, seed, size=32, log=lambda text: None):
    """AdamW over the parts, the rate falling to nothing."""
    torch.manual_seed(seed)
    dice = np.random.default_rng(seed)
    optimizer = torch.optim.AdamW(heads.parameters(), lr=rate, weight_decay=0.01)
    order = sorted(range(len(made)), key=lambda i: len(made[i]["tags"]))
    groups = [order[i : i + size] for i in range(0, len(order), size)]
    steps, step, began = epochs * len(groups), 0, time.time()
    heads.train()
    for epoch in range(epochs):
        for number in dice.permutation(len(groups)):
            for parameters in optimizer.param_groups:
                parameters["lr"] = rate * (1 - step / steps)
            optimizer.zero_grad(set_to_none=True)
            loss(heads, [made[i] for i in groups[number]]).backward()
            torch.nn.utils.clip_grad_norm_(heads.parameters(), 1.0)
            optimizer.step()
            step += 1
        left = (time.time() - began) / step * (steps - step) / 60
        log(f"epoch {epoch + 1} of {epochs} over {len(made)} contents, about {left:.0f} minutes left")
    heads.eval()
    return heads


def gold_parts(story, vectors, attributions):
    """A part for every attribution of the gold, with what the gold has inside it."""
    one = lambda spans: (story.word_pieces_of(spans) or story.words_of_mark(spans) or [None])[0]
    levels = {}

    def level(i):
        if i not in levels:
            inside = attributions[i].get("inside")
            levels[i] = 0 if inside is None else level(inside) + 1
        return levels[i]

    parts = []
    for i, item in enumerate(attributions):
        pieces = story.word_pieces_of(item["content"])
        if not pieces or level(i) >= DEPTH:
            continue
        inner = [
            (one(a.get("source")), one(a.get("cue")), story.word_pieces_of(a.get("content")))
            for a in attributions if a.get("inside") == i
        ]
        parts.append(label(Part(story, vectors, pieces, one(item.get("cue")), level(i) + 1), inner))
        parts[-1].number = i
    return parts
