# SPDX-License-Identifier: Apache-2.0
"""The reader: a transformer over word pieces, a tag head under a CRF, and a link head.

What is computed here is what src/encoder and src/extract compute; the names of the parts are those of the tensors in
model.safetensors (src/encoder/encoder.h, src/extract/tag.h, src/extract/link.h).
"""
import math

import torch
from torch import nn
from torch.nn import functional as F

from .corpus import TAGS

IMPOSSIBLE = -1e4
CASES, QUOTES, LAYOUTS = 5, 5, 3


def quantise_rows(weight):
    """int8 rows with a float32 scale each: value = int8 * scale."""
    scale = weight.abs().amax(dim=1).clamp_min(1e-12) / 127
    return torch.round(weight / scale[:, None]).clamp(-127, 127).to(torch.int8), scale


def dequantised(weight):
    rows, scale = quantise_rows(weight)
    return rows.float() * scale[:, None]


class MaskPool:
    """Dropout masks as slices of one long random mask, drawn anew now and then: drawing a fresh mask each time takes a
    third of the training time on a CPU."""

    SIZE, USES = 1 << 23, 2000

    def __init__(self, rate):
        self.rate = rate
        self.left = 0

    def __call__(self, x, training):
        if not training or self.rate == 0:
            return x
        if self.left == 0 or self.mask.device != x.device:
            kept = torch.rand(self.SIZE, device=x.device) >= self.rate
            self.mask = kept.float() / (1 - self.rate)
            self.left = self.USES
        self.left -= 1
        count = x.numel()
        start = int(torch.randint(self.SIZE - count, ()))
        return x * self.mask[start : start + count].view_as(x).to(x.dtype)


class Layer(nn.Module):
    def __init__(self, width, heads, inner, epsilon, dropout):
        super().__init__()
        self.heads = heads
        self.query, self.key = nn.Linear(width, width), nn.Linear(width, width)
        self.value, self.output = nn.Linear(width, width), nn.Linear(width, width)
        self.attention_norm = nn.LayerNorm(width, eps=epsilon)
        self.inner, self.outer = nn.Linear(width, inner), nn.Linear(inner, width)
        self.output_norm = nn.LayerNorm(width, eps=epsilon)
        self.dropout = dropout

    def forward(self, x, mask):
        batch, length, width = x.shape
        split = lambda y: y.view(batch, length, self.heads, width // self.heads).transpose(1, 2)
        attended = F.scaled_dot_product_attention(
            split(self.query(x)), split(self.key(x)), split(self.value(x)), attn_mask=mask
        )
        attended = self.output(attended.transpose(1, 2).reshape(batch, length, width))
        x = self.attention_norm(x + self.dropout(attended, self.training))
        inner = self.outer(F.gelu(self.inner(x)))
        return self.output_norm(x + self.dropout(inner, self.training))


class Encoder(nn.Module):
    """BERT with post-norm; the word embeddings are frozen at their int8 values."""

    def __init__(self, weights, dropout, epsilon=1e-12):
        super().__init__()
        word = weights["embeddings.word_embeddings.weight"]
        self.width = word.shape[1]
        self.register_buffer("word", dequantised(word), persistent=True)
        position = weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
        self.position = nn.Parameter(position.clone())
        self.case = nn.Parameter(torch.zeros(CASES, self.width))
        self.quote = nn.Parameter(torch.zeros(QUOTES, self.width))
        self.layout = nn.Parameter(torch.zeros(LAYOUTS, self.width))
        self.norm = nn.LayerNorm(self.width, eps=epsilon)
        self.epsilon = epsilon
        self.heads = self.width // 32
        count = 1 + max(int(name.split(".")[2]) for name in weights if name.startswith("encoder.layer."))
        self.inner_width = weights["encoder.layer.0.intermediate.dense.weight"].shape[0]
        self.layers = nn.ModuleList(
            Layer(self.width, self.heads, self.inner_width, epsilon, dropout) for _ in range(count)
        )
        self.dropout = dropout
        self._copy(self.norm, weights, "embeddings.LayerNorm")
        places = {
            "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
            "output": "attention.output.dense", "attention_norm": "attention.output.LayerNorm",
            "inner": "intermediate.dense", "outer": "output.dense", "output_norm": "output.LayerNorm",
        }
        for number, layer in enumerate(self.layers):
            for ours, theirs in places.items():
                self._copy(getattr(layer, ours), weights, f"encoder.layer.{number}.{theirs}")

    @staticmethod
    def _copy(module, weights, name):
        with torch.no_grad():
            module.weight.copy_(weights[name + ".weight"])
            module.bias.copy_(weights[name + ".bias"])

    def forward(self, pieces, case, quote, layout, lengths):
        """[batch, length] each; lengths [batch]. Gives [batch, length, width]."""
        length = pieces.shape[1]
        x = self.word[pieces] + self.position[:length] + self.case[case] + self.quote[quote] + self.layout[layout]
        x = self.dropout(self.norm(x), self.training)
        mask = None
        if int(lengths.min()) < length:
            inside = torch.arange(length, device=lengths.device)[None] < lengths[:, None]
            mask = torch.zeros(inside.shape, device=lengths.device).masked_fill(~inside, IMPOSSIBLE)[:, None, None]
            mask = mask.to(torch.bfloat16) if torch.is_autocast_enabled(lengths.device.type) else mask
        for layer in self.layers:
            x = layer(x, mask)
        return x


class Crf(nn.Module):
    """A linear chain over TAGS. Inside follows only its own begin or inside, and never a paragraph break."""

    def __init__(self):
        super().__init__()
        count = len(TAGS)
        self.transition = nn.Parameter(torch.zeros(count, count))
        self.start = nn.Parameter(torch.zeros(count))
        self.end = nn.Parameter(torch.zeros(count))
        forbidden = torch.zeros(count, count, dtype=torch.bool)
        inside = [tag for tag in range(count) if TAGS[tag].startswith("I-")]
        for tag in inside:
            forbidden[:, tag] = True
            forbidden[tag - 1, tag] = forbidden[tag, tag] = False
        self.register_buffer("forbidden", forbidden, persistent=False)
        at_start = torch.zeros(count)
        at_start[inside] = IMPOSSIBLE
        self.register_buffer("no_inside", at_start, persistent=False)

    def transitions(self):
        return self.transition.masked_fill(self.forbidden, IMPOSSIBLE)

    def loss(self, emissions, tags, lengths, paragraph_start):
        """Negative log-likelihood, summed. emissions [batch, words, tags]; the others [batch, words] or [batch]."""
        emissions = emissions + paragraph_start[..., None] * self.no_inside
        transitions = self.transitions()
        batch, count, _ = emissions.shape
        present = torch.arange(count, device=lengths.device)[None] < lengths[:, None]
        gold = emissions.gather(2, tags[..., None])[..., 0]
        gold = gold + F.pad(transitions[tags[:, :-1], tags[:, 1:]], (1, 0))
        score = (gold * present).sum(1) + self.start[tags[:, 0]]
        rows = torch.arange(batch, device=lengths.device)
        score = score + self.end[tags[rows, lengths - 1]]
        alpha = self.start + emissions[:, 0]
        finals = [alpha]
        for step in range(1, count):
            alpha = torch.logsumexp(alpha[:, :, None] + transitions, dim=1) + emissions[:, step]
            finals.append(alpha)
        last = torch.stack(finals, 1)[rows, lengths - 1]
        return (torch.logsumexp(last + self.end, dim=1) - score).sum()


# What the link head knows of a pair beside its vectors; src/extract/link.c computes the same.
FEATURES = {"distance": 24, "sentence": 7, "paragraph": 5, "quotation": 5, "rank": 8}
LINKS = ("content", "cue")  # a piece of content chooses its cue, a cue chooses its source


class Links(nn.Module):
    def __init__(self, width, dropout, size=256):
        super().__init__()
        self.begin, self.end = nn.Linear(2 * width, size), nn.Linear(2 * width, size)
        self.content, self.cue = nn.Linear(size, size), nn.Linear(size, size)
        self.none = nn.Linear(size, len(LINKS))
        self.features = nn.ParameterDict({name: torch.zeros(len(LINKS), rows) for name, rows in FEATURES.items()})
        self.size = size
        self.dropout = dropout

    def represent(self, words, spans):
        """words [.., words, 2 width]; spans [batch, n, 2]: half-open. Gives [batch, n, size]."""
        pick = lambda at: words.gather(1, at[..., None].expand(-1, -1, words.shape[-1]))
        joined = self.begin(pick(spans[..., 0])) + self.end(pick((spans[..., 1] - 1).clamp_min(0)))
        return self.dropout(F.gelu(joined), self.training)

    def scores(self, kind, children, parents, features):
        """children [b, k, size], parents [b, p, size], features [b, k, p, len(FEATURES)]; gives [b, k, p + 1], none
        last."""
        query = (self.content if kind == 0 else self.cue)(children)
        scores = query @ parents.transpose(1, 2) / math.sqrt(self.size)
        for number, name in enumerate(FEATURES):
            scores = scores + self.features[name][kind][features[..., number]]
        return torch.cat([scores, self.none(children)[..., kind : kind + 1]], dim=-1)


class Reader(nn.Module):
    def __init__(self, weights, dropout=0.1, hidden=384):
        super().__init__()
        dropout = MaskPool(dropout)
        self.encoder = Encoder(weights, dropout)
        width = 2 * self.encoder.width
        self.tag_hidden, self.tag_output = nn.Linear(width, hidden), nn.Linear(hidden, len(TAGS))
        self.crf = Crf()
        self.links = Links(self.encoder.width, dropout)
        self.dropout = dropout

    def words(self, batch):
        """A vector a word: those of its first and its last piece."""
        x = self.encoder(batch["pieces"], batch["case"], batch["quote"], batch["layout"], batch["lengths"]).float()
        pick = lambda at: x.gather(1, at[..., None].expand(-1, -1, x.shape[-1]))
        return torch.cat([pick(batch["first"]), pick(batch["last"])], dim=-1)

    def emissions(self, words):
        words = self.dropout(words, self.training)
        return self.tag_output(self.dropout(F.gelu(self.tag_hidden(words)), self.training))
