# SPDX-License-Identifier: Apache-2.0
"""What the first level finds in contents that it reads as passages of their own."""
import numpy as np
import torch

from . import decode
from .nested import Slice, decoded
from .windows import CLS, SEP, batch

LOWER, CAPITALISED, PARAGRAPH, SENTENCE, FULL_STOP = 1, 2, 2, 1, 1012
LONGEST = 380  # word pieces


def passage(story, pieces, in_quotes):
    """Inputs of the encoder for the words of `pieces`, read by themselves, and each word's number in the story (-1: one
    that was added); None where it is too long. Begins with a capital and ends with a full stop; the marks of a
    quotation that holds it all are forgotten."""
    words = []
    for number, (start, end) in enumerate(pieces):
        if number > 0 and story.case[start] >= CAPITALISED:
            words.append(-1)
        words += range(start, end)
    words.append(-1)
    ids, case, quote, layout, first, last = [CLS], [0], [0], [0], [], []
    begins = True
    for word in words:
        parts = [FULL_STOP]
        if word >= 0:
            parts = story.pieces[story.piece_start[word] : story.piece_start[word + 1]].tolist()
        kind = 0 if word < 0 else int(story.case[word])
        where = 0 if word < 0 else int(story.layout[word])
        if begins and word >= 0:
            kind, where = (CAPITALISED if kind == LOWER else kind), (PARAGRAPH if len(ids) == 1 else SENTENCE)
        outside = 0 if word < 0 or in_quotes else int(story.quote[word])
        first.append(len(ids))
        last.append(len(ids) + len(parts) - 1)
        ids += parts
        case += [kind] * len(parts)
        quote += [outside] * len(parts)
        layout += [where] + [0] * (len(parts) - 1)
        begins = word < 0
    if len(ids) > LONGEST:
        return None
    close = lambda values, behind=0: np.array(values + [behind], dtype=np.int64)
    return {
        "pieces": close(ids, SEP), "case": close(case), "quote": close(quote), "layout": close(layout),
        "first": np.array(first), "last": np.array(last),
    }, np.array(words)


@torch.no_grad()
def read_alone(reader, parts, bias, size=24):
    """For each part what the first level finds in it when it is read by itself: ranges of words of the story. None for a
    part that is too long."""
    made = []
    for part in parts:
        quoted = (part.story.quotation[part.words()] >= 0).mean() > 0.5
        made.append(passage(part.story, part.pieces, quoted))
    order = sorted((i for i, item in enumerate(made) if item), key=lambda i: len(made[i][0]["pieces"]))
    results = [None] * len(parts)
    for at in range(0, len(order), size):
        group = order[at : at + size]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            vectors = reader.words(batch([made[i][0] for i in group])).float()
        emissions = reader.emissions(vectors).numpy() + bias
        for row, i in enumerate(group):
            words = made[i][1]
            count = len(words)
            alone = Slice(parts[i].story, np.maximum(words, 0))
            alone.quotation = np.full(count, -1)
            alone.paragraph_start = np.zeros(count, dtype=bool)
            alone.paragraph_start[0] = True
            alone.paragraph = np.zeros(count, dtype=np.int64)
            found = decoded(reader, alone, vectors[row, :count].numpy(), emissions[row, :count])
            results[i] = [item for item in (mapped(item, words) for item in found) if item is not None]
    return results


def mapped(item, words):
    def one(span):
        here = [word for word in words[span[0] : span[1]].tolist() if word >= 0]
        return (here[0], here[-1] + 1) if here else None

    source, cue, contents = item
    contents = [span for span in map(one, contents) if span]
    return (one(source) if source else None, one(cue), contents) if one(cue) and contents else None


@torch.no_grad()
def vectors_of(reader, story, window, overlap):
    """The story's word vectors as the program has them, in 16 bits."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        return decode.story_words(reader, story, window, overlap).astype(np.float16)
