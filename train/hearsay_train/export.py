# SPDX-License-Identifier: Apache-2.0
"""The trained reader as the files that the program loads: weights, vocabulary, fixture, model card."""
import json
import math
import os
import random
import shutil
import types

import numpy as np
import torch
from safetensors import safe_open
from safetensors.torch import save as pack

from . import pretrained, tensor_file
from .corpus import TAGS
from .model import CASES, FEATURES, LAYOUTS, QUOTES, dequantised, quantise_rows
from .pairs import pair_features

ENCODER_DENSE = ("query", "key", "value", "output", "inner", "outer")


@torch.no_grad()
def quantise(reader):
    """Replaces every matrix that is exported as int8 by what its int8 rows stand for, so that what is scored is what
    is shipped."""
    for layer in reader.encoder.layers:
        for name in ENCODER_DENSE:
            quantise_dense(getattr(layer, name))
    quantise_heads(reader)


@torch.no_grad()
def quantise_heads(heads):
    """The same for the heads of either level."""
    links = heads.links
    for linear in (heads.tag_hidden, links.begin, links.end, links.content, links.cue):
        quantise_dense(linear)
    if hasattr(heads, "enclosing"):
        quantise_dense(heads.enclosing)
    return heads


def quantise_dense(linear):
    linear.weight.copy_(dequantised(linear.weight))


def put_dense(found, name, linear, eight_bits=True, scaled=1.0):
    if eight_bits:
        found[name + ".weight"], scale = quantise_rows(linear.weight)
        found[name + ".scale"] = scale * scaled
    else:
        found[name + ".weight"] = linear.weight * scaled
    found[name + ".bias"] = linear.bias * scaled


def put_heads(found, prefix, heads, bias):
    """Tag head, conditional random field and link head of either level. `bias` goes on the tags' scores."""
    dense = lambda name, *rest, **more: put_dense(found, prefix + name, *rest, **more)
    dense("tag.hidden", heads.tag_hidden)
    dense("tag.output", heads.tag_output, eight_bits=False)
    found[prefix + "tag.output.bias"] = found[prefix + "tag.output.bias"] + torch.from_numpy(bias)
    found[prefix + "crf.transition"] = heads.crf.transitions()
    found[prefix + "crf.start"], found[prefix + "crf.end"] = heads.crf.start, heads.crf.end
    links = heads.links
    dense("link.begin", links.begin)
    dense("link.end", links.end)
    for name in ("content", "cue"):
        dense("link." + name, getattr(links, name), scaled=1 / math.sqrt(links.size))
    dense("link.none", links.none, eight_bits=False)
    for name in FEATURES:
        found[prefix + "link." + name] = links.features[name]


def stored(found):
    return {name: tensor.detach().contiguous().clone() for name, tensor in found.items()}


def tensors(reader, bias):
    """name -> tensor, as src/encoder/encoder.h, src/extract/tag.h and src/extract/link.h list them."""
    found = {}

    def norm(name, layer):
        found[name + ".weight"], found[name + ".bias"] = layer.weight, layer.bias

    encoder = reader.encoder
    found["embed.word.weight"], found["embed.word.scale"] = quantise_rows(encoder.word)
    for name in ("position", "case", "quote", "layout"):
        found[f"embed.{name}.weight"] = getattr(encoder, name)
    norm("embed.norm", encoder.norm)
    for number, layer in enumerate(encoder.layers):
        for name in ENCODER_DENSE:
            put_dense(found, f"layer.{number}.{name}", getattr(layer, name))
        norm(f"layer.{number}.attention_norm", layer.attention_norm)
        norm(f"layer.{number}.output_norm", layer.output_norm)
    put_heads(found, "", reader, bias)
    return stored(found)


def nested_tensors(heads, bias):
    """The same of the nested heads (src/extract/nested.h)."""
    found = {}
    put_heads(found, "nested.", heads, bias)
    put_dense(found, "nested.enclosing", heads.enclosing)
    return stored(found)


def metadata(reader, args):
    encoder = reader.encoder
    return {
        "format": "hearsay-1", "language": "en", "layers": str(len(encoder.layers)), "width": str(encoder.width),
        "attention_heads": str(encoder.heads), "inner": str(encoder.inner_width),
        "positions": str(len(encoder.position)), "window": str(args.read_window), "overlap": str(args.read_overlap),
        "norm_epsilon": repr(encoder.epsilon), "tag_hidden": str(reader.tag_hidden.out_features),
        "link_size": str(reader.links.size),
    }


@torch.no_grad()
def fixture(reader, bias, length=96, seed=7):
    """Inputs and outputs of one window of random word pieces; a word is one to three of them."""
    dice = random.Random(seed)
    first, last, at = [], [], 1
    while at < length - 3:
        count = dice.choice((1, 1, 1, 2, 3))
        first.append(at)
        last.append(at + count - 1)
        at += count
    length = at + 1
    pick = lambda most: torch.tensor([[0] + [dice.randrange(most) for _ in range(length - 2)] + [0]])
    pieces = pick(20000) + 2000
    pieces[0, 0], pieces[0, -1] = 101, 102
    inputs = {"pieces": pieces, "case": pick(CASES), "quote": pick(QUOTES), "layout": pick(LAYOUTS)}
    x = reader.encoder(inputs["pieces"], inputs["case"], inputs["quote"], inputs["layout"], torch.tensor([length]))[0]
    words = torch.cat([x[first], x[last]], dim=-1)
    found = {"window." + name: tensor[0].float() for name, tensor in inputs.items()}
    found["window.output"] = x
    found["words.first"], found["words.last"] = torch.tensor(first).float(), torch.tensor(last).float()
    found["words.scores"] = reader.emissions(words[None])[0] + torch.from_numpy(bias)
    return found | link_fixture(reader, words, "link")


# Spans of made words, for the links of the fixture: content, cue, source.
LINKED = {
    "content": [(2, 9), (10, 14), (22, 33), (40, 44)],
    "cue": [(0, 1), (15, 17), (34, 36)],
    "source": [(1, 2), (37, 39)],
}
SENTENCE = 8  # words


@torch.no_grad()
def link_fixture(heads, words, name):
    """What the links choose among LINKED: for each child its parent (-1: none) and how likely that is. A sentence has
    SENTENCE words; there are neither paragraphs nor quotations."""
    numbers = np.arange(len(words))
    story = types.SimpleNamespace(
        sentence=numbers // SENTENCE, paragraph=np.zeros_like(numbers), quotation=np.full_like(numbers, -1)
    )
    spans = {role: torch.tensor(found) for role, found in LINKED.items()}
    represented = {role: heads.links.represent(words[None], found[None]) for role, found in spans.items()}
    found = {f"{name}.{role}": values.float() for role, values in spans.items()}
    for kind, (child, parent) in enumerate((("content", "cue"), ("cue", "source"))):
        features = torch.from_numpy(pair_features(story, LINKED[child], LINKED[parent]))[None]
        scores = heads.links.scores(kind, represented[child], represented[parent], features)[0]
        likely, chosen = scores.softmax(-1).max(-1)
        chosen = torch.where(chosen == len(LINKED[parent]), -1, chosen)
        found[f"{name}.{child}_{parent}"] = torch.stack([chosen.float(), likely], -1)
    return found


@torch.no_grad()
def nested_fixture(heads, words, bias, cue=4):
    """The scores of the words as of a content whose enclosing cue begins with the word `cue`, and the links."""
    found = {"nested.cue": torch.tensor([float(cue)])}
    found["nested.scores"] = heads.emissions(words, words[cue : cue + 1]) + torch.from_numpy(bias)
    return found | link_fixture(heads, words, "nested.link")


def words_of(fixture):
    """The vectors of the words of a fixture's window."""
    first, last = (fixture[name].long() for name in ("words.first", "words.last"))
    return torch.cat([fixture["window.output"][first], fixture["window.output"][last]], dim=-1)


def save(tensors, path, metadata=None):
    tensor_file.write(pack({name: tensor.contiguous() for name, tensor in tensors.items()}, metadata), path)


def write(reader, args, bias, card):
    """Writes the folder args.export; the reader must be quantised before."""
    os.makedirs(args.export, exist_ok=True)
    place = lambda name: os.path.join(args.export, name)
    save(tensors(reader, bias), place("model.safetensors"), metadata(reader, args))
    save(fixture(reader, bias), place("fixture.safetensors"))
    with open(place("vocab.txt"), "w", encoding="utf-8") as out:
        out.writelines(piece + "\n" for piece in pretrained.load_vocabulary())
    with open(place("README.md"), "w", encoding="utf-8") as out:
        out.write(card)


def write_nested(reader, heads, model, folder, bias):
    """Writes to `folder` what is in the folder `model`, the one of `reader`, with the nested heads added; both must be
    quantised before."""
    os.makedirs(folder, exist_ok=True)
    opened = {}
    for name in ("model", "fixture"):
        with safe_open(os.path.join(model, name + ".safetensors"), "pt") as file:
            kept = {key: file.get_tensor(key) for key in file.keys() if not key.startswith("nested.")}
            opened[name] = kept, file.metadata()
    (weights, metadata), (made, _) = opened["model"], opened["fixture"]
    save(weights | nested_tensors(heads, bias), os.path.join(folder, "model.safetensors"), metadata)
    words = words_of(made)
    made |= link_fixture(reader, words, "link") | nested_fixture(heads, words, bias)
    save(made, os.path.join(folder, "fixture.safetensors"))
    if not os.path.samefile(model, folder):
        for name in ("vocab.txt", "README.md"):
            shutil.copyfile(os.path.join(model, name), os.path.join(folder, name))


def zero_bias():
    return np.zeros(len(TAGS), dtype=np.float32)
