# SPDX-License-Identifier: Apache-2.0
"""The trained reader as the files that the program loads: weights, vocabulary, fixture, model card."""
import json
import math
import os
import random

import numpy as np
import torch
from safetensors.torch import save_file

from . import pretrained
from .corpus import TAGS
from .model import CASES, FEATURES, IMPOSSIBLE, LAYOUTS, QUOTES, dequantised, quantise_rows

ENCODER_DENSE = ("query", "key", "value", "output", "inner", "outer")


def quantise(reader):
    """Replaces every matrix that is exported as int8 by what its int8 rows stand for, so that what is scored is what
    is shipped."""
    dense = [getattr(layer, name) for layer in reader.encoder.layers for name in ENCODER_DENSE]
    dense += [reader.tag_hidden, reader.links.begin, reader.links.end, reader.links.content, reader.links.cue]
    with torch.no_grad():
        for linear in dense:
            linear.weight.copy_(dequantised(linear.weight))


def tensors(reader, bias):
    """name -> tensor, as src/encoder/encoder.h, src/extract/tag.h and src/extract/link.h list them."""
    found = {}

    def dense(name, linear, eight_bits=True, scaled=1.0):
        if eight_bits:
            found[name + ".weight"], scale = quantise_rows(linear.weight)
            found[name + ".scale"] = scale * scaled
        else:
            found[name + ".weight"] = linear.weight * scaled
        found[name + ".bias"] = linear.bias * scaled

    def norm(name, layer):
        found[name + ".weight"], found[name + ".bias"] = layer.weight, layer.bias

    encoder = reader.encoder
    found["embed.word.weight"], found["embed.word.scale"] = quantise_rows(encoder.word)
    for name in ("position", "case", "quote", "layout"):
        found[f"embed.{name}.weight"] = getattr(encoder, name)
    norm("embed.norm", encoder.norm)
    for number, layer in enumerate(encoder.layers):
        for name in ENCODER_DENSE:
            dense(f"layer.{number}.{name}", getattr(layer, name))
        norm(f"layer.{number}.attention_norm", layer.attention_norm)
        norm(f"layer.{number}.output_norm", layer.output_norm)
    dense("tag.hidden", reader.tag_hidden)
    dense("tag.output", reader.tag_output, eight_bits=False)
    found["tag.output.bias"] = found["tag.output.bias"] + torch.from_numpy(bias)
    found["crf.transition"] = reader.crf.transitions()
    found["crf.start"], found["crf.end"] = reader.crf.start, reader.crf.end
    links = reader.links
    dense("link.begin", links.begin)
    dense("link.end", links.end)
    for name in ("content", "cue"):
        dense("link." + name, getattr(links, name), scaled=1 / math.sqrt(links.size))
    dense("link.none", links.none, eight_bits=False)
    for name in FEATURES:
        found["link." + name] = links.features[name]
    return {name: tensor.detach().contiguous().clone() for name, tensor in found.items()}


def nested_tensors(heads, outside=0.0):
    """The same of the nested heads (src/extract/nested.h). `outside` is added to the score of words outside all spans."""
    found = {}

    def dense(name, linear, eight_bits=True, scaled=1.0):
        if eight_bits:
            found[name + ".weight"], scale = quantise_rows(linear.weight)
            found[name + ".scale"] = scale * scaled
        else:
            found[name + ".weight"] = linear.weight * scaled
        found[name + ".bias"] = linear.bias * scaled

    dense("tag.hidden", heads.tag_hidden)
    dense("tag.output", heads.tag_output, eight_bits=False)
    found["tag.output.bias"] = found["tag.output.bias"].detach().clone()
    found["tag.output.bias"][0] += outside
    dense("enclosing", heads.enclosing)
    found["crf.transition"] = heads.crf.transitions()
    found["crf.start"], found["crf.end"] = heads.crf.start, heads.crf.end
    links = heads.links
    dense("link.begin", links.begin)
    dense("link.end", links.end)
    for name in ("content", "cue"):
        dense("link." + name, getattr(links, name), scaled=1 / math.sqrt(links.size))
    dense("link.none", links.none, eight_bits=False)
    for name in FEATURES:
        found["link." + name] = links.features[name]
    return {"nested." + name: tensor.detach().contiguous().clone() for name, tensor in found.items()}


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
    return {name: tensor.contiguous() for name, tensor in found.items()}


def write(reader, args, bias, card):
    """Writes the folder args.export; the reader must be quantised before."""
    os.makedirs(args.export, exist_ok=True)
    place = lambda name: os.path.join(args.export, name)
    save_file(tensors(reader, bias), place("model.safetensors"), metadata(reader, args))
    save_file(fixture(reader, bias), place("fixture.safetensors"))
    for name in ("model.safetensors", "fixture.safetensors"):
        os.chmod(place(name), 0o644)
    with open(place("vocab.txt"), "w", encoding="utf-8") as out:
        out.writelines(piece + "\n" for piece in pretrained.load_vocabulary())
    with open(place("README.md"), "w", encoding="utf-8") as out:
        out.write(card)


def zero_bias():
    return np.zeros(len(TAGS), dtype=np.float32)
